"""The summit in one screen: who, where, when, and the numbers that people quote.

Measures: `ledger`, `glossary`. Sentences: `facts`, `source_words`, `ledger_table`, `numbers_list`, `glossary_table`, `answer`.
"""

from __future__ import annotations

import pandas as pd

from summitdata import documents, growth
from summitdata.attribution import attributed, publications
from summitdata.house import drawer, listing
from summitdata.package import Data
from summitdata.sentence import Sentence, cite, escape, link
from summitdata.words import amount, capital, count, day, duration, listed, number


def ledger(data: Data) -> pd.DataFrame:
    """The numbers of a summit that people quote, each with what it can be held against.

    Returns
    -------
    DataFrame
        One row a number: ``row_id``, ``row_ids`` (all rows that a count rests
        on; else that one), ``number`` (as worded), ``about``,
        ``speaker``, ``voice``, ``against`` (Sentence: other figures, by whom,
        and how they lie to it), ``counted`` (from what the number was
        counted here; empty where somebody says it). First the claims of growth, then how many
        documents were signed, then the other numbers of the coded source whose
        kind stands once in it.
    """
    rows = [*claim_entries(data), *document_entries(data), *quantity_entries(data)]
    columns = ["row_id", "row_ids", "number", "about", "speaker", "voice", "against", "counted"]
    return pd.DataFrame([{"counted": "", "row_ids": [row["row_id"]]} | row for row in rows], columns=columns)


def claim_entries(data: Data) -> list[dict]:
    """A ledger row for each growth claim with a number."""
    readings, rates = growth.readings(data), growth.rates(data)
    rows = []
    for claim in growth.claims(data).dropna(subset=["value"]).itertuples():
        over = f"over {duration(claim.window)}" if isinstance(claim.window, str) else "window not named"
        about = f"{capital(claim.indicator)}, {over.replace('over the year', 'in the year')}"
        key = claim.row_id
        against = growth.held_against(readings[readings.row_id == key], rates[rates.claim_id == key])
        rows.append(
            {"row_id": claim.row_id, "number": claim.quote, "about": about}
            | {"speaker": claim.speaker, "voice": claim.voice, "against": against}
        )
    return rows


def document_entries(data: Data) -> list[dict]:
    """How many documents the coded source lists as signed, beside the counts of others."""
    table = documents.documents(data)
    signed = table[table.here & table.single & table.coded]
    if signed.empty:
        return []
    first, packages = signed.iloc[0], len(documents.unlisted(table))
    beside = f", beside {count(packages, 'package')} whose documents are not listed" if packages else ""
    counts = attributed(data.quantities[data.quantities.what == "documents signed"], data)
    others = [f"{cite(number(c.value), c.row_id)} (by {escape(c.speaker)})" for c in counts.itertuples()]
    counted = [f"Counted as {listed(others)}"]
    counted += ["each splits them in its own way"] * (len({len(signed), *counts.value}) > 1)
    against = Sentence.series(*counted) if others else Sentence("no other count in the data")
    return [
        {
            "row_id": first.row_id,
            "row_ids": signed.row_id.tolist(),
            "number": f"{number(len(signed))} named",
            "about": f"Documents signed, one by one{beside}",
        }
        | {"speaker": first.speaker, "voice": first.voice, "against": against}
        | {"counted": f"counted here from {first.source}"}
    ]


def quantity_entries(data: Data) -> list[dict]:
    """Other numbers of the coded source that stand once: hours, years, ordinals; beside what other sources tell."""
    told = attributed(data.quantities, data)
    table = told[~told.what.isin(["documents signed", "number of parties"]) & told.start.notna()]
    table = table[~table.what.duplicated(keep=False)]
    return [
        {"row_id": row.row_id, "number": row.quote, "about": capital(row.what), "speaker": row.speaker}
        | {"voice": row.voice, "against": others(told[(told.what == row.what) & (told.row_id != row.row_id)])}
        for row in table.itertuples()
    ]


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


def glossary(data: Data) -> pd.DataFrame:
    """The words of this suite: ``term`` and ``definition``, with what each does not imply."""
    return data.terms.loc[data.terms.vocabulary == "glossary", ["term", "definition"]].reset_index(drop=True)


def glossary_table(table: pd.DataFrame) -> Sentence:
    """The glossary as a table."""
    return listing(["Word", "What it means here, and what it does not imply"], table.itertuples(index=False))


__all__ = ["answer", "facts", "glossary", "glossary_table", "ledger", "ledger_table", "numbers_list", "source_words"]
