"""Sealed bundles: a header line and an encrypted stream that only some devices can open."""

from dataclasses import dataclass
from typing import Any

from nacl import bindings
from nacl.exceptions import CryptoError

import limits
from limits import Refused
from names import blake2b, is_hex
from strictjson import NotJSON, compact, is_integer, parse

OVERHEAD = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
STREAM_HEADER = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
MESSAGE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
FINAL = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL


@dataclass(frozen=True)
class Reader:
    """A device that reads: its own segments count for it, and it opens what is sealed to it."""

    device: str
    box_seed: bytes

    def open(self, sealed_key: bytes) -> bytes | None:
        """Opens a file key that is sealed to this device, or returns None."""
        public, secret = bindings.crypto_box_seed_keypair(self.box_seed)
        try:
            return bindings.crypto_box_seal_open(sealed_key, public, secret)
        except CryptoError:
            return None


def is_sealed(file: bytes) -> bool:
    """Tells whether a file begins as a header line does; no gzip file does."""
    return file.startswith(b'{"sealed":')


def unseal(
    file: bytes, network: str | None, reader: Reader | None
) -> tuple[dict[str, Any], bytes]:
    """Returns the members of a sealed file's header line, and the bundle's file."""
    if len(file) > limits.SEALED_FILE_BYTES:
        raise Refused("sealed", "larger than the limit")
    end = file.find(b"\n", 0, limits.SEALED_HEADER_BYTES + 1)
    if end < 0:
        raise Refused("sealed", "no header line")
    header = read_header(file[:end], network)
    keys = {device: bytes.fromhex(sealed) for device, sealed in header["keys"]}
    key = reader.open(keys[reader.device]) if reader and reader.device in keys else None
    if key is None or len(key) != bindings.crypto_secretstream_xchacha20poly1305_KEYBYTES:
        raise Refused("key", "sealed to others")
    return header, open_stream(file[end + 1 :], key, blake2b(file[: end + 1]))


def read_header(line: bytes, network: str | None) -> dict[str, Any]:
    """Reads a header line, which can be written in one way only."""
    try:
        members = parse(
            line, limits.SEALED_HEADER_BYTES, limits.MANIFEST_NESTING,
            limits.MANIFEST_STRING_BYTES, limits.MANIFEST_ITEMS)
    except NotJSON as error:
        raise Refused("sealed", str(error)) from error
    version = members.get("sealed") if isinstance(members, dict) else None
    if not is_integer(version) or version < 1:
        raise Refused("sealed", "not a header line")
    if version > 1:
        raise Refused("version", f"sealed format {version}")
    if not is_hex(members.get("network"), 16):
        raise Refused("sealed", "network")
    if network is not None and members["network"] != network:
        raise Refused("network", members["network"])
    keys = members.get("keys")
    if not is_hex(members.get("from"), 32) or not isinstance(keys, list):
        raise Refused("sealed", "from, or keys")
    if not 1 <= len(keys) <= limits.RECIPIENTS or not all(is_key(entry) for entry in keys):
        raise Refused("sealed", "keys")
    devices = [entry[0] for entry in keys]
    if devices != sorted(set(devices)):
        raise Refused("sealed", "devices that do not ascend")
    names = ("sealed", "network", "from", "keys")
    if line != compact({name: members[name] for name in names}):
        raise Refused("sealed", "not written as specified")
    return members


def is_key(entry: Any) -> bool:
    """Tells whether a value is a device and a sealed file key."""
    return (
        isinstance(entry, list) and len(entry) == 2 and is_hex(entry[0], 32)
        and is_hex(entry[1], 80))


def open_stream(stream: bytes, key: bytes, header_hash: bytes) -> bytes:
    """Returns the plain bytes of a stream of chunks, the last of which says that it is the last."""
    if len(stream) < STREAM_HEADER:
        raise Refused("sealed", "cut short")
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, stream[:STREAM_HEADER], key)
    plain = bytearray()
    size = limits.SEALED_CHUNK_BYTES + OVERHEAD
    for at in range(STREAM_HEADER, len(stream), size):
        is_last = at + size >= len(stream)
        additional = header_hash if at == STREAM_HEADER else None
        try:
            chunk, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(
                state, stream[at : at + size], additional)
        except (CryptoError, ValueError) as error:
            raise Refused("sealed", "changed or cut short") from error
        if not chunk or tag != (FINAL if is_last else MESSAGE):
            raise Refused("sealed", "cut short, or something follows")
        plain += chunk
    if not plain:
        raise Refused("sealed", "cut short")
    return bytes(plain)
