"""Figures: several summits side by side."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from summitdata.house import forms
from summitdata.house.figure import FAINT, INK, SOFT, finish, folded, hover, nothing, plain, wrap
from summitdata.house.words import capital, count, listed, number, often
from summitdata.themes.compare.measures import where
from summitdata.themes.compare.sentences import pattern_words

LABEL, MOST = 29, 2  # characters and lines of a name
LEVEL, DRAWN = 3, 8  # so many summits have room for their names side by side; so many are drawn


def presence_matrix(table: pd.DataFrame, noun: str, plural: str = "") -> go.Figure:
    """Names by summits: the number of mentions where it is named, a dash where not; the last `DRAWN` summits are drawn.

    Takes `sector_presence` or `body_presence`; `noun` is what a row is ("sector").
    """
    plural = plural or f"{noun}s"
    if table.empty:
        return nothing(f"{capital(plural)} by summit", "no mentions in the data")
    figure = go.Figure()
    heads, names = list(dict.fromkeys(table.short)), dict(zip(table.key, table.name))
    lines, patterns = layout(table)
    drawn = table[table.short.isin(heads[-DRAWN:])]
    upright, left_out = len(heads) <= LEVEL, ""
    if len(heads) > DRAWN:
        left_out = f" Drawn are the last {number(DRAWN)} of {number(len(heads))} summits; the table has all."
    for (head, rows), x in zip(drawn.groupby("short", sort=False), column_places(drawn.short.nunique())):
        add_column(figure, rows, x, lines)
        figure.add_annotation(x=x, y=1.2, yanchor="bottom", showarrow=False, **head_of(head, upright))
    labels = [label(wrap(names[key], LABEL, MOST), -sum(place) / 2, INK) for key, place in lines.items()]
    for pattern, line in patterns.items():
        own = table[table.pattern == pattern].key.nunique()
        labels.append(label(f"<b>{plain(capital(where(pattern, heads)))}</b> ({own})", -line, SOFT))
    forms.annotate(figure, labels)
    rule = {"type": "line", "x0": 0, "x1": 1, "line": {"color": FAINT, "width": 1}}
    figure.layout.shapes = [{**rule, "y0": -end, "y1": -end} for _, end in lines.values()]
    last, top = max(end for _, end in lines.values()), 3.2 if upright else 7.2
    figure.update_xaxes(visible=False, range=[0, 1], fixedrange=True)
    figure.update_yaxes(visible=False, range=[-last - 0.3, top], fixedrange=True)
    rows = table.pivot(index="key", columns="short", values="mentions")[heads].loc[[*names]]
    rows.insert(0, capital(noun), [*names.values()])
    title = matrix_title(table, heads, plural)
    subtitle = (
        "The number is how often the coded source names it; a dash: not named. Sources differ in kind and length, "
        f"so counts in one row are not a trend.{left_out}"
    )
    alt = f"Matrix of {len(names)} {plural} by {len(heads)} summits. {pattern_words(table, plural)}"
    keys = [key for keys in drawn.row_ids for key in keys]
    source = f"mentions coded in the sources of {listed(heads[-DRAWN:])}"
    figure.update_layout(height=round((last + 0.3 + top) * 20), margin={"b": 8})
    return finish(figure, title, subtitle, alt, table=rows, row_ids=keys, source=source)


def layout(table: pd.DataFrame) -> tuple[dict[str, tuple[float, float]], dict[str, float]]:
    """Where each key begins and ends, in lines from the top, and on which line each group's heading stands."""
    lines: dict[str, tuple[float, float]] = {}
    patterns: dict[str, float] = {}
    at = -0.5
    for pattern, rows in table.groupby("pattern", sort=False):
        patterns[pattern] = at + 0.5
        at += 1
        for key, name in dict(zip(rows.key, rows.name)).items():
            lines[key] = (at, at + 1 + 0.8 * (len(folded(name, LABEL, MOST)) - 1))
            at = lines[key][1]
        at += 0.6
    return lines, patterns


def column_places(n: int) -> list[float]:
    """Where the columns stand, from 0 to 1: the left of the figure is the names'."""
    start = 0.78 if n < 3 else 0.58
    return [start + (0.96 - start) * i / max(n - 1, 1) for i in range(n)]


def head_of(short: str, upright: bool) -> dict[str, Any]:
    """The name of a summit over its column; where columns stand close, it is turned."""
    city, _, year = short.rpartition(" ")
    turned = {"text": wrap(short, 20, 1), "textangle": -90}
    words = {"text": f"{wrap(city, 12, 2)}<br>{year}"} if upright else turned
    return {**words, "font": {"size": 12, "color": SOFT}}


def add_column(figure: go.Figure, rows: pd.DataFrame, x: float, lines: dict[str, tuple[float, float]]) -> None:
    """The cells of a summit: a number, or a dash."""
    cells = [
        str(n) if n else "side" if s else "field" if k else "–"
        for n, s, k in zip(rows.mentions, rows.side, rows.row_ids)
    ]
    told = {"side": "a side of this summit", "field": "only the field of a document or plan", "–": "not named"}
    words = [told.get(cell, f"named {often(n)}") for cell, n in zip(cells, rows.mentions)]
    figure.add_scatter(
        x=[x] * len(rows),
        y=[-sum(lines[key]) / 2 for key in rows.key],
        mode="text",
        text=[f"<b>{cell}</b>" if n else cell for cell, n in zip(cells, rows.mentions)],
        textfont={"color": [INK if n else SOFT for n in rows.mentions], "size": 13},
        hovertext=[hover(f"{name}, {short}", told) for name, short, told in zip(rows.name, rows.short, words)],
        hoverinfo="text",
    )


def label(text: str, y: float, colour: str) -> dict[str, Any]:
    """A name at the left of its cells."""
    place = {"xref": "paper", "xanchor": "left", "yanchor": "middle", "align": "left"}
    return forms.note(text, 0, y, font={"size": 12, "color": colour}, **place)


def matrix_title(table: pd.DataFrame, heads: list[str], plural: str) -> str:
    """The finding: how many names recur."""
    names = table.key.nunique()
    recurring = table[table.pattern == "recurring"].key.nunique()
    if len(heads) == 1:
        return f"{capital(count(names, plural, plural))} are named at {heads[0]}; there is no other summit to compare"
    both = "both summits" if len(heads) == 2 else f"all {number(len(heads))} summits"
    return f"Of {number(names)} {plural} named, {number(recurring)} {'is' if recurring == 1 else 'are'} named at {both}"
