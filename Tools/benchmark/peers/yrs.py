"""Yrs, the Yjs in Rust, through pycrdt: a map of records, each a nested map of fields."""
from typing import Any

from pycrdt import Doc, Map

from peers.documents import DocumentPeer
from peers.peer import Event


class Yrs(DocumentPeer):
    """The Rust library through its Python package."""

    package = "pycrdt"

    def new(self, author: int, blob: bytes | None) -> Doc:
        """A document, empty or loaded."""
        document = Doc(client_id=author)
        document["r"] = Map()
        if blob:
            document.apply_update(blob)
        return document

    def mark(self, document: Doc) -> bytes:
        """Its state vector."""
        return document.get_state()

    def edit(self, document: Doc, events: list[Event]) -> None:
        """Makes edits in one transaction."""
        records = document["r"]
        with document.transaction():
            for event in events:
                if event["op"] == "new":
                    records[event["id"]] = Map(event["f"])
                    continue
                record = records[event["id"]]
                for field, value in event["f"].items():
                    record[field] = value

    def update(self, document: Doc, mark: bytes) -> bytes:
        """What has changed since a state."""
        return document.get_update(mark)

    def merge(self, document: Doc, update: bytes) -> None:
        """Takes another's update in."""
        document.apply_update(update)

    def save(self, document: Doc) -> bytes:
        """The whole document."""
        return document.get_update()

    def get(self, document: Doc, ids: list[str]) -> dict[str, dict[str, Any]]:
        """The records of these ids that are in it."""
        records = document["r"]
        return {name: dict(records[name].to_py()) for name in ids if name in records}
