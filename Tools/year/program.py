"""Runs the real program, and measures what takes how long."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / ".build/release/pobratym"
PROCESSES = 2


def fail(message: str) -> None:
    """Ends with an error."""
    sys.exit(f"{Path(sys.argv[0]).name}: error: {message}")


class Home:
    """The home of one laptop, and the program to work on it."""

    def __init__(self, program: Path, path: Path) -> None:
        self.program, self.path = program, path

    def run(self, *words: str | Path, allowed: tuple[int, ...] = (0,)) -> str:
        """Runs a command that must end with an allowed exit code and returns what it prints."""
        command = [self.program, "--home", self.path, *words]
        run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if run.returncode not in allowed:
            text = " ".join(map(str, words))
            raise SystemExit(f"error: exit code {run.returncode} of {self.path.name}: {text}\n{run.stdout[-2000:]}"
                             f"{run.stderr[-2000:]}")
        return run.stdout

    def json(self, *words: str | Path) -> dict:
        """Runs a command with --json and returns what it prints."""
        return json.loads(self.run(*words, "--json"))


def used_seconds() -> float:
    """How long the processors have worked for all programs that were run and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Parts:
    """The parts of a play, each timed and named when it is over."""

    def __init__(self) -> None:
        self.begun = time.monotonic()

    def timed(self, name: str, work: Callable[[], object]) -> object:
        """Runs a part and prints how long it took, by the clock and of the processors."""
        begun, used = time.monotonic(), used_seconds()
        result = work()
        print(f"{time.monotonic() - begun:9.1f} s {used_seconds() - used:9.1f} CPU s  {name}", flush=True)
        return result

    def spread(self, name: str, work: Callable, over: Iterable) -> list:
        """Runs a part for each of many, two at a time, and prints how long it took in all."""
        def all_of_them() -> list:
            with ThreadPoolExecutor(PROCESSES) as pool:
                return list(pool.map(work, over))

        return self.timed(name, all_of_them)


def program_at(path: Path) -> Path:
    """Returns the program, or ends with an error that says how to build it."""
    if not path.is_file():
        fail(f"{path} is missing; build it with: swift build -c release --product pobratym")
    return path.resolve()
