"""The rows behind a page, each with who says it, the words and where they stand; and a card for each number, ready to quote."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from nbconvert.filters import markdown2html

from summitdata.data import Data, load
from summitdata.house.words import capital, day, listed, small
from summitdata.pages.spoken import curled, spoken
from summitdata.tables.faults import DataError
from summitdata.themes import start
from summitdata.themes.evidence.measures import evidence_rows

VOICES = {
    "quoted": "The words are printed as the speaker’s own; they may be a translation.",
    "paraphrased": "The words are the publisher’s paraphrase, not a quotation.",
    "narrated": "The publisher says this itself and quotes nobody.",
}
COUNTED = "It is counted here from the items that the source lists."
SAYS = {"quoted": "is quoted with", "paraphrased": "is paraphrased with", "narrated": "writes"}


def facts_by_key(data: Data) -> dict[str, dict[str, Any]]:
    """Every fact of a package by its key: name, place, label, speaker, voice, quote, language, publisher, link, row_id.

    ``language`` is that of the quote and of ``period``, the source's words for
    a figure's period; ``name`` is the fact in a few words that
    no other row has; ``place`` names the outward link: by the words to be found
    there, if no other row has them.
    """
    table = evidence_rows(data)
    table["language"] = table.source_id.map(data.sources.set_index("source_id").language)
    table["period"] = table.row_id.map(data.figures.set_index("figure_id").period_as_stated)
    table = table.astype(object)
    table = table.where(table.notna(), None)
    rows = table.to_dict("records")
    named = names(rows)
    places = [row["quote"] if row["quote"] and row["language"] == "en" else name for row, name in zip(rows, named)]
    times = Counter(map(str.lower, [*named, *places]))
    places = [name if times[place.lower()] > 1 else place for place, name in zip(places, named)]
    return {row["row_id"]: {**row, "name": n, "place": p} for row, n, p in zip(rows, named, places)}


def names(rows: list[dict[str, Any]]) -> list[str]:
    """A name for each row, unlike all others in whatever case.

    It is the row's label, for a report of a document with its publisher; where
    rows share it, with their words if they are English, their speaker and a
    count.
    """
    found = [row["label"].removesuffix(".") for row in rows]
    found = [f"{n}, named by {r['publisher']}" if r["table"] == "document_reports" else n for n, r in zip(found, rows)]
    told = [(r["quote"] or "") if r["language"] == "en" else "" for r in rows]
    words = [f"“{words}”" if words.lower() not in n.lower() else "" for n, words in zip(found, told)]
    bare, shared = list(found), Counter(map(str.lower, found))
    for parts in (words, [row["speaker"] for row in rows]):
        times = Counter(map(str.lower, found))
        for i, (name, more) in enumerate(zip(found, parts)):
            # a link may bear the label alone: then no row may be called so whose label others have
            if more and (times[name.lower()] > 1 or name == bare[i] and shared[name.lower()] > 1):
                found[i] = f"{name}, {more}"
    seen = Counter()
    for i, name in enumerate(found):
        seen[name.lower()] += 1
        found[i] = f"{name}, {seen[name.lower()]}" if seen[name.lower()] > 1 else name
    return found


def row_items(keys: Iterable[str], facts: dict[str, dict[str, Any]] | None = None) -> dict[str, dict[str, Any]]:
    """The facts with these keys, in their order; of the data at hand where none are given.

    A page can be made of a notebook whose data are not at hand: then it shows
    the keys alone.
    """
    if facts is None:
        try:
            facts = facts_by_key(load())
        except DataError:
            facts = {}
    bare = {"label": "", "speaker": "", "voice": "", "quote": None, "language": "en", "publisher": "", "link": ""}
    return {key: facts.get(key) or {**bare, "row_id": key, "name": key, "place": key} for key in keys}


def cards(data: Data, facts: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """A card for each number of one summit's ledger (`summitdata.start.ledger`).

    Its ``name`` is that of its page and never changes: the row's key, or what was counted.
    """
    found = []
    for row in start.ledger(data).itertuples():
        against = markdown2html(row.against.markdown.replace("](06-evidence.ipynb", "](../06-evidence.html"))
        found.append(
            {
                "name": "documents-signed" if row.counted else row.row_id,
                "row_id": row.row_id,
                "number": row.number if row.counted else f"“{row.number.strip('“”')}”",
                "about": row.about,
                "who": capital(row.counted) or f"{row.speaker}, {row.voice}",
                "caveat": caveat(row, data),
                "against": spoken([against], facts)[0].removeprefix("<p>").strip().removesuffix("</p>"),
                "sentence": sentence(row, data),
                "facts": [facts[key] for key in row.row_ids],
            }
        )
    return found


def caveat(row: Any, data: Data) -> str:
    """What the number does not carry: its voice, the remark on its row if it has one of its own, what is left open."""
    note = data.row(row.row_id).note
    parts = [VOICES.get(row.voice, f"The voice is coded as “{row.voice}”.")] if not row.counted else [COUNTED]
    rendering = data.passages.rendering[data.passages.source_id == data.row(row.row_id).source_id]
    if len(rendering) and "translated" not in set(rendering):
        parts[0] = parts[0].replace("; they may be a translation", "")
    if isinstance(note, str) and not row.counted:
        parts.append(f"On the coding: {curled(note)}.")
    return " ".join(parts)


def sentence(row: Any, data: Data) -> str:
    """One sentence that says no more than the row carries."""
    source = data.sources.set_index("source_id").loc[data.row(row.row_id).source_id]
    publisher = data.names("actors")[source.publisher_id]
    dated = f" of {day(source.published_on)}" if source.published_on == source.published_on else ""
    if row.counted:
        return f"{publisher}’s {source.kind}{dated} names {row.number} as signed."
    about, summits = small(row.about), listed(data.summits.name)
    whose = "its" if row.speaker == publisher else f"{publisher}’s"
    said = f"{row.speaker} {SAYS.get(row.voice, 'is heard with')} “{row.number}” ({about})"
    return f"{said} in {whose} {source.kind}{dated} on the {summits}."
