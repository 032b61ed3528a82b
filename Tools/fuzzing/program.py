"""The fuzzing program: which targets it has, and how it is built."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path


def targets(root: Path) -> list[str]:
    """Returns the targets' names, as the sources declare them."""
    names: list[str] = []
    for path in sorted((root / "Tests/Fuzzing").glob("Targets+*.swift")):
        names += re.findall(r'FuzzTarget\("([a-z-]+)"', path.read_text())
    return names


def build(root: Path, has_address: bool) -> tuple[Path, int]:
    """Builds the program, and only the rooms it needs; returns its path and how long that took."""
    scratch = root / ".build" / ("fuzz-address" if has_address else "fuzz")
    words = ["swift", "build", "-c", "release", "--scratch-path", str(scratch), "--product", "Fuzzing",
             "--sanitize", "fuzzer", "-Xswiftc", "-enable-testing"]
    # Of several --sanitize the compiler heeds only the last: both are named to it at once.
    words += ["--sanitize", "address", "-Xswiftc", "-sanitize=fuzzer,address"] if has_address else []
    begun = time.monotonic()
    built = subprocess.run(words, cwd=root, env={**os.environ, "POBRATYM_FUZZING": "1"},
                           capture_output=True, text=True)
    if built.returncode != 0:
        sys.exit(f"{built.stdout}{built.stderr}fuzz: error: the program cannot be built")
    return scratch / "release/Fuzzing", round(time.monotonic() - begun)
