"""The records that the tables make, merged as their authors would expect: no edit is lost, none decides for another.

Between two rounds everybody hears of everything. Within a round a laptop sees what was there before and what it has
entered itself; what others enter in the meantime stands beside it, and where it differs, that is a conflict.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from ids import record_id
from tables import KEYS, Laptop, Step, read_plan, read_table

SETS = {("partnership", "parties"), ("partnership", "fields"), ("consignment", "aid")}
BOOKS = ("ledger", "money")
MONEY = {("agreement", "amount"), ("aid", "value"), ("item", "unit-value"), ("money", "amount")}
QUANTITY = {("item", "quantity"), ("ledger", "quantity")}
NUMBERED = {("agreement", "act"), ("consignment", "declaration")}
MILESTONES = {"appeal", "first-contact", "intent", "council-decision-a", "council-decision-b", "signing", "work-plan",
              "cleared", "accepted"}


@dataclass(frozen=True)
class Amount:
    """A number with its unit or currency and, of a valuation, the day."""

    number: Decimal
    unit: str
    day: str = ""


def read_value(record_type: str, name: str, text: str) -> object:
    """Reads what a cell says: an amount, the parts of a milestone, or text."""
    if (record_type, name) in MONEY | QUANTITY:
        amount, _, when = text.partition(";")
        number, unit = amount.split(" ")
        return Amount(Decimal(number), unit, when.strip())
    if name in MILESTONES or (record_type, name) in NUMBERED:
        return tuple(part.strip() for part in text.split(";"))
    return text


@dataclass(eq=False)
class Head:
    """A value that somebody has entered, and who has replaced it."""

    laptop: str
    round: int
    value: object
    replaced_by: set[str] = field(default_factory=set)


class Record:
    """A record: the values of its fields, and who has withdrawn it having seen what."""

    def __init__(self, record_type: str, key: str) -> None:
        self.type, self.id = record_type, key
        self.fields: dict[str, list[Head]] = {}
        self.withdrawals: list[set[Head]] = []

    def heads(self, name: str, laptop: str, number: int) -> list[Head]:
        """The values of a field that a laptop sees in a round."""
        return [head for head in self.fields.get(name, [])
                if (head.round < number or head.laptop == laptop) and laptop not in head.replaced_by]

    def enter(self, name: str, value: object, laptop: str, number: int) -> None:
        """Replaces what the laptop sees by a value, unless it sees that already."""
        seen = self.heads(name, laptop, number)
        if [head.value for head in seen] == [value]:
            return
        for head in seen:
            head.replaced_by.add(laptop)
        self.fields.setdefault(name, []).append(Head(laptop, number, value))

    def withdraw(self, laptop: str, number: int) -> None:
        """Withdraws the record as the laptop sees it."""
        self.withdrawals.append({head for name in self.fields for head in self.heads(name, laptop, number)})

    def settle(self) -> None:
        """Forgets what was replaced, when everybody has heard of everything."""
        for name, heads in self.fields.items():
            self.fields[name] = [head for head in heads if not head.replaced_by]

    @property
    def is_disputed(self) -> bool:
        """Whether somebody changed what another withdrew, apart from each other."""
        seen = set().union(*self.withdrawals)
        return bool(self.withdrawals) and any(head not in seen for heads in self.fields.values() for head in heads)

    @property
    def is_withdrawn(self) -> bool:
        """Whether it counts as if it were not there."""
        return bool(self.withdrawals) and not self.is_disputed

    def values(self, name: str) -> list:
        """The different values of a field; more than one contradict each other, unless it is a set."""
        return list(dict.fromkeys(head.value for head in self.fields.get(name, [])))

    def value(self, name: str):
        """The one value of a field; None where it is empty or in conflict."""
        values = self.values(name)
        return values[0] if len(values) == 1 else None

    def text(self, name: str) -> str:
        """The one value of a text field, or an empty text."""
        return self.value(name) or ""

    @property
    def conflicts(self) -> list[str]:
        """The fields in conflict."""
        names = [name for name in self.fields if (self.type, name) not in SETS and len(self.values(name)) > 1]
        return sorted(names) + (["@void"] if self.is_disputed else [])


class Records:
    """All records of a year, by type and id, as everybody sees them in the end."""

    def __init__(self, out: Path) -> None:
        laptops, steps, self.plan = read_plan(out)
        self.laptops: dict[str, Laptop] = {laptop.name: laptop for laptop in laptops}
        self._all: dict[str, Record] = {}
        for number in sorted({step.round for step in steps}):
            for step in steps:
                if step.round == number:
                    self._take(step, read_table(out, step))
            for record in self._all.values():
                record.settle()
        self.here: dict[str, dict[str, Record]] = {}
        for record in self._all.values():
            if not record.is_withdrawn:
                self.here.setdefault(record.type, {})[record.id] = record

    def of(self, record_type: str) -> dict[str, Record]:
        """The records of a type that are not withdrawn, by id."""
        return self.here.get(record_type, {})

    def _take(self, step: Step, rows: list[dict[str, str]]) -> None:
        for row in rows:
            if step.deed == "withdraw":
                self._all[row["id"]].withdraw(step.laptop, step.round)
            elif step.deed == "resolve":
                value = read_value(step.type, row["field"], row["value"])
                self._all[row["id"]].enter(row["field"], value, step.laptop, step.round)
            else:
                self._import(step, row)

    def _import(self, step: Step, row: dict[str, str]) -> None:
        key = record_id(step.type, *(row[name] or None for name in KEYS[step.type]))
        record = self._all.setdefault(key, Record(step.type, key))
        for name, text in row.items():
            if not text:
                continue
            if (step.type, name) in SETS:
                for element in text.split(","):
                    record.fields.setdefault(name, []).append(Head(step.laptop, step.round, element))
            # The first import of a table fills what is empty, and leaves what is there.
            elif step.deed == "update" or not record.heads(name, step.laptop, step.round):
                record.enter(name, read_value(step.type, name, text), step.laptop, step.round)
