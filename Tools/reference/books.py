"""The books of items: Protocol/README.md, Books. Amounts are integers of a thousand-millionth."""

import re
from typing import Any

from joined import Joined
from merging import State
from names import is_hex

PLACES = 9
AMOUNT = re.compile(r"(-?)(?=[0-9]{1,64}(?:\.|$))0*([0-9]{0,18})(?:\.([0-9]{1,9}))?")
SUMS = {"sent": "sent", "received": "received", "handed-out": "handedOut", "returned": "returned",
        "written-off": "writtenOff"}
# What stock and places gain by an entry.
GAINS = {"sent": 0, "received": 1, "returned": 1, "handed-out": -1, "written-off": -1, "moved": 0}


def amount(text: Any) -> int | None:
    """Reads a decimal, with needless zeros, too, or returns None where it is not one."""
    found = AMOUNT.fullmatch(text) if isinstance(text, str) and text.isascii() else None
    if not found:
        return None
    sign, whole, part = found.groups()
    size = int(whole or "0") * 10**PLACES + int((part or "").ljust(PLACES, "0"))
    return -size if sign else size


def written(amount: int) -> str:
    """Writes an amount without needless zeros."""
    whole, part = divmod(abs(amount), 10**PLACES)
    text = f"{whole}.{part:0{PLACES}}".rstrip("0").rstrip(".")
    return "-" + text if amount < 0 else text


def quantity(value: Any) -> tuple[int, str] | None:
    """Reads an amount and its unit."""
    if not isinstance(value, dict) or not isinstance(value.get("unit"), str):
        return None
    read = amount(value.get("amount"))
    return None if read is None else (read, value["unit"])


class Account:
    """The sums of one item in one unit, and what each place has of it."""

    def __init__(self) -> None:
        self.sums = dict.fromkeys(SUMS.values(), 0)
        self.stock = 0
        self.places: dict[str, int] = {}

    def enter(self, kind: str, size: int, entry: dict[str, Any]) -> None:
        """Adds an entry."""
        if kind in SUMS:
            self.sums[SUMS[kind]] += size
        self.stock += GAINS[kind] * size
        if kind == "moved":
            self.move(text(entry.get("place")), -size)
            self.move(text(entry.get("to-place")), size)
        elif kind != "sent":
            self.move(text(entry.get("place")), GAINS[kind] * size)

    def move(self, place: str, size: int) -> None:
        """Brings something to a place, or takes it away."""
        self.places[place] = self.places.get(place, 0) + size


def text(value: Any) -> str:
    """Returns a text, empty where there is none."""
    return value if isinstance(value, str) else ""


def accounts(state: State) -> list[dict[str, Any]]:
    """Returns the accounts by item and unit, amounts as decimals."""
    items, books = Joined(state, "item"), Joined(state, "ledger")
    entries = {}
    for id, record in books.counted().items():
        said = record.shown("entry", "ledger").get("value")
        entries[id] = said if isinstance(said, dict) else {}
    gone = {books.stands(one["reverses"]) for one in entries.values()
            if one.get("kind") == "reversal" and is_hex(one.get("reverses"), 16)}
    made: dict[tuple[str, str], Account] = {}
    for id, entry in entries.items():
        kind, item, said = entry.get("kind"), entry.get("item"), quantity(entry.get("quantity"))
        standing = items.stands(item) if is_hex(item, 16) else None
        if id in gone or kind not in GAINS or not standing or not said or said[0] <= 0:
            continue
        made.setdefault((standing, said[1]), Account()).enter(kind, said[0], entry)
    return [facts(state, items, *key, made[key]) for key in sorted(made)]


def facts(state: State, items: Joined, item: str, unit: str, account: Account) -> dict[str, Any]:
    """What is to be known of an account."""
    said = quantity(items.here[item].shown("quantity", "ask").get("value"))
    return {
        "item": item, "unit": unit, "expected": written(said[0]) if said and said[1] == unit else None,
        **{name: written(sum) for name, sum in account.sums.items()}, "stock": written(account.stock),
        "places": {place: written(left) for place, left in sorted(account.places.items())}}
