"""Where the rows and passages of a coded text stand in a reader's own copy of it.

The coded text itself is not at hand. What is: each row's quote with its old
place, and each passage's old bounds and number of words. A quote that stands
once in the copy is an anchor; what lies between two anchors is found from them.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from summitdata.tables.quotes import Match, bare, bared
from summitdata.texts.bounds import WORDS, Anchors, Row, Ruler, closest, nearest, passage_bounds, word_starts

OK, MOVED, MISSING, SEVERAL = "ok", "moved", "missing", "several"


@dataclass
class Found:
    """What became of one quote: a status, its place in the copy, and all places of its words."""

    row: Row
    status: str
    match: Match | None
    places: list[Match]


@dataclass
class Alignment:
    """Rows and passages of one source in a copy.

    `bounds` are the passages' starts and the last one's end; None where unclear.
    """

    text: str
    found: list[Found]
    anchors: Anchors
    bounds: list[int | None] = field(default_factory=list)

    def span(self, start: int, end: int) -> Match | None:
        """The new place of words whose text is not at hand; None where the anchors around them disagree."""
        ruler, starts = Ruler(self.text), word_starts(self.text, WORDS[0])
        for guess in ruler.guesses(start, self.anchors):
            spots = set(guess) if len(set(guess)) < 2 else {closest(starts, g) for g in guess}
            new = spots.pop() if spots else -1
            if not spots and 0 <= new < len(self.text):
                return Match(new, bisect_left(ruler.folded, ruler.folded[new] + end - start))
        return None


def align(text: str, rows: list[Row], passages: list[Row], *, same: bool = False) -> Alignment:
    """Find rows and passages of one source in a copy of it.

    Parameters
    ----------
    text : str
        The copy.
    rows : list of dict
        Rows with ``quote``, ``start``, ``end`` and ``placed``: whether the quote
        must have a place.
    passages : list of dict
        The source's passages in their order; empty for one that is only cited.
    same : bool
        The copy is the text that was coded: words that stand in their place are
        then no accident, however often they occur.
    """
    found = [locate(text, row, same=same) for row in rows]
    anchors = anchors_of(found)
    for item in found:
        choose(item, anchors)
    anchors = anchors_of(found)
    bounds = own_bounds(passages) if same else passage_bounds(text, passages, anchors)
    known = [(p["start"], b) for p, b in zip(passages, bounds) if b is not None and p["start"]]
    return Alignment(text, found, Anchors(anchors.pairs + known), bounds)


def own_bounds(passages: list[Row]) -> list[int | None]:
    """The bounds as the passages have them: a starting place for each, and the end."""
    return [p["start"] for p in passages] + [p["end"] for p in passages[-1:]]


def locate(text: str, row: Row, *, same: bool) -> Found:
    """A row's quote: in its place, elsewhere once, in several places, or nowhere."""
    places = bared(text).find(row["quote"])
    start, end = row["start"], row["end"]
    if same and None not in (start, end) and bare(text[start:end]) == bare(row["quote"]):
        return Found(row, OK, Match(start, end), places)
    if not places:
        return Found(row, MISSING, None, places)
    if not row["placed"]:
        return Found(row, OK, None, places)
    if len(places) > 1:
        return Found(row, SEVERAL, None, places)
    return Found(row, status_of(row, places[0]), places[0], places)


def status_of(row: Row, match: Match) -> str:
    """Whether words are found in their place."""
    return OK if (row["start"], row["end"]) == (match.start, match.end) else MOVED


def anchors_of(found: list[Found]) -> Anchors:
    """The anchors that quotes give: those with one place, old and new."""
    return Anchors([(f.row["start"], f.match.start) for f in found if f.match and f.row["start"] is not None])


def choose(item: Found, anchors: Anchors) -> None:
    """Settle a quote with several places by the anchors around it, where that is clear."""
    old = item.row["start"]
    if item.status == SEVERAL and old is not None and (match := nearest(item.places, old, anchors)):
        item.match, item.status = match, status_of(item.row, match)
