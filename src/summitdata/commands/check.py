"""Check the data and list all faults.

Exit code 1 if there are any.

Example: summitdata check my-data/
"""

from __future__ import annotations

import argparse
import json
import sys

from summitdata.commands.options import GREEN, RED, add_data, coloured
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
        return 0 if found["good"] else 1
    out, colour = (sys.stdout, GREEN) if found["good"] else (sys.stderr, RED)
    for line in fault_lines(found):
        print(coloured(line, colour, out) if line.endswith(":") else line, file=out)
    for line in summary(found):
        print(coloured(line, colour, out) if found["good"] and line.startswith("Good") else line, file=out)
    return 0 if found["good"] else 1
