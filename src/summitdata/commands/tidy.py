"""Bring the tables into canonical order and form, so that a diff shows what was meant.

No cell is changed and no row is lost; only a package of an earlier edition gets the present columns. DIR is written, or the folder in $SUMMITDATA_DIR; where neither is named it is only
said what would be, and the exit code is 1 if that is anything.

Example: summitdata tidy my-data/
"""

import argparse

from summitdata.commands.options import READ_ONLY, add_data, named


def register(p: argparse.ArgumentParser) -> None:
    """The words of the command."""
    add_data(p, alone=True)


def run(options: argparse.Namespace) -> int:
    """Bring the tables into canonical form, or say what would be done."""
    from summitdata.tables.tidy import OLDER, tidy, untidy

    folder, write = named()
    done = tidy(folder) if write else untidy(folder)
    for change in done:
        print(change)
    if not done:
        print("All tables are tidy.")
    elif write:
        older = any(OLDER in change.what for change in done)
        kept = "The package has the present form." if older else "No cell was changed."
        print(f"Written: {len(done)} of the files in {folder}. {kept}")
    else:
        print(f"{READ_ONLY}: summitdata tidy {folder}")
    return int(bool(done) and not write)
