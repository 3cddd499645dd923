"""Sentences: what was signed, according to whom."""

from __future__ import annotations

import pandas as pd

from summitdata.data import Data
from summitdata.house.figure import drawer, listing
from summitdata.house.sentence import Sentence, cite, escape, link, quoted
from summitdata.house.words import capital, count, listed, number, reduced
from summitdata.themes.documents.measures import documents, unlisted

BINDS = {"yes": "yes", "presumed": "presumed", "no": "presumed not", "unknown": "unknown"}


# Sentences


def answer(table: pd.DataFrame, number_table: pd.DataFrame) -> Sentence:
    """The short answer: what is listed as signed, how far it binds, what others count.

    Parameters
    ----------
    table : DataFrame
        From `documents`.
    number_table : DataFrame
        From `counts`.
    """
    signed = table[table.here & table.single & table.coded]
    if signed.empty:
        return Sentence("The source lists no document as signed at this summit.")
    types = signed.type.value_counts(sort=False)
    kinds = listed(count(int(n), t) for t, n in types.items())
    told = number_table[number_table.how == "told as a number"]
    items = [
        f"{escape(capital(signed.source.iloc[0]))} names {cite(count(len(signed), 'document'), signed.row_id.iloc[0])} "
        f"as signed: {escape(kinds)}{packages_words(table)}.",
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


def packages_words(table: pd.DataFrame) -> str:
    """The packages signed here of which no document is named (`unlisted`); empty without one."""
    packages = unlisted(table)
    words = listed(cite(r.title, r.row_id) for r in packages.itertuples()) if len(packages) else ""
    return f"; beside them, not listed one by one: {words}" if words else ""


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


def count_words(table: pd.DataFrame, data: Data) -> Sentence:
    """Why the counts differ, as far as the rows tell.

    Parameters
    ----------
    table : DataFrame
        From `counts`.
    data : Data
    """
    if table.empty:
        return Sentence("Nobody counts documents.")
    parts = [
        f"{escape(r.who)}: {cite(number(r.value), r.row_ids[0])} ({escape(r.note or r.how)})"
        for r in table.itertuples()
    ]
    signed = documents(data)
    split = signed[signed.here & signed.note.fillna("").str.contains("one item")]
    notes = f"One reason is how items are split: {escape(split.note.iloc[0])}." if len(split) else ""
    return Sentence(
        f"{'; '.join(parts)}.",
        "Counts stand side by side and are not averaged.",
        notes,
        "Where a source gives a number only, nothing tells which documents it has in mind.",
    )


def ledger(table: pd.DataFrame) -> Sentence:
    """Every document with type, field, level, parties, binding force, status and dates.

    Parameters
    ----------
    table : DataFrame
        From `documents`.
    """
    if table.empty:
        return Sentence("The source names no document.")
    rows = []
    for r in table.itertuples():
        dates = [("signed", r.signed_on), ("ends", r.expires_on)]
        dates = [f"{what} {reduced(d)}" for what, d in dates if isinstance(d, str)]
        known = [r.status] if r.status != "signed" or not dates else []
        status = ", ".join([*known, *(dates or ["date not named"])])
        if isinstance(r.status_on, str) and r.status_on != r.signed_on:
            status += f"; as of {reduced(r.status_on)}"
        rows.append(
            [
                Sentence(cite(r.title, r.row_id)),
                r.type,
                r.field,
                r.level,
                r.by,
                BINDS.get(r.binding, r.binding),
                status,
                Sentence(quoted(r.quote)),
                remark(r),
            ]
        )
    columns = ["Document", "Type", "Field", "Level", "Parties", "Binds", "Status and dates", "Words", "Remark"]
    return listing(columns, rows)


def remark(row) -> str:
    """To what other document a document belongs, and the remark on its row."""
    ties = (("part of", row.whole), ("revises", row.revised), ("", row.note))
    return "; ".join(f"{what} {text}".strip() for what, text in ties if isinstance(text, str))


def report_list(data: Data) -> Sentence:
    """Every report of a document: by which source, under which name, in which words."""
    titles, publisher = data.names("documents"), data.sources.set_index("source_id").publisher
    order = {key: i for i, key in enumerate(titles)}
    table = data.document_reports.sort_values("document_id", key=lambda keys: keys.map(order), kind="stable")
    if table.empty:
        return Sentence("No source names a document.")
    rows = [
        (
            Sentence(cite(titles[r.document_id], r.document_id)),
            Sentence(cite(r.as_named, r.document_report_id)),
            Sentence(quoted(r.quote) if isinstance(r.quote, str) else "page not seen"),
            Sentence(link(publisher[r.source_id], r.url)),
        )
        for r in table.itertuples()
    ]
    return drawer(f"All {number(len(rows))} reports of a document", ["Document", "As it is named", "Words", "By"], rows)


def binding_table(data: Data) -> Sentence:
    """What the words for binding force mean here."""
    terms = data.terms[data.terms.vocabulary == "binding"]
    rows = zip([BINDS.get(term, term) for term in terms.term], terms.definition)
    return listing(["Binds", "Meaning"], rows)
