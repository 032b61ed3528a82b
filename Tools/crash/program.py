"""The program and a small town: a centre, an office, a stick between them."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and what it said."""

    code: int
    output: str
    errors: str


class Laptop:
    """A home and the person who works with it."""

    def __init__(self, town: "Town", name: str) -> None:
        self.town = town
        self.home = town.folder / name

    def outcome(self, *words: object, text: str = "", environment: dict | None = None) -> Outcome:
        """Runs a command to whatever end."""
        done = subprocess.run(
            [self.town.program, "--home", self.home, *map(str, words)], input=text, capture_output=True, text=True,
            env=dict(os.environ, LC_ALL="C.UTF-8", **(environment or {})), timeout=60)
        return Outcome(done.returncode, done.stdout, done.stderr)

    def run(self, *words: object, ends: tuple[int, ...] = (0,)) -> str:
        """Runs a command that must end well; returns what it printed."""
        outcome = self.outcome(*words)
        if outcome.code not in ends:
            raise SystemExit(f"points: error: {words} ended with {outcome.code}: {outcome.errors}")
        return outcome.output.strip()

    @property
    def device(self) -> str:
        """The device's id."""
        return json.loads(self.run("status", "--json"))["device"]


class Town:
    """A centre and an office that know a partnership, and the folder in which all of it is."""

    def __init__(self, program: Path, top: Path) -> None:
        self.program, self.top = program, top
        # What is in the folder is interrupted; what is beside it stays as it is.
        self.folder = top / "live"
        self.folder.mkdir(parents=True)
        self.stick = self.folder / "stick"
        self.stick.mkdir()
        # Where commands write files.
        self.out = self.folder / "out"
        self.out.mkdir()
        self.scan = top / "scan.pdf"
        self.scan.write_bytes(bytes(range(256)) * 40)
        self.centre, self.office = Laptop(self, "centre"), Laptop(self, "office")
        self.centre.run("init", "--centre", "--office", "UA/Centre", "--label", "Centre", "--person", "Olena")
        self.network = json.loads(self.centre.run("status", "--json"))["network"]
        self.laptop("office", "DE/Duisburg", "Greta")
        self.admit(self.office)
        self.meet()
        self.office.run("new", "partnership", "title=Duisburg – Kryvyi Rih", "parties=DE/Duisburg")
        self.aid = self.office.run("new", "aid", "partnership=Duisburg – Kryvyi Rih", "title=Generators",
                                   "kind=equipment")
        self.item = self.office.run("new", "item", f"aid={self.aid}", "name=Generator", "quantity=12 H87")
        self.meet()

    def laptop(self, name: str, office: str, person: str) -> Laptop:
        """Makes a home."""
        laptop = Laptop(self, name)
        laptop.run("init", "--network", self.network, "--office", office, "--label", name, "--person", person)
        return laptop

    def admit(self, laptop: Laptop) -> None:
        """The centre admits a laptop as an officer's."""
        request = self.top / f"request-{laptop.home.name}"
        digits = json.loads(laptop.run("admit", "request", request, "--json"))["fingerprint"]
        self.centre.run("admit", request, "--role", "officer", "--fingerprint", digits)

    def meet(self) -> None:
        """The stick goes round until both have everything."""
        for laptop in (self.centre, self.office, self.centre, self.office):
            laptop.run("sync", self.stick, ends=(0, 10))
