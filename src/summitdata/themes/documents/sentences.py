"""Sentences: what was signed, according to whom."""

from __future__ import annotations

import pandas as pd

from summitdata.house.sentence import Sentence, cite, cites, escape, quoted
from summitdata.house.table import show
from summitdata.house.words import capital, count, listed, number, reduced
from summitdata.themes.documents.measures import BINDS, TOLD, unlisted


def answer(documents: pd.DataFrame, counts: pd.DataFrame) -> Sentence:
    """The short answer: what is listed as signed, how far it binds, what others count.

    Takes `documents` and `counts`.
    """
    table = documents
    signed = table[table.here & table.single & table.coded]
    if signed.empty:
        return Sentence("The source lists no document as signed at this summit.")
    items = signed.drop_duplicates("item")
    kinds = listed(count(int(n), t) for t, n in items.type.value_counts(sort=False).items())
    told = counts[counts.how == TOLD]
    packages = listed(cite(r.title, r.row_id) for r in unlisted(table).itertuples())
    beside = f"; beside them, not listed one by one: {packages}" if packages else ""
    items = [
        f"{escape(capital(signed.source.iloc[0]))} names {cite(count(len(items), 'item'), signed.row_id.iloc[0])} "
        f"as signed: {escape(kinds)}{beside}.",
        all_words(table[table.here & table.single]),
        binding_words(table[table.here & table.single]),
    ]
    if len(told):
        others = [f"{cite(number(r.value), *r.row_ids)} ({escape(r.who)})" for r in told.itertuples()]
        items.append(f"Others give a number: {listed(others)}. {same_count(counts)}".strip())
    later = table[~table.here]
    if len(later):
        items.append(
            f"Beyond the day: {listed(f'{cite(r.title, r.row_id)} ({escape(r.status)})' for r in later.itertuples())}."
        )
    return Sentence.bullets(items)


def all_words(table: pd.DataFrame) -> str:
    """How many documents all sources together name as signed, and why that is not the number of items."""
    told = table[table.coded]
    twins = [listed(rows.title) for _, rows in told.groupby("item", sort=False) if len(rows) > 1]
    more = table[~table.coded]
    why = [f"another source tells {escape(listed(twins))} apart"] * bool(twins)
    why += [f"only another source names {listed(cite(r.title, r.row_id) for r in more.itertuples())}"] * bool(len(more))
    return f"All sources together name {count(len(table), 'document')}{': ' * bool(why)}{listed(why)}."


def same_count(counts: pd.DataFrame) -> str:
    """Which counts may be one, told otherwise: a number, and one less with a joint statement beside it."""
    told = counts[counts.how == TOLD]
    bare, beside = (set(told.value[told.beside == flag]) for flag in (False, True))
    pairs = [f"{number(n)} and a joint statement may be the {number(n + 1)} of others" for n in beside if n + 1 in bare]
    return f"{capital(listed(pairs))}; no source says so." if pairs else ""


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
    """How many documents were signed, by whom counted, and which counts may be one. Takes `counts` and `documents`."""
    if counts.empty:
        return Sentence("Nobody counts documents.")
    parts = [
        f"{escape(r.who)}: {cite(number(r.value), r.row_ids[0])} ({escape(r.note or r.how)})"
        for r in counts.itertuples()
    ]
    return Sentence(
        f"{'; '.join(parts)}.",
        same_count(counts),
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
