"""What consolidation must say: every aid entry once, or left out with the reason; and the books of every line."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal, localcontext

from merged import Amount, Record, Records

# What decides where, and with how much, an aid entry counts.
DECISIVE = {"partnership", "recipient", "kind", "received", "agreed", "offered", "value", "status", "@void"}
LINE_DECISIVE = {"quantity", "unit-value", "aid", "@void"}


@dataclass
class Account:
    """The sums of one line in one unit."""

    sent: Decimal = Decimal(0)
    received: Decimal = Decimal(0)
    handed_out: Decimal = Decimal(0)
    returned: Decimal = Decimal(0)
    written_off: Decimal = Decimal(0)
    entries: list[str] = field(default_factory=list)
    places: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    @property
    def stock(self) -> Decimal:
        """What must still be there."""
        return self.received + self.returned - self.handed_out - self.written_off


def reversed_entries(books: dict[str, Record]) -> set[str]:
    """The entries that a reversal takes back; a reversal itself cannot be taken back."""
    targets = {record.text("reverses") for record in books.values() if record.value("kind") == "reversal"}
    return {key for key in targets if key in books and books[key].value("kind") != "reversal"}


def has_begun(text: str, day: str) -> bool:
    """Whether a day, month or year has begun by a day."""
    return text <= day[:len(text)]


def accounts(records: Records, day: str = "9999") -> dict[tuple[str, str], Account]:
    """The books: sums of the entries that count by a day, for each line and unit."""
    books = {key: entry for key, entry in records.of("ledger").items() if has_begun(entry.text("date"), day)}
    lines = records.of("item")
    gone = reversed_entries(books)
    made: dict[tuple[str, str], Account] = {}
    for key, entry in books.items():
        kind, amount = entry.value("kind"), entry.value("quantity")
        if kind == "reversal" or key in gone or entry.value("item") not in lines:
            continue
        if amount is None or amount.number <= 0:
            continue
        account = made.setdefault((entry.value("item"), amount.unit), Account())
        account.entries.append(key)
        enter(account, entry, kind, amount.number)
    return made


def enter(account: Account, entry: Record, kind: str, number: Decimal) -> None:
    """Adds one entry to an account and to the places that it concerns."""
    place = entry.text("place")
    if kind == "moved":
        account.places[place] -= number
        account.places[entry.text("to-place")] += number
        return
    name = kind.replace("-", "_")
    setattr(account, name, getattr(account, name) + number)
    if kind == "sent":
        return
    account.places[place] += number if kind in ("received", "returned") else -number


def worth(aid: Record, lines: list[Record]) -> tuple[dict[str, Decimal], list[str]]:
    """What an aid entry is worth, per currency: its own value or else that of its lines; and their conflicts."""
    value: Amount | None = aid.value("value")
    if value:
        return {value.unit: value.number}, []
    sums: dict[str, Decimal] = {}
    conflicts = []
    for line in lines:
        conflicts += [name for name in line.conflicts if name in LINE_DECISIVE]
        price, quantity = line.value("unit-value"), line.value("quantity")
        if price and quantity:
            sums[price.unit] = sums.get(price.unit, Decimal(0)) + price.number * quantity.number
    return sums, conflicts


def received_by_line(records: Records, day: str = "9999") -> dict[str, dict[str, Decimal]]:
    """What the books say by a day was received of each line, by unit."""
    sums: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for (line, unit), account in accounts(records, day).items():
        if account.received:
            sums[line][unit] = account.received
    return sums


def is_short(lines: list[Record], received: dict[str, dict[str, Decimal]]) -> bool:
    """Whether books that have received something of some lines lack some of what a line says."""
    if not any(received.get(line.id) for line in lines):
        return False
    for line in lines:
        said, sums = line.value("quantity"), received.get(line.id, {})
        if said and (not sums or said.unit in sums) and sums.get(said.unit, Decimal(0)) < said.number:
            return True
    return False


def stage_of(is_dated: bool, status: str, short: bool) -> str:
    """Whether aid was received, partly received or promised."""
    is_done = is_dated or status in ("received", "handed-out", "reported")
    if status == "partly-received" or (status == "partly-handed-out" and not is_done) or (is_done and short):
        return "partly-received"
    return "received" if is_done else "promised"


def plain(number: Decimal | None) -> str | None:
    """Returns an exact decimal without needless zeros, as commands print it."""
    if number is None:
        return None
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def plain_sums(sums: dict[str, Decimal]) -> dict[str, str]:
    """Returns sums per currency as commands print them."""
    return {currency: plain(number) for currency, number in sums.items()}


def add(sums: dict[str, Decimal], more: dict[str, Decimal]) -> None:
    """Adds sums per currency to others."""
    for currency, number in more.items():
        sums[currency] = sums.get(currency, Decimal(0)) + number


class Consolidation:
    """The whole of what `consolidate --json` must say, but for its rules that are broken."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self.rows: dict[tuple[str, ...], dict] = {}
        self.left_out: dict[str, dict] = {}
        self.totals: dict[str, dict[str, Decimal]] = {"received": {}, "partly-received": {}, "promised": {}}
        self._received = received_by_line(records)
        lines = defaultdict(list)
        for line in records.of("item").values():
            for aid in line.values("aid"):
                lines[aid].append(line)
        with localcontext() as context:
            context.prec = 60
            for aid in records.of("aid").values():
                self._count(aid, lines[aid.id])
            self.accounts = {key: self._account(key, account) for key, account in accounts(records).items()}

    def _title(self, partnership: str | None) -> str:
        record = self._records.of("partnership").get(partnership or "")
        return record.text("title") if record else ""

    def _count(self, aid: Record, lines: list[Record]) -> None:
        sums, conflicts = worth(aid, lines)
        title = self._title(aid.value("partnership"))
        fields = [name for name in aid.conflicts if name in DECISIVE] + conflicts
        if fields:
            self.left_out[aid.id] = {"title": aid.text("title"), "partnership": title, "fields": sorted(fields)}
            return
        dates = [aid.text(name) for name in ["received", "agreed", "offered"]]
        stage = stage_of(bool(dates[0]), aid.text("status"), is_short(lines, self._received))
        month = next((text for text in dates if text), "")[:7]
        key = (aid.text("recipient"), title, aid.text("kind"), month, stage)
        row = self.rows.setdefault(key, {"entries": 0, "unvalued": 0, "sums": {}})
        row["entries"] += 1
        row["unvalued"] += not sums
        add(row["sums"], sums)
        add(self.totals[stage], sums)

    def _account(self, key: tuple[str, str], account: Account) -> dict:
        item, unit = key
        line = self._records.of("item")[item]
        aid = self._records.of("aid").get(line.value("aid") or "")
        said = line.value("quantity")
        return {
            "name": line.text("name"), "partnership": self._title(aid.value("partnership") if aid else None),
            "expected": plain(said.number) if said and said.unit == unit else None,
            "sent": plain(account.sent), "received": plain(account.received), "handedOut": plain(account.handed_out),
            "returned": plain(account.returned), "writtenOff": plain(account.written_off),
            "stock": plain(account.stock)}
