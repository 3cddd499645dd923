"""Levels of trade, drawn: by year, step by step, by direction."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from summitdata.house import forms
from summitdata.house.figure import CLEAR, FAINT, MARK, SIDES, SOFT, finish, hover, ink, nothing
from summitdata.house.intervals import BOUNDS, Interval
from summitdata.house.marks import behind
from summitdata.house.words import bend, capital, count, listed, number, semicolons, word
from summitdata.themes.growth.measures import steepest
from summitdata.themes.growth.wording import bent, by, change, change_words, signed

MILLION = "Million US dollars"
YES_NO = {True: "yes", False: "no"}
WIDE = 0.05  # of its level: how far figures must reach to be drawn on a step
DECADE = 10  # so many years are drawn; levels of earlier ones are told below the title


def level_dots(table: pd.DataFrame) -> go.Figure:
    """Reported turnover by year, a column a year; drawn from two years on. Takes `levels`."""
    annual = table[table.year.notna() & ~table.qualifier.isin(BOUNDS)]
    recent = annual[annual.year > annual.year.max() - DECADE]
    if recent.year.nunique() < 2:
        return nothing("Turnover between the two countries, as reported", "no two years with a figure in the data")
    leads = [lead(rows) for _, rows in recent.groupby("year")]
    years = list(range(int(recent.year.min()), int(recent.year.max()) + 1))
    marks = [column(r.year, 0, r.tall, hollow=derived(r), text=figure_hover(r), rows=r.row_id) for r, _ in leads]
    bare = bare_years(table, annual, years)
    notes = [over(row.year, row.tall, text) for row, text in leads] + [over(*year) for year in bare]
    figure = forms.columns(marks, notes, years, height=280, top=1.16 * max([1.0, *(row.tall for row, _ in leads)]))
    drawn = [row for row, _ in leads]
    reported = [row for row in drawn if not derived(row)]
    title, subtitle = level_title(reported if len(reported) > 1 else drawn), level_subtitle(table, annual, years[0])
    inferred = table.period_inferred.map(YES_NO)
    rows = told_figures(table)[["Period", MILLION, "Reported by", "Formula"]].assign(**{"Period inferred": inferred})
    alt = f"Columns of turnover by year. {title}. {subtitle} " + " ".join(
        f"{row.year}: {text} ({by(row)})." for row, text in leads
    )
    alt += "".join(f" {year}: {text}." for year, _, text in bare)
    told = table[table.year.notna()]
    source = sources_line(told) + "; for other periods: in the table" * (len(told) < len(table))
    return finish(figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=source)


def derived(row) -> bool:
    """Whether a level is derived here, or its year inferred."""
    return bool(row.derived or row.period_inferred)


def lead(rows: pd.DataFrame) -> tuple[Any, str]:
    """The level that stands for a year, and its words: a reported one, without "over" if there is one; else a range."""
    ours = rows.derived.astype(bool) | rows.period_inferred.astype(bool)  # drawn to the middle of what they are between
    rows = rows.assign(bent=rows.qualifier != "unqualified", tall=rows.value.mask(ours, rows.value.mean()))
    rows = rows.sort_values(["derived", "period_inferred", "bent"], kind="stable")
    best = next(rows.itertuples())
    low, high = (number(value, 0) for value in (rows.value.min(), rows.value.max()))
    if derived(best):
        return best, low if low == high else f"{low}–{high}"
    return best, bent(best).replace(number(best.value), number(best.value, 0))


def column(
    x: Any, base: float, end: float, *, hollow: bool, text: str, colour: str = MARK, rows: str = ""
) -> dict[str, Any]:  # fmt: skip
    """A column of a year, from one height to another."""
    look = {"color": CLEAR if hollow else colour, "line": {"color": colour, "width": 1.5}}
    told = {"hovertext": [text], "hoverinfo": "text", "textposition": "none"}
    place = {"type": "bar", "x": [int(x)], "base": [base], "y": [end - base], "width": [0.62]}
    return {**place, "marker": look, **told} | behind(rows)


def over(year: Any, height: float, text: str) -> dict[str, Any]:
    """The words of a year, above its column."""
    return forms.note(
        f"<b>{ink(text.replace(' ', '<br>').replace('–', '–<br>'))}</b>", int(year), height, yanchor="bottom", yshift=2
    )


def bare_years(table: pd.DataFrame, annual: pd.DataFrame, years: list[int]) -> list[tuple[int, float, str]]:
    """The years without a column, each with the words that stand in its place: what it is at least or at most, or that no figure was seen."""
    bounds = table[table.qualifier.isin(BOUNDS) & table.year.notna()]
    words = {r.year: f"{bend(r.qualifier)}{number(r.value, 0)}" for r in bounds.itertuples()}
    return [(year, 0.0, words.get(year, "none seen")) for year in years if year not in set(annual.year)]


def level_subtitle(table: pd.DataFrame, annual: pd.DataFrame, first: int) -> str:
    """Unit, levels of years before the first that is drawn, and how many figures are of other periods."""
    early = annual[annual.year < first]
    parts = ["Million US dollars, nominal"]
    if len(early):
        parts.append(
            "before: " + listed(f"{number(lead(rows)[0].value, 0)} in {y}" for y, rows in early.groupby("year"))
        )
    text = "; ".join(parts) + "."
    text += " Hollow: computed here, by the formula in the table." * any(
        derived(lead(rows)[0]) for y, rows in annual.groupby("year") if y >= first
    )
    others = int(table.year.isna().sum())
    return text + f" {capital(count(others, 'amount'))} for other periods: in the table." * bool(others)


def level_title(levels: list) -> str:
    """The finding: how the level went, from the highest or lowest reported year to the last."""
    low, top = (pick(levels, key=lambda r: r.value) for pick in (min, max))
    last = levels[-1]
    text = {r.year: f"{'at least ' if r.qualifier == 'at least' else ''}{number(r.value, 0)}" for r in (low, top, last)}
    above = "above" if last.qualifier == "over" else "to"
    if low.value == top.value:
        return f"Trade stayed at {text[last.year]} million dollars from {levels[0].year} to {last.year}"
    if last.year == top.year:
        return (
            f"Trade rose from {text[low.year]} million dollars in {low.year} {above} {text[last.year]} in {last.year}"
        )
    if last.year == low.year:
        return (
            f"Trade fell from {text[top.year]} million dollars in {top.year} {above} {text[last.year]} in {last.year}"
        )
    if top.year < low.year:
        return (
            f"Trade fell from {text[top.year]} to {text[low.year]} million dollars, then rose {above} {text[last.year]}"
        )
    return f"Trade rose from {text[low.year]} to {text[top.year]} million dollars, then fell {above} {text[last.year]}"


def told_figures(table: pd.DataFrame) -> pd.DataFrame:
    """Figures as the table behind a chart tells them."""
    heads = {"period": "Period", "year": "Year", "origin": "Reported by", "derived_from": "Formula"}
    told = table.assign(derived_from=table.derived_from.fillna("")).rename(columns=heads)
    return told.assign(**{MILLION: [*map(bent, table.itertuples())]})


def staircase(table: pd.DataFrame) -> go.Figure:
    """Where the rise came from: the level of each year, and the step from the year before. Takes `steps`."""
    if table.empty:
        return nothing("Where the rise came from", "no figures in the data")
    marks, ticks, before = [], {}, None
    for year, rows in table.groupby("year", sort=True):
        low, high, level = float(rows.low.min()), float(rows.high.max()), float(rows.value.mean())
        text, keys = "<br>".join(figure_hover(r) for r in rows.itertuples()), " ".join(rows.row_id)
        rise = change(rows.rise_low.min(), rows.rise_high.max()) if rows.rise_low.notna().all() else ""
        if before is not None and rise:
            unsure, falls = rows.rise_low.min() < 0 < rows.rise_high.max(), rows.rise_high.max() <= 0
            colour = FAINT if unsure else MARK
            marks.append(column(year, before, level, hollow=falls, text=text, colour=colour, rows=keys))
            marks.append(joined([int(year) - 1, int(year)], before))
        if before is None or not rise or high - low > WIDE * rows.value.max():
            marks.append(whisker(int(year), low, high, level, text) | behind(keys))
        words = rise_words(rows, level - before) if before is not None and rise else ""
        ticks[int(year)] = [f"{year}", f"<b>{ink(level_words(rows))}</b>", words]
        before = level
    top = 1.08 * float(table.high.replace(float("inf"), float("nan")).max())
    years = [*ticks]
    named = ["<br>".join(filter(None, words)) for words in ticks.values()]
    figure = forms.columns(marks, [], years, height=230, top=top, names=named)
    title = step_title(table)
    unsure = ((table.rise_low < 0) & (table.rise_high > 0)).any()
    subtitle = "Million US dollars, nominal; below each year its level and the change on the year before."
    subtitle += " Rounding makes each change a range: in the table." + " Pale: up or down, unsure." * bool(unsure)
    rises = [*map(change_words, table.itertuples())]
    rows = told_figures(table)[["Year", MILLION, "Reported by", "Formula"]]
    rows.insert(2, "Change on the year", rises)
    alt = f"Steps of turnover by year. {title}. " + " ".join(
        f"{r.year}: {bent(r)} million, {by(r)}." for r in table.itertuples()
    )
    return finish(figure, title, subtitle, alt, table=rows, row_ids=table.row_id, source=sources_line(table))


def rise_words(rows: pd.DataFrame, rise: float) -> str:
    """The change on the year before in a few words, unless it may be up or down."""
    low, high = float(rows.rise_low.min()), float(rows.rise_high.max())
    if low < 0 < high:
        return "up or<br>down"
    if high == float("inf"):
        return f"{signed(low)}<br>or more"
    return signed(low) if signed(low) == signed(high) else f"about<br>{signed(rise)}"


def level_words(rows: pd.DataFrame) -> str:
    """The level of a year in a word: one number, or the range of several."""
    low, high = (number(value, 0) for value in (rows.value.min(), rows.value.max()))
    return low if low == high else f"{low}–{high}"


def joined(years: list[int], level: float) -> dict[str, Any]:
    """A thin line from one year's level to the next year's column."""
    return {"x": years, "y": [level] * 2, "mode": "lines", "line": {"color": SOFT, "width": 1}, "hoverinfo": "skip"}


def whisker(year: int, low: float, high: float, level: float, text: str) -> dict[str, Any]:
    """A year's level, and how far its figures reach."""
    reach = {"type": "data", "symmetric": False, "array": [high - level], "arrayminus": [level - low]}
    bars = {**reach, "color": SOFT, "thickness": 2, "width": 5}
    look = {"mode": "markers", "marker": {"color": MARK, "size": 8}, "cliponaxis": False}
    return {"x": [year], "y": [level], "error_y": bars, **look, "hovertext": text, "hoverinfo": "text"}


def step_title(table: pd.DataFrame) -> str:
    """The finding: which year brought the largest change, and whether that is most of a rise."""
    best, first, last = steepest(table), table.year.min(), table.year.max()
    if best is None:
        return f"From {first} to {last} no two neighbouring years have a level"
    before, after = table[table.year == first], table[table.year == last]
    rise = Interval(after.low.min(), after.high.max()) - Interval(before.low.min(), before.high.max())
    if rise.low <= 0:
        return f"Trade did not surely rise from {first} to {last}; the best year was {best.year}"
    most = "Most of" if 2 * best.rise_low > rise.high else "The largest step in"
    return f"{most} the rise from {first} to {last} came in {best.year}"


def direction_dots(table: pd.DataFrame) -> go.Figure:
    """Who sells how much to whom, for each period and reporter where both are known. Takes `directions`."""
    if table.empty:
        return nothing("Who exports to whom", "no figures on exports in the data")
    groups = [rows for _, rows in table.groupby(["period_start_on", "period_end_on", "reporter"], sort=True)]
    both = [rows for rows in groups if rows.seller.nunique() == 2]
    sellers = list(dict.fromkeys([*table.party_a_id, *table.seller]))
    colours = dict(zip(sellers, [SIDES["host"], SIDES["guest"]]))
    names = {**dict(zip(table.buyer, table.buyer_name)), **dict(zip(table.seller, table.seller_name))}
    lines = [exports_line(rows, colours, names) for rows in both or groups]
    figure = forms.rows(lines, axis="million US dollars", range=[0, float(table.value.max()) * 1.06], nticks=7)
    title = direction_title(table, both, names)
    tones = listed(f"{tone} what {names[seller]} sold" for tone, seller in zip(("blue", "orange"), sellers))
    subtitle = f"Million US dollars, nominal: {tones}. At the right: the larger as a multiple of the smaller."
    left_out = len(groups) - len(lines)
    subtitle += f" {capital(count(left_out, 'period'))} with one direction only: in the table." if left_out else ""
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


def exports_line(rows: pd.DataFrame, colours: dict[str, str], names: dict[str, str]) -> forms.Row:
    """What a reporter tells of a period: a dot for each direction."""
    ends = sorted(rows.value)
    marks: list[forms.Mark] = [{"x0": ends[0], "x1": ends[-1], "width": 3}] if len(ends) > 1 else []
    marks += [
        {"x": r.value, "colour": colours[r.seller], "hover": figure_hover(r), "rows": r.row_id}
        for r in rows.itertuples()
    ]
    line = {"label": rows.period.iloc[0], "soft": f"by {rows.reporter.iloc[0]}", "marks": marks}
    sold = rows.groupby("seller").value.max()
    return {**line, "value": f"{sold.max() / sold.min():.1f} times"} if len(sold) == 2 else line


def direction_title(table: pd.DataFrame, both: list[pd.DataFrame], names: dict[str, str]) -> str:
    """The finding: which direction is the larger where both are reported."""
    if not both:
        one = table.seller.nunique() != 2
        return "Exports are known in one direction only" if one else "Nobody reports both directions for one period"
    leads = [rows.loc[rows.value.idxmax()].seller for rows in both]
    seller = max(dict.fromkeys(leads), key=leads.count)
    if len(set(leads)) > 1:
        most, total = map(word, (leads.count(seller), len(leads)))
        return f"{names[seller]} sold more than it bought in {most} of {total} reports on {span_of(both)}"
    ratios = [sold(rows, rows.seller == seller) / sold(rows, rows.seller != seller) for rows in both]
    low, high = (f"{value:.1f}" for value in (min(ratios), max(ratios)))
    much = low if low == high else f"{low} to {high}"
    return f"{names[seller]} sold {much} times as much as it bought, {span_of(both)}"


def span_of(groups: list[pd.DataFrame]) -> str:
    """The years that some periods span; one period by its own name."""
    if len({rows.period.iloc[0] for rows in groups}) == 1:
        return groups[0].period.iloc[0]
    first, last = (
        f(day.year for rows in groups for day in rows[c]) for f, c in ((min, "period_start_on"), (max, "period_end_on"))
    )
    return str(first) if first == last else f"{first} to {last}"


def sold(rows: pd.DataFrame, way: pd.Series) -> float:
    """The amount of one direction."""
    return float(rows[way].value.max())


def sources_line(table: pd.DataFrame) -> str:
    """Who reported the figures of a table, for the line under a chart."""
    told = f"figures by {semicolons(table.reporter)}"
    return told + "; some computed from theirs, by the formula in the table" * bool(table.derived.any())


def figure_hover(row) -> str:
    """Hover text of a figure: value, period, reporter, words and caveat."""
    value = f"{bent(row)} million US dollars, {row.period}"
    words = f"“{row.quote}”" if isinstance(row.quote, str) else None
    how = f"formula: {row.derived_from}" if row.derived else None
    period = f"period in the words: {row.period_as_stated}" if isinstance(row.period_as_stated, str) else None
    return hover(value, by(row), how, words, period, row.note)
