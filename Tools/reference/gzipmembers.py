"""Gzip files of several members with the one fixed header."""

import struct
import zlib

from limits import INFLATED_BYTES, INFLATION_RATIO, RATIO_FREE_BYTES, Refused

HEADER = bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF])
STEP = 65_536


def member(text: bytes, blocks: bytes) -> bytes:
    """Puts header and trailer around deflate blocks."""
    return HEADER + blocks + struct.pack("<II", zlib.crc32(text), len(text) & 0xFFFFFFFF)


def compress(text: bytes, level: int = 9) -> bytes:
    """Returns one compressed member."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return member(text, packer.compress(text) + packer.flush())


def store(text: bytes) -> bytes:
    """Returns one member of a single stored block."""
    size = len(text)
    return member(text, struct.pack("<BHH", 1, size, size ^ 0xFFFF) + text)


def inflate(file: bytes) -> tuple[bytes, bool]:
    """Returns what all members hold, and whether the last one is cut short."""
    if not file:
        raise Refused("gzip", "the file is empty")
    text = bytearray()
    at = 0
    while at < len(file):
        head = file[at : at + len(HEADER)]
        if head != HEADER[: len(head)]:
            raise Refused("gzip", f"no member with the fixed header at byte {at}")
        if len(head) < len(HEADER):
            return bytes(text), True
        start = at + len(HEADER)
        piece, end = blocks(file, start, len(text))
        text += piece
        trailer = file[end : end + 8]
        if end < 0 or len(trailer) < 8:
            return bytes(text), True
        if trailer != struct.pack("<II", zlib.crc32(piece), len(piece) & 0xFFFFFFFF):
            raise Refused("gzip", "checksum or length is wrong")
        check_padding(file[start:end], piece)
        at = end + 8
    return bytes(text), False


def blocks(file: bytes, start: int, before: int) -> tuple[bytes, int]:
    """Inflates one member's blocks; returns the text and the place after them, or -1."""
    unpacker = zlib.decompressobj(-15)
    text = bytearray()
    rest = file[start:]
    while not unpacker.eof:
        try:
            piece = unpacker.decompress(rest, STEP)
        except zlib.error as error:
            raise Refused("gzip", "the compressed data is damaged") from error
        rest = unpacker.unconsumed_tail
        text += piece
        total = before + len(text)
        read = len(file) - len(rest) - len(unpacker.unused_data)
        if total > INFLATED_BYTES:
            raise Refused("gzip", "too much comes out")
        if total > RATIO_FREE_BYTES and total // read >= INFLATION_RATIO:
            raise Refused("gzip", "too much comes out of too little")
        if not piece and not rest and not unpacker.eof:
            return bytes(text), -1
    return bytes(text), len(file) - len(unpacker.unused_data)


def check_padding(stream: bytes, text: bytes) -> None:
    """Refuses set bits after the last block: those whose clearing changes nothing."""
    unpacker = zlib.decompressobj(-15)
    begun = unpacker.decompress(stream[:-1])
    for bit in range(8):
        if not stream[-1] >> bit & 1:
            continue
        other = unpacker.copy()
        try:
            rest = other.decompress(bytes([stream[-1] ^ 1 << bit]))
        except zlib.error:
            continue
        if other.eof and not other.unused_data and begun + rest == text:
            raise Refused("gzip", "bits are set after the last block")
