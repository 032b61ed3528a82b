"""The floor in Python: the last writer wins, one row a field (`cell`), or one row a record with one time (`row`)."""
from collections.abc import Iterable
from typing import Any

import apsw
import orjson

from peers.lines import LinesPeer
from peers.peer import FIELDS, Event
from peers.table import COLUMNS, found, opened

NUMBERS = {field: number for number, field in enumerate(FIELDS)}
TABLES = {
    "cell": "create table if not exists cell(id text, f int, v, t int, l int, ver int, primary key(id,f)) "
            "without rowid",
    "row": f"create table if not exists rec(id text primary key, k, p, t int, l int, ver int, {COLUMNS}) without rowid",
}
PUT_CELL = ("insert into cell values(?,?,?,?,?,?) on conflict(id,f) do update set v=excluded.v, t=excluded.t, "
            "l=excluded.l, ver=excluded.ver where (excluded.t, excluded.l) > (t, l)")
PUT_ROW = f"insert or ignore into rec(id,k,p,t,l,ver,{COLUMNS}) values({','.join('?' * (6 + len(FIELDS)))})"
DELTA = 1_000    # the version that the delta's records get


class FloorPython(LinesPeer):
    """Merges by SQL alone."""

    def version(self) -> str:
        """SQLite's version, and the parser's."""
        return f"SQLite {apsw.sqlite_lib_version()}, orjson {orjson.__version__}"

    def _database(self, folder: str = "run") -> Any:
        database = opened(self.folder(folder) / "c.db")
        database.execute(TABLES[self.mode])
        return database

    def _apply(self, database: Any, events: Iterable[Event], laptop: int, version: int) -> None:
        """One bundle in one transaction."""
        with database:
            if self.mode == "cell":
                database.executemany(PUT_CELL, ((event["id"], NUMBERS[field], value, event.get("t", 0), laptop, version)
                                                for event in events for field, value in event["f"].items()))
            else:
                for event in events:
                    self._apply_row(database, event, laptop, version)

    @staticmethod
    def _apply_row(database: Any, event: Event, laptop: int, version: int) -> None:
        fields, time = event["f"], event.get("t", 0)
        if len(fields) == len(FIELDS):
            database.execute(PUT_ROW, (event["id"], event.get("k"), event.get("p"), time, laptop, version,
                                       *(fields[field] for field in FIELDS)))
            return
        columns = ",".join(f'"{field}"=?' for field in fields)
        database.execute(f"update rec set {columns},t=?,l=?,ver=? where id=? and (t,l)<(?,?)",
                         (*fields.values(), time, laptop, version, event["id"], time, laptop))

    def seed(self) -> None:
        """Merges the base records as one bundle."""
        database = self._database()
        self._apply(database, self.base(), -1, 0)
        database.close()

    def consolidate(self) -> None:
        """Merges all bundles."""
        database = self._database()
        for laptop in self.laptops():
            self._apply(database, self.bundle(f"{laptop:03d}"), laptop, laptop + 1)
        database.execute("pragma wal_checkpoint(truncate)").fetchall()
        database.close()

    def delta_apply(self) -> None:
        """Merges the delta."""
        database = self._database()
        self._apply(database, self.bundle("delta"), 0, DELTA)
        database.close()

    def _dump(self, where: str) -> bytes:
        database, records = self._database(), {}
        if self.mode == "cell":
            for name, field, value in database.execute(f"select id,f,v from cell {where}"):
                records.setdefault(name, {"id": name, "f": {}})["f"][FIELDS[field]] = value
        else:
            for name, kind, partnership, *row in database.execute(f"select id,k,p,{COLUMNS} from rec {where}"):
                fields = dict(zip(FIELDS, row, strict=True))
                records[name] = {"id": name, "k": kind, "p": partnership, "f": fields}
        database.close()
        return b"\n".join(map(orjson.dumps, records.values()))

    def delta_down(self) -> None:
        """Writes the rows that the delta changed."""
        self.put("down", self._dump(f"where ver>={DELTA}"))

    def boot_export(self) -> None:
        """Writes all rows."""
        self.put("boot", self._dump(""))

    def boot_import(self) -> None:
        """Merges them into an empty database."""
        database = self._database("fresh")
        self._apply(database, self.bundle("boot"), -1, 0)
        database.close()

    def lookup(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """Reads the rows."""
        database = self._database()
        if self.mode == "row":
            return found(database, ids)
        return {name: {FIELDS[field]: value for field, value in
                       database.execute("select f,v from cell where id=?", (name,))} for name in ids}
