"""Who counts: what centres state of devices, judged from level 0 upward."""

from typing import Any, Callable, NamedTuple

import limits
from names import device_record, is_hex, is_name, network_name
from segments import Operation, Segment
from strictjson import is_integer

DIRECTORY = "00" * 16
OFFICIAL = "official-"
PERMITTED = {"statement": {"centre"}, "decision": {"officer", "centre"},
             "other": {"clerk", "officer", "centre"}}


def is_text(value: Any) -> bool:
    """Tells whether a value is an office or a label."""
    return isinstance(value, str) and len(value.encode()) <= limits.MANIFEST_NAME_BYTES


def is_hashes(value: Any) -> bool:
    """Tells whether a value lists hashes of segments."""
    return (
        isinstance(value, list) and 1 <= len(value) <= limits.STATEMENT_ITEMS
        and all(is_hex(one, 32) for one in value))


def is_last(value: Any) -> bool:
    """Tells whether a value maps logs to hashes of their last segments, few enough together."""
    return (
        isinstance(value, dict)
        and all(is_hex(log, 16) and is_hashes(hashes) for log, hashes in value.items())
        and sum(map(len, value.values())) <= limits.STATEMENT_ITEMS)


def is_key(value: Any) -> bool:
    """Tells whether a value is a device or a box key."""
    return is_hex(value, 32)


MEMBERS: dict[str, dict[str, Callable[[Any], bool]]] = {
    "admit": {"device": is_key, "box": is_key, "office": is_text, "label": is_text, "role": is_name},
    "retire": {"device": is_key, "last": is_last},
    "release": {"device": is_key, "segments": is_hashes}}
OPTIONAL: dict[str, Callable[[Any], bool]] = {
    "from": is_integer, "until": is_integer, "replaces": is_key}


def stated(operation: Operation) -> dict[str, Any] | None:
    """Returns what an operation of the directory states, or None where it is malformed."""
    kind = operation.kind
    if kind not in MEMBERS or operation.type != "device" or operation.register != "@" + kind:
        return None
    value = operation.data.get("v")
    if not isinstance(value, dict):
        return None
    if not all(is_right(value.get(name)) for name, is_right in MEMBERS[kind].items()):
        return None
    optional = OPTIONAL if kind == "admit" else {}
    if not all(is_right(value[name]) for name, is_right in optional.items() if name in value):
        return None
    return value if operation.record == device_record(value["device"]) else None


def permits(roles: set[str], operation: Operation) -> bool:
    """Tells whether an operation has effect where its author has these roles."""
    kind = "decision" if operation.kind in ("resolve", "erase") else "other"
    if operation.kind in MEMBERS or operation.register.startswith(OFFICIAL):
        kind = "statement"
    return bool(roles & PERMITTED[kind])


class Admission(NamedTuple):
    """An effective admission, and where it stands."""

    level: int
    segment: Segment
    operation: Operation
    value: dict[str, Any]


class Trust:
    """What the effective statements of a set of segments say of devices."""

    def __init__(self, segments: list[Segment], own: str | None = None) -> None:
        self.own = own
        self.levels: dict[str, int] = {}
        self.admissions: dict[str, list[Admission]] = {}
        self.previous = {one.hash.hex(): one.header["previous"] for one in segments}
        self.accepted: dict[str, set[str]] = {}
        self.released: dict[str, set[str]] = {}
        directory = [one for one in segments if one.header["dossier"] == DIRECTORY]
        centres = {
            one.device for one in segments if network_name(one.device) == one.header["network"]}
        level = 0
        while centres:
            self.levels |= dict.fromkeys(centres, level)
            heard = [one for one in directory if one.device in centres and not self.reason(one)]
            for segment in heard:
                for operation in segment.operations:
                    self.believe(level, segment, operation)
            centres = {
                device for device, admissions in self.admissions.items()
                if any(one.value["role"] == "centre" for one in admissions)} - set(self.levels)
            level += 1

    def believe(self, level: int, segment: Segment, operation: Operation) -> None:
        """Takes in a statement of a centre of this level; all centres up to it are known."""
        value = stated(operation)
        if value is None:
            return
        device = value["device"]
        if operation.kind == "admit":
            admission = Admission(level, segment, operation, value)
            self.admissions.setdefault(device, []).append(admission)
        elif self.levels.get(device, level + 1) <= level:
            return
        elif operation.kind == "retire":
            accepted = self.accepted.setdefault(device, set())
            for hashes in value["last"].values():
                for last in hashes:
                    self.accept(accepted, last)
        else:
            self.released.setdefault(device, set()).update(value["segments"])

    def accept(self, accepted: set[str], last: str | None) -> None:
        """Adds a segment and, as far as they are held, those that it continues."""
        while last in self.previous and last not in accepted:
            accepted.add(last)
            last = self.previous[last]

    def reason(self, segment: Segment) -> str | None:
        """Returns why a segment is set aside, or None where it counts."""
        device = segment.device
        if device == self.own or segment.hash.hex() in self.released.get(device, ()):
            return None
        if self.levels.get(device) != 0 and device not in self.admissions:
            return "stranger"
        if device in self.accepted and segment.hash.hex() not in self.accepted[device]:
            return "retired"
        return None

    def roles(self, device: str) -> set[str]:
        """The roles of a device whose segments count."""
        roles = {one.value["role"] for one in self.admissions.get(device, [])}
        if self.levels.get(device) == 0:
            roles.add("centre")
        return roles or {"clerk"}

    def is_member(self, device: str, network: str) -> bool:
        """Tells whether a device is the root, or admitted and not retired."""
        is_root = network_name(device) == network
        return is_root or device in self.admissions and device not in self.accepted

    def members(self, order: Callable[[Admission], Any]) -> list[dict[str, Any]]:
        """The admitted members, sorted; `order` tells which of two admissions is the last."""
        found = []
        for device, admissions in sorted(self.admissions.items()):
            if device in self.accepted:
                continue
            lowest = min(one.level for one in admissions)
            newest = max((one for one in admissions if one.level == lowest), key=order).value
            facts = {"device": device, "roles": sorted(self.roles(device))}
            if device in self.levels:
                facts["level"] = self.levels[device]
            found.append({**facts, **{name: newest[name] for name in ("box", "office", "label")}})
        return found
