"""Executed notebooks, kept in the user's cache folder until something changes that they are known to rest on.

An entry holds a notebook's outputs, what they were made with (cells, library,
packages, Python, surroundings), and the files that its cells read, each with a
hash. It serves only while all of it is the same. What a cell merely shows of
the data, such as the edition, is kept apart from what it computes with: if only
that changes, the cells up to it run again and the rest stays. Nobody notes
whether a cell looks at the clock, asks only whether a file is there, or reads a
variable of the environment that is none of SURROUNDINGS.

An entry is written whole or not at all. The folder can be deleted at any time.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
import os
import platform
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from summitdata.tables import folder as package

SURROUNDINGS = ("LANG", "LC_", "PANDAS", "PLOTLY", "PYTHON", "SUMMITDATA_", "TZ")
OURS = ("SUMMITDATA_CACHE", "PLOTLY_RENDERER")  # the one changes no output, the other is always the same
ABSENT = "absent"


def folder() -> Path:
    """Where entries are: $SUMMITDATA_CACHE, else the user's cache folder."""
    named = os.environ.get("SUMMITDATA_CACHE")
    return Path(named) if named else platformdirs.user_cache_path("summitdata", appauthor=False)


@dataclass
class Entry:
    """What is known of a notebook: its outputs and what they rest on.

    Attributes
    ----------
    made : str
        A hash of what it was made with.
    reads : dict of str to str
        Files that its cells computed with, each with the hash of what it held.
    shown : dict of int to dict
        The same for what a cell only showed, by the cell's place.
    notebook : dict
        The notebook as executed.
    """

    made: str
    reads: dict[str, str]
    shown: dict[int, dict[str, str]]
    notebook: dict[str, Any]
    stale: list[int] = field(default_factory=list)


class Cache:
    """The entries as they are while a command runs; a file is hashed once."""

    def __init__(self, where: Path | None = None):
        self.where = where or folder()
        self.around = surroundings()
        self.held = functools.cache(held)

    def made(self, path: Path, cells: dict[str, Any]) -> str:
        """A hash of what a notebook would be made with."""
        asked = [[c["cell_type"], c["source"], c["metadata"]] for c in cells["cells"]]
        return digest([str(path.resolve()), asked, self.around])

    def file(self, path: Path, summit: str | None) -> Path:
        """Where the entry of a notebook is; there is one for each summit."""
        return self.where / f"{path.stem}-{digest([str(path.resolve()), summit])[:24]}.json.gz"

    def find(self, path: Path, summit: str | None, cells: dict[str, Any]) -> Entry | None:
        """The entry that serves, with the cells in it that are `stale`; None where the notebook has to run."""
        entry = load(self.file(path, summit))
        if entry is None or entry.made != self.made(path, cells) or not self.same(entry.reads):
            return None
        entry.stale = [i for i, files in entry.shown.items() if not self.same(files)]
        return entry

    def same(self, files: dict[str, str]) -> bool:
        """Whether files hold what they held."""
        return all(self.held(name) == known for name, known in files.items())

    def keep(self, path: Path, summit: str | None, cells: dict[str, Any], found: dict[str, Any], since: float) -> None:
        """Store what came of a notebook, unless something that it read was changed meanwhile.

        Parameters
        ----------
        cells : dict
            The notebook as it was before it ran.
        found : dict
            As from `summitdata.pages.forked.fork_each`.
        since : float
            When it began (seconds since the epoch).
        """
        names = {*found["reads"], *(name for files in found["shown"].values() for name in files)}
        if found["unsure"] or any(changed_since(name, since) for name in names) or surroundings() != self.around:
            return
        hashes = {name: held(name) for name in names}
        entry = {
            "made": self.made(path, cells),
            "reads": {name: hashes[name] for name in found["reads"]},
            "shown": {i: {name: hashes[name] for name in files} for i, files in found["shown"].items()},
            "notebook": found["notebook"],
        }
        write(self.file(path, summit), gzip.compress(json.dumps(entry).encode(), 3, mtime=0))


class Pages:
    """Pages as they were made, each with a hash of all that it was made of."""

    def __init__(self, make: Callable[[list[Any]], Iterator[dict[str, str]]]):
        self.make, self.where = make, folder() / "pages"
        self.around = digest([surroundings(), library("*")])

    def each(self, summit: str, todo: list[tuple[dict[str, Any], dict[str, Any]]]) -> Iterator[dict[str, str]]:
        """The files of each page, by their places: as they were made, or made now.

        Parameters
        ----------
        todo : list of (notebook, dict)
            A notebook as executed, and what else its page is made of.
        """
        asked = [(self.file(summit, given["name"]), self.made(notebook, given)) for notebook, given in todo]
        found = [self.find(file, made) for file, made in asked]
        new = self.make([one for one, files in zip(todo, found) if files is None])
        for files, (file, made) in zip(found, asked):
            if files is None:
                files = next(new)
                write(file, gzip.compress(json.dumps({"made": made, "files": files}).encode(), 1, mtime=0))
            yield files

    def file(self, summit: str, name: str) -> Path:
        """Where a page's entry is; there is one for each summit."""
        return self.where / f"{name}-{digest([str(data()), summit])[:24]}.json.gz"

    def made(self, notebook: dict[str, Any], given: dict[str, Any]) -> str:
        """A hash of what a page would be made of."""
        whole = json.dumps([self.around, notebook, given], sort_keys=True, default=str)
        return hashlib.sha256(whole.encode()).hexdigest()

    def find(self, file: Path, made: str) -> dict[str, str] | None:
        """The files of a page; None where it has to be made."""
        try:
            entry = json.loads(gzip.decompress(file.read_bytes()))
            return entry["files"] if entry["made"] == made else None
        except UNREADABLE:
            return None


UNREADABLE = (OSError, ValueError, KeyError, EOFError, AttributeError, TypeError, zlib.error)


def load(file: Path) -> Entry | None:
    """An entry from its file; None where there is none, or none that can be read."""
    try:
        raw = json.loads(gzip.decompress(file.read_bytes()))
        shown = {int(i): files for i, files in raw["shown"].items()}
        return Entry(raw["made"], raw["reads"], shown, raw["notebook"])
    except UNREADABLE:
        return None


def write(file: Path, data: bytes) -> None:
    """Write a file of the cache under a temporary name and put it in place; a cache that cannot be written is none."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".draft")
    except OSError:
        return
    try:
        with os.fdopen(handle, "wb") as draft:
            draft.write(data)
        os.replace(name, file)
    except OSError:
        Path(name).unlink(missing_ok=True)


def changed_since(name: str, since: float) -> bool:
    """Whether a file was touched after a moment; some clocks of file systems tick in hundredths."""
    try:
        return os.stat(name).st_ctime > since - 0.02
    except OSError:
        return False


def held(name: str) -> str:
    """A hash of what a file holds, or of the names in a folder."""
    try:
        if os.path.isdir(name):
            return digest(sorted(os.listdir(name)))
        return hashlib.sha256(Path(name).read_bytes()).hexdigest()
    except OSError:
        return ABSENT


def surroundings() -> str:
    """A hash of what all notebooks are made with: library, packages, Python, settings, which data and texts."""
    settings = {k: v for k, v in os.environ.items() if k.startswith(SURROUNDINGS) and k not in OURS}
    return digest([library(), packages(), sys.version, platform.platform(), settings, texts(), str(data())])


def data() -> Path:
    """The folder that `summitdata.load` reads."""
    return package.data_folder().resolve()


def library(pattern: str = "*.py") -> str:
    """A hash of the source of this package."""
    folder = package.HERE
    files = sorted(p for p in folder.rglob(pattern) if p.is_file() and "__pycache__" not in p.parts)
    return digest([[str(p.relative_to(folder)), hashlib.sha256(p.read_bytes()).hexdigest()] for p in files])


def packages() -> list[str]:
    """Name and version of each package that is installed, as the folders that pip leaves are called."""
    return sorted(name for entry in sys.path for name in listed(entry) if name.endswith((".dist-info", ".egg-info")))


def texts() -> list[Any]:
    """The source texts at hand: a check tells of them."""
    folder = Path(os.environ.get("SUMMITDATA_TEXTS") or package.HERE.parents[2] / "shared" / "sources")
    names = [name for name in sorted(listed(folder)) if name.endswith(".txt") and (folder / name).exists()]
    states = [(name, os.stat(folder / name)) for name in names]  # an editor's lock is a link to no file
    return [[name, state.st_size, state.st_mtime_ns, state.st_ctime_ns] for name, state in states]


def listed(folder: str | Path) -> Iterable[str]:
    """The names in a folder; none where there is no such folder."""
    try:
        return os.listdir(folder or ".")
    except OSError:
        return []


def digest(value: Any) -> str:
    """SHA-256 of a value that JSON can hold."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
