"""Sentences and tables: several summits side by side."""

from typing import Any

import pandas as pd

from summitdata.house.sentence import Sentence, cite, escape, quoted
from summitdata.house.table import listing
from summitdata.house.words import capital, day, listed, number, percent, span
from summitdata.themes.compare.measures import where

LETTERS = 10  # of the bar beside the highest count


def answer(summits: pd.DataFrame, sectors: pd.DataFrame, bodies: pd.DataFrame) -> Sentence:
    """The short answer: what is named at each summit. Takes `summits`, `sector_presence` and `body_presence`."""
    if len(summits) < 2:
        return Sentence("There is one summit in the data, and so nothing to compare.")
    bullets = [recurring(table, what) for table, what in ((sectors, "fields"), (bodies, "bodies and states"))]
    return Sentence.led(
        f"Compared here are {escape(listed(summits.short))}, each as one publication tells it.", bullets
    )


def recurring(table: pd.DataFrame, what: str) -> str:
    """What is named at every summit, the first five by name."""
    named = table[(table.summits == table.short.nunique()) & ~table.key.isin(table.key[table.side])]
    groups = [rows for _, rows in named.groupby("key", sort=False)]
    names = [cite(rows.name.iloc[0], *[ids[0] for ids in rows.row_ids if ids][:1]) for rows in groups[:5]]
    names += [f"{number(len(groups) - 5)} more"] * (len(groups) > 5)
    return f"{capital(what)} named at every summit: {'; '.join(names) or 'none'}."


def limits(summits: pd.DataFrame) -> Sentence:
    """What cannot be compared, from what the sources are. Takes `summits`."""
    items = []
    for s in summits.itertuples():
        shares = listed(f"{escape(name)} ({percent(share)})" for name, share in list(s.speakers.items())[:4])
        heard = f"; of these {shares}" if shares else ""
        length = f", {number(s.words)} words without page furniture" if s.words else ""
        items.append(f"**{escape(s.short)}**, {day(s.starts_on)}: {escape(s.source)}{length}{heard}.")
    if summits.kind.nunique() > 1:
        items.append("The sources are of different kinds: what one source leaves out may still have been said.")
    items.append("A longer source names more, so counts at two summits are no trend.")
    return Sentence.bullets(items)


def claim_table(table: pd.DataFrame) -> Sentence:
    """The claims of all summits side by side. Takes `claims`."""
    rows = []
    for r in table.itertuples():
        unit = {"multiple": "times", "percent": "percent"}.get(r.change, r.change)
        covers = span(r.low, r.high, unit) if r.low == r.low else "no number"
        words = Sentence(quoted(r.quote, r.row_id))
        rows.append([r.short, words, f"{r.speaker}, {r.voice}", r.modality, covers, r.against])
    return listing(["Summit", "Words", "Who, in which voice", "Says that it", "The words cover", "Beside it"], rows)


def paper_table(table: pd.DataFrame) -> Sentence:
    """Documents and statements of intent by kind, a column a summit. Takes `papers`."""
    heads, order = list(dict.fromkeys(table.short)), dict.fromkeys(table.what)
    table, rows = table.sort_values("what", key=lambda what: what.map([*order].index), kind="stable"), []
    for (what, kind), ours in table.groupby(["what", "kind"], sort=False):
        cells = {r.short: Sentence(cite(number(r.n), r.row_ids[0])) for r in ours.itertuples()}
        rows.append([f"{what}: {kind}", *[cells.get(head, "–") for head in heads]])
    return listing(["What", *heads], rows)


def presence_table(table: pd.DataFrame, noun: str) -> Sentence:
    """Names by summits, with bars for how often each is named; a side of a summit says so.

    On a page a reader chooses summits, and counts or counts for 1,000 words. Takes `sector_presence` or `body_presence`; `noun` is what a row is ("sector").
    """
    heads, most = list(dict.fromkeys(table.short)), int(table.mentions.max()) if len(table) else 0
    rows = []
    for _, ours in table.groupby("key", sort=False):
        named, sides = ours.short[ours.mentions.gt(0) & ~ours.side], ours.short[ours.side]
        cells = [cell(row, most) for row in ours.itertuples()]
        rows.append([ours.name.iloc[0], capital(where([*named], [*sides], heads)), *cells])
    return listing([capital(noun), "Named", *heads], rows)


def cell(row: Any, most: int) -> Any:
    """How often it is named, with a bar; or that it is a side of the summit, or only the field of a document or plan there.

    A page may show mentions for 1,000 words instead.
    """
    if row.side or not row.mentions:
        return "side" if row.side else "field" if row.row_ids else "–"
    bar = "▇" * max(1, round(row.mentions * min(1, LETTERS / most)))
    return Sentence(f'{row.mentions} <span aria-hidden="true" data-rate="{row.per_thousand}">{bar}</span>')
