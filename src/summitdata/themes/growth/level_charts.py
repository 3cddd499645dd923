"""Levels of trade, drawn: by year, step by step, by direction."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from summitdata.house import forms
from summitdata.house.figure import FALL, INK, RISE, SIDES, SOFT, finish, hover, nothing, plain
from summitdata.house.intervals import Interval
from summitdata.house.words import bend, capital, listed, number, semicolons, span
from summitdata.themes.growth.measures import steepest
from summitdata.themes.growth.wording import bent, by, change, change_words, year_ranges

MILLION = "Million US dollars"
YES_NO = {True: "yes", False: "no"}


def level_dots(table: pd.DataFrame) -> go.Figure:
    """Reported turnover by period: a dot a calendar year, a bar where the period is another. Takes `levels`."""
    if table.empty:
        return nothing("Turnover between the two countries, as reported", "no figures in the data")
    dots = table[table.year.notna() & (table.qualifier != "at least")]
    marks = [period_line(row) for row in table[table.year.isna()].itertuples()]
    for part, symbol in ((dots[dots.qualifier == "over"], "triangle-up"), (dots[dots.qualifier != "over"], "circle")):
        hollow = [bool(d or i) for d, i in zip(part.derived, part.period_inferred)]
        place = {"x": [f"{y}-07-01" for y in part.year], "y": part.value.tolist(), "colour": RISE}
        told = [figure_hover(row) for row in part.itertuples()]
        marks.append({**place, "symbol": symbol, "hollow": hollow, "hover": told})
    whole = dots[~dots.derived & ~dots.period_inferred.astype(bool)]
    notes, title, found = [], "No calendar year has a reported level", ""
    first_year, last_year = int(table.period_start_on.dt.year.min()), int(table.period_end_on.dt.year.max())
    if len(whole):
        top, low = whole.loc[whole.value.idxmax()], whole.loc[whole.value.idxmin()]
        last = whole.loc[whole.year.idxmax()]
        marked = ((top, "highest"), (low, "lowest"), (last, "last whole year"))
        notes = [level_note(row, where, row.year == last.year) for row, where in marked]
        first_year, last_year = int(whole.year.min()), int(whole.year.max())
        title = level_title(low, top, last)
        found = (
            f"Highest {bent(top)} million US dollars in {top.year} ({by(top)}), lowest {bent(low)} in {low.year} "
            f"({by(low)}), {bent(last)} in {last.year} ({by(last)}). "
        )
    bounds = [int(y) for y in table[table.qualifier == "at least"].year.dropna() if y not in set(dots.year)]
    missing = [y for y in range(first_year, last_year + 1) if y not in {*dots.year, *bounds}]
    gap = gap_words(missing, bounds)
    years = year_axis(first_year - 3, table.period_end_on.max().year + 1)
    figure = forms.levels(marks, notes, 330, float(table.value.max()) * 1.12, **years)
    figure.update_yaxes(rangemode="tozero")
    subtitle = (
        "Million US dollars, nominal. Triangle: “over”. Hollow or dotted: derived, or the year is inferred. Bars: other periods than a calendar "
        f"year, at their actual length. {capital(gap)}."
    )
    inferred = table.period_inferred.map(YES_NO)
    rows = told_figures(table)[["Period", MILLION, "Reported by", "Formula"]].assign(**{"Period inferred": inferred})
    alt = (
        f"Dot chart of turnover by year from {first_year} to {last_year}. {found or f'{title}. '}"
        f"Dots are not joined: {gap}."
    )
    return finish(figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=sources_line(table))


def year_axis(start: int, end: int) -> dict:
    """An axis of years, named every five; the first name stands clear of the other axis's zero, on a phone too."""
    named = [f"{year}-01-01" for year in range(start + 2, end + 1) if year % 5 == 0]
    return {"type": "date", "range": [f"{start}-01-01", f"{end}-06-30"], "tickvals": named, "tickformat": "%Y"}


def told_figures(table: pd.DataFrame) -> pd.DataFrame:
    """Figures as the table behind a chart tells them."""
    heads = {"period": "Period", "year": "Year", "origin": "Reported by", "derived_from": "Formula"}
    told = table.assign(derived_from=table.derived_from.fillna("")).rename(columns=heads)
    return told.assign(**{MILLION: [*map(bent, table.itertuples())]})


def period_line(row) -> forms.Mark:
    """A figure for another period than a calendar year, at its actual length."""
    place = {"x0": row.period_start_on.date().isoformat(), "x1": row.period_end_on.date().isoformat()}
    drawn = {"colour": SOFT, "width": 3, "dash": "dot" if row.derived else "solid"}
    told = {"marker": {"size": 5, "color": SOFT}, "hovertext": figure_hover(row), "hoverinfo": "text"}
    return {**place, "y": [row.value, row.value], **drawn, **told}


def level_note(row, where: str, last: bool) -> dict:
    """Words beside a year's dot; at the last year, which has no room at its right, above it."""
    shift = {"xshift": -14, "yshift": 14} if last else {"xshift": -12, "yshift": 2}
    text = f"{row.year}: {plain(bent(row))}<br>{where} here"
    return forms.note(text, f"{row.year}-07-01", row.value, xanchor="right", align="right", **shift)


def gap_words(missing: list[int], bounds: list[int]) -> str:
    """For which calendar years no figure was found, and for which only a bound."""
    parts = [f"no figure found for the calendar years {year_ranges(missing)}"] * bool(missing)
    parts += [f"only a bound for {year_ranges(bounds)}"] * bool(bounds)
    return ", ".join(parts) or "a figure for each calendar year"


def level_title(low, top, last) -> str:
    """The finding: from the lowest year to the last, and the highest, with who reports each."""
    level = {r.year: f"{bend(r.qualifier)}{number(r.value)} million" for r in (low, top, last)}
    if low.year == top.year == last.year:
        return f"One calendar year has a figure: {level[low.year]} dollars in {low.year} ({by(low)})"
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
    if table.empty:
        return nothing("Where the rise came from", "no figures in the data")
    years = sorted(int(year) for year in set(table.year))
    marks, notes = [], []
    for year in years:
        rows, before = table[table.year == year], table[table.year == year - 1]
        if len(before):
            low, high = float(before.value.mean()), float(rows.value.mean())
            drawn = {"colour": RISE if high >= low else FALL, "width": 14, "opacity": 0.35}
            marks.append({"x0": year, "x1": year, "y": [low, high], **drawn})
            rise = change(rows.rise_low.min(), rows.rise_high.max()).replace(" to ", "<br>to ")
            above = {"yshift": 12, "yanchor": "bottom", "font": {"size": 13}}
            notes.append(forms.note(f"<b>{rise}</b>", year, max(low, high, *rows.value), **above))
        shapes = ["triangle-up" if q == "over" else "circle" for q in rows.qualifier]
        place = {"x": [year] * len(rows), "y": rows.value.tolist(), "colour": INK}
        told = [figure_hover(r) for r in rows.itertuples()]
        marks.append({**place, "symbol": shapes, "hollow": [*rows.derived], "hover": told})
    base = table[table.year == years[0]].iloc[0]
    notes.append(forms.note(number(base.value), int(base.year), base.value, yshift=18, font={"size": 13}))
    axis = {"tickvals": years, "range": [years[0] - 0.5, years[-1] + 0.5], "showgrid": False}
    figure = forms.levels(marks, notes, 320, float(table.value.max()) * 1.28, **axis)
    title = step_title(table)
    subtitle = (
        "Million US dollars, nominal; above each year the change on the year before. Triangle: “over”."
        + " Hollow: derived here by the formula in the table." * bool(table.derived.any())
    )
    rises = [*map(change_words, table.itertuples())]
    rows = told_figures(table)[["Year", MILLION, "Reported by", "Formula"]]
    rows.insert(2, "Change on the year", rises)
    alt = f"Steps of turnover by year. {title}. " + " ".join(
        f"{r.year}: {bent(r)} million, {by(r)}." for r in table.itertuples()
    )
    return finish(figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=sources_line(table))


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
    if table.empty:
        return nothing("Who exports to whom", "no figures on exports in the data")
    groups = list(table.groupby(["period_start_on", "period_end_on", "reporter"], sort=True))
    sellers = list(dict.fromkeys([*table.party_a_id, *table.seller]))
    colours = dict(zip(sellers, [SIDES["host"], SIDES["guest"]]))
    names = {**dict(zip(table.buyer, table.buyer_name)), **dict(zip(table.seller, table.seller_name))}
    lines = [exports_line(reporter, rows, colours) for (_, _, reporter), rows in groups]
    figure = forms.rows(lines, axis="million US dollars", range=[0, float(table.value.max()) * 1.06])
    title = direction_title(table, [rows for _, rows in groups if rows.seller.nunique() == 2], names)
    tones = listed(f"{tone} {names[seller]} sells" for tone, seller in zip(("blue", "orange"), sellers))
    subtitle = (
        f"Million US dollars, nominal; {tones}. Filled: reported by the seller’s side. "
        "Hollow: mirror figure, reported by the buyer’s side."
    )
    shown = table.assign(million=[*map(bent, table.itertuples())], mirrored=table.mirror.map(YES_NO))
    rows = shown[["period", "seller_name", "buyer_name", "million", "reporter", "mirrored"]].set_axis(
        ["Period", "Seller", "Buyer", MILLION, "Reported by", "Mirror figure"], axis=1
    )
    alt = "Dot chart by period. " + " ".join(
        f"{r.period}: {r.seller_name} sold {bent(r)} million to {r.buyer_name}, by {r.reporter}."
        for r in table.itertuples()
    )
    source = f"figures by {semicolons(table.reporter)}"
    return finish(figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=source)


def exports_line(reporter: str, rows: pd.DataFrame, colours: dict[str, str]) -> forms.Row:
    """What a reporter tells of a period: a dot for each direction, hollow where the buyer's side reports it."""
    falling = rows.sort_values("value", ascending=False)
    sold = "; ".join(f"{r.seller_name} sold {bent(r)}" for r in falling.itertuples())
    marks: list[forms.Mark] = [{"x0": 0, "x1": float(rows.value.max())}]
    for row in rows.itertuples():
        dot = {"x": row.value, "colour": colours[row.seller], "symbol": "circle", "hollow": bool(row.mirror)}
        marks.append({**dot, "hover": figure_hover(row)})
    return {"label": f"{rows.period.iloc[0]}: {sold}", "soft": f"by {reporter}", "marks": marks}


def direction_title(table: pd.DataFrame, both: list[pd.DataFrame], names: dict[str, str]) -> str:
    """The finding: which direction is the larger where both are reported."""
    if not both:
        one = table.seller.nunique() != 2
        return "Exports are known in one direction only" if one else "Nobody reports both directions for one period"
    lead = {rows.loc[rows.value.idxmax()].seller for rows in both}
    if len(lead) > 1:
        return f"Reports on {span_of(both)} differ on which direction is the larger"
    seller = lead.pop()
    ratios = [traded(rows[rows.seller == seller]) / traded(rows[rows.seller != seller]) for rows in both]
    much = span(min(r.low for r in ratios), max(r.high for r in ratios), "times")
    return f"In {span_of(both)}, as far as reported, {names[seller]} sold {much} as much as it bought"


def span_of(groups: list[pd.DataFrame]) -> str:
    """The years that some periods span."""
    first, last = (
        f(day.year for rows in groups for day in rows[c]) for f, c in ((min, "period_start_on"), (max, "period_end_on"))
    )
    return str(first) if first == last else f"{first} to {last}"


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
