"""What `report open` must say: every conflict with its weight, and every broken rule."""

from collections import Counter
from decimal import Decimal

from breaches import Breaches
from counting import plain
from figures import Figure, figures
from merged import BOOKS, Amount, Record, Records

# Conflicts are those of fields, in the schema's order; a disputed withdrawal comes last.
TITLES = {"item": "name", "office": "name", "rate": "official-currency", "ledger": "kind", "money": "kind"}


def written(value: object) -> str:
    """A value as one enters it; money with two digits after the point."""
    if isinstance(value, Amount):
        is_money = len(value.unit) == 3 and value.unit.isalpha() and value.unit in ("EUR", "PLN", "UAH")
        number = money(value.number) if is_money else plain(value.number)
        return "; ".join(filter(None, [f"{number} {value.unit}", value.day]))
    return value if isinstance(value, str) else "; ".join(value)


def money(number: Decimal) -> str:
    """A decimal with at least two digits after the point."""
    whole, _, rest = plain(number).partition(".")
    return f"{whole}.{rest.ljust(2, '0')}"


def title(record: Record) -> set[str]:
    """What names a record: every name on which people do not agree; of an entry in the books, what happened."""
    return {text.replace("-", " ") if record.type in BOOKS else text
            for text in record.values(TITLES.get(record.type, "title"))}


def weight(entry: Figure | None) -> str:
    """The bounds of what an entry adds to the totals."""
    if entry is None:
        return ""
    return "; ".join(f"{money(Decimal(0) if entry.may_be_nowhere else least)} … {money(most)} {currency}"
                     for currency, (least, most) in sorted(entry.bounds.items()))


def conflicts(records: Records, day: str) -> dict[str, dict]:
    """Every field in conflict of every record that is not withdrawn; values and names in any order."""
    entries = {entry.id: entry for entry in figures(records, day)}
    rows = {}
    for record in (record for of_type in records.here.values() for record in of_type.values()):
        for name in record.conflicts:
            rows[f"conflicts/{record.id}/{name}"] = {
                "type": record.type, "title": title(record), "field": name,
                "values": {""} if name == "@void" else {written(value) for value in record.values(name)},
                "weight": weight(entries.get(record.id))}
    return rows


def broken(records: Records, day: str) -> tuple[Counter, dict[str, int]]:
    """Broken rules by rule, name of the record and number of records that cause it; and how often each is."""
    found = Breaches(records, day).all()
    everything = {key: record for of_type in records.here.values() for key, record in of_type.items()}
    rows = Counter((rule, " ≠ ".join(sorted(title(everything[subject]))), len(causes))
                   for rule, subject, causes in found.elements())
    return rows, dict(sorted(Counter(rule for rule, _, _ in found.elements()).items()))
