"""New values for a cell: valid by the schema, and found nowhere else."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator

from summitdata.house.words import BENT, duration, number, reduced
from summitdata.tables.schema import Column

# Vocabularies whose words the arithmetic itself knows: a change takes another word that is there.
CLOSED = {"qualifier", "test"}
COUNTRIES = ["URY", "NZL", "ISL", "BTN", "FJI", "SUR", "MLT", "TUV"]


def word(dice: random.Random, taken: str, length: int = 9) -> str:
    """A word that occurs nowhere.

    Examples
    --------
    >>> word(random.Random(1), "")
    'fuzakanon'
    """
    while True:
        made = "".join(dice.choice("bdfgklmnprstvz" if i % 2 == 0 else "aeiou") for i in range(length))
        if made not in taken:
            return made


def values(column: Column, old: str, dice: random.Random, taken: str) -> Iterator[str]:
    """New texts for a cell without a reference or vocabulary, the likeliest first.

    Parameters
    ----------
    taken : str
        All texts of the package and of the pages, in lower case.
    """
    if column.formula:
        yield from [f"({old}) * 1.0"] if old else []
    elif column.type == "boolean":
        yield "false" if old == "true" else "true"
    elif column.type == "integer":
        yield from [str(int(old or 1) + sign * dice.randint(1, most)) for most in (4, 40, 900) for sign in (-1, 1)]
    elif column.type == "number":
        yield from numbers(column, old, dice)
    elif column.type == "date" or column.reduced_date:
        yield from days(old, dice)
    else:
        yield from strings(column, old, dice, taken)


def numbers(column: Column, old: str, dice: random.Random) -> Iterator[str]:
    """Numbers near the old one, within the column's bounds; a step and what is rounded to it keep their decimals."""
    bound = bool(old) and (column.name == "step" or bool(column.decimals_as))
    places, near = decimals(old) if bound else 2, float(old or 1)
    for _ in range(6):
        top = near * dice.uniform(1.04, 1.4) + 10**-places
        new = dice.uniform(column.minimum or 0, column.maximum) if column.maximum else top
        yield written(new, places) if bound else written(new, places).rstrip("0").rstrip(".")


def decimals(text: str) -> int:
    """How many decimals a number is written with.

    Examples
    --------
    >>> decimals("15.10"), decimals("5")
    (2, 0)
    """
    return len(text.partition(".")[2])


def written(value: float, places: int) -> str:
    """A number with so many decimals."""
    return f"{value:.{places}f}"


def days(old: str, dice: random.Random) -> Iterator[str]:
    """Days near the old one, on either side; a date that lacks its day gets one.

    Examples
    --------
    >>> sorted(len(day) for day in days("2026", random.Random(1)))
    [10, 10, 10, 10, 10, 10]
    """
    year, month, day = (f"{old or '2025-08-20'}-02-03" if len(old) in (0, 4) else f"{old}-03").split("-")[:3]
    first = dt.date(int(year), int(month), int(day))
    for most in (20, 60, 300):
        for sign in dice.sample((-1, 1), 2):
            yield (first + dt.timedelta(days=sign * dice.randint(most // 2, most))).isoformat()


def strings(column: Column, old: str, dice: random.Random, taken: str) -> Iterator[str]:
    """New words; where the column has a form, in that form."""
    if column.pattern == "[A-Z]{3}":
        yield from [c for c in dice.sample(COUNTRIES, len(COUNTRIES)) if c.casefold() not in taken]
    elif column.pattern.startswith("https?"):
        yield f"https://example.org/{word(dice, taken)}"
    elif column.name in ("isic4", "hs2022", "dac_crs"):
        yield {"isic4": "U99", "hs2022": "97", "dac_crs": "998"}[column.name] + f"{dice.randint(10, 99)}"
    elif column.name == "language":
        yield from dice.sample(["mi", "gd", "haw", "qu"], 4)
    elif column.name == "window":
        yield f"P{dice.randint(13, 29)}Y"
    elif "[0-9a-f]{64}" in column.pattern:
        yield f"{dice.getrandbits(256):064x}"
    else:
        # the words of a quote must have room in the place that they have in the text
        yield word(dice, taken, max(2, min(9, len(old) or 9)) if column.name == "quote" else 9).capitalize()


def forms(text: str, column: Column | None = None) -> list[str]:
    """How a reader may meet a cell's text: as it stands, or as the pages write numbers and dates.

    Examples
    --------
    >>> forms("2025-08-03", Column("signed_on", "date", ""))
    ['2025-08-03', '3 august 2025']
    >>> forms("16481", Column("characters", "integer", ""))
    ['16481', '16,481']
    """
    found = [text]
    if not text:
        return []
    if column is None:
        pass
    elif column.type in ("integer", "number"):
        found += [number(float(text)), number(float(text), 3), number(float(text), 1)]
    elif column.type == "date" or column.reduced_date:
        found.append(reduced(text))
    elif column.type == "boolean":
        found = ["yes" if text == "true" else "no"]
    elif column.name == "window":
        found.append(duration(text))
    elif column.vocabulary == "qualifier":
        found = [text, BENT.get(text, text), {"at least": "≥"}.get(text, text)]
    elif column.separator:
        found += text.split(column.separator)
    return list(dict.fromkeys(" ".join(f.split()).casefold() for f in found if f))


def stands(form: str, line: str) -> bool:
    """Whether a text stands in a line as whole words, or as a whole number.

    Examples
    --------
    >>> stands("12", "of 12 documents"), stands("12", "of 112"), stands("12", "12.5"), stands("12", "in 12.")
    (True, False, False, True)
    """
    if form not in line:
        return False
    return bool(re.search(rf"(?<!\w)(?<!\d[.,]){re.escape(form)}(?!\w|[.,]\d)", line))
