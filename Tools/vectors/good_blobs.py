"""Vectors about blobs, kept where a head refers to them, and erased; and how to write bundles."""

from typing import Any, Callable

from blobs import BLOB_BUNDLE_DOMAIN, BlobFile, blob_id
from good import Vectors, put, record, split
from good_seals import seal
from good_trust import CLERK, STRANGER, directory
from names import blake2b
from strictjson import compact
from writing import CENTRE, DUISBURG, NETWORK, TIME, Device, Log, admit, bundle


def salted(content: bytes) -> bytes:
    """A blob whose salt comes from its content: for vectors, never for use."""
    return blake2b(b"pobratym test vector salt\n" + content) + content


PHOTO, EMPTY = salted(bytes(range(256)) * 4), salted(b"")
CARD = salted('{"name":"О. Коваль"}'.encode())


def closed(line: dict[str, Any] | bytes, blobs: list[bytes], key: Device = CENTRE) -> BlobFile:
    """A bundle with this first line and these blobs."""
    first = line if isinstance(line, bytes) else compact(line)
    body = first + b"\n" + b"".join(blobs)
    return BlobFile(body + closing(body, len(blobs), key))


def closing(body: bytes, count: int, key: Device = CENTRE) -> bytes:
    """The closing line over the bytes before it."""
    hashed = blake2b(body)
    signature = key.sign(BLOB_BUNDLE_DOMAIN + hashed)
    return compact({"end": count, "hash": hashed.hex(), "signature": signature}) + b"\n"


def first_line(blobs: list[bytes], sender: Device = CENTRE, /, **changes: Any) -> dict[str, Any]:
    """The members of the first line of a bundle of these blobs."""
    contents = [[blob_id(blob), len(blob)] for blob in blobs]
    members = {"blobs": 1, "network": NETWORK, "from": sender.public, "number": 7, "created": TIME}
    return {**members, "contents": contents, **changes}


def carry(*blobs: bytes, sender: Device = CENTRE) -> BlobFile:
    """A bundle of blobs that is right."""
    return closed(first_line(list(blobs), sender), list(blobs), sender)


def file_value(blob: bytes, **more: Any) -> dict[str, Any]:
    """A value that refers to a blob."""
    return {"blob": blob_id(blob), "name": "../Фото.jpg", "size": len(blob) - 32, **more}


def erase(blob: Any, register: str = "photo", **more: Any) -> dict[str, Any]:
    """The operation that erases what record 1 refers to in a register."""
    value = {"blob": blob_id(blob)} if isinstance(blob, bytes) else blob
    return {"k": "erase", **record(1), "f": register, "v": value, **more}


def photo() -> bytes:
    """A segment of the root that refers to two blobs in another dossier than the directory."""
    return Log(CENTRE, dossier=1).segment(
        (1, [put("photo", file_value(PHOTO)), put("card", {"blob": blob_id(CARD)})]))


def erasing(device: Device, *ops: dict[str, Any]) -> bytes:
    """A segment of a device that erases the photo, or does something else."""
    return Log(device, dossier=1, epoch=5).segment((2, [*ops] or [erase(PHOTO)], "asked to"))


def held() -> Vectors:
    """Vectors about which blobs are kept."""
    yield "blob", "two blobs, in a bundle that comes before what refers to them", [
        carry(PHOTO, CARD), bundle([photo()])]
    yield "blob-after", "two blobs, each in a bundle that comes after what refers to it", [
        bundle([photo()]), carry(PHOTO), carry(CARD, sender=DUISBURG)]
    yield "blob-sealed", "a bundle of blobs that is sealed to its reader", [
        bundle([photo()]), BlobFile(seal(carry(PHOTO, CARD), [CLERK]))], {}, (), CLERK
    yield "blob-unreferenced", "a blob to which nobody refers is not kept", [
        bundle([Log(CENTRE, dossier=1).segment((1, [put("title", "no photo")]))]), carry(PHOTO)]
    yield "blob-wanted", "two blobs that are not here; another one is", [
        bundle([photo(), Log(CENTRE, dossier=2).segment((1, [put("photo", file_value(EMPTY))]))],
               blobs=sorted(map(blob_id, (PHOTO, CARD)))), carry(EMPTY)]
    yield "blob-replaced", "a reference that was replaced wants nothing", [
        bundle([Log(CENTRE, dossier=1).segment(
            (1, [put("photo", file_value(PHOTO))]), (2, [put("photo", file_value(EMPTY), x=[1])]))]),
        carry(PHOTO, EMPTY)]
    yield "blob-of-stranger", "a segment that is set aside wants nothing", [
        bundle([Log(STRANGER, dossier=1).segment((1, [put("photo", file_value(PHOTO))]))]), carry(PHOTO)]
    kinds = Log(CENTRE, dossier=1).segment(
        (1, [put("photos", file_value(PHOTO), k="add"), put("photos", file_value(CARD), k="add")]),
        (2, [{**record(2, "ledger"), "k": "entry", "f": "entry", "v": file_value(EMPTY, zip=[])}]))
    yield "blob-kinds", "elements of a set and an entry refer to blobs", [
        bundle([kinds]), carry(PHOTO, CARD, EMPTY)]
    ids = [blob_id(blob) for blob in (PHOTO, CARD, EMPTY)]
    values = [ids[0], [{"blob": ids[0]}], {"file": {"blob": ids[0]}}, {"and": 1, "blob": ids[0]},
              {"blob": ids[0].upper()}, {"blob": ids[0][2:]}, {"blob": [ids[0]]}, {"blob": None}]
    others = Log(CENTRE, dossier=1).segment(
        (1, [put(f"value-{place}", value) for place, value in enumerate(values)]),
        (2, [put("later", {"blob": ids[1]}, k="later"), put("photo", {"blob": ids[2], "blur": 1})]))
    yield "blob-values", "values that do not refer to a blob, and a kind that is not known; one does", [
        bundle([others]), carry(PHOTO, CARD, EMPTY)]
    line = compact(first_line([EMPTY, PHOTO], more={"a": None}, created=-1)).replace(b",", b" ,\t")
    yield "blobs-white-space", "white space and an unknown member in the first line of a bundle of blobs", [
        bundle([photo()]), closed(line + b"\r", [EMPTY, PHOTO])]


def erased() -> Vectors:
    """Vectors about erasure."""
    both = carry(PHOTO, CARD)
    yield "blob-erased", "erased by an officer after it came; another blob stays", [
        bundle([photo()]), both, bundle([erasing(DUISBURG)], number=2)]
    yield "blob-erased-before", "erased before it came", [
        bundle([photo(), erasing(DUISBURG)]), both]
    yield "blob-erased-alone", "erased, and nothing that refers to it has come", [
        bundle([erasing(CENTRE)]), both]
    yield "blob-erased-elsewhere", "erased by the centre in a dossier that does not refer to it", [
        bundle([photo()]), both, bundle([Log(CENTRE, dossier=2).segment(
            (3, [erase(PHOTO, "other")], "asked to"))], number=2)]
    people = directory().segment((1, [admit(CLERK)]))
    yield "blob-erased-by-clerk", "a clerk erases nothing", [
        *split([people, photo(), erasing(CLERK)]), both]
    yield "blob-erased-official", "an officer erases nothing in a register that only centres set", [
        *split([photo(), erasing(DUISBURG, erase(PHOTO, "official-photo"))]), both]
    yield "blob-erased-late", "the eraser becomes an officer after all else has come", [
        bundle([photo(), people]), both, bundle([erasing(CLERK)], number=2),
        bundle([Log(CENTRE, epoch=0xD).segment((3, [admit(CLERK, "officer")]))], number=3)]
    ids = blob_id(PHOTO)
    yield "blob-erased-malformed", "operations that erase nothing, since their value is another", [
        bundle([photo(), erasing(DUISBURG, erase(ids), erase(None), erase([{"blob": ids}]),
                                 erase({"blob": ids.upper()}), erase({"file": ids}))]), both]


FAMILIES: list[Callable[[], Vectors]] = [held, erased]
