"""Figures: what was signed, according to whom."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from summitdata.house import forms
from summitdata.house.figure import INK, RISE, SOFT, finish, hover, nothing
from summitdata.house.words import capital, count, listed, number

STATES = {
    "named": "names it",
    "counted": "counts documents, lists none",
    "absent": "does not name it",
    "unseen": "not named in the part that was seen",
}
MARKS = {
    "named": ("circle", RISE, 14),
    "counted": ("circle-open", RISE, 14),
    "absent": ("line-ew", SOFT, 9),
    "unseen": ("x-thin", SOFT, 7),
}


def presence_matrix(table: pd.DataFrame) -> go.Figure:
    """Documents by source: named, only counted, or absent. Takes `presence`."""
    if table.empty:
        return nothing("Documents by source", "the source lists no document as signed")
    heads, keys = list(dict.fromkeys(table.short)), list(dict.fromkeys(table.row_id))
    lines = [document_line(rows, heads) for _, rows in table.groupby("row_id", sort=False)]
    figure = forms.matrix(heads, lines, below=8)
    most = int(table[table.state == "named"].groupby("row_id", sort=False).size().max())
    title = presence_title(table, heads, keys)
    states = [[rows.title.iloc[0], *rows.state] for _, rows in table.groupby("row_id", sort=False)]
    rows = pd.DataFrame(states, columns=["Document", *heads])
    alt = f"Matrix of {count(len(keys), 'document')} by {count(len(heads), 'source')}; at most {most} name one. "
    alt += " ".join(
        f"{title}: named by {listed(h for h, state in zip(heads, states) if state == 'named') or 'nobody'}."
        for title, *states in states
    )
    subtitle = (
        "Disc: the source names it. Ring: the source counts documents but lists none. Dash: not named. Cross: not seen."
    )
    keys = [*keys, *table.report_id.dropna()]
    source = f"documents and reports of {listed(heads)}"
    return finish(figure, title, subtitle, alt, table=rows, row_ids=keys, source=source)


def document_line(rows: pd.DataFrame, heads: list[str]) -> forms.Row:
    """What each source says of a document."""
    symbols, colours, sizes = zip(*map(MARKS.get, rows.state))
    texts = [hover(r.title, f"{r.short}: {STATES[r.state]}", r.as_named) for r in rows.itertuples()]
    marks = {"symbol": [*symbols], "colour": [*colours], "size": [*sizes], "hover": texts}
    return {"label": rows.title.iloc[0], "marks": [{"x": [*map(heads.index, rows.short)], **marks}]}


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
    lines = []
    for row in table.itertuples():
        dot = {"x": row.value, "colour": RISE, "size": 13, "symbol": "circle", "hollow": row.how != "told as a number"}
        dot |= {"hover": hover(row.who, row.how, row.note or None), "text": [f"  {number(row.value)}"]}
        dot |= {"textposition": "middle right", "textfont": {"size": 14, "color": INK}}
        lines.append({"label": row.who, "soft": row.note or row.how, "marks": [{"x0": 0, "x1": row.value}, dot]})
    figure = forms.rows(lines, range=[0, float(table.value.max()) * 1.15], rangemode="tozero", nticks=6)
    told = table[table.how == "told as a number"]
    rows = table.drop(columns=["row_ids", "beside"]).rename(
        columns={"who": "Who", "value": "Documents", "how": "How counted", "note": "Remark"}
    )
    alt = "Dot chart of counts. " + " ".join(
        f"{r.who}: {number(r.value)}, {r.how}{', ' + r.note if r.note else ''}." for r in table.itertuples()
    )
    title = count_title(table, told)
    subtitle = "Number of documents. Ring: listed one by one and counted here. Disc: told as a number."
    keys = [key for ids in table.row_ids for key in ids]
    source = f"counts of {listed(dict.fromkeys(table.who))}"
    return finish(figure, title, subtitle, alt, table=rows, row_ids=keys, source=source)


def count_title(table: pd.DataFrame, told: pd.DataFrame) -> str:
    """The finding: what is listed, and what others count."""
    own = table[table.how != "told as a number"]
    if own.empty:
        return f"Counts run from {number(told.value.min())} to {number(told.value.max())} documents; nobody lists them"
    listed_here = f"{own.who.iloc[0]} lists {count(int(own.value.iloc[0]), 'item')}"
    if told.empty:
        return f"{listed_here}; no other source at hand gives a number"
    low, high = told.value.min(), told.value.max()
    between = "or" if high - low == 1 else "to"
    others = number(low) if low == high else f"{number(low)} {between} {number(high)}"
    return f"{listed_here}; others tell of {others}"


def timeline(table: pd.DataFrame) -> go.Figure:
    """Dates of the documents beyond the package, each as exact as its source gives it. Takes `dated`."""
    if table.empty:
        return nothing("Dates of the documents", "the source names no document with a date")
    lanes = [{"label": r.title, "soft": mark_words(r), "marks": dates_of(r)} for r in table.itertuples()]
    summit_on = table.summit_on.iloc[0]
    days = [summit_on.date(), *(day for marks in table.marks for mark in marks for day in mark[:2])]
    figure = forms.lanes(lanes, min(days), max(days), summit_on, "summit", tickangle=0)
    open_ones = table[table.marks.str.len() == 0]
    told = [lane["soft"] for lane in lanes]
    rows = pd.DataFrame({"Document": table.title, "Status": table.status, "Dates": told})
    dates = len(table) - len(open_ones)
    title = f"{capital(count(dates, 'entry', 'entries'))} {'has' if dates == 1 else 'have'} a date; "
    bare = listed(f"“{t}”" for t in open_ones.title) if len(open_ones) < 3 else f"{number(len(open_ones))} others"
    names = f"the source that names {'it' if len(open_ones) == 1 else 'them'} gives none"
    title += f"for {bare} {names}" if len(open_ones) else "none lacks one"
    alt = "Time line. " + " ".join(f"{title}: {words}." for title, words in zip(table.title, told))
    subtitle = "A dot is a day, a bar a month or a year: as exact as the source. Ring: another source gives the date."
    source = "dates as the sources give them; none is added"
    return finish(figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=source)


def dates_of(row) -> list[forms.Mark]:
    """A document's dates: a dot for a day, a bar for longer; a ring where another source gives it."""
    marks: list[forms.Mark] = []
    if len(row.marks) > 1:
        marks.append({"x0": row.marks[0][0].isoformat(), "x1": row.marks[-1][1].isoformat(), "width": 3})
    for start, end, what, words, other in row.marks:
        symbol = "circle-open" if other else "circle"
        text = hover(row.title, f"{what}: {words}", "dated by another source" if other else None)
        time = {"x0": start.isoformat(), "x1": end.isoformat(), "width": 9}
        marks.append({**time, "colour": RISE, "symbol": symbol, "hover": text})
    return marks


def mark_words(row) -> str:
    """A document's dates in words."""
    dates = "; ".join(f"{what} {words}" for _, _, what, words, _ in row.marks)
    if not dates:
        return f"{row.status} · date not named in the source"
    return dates if row.status == "signed" else f"{row.status} · {dates}"
