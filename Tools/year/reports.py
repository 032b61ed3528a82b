"""Compares every report with what it must say, row by row."""

import json
from collections import Counter

from compare import Comparison
from merged import Records
from program import Home
from progress import due_reports, overdue, pipeline
from stock import Stock
from totals import Offices, Totals
from undecided import broken, conflicts
from world import CENTRE


class Reports:
    """The reports of one day, as the centre gives them."""

    def __init__(self, comparison: Comparison, records: Records, centre: Home, day: str) -> None:
        self._comparison, self._records, self._centre, self._day = comparison, records, centre, day

    def all(self) -> None:
        """Compares them all."""
        for target in [None, "EUR", "PLN"]:
            self.totals(target)
        self.stock()
        self.pipeline()
        self.late()
        self.open()

    def _report(self, name: str, *words: str) -> dict[str, dict]:
        report = json.loads(self._centre.run("report", name, "--as-of", self._day, "--format", "json", *words))
        self._comparison.same(f"{name}: day", self._day, report["asOf"])
        return {section["section"]: section for section in report["sections"]} | {"notes": report["notes"]}

    def _rows(self, what: str, expected: dict, found: list[tuple[object, dict]]) -> None:
        """Compares rows by their keys, and the order in which they stand."""
        self._comparison.tables(f"{what} on {self._day}", expected, found)
        order = [key for key, _ in found]
        if sorted(order) == sorted(expected):
            self._comparison.same(f"order of {what} on {self._day}", list(expected), order)

    def _sections(self, name: str, expected: dict[str, dict]) -> None:
        found = self._report(name)
        for section, rows in expected.items():
            self._rows(f"{name} {section}", rows, by_figure(found[section]))

    def totals(self, target: str | None) -> None:
        """Compares the sums of every section and its foot, and the rates that are named."""
        expected = Totals(self._records, self._day, target)
        found = self._report("totals", *(["--in", target] if target else []))

        def keyed(rows: list[dict]) -> list[tuple[tuple, dict]]:
            return [((row["values"]["code"], row["values"]["stage"], row["values"]["currency"] or ""), row["values"])
                    for row in rows]

        foot = {("", *key): row | {"code": "", "name": "Total"} for key, row in expected.foot.items()}
        for section, rows in expected.sections.items():
            self._rows(f"totals {section}", rows, keyed(found[section]["rows"]))
            totals = [(("", *key[1:]), row | {"code": ""}) for key, row in keyed(found[section]["totals"])]
            self._rows(f"totals {section} foot", foot, totals)
        notes = [note.split(" (")[0] for note in found["notes"] if note.startswith("1 ")]
        self._comparison.same(f"rates of {target} on {self._day}", expected.rates.notes(), notes)

    def stock(self) -> None:
        """Compares the books."""
        self._sections("stock", Stock(self._records, self._day).sections)

    def pipeline(self) -> None:
        """Compares stages and partnerships."""
        self._sections("pipeline", pipeline(self._records, self._day))

    def late(self) -> None:
        """Compares what is overdue, and how many laptops each office has; when it was heard of depends on the clock."""
        found, offices = self._report("late"), Offices(self._records)
        laptops = Counter(laptop.office for laptop in self._records.laptops.values() if laptop.name != CENTRE)
        self._rows("late overdue", overdue(self._records, self._day), by_figure(found["overdue"]))
        self._rows("late reports", due_reports(self._records, self._day), by_figure(found["reports"]))
        expected = {code: {"office": offices.name(code), "laptops": laptops[code]} for code in sorted(laptops)}
        # 'shuffle' admits further laptops of the centre.
        rows = [row["values"] for row in found["heard"]["rows"] if row["values"]["code"] != "UA/Centre"]
        self._rows("late heard", expected, [
            (row["code"], {name: row[name] for name in ["office", "laptops"]}) for row in rows])

    def open(self) -> None:
        """Compares conflicts, whose values are in any order, and broken rules."""
        found = self._report("open")
        rows = [(figure, row | {"title": set(row["title"].split(" ≠ ")), "values": set(row["values"].split(" | "))})
                for figure, row in by_figure(found["conflicts"])]
        self._comparison.tables(f"open conflict on {self._day}", conflicts(self._records, self._day), rows)
        expected, rules = broken(self._records, self._day)
        self._comparison.counts(f"open violation on {self._day}", expected, Counter(
            (row["rule"], " ≠ ".join(sorted(row["title"].split(" ≠ "))), row["causes"])
            for _, row in by_figure(found["violations"])))
        self._rows("open rules", {rule: (count, 0, True) for rule, count in rules.items()}, [
            (row["rule"], (row["violations"], row["accepted"], bool(row["meaning"])))
            for _, row in by_figure(found["rules"])])


def by_figure(section: dict) -> list[tuple[str, dict]]:
    """The rows of a section by the name of each."""
    return [(row["figure"], row["values"]) for row in section["rows"]]
