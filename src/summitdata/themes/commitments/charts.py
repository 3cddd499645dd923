"""Figures: what was promised, proposed and planned, and when."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from summitdata.house import forms
from summitdata.house.figure import MARK, finish, hover, nothing
from summitdata.house.words import capital, count, listed, reduced, word
from summitdata.themes.commitments.measures import TESTS

SHORT = 10  # days: as a bar they could not be seen
DECADE = 10  # so many years before the summit are drawn
MOST, FEW = 12, 2  # of more statements than that, those that meet so few tests are counted, not drawn
ANSWERS = {"yes": ("circle", 11, "Dot: yes"), "no": ("line-ew", 5, "Dash: no")}
UNCLEAR = ("circle-open", 10, "Ring: left open")
KINDS = {"joint": "Told as agreed by both", "unilateral": "Promised by one side", "proposal": "Proposed by one side"}


def timeline(table: pd.DataFrame) -> go.Figure:
    """Happenings with the precision that their source gives, the day of the summit as one row. Takes `happenings`."""
    known = table[table.dated]
    drawn = known[known.starts_on >= known.summit_on - pd.DateOffset(years=DECADE)]
    if drawn.empty:
        return nothing("What happened when", "the source dates no event of these years")
    summit_on = known.summit_on.iloc[0]
    there = (known.starts_on == summit_on) & (known.closes_on == summit_on)
    rest = known[~there & (known.kind != "statement")]
    is_before = rest.closes_on < summit_on
    before, after = rest[is_before], rest[~is_before]
    lines = [happening_line(row) for row in before[before.index.isin(drawn.index)].itertuples()]
    lines += [day_line(known[there])] * bool(there.any()) + [happening_line(row) for row in after.itertuples()]
    years = (drawn.starts_on.min().year, drawn.closes_on.max().year)
    figure = forms.lanes(lines, years, row=20, gutter=460, under=760)
    heads = {"title": "Event", "when": "When", "precision": "Precision", "kind": "Kind", "place": "Place"}
    heads |= {"speaker": "Speaker", "voice": "Voice", "quote": "Words", "note": "Remark"}
    title = timeline_title(table, before, after)
    subtitle = "A dot is a day or two; a square or bar is some time in that stretch."
    subtitle += " Hollow or pale: planned only." * bool(rest.planned.any())
    undated, early, spoken = (~table.dated).sum(), len(known) - len(drawn), (known.kind == "statement").sum()
    left = [("event", " without a date", undated), ("event", " of long ago", early), ("statement", "", spoken)]
    left = [count(int(n), noun) + rest for noun, rest, n in left if n]
    subtitle += f" {capital(listed(left))}: in the table." * bool(left)
    source = f"events as told by {listed(dict.fromkeys(known.speaker))}"
    rows = {"row_ids": table.row_ids.sum(), "behind": table.row_ids}
    return finish(figure, title, subtitle, table=table, heads=heads, source=source, **rows)


def day_line(there: pd.DataFrame) -> forms.Row:
    """The happenings of the day of the summit as one row."""
    mark = happening(next(there.itertuples()), [*there.title], there.row_ids.sum())
    label = {"label": f"Day of the summit, {there.when.iloc[0]}", "soft": count(len(there), "event")}
    return {**label, "said": "; ".join(there.title), "strong": True, "marks": [mark], "lead": True}


def happening_line(row: Any) -> forms.Row:
    """A happening with its mark."""
    mark = happening(row, [row.title], row.row_ids)
    return {"label": row.title, "said": row.when, "marks": [mark], "lead": bool(row.planned)}


def happening(row: Any, titles: list[str], keys: list[str]) -> forms.Mark:
    """A dot for a day or a few, a bar for a longer time; hollow or pale where planned."""
    start, end = row.starts_on.date().isoformat(), row.closes_on.date().isoformat()
    told = hover(*titles, row.when, *([row.said, row.note] if len(titles) == 1 else []))
    if (row.closes_on - row.starts_on).days < SHORT:
        return {"x": start, "hover": told, "hollow": bool(row.planned), "size": 9, "rows": " ".join(keys)}
    look = {"colour": MARK, "width": 8, "opacity": 0.4 if row.planned else 1}
    return {"x0": start, "x1": end, "hover": told, "rows": " ".join(keys), **look}


def timeline_title(table: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame) -> str:
    """The finding: what was planned and did not take place; else for how much of what is planned a day is named."""
    off, plans = before[before.told_as == "called off"], table[table.planned & (table.told_as != "called off")]
    if len(off):
        kind, month = off.kind.iloc[-1], reduced(f"{off.starts_on.iloc[-1]:%Y-%m}")
        return f"{'An' if kind[0] in 'aeiou' else 'A'} {kind} planned for {month} did not take place"
    if plans.empty:
        told = capital(count(len(before), "event")) if len(before) else "No event"
        return f"{told} before the summit" + f", {word(len(after))} after" * bool(len(after))
    days, bare = int(plans.precision.isin(["day", "span"]).sum()), int((~plans.dated).sum())
    what = count(len(plans), "planned event")
    if len(plans) == 1:
        return f"The {what} has {'a day' if days else 'no date' if bare else 'no day'}"
    undated = f", {word(bare)} {'has' if bare == 1 else 'have'} no date" * bool(bare)
    return f"Of {what}, {word(days) if days else 'none'} {'have' if days > 1 else 'has'} a day{undated}"


def five_tests(table: pd.DataFrame) -> go.Figure:
    """Statements of intent against the tests of a commitment, and how many each meets. Takes `commitments`."""
    if table.empty:
        return nothing("Commitments against the five tests", "the source names no commitment")
    tests = {column: words for column, words in TESTS.items() if column != "public"}
    lines = []
    for kind in dict.fromkeys([*KINDS, *table.kind]):
        ours = table[table.kind == kind].sort_values("passed", ascending=False, kind="stable")
        drawn = ours[ours.passed > FEW] if len(table) > MOST else ours
        lines += [{"block": KINDS.get(kind, capital(kind))}] * bool(len(ours))
        lines += [test_line(row, tests) for row in drawn.itertuples()]
        left = len(ours) - len(drawn)
        rest = f"{capital(count(left, 'statement'))}{' more' * bool(len(drawn))} with at most {word(FEW)} tests met"
        lines += [{"label": rest, "value": f"≤ {FEW} of 5", "bare": True}] * bool(left)
    names = [capital(words.replace("-oriented", " act").replace("collectively ", "")) for words in tests.values()]
    figure = forms.matrix(names, lines, row=20, gutter=520)
    joint = bool((table.agreed == "yes").any())
    full = int((table.passed == len(TESTS) - (not joint)).sum())
    many = f"{word(full)} of {count(len(table), 'statement')}" if 0 < full < len(table) else "every statement"
    verb = "meets" if full in (0, 1, len(table)) else "meet"
    tests_met = "all five tests of a commitment" if joint else "the four tests besides agreement"
    title = f"{capital(many) if full else 'No statement'} {verb} {tests_met}"
    heads = {"summary": "What", "kind": "Kind", "party": "Who is to do it"}
    heads |= {test: capital(words) for test, words in TESTS.items()} | {"measurable": "Measurable"}
    given = {*table[[*tests]].to_numpy().ravel()}
    keys = {**ANSWERS, "unclear": UNCLEAR}
    subtitle = "".join(f"{words}. " for answer, (*_, words) in keys.items() if answer in given)
    subtitle += "Discrete: a single act; specific: says what is to be done. The fifth test, being public, is met by all and has no column."
    source = "coding after the tests of the G7 Research Group; rules in data/CODING.md"
    return finish(figure, title, subtitle, table=table, heads=heads, source=source, behind=table.row_id)


def test_line(row: Any, tests: dict[str, str]) -> forms.Row:
    """What a statement answers to each test."""
    said = [getattr(row, column) for column in tests]
    symbols, sizes, _ = zip(*(ANSWERS.get(answer, UNCLEAR) for answer in said))
    told = [f"{words}: {answer}" for words, answer in zip(tests.values(), said)]
    told = [hover(row.summary, words, row.party, row.said) for words in told]
    look = {"symbol": [*symbols], "size": [*sizes]}
    marks = {"x": [*range(len(tests))], **look, "hover": told, "rows": [row.row_id] * len(tests)}
    return {"label": row.summary, "value": f"{row.passed} of 5", "marks": [marks]}
