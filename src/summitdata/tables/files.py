"""The file of a table: its text, its records with the line on which each begins, its header held against the schema.

What spreadsheet programs write is understood where it has one meaning (a byte order mark, CR LF); the rest is refused
with the remedy. Columns are found by their names, so that one too many does not hide the faults of the others.
"""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

from summitdata.tables.faults import CellFault
from summitdata.tables.likeness import did_you_mean, skeleton
from summitdata.tables.schema import Table

SAVE_AS = "Save it as CSV with UTF-8 encoding and commas."
UNCLOSED = "Look for a quotation mark that is not closed, or not doubled."
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
LIMIT = 2**31 - 1  # letters of a cell that can be read; how many it may have is judged with its other letters
SHEET = re.compile(r"^[^.].*\.(csv|txt|tsv|xlsx?|ods|numbers)$", re.I)
NO_TABLE = {
    b"PK\x03\x04": ("a workbook", SAVE_AS),
    b"\xd0\xcf\x11\xe0": ("a workbook", SAVE_AS),
    b"%PDF": ("a PDF", SAVE_AS),
    b"\x1f\x8b": ("packed", "Unpack it."),
    b"version https://git-lfs": ("a pointer to a large file", "Fetch the file itself: git lfs pull."),
    b"<!doctype html": ("a web page", "Download the table again: this may be a page to sign in."),
    b"<html": ("a web page", "Download the table again: this may be a page to sign in."),
}

Records = tuple[list[list[str]], list[int]]


def read_file(path: Path) -> bytes:
    """The bytes of a file; a CellFault says why there are none: it may be there under another name."""
    finding, remedy = "it is a device or pipe, not a file.", "Put the table in its place."
    try:
        if path.is_file() or not path.exists():
            return path.read_bytes()
        finding = "it is a folder, not a file." if path.is_dir() else finding
    except FileNotFoundError:
        finding = "it is a link to a file that is not there." if path.is_symlink() else "there is no such file."
        if not path.is_symlink():
            remedy = f"Restore it; the descriptor names {path.name}."
            for other in strays(path)[:1]:
                sheet = other.lower().endswith((".csv", ".txt"))
                remedy = f'Rename "{other}" to "{path.name}".' if sheet else f'Save "{other}" as "{path.name}".'
    except OSError as error:
        finding, remedy = f"it cannot be read ({error.strerror}).", "Make it a readable file."
    raise CellFault(finding, remedy)


def strays(path: Path) -> list[str]:
    """The names of files beside a table that may be meant for it: in other letters, a copy, a workbook."""
    names = sorted(other.name for other in path.parent.iterdir()) if path.parent.is_dir() else []
    words = {name: re.split(r"[^a-z_]+", skeleton(name).casefold()) for name in names if SHEET.search(name)}
    return [name for name in words if path.stem.casefold() in words[name] and name != path.name]


def decode(data: bytes) -> str:
    """The text of a CSV file, its line ends as they are unless all are CR LF; a CellFault if it is no UTF-8 text."""
    begin = data[:40].lstrip().lower()
    for mark, (what, remedy) in NO_TABLE.items():
        if begin.startswith(mark.lower()):
            raise CellFault(f"it is {what}, whatever its name.", remedy)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (b"\0" in data[:2] and len(data.strip(b"\0")) > 1):
        raise CellFault("it is UTF-16 text.", SAVE_AS)
    if data.rstrip(b"\r\n").endswith(b"\0\0\0\0"):
        raise CellFault("it ends in NUL bytes, so it was not written whole.", "Restore the file.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if error.reason == "unexpected end of data":
            raise CellFault("it ends inside a letter, so it was cut off.", "Restore the file.", line) from None
        # Cyrillic letters in a row
        guess = ", perhaps Windows-1251" if re.search(rb"[\xc0-\xff]{3}", data) else ""
        raise CellFault(f"it is not UTF-8 text (byte 0x{data[error.start]:02x}{guess}).", SAVE_AS, line) from None
    if "\r" in text and text.count("\r\n") == text.count("\n") == text.count("\r"):
        return text.replace("\r\n", "\n")
    return text


def records_of(text: str, mark: str = ",") -> Records:
    """The records of a CSV file, and the line on which each begins; a CellFault if it is no CSV from some line on.

    `mark` stands between the cells.

    Examples
    --------
    >>> records_of('a,b\\n"one\\ntwo",2\\n3,4\\n')
    ([['a', 'b'], ['one\\ntwo', '2'], ['3', '4']], [1, 2, 4])
    """
    if (conflict := f"\n{text}".find("\n<<<<<<< ")) >= 0:
        line = text.count("\n", 0, conflict) + 1
        raise CellFault("two versions were merged and the conflict is not settled.", "Keep one of the two.", line)
    if "\r" in text and "\n" not in text:
        raise CellFault("its lines end in a bare carriage return.", SAVE_AS)
    if not text.strip():
        raise CellFault("it is empty.", "Restore at least the header line.")
    reader, records, lines = csv.reader(io.StringIO(text, newline="\n"), strict=True, delimiter=mark), [], [1]
    before = csv.field_size_limit(LIMIT)  # a setting of the whole process
    try:
        for record in reader:
            records.append(record)
            lines.append(reader.line_num + 1)
    except csv.Error as error:
        raise no_csv(text, lines[-1], error) from None
    finally:
        csv.field_size_limit(before)
    return records, lines[:-1]


def no_csv(text: str, line: int, error: csv.Error) -> CellFault:
    """The fault of a text that is no CSV from the record on that begins on a line."""
    if "new-line" in str(error):
        return CellFault("a bare carriage return stands between two rows.", SAVE_AS, line)
    first = text.split("\n", line)[line - 1]
    if name := next((name for mark, name in SEPARATORS.items() if f'"{mark}' in first or f'{mark}"' in first), ""):
        return CellFault(f"the cells are not separated by commas but by {name}.", SAVE_AS, line)
    if "end of data" in str(error) and "\n" not in text.rstrip().split("\n", line - 1)[-1]:
        remedy = "Close its quotation mark, or restore the file if it was cut off."
        return CellFault("the file ends inside a cell.", remedy, line)
    return CellFault(f"from line {line} on it is no CSV ({error}).", UNCLOSED, line)


def positions_of(records: list[list[str]], table: Table, fault: Callable) -> dict[str, int]:
    """The position of each column that can be told, by name; `fault` is called for each fault.

    A CellFault tells that the first line is no header of this table at all.
    """
    header, names, known = records[0], table.names, set(table.names)
    if header != names:
        refuse_other(records, table)
    missing = [name for name in names if name not in header]
    for i, name in enumerate(header):
        spots = [n for n, other in enumerate(header) if other == name]
        if name in known and len(spots) > 1 and spots[0] == i:
            finding = f"it is the name of columns {' and '.join(str(n + 1) for n in spots)}."
            fault(1, name, finding, "Keep the one with the right cells, or rename one.")
        elif not name.strip():
            remedy = "Remove it, or name it and describe it in datapackage.json."
            fault(1, None, f"column {i + 1} has no name.", remedy)
        elif name not in known:
            remedy = did_you_mean(name, missing, "Remove it, or describe it in datapackage.json.")
            fault(1, name, "no such column is in the schema.", remedy)
            missing = [n for n in missing if f'"{n}"' not in remedy]
    if missing:
        what = f"the columns {', '.join(missing)} are" if len(missing) > 1 else "the column is"
        filled = [name for name in missing if table.by_name[name].required]
        cells = f"each cell of {', '.join(filled)} must have a value" if filled else "the cells may be empty"
        remedy = f"Restore {'them' if len(missing) > 1 else 'it'}; {cells}."
        fault(1, missing[0] if len(missing) == 1 else None, f"{what} missing.", remedy)
    return {name: i for i, name in enumerate(header) if name in known and header.count(name) == 1}


def refuse_other(records: list[list[str]], table: Table) -> None:
    """Refuse a first line that is no header of a table, or not in its order."""
    header, names, known = records[0], table.names, set(table.names)
    if ",".join(header).startswith("sep="):
        raise CellFault("the first line is a hint for one spreadsheet program.", "Remove the line.", 1)
    for mark, name in SEPARATORS.items():
        if len(header) == 1 and mark in header[0]:
            raise CellFault(f"the cells are not separated by commas but by {name}.", SAVE_AS, 1)
    if sorted(header) == sorted(names):
        remedy = f"If the cells are too, run summitdata tidy; if not, write: {','.join(names)}"
        raise CellFault("the columns stand in another order than in the schema.", remedy, 1)
    if len(records) == 1 and ",".join(names).startswith(",".join(header)):
        raise CellFault("the file ends inside its header, so it was cut off.", "Restore the file.", 1)
    alike = known & {skeleton(name).casefold() for name in header}
    if table.key not in alike and 2 * len(alike) <= len(header):
        remedy = "Restore the file; it may be another one."
        if any(known <= set(record) for record in records[1:20]):
            remedy = "Remove what stands above the header."
        elif len(header) == len(names):
            remedy = f"Put it above: {','.join(names)}"
        raise CellFault("the first line is not the header.", remedy, 1)
