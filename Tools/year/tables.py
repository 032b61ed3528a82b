"""The tables of every laptop, and the plan that says in which round which is imported."""

import csv
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROUNDS = 4
KEYS = {"office": ["code"], "partnership": ["title"], "agreement": ["partnership", "title"],
        "aid": ["partnership", "title"], "item": ["aid", "name"], "consignment": ["partnership", "title"],
        "ledger": ["note"], "money": ["note"], "task": ["partnership", "title"],
        "rate": ["official-currency", "official-target", "official-date"]}
# References lead to types that come earlier.
ORDER = ["office", "partnership", "agreement", "aid", "item", "consignment", "ledger", "money", "task", "rate"]
DEEDS = ["update", "withdraw", "resolve"]


@dataclass
class Laptop:
    """One laptop of the network."""

    name: str
    office: str
    label: str
    person: str
    role: str
    stick: int

    @property
    def country(self) -> str:
        """The two letters that its office's code begins with."""
        return self.office[:2]


@dataclass
class Step:
    """One thing that a laptop does with one table: import, update, withdraw or resolve."""

    round: int
    laptop: str
    deed: str
    type: str
    file: str
    rows: int


@dataclass
class Year:
    """All that is generated: laptops, rows by round, laptop, deed and type."""

    laptops: list[Laptop]
    seed: int
    as_of: str
    rows: dict[tuple[int, str, str, str], list[dict[str, str]]] = field(default_factory=dict)

    def add(self, round_number: int, laptop: str, record_type: str, row: dict[str, str], deed: str = "import") -> None:
        """Adds a row to a table."""
        self.rows.setdefault((round_number, laptop, deed, record_type), []).append(row)

    def write(self, out: Path) -> list[Step]:
        """Writes tables and plan, in the order in which they are played."""
        def order(key: tuple[int, str, str, str]) -> tuple:
            number, laptop, deed, record_type = key
            return number, laptop, (["import"] + DEEDS).index(deed), ORDER.index(record_type)

        steps = []
        for key in sorted(self.rows, key=order):
            number, laptop, deed, record_type = key
            name = f"{number}/{laptop}/{deed}-{record_type}.csv"
            write_table(out / "tables" / name, self.rows[key])
            steps.append(Step(number, laptop, deed, record_type, name, len(self.rows[key])))
        plan = {"seed": self.seed, "asOf": self.as_of, "laptops": [asdict(laptop) for laptop in self.laptops],
                "steps": [asdict(step) for step in steps]}
        (out / "tables/plan.json").write_text(json.dumps(plan, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return steps


def write_table(path: Path, rows: list[dict[str, str]]) -> None:
    """Writes rows as CSV; the headings are all the fields that a row has."""
    headings = list(dict.fromkeys(name for row in rows for name in row))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def read_plan(out: Path) -> tuple[list[Laptop], list[Step], dict]:
    """Reads laptops, steps in their order, and the plan's other members."""
    plan = json.loads((out / "tables/plan.json").read_text(encoding="utf-8"))
    return [Laptop(**laptop) for laptop in plan["laptops"]], [Step(**step) for step in plan["steps"]], plan


def read_table(out: Path, step: Step) -> list[dict[str, str]]:
    """Reads the rows of a step."""
    with (out / "tables" / step.file).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
