"""For peers that are programs of their own: their seconds are what they print, their peak is the system's figure."""
import json
import os
from pathlib import Path
from typing import Any

from peers.peer import Peer, Unavailable
from stopwatch import Stopwatch


class ProgramPeer(Peer):
    """Runs a program whose last line of output is JSON with `seconds`."""

    variable = ""    # the environment variable that names the program

    @property
    def program(self) -> Path:
        """Where the program is; raises `Unavailable` where it is not."""
        return program_named(self.variable)

    def told(self, *arguments: str | Path, text: str = "", within: tuple[str, ...] = ()) -> dict[str, Any]:
        """Runs the program, by another command where it is given; notes its seconds, peak and bytes, and returns what it
        prints."""
        measured = stopwatch().measured([*within, str(self.program), *map(str, arguments)], text)
        if measured.exit_code != 0:
            reason = (measured.errors.strip().splitlines() or ["no word of why"])[-1]
            raise Unavailable(f"{self.program.name} {arguments[0]}: exit code {measured.exit_code}: {reason}")
        answer = json.loads(measured.output.strip().splitlines()[-1])
        self.seconds, self.peak_bytes = answer.get("seconds"), measured.peak_bytes
        self.raw_bytes, self.wire_bytes = answer.get("rawBytes", 0), answer.get("wireBytes", 0)
        return answer


def stopwatch() -> Stopwatch:
    """What measures programs; `Tools/bench` compiles it."""
    return Stopwatch(program_named("BENCH_MEASURE"))


def program_named(variable: str) -> Path:
    """The program that an environment variable names; raises `Unavailable` where there is none."""
    path = os.environ.get(variable, "")
    if not path or not os.access(path, os.X_OK):
        raise Unavailable("its program is not built")
    return Path(path)
