"""What a disk holds after a crash: replays the steps that a program took, as `disk.c` has recorded them."""

import os
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

HEAD = struct.Struct("=6Q")


@dataclass(frozen=True)
class Step:
    """One step: what was done, with which file, where, and the bytes."""

    kind: str
    inode: int
    offset: int
    one: str
    two: str
    data: bytes

    def __str__(self) -> str:
        names = {"c": "create", "w": "write", "t": "truncate", "s": "sync", "r": "rename", "l": "link",
                 "u": "unlink", "d": "mkdir", "x": "rmdir", "o": "tell"}
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
    """A file's bytes as programs see them, and as they last were synced."""

    def __init__(self, data: bytes = b"") -> None:
        self.now = bytearray(data)
        self.synced = bytes(data)

    def write(self, offset: int, data: bytes) -> None:
        """Writes; a gap is zeros."""
        self.resize(max(len(self.now), offset))
        self.now[offset:offset + len(data)] = data

    def resize(self, size: int) -> None:
        """Cuts, or lengthens with zeros."""
        del self.now[size:]
        self.now.extend(bytes(size - len(self.now)))


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
                self.inodes[step.inode].write(step.offset, step.data)
            case "t":
                self.inodes[step.inode].resize(step.offset)
            case "s" if step.inode in self.inodes:
                file = self.inodes[step.inode]
                file.synced = bytes(file.now)
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

    def contents(self, bytes_synced_only: bool, names_synced_only: bool) -> dict[str, bytes | None]:
        """What is found after a crash: files by their paths, None for a folder."""
        names = self.synced_names if names_synced_only else self.names
        return {
            path: None if file is None else file.synced if bytes_synced_only else bytes(file.now)
            for path, file in names.items() if self.has_folders(path, names)
        }

    def has_folders(self, path: str, names: dict) -> bool:
        """Whether all folders above a path are there."""
        folder = os.path.dirname(path)
        return folder == self.top or (folder in names and self.has_folders(folder, names))


def lay_out(top: Path, contents: dict[str, bytes | None], modes: dict[str, int]) -> None:
    """Makes the folders below a place hold exactly this; folders stay the same, by which a home knows itself."""
    for folder, folders, files in os.walk(top, topdown=False):
        for path in [os.path.join(folder, name) for name in files]:
            if contents.get(path) is None:
                os.unlink(path)
        for path in [os.path.join(folder, name) for name in folders]:
            if path not in contents or contents[path] is not None:
                os.rmdir(path)
    for path in sorted(contents):
        data = contents[path]
        if data is None:
            os.makedirs(path, 0o700, exist_ok=True)
        elif not os.path.exists(path) or Path(path).read_bytes() != data:
            Path(path).write_bytes(data)
            os.chmod(path, modes.get(path, 0o600))


def built(folder: Path) -> Path:
    """Compiles what is loaded into the program, where it is not compiled yet; returns its path."""
    source, library = Path(__file__).with_name("disk.c"), folder / "crash-disk.so"
    if not library.exists() or library.stat().st_mtime < source.stat().st_mtime:
        made = library.with_suffix(f".{os.getpid()}")
        subprocess.run(["gcc", "-O1", "-shared", "-fPIC", "-o", made, source, "-ldl"], check=True)
        made.rename(library)
    return library
