"""Segments: a header line, commit lines and a signature line."""

import re
from dataclasses import dataclass
from typing import Any, NoReturn

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

import limits
from limits import Refused
from names import blake2b, is_hex, is_name, log_name
from strictjson import NotJSON, canonical, is_integer, parse

SEGMENT_DOMAIN = b"pobratym segment 1\n"
KINDS = ("set", "resolve", "add", "remove", "entry", "void")
SIGNATURE_LINE = re.compile(rb'\{"hash":"([0-9a-f]{64})","signature":"([0-9a-f]{128})"\}')

Reference = tuple[str, int]


@dataclass(slots=True, eq=False)
class Operation:
    """One operation with what it inherits filled in."""

    log: str
    number: int
    lamport: int
    kind: str
    type: str
    record: str
    register: str
    value: bytes
    data: Any
    replaced: tuple[Reference, ...]
    seen: tuple[Reference, ...]
    reason: str | None
    has_effect: bool = True

    @property
    def id(self) -> Reference:
        """Its name."""
        return (self.log, self.number)


@dataclass(frozen=True)
class Commit:
    """A commit: its line without line feed, and its operations."""

    line: bytes
    operations: list[Operation]


@dataclass(frozen=True)
class Segment:
    """A segment that has been read and verified."""

    text: bytes
    header: dict[str, Any]
    commits: list[Commit]
    hash: bytes

    @property
    def device(self) -> str:
        """Its author."""
        return self.header["device"]

    @property
    def log(self) -> str:
        """Its log."""
        return self.header["log"]

    @property
    def first(self) -> int:
        """The number of its first operation."""
        return self.header["first"]

    @property
    def last(self) -> int:
        """The number of its last operation."""
        return self.header["last"]

    @property
    def operations(self) -> list[Operation]:
        """The operations of its commits."""
        return [operation for commit in self.commits for operation in commit.operations]

    @property
    def run(self) -> list[Any]:
        """Its log and its first and last number."""
        return [self.log, self.first, self.last]


class Line:
    """The members of one line of a segment."""

    def __init__(self, text: bytes) -> None:
        try:
            size = limits.LINE_BYTES
            self.members = parse(text, size, limits.NESTING, size, limits.ITEMS_PER_LINE)
        except NotJSON as error:
            raise Refused("segment", str(error)) from error
        if not isinstance(self.members, dict):
            self.refuse("a line that is no object")

    def refuse(self, reason: str) -> NoReturn:
        """Refuses the segment for its structure."""
        raise Refused("segment", reason)

    def integer(self, name: str, least: int = -limits.LARGEST_INTEGER) -> int:
        """Returns a number."""
        value = self.members.get(name)
        if not is_integer(value) or value < least:
            self.refuse(name)
        return value

    def digits(self, name: str, size: int) -> str:
        """Returns the lower-case digits of so many bytes."""
        value = self.members.get(name)
        if not is_hex(value, size):
            self.refuse(name)
        return value

    def text(self, name: str, size: int) -> str | None:
        """Returns a text of limited size, or None where it is not given."""
        if name not in self.members:
            return None
        value = self.members[name]
        if not isinstance(value, str) or len(value.encode()) > size:
            self.refuse(name)
        return value


def read_header(text: bytes) -> dict[str, Any]:
    """Reads a header line and returns its members."""
    line = Line(text)
    version = line.integer("segment")
    if version > 1:
        raise Refused("version", f"segment format {version}")
    if version != 1:
        line.refuse("segment")
    for name, size in (("network", 16), ("device", 32), ("epoch", 8), ("dossier", 16), ("log", 16)):
        line.digits(name, size)
    first, last = line.integer("first", 1), line.integer("last", 1)
    if not first <= last < first + limits.OPERATIONS_PER_SEGMENT:
        line.refuse("last")
    if line.integer("commits", 1) > last - first + 1:
        line.refuse("commits")
    if "previous" not in line.members or (line.members["previous"] is None) != (first == 1):
        line.refuse("previous")
    if first != 1:
        line.digits("previous", 32)
    line.text("office", limits.AUTHOR_BYTES)
    return line.members


def read_commit(text: bytes, log: str, expected: int) -> list[Operation]:
    """Reads a commit line whose first operation has the expected number."""
    line = Line(text)
    first, lamport = line.integer("n", 1), line.integer("l", 1)
    line.integer("t")
    line.text("by", limits.AUTHOR_BYTES)
    reason = line.text("why", limits.REASON_BYTES)
    items = line.members.get("ops")
    if not isinstance(items, list) or not 1 <= len(items) <= limits.OPERATIONS_PER_COMMIT:
        line.refuse("ops")
    if first > limits.LARGEST_INTEGER - len(items):
        line.refuse("n")
    operations: list[Operation] = []
    for item in items:
        before = operations[-1] if operations else None
        number = first + len(operations)
        operations.append(read_operation(item, (log, number), lamport, reason, before))
    if not reason and any(operation.kind in ("resolve", "void") for operation in operations):
        line.refuse("why")
    if first != expected:
        line.refuse("operation numbers do not follow on")
    return operations


def read_operation(
    item: Any, own: Reference, lamport: int, reason: str | None, before: Operation | None
) -> Operation:
    """Reads one operation; type and record are those of the one before where not given."""
    if not isinstance(item, dict):
        raise Refused("segment", "an operation that is no object")
    kind = name_of(item, "k", "set")
    register = name_of(item, "f", "@" + kind)
    type_name = name_of(item, "y", before.type if before else None)
    record = item.get("r", before.record if before else None)
    if not is_hex(record, 16):
        raise Refused("segment", "r")
    known = kind in KINDS
    if known and "v" not in item:
        raise Refused("segment", "v")
    value = item["v"] if known else item
    if known and (kind == "void") != (register == "@void"):
        raise Refused("segment", "f")
    if kind == "void" and not (value is True or value is None):
        raise Refused("segment", "v")
    return Operation(
        own[0], own[1], lamport, kind, type_name, record, register, canonical(value), value,
        references(item, "x", own), references(item, "s", own), reason)


def name_of(item: dict[str, Any], member: str, default: str | None) -> str:
    """Returns a kind's, type's or register's name."""
    if member not in item:
        if default is None:
            raise Refused("segment", member)
        return default
    value = item[member]
    if not is_name(value):
        raise Refused("segment", member)
    return value


def references(item: dict[str, Any], member: str, own: Reference) -> tuple[Reference, ...]:
    """Returns references: numbers of the own log before this one, or pairs of log and number."""
    given = item.get(member, [])
    if not isinstance(given, list) or len(given) > limits.REFERENCES_PER_OPERATION:
        raise Refused("segment", member)
    found = []
    for entry in given:
        pair = [own[0], entry] if is_integer(entry) else entry
        if not isinstance(pair, list) or len(pair) != 2 or not is_hex(pair[0], 16):
            raise Refused("segment", member)
        if not is_integer(pair[1]) or pair[1] < 1 or (pair[0] == own[0] and pair[1] >= own[1]):
            raise Refused("segment", member)
        found.append((pair[0], pair[1]))
    return tuple(found)


def read_segment(lines: list[bytes], header: dict[str, Any], network: str) -> Segment:
    """Reads a header's, its commits' and the signature's line, each without line feed, and verifies."""
    text = b"".join(line + b"\n" for line in lines)
    commits: list[Commit] = []
    number = header["first"]
    for line in lines[1:-1]:
        commits.append(Commit(line, read_commit(line, header["log"], number)))
        number += len(commits[-1].operations)
    if number != header["last"] + 1:
        raise Refused("segment", "operation numbers do not follow on")
    signed = SIGNATURE_LINE.fullmatch(lines[-1])
    if not signed:
        raise Refused("segment", "the signature line")
    stated, signature = (bytes.fromhex(part.decode()) for part in signed.groups())
    if header["network"] != network:
        raise Refused("network", header["network"])
    derived = log_name(network, header["device"], header["epoch"], header["dossier"])
    if derived != header["log"]:
        raise Refused("log", "not named after its device")
    if blake2b(text[: -len(lines[-1]) - 1]) != stated:
        raise Refused("hash", "the text was changed")
    if not is_signed(SEGMENT_DOMAIN + stated, signature, header["device"]):
        raise Refused("signature", "not signed by the device")
    return Segment(text, header, commits, stated)


def is_signed(message: bytes, signature: bytes, device: str) -> bool:
    """Tells whether a device signed a message."""
    try:
        VerifyKey(bytes.fromhex(device)).verify(message, signature)
        return True
    except BadSignatureError:
        return False
