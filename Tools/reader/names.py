"""Identifiers and the names that are derived from keys."""

import hashlib
import re
from typing import Any

HEX = {size: re.compile(rf"[0-9a-f]{{{2 * size}}}") for size in (8, 16, 32, 64)}
NAME = re.compile(r"@?[a-z0-9-]+")


def blake2b(text: bytes) -> bytes:
    """Returns the BLAKE2b-256 hash."""
    return hashlib.blake2b(text, digest_size=32).digest()


def is_hex(value: Any, size: int) -> bool:
    """Tells whether a value is the lower-case digits of so many bytes."""
    return isinstance(value, str) and HEX[size].fullmatch(value) is not None


def network_name(centre: bytes) -> str:
    """Derives a network's name from its centre's public key."""
    return blake2b(b"pobratym network 1\n" + centre)[:16].hex()


def log_name(network: str, device: str, epoch: str, dossier: str) -> str:
    """Derives a log's name from its network, device, epoch and dossier."""
    parts = bytes.fromhex(network + device + epoch + dossier)
    return blake2b(b"pobratym log 1\n" + parts)[:16].hex()
