"""The physical floor in C: `parse` only reads, inflates and scans; `packed` merges into a row a record in SQLite."""
import json
import sqlite3
import subprocess
from typing import Any

from peers.lines import LinesPeer
from peers.peer import FIELDS, gzipped
from peers.program import ProgramPeer

HEAD = 13        # the bytes before a value in a row; see floor.c
DELTA = 1_000    # the version that the delta's records get


class FloorC(LinesPeer, ProgramPeer):
    """Runs floor.c: the last writer wins, nothing else is kept."""

    variable = "BENCH_FLOOR"

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        if self.mode == "parse":
            self.absent = ("delta_down", "boot_export", "boot_import", "lookup")

    def version(self) -> str:
        """The compiler and the system's SQLite."""
        gcc = subprocess.run(["gcc", "-dumpfullversion"], capture_output=True, text=True, check=True).stdout.strip()
        return f"gcc {gcc} -O2, SQLite {sqlite3.sqlite_version}" if self.program else ""

    def _merge(self, names: list[str], version: int, folder: str = "run") -> None:
        files = [self.exchange / name for name in names]
        if self.mode == "parse":
            self.told("parse", *files)
        else:
            self.told("merge", self.folder(folder) / "c.db", str(version), *files)

    def seed(self) -> None:
        """Merges the base records as one bundle."""
        self.folder("run")
        (self.exchange / "base").write_bytes(gzipped((self.data / "base.jsonl").read_bytes()))
        self._merge(["base"], 0)

    def consolidate(self) -> None:
        """Merges all bundles."""
        self._merge([f"{laptop:03d}" for laptop in self.laptops()], 1)

    def delta_apply(self) -> None:
        """Merges the delta."""
        self._merge(["delta"], DELTA)

    def _dump(self, version: int, name: str) -> None:
        self.told("dump", self.centre / "c.db", str(version), self.exchange / name)
        self.wire_bytes = (self.exchange / name).stat().st_size

    def delta_down(self) -> None:
        """Writes the records that the delta changed."""
        self._dump(DELTA, "down")

    def boot_export(self) -> None:
        """Writes all records."""
        self._dump(0, "boot")

    def boot_import(self) -> None:
        """Merges them into an empty database."""
        self._merge(["boot"], 0, "fresh")

    def lookup(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """Unpacks the rows."""
        database = sqlite3.connect(self.centre / "c.db")
        found = {}
        for name in ids:
            for (packed,) in database.execute("select b from rec where id = ?", (name,)):
                found[name] = unpacked(packed)
        database.close()
        return found


def unpacked(packed: bytes) -> dict[str, Any]:
    """A row's values by field."""
    place, values = 0, {}
    while place < len(packed):
        end = place + HEAD + int.from_bytes(packed[place + 11:place + 13], "little")
        values[FIELDS[packed[place]]] = json.loads(packed[place + HEAD:end])
        place = end
    return values
