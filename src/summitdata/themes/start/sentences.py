"""Sentences: a summit in one screen."""

from __future__ import annotations

import pandas as pd

from summitdata.data import Data
from summitdata.house.figure import drawer, listing
from summitdata.house.sentence import Sentence, cite, escape, link
from summitdata.house.words import amount, capital, day, listed, number
from summitdata.themes import growth
from summitdata.themes.speakers import attributed, publications


def others(table: pd.DataFrame) -> Sentence:
    """What others tell of the same quantity."""
    rows = [
        f"{cite(amount(r.value, r.unit, r.qualifier), r.row_id)} (by {escape(r.speaker)})" for r in table.itertuples()
    ]
    return Sentence.series(f"Told as {listed(rows)}") if rows else Sentence("no other figure in the data")


def ledger_table(table: pd.DataFrame) -> Sentence:
    """The ledger as a table; each number links to its row.

    Parameters
    ----------
    table : DataFrame
        From `ledger`.
    """
    if table.empty:
        return Sentence("The source carries no number of the kinds coded.")
    rows = [
        (Sentence(f"**{cite(r.number, r.row_id)}**"), r.about, r.counted or f"{r.speaker}, {r.voice}", r.against)
        for r in table.itertuples()
    ]
    return listing(["Number", "About", "Who says it, in which voice", "What it can be held against"], rows)


def numbers_list(data: Data) -> Sentence:
    """Every other number that a source tells: what it counts, who tells it, and the remark on it."""
    table = attributed(data.quantities, data)
    publisher = data.sources.set_index("source_id").publisher
    if table.empty:
        return Sentence("The sources tell no other number.")
    rows = [
        (
            Sentence(cite(r.quote, r.row_id)),
            capital(r.what),
            amount(r.value, r.unit, r.qualifier),
            f"{r.speaker}, {r.voice}",
            publisher[r.source_id],
            r.note,
        )
        for r in table.itertuples()
    ]
    summary = f"All {number(len(rows))} numbers beside the claims of trade growth"
    return drawer(summary, ["Words", "What", "Number", "Who says it, in which voice", "In", "Remark"], rows)


def facts(data: Data) -> Sentence:
    """Who met where and when, and from which source these pages are made."""
    people = data.participants.assign(name=data.participants.actor_id.map(data.names("actors")))
    items = []
    for summit in data.summits.itertuples():
        days = day(summit.starts_on)
        days += f" to {day(summit.ends_on)}" if summit.ends_on != summit.starts_on else ""
        venue = f", {escape(summit.venue)}" if isinstance(summit.venue, str) else ""
        country = escape(growth.country_names(data).get(summit.country, summit.country))
        items.append(f"**Where and when:** {escape(summit.city)} ({country}){venue}, {days}")
    for role in dict.fromkeys(["host", "guest", *people.role]):
        named = [
            escape(p.name) + (f" ({escape(p.office)})" if isinstance(p.office, str) else "")
            for p in people[people.role == role].itertuples()
        ]
        items += [f"**{escape(capital(role))}:** {listed(named)}"] if named else []
    for source in data.sources[data.sources.coverage == "full"].itertuples():
        if source.source_id in set(data.passages.source_id):
            dated = f", {day(source.published_on)}" if source.published_on == source.published_on else ""
            named = link(source.title, source.url)
            kind = escape(f"{source.kind} by {source.publisher}")
            items.append(f"**Source, coded line by line:** {named}, a {kind}{dated}")
    return Sentence.bullets(items)


SELECTS = {
    "news review": "is the publisher’s own selection of what was said. The tables hold what it printed",
    "transcript": "prints words turn by turn and is said to be complete. The tables hold what it printed",
}


def source_words(data: Data) -> Sentence:
    """What kind of source the rows are from, and what it leaves out."""
    coded = data.sources[(data.sources.coverage == "full") & data.sources.source_id.isin(data.passages.source_id)]
    names = publications(data)
    items = [
        f"{escape(capital(names[s.source_id]))} {SELECTS.get(s.kind, 'is one publication. The tables hold what it printed')}, "
        "row by row, with the speaker, the voice and the few words that carry each fact."
        for s in coded.itertuples()
    ]
    if (data.passages.rendering == "translated").any():
        items.append("The words are translations, so a quoted word is the translator’s.")
    return Sentence(*items, "What was said elsewhere, or was left out, is not in the rows.")


def answer(table: pd.DataFrame) -> Sentence:
    """The short answer: the first three numbers, each with what it can be held against.

    Parameters
    ----------
    table : DataFrame
        From `ledger`.
    """
    if table.empty:
        return Sentence("The source carries no number of the kinds coded.")
    voices = {"quoted": "quoted", "paraphrased": "in paraphrase", "narrated": "in its own narration"}
    items = []
    for r in table.head(3).itertuples():
        about = escape(r.about[:1].lower() + r.about[1:])
        voice = voices.get(r.voice, escape(r.voice))
        who = escape(capital(r.counted)) if r.counted else f"{escape(r.speaker)}, {voice}"
        said = f"{who}: {cite(r.number, r.row_id)} ({about})"
        items.append(f"{said}. {capital(r.against.first)}.")
    return Sentence.bullets(items)


def glossary_table(table: pd.DataFrame) -> Sentence:
    """The glossary as a table."""
    return listing(["Word", "What it means here, and what it does not imply"], table.itertuples(index=False))
