"""Sentences: what was signed, according to whom."""

from __future__ import annotations

import pandas as pd

from summitdata.house.sentence import Sentence, cite, cites, escape, quoted
from summitdata.house.table import show
from summitdata.house.words import capital, count, listed, number, reduced
from summitdata.themes.documents.measures import BINDS, unlisted


def answer(documents: pd.DataFrame, counts: pd.DataFrame) -> Sentence:
    """The short answer: what is listed as signed, how far it binds, what others count.

    Takes `documents` and `counts`.
    """
    table = documents
    signed = table[table.here & table.single & table.coded]
    if signed.empty:
        return Sentence("The source lists no document as signed at this summit.")
    types = signed.type.value_counts(sort=False)
    kinds = listed(count(int(n), t) for t, n in types.items())
    told = counts[counts.how == "told as a number"]
    packages = listed(cite(r.title, r.row_id) for r in unlisted(table).itertuples())
    beside = f"; beside them, not listed one by one: {packages}" if packages else ""
    items = [
        f"{escape(capital(signed.source.iloc[0]))} names {cite(count(len(signed), 'document'), signed.row_id.iloc[0])} "
        f"as signed: {escape(kinds)}{beside}.",
        binding_words(signed),
    ]
    if len(told):
        others = [f"{cite(number(r.value), *r.row_ids)} ({escape(r.who)})" for r in told.itertuples()]
        items.append(f"Others give a number: {listed(others)}.")
    others = table[table.here & ~table.coded]
    if len(others):
        items.append(f"Other reports name as well: {listed(cite(r.title, r.row_id) for r in others.itertuples())}.")
    later = table[~table.here]
    if len(later):
        items.append(
            f"Beyond the day: {listed(f'{cite(r.title, r.row_id)} ({escape(r.status)})' for r in later.itertuples())}."
        )
    return Sentence.bullets(items)


def binding_words(signed: pd.DataFrame) -> str:
    """How many of the signed documents bind, as far as can be told."""
    words = {
        "yes": ("binds", "bind", "by the source’s own word"),
        "presumed": ("bears", "bear", "a name that usually binds in law"),
        "no": ("bears", "bear", "a name that usually states intent only"),
        "unknown": ("leaves", "leave", "it open whether it binds"),
    }
    parts = []
    for kind, n in signed.binding.value_counts().items():
        one, many, rest = words.get(kind, ("is", "are", f"coded as “{escape(kind)}”"))
        parts.append(f"{count(int(n), one, many)} {rest}")
    return f"Of these, {listed(parts)}; no text of any of them is in the source."


def count_words(counts: pd.DataFrame, documents: pd.DataFrame) -> Sentence:
    """Why the counts differ, as far as the rows tell. Takes `counts` and `documents`."""
    if counts.empty:
        return Sentence("Nobody counts documents.")
    parts = [
        f"{escape(r.who)}: {cite(number(r.value), r.row_ids[0])} ({escape(r.note or r.how)})"
        for r in counts.itertuples()
    ]
    split = documents[documents.here & documents.note.fillna("").str.contains("one item")]
    notes = f"One reason is how items are split: {escape(split.note.iloc[0])}." if len(split) else ""
    return Sentence(
        f"{'; '.join(parts)}.",
        "Counts stand side by side and are not averaged.",
        notes,
        "Where a source gives a number only, nothing tells which documents it has in mind.",
    )


def ledger(table: pd.DataFrame) -> Sentence:
    """Every document with type, field, level, parties, binding force, status and dates. Takes `documents`."""
    if table.empty:
        return Sentence("The source names no document.")
    columns = {
        "document": cites(table.title, table.row_id),
        "type": table.type,
        "field": table.field,
        "level": table.level,
        "parties": table.by,
        "binds": [BINDS.get(word, word) for word in table.binding],
        "Status and dates": [status(r) for r in table.itertuples()],
        "words": [Sentence(quoted(q)) for q in table.quote],
        "remark": [remark(r) for r in table.itertuples()],
    }
    return show(pd.DataFrame(columns))


def status(row) -> str:
    """A document's status with its dates, as far as they are named."""
    dates = [("signed", row.signed_on), ("ends", row.expires_on)]
    dates = [f"{what} {reduced(d)}" for what, d in dates if isinstance(d, str)]
    known = [row.status] if row.status != "signed" or not dates else []
    words = ", ".join([*known, *(dates or ["date not named"])])
    if isinstance(row.status_on, str) and row.status_on != row.signed_on:
        words += f"; as of {reduced(row.status_on)}"
    return words


def remark(row) -> str:
    """To what other document a document belongs, and the remark on its row."""
    ties = (("part of", row.whole), ("revises", row.revised), ("", row.note))
    return "; ".join(f"{what} {text}".strip() for what, text in ties if isinstance(text, str))
