"""Figures: every row with its words, and what the source covers."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from summitdata.house.figure import (
    INK,
    RISE,
    SIDES,
    SOFT,
    add_guide,
    add_marks,
    axis_title,
    finish,
    hover,
    label_rows,
    nothing,
    speakers_line,
)
from summitdata.house.words import count, listed, number
from summitdata.themes.evidence.measures import shares_line


def strip(passages: pd.DataFrame, facts: pd.DataFrame) -> go.Figure:
    """Where in the source the rows lie: a lane for who speaks, one for each table, one for what no row covers.

    Takes `passages` and `evidence_rows`.
    """
    if passages.empty:
        return nothing("Where the rows lie in the source", "no source is coded line by line")
    figure = go.Figure()
    facts = facts.dropna(subset=["start"])
    table = passages[passages.source_id == passages.source_id.iloc[0]]
    facts = facts[facts.source_id == table.source_id.iloc[0]]
    lanes = list(facts.groupby("table_title", sort=False))
    said = [
        hover(f"{row.speaker}, {row.voice}", f"{row.words} words, {row.part}, {row.rendering}", row.note)
        for row in table.itertuples()
    ]
    add_stretches(figure, table, 0, [SIDES[side] for side in table.side], said)
    for i, (_, rows) in enumerate(lanes, 1):
        ticks = {"symbol": "line-ns", "size": 12, "color": INK}
        ticks["line"] = {"width": 2, "color": [SIDES[s] for s in rows.side]}
        texts = [hover(r.label, f"{r.speaker}, {r.voice}: “{r.quote}”", where(r)) for r in rows.itertuples()]
        add_marks(figure, [int(s) for s in rows.start], [-i] * len(rows), texts, ticks)
    bare = table[table.rows == 0]
    why = [hover(f"no row: {row.reason}", f"{row.words} words, {row.part}") for row in bare.itertuples()]
    add_stretches(figure, bare, -len(lanes) - 1, [SOFT] * len(bare), why)
    labels = [("Who speaks", ""), *((title, count(len(rows), "row")) for title, rows in lanes)]
    labels.append(("No row", count(len(bare), "passage")))
    height = label_rows(figure, labels)
    end = int(table.end.max())
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(
        range=[0, end],
        showticklabels=False,
        showgrid=False,
        title=axis_title("from the beginning to the end of the text"),
    )
    words = int(table.words.sum())
    body = table if (table.part == "furniture").all() else table[table.part != "furniture"]
    first, length = int(body.start.min()), int(body.end.max() - body.start.min())
    tenths = len({10 * (start - first) // length for start in facts.start} & set(range(10)))
    title = "Rows lie all along the text: their words begin in each tenth of it"
    if tenths < 10:
        title = f"The words of rows begin in {number(tenths)} tenths of the text, in the others none do"
    rows = pd.DataFrame(
        {
            "Table": [t for t, _ in lanes],
            "Rows": [len(r) for _, r in lanes],
            "First at": [int(r.start.min()) for _, r in lanes],
            "Last at": [int(r.start.max()) for _, r in lanes],
        }
    )
    alt = (
        f"Strip of the source text from beginning to end, {words} words. {speakers_line(table)}. "
        + " ".join(f"{t}: {count(len(r), 'row')}." for t, r in lanes)
        + f" Without a row: {shares_line(table)}."
    )
    subtitle = f"A tick is where the words of a row begin, in the colour of who speaks: {speakers_line(table)}."
    source = f"passages and rows of {table.publication.iloc[0]}"
    return finish(figure, title, subtitle, alt, table=rows, row_ids=[], source=source, height=height, bottom=34)


def where(row) -> str:
    """At which characters the words of a row stand, and its head if it has one."""
    head = "" if pd.isna(row.head_start) else f", head at {row.head_start} to {row.head_end}"
    return f"characters {row.start} to {row.end}{head}"


def add_stretches(figure: go.Figure, table: pd.DataFrame, y: int, colours: list[str], texts: list[str]) -> None:
    """Draw passages as stretches of a lane."""
    figure.add_bar(
        base=[int(start) for start in table.start],
        x=[int(end - start) for start, end in zip(table.start, table.end)],
        y=[y] * len(table),
        width=0.26,
        orientation="h",
        marker={"color": colours, "line": {"width": 0}},
        hovertext=texts,
        hoverinfo="text",
        textposition="none",
    )


def agreement_dots(table: pd.DataFrame) -> go.Figure:
    """The share of rows that both coding passes found, by table. Takes `agreement`."""
    if table.empty:
        return nothing("How two coding passes compare", "no comparison in the data")
    table = table.sort_values("share", kind="stable", ignore_index=True)
    figure, labels = go.Figure(), []
    for i, row in enumerate(table.itertuples()):
        add_guide(figure, [0, 100], [-i, -i])
        text = hover(row.title, f"first pass {row.first}, second {row.second}, both {row.both}", kappas(row))
        add_marks(figure, [100 * row.share], [-i], [text], {"size": 13, "color": RISE})
        counted = "words" if row.table == "passages" else "rows"
        label = f"{row.title}: {number(100 * row.share, 0)} percent"
        labels.append((label, f"{row.both} of {row.found} {counted} · {kappas(row)}"))
    height = label_rows(figure, labels)
    figure.update_xaxes(range=[-2, 102], tickvals=[0, 25, 50, 75, 100], ticksuffix=" %")
    least, most = table.iloc[0], table.iloc[-1]
    title = (
        f"The two passes differ most on {least.title[:1].lower() + least.title[1:]}: "
        f"{number(100 * least.share, 0)} percent of what either found is in both"
    )
    if least.share == most.share:
        title = f"The two passes agree alike on every table: {number(100 * least.share, 0)} percent in both"
    rows = pd.DataFrame(
        {
            "Table": table.title,
            "First pass": table["first"],
            "Second pass": table["second"],
            "In both": table["both"],
            "Share in percent": (100 * table.share).round(1),
            "Kappa, speaker": table.kappa_actor,
            "Kappa, voice": table.kappa_voice,
        }
    )
    alt = "Dot chart of agreement by table. " + " ".join(
        f"{r.title}: {r.both} of {r.found}, {number(100 * r.share, 0)} percent." for r in table.itertuples()
    )
    subtitle = (
        "Percent of the rows (for passages: of the words) that either pass has. Two passes of software, not two people."
    )
    source = f"coding passes of {listed(dict.fromkeys(table.publication))}; the rules are in data/CODING.md"
    return finish(figure, title, subtitle, alt, table=rows, row_ids=[], source=source, height=height, bottom=40)


def kappas(row) -> str:
    """Cohen's kappa for speaker and voice; "not defined" where all rows are of one kind."""
    values = ["not defined" if k != k else number(k) for k in (row.kappa_actor, row.kappa_voice)]
    return f"kappa speaker {values[0]}, voice {values[1]}"
