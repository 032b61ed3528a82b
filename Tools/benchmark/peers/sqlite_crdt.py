"""CRDT extensions loaded into SQLite: cr-sqlite (CRSQLITE_SO is its path) and SQLite Sync (CLOUDSYNC_SO).

There are no packages of them. The application writes plain SQL, the extension tracks each column's version; a bundle is
the rows of the table of changes (cr-sqlite: as msgpack; SQLite Sync: its own payload, compressed by itself).
"""
import os
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import apsw
import msgpack

from peers.peer import Event, Peer, Unavailable
from peers.table import COLUMNS, INSERT, change, found, opened, snapshot, values


@dataclass(frozen=True)
class Words:
    """What an extension calls things."""

    variable: str
    start: str
    stop: str
    version: str
    changes: str
    database_version: str
    own_site: str
    columns: str


WORDS = {
    "crsqlite": Words("CRSQLITE_SO", "crsql_as_crr('rec')", "crsql_finalize()", "crsql_sha()", "crsql_changes",
                      "crsql_db_version()", "crsql_site_id()",
                      '"table",pk,cid,val,col_version,db_version,site_id,cl,seq'),
    "cloudsync": Words("CLOUDSYNC_SO", "cloudsync_init('rec')", "cloudsync_terminate()", "cloudsync_version()",
                       "cloudsync_changes", "cloudsync_db_version()", "cloudsync_siteid()",
                       "tbl,pk,col_name,col_value,col_version,db_version,site_id,cl,seq"),
}
INSERT_CHANGE = f"insert into crsql_changes({WORDS['crsqlite'].columns}) values(?,?,?,?,?,?,?,?,?)"
TABLE = f"create table if not exists rec(id text primary key not null, k, p, t int, {COLUMNS})"
ID_BYTES = 26


class SQLiteCRDT(Peer):
    """Merges by column."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._words = WORDS[self.mode]
        self._is_crsqlite = self.mode == "crsqlite"

    def version(self) -> str:
        """What the extension calls its version."""
        database = self._opened(":memory:")
        told = database.execute(f"select {self._words.version}").fetchone()[0]
        self._close(database)
        return f"{self.mode} {told}, SQLite {apsw.sqlite_lib_version()}"

    def _opened(self, path: Path | str) -> Any:
        if not os.environ.get(self._words.variable):
            raise Unavailable(f"{self._words.variable} names no extension")
        database = apsw.Connection(path) if path == ":memory:" else opened(path)
        database.enable_load_extension(True)
        database.load_extension(os.environ[self._words.variable])
        database.execute(TABLE)
        is_started = database.execute("select 1 from sqlite_master where name='rec_cloudsync'").fetchall()
        if not is_started:
            database.execute(f"select {self._words.start}").fetchall()
        return database

    def _database(self, folder: str = "run") -> Any:
        return self._opened(self.folder(folder) / "c.db")

    def _close(self, database: Any) -> None:
        database.execute(f"select {self._words.stop}").fetchall()
        database.close()

    def seed(self) -> None:
        """Fills the table."""
        database = self._database()
        with database:
            database.executemany(INSERT, map(values, self.base()))
        self._close(database)

    def _now(self, database: Any) -> int:
        return database.execute(f"select {self._words.database_version}").fetchone()[0]

    def _export(self, database: Any, since: int, is_own: bool) -> bytes:
        words = self._words
        rows = f"from {words.changes} where db_version>{since}" + (f" and site_id={words.own_site}" if is_own else "")
        if self._is_crsqlite:
            return msgpack.packb(database.execute(f"select {words.columns} {rows}").fetchall())
        return database.execute(f"select cloudsync_payload_encode({words.columns}) {rows}").fetchone()[0] or b""

    def _apply(self, database: Any, payload: bytes) -> None:
        with database:
            if self._is_crsqlite:
                database.executemany(INSERT_CHANGE, msgpack.unpackb(payload))
            else:
                database.execute("select cloudsync_payload_decode(?)", (payload,)).fetchall()

    def _changes_by_home(self) -> dict[int, list[tuple]]:
        """The centre's changes of each home laptop's records; a packed key ends with the record's id."""
        homes = {record["id"].encode(): record["h"] for record in self.base()}
        database, changes = self._database("seeded"), {}
        for row in database.execute(f"select {self._words.columns} from {self._words.changes}"):
            changes.setdefault(homes[bytes(row[1])[-ID_BYTES:]], []).append(row)
        self._close(database)
        return changes

    def _load(self, database: Any, rows: list[tuple]) -> None:
        if self._is_crsqlite:
            with database:
                database.executemany(INSERT_CHANGE, rows)
            return
        database.execute("create temp table s(a,b,c,d,e,f,g,h,i)")
        database.executemany("insert into s values(?,?,?,?,?,?,?,?,?)", rows)
        payload = database.execute("select cloudsync_payload_encode(a,b,c,d,e,f,g,h,i) from s").fetchone()[0]
        database.execute("drop table s")
        self._apply(database, payload)

    def _work(self, database: Any, events: list[Event], name: str) -> None:
        """Makes a laptop's edits and writes its bundle."""
        before = self._now(database)
        with database:
            change(database, events, with_time=False)
        self.put(name, self._export(database, before, is_own=True))

    def author(self) -> None:
        """Makes each laptop's edits on its copy of its records; laptop 0's is kept for the delta."""
        changes, self.seconds = self._changes_by_home(), 0
        for laptop in self.laptops():
            database = self._database("lap0") if laptop == 0 else self._opened(":memory:")
            self._load(database, changes[-1] + changes[laptop])
            events = list(self.edits(laptop))
            start = perf_counter()
            self._work(database, events, f"{laptop:03d}")
            self.seconds += perf_counter() - start
            self._close(database)

    def consolidate(self) -> None:
        """Applies all changes."""
        database = self._database()
        for laptop in self.laptops():
            self._apply(database, self.take(f"{laptop:03d}"))
        database.execute("pragma wal_checkpoint(truncate)").fetchall()
        self._close(database)

    def delta_author(self) -> None:
        """Makes laptop 0's later edits."""
        database = self._database("lap0")
        self._work(database, list(self.delta()), "delta")
        self._close(database)

    def delta_apply(self) -> None:
        """Applies them, and notes where the centre was before."""
        database = self._database()
        (self.work / "mark").write_text(str(self._now(database)))
        self._apply(database, self.take("delta"))
        self._close(database)

    def delta_down(self) -> None:
        """Writes the changes since then."""
        database = self._database()
        self.put("down", self._export(database, int((self.work / "mark").read_text()), is_own=False))
        self._close(database)

    def boot_export(self) -> None:
        """Writes the database itself."""
        database = self._database()
        self.put("boot", snapshot(database, self.work / "boot.db"))
        self._close(database)

    def boot_import(self) -> None:
        """Unpacks and opens it."""
        (self.folder("fresh") / "c.db").write_bytes(self.take("boot"))
        database = self._database("fresh")
        database.execute("select count(*) from rec").fetchall()
        self._close(database)

    def lookup(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """Reads the rows."""
        database = self._database()
        records = found(database, ids)
        self._close(database)
        return records
