"""One cell held against its column: the value, or finding and remedy.

A value has one way to be written: a cell that says the same in another way is
refused with the way, so that no edit of a cell goes unseen.
"""

import contextlib
import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import Any

from summitdata.tables import remedies
from summitdata.tables.faults import CellFault, shown
from summitdata.tables.schema import Column

# Characters that turn text around, end lines or stand for lost ones; joiners of Persian words are not among them.
REFUSED = frozenset(
    "\u200b\u2060\ufeff\ufffd\u2028\u2029\ufffe\uffff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
MISREAD = {f"cp{n}": f"Windows-{n}" for n in (1252, 1251, 1250, 1253, 1256)}
MISREAD |= {"mac_roman": "Mac Roman", "mac_cyrillic": "Mac Cyrillic", "cp850": "DOS", "cp437": "DOS", "cp866": "DOS"}
# Letters and marks that a misread text may have meant; not Latin and Cyrillic ones in one word: true words read so too
MEANT = re.compile(
    "(?!.*(?:[A-Za-z][\u0401-\u045f]|[\u0401-\u045f][A-Za-z]))"
    "[\n -~\u00a0-\u017f\u0218-\u021b\u0401\u0404\u0406\u0407\u040e-\u044f\u0451\u0454\u0456\u0457\u045e"
    "\u060c\u061b\u061f\u0621-\u0652\u0660-\u066c\u067e\u0686\u0698\u06a9\u06af\u06cc\u06f0-\u06f9"
    "\u200c-\u203a\u20ac\u2116\u2122]*",
    re.DOTALL,
)
LOST = re.compile(r"\w*\?\?[\w?]*|\w*[^\W\d_]\?[^\W\d_]\w*|(?<!\S)\?[^\W\d_]\w*")
BITS = 2**63
LARGEST = 131_072  # letters that a cell may have
CONTROLS = {"\0": "NUL", "\t": "a tab", "\r": "a carriage return"}
FILL = "Fill it: this column must have a value."


def parse_cell(text: str, column: Column) -> Any:
    """The value of a cell: str, int, float, bool or date; None for an empty one. A CellFault if it must not be so.

    Examples
    --------
    >>> parse_cell("2025-08-20", Column("signed_on", "date", ""))
    datetime.date(2025, 8, 20)
    """
    if text == "":
        if column.required:
            raise CellFault("it is empty.", FILL)
        return None
    check_letters(text, column)
    value = PARSERS[column.type](text, column)
    if column.form and not column.form.fullmatch(text):
        remedy = remedies.for_form(text, column.form, column.separator, column.description)
        remedy = remedies.for_date(text, reduced=True) if column.reduced_date else remedy
        raise CellFault(f"{shown(text)} does not have the form asked for.", remedy)
    if column.reduced_date and not in_calendar((text + "-01-01")[:10]):
        raise CellFault(f"{shown(text)} is no date of the calendar.", "Correct the date.")
    if column.minimum is not None and value < column.minimum:
        raise CellFault(f"{text} is less than {column.minimum:g}.", "Correct the number.")
    if column.maximum is not None and value > column.maximum:
        raise CellFault(f"{text} is more than {column.maximum:g}.", "Correct the number.")
    if column.max_words and len(text.split()) > column.max_words:
        finding = f"{shown(text)} has {len(text.split())} words."
        raise CellFault(finding, f"Shorten it to at most {column.max_words}.")
    return value


def check_letters(text: str, column: Column) -> None:
    """Refuse what does not belong in any cell: stray white space, control characters, lost letters."""
    if len(text) > LARGEST:
        raise CellFault(f"the cell has {len(text)} letters, more than {LARGEST}.", "Shorten it.")
    if text.isspace():
        remedy = FILL if column.required else "Empty it, or fill it."
        raise CellFault("the cell holds nothing but white space.", remedy)
    if text != text.strip():
        raise CellFault(f"{shown(text)} begins or ends with white space.", "Remove the white space.")
    if not text.isprintable() or "\ufffd" in text:
        check_seen(text)
    if re.fullmatch(r"#[^\W\d_][\w/]*[!?]|#DIV/0!|#N/A|#Н/Д|#NV", text):
        raise CellFault(f"{shown(text)} is the error of a spreadsheet's formula.", "Write the value itself.")
    if "?" in text and not column.form and (lost := LOST.search(re.sub(r"https?://\S+", "", text))):
        finding = f"{shown(lost[0])} stands for lost letters."
        raise CellFault(finding, "Write the word again; save the file as UTF-8.")
    for encoding, name in MISREAD.items() if not text.isascii() else ():
        with contextlib.suppress(UnicodeError):
            if MEANT.fullmatch(meant := text.encode(encoding).decode("utf-8")):
                raise CellFault(f"{shown(text)} is UTF-8 text misread as {name}.", f"Write {shown(meant)}.")


def check_seen(text: str) -> None:
    """Refuse characters that belong in no cell."""
    unseen = "".join(dict.fromkeys(c for c in text if c in REFUSED or (c != "\n" and unicodedata.category(c) == "Cc")))
    names = [unicodedata.name(c, "").lower() or CONTROLS.get(c, "a control character") for c in unseen]
    if unseen:
        holds = " and ".join(f"U+{ord(c):04X} ({name})" for c, name in zip(unseen, names))
        raise CellFault(f"{shown(text)} holds {holds}.", "Remove the character, or write what was meant.")


def parse_string(text: str, column: Column) -> str:
    items = column.items(text)
    if not all(map(str.strip, items)):
        raise CellFault(f"an item of {shown(text)} is empty.", f"Remove the surplus {column.separator}.")
    if twice := [item for item in items if items.count(item) > 1]:
        raise CellFault(f"{shown(twice[0])} stands twice in {shown(text)}.", "Remove one of the two.")
    return text


def parse_integer(text: str, column: Column) -> int:
    if not re.fullmatch(r"-?[0-9]+", text):
        raise CellFault(f"{shown(text)} is not a whole number.", remedies.for_integer(text, required=column.required))
    if len(text) > 19 or not -BITS <= int(text) < BITS:
        raise CellFault(f"{shown(text)} has more digits than a column of whole numbers holds.", "Correct the number.")
    check_shortest(text)
    return int(text)


def parse_number(text: str, column: Column) -> float:
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        raise CellFault(f"{shown(text)} is not a number.", remedies.for_number(text, required=column.required))
    value = float(text)
    if abs(value) == float("inf"):
        raise CellFault(f"{shown(text)} is larger than a number may be.", "Correct the number.")
    if Decimal(repr(value)) != Decimal(text):
        raise CellFault(f"{shown(text)} has more digits than a number holds (some 15).", "Round it.")
    check_shortest(text, padded=bool(column.decimals_as))
    return value


def check_shortest(text: str, *, padded: bool = False) -> None:
    """Refuse zeros that say nothing; where another column gives the decimals, those at the end say something."""
    shortest = remedies.plain(Decimal(text))
    said = text.rstrip("0").rstrip(".") if padded and "." in text else text
    if said != shortest:
        raise CellFault(f"{shown(text)} is not the plain way to write {shown(shortest)[1:-1]}.", f"Write {shortest}.")


def parse_boolean(text: str, column: Column) -> bool:
    if text in ("true", "false"):
        return text == "true"
    raise CellFault(f"{shown(text)} is neither true nor false.", remedies.for_boolean(text))


def parse_date(text: str, column: Column) -> dt.date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise CellFault(f"{shown(text)} is not a date.", remedies.for_date(text))
    if not in_calendar(text):
        raise CellFault(f"{shown(text)} is no day of the calendar.", "Correct the date.")
    return dt.date.fromisoformat(text)


def in_calendar(text: str) -> bool:
    """Whether a date in full lies in the calendar."""
    return remedies.date_or_none(*map(int, text.split("-"))) is not None


PARSERS = {
    "string": parse_string,
    "integer": parse_integer,
    "number": parse_number,
    "boolean": parse_boolean,
    "date": parse_date,
}
