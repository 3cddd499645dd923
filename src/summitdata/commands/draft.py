"""Draft the rows of a text as sheets for `add`: a program proposes, a person decides. Nothing enters the tables.

Writes a sheet a table into the folder of --output: each row with its words, its line and how sure the rule is. Read each
against the text, correct or delete it, then: summitdata add SHEET … --source SOURCE. How good the draft is, and what it
never proposes: docs/draft.md.

Example: summitdata draft belta-2025-08-20 --text belta-2025-08-20.txt --output draft
"""

import argparse
import sys
from pathlib import Path

from summitdata.commands.options import add_data


def register(p: argparse.ArgumentParser) -> None:
    """The words of the command."""
    p.add_argument("source", metavar="SOURCE", help="source_id, which sources.csv has already (see new-summit)")
    text = "your copy of its text, UTF-8"
    p.add_argument("--text", type=Path, action="append", required=True, metavar="FILE", help=text)
    p.add_argument("--output", type=Path, required=True, metavar="DIR", help="folder for the sheets")
    add_data(p)


def run(options: argparse.Namespace) -> int:
    """Write the sheets, and say what does not apply to the text; no sheet that is there is overwritten."""
    from summitdata.house.words import count, listed
    from summitdata.tables.folder import data_folder
    from summitdata.tables.write import write_files
    from summitdata.texts.draft import draft

    if len(options.text) > 1:
        raise RuntimeError(f"One text at a time is drafted, not {len(options.text)}. Say --text once.")
    sheets, remarks = draft(data_folder(), options.source, options.text[0])
    other = [path.name for path in options.output.glob("*.csv") if not path.name.startswith(f"{options.source}-")]
    if other:
        remarks.append(f"{options.output} has other sheets too: {listed(sorted(other))}. add *.csv would take them.")
    for remark in remarks:
        print(remark, file=sys.stderr)
    paths = {name: options.output / f"{options.source}-{name}.csv" for name in sheets}
    if there := [path.name for path in paths.values() if path.exists()]:
        raise RuntimeError(f"{options.output} already has {listed(there)}. Nothing was written: name another folder.")
    options.output.mkdir(parents=True, exist_ok=True)
    write_files({paths[name]: content for name, (content, _) in sheets.items()})
    for name, (_, rows) in sheets.items():
        print(f"{paths[name]}: {count(rows, 'row')}")
    return 0
