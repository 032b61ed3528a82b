"""The workload of Tools/bench-layout: bundles of field edits, and the heads that a correct merge must leave.

A bundle is a gzip file of JSON Lines: segments of about 1,000 edits, each a header line and its commits. The heads are
counted here by the law alone (the edits minus those that an edit replaces), without merging anything.
"""
import gzip
import random
import zlib
from array import array
from collections.abc import Callable
from pathlib import Path

FIELDS = ["partnership", "title", "kind", "donor", "recipient", "offered", "agreed", "received", "value", "quantity",
          "status", "waybill", "tags", "purpose", "note"]
HOT = [FIELDS.index(name) for name in ("value", "quantity", "status", "note")]
LAPTOPS = 50
EARLY = 10                # the laptops whose bundles the later half has seen before it edits
SEGMENT_EDITS = 1_000
OFFICES = ["UA12060170000091033", "UA65100150000057191", "DE/Duisburg", "DE/Bonn", "DE/Essen", "PL/Lublin"]
WORDS = ("generators blankets pump school hospital winter repair transformer ambulance shelter water network children "
         "medicine heating cable delivery accepted warehouse pallet act council veterans roof windows генератори "
         "ковдри насос школа лікарня взимку ремонт трансформатор укриття вода мережа діти ліки опалення кабель склад").split()

Identifier = tuple[int, int]   # a log and a number in it
Edit = tuple[int, list[Identifier]]   # a field and the edits that it replaces


class Workload:
    """Writes the bundles into a folder and keeps the checksum of the heads."""

    def __init__(self, folder: Path, edits: int, kind: str = "offices", seed: int = 1) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self.is_scattered = kind == "scattered"
        self.edits_each = edits // LAPTOPS
        self.new_each = 0 if self.is_scattered else self.edits_each * 6 // 10 // len(FIELDS)
        self.base_records = max(edits // len(FIELDS) - self.new_each * LAPTOPS, LAPTOPS * 2)
        self.partnerships = [f"{self.random.getrandbits(128):032x}" for _ in range(300)]
        self.checksums: list[array] = []   # of each edit, by log and number
        self.replaced: list[bytearray] = []
        self.checksum = 0
        self.heads = 0
        self.raw_bytes = 0
        self.segment_checksum = 0

    def write(self) -> tuple[list[Path], list[Path]]:
        """Writes all bundles; returns those of the base and those to merge, in the order in which they arrive."""
        base = self._write_base()
        early: dict[int, list[Identifier]] = {}
        bundles = []
        for laptop in range(LAPTOPS):
            seen = early if laptop >= LAPTOPS // 2 else {}
            own = self._write_laptop(laptop, seen)
            bundles.append(self._path(laptop + 1, 0))
            if laptop < EARLY:
                for cell, number in own.items():
                    early.setdefault(cell, []).append((laptop + 1, number))
        return base, [bundles[place * 7 % LAPTOPS] for place in range(LAPTOPS)]

    @property
    def records(self) -> int:
        """How many records there are in the end."""
        return self.base_records + self.new_each * LAPTOPS

    def _path(self, log: int, part: int) -> Path:
        return self.folder / f"bundle-{log:02d}-{part:03d}.gz"

    def _write_base(self) -> list[Path]:
        """Writes the records that everybody had before going apart; cell c is edit c + 1 of log 0."""
        log = LogWriter(self, 0)
        paths = []
        for record in range(self.base_records):
            log.commit(record, [(field, []) for field in range(len(FIELDS))])
            if log.open_edits >= self.edits_each or record == self.base_records - 1:
                paths.append(self._path(0, len(paths)))
                log.close(paths[-1])
        return paths

    def _write_laptop(self, laptop: int, seen: dict[int, list[Identifier]]) -> dict[int, int]:
        """Writes a laptop's bundle; returns its last edit of each cell of the base."""
        log = LogWriter(self, laptop + 1)
        own: dict[int, int] = {}
        new, edits = self.new_each, self.edits_each - self.new_each * len(FIELDS)
        pick = self._scattered_cells if self.is_scattered else self._office_cells
        while new or edits:
            if self.random.random() * (new + edits / 2) < new:
                new -= 1
                record = self.base_records + laptop * self.new_each + new
                log.commit(record, [(field, []) for field in range(len(FIELDS))])
                continue
            record, fields = pick(laptop)
            fields = fields[:edits]
            edits -= len(fields)
            changes: list[Edit] = []
            for place, field in enumerate(fields):
                cell = record * len(FIELDS) + field
                previous = own.get(cell)
                replaced = seen.get(cell) or [(0, cell + 1)]
                changes.append((field, [(log.name, previous)] if previous else replaced))
                own[cell] = log.number + place + 1
            log.commit(record, changes)
        log.close(self._path(log.name, 0))
        return own

    def _office_cells(self, laptop: int) -> tuple[int, list[int]]:
        """Picks a record of the laptop's office, or one time in twenty one that all offices share, and its fields."""
        count = self.random.choice((1, 2, 2, 3))
        if self.random.random() >= 0.05:
            record = self.random.randrange(self.base_records // LAPTOPS) * LAPTOPS + laptop
            return record, self.random.sample(range(len(FIELDS)), count)
        record = self.random.randrange((self.base_records + 19) // 20) * 20
        is_hot = self.random.random() < 0.6
        return record, self.random.sample(HOT if is_hot else range(len(FIELDS)), min(count, 2))

    def _scattered_cells(self, laptop: int) -> tuple[int, list[int]]:
        """Picks one cell anywhere: of the laptop's own fiftieth, or one time in twenty of those that all share."""
        cells = self.base_records * len(FIELDS)
        if self.random.random() < 0.05:
            cell = self.random.randrange(cells // 997 + 1) * 997 % cells
        else:
            cell = self.random.randrange(cells // LAPTOPS) * LAPTOPS + laptop
        return cell // len(FIELDS), [cell % len(FIELDS)]

    def value(self, field: int) -> str:
        """Makes a field's value as JSON text."""
        pick, number = self.random.choice, self.random.randrange
        makers: dict[str, Callable[[], str]] = {
            "partnership": lambda: pick(self.partnerships),
            "title": lambda: self._words(2, 4), "purpose": lambda: self._words(2, 5),
            "note": lambda: self._words(5, 12),
            "kind": lambda: pick(("goods", "money", "works", "services", "training", "medical", "vehicles")),
            "donor": lambda: pick(OFFICES), "recipient": lambda: pick(OFFICES),
            "status": lambda: pick(("offered", "agreed", "on-the-way", "received", "handed-out", "reported")),
            "waybill": lambda: f"CMR {number(10**6):06d}", "tags": lambda: pick(WORDS),
        }
        name = FIELDS[field]
        if name == "value":
            return f'{{"amount":"{number(10**5)}.{number(1, 100):02d}","currency":"{pick(("EUR", "UAH", "USD"))}"}}'
        if name == "quantity":
            return f'{{"amount":"{number(1, 5000)}","unit":"{pick(("H87", "KGM", "XBX", "LTR"))}"}}'
        if name in makers:
            return f'"{makers[name]()}"'
        return f'"2026-{number(1, 13):02d}-{number(1, 29):02d}"'

    def _words(self, least: int, most: int) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(least, most)))

    def count(self, log: int, record: int, field: int, number: int, value: str, replaced: list[Identifier]) -> None:
        """Notes an edit: it is a head until another replaces it."""
        checksum = zlib.crc32(f"{record},{field},{log},{number},{value}".encode())
        self.checksums[log].append(checksum)
        self.replaced[log].append(0)
        self.checksum += checksum
        self.heads += 1
        for other, place in replaced:
            if not self.replaced[other][place - 1]:
                self.replaced[other][place - 1] = 1
                self.checksum -= self.checksums[other][place - 1]
                self.heads -= 1


class LogWriter:
    """Writes one log's commits as segments, and its segments as bundles."""

    def __init__(self, workload: Workload, name: int) -> None:
        self.workload = workload
        self.name = name
        self.number = 0
        self.open_edits = 0
        self._lamport = 0
        self._seconds = 1_760_000_000 + workload.random.randrange(10**6)
        self._first = 1
        self._lines: list[str] = []
        self._segments: list[bytes] = []
        workload.checksums.append(array("L"))
        workload.replaced.append(bytearray())

    def commit(self, record: int, changes: list[Edit]) -> None:
        """Adds one commit: edits of one record made together."""
        self._lamport += 1
        self._seconds += self.workload.random.randrange(5, 400)
        head = f'{{"n":{self.number + 1},"l":{self._lamport},"t":{self._seconds},"ops":['
        edits = [self._edit(record, field, replaced, place == 0) for place, (field, replaced) in enumerate(changes)]
        self._lines.append(head + ",".join(edits) + "]}\n")
        self.open_edits += len(changes)
        if self.number - self._first + 1 >= SEGMENT_EDITS:
            self._seal()

    def _edit(self, record: int, field: int, replaced: list[Identifier], is_first: bool) -> str:
        value = self.workload.value(field)
        self.number += 1
        self.workload.count(self.name, record, field, self.number, value, replaced)
        kind = '"k":"resolve",' if len(replaced) > 1 else ""
        place = f'"y":"aid","r":{record},' if is_first else ""
        names = ",".join(str(number) if log == self.name else f"[{log},{number}]" for log, number in replaced)
        references = f',"x":[{names}]' if names else ""
        return f'{{{kind}{place}"f":"{FIELDS[field]}","v":{value}{references}}}'

    def _seal(self) -> None:
        header = f'{{"segment":{self.name},"first":{self._first},"last":{self.number}}}\n'
        segment = (header + "".join(self._lines)).encode()
        self._segments.append(segment)
        if self.name:
            self.workload.raw_bytes += len(segment)
        self.workload.segment_checksum += zlib.crc32(segment)
        self._first = self.number + 1
        self._lines = []

    def close(self, path: Path) -> None:
        """Seals what is open and writes the bundle."""
        if self._lines:
            self._seal()
        path.write_bytes(gzip.compress(b"".join(self._segments), 6, mtime=0))
        self._segments = []
        self.open_edits = 0
