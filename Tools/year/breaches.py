"""Which rules the records break, by the sentences of `pobratym violations --help`, written down a second time."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from counting import Account, accounts, reversed_entries
from merged import Records
from steps import OFFICERS, missing_steps

# A breach: the rule, the record that it is about, and all records that cause it.
Breach = tuple[str, str, tuple[str, ...]]
TRANSIT_DAYS = 30
REFERENCES = {"aid": {"partnership": "partnership", "agreement": "agreement"}, "item": {"aid": "aid"},
              "agreement": {"partnership": "partnership"}, "task": {"partnership": "partnership"},
              "consignment": {"partnership": "partnership", "aid": "aid"}}
ENDED = ("arrived", "accepted", "closed", "refused", "lost")


def breach(rule: str, subject: str, causes: list[str] | None = None) -> Breach:
    """Returns a breach; its subject is one of the records that cause it."""
    return rule, subject, tuple(sorted({subject, *(causes or [])}))


class Breaches:
    """All breaches of a year, on a day or, as in consolidation, on none."""

    def __init__(self, records: Records, as_of: str | None) -> None:
        self._records, self._as_of = records, as_of
        self._accounts = accounts(records)
        self._of_line = defaultdict(list)
        for (line, _), account in self._accounts.items():
            self._of_line[line].append(account)

    def all(self) -> Counter:
        """All of them, counted."""
        parts = [self._references(), self._steps(), self._overdue(), self._ledger(), self._balances(), self._twice(),
                 self._statuses(), self._payments(), self._agreements()]
        return Counter(found for part in parts for found in part)

    def _references(self) -> Iterator[Breach]:
        for record_type, fields in REFERENCES.items():
            for record in self._records.of(record_type).values():
                for name, target in fields.items():
                    values = record.values(name) if name == "aid" and record_type == "consignment" else (
                        [record.value(name)] if record.value(name) else [])
                    for value in values:
                        if value not in self._records.of(target):
                            yield breach("reference-missing", record.id)

    def _steps(self) -> Iterator[Breach]:
        for record_type, statuses in OFFICERS.items():
            for record in self._records.of(record_type).values():
                status = record.value("status")
                if status is None:
                    continue
                if missing_steps(record):
                    yield breach("step-skipped", record.id)
                authors = {self._records.laptops[head.laptop].role for head in record.fields["status"]}
                if status in statuses and authors == {"clerk"}:
                    yield breach("step-not-permitted", record.id)

    def _overdue(self) -> Iterator[Breach]:
        for record in self._records.of("consignment").values():
            departed = record.value("departed")
            if not self._as_of or not departed or record.text("status") in ENDED:
                continue
            days = (date.fromisoformat(self._as_of) - date.fromisoformat(departed)).days
            if days > TRANSIT_DAYS and not record.values("arrived") and not record.values("accepted"):
                yield breach("not-received", record.id)

    def _ledger(self) -> Iterator[Breach]:
        books, lines = self._records.of("ledger"), self._records.of("item")
        gone = reversed_entries(books)
        for key, entry in books.items():
            if entry.value("kind") == "reversal":
                target = books.get(entry.text("reverses"))
                if target is None or target.value("kind") == "reversal":
                    yield breach("ledger-unknown-reversal", key)
            elif entry.value("item") not in lines:
                yield breach("ledger-unknown-item", key)
            elif key not in gone and (entry.value("quantity") is None or entry.value("quantity").number <= 0):
                yield breach("ledger-quantity", key)

    def _balances(self) -> Iterator[Breach]:
        for (key, unit), account in self._accounts.items():
            said = self._records.of("item")[key].value("quantity")
            if account.stock < 0:
                yield breach("ledger-more-out-than-in", key, account.entries)
            else:
                for stock in account.places.values():
                    if stock < 0:
                        yield breach("ledger-place", key, account.entries)
            if said and said.unit != unit:
                yield breach("ledger-units", key, account.entries)
            elif said and account.received > said.number:
                yield breach("ledger-more-than-expected", key, account.entries)

    def _twice(self) -> Iterator[Breach]:
        counted = {key for account in self._accounts.values() for key in account.entries}
        groups = defaultdict(list)
        for key, entry in self._records.of("ledger").items():
            who = entry.text("act") or entry.text("counterparty")
            if key in counted and entry.value("kind") == "handed-out" and who:
                what = entry.value("quantity")
                same = (entry.value("item"), what.unit, what.number, entry.value("date"), bool(entry.text("act")), who)
                groups[same].append(key)
        for same, keys in groups.items():
            if len(keys) > 1:
                yield breach("handed-out-twice", same[0], keys)

    def _statuses(self) -> Iterator[Breach]:
        lines = defaultdict(list)
        for line in self._records.of("item").values():
            if line.value("aid"):
                lines[line.value("aid")].append(line.id)
        for aid in self._records.of("aid").values():
            booked = [line for line in lines[aid.id] if self._of_line[line]]
            books = [account for line in booked for account in self._of_line[line]]
            if books and contradicts(aid.text("status"), books):
                yield breach("status-contradicts-ledger", aid.id, booked)

    def _payments(self) -> Iterator[Breach]:
        payments, agreements = self._records.of("money"), self._records.of("agreement")
        for key, payment in payments.items():
            if payment.value("kind") == "reversal":
                target = payments.get(payment.text("reverses"))
                if target is None or target.value("kind") == "reversal":
                    yield breach("money-unknown-reversal", key)
            elif payment.value("agreement") not in agreements:
                yield breach("money-unknown-agreement", key)

    def _agreements(self) -> Iterator[Breach]:
        payments, agreements = self._records.of("money"), self._records.of("agreement")
        gone = reversed_entries(payments)
        sums: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        causes = defaultdict(list)
        for key, payment in payments.items():
            kind, amount, agreement = payment.value("kind"), payment.value("amount"), payment.value("agreement")
            if kind == "reversal" or key in gone or agreement not in agreements:
                continue
            sums[agreement, amount.unit][kind] += amount.number
            causes[agreement, amount.unit].append(key)
        for (key, currency), by_kind in sums.items():
            agreed = agreements[key].value("amount")
            if agreed.unit != currency:
                yield breach("money-currency", key, causes[key, currency])
                continue
            for number in by_kind.values():
                if number > agreed.number:
                    yield breach("money-beyond-agreement", key, causes[key, currency])
            if by_kind["expenditure"] > by_kind["disbursement"] > 0:
                yield breach("money-beyond-disbursement", key, causes[key, currency])


def contradicts(status: str, books: list[Account]) -> bool:
    """Whether a status says something else than the books of the lines."""
    came = any(account.received for account in books)
    went = any(account.handed_out for account in books)
    if status in ("offered", "agreed", "on-the-way"):
        return came or went
    if status in ("partly-received", "received"):
        return went
    if status == "partly-handed-out":
        return not went
    return status in ("handed-out", "reported") and any(account.stock > 0 for account in books)
