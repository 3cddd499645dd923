"""The audit of a whole package: which rows and columns a reader can see change."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

from audit.change import Package, Place
from audit.exceptions import EXCEPTIONS, WORDS
from audit.judge import Judge, Verdict
from summitdata.house.table import shown as show

TRIES = 12


@dataclass(frozen=True)
class Task:
    """A column to be changed at one of its rows, or a row at one of its cells."""

    kind: str
    table: str
    name: str
    places: tuple[Place, ...]


@dataclass
class Finding:
    """The verdict on a row or column."""

    task: Task
    verdict: Verdict


def tasks(package: Package, seed: int = 0) -> list[Task]:
    """Every column of every table and every row, but for the exceptions.

    Each comes with the cells to try, in an order that hangs on nothing but the
    seed and the names: a new row does not change what is tried for the others.
    """
    found = []
    spares = [id(row) for row in package.spares.values()]

    def chance(place: Place) -> tuple[bool, float]:
        key = package.rows[place.table][place.row][package.tables[place.table].key]
        return not package.at(place), random.Random(f"{seed}/{place.table}/{place.column}/{key}").random()

    for name, table in package.tables.items():
        columns = [c for c in table.names if (name, c) not in EXCEPTIONS]
        rows = [i for i, row in enumerate(package.rows[name]) if id(row) not in spares]
        for column in columns:
            places = sorted((Place(name, i, column) for i in rows), key=chance)
            found.append(Task("column", name, column, tuple(places[:TRIES])))
        for i in rows:
            cells = [Place(name, i, c) for c in columns if c != table.key]
            filled = sorted((place for place in cells if package.at(place)), key=chance)
            found.append(Task("row", name, package.rows[name][i][table.key], tuple(filled[:TRIES])))
    return found


def finding(judge: Judge, task: Task, seed: int) -> Finding:
    """The verdict on the first cell of a task for which there is a valid change."""
    verdict = Verdict(task.places[0] if task.places else Place(task.table, 0, task.name), "")
    for place in task.places:
        verdict = judge.verdict(place, seed)
        if verdict.seen != "none":
            break
    return Finding(task, verdict)


def audit(folder: Path | None = None, sample: int | None = None, seed: int = 0) -> list[Finding]:
    """The findings of the audit, a progress bar beside it.

    Parameters
    ----------
    folder : Path, optional
        The package; without it the one that `summitdata.load` reads.
    sample : int, optional
        So many rows and columns, drawn by the seed, instead of all.
    seed : int
        Which cell of each row and column is changed, and to what.

    Raises
    ------
    DataError
        If the package has faults as it is.
    """
    judge = Judge(folder)
    todo = tasks(judge.package, seed)
    if sample is not None:
        drawn = set(random.Random(seed).sample(range(len(todo)), min(sample, len(todo))))
        todo = [task for i, task in enumerate(todo) if i in drawn]
    with judge.temporary:
        return [finding(judge, task, seed) for task in tqdm(todo, desc="Auditing", unit="change", disable=None)]


def coverage(found: Iterable[Finding]) -> list[dict[str, Any]]:
    """Counts by table: of its columns and rows how many are shown, move something, are hidden.

    Returns
    -------
    list of dict
        ``table``, and for columns and rows ``…_seen`` (shown or moves),
        ``…_shown``, ``…_all``; ``stale``: values left after a change. The last
        one is the whole package's.
    """
    found = list(found)
    names = list(dict.fromkeys(f.task.table for f in found))
    rows = [counts(name, [f for f in found if f.task.table == name]) for name in names]
    return [*rows, counts("all tables", found)]


def counts(name: str, found: list[Finding]) -> dict[str, Any]:
    """One line of `coverage`."""
    line: dict[str, Any] = {"table": name}
    for kind in ("column", "row"):
        seen = Counter(f.verdict.seen for f in found if f.task.kind == kind)
        line |= {f"{kind}s_shown": seen["shown"], f"{kind}s_seen": seen["shown"] + seen["moves"]}
        line[f"{kind}s_all"] = seen.total()
    return line | {"stale": sum(bool(f.verdict.stale) for f in found)}


def report(found: list[Finding]) -> str:
    """The coverage as a table, what is hidden, fails or is left, and the exceptions."""
    lines = [f"{'table':<18}{'columns seen':>30}{'rows seen':>34}{'left':>6}"]
    for row in coverage(found):
        cells = [share(row, kind) for kind in ("columns", "rows")]
        lines.append(f"{row['table']:<18}{cells[0]:>30}{cells[1]:>34}{row['stale']:>6}")
    heads = {"hidden": "Hidden: nothing changes.", "fails": "A notebook fails.", "none": "No valid change found."}
    for seen, head in heads.items():
        lines += section(head, [described(f) for f in found if f.verdict.seen == seen])
    left = [f"{described(f)}\n      left: {f.verdict.stale[0][:120]}" for f in found if f.verdict.stale]
    lines += section("Left behind: the old value still stands.", left)
    lines += section("Exceptions.", [f"{table}.{column}: {why}" for (table, column), why in EXCEPTIONS.items()])
    lines += section("Words that stand for themselves.", [f"{word}: {why}" for word, why in WORDS.items()])
    return "\n".join(lines)


def share(row: dict[str, Any], kind: str) -> str:
    """A share as it stands in the report: seen of all, how many by their value."""
    seen, shown, whole = (row[f"{kind}_{what}"] for what in ("seen", "shown", "all"))
    return f"{seen} of {whole} ({100 * seen / whole:.0f} %), {shown} read" if whole else "–"


def section(head: str, items: list[str]) -> list[str]:
    """A part of the report; nothing where it has no items."""
    return ["", head, *(f"  {item}" for item in items)] if items else []


def described(found: Finding) -> str:
    """A finding in a line."""
    verdict = found.verdict
    what = f"{found.task.kind} {found.task.table}, {found.task.name}"
    how = f"{verdict.place.column} {show(verdict.old)[:40]!r} to {verdict.new[:40]!r}"
    return f"{what}: {how}. {verdict.finding}".rstrip()


def good(found: list[Finding]) -> bool:
    """Whether nothing is hidden, fails or is left behind."""
    return all(f.verdict.seen in ("shown", "moves") and not f.verdict.stale for f in found)
