"""Identifiers and the names that are derived from keys."""

import hashlib
import re
from typing import Any

from limits import NAME_BYTES

HEX = {size: re.compile(rf"[0-9a-f]{{{2 * size}}}") for size in (8, 16, 32, 64, 80)}
NAME = re.compile(r"@?[a-z0-9-]+")


def blake2b(text: bytes) -> bytes:
    """Returns the BLAKE2b-256 hash."""
    return hashlib.blake2b(text, digest_size=32).digest()


def is_hex(value: Any, size: int) -> bool:
    """Tells whether a value is the lower-case digits of so many bytes."""
    return isinstance(value, str) and HEX[size].fullmatch(value) is not None


def is_name(value: Any) -> bool:
    """Tells whether a value can name a kind, type, register or role."""
    return isinstance(value, str) and len(value) <= NAME_BYTES and NAME.fullmatch(value) is not None


def network_name(root: str) -> str:
    """Derives a network's name from its root's public key."""
    return blake2b(b"pobratym network 1\n" + bytes.fromhex(root))[:16].hex()


def device_record(device: str) -> str:
    """Derives the record that is about a device."""
    return blake2b(b"pobratym device 1\n" + bytes.fromhex(device))[:16].hex()


def branch_name(parent: str, line: bytes) -> str:
    """Derives the name of a branch that begins with a commit's line, or after a missing segment."""
    return blake2b(b"pobratym branch 1\n" + bytes.fromhex(parent) + line)[:16].hex()


def fingerprint(network: str, device: str, box: str) -> str:
    """Derives the digits that people compare before a device is admitted."""
    keys = bytes.fromhex(network + device + box)
    hashed = hashlib.blake2b(b"pobratym fingerprint 1\n" + keys, digest_size=64).digest()
    groups = [int.from_bytes(hashed[at : at + 5], "big") for at in range(0, 30, 5)]
    return " ".join(f"{group % 100_000:05}" for group in groups)


def log_name(network: str, device: str, epoch: str, dossier: str) -> str:
    """Derives a log's name from its network, device, epoch and dossier."""
    parts = bytes.fromhex(network + device + epoch + dossier)
    return blake2b(b"pobratym log 1\n" + parts)[:16].hex()
