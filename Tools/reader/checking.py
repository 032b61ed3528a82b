"""Running vectors: what files show, against what the index says."""

import json
import zlib
from pathlib import Path
from typing import Any

import bundles
from limits import Refused
from merging import Store
from names import blake2b
from schemas import Schemas
from strictjson import canonical


def outcome(files: list[bytes], rules: dict[str, str], network: str | None = None) -> dict[str, Any]:
    """Returns what a reader must find in files that it merges in this order."""
    store = Store()
    facts: list[dict[str, Any]] = []
    for file in files:
        bundle = bundles.read(file, network)
        for segment in bundle.segments:
            store.merge(segment)
        facts.append(bundle_facts(bundle))
    return {
        "bundles": facts, "records": store.facts(rules), "digests": store.digests(),
        "digest": store.digest()}


def bundle_facts(bundle: bundles.Bundle) -> dict[str, Any]:
    """What is to be known of one bundle."""
    manifest = bundle.manifest
    return {
        "network": manifest["network"], "from": manifest["from"], "number": manifest["number"],
        "contents": manifest["contents"], "hashes": [one.hash.hex() for one in bundle.segments]}


def same_content(left: bytes, right: bytes) -> bool:
    """Tells whether two files are refused alike, or hold the same text but for the closing line."""
    return left == right or content(left) == content(right)


def content(file: bytes) -> tuple[str, bytes]:
    """Returns how a file is refused and the text that comes out, its closing line left out."""
    try:
        bundles.read(file)
        stage = "taken"
    except Refused as refused:
        stage = refused.stage
    text = b""
    rest = file
    while rest[:2] == b"\x1f\x8b" and len(text) < 1 << 26:
        unpacker = zlib.decompressobj(31)
        try:
            text += unpacker.decompress(rest, 1 << 26)
        except zlib.error:
            break
        rest = unpacker.unused_data
    lines = text.split(b"\n")
    return stage, blake2b(b"\n".join(line for line in lines if not line.startswith(b'{"end"')))


class Check:
    """The vectors of a folder, counted as they pass or fail."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.schemas = Schemas(folder.parent / "schemas")
        self.passed = 0
        self.failed = 0

    def run(self) -> int:
        """Runs every vector, tells what fails, and returns the exit code."""
        index = json.loads((self.folder / "index.json").read_text(encoding="utf-8"))
        self.count("index.json", self.schemas.problem("index", index))
        self.count("index.json", None if sorted_by_name(index) else "not sorted by name")
        listed = {name for entry in index for name in entry["files"]}
        there = {str(path.relative_to(self.folder)) for path in self.folder.glob("*/*")}
        self.count("index.json", None if listed == there else f"files {sorted(listed ^ there)}")
        for entry in index:
            self.count(entry["name"], self.problem(entry))
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0

    def count(self, name: str, problem: str | None) -> None:
        """Counts a result and tells a failure."""
        if problem is None:
            self.passed += 1
        else:
            self.failed += 1
            print(f"{name}: {problem}")

    def problem(self, entry: dict[str, Any]) -> str | None:
        """Returns what is wrong with a vector, or None."""
        files = [(self.folder / name).read_bytes() for name in entry["files"]]
        if "refused" in entry:
            return refusal_problem(files[0], entry)
        rules = entry["rules"]
        orders = [files, files[::-1], files[1:] + files[:1], files + files]
        try:
            found = [outcome(order, rules, entry.get("network")) for order in orders]
        except Refused as refused:
            return f"refused, {refused}"
        if any(canonical(found[0][part]) != canonical(entry[part]) for part in found[0]):
            return "shows something else"
        states = {canonical([one["records"], one["digests"], one["digest"]]) for one in found}
        if len(states) > 1:
            return "depends on the order of its files"
        lines = [line for file in files for line in bundles.read(file).lines]
        problems = [self.schemas.line_problem(line) for line in lines]
        return next((problem for problem in problems if problem), None)


def refusal_problem(file: bytes, entry: dict[str, Any]) -> str | None:
    """Returns how the refusal differs from the vector's, or None."""
    try:
        bundles.read(file, entry.get("network"))
    except Refused as refused:
        return None if refused.stage == entry["refused"] else f"refused, {refused}"
    return "taken"


def sorted_by_name(index: list[dict[str, Any]]) -> bool:
    """Tells whether the names ascend and differ."""
    names = [entry["name"] for entry in index]
    return names == sorted(set(names))
