"""Aid entries with their lines, and consignments."""

from dataclasses import dataclass, field

from ids import record_id
from rates import Errors
from tables import Laptop, Year
from words import CURRENCY, GOODS, PLAIN, in_language
from world import Partnership, day, later, money

STATUSES = ["offered", "agreed", "on-the-way", "partly-received", "received", "partly-handed-out", "handed-out",
            "reported"]
# How many of a hundred entries have come how far.
FAR = [5, 8, 7, 5, 20, 20, 25, 10]
# A hryvnia rate of the year, for second entries: what is counted is what people enter.
HRYVNIAS = {"EUR": 40, "PLN": 9, "UAH": 1}


@dataclass
class Line:
    """An item, and what people who do its books know of it."""

    id: str
    row: dict[str, str]
    thousandths: int
    unit: str
    decimals: int
    room: str = ""
    stock: int = 0


@dataclass
class Aid:
    """An aid entry as one laptop enters it."""

    id: str
    row: dict[str, str]
    partnership: Partnership
    laptop: Laptop
    stage: int
    start: str
    lines: list[Line] = field(default_factory=list)


def quantity(thousandths: int, unit: str) -> str:
    """Returns a quantity as people enter it."""
    sign, size = ("-" if thousandths < 0 else ""), abs(thousandths)
    text = f"{sign}{size // 1000}.{size % 1000:03d}"
    return f"{text.rstrip('0').rstrip('.')} {unit}"


def make_aid(year: Year, rng, errors: Errors, partnerships: list[Partnership], count: int) -> list[Aid]:
    """Makes aid entries: so many in all, those entered twice counted twice."""
    made: list[Aid] = []
    while len(made) < count:
        partnership = rng.choice(partnerships)
        laptop = partnership.recipient if rng.randrange(100) < 55 else partnership.donor
        aid = enter(year, rng, errors, partnership, laptop, len(made))
        made.append(aid)
        if len(made) < count and errors.strikes("double"):
            other = next(side for side in partnership.sides if side is not laptop)
            made.append(enter_again(year, rng, errors, aid, other, len(made)))
    return made


def enter(year: Year, rng, errors: Errors, partnership: Partnership, laptop: Laptop, number: int) -> Aid:
    """Enters aid that nobody has entered yet, with its lines."""
    donor, recipient = partnership.sides
    kind = rng.choice([*GOODS, *GOODS, *PLAIN])
    goods = [rng.choice(GOODS[kind]) for _ in range(rng.choice([1, 1, 2, 2, 3]))] if kind in GOODS else []
    words = goods[0][0] if goods else PLAIN[kind]
    title = f"{in_language(words, laptop.country)}, 2023/{number:05d}".replace(",", " ·")
    stage = rng.choices(range(len(STATUSES)), FAR)[0]
    start, currency = day(rng, 0, 250), CURRENCY[donor.country]
    row = {"partnership": partnership.id, "title": title, "kind": kind, "direction": "to-ukraine",
           "donor": donor.office, "recipient": recipient.office, "offered": start,
           "agreed": later(start, 9) if stage > 0 else "", "received": later(start, 30) if stage > 2 else "",
           "value": "", "status": STATUSES[stage], "waybill": f"CMR-{rng.randint(100000, 999999)}", "agreement": ""}
    if kind == "money" and partnership.agreements and rng.randrange(3) == 0:
        agreement = rng.choice(partnership.agreements)
        # The other side's agreements are not on this laptop yet.
        row["agreement"] = agreement.id if agreement.laptop == laptop.name else ""
    aid = Aid(record_id("aid", partnership.id, title), row, partnership, laptop, stage, start)
    price_it(rng, errors, aid, goods, currency)
    misjudge(errors, aid, rng)
    if errors.strikes("skipped"):
        row["received" if stage > 2 else "donor"] = ""
        errors.note("skipped", aid.id)
    publish(year, aid)
    return aid


def price_it(rng, errors: Errors, aid: Aid, goods: list, currency: str) -> None:
    """Makes the lines of an aid entry, and values it: by a value of its own, by its lines, or not at all."""
    is_unvalued = errors.strikes("no-value")
    by_lines = bool(goods) and rng.randrange(100) < 45
    for place, (words, unit, most, decimals, cents) in enumerate(goods):
        whole = rng.randint(1, most)
        thousandths = whole * 1000 + (rng.randrange(10 ** decimals) * 10 ** (3 - decimals) if decimals else 0)
        name = in_language(words, aid.laptop.country) + (f" {place + 1}" if place else "")
        row = {"aid": aid.id, "name": name, "quantity": quantity(thousandths, unit),
               "unit-value": money(rng.randint(cents // 2, cents), currency) if by_lines and not is_unvalued else ""}
        line = Line(record_id("item", aid.id, name), row, thousandths, unit, decimals)
        if errors.strikes("boxes") and unit == "H87":
            row["quantity"] = quantity(max(1000, thousandths // 12 // 1000 * 1000), "XBX")
            errors.note("boxes", line.id)
        aid.lines.append(line)
    if is_unvalued:
        errors.note("no-value", aid.id)
    elif not by_lines:
        if errors.strikes("wrong-currency"):
            currency = "UAH" if currency != "UAH" else "EUR"
            errors.note("wrong-currency", aid.id)
        aid.row["value"] = money(rng.randint(5_000, 25_000_000), currency)
        if rng.randrange(5) == 0:
            aid.row["value"] += f"; {aid.start}"


def misjudge(errors: Errors, aid: Aid, rng) -> None:
    """Gives some entries a status that the books will not bear out."""
    if aid.stage > 3 and errors.strikes("behind"):
        aid.row["status"] = STATUSES[rng.randint(0, 3)]
        errors.note("behind", aid.id)
    elif 0 < aid.stage < 6 and errors.strikes("ahead"):
        aid.row["status"] = STATUSES[rng.randint(aid.stage + 1, 7)]
        errors.note("ahead", aid.id)


def publish(year: Year, aid: Aid) -> None:
    """Adds an aid entry and its lines to the tables of the laptop that enters it."""
    year.add(2, aid.laptop.name, "aid", aid.row)
    for line in aid.lines:
        year.add(2, aid.laptop.name, "item", line.row)


def enter_again(year: Year, rng, errors: Errors, first: Aid, laptop: Laptop, number: int) -> Aid:
    """Enters the same aid at the other side: in its language, a few days apart, perhaps in another currency."""
    words = next((goods[0] for kind in GOODS.values() for goods in kind
                  if first.lines and in_language(goods[0], first.laptop.country) == first.lines[0].row["name"]),
                 PLAIN.get(first.row["kind"], ("Допомога", "Hilfe", "Pomoc", "Aide")))
    title = f"{in_language(words, laptop.country)} · 2023/{number:05d}"
    days = rng.randint(1, 6)
    row = first.row | {"title": title, "offered": later(first.row["offered"], days), "agreement": ""}
    for name in ["agreed", "received"]:
        row[name] = row[name] and later(row[name], days)
    aid = Aid(record_id("aid", row["partnership"], title), row, first.partnership, laptop, first.stage, first.start)
    is_other = errors.strikes("double-currency")
    row["value"] = exchanged(row["value"]) if is_other else row["value"]
    for line in first.lines:
        line_row = line.row | {"aid": aid.id}
        line_row["unit-value"] = exchanged(line.row["unit-value"]) if is_other else line.row["unit-value"]
        aid.lines.append(Line(record_id("item", aid.id, line_row["name"]), line_row, line.thousandths, line.unit,
                              line.decimals))
    errors.note("double", f"{first.id} {aid.id}")
    publish(year, aid)
    return aid


def exchanged(text: str) -> str:
    """Returns an amount in hryvnias."""
    if not text:
        return ""
    amount, currency = text.split(";")[0].split(" ")
    return money(int(amount.replace(".", "")) * HRYVNIAS[currency], "UAH")


CONSIGNED = ["planned", "packed", "on-the-way", "at-border", "cleared", "arrived", "accepted", "closed"]


def make_consignments(year: Year, rng, errors: Errors, all_aid: list[Aid]) -> None:
    """Makes a consignment for one aid entry with goods in six, by the laptop that entered the aid."""
    before: dict[tuple[str, str], Aid] = {}
    for number, aid in enumerate(all_aid):
        if aid.lines and rng.randrange(6) == 0:
            # One in four also carries what the last one of the same laptop left behind.
            place = (aid.partnership.id, aid.laptop.name)
            also = before.get(place) if rng.randrange(4) == 0 else None
            consign(year, rng, errors, [aid, also] if also else [aid], number)
            before[place] = aid


def consign(year: Year, rng, errors: Errors, carried: list[Aid], number: int) -> None:
    """Makes one consignment, with what its status says was done."""
    aid = carried[0]
    title = f"Конвой {number:05d}"
    record = record_id("consignment", aid.partnership.id, title)
    departed = later(aid.start, 12)
    stage = rng.choice([0, 1, 2]) if aid.stage < 3 else rng.choice([5, 6, 6, 7, 7, 7])
    waybill = aid.row["waybill"]
    if errors.strikes("waybill"):
        place = rng.randrange(4, len(waybill))
        waybill = waybill[:place] + str(rng.randrange(10)) + waybill[place + 1:]
        errors.note("waybill", record)
    facts = [("packages", 1, str(rng.randint(1, 60))), ("departed", 2, departed), ("vehicle", 2, "DU-XY 417"),
             ("waybill", 2, waybill), ("at-border", 3, later(departed, 2)),
             ("cleared", 4, f"{later(departed, 4)}; МД; митниця"),
             ("declaration", 4, f"23UA{rng.randint(100000, 999999)}; {later(departed, 4)}"),
             ("arrived", 5, later(departed, 6)), ("accepted", 6, f"{later(departed, 8)}; А-{number}; комісія")]
    row = {"partnership": aid.partnership.id, "title": title, "aid": ",".join(each.id for each in carried)}
    row |= {name: text if first <= stage else "" for name, first, text in facts}
    row["planned-arrival"] = later(departed, rng.randint(3, 9)) if rng.randrange(4) else ""
    row["status"] = CONSIGNED[stage]
    if 2 <= stage < 5 and rng.randrange(12) == 0:
        row |= {"status": rng.choice(["refused", "lost"]), "note": "за актом"}
    if stage >= 5 and errors.strikes("overdue"):
        row |= {"status": "on-the-way", "arrived": "", "accepted": ""}
        errors.note("overdue", record)
    if stage and errors.strikes("skipped"):
        row[rng.choice([name for name, first, _ in facts if first <= stage])] = ""
        errors.note("skipped", record)
    year.add(2, aid.laptop.name, "consignment", row)
