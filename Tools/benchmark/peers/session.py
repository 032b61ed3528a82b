"""SQLite's session extension through apsw: each laptop records a changeset, the centre applies it.

Where rows clash, the handler keeps the one with the newer time and notes that there was a conflict.
"""
from time import perf_counter
from typing import Any

import apsw

from peers.peer import Event, Peer
from peers.table import COLUMNS, INSERT, change, found, opened, snapshot, values

TABLE = f"create table if not exists rec(id text primary key, k, p, t int, {COLUMNS})"


class Session(Peer):
    """Merges by row."""

    unit = "row"

    def version(self) -> str:
        """SQLite's version, and apsw's."""
        return f"SQLite {apsw.sqlite_lib_version()}, apsw {apsw.apsw_version()}"

    def _database(self, folder: str = "run") -> Any:
        return opened(self.folder(folder) / "c.db")

    def seed(self) -> None:
        """Fills the table."""
        database = self._database()
        database.execute(TABLE)
        with database:
            database.executemany(INSERT, map(values, self.base()))
        database.close()

    @staticmethod
    def _laptop(records: list[Event]) -> Any:
        database = apsw.Connection(":memory:")
        database.execute(TABLE)
        with database:
            database.executemany(INSERT, map(values, records))
        return database

    @staticmethod
    def _changeset(database: Any, events: list[Event]) -> bytes:
        session = apsw.Session(database, "main")
        session.attach()
        with database:
            change(database, events)
        return session.changeset()

    def author(self) -> None:
        """Records each laptop's changeset."""
        homes: dict[int, list[Event]] = {}
        for record in self.base():
            homes.setdefault(record["h"], []).append(record)
        self.seconds = 0
        for laptop in self.laptops():
            database, events = self._laptop(homes[-1] + homes[laptop]), list(self.edits(laptop))
            start = perf_counter()
            self.put(f"{laptop:03d}", self._changeset(database, events))
            self.seconds += perf_counter() - start

    @staticmethod
    def _apply(database: Any, payload: bytes, conflicts: set[str]) -> None:
        def newer(reason: int, clash: Any) -> int:
            if reason != apsw.SQLITE_CHANGESET_DATA:
                return apsw.SQLITE_CHANGESET_OMIT
            conflicts.add(clash.conflict[0])
            is_newer = clash.new[3] > clash.conflict[3]
            return apsw.SQLITE_CHANGESET_REPLACE if is_newer else apsw.SQLITE_CHANGESET_OMIT
        with database:
            apsw.Changeset.apply(payload, database, conflict=newer)

    def consolidate(self) -> set[str]:
        """Applies all changesets."""
        database, conflicts = self._database(), set()
        for laptop in self.laptops():
            self._apply(database, self.take(f"{laptop:03d}"), conflicts)
        database.execute("pragma wal_checkpoint(truncate)").fetchall()
        database.close()
        return conflicts

    def delta_author(self) -> None:
        """Records the delta's changeset on laptop 0 as it was."""
        database = self._laptop([record for record in self.base() if record["h"] in (-1, 0)])
        self._changeset(database, list(self.edits(0)))
        self.put("delta", self._changeset(database, list(self.delta())))

    def delta_apply(self) -> None:
        """Applies it, and records what the centre hands on."""
        database = self._database()
        session = apsw.Session(database, "main")
        session.attach()
        self._apply(database, self.take("delta"), set())
        (self.work / "down.raw").write_bytes(session.changeset())
        session.close()
        database.close()

    def delta_down(self) -> None:
        """Writes what was recorded."""
        self.put("down", (self.work / "down.raw").read_bytes())

    def boot_export(self) -> None:
        """Writes the database itself."""
        database = self._database()
        self.put("boot", snapshot(database, self.work / "boot.db"))
        database.close()

    def boot_import(self) -> None:
        """Unpacks and opens it."""
        (self.folder("fresh") / "c.db").write_bytes(self.take("boot"))
        database = self._database("fresh")
        database.execute("select count(*) from rec").fetchall()
        database.close()

    def lookup(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """Reads the rows."""
        return found(self._database(), ids)
