"""The naive file share: a git repository with a JSON file for each record.

Each laptop commits its edits on a branch of the base and hands over a bundle of git's; the centre merges one after the
other. A file that git cannot merge is a surfaced conflict, resolved in favour of the laptop that comes.
"""
import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter
from typing import Any

from peers.peer import FIELDS, Event, Peer, Unavailable

SETTINGS = ["user.name=x", "user.email=x@example.org", "gc.auto=0", "core.fsync=committed"]


class Git(Peer):
    """Merges by lines of files."""

    unit = "file"
    is_compressed = True

    def version(self) -> str:
        """git's version."""
        if not shutil.which("git"):
            raise Unavailable("git is not installed; Tools/setup --bench installs it")
        told = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout
        return f"git {told.split()[2]}"

    def _git(self, *arguments: str | Path, folder: str = "run", may_fail: bool = False) -> subprocess.CompletedProcess:
        settings = [word for setting in SETTINGS for word in ("-c", setting)]
        command = ["git", "-C", self.work / folder, *settings, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode > may_fail:
            raise Unavailable(f"git {arguments[0]} failed: " + " ".join(done.stderr.split())[-300:])
        return done

    def _clone(self, source: Path, folder: str) -> None:
        subprocess.run(["git", "clone", "-q", "-b", "main", source, self.work / folder], check=True)

    @staticmethod
    def _write(root: Path, events: Iterable[Event]) -> None:
        for event in events:
            path = root / event["p"][-2:] / f"{event['id']}.json"
            fields = event["f"]
            if len(fields) == len(FIELDS):
                path.parent.mkdir(exist_ok=True)
            else:
                fields = json.loads(path.read_text()) | fields
            path.write_text(json.dumps(fields, indent=1) + "\n")

    def _commit(self, events: Iterable[Event], message: str, folder: str) -> None:
        self._write(self.work / folder, events)
        self._git("add", "-A", folder=folder)
        self._git("commit", "-q", "-m", message, folder=folder)

    def _bundle(self, name: str, *range_: str, folder: str = "run") -> None:
        self._git("bundle", "create", "-q", self.exchange / name, *range_, folder=folder)
        self.count(name)

    def seed(self) -> None:
        """Commits the base records."""
        self.folder("run")
        self._git("init", "-q", "-b", "main")
        self._commit(self.base(), "base", "run")
        self._git("gc", "-q")

    def author(self) -> None:
        """Commits each laptop's edits on a branch of one clone."""
        self._clone(self.centre, "lap")
        self.seconds = 0
        for laptop in self.laptops():
            self._git("checkout", "-q", "-B", f"l{laptop}", "origin/main", folder="lap")
            events = list(self.edits(laptop))
            start = perf_counter()
            self._commit(events, f"laptop {laptop}", "lap")
            self._bundle(f"{laptop:03d}", f"origin/main..l{laptop}", folder="lap")
            self.seconds += perf_counter() - start

    def _merge(self, name: str, branch: str) -> set[str]:
        """Merges a bundle; returns the records whose files could not be merged."""
        self._git("fetch", "-q", self.exchange / name, f"+{branch}:refs/in/{branch}")
        if not self._git("merge", "-q", "--no-edit", f"refs/in/{branch}", may_fail=True).returncode:
            return set()
        paths = self._git("diff", "--name-only", "--diff-filter=U").stdout.split()
        self._git("checkout", "-q", "--theirs", *paths)
        self._git("add", *paths)
        self._git("commit", "-q", "--no-edit")
        return {Path(path).stem for path in paths}

    def consolidate(self) -> set[str]:
        """Merges all bundles."""
        return set().union(*(self._merge(f"{laptop:03d}", f"l{laptop}") for laptop in self.laptops()))

    def delta_author(self) -> None:
        """Commits once more on laptop 0's branch."""
        self._git("checkout", "-q", "l0", folder="lap")
        self._git("tag", "-f", "sent", folder="lap")
        self._commit(self.delta(), "delta", "lap")
        self._bundle("delta", "sent..l0", folder="lap")

    def delta_apply(self) -> None:
        """Merges the bundle."""
        self._git("tag", "-f", "before")
        self._merge("delta", "l0")

    def delta_down(self) -> None:
        """Writes what came since."""
        self._bundle("down", "before..main")

    def boot_export(self) -> None:
        """Writes the whole history."""
        self._bundle("boot", "main")

    def boot_import(self) -> None:
        """Clones it."""
        self._clone(self.exchange / "boot", "fresh")

    def lookup(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """Reads the files."""
        wanted = set(ids)
        return {path.stem: json.loads(path.read_text()) for path in self.centre.glob("*/*.json") if path.stem in wanted}
