"""Sentences: what was promised, proposed and planned, and when."""

from __future__ import annotations

import pandas as pd

from summitdata.house.sentence import Sentence, cite, cites, escape, quoted, told
from summitdata.house.table import show
from summitdata.house.words import count, number, reduced, small, word
from summitdata.themes.commitments.measures import TESTS


def answer(commitments: pd.DataFrame, happenings: pd.DataFrame) -> Sentence:
    """The short answer: what was agreed, what has a date, what can be checked. Takes `commitments` and `happenings`."""
    table, events = commitments, happenings
    if table.empty and events.empty:
        return Sentence("The source names no commitment and no event.")
    if table.empty:
        return Sentence("The source names no commitment.")
    joint = int((table.kind == "joint").sum())
    lead = f"The source has {count(len(table), 'promise or proposal', 'promises and proposals')}; "
    lead += (
        f"{word(joint)} of them {'is' if joint == 1 else 'are'} said to be joint."
        if joint
        else "none is said to be joint."
    )
    dated, full = table[table.due_on.notna()], table[table.passed == len(TESTS) - (joint == 0)]
    when = [f"{cite(small(r.summary), r.row_id)} (due {reduced(r.due_on)})" for r in dated.itertuples()]
    clear = [cite(small(r.summary), r.row_id) for r in full.head(3).itertuples()]
    clear += [f"{number(len(full) - 3)} more"] * (len(full) > 3)
    bullets = [f"With a date: {'; '.join(when)}." if when else "None has a date."]
    tests = "All five tests" if joint else "None is joint, so none meets all five tests. The other four"
    bullets.append(f"{tests} are met by: {'; '.join(clear)}." if clear else "None meets all five tests.")
    return Sentence.led(lead, bullets)


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
    if table.empty:
        return Sentence("The source names no commitment.")
    columns = {
        "what": cites(table.summary, table.row_id),
        "Who is to do it": table.party + " (" + table.kind + ")",
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
