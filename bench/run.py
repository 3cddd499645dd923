"""The benchmark: this suite beside the usual tools, in one run, as a table of ratios.

    make bench                      # medians of five
    python bench/run.py --quick     # once each: is it still in working order?

The usual tools run in an environment of their own (.bench/venv, made once from
requirements-test.lock): the same packages, nothing of ours but the library.
"""

from __future__ import annotations

import argparse
import csv
import importlib.metadata
import io
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import browser
import measure

from summitdata.run.notebooks import notebooks

ROOT = Path(__file__).parents[1]
PACKAGES = ("pandas", "plotly", "ipykernel", "nbclient", "nbconvert", "nbval", "jupyterlab")
PAGE = "01-trade-growth"
FRESH = 7  # starts of a browser for each page and round: one alone is mostly chance
IMPORT = "import time; t = time.perf_counter(); import {}; print(time.perf_counter() - t)"
LOAD = """
import json, statistics, sys, time
from pathlib import Path
import pandas as pd, summitdata as sd
def median(work):
    times = []
    for _ in range(int(sys.argv[1]) + 1):
        begin = time.perf_counter(); work(); times.append(time.perf_counter() - begin)
    return statistics.median(times[1:])
files = sorted(Path(sys.argv[2]).glob("*.csv"))
print(json.dumps([median(sd.load), median(lambda: [pd.read_csv(f) for f in files])]))
"""
# label, ours, the peer's, how many times better is asked for, unit
ROWS = [
    ("execute all and write all pages, nothing cached", "render", "nbconvert", 6, "s"),
    ("one row of one table changed", "render, row changed", "nbconvert", 8, "s"),
    ("nothing changed", "render, nothing changed", "nbconvert", 100, "s"),
    ("nbval, strict, real kernels", "nbval part of make test", "plain nbval", 2.5, "s"),
    ("import summitdata", "import summitdata", "import pandas", 4, "s"),
    ("summitdata check, cold", "check", "python importing pandas", 1, "s"),
    ("load the bundled data", "sd.load", "read_csv", 1 / 3, "s"),
    ("a page, single file", "page size", "peer page size", 2, "MB"),
    ("first text in Chromium", "page text", "peer page text", 1, "ms"),
    ("first text of a site's page", "site page text", "heading text", 1 / 1.5, "ms"),
    ("first chart in Chromium", "page chart", "peer page chart", 1, "ms"),
    ("peak memory of rendering all", "render memory", "nbconvert memory", 1, "MB"),
]


class Bench:
    """The things to measure; each method is one, named in `measures`."""

    def __init__(self, folder: Path, plain: str, times: int):
        self.folder, self.plain, self.times, self.edits = folder, plain, times, 0
        self.found: dict[str, list[float]] = {}
        self.ours = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "SUMMITDATA_CACHE": str(folder / "cache")}
        self.theirs = {k: v for k, v in self.ours.items() if not k.startswith("SUMMITDATA")}
        self.theirs["PLOTLY_RENDERER"] = "plotly_mimetype"
        with (ROOT / "data" / "summits.csv").open(encoding="utf-8", newline="") as file:
            self.summit = ("--summit", next(csv.DictReader(file))["summit_id"])
        shutil.copytree(ROOT / "data", folder / "data")
        (folder / "peer").mkdir()
        for path in notebooks():
            shutil.copy(path, folder / "peer")
            bare = json.loads(path.read_text("utf-8"))
            for output in [o for cell in bare["cells"] for o in cell.get("outputs", [])]:
                output.get("data", {}).pop("image/svg+xml", None)
            (folder / "peer" / path.name).write_text(json.dumps(bare), encoding="utf-8")

    def note(self, name: str, value: float) -> None:
        self.found.setdefault(name, []).append(value)

    def timed(self, name: str, command: list, env: dict, cwd: Path | None = None, **more: Any) -> None:
        found = measure.run([str(c) for c in command], env, cwd or self.folder, **more)
        self.note(name, found.wall)
        self.note(f"{name}, processor", found.cpu)
        if found.peak:
            self.note(f"{name} memory", found.peak)

    def summitdata(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "summitdata", *words]

    def nbconvert(self, memory: bool = False) -> None:
        command = [self.plain, "-m", "jupyter", "nbconvert", "--execute", "--to", "html", "--output-dir", "html"]
        names = [path.name for path in notebooks()]
        self.timed("nbconvert", [*command, *names], self.theirs, self.folder / "peer", memory=memory)

    def render(self, memory: bool = False) -> None:
        for name in ("cache", "site"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        self.timed("render", self.summitdata("render", *self.summit), self.ours, memory=memory)

    def render_same(self) -> None:
        self.timed("render, nothing changed", self.summitdata("render", *self.summit), self.ours)

    def render_edited(self) -> None:
        """An edit after another one: the first after an edition tells every page "changed locally"."""
        env = {**self.ours, "SUMMITDATA_DIR": str(self.folder / "data")}
        command = self.summitdata("render", *self.summit, "--output", "edited")
        for measured in (False, True):
            self.edits += 1
            change_a_cell(self.folder / "data" / "positions.csv", "summary", f"Edited {self.edits} times.")
            if measured:
                self.timed("render, row changed", command, env)
            else:
                measure.run(command, env, self.folder)

    def nbval(self) -> None:
        command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval"]
        plain = [self.plain, *command, "--nbval-kernel-startup-timeout", "60", "--rootdir", ".", "."]
        self.timed("plain nbval", plain, self.theirs, self.folder / "peer", codes=(0, 1))
        self.timed("nbval part of make test", [sys.executable, *command, "notebooks"], self.ours, ROOT, codes=(0, 1))

    def imports(self) -> None:
        for name in ("summitdata", "pandas"):
            printed = subprocess.check_output([sys.executable, "-c", IMPORT.format(name)], env=self.ours)
            self.note(f"import {name}", float(printed))

    def check(self) -> None:
        self.timed("check", self.summitdata("check"), self.ours)
        self.timed("python importing pandas", [sys.executable, "-c", "import pandas"], self.ours)

    def load(self) -> None:
        command = [sys.executable, "-c", LOAD, str(self.times), str(ROOT / "data")]
        ours, theirs = json.loads(subprocess.check_output(command, env=self.ours))
        self.note("sd.load", ours)
        self.note("read_csv", theirs)

    def pages(self) -> None:
        """One page as a single file by both, its size, and how soon it shows something; of the site, and beside a bare heading."""
        ours, theirs = self.folder / f"{PAGE}.html", self.folder / "peer" / "page" / f"{PAGE}.html"
        if not ours.is_file():
            measure.run(self.summitdata("render", PAGE, "--single-file"), self.ours, self.folder)
            command = [self.plain, "-m", "jupyter", "nbconvert", "--execute", "--to", "html", "--output-dir", "page"]
            env = {**self.theirs, "PLOTLY_RENDERER": "notebook"}
            measure.run([*command, f"{PAGE}.ipynb"], env, self.folder / "peer")
        floor = self.folder / "heading.html"
        floor.write_text("<!DOCTYPE html><title>A heading</title><h1>A heading</h1>", encoding="utf-8")
        site = self.folder / "site" / f"{PAGE}.html"
        if not site.is_file():
            measure.run(self.summitdata("render", *self.summit), self.ours, self.folder)
        for name, path in (("page", ours), ("peer page", theirs)):
            self.note(f"{name} size", path.stat().st_size / 1e6)
        charted = {"page": ours, "peer page": theirs}
        for _ in range(FRESH):
            for name, path in {**charted, "heading": floor, "site page": site}.items():
                for what, when in browser.milliseconds(path, chart=name in charted).items():
                    self.note(f"{name} {what}", when)

    def memory(self) -> None:
        self.render(memory=True)
        self.nbconvert(memory=True)

    def measures(self) -> list[Callable[[], None]]:
        """In the order of a round: what needs a cache comes after what fills it."""
        work = [self.nbconvert, self.render, self.render_same, self.render_edited, self.nbval]
        return [*work, self.imports, self.check, self.load, self.pages]


def change_a_cell(path: Path, column: str, text: str) -> None:
    """Write a text into a column of a table's first row."""
    header, first, *rest = csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))
    first[header.index(column)] = text
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, first, *rest])


def table(found: dict[str, list[float]]) -> str:
    """The results: medians of both, how many times better, what is asked for."""
    lines = ["| work | ours | peer | times | asked |", "| --- | --- | --- | --- | --- |"]
    for label, ours, peer, asked, unit in ROWS:
        a, b = statistics.median(found[ours]), statistics.median(found[peer])
        met = "" if b / a >= asked else " **missed**"
        lines.append(f"| {label} | {shown(a, unit)} | {shown(b, unit)} ({peer}) | {b / a:.2f}{met} | {asked:.2g} |")
    return "\n".join(lines)


def shown(value: float, unit: str) -> str:
    return f"{value * 1000:.0f} ms" if unit == "s" and value < 0.5 else f"{value:.3g} {unit}"


def plain_environment() -> str:
    """The Python of an environment with the locked packages and nothing else; made where it is missing."""
    folder = ROOT / ".bench" / "venv"
    lock = (ROOT / "requirements-test.lock").read_bytes()
    stamp = folder / ".lock"
    if not stamp.is_file() or stamp.read_bytes() != lock:
        print("Making the plain environment .bench/venv (once, about a minute) ...", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", ROOT / "requirements-test.lock"], check=True)
        subprocess.run([folder / "bin" / "python", "-m", "compileall", "-q", folder / "lib"], check=True)
        stamp.write_bytes(lock)
    return str(folder / "bin" / "python")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("--quick", action="store_true", help="one round instead of five")
    words.add_argument("--plain", metavar="PYTHON", help="the Python of the usual tools (default: .bench/venv)")
    words.add_argument("--only", metavar="NAME", action="append", help="measure only these, such as nbval")
    options = words.parse_args()
    times = 1 if options.quick else 5
    with tempfile.TemporaryDirectory(prefix="summitdata-bench-") as folder:
        bench = Bench(Path(folder), options.plain or plain_environment(), times)
        for work in [*bench.measures() * times, bench.memory]:
            if not options.only or work.__name__ in options.only:
                print(f"{work.__name__} …", file=sys.stderr, flush=True)
                work()
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"Python {platform.python_version()}, {cores} cores; medians of {times}; {versions}\n")
    if options.only:
        for name, values in bench.found.items():
            print(f"{name}: {statistics.median(values):.3f}")
    else:
        print(table(bench.found))


if __name__ == "__main__":
    main()
