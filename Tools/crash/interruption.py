"""A scene that is interrupted at every step and in every way, and what must hold afterwards."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from disk import Disk, Place, Step, digest_of, found_in, steps_of
from program import Laptop, Outcome, Server, Town
from scenes import Scene, command

# What a run's chance and clock follow from; see `Town.chance`.
COMMAND, LOOK, AGAIN = 10_000, 20_000, 30_000
# How one step fails, by its kind.
WAYS = {"w": ["no space", "half a write"], "c": ["no space"], "d": ["no space"], "l": ["no space"]}
CODES = {"no space": "enospc", "half a write": "short", "error": "eio", "full": "full", "read-only": "readonly",
         "share read-only": "readonly"}


class Found(NamedTuple):
    """What tells whether a home is sound, exit codes; and what is in it, the digest of its records."""

    codes: tuple[int, ...]
    digest: str


class Verdict(NamedTuple):
    """What was found in a state, how giving the command again ended, and what was wrong then."""

    found: Found
    again: Outcome
    problem: str


class Result(NamedTuple):
    """How often a scene was interrupted in which way, and what must not be."""

    name: str
    counts: Counter
    problems: list[str]


class Interruption:
    """A scene, recorded once, and the states in which it can leave the disk."""

    def __init__(self, name: str, scene: Scene, server: Server, top: Path) -> None:
        self.name, self.scene = name, scene
        self.town = Town(server, top)
        self.live = self.town.folder
        self.share = self.live / scene.share if scene.share else None
        self.laptop = {"centre": self.town.centre, "office": self.town.office}.get(scene.who)
        if self.laptop is None:
            self.laptop = Laptop(self.town, "new")
        self.counts: Counter = Counter()
        self.problems: list[str] = []
        # What was found in states that were looked at, by their contents.
        self.founds: dict[bytes, tuple[Found, bytes]] = {}
        self.agains: dict[bytes, tuple[Outcome, str]] = {}
        scene.prepare(self.town)
        self.words = scene.words(self.town)
        if command(name) not in " ".join(map(str, self.words)):
            raise SystemExit(f"points: error: the scene {name} is not of the command '{command(name)}'")
        self.before = self.found()
        self.start = found_in(self.live)
        self.place = Place(self.live, top / "aside")
        self.place.note()
        first = self.recorded(top / "first-log")
        self.after = self.found()
        self.place.lay_out(self.start)
        self.disk = Disk(self.live)
        self.steps = self.recorded(top / "log")
        self.place.note()
        self.left = self.shared(found_in(self.live))
        # States are looked at once, and steps are failed by their number: nothing may depend on chance.
        if self.told_apart(first) != self.told_apart(self.steps):
            raise SystemExit(f"points: error: {name} takes other steps when it is run again")
        self.looks = sum(step.kind == "k" for step in self.steps)
        self.steps = [step for step in self.steps if step.kind != "k"]

    def shared(self, contents: dict) -> dict:
        """What of some contents is in the shared folder."""
        return {path: data for path, data in contents.items() if self.share and f"{path}/".startswith(f"{self.share}/")}

    def told_apart(self, steps: list[Step]) -> list[tuple]:
        """The steps without what differs from file to file; a new home notes which folder it is."""
        return [(step.kind, step.offset, step.one, step.two, step.data if self.scene.who != "new" else len(step.data))
                for step in steps if step.kind != "o"]

    def recorded(self, log: Path) -> list[Step]:
        """Runs the command and records its steps."""
        outcome = self.run(CRASH_LOG=str(log))
        if outcome.code not in self.scene.ends:
            raise SystemExit(f"points: error: {self.name} ended with {outcome.code}: {outcome.errors}")
        return steps_of(log)

    def run(self, **environment: str) -> Outcome:
        """Runs the command, watched."""
        self.town.chance = COMMAND
        environment |= {"CRASH_ROOTS": str(self.live)} | ({"CRASH_SHARE": str(self.share)} if self.share else {})
        return self.laptop.outcome(*self.words, text=self.scene.text, environment=environment)

    def result(self) -> Result:
        """Interrupts the scene everywhere."""
        self.crash_everywhere()
        self.fail_everywhere()
        expected = ["crash", "error", "no space", "half a write", "full", "read-only"]
        expected += ["share gone"] if self.share else []
        expected += ["share read-only"] if self.share and self.scene.share != "inbox" else []
        if not self.counts["part"] + self.counts["part, the same as another"]:
            self.fail("everywhere", "not once: part")
        for kind in expected:
            if not self.counts[kind]:
                self.fail("everywhere", f"not once: {kind}")
        return Result(self.name, self.counts, self.problems)

    def fail(self, where: str, what: str) -> None:
        """Notes what must not be."""
        self.problems.append(f"{self.name}: {where}: {what}")

    # What is found, and what comes of it.

    def found(self) -> Found:
        """Looks at the home."""
        self.town.chance = LOOK
        if self.scene.who == "new":
            return Found((self.laptop.outcome("status").code,), "")
        doctor, digest = self.laptop.outcome("doctor"), self.laptop.outcome("digest")
        return Found((digest.code, doctor.code), digest.output.strip())

    def given_again(self) -> tuple[Outcome, str]:
        """Gives the command again; tells how it ended, and what was wrong afterwards."""
        self.town.chance = AGAIN
        again, problem = self.laptop.outcome(*self.words, text=self.scene.text), ""
        if self.scene.who == "new" and self.laptop.outcome("status").code != 0:
            problem = "there is no home after the second try"
        if not self.scene.is_whole:
            self.town.meet()
            ends = {laptop.outcome("digest").output for laptop in (self.town.centre, self.town.office)}
            problem = f"the laptops do not agree: {ends}" if len(ends) != 1 else ""
        return again, problem

    def verdict(self) -> Verdict:
        """Looks at the home and gives the command again; of equal states at one.

        That is as good as looking at each, since what a command does follows from what is on the disk.
        """
        state = digest_of(found_in(self.live))
        if state not in self.founds:
            found = self.found()
            opened = digest_of(found_in(self.live))
            self.founds[state] = found, opened
            if opened not in self.agains:
                self.agains[opened] = self.given_again()
        found, opened = self.founds[state]
        return Verdict(found, *self.agains[opened])

    def expect_sound(self, where: str, is_confirmed: bool) -> None:
        """The home is as before the command or as after it, and the command can be given again."""
        found, again, problem = self.verdict()
        if is_confirmed and self.scene.is_whole and found != self.after:
            self.fail(where, f"what was confirmed is gone: {found} instead of {self.after}")
        elif self.scene.is_whole and found not in (self.before, self.after):
            self.fail(where, f"neither as before nor as after: {found}, {self.before}, {self.after}")
        elif not self.scene.is_whole and found.codes not in (self.before.codes, self.after.codes):
            self.fail(where, f"not sound: {found}")
        if again.code not in self.scene.ends + self.scene.again:
            self.fail(where, f"the second try ended with {again.code}: {again.errors.strip()}")
        elif problem:
            self.fail(where, problem)

    # Loss of power.

    def crash_everywhere(self) -> None:
        """Looks at every state in which a loss of power can leave the disk."""
        seen: set = set()
        parts: set = set()
        told = next((place for place, step in enumerate(self.steps) if step.kind == "o"), len(self.steps))
        for place in range(len(self.steps) + 1):
            is_confirmed = place > told or place == len(self.steps)
            for kind, variant, contents in self.disk.states():
                if kind == "part":
                    parts.add(frozenset(contents.items()))
                self.look(place, kind, variant, contents, seen, is_confirmed)
            if place == len(self.steps):
                break
            step = self.steps[place]
            if step.kind == "w" and len(step.data) > 1:
                self.disk.take(step._replace(data=step.data[:len(step.data) // 2]))
                self.look(place, "crash", "half a write", self.disk.contents(self.disk.names, -1), seen, place > told)
                self.disk.inodes[step.inode].take_back()
            for variant, contents in self.disk.reordered(step):
                self.look(place, "lost write", variant, contents, seen, False)
            if step.kind != "o":
                self.disk.take(step)
        # With one file at a time in writing, these are states in which the power failed earlier.
        self.counts["part, the same as another"] = len(parts) - self.counts["part"]

    def look(self, place: int, kind: str, variant: str, contents: dict, seen: set, is_confirmed: bool) -> None:
        """Starts the program on one state, and tries the command again."""
        state = (frozenset(contents.items()), is_confirmed)
        if state in seen:
            return
        seen.add(state)
        self.counts[kind] += 1
        self.place.lay_out(contents)
        # What a sync removes there may come back; what it has written must stay.
        if is_confirmed and not self.left.items() <= self.shared(contents).items():
            self.fail(f"after step {place}, {variant}", "what was written to the shared folder is gone")
        self.expect_sound(f"after step {place} ({self.steps[place - 1] if place else 'none'}), {variant}", is_confirmed)

    # Disks that fail.

    def fail_everywhere(self) -> None:
        """Lets every step fail, as a full or broken disk does, and every step from one on."""
        steps = [step for step in self.steps if step.kind != "o"]
        for number, step in enumerate(steps):
            for way in WAYS.get(step.kind, ["error"]):
                self.break_at(way, step, CRASH_FAIL=f"{number}:{CODES[way]}")
            # What needs no room does not fail, and the next that does has its turn.
            if step.kind in WAYS:
                self.break_at("full", step, CRASH_FAIL=f"{number}:full")
            self.break_at("read-only", step, CRASH_FAIL=f"{number}:readonly")
        if not self.share:
            return
        for number, step in enumerate(step for step in steps if self.is_shared(step)):
            self.break_at("share read-only", step, CRASH_FAIL=f"{number}:readonly", CRASH_ONLY="share")
        for number in range(self.looks):
            self.break_at("share gone", f"look {number}", CRASH_GONE=str(number))

    def is_shared(self, step: Step) -> bool:
        """Whether a step is below the shared folder."""
        return f"{step.two or step.one}/".startswith(f"{self.share}/")

    def break_at(self, way: str, step: Step | str, **environment: str) -> None:
        """Runs the command on a disk that fails, and looks what comes of it."""
        self.counts[way] += 1
        self.place.lay_out(self.start)
        outcome = self.run(**environment)
        if self.share and not self.share.exists():
            # It is plugged in again.
            self.share.with_name(f"{self.share.name}.gone").rename(self.share)
        where = f"{way} at {step}, {' '.join(environment.values())}"
        if outcome.code in self.scene.ends or (outcome.code == 10 and self.scene.is_whole):
            self.expect_done(where)
            return
        if outcome.code not in (5, 9, 10):
            self.fail(where, f"exit code {outcome.code}: {outcome.errors.strip()}")
        errors = [line for line in outcome.errors.splitlines() if line.startswith("pobratym: error: ")]
        if len(errors) != (outcome.code != 10):
            self.fail(where, f"{len(errors)} lines of errors: {outcome.errors.strip()}")
        self.expect_sound(where, False)

    def expect_done(self, where: str) -> None:
        """The command has done its work."""
        found = self.verdict().found
        if found.codes != self.after.codes or (self.before != self.after and found == self.before):
            self.fail(where, f"it said that all was done: {found} instead of {self.after}")
