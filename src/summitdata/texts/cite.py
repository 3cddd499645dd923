"""Cite a passage: the evidence columns for words in a source, with speaker and voice from `passages`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from summitdata.tables.check import Checked
from summitdata.tables.folder import text_path
from summitdata.tables.likeness import did_you_mean
from summitdata.tables.quotes import Match, bared, find, fold
from summitdata.tables.write import quoted
from summitdata.texts.align import Anchors, Row
from summitdata.texts.verify import Report, report_of, texts_in

COLUMNS = ["source_id", "actor_id", "voice", "quote", "start", "end"]
HEAD = ["head_start", "head_end"]
AROUND = 40


class CiteError(RuntimeError):
    """The words cannot be cited: place, finding and remedy."""


@dataclass(frozen=True)
class Citation:
    """One place of the words: the cells by column, the words around it, and what to mind."""

    cells: dict[str, str]
    around: str
    at: int
    remarks: tuple[str, ...] = ()

    def line(self, columns: list[str], *, tabs: bool = False) -> str:
        """The cells in a line, as CSV or for pasting into a spreadsheet."""
        cells = [self.cells.get(name, "") for name in columns]
        return "\t".join(cells) if tabs else ",".join(map(quoted, cells))


def citations(folder: Path, source_id: str, words: str, head: str = "", texts: Path | None = None) -> list[Citation]:
    """All places of words in a source; a CiteError if there is no such source or text, or the words are not there.

    `head` is the word that gives the row its type or speaker, if it stands farther off; the
    nearest before the words is taken. `texts` holds the copies; without it $SUMMITDATA_TEXTS does.
    """
    if len(words.split()) > 12:
        raise CiteError("A quote has at most twelve words. Shorten it to the words that carry the fact.")
    checked = Checked(folder, {})
    text = text_of(checked, source_id, texts)
    report = report_of(checked, source_id, text)
    matches = find(text, words)
    if not matches:
        raise CiteError(
            f"The words are not in {source_id}. Look for other spelling. {longest_run(text, words)}".strip()
        )
    return [citation(report, match, find(text, head) if head else None) for match in matches]


def text_of(checked: Checked, source_id: str, texts: Path | None) -> str:
    """The user's copy of a source."""
    known = [s for s in checked.rows["sources"].cells("source_id") if s]
    found = texts_in(texts or text_path("").parent, [source_id]).get(source_id)
    if found is None:
        near = "" if source_id in known else " " + did_you_mean(source_id, known, "sources.csv has no such source.")
        raise CiteError(
            f"There is no text {source_id}.txt. Put your copy into a folder and name it in $SUMMITDATA_TEXTS.{near}"
        )
    if source_id not in known:
        raise CiteError(f"sources.csv has no {source_id}. {did_you_mean(source_id, known, 'Add a row for it first.')}")
    return found


def citation(report: Report, match: Match, heads: list[Match] | None) -> Citation:
    """The evidence columns of one place, and what to mind."""
    text, remarks = report.text, []
    place = coded(report, match)
    here = passages_at(report, match, place)
    cells = {"source_id": report.source["source_id"], "quote": fold(text[match.start : match.end])}
    if len(here) == 1:
        cells |= {name: here[0][name] for name in ("actor_id", "voice")}
    elif here:
        remarks.append("The words reach over two passages: choose words inside one.")
    else:
        remarks.append("No passage says who speaks here: fill actor_id and voice yourself.")
    if report.source["coverage"] != "full":
        remarks.append("The source is only cited, so its rows have no start and end.")
    elif place:
        cells |= {"start": str(place.start), "end": str(place.end)}
        cells |= head_cells(report, match, heads) if heads is not None else {}
    else:
        remarks.append("Your copy is not the text that was coded and differs here; see summitdata verify.")
    around = fold(text[max(0, match.start - AROUND) : match.end + AROUND])
    return Citation(cells, around, match.start, tuple(remarks))


def passages_at(report: Report, match: Match, place: Match | None) -> list[Row]:
    """The passages that words stand in: by their place in the text that was coded, if it is known, else in the copy."""
    bounds, spot = report.alignment.bounds, match
    if place:
        bounds, spot = [p["start"] for p in report.passages] + [p["end"] for p in report.passages[-1:]], place
    spans = [(p, a, b) for p, a, b in zip(report.passages, bounds, bounds[1:]) if a is not None and b is not None]
    return [p for p, a, b in spans if a < spot.end and spot.start < b]


def coded(report: Report, match: Match) -> Match | None:
    """The place in the text that was coded; None where the copy is another and it is unclear, or not there."""
    if report.same:
        return match
    back = Anchors([(new, old) for old, new in report.alignment.anchors.pairs])
    shifts = {old - new for place in (match.start, match.end) for new, old in back.around(place)}
    if len(shifts) != 1:
        return None
    (shift,) = shifts
    place = Match(match.start + shift, match.end + shift)
    return place if place.start >= 0 and place.end <= (report.source["characters"] or 0) else None


def head_cells(report: Report, match: Match, heads: list[Match]) -> dict[str, str]:
    """The cells of the head: the nearest before the words, else the first after them."""
    before = [h for h in heads if h.end <= match.start]
    chosen = before[-1] if before else (heads or [None])[0]
    if chosen is None:
        raise CiteError("The words of the head are not in the source. Look for other spelling.")
    place = coded(report, chosen)
    if place is None:
        raise CiteError("Your copy is not the text that was coded and differs at the head; see summitdata verify.")
    return {"head_start": str(place.start), "head_end": str(place.end)}


def longest_run(text: str, words: str) -> str:
    """A hint: the longest run of the words that the text has."""
    parts = words.split()
    for length in range(len(parts) - 1, 0, -1):
        for i in range(len(parts) - length + 1):
            run = " ".join(parts[i : i + length])
            if length > 1 and (places := bared(text).find_words(run)):
                around = fold(text[max(0, places[0].start - AROUND) : places[0].end + AROUND])
                return f"It has “{run}”: … {around} …"
    return ""
