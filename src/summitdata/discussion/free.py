"""Numbers that need no link: dates, years, ordinals in names, "one", compounds such as half-year."""

import re

from summitdata.tables.lexicon import lexicon_of
from summitdata.tables.numerals import TIMES, Numeral

STRETCH = re.compile(r"(?i)(?:last|past|next|previous|first) (?:\w+[ -])?$")


def is_free(text: str, place: int, readings: list[Numeral]) -> bool:
    """Whether the number that begins at a place in a text needs no link.

    Examples
    --------
    >>> from summitdata.tables.numerals import numerals
    >>> is_free("the year 2017", 9, numerals("2017", "en")), is_free("27 papers", 0, numerals("27", "en"))
    (True, False)
    """
    if is_compound(text[place:], readings):
        return True
    word = re.match(r"[\w,.']*\w", text[place:])[0] if re.match(r"\w", text[place:]) else text[place]
    if word.lower() in ("a", "an", "one"):  # one tonne needs a link, a tonne needs none
        units = {n.unit for n in readings if word.lower() == "one"}
        return all(n.value == 1 and not n.scaled for n in readings) and units <= {"", *TIMES}
    if readings[0].unit == "ordinal":
        # in a name, the word behind it has a capital, or itself inside a sentence
        named = re.match(r"\S+ [A-Z]", text[place:]) or (word[0].isupper() and text[:place].strip()[-1:].isalpha())
        return all(n.aside for n in readings) or bool(named)
    if readings[0].unit in TIMES:  # a period that is named, such as the twelve months to June
        behind = re.match(r"\S+ \w+ (?:to|of|before|after)\b", text[place:])
        return bool(STRETCH.search(text[:place]) or behind)
    year = readings[0].unit == "" and re.fullmatch(r"\d+", word.rstrip("s")) is None and readings[0].value >= 1800
    return all(n.aside for n in readings) and not year


def is_compound(text: str, readings: list[Numeral]) -> bool:
    """Whether a number is part of a word such as three-day or five-year."""
    lexicon, match = lexicon_of("en"), re.match(r"(?:an? )?[A-Za-z\d]+(?:-[A-Za-z]+)+", text)
    if not match or readings[0].scaled or readings[0].unit not in ("", *TIMES):
        return False
    last = match[0].rpartition("-")[2].lower()
    return lexicon.cardinal(last) is None and lexicon.ordinal(last) is None and not lexicon.look("scale", last)
