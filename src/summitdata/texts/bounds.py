"""Where the passages of a coded text begin in a reader's own copy of it: counted in words, held against quotes."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from typing import Any

from summitdata.tables.quotes import Match, bared
from summitdata.tables.tidy import longest_rise

Row = dict[str, Any]
# Ways in which a copy divides words: as it stands; a mark with the word after it; words joined over a line end too
SLACK = 3  # characters by which a mark or a line end may differ
LONE = r"(?:[«“„‹]\s+)?"
WORDS = (r"\S+", LONE + r"\S+", LONE + r"\S+(?:(?<=[-‐])\r?\n\S+)*")


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

    def shifts(self, old: int) -> set[int]:
        """How far the anchors around an old place have moved: one number where they agree."""
        return {new - was for was, new in self.around(old)}


class Ruler:
    """Distances in a copy: in characters as they stand, and with each run of white space as one."""

    def __init__(self, text: str):
        runs = (char.isspace() and text[i - 1 : i].isspace() for i, char in enumerate(text))
        self.folded = list(itertools.accumulate((0 if within else 1 for within in runs), initial=-1))[1:]

    def guesses(self, old: int, anchors: Anchors) -> list[list[int]]:
        """Where an old place is by the anchors around it: a list for each way to measure."""
        around = anchors.around(old)
        plain = [new + old - was for was, new in around]
        short = [bisect_left(self.folded, self.folded[new] + old - was) for was, new in around]
        return [plain, short]


def nearest(places: list[Match], old: int, anchors: Anchors) -> Match | None:
    """The place that suits the anchors around an old place; None where two suit almost as well.

    Between two anchors a place has moved at least as far as the one and at most
    as far as the other, or the other way round. Beside a single anchor it may
    have moved by a mark or a line end more or less, the farther the more.
    """
    low, high = limits(anchors, old)
    around = anchors.around(old)
    expected = [old + new - was for was, new in around] or [old]
    slack = SLACK + min((abs(old - was) for was, _ in around), default=old) // 10 if len(around) < 2 else 0
    first, last = min(expected) - slack, max(expected) + slack
    near = sorted((max(first - m.start, m.start - last, 0), m.start, m) for m in places if low <= m.start <= high)
    if len(near) == 1 or (len(near) > 1 and near[0][0] * 3 < near[1][0]):
        return near[0][2]
    return None


def limits(anchors: Anchors, old: int) -> tuple[int, int]:
    """Between which new places an old one must lie."""
    i, j = bisect_left(anchors.old, old) - 1, bisect_left(anchors.old, old)
    pairs = anchors.pairs
    return (pairs[i][1] if i >= 0 else -1, pairs[j][1] if j < len(pairs) else 10**12)


def passage_bounds(text: str, passages: list[Row], anchors: Anchors) -> list[int | None]:
    """Where the passages begin in the copy, and where the last one ends; None where that is unclear.

    White space may differ, words do not: from a heading whose words are found
    the bounds are counted in words, forwards and backwards. What a word is can
    differ too (a mark that stands alone, a hyphen at the end of a line), so the
    way of counting is taken that leaves least unclear.
    """
    if not passages:
        return []
    ruler, ways = Ruler(text), [word_starts(text, way) for way in WORDS]
    exact = heading_places(text, passages, anchors, ways)
    bounds = min((counted_bounds(w, passages, exact, anchors, ruler) for w in ways), key=lambda b: b.count(None))
    if exact.get(0) is None:
        bounds[0] = 0
    if bounds[-1] is None or passages[-1]["part"] == "furniture":
        bounds[-1] = len(text)
    return bounds


def word_starts(text: str, way: str) -> list[int]:
    """Where words begin, and the end; but for the first way, marks that stand alone are no words."""
    found = [m.start() for m in re.finditer(way, text) if way == WORDS[0] or re.search(r"\w", m[0])]
    return [*found, len(text)]


def counted_bounds(
    starts: list[int], passages: list[Row], exact: dict[int, int], anchors: Anchors, ruler: Ruler
) -> list[int | None]:
    """The bounds, by counting words that begin at `starts` from the exact ones."""
    counted = list(itertools.accumulate((p["words"] for p in passages), initial=0))
    bounds: list[int | None] = []
    for k, old in enumerate([p["start"] for p in passages] + [passages[-1]["end"]]):
        marks = [j for j in exact if j <= k][-1:] + [j for j in exact if j >= k][:1]
        counts = [bisect_left(starts, exact[j]) + counted[k] - counted[j] for j in marks]
        wanted = [starts[i] for i in counts if 0 <= i < len(starts)]
        bounds.append(settle(wanted, ruler.guesses(old, anchors), starts, limits(anchors, old)))
    return bounds


def closest(starts: list[int], place: int) -> int:
    """The start of a word that is closest to a place."""
    i = bisect_left(starts, place)
    return min(starts[max(0, i - 1) : i + 1], key=lambda s: abs(s - place), default=place)


def heading_places(text: str, passages: list[Row], anchors: Anchors, ways: list[list[int]]) -> dict[int, int]:
    """Where headings begin and end in the copy, if their words are found: number of the bound, and its place.

    The note of a heading holds its first words (see CODING.md).
    """
    exact: dict[int, int] = {}
    for k, passage in enumerate(passages):
        note = passage["note"] or ""
        if passage["part"] != "heading" or len(note.split()) < min(4, passage["words"]):
            continue
        match = nearest(bared(text).find(note), passage["start"], anchors)
        if match and match.start >= max(exact.values(), default=0):
            exact[k] = match.start
            counts = [(starts, bisect_left(starts, match.start) + passage["words"]) for starts in ways]
            ends = {starts[i] for starts, i in counts if i < len(starts)}
            if len(ends) == 1:
                exact[k + 1] = ends.pop()
    return exact


def settle(wanted: list[int], guesses: list[list[int]], starts: list[int], between: tuple[int, int]) -> int | None:
    """The one place that suits; None where there is no such, or more than one.

    Parameters
    ----------
    wanted : list of int
        Places by counting words, from one side or both; if both agree, that is it.
    guesses : list of list of int
        Places by the anchors around, measured in two ways; believed where those
        of both sides agree to the letter, or with the count to the word.
    starts : list of int
        Where words begin.
    between : tuple of int
        The quotes around: after the first, at or before the second.
    """
    low, high = between
    counted = {place for place in wanted if low < place <= high}
    if len(wanted) == 2 and wanted[0] == wanted[1]:
        return wanted[0]
    for guess in guesses:
        near = {closest(starts, place) for place in guess}
        sure = len(guess) == 2 and guess[0] == guess[1]
        if len(near) == 1 and low < min(near) <= high and (sure or not counted or counted & near):
            return near.pop()
    return None
