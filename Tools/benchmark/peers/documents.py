"""For the libraries of CRDT documents: a document for each partnership (`part`), or one for everything (`one`).

A partnership's document holds its records as nested maps. The centre keeps merged documents as blobs in SQLite, in
one durable transaction a bundle; the one document is saved once at the end, since saving it after each would be all
the work.
"""
import importlib.metadata
import struct
from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import Any

import apsw

from peers.peer import Cells, Event, Peer

ONE = "0" * 26
CENTRE = 999        # the centre's number among the authors; a laptop's is its own plus 1
NEWCOMER = 7
HEAD = struct.Struct("<26sI")

Update = tuple[str, bytes]    # of the document of a name


def packed(pairs: Iterable[Update]) -> bytes:
    """Documents' names and updates as bytes."""
    return b"".join(HEAD.pack(name.encode(), len(update)) + update for name, update in pairs)


def unpacked(payload: bytes) -> Iterator[Update]:
    """The opposite."""
    place = 0
    while place < len(payload):
        name, size = HEAD.unpack_from(payload, place)
        place += HEAD.size
        yield name.decode(), payload[place:place + size]
        place += size


class DocumentPeer(Peer):
    """What a library's own class adds: `new`, `mark`, `edit`, `update`, `merge`, `save` and `get`."""

    package = ""

    def new(self, author: int, blob: bytes | None) -> Any:
        """A document, empty or loaded."""
        raise NotImplementedError

    def mark(self, document: Any) -> Any:
        """Where the document is now, for `update`."""
        raise NotImplementedError

    def edit(self, document: Any, events: list[Event]) -> None:
        """Makes edits."""
        raise NotImplementedError

    def update(self, document: Any, mark: Any) -> bytes:
        """What has changed since a mark."""
        raise NotImplementedError

    def merge(self, document: Any, update: bytes) -> None:
        """Takes another's update in."""
        raise NotImplementedError

    def save(self, document: Any) -> bytes:
        """The whole document."""
        raise NotImplementedError

    def get(self, document: Any, ids: list[str]) -> dict[str, dict[str, Any]]:
        """The records of these ids that are in it."""
        raise NotImplementedError

    def conflicts(self, documents: Iterable[Any]) -> Cells | None:
        """The cells that the library shows to be in conflict."""
        return None

    def version(self) -> str:
        """The package's version."""
        return f"{self.package} {importlib.metadata.version(self.package)}"

    def _database(self, folder: str = "run") -> Any:
        database = apsw.Connection(str(self.folder(folder) / "c.db"))
        for pragma in ("journal_mode=wal", "synchronous=full"):
            database.execute(f"pragma {pragma}").fetchall()
        database.execute("create table if not exists doc(id text primary key, v blob) without rowid")
        return database

    def _grouped(self, events: Iterable[Event]) -> dict[str, list[Event]]:
        groups: dict[str, list[Event]] = {}
        for event in events:
            groups.setdefault(event["p"] if self.mode == "part" else ONE, []).append(event)
        return groups

    def seed(self) -> None:
        """Makes the documents."""
        database = self._database()
        with database:
            for name, events in self._grouped(self.base()).items():
                document = self.new(CENTRE, None)
                self.mark(document)
                self.edit(document, [event | {"op": "new"} for event in events])
                database.execute("insert into doc values(?,?)", (name, self.save(document)))
        database.close()

    def _seeded(self) -> dict[str, bytes]:
        database = self._database("seeded")
        blobs = dict(database.execute("select id, v from doc"))
        database.close()
        return blobs

    def _edited(self, blobs: dict[str, bytes], author: int, events: list[Event]) -> tuple[list[Update], float]:
        """The updates of a laptop's edits, and the seconds that the library took for them."""
        updates, seconds = [], 0.0
        for name, group in self._grouped(events).items():
            document = self.new(author, blobs.get(name))
            start = perf_counter()
            mark = self.mark(document)
            self.edit(document, group)
            updates.append((name, self.update(document, mark)))
            seconds += perf_counter() - start
        return updates, seconds

    def author(self) -> None:
        """Edits each laptop's documents."""
        blobs, total = self._seeded(), 0.0
        for laptop in self.laptops():
            updates, seconds = self._edited(blobs, laptop + 1, list(self.edits(laptop)))
            start = perf_counter()
            self.put(f"{laptop:03d}", packed(updates))
            total += seconds + perf_counter() - start
        self.seconds = total

    def _stored(self, database: Any, name: str) -> Any:
        row = database.execute("select v from doc where id=?", (name,)).fetchone()
        return self.new(CENTRE, row and row[0])

    def _keep(self, database: Any, documents: dict[str, Any]) -> None:
        with database:
            database.executemany("insert or replace into doc values(?,?)",
                                 ((name, self.save(document)) for name, document in documents.items()))

    def consolidate(self) -> Cells | None:
        """Merges all bundles; documents stay loaded between them."""
        database, documents = self._database(), {}
        for laptop in self.laptops():
            touched = {}
            for name, update in unpacked(self.take(f"{laptop:03d}")):
                if name not in documents:
                    documents[name] = self._stored(database, name)
                touched[name] = documents[name]
                self.merge(touched[name], update)
            if self.mode == "part":
                self._keep(database, touched)
        if self.mode == "one":
            self._keep(database, documents)
        database.execute("pragma wal_checkpoint(truncate)").fetchall()
        database.close()
        return self.conflicts(documents.values())

    def delta_author(self) -> None:
        """Edits laptop 0's documents once more, as they were after its first edits."""
        blobs, documents, updates = self._seeded(), {}, []
        for name, update in self._edited(blobs, 1, list(self.edits(0)))[0]:
            documents[name] = self.new(1, blobs.get(name))
            self.merge(documents[name], update)
        for name, group in self._grouped(self.delta()).items():
            document = documents.get(name) or self.new(1, blobs.get(name))
            mark = self.mark(document)
            self.edit(document, group)
            updates.append((name, self.update(document, mark)))
        self.put("delta", packed(updates))

    def delta_apply(self) -> None:
        """Merges the delta and notes what the centre hands on."""
        database, documents, down = self._database(), {}, []
        for name, update in unpacked(self.take("delta")):
            documents[name] = document = self._stored(database, name)
            mark = self.mark(document)
            self.merge(document, update)
            down.append((name, self.update(document, mark)))
        self._keep(database, documents)
        database.close()
        (self.work / "down.raw").write_bytes(packed(down))

    def delta_down(self) -> None:
        """Writes what was noted."""
        self.put("down", (self.work / "down.raw").read_bytes())

    def boot_export(self) -> None:
        """Writes all documents."""
        database = self._database()
        self.put("boot", packed(database.execute("select id, v from doc")))
        database.close()

    def boot_import(self) -> None:
        """Loads each document, as a laptop must before it can work, and keeps it."""
        database = self._database("fresh")
        with database:
            for name, blob in unpacked(self.take("boot")):
                self.get(self.new(NEWCOMER, blob), [])
                database.execute("insert into doc values(?,?)", (name, blob))
        database.close()

    def lookup(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """Looks into every document."""
        database, found = self._database(), {}
        for (blob,) in database.execute("select v from doc"):
            found |= self.get(self.new(NEWCOMER, blob), ids)
        database.close()
        return found
