"""Runs the peers on one size of the workload.

Rounds are interleaved: in each, every peer does a stage once before the next stage begins, since the machine drifts.
Which peer is the first goes round. A peer that fails is left out from then on, by name and with the reason.
"""
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peers import FLOOR, OURS, Entry
from snapshots import remove, restore

STAGE = Path(__file__).resolve().parent / "stage.py"
STOP_SECONDS = 30    # how long a stage that takes too long has for stopping its server
SHORT = ("start", "show", "edit")    # what only we have and is measured of very many operations too
GROWTH = (OURS, FLOOR)    # the peers whose delta of a fixed size is measured too

Figures = dict[str, Any]


class Failed(Exception):
    """A stage of a peer failed; the text says why, in one line."""


@dataclass(frozen=True)
class Means:
    """What all sizes are run with."""

    python: str
    environment: dict[str, str]
    runs: int
    limit_seconds: int
    is_brief: bool = False    # whether only what all peers have is measured, and what is to stay short


def say(text: str) -> None:
    """Tells on standard error what goes on."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


class Contestant:
    """A peer at work in its folder."""

    def __init__(self, entry: Entry, means: Means, data: Path, work: Path) -> None:
        self.entry, self.means, self.data, self.work = entry, means, data, work
        remove(work)
        work.mkdir(parents=True)
        work.chmod(0o755)    # another user's server may have its store in it
        told = self.stage("version")
        self.absent, self.own = told["absent"], told["own"]
        self.figures: Figures = {"version": told["version"], "unit": told["unit"], "once": {}, "rounds": {}}

    def stage(self, name: str, data: Path | None = None, *options: str) -> Figures:
        """Runs a stage as a process of its own; raises `Failed`."""
        command = [self.means.python, STAGE, self.entry.name, name, data or self.data, self.work, *options]
        # Nothing inherits our memory's peak: the stage reads its own figure, and programs are started by a small one.
        process = subprocess.Popen(command, env=self.means.environment, text=True, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            output, errors = process.communicate(timeout=self.means.limit_seconds)
        except subprocess.TimeoutExpired:
            raise Failed(f"{name} took more than {self.means.limit_seconds} s") from None
        finally:
            stop(process)
        if process.returncode != 0:
            reason = (errors.strip().splitlines() or ["no word of why"])[-1]
            raise Failed(reason if name == "version" else f"{name}: {reason}")
        return json.loads(output.strip().splitlines()[-1])

    def once(self, name: str, key: str | None = None, data: Path | None = None) -> None:
        """Runs a stage that is not repeated, and notes its figures."""
        self.figures["once"][key or name] = self.stage(name, data)

    def repeat(self, name: str, *options: str, key: str | None = None, data: Path | None = None) -> None:
        """Runs a stage that each round has, and adds its figures."""
        if name not in self.absent:
            self.figures["rounds"].setdefault(key or name, []).append(self.stage(name, data, *options))

    def restore(self, source: str, target: str) -> None:
        """Puts one of its folders back, or keeps it."""
        restore(self.work / source, self.work / target)


def stop(process: subprocess.Popen) -> None:
    """Ends a process that still runs, gently at first."""
    if process.poll() is None:
        process.terminate()
        try:
            process.communicate(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


class Size:
    """All peers on one size."""

    def __init__(self, operations: int, entries: list[Entry], means: Means, data: Path, work: Path) -> None:
        self.operations, self.means, self.data, self.work = operations, means, data, work
        self.skipped: dict[str, str] = {}
        self.unmeasured: dict[str, str] = {}
        self.contestants: list[Contestant] = []
        for entry in entries:
            self._admit(entry)
        self._done = list(self.contestants)

    def _admit(self, entry: Entry) -> None:
        if self.operations > entry.most:
            return self._skip(entry.name, f"takes too long with more than {entry.most:,} operations")
        try:
            self.contestants.append(Contestant(entry, self.means, self.data, self.work / entry.folder))
        except Failed as failure:
            self._skip(entry.name, str(failure))

    def _skip(self, name: str, reason: str) -> None:
        self.skipped[name] = reason
        say(f"{name} is not run: {reason}")

    def _all(self, what: str, action: Callable[[Contestant], None], first: int = 0) -> None:
        """Has every peer do something, one after the other; who fails is left out from then on."""
        say(f"{self.operations:,} operations: {what}")
        first %= max(1, len(self.contestants))
        for contestant in self.contestants[first:] + self.contestants[:first]:
            try:
                action(contestant)
            except Failed as failure:
                self.contestants.remove(contestant)
                self._skip(contestant.entry.name, str(failure))

    def run(self) -> Figures:
        """Runs everything and returns all raw figures."""
        self._all("making stores and edits", self._prepare)
        for number in range(self.means.runs):
            name = f"round {number + 1} of {self.means.runs}"
            self._all(f"{name}: consolidation", lambda one: self._consolidate(one, number), number)
            if number == 0:
                if not self.means.is_brief:
                    self._all("deltas of a fixed size", self._fixed_deltas)
                self._all("writing the delta", lambda one: one.once("delta_author"))
            self._all(f"{name}: delta", self._delta, number)
            self._all(f"{name}: newcomer", self._boot, number)
            self._all(f"{name}: what only we have", self._own, number)
        for contestant in self._done:
            remove(contestant.work)
        peers = {one.entry.name: one.figures for one in self._done if one.entry.name not in self.skipped}
        return {"operations": self.operations, "workload": json.loads((self.data / "meta.json").read_text()),
                "peers": peers, "skipped": self.skipped, "unmeasured": self.unmeasured}

    def _prepare(self, one: Contestant) -> None:
        one.once("seed")
        if (one.work / "run").exists():
            one.restore("run", "seeded")
        one.once("author")

    def _consolidate(self, one: Contestant, number: int) -> None:
        if one.entry.name == OURS and not self.means.is_brief:
            one.restore("seeded", "run")
            self._try(one, "stages")
        if (one.work / "seeded").exists():
            one.restore("seeded", "run")
        one.repeat("consolidate", *(["--check"] if number == 0 else []))
        if number == 0 and (one.work / "run").exists():
            one.restore("run", "merged")
        if "again" in one.own:
            self._try(one, "again")

    def _fixed_deltas(self, one: Contestant) -> None:
        """Rounds of a delta that is as large whatever the store is; afterwards all is as before."""
        if one.entry.name not in GROWTH:
            return
        fixed, kept = self.data / "fixed", [name for name in ("laptops", "ex") if (one.work / name).exists()]
        for name in kept:
            one.restore(name, f"kept-{name}")
        one.once("delta_author", "fixed_author", fixed)
        for _ in range(self.means.runs):
            one.restore("merged", "run")
            one.repeat("delta_apply", key="fixed_apply", data=fixed)
            one.repeat("delta_down", key="fixed_down", data=fixed)
        for name in kept:
            one.restore(f"kept-{name}", name)
            remove(one.work / f"kept-{name}")

    def _delta(self, one: Contestant) -> None:
        if (one.work / "merged").exists():
            one.restore("merged", "run")
        one.repeat("delta_apply")
        one.repeat("delta_down")

    def _boot(self, one: Contestant) -> None:
        one.repeat("boot_export")
        remove(one.work / "fresh")
        one.repeat("boot_import")

    def _own(self, one: Contestant) -> None:
        for name in one.own:
            if name not in ("again", "stages") and (name in SHORT or not self.means.is_brief):
                self._try(one, name)

    def _try(self, one: Contestant, name: str) -> None:
        """Runs a stage of ours without which the others still count."""
        if name in self.unmeasured:
            return
        try:
            one.repeat(name)
        except Failed as failure:
            self.unmeasured[name] = str(failure)
            one.figures["rounds"].pop(name, None)
            say(f"not measured: {failure}")


def environment(programs: dict[str, Path]) -> dict[str, str]:
    """What stages are given: the programs' places, and one locale for all."""
    return dict(os.environ, LC_ALL="C.UTF-8", PYTHONDONTWRITEBYTECODE="1",
                **{name: str(path) for name, path in programs.items()})
