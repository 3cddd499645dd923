"""Figures: goods and fields, by whom; talk against paper."""

from __future__ import annotations

import textwrap

import pandas as pd
import plotly.graph_objects as go

from summitdata.house import forms
from summitdata.house.figure import SIDES, finish, hover, nothing, speakers_line, wrap
from summitdata.house.words import capital, count, listed, number, rank_in
from summitdata.themes.sectors.measures import PAPER


def role_matrix(table: pd.DataFrame) -> go.Figure:
    """Sectors by role, a mark for each mention. Takes `mentions`."""
    if table.empty:
        return nothing("Sectors and the role in which they are named", "the source names no sector")
    top = table.role.value_counts()
    roles = list(top.index)
    first = table.role.map(roles.index).groupby(table.sector_id).transform("min")
    order = table.assign(first=first).drop_duplicates("sector_id").sort_values(["first", "group"], kind="stable")
    lines = [sector_line(table[table.sector_id == sector]) for sector in order.sector_id]
    figure = forms.matrix(roles, lines, apart=0.19)
    quoted = int((table.voice == "quoted").sum())
    title = (
        f"{number(len(table))} mentions of {number(len(order))} sectors: the largest group, {number(int(top.iloc[0]))}, "
        f"{'names' if top.iloc[0] == 1 else 'name'} a {top.index[0]}; {number(quoted)} are quoted"
    )
    rows = table[["sector", "group", "role", "term", "speaker", "voice", "heading", "note"]].set_axis(
        ["Sector", "Group", "Role", "Term as printed", "Speaker", "Voice", "Section", "Remark"], axis=1
    )
    alt = f"Matrix of sectors by role. {title}. " + " ".join(
        f"{capital(role)}: {listed(dict.fromkeys(r.term))}." for role, r in table.groupby("role", sort=False)
    )
    subtitle = (
        f"A mark is a mention, in the colour of who speaks: {speakers_line(table)}. "
        "Filled: quoted. Hollow: in paraphrase or narration. After each sector the words as printed."
    )
    source = f"mentions in {listed(dict.fromkeys(table.publication))}"
    return finish(figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=source)


def sector_line(table: pd.DataFrame) -> forms.Row:
    """The mentions of a sector by role, its words as printed behind its name."""
    marks = []
    for role, rows in table.groupby("role", sort=False):
        texts = [hover(f"{r.term}: {r.role}", r.sector, r.said) for r in rows.itertuples()]
        marks.append(forms.mentions(rows, column=role, symbol=symbols(rows), hover=texts, size=9))
    words = f"{table.sector.iloc[0]}: {', '.join(dict.fromkeys(table.term))}"
    return {"label": textwrap.shorten(words, 46, placeholder=" …"), "marks": marks}


def symbols(rows: pd.DataFrame) -> list[str]:
    """A square for a signed field, else a circle."""
    return ["square" if role == PAPER else "circle" for role in rows.role]


def along_text(mentions: pd.DataFrame, sections: pd.DataFrame) -> go.Figure:
    """Where in the text the mentions stand, under the text's own headings. Takes `mentions` and `sections`."""
    if mentions.empty:
        return nothing("Where in the text the sectors stand", "the source names no sector")
    table = mentions[mentions.source_id == mentions.source_id.iloc[0]]
    parts = sections[sections.source_id == table.source_id.iloc[0]].reset_index(drop=True)
    lines, rows_out = [], []
    for i, part in enumerate(parts.itertuples()):
        rows = table[table.section == i]
        if rows.empty:
            continue
        texts = [hover(f"{r.term}: {r.role}", r.said) for r in rows.itertuples()]
        at = rows["at"].round(4).tolist()
        marks = [{"x0": 0, "x1": 1}, forms.mentions(rows, x=at, symbol=symbols(rows), hover=texts, size=11)]
        rows_out.append([part.heading or "Before the first heading", len(rows), ", ".join(rows.term)])
        lines.append({"label": rows_out[-1][0], "soft": count(len(rows), "mention"), "marks": marks})
    if not lines:
        return nothing("Where in the text the sectors stand", "the source is not coded line by line")
    axis = "from the beginning to the end of each section"
    figure = forms.rows(lines, axis=axis, bottom=34, range=[-0.02, 1.02], showticklabels=False, showgrid=False)
    most = max(rows_out, key=lambda r: r[1])
    title = (
        f"{number(most[1])} of {count(len(table), 'mention')} stand in one section of "
        f"{number(len(parts))}, “{most[0].rstrip('.')}”"
    )
    if most[1] == len(table):
        title = f"All {number(most[1])} mentions stand in one section: the source has no headings between them"
    bare = len(parts) - len(lines)
    alt = f"Strips for each section. {title}. " + " ".join(f"{h}: {count(n, 'mention')}." for h, n, _ in rows_out)
    subtitle = (
        f"A mark is a mention: {speakers_line(table)}. Filled: quoted. Square: the field of a signed document. "
        f"{capital(count(bare, 'section'))} without a mention {'is' if bare == 1 else 'are'} left out."
    )
    rows = pd.DataFrame(rows_out, columns=["Section", "Mentions", "Words as printed"])
    source = f"passages and mentions of {table.publication.iloc[0]}"
    return finish(figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=source)


def goods(table: pd.DataFrame) -> go.Figure:
    """Goods and services by direction: an arrow for each, from the country it comes from.

    Takes `directions`. What goes from or to a third country stands in the table only.
    """
    if table.empty:
        return nothing("Goods by direction", "the source names no good with a direction")
    # the first seller stands on the left, if a mention is between the two sides
    first = next(table[table.sides].itertuples(), table.iloc[0])
    left, right = first.origin, first.target
    table = table.sort_values(
        ["origin", "role"],
        key=lambda c: c.map(rank_in([left, right])) if c.name == "origin" else c,
        kind="stable",
    )
    drawn = table[[{a, b} == {left, right} for a, b in zip(table.origin, table.target)]]
    lines = [
        {"label": r.term, "soft": f"{r.role} · {r.speaker}, {r.voice}", "marks": [arrow(r, r.origin == left)]}
        for r in drawn.itertuples()
    ]
    # room for the names, which plotly leaves out where they would reach over the edge
    names = {"range": [-0.12, 1.12], "tickvals": [0, 1], "ticktext": [wrap(n, forms.HEAD, 1) for n in (left, right)]}
    figure = forms.rows(lines, showgrid=False, side="bottom", **names)
    groups = [(o, t, rows) for (o, t), rows in drawn.groupby(["origin", "target"], sort=False)]
    title = "; ".join(f"{o} to {t}: {listed(dict.fromkeys(rows.term))}" for o, t, rows in groups)
    if len(title) > 170:
        title = "; ".join(f"{o} to {t}: {count(len(rows), 'thing')} named" for o, t, rows in groups)
    rows = table[["term", "origin", "target", "role", "speaker", "voice"]].set_axis(
        ["Term as printed", "From", "To", "Role", "Speaker", "Voice"], axis=1
    )
    rest = len(table) - len(drawn)
    third = f" {capital(count(rest, 'mention'))} of a third country {'stands' if rest == 1 else 'stand'} in the table."
    alt = "Arrows between two countries. " + " ".join(
        f"{o} to {t}: {listed(f'{r.term} ({r.role})' for r in rows_.itertuples())}." for o, t, rows_ in groups
    )
    subtitle = f"An arrow is a mention that names a direction. Nothing is said of amounts.{third if rest else ''}"
    source = f"mentions in {listed(dict.fromkeys(table.publication))}"
    return finish(figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=source)


def arrow(row, to_the_right: bool) -> forms.Mark:
    """An arrow from the country that something comes from."""
    ends = {"x0": 0, "x1": 1} if to_the_right else {"x0": 1, "x1": 0}
    colour = SIDES["host" if to_the_right else "guest"]
    symbol = ["circle", "triangle-right" if to_the_right else "triangle-left"]
    marker = {"opacity": 1, "size": [9, 13], "color": colour, "symbol": symbol}
    text = hover(f"{row.term}: {row.role}, {row.origin} to {row.target}", row.said)
    return {**ends, "colour": colour, "marker": marker, "hover": text}
