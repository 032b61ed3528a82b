"""What a disk holds after a crash: replays the steps that a program took, as `disk.c` has recorded them."""

import hashlib
import os
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HEAD = struct.Struct("=6Q")


class Step(NamedTuple):
    """One step: what was done, with which file, where, and the bytes."""

    kind: str
    inode: int
    offset: int
    one: str
    two: str
    data: bytes

    def __str__(self) -> str:
        names = {"c": "create", "w": "write", "t": "truncate", "s": "sync", "r": "rename", "l": "link",
                 "u": "unlink", "d": "mkdir", "x": "rmdir", "o": "tell", "k": "look"}
        return f"{names[self.kind]} {self.one} {self.two}".strip()


def steps_of(log: Path) -> list[Step]:
    """Reads a record."""
    data, place, steps = log.read_bytes(), 0, []
    while place < len(data):
        kind, inode, offset, *sizes = HEAD.unpack_from(data, place)
        place += HEAD.size
        parts = []
        for size in sizes:
            parts.append(data[place:place + size])
            place += size
        steps.append(Step(chr(kind), inode, offset, parts[0].decode(), parts[1].decode(), parts[2]))
    return steps


class File:
    """A file's bytes as they last were synced, and as they were after every write since then."""

    def __init__(self, data: bytes = b"") -> None:
        self.versions = [data]
        # What each version but the first differs by: where, the bytes; or the size, None.
        self.changes: list[tuple[int, bytes | None]] = []

    @property
    def now(self) -> bytes:
        """The bytes as programs see them."""
        return self.versions[-1]

    def change(self, place: int, data: bytes | None) -> None:
        """Writes at a place, a gap is zeros; or cuts there, or lengthens with zeros."""
        self.changes.append((place, data))
        self.versions.append(changed(self.now, place, data))

    def take_back(self) -> None:
        """Takes the last change back."""
        self.changes.pop()
        self.versions.pop()

    def sync(self) -> None:
        """Makes durable what is there."""
        self.versions, self.changes = [self.now], []

    def without_one(self) -> Iterator[tuple[int, bytes]]:
        """What the file is without one of the changes before the last; disks may take them in any order."""
        for lost in range(len(self.changes) - 1):
            data = self.versions[lost]
            for place, part in self.changes[lost + 1:]:
                data = changed(data, place, part)
            yield lost, data


def changed(bytes_: bytes, place: int, data: bytes | None) -> bytes:
    """Bytes after a change of a file."""
    head = bytes_[:place].ljust(place, b"\0")
    return head if data is None else head + data + bytes_[place + len(data):]


class Disk:
    """The folders below a place: names and files, as they are and as they would be after a loss of power.

    Without a sync nothing is promised: of a file its bytes may be there or not, of a folder its names.
    """

    def __init__(self, top: Path) -> None:
        self.top = str(top)
        self.names: dict[str, File | None] = {}
        self.inodes: dict[int, File] = {}
        for folder, folders, files in os.walk(top):
            for name in folders:
                self.names[os.path.join(folder, name)] = None
            for name in files:
                path = os.path.join(folder, name)
                if path.endswith("-shm"):
                    continue
                file = File(Path(path).read_bytes())
                self.names[path] = file
                self.inodes[os.stat(path).st_ino] = file
        self.synced_names = dict(self.names)

    def take(self, step: Step) -> None:
        """Takes a step."""
        match step.kind:
            case "c":
                self.inodes[step.inode] = File()
                if not step.offset:
                    self.names[step.one] = self.inodes[step.inode]
            case "w":
                self.inodes[step.inode].change(step.offset, step.data)
            case "t":
                self.inodes[step.inode].change(step.offset, None)
            case "s" if step.inode in self.inodes:
                self.inodes[step.inode].sync()
            case "s":
                self.sync_folder(step.one)
            case "r":
                self.names[step.two] = self.names.pop(step.one)
            case "l":
                self.names[step.two] = self.inodes[step.inode]
            case "u" | "x":
                del self.names[step.one]
            case "d":
                self.names[step.one] = None

    def sync_folder(self, folder: str) -> None:
        """Makes the names in a folder durable."""
        for names in (self.names, self.synced_names):
            for path in [path for path in names if os.path.dirname(path) == folder]:
                if path in self.names:
                    self.synced_names[path] = self.names[path]
                else:
                    del self.synced_names[path]

    def states(self) -> Iterator[tuple[str, str, dict[str, bytes | None]]]:
        """What may be found after a crash: the kind of state, how it comes about, and what is there.

        Everything that was written, or of each file only what was synced, or of each folder only the names
        that it had then, or both; and one file kept up to each of its writes, the others wholly or not at all.
        """
        for names, of_names in [(self.names, "all names"), (self.synced_names, "synced names")]:
            yield "crash", f"everything, {of_names}", self.contents(names, -1)
            yield "crash", f"what was synced, {of_names}", self.contents(names, 0)
            for path, file in names.items():
                for kept in range(len(file.versions) if file else 0):
                    for others, of_others in [(-1, "others whole"), (0, "others synced")]:
                        yield ("part", f"{kept} writes of {path}, {of_others}, {of_names}",
                               self.contents(names, others) | ({path: file.versions[kept]}
                                                               if self.has_folders(path, names) else {}))

    def reordered(self, step: Step) -> Iterator[tuple[str, dict[str, bytes | None]]]:
        """What may be found just before a file is synced: everything but one of its writes."""
        if step.kind == "s" and step.inode in self.inodes:
            file = self.inodes[step.inode]
            paths = [path for path, other in self.names.items() if other is file]
            for lost, data in file.without_one():
                yield f"write {lost} of {paths} lost", self.contents(self.names, -1) | dict.fromkeys(paths, data)

    def contents(self, names: dict[str, File | None], version: int) -> dict[str, bytes | None]:
        """Files by their paths with one of their versions, None for a folder."""
        return {
            path: None if file is None else file.versions[version]
            for path, file in names.items() if self.has_folders(path, names)
        }

    def has_folders(self, path: str, names: dict) -> bool:
        """Whether all folders above a path are there."""
        folder = os.path.dirname(path)
        return folder == self.top or (folder in names and self.has_folders(folder, names))


class Place:
    """The real folders below a place, which are made to hold one state after the other.

    A home knows itself by its folder, which therefore stays the same one, also where a state is without it.
    """

    def __init__(self, top: Path, aside: Path) -> None:
        self.top, self.aside = top, aside
        self.modes: dict[str, int] = {}
        self.folders: dict[str, int] = {}

    def note(self) -> None:
        """Notes the folders, and who may read what."""
        for path in found_in(self.top):
            facts = os.stat(path)
            self.modes[path] = facts.st_mode & 0o777
            if os.path.isdir(path):
                self.folders[path] = facts.st_ino

    def lay_out(self, contents: dict[str, bytes | None]) -> None:
        """Makes the folders hold exactly this."""
        for folder, folders, files in os.walk(self.top, topdown=False):
            for path in [os.path.join(folder, name) for name in files]:
                if contents.get(path) is None:
                    os.unlink(path)
            for path in [os.path.join(folder, name) for name in folders]:
                if path not in contents or contents[path] is not None or not self.is_same(path):
                    self.put_away(path)
        for path in sorted(contents):
            data = contents[path]
            if data is None:
                self.take_out(path)
            elif not os.path.exists(path) or Path(path).read_bytes() != data:
                Path(path).write_bytes(data)
                os.chmod(path, self.modes.get(path, 0o600))

    def is_same(self, path: str) -> bool:
        """Whether a folder is the one that was noted."""
        return os.stat(path).st_ino == self.folders.get(path, os.stat(path).st_ino)

    def put_away(self, path: str) -> None:
        """Removes a folder; the one that was noted is kept elsewhere."""
        for name in os.listdir(path):
            os.unlink(os.path.join(path, name))
        if path in self.folders and self.is_same(path):
            self.aside.mkdir(exist_ok=True)
            os.rename(path, self.aside / path.replace("/", "|"))
        else:
            os.rmdir(path)

    def take_out(self, path: str) -> None:
        """Makes a folder, or brings back the one that was noted."""
        kept = self.aside / path.replace("/", "|")
        if kept.exists():
            os.rename(kept, path)
        else:
            os.makedirs(path, 0o700, exist_ok=True)


def found_in(top: Path) -> dict[str, bytes | None]:
    """Reads all that is below a place, but SQLite's shared memory, which is made anew after a crash."""
    contents: dict[str, bytes | None] = {}
    for folder, folders, files in os.walk(top):
        contents |= {os.path.join(folder, name): None for name in folders}
        contents |= {path: Path(path).read_bytes() for name in files
                     if not (path := os.path.join(folder, name)).endswith("-shm")}
    return contents


def digest_of(contents: dict[str, bytes | None]) -> bytes:
    """Tells contents apart."""
    state = hashlib.blake2b()
    for path, data in sorted(contents.items()):
        state.update(f"{path}\0{-1 if data is None else len(data)}\0".encode() + (data or b""))
    return state.digest()


def built(folder: Path) -> Path:
    """Compiles what is loaded into the program, where it is not compiled yet; returns its path."""
    sources = [Path(__file__).with_name(name) for name in ("disk.c", "start.c", "start.h")]
    library = folder / "crash-disk.so"
    if not library.exists() or library.stat().st_mtime < max(source.stat().st_mtime for source in sources):
        made = library.with_suffix(f".{os.getpid()}")
        subprocess.run(["gcc", "-O1", "-shared", "-fPIC", "-o", made, *sources[:2], "-ldl"], check=True)
        made.rename(library)
    return library
