"""Figures: every row with its words, and what the source covers."""

import pandas as pd
import plotly.graph_objects as go

from summitdata.house import forms
from summitdata.house.figure import MARK, SIDES, finish, folded, hover, nothing, plain, speakers_line
from summitdata.house.words import brief, listed, number, percent, small


def strip(passages: pd.DataFrame, facts: pd.DataFrame) -> go.Figure:
    """Where in the source the rows lie: a lane for who speaks, one for each table, one for what no row covers.

    Takes `passages` and `evidence_rows`.
    """
    if passages.empty:
        return nothing("Where the rows lie in the source", "no source is coded line by line")
    whole = passages[passages.source_id == passages.source_id.iloc[0]]
    end, furniture = int(whole.end.max()), whole.part == "furniture"
    table = whole if furniture.all() else whole[~furniture]
    left_out = len(table) < len(whole)
    facts = facts[facts.start.notna() & (facts.source_id == table.source_id.iloc[0])]
    lanes, bare = list(facts.groupby("table_title", sort=False)), table[table.rows == 0]
    said = [
        hover(f"{r.speaker}, {r.voice}", f"{r.words} words, {r.part}, {r.rendering}", r.note)
        for r in table.itertuples()
    ]
    why = [hover(f"no row: {r.reason}", f"{r.words} words, {r.part}") for r in bare.itertuples()]
    lines = [{"label": "Who speaks", "marks": [stretches(table, [SIDES[side] for side in table.side], said)]}]
    lines += [{"label": t, "value": number(len(rows)), "marks": [ticks(rows)]} for t, rows in lanes]
    unread = bare.groupby("reason").words.sum().sort_values(ascending=False)
    said = listed(f"{reason} ({number(n)} words)" for reason, n in unread.items())
    gaps = {"value": number(len(bare)), "said": said, "marks": [stretches(bare, [MARK] * len(bare), why)]}
    lines.append({"label": "Passages without a row", **gaps})
    figure = forms.rows(lines, row=24, under=800, kind="Strip of the text", range=[0, end], visible=False)
    figure.layout.annotations += (*sections_on_top(table, end),)  # on a wide page only
    figure.update_layout(height=figure.layout.height + 34, margin={"t": 38})
    title = percent(table[table.rows > 0].words.sum() / max(1, table.words.sum())) + " of the words"
    title += " stand in a passage with a fact"
    rows = pd.DataFrame(
        [[t, len(r), int(r.start.min()), int(r.start.max())] for t, r in lanes],
        columns=["Table", "Rows", "First at", "Last at"],
    )
    subtitle = "The text from beginning to end; a tick is where the words of a row begin. "
    subtitle += "Page furniture is left out, and blank. " * left_out + f"Speaker: {speakers_line(table)}."
    source = f"passages and rows of {table.publication.iloc[0]}"
    behind = [r.row_id for _, r in lanes]
    return finish(figure, title, subtitle, table=rows, row_ids=[], source=source, behind=behind)


def sections_on_top(table: pd.DataFrame, end: int) -> list[dict]:
    """The headings of the text above their sections, as far as there is room."""
    heads = table[(table.part == "heading") & table.note.notna()]
    starts = [*heads.start, end]
    room = [int(90 * (after - start) / end) for start, after in zip(starts, starts[1:])]
    names = [(folded(note, width, 2), start) for note, start, width in zip(heads.note, heads.start, room) if width > 10]
    place = {"yref": "paper", "xanchor": "left", "yanchor": "bottom", "font": forms.SMALL}
    return [forms.note("<br>".join(map(plain, name)), int(start), 1, align="left", **place) for name, start in names]


def stretches(table: pd.DataFrame, colours: list[str], texts: list[str]) -> forms.Mark:
    """Passages as stretches of a lane."""
    ends = {"x0": [*map(int, table.start)], "x1": [*map(int, table.end)]}
    return {**ends, "colour": colours, "hover": texts, "whose": [[*pair] for pair in zip(table.speaker, table.voice)]}


def ticks(rows: pd.DataFrame) -> forms.Mark:
    """A tick where the words of each row begin, in the colour of who speaks."""
    texts = []
    for r in rows.itertuples():
        head = "" if pd.isna(r.head_start) else f", head at {r.head_start} to {r.head_end}"
        where = f"characters {r.start} to {r.end}{head}"
        texts.append(hover(r.label, f"{r.speaker}, {r.voice}: “{r.quote}”", where))
    drawn = {"symbol": "line-ns", "outline": [SIDES[side] for side in rows.side]}
    return {"x": [*map(int, rows.start)], "hover": texts, "rows": [*rows.row_id], **drawn}


def agreement_dots(table: pd.DataFrame) -> go.Figure:
    """The share of rows that both coding passes found, by table. Takes `agreement`."""
    if table.empty:
        return nothing("How two coding passes compare", "no comparison in the data")
    table = table.sort_values("share", kind="stable", ignore_index=True)
    table = table.assign(percent=(100 * table.share).round(1))
    lines = []
    for r in table.itertuples():
        text = hover(r.title, f"first pass {r.first}, second {r.second}, both {r.both}")
        value = f"{number(100 * r.share, 0)} %"
        lines.append({"label": r.title, "value": value, "marks": [{"x": r.percent, "hover": text}]})
    figure = forms.rows(lines, row=24, range=[-2, 102], tickvals=[0, 25, 50, 75, 100], axis="percent in both passes")
    least, most = table.iloc[0], table.iloc[-1]
    title = f"The two passes differ most on {small(least.title)}"
    title = brief(f"{title}: {number(100 * least.share, 0)} percent in both", title)
    if least.share == most.share:
        title = f"The two passes agree alike on every table: {number(100 * least.share, 0)} percent"
    heads = {"title": "Table", "first": "First pass", "second": "Second pass", "both": "In both"}
    heads |= {"percent": "Share in percent", "kappa_actor": "Kappa, speaker", "kappa_voice": "Kappa, voice"}
    subtitle = f"Percent of all rows (of passages: words) that either of two passes found. {kappas(table)}"
    source = f"coding passes of {listed(dict.fromkeys(table.publication))}; the rules are in data/CODING.md"
    return finish(figure, title, subtitle, table=table, heads=heads, row_ids=[], source=source)


def kappas(table: pd.DataFrame) -> str:
    """How far the passes agree on speaker and voice of the rows in both (Cohen's kappa, where it is defined)."""
    known = pd.concat([table.kappa_actor, table.kappa_voice]).dropna()
    if known.empty:
        return ""
    if (known == 1).all():
        return "Where both have a row, its speaker and voice are the same."
    return f"Where both have a row, kappa for speaker and for voice is at least {number(known.min())}."
