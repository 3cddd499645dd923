"""What to write instead: for numbers, dates, booleans and codes as spreadsheet programs leave them.

Each function gets a cell that its column does not allow and gives a sentence
that says what to write, as exactly as the cell tells.
"""

import datetime as dt
import re
from decimal import Decimal

from summitdata.tables.likeness import foreign_letter, skeleton

UNKNOWN = set(
    ["?", "-", "–", "—", "n/a", "na", "nan", "none", "null", "nil", "unknown", "н/д", "неизвестно", ".", "..", "…"]
)
DIGITS = "Write digits, with a point before decimals, and nothing else."
TRUE = {"true", "yes", "y", "t", "1", "истина", "да", "wahr", "vrai", "ja", "oui", "так", "ісціна"}
FALSE = {"false", "no", "n", "f", "0", "ложь", "нет", "falsch", "faux", "nein", "non"}
MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|янв|фев|мар|апр|мая|май|июн|июл|авг|сен|окт|ноя|дек)"
# What spreadsheet programs make of a number or code such as 2.1 or 1-2
MADE_A_DATE = re.compile(
    rf"\d{{1,2}}[-. ]+{MONTH}\w*[.]?|{MONTH}\w*[-. ]+\d{{2,4}}|\d\d?([./-])\d\d?\1\d\d(\d\d)?|\d{{4}}-\d\d-\d\d", re.I
)
LOST_ZERO = re.compile(r"(?<![0-9])(?=[0-9])")
LETTERS_FOR_DIGITS = str.maketrans("OoIl", "0011")
DAY_ONE = dt.date(1899, 12, 30)  # what spreadsheet programs count days from


def plain(number: Decimal) -> str:
    """A number in digits, as short as it can be written.

    Examples
    --------
    >>> plain(Decimal("1E+05")), plain(Decimal("15.50")), plain(Decimal("-0.0"))
    ('100000', '15.5', '0')
    """
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def for_integer(text: str, *, required: bool = False) -> str:
    """What to do with a whole number that is written in another way, or is none."""
    remedy = for_number(text, required=required)
    if match := re.match(r"Write \d+(?= if the comma)", remedy):
        return f"{match[0]}."
    return "Write a whole number." if remedy == DIGITS or re.search(r"\d\.\d", remedy) else remedy


def for_number(text: str, *, required: bool = False) -> str:
    """What to do with a number that is written in another way.

    Examples
    --------
    >>> for_number("about 20")
    'Put 20 in value and about in qualifier.'
    >>> for_number("1.234,5"), for_number("1E+05")
    ('Write 1234.5.', 'Write 100000 if no digits were lost: a spreadsheet program shortened it.')
    """
    if not required and text.casefold() in UNKNOWN:
        return "Empty the cell."
    if MADE_A_DATE.fullmatch(text):
        return "Write the number that was meant: a spreadsheet program made a date of it."
    if match := re.fullmatch(r"(about|almost|over|at least|at most)\s+(\S+)", text, re.IGNORECASE):
        return f"Put {match[2]} in value and {match[1].lower()} in qualifier."
    text = with_digits(skeleton(text))
    bare = re.sub(r"[ '’\u00a0\u202f]", "", text)
    if re.fullmatch(r"-?\d{1,3},\d{3}", bare):
        decimal = plain(Decimal(bare.replace(",", ".")))
        return f"Write {bare.replace(',', '')} if the comma parts thousands, {decimal} if decimals."
    if re.fullmatch(r"-?\d+,\d+", bare):
        return f"Write a decimal point: {bare.replace(',', '.')}."
    if re.fullmatch(r"[+-]?\d+(\.\d+)?[eE][+-]?\d{1,2}", bare):
        return f"Write {plain(Decimal(bare))} if no digits were lost: a spreadsheet program shortened it."
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+,\d+", bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", bare):
        bare = bare.replace(",", "")
    if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", bare):
        return f"Write {plain(Decimal(bare))}."
    if re.fullmatch(r"[^\d-]*\d[\d.,]*\D*", text) and re.search(r"[^\W\d_]|[%$€₽]", text):
        return "Write the digits alone; words and units have columns of their own."
    return DIGITS


def with_digits(text: str) -> str:
    """A number or date without the letters that only look like digits.

    Examples
    --------
    >>> with_digits("2O24-O5-l1"), with_digits("Oslo")
    ('2024-05-11', 'Oslo')
    """
    seen = text.translate(LETTERS_FOR_DIGITS)
    return seen if re.fullmatch(r"[\d .,/+-]+", seen) and re.search(r"\d", text) else text


def for_date(text: str, *, reduced: bool = False) -> str:
    """What to do with a date that is written in another way; a reduced one may lack its day or month.

    Examples
    --------
    >>> for_date("20.08.2025"), for_date("8/20/2025"), for_date("45889")
    ('Write 2025-08-20.', 'Write 2025-08-20.', 'Write 2025-08-20 if a spreadsheet program counted the days.')
    >>> for_date("8/9/2025")
    'Write 2025-08-09 or 2025-09-08, whichever is meant.'
    """
    text = with_digits(skeleton(text))
    day, _, clock = text.partition(" ") if " " in text else text.partition("T")
    if clock and re.fullmatch(r"[\d:.Z+]+( [AP]M)?", clock):
        text = day
    if match := re.fullmatch(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", text):
        a, mark, b, year = int(match[1]), match[2], int(match[3]), int(match[4])
        months = {b: a} if mark == "." else {b: a, a: b}
        dates = sorted({d for month, of in months.items() if (d := date_or_none(year, month, of))})
        if dates:
            many = ", whichever is meant" if len(dates) > 1 else ""
            return f"Write {' or '.join(map(str, dates))}{many}."
    match = re.fullmatch(r"(\d{4})[-./]?(\d{1,2})[-./]?(\d{1,2})", text)
    if match and (date := date_or_none(*map(int, match.groups()))):
        return f"Write {date}."
    if re.fullmatch(r"[2-6]\d{4}", text):
        return f"Write {DAY_ONE + dt.timedelta(int(text))} if a spreadsheet program counted the days."
    text = re.sub(r"(\d\d?)[./-](\d{4})", r"\2-\1", text) if reduced else text
    if reduced and (match := re.fullmatch(r"(\d{4})[./-]?(0?[1-9]|1[0-2])", text)):
        return f"Write {match[1]}-{int(match[2]):02}."
    return f"Write year-month-day, as in 2025-08-20{', 2025-08 or 2025' if reduced else ''}."


def date_or_none(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None where the calendar has none."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def for_boolean(text: str) -> str:
    """What to do with a yes or no that is written in another way.

    Examples
    --------
    >>> for_boolean("ИСТИНА")
    'Write true.'
    """
    word = text.casefold()
    if word in TRUE or word in FALSE:
        return f"Write {'true' if word in TRUE else 'false'}."
    return "Write true or false, in lower case."


def for_form(text: str, pattern: re.Pattern, separator: str, description: str) -> str:
    """What to do with a cell that has not the form of its column.

    Tried in turn: the letters that were meant, capitals or none, hyphens for
    spaces in a key, the list's own separator, a number without decimals, and
    the zeros that spreadsheet programs take from the front of codes.

    Examples
    --------
    >>> for_form("8;44", re.compile("[0-9]{2}(;[0-9]{2})*"), ";", "HS")
    'Write "08;44": a zero may have been lost.'
    """
    seen = skeleton(text)
    prefix = re.match(r"[a-z]-(?=\[)", pattern.pattern)
    guesses = [seen, seen.lower(), seen.upper(), re.sub(r"\.0+$", "", seen)]
    if "[-.]" in pattern.pattern:
        guesses.append(re.sub(r"[\s_-]+", "-", seen).strip("-").lower())
    if prefix:
        guesses.append(prefix[0] + re.sub(r"^[a-z]-", "", guesses[-1]))
    if separator:
        guesses.append(re.sub(r"[\s,;/|]+", separator, seen))
    for guess in guesses:
        if guess != text and len(guess) < 100 and pattern.fullmatch(guess):
            return f'Write "{guess}". {foreign_letter(text, guess)}'.rstrip()
    if separator:
        items = [item if pattern.fullmatch(item) else LOST_ZERO.sub("0", item) for item in text.split(separator)]
        padded = separator.join(items)
        if padded != text and pattern.fullmatch(padded):
            return f'Write "{padded}": a zero may have been lost.'
    if MADE_A_DATE.fullmatch(text):
        return "Write the code that was meant: a spreadsheet program made a date of it."
    form = f" (pattern {pattern.pattern})" if len(pattern.pattern) < 60 else ""
    return f"Write what belongs there: {description}{form}."
