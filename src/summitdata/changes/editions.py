"""Open a package wherever it is: a folder, a zip, a git revision. Editions are tagged edition-VERSION."""

import contextlib
import io
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from summitdata.tables.folder import bundled, data_folder
from summitdata.tables.schema import DESCRIPTOR

TAG = "edition-"


class EditionError(RuntimeError):
    """There is no package of that name: what was looked for, and what can be named."""


@contextlib.contextmanager
def opened(name: str | Path, *places: Path) -> Iterator[Path]:
    """The folder of a package; that of a zip or a revision is there until the block ends.

    `name` is a folder (of the package, or with it in ``data/``), its ``datapackage.json``, a zip, or a git revision such
    as ``edition-2026.1`` or ``main``. A revision is looked for in the repositories of some `places`; where the user is,
    then in the checkout, if none is given.

    Raises
    ------
    EditionError
        If it is none of these.
    """
    path = Path(name)
    if path.is_dir() or path.name == DESCRIPTOR:
        folder = data_folder(path)
        if not (folder / DESCRIPTOR).is_file():
            raise EditionError(f"{folder} holds no {DESCRIPTOR}. Name a folder that holds a data package.")
        yield folder
        return
    pack = path if path.is_file() else archived(str(name), places or (Path.cwd(), bundled("data").parent))
    with tempfile.TemporaryDirectory(prefix="summitdata-") as folder:
        try:
            with zipfile.ZipFile(pack) as held:
                found = unpack(held, str(path) if pack is path else f"The revision {name}", Path(folder))
        except zipfile.BadZipFile:
            raise EditionError(f"{path} is no zip. Name a folder, a zip or a git revision.") from None
        yield found


def archived(name: str, places: Sequence[Path]) -> io.BytesIO:
    """A git revision as a zip, from the first repository that has it."""
    for where in places:
        top = where / (git(where, "rev-parse", "--show-cdup") or b"").decode().strip()
        if pack := git(top, "archive", "--format=zip", "-0", "--", name):
            return io.BytesIO(pack)
    raise EditionError(f"There is no folder, zip or git revision {name!r}. Editions are tagged such as {TAG}2026.1.")


def unpack(pack: zipfile.ZipFile, called: str, folder: Path) -> Path:
    """Write the descriptor that lies least deep with all that lies beside it and below; returns its folder."""
    names = pack.namelist()
    found = [name for name in names if PurePosixPath(name).name == DESCRIPTOR]
    if not found:
        raise EditionError(f"{called} holds no {DESCRIPTOR}.")
    root = min(found, key=lambda name: (name.count("/"), name)).removesuffix(DESCRIPTOR)
    pack.extractall(folder, [name for name in names if name.startswith(root)])
    return folder / root


def git(where: Path, *words: str) -> bytes | None:
    """What git prints in the repository of a folder; None if it fails, or there is no git or repository."""
    with contextlib.suppress(OSError):
        done = subprocess.run(["git", "-C", str(where), *words], capture_output=True)
        if done.returncode == 0:
            return done.stdout
    return None


def tagged() -> tuple[Path, list[str]]:
    """A repository with tags of editions, that of the data before the checkout, and the commit and tag of each."""
    found, words = [], ("for-each-ref", "--format=%(objectname) %(refname:lstrip=2)", f"refs/tags/{TAG}*")
    for where in (data_folder(), bundled("data").parent):
        if found := (git(where, *words) or b"").decode().splitlines():
            break
    return where, found


def previous(version: str, *, changed: bool = False) -> str | None:
    """The tag of the edition before this one; where the data are changed locally, of this one if it is tagged.

    Versions are compared number by number. None where no such tag is at hand.
    """
    tags = [tag.split()[1] for tag in tagged()[1]]
    known = {numbers(tag.removeprefix(TAG)): tag for tag in tags}
    before = [key for key in known if key < numbers(version) or (changed and key == numbers(version))]
    return known[max(before)] if before else None


def numbers(version: str) -> tuple[int, ...]:
    """The numbers of a version, to compare it by.

    Examples
    --------
    >>> numbers("2026.10") > numbers("2026.9")
    True
    """
    return tuple(map(int, re.findall(r"\d+", version)))
