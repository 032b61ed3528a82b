"""doltlite, Dolt's version control in a SQLite drop-in: laptops commit on branches, the centre merges cell by cell.

Each laptop clones the centre's database; the centre fetches from the laptop's file. Rows that it cannot merge are
listed (surfaced), then resolved in favour of the laptop that comes. There is no bundle: the laptop's whole database
travels.
"""
import doltlite  # noqa: F401  (must come before sqlite3)
import sqlite3
from pathlib import Path
from time import perf_counter
from typing import Any

from peers.peer import Event, Peer
from peers.table import COLUMNS, INSERT, change, found, values


class Doltlite(Peer):
    """Merges by cell where the rows allow it."""

    unit = "row"

    def version(self) -> str:
        """What it calls its version."""
        told = sqlite3.connect(":memory:").execute("select dolt_version()").fetchone()[0]
        return f"doltlite {told}"

    def _database(self, folder: str = "run", name: str = "c.db") -> Any:
        return sqlite3.connect(self.folder(folder) / name, isolation_level=None)

    @staticmethod
    def _ask(database: Any, function: str, *arguments: str) -> None:
        marks = ",".join("?" * len(arguments))
        database.execute(f"select {function}({marks})", arguments).fetchall()

    def seed(self) -> None:
        """Fills the table and commits it."""
        database = self._database()
        database.execute(f"create table rec(id text primary key not null, k, p, t int, {COLUMNS})")
        database.execute("begin")
        database.executemany(INSERT, map(values, self.base()))
        database.execute("commit")
        self._ask(database, "dolt_commit", "-A", "-m", "base")
        database.close()

    def _work(self, database: Any, events: list[Event]) -> None:
        database.execute("begin")
        change(database, events, with_time=False)
        database.execute("commit")
        self._ask(database, "dolt_commit", "-A", "-m", "edits")

    def _laptop_file(self, laptop: int) -> Path:
        return self.work / "laps" / f"{laptop:03d}.db"

    def author(self) -> None:
        """Commits each laptop's edits on a branch of its clone."""
        self.seconds = 0
        for laptop in self.laptops():
            database = self._database("laps", f"{laptop:03d}.db")
            self._ask(database, "dolt_clone", f"file://{self.work / 'seeded/c.db'}")
            events = list(self.edits(laptop))
            start = perf_counter()
            self._ask(database, "dolt_checkout", "-b", f"l{laptop}")
            self._work(database, events)
            database.close()
            self.put(f"{laptop:03d}", self._laptop_file(laptop).read_bytes())
            self.seconds += perf_counter() - start

    def _merge(self, database: Any, name: str, laptop: int, is_first: bool = True) -> set[str]:
        """Merges a laptop's branch; returns the rows that could not be merged."""
        incoming = self.work / "in.db"
        incoming.write_bytes(self.take(name))
        if is_first:
            self._ask(database, "dolt_remote", "add", f"r{laptop}", f"file://{incoming}")
        self._ask(database, "dolt_fetch", f"r{laptop}", f"l{laptop}")
        database.execute("begin")
        conflicts: set[str] = set()
        try:
            self._ask(database, "dolt_merge", f"r{laptop}/l{laptop}")
        except sqlite3.OperationalError as error:
            if "conflict" not in str(error):
                raise
            conflicts = {row[0] for row in database.execute("select base_id from dolt_conflicts_rec")}
            self._ask(database, "dolt_conflicts_resolve", "--theirs", "rec")
            self._ask(database, "dolt_commit", "-A", "-m", "merge")
        if database.in_transaction:
            database.execute("commit")
        incoming.unlink()
        return conflicts

    def consolidate(self) -> set[str]:
        """Merges all branches."""
        database = self._database()
        conflicts = set().union(*(self._merge(database, f"{laptop:03d}", laptop) for laptop in self.laptops()))
        database.close()
        return conflicts

    def delta_author(self) -> None:
        """Commits once more on laptop 0's branch."""
        database = self._database("laps", "000.db")
        self._ask(database, "dolt_checkout", "l0")
        self._work(database, list(self.delta()))
        database.close()
        self.put("delta", self._laptop_file(0).read_bytes())

    def delta_apply(self) -> None:
        """Merges the branch again."""
        database = self._database()
        self._merge(database, "delta", 0, is_first=False)
        database.close()

    def delta_down(self) -> None:
        """Writes the whole database: nothing smaller travels offline."""
        self.put("down", (self.centre / "c.db").read_bytes())

    def boot_export(self) -> None:
        """Writes the database itself."""
        self.put("boot", (self.centre / "c.db").read_bytes())

    def boot_import(self) -> None:
        """Unpacks and opens it."""
        (self.folder("fresh") / "c.db").write_bytes(self.take("boot"))
        database = self._database("fresh")
        database.execute("select count(*) from rec").fetchall()
        database.close()

    def lookup(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """Reads the rows."""
        return found(self._database(), ids)
