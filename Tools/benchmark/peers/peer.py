"""What every peer has in common: its stages, its places in the working folder, and the files that it exchanges."""
import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from peers.workload import FIELDS, Event

try:
    from orjson import loads
except ImportError:
    from json import loads

__all__ = ["FIELDS", "Event", "Peer", "Unavailable", "gzipped", "loads", "size_of"]

Cells = set[str] | set[tuple[str, str]]    # ids of records, or pairs of one and a field


class Unavailable(Exception):
    """The peer cannot run here; the text says why, in one line."""


class Peer:
    """One engine. Each stage runs in a process of its own, and a peer has no memory but its files.

    The centre's store is the folder `run`, exchange files lie in `ex`, gzip level 6 unless the peer itself compresses.
    """

    unit = "-"                      # what a surfaced conflict is shown as: cell, row or file
    is_compressed = False
    absent: tuple[str, ...] = ()    # the stages that this peer has not
    own: tuple[str, ...] = ()       # and those that it alone has, run once a round on the merged store

    def __init__(self, data: Path, work: Path, mode: str) -> None:
        self.data, self.work, self.mode = data, work, mode
        self.meta: dict[str, int] = json.loads((data / "meta.json").read_text())
        self.exchange = work / "ex"
        self.raw_bytes = self.wire_bytes = 0
        self.seconds: float | None = None           # the stage's own, in place of the process's
        self.peak_bytes: int | None = None
        self.helper_bytes = 0                       # the peak of a server beside the process
        self.figures: dict[str, Any] = {}           # whatever else the stage tells

    # What the subclasses do.

    def version(self) -> str:
        """Names the engine's version; raises `Unavailable` or `ImportError` where it cannot run."""
        raise NotImplementedError

    def seed(self) -> None:
        """Makes the centre's store of the base records."""
        raise NotImplementedError

    def author(self) -> None:
        """Makes all laptops' edits and writes their exchange files."""
        raise NotImplementedError

    def consolidate(self) -> Cells | None:
        """Takes all exchange files into the centre; returns the cells or records shown to be in conflict."""
        raise NotImplementedError

    def delta_author(self) -> None:
        """Makes the delta's edits on laptop 0 and writes its exchange file."""
        raise NotImplementedError

    def delta_apply(self) -> None:
        """Takes the delta's exchange file into the centre."""
        raise NotImplementedError

    def delta_down(self) -> None:
        """Writes what the delta changed, for the others."""
        raise NotImplementedError

    def boot_export(self) -> None:
        """Writes all that a newcomer needs."""
        raise NotImplementedError

    def boot_import(self) -> None:
        """Makes the newcomer's store of it in `fresh`."""
        raise NotImplementedError

    def lookup(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """What the centre holds of these records, by field."""
        raise NotImplementedError

    def store_bytes(self) -> int:
        """How large the centre's store is."""
        return size_of(self.centre)

    # What they do it with.

    @property
    def centre(self) -> Path:
        """The folder of the centre's store."""
        return self.work / "run"

    def laptops(self) -> range:
        """The laptops' numbers."""
        return range(self.meta["laptops"])

    def base(self) -> Iterator[Event]:
        """The base records."""
        return lines_of(self.data / "base.jsonl")

    def edits(self, laptop: int) -> Iterator[Event]:
        """A laptop's edits."""
        return lines_of(self.data / f"lap_{laptop:03d}.jsonl")

    def delta(self) -> Iterator[Event]:
        """The delta's edits."""
        return lines_of(self.data / "delta.jsonl")

    def put(self, name: str, payload: bytes) -> None:
        """Writes an exchange file durably and counts its bytes."""
        packed = payload if self.is_compressed else gzipped(payload)
        with (self.exchange / name).open("wb") as file:
            file.write(packed)
            file.flush()
            os.fsync(file.fileno())
        self.count(name, len(payload))

    def count(self, name: str, raw: int | None = None) -> None:
        """Counts the bytes of an exchange file."""
        wire = (self.exchange / name).stat().st_size
        self.wire_bytes += wire
        self.raw_bytes += wire if raw is None else raw

    def take(self, name: str) -> bytes:
        """Reads an exchange file."""
        packed = (self.exchange / name).read_bytes()
        return packed if self.is_compressed else zlib.decompress(packed, 31)

    def folder(self, name: str) -> Path:
        """A folder in the working folder, made where it is missing."""
        path = self.work / name
        path.mkdir(exist_ok=True)
        return path


def gzipped(payload: bytes) -> bytes:
    """Bytes as gzip, level 6."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packer.compress(payload) + packer.flush()


def lines_of(path: Path) -> Iterator[Event]:
    """Reads JSON lines."""
    with path.open("rb") as file:
        for line in file:
            yield loads(line)


def size_of(path: Path) -> int:
    """How many bytes a file, or all files of a folder have."""
    if path.is_file():
        return path.stat().st_size
    return sum(part.stat().st_size for part in path.rglob("*") if part.is_file())
