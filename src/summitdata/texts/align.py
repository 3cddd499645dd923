"""Where the rows and passages of a coded text stand in a reader's own copy of it.

The coded text itself is not at hand. What is: each row's quote with its old
place, and each passage's old start. A quote or heading that stands once in the
copy is an anchor; what lies between two anchors is found from them: white space
may differ, words do not.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from summitdata.tables.quotes import Match, bare, bared
from summitdata.tables.tidy import longest_rise

Row = dict[str, Any]
OK, MOVED, MISSING, SEVERAL = "ok", "moved", "missing", "several"
SLACK = 3  # characters by which a mark or a line end may differ


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


@dataclass
class Alignment:
    """Rows and passages of one source in a copy.

    `bounds` are the passages' starts and the last one's end; None where unclear.
    """

    found: list[Found]
    anchors: Anchors
    bounds: list[int | None]


def align(text: str, rows: list[Row], passages: list[Row], *, same: bool = False) -> Alignment:
    """Find rows and passages of one source, in their order, in a copy of it.

    A row that is ``placed`` must have a place. `same`: the copy is the text that was coded, so
    words that stand in their place are no accident, however often they occur.
    """
    found = [locate(text, row, same=same) for row in rows]
    anchors = anchors_of(found)
    for item in found:
        old = item.row["start"]
        if item.status == SEVERAL and old is not None and (match := fitting(item.matches, old, anchors)):
            item.match, item.status = match, status_of(item.row, match)
    anchors = anchors_of(found)
    if same:
        return Alignment(found, anchors, [p["start"] for p in passages] + [p["end"] for p in passages[-1:]])
    anchors = Anchors(anchors.pairs + list(headings(text, passages, anchors)))
    return Alignment(found, anchors, passage_bounds(text, passages, anchors) if passages else [])


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


def headings(text: str, passages: list[Row], anchors: Anchors) -> Iterator[tuple[int, int]]:
    """Where headings begin, old and new, if their first words are found, which their notes hold (see CODING.md)."""
    for passage in passages:
        note = passage["note"] or ""
        if passage["part"] == "heading" and len(note.split()) >= min(4, passage["words"]):
            match = fitting(bared(text).find(note), passage["start"], anchors)
            yield from [(passage["start"], match.start)] if match else []


def passage_bounds(text: str, passages: list[Row], anchors: Anchors) -> list[int | None]:
    """Where the passages begin in the copy, and where the last one ends; None where that is unclear.

    It is clear where the anchors before and after a bound lead to the same word.
    """
    runs = (char.isspace() and text[i - 1 : i].isspace() for i, char in enumerate(text))
    folded = list(itertools.accumulate((0 if within else 1 for within in runs), initial=-1))[1:]
    starts = [*(match.start() for match in re.finditer(r"\S+", text)), len(text)]
    bounds: list[int | None] = []
    for old in [*(p["start"] for p in passages), passages[-1]["end"]]:
        spots = [bisect_left(folded, folded[new] + old - was) for was, new in anchors.around(old)]
        near = {closest(starts, spot) for spot in spots}
        low, high = anchors.limits(old)
        bounds.append(near.pop() if len(spots) == 2 and len(near) == 1 and low < min(near) <= high else None)
    bounds[0] = bounds[0] or 0
    bounds[-1] = bounds[-1] or len(text)
    return bounds


def closest(starts: list[int], place: int) -> int:
    """The start of a word that is closest to a place."""
    i = bisect_left(starts, place)
    return min(starts[max(0, i - 1) : i + 1], key=lambda s: abs(s - place), default=place)
