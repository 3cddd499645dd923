"""The commands for whoever edits the tables: what they do and print. Their words are in `edit_words`.

A folder is written only when it is named, on the command line or in
$SUMMITDATA_DIR; otherwise these commands show what they would write.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from summitdata.tables.edit import finish_edit
from summitdata.tables.folder import bundled, data_folder
from summitdata.tables.write import refuse_installed

READ_ONLY = "Nothing was written: name the folder to write it"


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
        done = finish_edit(folder)
    except OSError:
        return  # no such folder, or not ours to write: what is read next will tell
    if done:
        print(f"Finished what an earlier run had begun: {', '.join(done)}.")


def tidy(options: argparse.Namespace) -> int:
    """Bring the tables into canonical form, or say what would be done."""
    from summitdata.tables.tidy import changes
    from summitdata.tables.tidy import tidy as run

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
    from summitdata.tables.edit import write_checked
    from summitdata.texts.found import lines, some
    from summitdata.texts.refit import refit
    from summitdata.texts.verify import reports, texts_in

    folder, write = named(options.folder) if options.fix else (data_folder(options.folder), False)
    texts = texts_in(options.texts) if options.texts else None
    found = reports(folder, texts, options.source)
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
        same = [f" --texts {options.texts}"] if options.texts else []
        same += [f" --source {source}" for source in options.source]
        print(f"To write {'; '.join(plan.said)}: summitdata verify {folder}{''.join(same)} --fix")
    left = [f for r in found for f in r.alignment.found if f.status != "ok" and not (write and f.status == "moved")]
    return int(bool(left or plan.blocked))


def cite(options: argparse.Namespace) -> int:
    """Print the evidence columns for words in a source; what to mind goes to the error stream."""
    from summitdata.texts.cite import COLUMNS, HEAD, citations

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


def code_and_name(text: str) -> tuple[str, str]:
    """A state's code and name from the words of an option."""
    code, _, name = (part.strip() for part in text.partition(","))
    if not name:
        raise RuntimeError(f'--state "{text}" has no name. Write code and name: --state "{code}, Name".')
    return code, name


def new_summit(options: argparse.Namespace) -> int:
    """Add the rows that a summit must have, and say what to fill next."""
    from summitdata.tables.edit import write_checked
    from summitdata.texts.new_summit import Person, found_summit
    from summitdata.texts.next_steps import next_steps

    folder, write = named(options.data)
    given = vars(options)
    columns = ("name", "city", "country", "venue", "starts_on")
    summit = {"summit_id": options.id, **{name: given[name] or "" for name in columns}}
    summit["ends_on"] = options.ends_on or options.starts_on or ""
    columns = ("publisher", "publisher_id", "title", "url", "language", "published_on", "kind", "licence")
    source = {"source_id": options.source, **{name: given[name] or "" for name in columns}} if options.source else None
    people = {role: [Person.parse(text) for text in given[role]] for role in ("host", "guest", "participant")}
    states = dict(map(code_and_name, options.state))
    founding = found_summit(folder, summit, people, states, source)
    write_checked(folder, founding.files, really=write)
    print("\n".join(founding.lines) if founding.added else "All these rows are there already.")
    if founding.added:
        print(f"Written to {folder}." if write else f"{READ_ONLY}: --data {folder}")
    print("Next, in this order:")
    for number, step in enumerate(next_steps(founding, options.id, folder), 1):
        print(f"{number}. {step}")
    return 0


def diff(options: argparse.Namespace) -> int:
    """Print what changed from one package to another."""
    from summitdata.changes.editions import opened
    from summitdata.changes.said import changes, lines

    notebooks = sorted(bundled("notebooks").glob("[0-9][0-9]-*.ipynb"))
    with opened(options.old) as old, opened(options.new or data_folder()) as new:
        found = changes(old, new, [] if options.rows else notebooks)
    if options.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines(found, every=options.all)))
    return 0
