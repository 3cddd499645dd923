"""Levels of trade, drawn: by year, step by step, by direction."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from summitdata.house.figure import (
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
    outlined,
    plain,
)
from summitdata.house.intervals import Interval
from summitdata.house.words import bend, capital, listed, number, semicolons, span
from summitdata.themes.growth.measures import steepest
from summitdata.themes.growth.wording import bent, by, change, change_words, year_ranges


def level_dots(table: pd.DataFrame) -> go.Figure:
    """Reported turnover by period: a dot a calendar year, a bar where the period is another. Takes `levels`."""
    title = "Turnover between the two countries, as reported"
    if table.empty:
        return nothing(title, "no figures in the data")
    figure = go.Figure()
    dots = table[table.year.notna() & (table.qualifier != "at least")]
    spans = table[table.year.isna()]
    for row in spans.itertuples():
        figure.add_scatter(
            x=[row.period_start_on.date().isoformat(), row.period_end_on.date().isoformat()],
            y=[row.value, row.value],
            mode="lines+markers",
            line={"color": SOFT, "width": 3, "dash": "dot" if row.derived else "solid"},
            marker={"size": 5, "color": SOFT},
            hovertext=figure_hover(row),
            hoverinfo="text",
        )
    for qualifier, symbol in (("over", "triangle-up"), ("", "circle")):
        part = dots[(dots.qualifier == "over") == (qualifier == "over")]
        symbols = [symbol + ("-open" if d or i else "") for d, i in zip(part.derived, part.period_inferred)]
        texts = [figure_hover(row) for row in part.itertuples()]
        days = [f"{y}-07-01" for y in part.year]
        add_marks(figure, days, part.value.tolist(), texts, outlined(RISE, 12, symbols))
    whole = dots[~dots.derived & ~dots.period_inferred.astype(bool)]
    marked, title, found = (), "No calendar year has a reported level", ""
    first_year, last_year = int(table.period_start_on.dt.year.min()), int(table.period_end_on.dt.year.max())
    if len(whole):
        top, low = whole.loc[whole.value.idxmax()], whole.loc[whole.value.idxmin()]
        last = whole.loc[whole.year.idxmax()]
        marked = ((top, "highest"), (low, "lowest"), (last, "last whole year"))
        first_year, last_year = int(whole.year.min()), int(whole.year.max())
        title = level_title(low, top, last)
        found = (
            f"Highest {bent(top)} million US dollars in {top.year} ({by(top)}), lowest {bent(low)} in {low.year} "
            f"({by(low)}), {bent(last)} in {last.year} ({by(last)}). "
        )
    for row, where in marked:
        right = row.year == last.year
        figure.add_annotation(
            x=f"{row.year}-07-01",
            y=row.value,
            text=f"{row.year}: {plain(bent(row))}<br>{where} here",
            showarrow=False,
            xanchor="right",
            xshift=-12 if not right else -14,
            yshift=2 if not right else 14,
            align="right",
            font={"size": 12},
        )
    bounds = [int(y) for y in table[table.qualifier == "at least"].year.dropna() if y not in set(dots.year)]
    missing = [y for y in range(first_year, last_year + 1) if y not in {*dots.year, *bounds}]
    gap = gap_words(missing, bounds)
    figure.update_yaxes(rangemode="tozero", range=[0, float(table.value.max()) * 1.12])
    start, end = first_year - 3, table.period_end_on.max().year + 1
    figure.update_xaxes(
        type="date",
        # the first year stands clear of the other axis's zero, on a phone too
        tickvals=[f"{y}-01-01" for y in range(start + 2, end + 1) if y % 5 == 0],
        tickformat="%Y",
        range=[f"{start}-01-01", f"{end}-06-30"],
    )
    subtitle = (
        "Million US dollars, nominal. Triangle: “over”. Hollow or dotted: derived, or the year is inferred. Bars: other periods than a calendar "
        f"year, at their actual length. {capital(gap)}."
    )
    rows = pd.DataFrame(
        {
            "Period": table.period,
            "Million US dollars": [bent(r) for r in table.itertuples()],
            "Reported by": table.origin,
            "Formula": table.derived_from.fillna(""),
            "Period inferred": table.period_inferred.map({True: "yes", False: "no"}),
        }
    )
    alt = (
        f"Dot chart of turnover by year from {first_year} to {last_year}. {found or f'{title}. '}"
        f"Dots are not joined: {gap}."
    )
    return finish(
        figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=sources_line(table), height=330
    )


def gap_words(missing: list[int], bounds: list[int]) -> str:
    """For which calendar years no figure was found, and for which only a bound."""
    parts = [f"no figure found for the calendar years {year_ranges(missing)}"] * bool(missing)
    parts += [f"only a bound for {year_ranges(bounds)}"] * bool(bounds)
    return ", ".join(parts) or "a figure for each calendar year"


def level_title(low, top, last) -> str:
    """The finding: from the lowest year to the last, and the highest, with who reports each."""
    level = {r.year: f"{bend(r.qualifier)}{number(r.value)} million" for r in (low, top, last)}
    if last.year == low.year:
        return (
            f"Turnover is lowest in the last year: {level[low.year]} dollars in {low.year} ({by(low)}), "
            f"{level[top.year]} in {top.year} ({by(top)})"
        )
    first = f" ({by(low)})" if by(low) != by(last) else ""
    rise = f"Turnover went from {level[low.year]} dollars in {low.year}{first} to {level[last.year]} in {last.year}"
    if last.year == top.year:
        return f"{rise}, the highest reported ({by(last)})"
    both = "both " if not first and not low.derived else ""
    return f"{rise} ({both}{by(last)}); the highest reported is {level[top.year]} in {top.year} ({by(top)})"


def staircase(table: pd.DataFrame) -> go.Figure:
    """Where the rise came from: the level of each year, and the step from the year before. Takes `steps`."""
    title = "Where the rise came from"
    if table.empty:
        return nothing(title, "no figures in the data")
    figure = go.Figure()
    years = sorted(set(table.year))
    for year in years:
        rows = table[table.year == year]
        before = table[table.year == year - 1]
        if len(before):
            low, high = float(before.value.mean()), float(rows.value.mean())
            rise = change(rows.rise_low.min(), rows.rise_high.max())
            figure.add_scatter(
                x=[int(year), int(year)], y=[low, high], mode="lines", hoverinfo="skip",
                line={"color": RISE if high >= low else FALL, "width": 14}, opacity=0.35,
            )  # fmt: skip
            figure.add_annotation(
                x=int(year), y=max(low, high, *rows.value), yshift=12, showarrow=False, yanchor="bottom",
                text=f"<b>{rise.replace(' to ', '<br>to ')}</b>", font={"size": 13},
            )  # fmt: skip
        shapes = ["triangle-up" if q == "over" else "circle" for q in rows.qualifier]
        marker = outlined(INK, 12, [shape + "-open" * bool(d) for shape, d in zip(shapes, rows.derived)])
        texts = [figure_hover(r) for r in rows.itertuples()]
        add_marks(figure, [int(year)] * len(rows), rows.value.tolist(), texts, marker)
    base = table[table.year == years[0]].iloc[0]
    figure.add_annotation(
        x=int(base.year), y=base.value, text=number(base.value), yshift=18, showarrow=False, font={"size": 13}
    )
    figure.update_xaxes(tickvals=[int(y) for y in years], range=[years[0] - 0.5, years[-1] + 0.5], showgrid=False)
    figure.update_yaxes(range=[0, float(table.value.max()) * 1.28])
    title = step_title(table)
    subtitle = (
        "Million US dollars, nominal; above each year the change on the year before. Triangle: “over”."
        + " Hollow: derived here by the formula in the table." * bool(table.derived.any())
    )
    rows = pd.DataFrame(
        {
            "Year": table.year,
            "Million US dollars": [bent(r) for r in table.itertuples()],
            "Change on the year": [change_words(r) for r in table.itertuples()],
            "Reported by": table.origin,
            "Formula": table.derived_from.fillna(""),
        }
    )
    alt = f"Steps of turnover by year. {title}. " + " ".join(
        f"{r.year}: {bent(r)} million, {by(r)}." for r in table.itertuples()
    )
    return finish(
        figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=sources_line(table), height=320
    )


def step_title(table: pd.DataFrame) -> str:
    """The finding: which year brought the largest change, and whether that is most of a rise."""
    best, first, last = steepest(table), table.year.min(), table.year.max()
    if best is None:
        return f"From {first} to {last} no two neighbouring years have a level"
    before, after = table[table.year == first], table[table.year == last]
    rise = Interval(after.low.min(), after.high.max()) - Interval(before.low.min(), before.high.max())
    if rise.low > 0:
        lead = "Most" if 2 * best.rise_low > rise.high else "The largest step"
        lead += f" of the rise from {first} to {last}"
    else:
        lead = f"From {first} to {last} the change is {change(rise.low, rise.high)}; the highest on a year"
    return f"{lead} came in {best.year}: {change_words(best)} million dollars in one year"


def direction_dots(table: pd.DataFrame) -> go.Figure:
    """Who sells how much to whom, for each period and reporter where both or one is known. Takes `directions`."""
    title = "Who exports to whom"
    if table.empty:
        return nothing(title, "no figures on exports in the data")
    figure = go.Figure()
    groups = list(table.groupby(["period_start_on", "period_end_on", "reporter"], sort=True))
    sellers = list(dict.fromkeys([*table.country_a, *table.seller]))
    colour = dict(zip(sellers, [SIDES["host"], SIDES["guest"]]))
    names = {**dict(zip(table.buyer, table.buyer_name)), **dict(zip(table.seller, table.seller_name))}
    most = float(table.value.max())
    labels = []
    for i, ((_, _, reporter), rows) in enumerate(groups):
        sold = "; ".join(
            f"{r.seller_name} sold {bent(r)}" for r in rows.sort_values("value", ascending=False).itertuples()
        )
        labels.append((f"{rows.period.iloc[0]}: {sold}", f"by {reporter}"))
        add_guide(figure, [0, float(rows.value.max())], [-i, -i])
        for row in rows.itertuples():
            marker = outlined(colour[row.seller], 12, "circle-open" if row.mirror else "circle")
            add_marks(figure, [row.value], [-i], [figure_hover(row)], marker)
    height = label_rows(figure, labels)
    figure.update_xaxes(range=[0, most * 1.06], title=axis_title("million US dollars"))
    both = [rows for _, rows in groups if rows.seller.nunique() == 2]
    title = "Exports are known in one direction only"
    if table.seller.nunique() == 2:
        title = "Nobody reports both directions for one period"
    if both:
        lead = {rows.loc[rows.value.idxmax()].seller for rows in both}
        title = "Reports differ on which direction is the larger"
        if len(lead) == 1:
            seller = lead.pop()
            ratios = [traded(rows[rows.seller == seller]) / traded(rows[rows.seller != seller]) for rows in both]
            much = span(min(r.low for r in ratios), max(r.high for r in ratios), "times")
            title = f"Where both directions are reported, {names[seller]} sells {much} as much as it buys"
    tones = listed(f"{tone} {names[seller]} sells" for tone, seller in zip(("blue", "orange"), sellers))
    subtitle = (
        f"Million US dollars, nominal; {tones}. Filled: reported by the seller’s side. "
        "Hollow: mirror figure, reported by the buyer’s side."
    )
    rows = pd.DataFrame(
        {
            "Period": table.period,
            "Seller": table.seller_name,
            "Buyer": table.buyer_name,
            "Million US dollars": [bent(r) for r in table.itertuples()],
            "Reported by": table.reporter,
            "Mirror figure": table.mirror.map({True: "yes", False: "no"}),
        }
    )
    alt = "Dot chart by period. " + " ".join(
        f"{r.period}: {r.seller_name} sold {bent(r)} million to {r.buyer_name}, by {r.reporter}."
        for r in table.itertuples()
    )
    source = f"figures by {semicolons(table.reporter)}"
    return finish(
        figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=source, height=height, bottom=56
    )


def traded(rows: pd.DataFrame) -> Interval:
    """What the figures of a flow cover together."""
    return Interval(rows.low.min(), rows.high.max())


def sources_line(table: pd.DataFrame) -> str:
    """Who reported the figures of a table, for the line under a chart."""
    return f"figures by {semicolons(table.reporter)}; derived ones computed from theirs by the formula shown"


def figure_hover(row) -> str:
    """Hover text of a figure: value, period, reporter, words and caveat."""
    value = f"{bent(row)} million US dollars, {row.period}"
    words = f"“{row.quote}”" if isinstance(row.quote, str) else None
    how = f"formula: {row.derived_from}" if row.derived else None
    period = f"period in the words: {row.period_as_stated}" if isinstance(row.period_as_stated, str) else None
    return hover(value, by(row), how, words, period, row.note)
