"""Levels of trade, drawn: by year, step by step, by direction."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from summitdata.house import forms
from summitdata.house.figure import CLEAR, COLOURS, FAINT, MARK, SIDES, SOFT, finish, hover, ink, nothing
from summitdata.house.intervals import BOUNDS, Interval
from summitdata.house.marks import behind
from summitdata.house.words import bend, brief, capital, count, listed, number, semicolons, the, word
from summitdata.themes.growth.statements import bent, by, change, signed

MILLION = "Million US dollars"
HEADS = {"million": MILLION, "origin": "Reported by", "derived_from": "Formula"}
YES_NO = {True: "yes", False: "no"}
REACH = {"type": "data", "color": SOFT, "thickness": 2, "width": 5}  # how far the figures of a year reach
DOT = {"mode": "markers", "marker": {"color": MARK, "size": 8}, "cliponaxis": False, "hoverinfo": "text"}
WIDE = 0.05  # of its level: how far figures must reach to be drawn on a step
DECADE = 10  # so many years are drawn; levels of earlier ones are told below the title


def level_dots(table: pd.DataFrame) -> go.Figure:
    """Reported turnover by year, a column a year; drawn from two years on. Takes `levels`."""
    ours = table.derived.astype(bool) | table.period_inferred.astype(bool)
    table = table.assign(ours=ours, bent=table.qualifier != "unqualified")
    annual = table[table.year.notna() & ~table.qualifier.isin(BOUNDS)]
    leads = {int(year): lead(rows) for year, rows in annual.groupby("year")}
    last = max(leads, default=0)
    drawn = {year: found for year, found in leads.items() if year > last - DECADE}
    if len(drawn) < 2:
        return nothing("Turnover between the two countries, as reported", "no two years with a figure in the data")
    years, rows = [*range(min(drawn), last + 1)], [row for row, _ in drawn.values()]
    marks = [column(r.year, 0, r.tall, hollow=bool(r.ours), text=figure_hover(r), rows=r.row_id) for r in rows]
    bounds = table[table.qualifier.isin(BOUNDS) & table.year.notna()]
    bare = {r.year: f"{bend(r.qualifier)}{number(r.value, 0)}" for r in bounds.itertuples()}
    bare = {year: bare.get(year, "none seen") for year in years if year not in drawn}
    shown = [(row.year, row.tall, text, f"{text} ({by(row)})") for row, text in drawn.values()]
    shown += [(year, 0.0, text, text) for year, text in bare.items()]
    notes, said = [over(*place) for *place, _ in shown], [f"{year}: {told}." for year, *_, told in shown]
    top = 1.16 * max([1.0, *(row.tall for row in rows)])
    figure = forms.columns(marks, notes, years, height=280, top=top, said=said)
    reported = [row for row in rows if not row.ours]
    title = level_title(reported if len(reported) > 1 else rows)
    early = [f"{number(row.value, 0)} in {year}" for year, (row, _) in leads.items() if year not in drawn]
    subtitle = "Million US dollars, nominal" + f"; before: {listed(early)}" * bool(early) + "."
    subtitle += " Hollow: computed here, by the formula in the table." * any(row.ours for row in rows)
    others = int(table.year.isna().sum())
    subtitle += f" {capital(count(others, 'amount'))} for other periods: in the table." * bool(others)
    table = told_figures(table).assign(inferred=table.period_inferred.map(YES_NO))
    heads = {"period": "Period", **HEADS, "inferred": "Period inferred"}
    source = sources_line(table[table.year.notna()])
    source += "; for other periods: in the table" * bool(others)
    return finish(figure, title, subtitle, table=table, heads=heads, source=source)


def lead(rows: pd.DataFrame) -> tuple[Any, str]:
    """The level that stands for a year, and its words: a reported one, without "over" if there is one; else a range."""
    rows = rows.assign(tall=rows.value.mask(rows.ours, rows.value.mean()))  # ours are drawn to the middle of all
    best = next(rows.sort_values(["derived", "period_inferred", "bent"], kind="stable").itertuples())
    if best.ours:
        return best, level_words(rows)
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
    text = text.replace(" ", "<br>").replace("–", "–<br>" if len(text) > 6 else "–")
    words = f"<b>{ink(text)}</b>"
    return forms.note(words, int(year), height, yanchor="bottom", yshift=2)


def level_title(levels: list) -> str:
    """The finding: how the level went, from the highest or lowest reported year to the last."""
    low, top = (pick(levels, key=lambda r: r.value) for pick in (min, max))
    (first, turn), last = sorted((low, top), key=lambda r: r.year), levels[-1]
    a, b, c = ("at least " * (r.qualifier == "at least") + number(r.value, 0) for r in (first, turn, last))
    if low.value == top.value:
        return f"Trade stayed at {c} million dollars from {levels[0].year} to {last.year}"
    verb, back = ("rose", "fell") if first is low else ("fell", "rose")
    above = "above" if last.qualifier == "over" else "to"
    if last.year == turn.year:
        title = f"Trade {verb} from {a} million dollars in {first.year} {above} {c} in {last.year}"
        return brief(title, f"Trade {verb} {above} {c} million dollars from {first.year} to {last.year}")
    title = f"Trade {verb} from {a} to {b} million dollars, then {back} {above} {c}"
    return brief(title, f"Trade {verb} until {turn.year}, then {back} {above} {c} million dollars")


def told_figures(table: pd.DataFrame) -> pd.DataFrame:
    """Figures as the table behind a chart tells them."""
    return table.assign(million=[*map(bent, table.itertuples())], derived_from=table.derived_from.fillna(""))


def staircase(table: pd.DataFrame) -> go.Figure:
    """Where the rise came from: the level of each year, and the step from the year before. Takes `steps`."""
    if table.empty:
        return nothing("Where the rise came from", "no figures in the data")
    marks, ticks, before = [], {}, 0.0
    for year, rows in table.groupby("year", sort=True):
        low, high, level = map(float, (rows.low.min(), rows.high.max(), rows.value.mean()))
        fall, rise = rows.rise_low.min(), rows.rise_high.max()  # at least, at most
        text, keys = "<br>".join(figure_hover(r) for r in rows.itertuples()), " ".join(rows.row_id)
        if known := rows.rise_low.notna().all():
            colour = FAINT if fall < 0 < rise else MARK
            marks.append(column(year, before, level, hollow=rise <= 0, text=text, colour=colour, rows=keys))
            line = {"mode": "lines", "line": {"color": SOFT, "width": 1}, "hoverinfo": "skip"}
            marks.append({"x": [int(year) - 1, int(year)], "y": [before] * 2, **line})
        if not known or high - low > WIDE * rows.value.max():
            bars = {"array": [high - level], "arrayminus": [level - low], "symmetric": False}
            dot = {"x": [int(year)], "y": [level], "error_y": REACH | bars, "hovertext": text}
            marks.append(dot | DOT | behind(keys))
        words = [rise_words(fall, rise, level - before)] if known else []
        ticks[int(year)] = "<br>".join([f"{year}", f"<b>{ink(level_words(rows))}</b>", *words])
        before = level
    top = 1.08 * float(table.high.replace(float("inf"), float("nan")).max())
    said = [f"{r.year}: {bent(r)} million, {by(r)}." for r in table.itertuples()]
    figure = forms.columns(marks, [], [*ticks], height=230, top=top, names=[*ticks.values()], said=said)
    unsure = ((table.rise_low < 0) & (table.rise_high > 0)).any()
    subtitle = "Million US dollars, nominal; below each year its level and the change on the year before."
    subtitle += " Rounding makes each change a range: in the table." + " Pale: up or down, unsure." * bool(unsure)
    rows = told_figures(table).assign(change=[*map(change, table.rise_low, table.rise_high)])
    heads = {"year": "Year", "million": MILLION, "change": "Change on the year", **HEADS}
    return finish(figure, step_title(table), subtitle, table=rows, heads=heads, source=sources_line(table))


def rise_words(low: float, high: float, rise: float) -> str:
    """The change on the year before in a few words, unless it may be up or down."""
    if low < 0 < high:
        return "up or<br>down"
    if high == float("inf"):
        return f"{signed(low)}<br>or more"
    return signed(low) if signed(low) == signed(high) else f"about<br>{signed(rise)}"


def level_words(rows: pd.DataFrame) -> str:
    """The level of a year in a word: one number, or the range of several."""
    low, high = (number(value, 0) for value in (rows.value.min(), rows.value.max()))
    return low if low == high else f"{low}–{high}"


def step_title(table: pd.DataFrame) -> str:
    """The finding: which year brought the largest change, and whether that is most of a rise."""
    first, last, rises = table.year.min(), table.year.max(), (table.rise_low + table.rise_high).dropna()
    if rises.empty:
        return f"From {first} to {last} no two neighbouring years have a level"
    best, before, after = table.loc[rises.idxmax()], table[table.year == first], table[table.year == last]
    rise = Interval(after.low.min(), after.high.max()) - Interval(before.low.min(), before.high.max())
    if rise.low <= 0:
        return f"Trade may not have risen from {first} to {last}; {best.year} was best"
    most = "Most of the rise" if 2 * best.rise_low > rise.high else "The largest step up"
    return f"{most} from {first} to {last} came in {best.year}"


def direction_dots(table: pd.DataFrame) -> go.Figure:
    """Who sells how much to whom, for each period and reporter where both are known. Takes `directions`."""
    if table.empty:
        return nothing("Who exports to whom", "no figures on exports in the data")
    groups = [rows for _, rows in table.groupby(["period_start_on", "period_end_on", "reporter"], sort=True)]
    both = [rows for rows in groups if rows.seller.nunique() == 2]
    sellers = list(dict.fromkeys([*table.party_a_id, *table.seller]))
    colours = dict(zip(sellers, SIDES.values()))
    names = dict(zip([*table.buyer, *table.seller], map(the, [*table.buyer_name, *table.seller_name])))
    lines = [exports_line(rows, colours) for rows in both or groups]
    most = max(float(rows.value.max()) for rows in both or groups)
    figure = forms.rows(lines, axis="million US dollars", range=[0, 1.1 * most], nticks=7)
    tones = listed(f"{COLOURS[side]} what {names[seller]} sold" for side, seller in zip(SIDES, sellers))
    subtitle = f"Million US dollars, nominal: {tones}. At the right: the larger as a multiple of the smaller."
    left_out = len(groups) - len(lines)
    subtitle += f" {capital(count(left_out, 'period'))} with one direction only: in the table." if left_out else ""
    title, source = direction_title(table, both, names), f"figures by {semicolons(table.reporter)}"
    table = table.assign(million=[*map(bent, table.itertuples())], mirrored=table.mirror.map(YES_NO))
    heads = {"period": "Period", "seller_name": "Seller", "buyer_name": "Buyer", "million": MILLION}
    heads |= {"reporter": "Reported by", "mirrored": "Mirror figure"}
    return finish(figure, title, subtitle, table=table, heads=heads, source=source)


def exports_line(rows: pd.DataFrame, colours: dict[str, str]) -> forms.Row:
    """What a reporter tells of a period: a dot for each direction."""
    low, high, sold = rows.value.min(), rows.value.max(), rows.groupby("seller").value.max()
    marks: list[forms.Mark] = [{"x0": low, "x1": high, "width": 3}] * (len(rows) > 1)
    for r in rows.itertuples():
        marks.append({"x": r.value, "colour": colours[r.seller], "hover": figure_hover(r), "rows": r.row_id})
    value = f"{sold.max() / sold.min():.1f} times" if len(sold) == 2 else ""
    said = listed(f"{r.seller_name} sold {bent(r)} million to {r.buyer_name}" for r in rows.itertuples())
    label = {"label": rows.period.iloc[0], "soft": f"by {rows.reporter.iloc[0]}", "said": said}
    return {**label, "marks": marks, "value": value}


def direction_title(table: pd.DataFrame, both: list[pd.DataFrame], names: dict[str, str]) -> str:
    """The finding: which direction is the larger where both are reported."""
    if not both:
        one = table.seller.nunique() != 2
        return "Exports are known in one direction only" if one else "Nobody reports both directions for one period"
    sold, told = [rows.groupby("seller").value.max() for rows in both], pd.concat(both)
    leads = [most.idxmax() for most in sold]
    years = dict.fromkeys([str(told.period_start_on.min().year), str(told.period_end_on.max().year)])
    when = told.period.iloc[0] if told.period.nunique() == 1 else " to ".join(years)
    seller = max(dict.fromkeys(leads), key=leads.count)
    if len(set(leads)) > 1:
        most, total = map(word, (leads.count(seller), len(leads)))
        title = f"{capital(names[seller])} sold more than it bought in {most} of {total} reports"
        return brief(f"{title} on {when}", title)
    ratios = [most.max() / most.min() for most in sold]
    much = " to ".join(dict.fromkeys(f"{ratio:.1f}" for ratio in (min(ratios), max(ratios))))
    title = f"{capital(names[seller])} sold {much} times what it bought"
    return brief(f"{title}, {when}", title)


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
