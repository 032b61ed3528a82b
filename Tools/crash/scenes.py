"""The commands that are interrupted, each with what was there before, and what must hold afterwards."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from program import Laptop, Town

PARTNERSHIP = "Duisburg – Kryvyi Rih"


@dataclass(frozen=True)
class Scene:
    """A command and its circumstances."""

    # Who runs it: 'centre' or 'office'.
    who: str
    # Its words; the town tells paths and ids.
    words: Callable[[Town], list]
    # What was done before, beyond what every town has.
    prepare: Callable[[Town], None] = lambda town: None
    # What a second try may end with, beside 0.
    again: tuple[int, ...] = ()
    # Whether it does all or nothing; a sync takes in one bundle after the other, a release is first said, then signed.
    is_whole: bool = True
    # Given on the standard input.
    text: str = ""
    # What it may end with when nothing goes wrong.
    ends: tuple[int, ...] = (0,)
    # The shared folder or stick that it writes to or, where that is 'inbox', only reads: a folder of the town.
    share: str = ""


def edit_apart(town: Town) -> None:
    """Both change one field, and the stick goes round."""
    town.office.run("set", town.item, "quantity=11 H87")
    town.centre.run("set", town.item, "quantity=10 H87")
    town.meet()


def write_at_the_centre(town: Town) -> None:
    """The centre has something new on the stick."""
    table(town, 40)
    town.centre.run("import", town.inbox / "table.csv", "--type", "relation", "--accept")
    town.centre.run("set", town.item, "name=Generator, red")
    town.centre.run("sync", town.stick)


def write_at_the_office(town: Town) -> None:
    """The office has something new, which is not on the stick yet."""
    town.office.run("set", town.item, "name=Generator, red")
    town.office.run("new", "document", f"partnership={PARTNERSHIP}", "title=Act", f"file=@{town.scan}")


def table(town: Town, rows: int) -> Path:
    """A table of relations."""
    path = town.inbox / "table.csv"
    path.write_text("a,name-a,b,name-b\n" + "".join(f"Q{n},Town {n},Q{n + 900},Stadt {n}\n" for n in range(rows)))
    return path


def bring_mail(town: Town) -> None:
    """A letter from the centre lies there."""
    town.centre.run("set", town.item, "name=Generator, red")
    town.centre.run("bundle", "write", town.inbox / "letter")


def set_aside(town: Town) -> None:
    """A retired laptop has written, and that is set aside at the centre."""
    laptop = town.laptop("third", "DE/Essen", "Uwe")
    town.admit(laptop)
    town.centre.run("bundle", "write", town.top / "in", "--for", laptop.device, "--all")
    laptop.run("bundle", "read", town.top / "in")
    laptop.run("new", "office", "code=DE/Essen", "name=Essen")
    town.centre.run("retire", laptop.device, "--why", "stolen")
    laptop.run("bundle", "write", town.top / "out", "--plain")
    town.centre.run("bundle", "read", town.top / "out", ends=(10,))


def aside(town: Town) -> str:
    """The segment that is set aside."""
    return json.loads(town.centre.run("quarantine", "list", "--json"))["segments"][0]["hash"]


def double(town: Town) -> list[str]:
    """Two aid entries of one thing."""
    ids = json.loads(town.office.run("list", "aid", "--where", "title=Blankets", "--json"))["records"]
    return [record["id"] for record in ids]


def enter_twice(town: Town) -> None:
    """Enters one thing twice."""
    for _ in range(2):
        town.office.run("new", "aid", f"partnership={PARTNERSHIP}", "title=Blankets", "kind=goods")


def attach(town: Town) -> None:
    """A document with a file."""
    town.office.run("new", "document", f"partnership={PARTNERSHIP}", "title=Act", f"file=@{town.scan}")


def attached(town: Town) -> str:
    """The attachment's id."""
    return json.loads(town.office.run("attachments", "--json"))["attachments"][0]["id"]


def break_a_rule(town: Town) -> None:
    """More is handed out than was received."""
    town.office.run("new", "ledger", f"item={town.item}", "kind=handed-out", "quantity=1 H87", "date=2023-03-01")


def broken(town: Town) -> str:
    """The digits of a violation."""
    return json.loads(town.office.run("violations", "--json"))["violations"][0]["token"]


def back_up(town: Town) -> None:
    """A backup, and something later."""
    town.office.run("backup", town.inbox / "backup")
    town.office.run("set", town.item, "name=Generator, red")


def withdraw(town: Town) -> None:
    """A record was withdrawn."""
    town.office.run("void", town.item, "--why", "twice")


def ask(town: Town) -> None:
    """A laptop's request has come."""
    town.laptop("third", "DE/Essen", "Uwe").run("admit", "request", town.inbox / "request")


def fingerprint(town: Town) -> str:
    """The digits that the laptop's person reads out."""
    return json.loads(Laptop(town, "third").run("status", "--json"))["fingerprint"]


def erase_store(town: Town) -> None:
    """The store's file is damaged, and a backup is there."""
    town.office.run("backup", town.inbox / "backup")
    (town.office.home / "store.sqlite").write_bytes(b"rubbish")


SCENES = {
    "init": Scene("new", lambda town: ["init", "--network", town.network, "--office", "DE/Essen", "--label", "x",
                                       "--person", "Uwe"], again=(9,)),
    "init-centre": Scene("new", lambda town: ["init", "--centre", "--office", "DE/Essen", "--label", "x", "--person",
                                              "Uwe"], again=(9,)),
    "new": Scene("office", lambda town: ["new", "aid", f"partnership={PARTNERSHIP}", "title=Stoves", "kind=goods"]),
    "new-with-file": Scene("office", lambda town: ["new", "document", f"partnership={PARTNERSHIP}", "title=Act",
                                                   f"file=@{town.scan}"], share="inbox"),
    "set": Scene("office", lambda town: ["set", town.item, "quantity=11 H87"]),
    "add": Scene("office", lambda town: ["add", town.aid, "tags=winter"]),
    "remove": Scene("office", lambda town: ["remove", town.aid, "tags=winter"],
                    lambda town: town.office.run("add", town.aid, "tags=winter"), again=(4,)),
    "checklist": Scene("office", lambda town: ["checklist", PARTNERSHIP, "--add"]),
    "import": Scene("office", lambda town: ["import", table(town, 60), "--type", "relation", "--accept", "--save",
                                            "List"], share="inbox"),
    "void": Scene("office", lambda town: ["void", town.item, "--why", "twice"], again=(4,)),
    "reinstate": Scene("office", lambda town: ["reinstate", town.item, "--why", "once"], withdraw, again=(4,)),
    "resolve": Scene("office", lambda town: ["resolve", town.item, "quantity", "--take", "1", "--why", "counted"],
                     edit_apart, again=(4,)),
    "accept": Scene("office", lambda town: ["accept", broken(town), "--why", "seen"], break_a_rule),
    "same": Scene("office", lambda town: ["same", *double(town), "--why", "one convoy"], enter_twice),
    "sync-writes": Scene("office", lambda town: ["sync", town.stick], write_at_the_office, is_whole=False, share="stick"),
    "sync-reads": Scene("office", lambda town: ["sync", town.stick], write_at_the_centre, is_whole=False, share="stick"),
    "bundle-write": Scene("office", lambda town: ["bundle", "write", town.out / "letter", "--all"], again=(5,), share="out"),
    "bundle-read": Scene("office", lambda town: ["bundle", "read", town.inbox / "letter"], bring_mail, share="inbox"),
    "admit": Scene("centre", lambda town: ["admit", town.inbox / "request", "--role", "clerk", "--fingerprint",
                                           fingerprint(town)], ask, share="inbox"),
    "retire": Scene("centre", lambda town: ["retire", town.office.device, "--why", "stolen"], again=(12,)),
    "release": Scene("centre", lambda town: ["quarantine", "release", aside(town), "--why", "before the theft"],
                     set_aside, again=(4,), is_whole=False),
    "drop": Scene("centre", lambda town: ["quarantine", "drop", aside(town), "--why", "forged"], set_aside,
                  again=(4,)),
    "erase": Scene("office", lambda town: ["erase", attached(town), "--why", "personal"], attach, again=(4,)),
    "admit-request": Scene("office", lambda town: ["admit", "request", town.out / "request"], again=(5,), share="out"),
    "bundle-open": Scene("office", lambda town: ["bundle", "open", town.inbox / "letter", town.out / "plain"], bring_mail,
                         again=(5,), share="out"),
    "attachment-save": Scene("office", lambda town: ["attachment", "save", attached(town), town.out / "scan"],
                             attach, again=(5,), share="out"),
    "passphrase": Scene("office", lambda town: ["--passphrase-fd", "0", "passphrase", "--new-fd", "0"],
                        text="a long enough passphrase\n" * 2),
    "renew": Scene("office", lambda town: ["renew"], again=(12,)),
    "backup": Scene("office", lambda town: ["backup", town.out / "backup"], again=(5,), share="out"),
    "restore": Scene("office", lambda town: ["restore", town.inbox / "backup"], back_up, ends=(0, 10), is_whole=False, share="inbox"),
    # Between the damaged store and the new one there is none, and the home says so.
    "restore-damaged": Scene("office", lambda town: ["restore", town.inbox / "backup"], erase_store, ends=(0, 10),
                             is_whole=False, share="inbox"),
    "rebuild": Scene("office", lambda town: ["rebuild"]),
    "export": Scene("office", lambda town: ["export", "aid", town.out / "aid.csv"], again=(5,), share="out"),
    "report": Scene("office", lambda town: ["report", "totals", "--format", "xlsx", "--output",
                                            town.out / "totals.xlsx"], again=(5,), share="out"),
}

# The command of a scene, where that is not its name.
COMMANDS = {
    "init-centre": "init", "new-with-file": "new", "sync-writes": "sync", "sync-reads": "sync",
    "release": "quarantine release", "drop": "quarantine drop", "restore-damaged": "restore",
}


def command(name: str) -> str:
    """Returns the command that a scene interrupts."""
    return COMMANDS.get(name, name.replace("-", " "))
