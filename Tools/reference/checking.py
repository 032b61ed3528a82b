"""Running vectors: what files show, against what the index says."""

import json
import zlib
from itertools import permutations
from pathlib import Path
from typing import Any

from nacl.signing import SigningKey

import bundles
from admission import read_request, request_facts
from blobs import BlobBundle, BlobFile, read_blobs
from holdings import holds
from limits import Refused
from merging import Store
from names import blake2b
from rules import BOOKS, RULES
from schemas import Schemas
from sealing import Reader, is_sealed
from strictjson import canonical, plain
from trust import stated


NONE_WHERE_ABSENT: dict[str, Any] = {
    "aside": [], "without_effect": [], "forks": {}, "branches": {},
    "blobs": {"held": [], "wanted": [], "erased": []}}


def outcome(
    files: list[bytes], rules: dict[str, str], network: str | None = None,
    reader: Reader | None = None
) -> dict[str, Any]:
    """Returns what a reader must find in files that it merges in this order, blobs again at its end."""
    store = Store(reader.device if reader else None)
    read: list[bundles.Bundle] = []
    blobs: list[BlobBundle] = []
    for file in files:
        if isinstance(file, BlobFile):
            blobs.append(read_blobs(file, network, reader))
            store.take_blobs(blobs[-1])
        else:
            read.append(bundles.read(file, network, reader))
            store.take(read[-1])
    for bundle in blobs:
        store.take_blobs(bundle)
    state = store.state
    return {
        "bundles": [bundle_facts(bundle) for bundle in read], "records": state.facts(rules),
        "digests": state.digests(), "digest": state.digest(), "aside": state.aside_facts(),
        "without_effect": state.without_effect(), "forks": state.branches.forks(),
        "branches": state.branch_facts(), "members": state.members(),
        "holds": holds([bundle.manifest for bundle in read], store), "blobs": store.blob_facts()}


def entry_reader(entry: dict[str, Any]) -> Reader | None:
    """Returns the device that reads a vector, where it is one."""
    if "reader" not in entry:
        return None
    seed, box_seed = (bytes.fromhex(entry["reader"][name]) for name in ("seed", "box_seed"))
    return Reader(SigningKey(seed).verify_key.encode().hex(), box_seed)


def bundle_facts(bundle: bundles.Bundle) -> dict[str, Any]:
    """What is to be known of one bundle."""
    manifest = bundle.manifest
    return {
        "network": manifest["network"], "from": manifest["from"], "number": manifest["number"],
        "contents": manifest["contents"], "hashes": [one.hash.hex() for one in bundle.segments]}


def same_content(left: bytes, right: bytes) -> bool:
    """Tells whether files are the same, or what was compressed is, but for the closing line."""
    return left == right or not left.startswith(b"{") and content(left) == content(right)


def content(file: bytes) -> tuple[str, bytes]:
    """Returns how a file is refused and the text that comes out, its closing line left out."""
    try:
        bundles.read(file, strict=True)
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


def orders(files: list[bytes]) -> list[list[bytes]]:
    """Returns orders in which to merge files, the given one first, and all of them twice."""
    if len(files) <= 4:
        found = [list(order) for order in permutations(files)]
    else:
        found = [files, files[::-1], files[1:] + files[:1], files[3:] + files[:3]]
    return [*found, files + files]


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
        law = (self.folder.parent / "README.md").read_text(encoding="utf-8")
        self.count("README.md", None if stated_rules(law) == RULES else "other merge rules")
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
        files = [read_file(self.folder / name) for name in entry["files"]]
        if "refused" in entry:
            return refusal_problem(files[0], entry)
        network, reader = entry.get("network"), entry_reader(entry)
        try:
            if "request" in entry:
                facts = request_facts(read_request(files[0], network))
                same = canonical(facts) == canonical(entry["request"])
                return self.schemas.line_problem(files[0]) if same else "says something else"
            found = [outcome(order, entry["rules"], network, reader) for order in orders(files)]
            lines = [line for file in files for line in lines_of(file, network, reader)]
            read = [bundles.read(file, network, reader) for file in files
                    if not isinstance(file, BlobFile)]
        except Refused as refused:
            return f"refused, {refused}"
        told = {part for part in found[0] if part in entry or part in NONE_WHERE_ABSENT}
        for part in sorted(told):
            if canonical(found[0][part]) != canonical(entry.get(part, NONE_WHERE_ABSENT.get(part))):
                return f"shows something else: {part}"
        del found[0]["bundles"]
        if any({**one, **found[0]} != one for one in found):
            return "depends on the order of its files"
        problems = [self.schemas.line_problem(line) for line in lines]
        problems += [
            self.schemas.problem("statement", plain(operation.value)) for bundle in read
            for segment in bundle.segments for operation in segment.operations if stated(operation)]
        return next((problem for problem in problems if problem), None)


def read_file(path: Path) -> bytes:
    """Returns a file's bytes, as those of a bundle of blobs where its name says so."""
    file = path.read_bytes()
    return BlobFile(file) if path.suffix == ".blobs" else file


def lines_of(file: bytes, network: str | None, reader: Reader | None) -> list[bytes]:
    """Returns the lines of a file that must fit schemas, a sealed one's header line included."""
    read = read_blobs if isinstance(file, BlobFile) else bundles.read
    header = [file[: file.index(b"\n")]] if is_sealed(file) else []
    return [*header, *read(file, network, reader).lines]


def refusal_problem(file: bytes, entry: dict[str, Any]) -> str | None:
    """Returns how the refusal differs from the vector's, or None; who merges refuses all but defects."""
    for strict in (True,) if entry["refused"] in bundles.DEFECTS else (True, False):
        try:
            if entry["files"][0].endswith(".json"):
                read_request(file, entry.get("network"))
            elif isinstance(file, BlobFile):
                read_blobs(file, entry.get("network"), entry_reader(entry))
            else:
                bundles.read(file, entry.get("network"), entry_reader(entry), strict)
        except Refused as refused:
            if refused.stage != entry["refused"]:
                return f"refused, {refused}"
        else:
            return "taken"
    return None


def stated_rules(law: str) -> dict[tuple[str, str], str]:
    """Returns the merge rules of the law's table, with those of the books, which a sentence tells."""
    rows = [[cell.replace("`", "").split() for cell in line.split("|")[1:-1]]
            for line in law.partition("| type | `set` | `latest` |\n")[2].partition("\n\n")[0].splitlines()]
    rules = {(cells[0][0], name): rule for cells in rows[2:]
             for rule, names in zip(("set", "latest"), cells[1:]) for name in names}
    return rules | {(type_name, "entry"): "ledger" for type_name in BOOKS}


def sorted_by_name(index: list[dict[str, Any]]) -> bool:
    """Tells whether the names ascend and differ."""
    names = [entry["name"] for entry in index]
    return names == sorted(set(names))
