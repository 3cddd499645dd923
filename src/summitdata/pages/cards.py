"""Fact cards: each number of the start page's ledger on a page of its own, ready to quote."""

from __future__ import annotations

from typing import Any

from nbconvert.filters import markdown2html

from summitdata.data import Data
from summitdata.house.words import capital, day, listed, number
from summitdata.pages.spoken import spoken
from summitdata.themes import start

VOICES = {
    "quoted": "The words are printed as the speaker's own; they may be a translation.",
    "paraphrased": "The words are the publisher's paraphrase, not a quotation.",
    "narrated": "The words are the publisher's own: nobody is quoted with them.",
}
COUNTED = "Nobody says this number: it is how many rows the tables have."
SAYS = {"quoted": "is quoted with", "paraphrased": "is paraphrased with", "narrated": "writes in its own words"}


def cards(data: Data, facts: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """A card for each number of the ledger (`summitdata.start.ledger`).

    Parameters
    ----------
    data : Data
        One summit's.
    facts : dict
        From `summitdata.pages.behind.facts_by_key`.

    Returns
    -------
    list of dict
        ``name`` (of its page, which never changes: the row's key, or what was counted), ``number``,
        ``about``, ``who`` (says it, in which voice; or from what it was counted
        here), ``caveat``, ``against`` (HTML),
        ``sentence``, ``facts`` (the rows behind it), ``row_id`` (the first of them).
    """
    return [card(row, data, facts) for row in start.ledger(data).itertuples()]


def card(row: Any, data: Data, facts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The card of one number."""
    against = markdown2html(row.against.markdown.replace("](06-evidence.ipynb", "](../06-evidence.html"))
    return {
        "name": "documents-signed" if row.counted else row.row_id,
        "row_id": row.row_id,
        "number": row.number,
        "about": row.about,
        "who": capital(row.counted) or f"{row.speaker}, {row.voice}",
        "caveat": caveat(row, data),
        "against": spoken([against], facts)[0].removeprefix("<p>").strip().removesuffix("</p>"),
        "sentence": sentence(row, data),
        "facts": [facts[key] for key in row.row_ids],
    }


def caveat(row: Any, data: Data) -> str:
    """What the number does not carry: its voice, the remark on its row if it has one of its own, what is left open."""
    note = data.row(row.row_id).note
    parts = [VOICES.get(row.voice, f"The voice is coded as “{row.voice}”.")] if not row.counted else [COUNTED]
    if isinstance(note, str) and not row.counted:
        parts.append(f"On the coding: {note}.")
    if not row.against.row_ids:
        parts.append("Nothing in the data can be held against it.")
    return " ".join(parts)


def sentence(row: Any, data: Data) -> str:
    """One sentence that says no more than the row carries."""
    source = data.sources.set_index("source_id").loc[data.row(row.row_id).source_id]
    dated = f" of {day(source.published_on)}" if source.published_on == source.published_on else ""
    about = row.about[:1].lower() + row.about[1:]
    if row.counted:
        what = "document" if len(row.row_ids) == 1 else "documents"
        return f"{source.publisher}’s {source.kind}{dated} names {number(len(row.row_ids))} {what} as signed."
    summits = listed(data.summits.name)
    return f"On {about}, {row.speaker} {SAYS.get(row.voice, 'is heard with')} “{row.number}”, in {source.publisher}’s {source.kind}{dated} on the {summits}."
