"""The words of the commands for whoever edits the tables, and their help texts."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from summitdata import edits

DIR = "folder with datapackage.json and the tables"
SUMMIT_OPTIONS = {
    "name": "usual name, such as “Russia-Iran summit 2017”",
    "city": "city",
    "country": "country where it took place (ISO 3166-1 alpha-3)",
    "venue": "building or place",
    "starts-on": "first day, such as 2017-03-28",
    "ends-on": "last day (default: the first)",
    "source": "key of the main source, such as kremlin-2017-03-28; its text is looked for in $SUMMITDATA_TEXTS",
    "publisher": "who published the source",
    "publisher-id": "key of the publisher in actors.csv (default: made from the name)",
    "title": "title of the source",
    "url": "public address of the source",
    "language": "language of its text (BCP 47)",
    "published-on": "its date",
    "kind": "kind of source: a word of the vocabulary “source kind”",
    "licence": "its licence or rights",
}


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands' words; `command` makes a parser from name, function and help texts."""
    p = command(
        "tidy",
        edits.tidy,
        "Bring the tables into canonical order and form, so that a diff shows what was meant.",
        "No cell is changed and no row is lost. DIR is written, or the folder in $SUMMITDATA_DIR; where neither is "
        "named it is only said what would be, and the exit code is 1 if that is anything.",
    )
    p.add_argument("folder", nargs="?", metavar="DIR", help=f"{DIR}, to be written")
    p = command(
        "verify",
        edits.verify,
        "Find each quote in your own copy of its source, and tell what no row covers.",
        "White space, quotation marks, dashes and page furniture may differ. A quote is ok, moved (its words stand "
        "elsewhere), several (they stand in several places) or missing. Rows that may be one fact coded twice are told. "
        "Exit code 1 if any quote is not ok.",
    )
    p.add_argument("folder", nargs="?", metavar="DIR", help=DIR)
    text = "folder with your copies, each named after its source: belta-2025-08-20.txt (default: $SUMMITDATA_TEXTS)"
    p.add_argument("--texts", type=Path, metavar="DIR", help=text)
    text = "only this source, such as belta-2025-08-20; may be given again (default: all whose text is at hand)"
    p.add_argument("--source", action="append", default=[], metavar="ID", help=text)
    text = "write the new places into DIR, which must be named; if your copy is another text than the one coded, all of a source or nothing"
    p.add_argument("--fix", action="store_true", help=text)
    p.add_argument("--all", action="store_true", help="list all, not the first ten of each kind")
    p = command(
        "cite",
        edits.cite,
        "Find words in a source text and print the evidence columns, ready to paste.",
        "Speaker and voice come from the passages. Words that stand in several places are listed with their "
        "surroundings. The text is read from $SUMMITDATA_TEXTS, or from shared/sources beside the checkout.",
    )
    p.add_argument("source", metavar="SOURCE", help="source_id, such as belta-2025-08-20")
    p.add_argument("words", metavar="WORDS", help="the words, at most twelve, in quotation marks")
    p.add_argument("--head", default="", metavar="WORDS", help="the word that gives the row its type or speaker")
    p.add_argument("--tabs", action="store_true", help="tabs between the cells: for pasting into a spreadsheet")
    p.add_argument("--texts", type=Path, metavar="DIR", help="folder with your copies (default: $SUMMITDATA_TEXTS)")
    p = command(
        "new-summit",
        edits.new_summit,
        "Add the rows that a summit must have, and say what to fill next and in which order.",
        "All rows or none are written, and only into a folder that is named: --data DIR. What is there already "
        "and agrees is left alone, so the command can be said again with more.",
    )
    add_summit_options(p)
    p = command(
        "diff",
        edits.diff,
        "Tell what changed from one package to another: rows, cells, and what the notebooks say of them.",
        "OLD and NEW are folders, zips or git revisions, such as edition-2026.1. The notebooks' cells are computed "
        "for both, which takes some seconds.",
    )
    p.add_argument("old", metavar="OLD", help="the package before")
    p.add_argument("new", nargs="?", metavar="NEW", help="the package after (default: the data at hand)")
    p.add_argument("--rows", action="store_true", help="only the rows; compute nothing")
    p.add_argument("--json", action="store_true", help="print everything as JSON")
    p.add_argument("--all", action="store_true", help="all lines of each difference, not the first six")


def add_summit_options(p: argparse.ArgumentParser) -> None:
    """The words of `new-summit`."""
    p.add_argument("id", metavar="ID", help="key of the summit, such as rus-irn-2017")
    p.add_argument("--data", metavar="DIR", help=f"{DIR}, to be written")
    for name, text in SUMMIT_OPTIONS.items():
        p.add_argument(f"--{name}", metavar="TEXT", help=text)
    for role in ("host", "guest", "participant"):
        text = f'the {role}: "ID, NAME, COUNTRY, OFFICE", or "ID, OFFICE" for one that actors.csv has; may be repeated'
        p.add_argument(f"--{role}", action="append", default=[], metavar="WHO", help=text)
    text = 'a state that actors.csv may lack: "RUS, Russia"; may be repeated'
    p.add_argument("--state", action="append", default=[], metavar="STATE", help=text)
