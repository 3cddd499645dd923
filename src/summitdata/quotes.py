"""Quotes in texts: fold white space, find the words, link to the passage.

A quote is a W3C Web Annotation text quote selector (the words) with a text
position selector (start and end in code points), flattened into columns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote as percent

ALIKE = str.maketrans("“”„«»‘’‚`´–—\u00a0", "\"\"\"\"\"'''''-- ")


def fold(text: str) -> str:
    """The text on one line, each run of white space a single space.

    Examples
    --------
    >>> fold("trade  has\\n increased")
    'trade has increased'
    """
    return " ".join(text.split())


@dataclass(frozen=True)
class Match:
    """Where words stand in a text: code points from 0, end exclusive."""

    start: int
    end: int


def find(text: str, words: str) -> list[Match]:
    """All places of `words` in `text`, whatever white space and quotation marks are used.

    Examples
    --------
    >>> find("He said: “trade\\nhas grown”.", '"trade has')
    [Match(start=9, end=19)]
    """
    pattern = r"\s+".join(re.escape(word) for word in words.translate(ALIKE).split())
    if not pattern:
        return []
    return [Match(*m.span()) for m in re.finditer(pattern, text.translate(ALIKE))]


def passage_link(url: str, quote: str, *, unique: bool = True) -> str:
    """The public address with a text fragment that marks the quote.

    A convenience, never the evidence: a browser that does not find the words
    opens the page at its top. Without `unique` the plain address comes back.

    Examples
    --------
    >>> passage_link("https://example.org/a", "North-South corridor")
    'https://example.org/a#:~:text=North%2DSouth%20corridor'
    """
    if not unique:
        return url
    encoded = percent(fold(quote), safe="").replace("-", "%2D")
    return f"{url}#:~:text={encoded}"
