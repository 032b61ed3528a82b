"""The peers of the benchmark: what they are called, where they are, and up to which size they are run."""
import importlib
from dataclasses import dataclass
from pathlib import Path

from peers.peer import Peer

MANY = 10_000_000
OURS = "pobratym"
FLOOR = "floor-c packed"
PARSE = "floor-c parse"


@dataclass(frozen=True)
class Entry:
    """A peer as it stands in tables."""

    name: str
    module: str
    kind: str
    mode: str = ""
    most: int = 1_000_000    # operations; with more it takes too long

    @property
    def is_floor(self) -> bool:
        """Whether it is only what the machine allows, and no engine."""
        return self.name.startswith("floor")

    @property
    def folder(self) -> str:
        """Its name as that of a folder."""
        return self.name.replace(" ", "-")

    def peer(self, data: Path, work: Path) -> Peer:
        """Loads it; raises `ImportError` or `Unavailable` where it cannot run here."""
        return getattr(importlib.import_module(f"peers.{self.module}"), self.kind)(data, work, self.mode)


ENTRIES = [
    Entry(OURS, "pobratym", "Pobratym", most=MANY),
    Entry(PARSE, "floor_c", "FloorC", "parse", most=MANY),
    Entry(FLOOR, "floor_c", "FloorC", "packed", most=MANY),
    Entry("floor-python cell", "floor_python", "FloorPython", "cell"),
    Entry("floor-python row", "floor_python", "FloorPython", "row"),
    Entry("sqlite-session", "session", "Session", most=MANY),
    Entry("postgresql", "postgres", "PostgreSQL", most=MANY),
    Entry("cr-sqlite", "sqlite_crdt", "SQLiteCRDT", "crsqlite"),
    Entry("sqlite-sync", "sqlite_crdt", "SQLiteCRDT", "cloudsync"),
    Entry("yrs part", "yrs", "Yrs", "part"),
    Entry("yrs one", "yrs", "Yrs", "one"),
    Entry("loro part", "loro", "Loro", "part"),
    Entry("loro one", "loro", "Loro", "one"),
    Entry("automerge part", "automerge", "Automerge", "part"),
    Entry("automerge one", "automerge", "Automerge", "one"),
    Entry("accord", "accord", "Accord", most=100_000),
    Entry("doltlite", "doltlite", "Doltlite", most=100_000),
    Entry("git", "git", "Git", most=100_000),
]


def named(name: str) -> Entry:
    """The peer of a name."""
    return next(entry for entry in ENTRIES if entry.name == name)
