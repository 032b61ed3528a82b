"""Requests for admission that are not as specified; further ones are among the vectors."""

from typing import Any, Iterator

from badfile import BadFile
from strictjson import compact
from writing import CENTRE, DUISBURG, NETWORK


def request(name: str, content: bytes, code: int = 6, says: str = "request") -> BadFile:
    """A request that 'admit' refuses."""
    return BadFile(f"request-{name}.json", content, code, says, use="request")


def line(**changes: Any) -> bytes:
    """A request of the vectors' network with other members, which nobody has signed."""
    members: dict[str, Any] = {
        "request": 1, "network": NETWORK, "device": DUISBURG.public, "box": DUISBURG.box, "office": "DE/Duisburg",
        "label": "laptop", "person": "G. Schmidt", "signature": "00" * 64}
    members.update(changes)
    return compact({name: value for name, value in members.items() if value is not None}) + b"\n"


def all_files() -> Iterator[BadFile]:
    """All of them."""
    yield request("empty", b"")
    yield request("line-feed", b"\n")
    yield request("text", b"Dear centre, please admit me.\n")
    yield request("array", b"[1]\n")
    yield request("number", b"1\n")
    yield request("null", b"null\n")
    yield request("nested", b"[" * 50_000)
    yield request("large", line(label="x" * 70_000), 5, "is larger than allowed")
    yield request("gzip", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff")
    yield request("zeros", bytes(1_000))
    yield request("twice", line() + line())
    yield request("cut", line()[:-40])
    yield request("newer", line(request=2), 8, "newer")
    yield request("version-text", line(request="1"))
    yield request("version-zero", line(request=0))
    yield request("network-other", line(), 7, "network")
    yield request("network-upper", line(network=NETWORK.upper()))
    yield request("network-short", line(network=NETWORK[:-2]))
    for member in ["request", "network"]:
        yield request(f"no-{member}", line(**{member: None}))
    for member in ["network"]:
        for kind, value in [("number", 7), ("array", []), ("object", {}), ("true", True)]:
            yield request(f"{member}-{kind}", line(**{member: value}))
    yield request("centre-signature", line(device=CENTRE.public), 7, "network")
