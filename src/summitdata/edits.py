"""The commands for whoever edits the tables: their words, and what they print.

A folder is written only when it is named, on the command line or in
$SUMMITDATA_DIR; otherwise these commands show what they would write.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from summitdata.package import bundled, data_folder
from summitdata.together import finish, lock, refuse_installed

DIR = "folder with datapackage.json and the tables"
READ_ONLY = "Nothing was written: name the folder to write it"

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
        tidy,
        "Bring the tables into canonical order and form, so that a diff shows what was meant.",
        "No cell is changed and no row is lost. DIR is written; without DIR it is only said what would be, "
        "and the exit code is 1 if that is anything.",
    )
    p.add_argument("folder", nargs="?", metavar="DIR", help=f"{DIR}, to be written")
    p = command(
        "verify",
        verify,
        "Find each quote in your own copy of its source, and tell what no row covers.",
        "White space, quotation marks, dashes and page furniture may differ. A quote is ok, moved (its words stand "
        "elsewhere), several (they stand in several places) or missing. Exit code 1 if any is not ok.",
    )
    p.add_argument("folder", nargs="?", metavar="DIR", help=DIR)
    text = "folder with your copies, each named after its source: belta-2025-08-20.txt (default: $SUMMITDATA_TEXTS)"
    p.add_argument("--texts", type=Path, metavar="DIR", help=text)
    text = "write the new places into DIR, which must be named; if your copy is another text than the one coded, all of a source or nothing"
    p.add_argument("--fix", action="store_true", help=text)
    p.add_argument("--all", action="store_true", help="list all, not the first ten of each kind")
    p = command(
        "cite",
        cite,
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
        new_summit,
        "Add the rows that a summit must have, and say what to fill next and in which order.",
        "All rows or none are written, and only into a folder that is named: --data DIR. What is there already "
        "and agrees is left alone, so the command can be said again with more.",
    )
    add_summit_options(p)
    p = command(
        "diff",
        diff,
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


def verify(options: argparse.Namespace) -> int:
    """Hold the quotes against the reader's copies, and write new places if asked."""
    from summitdata.found import lines, some
    from summitdata.refit import refit
    from summitdata.trial import write_checked
    from summitdata.verify import reports, texts_in

    folder, write = named(options.folder) if options.fix else (data_folder(options.folder), False)
    texts = texts_in(options.texts) if options.texts else None
    found = reports(folder, texts)
    if not found:
        raise RuntimeError(
            "No text of a source is at hand. Put your copy, named SOURCE_ID.txt, in a folder: --texts DIR."
        )
    for report in found:
        print("\n".join(lines(report, every=options.all)))
    plan = refit(folder, found)
    for source, unclear in plan.blocked.items():
        print(f"{source} cannot be written whole, so nothing of it would be. Unclear:")
        print("\n".join(some(unclear, every=options.all)))
    if plan.said and write:
        write_checked(folder, plan.files)
        print(f"Written: {'; '.join(plan.said)} ({', '.join(plan.files)}).")
    elif plan.said:
        texts_option = f" --texts {options.texts}" if options.texts else ""
        print(f"To write {'; '.join(plan.said)}: summitdata verify {folder}{texts_option} --fix")
    left = [f for r in found for f in r.alignment.found if f.status != "ok" and not (write and f.status == "moved")]
    return int(bool(left or plan.blocked))


def cite(options: argparse.Namespace) -> int:
    """Print the evidence columns for words in a source; what to mind goes to the error stream."""
    from summitdata.citing import COLUMNS, HEAD, citations

    found = citations(data_folder(), options.source, options.words, options.head, options.texts)
    columns = COLUMNS + (HEAD if options.head else [])
    print(("\t" if options.tabs else ",").join(columns))
    for item in found:
        print(item.line(columns, tabs=options.tabs))
    for remark in dict.fromkeys(remark for item in found for remark in item.remarks):
        print(remark, file=sys.stderr)
    if len(found) > 1:
        print(
            f"The quote is not unique: the words stand {len(found)} times. Choose the row by its surroundings,",
            file=sys.stderr,
        )
        print("or take a word more, so that the quote stands once:", file=sys.stderr)
        for item in found:
            print(f"  {item.at}: … {item.around} …", file=sys.stderr)
    return 0


def new_summit(options: argparse.Namespace) -> int:
    """Add the rows that a summit must have, and say what to fill next."""
    from summitdata.new_summit import Person, found_summit, next_steps
    from summitdata.trial import write_checked

    folder, write = named(options.data)
    given = vars(options)
    columns = ("name", "city", "country", "venue", "starts_on")
    summit = {"summit_id": options.id, **{name: given[name] or "" for name in columns}}
    summit["ends_on"] = options.ends_on or options.starts_on or ""
    columns = ("publisher", "publisher_id", "title", "url", "language", "published_on", "kind", "licence")
    source = {"source_id": options.source, **{name: given[name] or "" for name in columns}} if options.source else None
    people = {role: [Person.parse(text) for text in given[role]] for role in ("host", "guest", "participant")}
    states = dict([part.strip() for part in text.split(",", 1)] for text in options.state)
    founding = found_summit(folder, summit, people, states, source)
    write_checked(folder, founding.files, really=write)
    print("\n".join(founding.lines) if founding.added else "All these rows are there already.")
    if founding.added:
        print(f"Written to {folder}." if write else f"{READ_ONLY}: --data {folder}")
    print("Next, in this order:")
    for number, step in enumerate(next_steps(founding, options.id, folder), 1):
        print(f"{number}. {step}")
    return int(bool(founding.added) and not write)


def diff(options: argparse.Namespace) -> int:
    """Print what changed from one package to another."""
    from summitdata.changes import changes, lines
    from summitdata.editions import opened

    notebooks = sorted(bundled("notebooks").glob("[0-9][0-9]-*.ipynb"))
    with opened(options.old) as old, opened(options.new or data_folder()) as new:
        found = changes(old, new, [] if options.rows else notebooks)
    if options.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines(found, every=options.all)))
    return 0
