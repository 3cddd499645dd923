"""Figures: what was signed, according to whom."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from summitdata.house.figure import (
    INK,
    RISE,
    SOFT,
    add_guide,
    add_marks,
    column_heads,
    finish,
    hover,
    label_rows,
    mark_day,
    nothing,
    outlined,
)
from summitdata.house.words import capital, count, listed, number

STATES = {"named": "names it", "counted": "counts documents, lists none", "absent": "does not name it"}


def presence_matrix(table: pd.DataFrame) -> go.Figure:
    """Documents by source: named, only counted, or absent. Takes `presence`."""
    if table.empty:
        return nothing("Documents by source", "the source lists no document as signed")
    figure = go.Figure()
    heads = list(dict.fromkeys(table.short))
    keys = list(dict.fromkeys(table.row_id))
    symbols = {"named": "circle", "counted": "circle-open", "absent": "line-ew"}
    colours = {"named": RISE, "counted": RISE, "absent": SOFT}
    for i, key in enumerate(keys):
        rows = table[table.row_id == key]
        sizes = [14 if s != "absent" else 9 for s in rows.state]
        marker = outlined([colours[s] for s in rows.state], sizes, [symbols[s] for s in rows.state], opacity=1)
        texts = [hover(r.title, f"{r.short}: {STATES[r.state]}", r.as_named) for r in rows.itertuples()]
        add_marks(figure, [heads.index(s) for s in rows.short], [-i] * len(rows), texts, marker)
    named = table[table.state == "named"].groupby("row_id", sort=False).size()
    labels = [(table[table.row_id == k].title.iloc[0], "") for k in keys]
    height = label_rows(figure, labels)
    height = column_heads(figure, heads, len(keys), height)
    most = int(named.max())
    title = presence_title(table, heads, keys)
    rows = pd.DataFrame(
        [[table[table.row_id == k].title.iloc[0], *table[table.row_id == k].state] for k in keys],
        columns=["Document", *heads],
    )
    alt = (
        f"Matrix of {count(len(keys), 'document')} by {count(len(heads), 'source')}; at most {most} name one. "
        + " ".join(
            f"{r['Document']}: named by {listed([h for h in heads if r[h] == 'named']) or 'nobody'}."
            for _, r in rows.iterrows()
        )
    )
    subtitle = "Disc: the source names it. Ring: the source counts documents but lists none. Dash: not named."
    keys = [*keys, *table.report_id.dropna()]
    source = f"documents and reports of {listed(heads)}"
    return finish(figure, title, subtitle, alt, table=rows, row_ids=keys, source=source, height=height, bottom=8)


def presence_title(table: pd.DataFrame, heads: list[str], keys: list[str]) -> str:
    """The finding: which documents most sources name, and how many are named by one source alone."""
    named = table[table.state == "named"].groupby("row_id", sort=False).size()
    most = named[named == named.max()]
    alone = int((named == 1).sum())
    titles = table.drop_duplicates("row_id").set_index("row_id").title
    if len(heads) == 1:
        return (
            f"{heads[0]} alone names {count(len(keys), 'document')} as signed, one by one; no other source is at hand"
        )
    lead = listed(f"“{titles[k]}”" for k in most.index[:2])
    lead = lead if len(most) <= 2 else capital(count(len(most), "document"))
    title = f"{lead} {'is' if len(most) == 1 else 'are'} named by {number(int(most.iloc[0]))} of {number(len(heads))} sources"
    if alone:
        title += f"; {number(alone)} of {number(len(keys))} documents by one alone"
    return title


def count_dots(table: pd.DataFrame) -> go.Figure:
    """How many documents were signed, by whom counted. Takes `counts`."""
    if table.empty:
        return nothing("How many documents were signed", "nobody counts documents in the data")
    figure = go.Figure()
    for i, row in enumerate(table.itertuples()):
        here = row.how != "told as a number"
        add_guide(figure, [0, row.value], [-i, -i])
        figure.add_scatter(
            x=[row.value],
            y=[-i],
            mode="markers+text",
            text=[f"  {number(row.value)}"],
            textposition="middle right",
            textfont={"size": 14, "color": INK},
            marker=outlined(RISE, 13, "circle-open" if here else "circle"),
            hovertext=[hover(row.who, row.how, row.note or None)],
            hoverinfo="text",
        )
    labels = [(row.who, row.note or row.how) for row in table.itertuples()]
    height = label_rows(figure, labels)
    figure.update_xaxes(range=[0, float(table.value.max()) * 1.15], rangemode="tozero", nticks=6)
    told = table[table.how == "told as a number"]
    rows = table.drop(columns="row_ids").rename(
        columns={"who": "Who", "value": "Documents", "how": "How counted", "note": "Remark"}
    )
    alt = "Dot chart of counts. " + " ".join(
        f"{r.who}: {number(r.value)}, {r.how}{', ' + r.note if r.note else ''}." for r in table.itertuples()
    )
    title = count_title(table, told)
    subtitle = "Number of documents. Ring: listed one by one and counted here. Disc: told as a number."
    keys = [key for ids in table.row_ids for key in ids]
    source = f"counts of {listed(dict.fromkeys(table.who))}"
    return finish(figure, title, subtitle, alt, table=rows, row_ids=keys, source=source, height=height)


def count_title(table: pd.DataFrame, told: pd.DataFrame) -> str:
    """The finding: what is listed, and what others count."""
    own = table[table.how != "told as a number"]
    if own.empty:
        return f"Counts run from {number(told.value.min())} to {number(told.value.max())} documents; nobody lists them"
    listed_here = f"{own.who.iloc[0]} lists {count(int(own.value.max()), 'document')}"
    if told.empty:
        return f"{listed_here} one by one; no other source at hand gives a number"
    low, high = told.value.min(), told.value.max()
    others = (
        number(low)
        if low == high
        else f"{number(low)} or {number(high)}"
        if high - low == 1
        else f"{number(low)} to {number(high)}"
    )
    return f"{listed_here}; others tell of {others}"


def timeline(table: pd.DataFrame) -> go.Figure:
    """Dates of the documents beyond the package, each as exact as its source gives it. Takes `dated`."""
    if table.empty:
        return nothing("Dates of the documents", "the source names no document with a date")
    figure, summit_on = go.Figure(), table.summit_on.iloc[0]
    for i, row in enumerate(table.itertuples()):
        if len(row.marks) > 1:
            ends = [row.marks[0][0].isoformat(), row.marks[-1][1].isoformat()]
            add_guide(figure, ends, [-i, -i], width=3)
        for start, end, what, words, other in row.marks:
            figure.add_scatter(
                x=[start.isoformat(), end.isoformat()],
                y=[-i, -i],
                mode="lines+markers" if start == end else "lines",
                line={"color": RISE, "width": 9},
                marker=outlined(RISE, 12, "circle-open" if other else "circle"),
                hovertext=[hover(row.title, f"{what}: {words}", "dated by another source" if other else None)] * 2,
                hoverinfo="text",
            )
    labels = [(r.title, mark_words(r)) for r in table.itertuples()]
    height = mark_day(figure, summit_on, "summit", len(labels), label_rows(figure, labels))
    spans = [d for marks in table.marks for m in marks for d in m[:2]] or [summit_on.date()]
    first, last = min([*spans, summit_on.date()]), max([*spans, summit_on.date()])
    figure.update_xaxes(
        type="date", dtick="M12", tickformat="%Y", range=[f"{first.year - 1}-12-10", f"{last.year}-12-31"], tickangle=0
    )
    open_ones = table[table.marks.str.len() == 0]
    rows = pd.DataFrame(
        {"Document": table.title, "Status": table.status, "Dates": [mark_words(r) for r in table.itertuples()]}
    )
    dates = len(table) - len(open_ones)
    title = f"{capital(count(dates, 'entry', 'entries'))} {'has' if dates == 1 else 'have'} a date; "
    bare = listed(f"“{t}”" for t in open_ones.title) if len(open_ones) < 3 else f"{number(len(open_ones))} others"
    names = f"the source that names {'it' if len(open_ones) == 1 else 'them'} gives none"
    title += f"for {bare} {names}" if len(open_ones) else "none lacks one"
    alt = "Time line. " + " ".join(f"{r.title}: {mark_words(r)}." for r in table.itertuples())
    subtitle = "A dot is a day, a bar a month or a year: as exact as the source. Ring: another source gives the date."
    source = "dates as the sources give them; none is added"
    return finish(figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=source, height=height)


def mark_words(row) -> str:
    """A document's dates in words."""
    dates = "; ".join(f"{what} {words}" for _, _, what, words, _ in row.marks)
    if not dates:
        return f"{row.status} · date not named in the source"
    return dates if row.status == "signed" else f"{row.status} · {dates}"
