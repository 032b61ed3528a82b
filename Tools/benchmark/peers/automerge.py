"""Automerge, the Rust core, through a C library: a map of records, each a nested map of fields.

There is no package of it; AUTOMERGE_SHIM is the path of a shared library with the functions below, AUTOMERGE_VERSION
the version to print. Concurrent values of a field are read with `get_all`, so conflicts are surfaced.
"""
import ctypes
import os
import struct
from collections.abc import Iterable
from typing import Any

from peers.documents import DocumentPeer
from peers.peer import FIELDS, Event, Unavailable

NUMBERS = {field: number for number, field in enumerate(FIELDS)}
ID_BYTES = 26


def library() -> ctypes.CDLL:
    """Loads the library and declares its functions."""
    if not os.environ.get("AUTOMERGE_SHIM"):
        raise Unavailable("AUTOMERGE_SHIM names no library")
    loaded = ctypes.CDLL(os.environ["AUTOMERGE_SHIM"])
    loaded.am_open.restype = ctypes.c_void_p
    loaded.am_open.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint64]
    loaded.am_out.argtypes, loaded.am_out.restype = [ctypes.c_void_p], ctypes.c_void_p
    for name in ("am_free", "am_mark", "am_save", "am_update", "am_conflicts"):
        getattr(loaded, name).argtypes, getattr(loaded, name).restype = [ctypes.c_void_p], ctypes.c_size_t
    for name in ("am_edit", "am_merge", "am_get"):
        getattr(loaded, name).argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
        getattr(loaded, name).restype = ctypes.c_size_t
    return loaded


class Document:
    """A document of the library; a function that answers with bytes returns their count."""

    def __init__(self, shim: ctypes.CDLL, author: int, blob: bytes | None) -> None:
        self._shim = shim
        self._pointer = shim.am_open(blob, len(blob or b""), author)

    def __del__(self) -> None:
        self._shim.am_free(self._pointer)

    def call(self, function: str, *payload: bytes) -> bytes:
        """Calls a function, with bytes or without, and returns its answer."""
        arguments = [part for text in payload for part in (text, len(text))]
        size = getattr(self._shim, function)(self._pointer, *arguments)
        return ctypes.string_at(self._shim.am_out(self._pointer), size) if size else b""

    def do(self, function: str, *payload: bytes) -> None:
        """Calls a function whose answer is not wanted."""
        getattr(self._shim, function)(self._pointer, *[part for text in payload for part in (text, len(text))])


def encoded(events: list[Event]) -> bytes:
    """Edits as the library takes them."""
    out = bytearray()
    for event in events:
        out += bytes([event["op"] != "new"]) + event["id"].encode() + bytes([len(event["f"])])
        for field, value in event["f"].items():
            if isinstance(value, str):
                text = value.encode()
                out += struct.pack("<BBH", NUMBERS[field], 0, len(text)) + text
            elif isinstance(value, int):
                out += struct.pack("<BBq", NUMBERS[field], 1, value)
            else:
                out += struct.pack("<BBd", NUMBERS[field], 2, value)
    return bytes(out)


def decoded(answer: bytes) -> dict[str, dict[str, Any]]:
    """Records as the library gives them."""
    place, records = 0, {}
    while place < len(answer):
        fields = records[answer[place:place + ID_BYTES].decode()] = {}
        place += ID_BYTES
        for field in FIELDS:
            kind, place = answer[place], place + 1
            if kind == 0:
                size = int.from_bytes(answer[place:place + 2], "little")
                fields[field] = answer[place + 2:place + 2 + size].decode()
                place += 2 + size
            elif kind < 3:
                fields[field] = struct.unpack_from("<q" if kind == 1 else "<d", answer, place)[0]
                place += 8
    return records


class Automerge(DocumentPeer):
    """The Rust library through C."""

    unit = "cell"

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._shim = library()

    def version(self) -> str:
        """The version that whoever built the library tells."""
        return "automerge " + os.environ.get("AUTOMERGE_VERSION", "of an unknown version")

    def new(self, author: int, blob: bytes | None) -> Document:
        """A document, empty or loaded."""
        return Document(self._shim, author, blob)

    def mark(self, document: Document) -> None:
        """The library keeps the mark itself."""
        document.do("am_mark")

    def edit(self, document: Document, events: list[Event]) -> None:
        """Makes edits."""
        document.do("am_edit", encoded(events))

    def update(self, document: Document, mark: None) -> bytes:
        """What has changed since the mark."""
        return document.call("am_update")

    def merge(self, document: Document, update: bytes) -> None:
        """Takes another's update in."""
        document.do("am_merge", update)

    def save(self, document: Document) -> bytes:
        """The whole document."""
        return document.call("am_save")

    def get(self, document: Document, ids: list[str]) -> dict[str, dict[str, Any]]:
        """The records of these ids that are in it."""
        return decoded(document.call("am_get", "".join(ids).encode()))

    def conflicts(self, documents: Iterable[Document]) -> set[tuple[str, str]]:
        """Every cell with more than one value."""
        cells = set()
        for document in documents:
            answer = document.call("am_conflicts")
            cells |= {(answer[i:i + ID_BYTES].decode(), FIELDS[answer[i + ID_BYTES]])
                      for i in range(0, len(answer), ID_BYTES + 1)}
        return cells
