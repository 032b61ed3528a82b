"""Bundles: a manifest, segments and a closing line in gzip."""

import re
from dataclasses import dataclass
from typing import Any, NoReturn

import limits
from gzipmembers import inflate, store
from limits import Refused
from names import blake2b, is_hex
from sealing import Reader, is_sealed, unseal
from segments import Segment, is_signed, read_header, read_segment
from strictjson import NotJSON, is_integer, parse

BUNDLE_DOMAIN = b"pobratym bundle 1\n"
DEFECTS = ("segment", "network", "log", "hash", "signature")
CLOSING_LINE = re.compile(
    rb'\{"end":(0|[1-9][0-9]*),"hash":"([0-9a-f]{64})","signature":"([0-9a-f]{128})"\}')


@dataclass(frozen=True)
class Defect:
    """A segment that is not what its device signed: what names it, and the stage that says so."""

    name: bytes
    stage: str


@dataclass(frozen=True)
class Bundle:
    """A bundle that has been read and verified; `lines` leaves out those of its defects."""

    manifest: dict[str, Any]
    segments: list[Segment]
    defects: list[Defect]
    lines: list[bytes]


class Lines:
    """The lines of a text, each taken with the limit that holds for it."""

    def __init__(self, text: bytes, cut: bool) -> None:
        self.text = text
        self.cut = cut
        self.at = 0

    def next(self, start: int, limit: int, stage: str) -> bytes:
        """Returns the next line of a part that began at `start`."""
        end = self.text.find(b"\n", self.at)
        if end < 0:
            if len(self.text) - start > limit:
                raise Refused(stage, "larger than the limit")
            self.refuse_end(stage)
        line = self.text[self.at : end]
        self.at = end + 1
        return line

    def refuse_end(self, stage: str) -> NoReturn:
        """Refuses a text that ends too early."""
        if self.cut:
            raise Refused("gzip", "the file is cut short")
        raise Refused("manifest" if stage == "manifest" else "closing", "the text ends before it")


def read(
    file: bytes, network: str | None = None, reader: Reader | None = None, strict: bool = False
) -> Bundle:
    """Reads and verifies a whole file, plain or sealed; a strict reader refuses it for a defect."""
    if not is_sealed(file):
        return read_plain(file, network, strict)
    envelope, plain = unseal(file, network, reader)
    return read_plain(plain, None, strict, envelope)


def read_plain(
    file: bytes, network: str | None, strict: bool, envelope: dict[str, Any] | None = None
) -> Bundle:
    """Reads and verifies a plain file, which may have come out of a sealed one with this header."""
    if len(file) > limits.FILE_BYTES:
        raise Refused("gzip", "the file is larger than the limit")
    text, cut = inflate(file)
    lines = Lines(text, cut)
    read_lines = [lines.next(0, limits.MANIFEST_BYTES, "manifest")]
    manifest = read_manifest(read_lines[0], network)
    if envelope and any(manifest[name] != envelope[name] for name in ("network", "from")):
        raise Refused("sealed", "another network or sender than its header's")
    segments: list[Segment] = []
    defects: list[Defect] = []
    for run in manifest["contents"]:
        taken, header = take_segment(lines)
        try:
            segment = read_segment(taken, header, manifest["network"])
        except Refused as refused:
            if strict or run[:3] != [header["log"], header["first"], header["last"]]:
                raise
            defects.append(Defect(blake2b(b"".join(line + b"\n" for line in taken)), refused.stage))
            continue
        if run not in (segment.run, [*segment.run, segment.hash.hex()]):
            raise Refused("contents", "not the segment that is announced")
        segments.append(segment)
        read_lines += taken
    closing = lines.next(lines.at, limits.SEGMENT_BYTES, "segment")
    if lines.at != len(text):
        raise Refused("closing", "something follows it")
    if cut:
        lines.refuse_end("closing")
    check_closing(file, closing, manifest, len(segments) + len(defects))
    return Bundle(manifest, segments, defects, [*read_lines, closing])


def take_segment(lines: Lines) -> tuple[list[bytes], dict[str, Any]]:
    """Returns the next segment's lines, as many as its header tells, and its header's members."""
    start = lines.at
    taken = [lines.next(start, limits.SEGMENT_BYTES, "segment")]
    header = read_header(taken[0])
    for _ in range(header["commits"] + 1):
        taken.append(lines.next(start, limits.SEGMENT_BYTES, "segment"))
    if lines.at - start > limits.SEGMENT_BYTES:
        raise Refused("segment", "larger than the limit")
    return taken, header


def check_closing(file: bytes, line: bytes, manifest: dict[str, Any], count: int) -> None:
    """Checks the closing line: a stored member whose hash covers every byte before it."""
    found = CLOSING_LINE.fullmatch(line)
    if not found or int(found[1]) != count:
        raise Refused("closing", "not as specified")
    member = store(line + b"\n")
    if len(member) > limits.CLOSING_BYTES or not file.endswith(member):
        raise Refused("closing", "not a stored member of its own")
    stated, signature = bytes.fromhex(found[2].decode()), bytes.fromhex(found[3].decode())
    if blake2b(file[: -len(member)]) != stated:
        raise Refused("closing", "the bundle was changed")
    if not is_signed(BUNDLE_DOMAIN + stated, signature, manifest["from"]):
        raise Refused("closing", "not signed by the sender")


def read_manifest(line: bytes, network: str | None) -> dict[str, Any]:
    """Reads a manifest's line."""
    try:
        members = parse(
            line, limits.MANIFEST_BYTES, limits.MANIFEST_NESTING,
            limits.MANIFEST_STRING_BYTES, limits.MANIFEST_ITEMS)
    except NotJSON as error:
        raise Refused("manifest", str(error)) from error

    def need(name: str, is_right: bool) -> None:
        if not is_right:
            raise Refused("manifest", name)

    def number(name: str, least: int) -> None:
        value = members.get(name)
        need(name, is_integer(value) and value >= least)

    def items(name: str, is_right: Any) -> None:
        value = members.get(name)
        need(name, isinstance(value, list) and all(is_right(item) for item in value))

    need("{", isinstance(members, dict))
    number("bundle", 1)
    if members["bundle"] > 1:
        raise Refused("version", f"bundle format {members['bundle']}")
    need("network", is_hex(members.get("network"), 16))
    if network is not None and members["network"] != network:
        raise Refused("network", members["network"])
    need("from", is_hex(members.get("from"), 32))
    need("epoch", is_hex(members.get("epoch"), 8))
    items("former", lambda item: is_hex(item, 8))
    need("former", len(members["former"]) <= limits.FORMER_EPOCHS)
    for name in ("office", "label"):
        value = members.get(name, "")
        need(name, isinstance(value, str) and len(value.encode()) <= limits.MANIFEST_NAME_BYTES)
    number("number", 1)
    number("created", -limits.LARGEST_INTEGER)
    items("for", lambda item: is_hex(item, 32))
    items("contents", is_content)
    need("contents", len(members["contents"]) <= limits.SEGMENTS)
    need("have", is_have(members.get("have")))
    need("digests", is_digests(members.get("digests")))
    need("forks", is_forks(members.get("forks")))
    items("receipts", lambda item: is_hex(item, 32))
    items("wants", is_run)
    if "blobs" in members:
        items("blobs", lambda item: is_hex(item, 32))
        need("blobs", len(members["blobs"]) <= limits.BLOBS)
    return members


def is_interval(value: Any) -> bool:
    """Tells whether a value is a first and a last number."""
    return (
        isinstance(value, list) and len(value) == 2 and all(is_integer(part) for part in value)
        and 1 <= value[0] <= value[1])


def is_run(value: Any) -> bool:
    """Tells whether a value is a log with a first and a last number."""
    return (
        isinstance(value, list) and len(value) == 3 and is_hex(value[0], 16)
        and is_interval(value[1:]))


def is_content(value: Any) -> bool:
    """Tells whether a value is a run, maybe with a segment's hash."""
    if isinstance(value, list) and len(value) == 4 and is_hex(value[3], 32):
        value = value[:3]
    return is_run(value)


def is_have(value: Any) -> bool:
    """Tells whether a value maps logs to intervals that ascend and do not touch."""
    if not isinstance(value, dict):
        return False
    for log, intervals in value.items():
        if not is_hex(log, 16) or not isinstance(intervals, list) or not intervals:
            return False
        if not all(is_interval(interval) for interval in intervals):
            return False
        if any(right[0] - left[1] < 2 for left, right in zip(intervals, intervals[1:])):
            return False
    return True


def is_digests(value: Any) -> bool:
    """Tells whether a value maps dossiers to digests."""
    return isinstance(value, dict) and all(
        is_hex(name, 16) and is_hex(digest, 32) for name, digest in value.items())


def is_forks(value: Any) -> bool:
    """Tells whether a value maps logs to hashes of segments, sorted, at least one."""
    return isinstance(value, dict) and all(
        is_hex(log, 16) and isinstance(hashes, list) and bool(hashes)
        and all(is_hex(one, 32) for one in hashes) and hashes == sorted(set(hashes))
        for log, hashes in value.items())
