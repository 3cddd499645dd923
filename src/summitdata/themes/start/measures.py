"""Measures: a summit in one screen."""

from __future__ import annotations

from typing import Any

import pandas as pd

from summitdata.data import Data
from summitdata.discussion.shown import discuss
from summitdata.house.sentence import Sentence, cite, cites, escape, link
from summitdata.house.words import MILLIONS, amount, capital, count, day, listed
from summitdata.themes import growth
from summitdata.themes.documents.measures import PAPERS, counts, documents, unlisted
from summitdata.themes.documents.sentences import given, same_count
from summitdata.themes.growth.sentences import held_against
from summitdata.themes.speakers import attributed, coders, country_names, publications, publishers

NOTEBOOKS = {  # that one goes to from the start, each with the question at its head
    "01-trade-growth": "How much did trade between the two countries grow, according to whom, and what can the claims be compared with?",
    "02-signed-documents": "What was signed at the summit, according to whom, how far does it bind, and do the counts agree?",
    "03-sectors": "Which goods and fields were talked about, and on which of them was a paper signed?",
    "04-timeline-and-commitments": "What happened when, and who promised what, by when?",
    "05-voices-and-positions": "Who is heard in the source, in whose words, and who stands where on which issue?",
    "06-evidence": "Which words stand behind each fact, which parts of the source were not used, and where are the data weak?",
    "07-compare-summits": "What is named at several summits, what at one only, and what cannot be compared?",
    "08-update-the-data": "How do you correct a row or add one, and how do you see that nothing broke?",
}
TIMES = ("minutes", "hours", "days", "weeks", "months", "years", "decades")
ALONE = "no other figure in the data"


def ledger(data: Data) -> pd.DataFrame:
    """The numbers of a summit that people quote, each with what it can be compared with.

    Returns
    -------
    DataFrame
        One row a number: ``row_id``, ``row_ids`` (all rows that a count rests
        on; else that one), ``number`` (as worded), ``about``,
        ``speaker``, ``voice``, ``against`` (Sentence: other figures, by whom,
        and how they lie to it), ``counted`` (from what the number was
        counted here; empty where somebody says it). First the claims of growth, then how many
        documents were signed, then the other numbers of whose kind a speaker in
        the coded source tells one.
    """
    rows = [*claim_entries(data), *document_entries(data), *quantity_entries(data)]
    columns = ["row_id", "row_ids", "number", "about", "speaker", "voice", "against", "counted"]
    return pd.DataFrame([{"counted": "", "row_ids": [row["row_id"]]} | row for row in rows], columns=columns)


def claim_entries(data: Data) -> list[dict]:
    """A ledger row for each growth claim with a number."""
    readings, rates = growth.readings(data), growth.rates(data)
    return [
        {"row_id": claim.row_id, "number": claim.quote, "speaker": claim.speaker, "voice": claim.voice}
        | {"about": f"{capital(claim.indicator)}, {claim.when or 'window not named'}"}
        | {"against": held_against(readings, rates, claim.row_id)}
        for claim in growth.claims(data).dropna(subset=["value"]).itertuples()
    ]


def document_entries(data: Data) -> list[dict]:
    """How many documents the coded source lists as signed, beside the counts of others."""
    table = documents(data)
    signed = table[table.here & table.single & table.coded]
    if signed.empty:
        return []
    first, packages, items = signed.iloc[0], len(unlisted(table)), signed.item.nunique()
    beside = f" (the items hold {count(len(signed), 'document')})" * (len(signed) > items)
    beside += f", beside {count(packages, 'package')} whose documents are not listed" if packages else ""
    told = counts(data)
    parts = [
        f"All sources together name {cite(count(int(papers.value), 'document'), *papers.row_ids[:1])}"
        for papers in told[told.how == PAPERS].itertuples()
    ]
    others, own = given(told, own=False), given(told, own=True)
    parts += [f"others give a number: {others}" * bool(others), own, same_count(told).removesuffix(".")]
    parts = [*filter(None, parts)]
    row = {"row_id": first.row_id, "row_ids": signed.row_id.tolist(), "number": count(items, "item")}
    row |= {"speaker": first.speaker, "voice": first.voice, "counted": f"counted here from {first.source}"}
    row["about"] = f"Documents named as signed, item by item{beside}"
    return [row | {"against": Sentence.series(*parts) if parts else Sentence(ALONE)}]


def quantity_entries(data: Data) -> list[dict]:
    """Other numbers that somebody in the coded source tells: money, the largest first, then others, last how long.

    Each stands beside what else is told of the same. A place in a series is no key number.
    """
    told = attributed(data.quantities, data)
    table = told[~told.what.isin(["documents signed", "number of parties"]) & (told.unit != "ordinal")]
    table = table.dropna(subset=["start"]).drop_duplicates(["what", "actor_id", "value", "unit"])
    money = table.unit.isin(MILLIONS)
    table = table.assign(rank=table.unit.isin(TIMES) - 1 * money, size=-table.value.where(money, 0))
    table = table.sort_values(["rank", "size"], kind="stable")
    return [
        {"row_id": row.row_id, "number": row.quote, "about": capital(row.what), "speaker": row.speaker}
        | {"voice": row.voice, "against": others(told[told.what == row.what], row)}
        for row in table.itertuples()
    ]


def others(table: pd.DataFrame, own: Any) -> Sentence:
    """What else is told of the quantity of a row: by others, and in other numbers by the same speaker."""
    table = table[(table.actor_id != own.actor_id) | (table.value != own.value) | (table.unit != own.unit)]
    rows = [
        f"{escape(r.speaker)} {'also names' if r.actor_id == own.actor_id else 'says'} "
        f"{cite(amount(r.value, r.unit, r.qualifier), r.row_id)}"
        for r in table.itertuples()
    ]
    return Sentence.series(listed(rows)) if rows else Sentence(ALONE)


def numbers(data: Data) -> pd.DataFrame:
    """Every number that a source tells beside the claims of trade growth.

    Returns
    -------
    DataFrame
        One row a number: ``words`` (linked to its row), ``what`` it counts, ``number``
        (with its unit), ``who_says_it_in_which_voice``, ``in`` (the publisher), ``remark``. In the order of the
        tables, but "two countries" and the like, which anybody says, come last.
    """
    table = attributed(data.quantities, data)
    table = table.sort_values("what", key=lambda what: what == "number of parties", kind="stable", ignore_index=True)
    return pd.DataFrame(
        {
            "words": cites(table.quote, table.row_id),
            "what": table.what.map(capital),
            "number": [amount(*cells) for cells in zip(table.value, table.unit, table.qualifier)],
            "who_says_it_in_which_voice": table.speaker + ", " + table.voice,
            "in": table.source_id.map(publishers(data)),
            "remark": table.note,
        }
    )


def sources(data: Data) -> pd.DataFrame:
    """The sources that are coded line by line.

    Returns
    -------
    DataFrame
        One row a source, as in the table, with ``source`` ("BelTA’s review"), ``publisher`` (name),
        ``coded`` ("by software, three times") and
        ``translated`` (bool: some of its words are translations).
    """
    table = data.sources[(data.sources.coverage == "full") & data.sources.source_id.isin(data.passages.source_id)]
    translated = data.passages[data.passages.rendering == "translated"].source_id
    return table.assign(
        source=table.source_id.map(publications(data)),
        publisher=table.source_id.map(publishers(data)),
        translated=table.source_id.isin(translated),
        coded=table.source_id.map(coders(data)),
    ).reset_index(drop=True)


def meeting(data: Data) -> pd.DataFrame:
    """Who met where and when, and from which source these pages are made: ``what`` and ``words``, a row a fact."""
    people, rows = data.participants.assign(name=data.participants.actor_id.map(data.names("actors"))), []
    for summit in data.summits.itertuples():
        days = day(summit.starts_on)
        days += f" to {day(summit.ends_on)}" if summit.ends_on != summit.starts_on else ""
        venue = f", {summit.venue}" if isinstance(summit.venue, str) else ""
        country = country_names(data).get(summit.country, summit.country)
        rows.append(["Where and when", escape(f"{summit.city} ({country}){venue}, {days}")])
    for role in dict.fromkeys(["host", "guest", *people.role]):
        named = people[people.role == role]
        offices = [f" ({office})" if isinstance(office, str) else "" for office in named.office]
        rows += [[capital(role), escape(listed(named.name + offices))]] if len(named) else []
    for source in sources(data).itertuples():
        dated = f", {day(source.published_on)}" if source.published_on == source.published_on else ""
        kind = escape(f"{source.kind} by {source.publisher}")
        rows.append(["Source, coded line by line", f"{link(source.title, source.url)}, a {kind}{dated}"])
    return pd.DataFrame([[what, Sentence(words)] for what, words in rows], columns=["what", "words"])


def onward(data: Data) -> pd.DataFrame:
    """The other ``notebook`` of each question, and ``in_short`` what is written as its answer for the summit, else the question."""
    told = [discuss(data, f"{name}/answer", Sentence(question)).lead for name, question in NOTEBOOKS.items()]
    names = [link(capital(name[3:].replace("-", " ")), f"{name}.ipynb") for name in NOTEBOOKS]
    return pd.DataFrame({"notebook": map(Sentence, names), "in_short": told})


def glossary(data: Data) -> pd.DataFrame:
    """The words of this suite: ``term`` and ``definition``, with what each does not imply."""
    return data.terms.loc[data.terms.vocabulary == "glossary", ["term", "definition"]].reset_index(drop=True)
