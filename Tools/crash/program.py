"""The program and a small town: a centre, an office, a stick between them."""

import json
import os
import select
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and what it said."""

    code: int
    output: str
    errors: str


class Server:
    """The program, started once up to its `main`, and forked for each command; see SERVER in `start.c`."""

    def __init__(self, program: Path, library: Path, folder: Path) -> None:
        self.program = program
        self.folder = folder / "server"
        self.folder.mkdir()
        self.process = subprocess.Popen(
            [program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env=dict(os.environ, LC_ALL="C.UTF-8", LD_PRELOAD=str(library), CRASH_SERVER="1",
                     SWIFT_DETERMINISTIC_HASHING="1"))

    def run(self, words: list[str], text: str, environment: dict[str, str]) -> Outcome:
        """Runs a command to whatever end."""
        files = [self.folder / name for name in ("in", "out", "err")]
        files[0].write_text(text)
        settings = [f"{name}={value}" for name, value in environment.items()]
        parts = [*map(str, files), str(len(settings)), *settings, *words]
        message = b"".join(part.encode() + b"\0" for part in parts)
        self.process.stdin.write(struct.pack("=I", len(message)) + message)
        self.process.stdin.flush()
        if not select.select([self.process.stdout], [], [], 60)[0]:
            raise SystemExit(f"points: error: {words} did not end within 60 seconds")
        status = struct.unpack("=i", self.process.stdout.read(4))[0]
        return Outcome(os.waitstatus_to_exitcode(status), *(file.read_text() for file in files[1:]))

    def close(self) -> None:
        """Ends it."""
        self.process.stdin.close()
        self.process.wait()


class Laptop:
    """A home and the person who works with it."""

    def __init__(self, town: "Town", name: str) -> None:
        self.town = town
        self.home = town.folder / name

    def outcome(self, *words: object, text: str = "", environment: dict | None = None) -> Outcome:
        """Runs a command to whatever end."""
        self.town.chance += 1
        return self.town.server.run(
            [str(self.town.server.program), "--home", str(self.home), *map(str, words)], text,
            {"CRASH_CHANCE": str(self.town.chance), **(environment or {})})

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

    def __init__(self, server: Server, top: Path) -> None:
        self.server, self.top = server, top
        # What the next command's chance and clock follow from: equal numbers, equal bytes.
        self.chance = 0
        # What is in the folder is interrupted; what is beside it stays as it is.
        self.folder = top / "live"
        self.folder.mkdir(parents=True)
        self.stick = self.folder / "stick"
        self.stick.mkdir()
        # Where commands write files.
        self.out = self.folder / "out"
        self.out.mkdir()
        # Where commands read files.
        self.inbox = self.folder / "inbox"
        self.inbox.mkdir()
        self.scan = self.inbox / "scan.pdf"
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
