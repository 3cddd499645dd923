"""The command: `python tools/audit`. Exit code 1 if something is hidden, fails or is left behind."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import audit  # noqa: E402
from summitdata.commands.options import count  # noqa: E402


def main(argv: list[str] | None = None) -> int:
    """Print how much of the data a reader can see change."""
    p = argparse.ArgumentParser(prog="tools/audit", description=audit.__doc__)
    p.add_argument("--data", type=Path, metavar="DIR", help="the package (default: the checkout's data/)")
    p.add_argument("--sample", type=count, metavar="N", help="so many rows and columns instead of all")
    p.add_argument("--seed", type=int, default=0, metavar="S", help="which cells are changed, and to what (default: 0)")
    options = p.parse_args(argv)
    found = audit.audit(options.data, options.sample, options.seed)
    print(audit.report(found))
    return 0 if audit.good(found) else 1


if __name__ == "__main__":
    sys.exit(main())
