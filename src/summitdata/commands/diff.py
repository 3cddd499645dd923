"""Tell what changed from one package to another: rows, cells, and what the notebooks say of them.

OLD and NEW are folders, zips or git revisions, such as edition-2026.1. The notebooks' cells are computed for both, which
takes up to a minute.

Example: summitdata diff edition-2026.2
"""

import argparse
import json

from summitdata.commands.options import add_data
from summitdata.tables.folder import bundled, data_folder


def register(p: argparse.ArgumentParser) -> None:
    """The words of the command."""
    p.add_argument("old", metavar="OLD", help="the package before")
    p.add_argument("new", nargs="?", metavar="NEW", help="the package after (default: the data at hand)")
    p.add_argument("--rows", action="store_true", help="only the rows; compute nothing")
    p.add_argument("--json", action="store_true", help="print everything as JSON")
    p.add_argument("--all", action="store_true", help="all rows, and all lines of each difference, not the first six")
    add_data(p)


def run(options: argparse.Namespace) -> int:
    """Print what changed from one package to another."""
    from summitdata.changes.editions import opened
    from summitdata.changes.said import changes, lines

    notebooks = sorted(bundled("notebooks").glob("[0-9][0-9]-*.ipynb"))
    with opened(options.old) as old, opened(options.new or data_folder()) as new:
        found = changes(old, new, [] if options.rows else notebooks)
    if options.json:
        print(json.dumps(found.as_json(), indent=1))
    else:
        print("\n".join(lines(found, every=options.all or options.rows)))
    return 0
