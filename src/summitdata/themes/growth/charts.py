"""Claims of growth, drawn beside what they can be held against. Levels are drawn in level_charts.py."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go

from summitdata.house.figure import (
    BAND,
    FAINT,
    FALL,
    INK,
    RISE,
    SIDES,
    SOFT,
    add_guide,
    add_marks,
    axis_title,
    finish,
    hover,
    label_rows,
    nothing,
)
from summitdata.house.words import capital, listed, number, semicolons, span
from summitdata.themes.growth.wording import LIES, multiple


def forest(table: pd.DataFrame) -> go.Figure:
    """The readings of a claim as intervals on a log axis, beside what its word covers.

    Takes `readings`; the readings of the first claim in it are drawn.
    """
    table = table[table.row_id == table.row_id.iloc[0]] if len(table) else table
    known = table.dropna(subset=["low"])
    if known.empty:
        return nothing("How the claim lies to the figures", "no figures in the data")
    figure = go.Figure()
    low, high = float(table.claim_low.iloc[0]), float(table.claim_high.iloc[0])
    figure.add_vrect(x0=low, x1=high, fillcolor=BAND, line_width=0, layer="below")
    figure.add_vline(x=1, line={"color": FAINT, "width": 2})
    for i, row in enumerate(table.itertuples()):
        if row.low == row.low:
            add_reading(figure, row, -i)
    height = label_rows(figure, [reading_label(row) for row in table.itertuples()])
    figure.update_xaxes(
        type="log",
        range=[math.log10(LEFT), math.log10(RIGHT)],
        tickvals=[0.5, 1, 2, 3, 4, 5, 6, 8],
        ticktext=["0.5", "1", "2", "3", "4", "5", "6", "8"],
        title=axis_title("times the earlier level, log scale"),
    )
    covers = f"{number(low)} to {number(high)} times"
    subtitle = (
        f"Each bar is one reading of the claim, in multiples. Shaded: what the wording covers, {covers}. "
        "Dotted arrow: “over” read as open. Solid arrow to the left: bounded from above only. Grey: context."
    )
    rows = pd.DataFrame(
        {
            "Reading": table.label,
            "Times the earlier level": [multiple(r) for r in table.itertuples()],
            "Lies": table.verdict,
            "With “over” open": table.open_verdict,
            "By whose figures": table.by,
        }
    )
    alt = f"Forest plot of {len(table)} readings of a claim that covers {covers}. " + " ".join(
        f"{capital(r.label)}: {multiple(r)}, {r.verdict}." for r in table.itertuples()
    )
    by = semicolons(name for names in known.reporters for name in names)
    title = forest_title(table)
    keys = [key for row in table.row_ids for key in row]
    source = f"figures by {by}; the readings are a closed list, the same for every claim of this form"
    return finish(figure, title, subtitle, alt, table=rows, row_ids=keys, source=source, height=height, bottom=56)


LEFT, RIGHT = 0.4, 9
VERDICTS = {"inside": RISE, "overlaps": INK, "outside": FALL}


def add_reading(figure: go.Figure, row, y: int) -> None:
    """Draw one reading: its interval, the open end of "over", and a place to hover."""
    colour = SOFT if row.kind == "context" else VERDICTS[row.verdict]
    bounded = row.low <= 0
    start = LEFT if bounded else row.low
    ends = [(row.high, RIGHT * 0.92, "arrow-right")] * bool(row.open_high > row.high)
    ends += [(row.low, LEFT, "arrow-left")] * bool(row.open_low < row.low)
    for near, far, symbol in ends:
        figure.add_scatter(
            x=[near, far],
            y=[y, y],
            mode="lines+markers",
            hoverinfo="skip",
            line={"color": colour, "width": 1.5, "dash": "dot"},
            marker={"symbol": ["circle", symbol], "size": [0.1, 10], "color": colour},
        )
    figure.add_scatter(
        x=[start, row.high],
        y=[y, y],
        mode="lines+markers",
        hoverinfo="skip",
        line={"color": colour, "width": 7},
        marker={
            "symbol": ["arrow-left" if bounded else "circle", "circle"],
            "size": [13 if bounded else 7, 7],
            "color": colour,
        },
    )
    text = hover(row.label, multiple(row), f"by figures of {row.by}", f"lies {row.verdict}")
    add_marks(figure, [math.sqrt(start * row.high)], [y], [text], {"size": 16, "color": colour, "opacity": 0})


def reading_label(row) -> tuple[str, str]:
    """A reading's label on the chart: which years, and what it comes to."""
    context = "context" if row.kind == "context" else placed(row.verdict)
    return short_label(row.label), " · ".join(dict.fromkeys([multiple(row), context, row.by]))


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


def short_label(label: str) -> str:
    """A row's label on a chart."""
    return capital(
        label.replace("the twelve months to the last", "12 months to last").replace("the twelve months", "12 months")
    )


def placed(verdict: str) -> str:
    """Where a reading lies, for a label."""
    return {"overlaps": "overlaps the band", "no figure": "no figure"}.get(verdict, f"{verdict} the band")


def to_date(table: pd.DataFrame) -> go.Figure:
    """A claim on the year to date beside the growth rates reported for parts of that year.

    Takes `year_to_date`; the first claim in it is drawn.
    """
    title = "The year to date"
    if table.empty:
        return nothing(title, "no claim on the year to date in the data")
    figure = go.Figure()
    table = table[table.claim_id == table.claim_id.iloc[0]].reset_index(drop=True)
    claim = table[table.claimed].iloc[0]
    figure.add_vrect(x0=claim.low, x1=claim.high, fillcolor=BAND, line_width=0, layer="below")
    colours = {"": SIDES[claim.side], "inside": RISE, "overlaps": SOFT, "outside": FALL}
    for i, row in enumerate(table.itertuples()):
        colour = INK if row.claimed else colours[row.verdict]
        add_guide(figure, [row.low, row.high], [-i, -i], color=colour, width=7)
        value = number(row.value) if not row.claimed else f"{number(row.low)} to {number(row.high)}"
        text = hover(f"{row.who}: {value} percent", row.label, row.said)
        add_marks(figure, [row.value], [-i], [text], {"size": 12, "color": colour})
    labels = []
    for row in table.itertuples():
        words = f"“{row.words}”" if row.claimed else f"{number(row.value)} percent"
        lies = f"{row.voice}; covers {span(row.low, row.high, 'percent')}" if row.claimed else placed(row.verdict)
        labels.append((f"{row.who}: {words}" if row.claimed else f"{words}, {row.who}", f"{row.label} · {lies}"))
    height = label_rows(figure, labels)
    rates = table[~table.claimed]
    low = min(table.low.min(), claim.low) - 3
    figure.update_xaxes(
        range=[float(low), float(table.high.max()) + 3], ticksuffix=" %",
        title=axis_title("growth on the same months of the year before"),
    )  # fmt: skip
    title = to_date_title(claim, rates)
    subtitle = f"Percent. Shaded: what the wording covers, {number(claim.low)} to {number(claim.high)} percent. Periods differ in length."
    rows = pd.DataFrame(
        {
            "Who": table.who,
            "Period": table.label,
            "Percent": [number(r.value) for r in table.itertuples()],
            "Covers": [span(r.low, r.high) for r in table.itertuples()],
            "Voice": table.voice,
            "Lies": table.verdict,
        }
    )
    alt = f"Dot chart. {claim.who} claimed growth of {span(claim.low, claim.high, 'percent')}. " + " ".join(
        f"{r.who}, {r.label}: {number(r.value)} percent, {r.verdict}." for r in rates.itertuples()
    )
    source = f"the claim: {claim.said}; rates by {listed(dict.fromkeys(rates.who)) if len(rates) else 'nobody'}"
    return finish(
        figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=source, height=height, bottom=56
    )


def to_date_title(claim, rates: pd.DataFrame) -> str:
    """The finding: how many of the reported rates lie inside what the claim covers."""
    words = f"“{capital(claim.words)}”"
    if rates.empty:
        return f"{words}: no growth rate is reported for a part of that year"
    inside = int((rates.verdict == "inside").sum())
    if inside in (0, len(rates)):
        return (
            f"{words}: {'all' if inside else 'none'} of the {len(rates)} reported rates lie inside what the words cover"
        )
    verb = "lies" if inside == 1 else "lie"
    return f"{words}: {inside} of {len(rates)} reported rates {verb} inside what the words cover"
