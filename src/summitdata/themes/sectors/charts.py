"""Figures: goods and fields, by whom; talk against paper."""

from __future__ import annotations

import textwrap

import pandas as pd
import plotly.graph_objects as go

from summitdata.house.figure import (
    HEAD,
    SIDES,
    add_guide,
    add_marks,
    axis_title,
    column_heads,
    finish,
    folded,
    hover,
    label_rows,
    nothing,
    outlined,
    plain,
    speakers_line,
)
from summitdata.house.words import capital, count, listed, number, rank_in
from summitdata.themes.sectors.measures import PAPER


def role_matrix(table: pd.DataFrame) -> go.Figure:
    """Sectors by role, a mark for each mention. Takes `mentions`."""
    if table.empty:
        return nothing("Sectors and the role in which they are named", "the source names no sector")
    figure = go.Figure()
    roles = list(table.role.value_counts().index)
    first = table.role.map(roles.index).groupby(table.sector_id).transform("min")
    order = table.assign(first=first).drop_duplicates("sector_id").sort_values(["first", "group"], kind="stable")
    for i, sector in enumerate(order.sector_id):
        for role, rows in table[table.sector_id == sector].groupby("role", sort=False):
            spread = [0.19 * (k - (len(rows) - 1) / 2) for k in range(len(rows))]
            texts = [hover(f"{r.term}: {r.role}", r.sector, r.said) for r in rows.itertuples()]
            add_marks(figure, [roles.index(role) + d for d in spread], [-i] * len(rows), texts, marks(rows, 9))
    labels = []
    for row in order.itertuples():
        terms = dict.fromkeys(table[table.sector_id == row.sector_id].term)
        labels.append((textwrap.shorten(f"{row.sector}: {', '.join(terms)}", 46, placeholder=" …"), ""))
    height = column_heads(figure, roles, len(labels), label_rows(figure, labels, below=7))
    quoted = int((table.voice == "quoted").sum())
    top = table.role.value_counts()
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
    return finish(
        figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=source, height=height, bottom=8
    )


def marks(rows: pd.DataFrame, size: int) -> dict:
    """Marks in the colour of the speaker, filled where quoted, square for a signed field."""
    shape = ["square" if r == PAPER else "circle" for r in rows.role]
    colours = [SIDES[s] for s in rows.side]
    symbols = [s if v == "quoted" else f"{s}-open" for s, v in zip(shape, rows.voice)]
    return outlined(colours, size, symbols, opacity=1)


def along_text(mentions: pd.DataFrame, sections: pd.DataFrame) -> go.Figure:
    """Where in the text the mentions stand, under the text's own headings. Takes `mentions` and `sections`."""
    if mentions.empty:
        return nothing("Where in the text the sectors stand", "the source names no sector")
    figure = go.Figure()
    table = mentions[mentions.source_id == mentions.source_id.iloc[0]]
    parts = sections[sections.source_id == table.source_id.iloc[0]].reset_index(drop=True)
    labels, rows_out, drawn = [], [], 0
    for i, part in enumerate(parts.itertuples()):
        rows = table[table.section == i]
        if rows.empty:
            continue
        add_guide(figure, [0, 1], [-drawn, -drawn])
        texts = [hover(f"{r.term}: {r.role}", r.said) for r in rows.itertuples()]
        add_marks(figure, rows["at"].round(4).tolist(), [-drawn] * len(rows), texts, marks(rows, 11))
        heading = part.heading or "Before the first heading"
        labels.append((heading, count(len(rows), "mention")))
        rows_out.append([heading, len(rows), ", ".join(rows.term)])
        drawn += 1
    if not rows_out:
        return nothing("Where in the text the sectors stand", "the source is not coded line by line")
    height = label_rows(figure, labels)
    axis = axis_title("from the beginning to the end of each section")
    figure.update_xaxes(range=[-0.02, 1.02], showticklabels=False, showgrid=False, title=axis)
    most = max(rows_out, key=lambda r: r[1])
    title = (
        f"{number(most[1])} of {count(len(table), 'mention')} stand in one section of "
        f"{number(len(parts))}, “{most[0].rstrip('.')}”"
    )
    if most[1] == len(table):
        title = f"All {number(most[1])} mentions stand in one section: the source has no headings between them"
    bare = len(parts) - len(labels)
    alt = f"Strips for each section. {title}. " + " ".join(f"{h}: {count(n, 'mention')}." for h, n, _ in rows_out)
    subtitle = (
        f"A mark is a mention: {speakers_line(table)}. Filled: quoted. Square: the field of a signed document. "
        f"{capital(count(bare, 'section'))} without a mention {'is' if bare == 1 else 'are'} left out."
    )
    rows = pd.DataFrame(rows_out, columns=["Section", "Mentions", "Words as printed"])
    source = f"passages and mentions of {table.publication.iloc[0]}"
    return finish(
        figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=source, height=height, bottom=34
    )


def goods(table: pd.DataFrame) -> go.Figure:
    """Goods and services by direction: an arrow for each, from the country it comes from.

    Takes `directions`. What goes from or to a third country stands in the table only.
    """
    if table.empty:
        return nothing("Goods by direction", "the source names no good with a direction")
    figure = go.Figure()
    left, right = sides_of(table)
    table = table.sort_values(
        ["origin", "role"],
        key=lambda c: c.map(rank_in([left, right])) if c.name == "origin" else c,
        kind="stable",
    )
    drawn = table[[{a, b} == {left, right} for a, b in zip(table.origin, table.target)]]
    for i, row in enumerate(drawn.itertuples()):
        ends = [0, 1] if row.origin == left else [1, 0]
        colour = SIDES["host"] if row.origin == left else SIDES["guest"]
        figure.add_scatter(
            x=ends,
            y=[-i, -i],
            mode="lines+markers",
            line={"color": colour, "width": 2},
            marker={
                "opacity": 1,
                "size": [9, 13],
                "color": colour,
                "symbol": ["circle", "triangle-right" if row.origin == left else "triangle-left"],
            },
            hovertext=[hover(f"{row.term}: {row.role}, {row.origin} to {row.target}", row.said)] * 2,
            hoverinfo="text",
        )
    labels = [(r.term, f"{r.role} · {r.speaker}, {r.voice}") for r in drawn.itertuples()]
    height = label_rows(figure, labels)
    figure.update_xaxes(
        range=[-0.12, 1.12],  # room for the names, which plotly leaves out where they would reach over the edge
        tickvals=[0, 1],
        ticktext=[plain("".join(folded(name, HEAD, 1))) for name in (left, right)],
        showgrid=False,
        side="bottom",
    )
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
    return finish(figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=source, height=height)


def sides_of(table: pd.DataFrame) -> tuple[str, str]:
    """The two countries, the first seller on the left: those of the first mention between the two sides, else of the first."""
    first = next(table[table.sides].itertuples(), table.iloc[0])
    return first.origin, first.target
