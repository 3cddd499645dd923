"""Sentences: what was signed, according to whom."""

import pandas as pd

from summitdata.house.sentence import Sentence, cite, cites, escape, quoted
from summitdata.house.table import show
from summitdata.house.words import capital, count, listed, number, reduced
from summitdata.themes.documents.measures import BINDS, TOLD


def answer(documents: pd.DataFrame, counts: pd.DataFrame) -> Sentence:
    """The short answer: what is listed as signed, and what others count. Takes `documents` and `counts`."""
    signed = documents[documents.here & documents.single & documents.coded]
    lead = "The source lists no document as signed at this summit."
    if len(signed):
        items = signed.drop_duplicates("item")
        kinds = listed(count(int(n), kind) for kind, n in items.type.value_counts(sort=False).items())
        source, named = escape(capital(signed.source.iloc[0])), cite(count(len(items), "item"), signed.row_id.iloc[0])
        lead = f"{source} names {named} as signed: {escape(kinds)}."
    others, own = given(counts, own=False), given(counts, own=True)
    bullets = [f"{own}."] * bool(own) + [f"Others give a number: {others}. {same_count(counts)}".strip()] * bool(others)
    return Sentence.led(lead, bullets)


def given(counts: pd.DataFrame, own: bool) -> str:
    """The numbers of documents that somebody gives, in the coded source itself or elsewhere; empty where nobody does."""
    told = counts[(counts.how == TOLD) & (counts.own == own)]
    told = [(cite(number(r.value), *r.row_ids), escape(r.who)) for r in told.itertuples()]
    if own:
        return listed(f"{who} gives the number {n}" for n, who in told) + " in the source" * bool(told)
    return listed(f"{n} (by {who})" for n, who in told)


def same_count(counts: pd.DataFrame) -> str:
    """Which counts may be one, told otherwise: a number, and one less with a joint statement beside it."""
    told = counts[counts.how == TOLD]
    bare, beside = (set(told.value[told.beside == flag]) for flag in (False, True))
    pairs = [(number(n), number(n + 1)) for n in beside if n + 1 in bare]
    pairs = [f"{less} papers and a joint statement may be the {more} that others count" for less, more in pairs]
    return f"{capital(listed(pairs))}; no source says so." if pairs else ""


def ledger(table: pd.DataFrame) -> Sentence:
    """Every document with type, field, level, parties, binding force, status and dates. Takes `documents`."""
    columns = {
        "document": cites(table.title, table.row_id),
        "Status and dates": [status(r) for r in table.itertuples()],
        "type": table.type,
        "field": table.field,
        "binds": [BINDS.get(word, word) for word in table.binding],
        "level": table.level,
        "parties": table.by,
        "words": [Sentence(quoted(q)) for q in table.quote],
        "remark": [remark(r) for r in table.itertuples()],
    }
    return show(pd.DataFrame(columns))


def status(row) -> str:
    """A document's status with its dates, as far as they are named."""
    dates = [("signed", row.signed_on), ("ends", row.expires_on)]
    dates = [f"{what} {reduced(d)}" for what, d in dates if isinstance(d, str)]
    known = [row.status] if row.status != "signed" or not dates else []
    unknown = ["date not named"] * (row.status != "in force")  # since when, other rows may say
    later = isinstance(row.status_on, str) and row.status_on != row.signed_on
    return ", ".join([*known, *(dates or unknown)]) + (f"; as of {reduced(row.status_on)}" if later else "")


def remark(row) -> str:
    """To what other document a document belongs, and the remark on its row."""
    ties = (("part of", row.whole), ("revises", row.revised), ("", row.note))
    return "; ".join(f"{what} {text}".strip() for what, text in ties if isinstance(text, str))
