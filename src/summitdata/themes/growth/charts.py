"""Claims of growth, drawn beside what they can be held against. Levels are drawn in level_charts.py."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go

from summitdata.house import forms
from summitdata.house.figure import BAND, FAINT, FALL, INK, RISE, SOFT, finish, hover, nothing
from summitdata.house.words import capital, listed, number, semicolons, span
from summitdata.themes.growth.wording import LIES, multiple


def forest(table: pd.DataFrame) -> go.Figure:
    """The readings of the first claim as intervals on a log axis, beside what its word covers. Takes `readings`."""
    table = table[table.row_id == table.row_id.iloc[0]] if len(table) else table
    known = table.dropna(subset=["low"])
    if known.empty:
        return nothing("How the claim lies to the figures", "no figures in the data")
    low, high = float(table.claim_low.iloc[0]), float(table.claim_high.iloc[0])
    times = [0.5, 1, 2, 3, 4, 5, 6, 8]
    axis = {"type": "log", "range": [math.log10(LEFT), math.log10(RIGHT)], "tickvals": times}
    axis |= {"ticktext": [f"{n:g}" for n in times], "axis": "times the earlier level, log scale"}
    figure = forms.rows([reading_line(row) for row in table.itertuples()], **axis)
    figure.add_vrect(x0=low, x1=high, fillcolor=BAND, line_width=0, layer="below")
    figure.add_vline(x=1, line={"color": FAINT, "width": 2})
    covers = f"{number(low)} to {number(high)} times"
    subtitle = (
        f"Each bar is one reading of the claim, in multiples. Shaded: what the wording covers, {covers}. "
        "Dotted arrow: “over” read as open. Solid arrow to the left: bounded from above only. Grey: context."
    )
    table = table.assign(times=[multiple(row) for row in table.itertuples()])
    rows = table[["label", "times", "verdict", "open_verdict", "by"]].set_axis(
        ["Reading", "Times the earlier level", "Lies", "With “over” open", "By whose figures"], axis=1
    )
    alt = f"Forest plot of {len(table)} readings of a claim that covers {covers}. " + " ".join(
        f"{capital(r.label)}: {r.times}, {r.verdict}." for r in table.itertuples()
    )
    by = semicolons(name for names in known.reporters for name in names)
    keys = [key for row in table.row_ids for key in row]
    source = f"figures by {by}; the readings are a closed list, the same for every claim of this form"
    return finish(figure, forest_title(table), subtitle, alt, table=rows, row_ids=keys, source=source)


LEFT, RIGHT = 0.4, 9
VERDICTS = {"inside": RISE, "overlaps": INK, "outside": FALL}
RATES = {"inside": RISE, "overlaps": SOFT, "outside": FALL}


def reading_line(row) -> forms.Row:
    """A reading, labelled by its years and what it comes to: its interval, the open end of "over", a place to hover."""
    context = "context" if row.kind == "context" else placed(row.verdict)
    soft = " · ".join(dict.fromkeys([multiple(row), context, row.by]))
    years = row.label.replace("the twelve months to the last", "12 months to last")
    line = {"label": capital(years.replace("the twelve months", "12 months")), "soft": soft, "marks": []}
    if row.low != row.low:
        return line
    colour = SOFT if row.kind == "context" else VERDICTS[row.verdict]
    bounded = row.low <= 0
    start = LEFT if bounded else row.low
    ends = [(row.high, RIGHT * 0.92, "arrow-right")] * bool(row.open_high > row.high)
    ends += [(row.low, LEFT, "arrow-left")] * bool(row.open_low < row.low)
    for near, far, symbol in ends:
        marker = {"symbol": ["circle", symbol], "size": [0.1, 10], "color": colour}
        line["marks"].append({"x0": near, "x1": far, "colour": colour, "width": 1.5, "dash": "dot", "marker": marker})
    first, size = ("arrow-left", 13) if bounded else ("circle", 7)
    marker = {"symbol": [first, "circle"], "size": [size, 7], "color": colour}
    line["marks"].append({"x0": start, "x1": row.high, "colour": colour, "width": 7, "marker": marker})
    text = hover(row.label, multiple(row), f"by figures of {row.by}", f"lies {row.verdict}")
    unseen = {"colour": colour, "size": 16, "opacity": 0}
    line["marks"].append({"x": math.sqrt(start * row.high), "hover": text, **unseen})
    return line


def forest_title(table: pd.DataFrame) -> str:
    """The finding: the publisher's own base, then constant dollars."""
    parts = []
    for kind, lead in (("own base", "by the publisher’s own figures"), ("constant dollars", "in constant dollars")):
        row = next(table[table.kind == kind].dropna(subset=["low"]).itertuples(), None)
        if row is not None:
            parts.append(f"{multiple(row)} {lead}, {LIES[row.verdict]}")
    words = f"“{capital(table.words.iloc[0])}”"
    if len(parts) == 2 and parts[0].split(", ")[-1] == parts[1].split(", ")[-1]:
        parts[0] = parts[0].rsplit(", ", 1)[0]
        return f"{words}: {parts[0]} and {parts[1].replace(', ', ', both ')}"
    return f"{words}: {'; '.join(parts)}" if parts else f"{words}: no figures of the publisher to hold it against"


def placed(verdict: str) -> str:
    """Where a reading lies, for a label."""
    return {"overlaps": "overlaps the band", "no figure": "no figure"}.get(verdict, f"{verdict} the band")


def to_date(table: pd.DataFrame) -> go.Figure:
    """The first claim on the year to date beside the growth rates reported for parts of that year. Takes `year_to_date`."""
    if table.empty:
        return nothing("The year to date", "no claim on the year to date in the data")
    table = table[table.claim_id == table.claim_id.iloc[0]].reset_index(drop=True)
    claim, rates = table[table.claimed].iloc[0], table[~table.claimed]
    ends = [float(min(table.low.min(), claim.low) - 3), float(table.high.max()) + 3]
    axis = {"axis": "growth on the same months of the year before", "ticksuffix": " %", "range": ends}
    figure = forms.rows([rate_line(row) for row in table.itertuples()], **axis)
    figure.add_vrect(x0=claim.low, x1=claim.high, fillcolor=BAND, line_width=0, layer="below")
    title = to_date_title(claim, rates)
    subtitle = f"Percent. Shaded: what the wording covers, {number(claim.low)} to {number(claim.high)} percent. Periods differ in length."
    covers = [span(row.low, row.high) for row in table.itertuples()]
    columns = ["who", "label", "percent", "covers", "voice", "verdict"]
    rows = table.assign(percent=table.value.map(number), covers=covers)[columns].set_axis(
        ["Who", "Period", "Percent", "Covers", "Voice", "Lies"], axis=1
    )
    alt = f"Dot chart. {claim.who} claimed growth of {span(claim.low, claim.high, 'percent')}. " + " ".join(
        f"{r.who}, {r.label}: {number(r.value)} percent, {r.verdict}." for r in rates.itertuples()
    )
    source = f"the claim: {claim.said}; rates by {listed(dict.fromkeys(rates.who)) if len(rates) else 'nobody'}"
    return finish(figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=source)


def rate_line(row) -> forms.Row:
    """The claim, or a rate that somebody reports: what it covers, and its value."""
    if row.claimed:
        colour, value = INK, f"{number(row.low)} to {number(row.high)}"
        label, lies = f"{row.who}: “{row.words}”", f"{row.voice}; covers {span(row.low, row.high, 'percent')}"
    else:
        colour, value = RATES[row.verdict], number(row.value)
        label, lies = f"{value} percent, {row.who}", placed(row.verdict)
    text = hover(f"{row.who}: {value} percent", row.label, row.said)
    covers = {"x0": row.low, "x1": row.high, "colour": colour, "width": 7}
    dot = {"x": row.value, "colour": colour, "hover": text}
    return {"label": label, "soft": f"{row.label} · {lies}", "marks": [covers, dot]}


def to_date_title(claim, rates: pd.DataFrame) -> str:
    """The finding: how many of the reported rates lie inside what the claim covers."""
    words = f"“{capital(claim.words)}”"
    if rates.empty:
        return f"{words}: no growth rate is reported for a part of that year"
    inside = int((rates.verdict == "inside").sum())
    verb, many = "lies" if inside == 1 else "lie", f"{inside} of"
    if inside in (0, len(rates)):
        verb, many = "lie", "all of the" if inside else "none of the"
    return f"{words}: {many} {len(rates)} reported rates {verb} inside what the words cover"
