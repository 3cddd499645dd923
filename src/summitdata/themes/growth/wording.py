"""How growth theme's numbers are written, in charts, tables and sentences alike."""

from __future__ import annotations

import math

from summitdata.house.words import bend, number, span


def bent(row) -> str:
    """A figure with its qualifier, short: "over 113"."""
    return f"{bend(row.qualifier)}{number(row.value)}".replace("more than", "over").replace("at least", "≥")


FITS = {"inside": "fits", "overlaps": "may fit", "outside": "does not fit", "no figure": "no figure"}


def by(row) -> str:
    """Who reports a figure, as an aside: "by BelTA", "derived here from figures by BelTA"."""
    return row.origin if row.derived else f"by {row.origin}"


def stands_for(row) -> str:
    """What a number in percent stands for; of one that may be a round ten, both ways to read it."""
    as_coded, as_printed = span(row.low, row.high), span(row.printed_low, row.printed_high)
    return as_coded if as_coded == as_printed else f"{as_coded} if rounded, {as_printed} if not"


def short_times(row) -> str:
    """A reading in a word or two: "4.6 times", "at most 4.6 times", "about" where it is open on both sides."""
    if row.high == float("inf"):
        return "any multiple"
    if row.low > 0:
        return f"{number(row.point, 1)} times"
    return f"{'about' if getattr(row, 'open_high', row.high) > row.high else 'at most'} {number(row.high, 1)} times"


def times(low: float, high: float) -> str:
    """A multiple in words.

    Examples
    --------
    >>> times(4.57, 4.62), times(0, 4.62), times(0, math.inf), times(math.nan, math.nan)
    ('4.57 to 4.62 times', 'at most 4.62 times', 'any multiple', 'no figure')
    """
    if math.isnan(low):
        return "no figure"
    if low <= 0 and math.isinf(high):
        return "any multiple"
    return span(low if low > 0 else -math.inf, high, "times")


def change(low: float, high: float) -> str:
    """A change on the year: "+66 to +77", "−12 to 0"; a dash where it is not known."""
    if math.isnan(low):
        return "–"
    return " to ".join(dict.fromkeys([signed(low), signed(high)]))


def signed(value: float) -> str:
    """A rounded change with its sign."""
    text = number(abs(value), 0)
    return text if text == "0" else f"+{text}" if value > 0 else f"−{text}"
