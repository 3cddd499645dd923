"""Read one CSV file into columns of typed values, with the line of each record.

Standard library only. Line numbers are those of the file: a record begins where
its first cell begins, also when an earlier cell holds a line break.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from summitdata.columns import ColumnReader
from summitdata.faults import CellFault, Fault
from summitdata.files import SAVE_AS, Records, decode, pieces, read_file
from summitdata.header import places_of
from summitdata.schema import Table
from summitdata.values import FILL

COUNTED_CELLS = {("passages", "end"), ("passages", "words")}
COUNTED = "Let it be counted: summitdata verify DIR --fix."


@dataclass
class Rows:
    """The rows of a table: one list a column, and the line of each record.

    Attributes
    ----------
    complete : bool
        False where records had to be left out, so that nothing may be
        concluded from what is missing.
    wrong : dict
        For each column with faults the positions of the cells; they are None
        among the values, like empty ones, and nothing may be concluded from them.
    left_out : int
        How many records were left out.
    """

    table: Table
    columns: dict[str, list[Any]] = field(default_factory=dict)
    lines: Sequence[int] = ()
    complete: bool = True
    wrong: dict[str, set[int]] = field(default_factory=dict)
    left_out: int = 0
    _nothing: list[None] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.lines)

    def cells(self, column: str) -> list[Any]:
        """The values of a column; all None where it could not be read."""
        if found := self.columns.get(column):
            return found
        if len(self._nothing) != len(self):
            self._nothing = [None] * len(self)
        return self._nothing

    def sure(self, *columns: str) -> bool:
        """Whether every cell of these columns is known, so that what is not there is not there."""
        return self.complete and all(c in self.columns and not self.wrong.get(c) for c in columns)

    def empty(self, column: str, i: int) -> bool:
        """Whether a cell is empty in the file, not only unreadable."""
        return column in self.columns and self.columns[column][i] is None and i not in self.wrong.get(column, ())

    def records(self) -> list[dict[str, Any]]:
        """The rows as dictionaries."""
        names = self.table.names
        return [dict(zip(names, row)) for row in zip(*(self.cells(n) for n in names))]


def read_rows(folder: Path, table: Table) -> tuple[Rows, list[Fault]]:
    """The rows of a table's file, and the faults of its cells.

    A cell with a fault is None in the rows. A file that cannot be read gives
    no rows and one fault.
    """
    rows, faults = Rows(table), []

    def fault(line: int | None, column: str | None, finding: str, remedy: str) -> None:
        remedy = COUNTED if remedy == FILL and (table.name, column) in COUNTED_CELLS else remedy
        faults.append(Fault(table.path, line, column, finding, remedy))

    try:
        parts = pieces(decode(read_file(folder / table.path)))
        (header, *records), (_, *lines) = head = next(parts)
        places = places_of(head[0], table, fault)
        readers = {c.name: ColumnReader(c, places[c.name]) for c in table.columns if c.name in places}
        for part in itertools.chain([(records, head[1][1:])], parts):
            add(rows, readers, *whole_records(*part, len(header), rows, fault), fault)
    except CellFault as error:
        unread = Fault(table.path, error.line, None, error.finding, error.remedy)
        return Rows(table, complete=False), [unread]
    rows.columns = {name: reader.values for name, reader in readers.items()}
    return rows, faults


def add(rows: Rows, readers: dict[str, ColumnReader], records: list, lines: Sequence[int], fault: Callable) -> None:
    """Add some records to the columns, and their faults."""
    done, cells = len(rows), list(zip(*records)) or [()] * (1 + max((r.place for r in readers.values()), default=0))
    rows.lines = joined(rows.lines, lines)
    for name, reader in readers.items():
        for i, error in reader.add(cells[reader.place]):
            rows.wrong.setdefault(name, set()).add(done + i)
            fault(lines[i], name, error.finding, error.remedy)
    for name, reader in readers.items():
        steps = readers.get(reader.column.decimals_as)
        for i, (text, step) in enumerate(zip(cells[reader.place], cells[steps.place])) if steps else ():
            known = reader.values[done + i] is not None and steps.values[done + i] is not None
            if known and text != (meant := with_decimals(text, step)):
                finding = f'"{text}" has not the decimals of what it rounds to, {step}.'
                fault(lines[i], name, finding, f"Write {meant}, or correct {reader.column.decimals_as}.")


def joined(lines: Sequence[int], more: Sequence[int]) -> Sequence[int]:
    """Line numbers one after the other: a range as long as none is left out, which needs no memory."""
    if not lines:
        return more
    if isinstance(lines, range) and isinstance(more, range) and lines.stop == more.start:
        return range(lines.start, more.stop)
    return [*lines, *more] if isinstance(lines, range) else lines + list(more)


def with_values(folder: Path, table: Table, faults: list[Fault]) -> list[Fault]:
    """The faults of a table's file, each with its cell as it stands there."""
    wanted = {f.line for f in faults if f.line and f.column}
    if not wanted:
        return faults
    header, by_line = [], {}
    try:
        for records, lines in pieces(decode(read_file(folder / table.path))):
            header = header or records[0]
            by_line |= {line: record for line, record in zip(lines, records) if line in wanted}
    except CellFault:
        return faults

    def value(fault: Fault) -> str | None:
        record = by_line.get(fault.line, [])
        place = header.index(fault.column) if fault.column in header else len(record)
        return record[place] if place < len(record) else None

    return [replace(f, value=value(f)) for f in faults]


def whole_records(records: list, lines: Sequence[int], width: int, rows: Rows, fault: Callable) -> Records:
    """The records that have a cell for each column and are not empty, with their lines."""
    if set(map(len, records)) <= {width} and all(map(any, records)):
        return records, lines
    kept: list = []
    for line, cells in zip(lines, records):
        if not any(cells):
            fault(line, None, "the line is empty." if not cells else "the row is empty.", "Remove it.")
        elif len(cells) == width:
            kept.append((cells, line))
            continue
        else:
            rows.complete = False
            finding = f"the record has {len(cells)} cells, the header has {width}."
            fault(line, None, finding, width_remedy(cells, width))
        rows.left_out += 1
    return [cells for cells, _ in kept], [line for _, line in kept]


def width_remedy(cells: list[str], width: int) -> str:
    """What to do with a record that is too long or too short."""
    if len(cells) == 1 and cells[0].count(";") >= width - 1:
        return SAVE_AS
    if len(cells) > width:
        return "Put quotation marks around a cell with a comma, or remove the surplus."
    return "Complete it: the row may have been cut off, or a comma is missing."


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
