"""What `report stock` must say: the books of every line by a day, what each place holds, and every hand-out."""

from decimal import localcontext

from counting import accounts, plain
from merged import Records


class Stock:
    """The sections, each a table of rows by figure, in the order in which they stand."""

    def __init__(self, records: Records, day: str) -> None:
        self._records = records
        with localcontext() as context:
            context.prec = 60
            self._accounts = accounts(records, day)
            self.sections = {"items": self._items(), "places": self._places(), "hand-outs": self._hand_outs()}

    def _title(self, record_type: str, key: str | None) -> str:
        record = self._records.of(record_type).get(key or "")
        return record.text("title") if record else ""

    def _line(self, key: str) -> str:
        return self._records.of("item")[key].text("name")

    def _items(self) -> dict[str, dict]:
        rows = {}
        for (key, unit), account in self._accounts.items():
            line = self._records.of("item")[key]
            aid = self._records.of("aid").get(line.value("aid") or "")
            said = line.value("quantity")
            rows[f"items/{key}/{unit}"] = {
                "partnership": self._title("partnership", aid.value("partnership") if aid else None),
                "aid": aid.text("title") if aid else "", "item": line.text("name"), "unit": unit,
                "expected": plain(said.number) if said and said.unit == unit else None,
                "received": plain(account.received), "handed-out": plain(account.handed_out),
                "returned": plain(account.returned), "written-off": plain(account.written_off),
                "stock": plain(account.stock)}
        return in_order(rows, "partnership", "aid", "item", "unit")

    def _places(self) -> dict[str, dict]:
        rows = {f"places/{key}/{unit}/{place}": {"place": place, "item": self._line(key), "unit": unit,
                                                 "stock": plain(stock)}
                for (key, unit), account in self._accounts.items()
                for place, stock in account.places.items() if place}
        return in_order(rows, "place", "item", "unit")

    def _hand_outs(self) -> dict[str, dict]:
        rows = {}
        for (line, unit), account in self._accounts.items():
            for key in account.entries:
                entry = self._records.of("ledger")[key]
                if entry.value("kind") == "handed-out":
                    rows[f"hand-outs/{key}"] = {
                        "date": entry.text("date"), "act": entry.text("act"), "recipient": entry.text("counterparty"),
                        "item": self._line(line), "quantity": plain(entry.value("quantity").number), "unit": unit}
        return in_order(rows, "date", "act")


def in_order(rows: dict[str, dict], *names: str) -> dict[str, dict]:
    """Sorts rows by what some columns say, then by the id in their figure."""
    return dict(sorted(rows.items(), key=lambda pair: ([pair[1][name] for name in names], pair[0])))
