"""The bundles in a folder, such as a stick: Protocol/README.md, Folder."""

import os
import re
from pathlib import Path
from typing import Any, Iterator

import bundles
from limits import SEALED_FILE_BYTES, Refused
from merging import Store
from names import blake2b

NAME = re.compile(r"[0-9]{8,}-([0-9a-f]{32})\.(?:jsonl\.gz|sealed|blobs)")
ENDINGS = (".jsonl.gz", ".sealed")


def files(folder: Path) -> Iterator[Path]:
    """The files that may be bundles of segments, wherever they are in a folder; links are not followed."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(place, name)
            if name.endswith(ENDINGS) and not path.is_symlink() and path.is_file():
                yield path


def take_folder(store: Store, folder: Path) -> list[dict[str, Any]]:
    """Takes in every bundle in a folder; returns the files that are skipped, and why."""
    skipped = []
    for path in files(folder):
        try:
            store.keep(read(path))
        except Refused as refused:
            skipped.append({"file": str(path.relative_to(folder)), "reason": refused.stage})
    return skipped


def read(path: Path) -> bundles.Bundle:
    """Reads a bundle; the hash in its name, where it has one, is checked before anything else."""
    if path.stat().st_size > SEALED_FILE_BYTES:
        raise Refused("gzip", "larger than the limit")
    file = path.read_bytes()
    found = NAME.fullmatch(path.name)
    if found and blake2b(file).hex()[:32] != found[1]:
        raise Refused("name", "another hash than its name says")
    return bundles.read(file)
