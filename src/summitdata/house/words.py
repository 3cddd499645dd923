"""Numbers, dates, ranges and lists as prose."""

import calendar
import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Sequence

SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
MILLIONS = {"USD million": "US dollars", "EUR million": "euros"}
BENT = {"unqualified": "", "over": "more than ", "at most": "up to "}  # other qualifiers are said as they are
ARTICLE = re.compile(
    r"^(United |Bahamas$|Comoros$|Gambia$|Maldives$|Netherlands$|Philippines$|Seychelles$)"
    r"|^(?!.* of ).*(Emirates|Islands|Kingdom|Republic|States|Union)$"
)
MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip


def number(value: float, digits: int = 2) -> str:
    """A number without needless zeros, thousands separated.

    Examples
    --------
    >>> number(113.0), number(4.5667), number(16481), number(-0.5)
    ('113', '4.57', '16,481', '−0.5')
    """
    if not math.isfinite(value):
        return "without bound"
    text = f"{abs(value):,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"−{text}" if value < 0 and text != "0" else text


def count(n: int, noun: str, plural: str = "") -> str:
    """A count with its noun, small counts in words.

    Examples
    --------
    >>> count(1, "document"), count(12, "document"), count(13, "body", "bodies")
    ('one document', 'twelve documents', '13 bodies')
    """
    return f"{word(n)} {noun if n == 1 else plural or noun + 's'}"


def word(n: int) -> str:
    """A count, small ones in words.

    Examples
    --------
    >>> word(3), word(22)
    ('three', '22')
    """
    return SMALL[n] if 0 <= n < len(SMALL) else number(n)


def brief(*told: str) -> str:
    """The first of some wordings that has at most twelve words, as a title may have; else the last.

    Examples
    --------
    >>> brief("one two three four five six seven eight nine ten eleven twelve, also thirteen", "one to thirteen")
    'one to thirteen'
    """
    return next((words for words in told if len(words.split()) <= 12), told[-1])


def often(n: int) -> str:
    """How many times.

    Examples
    --------
    >>> often(1), often(2), often(14)
    ('once', 'twice', '14 times')
    """
    return {1: "once", 2: "twice"}.get(n) or count(n, "time")


def bend(qualifier: str) -> str:
    """The word that bends a number, with a space after it; none for a number that stands alone.

    Examples
    --------
    >>> bend("over"), bend("unqualified"), bend("at least")
    ('more than ', '', 'at least ')
    """
    return BENT.get(qualifier, f"{qualifier} ")


def amount(value: float, unit: str, qualifier: str = "unqualified", digits: int = 2) -> str:
    """A number with its unit and the word that bends it.

    Examples
    --------
    >>> amount(113, "USD million", "over"), amount(15800, "USD million"), amount(4500000, "people")
    ('more than 113 million US dollars', '15.8 billion US dollars', '4.5 million people')
    >>> amount(8, "ordinal")
    'number 8'
    """
    if unit == "ordinal":
        return f"{bend(qualifier)}number {number(value, digits)}"
    value, unit = (value * 1e6, MILLIONS[unit]) if unit in MILLIONS else (value, unit)
    size, name = next((pair for pair in ((1e9, "billion "), (1e6, "million ")) if abs(value) >= pair[0]), (1, ""))
    return f"{bend(qualifier)}{number(value / size, digits + 3 * (size > 1e6))} {name}{unit}"


def span(low: float, high: float, unit: str = "") -> str:
    """A range in words; one side may be open.

    Examples
    --------
    >>> span(4.5, 5.5), span(4.57, math.inf, "times"), span(-math.inf, 4.62), span(0, 4.62)
    ('4.5 to 5.5', 'at least 4.57 times', 'at most 4.62', '0 to 4.62')
    >>> span(1.08, 1.2)
    '1.08 to 1.20'
    """
    tail = f" {unit}" if unit else ""
    if math.isinf(high):
        return f"at least {number(low)}{tail}"
    if math.isinf(low):
        return f"at most {number(high)}{tail}"
    first, last = number(low), number(high)
    if first == last:
        return f"{first}{tail}"
    if "." in first and "." in last:
        places = max(len(text.partition(".")[2]) for text in (first, last))
        first, last = (text + "0" * (places - len(text.partition(".")[2])) for text in (first, last))
    return f"{first} to {last}{tail}"


def percent(share: float) -> str:
    """A share in whole percent."""
    return f"{number(100 * share, 0)} percent"


def listed(items: Iterable[str], last: str = "and") -> str:
    """Items as a list in a sentence.

    Examples
    --------
    >>> listed(["potash", "timber", "chemicals"])
    'potash, timber and chemicals'
    """
    items = list(items)
    return f" {last} ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def semicolons(names: Iterable[str]) -> str:
    """Names once each, parted by semicolons, since a reporter's name may hold a comma or "and"."""
    return "; ".join(dict.fromkeys(names))


def day(date: dt.date) -> str:
    """A day as it is written in a sentence.

    Examples
    --------
    >>> day(dt.date(2025, 8, 20))
    '20 August 2025'
    """
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def reduced(date: str) -> str:
    """An ISO date that may lack its day or month, in words.

    Examples
    --------
    >>> reduced("2023-03"), reduced("2026"), reduced("2025-08-20")
    ('March 2023', '2026', '20 August 2025')
    """
    parts = [int(p) for p in date.split("-")]
    words = [str(parts[0]), *(MONTHS[m - 1] for m in parts[1:2]), *map(str, parts[2:])]
    return " ".join(reversed(words))


def reduced_span(date: str) -> tuple[dt.date, dt.date]:
    """First and last day of an ISO date that may lack its day or month.

    Examples
    --------
    >>> reduced_span("2023-03")
    (datetime.date(2023, 3, 1), datetime.date(2023, 3, 31))
    """
    first = dt.date.fromisoformat((date + "-01-01")[:10])
    last = {4: (12, 31), 7: (first.month, calendar.monthrange(first.year, first.month)[1])}
    return first, dt.date(first.year, *last.get(len(date), (first.month, first.day)))


def period(start: dt.date, end: dt.date) -> str:
    """A period in the shortest words that are exact.

    Examples
    --------
    >>> period(dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    '2020'
    >>> period(dt.date(2025, 1, 1), dt.date(2025, 6, 30))
    'January to June 2025'
    >>> period(dt.date(2017, 3, 21), dt.date(2018, 3, 20))
    '21 March 2017 to 20 March 2018'
    """
    whole_months = start.day == 1 and (end + dt.timedelta(days=1)).day == 1
    if not whole_months:
        return day(start) if start == end else f"{day(start)} to {day(end)}"
    first, last = MONTHS[start.month - 1], MONTHS[end.month - 1]
    if start.year != end.year:
        return f"{first} {start.year} to {last} {end.year}"
    if (start.month, end.month) == (1, 12):
        return str(start.year)
    return f"{first} {end.year}" if first == last else f"{first} to {last} {end.year}"


def duration(iso: str) -> str:
    """An ISO 8601 duration, or YTD, in words.

    Examples
    --------
    >>> duration("P5Y"), duration("YTD")
    ('five years', 'the year to date')
    """
    if iso == "YTD":
        return "the year to date"
    names = {"Y": "year", "M": "month", "D": "day"}
    return listed(count(int(n), names[u]) for n, u in re.findall(r"(\d+)([YMD])", iso))


def rank_in(order: Sequence[str]) -> Callable[[str], int]:
    """The place of a word in an order; words that it does not have come last."""
    return lambda word: order.index(word) if word in order else len(order)


def the(name: str) -> str:
    """The name of a state or body as it stands inside a sentence.

    Examples
    --------
    >>> the("United States"), the("Eurasian Economic Union"), the("Tanzania"), the("African states")
    ('the United States', 'the Eurasian Economic Union', 'Tanzania', 'African states')
    >>> the("The (collective) West")
    'the (collective) West'
    """
    if name.startswith("The "):
        return f"the {name[4:]}"
    return f"the {name}" if ARTICLE.search(name) else name


def small(text: str) -> str:
    """The text as it stands inside a sentence, its first letter in lower case but for an abbreviation.

    Examples
    --------
    >>> small("Duration of talks"), small("HIV prevalence")
    ('duration of talks', 'HIV prevalence')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]
