"""What differs between two packages: rows by key, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitdata.tables.cells import Cells, read_package
from summitdata.tables.check import edition_of
from summitdata.tables.schema import read_descriptor

if TYPE_CHECKING:
    import pandas as pd

Record = dict[str, str]


@dataclass
class TableDiff:
    """What differs in one table.

    Attributes
    ----------
    added, removed : dict of str to Record
        Rows by key.
    changed : dict of str to dict
        For each key: column, and its old and new cell.
    columns_added, columns_removed : list of str
    written_otherwise : bool
        The same rows, but the files differ: in order, quotation marks or line ends.
    """

    table: str
    file: str
    added: dict[str, Record] = field(default_factory=dict)
    removed: dict[str, Record] = field(default_factory=dict)
    changed: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    columns_added: list[str] = field(default_factory=list)
    columns_removed: list[str] = field(default_factory=list)
    written_otherwise: bool = False

    def __bool__(self) -> bool:
        said = (self.added, self.removed, self.changed, self.columns_added, self.columns_removed)
        return any(said) or self.written_otherwise


def compare(old: Path, new: Path) -> list[TableDiff]:
    """What differs between the tables of two packages, table by table.

    Cells are compared as text. Each package is read by its own schema, so
    packages of different schemas can be compared.

    Raises
    ------
    DataError
        If a table of either cannot be read.
    """
    before, after = read_package(old), read_package(new)
    names = [*after, *(name for name in before if name not in after)]
    found = [compare_tables(name, before.get(name), after.get(name)) for name in names]
    return [diff for diff in found if diff]


def compare_tables(name: str, before: Cells | None, after: Cells | None) -> TableDiff:
    """What differs in one table; one that is missing on a side has no rows there."""
    table = (after or before).table
    old, new = keyed(before), keyed(after)
    diff = TableDiff(name, table.path)
    was, now = (cells.header if cells else [] for cells in (before, after))
    diff.columns_added = [c for c in now if c not in was] if before else []
    diff.columns_removed = [c for c in was if c not in now] if after else []
    diff.added = {key: row for key, row in new.items() if key not in old}
    diff.removed = {key: row for key, row in old.items() if key not in new}
    both = [c for c in now if c in was]
    for key in new:
        if key in old:
            cells = {c: (old[key][c], new[key][c]) for c in both if old[key][c] != new[key][c]}
            cells |= {c: ("", new[key][c]) for c in diff.columns_added if new[key][c]}
            if cells:
                diff.changed[key] = cells
    diff.written_otherwise = not diff and before is not None and after is not None and before.data != after.data
    return diff


def keyed(cells: Cells | None) -> dict[str, Record]:
    """The rows of a table by key; a key that stands again gets a number."""
    rows: dict[str, Record] = {}
    for row in cells.rows if cells else []:
        key, n = row[cells.key], 2
        while key in rows:
            key, n = f"{row[cells.key]} ({n})", n + 1
        rows[key] = dict(zip(cells.header, row))
    return rows


def edition(folder: Path) -> str:
    """The edition that a package says it is, with "changed locally" where its tables are not those published."""
    return edition_of(folder, read_descriptor(folder))


def as_json(diffs: list[TableDiff]) -> list[dict[str, Any]]:
    """The differences as plain lists and dictionaries."""
    return [
        {
            "table": d.table,
            "file": d.file,
            "added": [{"key": key, "row": row} for key, row in d.added.items()],
            "removed": [{"key": key, "row": row} for key, row in d.removed.items()],
            "changed": [
                {"key": key, "cells": [{"column": c, "old": a, "new": b} for c, (a, b) in cells.items()]}
                for key, cells in d.changed.items()
            ],
            "columns_added": d.columns_added,
            "columns_removed": d.columns_removed,
            "written_otherwise": d.written_otherwise,
        }
        for d in diffs
    ]


def frame(old: Path, new: Path) -> pd.DataFrame:
    """What differs between two packages, one difference a row.

    Returns
    -------
    DataFrame
        ``table``, ``key``, ``change`` (added, removed, changed, column added,
        column removed, written otherwise), ``column``, ``old`` and ``new``. A row
        that was added or removed has a line for each of its cells that is not empty.
    """
    import pandas as pd

    rows = [(diff.table, *difference) for diff in compare(old, new) for difference in differences(diff)]
    return pd.DataFrame(rows, columns=["table", "key", "change", "column", "old", "new"], dtype="str")


def differences(diff: TableDiff) -> Iterator[tuple[str, str, str, str, str]]:
    """Key, change, column, old and new cell of each difference in a table."""
    for change, columns in (("column added", diff.columns_added), ("column removed", diff.columns_removed)):
        yield from (("", change, column, "", "") for column in columns)
    for key, row in diff.added.items():
        yield from ((key, "added", column, "", cell) for column, cell in row.items() if cell)
    for key, row in diff.removed.items():
        yield from ((key, "removed", column, cell, "") for column, cell in row.items() if cell)
    for key, cells in diff.changed.items():
        yield from ((key, "changed", column, old, new) for column, (old, new) in cells.items())
    if diff.written_otherwise:
        yield "", "written otherwise", "", "", ""
