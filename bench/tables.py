"""Time to check and load tables, beside `pandas.read_csv` and frictionless on the same files.

    python bench/tables.py [--rows 100 10000 100000] [--repeat 5]

Packages of so many fact rows are generated from the bundled one: its first
summit again and again under other keys, passages and sources with it. Each
measurement is a process of its own; its clock starts after the imports, ×
means times that of read_csv, and memory is the process's peak.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from summitdata.tables.folder import bundled
from summitdata.tables.schema import DESCRIPTOR, Table, read_descriptor
from summitdata.tables.write import csv_text

SPARE = ("sector_mentions", "actor_mentions", "positions", "events", "quantities")  # rows that no other row names
EMPTY = ("document_reports", "coding_passes")
WORK = ("read_csv", "check", "load", "frictionless")


def generate(folder: Path, facts: int = 0, summits: int = 0) -> None:
    """Write a package with exactly so many fact rows, or so many summits."""
    folder.mkdir(parents=True)
    home = bundled("data")
    shutil.copy(home / DESCRIPTOR, folder)
    tables = {t.name: t for t in read_descriptor(home).tables}
    rows = {name: list(csv.DictReader(io.StringIO((home / t.path).read_text("utf-8")))) for name, t in tables.items()}
    source = next(r for r in rows["sources"] if r["coverage"] == "full")
    summit = source["summit_id"]
    copied = {
        n: [r for r in rows[n] if r.get("source_id") == source["source_id"]] for n, t in tables.items() if t.evidence
    }
    copied["passages"] = [r for r in rows["passages"] if r["source_id"] == source["source_id"]]
    copied["sources"], copied["summits"] = [source], [r for r in rows["summits"] if r["summit_id"] == summit]
    copied["participants"] = [r for r in rows["participants"] if r["summit_id"] == summit]
    per_copy = sum(len(copied[n]) for n, t in tables.items() if t.evidence)
    copies = summits or -(-facts // per_copy)
    spare = 0 if summits else copies * per_copy - facts
    for name, table in tables.items():
        emptied = table.evidence or name in ("passages", *EMPTY) or (summits and name in ("summits", "participants"))
        kept = [] if emptied else rows[name]
        if name == "sources":
            kept = [
                r | {"summit_id": "" if summits else r["summit_id"]} for r in rows[name] if r["coverage"] == "cited"
            ]
        made = renamed(copied.get(name, []), table, tables, copies)
        drop = min(spare, max(len(made) - 1, 0)) if name in SPARE else 0
        spare -= drop
        lines = [list(r.values()) for r in kept] + made[: len(made) - drop]
        (folder / table.path).write_text(csv_text(table.names, lines), encoding="utf-8")


def renamed(rows: list[dict], table: Table, tables: dict[str, Table], copies: int) -> list[list[str]]:
    """The rows so many times, each copy under keys of its own."""
    own = {"summits", "sources", "participants", "passages"} | {n for n, t in tables.items() if t.evidence}
    keys = [
        table.key,
        *(["name"] if table.name == "summits" else []),
        *(c for c, target in table.references.items() if target in own and c != "status_source_id"),
    ]
    places = [table.names.index(name) for name in keys]
    out = []
    for copy in range(copies):
        for row in rows:
            cells = list(row.values())
            for place in places:
                cells[place] += f"-{copy:06}" if cells[place] else ""
            if "status_source_id" in row and row["status_source_id"] == row["source_id"]:
                cells[table.names.index("status_source_id")] += f"-{copy:06}"
            out.append(cells)
    return out


def measure(work: str, folder: Path) -> dict[str, float]:
    """Do one piece of work in this process; seconds, peak memory and the size of what came out, in MB."""
    run = {"read_csv": read_csv, "check": check, "load": load, "frictionless": frictionless}[work](folder)
    start, cpu = time.perf_counter(), time.process_time()
    size = run()
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    return {"seconds": seconds, "cpu": cpu, "peak": peak(), "frames": size() if callable(size) else 0.0}


def read_csv(folder: Path) -> Callable:
    """Plain pandas, which checks nothing."""
    import pandas as pd

    paths = [folder / table.path for table in read_descriptor(folder).tables]

    def run():
        frames = [pd.read_csv(path) for path in paths]
        return lambda: sum(f.memory_usage(deep=True).sum() for f in frames) / 1e6

    return run


def check(folder: Path) -> Callable:
    """What `summitdata check` does."""
    from summitdata.tables.check import Checked

    def run():
        faults = Checked(folder).faults
        assert not faults, faults[:3]

    return run


def load(folder: Path) -> Callable:
    """What `summitdata.load` does: the check, and typed frames."""
    import pandas as pd  # noqa: F401

    import summitdata as sd

    def run():
        data = sd.load(folder)
        return lambda: sum(getattr(data, n).memory_usage(deep=True).sum() for n in data.tables) / 1e6

    return run


def frictionless(folder: Path) -> Callable:
    """The standard's own tool, on the same descriptor."""
    import frictionless as tool

    tool.system.trusted = True

    def run():
        report = tool.validate(str(folder / DESCRIPTOR))
        assert report.valid, report.flatten(["title", "rowNumber", "message"])[:3]

    return run


def peak() -> float:
    """The largest resident memory of this process so far, in MB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1e3
    return float("nan")


def median(work: str, folder: Path, repeat: int) -> dict[str, float]:
    """The medians of some runs, each in a fresh process."""
    command = [sys.executable, __file__, "--measure", work, str(folder)]
    environment = {**os.environ, "SUMMITDATA_TEXTS": str(folder / "none")}
    runs = []
    for _ in range(repeat):
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        if done.returncode:
            raise SystemExit(f"{work} failed:\n{done.stderr}")
        runs.append(json.loads(done.stdout.splitlines()[-1]))
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def compare(rows: int, repeat: int) -> None:
    """Print one size: seconds, times of read_csv, memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "package"
        subprocess.run([sys.executable, __file__, "--generate", str(folder), str(rows)], check=True)
        size = sum(p.stat().st_size for p in folder.glob("*.csv")) / 1e6
        print(f"\n{rows:,} fact rows, {size:,.1f} MB of CSV, medians of {repeat}")
        print(f"{'':14}{'seconds':>9}{'×':>7}{'CPU s':>9}{'×':>7}{'peak MB':>9}{'frames MB':>11}{'peak/frames':>13}")
        base: dict[str, float] = {}
        for work in WORK:
            found = median(work, folder, repeat)
            base = base or found
            times = "".join(f"{found[key]:9.3f}{found[key] / base[key]:7.1f}" for key in ("seconds", "cpu"))
            frames = f"{found['frames']:11,.1f}{found['peak'] / found['frames']:13.1f}" if found["frames"] else ""
            print(f"{work:14}{times}{found['peak']:9,.0f}{frames}", flush=True)


def main() -> None:
    """Measure, or print the table of all measurements."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--rows", type=int, nargs="+", default=[100, 10_000, 100_000])
    words.add_argument("--repeat", type=int, default=5)
    words.add_argument("--generate", nargs=2, help=argparse.SUPPRESS)
    words.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    options = words.parse_args()
    if options.generate:
        return generate(Path(options.generate[0]), int(options.generate[1]))
    if options.measure:
        return print(json.dumps(measure(options.measure[0], Path(options.measure[1]))))
    names = ", ".join(f"{n} {version(n)}" for n in ("pandas", "frictionless"))
    print(f"Python {platform.python_version()}, {names}, {os.cpu_count()} cores")
    for rows in options.rows:
        compare(rows, options.repeat)


if __name__ == "__main__":
    main()
