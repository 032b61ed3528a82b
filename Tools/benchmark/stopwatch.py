"""Measures processes through a small C program, since Python's own memory would count as theirs."""
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parent / "measure.c"


@dataclass(frozen=True)
class Measured:
    """What one process took, what it printed, and how it ended."""

    seconds: float
    peak_bytes: int
    exit_code: int
    output: str
    errors: str


def compile_c(source: Path, program: Path, *libraries: str) -> None:
    """Compiles a C program; raises OSError where gcc or a library is missing."""
    done = subprocess.run(["gcc", "-O2", "-Wall", "-Wextra", "-o", program, source, *libraries], check=False)
    if done.returncode != 0:
        raise OSError(f"gcc could not compile {source.name}")


class Stopwatch:
    """The compiled program."""

    def __init__(self, program: Path) -> None:
        self._program = program

    @classmethod
    def compiled(cls, folder: Path) -> "Stopwatch":
        """Compiles the program into a folder; raises OSError where gcc is missing."""
        program = folder / "measure"
        compile_c(SOURCE, program)
        return cls(program)

    def measured(self, command: list[str], text: str = "") -> Measured:
        """Runs a command, named by its whole path, as a process of its own with a text on its standard input."""
        with tempfile.NamedTemporaryFile("r", prefix="measure-") as report:
            done = subprocess.run([self._program, report.name, *command], input=text, capture_output=True, text=True,
                                  check=True)
            seconds, kilobytes, code = report.read().split()
        return Measured(float(seconds), int(kilobytes) * 1024, int(code), done.stdout, done.stderr)
