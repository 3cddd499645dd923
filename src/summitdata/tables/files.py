"""The file of a table: its text, and its records with the line on which each begins.

What spreadsheet programs write is understood where it has one meaning
(a byte order mark, CR LF); the rest is refused with the remedy.
"""

import csv
import io
import re
from pathlib import Path

from summitdata.tables.faults import CellFault
from summitdata.tables.likeness import skeleton

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
