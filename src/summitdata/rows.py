"""Read one CSV file into columns of typed values, with the line of each record.

Standard library only. Line numbers are those of the file: a record begins where
its first cell begins, also when an earlier cell holds a line break.
"""

from __future__ import annotations

import csv
import io
import itertools
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from summitdata.faults import Fault, did_you_mean, shown
from summitdata.schema import CellFault, Column, Table, parse_cell

csv.field_size_limit(10_000_000)

SAVE_AS = "Save it as CSV with UTF-8 encoding and commas."


@dataclass
class Rows:
    """The rows of a table: one list a column, and the line of each record.

    `complete` is False where records or columns had to be left out, so that
    nothing may be concluded from what is missing.
    """

    table: Table
    columns: dict[str, list[Any]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    complete: bool = True

    def __len__(self) -> int:
        return len(self.lines)

    def cells(self, column: str) -> list[Any]:
        """The values of a column; all None where it could not be read."""
        return self.columns.get(column) or [None] * len(self)

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
        faults.append(Fault(table.path, line, column, finding, remedy))

    try:
        text = decode((folder / table.path).read_bytes())
        records = parse_records(text)
        check_header(records, table, fault)
    except CellFault as error:
        finding, remedy = error.args
        fault(None, None, finding, remedy)
    except FileNotFoundError:
        fault(None, None, "there is no such file.", f"Restore it; the descriptor names {table.path}.")
    except OSError as error:
        fault(None, None, f"it cannot be read ({error.strerror}).", "Make it a readable file.")
    if faults:
        rows.complete = False
        return rows, faults
    width = len(table.columns)
    kept = []
    for line, cells in records[1:]:
        if len(cells) == width:
            kept.append(cells)
            rows.lines.append(line)
            continue
        rows.complete = False
        finding = f"the record has {len(cells)} cells, the header has {width}."
        if not any(cells):
            finding = "the line is empty."
        remedy = "Put quotation marks around a cell with a comma, or remove the surplus."
        fault(line, None, finding, remedy if any(cells) else "Remove it.")
    for column, cells in zip(table.columns, zip(*kept) if kept else itertools.repeat(())):
        rows.columns[column.name] = parse_column(cells, column, rows.lines, fault)
    return rows, faults


def decode(data: bytes) -> str:
    """The text of a CSV file.

    Raises
    ------
    CellFault
        If it is no UTF-8 text.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CellFault("it is UTF-16 text.", SAVE_AS)
    if b"\0" in data:
        raise CellFault("it holds a NUL byte, so it is no text file.", SAVE_AS)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        byte = f"0x{data[error.start]:02x}"
        raise CellFault(f"it is not UTF-8 text (byte {byte} on line {line}).", SAVE_AS) from None


def parse_records(text: str) -> list[tuple[int, list[str]]]:
    """Each record with the line on which it begins.

    Examples
    --------
    >>> parse_records('a,b\\n"one\\ntwo",2\\n3,4\\n')
    [(1, ['a', 'b']), (2, ['one\\ntwo', '2']), (4, ['3', '4'])]
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records, line = [], 1
    try:
        for record in reader:
            records.append((line, record))
            line = reader.line_num + 1
    except csv.Error as error:
        finding = f"from line {line} on it is no CSV ({error})."
        raise CellFault(finding, "Look for a quotation mark that is not closed.") from None
    if not records:
        raise CellFault("it is empty.", "Restore at least the header line.")
    return records


def check_header(records: list, table: Table, fault: Any) -> None:
    """Hold the header line against the schema."""
    header = records[0][1]
    if header == table.names:
        return
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        fault(1, None, "the cells are not separated by commas.", SAVE_AS)
        return
    for name in header:
        if name not in table.names:
            remedy = did_you_mean(name, set(table.names) - set(header), "Remove the column.")
            fault(1, name, "no such column is in the schema.", remedy)
    for name in sorted({n for n in header if header.count(n) > 1}):
        fault(1, name, "the column is there twice.", "Remove one.")
    for name in table.names:
        if name not in header:
            fault(1, name, "the column is missing.", "Add it; its cells may be empty if it is optional.")
    if sorted(header) == sorted(table.names):
        order = ",".join(table.names)
        fault(1, None, "the columns stand in another order than in the schema.", f"Use: {order}")


def parse_column(cells: tuple[str, ...], column: Column, lines: list[int], fault: Any) -> list[Any]:
    """The values of a column; each distinct text is parsed once."""
    known: dict[str, Any] = {}
    wrong: dict[str, CellFault] = {}
    for text in set(cells):
        try:
            known[text] = parse_cell(text, column)
        except CellFault as error:
            known[text], wrong[text] = None, error
    if wrong:
        for line, text in zip(lines, cells):
            if text in wrong:
                fault(line, column.name, *wrong[text].args)
    return [known[text] for text in cells]


__all__ = ["Rows", "read_rows", "shown"]
