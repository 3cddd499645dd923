"""Where the rows of a coded text stand in a reader's own copy of it.

The coded text itself is not at hand. What is: each row's quote with its old
place. A quote that stands once in the copy is an anchor; what lies between two
anchors is found from them: white space may differ, words do not.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from summitdata.tables.quotes import Match, bare, bared
from summitdata.tables.tidy import longest_rise

Row = dict[str, Any]
Anchors = list[tuple[int, int]]  # pairs of an old and a new place, both rising
OK, MOVED, MISSING, SEVERAL = "ok", "moved", "missing", "several"
SLACK = 3  # characters by which a mark or a line end may differ


@dataclass
class Found:
    """One quote in a copy: all places of its words, and its own, if that is clear."""

    row: Row
    matches: list[Match]
    match: Match | None

    @property
    def status(self) -> str:
        """What became of it: in its place, elsewhere, nowhere, or in several places."""
        if not (self.matches or self.match):
            return MISSING
        if self.row["placed"] and not self.match:
            return SEVERAL
        moved = self.match and (self.row["start"], self.row["end"]) != (self.match.start, self.match.end)
        return MOVED if moved else OK


def align(text: str, rows: list[Row], *, same: bool = False) -> tuple[list[Found], Anchors]:
    """What became of the rows of one source in a copy of it, and the places that are sure.

    A row that is ``placed`` must have a place. `same`: the copy is the text that was coded, so
    words that stand in their place are no accident, however often they occur.
    """
    found = [locate(text, row, same=same) for row in rows]
    anchors = anchors_of(found)
    for item in found:
        if item.status == SEVERAL and item.row["start"] is not None:
            item.match = fitting(item.matches, item.row["start"], anchors)
    return found, anchors_of(found)


def locate(text: str, row: Row, *, same: bool) -> Found:
    """A row's quote: in its place, or where it stands once."""
    matches, start, end = bared(text).find(row["quote"]), row["start"], row["end"]
    if same and None not in (start, end) and bare(text[start:end]) == bare(row["quote"]):
        return Found(row, matches, Match(start, end))
    return Found(row, matches, matches[0] if row["placed"] and len(matches) == 1 else None)


def anchors_of(found: list[Found]) -> Anchors:
    """The old and the new place of each quote that has one, as far as both rise."""
    olds = {f.match.start: f.row["start"] for f in found if f.match and f.row["start"] is not None}
    pairs = sorted((old, new) for new, old in olds.items())
    stay = longest_rise([new for _, new in pairs])
    return [pair for pair in pairs if pair[1] in stay]


def around(anchors: Anchors, place: int) -> Anchors:
    """The last anchor at or before an old place, and the first at or after it."""
    at = itemgetter(0)
    before, after = bisect_right(anchors, place, key=at) - 1, bisect_left(anchors, place, key=at)
    return [anchors[i] for i in (before, after) if 0 <= i < len(anchors)]


def fitting(matches: list[Match], old: int, anchors: Anchors) -> Match | None:
    """The place that suits the anchors around an old place; None where two suit almost as well.

    Between two anchors a place has moved at least as far as the one and at most
    as far as the other, or the other way round. Beside a single anchor it may
    have moved by a mark or a line end more or less, the farther the more.
    """
    near = around(anchors, old)
    expected = [old + new - was for was, new in near] or [old]
    slack = SLACK + min((abs(old - was) for was, _ in near), default=old) // 10 if len(near) < 2 else 0
    first, last = min(expected) - slack, max(expected) + slack
    low = max((new for was, new in near if was <= old), default=0)
    high = min((new for was, new in near if was >= old), default=10**12)
    apart = sorted((max(first - m.start, m.start - last, 0), m.start, m) for m in matches if low <= m.start <= high)
    if len(apart) == 1 or (len(apart) > 1 and apart[0][0] * 3 < apart[1][0]):
        return apart[0][2]
    return None
