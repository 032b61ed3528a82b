"""The neutral workload: base records, the offline edits of 50 laptops, a later delta, and what a merge must hold.

Every change is counted in field operations: a new record is 15, an edit is 1 to 3. All follows from the seed.

  base.jsonl      {"id", "k": "P" or "A", "p": id of the partnership, "h": home laptop or -1, "f": {15 fields}}
  lap_NNN.jsonl   {"t": milliseconds, "id", "p", "k", "op": "new" or "set", "f": {...}}   a laptop's edits, in order
  delta.jsonl     the same, of laptop 0: 1 % of the operations, made after the first exchange
  oracle.json     what a correct merge must hold, for every contested record and a sample of the others
  meta.json       counts
  fixed/          the same workload with a delta of FIXED_DELTA operations, whatever the size

60 % of the operations create records, 40 % edit existing ones. 5 % of the base records are of all laptops, the rest
have one home laptop; 5 % of the edits go to the common ones, where other laptops edit the same record (and 60 % of
the time one of four hot fields) without seeing each other.
"""
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

FIELDS = ["ref", "title", "status", "sector", "admin1", "admin2", "site", "period",
          "people", "women", "qty", "unit", "cost", "contact", "note"]
HOT = ["status", "people", "cost", "note"]
WORDS = ("water point rehabilitation school kits distribution hygiene promotion shelter repair cash "
         "voucher household clinic mobile team vaccination nutrition screening training committee "
         "village district road access delayed partner report verified pending third round winter "
         "blankets latrine pump borehole seed tools livestock referral protection child friendly space "
         "coordination meeting assessment follow up quarter target reached").split()
STATUS = ["planned", "ongoing", "completed", "suspended", "cancelled"]
SECTOR = ["WASH", "Health", "Education", "Shelter", "Nutrition", "Protection", "Food security"]
UNIT = ["households", "persons", "kits", "m3", "sessions", "USD"]
BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
START = 1_750_000_000_000
LAPTOPS = 50
ALL = -1              # in place of a home laptop: the record is everybody's
FIXED_DELTA = 1_000

Event = dict[str, Any]


def dumped(value: Any) -> str:
    """JSON without blanks."""
    return json.dumps(value, separators=(",", ":"))


class Values:
    """Makes random values."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        number, pick = chance.randint, chance.choice
        self._makers: dict[str, Callable[[], Any]] = {
            "status": lambda: pick(STATUS), "sector": lambda: pick(SECTOR), "unit": lambda: pick(UNIT),
            "people": lambda: number(0, 20000), "women": lambda: number(0, 20000), "qty": lambda: number(0, 5000),
            "cost": lambda: round(chance.random() * 90000, 2), "period": lambda: f"2025-{number(1, 12):02d}",
            "admin1": lambda: f"AD{number(1, 34):02d}", "admin2": lambda: f"AD{number(1, 34):02d}{number(1, 20):02d}",
            "ref": lambda: f"PRJ-{number(0, 999999):06d}",
            "contact": lambda: f"user{number(1, 400)}@partner{number(1, 60)}.example.org",
            "note": lambda: self._text(6, 13), "title": lambda: self._text(2, 4), "site": lambda: self._text(2, 4),
        }

    def identifier(self, milliseconds: int) -> str:
        """A ULID."""
        number = (milliseconds << 80) | self.chance.getrandbits(80)
        return "".join(BASE32[(number >> shift) & 31] for shift in range(125, -1, -5))

    def value(self, field: str) -> Any:
        """A field's value."""
        return self._makers[field]()

    def record(self) -> dict[str, Any]:
        """A value of every field."""
        return {field: self.value(field) for field in FIELDS}

    def _text(self, least: int, most: int) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(least, most)))


class Oracle:
    """What every laptop wrote last into the cells that are looked at."""

    def __init__(self) -> None:
        self.watched: set[str] = set()
        self._writes: dict[tuple[str, str], dict[int, tuple[int, Any]]] = {}

    def note(self, laptop: int, event: Event) -> None:
        """Notes a laptop's event."""
        for field, value in event["f"].items():
            self._writes.setdefault((event["id"], field), {})[laptop] = (event["t"], value)

    def cells(self) -> dict[str, dict[str, Event]]:
        """By record and field: the newest value, all laptops' values, and whether they differ."""
        told: dict[str, dict[str, Event]] = {}
        for (record, field), writes in self._writes.items():
            newest = max(writes.items(), key=lambda write: (write[1][0], write[0]))[1][1]
            values = [value for _, value in writes.values()]
            differ = len({dumped(value) for value in values}) > 1
            told.setdefault(record, {})[field] = {"win": newest, "vals": values, "c": differ}
        return told


class Workload:
    """One workload of a size, written into a folder."""

    def __init__(self, folder: Path, operations: int, seed: int = 1) -> None:
        self.folder = folder
        self.operations = operations
        self.chance = random.Random(seed)
        self.values = Values(self.chance)
        self.oracle = Oracle()
        self.records: dict[int, list[tuple[str, str]]] = {home: [] for home in range(ALL, LAPTOPS)}
        self.partnerships: dict[int, list[str]] = {home: [] for home in range(ALL, LAPTOPS)}
        self.counts = {"ops": 0, "new": 0, "set": 0, "delta_ops": 0, "delta_events": 0}

    def write(self) -> None:
        """Writes all files."""
        (self.folder / "fixed").mkdir(parents=True, exist_ok=True)
        self._write_base()
        self.oracle.watched = {record for record, _ in self.records[ALL]}
        for laptop in range(LAPTOPS):
            self.oracle.watched |= {record for record, _ in self.records[laptop][:40]}
        for laptop in range(LAPTOPS):
            self._write_laptop(laptop)
        self.counts |= self._write_delta(self.folder, max(self.operations // 100, 15))
        self._write_told(self.folder, self.counts)
        self._write_fixed()

    def _write_base(self) -> None:
        """Blocks of about 100 records, the first of each block the partnership of the rest."""
        common = self.operations // 10 // 20
        each = (self.operations // 10 - common) // LAPTOPS
        with (self.folder / "base.jsonl").open("w") as out:
            for home in range(ALL, LAPTOPS):
                partnership = ""
                for place in range(common if home == ALL else each):
                    name = self.values.identifier(START - self.chance.randint(10**9, 10**10))
                    if place % 100 == 0:
                        partnership = name
                        self.partnerships[home].append(name)
                    self.records[home].append((name, partnership))
                    kind = "P" if name == partnership else "A"
                    record = {"id": name, "k": kind, "p": partnership, "h": home, "f": self.values.record()}
                    out.write(dumped(record) + "\n")

    def _write_laptop(self, laptop: int) -> None:
        new = 0
        start = START + self.chance.randint(0, 10**7)
        with (self.folder / f"lap_{laptop:03d}.jsonl").open("w") as out:
            for event in self._events(laptop, self.operations // LAPTOPS, start):
                out.write(dumped(event) + "\n")
                self.counts[event["op"]] += 1
                self.counts["ops"] += len(event["f"])
                new += event["op"] == "new"
                if event["id"] in self.oracle.watched or (event["op"] == "new" and new <= 20):
                    self.oracle.note(laptop, event)

    def _write_delta(self, folder: Path, operations: int) -> dict[str, int]:
        count = events = 0
        with (folder / "delta.jsonl").open("w") as out:
            for event in self._events(0, operations, START + 10**9):
                out.write(dumped(event) + "\n")
                count += len(event["f"])
                events += 1
        return {"delta_ops": count, "delta_events": events}

    def _write_told(self, folder: Path, counts: dict[str, int]) -> None:
        cells = self.oracle.cells()
        contested = [cell for fields in cells.values() for cell in fields.values() if cell["c"]]
        losers = sum(len({dumped(value) for value in cell["vals"]}) - 1 for cell in contested)
        (folder / "oracle.json").write_text(json.dumps(cells))
        meta = {**counts, "laptops": LAPTOPS, "base": sum(map(len, self.records.values())),
                "shared": len(self.records[ALL]), "contested_cells": len(contested), "losing_writes": losers}
        (folder / "meta.json").write_text(json.dumps(meta, indent=1) + "\n")

    def _write_fixed(self) -> None:
        """The folder with the delta that is as large whatever the size."""
        fixed = self.folder / "fixed"
        for path in [self.folder / "base.jsonl", *self.folder.glob("lap_*.jsonl")]:
            (fixed / path.name).unlink(missing_ok=True)
            (fixed / path.name).symlink_to(f"../{path.name}")
        self._write_told(fixed, self.counts | self._write_delta(fixed, FIXED_DELTA))

    def _events(self, laptop: int, operations: int, milliseconds: int) -> Iterator[Event]:
        """A laptop's events, of at least so many operations, by a clock that goes wrong by up to two minutes."""
        done = 0
        skew = self.chance.randint(-120_000, 120_000)
        while done < operations:
            milliseconds += self.chance.randint(500, 4000)
            # 0.165 gives 60 % of the operations to new records (15 operations against about 2)
            is_new = self.chance.random() < 0.165
            event = self._new(laptop, milliseconds, skew) if is_new else self._edit(laptop, milliseconds + skew)
            done += len(event["f"])
            yield event

    def _new(self, laptop: int, milliseconds: int, skew: int) -> Event:
        name, partnership = self.values.identifier(milliseconds), self.chance.choice(self.partnerships[laptop])
        return {"t": milliseconds + skew, "id": name, "p": partnership, "k": "A", "op": "new",
                "f": self.values.record()}

    def _edit(self, laptop: int, milliseconds: int) -> Event:
        is_common = self.chance.random() < 0.05
        name, partnership = self.chance.choice(self.records[ALL if is_common else laptop])
        count = self.chance.choice((1, 2, 2, 3))
        if is_common and self.chance.random() < 0.6:
            fields = self.chance.sample(HOT, min(count, 2))
        else:
            fields = self.chance.sample(FIELDS, count)
        return {"t": milliseconds, "id": name, "p": partnership, "k": "P" if name == partnership else "A", "op": "set",
                "f": {field: self.values.value(field) for field in fields}}
