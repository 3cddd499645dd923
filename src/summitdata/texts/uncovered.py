"""What of a source no row covers, and which rows may tell one fact twice."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from summitdata.tables.schema import Table
from summitdata.texts.align import Row

SENTENCE = re.compile(r"[.!?…][\"”’»)\]]*(?=\s+[^\sa-z])|\n\s*\n")  # "the U.S. project" is no end
TELLING = ("title", "summary", "term", "context")
FEWEST = 6  # words of a stretch that is worth a look: "the head of state said" is none


@dataclass(frozen=True)
class Stretch:
    """Sentences of one passage in which no row has its words: where they stand in the copy, and how they begin."""

    start: int
    end: int
    line: int
    words: int
    begins: str
    passage: Row


def stretches(text: str, passage: Row, place: tuple[int, int], starts: list[int]) -> Iterator[Stretch]:
    """The runs of sentences of a passage in which no quote begins."""
    edges = [place[0], *(match.end() for match in SENTENCE.finditer(text, *place)), place[1]]
    sentences = [(a, b) for a, b in itertools.pairwise(edges) if text[a:b].strip()]
    for covered, run in itertools.groupby(sentences, key=lambda s: any(s[0] <= start < s[1] for start in starts)):
        (start, end), *more = run
        stretch = stretch_at(text, passage, start, more[-1][1] if more else end)
        if not covered and stretch.words >= FEWEST:
            yield stretch


def stretch_at(text: str, passage: Row, start: int, end: int) -> Stretch:
    """A stretch with its line and first words, white space at its ends left out."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    words = text[start:end].split()
    begins = " ".join(words[:12]) + (" …" if len(words) > 12 else "")
    return Stretch(start, end, text.count("\n", 0, start) + 1, len(words), begins, passage)


def telling_columns(table: Table) -> list[str]:
    """The columns that say what a row tells: words of a vocabulary, keys, numbers and dates, no free text or place."""
    offsets = ("start", "end", "head_start", "head_end")
    said = [c for c in table.columns if c.vocabulary or c.name in table.references or c.type != "string"]
    return [c.name for c in said if c.name not in offsets]


def told_words(row: Row) -> set[str]:
    """The words in which we tell a fact ourselves: of its title, summary, term or context."""
    return {word.lower() for name in TELLING for word in re.findall(r"\w{5,}", row.get(name) or "")}


def twins(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    """The pairs, among rows in the order of tables and places, that overlap and say the same.

    Rows with other heads, or told in words of which none is the same, are two facts.
    """
    for i, one in enumerate(rows):
        for other in rows[i + 1 :]:
            if other["table"] != one["table"] or other["start"] >= one["end"]:
                break
            alike = one["told"] & other["told"] or not (one["told"] or other["told"])
            if other["says"] == one["says"] and other["head_start"] == one["head_start"] and alike:
                yield one, other
