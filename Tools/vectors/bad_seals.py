"""Sealed bundles and requests that a reader must refuse."""

from typing import Any, Iterator

from bad import Bad, good, noise
from good_seals import CLERK, OFFICER, chunks, encrypted, header, plain, renewal, request, seal, sealed_key
from good_seals import signed, sized, tagged
from gzipmembers import store
from sealing import FINAL, MESSAGE
from strictjson import compact
from writing import CENTRE, NETWORK, bundle, close, manifest

READER = CLERK


def sealed() -> Iterator[Bad]:
    """Defects of sealed bundles, all given to one reader."""
    yield from sealed_headers()
    yield from sealed_streams()
    yield from sealed_insides()


def sealed_headers() -> Iterator[Bad]:
    """Defects of the header line, and files for others."""
    file, both = plain([good()]), [CLERK, OFFICER]

    def with_header(line: bytes) -> bytes:
        return line + b"".join(encrypted(line, tagged(chunks(file))))

    def changed(**changes: Any) -> bytes:
        return with_header(header(both, **changes))

    right = header(both)
    keys = sorted([one.public, sealed_key(one.box)] for one in both)
    yield "sealed-for-others", "key", "no key for the reader", seal(file, [OFFICER])
    yield "sealed-wrong-key", "key", "the reader's key is sealed to another's box key", changed(
        keys=[[one, sealed_key(OFFICER.box)] for one, _ in keys])
    yield "sealed-key-of-another", "key", "the reader's key under another device", changed(
        keys=[[OFFICER.public, sealed_key(CLERK.box)]])
    yield "sealed-key-short", "key", "a file key of 31 bytes", changed(
        keys=[[CLERK.public, (sealed_key(CLERK.box, bytes(31)) + "00")]])
    yield "sealed-newer", "version", "sealed format 2", changed(sealed=2)
    yield "sealed-newer-form", "version", "sealed format 3, of other members", (
        b'{"sealed":3,"with":"something else"}\n')
    yield "sealed-version-zero", "sealed", "sealed format 0", changed(sealed=0)
    yield "sealed-space", "sealed", "white space in the header line", with_header(
        right.replace(b'"sealed":1', b'"sealed": 1'))
    yield "sealed-escape", "sealed", "a needless escape in the header line", with_header(
        right.replace(b'"from"', rb'"\u0066rom"'))
    yield "sealed-with-more", "sealed", "a member that the header line must not have", changed(more=1)
    yield "sealed-other-order", "sealed", "members in another order", with_header(compact(
        {"sealed": 1, "from": CENTRE.public, "network": NETWORK, "keys": keys}) + b"\n")
    yield "sealed-keys-descend", "sealed", "keys that descend", changed(keys=keys[::-1])
    yield "sealed-keys-twice", "sealed", "a device twice", changed(keys=[keys[0], *keys])
    yield "sealed-no-keys", "sealed", "no keys", changed(keys=[])
    many = [[f"{place:064x}", "00" * 80] for place in range(4_097)]
    yield "sealed-keys-too-many", "sealed", "4,097 keys", changed(keys=many)
    yield "sealed-key-digits", "sealed", "a key of 79 bytes", changed(
        keys=[[CLERK.public, sealed_key(CLERK.box)[2:]]])
    yield "sealed-no-from", "sealed", "no sender", with_header(
        right.replace(b',"from":"%s"' % CENTRE.public.encode(), b""))
    yield "sealed-header-alone", "sealed", "the header line and no more", right
    yield "sealed-no-line-feed", "sealed", "cut in the header line", right[:-9]
    yield "sealed-header-long", "sealed", "more than 1 MiB without a line feed", (
        b'{"sealed":1,"pad":"' + b"a" * 1_048_600)
    body = b"".join(encrypted(right, tagged(chunks(file))))
    yield "sealed-header-changed", "sealed", "another sender in the header line", (
        right.replace(CENTRE.public.encode(), OFFICER.public.encode()) + body)
    yield "sealed-keys-removed", "sealed", "a key was taken out of the header line", (
        header([CLERK]) + body)


def sealed_streams() -> Iterator[Bad]:
    """Defects of the stream."""
    line = header([CLERK])
    parts = chunks(sized([good()], 150_000))
    start, *made = encrypted(line, tagged(parts))

    def of(*pieces: bytes) -> bytes:
        return line + start + b"".join(pieces)

    yield "sealed-cut-in-stream-header", "sealed", "cut in the stream's header", line + start[:23]
    yield "sealed-cut-after-stream-header", "sealed", "no chunk", of()
    yield "sealed-cut-in-chunk", "sealed", "cut in the first chunk", of(made[0][:-1])
    yield "sealed-cut-after-chunk", "sealed", "the last two chunks are missing", of(made[0])
    yield "sealed-cut-before-last", "sealed", "the last chunk is missing", of(*made[:2])
    yield "sealed-cut-in-last", "sealed", "cut in the last chunk", of(*made[:2], made[2][:100])
    yield "sealed-cut-by-one", "sealed", "the last byte is missing", of(*made[:2], made[2][:-1])
    yield "sealed-cut-to-tag", "sealed", "the last chunk has 16 bytes", of(*made[:2], made[2][:16])
    yield "sealed-chunks-swapped", "sealed", "the first two chunks swapped", of(
        made[1], made[0], made[2])
    yield "sealed-chunk-twice", "sealed", "a chunk twice", of(made[0], *made)
    yield "sealed-chunk-missing", "sealed", "the second chunk is missing", of(made[0], made[2])
    yield "sealed-last-twice", "sealed", "the last chunk twice", of(*made, made[2])
    yield "sealed-trailing-byte", "sealed", "a byte after the last chunk", of(*made, b"\n")
    flipped = bytearray(of(*made))
    flipped[-70_000] ^= 1
    yield "sealed-flipped", "sealed", "one flipped bit in a chunk", bytes(flipped)
    start_flipped = bytearray(of(*made))
    start_flipped[len(line)] ^= 1
    yield "sealed-flipped-in-stream-header", "sealed", "one flipped bit in the stream's header", bytes(
        start_flipped)

    def stream(pieces: list[tuple[bytes, int]], ad: bytes | None = None) -> bytes:
        return line + b"".join(encrypted(line, pieces, ad))

    yield "sealed-not-final", "sealed", "the last chunk does not say that it is the last", stream(
        [(part, MESSAGE) for part in parts])
    yield "sealed-final-early", "sealed", "a chunk follows the last", stream(
        [(parts[0], MESSAGE), (parts[1], FINAL), (parts[2], FINAL)])
    yield "sealed-other-tag", "sealed", "a tag that is not used", stream(
        [(parts[0], 1), (parts[1], MESSAGE), (parts[2], FINAL)])
    yield "sealed-empty-last", "sealed", "the last chunk holds nothing", stream(
        [*((part, MESSAGE) for part in chunks(sized([good()], 131_072))), (b"", FINAL)])
    yield "sealed-short-chunk", "sealed", "chunks of 65,535 bytes", stream(
        tagged(chunks(b"".join(parts), 65_535)))
    yield "sealed-no-additional-data", "sealed", "nothing ties the stream to its header line", stream(
        tagged(parts), b"")


def sealed_insides() -> Iterator[Bad]:
    """Defects of what is sealed."""
    yield "sealed-other-sender", "sealed", "the header line names another sender than the manifest", seal(
        plain([good()]), [CLERK], OFFICER)
    yield "sealed-inner-network", "sealed", "the manifest is of another network than the header", seal(
        plain([], network="ab" * 16), [CLERK])
    yield "sealed-not-gzip", "gzip", "something else than a bundle is sealed", seal(
        b"PK\x03\x04" + bytes(60), [CLERK])
    yield "sealed-twice", "gzip", "a sealed bundle is sealed", seal(
        seal(plain([good()]), [CLERK]), [CLERK])
    yield "sealed-cut-inside", "gzip", "a bundle that is cut short is sealed", seal(
        plain([good()])[:-1], [CLERK])
    changed = good().replace("Намети".encode(), "Ноутбк".encode())
    yield "sealed-segment-changed", "hash", "a segment was changed before it was sealed", seal(
        plain_changed(changed), [CLERK])


def plain_changed(text: bytes) -> bytes:
    """A bundle of stored members whose one segment was changed."""
    return close(store(compact(manifest([good()])) + b"\n") + store(text), 1)


def requests() -> Iterator[Bad]:
    """Defects of requests."""
    members = request(CLERK, "DE/Duisburg", "Laptop", "Ю. Майер")
    right = signed(members, CLERK)

    def changed(**changes: Any) -> bytes:
        return signed({**members, **changes}, CLERK) + b"\n"

    def without(name: str) -> bytes:
        return signed({key: value for key, value in members.items() if key != name}, CLERK) + b"\n"

    yield "request-empty", "request", "no bytes", b""
    yield "request-newer", "version", "request format 2", changed(request=2)
    yield "request-version-text", "request", "a format that is no number", changed(request="1")
    yield "request-forged", "signature", "signed by another device", signed(members, OFFICER) + b"\n"
    yield "request-changed", "signature", "another box key under the same signature", right.replace(
        CLERK.box.encode(), OFFICER.box.encode()) + b"\n"
    yield "request-of-another", "signature", "another device under the same signature", right.replace(
        CLERK.public.encode(), OFFICER.public.encode()) + b"\n"
    yield "request-without-line-feed", "request", "no line feed ends it", right
    yield "request-two-lines", "request", "two lines", right + b"\n" + right + b"\n"
    yield "request-space", "request", "white space", signed(
        compact(members).replace(b'"request":1', b'"request": 1'), CLERK) + b"\n"
    yield "request-escape", "request", "a needless escape", signed(
        compact(members).replace(b"DE/Duisburg", rb"DE\/Duisburg"), CLERK) + b"\n"
    yield "request-with-more", "request", "a member that is not specified", changed(more=1)
    yield "request-no-box", "request", "no box key", without("box")
    yield "request-no-person", "request", "no person", without("person")
    yield "request-label-long", "request", "a label of 201 bytes", changed(label="x" * 201)
    yield "request-upper-case", "request", "upper-case digits", changed(box=CLERK.box.upper())
    yield "request-too-long", "request", "65,537 bytes", right.replace(
        b'"person":"', b'"person":"' + noise(65_536 - len(right))) + b"\n"
    yield "request-unsigned", "request", "no signature", compact(members) + b"\n"
    yield "request-is-bundle", "request", "a bundle", bundle([good()])
    log, tip = "ab" * 16, "cd" * 32
    yield "request-renewal-forged", "signature", "not signed by the device that it replaces", renewal(
        {log: tip}, CLERK)
    yield "request-renewal-domain", "signature", "signed as a request is by the device that it replaces", (
        renewal({log: tip}, OFFICER, b"pobratym request 1\n"))
    yield "request-renewal-number", "request", "a number in place of a hash", renewal({log: 4})
    yield "request-renewal-list", "request", "hashes in a list", renewal({log: [tip]})
    yield "request-renewal-short", "request", "a hash of 31 bytes", renewal({log: tip[2:]})
    yield "request-renewal-unsorted", "request", "logs that descend", renewal({log: tip, "00" * 16: tip})
    yield "request-renewal-alone", "request", "nothing but the name of the device that it replaces", (
        changed(replaces=OFFICER.public))
    own = signed({**members, "replaces": CLERK.public, "last": {}}, CLERK, "former", b"pobratym renewal 1\n")
    yield "request-renewal-of-itself", "request", "a device replaces itself", signed(own, CLERK) + b"\n"
