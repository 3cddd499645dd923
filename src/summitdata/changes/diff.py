"""What differs between two packages: rows by key, cell by cell."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitdata.tables.cells import Cells, read_package
from summitdata.tables.folder import data_folder, discussion_files, with_files
from summitdata.tables.older import renewed

if TYPE_CHECKING:
    import pandas as pd

Record = dict[str, str]


@dataclass
class TableDiff:
    """What differs in one table: rows by key, and for each changed one its columns with their old and new cell.

    `written_otherwise` tells of the same rows in files that differ: in order, quotation marks or line ends.
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
        return any((self.added, self.removed, self.changed, self.other))

    @property
    def other(self) -> list[str]:
        """What else differs, in words: columns, and how the file is written."""
        ways = (("new", self.columns_added), ("gone", self.columns_removed))
        words = [f"column {column} is {what}" for what, columns in ways for column in columns]
        return words + ["the same rows, written otherwise"] * self.written_otherwise


def compare(old: Path, new: Path) -> list[TableDiff]:
    """What differs between the tables of two packages, table by table.

    Cells are compared as text. Each package is read by its own schema, one of
    an earlier edition in the present form, so packages of different schemas can be compared.

    Raises
    ------
    DataError
        If a table of either cannot be read.
    """
    with with_files(old, renewed(old)) as first, with_files(new, renewed(new)) as second:
        before, after = read_package(first), read_package(second)
    names = [*after, *(name for name in before if name not in after)]
    found = [compare_tables(name, before.get(name), after.get(name)) for name in names]
    return [diff for diff in found if diff]


def compare_tables(name: str, before: Cells | None, after: Cells | None) -> TableDiff:
    """What differs in one table; one that is missing on a side has no rows there."""
    old, new = keyed(before), keyed(after)
    was, now = (cells.header if cells else [] for cells in (before, after))
    diff = TableDiff(
        name,
        (after or before).table.path,
        added={key: row for key, row in new.items() if key not in old},
        removed={key: row for key, row in old.items() if key not in new},
        columns_added=[c for c in now if c not in was] if before else [],
        columns_removed=[c for c in was if c not in now] if after else [],
    )
    for key, row in new.items():
        if key in old:
            pairs = {column: (old[key].get(column, ""), cell) for column, cell in row.items()}
            if cells := {column: pair for column, pair in pairs.items() if pair[0] != pair[1]}:
                diff.changed[key] = cells
    diff.written_otherwise = bool(not diff and before and after and before.data != after.data)
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


def texts(old: Path, new: Path) -> list[str]:
    """The files of the discussion that one of two packages has and the other lacks, or has otherwise."""
    before, after = ({name: (folder / name).read_bytes() for name in discussion_files(folder)} for folder in (old, new))
    return sorted(name for name in before | after if before.get(name) != after.get(name))


def as_json(diffs: list[TableDiff]) -> list[dict[str, Any]]:
    """The differences as plain lists and dictionaries."""
    return [
        vars(d)
        | {name: [{"key": key, "row": row} for key, row in vars(d)[name].items()] for name in ("added", "removed")}
        | {
            "changed": [
                {"key": key, "cells": [{"column": c, "old": a, "new": b} for c, (a, b) in cells.items()]}
                for key, cells in d.changed.items()
            ]
        }
        for d in diffs
    ]


def diff(old: str | os.PathLike, new: str | os.PathLike) -> pd.DataFrame:
    """What differs between two data packages, one row a cell.

    Returns
    -------
    DataFrame
        ``table``, ``key`` (of the row), ``change`` (added, removed, changed; column added, column removed),
        ``column``, ``old``, ``new`` (cells as they stand in the files). A row that was
        added or removed stands once, without a column; a column without a key.
    """
    import pandas as pd

    rows = []
    for table in compare(data_folder(old), data_folder(new)):
        rows += [[table.table, None, "column added", column, None, None] for column in table.columns_added]
        rows += [[table.table, None, "column removed", column, None, None] for column in table.columns_removed]
        for change, keys in (("added", table.added), ("removed", table.removed)):
            rows += [[table.table, key, change, None, None, None] for key in keys]
        for key, cells in table.changed.items():
            rows += [[table.table, key, "changed", column, *pair] for column, pair in cells.items()]
    return pd.DataFrame(rows, columns=["table", "key", "change", "column", "old", "new"])
