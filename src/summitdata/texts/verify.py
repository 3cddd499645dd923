"""Hold each quote against a reader's own copy of its source, and tell what of the source no row covers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from summitdata.tables.check import Checked
from summitdata.tables.faults import DataError
from summitdata.tables.folder import text_path
from summitdata.tables.likeness import did_you_mean
from summitdata.tables.quotes import fold
from summitdata.tables.schema import Table
from summitdata.texts.align import Alignment, align
from summitdata.texts.bounds import Row

SENTENCE = re.compile(r"[.!?…][\"”’»)\]]*(?=\s)|\n\s*\n")
TOLD = ("body", "signed documents", "joint statement")
FEWEST = 6  # words of a stretch that is worth a look: "the head of state said" is none
PLAIN = str.maketrans("“”„«»‘’‚`´–—\u00a0", "\"\"\"\"\"'''''-- ")


@dataclass(frozen=True)
class Stretch:
    """Sentences of one passage in which no row has its words: where they stand in the copy, and how they begin."""

    start: int
    end: int
    line: int
    words: int
    begins: str
    passage: Row


@dataclass
class Report:
    """One source held against a copy of it.

    `same` says whether the copy is, to the letter, the text that was coded.
    """

    source: Row
    text: str
    same: bool
    passages: list[Row]
    alignment: Alignment

    @property
    def told(self) -> list[tuple[Row, int, int]]:
        """The passages that can carry rows, with their place in the copy."""
        bounds = self.alignment.bounds
        known = [(p, b) for p, b in zip(self.passages, bounds) if b is not None]
        ends = [b for _, b in known[1:]] + [len(self.text)]
        return [(p, b, e) for (p, b), e in zip(known, ends) if p["part"] in TOLD]

    @property
    def twins(self) -> list[tuple[Row, Row]]:
        """Rows of one table that say the same of overlapping words: perhaps one fact, coded twice."""
        rows = [f.row for f in self.alignment.found if None not in (f.row["start"], f.row["end"])]
        return list(twins(sorted(rows, key=lambda row: (row["table"], row["start"]))))

    @property
    def bare(self) -> list[Stretch]:
        """The stretches that no row covers."""
        starts = sorted(f.match.start for f in self.alignment.found if f.match)
        return [s for p, a, b in self.told for s in stretches(self.text, p, (a, b), starts)]


def reports(folder: Path, texts: dict[str, str] | None = None, only: Sequence[str] = ()) -> list[Report]:
    """A report for each source of a package whose text is at hand.

    Parameters
    ----------
    folder : Path
    texts : dict of str to str, optional
        Texts by source_id; without it those that `texts_of` finds.
    only : sequence of str
        Keys of the sources to report on; empty for all.

    Raises
    ------
    DataError
        If a table cannot be read.
    RuntimeError
        If one of `only` is no source, or its text is not at hand.
    """
    checked = Checked(folder, {})
    unread = {rows.table.path for rows in checked.rows.values() if not rows.complete}
    if unread:
        raise DataError([fault for fault in checked.faults if fault.file in unread])
    known = list(dict.fromkeys(s for s in checked.rows["sources"].cells("source_id") if s))
    if texts is None:
        texts = texts_of(only or known)
    for source in only:
        must_be_at_hand(source, known, texts)
    at_hand = [s for s in known if s in texts and (s in only or not only)]
    found = [report_of(checked, source, texts[source]) for source in at_hand]
    return [report for report in found if only or report.alignment.found or report.passages]


def must_be_at_hand(source: str, known: list[str], texts: dict[str, str]) -> None:
    """Refuse a source that is not in the tables, or whose text is not there."""
    if source not in known:
        raise RuntimeError(f"sources.csv has no {source}. {did_you_mean(source, known, 'See its column source_id.')}")
    if source not in texts:
        raise RuntimeError(f"There is no text {source}.txt. Put your copy, so named, in a folder: --texts DIR.")


def report_of(checked: Checked, source_id: str, text: str) -> Report:
    """The report on one source."""
    source = next(s for s in checked.rows["sources"].records() if s["source_id"] == source_id)
    passages = [p for p in checked.rows["passages"].records() if p["source_id"] == source_id]
    passages = sorted((p for p in passages if p["start"] is not None), key=lambda p: p["start"])
    fill_ends(passages, len(text))
    same = hashlib.sha256(text.encode()).hexdigest() == source["sha256"]
    rows = list(quoted_rows(checked, source))
    return Report(source, text, same, passages, align(text, rows, passages, same=same))


def fill_ends(passages: list[Row], length: int) -> None:
    """Let a passage without an end reach to the next one: whoever cuts passages need only say where they begin."""
    for passage, after in zip(passages, [*passages[1:], None]):
        if passage["end"] is None:
            passage["end"] = after["start"] if after else length
        passage["words"] = passage["words"] or 0


def texts_in(folder: Path) -> dict[str, str]:
    """The texts in a folder by source_id: files named after it, such as belta-2025-08-20.txt.

    Raises
    ------
    RuntimeError
        If a file is no UTF-8 text.
    """
    return {path.stem: text_in(path) for path in sorted(folder.glob("*.txt")) if path.is_file()}


def texts_of(source_ids: Iterable[str]) -> dict[str, str]:
    """The texts at hand of some sources, by source_id; as `summitdata.tables.folder.source_texts` finds them.

    Raises
    ------
    RuntimeError
        If a file is no UTF-8 text.
    """
    return {source: text_in(path) for source in source_ids if (path := text_path(source)).is_file()}


def text_in(path: Path) -> str:
    """The text in a file."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise RuntimeError(f"{path} is not UTF-8 text. Save it with UTF-8 encoding.") from None


def quoted_rows(checked: Checked, source: Row) -> Iterator[Row]:
    """The rows of all tables that quote a source, with table, key, line, and whether they must have a place."""
    for rows in checked.rows.values():
        if not {"quote", "source_id"} <= set(rows.table.names):
            continue
        placed = rows.table.evidence and source["coverage"] == "full"
        telling = telling_columns(rows.table)
        for row, line in zip(rows.records(), rows.lines):
            if row["source_id"] == source["source_id"] and row["quote"]:
                place = {name: row.get(name) for name in ("start", "end", "head_start", "head_end")}
                about = {"table": rows.table.name, "file": rows.table.path, "key": row[rows.table.key], "line": line}
                says = [row[name] for name in telling]
                yield {**about, **place, "quote": row["quote"], "placed": placed, "says": says}


def telling_columns(table: Table) -> list[str]:
    """The columns that say what a row tells: words of a vocabulary, keys, numbers and dates, no free text or place."""
    places = ("start", "end", "head_start", "head_end")
    said = [c for c in table.columns if c.vocabulary or c.reference or c.name in table.references or c.type != "string"]
    return [c.name for c in said if c.name not in places]


def twins(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    """The pairs, among rows in the order of tables and places, that overlap and say the same."""
    for i, one in enumerate(rows):
        for other in rows[i + 1 :]:
            if other["table"] != one["table"] or other["start"] >= one["end"]:
                break
            if other["says"] == one["says"]:
                yield one, other


def stretches(text: str, passage: Row, place: tuple[int, int], starts: list[int]) -> Iterator[Stretch]:
    """The runs of sentences of a passage in which no quote begins."""
    first = None
    for start, end, last in sentences(text, *place):
        covered = any(start <= s < end for s in starts)
        if not covered and first is None:
            first = start
        if first is not None and (covered or last):
            stretch = stretch_at(text, passage, first, start if covered else end)
            if stretch.words >= FEWEST:
                yield stretch
            first = None


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The sentences of a stretch of text: start, end, and whether it is the last.

    Examples
    --------
    >>> list(sentences("It grew. It will.", 0, 17))
    [(0, 8, False), (8, 17, True)]
    """
    while start < end:
        match = SENTENCE.search(text, start, end)
        stop = match.end() if match and match.end() > start else end
        last = not text[stop:end].strip()
        yield start, end if last else stop, last
        if last:
            return
        start = stop


def stretch_at(text: str, passage: Row, start: int, end: int) -> Stretch:
    """A stretch with its line and first words, white space at its ends left out."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    words = text[start:end].split()
    begins = " ".join(words[:12]) + (" …" if len(words) > 12 else "")
    return Stretch(start, end, text.count("\n", 0, start) + 1, len(words), begins, passage)


def body_hash(text: str, spans: list[tuple[int, int]]) -> str:
    """SHA-256 of an article without furniture, marks and white space made plain (the recipe is in CODING.md)."""
    body = fold("".join(text[a:b] for a, b in spans).translate(PLAIN))
    return hashlib.sha256(body.encode()).hexdigest()


def body_of(report: Report) -> str | None:
    """The hash of the article in the copy; None where a bound is unclear."""
    bounds = report.alignment.bounds
    if not bounds or None in bounds:
        return None
    spans = zip(report.passages, bounds, bounds[1:])
    return body_hash(report.text, [(a, b) for p, a, b in spans if p["part"] != "furniture"])
