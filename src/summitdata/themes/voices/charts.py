"""Figures: who is heard in which voice, and who stands where."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from summitdata.house import forms
from summitdata.house.figure import finish, hover, nothing
from summitdata.house.words import listed, number, often, percent


def voice_bars(table: pd.DataFrame) -> go.Figure:
    """Words by speaker: quoted, paraphrased, narrated. Takes `words_by_voice`."""
    if table.empty:
        return nothing("Who is heard, in which voice", "no source is coded line by line")
    figure = forms.bars([spoken(*group) for group in table.groupby("speaker", sort=False)], "words")
    rows = table[["speaker", "voice", "words", "share", "passages"]].set_axis(
        ["Speaker", "Voice", "Words", "Share", "Passages"], axis=1
    )
    rows = rows.assign(Share=[percent(s) for s in table.share])
    alt = f"Bars of words by speaker. {voice_title(table)}. " + " ".join(
        f"{r.speaker}, {r.voice}: {number(r.words)} words, {percent(r.share)}." for r in table.itertuples()
    )
    title = voice_title(table)
    subtitle = (
        "Words of the source, page furniture left out, headings counted. Solid: quoted, or for the "
        "publisher its own narration. Hatched: in paraphrase."
    )
    source = "passages; they tile the text without gap or overlap"
    return finish(figure, title, subtitle, alt, table=rows, row_ids=[], source=source)


def spoken(speaker: str, rows: pd.DataFrame) -> forms.Row:
    """The bars of a speaker, one for each voice."""
    bars = [
        {
            "length": int(row.words),
            "side": row.side,
            "hatched": row.voice == "paraphrased",
            "hover": hover(f"{speaker}, {row.voice}", f"{number(row.words)} words, {percent(row.share)}"),
        }
        for row in rows.itertuples()
    ]
    parts = " · ".join(f"{r.voice} {number(r.words)}" for r in rows.itertuples())
    label = f"{speaker}: {number(rows.words.sum())} words, {percent(rows.share.sum())}"
    return {"label": label, "soft": parts, "marks": bars}


def voice_title(table: pd.DataFrame) -> str:
    """The finding: who has most words, and how the leaders compare where quoted."""
    total = table.groupby("speaker", sort=False).share.sum().sort_values(ascending=False)
    title = f"{total.index[0]} has {percent(total.iloc[0])} of the words"
    spoken = table[(table.voice == "quoted") & table.side.isin(["host", "guest"])].sort_values("words", ascending=False)
    if len(spoken) > 1:
        first, second = spoken.iloc[0], spoken.iloc[1]
        title += f"; quoted are {number(first.words)} of {first.speaker} and {number(second.words)} of {second.speaker}"
    return title


def named_matrix(table: pd.DataFrame) -> go.Figure:
    """Bodies, states and groups by who names them, a mark for each mention. Takes `named`."""
    if table.empty:
        return nothing("Who names whom", "the source names no body and no third state")
    speakers = list(table.groupby("speaker").size().sort_values(ascending=False).index)
    lines = []
    for _, named in table.groupby("mentioned_id", sort=False):
        marks = []
        for speaker, rows in named.groupby("speaker", sort=False):
            texts = [hover(f"{r.name}: {r.context}", r.said) for r in rows.itertuples()]
            marks.append(forms.mentions(rows, column=speaker, hover=texts, size=11))
        lines.append({"label": named["name"].iloc[0], "marks": marks})
    figure = forms.matrix(speakers, lines)
    times = table.groupby("name").size().sort_values(ascending=False, kind="stable")
    title = f"Named most often: {times.index[0]}, {often(int(times.iloc[0]))}"
    if len(times) > 1:
        title += f", and {times.index[1]}, {number(int(times.iloc[1]))}"
    rows = table[["name", "kind", "context", "speaker", "voice", "quote", "note"]].set_axis(
        ["Named", "Kind", "In what connection", "Speaker", "Voice", "Words", "Remark"], axis=1
    )
    alt = f"Matrix of {len(lines)} bodies, states and groups by who names them. {title}. " + " ".join(
        f"{name}: {listed(f'{s} {n}' for s, n in rows_.groupby('speaker', sort=False).size().items())}."
        for name, rows_ in table.groupby("name", sort=False)
    )
    subtitle = (
        "A mark is a mention, under who names. Filled: quoted. Hollow: in paraphrase or narration. "
        "States first, then groups and bodies."
    )
    source = f"mentions in {listed(dict.fromkeys(table.publication))}"
    return finish(figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=source)
