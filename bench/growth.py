"""Render generated summits: does the time of a page, and the memory, stay the same as there are more?

    python bench/growth.py [--summits 10 50 200]

Each number of summits is rendered once, nothing cached, from a package that is
the bundled one's first summit again and again. Memory is the peak of all
processes together; pages that several share count once.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path

import measure
import tables

SOURCE = Path(__file__).parents[1] / "src"


def rendered(folder: Path, summits: int) -> tuple[int, measure.Run]:
    """How many notebook pages there are, and what it took to make them."""
    tables.generate(folder / "data", summits=summits)
    env = {**os.environ, "PYTHONPATH": str(SOURCE), "SUMMITDATA_DIR": str(folder / "data")}
    env["SUMMITDATA_CACHE"] = str(folder / "cache")
    command = [sys.executable, "-m", "summitdata", "render", "--output", str(folder / "site")]
    took = measure.run(command, env, folder, memory=True)
    return len(list((folder / "site").rglob("[0-9][0-9]-*.html"))) - len(list((folder / "site").rglob("embed/*"))), took


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("--summits", type=int, nargs="+", default=[10, 50, 200])
    options = words.parse_args()
    print(f"Python {platform.python_version()}, {len(os.sched_getaffinity(0))} cores; once each\n")
    print("| summits | pages | seconds | ms a page | processor, ms a page | peak memory, MB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    for summits in options.summits:
        with tempfile.TemporaryDirectory(prefix="summitdata-growth-") as folder:
            pages, took = rendered(Path(folder), summits)
        each = [1000 * value / pages for value in (took.wall, took.cpu)]
        print(
            f"| {summits} | {pages} | {took.wall:.1f} | {each[0]:.0f} | {each[1]:.0f} | {took.peak:.0f} |", flush=True
        )


if __name__ == "__main__":
    main()
