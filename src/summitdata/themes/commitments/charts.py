"""Figures: what was promised, proposed and planned, and when."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from summitdata.house import forms
from summitdata.house.figure import MARK, SOFT, finish, hover, nothing
from summitdata.house.words import capital, count, listed, number, word
from summitdata.themes.commitments.measures import TESTS

SHORT = 10  # days: as a bar they could not be seen
FAR, YEAR = 3, pd.Timedelta(days=365)  # how many times the stretch of the others is far before them; at least so long
MOST, FEW = 12, 2  # of more statements than that, those that meet so few tests are counted, not drawn
ANSWERS = {"yes": ("circle", 11), "no": ("line-ew", 5)}
KEYS = {"yes": "Dot: yes", "no": "Dash: no", "unclear": "Ring: left open"}
KINDS = {"joint": "Told as agreed by both", "unilateral": "Promised by one side", "proposal": "Proposed by one side"}


def timeline(table: pd.DataFrame) -> go.Figure:
    """Happenings with the precision that their source gives, the day of the summit as one row. Takes `happenings`."""
    known = table[table.dated]
    if known.empty:
        return nothing("What happened when", "the source dates no event")
    summit_on = known.summit_on.iloc[0]
    there = known[(known.starts_on == summit_on) & (known.closes_on == summit_on)]
    rest = [row for row in known.drop(there.index).itertuples() if row.kind != "statement"]
    before = [row for row in rest if row.closes_on < summit_on]
    after = [row for row in rest if row.closes_on >= summit_on]
    summit = [day_line(there)] if len(there) else []
    early = far_before(known)
    years = (known.starts_on[early:].min().year, known.closes_on.max().year)
    edge = f"{years[0]}-01-01"
    lines = [happening_line(row, edge if row.Index < early else "") for row in before]
    lines += [*summit, *map(happening_line, after)]
    figure = forms.lanes(lines, years, row=20, gutter=460, under=760)
    rows = table[["title", "when", "precision", "kind", "place", "speaker", "voice", "quote", "note"]].set_axis(
        ["Event", "When", "Precision", "Kind", "Place", "Speaker", "Voice", "Words", "Remark"], axis=1
    )
    title = timeline_title(before, after, bool((table.planned & ~table.dated).any()))
    alt = f"Time line. {title}. " + " ".join(f"{r.when}: {r.title}." for r in known.itertuples())
    subtitle = "A dot is a day or two; a square or bar is some time in that stretch."
    subtitle += " Hollow or pale: planned only." * any(row.planned for row in rest)
    subtitle += " Arrow: earlier." * bool(early)
    undated, spoken = int((~table.dated).sum()), int((known.kind == "statement").sum())
    left = [count(undated, "event") + " without a date"] * bool(undated) + [count(spoken, "statement")] * bool(spoken)
    subtitle += f" {capital(listed(left))}: in the table." * bool(left)
    source = f"events as told by {listed(dict.fromkeys(known.speaker))}"
    keys = [key for ids in table.row_ids for key in ids]
    return finish(figure, title, subtitle, alt, table=rows, row_ids=keys, source=source, behind=table.row_ids)


def day_line(there: pd.DataFrame) -> forms.Row:
    """The happenings of the day of the summit as one row."""
    mark = happening(next(there.itertuples()), [*there.title], there.row_ids.sum())
    label = {"label": f"Day of the summit, {there.when.iloc[0]}", "soft": count(len(there), "event")}
    return {**label, "strong": True, "marks": [mark]}


def far_before(known: pd.DataFrame) -> int:
    """How many of the first happenings lie so far before the others that these would shrink to a clump on one axis."""
    start, end = known.starts_on, known.closes_on
    for at in range(len(known) - 1, 0, -1):
        others = max(end[at:].max() - start[at], YEAR)
        if start[at] <= known.summit_on[0] and start[at] - end[:at].max() > FAR * others:
            return at
    return 0


def happening_line(row: Any, edge: str = "") -> forms.Row:
    """A happening with its mark; one before all that is drawn is told at the left `edge`."""
    mark = happening(row, [row.title], row.row_ids)
    if edge:
        told = {"mode": "text", "text": [f"← {row.when}"], "textposition": "middle right", "colour": SOFT}
        mark = {
            "x": edge,
            "hover": mark["hover"],
            "rows": mark["rows"],
            "textfont": {"size": 13, "color": SOFT},
            **told,
        }
    return {"label": row.title, "marks": [mark]}


def happening(row: Any, titles: list[str], keys: list[str]) -> forms.Mark:
    """A dot for a day or a few, a bar for a longer time; hollow or pale where planned."""
    start, end = row.starts_on.date().isoformat(), row.closes_on.date().isoformat()
    told = hover(*titles, row.when, *([row.said, row.note] if len(titles) == 1 else []))
    if (row.closes_on - row.starts_on).days < SHORT:
        return {"x": start, "hover": told, "hollow": bool(row.planned), "size": 9, "rows": " ".join(keys)}
    look = {"colour": MARK, "width": 8, "opacity": 0.4 if row.planned else 1}
    return {"x0": start, "x1": end, "hover": told, "rows": " ".join(keys), **look}


def timeline_title(before: list, after: list, more: bool) -> str:
    """The finding: how much happened before the summit and after it, and how much was only planned (`more` without a date)."""
    done, after_it = (sum(not row.planned for row in rows) for rows in (before, after))
    told = [f"{word(after_it)} after it"] * bool(after_it)
    planned = sum(bool(row.planned) for row in before + after)
    told += [f"{word(planned)} planned{' with a date' * more}"] * bool(planned)
    return ", ".join([f"{capital(count(done, 'event'))} before the summit", *told])


def five_tests(table: pd.DataFrame) -> go.Figure:
    """Statements of intent against the tests of a commitment, and how many each meets. Takes `commitments`."""
    if table.empty:
        return nothing("Commitments against the five tests", "the source names no commitment")
    tests = {column: words for column, words in TESTS.items() if column != "public"}
    lines = []
    for kind in dict.fromkeys([*KINDS, *table.kind]):
        ours = table[table.kind == kind].sort_values("passed", ascending=False, kind="stable")
        drawn = ours[ours.passed > FEW] if len(table) > MOST else ours
        lines += [{"block": KINDS.get(kind, capital(kind))}] * bool(len(ours)) + [
            test_line(row, tests) for row in drawn.itertuples()
        ]
        left = len(ours) - len(drawn)
        rest = f"{capital(count(left, 'statement'))}{' more' * bool(len(drawn))} with at most {word(FEW)} tests met"
        lines += [{"label": rest, "value": f"≤ {FEW} of 5", "bare": True}] * bool(left)
    heads = [capital(words.replace("-oriented", " act").replace("collectively ", "")) for words in tests.values()]
    figure = forms.matrix(heads, lines, row=20, gutter=520)
    full = int((table.passed == len(TESTS)).sum())
    joint = (table.agreed == "yes").any()
    full = full if joint else int((table.passed == len(TESTS) - 1).sum())
    many = f"{word(full)} of {count(len(table), 'statement')}" if 0 < full < len(table) else "every statement"
    verb = "meets" if full in (0, 1, len(table)) else "meet"
    tests_met = "all five tests of a commitment" if joint else "the four tests besides agreement"
    title = f"{capital(many) if full else 'No statement'} {verb} {tests_met}"
    columns = [*TESTS, "measurable"]
    rows = table[["summary", "kind", "party", *columns]].set_axis(
        ["What", "Kind", "Who is to do it", *(capital(t) for t in TESTS.values()), "Measurable"], axis=1
    )
    alt = f"Grid of {len(table)} statements by tests. {title}. " + " ".join(
        f"{r.summary} ({r.kind}): {number(r.passed)} of 5." for r in table.itertuples()
    )
    given = {*table[[*tests]].to_numpy().ravel()}
    subtitle = "".join(f"{words}. " for answer, words in KEYS.items() if answer in given)
    subtitle += "Discrete: a single act; specific: says what is to be done. The fifth test, being public, is met by all and has no column."
    source = "coding after the tests of the G7 Research Group; rules in data/CODING.md"
    keys = table.row_id
    return finish(figure, title, subtitle, alt, table=rows, row_ids=keys, source=source, behind=keys)


def test_line(row: Any, tests: dict[str, str]) -> forms.Row:
    """What a statement answers to each test."""
    said = [getattr(row, column) for column in tests]
    symbols, sizes = zip(*(ANSWERS.get(answer, ("circle-open", 10)) for answer in said))
    told = [
        hover(row.summary, f"{words}: {answer}", row.party, row.said) for words, answer in zip(tests.values(), said)
    ]
    marks = {
        "x": [*range(len(tests))],
        "symbol": [*symbols],
        "size": [*sizes],
        "hover": told,
        "rows": [row.row_id] * len(tests),
    }
    return {"label": row.summary, "value": f"{row.passed} of 5", "marks": [marks]}
