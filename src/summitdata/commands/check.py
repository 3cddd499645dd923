"""Check the data and list all faults.

Exit code 1 if there are any.

Example: summitdata check my-data/
"""

import argparse
import json
import sys

from summitdata.commands.options import add_data
from summitdata.discussion.report import fault_lines, findings, summary
from summitdata.tables.folder import data_folder


def register(p: argparse.ArgumentParser) -> None:
    """The words of the command."""
    add_data(p, alone=True)
    p.add_argument("--json", action="store_true", help="print the report as JSON, for programs")


def run(options: argparse.Namespace) -> int:
    """List all faults, grouped by file, and say how much is good."""
    found = findings(data_folder())
    if options.json:
        print(json.dumps(found, indent=2))
    else:
        print("\n".join([*fault_lines(found), *summary(found)]), file=sys.stdout if found["good"] else sys.stderr)
    return 0 if found["good"] else 1
