"""Change a data folder: finish what a killed run left, add no fault, put all files in place together."""

from pathlib import Path

from summitdata.tables.check import Checked
from summitdata.tables.folder import folders_of, with_files
from summitdata.tables.write import FolderError, finish, locked, refuse_installed, write_files


class NewFaultsError(RuntimeError):
    """The change would give faults; nothing was written."""


def finish_edit(folder: Path) -> list[str]:
    """Finish what a killed edit of a package had begun; returns the names of the files put in place."""
    with locked(folder):
        return [path.name for path in finish(folders_of(folder))]


def write_folder(folder: Path, files: dict[str, bytes], before: dict[str, bytes] | None = None) -> None:
    """Write files of a package together, by their paths in it, in the order in which they are put in place.

    A FolderError or OSError tells that the folder must not or cannot be written; nothing is changed then.
    `before` is what some files held when they were read: one that somebody has changed since is not overwritten.
    """
    refuse_installed(folder)
    with locked(folder):
        finish(folders_of(folder))
        for name, data in (before or {}).items():
            if (folder / name).read_bytes() != data:
                raise FolderError(f"{name} was changed while it was read. Nothing was written: say it again.")
        write_files({folder / name: data for name, data in files.items()})


def new_faults(folder: Path, files: dict[str, bytes]) -> list[str]:
    """The faults that a package would have with these files and does not have now, quotes aside."""
    before = {str(f) for f in Checked(folder, {}).faults}
    return [str(f) for f in checked_with(folder, files, {}).faults if str(f) not in before]


def checked_with(folder: Path, files: dict[str, bytes], texts: dict[str, str]) -> Checked:
    """A package as it would be with these files, held against every rule."""
    with with_files(folder, files) as draft:
        return Checked(draft, texts)


def write_checked(folder: Path, files: dict[str, bytes], *, really: bool = True) -> None:
    """Write files of a package together, or raise a NewFaultsError with the faults that would arise; without `really` only try."""
    if faults := new_faults(folder, files):
        raise NewFaultsError("Nothing was written, since this would give new faults:\n  " + "\n  ".join(faults))
    if really and files:
        write_folder(folder, files)
