"""What `report totals` must say: sums by office, oblast, partner country, kind and month, with their bounds."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from counting import has_begun, plain
from figures import Figure, Place, figures
from merged import Records

COUNTRIES = {"DE": "Germany", "FR": "France", "PL": "Poland", "UA": "Ukraine"}
STAGES = {"received": "received", "partly-received": "partly received", "promised": "promised"}


@dataclass
class Sum:
    """One line of a table."""

    entries: int = 0
    disputed: int = 0
    shown: Decimal = Decimal(0)
    lowest: Decimal = Decimal(0)
    highest: Decimal = Decimal(0)


class Offices:
    """Names and oblasts of the offices by their codes; a name on which people do not agree is none."""

    def __init__(self, records: Records) -> None:
        self._by_code = {record.value("code"): record for record in records.of("office").values()}

    def text(self, code: str, name: str) -> str:
        """What is recorded of an office, or an empty text."""
        return self._by_code[code].text(name) if code in self._by_code else ""

    def name(self, code: str) -> str:
        """The name, or the code."""
        return self.text(code, "name") or code


class Rates:
    """The centre's latest rates into one currency by a day."""

    def __init__(self, records: Records, target: str | None, day: str) -> None:
        self.target = target
        self._latest: dict[str, tuple[str, Decimal]] = {}
        for rate in records.of("rate").values():
            given = rate.text("official-date"), Decimal(rate.text("official-rate"))
            if rate.value("official-target") == target and has_begun(given[0], day):
                currency = rate.text("official-currency")
                self._latest[currency] = max(given, self._latest.get(currency, given))

    def converted(self, amount: Decimal, currency: str) -> Decimal | None:
        """An amount in the target, rounded to the cent; None without a rate."""
        factor = Decimal(1) if currency == self.target else self._latest.get(currency, ("", None))[1]
        return None if factor is None else (amount * factor).quantize(Decimal("0.01"), ROUND_HALF_EVEN)

    def notes(self) -> list[str]:
        """How the note on each rate must begin."""
        return [f"1 {currency} = {plain(factor)} {self.target}, {in_words(date)}"
                for currency, (date, factor) in sorted(self._latest.items())]


def in_words(date: str) -> str:
    """Returns a day, month or year as English reads it: 3 December 2023."""
    year, *rest = date.split("-")
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *[calendar.month_name[int(month)] for month in rest[:1]], year])


def summed(entries: list[Figure], label: Callable[[Place], str]) -> dict[tuple[str, str, str], Sum]:
    """Sums by label, stage and currency; an entry is on each line on which it may count, and certain on an only one."""
    sums: dict[tuple[str, str, str], Sum] = {}
    for entry in entries:
        lines = {(label(place), place.stage) for place in entry.places}
        is_certain = len(lines) == 1 and not entry.may_be_nowhere
        for line in lines:
            for currency, (least, most) in (entry.bounds or {"": (Decimal(0), Decimal(0))}).items():
                row = sums.setdefault((*line, currency), Sum())
                row.entries += 1
                row.disputed += entry.disputed
                row.shown += 0 if entry.disputed else least
                row.lowest += least if is_certain else 0
                row.highest += most
    return sums


class Totals:
    """All sections, each a table of rows by label, stage and currency, and the rows of its foot."""

    def __init__(self, records: Records, day: str, target: str | None) -> None:
        self._offices, self.rates = Offices(records), Rates(records, target, day)
        entries = figures(records, day)
        with localcontext() as context:
            context.prec = 60
            self.sections = {name: self._rows(summed(entries, label), called)
                             for name, (label, called) in self._labels().items()}
            self.foot = {key[1:]: row for key, row in self._rows(summed(entries, lambda _: ""), str).items()}

    def _labels(self) -> dict[str, tuple[Callable, Callable]]:
        offices = self._offices
        return {
            "by-office": (lambda place: place.office, offices.name),
            "by-oblast": (lambda place: offices.text(place.office, "oblast"), str),
            "by-country": (self._country, lambda code: COUNTRIES.get(code, code)),
            "by-kind": (lambda place: place.kind, str),
            "by-month": (lambda place: place.date[:7], str)}

    @staticmethod
    def _country(place: Place) -> str:
        """The partner's country: the donor's or, of what Ukraine gives, the recipient's."""
        donor = place.donor[:2]
        return place.office[:2] if donor == "UA" else donor

    def _rows(self, sums: dict[tuple[str, str, str], Sum], called: Callable) -> dict[tuple[str, str, str], dict]:
        return {(key[0], STAGES[key[1]], key[2]): self._row(key, sums[key], called(key[0]))
                for key in sorted(sums, key=lambda key: (key[0], list(STAGES).index(key[1]), key[2]))}

    def _row(self, key: tuple[str, str, str], row: Sum, name: str) -> dict:
        label, stage, currency = key
        made = {"code": label, "name": name or "not recorded", "stage": STAGES[stage], "currency": currency or None,
                "entries": row.entries, "disputed": row.disputed}
        for column in ["shown", "lowest", "highest"]:
            made[column] = plain(getattr(row, column)) if currency else None
        if self.rates.target:
            made["converted"] = plain(self.rates.converted(row.shown, currency)) if currency else None
        return made
