"""The commands for whoever edits the tables: their words, and what they print.

A folder is written only when it is named, on the command line or in
$SUMMITDATA_DIR; otherwise these commands show what they would write.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from summitdata.package import data_folder
from summitdata.together import finish, lock, refuse_installed

DIR = "folder with datapackage.json and the tables"
READ_ONLY = "Nothing was written: name the folder to write it"


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands' words; `command` makes a parser from name, function and help texts."""
    p = command(
        "tidy",
        tidy,
        "Bring the tables into canonical order and form, so that a diff shows what was meant.",
        "No cell is changed and no row is lost. DIR is written; without DIR it is only said what would be, "
        "and the exit code is 1 if that is anything.",
    )
    p.add_argument("folder", nargs="?", metavar="DIR", help=f"{DIR}, to be written")


def named(folder: str | Path | None) -> tuple[Path, bool]:
    """The folder to work on, and whether it may be written: whether the user has named it."""
    allowed = bool(folder or os.environ.get("SUMMITDATA_DIR"))
    path = data_folder(folder)
    if allowed:
        refuse_installed(path)
        mend(path)
    return path, allowed


def mend(folder: Path) -> None:
    """Finish what a killed run of an edit had begun, and say so."""
    try:
        with lock(folder):
            done = finish(folder)
    except OSError:
        return  # no such folder, or not ours to write: what is read next will tell
    if done:
        print(f"Finished what an earlier run had begun: {', '.join(done)}.")


def tidy(options: argparse.Namespace) -> int:
    """Bring the tables into canonical form, or say what would be done."""
    from summitdata.tidy import changes
    from summitdata.tidy import tidy as run

    folder, write = named(options.folder)
    done = run(folder) if write else changes(folder)
    for change in done:
        print(change)
    if not done:
        print("All tables are tidy.")
    elif write:
        print(f"Written: {len(done)} of the tables in {folder}. No cell was changed.")
    else:
        print(f"{READ_ONLY}: summitdata tidy {folder}")
    return int(bool(done) and not write)
