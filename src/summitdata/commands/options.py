"""Options that several commands have, and which folder may be written."""

import argparse
import itertools
import os
from pathlib import Path
from typing import Any

from summitdata.tables.edit import finish_edit
from summitdata.tables.folder import data_folder
from summitdata.tables.likeness import did_you_mean
from summitdata.tables.schema import DESCRIPTOR
from summitdata.tables.write import refuse_installed

DIR = "folder with datapackage.json and the tables"
READ_ONLY = "Nothing was written: name the folder to write it"


class Parser(argparse.ArgumentParser):
    """A parser that says which option was meant, and refuses what a command cannot use with that command's own words."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """The options, and the words for a program that the command opens."""
        top, opens = self._subparsers is not None, self.get_default("opens")
        for word in itertools.takewhile(lambda w: w != "--" and (w[:1] == "-" or not top), () if opens else args):
            name = word.partition("=")[0]
            if word.startswith("--") and " " not in word and name not in self._option_string_actions:
                known = [option for option in self._option_string_actions if option.startswith("--")]
                self.error(f"there is no option {name}. {did_you_mean(name, known, 'Options: ' + ', '.join(known))}")
        options, unknown = super().parse_known_args(args, namespace)
        if unknown and not (top or opens):
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return options, unknown


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


def named() -> tuple[Path, bool]:
    """The folder to work on, and whether it may be written: whether the user has named it."""
    folder, allowed = data_folder(), bool(os.environ.get("SUMMITDATA_DIR"))
    if allowed:
        make_ready(folder)
    return folder, allowed


def must_be_there(place: Path) -> None:
    """Refuse a place that is no folder, and no file of a package; what a folder lacks is a fault of its own."""
    what = "" if place.exists() else f"There is no {place}"
    if place.suffix.lower() == ".zip" and place.is_file():
        what = f"{place} is packed. Unpack it; only summitdata diff reads a zip"
    elif place.is_file() and not (data_folder(place) / DESCRIPTOR).is_file():
        what = f"{place} is a file, and beside it is no {DESCRIPTOR}"
    if what:
        raise RuntimeError(f"{what}. Name a folder that holds a data package.")


def make_ready(folder: Path) -> None:
    """Refuse to write an installed package; in another finish what a killed edit had begun, and say so."""
    refuse_installed(folder)
    try:
        done = finish_edit(folder)
    except OSError:
        return  # no such folder, or not ours to write: what is read next will tell
    if done:
        print(f"Finished what an earlier run had begun: {', '.join(done)}.")
