"""Where the rows and passages of a coded text stand in a reader's own copy of it.

The coded text itself is not at hand. What is: each row's quote with its old
place, and each passage's old bounds and number of words. A quote that stands
once in the copy is an anchor; what lies between two anchors is found from them.
White space may differ, words do not: from a heading whose words are found the
passages' bounds are counted in words, forwards and backwards. What a word is can
differ too (a mark that stands alone, a hyphen at the end of a line), so the way
of counting is taken that leaves least unclear.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Any

from summitdata.tables.quotes import Match, bare, bared
from summitdata.tables.tidy import longest_rise

Row = dict[str, Any]
OK, MOVED, MISSING, SEVERAL = "ok", "moved", "missing", "several"
SLACK = 3  # characters by which a mark or a line end may differ
# Ways in which a copy divides words: as it stands; or a mark with the word after it, and words joined over a line end
WORDS = (r"\S+", r"(?:[«“„‹]\s+)?\S+(?:(?<=[-‐])\r?\n\S+)*")


@dataclass
class Found:
    """What became of one quote: a status, its place in the copy, and all places of its words."""

    row: Row
    status: str
    match: Match | None
    matches: list[Match]


class Anchors:
    """Pairs of an old and a new place, both rising."""

    def __init__(self, pairs: list[tuple[int, int]]):
        pairs = sorted(set(pairs))
        order = sorted(range(len(pairs)), key=lambda i: (pairs[i][1], i))
        rank = {i: r for r, i in enumerate(order)}
        stay = longest_rise([rank[i] for i in range(len(pairs))])
        self.pairs = [pair for i, pair in enumerate(pairs) if rank[i] in stay]
        self.old = [old for old, _ in self.pairs]

    def around(self, old: int) -> list[tuple[int, int]]:
        """The last anchor at or before an old place, and the first at or after it."""
        i, j = bisect_right(self.old, old) - 1, bisect_left(self.old, old)
        return [self.pairs[k] for k in (i, j) if 0 <= k < len(self.pairs)]

    def limits(self, old: int) -> tuple[int, int]:
        """Between which new places an old one must lie."""
        j = bisect_left(self.old, old)
        return (self.pairs[j - 1][1] if j else -1, self.pairs[j][1] if j < len(self.pairs) else 10**12)


class Copy:
    """A copy: its text, and its distances with each run of white space as one character."""

    def __init__(self, text: str):
        self.text = text
        runs = (char.isspace() and text[i - 1 : i].isspace() for i, char in enumerate(text))
        self.folded = list(itertools.accumulate((0 if within else 1 for within in runs), initial=-1))[1:]

    def guesses(self, old: int, anchors: Anchors) -> list[int]:
        """Where an old place is by the anchors around it."""
        return [bisect_left(self.folded, self.folded[new] + old - was) for was, new in anchors.around(old)]

    def word_starts(self, way: str) -> list[int]:
        """Where words begin, and the end; but for the first way, marks that stand alone are no words."""
        words = (m.start() for m in re.finditer(way, self.text) if way == WORDS[0] or re.search(r"\w", m[0]))
        return [*words, len(self.text)]


@dataclass
class Alignment:
    """Rows and passages of one source in a copy.

    `bounds` are the passages' starts and the last one's end; None where unclear.
    """

    copy: Copy
    found: list[Found]
    anchors: Anchors
    bounds: list[int | None]

    def span(self, start: int, end: int) -> Match | None:
        """The new place of words whose text is not at hand; None where the anchors around them disagree."""
        spots, folded = set(self.copy.guesses(start, self.anchors)), self.copy.folded
        if len(spots) > 1:
            spots = {closest(self.copy.word_starts(WORDS[0]), spot) for spot in spots}
        new = spots.pop() if len(spots) == 1 else len(folded)
        return Match(new, bisect_left(folded, folded[new] + end - start)) if new < len(folded) else None


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
    copy, found = Copy(text), [locate(text, row, same=same) for row in rows]
    anchors = anchors_of(found)
    for item in found:
        old = item.row["start"]
        if item.status == SEVERAL and old is not None and (match := fitting(item.matches, old, anchors)):
            item.match, item.status = match, status_of(item.row, match)
    anchors = anchors_of(found)
    if same:
        bounds = [p["start"] for p in passages] + [p["end"] for p in passages[-1:]]
    else:
        bounds = passage_bounds(copy, passages, anchors)
    known = [(p["start"], b) for p, b in zip(passages, bounds) if b is not None and p["start"]]
    return Alignment(copy, found, Anchors(anchors.pairs + known), bounds)


def locate(text: str, row: Row, *, same: bool) -> Found:
    """A row's quote: in its place, elsewhere once, in several places, or nowhere."""
    matches = bared(text).find(row["quote"])
    start, end = row["start"], row["end"]
    if same and None not in (start, end) and bare(text[start:end]) == bare(row["quote"]):
        return Found(row, OK, Match(start, end), matches)
    if not matches:
        return Found(row, MISSING, None, matches)
    if not row["placed"]:
        return Found(row, OK, None, matches)
    if len(matches) > 1:
        return Found(row, SEVERAL, None, matches)
    return Found(row, status_of(row, matches[0]), matches[0], matches)


def status_of(row: Row, match: Match) -> str:
    """Whether words are found in their place."""
    return OK if (row["start"], row["end"]) == (match.start, match.end) else MOVED


def anchors_of(found: list[Found]) -> Anchors:
    """The anchors that quotes give: those with one place, old and new."""
    return Anchors([(f.row["start"], f.match.start) for f in found if f.match and f.row["start"] is not None])


def fitting(matches: list[Match], old: int, anchors: Anchors) -> Match | None:
    """The place that suits the anchors around an old place; None where two suit almost as well.

    Between two anchors a place has moved at least as far as the one and at most
    as far as the other, or the other way round. Beside a single anchor it may
    have moved by a mark or a line end more or less, the farther the more.
    """
    low, high = anchors.limits(old)
    around = anchors.around(old)
    expected = [old + new - was for was, new in around] or [old]
    slack = SLACK + min((abs(old - was) for was, _ in around), default=old) // 10 if len(around) < 2 else 0
    first, last = min(expected) - slack, max(expected) + slack
    near = sorted((max(first - m.start, m.start - last, 0), m.start, m) for m in matches if low <= m.start <= high)
    if len(near) == 1 or (len(near) > 1 and near[0][0] * 3 < near[1][0]):
        return near[0][2]
    return None


def passage_bounds(copy: Copy, passages: list[Row], anchors: Anchors) -> list[int | None]:
    """Where the passages begin in the copy, and where the last one ends; None where that is unclear."""
    if not passages:
        return []
    ways = [copy.word_starts(way) for way in WORDS]
    exact = heading_bounds(copy.text, passages, anchors, ways)
    bounds = min((counted_bounds(w, passages, exact, anchors, copy) for w in ways), key=lambda b: b.count(None))
    if exact.get(0) is None:
        bounds[0] = 0
    if bounds[-1] is None or passages[-1]["part"] == "furniture":
        bounds[-1] = len(copy.text)
    return bounds


def counted_bounds(
    starts: list[int], passages: list[Row], exact: dict[int, int], anchors: Anchors, copy: Copy
) -> list[int | None]:
    """The bounds, by counting words that begin at `starts` from the exact ones."""
    counted = list(itertools.accumulate((p["words"] for p in passages), initial=0))
    bounds: list[int | None] = []
    for k, old in enumerate([p["start"] for p in passages] + [passages[-1]["end"]]):
        marks = [j for j in exact if j <= k][-1:] + [j for j in exact if j >= k][:1]
        counts = [bisect_left(starts, exact[j]) + counted[k] - counted[j] for j in marks]
        wanted = [starts[i] for i in counts if 0 <= i < len(starts)]
        bounds.append(settled(wanted, copy.guesses(old, anchors), starts, anchors.limits(old)))
    return bounds


def closest(starts: list[int], place: int) -> int:
    """The start of a word that is closest to a place."""
    i = bisect_left(starts, place)
    return min(starts[max(0, i - 1) : i + 1], key=lambda s: abs(s - place), default=place)


def heading_bounds(text: str, passages: list[Row], anchors: Anchors, ways: list[list[int]]) -> dict[int, int]:
    """Where headings begin and end in the copy, if their words are found: number of the bound, and its place.

    The note of a heading holds its first words (see CODING.md).
    """
    exact: dict[int, int] = {}
    for k, passage in enumerate(passages):
        note = passage["note"] or ""
        if passage["part"] != "heading" or len(note.split()) < min(4, passage["words"]):
            continue
        match = fitting(bared(text).find(note), passage["start"], anchors)
        if match and match.start >= max(exact.values(), default=0):
            exact[k] = match.start
            counts = [(starts, bisect_left(starts, match.start) + passage["words"]) for starts in ways]
            ends = {starts[i] for starts, i in counts if i < len(starts)}
            if len(ends) == 1:
                exact[k + 1] = ends.pop()
    return exact


def settled(wanted: list[int], guesses: list[int], starts: list[int], between: tuple[int, int]) -> int | None:
    """The one place that suits; None where there is no such, or more than one.

    Parameters
    ----------
    wanted : list of int
        Places by counting words, from one side or both; if both agree, that is it.
    guesses : list of int
        Places by the anchors around; believed where those of both sides agree
        to the letter, or with the count to the word.
    starts : list of int
        Where words begin.
    between : tuple of int
        The quotes around: after the first, at or before the second.
    """
    low, high = between
    counted = {place for place in wanted if low < place <= high}
    if len(wanted) == 2 and wanted[0] == wanted[1]:
        return wanted[0]
    near = {closest(starts, place) for place in guesses}
    sure = len(guesses) == 2 and guesses[0] == guesses[1]
    if len(near) == 1 and low < min(near) <= high and (sure or not counted or counted & near):
        return near.pop()
    return None
