"""What a link can rest on: rows by their key, counts and sums over the rows that conditions choose."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from summitdata.discussion.quantity import Quantity
from summitdata.house.formulas import FormulaError
from summitdata.house.intervals import Interval, covered
from summitdata.tables.faults import shown
from summitdata.tables.likeness import did_you_mean
from summitdata.tables.rows import Rows
from summitdata.tables.wordings import SCALES, counts

Cells = dict[str, str]


@dataclass(frozen=True)
class Basis:
    """What one row, or one aggregate, gives to a formula: a quantity, and the rows with those cells it rests on."""

    quantity: Quantity | None
    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]

    @property
    def keys(self) -> list[str]:
        """The keys of the rows."""
        return [key for key, _ in self.rows]


class Facts:
    """The rows of a package, as links name them."""

    def __init__(self, tables: dict[str, Rows]):
        self.tables = tables

    @functools.cached_property
    def positions(self) -> dict[str, dict[str, int]]:
        """Where each key of each table stands."""
        return {
            name: {key: i for i, key in enumerate(rows.cells(rows.table.key))} for name, rows in self.tables.items()
        }

    @functools.cached_property
    def places(self) -> dict[str, tuple[Rows, int]]:
        """For each key: its table and position; that of a fact where a thing bears the same."""
        names = sorted(self.tables, key=lambda name: self.tables[name].table.evidence)
        return {key: (self.tables[name], i) for name in names for key, i in self.positions[name].items()}

    def find(self, key: str) -> tuple[Rows, int]:
        """The table and position of a row; a FormulaError where no table has it."""
        if key not in self.places:
            remedy = did_you_mean(key, self.places, "Restore the row, or name the one that took its place.")
            raise FormulaError(f"there is no row {shown(key)}.", remedy)
        return self.places[key]

    def cells(self, key: str) -> Cells:
        """The cells of a row as they stand in the file, but for the empty ones."""
        rows, i = self.find(key)
        header = next(iter(rows.raw.values()))
        return {column: cell for column, cell in zip(header, rows.raw[rows.lines[i]]) if cell}

    def row(self, key: str) -> Basis:
        """A row: its value with step, qualifier and unit; no quantity where it has no number."""
        cells = self.cells(key)
        rows, i = self.find(key)
        value = rows.cells("value")[i]
        held = ((key, tuple(sorted(cells.items()))),)
        return Basis(None if value is None else quantity_of(value, cells), held)

    def period(self, key: str) -> tuple[str, str] | None:
        """First and last day of what a row is a figure of."""
        cells = self.cells(key)
        ends = cells.get("period_start_on", ""), cells.get("period_end_on", "")
        return ends if all(ends) else None

    def aggregate(self, kind: str, what: str) -> Basis:
        """A count or a sum: ``documents,type=memorandum`` or ``passages.words,voice=quoted``."""
        target, *conditions = what.split(",")
        table, _, column = target.partition(".")
        rows = self.table(table)
        pairs = [condition.partition("=")[::2] for condition in conditions]
        if any(not (path and value) for path, value in pairs):
            raise FormulaError(f"{shown(what)} has a condition that is none.", "Write column=value.")
        wanted = [(path.split("."), unquote(value)) for path, value in pairs]
        for path, value in wanted:
            self.check_value(rows, path, value)
        of = [i for i in range(len(rows)) if all(v in self.items(rows, i, path) for path, v in wanted)]
        named = [column] if column else []
        for name in named:
            self.column(rows, name)
        keys = rows.cells(rows.table.key)
        held = [
            (keys[i], (*((".".join(path), v) for path, v in wanted), *((n, str(rows.cells(n)[i])) for n in named)))
            for i in of
        ]
        return Basis(self.counted(rows, of, column) if kind == "count" else self.summed(rows, of, column), tuple(held))

    def counted(self, rows: Rows, of: list[int], column: str) -> Quantity:
        """How many rows, or distinct values of a column, there are."""
        found = {item for i in of for item in self.items(rows, i, [column])} if column else of
        unit = (rows.table.references.get(column) or column) if column else rows.table.name
        return Quantity(len(found), Interval(len(found), len(found)), unit, counted=True)

    def summed(self, rows: Rows, of: list[int], column: str) -> Quantity:
        """The sum of a column of numbers; a FormulaError where its rows have not one unit."""
        known = next((c for c in rows.table.columns if c.name == column), None)
        if known is None or known.type not in ("integer", "number"):
            raise FormulaError(
                f"{shown(column or rows.table.name)} is no column of numbers.", "Name one: table.column."
            )
        values = [(i, v) for i in of if (v := rows.cells(column)[i]) is not None]
        if column == "value":
            parts = [quantity_of(v, self.cells(rows.cells(rows.table.key)[i])) for i, v in values]
            if parts:
                return functools.reduce(Quantity.__add__, parts)
        total = sum(v for _, v in values)
        return Quantity(total, Interval(total, total), known.unit or column, counted=True)

    def table(self, name: str) -> Rows:
        """A table by name; a FormulaError where there is none."""
        if name not in self.tables:
            remedy = did_you_mean(name, self.tables, f"Tables: {', '.join(self.tables)}.")
            raise FormulaError(f"there is no table {shown(name)}.", remedy)
        return self.tables[name]

    @staticmethod
    def column(rows: Rows, name: str) -> str:
        """The table that a column refers to, or nothing; a FormulaError where the table has no such column."""
        if name not in rows.table.names:
            remedy = did_you_mean(name, rows.table.names, f"Columns: {', '.join(rows.table.names)}.")
            raise FormulaError(f"{shown(rows.table.name)} has no column {shown(name)}.", remedy)
        return rows.table.references.get(name, "")

    @functools.cache  # noqa: B019, as long as the facts
    def place(self, table: str, name: str) -> tuple[str, int, str]:
        """The table that a column refers to, its place in the file, and what parts several keys in a cell."""
        rows = self.tables[table]
        target, header = self.column(rows, name), next(iter(rows.raw.values()))
        return target, header.index(name), rows.table.by_name[name].separator

    def items(self, rows: Rows, i: int, path: list[str]) -> list[str]:
        """The values at the end of a path over foreign keys; those of a cell with several each by itself."""
        target, at, separator = self.place(rows.table.name, path[0])
        cell = rows.raw[rows.lines[i]][at]
        found = [item for item in (cell.split(separator) if separator else [cell]) if item]
        if len(path) == 1:
            return found
        if not target:
            raise FormulaError(f"{shown(path[0])} refers to no table.", "A dot follows a key of another table.")
        other, at = self.tables[target], self.positions[target]
        return [item for key in found if key in at for item in self.items(other, at[key], path[1:])]

    def check_value(self, rows: Rows, path: list[str], value: str) -> None:
        """Refuse a value that the column does not know: a slip of the pen would count nothing."""
        for name in path[:-1]:
            target = self.column(rows, name)
            if not target:
                raise FormulaError(f"{shown(name)} refers to no table.", "A dot follows a key of another table.")
            rows = self.tables[target]
        target = self.column(rows, path[-1])
        known: set[Any] = {item for i in range(len(rows)) for item in self.items(rows, i, path[-1:])}
        known |= set(self.tables[target].cells(self.tables[target].table.key)) if target else set()
        words = next(c.vocabulary for c in rows.table.columns if c.name == path[-1])
        terms = self.tables.get("terms")
        pairs = zip(terms.cells("vocabulary"), terms.cells("term")) if terms else ()
        known |= {term for vocabulary, term in pairs if vocabulary == words}
        if value not in known:
            remedy = did_you_mean(value, known, "Correct it; letters such as a space are percent-encoded.")
            raise FormulaError(f"no row has {shown(value)} in {shown(path[-1])}.", remedy)


def quantity_of(value: float, cells: Cells) -> Quantity:
    """A row's number; where the table has no step, a count is exact and any other number rounds to its last digit."""
    words = (cells.get("unit") or cells.get("change") or "").split()
    size = next((SCALES[word] for word in words if word in SCALES), 1)
    base = " ".join(word for word in words if word not in SCALES)
    size = 0.01 if base == "percent" else size
    qualifier = cells.get("qualifier") or "unqualified"
    counted = "step" not in cells and qualifier == "unqualified" and (counts(base) or base == "ordinal")
    step = float(cells.get("step") or 10 ** -len(cells["value"].partition(".")[2]))
    span = covered(value, 0 if counted else step, qualifier)
    bent = frozenset({qualifier} - {"unqualified"})
    return Quantity(value * size, Interval(span.low * size, span.high * size), base, bent, counted)
