"""Sentences: what was promised, proposed and planned, and when."""

from __future__ import annotations

import pandas as pd

from summitdata.house.sentence import Sentence, cite, cites, escape, quoted, told
from summitdata.house.table import show
from summitdata.house.words import capital, count, day, listed, number, reduced
from summitdata.themes.commitments.measures import TESTS


def answer(commitments: pd.DataFrame, happenings: pd.DataFrame) -> Sentence:
    """The short answer: what was agreed, promised and proposed, and how much of it can be told from others.

    Takes `commitments` and `happenings`.
    """
    table, events = commitments, happenings
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


def ledger(table: pd.DataFrame) -> Sentence:
    """Every statement of intent with condition, due date, status and its date. Takes `commitments`."""
    if table.empty:
        return Sentence("The source names no commitment.")
    columns = {
        "what": cites(table.summary, table.row_id),
        "Who is to do it": table.party + " (" + table.kind + ")",
        "Field, document": table.about,
        "condition": table.condition,
        "due": table.due,
        "status": [status(r, " by") for r in table.itertuples()],
        "Words, speaker, voice": told(table),
        "remark": table.note,
    }
    return show(pd.DataFrame(columns))


def status(row, by: str) -> str:
    """The status of a commitment, with its date and who publishes it."""
    if not isinstance(row.status_on, str):
        return row.status
    return f"{row.status}, {reduced(row.status_on)}" + (f"{by} {row.known_by}" if isinstance(row.known_by, str) else "")


def status_words(table: pd.DataFrame) -> Sentence:
    """What is known of the statements after the summit, and from whom. Takes `commitments`."""
    if table.empty:
        return Sentence("The source names no commitment.")
    later = table[table.later]
    if later.empty:
        last = day(table.summit_ended_on.iloc[0].date())
        return Sentence(f"No status in the data is later than {last}: what became of them these rows do not tell.")
    items = [f"{cite(r.summary, r.row_id)}: {escape(status(r, ', by'))}" for r in later.itertuples()]
    rest = len(table) - len(later)
    return Sentence(Sentence.bullets(items).markdown + f"\n\nOf the other {number(rest)} nothing later is in the data.")
