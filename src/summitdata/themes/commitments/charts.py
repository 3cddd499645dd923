"""Figures: what was promised, proposed and planned, and when."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from summitdata.house import forms
from summitdata.house.figure import FALL, INK, RISE, SOFT, finish, hover, nothing
from summitdata.house.words import capital, count, listed, number
from summitdata.themes.commitments.measures import TESTS


def timeline(table: pd.DataFrame) -> go.Figure:
    """Happenings with the precision that their source gives. Takes `happenings`."""
    known = table[table.dated]
    if known.empty:
        return nothing("What happened when", "the source dates no happening")
    first, last, summit_on = known.starts_on.min(), known.closes_on.max(), known.summit_on.iloc[0]
    lanes = [
        {"label": r.title, "soft": " · ".join([r.when, *status_of(r)]), "marks": [happening(r)]}
        for r in known.itertuples()
    ]
    figure = forms.lanes(lanes, first, last, summit_on, "summit")
    rows = table[["title", "when", "precision", "kind", "place", "speaker", "voice", "quote", "note"]].set_axis(
        ["Happening", "When", "Precision", "Kind", "Place", "Speaker", "Voice", "Words", "Remark"], axis=1
    )
    before = int(((known.closes_on < summit_on) & ~known.planned).sum())
    start = known.when.iloc[0]
    years = f"in {last.year}" if str(last.year) == start else f"from {start} to {last.year}"
    title = (
        f"{capital(count(len(known), 'happening'))} of {number(len(table))} have a date, {years}: "
        f"{number(before)} before the summit, {number(int(known.planned.sum()))} told only as planned"
    )
    alt = f"Time line. {title}. " + " ".join(f"{lane['soft']}: {lane['label']}." for lane in lanes)
    subtitle = (
        "A dot is a day; a bar is a month, a season or a year: as exact as the source. Hollow or dotted: told as "
        "planned. Orange: told by another source than the one coded line by line."
    )
    source = f"events as told by {listed(dict.fromkeys(known.tellers))}"
    return finish(
        figure, title, subtitle, alt, table=rows, row_ids=[k for ids in table.row_ids for k in ids], source=source
    )


def happening(row) -> forms.Mark:
    """A dot for a day, a bar for a longer time; hollow or dotted where planned."""
    start, end = row.starts_on.date().isoformat(), row.closes_on.date().isoformat()
    told = {"colour": FALL if row.other else RISE, "hover": hover(row.title, row.when, row.said, row.note)}
    if row.precision == "day":
        return {"x": start, "symbol": "circle", "hollow": bool(row.planned), **told}
    drawn = {"width": 4, "dash": "2px,3px"} if row.planned else {"width": 9}
    return {"x0": start, "x1": end, **drawn, **told}


def status_of(row) -> list[str]:
    """What a happening's label adds to its date."""
    return ["planned"] * bool(row.planned) + [f"told by {row.speaker}"] * bool(row.other)


ANSWERS = {"yes": ("circle", RISE, 15, ""), "no": ("x-thin", SOFT, 9, "")}  # symbol, colour, size, text


def five_tests(table: pd.DataFrame) -> go.Figure:
    """Commitments against the five tests, and whether one could measure them. Takes `commitments`."""
    if table.empty:
        return nothing("Commitments against the five tests", "the source names no commitment")
    columns = [*TESTS, "measurable"]
    lines = [
        {"label": row.summary, "soft": f"{row.kind}, {row.party}", "marks": [answers(row, columns)]}
        for row in table.itertuples()
    ]
    figure = forms.matrix([*TESTS.values(), "(measurable)"], lines, below=11)
    figure.add_vline(x=len(TESTS) - 0.5, line=forms.DOTTED)
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
    source = (
        f"coded {listed(dict.fromkeys(table.coded))}, after the tests of the G7 Research Group; rules in data/CODING.md"
    )
    return finish(figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=source)


def answers(row, columns: list[str]) -> forms.Mark:
    """What a commitment answers to each test: a ring with a question mark where it is open."""
    said = [getattr(row, column) for column in columns]
    symbols, colours, sizes, texts = zip(*(ANSWERS.get(answer, ("circle-open", INK, 15, "?")) for answer in said))
    told = [hover(row.summary, f"{TESTS.get(c, c)}: {answer}", row.said) for c, answer in zip(columns, said)]
    marks = {"symbol": [*symbols], "colour": [*colours], "size": [*sizes], "text": [*texts], "hover": told}
    return {"x": [*range(len(columns))], "textfont": {"size": 12, "color": INK}, **marks}
