"""Files of a home that were damaged, cut or put there by somebody else."""

import json
from typing import Any, Iterator

from badfile import BadFile

IDENTITY: dict[str, Any] = {
    "identity": 1, "network": "ab" * 16, "office": "DE/Duisburg", "label": "laptop", "person": "O. Koval", "seed": "01" * 32,
    "box": "02" * 32}

LIFE = "the file life.json was missing or damaged"


def identity(name: str, content: bytes | dict[str, Any], code: int = 9, says: str = "identity.json is damaged") -> BadFile:
    """An identity with which no command works."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return BadFile(f"identity-{name}.json", raw, code, says, use="identity.json")


def store(name: str, content: bytes, says: str = "damaged, or no database") -> BadFile:
    """A store with which no command works."""
    return BadFile(f"store-{name}.sqlite", content, 9, says, use="store.sqlite")


def all_files() -> Iterator[BadFile]:
    """All of them."""
    yield from identities()
    yield from locked()
    yield from stores()
    yield from lives()


def identities() -> Iterator[BadFile]:
    """Identities that are none."""
    for name, raw in [("empty", b""), ("zeros", bytes(600)), ("text", b"seed\n"), ("array", b"[]"), ("null", b"null"),
                      ("mark", b"\xef\xbb\xbf" + json.dumps(IDENTITY).encode()), ("cut", json.dumps(IDENTITY).encode()[:-5]),
                      ("twice", json.dumps(IDENTITY).encode() * 2), ("deep", b"[" * 10_000),
                      ("latin", json.dumps({**IDENTITY, "person": "Müller"}, ensure_ascii=False).encode("latin-1")),
                      ("utf-16", json.dumps(IDENTITY).encode("utf-16"))]:
        yield identity(name, raw)
    yield identity("large", {**IDENTITY, "person": "x" * 262_144}, 5, "is larger than allowed")
    for member in ["identity", "network", "office", "label", "person", "seed", "box"]:
        yield identity(f"no-{member}", {name: value for name, value in IDENTITY.items() if name != member})
        yield identity(f"null-{member}", {**IDENTITY, member: None})
    for name, changes in [
        ("newer", {"identity": 2}), ("version-text", {"identity": "1"}), ("network-short", {"network": "ab"}),
        ("network-upper", {"network": "AB" * 16}), ("seed-short", {"seed": "01" * 31}), ("seed-long", {"seed": "01" * 33}),
        ("seed-upper", {"seed": "0A" * 32}), ("seed-number", {"seed": 1}), ("box-odd", {"box": "0" * 63}),
        ("former-text", {"former": ["x"]}), ("former-one", {"former": [["03" * 32]]}),
        ("former-short", {"former": [["03" * 32, "04"]]}), ("former-three", {"former": [["03" * 32, "04" * 32, "05" * 32]]}),
    ]:
        yield identity(name, {**IDENTITY, **changes})


def locked() -> Iterator[BadFile]:
    """Locked secrets that no passphrase opens, or for which none was given."""
    public = {name: value for name, value in IDENTITY.items() if name not in ("seed", "box")}
    for name, value in [("plain", "01" * 120), ("empty", ""), ("odd", "0"), ("text", "xyz"), ("number", 5), ("null", None)]:
        yield identity(f"locked-{name}", {**public, "locked": value}, 12, "no passphrase was given")


def stores() -> Iterator[BadFile]:
    """Stores that are none."""
    head = b"SQLite format 3\0"
    yield store("text", b"not a store at all\n" * 100)
    yield store("zeros", bytes(8_192))
    yield store("head-only", head)
    yield store("head-and-zeros", head + bytes(4_080))
    yield store("head-and-noise", head + bytes(range(256)) * 32)
    yield store("gzip", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff" + bytes(4_086))
    yield store("zip", b"PK\x03\x04" + bytes(4_092))


def lives() -> Iterator[BadFile]:
    """Files of a life that tell none: the store begins a new one, and says so."""
    life: dict[str, Any] = {"life": 1, "epoch": "01" * 8, "former": [], "nonce": "03" * 16, "machine": "here"}
    for name, raw in [("empty", b""), ("zeros", bytes(300)), ("text", b"alive\n"), ("array", b"[1]"), ("deep", b"[" * 5_000),
                      ("cut", json.dumps(life).encode()[:-9]), ("large", b" " * 65_537)]:
        yield BadFile(f"life-{name}.json", raw, 0, LIFE, use="life.json")
    for name, changes in [("newer", {"life": 2}), ("epoch-short", {"epoch": "01"}), ("epoch-upper", {"epoch": "0A" * 8}),
                          ("former-text", {"former": "02"}), ("nonce-long", {"nonce": "03" * 17}), ("machine-none", {"machine": None})]:
        yield BadFile(f"life-{name}.json", json.dumps({**life, **changes}).encode(), 0, LIFE, use="life.json")
