"""Add the facts of a sheet: each line names its table, the words, and what needs judgement; the rest is filled in.

A sheet is a CSV file. The words are found in your copy of the text; place, speaker, voice, summit and free keys are
filled in. All rows are written or none, and only into a folder that is named: --data DIR. What is there already is left
alone. Exit code 1 if a line cannot be placed or would be a fault; each is told with its line and remedy.

Example: summitdata add passages.csv facts.csv --source belta-2025-08-20
"""

import argparse
from pathlib import Path

from summitdata.commands.options import READ_ONLY, add_data, add_texts, named


def register(p: argparse.ArgumentParser) -> None:
    """The words of the command."""
    p.add_argument("sheets", nargs="+", type=Path, metavar="SHEET", help="CSV file of facts (docs/add-a-summit.md)")
    p.add_argument("--source", default="", metavar="ID", help="the source of lines that name none")
    add_texts(p)
    add_data(p)


def run(options: argparse.Namespace) -> int:
    """Add the facts of some sheets, or show what would be added."""
    from summitdata.tables.write import quoted
    from summitdata.texts.add import addition

    folder, write = named()
    plan = addition(folder, options.sheets, options.source, options.texts)
    for line in () if write else plan.rows:
        cells = (line.row.get(name, "") for name in plan.tables[line.table.name].header)
        print(f"  {line.table.path}: {','.join(map(quoted, cells))}")
    if write:
        plan.write()
    told = plan.told
    if plan.rows:
        told.insert(1, f"Written to {folder}." if write else f"{READ_ONLY}: --data {folder}")
    print("\n".join(told))
    return 0
