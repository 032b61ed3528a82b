"""What an aid entry can be worth, and where it can count, as long as people contradict each other on it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from counting import DECISIVE, LINE_DECISIVE, has_begun, is_short, received_by_line, stage_of
from merged import Record, Records

Bounds = dict[str, tuple[Decimal, Decimal]]


@dataclass(frozen=True)
class Place:
    """One possibility of where an entry counts."""

    office: str
    donor: str
    kind: str
    date: str
    stage: str


@dataclass
class Figure:
    """An aid entry: every possibility that has begun by the day, and the bounds of its worth in each currency."""

    id: str
    places: set[Place]
    may_be_nowhere: bool
    bounds: Bounds
    disputed: bool


def bounds_of(options: list[tuple[str, Decimal]], may_be_nothing: bool = False) -> Bounds:
    """The least and the most in each currency, where one of some amounts is right."""
    bounds = {}
    for currency in {currency for currency, _ in options}:
        numbers = [number if of == currency else Decimal(0) for of, number in options]
        numbers += [Decimal(0)] if may_be_nothing else []
        bounds[currency] = min(numbers), max(numbers)
    return bounds


def figures(records: Records, day: str) -> list[Figure]:
    """All aid entries that may have begun by a day."""
    lines = defaultdict(list)
    for line in records.of("item").values():
        for aid in line.values("aid"):
            lines[aid].append(line)
    received = received_by_line(records, day)
    made = [figure(aid, lines[aid.id], is_short(lines[aid.id], received), day)
            for aid in records.of("aid").values()]
    return [entry for entry in made if entry.places]


def figure(aid: Record, lines: list[Record], short: bool, day: str) -> Figure:
    """One aid entry; its own value counts, and without one those of its lines."""
    every = set(possible_places(aid, short))
    begun = {place for place in every if has_begun(place.date, day)}
    conflicts = [name for name in aid.conflicts if name in DECISIVE | {"donor"}]
    bounds = bounds_of([(value.unit, value.number) for value in aid.values("value")])
    if not bounds:
        for line in lines:
            conflicts += [name for name in line.conflicts if name in LINE_DECISIVE]
            for currency, (least, most) in line_bounds(line).items():
                before = bounds.get(currency, (Decimal(0), Decimal(0)))
                bounds[currency] = before[0] + least, before[1] + most
    return Figure(aid.id, begun, aid.is_disputed or begun != every, bounds, bool(conflicts))


def line_bounds(line: Record) -> Bounds:
    """The bounds of what a line is worth: each price that people gave, times each quantity."""
    options = [(price.unit, price.number * quantity.number)
               for price in line.values("unit-value") for quantity in line.values("quantity")]
    return bounds_of(options, may_be_nothing=line.is_disputed or "aid" in line.conflicts)


def possible_places(aid: Record, short: bool) -> Iterable[Place]:
    """Every combination of what people say; the date is that of receipt, else of agreement, else of the offer."""
    def said(name: str) -> list[str]:
        return aid.values(name) or [""]

    dates = next((aid.values(name) for name in ["received", "agreed", "offered"] if aid.values(name)), [""])
    for status in said("status"):
        stage = stage_of(bool(aid.values("received")), status, short)
        for date in dates:
            for office in said("recipient"):
                for donor in said("donor"):
                    for kind in said("kind"):
                        yield Place(office, donor, kind, date, stage)
