"""Sentences: what was promised, proposed and planned, and when."""

import pandas as pd

from summitdata.house.sentence import Sentence, cite, cites, escape, quoted, told
from summitdata.house.table import show
from summitdata.house.words import count, reduced, small, word


def answer(commitments: pd.DataFrame) -> Sentence:
    """The short answer: how much was promised and proposed, and what of it has a date. Takes `commitments`."""
    if commitments.empty:
        return Sentence("The source names no commitment.")
    joint = int((commitments.kind == "joint").sum())
    told = count(len(commitments), "promise or proposal", "promises and proposals")
    dated = commitments.dropna(subset=["due_on"]).itertuples()
    due = [f"{cite(small(r.summary), r.row_id)} (due {reduced(r.due_on)})" for r in dated]
    return Sentence(
        f"The source has {told}, {word(joint) if joint else 'none'} of them said to be joint.",
        f"With a date: {'; '.join(due)}." if due else "None has a date.",
    )


def undated_list(events: pd.DataFrame) -> Sentence:
    """The happenings for which the source gives no date."""
    rows = events[~events.dated]
    if rows.empty:
        return Sentence("Every event has a date.")
    items = [
        f"{cite(r.title, r.row_id)}{f', {r.told_as}' * r.planned}{f', {r.when}' * pd.notna(r.ends_on)}: {quoted(r.quote)} "
        f"({escape(f'{r.speaker}, {r.voice}')})."
        for r in rows.itertuples()
    ]
    return Sentence.bullets(items)


def ledger(table: pd.DataFrame) -> Sentence:
    """Every statement of intent with condition, due date, status and its date. Takes `commitments`."""
    columns = {
        "what": cites(table.summary, table.row_id),
        "Who is to do it": [f"{party} ({kind})" for party, kind in zip(table.party, table.kind)],
        "condition": table.condition,
        "due": table.due,
        "status": [status(r) for r in table.itertuples()],
        "Field, document": table.about,
        "Words, speaker, voice": told(table),
        "remark": table.note,
    }
    return show(pd.DataFrame(columns))


def status(row) -> str:
    """The status of a commitment, with its date and in whose text it is so."""
    if not isinstance(row.status_on, str):
        return row.status
    known = f", as {row.known_by} has it" * isinstance(row.known_by, str)
    return f"{row.status} ({reduced(row.status_on)}{known})"
