"""The inputs that targets begin with, derived from the vectors and the tests' own files."""

import base64
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

MOST_BYTES = 65_536
BUNDLE_TEXTS = ["bundle-text", "merge"]


class Seeds:
    """The folders of seeds, one a target."""

    def __init__(self, place: Path, names: list[str]) -> None:
        self._place = place
        self._names = names
        self._counts: dict[str, int] = {}
        for name in names:
            (place / name).mkdir(parents=True)

    def add(self, targets: list[str], content: bytes) -> None:
        """Adds an input to some targets, unless it is long."""
        for target in targets:
            if target in self._names and len(content) <= MOST_BYTES:
                self._counts[target] = self._counts.get(target, 0) + 1
                (self._place / target / f"seed-{self._counts[target]:05}").write_bytes(content)


def make(root: Path, binary: Path, place: Path, names: list[str]) -> None:
    """Makes all seeds."""
    seeds = Seeds(place, names)
    sys.path.insert(0, str(root / "Tools/reference"))
    add_vectors(root / "Protocol/vectors", seeds)
    add_records(binary, place.parent / "records", seeds)
    add_json(root, seeds)
    add_tables(root, seeds)
    add_home_files(seeds)
    for text in ["0\n-1.5\n123456789012345678.123456789", "1\n0.000000001\n-999999999999999999.999999999"]:
        seeds.add(["decimal"], text.encode())


def inflated(file: bytes) -> bytes | None:
    """Returns a bundle's text, or None where it is no gzip or a bomb."""
    from gzipmembers import inflate
    from limits import Refused
    try:
        return inflate(file)[0] if len(file) <= MOST_BYTES else None
    except Refused:
        return None


def add_vectors(vectors: Path, seeds: Seeds) -> None:
    """Adds the bundles as they are, and as texts without their closing line."""
    for path in sorted([*(vectors / "good").iterdir(), *(vectors / "bad").iterdir()]):
        file = path.read_bytes()
        if path.suffix == ".gz":
            seeds.add(["bundle", "gzip"], file)
            text = inflated(file)
            if text:
                add_text(text, seeds, BUNDLE_TEXTS if path.parent.name == "good" else BUNDLE_TEXTS[:1])
        elif path.suffix == ".sealed":
            seeds.add(["sealed"], file)
        elif path.suffix == ".blobs":
            seeds.add(["blobs", "sealed"], file)
            seeds.add(["blobs-text"], file[: file.rfind(b'{"end"')])
        elif path.suffix == ".json":
            seeds.add(["request", "json"], file)
        seeds.add(["file-name"], f"{1:08}-{'ab' * 16}{''.join(path.suffixes[-2:])}".encode())


def add_text(text: bytes, seeds: Seeds, targets: list[str]) -> None:
    """Adds a bundle's text to some targets, and its parts to those that read one."""
    lines = text.split(b"\n")
    seeds.add(targets, b"\n".join(line for line in lines if not line.startswith(b'{"end"')))
    seeds.add(["manifest"], lines[0])
    seeds.add(["segment"], b"\n".join(lines[1:-2]) + b"\n")
    for line in lines[:3]:
        seeds.add(["json"], line)
    try:
        have = json.loads(lines[0]).get("have")
    except (ValueError, AttributeError, RecursionError):
        return
    if have:
        seeds.add(["have"], json.dumps(have).encode())


def add_records(binary: Path, place: Path, seeds: Seeds) -> None:
    """Adds records of every type, and what is entered in their fields, as the program's schema has them."""
    place.mkdir()
    environment = {**os.environ, "POBRATYM_FUZZ_SEEDS": str(place), "ASAN_OPTIONS": "detect_leaks=0"}
    made = subprocess.run([str(binary)], env=environment, capture_output=True, text=True)
    if made.returncode:
        sys.exit(f"{made.stderr}fuzz: error: no seeds of records: the program ended with {made.returncode}")
    entries: set[str] = set()
    for path in sorted(place.iterdir()):
        seeds.add([*BUNDLE_TEXTS, "shown"], path.read_bytes())
        for line in path.read_text().splitlines()[2:]:
            entries |= {text for operation in json.loads(line)["ops"] for text in texts(operation["v"])}
    for number, text in enumerate(sorted(entries)):
        for field in range(0, 24, 3):
            seeds.add(["entry"], bytes([number % 19, field]) + text.encode())


def texts(value: object) -> list[str]:
    """Returns the strings that a value holds."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for part in parts for text in texts(part)]


def add_json(root: Path, seeds: Seeds) -> None:
    """Adds the short cases of the public suite."""
    for line in (root / "Tests/WireTests/JSONTestSuite.tsv").read_text().splitlines():
        if not line.startswith("#") and "*" not in line:
            seeds.add(["json"], base64.b64decode(line.split("\t")[1]))


def add_tables(root: Path, seeds: Seeds) -> None:
    """Adds the demo's tables, in several encodings, and spreadsheets, whole and as the text of their parts."""
    for path in sorted((root / "Tools/demo").iterdir()):
        if path.suffix not in (".csv", ".tsv"):
            continue
        text = "".join(path.read_text().splitlines(keepends=True)[:6])
        for encoding in ["utf-8", "utf-16", "cp1251", "cp1252"]:
            seeds.add(["csv"], text.encode(encoding, "replace"))
        tabbed = 16 if path.suffix == ".tsv" else 0
        for kind in range(8):
            seeds.add(["import"], bytes([kind, tabbed]) + text.encode())
    rows = "№;Дата отримання;Донор;Найменування;К-ть;Од. виміру;Ціна, грн\n1;14.03.2023;Дуйсбург;Ковдри;12;шт.;50 400,50\n"
    for kind in range(8):
        seeds.add(["import"], bytes([kind, 8]) + rows.encode("cp1251"))
        seeds.add(["import"], bytes([kind, 5]) + b"title,form,kind,value\nWinter,solidarity,goods,12 EUR\n")
    for path in sorted((root / "Tests/SpreadsheetTests/Fixtures").glob("*.xlsx")):
        seeds.add(["workbook"], path.read_bytes())
        with zipfile.ZipFile(path) as book:
            parts = [f"=== {name}\n".encode() + book.read(name) for name in book.namelist()]
        seeds.add(["workbook-parts"], b"\n".join(parts))
        needed = [part for part in parts if b"theme" not in part and b"docProps" not in part.split(b"\n")[0]]
        seeds.add(["workbook-parts"], b"\n".join(needed))


def add_home_files(seeds: Seeds) -> None:
    """Adds the files of a home, plain, locked and renewed."""
    names = {"identity": 1, "network": "ab" * 16, "office": "DE/Duisburg", "label": "laptop", "person": "O. Koval"}
    keys = {"seed": "01" * 32, "box": "02" * 32}
    renewed = {**names, "request": '{"request":1}', **keys, "former": [["03" * 32, "04" * 32]]}
    locked = {**names, "locked": "01" * 120}
    for identity in [{**names, **keys}, renewed, locked]:
        seeds.add(["identity"], json.dumps(identity).encode())
    life = {"life": 1, "epoch": "01" * 8, "former": ["02" * 8], "nonce": "03" * 16, "machine": "here"}
    seeds.add(["life"], json.dumps(life).encode())
    seeds.add(["state"], bytes(4))
    # Symbols 1 to 4 are a log, "title", "note,title" and a person. Operation 1, and the commit that it begins.
    known, stamp = bytes([1, 1, 1, 1, 0]), bytes([1, 1, 1, 1, 5, 1, 4])
    seeds.add(["state"], known + stamp + bytes([2, 3]) + b'"x"')
    # A note of two heads, one of which has seen an operation, that awaits another; and a title.
    heads = bytes([0, 0, 1]) + b"1" + bytes([1, 11, 4]) + b"null" + bytes([1, 1, 1])
    seeds.add(["state"], known + stamp + bytes([3, 10]) + heads + bytes([1, 1, 9, 1, 1]) + b"2")
