"""Compares what must be with what the program says, and prints every difference."""

from collections import Counter

from breaches import Breaches
from counting import Consolidation, plain_sums
from merged import Records

# Where 'consolidate --json' has the sums of a stage.
STAGES = {"received": "received", "partly-received": "partlyReceived", "promised": "promised"}


class Comparison:
    """The differences that were found, each printed as it is found."""

    def __init__(self) -> None:
        self.differences = 0
        self.compared = 0

    def differ(self, what: str, expected: object, found: object) -> None:
        """Notes and prints one difference."""
        self.differences += 1
        print(f"difference: {what}: expected {expected}, found {found}")

    def same(self, what: str, expected: object, found: object) -> None:
        """Compares two values."""
        self.compared += 1
        if expected != found:
            self.differ(what, expected, found)

    def tables(self, what: str, expected: dict, found: list[tuple[object, dict]]) -> None:
        """Compares rows by their keys; what is there twice is a difference too."""
        seen = dict(found)
        self.same(f"number of {what}", len(expected), len(found))
        for key in sorted({*expected, *seen}, key=str):
            self.rows(f"{what} {key}", expected.get(key), seen.get(key))

    def rows(self, what: str, expected: object, found: object) -> None:
        """Compares two rows, and of those that differ prints only the columns that do."""
        if isinstance(expected, dict) and isinstance(found, dict):
            self.compared += 1
            names = [name for name in {**expected, **found} if expected.get(name, ...) != found.get(name, ...)]
            if names:
                self.differ(what, *({name: row.get(name) for name in names} for row in (expected, found)))
        else:
            self.same(what, expected, found)

    def counts(self, what: str, expected: Counter, found: Counter) -> None:
        """Compares what was counted."""
        self.compared += len(expected)
        for key in sorted({*expected, *found}, key=str):
            if expected[key] != found[key]:
                self.differ(f"{what} {key}", expected[key], found[key])


def compare_consolidation(comparison: Comparison, records: Records, found: dict) -> Consolidation:
    """Compares the table, the books, what is left out, and the totals."""
    expected = Consolidation(records)
    comparison.same("partnerships", len(records.of("partnership")), found["partnerships"])
    comparison.same("relations", 0, found["relations"])
    rows = {key: row | {"sums": plain_sums(row["sums"])} for key, row in expected.rows.items()}
    key = ("office", "partnership", "kind", "month", "stage")
    comparison.tables("row", rows, [
        (tuple(row[name] for name in key), {name: row[name] for name in ["entries", "unvalued", "sums"]})
        for row in found["rows"]])
    for stage, sums in expected.totals.items():
        comparison.same(f"sums {stage}", plain_sums(sums), found[STAGES[stage]])
    comparison.tables("account", expected.accounts, [
        ((row["item"], row["unit"]), {name: row[name] for name in row if name not in ("item", "unit")})
        for row in found["accounts"]])
    comparison.tables("left out", expected.left_out, [
        (row["id"], {"title": row["title"], "partnership": row["partnership"], "fields": sorted(row["fields"])})
        for row in found["leftOut"]])
    return expected


def compare_violations(comparison: Comparison, what: str, records: Records, as_of: str | None, found: list) -> Counter:
    """Compares which rules are broken by which records; returns the counts by rule."""
    expected = Breaches(records, as_of).all()
    comparison.counts(what, expected, Counter(
        (violation["rule"], violation.get("subject"), tuple(sorted(violation["records"]))) for violation in found))
    return Counter(rule for rule, _, _ in expected.elements())

