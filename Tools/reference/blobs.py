"""Blobs: what is kept beside the log, how it is carried, and which operations speak of it."""

from dataclasses import dataclass
from typing import Any

import limits
from bundles import CLOSING_LINE
from limits import Refused
from names import blake2b, is_hex
from sealing import Reader, is_sealed, unseal
from segments import KINDS, Operation, is_signed
from strictjson import NotJSON, is_integer, parse

BLOB_DOMAIN = b"pobratym blob 1\n"
BLOB_BUNDLE_DOMAIN = b"pobratym blobs 1\n"
REFERRING = b'{"blob":"'


class BlobFile(bytes):
    """The bytes of a file whose name says that it is a bundle of blobs."""


@dataclass(frozen=True)
class BlobBundle:
    """A bundle of blobs that has been read and verified."""

    manifest: dict[str, Any]
    blobs: dict[str, bytes]
    lines: list[bytes]


def blob_id(blob: bytes) -> str:
    """Derives a blob's id from its salt and content."""
    return blake2b(BLOB_DOMAIN + blob).hex()


def referred(head: Operation) -> str | None:
    """Returns the blob to which a head refers, or None; values are in canonical form."""
    if head.kind not in KINDS or not head.value.startswith(REFERRING):
        return None
    blob = head.data["blob"]
    return blob if is_hex(blob, 32) else None


def erased(operation: Operation) -> str | None:
    """Returns the blob that an operation erases, or None."""
    if operation.kind != "erase" or not operation.has_effect:
        return None
    value = operation.data.get("v")
    blob = value.get("blob") if isinstance(value, dict) else None
    return blob if is_hex(blob, 32) else None


def read_blobs(
    file: bytes, network: str | None = None, reader: Reader | None = None
) -> BlobBundle:
    """Reads and verifies a bundle of blobs, plain or sealed."""
    if not is_sealed(file):
        return read_plain(file, network)
    envelope, inside = unseal(file, network, reader)
    return read_plain(inside, None, envelope)


def read_plain(
    file: bytes, network: str | None, envelope: dict[str, Any] | None = None
) -> BlobBundle:
    """Reads and verifies a plain bundle, which may come from a sealed one with this header."""
    end = file.find(b"\n", 0, limits.BLOB_MANIFEST_BYTES + 1)
    if end < 0:
        raise Refused("manifest", "no line")
    manifest = read_manifest(file[:end], network)
    if envelope and any(manifest[name] != envelope[name] for name in ("network", "from")):
        raise Refused("sealed", "another network or sender than its header's")
    blobs: dict[str, bytes] = {}
    at = end + 1
    for name, size in manifest["contents"]:
        blob = file[at : at + size]
        if len(blob) < size or blob_id(blob) != name:
            raise Refused("blob", "cut short, or not the one that is announced")
        blobs[name] = blob
        at += size
    check_closing(file[:at], file[at:], manifest)
    return BlobBundle(manifest, blobs, [file[:end], file[at:-1]])


def check_closing(before: bytes, closing: bytes, manifest: dict[str, Any]) -> None:
    """Checks the closing line, line feed included: its hash covers every byte before it."""
    found = CLOSING_LINE.fullmatch(closing[:-1]) if closing.endswith(b"\n") else None
    if not found or int(found[1]) != len(manifest["contents"]):
        raise Refused("closing", "missing, or not as specified")
    stated, signature = bytes.fromhex(found[2].decode()), bytes.fromhex(found[3].decode())
    if blake2b(before) != stated:
        raise Refused("closing", "the bundle was changed")
    if not is_signed(BLOB_BUNDLE_DOMAIN + stated, signature, manifest["from"]):
        raise Refused("closing", "not signed by the sender")


def read_manifest(line: bytes, network: str | None) -> dict[str, Any]:
    """Reads the first line."""
    try:
        members = parse(
            line, limits.BLOB_MANIFEST_BYTES, limits.MANIFEST_NESTING, limits.LINE_BYTES,
            limits.BLOBS)
    except NotJSON as error:
        raise Refused("manifest", str(error)) from error
    version = members.get("blobs") if isinstance(members, dict) else None
    if not is_integer(version) or version < 1:
        raise Refused("manifest", "not of blobs")
    if version > 1:
        raise Refused("version", f"format {version} of blobs")
    if not is_hex(members.get("network"), 16):
        raise Refused("manifest", "network")
    if network is not None and members["network"] != network:
        raise Refused("network", members["network"])
    number, contents = members.get("number"), members.get("contents")
    if not is_hex(members.get("from"), 32) or not is_integer(members.get("created")):
        raise Refused("manifest", "from, or created")
    if not is_integer(number) or number < 1:
        raise Refused("manifest", "number")
    if not isinstance(contents, list) or not contents or not all(map(is_content, contents)):
        raise Refused("manifest", "contents")
    return members


def is_content(value: Any) -> bool:
    """Tells whether a value is a blob's id and a size that a blob can have."""
    return (
        isinstance(value, list) and len(value) == 2 and is_hex(value[0], 32)
        and is_integer(value[1])
        and 0 <= value[1] - limits.BLOB_SALT_BYTES <= limits.BLOB_CONTENT_BYTES)
