"""Executed notebooks, kept in the user's cache folder while nothing changes that they can rest on.

An entry serves while a hash is the same: over the notebook's cells and
parameters, the library's source, the tables, the texts at hand, the packages,
Python, and settings in the environment. Nobody notes whether a cell looks at
the clock, or reads a file that is none of these.

An entry is written whole or not at all. The folder can be deleted at any time.
"""

import contextlib
import gzip
import hashlib
import json
import os
import platform
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import platformdirs

from summitdata.data import WITH_FAULTS
from summitdata.tables import folder as package
from summitdata.tables.write import FolderError, locked, write_files

SURROUNDINGS = ("LANG", "LC_", "PANDAS", "PLOTLY", "PYTHON", "SUMMITDATA_", "TZ")
# The places are held by what lies there; the renderer is always the same
OURS = ("SUMMITDATA_CACHE", "SUMMITDATA_DIR", "SUMMITDATA_TEXTS", "PLOTLY_RENDERER")


def folder() -> Path:
    """Where entries are: $SUMMITDATA_CACHE, else the user's cache folder."""
    named = os.environ.get("SUMMITDATA_CACHE")
    return Path(named) if named else platformdirs.user_cache_path("summitdata", appauthor=False)


class Kept:
    """The entries that serve in an environment."""

    def __init__(self, env: Mapping[str, str] = os.environ):
        self.where, self.env, self.around = folder(), env, surroundings(env)

    def entry(self, path: Path, summit: str | None, cells: Mapping[str, Any]) -> tuple[Path, str]:
        """The file of a notebook, one for each summit and place of data; and a hash of what it would be made with."""
        # the older of two packages that are compared lies in a new place each time
        place = WITH_FAULTS if WITH_FAULTS in self.env else str(data_of(self.env).resolve())
        asked = [[c["cell_type"], c["source"], c["metadata"]] for c in cells["cells"]]
        file = self.where / f"{path.stem}-{digest([str(path.resolve()), summit, place])[:24]}.json.gz"
        return file, digest([str(path.resolve()), asked, self.around])

    def keep(self, entry: tuple[Path, str], notebook: str) -> None:
        """Store what came of a notebook, unless something that it may rest on changed while it ran."""
        if surroundings(self.env) == self.around:
            remember(*entry, notebook)


def recall(file: Path, made: str) -> str | None:
    """The text that a file of the cache keeps, if it was made so."""
    try:
        known, _, text = gzip.decompress(file.read_bytes()).decode().partition("\n")
    except (OSError, EOFError, ValueError, zlib.error):
        return None
    return text if known == made else None


def remember(file: Path, made: str, text: str) -> None:
    """Keep a text in a file of the cache, with a hash of what it was made of."""
    write(file, gzip.compress(f"{made}\n{text}".encode(), 1, mtime=0))


def write(file: Path, data: bytes) -> None:
    """Write a file of the cache; a cache that cannot be written is none."""
    with contextlib.suppress(OSError, FolderError):  # where another run writes it, that one's serves as well
        file.parent.mkdir(parents=True, exist_ok=True)
        with locked(file.with_suffix(".lock")):
            write_files({file: data})


def surroundings(env: Mapping[str, str] = os.environ) -> str:
    """A hash of what all notebooks are made with: library, tables, texts, packages, Python, settings."""
    settings = {k: v for k, v in env.items() if k.startswith(SURROUNDINGS) and k not in OURS}
    texts = Path(env.get("SUMMITDATA_TEXTS") or package.HERE.parents[2] / "shared" / "sources")
    files = [contents(data_of(env)), contents(texts, "*.txt")]  # whatever lies there, a notebook or a check may read
    return digest([library(), *files, packages(), sys.version, platform.platform(), settings])


def library() -> str:
    """A hash of all files of this package: outputs carry scripts, and number words are read, that are no Python."""
    return digest(contents(package.HERE))


def data_of(env: Mapping[str, str]) -> Path:
    """The folder that `summitdata.load` reads in an environment."""
    return package.data_folder(env.get("SUMMITDATA_DIR") or package.bundled("data"))


def packages() -> list[str]:
    """Name and version of each package that is installed, as the folders that pip leaves are called."""
    return sorted(path.name for entry in sys.path for path in Path(entry).glob("*.*-info"))


def contents(folder: Path, names: str = "**/*") -> list[list[str]]:
    """What each file in a folder holds, as a hash beside its place there."""
    files = (path for path in folder.glob(names) if path.is_file() and "__pycache__" not in path.parts)
    return [[str(path.relative_to(folder)), held(path)] for path in sorted(files)]


def held(path: str | Path) -> str:
    """A hash of what a file holds."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return "absent"


def digest(value: Any) -> str:
    """SHA-256 of a value that JSON can hold."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
