"""What people do to one thing when they enter it again: other words, other dates, missing and mistyped fields."""
import random

# A thing in each language: singular or plural as people write it on a list, with an abbreviation.
THINGS = [
    ("equipment", ["generators", "gen. 5 kW", "power generators"], ["генераторів", "генератори", "ел.генератори"],
     ["Generatoren", "Stromerzeuger", "Notstromaggregate"]),
    ("goods", ["blankets", "warm blankets"], ["ковдр", "ковдри теплі"], ["Decken", "Wolldecken"]),
    ("vehicles", ["ambulances", "ambulance, used"], ["карети швидкої допомоги", "швидкі"], ["Krankenwagen", "RTW"]),
    ("vehicles", ["city buses", "bus"], ["автобуси", "автобусів"], ["Busse", "Linienbusse"]),
    ("vehicles", ["fire engines"], ["пожежні автомобілі"], ["Feuerwehrautos", "Löschfahrzeuge"]),
    ("medical", ["hospital beds", "beds"], ["ліжка", "ліжок медичних"], ["Krankenhausbetten", "Pflegebetten"]),
    ("medical", ["wheelchairs"], ["інвалідні візки", "візків інвалідних"], ["Rollstühle"]),
    ("medical", ["medicines", "drugs"], ["ліки", "медикаменти"], ["Medikamente", "Arzneimittel"]),
    ("medical", ["bandages", "dressings"], ["бинти", "перев'язувальні матеріали"], ["Verbandmaterial", "Verbände"]),
    ("equipment", ["transformers"], ["трансформатори", "трансформаторів"], ["Transformatoren", "Trafos"]),
    ("equipment", ["heaters"], ["обігрівачі", "обігрівачів"], ["Heizgeräte", "Heizlüfter"]),
    ("equipment", ["water pumps", "pumps"], ["насоси", "насосів водяних"], ["Pumpen", "Wasserpumpen"]),
    ("equipment", ["laptops", "notebooks"], ["ноутбуки", "ноутбуків"], ["Laptops", "Notebooks"]),
    ("goods", ["sleeping bags"], ["спальні мішки", "спальників"], ["Schlafsäcke"]),
    ("goods", ["food parcels", "food"], ["продуктові набори"], ["Lebensmittelpakete", "Lebensmittel"]),
    ("goods", ["children's clothing", "clothing"], ["одяг дитячий", "одяг"], ["Kinderkleidung", "Kleidung"]),
    ("goods", ["hygiene kits"], ["гігієнічні набори"], ["Hygienesets"]),
    ("goods", ["mattresses"], ["матраци", "матраців"], ["Matratzen"]),
    ("goods", ["candles"], ["свічки", "свічок"], ["Kerzen"]),
    ("goods", ["snow shovels"], ["лопати для снігу"], ["Schneeschaufeln"]),
    ("goods", ["school backpacks"], ["шкільні рюкзаки"], ["Schulranzen"]),
    ("equipment", ["traffic lights"], ["світлофори"], ["Ampeln"]),
]
PLACES = [
    ("for the city hospital", "для міської лікарні", "für das Stadtkrankenhaus"),
    ("for schools", "для шкіл", "für Schulen"),
    ("for shelters", "для укриттів", "für Schutzräume"),
    ("winter aid", "зимова допомога", "Winterhilfe"),
    ("", "", ""), ("", "", ""),
]
SIDES = {"donor": 2, "recipient": 1}   # who writes in which language, by its place in THINGS and PLACES


def title(chance: random.Random, entry: dict, side: str) -> str:
    """Writes what it is as one side does, in its language or, now and then, in English."""
    language = SIDES[side] if chance.random() < 0.85 else 0
    words = chance.choice(THINGS[entry["thing"]][1 + language])
    place = PLACES[entry["place"]][language] if chance.random() < 0.6 else ""
    count = f"{entry['count']} " if chance.random() < 0.7 else ""
    extra = entry.get("mark", {}).get(side, "")
    return " ".join(f"{count}{words} {place} {extra}".split())


def mistyped(chance: random.Random, number: str) -> str:
    """Changes, drops or swaps one letter or digit, as typing does."""
    place = chance.randrange(2, len(number))
    kind = chance.random()
    if kind < 0.5:
        return number[:place] + chance.choice("0123456789") + number[place + 1:]
    if kind < 0.75:
        return number[:place] + number[place + 1:]
    return number[:place - 1] + number[place] + number[place - 1] + number[place + 1:]


def written(chance: random.Random, waybill: str) -> str:
    """Writes the same number as another office would: spaces, a prefix, Cyrillic letters that look alike."""
    form = chance.random()
    if form < 0.2:
        return "CMR " + waybill
    if form < 0.35:
        return waybill.replace("A", "А").replace("K", "К")
    if form < 0.5:
        return waybill[:4] + "-" + waybill[4:]
    return waybill
