"""Accord (accordsync-core, pure Python): hybrid logical clocks and a log of operations.

Every field is one that keeps all concurrent values, so conflicts are surfaced. The centre keeps the log in Accord's own
SQLite tables and its state in memory, made again when it opens.
"""
import importlib.metadata
import json
from collections.abc import Iterable
from time import perf_counter
from typing import Any

from accordsync.sqlite import SqliteStorage
from accordsync.storage import StorageTx
from accordsync_core import (LocalWriter, RecordSnapshot, Replica, conflict, decode_op, define_schema, encode_op)

from peers.peer import FIELDS, Event, Peer, loads

SCHEMA = define_schema({"rec": {field: conflict() for field in FIELDS}})
SKEW = 10**13    # milliseconds that clocks may differ: as much as they do


class Writer:
    """A laptop, with a clock that tells the events' time."""

    def __init__(self, name: str) -> None:
        self._time = 0
        self._writer = LocalWriter(SCHEMA, name, lambda: self._time, max_skew_ms=SKEW)

    def receive(self, operation: Any) -> None:
        """Learns what another did."""
        self._writer.receive(operation)

    def write(self, events: Iterable[Event]) -> list[Any]:
        """Makes edits; returns their operations."""
        operations = []
        for event in events:
            self._time = event.get("t", 0)
            for field, value in event["f"].items():
                operations.append(self._writer.assign("rec:" + event["id"], field, value))
        return operations


def encoded(operations: Iterable[Any]) -> bytes:
    """Operations as JSON lines."""
    return b"\n".join(json.dumps(encode_op(operation)).encode() for operation in operations)


class Accord(Peer):
    """Merges by cell, and keeps what loses."""

    unit = "cell"

    def version(self) -> str:
        """The package's version."""
        return "accordsync-core " + importlib.metadata.version("accordsync-core")

    def _storage(self, folder: str = "run") -> SqliteStorage:
        return SqliteStorage(str(self.folder(folder) / "c.db"))

    def _loaded(self, folder: str = "run") -> tuple[SqliteStorage, Replica]:
        storage, replica = self._storage(folder), Replica(SCHEMA)
        for operation in storage.load().ops:
            replica.apply(decode_op(operation))
        return storage, replica

    def seed(self) -> None:
        """Writes the base records' operations."""
        operations = Writer("base").write(self.base())
        storage = self._storage()
        storage.commit(StorageTx(put_ops=[encode_op(operation) for operation in operations]))
        storage.close()

    def _base_operations(self) -> dict[int, list[Any]]:
        """The base records' operations by home laptop."""
        homes = {"rec:" + record["id"]: record["h"] for record in self.base()}
        operations: dict[int, list[Any]] = {}
        storage, replica = self._loaded("seeded")
        for operation in replica.ops():
            operations.setdefault(homes[operation.record], []).append(operation)
        storage.close()
        return operations

    def author(self) -> None:
        """Makes each laptop's edits; the delta's follow at once, and are kept for later."""
        known, self.seconds = self._base_operations(), 0
        for laptop in self.laptops():
            writer = Writer(f"l{laptop}")
            for operation in known[-1] + known[laptop]:
                writer.receive(operation)
            events = list(self.edits(laptop))
            start = perf_counter()
            self.put(f"{laptop:03d}", encoded(writer.write(events)))
            self.seconds += perf_counter() - start
            if laptop == 0:
                (self.work / "delta.raw").write_bytes(encoded(writer.write(self.delta())))

    def _apply(self, storage: SqliteStorage, replica: Replica, name: str) -> None:
        operations = [loads(line) for line in self.take(name).splitlines()]
        for operation in operations:
            replica.apply(decode_op(operation))
        storage.commit(StorageTx(put_ops=operations))

    def consolidate(self) -> set[tuple[str, str]]:
        """Applies all bundles."""
        storage, replica = self._loaded()
        for laptop in self.laptops():
            self._apply(storage, replica, f"{laptop:03d}")
        cells = {(found.record.removeprefix("rec:"), found.field) for found in replica.conflicts()}
        storage.close()
        return cells

    def delta_author(self) -> None:
        """Writes what was kept."""
        self.put("delta", (self.work / "delta.raw").read_bytes())

    def delta_apply(self) -> None:
        """Applies it."""
        storage, replica = self._loaded()
        self._apply(storage, replica, "delta")
        storage.close()

    def delta_down(self) -> None:
        """Hands it on as it came."""
        self.put("down", (self.work / "delta.raw").read_bytes())

    def boot_export(self) -> None:
        """Writes a snapshot of each record."""
        storage, replica = self._loaded()
        snapshots = [json.dumps(replica.snapshot_record(name).to_json()).encode() for name in replica.records()]
        self.put("boot", b"\n".join(snapshots))
        storage.close()

    def boot_import(self) -> None:
        """Keeps the snapshots."""
        storage = self._storage("fresh")
        snapshots = [RecordSnapshot.from_json(loads(line)) for line in self.take("boot").splitlines()]
        storage.commit(StorageTx(put_snapshots=snapshots))
        storage.close()

    def lookup(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """Reads the records; of values in conflict, the last."""
        storage, replica = self._loaded()
        found = {name: {field: shown(value) for field, value in (replica.read("rec:" + name) or {}).items()}
                 for name in ids}
        storage.close()
        return found


def shown(value: dict[str, Any]) -> Any:
    """The value that a field shows."""
    return value["conflicted"][-1]["value"] if "conflicted" in value else value.get("value")
