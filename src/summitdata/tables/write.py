"""Write files whole or not at all, several of them together, and one run at a time.

All new contents are first written beside the old files and to the disk, then
put in place one by one. A run that is killed before that has changed nothing.
One that is killed in between leaves the rest waiting, whole, each under a name
that says which of how many it is: ``claims.csv.2of3.summitdata-new``.
"""

import contextlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such lock; there two edits at once are the user's to avoid
    fcntl = None

HERE = Path(__file__).parents[1]
SUFFIX = ".summitdata-new"


class FolderError(RuntimeError):
    """The folder must not be written, or another run is writing to it."""


def is_installed(folder: Path) -> bool:
    """Whether a folder belongs to the installed package."""
    return HERE in folder.resolve().parents


def refuse_installed(folder: Path) -> None:
    """Raise a FolderError if a folder belongs to the installed package."""
    if is_installed(folder):
        what = "belongs to the installed package and is never written"
        raise FolderError(f"{folder} {what}. Copy it elsewhere and name the copy.")


def write_files(files: dict[Path, bytes | str]) -> None:
    """Write files together, in their order: a reader meets each old or new, never a part.

    A file that was there keeps its mode. A symbolic link stays one: the file
    that it names is written. Text is written as UTF-8, its line ends as they are.
    An OSError tells that a file cannot be written: nothing is changed then and
    nothing left behind. Only if one of several cannot be put in place after
    others were, it and those after it wait beside theirs (see `waiting`).
    """
    ready: dict[Path, Path] = {}
    try:
        for number, (path, content) in enumerate(files.items(), 1):
            target = Path(os.path.realpath(path))
            fresh = target.with_name(f"{target.name}.{number}of{len(files)}{SUFFIX}")
            ready[fresh] = target
            with fresh.open("wb") as file:
                file.write(content.encode() if isinstance(content, str) else content)
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                shutil.copymode(target, fresh)
        for fresh, target in ready.items():
            os.replace(fresh, target)
    except BaseException:
        finish({target.parent for target in ready.values()})
        raise


@dataclass(frozen=True)
class Waiting:
    """A file that a killed run has left: where it lies and belongs, and whether others were already put in place."""

    path: Path
    target: Path
    begun: bool


def waiting(folders: Iterable[Path]) -> list[Waiting]:
    """The files that wait in some folders to be put in place, in the order in which they were to be.

    Files are written in their order, and put in place in the same. So where the
    last of them waits and the first does not, all had been written.
    """
    found = []
    for path in (path for folder in folders for path in folder.glob(f"*{SUFFIX}")):
        if match := re.fullmatch(r"(.+)\.(\d+)of(\d+)", path.name.removesuffix(SUFFIX)):
            found.append((int(match[3]), int(match[2]), path, path.with_name(match[1])))
    numbers = {(count, number) for count, number, *_ in found}
    return [Waiting(p, to, (n, n) in numbers and (n, 1) not in numbers) for n, _, p, to in sorted(found)]


def finish(folders: Iterable[Path]) -> list[Path]:
    """Put in place what a killed run had begun to; returns those files. What it had not begun goes: nothing was changed."""
    done = []
    for file in waiting(folders):
        if file.begun:
            os.replace(file.path, file.target)
            done.append(file.target)
        else:
            file.path.unlink(missing_ok=True)
    return done


@contextlib.contextmanager
def locked(path: Path, busy: str = "") -> Iterator[None]:
    """Hold a folder for this run; the lock ends with the process. Where another run holds it, a FolderError says `busy`.

    `path` is the folder; or a file that ends in ``.lock``, for a folder that is not
    there yet or will be replaced: it is made, and removed at the end.
    """
    if fcntl is None:
        yield
        return
    made = path.suffix == ".lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT if made else os.O_RDONLY, 0o666)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            free = os.path.samestat(os.fstat(handle), path.stat())  # else its last holder has removed it since
        except OSError:
            free = False
        if not free:
            raise FolderError(busy or f"Another run is writing to {path}. Wait for it.")
        try:
            yield
        finally:
            if made:
                path.unlink(missing_ok=True)
    finally:
        os.close(handle)


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]], mark: str = ",") -> str:
    """The text of a table as RFC 4180 has it, with LF; quotation marks only where a cell needs them.

    `mark` stands between the cells.

    Examples
    --------
    >>> print(csv_text(["a", "b"], [["1, 2", 'say "no"']]), end="")
    a,b
    "1, 2","say ""no""\"
    """
    each = quoted if mark == "," else partial(quoted, mark=mark)
    return "".join(mark.join(map(each, row)) + "\n" for row in [header, *rows])


def quoted(cell: str, mark: str = ",") -> str:
    """A cell as CSV. The csv module of Python 3.11 leaves a lone carriage return bare; this does not."""
    if '"' in cell or mark in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell
