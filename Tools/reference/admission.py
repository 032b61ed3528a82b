"""Requests for admission: one line that can be written in one way only."""

from typing import Any, Callable

import limits
from limits import Refused
from names import blake2b, fingerprint, is_hex
from segments import is_signed
from strictjson import NotJSON, compact, is_integer, parse
from trust import is_key, is_text

REQUEST_DOMAIN = b"pobratym request 1\n"
RENEWAL_DOMAIN = b"pobratym renewal 1\n"


def is_ends(value: Any) -> bool:
    """Tells whether a value maps logs to the hashes of their last segments."""
    return isinstance(value, dict) and len(value) <= limits.STATEMENT_ITEMS and all(
        is_hex(log, 16) and is_hex(last, 32) for log, last in value.items())


MEMBERS: dict[str, Callable[[Any], bool]] = {
    "device": is_key, "box": is_key, "office": is_text, "label": is_text, "person": is_text}
RENEWAL: dict[str, Callable[[Any], bool]] = {
    "replaces": is_key, "last": is_ends, "former": lambda value: is_hex(value, 64)}


def read_request(file: bytes, network: str | None = None) -> dict[str, Any]:
    """Reads and verifies a request and returns its members."""
    try:
        members = parse(
            file, limits.REQUEST_BYTES, limits.NESTING, limits.LINE_BYTES, limits.ITEMS_PER_LINE)
    except NotJSON as error:
        raise Refused("request", str(error)) from error
    version = members.get("request") if isinstance(members, dict) else None
    if not is_integer(version) or version < 1:
        raise Refused("request", "not a request")
    if version > 1:
        raise Refused("version", f"request format {version}")
    if not is_hex(members.get("network"), 16):
        raise Refused("request", "network")
    if network is not None and members["network"] != network:
        raise Refused("network", members["network"])
    wanted = MEMBERS | (RENEWAL if "replaces" in members else {})
    for name, is_right in wanted.items():
        if not is_right(members.get(name)):
            raise Refused("request", name)
    if members.get("replaces") == members["device"] or not is_hex(members.get("signature"), 64):
        raise Refused("request", "replaces, or signature")
    ordered = {name: members[name] for name in ("request", "network", *wanted, "signature")}
    if "last" in ordered:
        ordered["last"] = dict(sorted(members["last"].items()))
    if file != compact(ordered) + b"\n":
        raise Refused("request", "not written as specified")
    check(file, "signature", REQUEST_DOMAIN, members["signature"], members["device"])
    if "replaces" in members:
        check(file, "former", RENEWAL_DOMAIN, members["former"], members["replaces"])
    return members


def check(file: bytes, member: str, domain: bytes, signature: str, device: str) -> None:
    """Checks a signature over what stands before its member."""
    signed = file[: file.rindex(b',"%s":' % member.encode())]
    if not is_signed(domain + blake2b(signed), bytes.fromhex(signature), device):
        raise Refused("signature", f"{member} is not of its device")


def request_facts(members: dict[str, Any]) -> dict[str, Any]:
    """What is to be known of a request."""
    facts = {name: members[name] for name in ("network", *MEMBERS)}
    facts |= {name: members[name] for name in ("replaces", "last") if name in members}
    keys = (members["network"], members["device"], members["box"])
    return {**facts, "fingerprint": fingerprint(*keys)}
