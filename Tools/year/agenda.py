"""Tasks with the day by which they are due, and the centre's exchange rates."""

from datetime import date

from rates import Errors
from tables import Year
from world import CENTRE, Partnership, day

TASKS = ["Підготувати акт прийому", "Надіслати звіт", "Зустріч онлайн", "Переклад угоди"]
# What one unit is worth about, in hundred-thousandths; there is none from hryvnias to złotys.
ABOUT = {("EUR", "UAH"): 3_985_000, ("PLN", "UAH"): 885_000, ("UAH", "EUR"): 2_509, ("PLN", "EUR"): 22_100,
         ("EUR", "PLN"): 452_500}


def make_rates(year: Year, rng) -> None:
    """Lets the centre give rates every month, one of them only for the month, and one for the year that follows."""
    for (currency, target), about in ABOUT.items():
        for month in range(1, 14):
            when = date(2023 + month // 13, (month - 1) % 12 + 1, 3).isoformat()
            rate = about + about * rng.randint(-50, 50) // 1000
            year.add(1, CENTRE, "rate", {
                "official-currency": currency, "official-target": target,
                "official-rate": f"{rate // 100_000}.{rate % 100_000:05d}",
                "official-date": when[:7] if month == 7 else when, "official-source": "НБУ" if target == "UAH" else ""})


def make_tasks(year: Year, rng, errors: Errors, partnerships: list[Partnership]) -> None:
    """Makes up to three tasks of each partnership: done, still to be done, or with a day on which nobody agrees."""
    for partnership in partnerships:
        for title in rng.sample(TASKS, rng.randint(0, 3)):
            laptop = rng.choice(partnership.sides)
            key = {"partnership": partnership.id, "title": title}
            due = day(rng, 60, 420)
            row = key | {"due": due[:rng.choice([0, 7, 10, 10, 10, 10])],
                         "office": laptop.office, "who": laptop.person if rng.randrange(2) else "",
                         "done": f"{due}; {laptop.person}" if rng.randrange(3) == 0 else ""}
            year.add(2, laptop.name, "task", row)
            if errors.strikes("due-conflict"):
                errors.note("due-conflict", title)
                for side in partnership.sides:
                    year.add(3, side.name, "task", key | {"due": day(rng, 60, 420)}, "update")
