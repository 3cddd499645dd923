"""Read one CSV file into columns of typed values, with the line of each record.

Standard library only. Line numbers are those of the file: a record begins where
its first cell begins, also when an earlier cell holds a line break.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from pathlib import Path
from typing import Any

from summitdata.columns import parse_column
from summitdata.faults import CellFault, Fault
from summitdata.header import SAVE_AS, places_of
from summitdata.likeness import skeleton
from summitdata.schema import Column, Table

LARGEST = 131_072  # letters in a cell; a larger one is a quotation mark that was not closed
NO_TEXT = {b"PK\x03\x04": "a workbook", b"\xd0\xcf\x11\xe0": "a workbook", b"%PDF": "a PDF", b"\x1f\x8b": "packed"}


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

    def __len__(self) -> int:
        return len(self.lines)

    def cells(self, column: str) -> list[Any]:
        """The values of a column; all None where it could not be read."""
        return self.columns.get(column) or [None] * len(self)

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
        faults.append(Fault(table.path, line, column, finding, remedy))

    try:
        records, lines = parse_records(decode(read_file(folder / table.path)))
        places = places_of(records, table, fault)
    except CellFault as error:
        fault(error.line, None, error.finding, error.remedy)
        rows.complete = False
        return rows, faults
    records, rows.lines = whole_records(records, lines, rows, fault)
    for column in table.columns:
        if column.name in places:
            cells = list(map(itemgetter(places[column.name]), records))
            rows.columns[column.name], wrong = parse_column(cells, column)
            for i, text in enumerate(cells) if wrong else ():
                if text in wrong:
                    rows.wrong.setdefault(column.name, set()).add(i)
                    fault(rows.lines[i], column.name, wrong[text].finding, wrong[text].remedy)
    for column in table.columns:
        if column.name in places and column.decimals_as in places:
            texts = (map(itemgetter(places[name]), records) for name in (column.name, column.decimals_as))
            decimal_faults(rows, column, *texts, fault)
    return rows, faults


def with_values(folder: Path, table: Table, faults: list[Fault]) -> list[Fault]:
    """The faults of a table's file, each with its cell as it stands there."""
    if not any(f.line and f.column for f in faults):
        return faults
    try:
        records, lines = parse_records(decode(read_file(folder / table.path)))
    except CellFault:
        return faults
    header, by_line = records[0], dict(zip(lines, records))

    def value(fault: Fault) -> str | None:
        record = by_line.get(fault.line, [])
        place = header.index(fault.column) if fault.column in header else len(record)
        return record[place] if place < len(record) else None

    return [replace(f, value=value(f)) for f in faults]


def read_file(path: Path) -> bytes:
    """The bytes of a file; a CellFault says why there are none."""
    try:
        if path.is_file() or not path.exists():
            return path.read_bytes()
        what = "a folder" if path.is_dir() else "a device or pipe"
        raise CellFault(f"it is {what}, not a file.", "Put the table in its place.")
    except FileNotFoundError:
        raise CellFault(*missing_file(path)) from None
    except OSError as error:
        raise CellFault(f"it cannot be read ({error.strerror}).", "Make it a readable file.") from None


def missing_file(path: Path) -> tuple[str, str]:
    """Finding and remedy for a file that is not there: it may be so under another name."""
    if path.is_symlink():
        return "it is a link to a file that is not there.", "Put the table in its place."
    for other in path.parent.iterdir() if path.parent.is_dir() else ():
        if skeleton(other.name).casefold() == path.name.casefold():
            return "there is no such file.", f'Rename "{other.name}".'
    return "there is no such file.", f"Restore it; the descriptor names {path.name}."


def decode(data: bytes) -> str:
    """The text of a CSV file, its line ends as they are unless all are CR LF.

    Raises
    ------
    CellFault
        If it is no UTF-8 text, with the line where that shows.
    """
    for mark, what in NO_TEXT.items():
        if data.startswith(mark):
            raise CellFault(f"it is {what}, whatever its name.", SAVE_AS)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CellFault("it is UTF-16 text.", SAVE_AS)
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise CellFault("it holds a NUL byte, so it is no text file.", SAVE_AS, line)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if error.reason == "unexpected end of data":
            raise CellFault("it ends inside a letter, so it was cut off.", "Restore the file.", line) from None
        raise CellFault(f"it is not UTF-8 text (byte 0x{data[error.start]:02x}{guess(data)}).", SAVE_AS, line) from None
    if "\r" in text and text.count("\r\n") == text.count("\n") == text.count("\r"):
        return text.replace("\r\n", "\n")
    return text


def guess(data: bytes) -> str:
    """A word on the encoding that bytes may be in: Cyrillic letters in a row are Windows-1251."""
    return ", perhaps Windows-1251" if re.search(rb"[\xc0-\xff]{3}", data) else ""


def parse_records(text: str) -> tuple[list[list[str]], Sequence[int]]:
    """The records, and the line on which each begins.

    Examples
    --------
    >>> parse_records('a,b\\n"one\\ntwo",2\\n3,4\\n')
    ([['a', 'b'], ['one\\ntwo', '2'], ['3', '4']], [1, 2, 4])
    """
    if match := re.search(r"^<{7} ", text, re.M):
        line = text.count("\n", 0, match.start()) + 1
        raise CellFault("two versions were merged and the conflict is not settled.", "Keep one of the two.", line)
    if "\r" in text and "\n" not in text:
        raise CellFault("its lines end in a bare carriage return.", SAVE_AS)
    before = csv.field_size_limit(LARGEST)  # a setting of the whole process, which others change too
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        records = list(reader)
        if reader.line_num == len(records):
            return records or no_records(), range(1, len(records) + 1)
        return records_with_lines(text)
    except csv.Error:
        return records_with_lines(text)
    finally:
        csv.field_size_limit(before)


def records_with_lines(text: str) -> tuple[list[list[str]], Sequence[int]]:
    """The records with their lines, where some stand on several; or the line on which it is no CSV."""
    records, lines, line = [], [], 1
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for record in reader:
            records.append(record)
            lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        why = f"a cell of more than {LARGEST} letters" if "limit" in str(error) else error
        finding = f"from line {line} on it is no CSV ({why})."
        raise CellFault(finding, "Look for a quotation mark that is not closed, or not doubled.", line) from None
    return records, lines


def no_records() -> list[list[str]]:
    """Refuse a file without a header."""
    raise CellFault("it is empty.", "Restore at least the header line.")


def whole_records(records: list, lines: Sequence[int], rows: Rows, fault: Callable) -> tuple[list, Sequence[int]]:
    """The records that have a cell for each column and are not empty, with their lines."""
    width = len(records[0])
    records, lines = records[1:], lines[1:]
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


def decimal_faults(rows: Rows, column: Column, texts: Iterable[str], steps: Iterable[str], fault: Callable) -> None:
    """Numbers with fewer or more decimals than what they round to: a zero at the end was lost or added."""
    for i, (text, step) in enumerate(zip(texts, steps)):
        known = rows.columns[column.name][i] is not None and rows.columns[column.decimals_as][i] is not None
        if known and text != (meant := with_decimals(text, step)):
            finding = f'"{text}" has not the decimals of what it rounds to, {step}.'
            fault(rows.lines[i], column.name, finding, f"Write {meant}, or correct {column.decimals_as}.")


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
