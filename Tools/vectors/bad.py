"""The files that a reader must refuse, each at one stage."""

import gzip
from typing import Any, Callable, Iterator

from gzipmembers import HEADER, compress, store
from names import blake2b
from segments import SEGMENT_DOMAIN
from writing import CENTRE, Device, Log, bundle, close, closing_line, commit, compact, manifest
from writing import open_body, seal

OTHER = Device("other")
ID = f"{1:032x}"
SET: dict[str, Any] = {"y": "aid", "r": ID, "f": "title", "v": "Ковдри"}

Bad = tuple[str, str, str, bytes]


def good() -> bytes:
    """A segment that is right."""
    return Log(CENTRE).segment((1, [SET]), (2, [{**SET, "v": "Намети", "x": [1]}]))


def closed(first: Any, segments: list[bytes]) -> bytes:
    """A bundle of a manifest that is made up."""
    return close(open_body(first, segments), len(segments))


def with_segment(text: bytes, last: int = 1, first: int = 1) -> bytes:
    """A bundle of one segment that is wrong, announced as if it were right."""
    return closed(manifest([], contents=[[Log(CENTRE).name, first, last]]), [text])


def with_header(last: int = 1, commits: int = 1, **changes: Any) -> bytes:
    """A bundle whose one segment has a wrong header."""
    header = Log(CENTRE).header(last, commits, **changes)
    return with_segment(seal(header, [commit(1, 1, [SET])], CENTRE), last)


def with_commit(line: Any, last: int = 1) -> bytes:
    """A bundle whose one commit is wrong."""
    return with_segment(seal(Log(CENTRE).header(last, 1), [line], CENTRE), last)


def with_ops(ops: list[Any], **more: Any) -> bytes:
    """A bundle whose one commit has wrong operations."""
    return with_commit(commit(1, 1, ops, **more), max(1, len(ops)))


def with_value(raw: bytes) -> bytes:
    """A bundle whose one operation has a value that no writer writes."""
    return with_commit(compact(commit(1, 1, [{**SET, "v": "@@"}])).replace(b'"@@"', raw))


def noise(count: int, name: bytes = b"noise") -> bytes:
    """Digits that do not compress to less than half."""
    digits = b""
    while len(digits) < count:
        digits += blake2b(name + len(digits).to_bytes(8, "big")).hex().encode()
    return digits[:count]


def filler(count: int) -> bytes:
    """Text that compresses well, but within the ratio."""
    block = 65_536
    blocks = [noise(640, b"%d" % at) + b"a" * (block - 640) for at in range(0, count, block)]
    return b"".join(blocks)[:count]


def compressed() -> Iterator[Bad]:
    """Defects of the compressed file."""
    whole = bundle([good()])
    body = open_body(manifest([good()]), [good()])
    members = [part for part in whole.split(HEADER) if part]
    end_of_manifest = len(HEADER) + len(members[0])
    yield "empty-file", "gzip", "no bytes", b""
    yield "plain-text", "gzip", "lines that are not compressed", compact(manifest([])) + b"\n"
    yield "not-gzip", "gzip", "another kind of file", b"PK\x03\x04" + bytes(60)
    yield "cut-in-gzip-header", "gzip", "cut in the first header", whole[:6]
    yield "cut-in-manifest", "gzip", "cut in the manifest's member", whole[: end_of_manifest // 2]
    yield "cut-in-segment", "gzip", "cut in a segment's member", whole[: end_of_manifest + 90]
    yield "cut-in-trailer", "gzip", "cut in a member's trailer", whole[: end_of_manifest - 3]
    yield "cut-in-closing", "gzip", "cut in the closing line's member", whole[:-60]
    yield "cut-by-one", "gzip", "the last byte is missing", whole[:-1]
    for name, place in (("manifest", end_of_manifest // 2), ("segment", end_of_manifest + 90),
                        ("closing", len(whole) - 60), ("checksum", end_of_manifest - 7),
                        ("length", end_of_manifest - 2), ("header", end_of_manifest + 4)):
        flipped = bytearray(whole)
        flipped[place] ^= 4
        yield f"flipped-in-{name}", "gzip", f"one flipped bit ({name})", bytes(flipped)
    text = compact(manifest([])) + b"\n"
    fixed = compress(text)
    named = b"\x1f\x8b\x08\x08" + bytes(5) + b"\xff../../x\x00" + fixed[len(HEADER):]
    yield "foreign-header", "gzip", "a member that names a file outside", close(named, 0)
    yield "foreign-time", "gzip", "a header with a time", close(gzip.compress(text, mtime=7), 0)
    yield "trailing-bytes", "gzip", "bytes after the last member", whole + b"\n"
    yield "trailing-zeros", "gzip", "zeros after the last member", whole + bytes(512)
    yield "padding-bit", "gzip", "a bit is set after the last block", padded()
    yield "bomb", "gzip", "33 MB in 33 KB", close(
        compress(compact(manifest([]))[:-1] + b',"pad":"' + b"a" * 33_000_000), 0)
    yield "bomb-of-members", "gzip", "members that inflate too far together", close(
        compress(text) + compress(b" " * 262_144) * 64, 0)
    yield "closing-compressed", "closing", "the closing line is compressed", (
        body + compress(closing_line(body, 1, CENTRE)))
    line = closing_line(body, 1, CENTRE)
    yield "closing-in-two-members", "closing", "the closing line is stored in two", (
        body + store(line[:9]) + store(line[9:]))
    yield "trailing-member", "closing", "an empty member after the closing line", whole + store(b"")


def padded() -> bytes:
    """A bundle with a bit set in the padding after the manifest's deflate stream."""
    pad = 0
    while True:
        first = compress(compact(manifest([], label="x" * pad)) + b"\n")
        if first[-9] < 8:
            broken = first[:-9] + bytes([first[-9] | 0x80]) + first[-8:]
            return close(broken, 0)
        pad += 1


def closings() -> Iterator[Bad]:
    """Defects of the closing line."""
    text = good()
    first = manifest([text])
    body = open_body(first, [text])
    line = closing_line(body, 1, CENTRE)
    yield "no-closing-line", "closing", "the file ends after the segments", body
    yield "no-segment", "closing", "the file ends after the manifest", open_body(first, [])
    yield "ends-in-segment", "closing", "the text ends in a segment", open_body(first, [text[:-9]])
    yield "two-closing-lines", "closing", "the closing line twice", body + store(line) + store(line)
    yield "segment-after-closing", "closing", "a segment follows", body + store(line) + compress(text)
    yield "closing-without-line-feed", "closing", "no line feed ends it", body + store(line[:-1])
    yield "closing-miscounts", "closing", "it counts two segments", close(body, 2)
    yield "closing-hash", "closing", "the hash of something else", (
        body + store(closing_line(body + b"x", 1, CENTRE)))
    yield "closing-by-another", "closing", "signed by another key", close(body, 1, OTHER)
    yield "closing-signature-domain", "closing", "signed as a segment is signed", body + store(
        compact({"end": 1, "hash": blake2b(body).hex(),
                 "signature": CENTRE.sign(SEGMENT_DOMAIN + blake2b(body))}) + b"\n")
    yield "closing-with-more", "closing", "a member that nothing covers", (
        body + store(line[:-2] + b',"more":1}\n'))
    yield "closing-too-long", "closing", "larger than the limit", (
        body + store(line[:1] + b" " * 1_100 + line[1:]))
    swapped = open_body(manifest([text], number=2), [text])
    yield "manifest-replaced", "closing", "another manifest under the same closing line", (
        swapped + store(line))


def manifests() -> Iterator[Bad]:
    """Defects of the manifest."""
    def changed(**changes: Any) -> bytes:
        return closed(manifest([], **changes), [])

    def raw(old: bytes, new: bytes) -> bytes:
        return closed(compact(manifest([])).replace(old, new), [])

    log = Log(CENTRE).name
    yield "manifest-empty-line", "manifest", "an empty first line", closed(b"", [])
    yield "manifest-array", "manifest", "a first line that is no object", closed(b"[]", [])
    yield "manifest-no-text", "manifest", "a member that holds nothing", compress(b"")
    yield "manifest-bom", "manifest", "a byte order mark", raw(b'{"bundle"', b'\xef\xbb\xbf{"bundle"')
    yield "manifest-newer", "version", "bundle format 2", changed(bundle=2)
    yield "manifest-version-zero", "manifest", "bundle format 0", changed(bundle=0)
    yield "manifest-version-text", "manifest", "a format that is no number", changed(bundle="1")
    yield "manifest-network-upper-case", "manifest", "upper-case digits", changed(network="AB" * 16)
    yield "manifest-duplicate", "manifest", "a member twice", raw(b'"number":1', b'"number":1,"number":1')
    yield "manifest-number-zero", "manifest", "number 0", changed(number=0)
    yield "manifest-number-huge", "manifest", "number 2^53", changed(number=2**53)
    yield "manifest-number-float", "manifest", "number 1.0", raw(b'"number":1', b'"number":1.0')
    yield "manifest-label-long", "manifest", "a label of 201 bytes", changed(label="x" * 201)
    yield "manifest-label-null", "manifest", "a label that is null", changed(label=None)
    yield "manifest-no-have", "manifest", "no 'have'", raw(b'"have":{},', b"")
    yield "manifest-no-epoch", "manifest", "no 'epoch'", raw(b'"epoch":"0000000000000001",', b"")
    yield "manifest-epoch-short", "manifest", "an epoch of 15 digits", changed(epoch="0" * 15)
    yield "manifest-no-former", "manifest", "no 'former'", raw(b'"former":[],', b"")
    yield "manifest-former-many", "manifest", "65 epochs that were left", changed(
        former=[f"{epoch:016x}" for epoch in range(65)])
    yield "manifest-no-forks", "manifest", "no 'forks'", raw(b'"forks":{},', b"")
    yield "manifest-forks-short", "manifest", "a hash of 31 bytes", changed(forks={log: ["ab" * 31]})
    yield "manifest-forks-none", "manifest", "a forked log without hashes", changed(forks={log: []})
    yield "manifest-forks-descend", "manifest", "hashes that descend", changed(
        forks={log: ["cd" * 32, "ab" * 32]})
    yield "manifest-have-touches", "manifest", "intervals that touch", changed(
        have={log: [[1, 2], [3, 4]]})
    yield "manifest-have-descends", "manifest", "intervals that descend", changed(
        have={log: [[5, 6], [1, 2]]})
    yield "manifest-have-from-zero", "manifest", "an interval from 0", changed(have={log: [[0, 2]]})
    yield "manifest-have-nothing", "manifest", "a log with no interval", changed(have={log: []})
    yield "manifest-contents-reversed", "manifest", "last before first", changed(
        contents=[[log, 2, 1]])
    yield "manifest-digest-short", "manifest", "a digest of 31 bytes", changed(
        digests={ID: "ab" * 31})
    yield "manifest-receipt-number", "manifest", "a receipt that is no text", changed(receipts=[7])
    yield "manifest-deep", "manifest", "nesting of 17 levels", raw(
        b'"wants":[]', b'"wants":[],"deep":' + b"[" * 16 + b"]" * 16)
    yield "manifest-very-deep", "manifest", "100,000 opening brackets", closed(b"[" * 100_000, [])
    yield "manifest-string-long", "manifest", "a string of 65,537 bytes", changed(pad="x" * 65_537)
    yield "manifest-too-long", "manifest", "more than 16 MiB without a line feed", closed(
        b'{"bundle":1,"pad":"' + filler(16_777_216), [])
    yield "contents-too-many", "segment", "a segment is announced that is not there", closed(
        manifest([good()], contents=[[log, 1, 2], [log, 3, 4]]), [good()])
    yield "contents-too-few", "closing", "a segment that is not announced", closed(
        manifest([good()], contents=[]), [good()])
    yield "contents-disagree", "contents", "another run than announced", closed(
        manifest([good()], contents=[[log, 1, 3]]), [good()])
    yield "contents-hash-short", "manifest", "a hash of 31 bytes", closed(
        manifest([good()], contents=[[log, 1, 2, "ab" * 31]]), [good()])
    yield "contents-other-hash", "contents", "another segment than announced", closed(
        manifest([good()], contents=[[log, 1, 2, "ab" * 32]]), [good()])
    yield "contents-other-log", "contents", "another log than announced", closed(
        manifest([good()], contents=[[Log(OTHER).name, 1, 2]]), [good()])
    yield "contents-twice", "contents", "a segment twice", closed(
        manifest([good()], contents=[[log, 1, 2], [log, 3, 4]]), [good(), good()])


def headers() -> Iterator[Bad]:
    """Defects of a segment's header."""
    yield "segment-newer", "version", "segment format 2", with_header(segment=2)
    yield "segment-version-zero", "segment", "segment format 0", with_header(segment=0)
    yield "segment-no-epoch", "segment", "an epoch of 15 digits", with_header(epoch="0" * 15)
    yield "segment-other-network", "network", "another network in the header", with_header(
        network="00" * 16)
    yield "segment-first-zero", "segment", "numbers from 0", with_header(first=0)
    yield "segment-last-before-first", "segment", "last before first", with_segment(
        seal(Log(CENTRE).header(0, 1), [commit(1, 1, [SET])], CENTRE))
    yield "segment-last-huge", "segment", "last is 2^53 - 1", with_header(2**53 - 1)
    yield "segment-last-beyond", "segment", "last is 2^64", with_segment(
        seal(Log(CENTRE).header(2**64, 1), [commit(1, 1, [SET])], CENTRE))
    yield "segment-operations-too-many", "segment", "65,537 operations", with_header(65_537)
    yield "segment-commits-huge", "segment", "more commits than operations", with_header(
        commits=2**53 - 1)
    yield "segment-commits-zero", "segment", "no commits", with_header(commits=0)
    yield "segment-previous-extra", "segment", "the first segment names one before", with_header(
        previous="ab" * 32)
    later = Log(CENTRE)
    later.next = 5
    header = later.header(5, 1)
    text = seal(header, [commit(5, 1, [SET])], CENTRE)
    yield "segment-previous-null", "segment", "a later segment names none before", with_segment(
        text, 5, 5)
    del header["previous"]
    yield "segment-previous-missing", "segment", "no 'previous'", with_segment(
        seal(header, [commit(5, 1, [SET])], CENTRE), 5, 5)
    yield "segment-office-long", "segment", "an office of 201 bytes", with_header(office="x" * 201)
    yield "segment-office-null", "segment", "an office that is null", with_header(office=None)
    yield "log-of-another-epoch", "log", "a log that is named after another epoch", with_header(
        epoch=f"{2:016x}")
    yield "log-of-another-device", "log", "a log that is named after another device", with_header(
        device=OTHER.public)
    yield "log-of-another-dossier", "log", "a log that is named after another dossier", with_header(
        dossier=f"{2:032x}")
    lines = good().split(b"\n")
    changed = b"\n".join([*lines[:2], lines[2].replace("Намети".encode(), "Ноутбк".encode()), *lines[3:]])
    yield "segment-changed", "hash", "a word was changed", with_segment(changed, 2)
    spaced = good().replace(b'"n":1', b'"n": 1')
    yield "segment-reformatted", "hash", "a space was added", with_segment(spaced, 2)
    yield "signed-by-another", "signature", "signed by another key", with_segment(
        seal(Log(CENTRE).header(1, 1), [commit(1, 1, [SET])], OTHER))
    hashed = blake2b(b"\n".join(lines[:3]) + b"\n")
    for name, message in (("without-domain", hashed), ("as-bundle", b"pobratym bundle 1\n" + hashed)):
        forged = compact({"hash": hashed.hex(), "signature": CENTRE.sign(message)})
        yield f"signed-{name}", "signature", f"signed {name.replace('-', ' ')}", with_segment(
            b"\n".join([*lines[:3], forged, b""]), 2)
    yield "signature-zero", "signature", "a signature of zeros", with_segment(b"\n".join(
        [*lines[:3], compact({"hash": hashed.hex(), "signature": "00" * 64}), b""]), 2)
    yield "signature-short", "segment", "a signature of 63 bytes", with_segment(
        good()[:-5] + good()[-3:], 2)
    yield "signature-with-more", "segment", "a member that nothing covers", with_segment(
        good()[:-2] + b',"more":1}\n', 2)
    yield "signature-reformatted", "segment", "white space that nothing covers", with_segment(
        good()[:-2] + b" }\n", 2)


FAMILIES: list[Callable[[], Iterator[Bad]]] = [compressed, closings, manifests, headers]
