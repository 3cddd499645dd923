"""Figures: every row with its words, and what the source covers."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from summitdata.house import forms
from summitdata.house.figure import INK, RISE, SIDES, SOFT, finish, hover, nothing, speakers_line
from summitdata.house.words import count, listed, number
from summitdata.themes.evidence.measures import shares_line


def strip(passages: pd.DataFrame, facts: pd.DataFrame) -> go.Figure:
    """Where in the source the rows lie: a lane for who speaks, one for each table, one for what no row covers.

    Takes `passages` and `evidence_rows`.
    """
    if passages.empty:
        return nothing("Where the rows lie in the source", "no source is coded line by line")
    table = passages[passages.source_id == passages.source_id.iloc[0]]
    facts = facts[facts.start.notna() & (facts.source_id == table.source_id.iloc[0])]
    lanes, bare = list(facts.groupby("table_title", sort=False)), table[table.rows == 0]
    said = [
        hover(f"{r.speaker}, {r.voice}", f"{r.words} words, {r.part}, {r.rendering}", r.note)
        for r in table.itertuples()
    ]
    why = [hover(f"no row: {r.reason}", f"{r.words} words, {r.part}") for r in bare.itertuples()]
    lines = [{"label": "Who speaks", "marks": [stretches(table, [SIDES[side] for side in table.side], said)]}]
    lines += [{"label": t, "soft": count(len(rows), "row"), "marks": [ticks(rows)]} for t, rows in lanes]
    no_row = stretches(bare, [SOFT] * len(bare), why)
    lines.append({"label": "No row", "soft": count(len(bare), "passage"), "marks": [no_row]})
    along = {"range": [0, int(table.end.max())], "showticklabels": False, "showgrid": False}
    figure = forms.rows(lines, axis="from the beginning to the end of the text", bottom=34, **along)
    body = table if (table.part == "furniture").all() else table[table.part != "furniture"]
    first, length = int(body.start.min()), int(body.end.max() - body.start.min())
    tenths = len({10 * (start - first) // length for start in facts.start} & set(range(10)))
    title = "Rows lie all along the text: their words begin in each tenth of it"
    if tenths < 10:
        title = f"The words of rows begin in {number(tenths)} tenths of the text, in the others none do"
    rows = pd.DataFrame(
        [[t, len(r), int(r.start.min()), int(r.start.max())] for t, r in lanes],
        columns=["Table", "Rows", "First at", "Last at"],
    )
    alt = (
        f"Strip of the source text from beginning to end, {int(table.words.sum())} words. {speakers_line(table)}. "
        + " ".join(f"{t}: {count(len(r), 'row')}." for t, r in lanes)
        + f" Without a row: {shares_line(table)}."
    )
    subtitle = f"A tick is where the words of a row begin, in the colour of who speaks: {speakers_line(table)}."
    source = f"passages and rows of {table.publication.iloc[0]}"
    return finish(figure, title, subtitle, alt, table=rows, row_ids=[], source=source)


def where(row) -> str:
    """At which characters the words of a row stand, and its head if it has one."""
    head = "" if pd.isna(row.head_start) else f", head at {row.head_start} to {row.head_end}"
    return f"characters {row.start} to {row.end}{head}"


def stretches(table: pd.DataFrame, colours: list[str], texts: list[str]) -> forms.Mark:
    """Passages as stretches of a lane."""
    return {"x0": [*map(int, table.start)], "x1": [*map(int, table.end)], "colour": colours, "hover": texts}


def ticks(rows: pd.DataFrame) -> forms.Mark:
    """A tick where the words of each row begin, in the colour of who speaks."""
    texts = [hover(r.label, f"{r.speaker}, {r.voice}: “{r.quote}”", where(r)) for r in rows.itertuples()]
    drawn = {"symbol": "line-ns", "colour": INK, "outline": [SIDES[side] for side in rows.side]}
    return {"x": [*map(int, rows.start)], "hover": texts, **drawn}


def agreement_dots(table: pd.DataFrame) -> go.Figure:
    """The share of rows that both coding passes found, by table. Takes `agreement`."""
    if table.empty:
        return nothing("How two coding passes compare", "no comparison in the data")
    table = table.sort_values("share", kind="stable", ignore_index=True)
    lines = [agreement_line(row) for row in table.itertuples()]
    figure = forms.rows(lines, bottom=40, range=[-2, 102], tickvals=[0, 25, 50, 75, 100], ticksuffix=" %")
    least, most = table.iloc[0], table.iloc[-1]
    title = (
        f"The two passes differ most on {least.title[:1].lower() + least.title[1:]}: "
        f"{number(100 * least.share, 0)} percent of what either found is in both"
    )
    if least.share == most.share:
        title = f"The two passes agree alike on every table: {number(100 * least.share, 0)} percent in both"
    columns = ["title", "first", "second", "both", "percent", "kappa_actor", "kappa_voice"]
    rows = table.assign(percent=(100 * table.share).round(1))[columns].set_axis(
        ["Table", "First pass", "Second pass", "In both", "Share in percent", "Kappa, speaker", "Kappa, voice"], axis=1
    )
    alt = "Dot chart of agreement by table. " + " ".join(
        f"{r.title}: {r.both} of {r.found}, {number(100 * r.share, 0)} percent." for r in table.itertuples()
    )
    subtitle = "Percent of the rows (for passages: of the words) that either pass has."
    source = f"coding passes of {listed(dict.fromkeys(table.publication))}; the rules are in data/CODING.md"
    return finish(figure, title, subtitle, alt, table=rows, row_ids=[], source=source)


def agreement_line(row) -> forms.Row:
    """The share of a table's rows that both passes found, from 0 to 100."""
    text = hover(row.title, f"first pass {row.first}, second {row.second}, both {row.both}", kappas(row))
    dot = {"x": 100 * row.share, "colour": RISE, "size": 13, "hover": text}
    label = f"{row.title}: {number(100 * row.share, 0)} percent"
    soft = f"{row.both} of {row.found} {'words' if row.table == 'passages' else 'rows'} · {kappas(row)}"
    return {"label": label, "soft": soft, "marks": [{"x0": 0, "x1": 100}, dot]}


def kappas(row) -> str:
    """Cohen's kappa for speaker and voice; "not defined" where all rows are of one kind."""
    values = ["not defined" if k != k else number(k) for k in (row.kappa_actor, row.kappa_voice)]
    return f"kappa speaker {values[0]}, voice {values[1]}"
