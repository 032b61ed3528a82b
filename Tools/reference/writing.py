"""A writer: devices, logs, sealed segments and bundles, deterministic from names."""

from typing import Any

from nacl import bindings
from nacl.signing import SigningKey

from bundles import BUNDLE_DOMAIN
from gzipmembers import compress, store
from limits import MEMBER_BYTES
from merging import Store
from names import blake2b, device_record, log_name, network_name
from sealing import Reader
from segments import SEGMENT_DOMAIN, Segment, read_header, read_segment
from strictjson import compact

TIME = 1_700_000_000


class Device:
    """A device whose key comes from a name: for vectors, never for use."""

    def __init__(self, name: str, office: str | None = None) -> None:
        self.name = name
        self.seed = blake2b(b"pobratym test vector key\n" + name.encode())
        self.box_seed = blake2b(b"pobratym test vector box\n" + name.encode())
        self.key = SigningKey(self.seed)
        self.public = self.key.verify_key.encode().hex()
        self.box = bindings.crypto_box_seed_keypair(self.box_seed)[0].hex()
        self.office = office
        self.reader = Reader(self.public, self.box_seed)

    def sign(self, message: bytes) -> str:
        """Returns the digits of a signature."""
        return self.key.sign(message).signature.hex()


CENTRE = Device("centre", "UA32000000000030281")
DUISBURG = Device("duisburg", "DE/Duisburg")
KRYVYI_RIH = Device("kryvyi-rih", "UA12060170000091033")
LVIV = Device("lviv")
NETWORK = network_name(CENTRE.public)


def commit(number: int, lamport: int, ops: list[Any], **more: Any) -> dict[str, Any]:
    """Returns a commit's members; `by` and `why` come before the operations."""
    return {"n": number, "l": lamport, "t": TIME + number, **more, "ops": ops}


def seal(header: dict[str, Any] | bytes, commits: list[Any], key: Device) -> bytes:
    """Hashes and signs a header and commits, given as members or as raw lines."""
    lines = [part if isinstance(part, bytes) else compact(part) for part in [header, *commits]]
    unsigned = b"".join(line + b"\n" for line in lines)
    hashed = blake2b(unsigned)
    signature = key.sign(SEGMENT_DOMAIN + hashed)
    return unsigned + compact({"hash": hashed.hex(), "signature": signature}) + b"\n"


class Log:
    """The log of a device in a dossier, while it grows."""

    def __init__(self, device: Device, dossier: int = 0, epoch: int = 1) -> None:
        self.device = device
        self.dossier = f"{dossier:032x}"
        self.epoch = f"{epoch:016x}"
        self.name = log_name(NETWORK, device.public, self.epoch, self.dossier)
        self.next = 1
        self.previous: str | None = None

    def header(self, last: int, commits: int, **changes: Any) -> dict[str, Any]:
        """Returns the header's members of the next segment."""
        members = {
            "segment": 1, "network": NETWORK, "device": self.device.public, "epoch": self.epoch,
            "dossier": self.dossier, "log": self.name, "first": self.next, "last": last,
            "commits": commits, "previous": self.previous}
        if self.device.office:
            members["office"] = self.device.office
        return {**members, **changes}

    def segment(self, *steps: tuple[Any, ...]) -> bytes:
        """Seals steps: each a Lamport number, a list of operations and maybe a reason."""
        commits = []
        number = self.next
        for lamport, ops, *why in steps:
            more = {"by": "О. Коваль", **({"why": why[0]} if why else {})}
            commits.append(commit(number, lamport, ops, **more))
            number += len(ops)
        text = seal(self.header(number - 1, len(commits)), commits, self.device)
        self.next = number
        self.previous = blake2b(text[: text[:-1].rindex(b"\n") + 1]).hex()
        return text


def statement(kind: str, device: Device | str, **value: Any) -> dict[str, Any]:
    """Returns the operation of a statement about a device."""
    public = device if isinstance(device, str) else device.public
    return {"k": kind, "y": "device", "r": device_record(public), "v": {"device": public, **value}}


def admit(device: Device, role: str = "clerk", **changes: Any) -> dict[str, Any]:
    """Returns the operation that admits a device."""
    value = {"box": device.box, "office": device.office or "UA", "role": role, "label": device.name}
    return statement("admit", device, **{**value, **changes})


def retire(device: Device, *last: bytes, **logs: Any) -> dict[str, Any]:
    """Returns the operation that retires a device after these segments, or those of `last`."""
    tips: dict[str, list[str]] = {}
    for text in last:
        tips.setdefault(parsed(text).log, []).append(hash_of(text))
    return statement("retire", device, **{"last": dict(sorted(tips.items())), **logs})


def release(device: Device, *segments: bytes) -> dict[str, Any]:
    """Returns the operation that releases segments of a device."""
    return statement("release", device, segments=[hash_of(text) for text in segments])


ADMITTED = {device.public for device in (DUISBURG, KRYVYI_RIH, LVIV)}
ADMISSIONS = Log(CENTRE, epoch=0xAD).segment(
    (1, [admit(device, "officer") for device in (DUISBURG, KRYVYI_RIH, LVIV)]))


def parsed(text: bytes) -> Segment:
    """Returns a segment of its text."""
    lines = text.split(b"\n")[:-1]
    return read_segment(lines, read_header(lines[0]), NETWORK)


def hash_of(text: bytes) -> str:
    """Returns the digits of a segment's hash."""
    return parsed(text).hash.hex()


def with_admissions(segments: list[bytes]) -> list[bytes]:
    """Returns segments and, where some are of the devices that it admits, their admission."""
    needs = any(parsed(text).device in ADMITTED for text in segments)
    return [ADMISSIONS, *segments] if needs else segments


def numbers(segments: list[Segment]) -> dict[str, list[list[int]]]:
    """Returns the numbers of segments as a `have`."""
    have: dict[str, list[list[int]]] = {}
    for log, first, last in sorted(segment.run for segment in segments):
        intervals = have.setdefault(log, [])
        if intervals and intervals[-1][1] >= first - 1:
            intervals[-1][1] = max(last, intervals[-1][1])
        else:
            intervals.append([first, last])
    return have


def manifest(
    segments: list[bytes], sender: Device = CENTRE, number: int = 1,
    held: list[bytes] | None = None, **changes: Any
) -> dict[str, Any]:
    """Returns the manifest of a sender that holds these segments, or others that are given."""
    store = Store(sender.public)
    for text in held or with_admissions(segments):
        store.merge(parsed(text))
    state = store.state
    forks = state.branches.forks()
    contents = [[*one.run, one.hash.hex()] if one.log in forks else one.run
                for one in map(parsed, segments)]
    counting = [one for one in store.segments.values() if not state.trust.reason(one)]
    scope = {one.header["dossier"] for one in counting}
    members: dict[str, Any] = {
        "bundle": 1, "network": NETWORK, "from": sender.public, "epoch": f"{1:016x}", "former": []}
    if sender.office:
        members["office"] = sender.office
    members |= {
        "number": number, "created": TIME, "for": [], "contents": contents,
        "have": numbers(counting), "digests": {**dict.fromkeys(sorted(scope), "00" * 32),
                                               **state.digests()},
        "forks": forks, "receipts": [], "wants": []}
    return {**members, **changes}


def closing_line(body: bytes, count: int, key: Device) -> bytes:
    """Returns the closing line over a file's bytes so far."""
    hashed = blake2b(body)
    signature = key.sign(BUNDLE_DOMAIN + hashed)
    return compact({"end": count, "hash": hashed.hex(), "signature": signature}) + b"\n"


def close(body: bytes, count: int, key: Device = CENTRE) -> bytes:
    """Adds the closing line to a file's bytes so far."""
    return body + store(closing_line(body, count, key))


def open_body(
    first: dict[str, Any] | bytes, segments: list[bytes], member_bytes: int = MEMBER_BYTES
) -> bytes:
    """Compresses manifest and segments into members."""
    body = compress((first if isinstance(first, bytes) else compact(first)) + b"\n")
    gathered = b""
    for text in segments:
        gathered += text
        if len(gathered) >= member_bytes:
            body += compress(gathered)
            gathered = b""
    return body + (compress(gathered) if gathered else b"")


def bundle(
    segments: list[bytes], sender: Device = CENTRE, number: int = 1,
    member_bytes: int = MEMBER_BYTES, **changes: Any
) -> bytes:
    """Returns a whole bundle of a sender that holds exactly these segments."""
    first = manifest(segments, sender, number, **changes)
    return close(open_body(first, segments, member_bytes), len(segments), sender)
