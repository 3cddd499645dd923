"""What of a source no row covers, and which rows may tell one fact twice."""

import itertools
import re
from collections.abc import Iterator

from summitdata.tables.schema import Table
from summitdata.texts.align import Row

SENTENCE = re.compile(r"[.!?…][\"”’»)\]]*(?=\s+[^\sa-z])|\n\s*\n")  # "the U.S. project" is no end
WORDS = re.compile(r"\S.*\S", re.S)
FEWEST = 6  # words of a stretch that is worth a look: "the head of state said" is none


def stretches(text: str, start: int, end: int, quoted: list[int]) -> Iterator[tuple[int, int]]:
    """The runs of sentences between two places in which no quote begins, those of a few words left out."""
    edges = [start, *(match.end() for match in SENTENCE.finditer(text, start, end)), end]
    sentences = [(a, b) for a, b in itertools.pairwise(edges) if text[a:b].strip()]
    for covered, run in itertools.groupby(sentences, key=lambda s: any(s[0] <= place < s[1] for place in quoted)):
        places = list(run)
        a, b = places[0][0], places[-1][1]
        if not covered and len(text[a:b].split()) >= FEWEST:
            yield WORDS.search(text, a, b).span()


def telling_columns(table: Table) -> list[str]:
    """The columns that say what a row tells: words of a vocabulary, keys, numbers and dates, no free text or place."""
    offsets = ("start", "end", "head_start", "head_end")
    said = [c for c in table.columns if c.vocabulary or c.name in table.references or c.type != "string"]
    return [c.name for c in said if c.name not in offsets]


def twins(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    """The pairs of rows of one table that overlap, have one head and say the same: perhaps one fact, coded twice."""
    placed = [row for row in rows if None not in (row["start"], row["end"])]
    placed.sort(key=lambda row: (row["table"], row["start"]))
    for i, one in enumerate(placed):
        for other in placed[i + 1 :]:
            if other["table"] != one["table"] or other["start"] >= one["end"]:
                break
            if other["says"] == one["says"] and other["head_start"] == one["head_start"]:
                yield one, other
