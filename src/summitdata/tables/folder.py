"""Where a package lies: its folder, its files, the readers' own copies of its sources."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from summitdata.tables.faults import DataError
from summitdata.tables.schema import DESCRIPTOR, read_descriptor

HERE = Path(__file__).parents[1]
DISCUSSION = "discussion"  # the folder of a package in which the written discussions are, a file a summit


def bundled(name: str) -> Path:
    """A folder that belongs to the package, `data` or `notebooks`: the checkout's, else the copy in an installed wheel."""
    checkout = HERE.parents[1] / name
    return checkout if (HERE.parents[1] / "pyproject.toml").is_file() else HERE / name


def data_folder(path: str | os.PathLike | None = None) -> Path:
    """The folder to read: `path`, else $SUMMITDATA_DIR, else the bundled one.

    A file stands for the folder that it lies in, and a checkout for its data/.
    """
    chosen = Path(path or os.environ.get("SUMMITDATA_DIR") or bundled("data"))
    if chosen.name == DESCRIPTOR or chosen.is_file():
        return chosen.parent
    inside = chosen / "data"
    return inside if (inside / DESCRIPTOR).is_file() and not (chosen / DESCRIPTOR).exists() else chosen


def source_texts(source_ids: list[str]) -> dict[str, str]:
    """The source texts at hand, by source_id; one that is no UTF-8 is left out, and the check says so."""
    found = {}
    for source in filter(None, source_ids):
        with contextlib.suppress(OSError, UnicodeDecodeError):
            found[source] = text_path(source).read_bytes().decode("utf-8")
    return found


def text_path(source: str) -> Path:
    """Where the text of a source would be: in $SUMMITDATA_TEXTS, else beside the checkout."""
    folder = Path(os.environ.get("SUMMITDATA_TEXTS") or HERE.parents[2] / "shared" / "sources")
    return folder / f"{source}.txt"


def files_of(folder: Path) -> list[str]:
    """The names of a package's files: the descriptor, those tables of it that are there, the discussions."""
    paths = sorted(table.path for table in read_descriptor(folder).tables)
    return [DESCRIPTOR, *(path for path in paths if (folder / path).is_file()), *discussion_files(folder)]


def discussion_files(folder: Path) -> list[str]:
    """The names of a package's written discussions; a package may have none."""
    return [f"{DISCUSSION}/{path.name}" for path in sorted((folder / DISCUSSION).glob("*.md")) if path.is_file()]


def copy(folder: Path, target: str | os.PathLike) -> Path:
    """Copy a package, and nothing else that lies in its folder; returns where it is now."""
    for name in files_of(folder):
        place = Path(target) / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / name, place)  # without its mode: it may be read-only
    return Path(target)


@contextlib.contextmanager
def with_files(folder: Path, files: dict[str, bytes]) -> Iterator[Path]:
    """A copy of a package in which these files are so, there until the block ends; with none the folder itself."""
    if not files:
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="summitdata-") as name:
        copy(folder, name)
        for file, data in files.items():
            (Path(name) / file).write_bytes(data)
        yield Path(name)


def folders_of(folder: Path) -> set[Path]:
    """The folders in which a package's files lie, those that a symbolic link names among them; its descriptor may be broken."""
    names = [DESCRIPTOR, *discussion_files(folder)]
    with contextlib.suppress(DataError):  # whoever reads it tells that
        names += [table.path for table in read_descriptor(folder).tables]
    return {Path(os.path.realpath(folder / name)).parent for name in names}
