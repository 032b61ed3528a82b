"""Ledger entries: what came, where it went, who got it, and what was entered wrongly."""

from ids import record_id
from rates import Errors
from relief import Aid, Line, quantity
from tables import Laptop, Year
from words import PLACES, RECIPIENTS
from world import day, later


class Journal:
    """Writes ledger entries, each with a number of its own, until there are as many as were asked for."""

    def __init__(self, year: Year, rng, errors: Errors, count: int) -> None:
        self.year, self.rng, self.errors = year, rng, errors
        self.left = count
        self._number = 0

    def enter(self, aid: Aid, line: Line, kind: str, amount: int, when: str, **more: str) -> str:
        """Enters one thing that happened, by the recipient; returns the entry's id, or an empty text."""
        if self.left == 0:
            return ""
        laptop, is_late = self._place(aid)
        if kind == "handed-out" and self.errors.strikes("late"):
            is_late, when = True, later(when, 90)
            self.errors.note("late", line.id)
        if kind != "reversal" and self.errors.strikes("no-quantity"):
            amount = -amount if self.rng.randrange(2) else 0
            self.errors.note("no-quantity", line.id)
        return self.write(laptop, 3 if is_late else 2, line, kind, amount, when, **more)

    def write(self, laptop: Laptop, round_number: int, line: Line, kind: str, amount: int | None, when: str,
              deed: str = "import", **more: str) -> str:
        """Writes one row."""
        if self.left == 0:
            return ""
        self.left -= 1
        self._number += 1
        note = f"{laptop.name}/{self._number:06d}"
        row = {"item": line.id, "kind": kind, "quantity": "" if amount is None else quantity(amount, line.unit),
               "date": when, "place": "", "to-place": "", "act": "", "counterparty": "", "reverses": "", "note": note}
        self.year.add(round_number, laptop.name, "ledger", row | more, deed)
        return record_id("ledger", note)

    def _place(self, aid: Aid) -> tuple[Laptop, bool]:
        """Who does the books, and whether only after the stick has brought what the other side entered."""
        recipient = aid.partnership.recipient
        return recipient, aid.laptop is not recipient

    def line(self, aid: Aid, line: Line) -> None:
        """Enters what happened with one line, as far as the aid has come."""
        if aid.stage < 3:
            return
        rng, errors = self.rng, self.errors
        rooms = PLACES[aid.partnership.recipient.country]
        when, room = later(aid.start, 30), rng.choice(rooms)
        came = line.thousandths if aid.stage > 3 else self._part(line, line.thousandths)
        if errors.strikes("more-in"):
            errors.note("more-in", line.id)
            came += line.thousandths // 4 + 1000
        act = f"А-{rng.randint(1, 999)}"
        entries = [self.enter(aid, line, "received", came, when, place=room, act=act)]
        stock = came
        if rng.randrange(12) == 0 and len(rooms) > 1:
            other = rng.choice([name for name in rooms if name != room])
            entries.append(self.enter(aid, line, "moved", came, later(when, 3), place=room, **{"to-place": other}))
            room = other
        if rng.randrange(25) == 0:
            part = self._part(line, stock) // 4 // 1000 * 1000
            if part:
                stock -= part
                entries.append(self.enter(aid, line, "written-off", part, later(when, 9), place=room, act="С-1"))
        line.room, line.stock = room, stock
        if aid.stage > 4:
            entries += self.hand_out(aid, line)
        self.take_back(aid, line, [entry for entry in entries if entry])

    def hand_out(self, aid: Aid, line: Line) -> list[str]:
        """Hands a line out in one to four parts: all of it, where the aid was handed out."""
        rng, errors, entries = self.rng, self.errors, []
        parts = rng.randint(1, 4)
        if errors.strikes("more-out"):
            errors.note("more-out", line.id)
            line.stock += 2000
        for number in range(parts):
            is_last = number == parts - 1 and aid.stage > 5
            part = line.stock if is_last else self._part(line, line.stock) // parts // 1000 * 1000
            if part <= 0:
                continue
            line.stock -= part
            when, act = later(aid.start, 33 + rng.randint(0, 20)), f"В-{rng.randint(1, 9999)}"
            more = {"place": line.room, "act": act, "counterparty": rng.choice(RECIPIENTS)}
            if errors.strikes("wrong-place"):
                errors.note("wrong-place", line.id)
                more["place"] = "не той склад"
            if rng.randrange(15) == 0:
                more["act"] = ""
            entries.append(self.enter(aid, line, "handed-out", part, when, **more))
            if errors.strikes("twice"):
                errors.note("twice", line.id)
                entries.append(self.enter(aid, line, "handed-out", part, when, **more))
            if rng.randrange(30) == 0:
                self.enter(aid, line, "returned", 1000, later(when, 5), place=line.room)
        return entries

    def take_back(self, aid: Aid, line: Line, entries: list[str]) -> None:
        """Reverses or withdraws some entries in the round after they have come to both sides."""
        rng, errors = self.rng, self.errors
        for entry in entries:
            if errors.strikes("withdrawn-entry"):
                errors.note("withdrawn-entry", entry)
                self.year.add(4, aid.partnership.recipient.name, "ledger", {"id": entry, "why": "двічі"}, "withdraw")
            if not errors.strikes("reversal"):
                continue
            errors.note("reversal", entry)
            when, case = day(rng, 200, 364), rng.randrange(20)
            reverser = self.write(aid.partnership.recipient, 4, line, "reversal", None, when, reverses=entry)
            if case == 0:
                self.write(aid.partnership.donor, 4, line, "reversal", None, when, reverses=entry)
            elif case == 1 and reverser:
                # In a second table: a row cannot refer to another of the same table.
                self.write(aid.partnership.recipient, 4, line, "reversal", None, when, "update", reverses=reverser)

    def _part(self, line: Line, thousandths: int) -> int:
        """A part of a quantity, in whole units or in the line's fractions."""
        step = 10 ** (3 - line.decimals)
        return max(step, self.rng.randint(1, max(1, thousandths // step)) * step)


def keep_books(year: Year, rng, errors: Errors, all_aid: list[Aid], count: int) -> None:
    """Enters so many ledger entries: the lines' stories, then hand-outs of what may still be there."""
    journal = Journal(year, rng, errors, count)
    lines = [(aid, line) for aid in all_aid for line in aid.lines]
    rng.shuffle(lines)
    for aid, line in lines:
        if journal.left:
            journal.line(aid, line)
    far = [(aid, line) for aid, line in lines if aid.stage == 5 and line.stock >= 1000]
    while journal.left and far:
        place = rng.randrange(len(far))
        aid, line = far[place]
        part = 10 ** (3 - line.decimals)
        line.stock -= part
        if line.stock < part:
            far[place] = far[-1]
            far.pop()
        journal.enter(aid, line, "handed-out", part, later(aid.start, rng.randint(60, 110)), place=line.room,
                      act=f"В-{rng.randint(1, 99999)}", counterparty=rng.choice(RECIPIENTS))
    if journal.left:
        raise SystemExit(f"generate: error: so little aid has no {count} ledger entries; ask for fewer")
