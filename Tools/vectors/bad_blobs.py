"""Bundles of blobs that a reader must refuse."""

from typing import Any, Iterator

from bad import Bad
from blobs import BlobFile, blob_id
from good_blobs import CARD, EMPTY, PHOTO, carry, closed, closing, first_line
from good_seals import OFFICER, header, seal, sealed_key
from good_trust import CLERK
from strictjson import compact
from writing import CENTRE, bundle, closing_line

READER = CLERK
TWO = [PHOTO, CARD]


def bundles() -> Iterator[Bad]:
    """Defects of plain bundles of blobs."""
    yield from first_lines()
    yield from ends()
    ids = [blob_id(CARD)]
    yield "manifest-blobs-digits", "manifest", "a wanted blob's id in upper case", bundle(
        [], blobs=[ids[0].upper()])
    yield "manifest-blobs-null", "manifest", "wanted blobs are `null`", bundle([], blobs=None)
    yield "manifest-blobs-too-many", "manifest", "10,001 wanted blobs", bundle([], blobs=ids * 10_001)


def first_lines() -> Iterator[Bad]:
    """Defects of the first line."""
    def changed(**changes: Any) -> BlobFile:
        return closed(first_line(TWO, **changes), TWO)

    right = first_line(TWO)
    yield "blobs-empty", "manifest", "no bytes", BlobFile()
    yield "blobs-newer", "version", "format 2 of blobs", changed(blobs=2)
    yield "blobs-newer-form", "version", "format 3 of blobs, of other members", BlobFile(
        b'{"blobs":3,"with":"something else"}\n')
    yield "blobs-version-zero", "manifest", "format 0 of blobs", changed(blobs=0)
    yield "blobs-is-bundle", "manifest", "a bundle of segments", BlobFile(
        b'{"bundle":1,"network":"' + b"00" * 16 + b'"}\n')
    yield "blobs-no-line-feed", "manifest", "cut in the first line", BlobFile(compact(right)[:-9])
    yield "blobs-line-long", "manifest", "a first line of more than 1 MiB", closed(
        first_line(TWO, pad=["x" * 60_000] * 18), TWO)
    for name in ("network", "from", "number", "created", "contents"):
        yield f"blobs-no-{name}", "manifest", f"no `{name}`", closed(
            {key: value for key, value in right.items() if key != name}, TWO)
    yield "blobs-number-zero", "manifest", "number 0", changed(number=0)
    yield "blobs-from-upper-case", "manifest", "upper-case digits", changed(**{"from": CENTRE.public.upper()})
    yield "blobs-no-blobs", "manifest", "no blob", closed(first_line([]), [])
    photo, card = right["contents"]
    short = EMPTY[:31]
    yield "blobs-size-below", "manifest", "a blob of 31 bytes", closed(first_line([short]), [short])
    yield "blobs-size-beyond", "manifest", "a blob of one byte more than there may be", changed(
        contents=[photo, [card[0], 16_777_249]])
    yield "blobs-size-negative", "manifest", "a size below zero", changed(contents=[photo, [card[0], -52]])
    yield "blobs-size-text", "manifest", "a size that is no number", changed(contents=[[photo[0], "1056"]])
    yield "blobs-content-longer", "manifest", "three items for a blob", changed(contents=[[*photo, 0], card])
    yield "blobs-id-short", "manifest", "an id of 31 bytes", changed(contents=[photo, [card[0][2:], card[1]]])
    many = [[photo[0], 32]] * 10_001
    yield "blobs-too-many", "manifest", "10,001 blobs", changed(contents=many)


def ends() -> Iterator[Bad]:
    """Defects of the blobs and of the closing line."""
    right, first = carry(*TWO), first_line(TWO)
    photo, card = first["contents"]
    start = compact(first) + b"\n"
    body = start + b"".join(TWO)
    yield "blobs-cut-in-blob", "blob", "cut in the second blob", BlobFile(body[:-1])
    yield "blobs-cut-before-blob", "blob", "cut after the first blob", BlobFile(start + PHOTO)
    yield "blobs-one-missing", "blob", "a blob is announced that is not there", closed(first, [PHOTO])
    yield "blobs-swapped", "blob", "two blobs in another order than announced", closed(first, TWO[::-1])
    yield "blobs-wrong-id", "blob", "another id than the blob's", closed(
        first_line(TWO, contents=[photo, [blob_id(EMPTY), card[1]]]), TWO)
    yield "blobs-largest-missing", "blob", "the largest blob is announced, and little is there", closed(
        first_line(TWO, contents=[photo, [card[0], 16_777_248]]), TWO)
    yield "blobs-size-off", "blob", "a size that is one byte too large", closed(
        first_line(TWO, contents=[photo, [card[0], card[1] + 1]]), TWO)
    yield "blobs-one-more", "closing", "a blob that is not announced", closed(first, [*TWO, EMPTY])
    yield "blobs-no-closing", "closing", "no closing line", BlobFile(body)
    yield "blobs-cut-in-closing", "closing", "cut in the closing line", BlobFile(right[:-9])
    yield "blobs-cut-by-one", "closing", "no line feed ends the closing line", BlobFile(right[:-1])
    yield "blobs-followed", "closing", "a line feed after the closing line", BlobFile(right + b"\n")
    yield "blobs-twice", "closing", "the whole bundle twice", BlobFile(right + right)
    yield "blobs-closing-count", "closing", "a wrong count", BlobFile(body + closing(body, 3))
    yield "blobs-closing-space", "closing", "white space in the closing line", BlobFile(
        body + closing(body, 2).replace(b'"end":2', b'"end": 2'))
    yield "blobs-closing-hash", "closing", "a closing line over other bytes", BlobFile(
        body + closing(body + b"\n", 2))
    yield "blobs-first-line-changed", "closing", "the number was changed", BlobFile(
        right.replace(b'"number":7', b'"number":8'))
    yield "blobs-forged", "closing", "signed by another device", closed(first, TWO, OFFICER)
    yield "blobs-signed-as-bundle", "closing", "signed as a bundle of segments is", BlobFile(
        body + closing_line(body, 2, CENTRE))


def sealed() -> Iterator[Bad]:
    """Defects of sealed bundles of blobs, all given to one reader."""
    right = carry(*TWO)
    whole = seal(right, [CLERK])
    yield "blobs-sealed-sender", "sealed", "the header line names another sender than the bundle inside", (
        BlobFile(seal(right, [CLERK], OFFICER)))
    yield "blobs-sealed-network", "sealed", "what is inside is of another network than the header line", (
        BlobFile(seal(closed(first_line(TWO, network="ab" * 16), TWO), [CLERK])))
    yield "blobs-sealed-key", "key", "the reader's key is sealed to another's box key", BlobFile(
        header([CLERK], keys=[[CLERK.public, sealed_key(OFFICER.box)]]) + whole[whole.index(b"\n") + 1 :])
    yield "blobs-sealed-for-others", "key", "no key for the reader", BlobFile(seal(right, [OFFICER]))
    yield "blobs-sealed-cut", "sealed", "the last byte is missing", BlobFile(whole[:-1])
    yield "blobs-sealed-segments", "manifest", "a bundle of segments is sealed as one of blobs", BlobFile(
        seal(b"\x1f\x8b\x08" + bytes(60), [CLERK]))
