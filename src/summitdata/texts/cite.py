"""Cite a passage: the evidence columns for words in a source, with speaker and voice from `passages`."""

from dataclasses import dataclass
from pathlib import Path

from summitdata.tables.check import Checked
from summitdata.tables.quotes import Match, bared, fold
from summitdata.texts.places import head_of, longest_run, surroundings
from summitdata.texts.verify import Report, must_be_at_hand, report_of, texts_in

COLUMNS = ["source_id", "actor_id", "voice", "quote", "start", "end"]
HEAD = ["head_start", "head_end"]


@dataclass(frozen=True)
class Citation:
    """One place of the words: the cells by column, the words around it, and what to mind."""

    cells: dict[str, str]
    around: str
    at: int
    remarks: tuple[str, ...] = ()


def citations(folder: Path, source_id: str, words: str, head: str = "", texts: Path | None = None) -> list[Citation]:
    """All places of words in a source; a RuntimeError if there is no such source or text, or the words are not there.

    `head` is the word that gives the row its type or speaker, if it stands farther off; the
    nearest before the words is taken. `texts` holds the copies; without it $SUMMITDATA_TEXTS does.
    """
    if len(words.split()) > 12:
        raise RuntimeError("A quote has at most twelve words. Shorten it to the words that carry the fact.")
    checked, at_hand = Checked(folder, {}), texts_in(texts, [source_id])
    must_be_at_hand(source_id, checked, at_hand)
    report = report_of(checked, source_id, at_hand[source_id])
    matches, heads = (bared(report.text).find(some) for some in (words, head))
    if not matches:
        hint = longest_run(report.text, words)
        raise RuntimeError(f"The words are not in {source_id}. Look for other spelling. {hint}".strip())
    if head and not heads:
        raise RuntimeError("The words of the head are not in the source. Look for other spelling.")
    return [citation(report, match, head_of(heads, match)) for match in matches]


def citation(report: Report, match: Match, head: Match | None) -> Citation:
    """The evidence columns of one place, and what to mind."""
    text, place, remarks = report.text, report.coded(match), []
    here = report.passages_at(match)
    cells = {"source_id": report.source["source_id"], "quote": fold(text[match.start : match.end])}
    if len(here) == 1:
        cells |= {name: here[0][name] for name in ("actor_id", "voice")}
    elif here:
        remarks.append("The words reach over two passages: choose words inside one.")
    else:
        remarks.append("No passage says who speaks here: fill actor_id and voice yourself.")
    if report.source["coverage"] != "full":
        remarks.append("The source is only cited, so its rows have no start and end.")
    elif not place:
        remarks.append("Your copy is not the text that was coded and differs here; see summitdata verify.")
    else:
        cells |= {"start": str(place.start), "end": str(place.end)}
        if head and not (before := report.coded(head)):
            raise RuntimeError(
                "Your copy is not the text that was coded and differs at the head; see summitdata verify."
            )
        cells |= {"head_start": str(before.start), "head_end": str(before.end)} if head else {}
    return Citation(cells, surroundings(text, match), match.start, tuple(remarks))
