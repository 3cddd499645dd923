"""Quotes in texts: fold white space, find the words, link to the passage.

A quote is a W3C Web Annotation text quote selector (the words) with a text
position selector (start and end in code points), flattened into columns.
"""

import functools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote as percent

MARKS = "\"'`´‘’‚‛“”„‟«»‹›′″"
DASHES = "-‐‑‒–—―−"


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


class Bare:
    """A text without what copies of it differ in: white space, quotation marks, dashes, soft hyphens, accents.

    `letters` is what is left; `positions` says for each letter where it stands in the text.

    Examples
    --------
    >>> Bare("“Iran’s\\u00a0path” – on").letters
    'Iranspathon'
    """

    def __init__(self, text: str):
        self.text = text
        kept = [(letter, i) for i, char in enumerate(text) for letter in letters_of(char)]
        self.letters = "".join(letter for letter, _ in kept)
        self.positions = [i for _, i in kept]

    def find(self, words: str) -> list[Match]:
        """All places of `words`; those inside longer words only where there are no others.

        Examples
        --------
        >>> bared("He said: “trade\\nhas grown”.").find('"trade has')
        [Match(start=9, end=19)]
        """
        return self.find_words(words) or list(self.matches(words))

    def find_words(self, words: str) -> list[Match]:
        """The places of `words` where they begin and end as words do."""
        return list(filter(self.whole, self.matches(words)))

    def matches(self, words: str) -> Iterator[Match]:
        """Each place of the letters of `words`."""
        wanted = bare(words)
        at = self.letters.find(wanted) if wanted else -1
        while at >= 0:
            span = Match(self.positions[at], self.positions[at + len(wanted) - 1] + 1)
            yield self.with_marks(span, words.strip())
            at = self.letters.find(wanted, at + 1)

    def whole(self, match: Match) -> bool:
        """Whether a match begins and ends where words do."""
        text, start, end = self.text, match.start, match.end
        inside = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
        return not inside and not (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())

    def with_marks(self, match: Match, words: str) -> Match:
        """The match with the quotation mark before or after it, where `words` have one there."""
        text, start, end = self.text, match.start, match.end
        if words[0] in MARKS and start and text[start - 1] in MARKS:
            start -= 1
        if words[-1] in MARKS and end < len(text) and text[end] in MARKS:
            end += 1
        return Match(start, end)


@functools.lru_cache(maxsize=4096)
def letters_of(char: str) -> str:
    """What of a character counts when words are looked for; empty for white space, marks and dashes."""
    if char in MARKS or char in DASHES or char.isspace() or unicodedata.category(char) == "Cf":
        return ""
    return "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c) and c != " ")


def bare(words: str) -> str:
    """Words without what copies differ in.

    Examples
    --------
    >>> bare("North–South “corridor”") == bare('North-South "corridor"')
    True
    """
    return "".join(map(letters_of, words))


@functools.lru_cache(maxsize=8)
def bared(text: str) -> Bare:
    """The bare form of a text; that of the last texts is kept."""
    return Bare(text)


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
