"""Write files of a data folder: each whole or not at all, and several of them together.

All new files are first written beside the old ones. Then a list of what is to be
put in place is written, and then it is done, file by file. A run that is killed
before the list is there has changed nothing; one that is killed after it is
finished by the next edit, and until then the check has a fault. At no moment is
a file half-written.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from summitdata.tables.descriptor import path_fault
from summitdata.tables.faults import Fault
from summitdata.tables.write import mode_of

try:
    import fcntl
except ImportError:  # Windows has no such lock; there two edits at once are the user's to avoid
    fcntl = None

HERE = Path(__file__).parent
LIST = ".summitdata-writing.json"
SUFFIX = ".summitdata-new"


class FolderError(RuntimeError):
    """The folder must not be written, or another run is writing to it."""


def refuse_installed(folder: Path) -> None:
    """Demand that a folder does not belong to the installed package.

    Raises
    ------
    FolderError
        If it does.
    """
    if HERE in folder.resolve().parents:
        raise FolderError(
            f"{folder} belongs to the installed package and is never written. Copy it elsewhere and name the copy."
        )


def write_together(folder: Path, files: dict[str, bytes]) -> None:
    """Write files of a folder: after a kill at any moment each is whole, and the next edit finishes.

    Parameters
    ----------
    folder : Path
    files : dict of str to bytes
        New contents by path in the folder, in the order in which they are put in place.

    Raises
    ------
    FolderError
        If the folder is the installed package's, or another run is writing to it.
    OSError
        If the folder cannot be written; nothing is changed then.
    """
    refuse_installed(folder)
    with lock(folder):
        finish(folder)
        try:
            for name, data in files.items():
                write_through(fresh(folder, name), data, mode_of(folder / name))
            write_through(fresh(folder, LIST), json.dumps(list(files)).encode(), 0o600)
        except BaseException:
            sweep(folder)
            raise
        os.replace(fresh(folder, LIST), folder / LIST)
        finish(folder)


def fresh(folder: Path, name: str) -> Path:
    """Where the new file waits: beside the old one, or beside what a symbolic link names."""
    path = (folder / name).resolve()
    return path.with_name(path.name + SUFFIX)


def write_through(path: Path, data: bytes, mode: int) -> None:
    """Write a new file through to the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.chmod(path, mode)


def finish(folder: Path) -> list[str]:
    """Put in place what a killed run had ready; sweep away what it had not. Returns the files put in place."""
    names = json.loads((folder / LIST).read_bytes()) if (folder / LIST).exists() else []
    done = []
    for name in names:
        if not path_fault(name) and fresh(folder, name).exists():  # else it is in place already
            os.replace(fresh(folder, name), (folder / name).resolve())
            done.append(name)
    (folder / LIST).unlink(missing_ok=True)
    sweep(folder)
    return done


def unfinished(folder: Path) -> list[Fault]:
    """A fault while some files of an edit are in place and others are not."""
    finding = "an edit was stopped before all of its files were in place, or it is still running."
    remedy = f"Wait for it, or let any edit finish it, such as: summitdata tidy {folder}"
    return [Fault(LIST, None, None, finding, remedy)] if (folder / LIST).exists() else []


def sweep(folder: Path) -> None:
    """Remove new files that never came to be in place."""
    for path in folder.rglob(f"*{SUFFIX}"):
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the folder for this run; the lock ends with the process, however that ends."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise FolderError(f"Another run is writing to {folder}. Wait for it.") from None
        yield
    finally:
        os.close(handle)
