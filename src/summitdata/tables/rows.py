"""Read one CSV file into columns of typed values, with the line of each record.

Line numbers are those of the file: a record begins where its first cell
begins, also when an earlier cell holds a line break.
"""

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from summitdata.tables.faults import CellFault, Fault, shown
from summitdata.tables.files import SAVE_AS, SEPARATORS, UNCLOSED, decode, positions_of, read_file, records_of
from summitdata.tables.schema import Column, Table
from summitdata.tables.values import FILL, parse_cell

COUNTED_CELLS = {("passages", "end"), ("passages", "words")}
COUNTED = "Let them be counted: summitdata verify DIR --fix."


@dataclass
class Rows:
    """The rows of a table: one list a column, and the line of each record.

    `complete` is False where records were left out, so that nothing may be concluded from what is missing.
    `wrong` has for each column the positions of cells with faults; they are None among the values, like empty
    ones, and nothing may be concluded from them. `raw` are the records as they stand in the file, by line,
    the header first.
    """

    table: Table
    columns: dict[str, list[Any]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    complete: bool = True
    wrong: dict[str, set[int]] = field(default_factory=dict)
    raw: dict[int, list[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def header(self) -> list[str]:
        """The first record."""
        return next(iter(self.raw.values()), [])

    def cells(self, column: str) -> list[Any]:
        """The values of a column; all None where it could not be read."""
        return self.columns.get(column) or self._nothing

    @functools.cached_property
    def _nothing(self) -> list[None]:
        return [None] * len(self)

    def with_value(self, fault: Fault) -> Fault:
        """A fault of the file with its cell as it stands there."""
        cells = dict(zip(self.header, self.raw.get(fault.line, [])))
        return replace(fault, value=cells.get(fault.column))

    def sure(self, *columns: str) -> bool:
        """Whether every cell of these columns is known, so that what is not there is not there."""
        return self.complete and all(c in self.columns and not self.wrong.get(c) for c in columns)

    def empty(self, column: str, i: int) -> bool:
        """Whether a cell is empty in the file, not only unreadable."""
        return column in self.columns and self.columns[column][i] is None and i not in self.wrong.get(column, ())

    def each(self, *columns: str) -> Iterator[tuple]:
        """The position of each row, and its cells in these columns."""
        return zip(range(len(self)), *map(self.cells, columns))

    def by_key(self, column: str) -> dict[Any, Any]:
        """The cells of a column by the keys of their rows."""
        return dict(zip(self.cells(self.table.key), self.cells(column)))

    def fault(self, i: int, column: str | None, finding: str, remedy: str) -> Fault:
        """A fault at the line of a row."""
        return Fault(self.table.path, self.lines[i], column, finding, remedy)

    def records(self) -> list[dict[str, Any]]:
        """The rows as dictionaries."""
        names = self.table.names
        return [dict(zip(names, cells)) for _, *cells in self.each(*names)]


def read_rows(folder: Path, table: Table) -> tuple[Rows, list[Fault]]:
    """The rows of a table's file, and the faults of its cells; one that cannot be read gives no rows and one fault."""
    rows, faults = Rows(table), []

    def fault(line: int | None, column: str | None, finding: str, remedy: str) -> None:
        remedy = COUNTED if remedy == FILL and (table.name, column) in COUNTED_CELLS else remedy
        faults.append(Fault(table.path, line, column, finding, remedy))

    try:
        text = decode(read_file(folder / table.path))
        records, lines = records_of(text)
        positions = positions_of(records, table, fault)
    except CellFault as error:
        unread = Fault(table.path, error.line, None, error.finding, error.remedy)
        return Rows(table, complete=False), [unread]
    if "\r\r\n" in text:
        line = text.count("\n", 0, text.index("\r\r\n")) + 1
        fault(line, None, "its lines end in CR CR LF, which other programs refuse.", "Run summitdata tidy.")
    rows.raw = dict(zip(lines, records))
    whole = whole_records(rows, fault)
    cells = list(zip(*whole)) or [()] * len(records[0])
    texts = {c.name: cells[positions[c.name]] for c in table.columns if c.name in positions}
    for column in table.columns:
        if column.name in texts:
            read_column(rows, column, texts[column.name], fault)
    for column in table.columns:
        if column.name in texts and column.decimals_as in texts:
            decimal_faults(rows, column, texts, fault)
    return rows, faults


def whole_records(rows: Rows, fault: Callable) -> list[list[str]]:
    """The records that have a cell for each column and are not empty; their lines go into `rows`."""
    (_, header), *records = rows.raw.items()
    for line, cells in records:
        if not any(cells):
            fault(line, None, "the line is empty." if not cells else "the row is empty.", "Remove it.")
        elif found := record_fault(cells, header, rows.table):
            rows.complete = False
            fault(line, *found)
        else:
            rows.lines.append(line)
    return [rows.raw[line] for line in rows.lines]


def read_column(rows: Rows, column: Column, texts: Sequence[str], fault: Callable) -> None:
    """Put the values of a column into `rows`; each distinct text is judged once."""
    known, wrong = {}, {}
    for text in dict.fromkeys(texts):
        try:
            known[text] = parse_cell(text, column)
        except CellFault as error:
            known[text], wrong[text] = None, error
    rows.columns[column.name] = [known[text] for text in texts]
    for i, text in enumerate(texts) if wrong else ():
        if text in wrong:
            rows.wrong.setdefault(column.name, set()).add(i)
            fault(rows.lines[i], column.name, wrong[text].finding, wrong[text].remedy)


def decimal_faults(rows: Rows, column: Column, texts: dict[str, Sequence[str]], fault: Callable) -> None:
    """Tell the numbers of a column that have not the decimals of what they round to."""
    values, steps = rows.cells(column.name), rows.cells(column.decimals_as)
    for i, (text, step) in enumerate(zip(texts[column.name], texts[column.decimals_as])):
        if None in (values[i], steps[i]):
            continue
        meant = with_decimals(text, step)
        if not steps[i]:
            remedy = "Write what the last digit counts, such as 0.1."
            fault(rows.lines[i], column.decimals_as, "a number rounds to something above 0.", remedy)
        elif len(meant.partition(".")[2]) > len(step.partition(".")[2]) + 1:
            finding = f'"{text}" has more decimals than what it rounds to, {step}.'
            fault(rows.lines[i], column.name, finding, "Correct one of the two: the point may have parted thousands.")
        elif text != meant:
            finding = f'"{text}" has not the decimals of what it rounds to, {step}.'
            fault(rows.lines[i], column.name, finding, f"Write {meant}, or correct {column.decimals_as}.")


def record_fault(cells: list[str], header: list[str], table: Table) -> tuple[str | None, str, str] | None:
    """Column, finding and remedy of a record that is no row of its table."""
    if table.key in cells[0] and {cells[0].lstrip("\ufeff"), *cells[1:]} <= set(header):
        return None, "it is a header: a second table begins here.", "Remove the line; rows below it must fit the first."
    for name, cell in zip(header, cells) if len(cells) == len(header) else ():
        if "\n" in cell and (row := swallowed(cell, header.index(name), header, table)):
            finding = f"the cell runs over {cell.count(chr(10)) + 1} lines, and {shown(row)} begins another row."
            return name, finding, UNCLOSED
    return None if len(cells) == len(header) else (None, *width_fault(cells, len(header)))


def swallowed(cell: str, position: int, header: list[str], table: Table) -> str:
    """The last line of a cell with line breaks where it begins a row; a quotation mark before was not closed.

    The mark that closes it stands in the same column of that row. So the first
    line must end one row, the last must begin another, and each cell be allowed.
    """
    first, *_, last = cell.split("\n")
    ended, begun = first.split(","), last.split(",", position)
    left = len(header) - 1 - position
    if len(ended) <= left or len(begun) <= position:
        return ""
    try:
        for name, text in zip([*header[position + 1 :], *header], [*ended[len(ended) - left :], *begun]):
            parse_cell(text, table.by_name[name])
    except (CellFault, KeyError):
        return ""
    return last


def width_fault(cells: list[str], width: int) -> tuple[str, str]:
    """Finding and remedy for a record that is too long or too short."""
    for mark, name in SEPARATORS.items():
        if len(cells) < width and mark in cells[0] and ",".join(cells).count(mark) >= width - 1:
            return f"the cells are not separated by commas but by {name}.", SAVE_AS
    remedy = "Complete it: the row may have been cut off, or a comma is missing."
    if any("\n" in cell for cell in cells):
        remedy = UNCLOSED
    elif len(cells) > width:
        remedy = 'Put quotation marks (") around a cell with a comma, or remove surplus commas.'
    count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
    return f"the record has {count}, the header has {width}.", remedy


def with_decimals(text: str, step: str) -> str:
    """A number with as many decimals as the step it rounds to, or more where it has them.

    Examples
    --------
    >>> with_decimals("15", "0.1"), with_decimals("33.30", "5"), with_decimals("7.0", "1")
    ('15.0', '33.3', '7')
    """
    whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0").ljust(len(step.partition(".")[2]), "0")
    return f"{whole}.{decimals}" if decimals else whole
