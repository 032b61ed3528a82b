"""Puts folders back as they were."""
import os
import shutil
import subprocess
from pathlib import Path


def restore(source: Path, target: Path) -> None:
    """Makes a folder's contents those of another, durably.

    The folder itself and those in it that stay are kept: a store may tell by them whether it was copied.
    """
    target.mkdir(exist_ok=True)
    for path in sorted(target.rglob("*"), reverse=True):    # what is in a folder before the folder
        if path.is_symlink() or not path.is_dir():
            path.unlink()
        elif not (source / path.relative_to(target)).is_dir():
            path.rmdir()
    subprocess.run(["cp", "-a", f"{source}/.", target], check=True)
    os.sync()


def remove(folder: Path) -> None:
    """Removes a folder, if it is there."""
    if folder.exists():
        shutil.rmtree(folder)
