"""Sentences: what was promised, proposed and planned, and when."""

from __future__ import annotations

import pandas as pd

from summitdata.data import Data
from summitdata.house.figure import listing
from summitdata.house.sentence import Sentence, cite, escape, quoted
from summitdata.house.words import capital, count, day, listed, number, reduced
from summitdata.themes.commitments.measures import TESTS

# Sentences


def answer(table: pd.DataFrame, events: pd.DataFrame) -> Sentence:
    """The short answer: what was agreed, promised and proposed, and how much of it can be told from others.

    Parameters
    ----------
    table : DataFrame
        From `commitments`.
    events : DataFrame
        From `happenings`.
    """
    if table.empty and events.empty:
        return Sentence("The source names no commitment and no happening.")
    tellers = escape("; ".join(dict.fromkeys(table[table.kind == "joint"].speaker)))
    words = {
        "joint": f"told as joint (by {tellers})",
        "unilateral": "promised by one side",
        "proposal": "proposed by one side",
    }
    kinds = [
        f"{number(n)} {words.get(kind, escape(kind))}"
        for kind in dict.fromkeys([*words, *table.kind])
        if (n := int((table.kind == kind).sum()))
    ]
    items = [f"{capital(count(len(table), 'statement'))} of intent: {listed(kinds)}."] if kinds else []
    full = table[table.passed == len(TESTS)]
    if len(full):
        met = "; ".join(cite(low(r.summary), r.row_id) for r in full.itertuples())
        items.append(f"All five tests ({listed(TESTS.values())}) are met by {count(len(full), 'statement')}: {met}.")
    elif len(table):
        items.append(f"None meets all five tests ({listed(TESTS.values())}).")
    dated = table[table.due_on.notna()]
    if len(table):
        named = "; ".join(f"{cite(low(r.summary), r.row_id)} ({escape(r.due)})" for r in dated.itertuples())
        lead = f"A date is named for {count(len(dated), 'statement')}"
        items.append(f"{lead}: {named}." if len(dated) else "No date is named for any of them.")
    items.append(
        f"Of {count(len(events), 'happening')} told, {number(int(events.dated.sum()))} have a date in the source that tells them."
    )
    return Sentence.bullets(items)


def low(text: str) -> str:
    """A summary inside a sentence."""
    return text[:1].lower() + text[1:]


def undated_list(events: pd.DataFrame) -> Sentence:
    """The happenings for which the source gives no date."""
    rows = events[~events.dated]
    if rows.empty:
        return Sentence("Every happening has a date.")
    items = []
    for r in rows.itertuples():
        note = f" ({escape(r.note)})" if isinstance(r.note, str) else ""
        who = escape(f"{r.speaker}, {r.voice}")
        items.append(f"{cite(r.title, r.row_id)}: {who}: {quoted(r.quote)}{note}")
    return Sentence.bullets(items)


def five_tests_words(table: pd.DataFrame) -> Sentence:
    """Which test most statements miss."""
    if table.empty:
        return Sentence("The source names no commitment.")
    missed = {label: int((table[name] == "no").sum()) for name, label in TESTS.items()}
    worst = max(missed, key=missed.get)
    open_ones = int((table[[*TESTS]] == "unclear").any(axis=1).sum())
    return Sentence(
        f"Most often missed is the test “{worst}”: {number(missed[worst])} of {count(len(table), 'statement')}.",
        f"For {count(open_ones, 'statement')} the words leave at least one test open." if open_ones else "",
        "An offer that the other side is not said to have accepted stands here as a proposal, whatever it promises.",
    )


def ledger(table: pd.DataFrame, data: Data) -> Sentence:
    """Every statement of intent with condition, due date, status and its date.

    Parameters
    ----------
    table : DataFrame
        From `commitments`.
    data : Data
    """
    if table.empty:
        return Sentence("The source names no commitment.")
    publisher = data.sources.set_index("source_id").publisher
    fields, papers = data.names("sectors"), data.names("documents")
    rows = []
    for r in table.itertuples():
        about = "; ".join(
            x for x in (fields.get(r.sector_id), papers.get(r.document_id, r.document_id)) if x == x and x
        )
        status = r.status
        if isinstance(r.status_on, str):
            by = f" by {publisher[r.status_source_id]}" if isinstance(r.status_source_id, str) else ""
            status = f"{r.status}, {reduced(r.status_on)}{by}"
        who = f"{r.party} ({r.kind})"
        words = Sentence(f"{quoted(r.quote)}, {escape(f'{r.speaker}, {r.voice}')}")
        rows.append([Sentence(cite(r.summary, r.row_id)), who, about, r.condition, r.due, status, words, r.note])
    columns = [
        "What",
        "Who is to do it",
        "Field, document",
        "Condition",
        "Due",
        "Status",
        "Words, speaker, voice",
        "Remark",
    ]
    return listing(columns, rows)


def status_words(table: pd.DataFrame, data: Data) -> Sentence:
    """What is known of the statements after the summit, and from whom."""
    later = table[table.later]
    if later.empty:
        last = day(data.summits.ends_on.max().date())
        return Sentence(f"No status in the data is later than {last}: what became of them is unknown here.")
    publisher = data.sources.set_index("source_id").publisher
    items = [
        f"{cite(r.summary, r.row_id)}: {escape(r.status)}, {reduced(r.status_on)}"
        + (f", by {escape(publisher[r.status_source_id])}" if isinstance(r.status_source_id, str) else "")
        for r in later.itertuples()
    ]
    rest = len(table) - len(later)
    return Sentence(Sentence.bullets(items).markdown + f"\n\nOf the other {number(rest)} nothing later is in the data.")
