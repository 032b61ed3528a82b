"""Compares a run with that of the last release.

Not seconds are compared, for machines differ and drift, but ratios to the floor of the same run, round by round.
"""
from dataclasses import dataclass

from figures import MEASURES, OWN_MEASURES, PEER_MEASURES, Result, SizeFigures
from peers import FLOOR, OURS

TOLERANCE = 0.10
COUNTS = {"lost": "writes lost silently", "collateral": "lost writes of one laptop alone", "wrong": "wrong values",
          "missing": "missing records"}


@dataclass(frozen=True)
class Change:
    """A measure of ours, as a ratio to its yardstick, then and now; less is better."""

    operations: int
    title: str
    before: float
    now: float

    @property
    def is_worse(self) -> bool:
        """Whether it is worse by more than the tolerance."""
        return self.now > self.before * (1 + TOLERANCE)

    @property
    def is_better(self) -> bool:
        """Whether it is better by more than the tolerance."""
        return self.now < self.before * (1 - TOLERANCE)

    @property
    def line(self) -> str:
        """The change in a line."""
        word = "worse" if self.is_worse else "better"
        percent = f" by {abs(self.now / self.before - 1) * 100:.0f} %" if self.before else ""
        return f"{word}{percent}: {self.title} at {self.operations:,} operations: {self.before:.3g} -> {self.now:.3g}"


def yardstick(key: str) -> tuple[str, str]:
    """The peer and the measure that a measure of ours is divided by."""
    if key == "edit":
        return OURS, "edit_floor"
    if key in {measure.key for measure in PEER_MEASURES} | {"fixed"}:
        return FLOOR, key
    return FLOOR, "consolidate"


def compared(now: SizeFigures, before: SizeFigures) -> list[Change]:
    """Every measure that both have."""
    changes = []
    for measure in PEER_MEASURES + OWN_MEASURES:
        figures = [size.ratio(measure.key, OURS, *yardstick(measure.key)) for size in (before, now)]
        if None not in figures:
            changes.append(Change(now.asked, f"{MEASURES[measure.key].title} against the floor", *figures))
    checks = [size.check(OURS) for size in (before, now)]
    if None not in checks:
        changes += [Change(now.asked, title, *(check[key] for check in checks)) for key, title in COUNTS.items()]
    return changes


def changes(now: Result, before: Result) -> list[Change]:
    """Every measure of the sizes that both have."""
    return [change for size in now.sizes if (other := before.size(size.asked)) for change in compared(size, other)]
