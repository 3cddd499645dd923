"""Sentences: several summits side by side."""

from __future__ import annotations

import pandas as pd

from summitdata.house.sentence import Sentence, cite, escape, quoted
from summitdata.house.table import listing
from summitdata.house.words import capital, day, listed, number, percent, span


def answer(summits: pd.DataFrame, sectors: pd.DataFrame, bodies: pd.DataFrame, claims: pd.DataFrame) -> Sentence:
    """The short answer: what recurs, and what growth is claimed.

    Takes `summits`, `sector_presence`, `body_presence` and `claims`.
    """
    if len(summits) < 2:
        return Sentence("There is one summit in the data, and so nothing to compare.")
    names = escape(listed(summits.short))
    bullets = [recurring(table, what) for table, what in ((sectors, "fields"), (bodies, "bodies and states"))]
    numbers = claims.dropna(subset=["value"])
    said = [
        f"at {escape(short)} {listed(quoted(r.quote, r.row_id) for r in rows.itertuples())}"
        for short, rows in numbers.groupby("short", sort=False)
    ]
    bullets.append(
        f"Growth is claimed with a number {listed(said)}." if said else "No growth is claimed with a number."
    )
    return Sentence.led(f"Compared here are {names}, each as one publication tells it.", bullets)


def recurring(table: pd.DataFrame, what: str) -> str:
    """What is named at every summit, the first five by name."""
    named = table[(table.summits == table.short.nunique()) & ~table.key.isin(table.key[table.side])]
    groups = [rows for _, rows in named.groupby("key", sort=False)]
    names = [cite(rows.name.iloc[0], *[ids[0] for ids in rows.row_ids if ids][:1]) for rows in groups[:5]]
    if not names:
        return f"No {what.replace(' and ', ' or ')} are named at every summit."
    names += [f"{number(len(groups) - 5)} more"] * (len(groups) > 5)
    return f"{capital(what)} named at every summit: {'; '.join(names)}."


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
    if table.empty:
        return Sentence("No summit's source makes a claim of growth.")
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
