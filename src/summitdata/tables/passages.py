"""Where facts stand: passages that tile their source, evidence inside one passage, quotes in the text.

A source whose passages do not tile it is told once; its facts are then not held against them.
"""

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from summitdata.tables.faults import Fault, shown
from summitdata.tables.likeness import skeleton
from summitdata.tables.quotes import Match, bared, fold
from summitdata.tables.rows import Rows

Tables = dict[str, Rows]
WHOLE = 1000  # letters of a quote that a remedy shows: all of them
LOCATE = 'Let the command fill it: summitdata cite SOURCE "words".'
LOCATE_HEAD = 'Let the command fill it: summitdata cite SOURCE "words" --head "word".'
OFFSETS = ("start", "end", "head_start", "head_end")


@dataclass
class Tiling:
    """The passages of one source, in the order of its text: start, end, row, actor and voice of each."""

    coverage: str | None
    length: int | None = None
    passages: list[tuple] = field(default_factory=list)
    good: bool = False


def passage_faults(tables: Tables, texts: dict[str, str]) -> Iterator[Fault]:
    """Every fault of passages, places and quotes."""
    sources, passages = tables.get("sources"), tables.get("passages")
    if sources is None or not sources.sure("source_id", "coverage"):
        return
    tilings = {source: Tiling(coverage) for _, source, coverage in sources.each("source_id", "coverage")}
    if passages is not None and passages.sure("passage_id", "source_id"):
        yield from tiling_faults(sources, passages, tilings, texts)
    for rows in tables.values():
        if rows.table.evidence:
            yield from evidence_faults(rows, tilings, passages, texts)
    if passages is not None:
        yield from word_faults(passages, texts, tilings)


def tiling_faults(sources: Rows, passages: Rows, tilings: dict[str, Tiling], texts: dict[str, str]) -> Iterator[Fault]:
    """Passages that do not tile their source from its first to its last code point; fills `tilings`.

    Where the text is at hand, its length counts, else the one in the table.
    """
    members = defaultdict(list)
    for j, source in passages.each("source_id"):
        members[source].append(j)
    for i, source, length in sources.each("source_id", "characters"):
        tiling, own = tilings[source], members[source]
        if tiling.coverage == "full":
            tiling.length = len(texts[source]) if source in texts else length
            faults = list(full_source(sources, i, texts.get(source))) if own else []
            faults += tiles(sources, i, passages, own, tiling)
            tiling.good = not faults and tiling.length is not None and len(tiling.passages) == len(own) > 0
            yield from faults
        elif tiling.coverage == "cited" and own:
            tiling.coverage = None
            finding = f"{shown(source)} has passages, but is only cited."
            yield sources.fault(i, "coverage", finding, "Write full: a source that is only cited has none.")


def full_source(sources: Rows, i: int, text: str | None) -> Iterator[Fault]:
    """What a fully coded source must have and has not."""
    length = sources.cells("characters")[i]
    if None not in (text, length) and len(text) != length:
        finding = f"the text has {len(text)} characters, not {length}."
        yield sources.fault(i, "characters", finding, f"Write {len(text)}.")
    wanted = {"characters": "how many characters its text has", "sha256": "the SHA-256 of its text"}
    if text is not None:
        wanted = {"characters": len(text), "sha256": sha256(text)}
    for column in filter(lambda column: sources.empty(column, i), wanted):
        yield sources.fault(i, column, "it is empty, but the source is fully coded.", f"Write {wanted[column]}.")


def tiles(sources: Rows, i: int, passages: Rows, own: list[int], tiling: Tiling) -> Iterator[Fault]:
    """Gaps and overlaps between the passages of a source, silent where one could not be read."""
    starts, ends, actors, voices = map(passages.cells, ("start", "end", "actor_id", "voice"))
    if any(starts[j] is None or ends[j] is None for j in own):
        return
    if not own:
        finding = "the source is fully coded, but has no passages."
        yield sources.fault(i, "coverage", finding, "Write cited, or add them to passages.csv.")
        return
    tiling.passages = sorted((starts[j], ends[j], j, actors[j], voices[j]) for j in own)
    found = list(seams(passages, tiling.passages))
    yield from found
    _, end, last, *_ = tiling.passages[-1]
    if not found and tiling.length not in (None, end):
        source = sources.cells("source_id")[i]
        finding = f"the passages end at {end}, the text of {source} has {tiling.length} characters."
        more = ", or add those that are missing" if end < tiling.length else ""
        yield passages.fault(last, "end", finding, f"Let the last passage end with the text{more}.")


def seams(passages: Rows, tiling: list[tuple]) -> Iterator[Fault]:
    """Where one passage does not begin at the end of the one before, or itself ends before it begins."""
    before: int | None = 0
    for start, end, j, *_ in tiling:
        if end <= start:
            finding = f"the passage ends at {end}, not after its start at {start}."
            yield passages.fault(j, "end", finding, "Correct start or end.")
        elif before == 0 < start:
            remedy = "Let it begin at 0, or add the passage that is missing before it."
            yield passages.fault(j, "start", f"the first passage begins at {start}.", remedy)
        elif before is not None and start != before:
            what, or_else = "an overlap", ": passages must tile the text."
            if start > before:
                what, or_else = "a gap", ", or add the passage that is missing."
            finding = f"there is {what}: the passage before ends at {before}, this one begins at {start}."
            yield passages.fault(j, "start", finding, f"Correct one of the two{or_else}")
        before = end if end > start else None


def evidence_faults(
    rows: Rows, tilings: dict[str, Tiling], passages: Rows | None, texts: dict[str, str]
) -> Iterator[Fault]:
    """Evidence that lacks its place, does not stand there, or differs from the passage that it stands in."""
    for i, source, quote, *places in rows.each("source_id", "quote", *OFFSETS):
        tiling, text, (start, end, *_) = tilings.get(source, Tiling(None)), texts.get(source, ""), places
        placed = None not in (start, end)
        misplaced = placed and quote is not None and start < end <= len(text) and fold(text[start:end]) != quote
        if misplaced:
            column, remedy = place_remedy(text, quote, Match(start, end))
            finding = f"{shown(quote)} is not what stands there: {shown(fold(text[start:end]))}."
            yield rows.fault(i, column, finding, remedy)
        if tiling.coverage == "full":
            yield from (found := list(place_faults(rows, i, tiling, misplaced)))
            if tiling.good and not found and not misplaced and placed:
                j = bisect_right(tiling.passages, start, key=lambda passage: passage[0]) - 1
                yield from voice_faults(rows, i, tiling.passages[j], passages)
        elif tiling.coverage == "cited" and (filled := [c for c, at in zip(OFFSETS, places) if at is not None]):
            finding = f"{shown(source)} is only cited, but the row has a place in a text."
            column = filled[0] if len(filled) == 1 else "source_id"
            yield rows.fault(i, column, finding, f"Correct source_id, or empty {' and '.join(filled)}.")


def place_faults(rows: Rows, i: int, tiling: Tiling, misplaced: bool) -> Iterator[Fault]:
    """Offsets that are missing, lie outside the text or do not fit the quote."""
    quote = rows.cells("quote")[i]
    for column in ("start", "end"):
        if rows.empty(column, i) and (tiling.good or not rows.empty("end", i) or not rows.empty("start", i)):
            yield rows.fault(i, column, "it is empty, but the source is fully coded.", LOCATE)
    for first, second, remedy in (("start", "end", LOCATE), ("head_start", "head_end", LOCATE_HEAD)):
        a, b = rows.cells(first)[i], rows.cells(second)[i]
        if a is None or b is None:
            lacking = first if a is None else second
            if first == "head_start" and not (a is b is None) and rows.empty(lacking, i):
                yield rows.fault(i, lacking, f"{first} and {second} go together.", "Fill both or neither.")
        elif b <= a:
            yield rows.fault(i, second, f"it ends at {b}, not after its start at {a}.", remedy)
        elif tiling.good and b > tiling.length:
            yield rows.fault(i, second, f"{b} lies beyond the end of the text ({tiling.length}).", remedy)
        elif first == "start" and quote and b - a < len(quote) and not misplaced:
            finding = f"the quote has {len(quote)} characters, its place only {b - a}."
            yield rows.fault(i, "quote", finding, "Correct the quote or its place.")


def voice_faults(rows: Rows, i: int, passage: tuple, passages: Rows) -> Iterator[Fault]:
    """A place over the end of its passage; a speaker or voice that differs from it, and no note that says why."""
    _, last, j, *its = passage
    name = passages.cells("passage_id")[j]
    if rows.cells("end")[i] > last:
        finding = f"the quote runs over the end of passage {name} (at {last})."
        yield rows.fault(i, "end", finding, "Shorten the quote to stay in one passage, or correct its place.")
        return
    if not rows.empty("note", i):
        return
    for column, other in zip(("actor_id", "voice"), its):
        cell = rows.cells(column)[i]
        sure = i not in rows.wrong.get(column, ()) and j not in passages.wrong.get(column, ())
        if sure and None not in (cell, other) and cell != other:
            finding = f"{shown(cell)} differs from {shown(other)} of passage {name}."
            yield rows.fault(i, column, finding, "Correct one of the two, or say why in note.")


def place_remedy(text: str, quote: str, place: Match) -> tuple[str, str]:
    """The column to mend and how: where the words stand, or how they are written, if that is their place already."""
    matches, stands = bared(text).find(quote), fold(text[place.start : place.end])
    if place in matches or skeleton(stands).casefold() == skeleton(quote).casefold():
        what = "spaces" if stands == fold(quote) else "marks" if place in matches else "letters"
        return "quote", f"The place is right, the {what} differ: write {shown(stands, WHOLE)}."
    found = [f"{m.start} to {m.end}" for m in matches]
    if not found:
        return "quote", "The words are nowhere in the source: correct the quote."
    column = "end" if place.start in [m.start for m in matches] else "start"
    if len(found) == 1:
        return column, f"The words stand at {found[0]}: put that in start and end."
    where = f"{len(found)} times, at {', '.join(found[:3])}{', …' if len(found) > 3 else ''}"
    return column, f"The words stand {where}: put the right one in start and end."


def word_faults(passages: Rows, texts: dict[str, str], tilings: dict[str, Tiling]) -> Iterator[Fault]:
    """Passages whose number of words is not that of the text."""
    for i, source, start, end, words in passages.each("source_id", "start", "end", "words"):
        if source in texts and words is not None and source in tilings and tilings[source].good:
            count = len(texts[source][start:end].split())
            if count != words:
                yield passages.fault(i, "words", f"the passage has {count} words, not {words}.", f"Write {count}.")


def texts_coded(sources: Rows, texts: dict[str, str]) -> dict[str, str]:
    """Those texts that are the ones coded, by their SHA-256; also where the table has none."""
    digests = sources.by_key("sha256")
    return {s: text for s, text in texts.items() if s in digests and digests[s] in (None, sha256(text))}


def sha256(text: str) -> str:
    """The SHA-256 of a text, as the table has it."""
    return hashlib.sha256(text.encode()).hexdigest()
