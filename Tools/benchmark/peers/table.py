"""For peers that keep a record as one row of a table with a column for each field."""
from pathlib import Path
from typing import Any

from peers.peer import FIELDS, Event

COLUMNS = ",".join(f'"{field}"' for field in FIELDS)
INSERT = f"insert into rec(id,k,p,t,{COLUMNS}) values({','.join('?' * (4 + len(FIELDS)))})"


def values(event: Event) -> tuple:
    """What `INSERT` takes."""
    return event["id"], event["k"], event["p"], event.get("t", 0), *(event["f"][field] for field in FIELDS)


def change(database: Any, events: list[Event], with_time: bool = True) -> None:
    """Makes a laptop's edits as plain SQL."""
    for event in events:
        if event["op"] == "new":
            database.execute(INSERT, values(event))
            continue
        fields = event["f"] | ({"t": event["t"]} if with_time else {})
        columns = ",".join(f'"{field}"=?' for field in fields)
        database.execute(f"update rec set {columns} where id=?", (*fields.values(), event["id"]))


def found(database: Any, ids: list[str]) -> dict[str, dict[str, Any]]:
    """The rows of these ids."""
    rows = {}
    for name in ids:
        for row in database.execute(f"select {COLUMNS} from rec where id=?", (name,)):
            rows[name] = dict(zip(FIELDS, row, strict=True))
    return rows


def opened(path: Path) -> Any:
    """An SQLite database through apsw, durable at each commit."""
    import apsw
    database = apsw.Connection(str(path))
    for pragma in ("journal_mode=wal", "synchronous=full", "cache_size=-65536", "wal_autocheckpoint=10000"):
        database.execute(f"pragma {pragma}").fetchall()
    return database


def snapshot(database: Any, target: Path) -> bytes:
    """The whole database as the bytes of one file."""
    database.execute("pragma wal_checkpoint(truncate)").fetchall()
    database.execute("vacuum into ?", (str(target),))
    payload = target.read_bytes()
    target.unlink()
    return payload
