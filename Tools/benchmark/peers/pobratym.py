"""Pobratym: the program `benchmark` runs a stage as `benchmark STAGE DATA WORK`, `pobratym` is the program people have.

The centre's home is WORK/run, the newcomer's WORK/fresh, the laptops' are in WORK/laptops. A stage prints a line of
JSON: `seconds`, and `wireBytes`, `rawBytes` and more where it has them; with another exit code than 0, one line of
why. `stages` finds the centre's home as it was seeded, and what it does to it is undone; `again` follows a
consolidation; the stages after the newcomer's find the merged store with the delta. Homes are put back in place, their
folders stay the same ones. `seed` may tell the id of a record to show, `record`; else it is the first one's bits.
"""
import json
import statistics
from typing import Any

from peers.peer import Unavailable
from peers.program import ProgramPeer, program_named, stopwatch
from peers.workload import BASE32, Event
from snapshots import restore

HOME = "HOME"        # in the commands below: the centre's home,
RECORD = "RECORD"    # and the id of one of its records

# Whole processes of `pobratym` on the merged store, with what stands in tables. Add such measures here.
COMMANDS: dict[str, list[str]] = {
    "start": ["--version"],
    "show": ["--home", HOME, "show", RECORD],
}

# Stages again under other circumstances: on one core, and with the bundles on a stick of 5 MB/s. All begin anew.
AGAIN: dict[str, tuple[str, str]] = {
    f"{stage.replace('-', '_')}_{place}": (stage, place)
    for stage in ("consolidate", "boot-import") for place in ("core", "stick")
}
TIMES = 5            # a command is so short that it is run this often; the median counts


class Pobratym(ProgramPeer):
    """Merges by cell, and keeps and shows what loses."""

    unit = "cell"
    variable = "BENCH_BENCHMARK"
    own = ("stages", "again", "conflicts", "report", "office", "copy", "load", *COMMANDS, "edit", *AGAIN)

    def version(self) -> str:
        """What `pobratym --version` says."""
        told = stopwatch().measured([str(program_named("BENCH_POBRATYM")), "--version"])
        return told.output.strip() if self.program else ""

    def _stage(self, name: str, text: str = "") -> dict[str, Any]:
        self.figures = self.told(name, self.data, self.work, text=text)
        return self.figures

    def seed(self) -> None:
        """Makes the network, the centre's home and the laptops'."""
        told = self._stage("seed")
        record = told.get("record") or hexadecimal(next(iter(self.base())))
        (self.work / "record").write_text(record)

    def author(self) -> None:
        """Makes all laptops' edits and writes their bundles."""
        self._stage("author")

    def consolidate(self) -> set[tuple[str, str]]:
        """Takes all bundles into the centre; then, not timed here, asks for the conflicts."""
        told = self._stage("consolidate")
        seconds, peak = self.seconds, self.peak_bytes
        cells = {(record, field) for record, field in self.told("conflicts", self.data, self.work)["cells"]}
        self.seconds, self.peak_bytes, self.figures = seconds, peak, told
        return cells

    def delta_author(self) -> None:
        """Makes the delta's edits on laptop 0 and writes its bundle."""
        self._stage("delta-author")

    def delta_apply(self) -> None:
        """Takes it into the centre."""
        self._stage("delta-apply")

    def delta_down(self) -> None:
        """Writes what is new, for the others."""
        self._stage("delta-down")

    def boot_export(self) -> None:
        """Writes all, for a newcomer."""
        self._stage("boot-export")

    def boot_import(self) -> None:
        """Makes the newcomer's home of it."""
        self._stage("boot-import")

    def lookup(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """Asks for the records' values."""
        return self._stage("lookup", json.dumps(ids))

    def run_own(self, name: str) -> None:
        """Runs one of our own stages, or times a command of `pobratym`."""
        if name in COMMANDS:
            self._time(COMMANDS[name])
        elif name in AGAIN:
            self._under(*AGAIN[name])
        else:
            self._stage(name)
            self.figures.pop("cells", None)

    def _under(self, stage: str, place: str) -> None:
        """Runs a stage on one core, or with a slow stick."""
        if stage == "consolidate":
            restore(self.work / "seeded", self.work / "run")
        slow = ("/usr/bin/env", f"LD_PRELOAD={program_named('BENCH_SLOW')}", f"SLOW_FOLDER={self.exchange}")
        within = slow if place == "stick" else ("/usr/bin/taskset", "-c", "0")
        self.figures = self.told(stage, self.data, self.work, within=within)

    def _time(self, words: list[str]) -> None:
        stand_ins = {HOME: str(self.centre), RECORD: (self.work / "record").read_text()}
        command = [str(program_named("BENCH_POBRATYM")), *(stand_ins.get(word, word) for word in words)]
        runs = [stopwatch().measured(command) for _ in range(TIMES)]
        for run in runs:
            if run.exit_code != 0:
                raise Unavailable(f"pobratym {' '.join(words)}: exit code {run.exit_code}: {run.errors.strip()}")
        self.seconds = statistics.median(run.seconds for run in runs)
        self.peak_bytes = max(run.peak_bytes for run in runs)


def hexadecimal(record: Event) -> str:
    """A record's id as the program writes it: the same 128 bits, in base 16."""
    number = 0
    for letter in record["id"]:
        number = number << 5 | BASE32.index(letter)
    return f"{number:032x}"
