"""What the figures were measured on."""
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent


def told(*command: str | Path) -> str:
    """What a command prints, or nothing where there is none."""
    try:
        return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def value_in(path: str, name: str) -> str:
    """The first value of a name in a file of the system's."""
    lines = Path(path).read_text().splitlines()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(name)), "")


def machine(work: Path) -> dict[str, Any]:
    """Processor, memory, kernel, system and the file system that the work is on."""
    memory = int(value_in("/proc/meminfo", "MemTotal").split()[0]) * 1024
    return {"processor": value_in("/proc/cpuinfo", "model name") or platform.machine(), "cores": os.cpu_count(),
            "memoryBytes": memory, "kernel": platform.release(),
            "system": platform.freedesktop_os_release()["PRETTY_NAME"],
            "fileSystem": told("findmnt", "-n", "-o", "FSTYPE", "-T", work), "python": platform.python_version()}


def occasion() -> dict[str, Any]:
    """When it was, and of which source."""
    return {"date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"), "commit": told("git", "rev-parse", "HEAD"),
            "isChanged": bool(told("git", "status", "--porcelain", "--untracked-files=no"))}
