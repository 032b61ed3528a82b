"""How often people err in the year that is played: one line for each kind of error."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rate:
    """A kind of error, and of how many things it befalls one in a thousand."""

    per_mille: int
    of: str
    what: str


RATES = {
    "double": Rate(60, "aid", "entered by donor and by recipient apart, in two languages, dates a few days apart"),
    "double-currency": Rate(500, "doubles", "the second entry's value is in hryvnias instead of the donor's currency"),
    "wrong-currency": Rate(10, "aid with a value", "the right figure, with the other currency behind it"),
    "no-value": Rate(40, "aid", "no value, and none in its lines"),
    "boxes": Rate(20, "items", "the line is in boxes, the books count pieces"),
    "twice": Rate(10, "hand-outs", "entered twice, with the same act and day"),
    "more-out": Rate(10, "items", "more is handed out than was received"),
    "more-in": Rate(8, "items", "more is received than the line says"),
    "wrong-place": Rate(10, "hand-outs", "from a store-room into which nothing came"),
    "no-quantity": Rate(1, "ledger entries", "a quantity of zero, or below"),
    "behind": Rate(50, "aid", "the status is behind the books"),
    "ahead": Rate(30, "aid", "the status is ahead of the books"),
    "skipped": Rate(80, "partnerships and consignments", "a step is missing that the status says was taken"),
    "overdue": Rate(30, "consignments", "departed, and nobody has entered its arrival"),
    "waybill": Rate(50, "consignments", "the waybill's number is typed wrongly"),
    "value-conflict": Rate(10, "aid", "both sides correct the value apart"),
    "status-conflict": Rate(8, "aid", "both sides give a status apart"),
    "field-conflict": Rate(10, "aid", "both sides correct the kind, the recipient, the donor or the receipt apart"),
    "line-conflict": Rate(8, "items", "both sides correct the quantity or the price of a line apart"),
    "agreement": Rate(6, "aid", "both sides enter the same correction apart: no conflict"),
    "partnership-conflict": Rate(50, "partnerships entered by both", "they differ in the stage"),
    "due-conflict": Rate(50, "tasks", "both sides move the day by which it is due apart"),
    "withdrawn": Rate(10, "aid", "withdrawn as entered by mistake; its lines stay"),
    "withdrawn-line": Rate(3, "items", "withdrawn, although the books have entries of it"),
    "withdrawn-entry": Rate(1, "ledger entries", "withdrawn instead of being reversed"),
    "withdrawn-partnership": Rate(5, "partnerships", "withdrawn with all that is in it"),
    "disputed": Rate(3, "aid", "withdrawn by one side and corrected by the other, apart"),
    "reversal": Rate(10, "ledger entries", "reversed; one in ten by both sides, or the reversal itself is reversed"),
    "late": Rate(60, "hand-outs", "entered months later"),
    "payment-currency": Rate(20, "payments", "in another currency than the agreement"),
    "beyond": Rate(40, "agreements", "more is paid out or spent than was agreed"),
    "resolved": Rate(250, "value conflicts", "an officer of the recipient decides in the last round"),
}


class Errors:
    """Decides by chance which errors are made, and notes each."""

    def __init__(self, rng, times: int) -> None:
        self._rng, self._times = rng, times
        self.made: list[tuple[str, str]] = []

    def strikes(self, name: str) -> bool:
        """Tells whether an error of a kind is made here."""
        return self._rng.randrange(1000) < RATES[name].per_mille * self._times

    def note(self, name: str, record: str) -> None:
        """Notes that an error was made with a record."""
        self.made.append((name, record))
