"""Try a change on a copy of the package before it is written: a command must not add faults."""

from __future__ import annotations

import tempfile
from pathlib import Path

from summitdata.tables.check import Checked
from summitdata.tables.folder import copy
from summitdata.tables.together import write_together


class TrialError(RuntimeError):
    """The change would give faults; nothing was written."""


def new_faults(folder: Path, files: dict[str, bytes]) -> list[str]:
    """The faults that a package would have with these files and does not have now, quotes aside."""
    before = {str(f) for f in Checked(folder, {}).faults}
    with tempfile.TemporaryDirectory() as name:
        trial = Path(name)
        copy(folder, trial)
        for file, data in files.items():
            (trial / file).write_bytes(data)
        return [str(f) for f in Checked(trial, {}).faults if str(f) not in before]


def write_checked(folder: Path, files: dict[str, bytes], *, really: bool = True) -> None:
    """Write files of a package together, if no new fault arises; without `really` only try.

    Raises
    ------
    TrialError
        With the faults that would arise; nothing is written then.
    """
    if faults := new_faults(folder, files):
        raise TrialError("Nothing was written, since this would give new faults:\n  " + "\n  ".join(faults))
    if really and files:
        write_together(folder, files)
