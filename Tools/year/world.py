"""Offices, their laptops, partnerships and funding agreements."""

import csv
import itertools
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from ids import record_id
from rates import Errors
from tables import Laptop, Year
from words import CURRENCY, PEOPLE, THEMES, TOWNS

HROMADAS = Path(__file__).resolve().parent.parent / "demo/hromadas.tsv"
CENTRE = "00-centre"
STEPS = ["idea", "search", "contact", "agreed", "decided", "signed", "active"]
# By when each stage of a partnership needs which of its milestones.
MILESTONES = [("appeal", 0), ("first-contact", 2), ("intent", 3), ("council-decision-a", 4), ("council-decision-b", 5),
              ("signing", 5), ("work-plan", 6)]


@dataclass
class Agreement:
    """A funding agreement."""

    id: str
    laptop: str
    cents: int
    currency: str


@dataclass
class Partnership:
    """A partnership, the laptops of its two sides, and what it has."""

    id: str
    title: str
    donor: Laptop
    recipient: Laptop
    entered_by: list[str]
    agreements: list[Agreement] = field(default_factory=list)

    @property
    def sides(self) -> list[Laptop]:
        """The donor's laptop and the recipient's."""
        return [self.donor, self.recipient]


def day(rng, first: int = 0, last: int = 364) -> str:
    """Returns a day of the year."""
    return later("2023-01-01", rng.randint(first, last))


def later(text: str, days: int) -> str:
    """Returns a day that is so many days after another."""
    return (date.fromisoformat(text) + timedelta(days=days)).isoformat()


def money(cents: int, currency: str) -> str:
    """Returns an amount as people enter it."""
    return f"{cents // 100}.{cents % 100:02d} {currency}"


def make_offices(year: Year, rng, count: int, sticks: int) -> None:
    """Makes the centre's laptop and one for each office; each enters its own office, the centre some others too."""
    with HROMADAS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    names = Counter(row["hromada"] for row in rows)
    chosen = rng.sample([row for row in rows if names[row["hromada"]] == 1], count - count * 2 // 5)
    towns = [(country, name) for country, names in TOWNS.items() for name in names]
    offices = [(row["katottg"], row["hromada"], row["oblast"]) for row in chosen]
    offices += [(f"{country}/{name}", name, "") for country, name in rng.sample(towns, count * 2 // 5)]
    rng.shuffle(offices)
    year.laptops.append(Laptop(CENTRE, "UA/Centre", "centre", "L. Bondar", "centre", -1))
    for number, (code, name, oblast) in enumerate(offices, 1):
        laptop = Laptop(f"{number:02d}-{code.replace('/', '-')}", code, f"{name}, 1", rng.choice(PEOPLE[code[:2]]),
                        "clerk" if number % 9 == 4 else "officer", number % sticks)
        year.laptops.append(laptop)
        row = {"code": code, "name": name, "country": code[:2], "oblast": oblast, "kind": "municipality"}
        year.add(1, laptop.name, "office", row)
        if rng.randrange(5) == 0:
            year.add(1, CENTRE, "office", row | {"name": f"{name} (центр)"})


def make_partnerships(year: Year, rng, errors: Errors, count: int) -> list[Partnership]:
    """Makes partnerships of a town that helps and a hromada, entered by one side or by both."""
    ours = [laptop for laptop in year.laptops[1:] if laptop.country == "UA"]
    theirs = [laptop for laptop in year.laptops[1:] if laptop.country != "UA"]
    pairs = list(itertools.product(theirs, ours))
    rng.shuffle(pairs)
    made = []
    for number in range(count):
        donor, recipient = pairs[number % len(pairs)]
        title = f"{donor.office[3:]} – {recipient.label.removesuffix(', 1')}"
        if number >= len(pairs):
            again = number // len(pairs) - 1
            title += f": {THEMES[again % len(THEMES)]}"
            title += f" {again // len(THEMES) + 1}" if again >= len(THEMES) else ""
        entered_by = rng.choice([[donor.name], [recipient.name], [donor.name, recipient.name]])
        partnership = Partnership(record_id("partnership", title), title, donor, recipient, entered_by)
        enter(year, rng, errors, partnership)
        made.append(partnership)
    return made


def enter(year: Year, rng, errors: Errors, partnership: Partnership) -> None:
    """Enters a partnership at those who enter it, with its milestones, and its agreements."""
    donor, recipient = partnership.sides
    stage = rng.choice([3, 4, 4, 5, 5, 5, 6, 6, 6, 6, 6, 6])
    row = {"title": partnership.title, "parties": f"{donor.office},{recipient.office}",
           "form": rng.choice(["solidarity", "twinning", "friendship"]), "status": STEPS[stage],
           "fields": "humanitarian-aid,energy"}
    if rng.randrange(4) == 0:
        row["valid-until"] = day(rng, 60, 500)[:rng.choice([4, 7, 10, 10])]
    milestones = [name for name, first in MILESTONES if first <= stage]
    for name in milestones:
        row[name] = f"{day(rng, 0, 90)}; № {rng.randint(1, 900)}; {recipient.label}"
    if errors.strikes("skipped"):
        del row[rng.choice(milestones)]
        errors.note("skipped", partnership.id)
    for place, name in enumerate(partnership.entered_by):
        if place == 1 and errors.strikes("partnership-conflict"):
            errors.note("partnership-conflict", partnership.id)
            row = row | {"status": STEPS[stage - 1]}
        year.add(1, name, "partnership", row)
    for number in range(rng.choice([0, 1, 1, 2])):
        agree(year, rng, errors, partnership, f"Угода {number + 1}")
    if errors.strikes("withdrawn-partnership"):
        errors.note("withdrawn-partnership", partnership.id)
        year.add(3, partnership.entered_by[0], "partnership", {"id": partnership.id, "why": "внесено помилково"},
                 "withdraw")


def agree(year: Year, rng, errors: Errors, partnership: Partnership, title: str) -> None:
    """Enters an agreement and its payments; one side enters both."""
    donor, recipient = partnership.sides
    laptop = rng.choice([donor.name, recipient.name])
    cents, currency = rng.randint(50_000, 90_000_000), CURRENCY[donor.country]
    agreement = Agreement(record_id("agreement", partnership.id, title), laptop, cents, currency)
    partnership.agreements.append(agreement)
    year.add(2, laptop, "agreement", {
        "partnership": partnership.id, "title": title, "act": f"{rng.randint(1, 99)}/23; {day(rng, 0, 60)}",
        "donor": donor.office, "recipient": recipient.office, "amount": money(cents, currency),
        "valid-until": day(rng, 90, 500) if rng.randrange(2) else ""})
    share = 100
    if errors.strikes("beyond"):
        errors.note("beyond", agreement.id)
        share = 190
    for number in range(rng.randint(0, 9)):
        kind = ["commitment", "disbursement", "expenditure"][number % 3]
        word = currency
        if errors.strikes("payment-currency"):
            word = "UAH" if currency != "UAH" else "EUR"
            errors.note("payment-currency", agreement.id)
        note = f"{agreement.id[:12]}-{number}"
        year.add(2, laptop, "money", {
            "agreement": agreement.id, "kind": kind, "amount": money(cents * rng.randint(1, share) // 400, word),
            "date": day(rng, 60, 364), "act": f"П-{rng.randint(1, 9999)}", "note": note, "reverses": ""})
        if errors.strikes("reversal"):
            errors.note("reversal", record_id("money", note))
            year.add(3, laptop, "money", {
                "agreement": agreement.id, "kind": "reversal", "amount": "", "date": day(rng, 60, 364), "act": "",
                "note": note + "-R", "reverses": record_id("money", note)})
