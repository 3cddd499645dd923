"""What a link rests on: rows by their key, counts and sums over rows, arithmetic over these."""

import ast
import contextlib
import functools
import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import unquote

from summitdata.discussion.quantity import Quantity, constant
from summitdata.house.formulas import FormulaError, arithmetic
from summitdata.house.intervals import Interval, covered
from summitdata.tables.faults import shown
from summitdata.tables.likeness import did_you_mean
from summitdata.tables.rows import Rows
from summitdata.tables.wordings import counts, scaled

Cells = dict[str, str]
KEY = r"[^\s\[\]()+*/,=]+"
INPUT = re.compile(rf"\[({KEY})\]|(count|sum)\(([^()]*)\)")
LONGEST = 500  # letters of a formula
FORM = "Use [row_key], count(table,column=value), sum(table.column), 1, 100, + - * / and brackets."
IDLE = "Take it out; a number of one's own is no evidence."
KNOWN = (ast.BinOp, ast.Name, ast.Constant, ast.Load, ast.operator)


@dataclass(frozen=True)
class Basis:
    """What one row, or one aggregate, gives to a formula: a quantity, and the rows with those cells it rests on."""

    quantity: Quantity | None
    rows: dict[str, tuple[tuple[str, str], ...]]


class Facts:
    """The rows of a package, as links name them."""

    def __init__(self, tables: dict[str, Rows]):
        self.tables = tables

    @functools.cached_property
    def positions(self) -> dict[str, dict[str, int]]:
        """Where each key of each table stands."""
        return {name: {key: i for i, key in rows.each(rows.table.key)} for name, rows in self.tables.items()}

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
        return {column: cell for column, cell in zip(rows.header, rows.raw[rows.lines[i]]) if cell}

    def row(self, key: str) -> Basis:
        """A row: its value with step, qualifier and unit; no quantity where it has no number."""
        cells, (rows, i) = self.cells(key), self.find(key)
        value = rows.cells("value")[i]
        held = {key: tuple(sorted(cells.items()))}
        return Basis(None if value is None else quantity_of(value, cells), held)

    def aggregate(self, kind: str, what: str) -> Basis:
        """A count or a sum: ``documents,type=memorandum`` or ``passages.words,voice=quoted``."""
        target, *conditions = what.split(",")
        table, _, column = target.partition(".")
        rows, wanted = self.table(table), []
        for path, _, value in (condition.partition("=") for condition in conditions):
            if not (path and value):
                raise FormulaError(f"{shown(what)} has a condition that is none.", "Write column=value.")
            wanted.append((path.split("."), unquote(value)))
            self.check_value(rows, *wanted[-1])
        if column:
            self.target(rows, column)
        of = [i for i in range(len(rows)) if all(value in self.items(rows, i, path) for path, value in wanted)]
        chosen = [(".".join(path), value) for path, value in wanted]
        keys, cells = rows.cells(rows.table.key), rows.cells(column)
        held = {keys[i]: (*chosen, *([(column, str(cells[i]))] if column else [])) for i in of}
        return Basis(self.counted(rows, of, column) if kind == "count" else self.summed(rows, of, column), held)

    def counted(self, rows: Rows, of: list[int], column: str) -> Quantity:
        """How many rows, or distinct values of a column, there are."""
        found = {item for i in of for item in self.items(rows, i, [column])} if column else of
        unit = (rows.table.references.get(column) or column) if column else rows.table.name
        return Quantity(len(found), Interval(len(found), len(found)), unit, counted=True)

    def summed(self, rows: Rows, of: list[int], column: str) -> Quantity:
        """The sum of a column of numbers; a FormulaError where its rows have not one unit."""
        known = rows.table.by_name.get(column)
        if known is None or known.type not in ("integer", "number"):
            finding = f"{shown(column or rows.table.name)} is no column of numbers."
            raise FormulaError(finding, "Name one: table.column.")
        values = {i: v for i in of if (v := rows.cells(column)[i]) is not None}
        if column == "value" and values:
            keys = rows.cells(rows.table.key)
            return functools.reduce(Quantity.__add__, (quantity_of(v, self.cells(keys[i])) for i, v in values.items()))
        total = sum(values.values())
        return Quantity(total, Interval(total, total), known.unit or column, counted=True)

    def table(self, name: str) -> Rows:
        """A table by name; a FormulaError where there is none."""
        if name not in self.tables:
            remedy = did_you_mean(name, self.tables, f"Tables: {', '.join(self.tables)}.")
            raise FormulaError(f"there is no table {shown(name)}.", remedy)
        return self.tables[name]

    def target(self, rows: Rows, name: str) -> Rows | None:
        """The table that a column refers to; a FormulaError where the table has no such column."""
        if name not in rows.table.by_name:
            remedy = did_you_mean(name, rows.table.names, f"Columns: {', '.join(rows.table.names)}.")
            raise FormulaError(f"{shown(rows.table.name)} has no column {shown(name)}.", remedy)
        return self.tables.get(rows.table.references.get(name))

    @functools.cache  # noqa: B019, as long as the facts
    def column(self, table: str, name: str) -> list[list[str]]:
        """The cells of a column as they stand in the file, each as its items."""
        rows = self.tables[table]
        at, its = rows.header.index(name), rows.table.by_name[name]
        return [list(filter(None, its.items(rows.raw[line][at]))) for line in rows.lines]

    def items(self, rows: Rows, i: int, path: list[str]) -> list[str]:
        """The values at the end of a path over foreign keys; those of a cell with several each by itself."""
        found, other = self.column(rows.table.name, path[0])[i], self.target(rows, path[0])
        if len(path) == 1:
            return found
        at = self.positions[other.table.name]
        return [item for key in found if key in at for item in self.items(other, at[key], path[1:])]

    def check_value(self, rows: Rows, path: list[str], value: str) -> None:
        """Refuse a value that the column does not know: a slip of the pen would count nothing."""
        for name in path[:-1]:
            rows = self.target(rows, name)
            if rows is None:
                raise FormulaError(f"{shown(name)} refers to no table.", "A dot follows a key of another table.")
        target, terms = self.target(rows, path[-1]), self.tables.get("terms")
        known = {item for cell in self.column(rows.table.name, path[-1]) for item in cell}
        known |= set(target.cells(target.table.key)) if target else set()
        words = rows.table.by_name[path[-1]].vocabulary
        known |= {term for _, its, term in terms.each("vocabulary", "term") if its == words} if terms else set()
        if value not in known:
            remedy = did_you_mean(value, known, "Correct it; letters such as a space are percent-encoded.")
            raise FormulaError(f"no row has {shown(value)} in {shown(path[-1])}.", remedy)


def quantity_of(value: float, cells: Cells) -> Quantity:
    """A row's number; where the table has no step, a count is exact and any other number rounds to its last digit."""
    size, base = scaled(cells.get("unit") or cells.get("change") or "")
    size = 0.01 if base == "percent" else size
    qualifier = cells.get("qualifier") or "unqualified"
    counted = "step" not in cells and qualifier == "unqualified" and (counts(base) or base == "ordinal")
    step = float(cells.get("step") or 10 ** -len(cells["value"].partition(".")[2]))
    span = covered(value, 0 if counted else step, qualifier)
    bent = frozenset({qualifier} - {"unqualified"})
    return Quantity(value * size, Interval(span.low * size, span.high * size), base, bent, counted)


@dataclass(frozen=True)
class Formula:
    """The fragment of a link: `text`, the rows and aggregates in it, and the arithmetic over them.

    `alone` tells that it is one row by its bare key.
    """

    text: str
    inputs: tuple[tuple[str, str], ...]
    tree: ast.AST
    alone: bool = False

    def bases(self, facts: Facts) -> list[Basis]:
        """What each row and aggregate gives; a FormulaError where there is no such thing."""
        return [facts.aggregate(kind, what) if kind else facts.row(what) for kind, what in self.inputs]

    def result(self, bases: list[Basis]) -> Quantity | None:
        """The quantity that the formula gives; None for one row without a number."""
        if self.alone:
            return bases[0].quantity
        for (_, what), basis in zip(self.inputs, bases):
            if basis.quantity is None:
                raise FormulaError(f"the row [{what}] has no number.", "Count rows, or name one with a number.")
        found = arithmetic(self.tree, [basis.quantity for basis in bases], constant)
        self.refuse_idle([basis.quantity.value for basis in bases])
        return found

    def refuse_idle(self, values: list[float]) -> None:
        """Refuse a formula that gives the same whatever one of its rows has, and numbers built of constants."""
        first = arithmetic(self.tree, values)
        for kind, what in self.inputs:
            moved = [v * 1.37 + 0.11 if own == (kind, what) else v for own, v in zip(self.inputs, values)]
            try:
                other = arithmetic(self.tree, moved)
            except ZeroDivisionError:
                continue
            if abs(other - first) <= 1e-9 * max(abs(first), abs(other)):
                name = f"{kind}({what})" if kind else f"[{what}]"
                raise FormulaError(f"it is constant: {name} has no part in what it gives.", IDLE)
        constants = Counter(node.value for node in ast.walk(self.tree) if isinstance(node, ast.Constant))
        if any(2 * times > len(self.inputs) + 1 for times in constants.values()):
            raise FormulaError("it builds a number of constants.", IDLE)


def parse(text: str) -> Formula:
    """The formula of a fragment; a FormulaError where it is none.

    Examples
    --------
    >>> parse("f-turnover-2020").inputs, parse("1-[f-a]/[f-b]").inputs
    ((('', 'f-turnover-2020'),), (('', 'f-a'), ('', 'f-b')))
    >>> parse("count(documents,type=memorandum)").inputs
    (('count', 'documents,type=memorandum'),)
    """
    if re.search(r"\s", text):
        raise FormulaError("the link runs over white space.", "Write it without spaces, on one line.")
    if re.fullmatch(KEY, text) and not re.fullmatch(r"[\d.-]+", text):
        return Formula(text, (("", text),), ast.Name("_0"), alone=True)
    inputs: list[tuple[str, str]] = []

    def name(match: re.Match) -> str:
        inputs.append((match[2] or "", match[1] or match[3]))
        return f"_{len(inputs) - 1}"

    bare = INPUT.sub(name, text)
    if len(text) > LONGEST or "_" in INPUT.sub("", text) or not re.fullmatch(r"(?:_\d+|\d+|[-+*/()])+", bare):
        raise FormulaError("the link is no formula.", FORM)
    if not inputs:
        raise FormulaError("it is a constant.", "Name a row or count rows; a number of one's own is no evidence.")
    with contextlib.suppress(SyntaxError, MemoryError, RecursionError):
        tree = ast.parse(bare, mode="eval").body
        if all(isinstance(node, KNOWN) for node in ast.walk(tree)):
            return Formula(text, tuple(inputs), tree)
    raise FormulaError("the link is no formula.", FORM)
