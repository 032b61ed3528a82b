"""What is changed after the first round of the sticks: apart, by people who do not know of each other."""

from rates import Errors
from relief import STATUSES, Aid, Line, quantity
from tables import Laptop, Year
from words import CURRENCY, GOODS, PLAIN
from world import day, money


class Edits:
    """Writes second tables, withdrawals and decisions; a record is taken by one kind of error only."""

    def __init__(self, year: Year, rng, errors: Errors) -> None:
        self.year, self.rng, self.errors = year, rng, errors

    def all(self, all_aid: list[Aid]) -> None:
        """Goes through the aid once."""
        for aid in all_aid:
            self._aid(aid)
            for line in aid.lines:
                self._line(aid, line)

    def _aid(self, aid: Aid) -> None:
        kinds = ["value-conflict", "status-conflict", "field-conflict", "agreement", "withdrawn", "disputed"]
        kind = next((name for name in kinds if self.errors.strikes(name)), "")
        donor, recipient = aid.partnership.sides
        if kind:
            self.errors.note(kind, aid.id)
        if kind == "value-conflict":
            self._update(donor, aid, value=self._value(aid))
            self._update(recipient, aid, value=self._value(aid))
            self._decide(aid, recipient)
        elif kind == "status-conflict":
            for side, place in zip(aid.partnership.sides, self.rng.sample(range(8), 2)):
                self._update(side, aid, status=STATUSES[place])
        elif kind == "field-conflict":
            self._misplace(aid)
        elif kind == "agreement":
            value = self._value(aid)
            for side in aid.partnership.sides:
                self._update(side, aid, value=value)
        elif kind:
            self._withdraw(aid.laptop, "aid", aid.id)
            if kind == "disputed":
                other = donor if aid.laptop is recipient else recipient
                self._update(other, aid, value=self._value(aid))
        elif self.rng.randrange(20) == 0:
            place = min(7, STATUSES.index(aid.row["status"]) + 1)
            self._update(aid.laptop, aid, status=STATUSES[place], waybill=f"CMR-{self.rng.randint(100000, 999999)}")

    def _misplace(self, aid: Aid) -> None:
        """Lets both sides correct apart where an entry counts; a receipt may be in the year that follows."""
        name = self.rng.choice(["kind", "recipient", "donor", "received"])
        offices = [laptop.office for laptop in self.year.laptops[1:]]
        for side in aid.partnership.sides:
            others = {"kind": [*GOODS, *PLAIN], "received": [day(self.rng, 0, 420) for _ in range(2)]}.get(name, offices)
            self._update(side, aid, **{name: self.rng.choice([text for text in others if text != aid.row[name]])})

    def _line(self, aid: Aid, line: Line) -> None:
        if self.errors.strikes("withdrawn-line"):
            self.errors.note("withdrawn-line", line.id)
            self._withdraw(aid.laptop, "item", line.id)
        elif self.errors.strikes("line-conflict"):
            self.errors.note("line-conflict", line.id)
            name = self.rng.choice(["quantity", "unit-value"])
            for place, side in enumerate(aid.partnership.sides, 1):
                text = quantity(line.thousandths + 1000 * place, line.unit) if name == "quantity" else self._value(aid)
                self.year.add(3, side.name, "item", {"aid": aid.id, "name": line.row["name"], name: text}, "update")

    def _value(self, aid: Aid) -> str:
        return money(self.rng.randint(5_000, 25_000_000), CURRENCY[aid.partnership.donor.country])

    def _update(self, laptop: Laptop, aid: Aid, **fields: str) -> None:
        names = {name: aid.row[name] for name in ["partnership", "title", "kind"]}
        self.year.add(3, laptop.name, "aid", names | fields, "update")

    def _withdraw(self, laptop: Laptop, record_type: str, record: str) -> None:
        row = {"id": record, "why": "внесено помилково"}
        self.year.add(3, laptop.name, record_type, row, "withdraw")

    def _decide(self, aid: Aid, laptop: Laptop) -> None:
        if laptop.role == "officer" and self.errors.strikes("resolved"):
            self.errors.note("resolved", aid.id)
            self.year.add(4, laptop.name, "aid", {
                "id": aid.id, "field": "value", "value": self._value(aid), "why": "за накладною"}, "resolve")
