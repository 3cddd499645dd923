"""Figures: what was promised, proposed and planned, and when."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from summitdata.house.figure import (
    FALL,
    INK,
    RISE,
    SOFT,
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
from summitdata.themes.commitments.measures import TESTS


def timeline(table: pd.DataFrame) -> go.Figure:
    """Happenings with the precision that their source gives. Takes `happenings`."""
    known = table[table.dated]
    if known.empty:
        return nothing("What happened when", "the source dates no happening")
    figure, summit_on = go.Figure(), known.summit_on.iloc[0]
    for i, row in enumerate(known.itertuples()):
        add_happening(figure, row, -i)
    labels = [(row.title, " · ".join([row.when, *status_of(row)])) for row in known.itertuples()]
    height = mark_day(figure, summit_on, "summit", len(labels), label_rows(figure, labels))
    first, last = known.starts_on.min(), known.closes_on.max()
    figure.update_xaxes(
        type="date",
        dtick="M12",
        tickformat="%Y",
        range=[f"{first.year - 1}-12-10", f"{last.year}-12-31"],
    )
    rows = table[["title", "when", "precision", "kind", "place", "speaker", "voice", "quote", "note"]].set_axis(
        ["Happening", "When", "Precision", "Kind", "Place", "Speaker", "Voice", "Words", "Remark"], axis=1
    )
    before = int(((known.closes_on < summit_on) & ~known.planned).sum())
    planned = int(known.planned.sum())
    first = known.when.iloc[0]
    years = f"in {last.year}" if str(last.year) == first else f"from {first} to {last.year}"
    title = (
        f"{capital(count(len(known), 'happening'))} of {number(len(table))} have a date, {years}: "
        f"{number(before)} before the summit, {number(planned)} told only as planned"
    )
    alt = f"Time line. {title}. " + " ".join(
        f"{' · '.join([r.when, *status_of(r)])}: {r.title}." for r in known.itertuples()
    )
    subtitle = (
        "A dot is a day; a bar is a month, a season or a year: as exact as the source. Hollow or dotted: told as "
        "planned. Orange: told by another source than the one coded line by line."
    )
    source = f"events as told by {listed(dict.fromkeys(known.speaker))}"
    return finish(figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=source, height=height)


def add_happening(figure: go.Figure, row, y: int) -> None:
    """A dot for a day, a bar for a longer time; hollow or dotted where planned."""
    colour = FALL if row.other else RISE
    text = hover(row.title, row.when, row.said, row.note)
    ends = [row.starts_on.date().isoformat(), row.closes_on.date().isoformat()]
    if row.precision == "day":
        marker = outlined(colour, 12, "circle-open" if row.planned else "circle")
        return add_marks(figure, ends[:1], [y], [text], marker)
    dash = {"width": 4, "dash": "2px,3px"} if row.planned else {"width": 9}
    figure.add_scatter(
        x=ends, y=[y, y], mode="lines", line={"color": colour, **dash}, hovertext=[text, text], hoverinfo="text"
    )


def status_of(row) -> list[str]:
    """What a happening's label adds to its date."""
    return ["planned"] * bool(row.planned) + [f"told by {row.speaker}"] * bool(row.other)


def five_tests(table: pd.DataFrame) -> go.Figure:
    """Commitments against the five tests, and whether one could measure them. Takes `commitments`."""
    if table.empty:
        return nothing("Commitments against the five tests", "the source names no commitment")
    figure = go.Figure()
    columns = [*TESTS, "measurable"]
    symbols = {"yes": "circle", "no": "x-thin", "unclear": "circle-open"}
    colours = {"yes": RISE, "no": SOFT, "unclear": INK}
    for i, row in enumerate(table.itertuples()):
        answers = [getattr(row, c) for c in columns]
        sizes, shapes = [9 if a == "no" else 15 for a in answers], [symbols.get(a, "circle-open") for a in answers]
        figure.add_scatter(
            x=list(range(len(columns))),
            y=[-i] * len(columns),
            mode="markers+text",
            text=["" if a in ("yes", "no") else "?" for a in answers],
            textfont={"size": 12, "color": INK},
            marker=outlined([colours.get(a, INK) for a in answers], sizes, shapes, opacity=1),
            hovertext=[hover(row.summary, f"{TESTS.get(c, c)}: {a}", row.said) for c, a in zip(columns, answers)],
            hoverinfo="text",
        )
    figure.add_vline(x=len(TESTS) - 0.5, line={"color": SOFT, "width": 1, "dash": "dot"})
    labels = [(row.summary, f"{row.kind}, {row.party}") for row in table.itertuples()]
    height = column_heads(figure, [*TESTS.values(), "(measurable)"], len(labels), label_rows(figure, labels, below=11))
    full = int((table.passed == len(TESTS)).sum())
    joint = int((table.kind == "joint").sum())
    title = (
        f"{capital(count(full, 'statement'))} of {number(len(table))} {'meets' if full == 1 else 'meet'} all five tests "
        f"of a commitment; {number(joint)} {'is' if joint == 1 else 'are'} told as joint, the others come from one side"
    )
    rows = table[["summary", "kind", "party", *columns]].set_axis(
        ["What", "Kind", "Who is to do it", *(capital(t) for t in TESTS.values()), "Measurable"], axis=1
    )
    alt = f"Matrix of {len(table)} statements by five tests. {title}. " + " ".join(
        f"{r.summary} ({r.kind}): {number(r.passed)} of 5." for r in table.itertuples()
    )
    subtitle = (
        "Disc: yes. Cross: no. Ring with a question mark: the words leave it open. All are publicly expressed, "
        "since they stand in a published source. Behind the dotted line: could one measure it?"
    )
    source = "coding by software after the tests of the G7 Research Group; rules in data/CODING.md"
    return finish(
        figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=source, height=height, bottom=8
    )
