"""Loro: a map of records, each a nested map of fields."""
from typing import Any

from loro import ExportMode, LoroDoc, LoroMap

from peers.documents import DocumentPeer
from peers.peer import Event


class Loro(DocumentPeer):
    """The Rust library through its Python package."""

    package = "loro"

    def new(self, author: int, blob: bytes | None) -> LoroDoc:
        """A document, empty or loaded."""
        document = LoroDoc()
        document.peer_id = author
        if blob:
            document.import_(blob)
        return document

    def mark(self, document: LoroDoc) -> Any:
        """Its version vector."""
        return document.oplog_vv

    def edit(self, document: LoroDoc, events: list[Event]) -> None:
        """Makes edits in one transaction."""
        records = document.get_map("r")
        for event in events:
            is_new = event["op"] == "new"
            record = records.insert_container(event["id"], LoroMap()) if is_new else records.get(event["id"]).container
            for field, value in event["f"].items():
                record.insert(field, value)
        document.commit()

    def update(self, document: LoroDoc, mark: Any) -> bytes:
        """What has changed since a version."""
        return document.export(ExportMode.Updates(mark))

    def merge(self, document: LoroDoc, update: bytes) -> None:
        """Takes another's update in."""
        document.import_(update)

    def save(self, document: LoroDoc) -> bytes:
        """A snapshot."""
        return document.export(ExportMode.Snapshot())

    def get(self, document: LoroDoc, ids: list[str]) -> dict[str, dict[str, Any]]:
        """The records of these ids that are in it."""
        records = document.get_deep_value().get("r", {}) if ids else {}
        return {name: records[name] for name in ids if name in records}
