"""Options that several commands have, and which folder may be written."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TextIO

from summitdata.tables.edit import finish_edit
from summitdata.tables.folder import data_folder
from summitdata.tables.write import refuse_installed

DIR = "folder with datapackage.json and the tables"
RED, GREEN = 31, 32
READ_ONLY = "Nothing was written: name the folder to write it"


def add_data(p: argparse.ArgumentParser, text: str = DIR, *, alone: bool = False) -> None:
    """The option --data DIR; with `alone` the folder may also be said without it."""
    p.add_argument("--data", metavar="DIR", help=f"{text} (default: $SUMMITDATA_DIR, or the checkout's data/)")
    if alone:
        p.add_argument("data", nargs="?", metavar="DIR", default=argparse.SUPPRESS, help="the same, without --data")


def add_texts(p: argparse.ArgumentParser) -> None:
    """The option --texts DIR."""
    text = "folder with your copies, each named after its source: belta-2025-08-20.txt (default: $SUMMITDATA_TEXTS)"
    p.add_argument("--texts", type=Path, metavar="DIR", help=text)


def count(text: str) -> int:
    """A number of things from the command line, at least one."""
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text} is no number from 1 up")
    return int(text)


def coloured(text: str, colour: int, stream: TextIO) -> str:
    """The text in a colour where a terminal shows it, and $NO_COLOR does not forbid it."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not stream.isatty()
    return text if plain or os.name == "nt" else f"\x1b[{colour}m{text}\x1b[0m"


def named() -> tuple[Path, bool]:
    """The folder to work on, and whether it may be written: whether the user has named it."""
    allowed = bool(os.environ.get("SUMMITDATA_DIR"))
    if allowed:
        refuse_installed(data_folder())
        mend(data_folder())
    return data_folder(), allowed


def mend(folder: Path) -> None:
    """Finish what a killed edit had begun, and say so."""
    try:
        done = finish_edit(folder)
    except OSError:
        return  # no such folder, or not ours to write: what is read next will tell
    if done:
        print(f"Finished what an earlier run had begun: {', '.join(done)}.")
