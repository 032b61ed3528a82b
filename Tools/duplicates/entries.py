"""A labelled world: aid as it was, and how each side enters it; pairs of one thing, and near misses that are two."""
import random
from datetime import date, timedelta

import noise

START = date(2023, 1, 9)
COLUMNS = ["partnership", "title", "kind", "donor", "recipient", "offered", "received", "value", "quantity",
           "waybill", "declaration", "tags"]


def truth(chance: random.Random, number: int, partnerships: int) -> dict:
    """Makes one delivery."""
    return {
        "label": f"L{number:05}", "thing": chance.randrange(len(noise.THINGS)),
        "place": chance.randrange(len(noise.PLACES)), "partnership": chance.randrange(partnerships),
        "day": START + timedelta(days=chance.randrange(720)),
        "count": chance.choice([2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 30, 40, 50, 60, 100, 120, 200, 250, 400, 500]),
        "price": chance.choice([45, 80, 120, 250, 499, 780, 1150, 2300, 5600, 18000]),
        "waybill": f"{chance.choice('AK')}{chance.choice('XYZ')}{chance.randrange(10**6, 10**7)}",
        "declaration": f"23UA110{chance.randrange(10**6, 10**7)}",
    }


def near_miss(chance: random.Random, entry: dict, number: int) -> dict:
    """Makes another delivery that looks like one, and is not."""
    other = dict(entry, label=f"L{number:05}")
    kind = chance.choice(["convoy", "hospital", "monthly", "things"])
    if kind == "convoy":       # the second convoy of the same week, with the same goods
        other["day"] = entry["day"] + timedelta(days=chance.randrange(2, 6))
        other["waybill"] = f"A{chance.choice('XYZ')}{chance.randrange(10**6, 10**7)}"
        other["declaration"] = f"23UA110{chance.randrange(10**6, 10**7)}"
        if chance.random() < 0.5:
            other["count"] = entry["count"] + chance.choice([1, 2, 5, 10])
    elif kind == "hospital":   # one lorry, the same goods to two hospitals
        entry["mark"] = {"donor": "Krankenhaus 1", "recipient": "лікарня 1"}
        other["mark"] = {"donor": "Krankenhaus 2", "recipient": "лікарня 2"}
    elif kind == "monthly":    # the same delivery every month
        other["day"] = entry["day"] + timedelta(days=chance.randrange(26, 34))
        other["waybill"] = f"K{chance.choice('XYZ')}{chance.randrange(10**6, 10**7)}"
        other["declaration"] = f"23UA110{chance.randrange(10**6, 10**7)}"
    else:                      # other things in the same lorry
        other["thing"] = chance.randrange(len(noise.THINGS))
        other["count"] = chance.choice([3, 7, 9, 14, 25, 70])
    other["near"] = kind
    return other


def row(chance: random.Random, entry: dict, side: str, offices: list[tuple[str, str, str]]) -> list[str]:
    """Enters a delivery as one side does."""
    partnership, donor, recipient = offices[entry["partnership"]]
    keep = lambda value, share: value if chance.random() < share else ""
    shift = 0 if side == "donor" else chance.choice([0, 0, 1, 1, 2, 3, 4])
    received = (entry["day"] + timedelta(days=shift)).isoformat()
    offered = (entry["day"] - timedelta(days=20)).isoformat()
    in_boxes = side == "recipient" and entry["count"] >= 20 and chance.random() < 0.15
    quantity = f"{-(-entry['count'] // 10)} XBX" if in_boxes else f"{entry['count']} H87"
    price = entry["price"] * entry["count"]
    value = f"{price} EUR" if side == "donor" or chance.random() < 0.5 else f"{price * 40} UAH"
    waybill = entry["waybill"] if side == "donor" else noise.written(chance, entry["waybill"])
    if side == "recipient" and chance.random() < 0.1:
        waybill = noise.mistyped(chance, entry["waybill"])
    return [partnership, noise.title(chance, entry, side), keep(noise.THINGS[entry["thing"]][0], 0.9) or "goods",
            keep(donor, 0.85), keep(recipient, 0.85), keep(offered, 0.3), keep(received, 0.9), keep(value, 0.6),
            keep(quantity, 0.75), keep(waybill, 0.45), keep(entry["declaration"], 0.25), f"{entry['label']}-{side[0]}"]


def world(chance: random.Random, pairs: int, singles: int, offices: list) -> tuple[dict[str, list], set, int]:
    """Makes both sides' rows, the labels of deliveries that both have entered, and how many near misses there are."""
    entries, number, near = [], 0, 0
    while len(entries) < pairs:
        entry = truth(chance, number, len(offices))
        entries.append(entry)
        number += 1
        if chance.random() < 0.4 and len(entries) < pairs:
            entries.append(near_miss(chance, entry, number))
            number += 1
            near += 1
    rows = {side: [row(chance, entry, side, offices) for entry in entries] for side in noise.SIDES}
    for _ in range(singles):
        side = chance.choice(list(noise.SIDES))
        rows[side].append(row(chance, truth(chance, number, len(offices)), side, offices))
        number += 1
    for side in rows.values():
        chance.shuffle(side)
    return rows, {entry["label"] for entry in entries}, near
