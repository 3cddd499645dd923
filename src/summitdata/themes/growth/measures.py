"""Trade growth, measured: claims, levels, readings, steps, directions, the year to date.

Data in, DataFrame out; nothing is read from a text.
"""

from __future__ import annotations

import math
import re
from typing import Any

import pandas as pd

from summitdata.data import Data
from summitdata.house.formulas import formula_keys
from summitdata.house.intervals import Interval, covered, of_formula
from summitdata.house.words import day, duration, listed, period
from summitdata.themes.speakers import attributed

DOLLARS, PRICES, TURNOVER = "USD million", "consumer price index", "trade turnover"


def pairs(data: Data) -> set[tuple[str, str]]:
    """The pairs of countries that the claims are about, in both orders."""
    found = set(zip(data.claims.country_a, data.claims.country_b))
    return found | {(b, a) for a, b in found}


def claims(data: Data) -> pd.DataFrame:
    """The growth claims with what their wording covers.

    Returns
    -------
    DataFrame
        One row a claim, as in the table, with speaker columns (`attributed`)
        ``between`` (names of the countries), and ``low``, ``high``: what the
        number covers, in its own unit (a multiple or percent); NaN for a claim
        without a number.
    """
    table = data.claims
    spans = [
        covered(v, s, q if isinstance(q, str) else "unqualified") if v == v else Interval(math.nan, math.nan)
        for v, s, q in zip(table.value, table.step, table.qualifier)
    ]
    return attributed(table, data).assign(
        between=between(table, data), low=[i.low for i in spans], high=[i.high for i in spans]
    )


def between(table: pd.DataFrame, data: Data) -> list[str]:
    """The countries that each row is about, by name."""
    names = country_names(data)
    codes = zip(table.country_a, table.country_b)
    return [listed(names.get(code, code) for code in pair if isinstance(code, str)) for pair in codes]


def figures(data: Data) -> pd.DataFrame:
    """The figures on trade between the claims' countries, with reporter and period in words.

    Returns
    -------
    DataFrame
        One row a figure, with ``reporter``, ``period`` (words), ``year`` (of a
        whole calendar year, else <NA>), ``low`` and ``high`` (what the figure
        covers; *over* read conventionally, one step up), ``derived`` (bool),
        ``origin`` (who reports it, or from whose figures it is derived here) and
        ``flow`` ("exports from Belarus to Iran").
    """
    wanted = pairs(data)
    ours = [p in wanted for p in zip(data.figures.country_a, data.figures.country_b)]
    return worded(data.figures[pd.Series(ours, index=data.figures.index, dtype=bool)], data)


def used(data: Data) -> pd.DataFrame:
    """All figures that a claim of growth can be held against: on the claims' countries (`figures`), then on prices.

    Returns
    -------
    DataFrame
        As from `figures`, with ``publisher`` (of the source).
    """
    prices = worded(data.figures[data.figures.indicator == PRICES], data)
    table = pd.concat([figures(data), prices], ignore_index=True)
    publisher = table.source_id.map(data.sources.set_index("source_id").publisher)
    return table.assign(publisher=publisher)


def worded(table: pd.DataFrame, data: Data) -> pd.DataFrame:
    """Rows of the table of figures in words, as `figures` gives them."""
    intervals = {key: figure_interval(data, key) for key in table.figure_id}
    whole = [
        a.year if (a.month, a.day, b.month, b.day, b.year) == (1, 1, 12, 31, a.year) else pd.NA
        for a, b in zip(table.period_start_on, table.period_end_on)
    ]
    return table.assign(
        row_id=table.figure_id,
        reporter=table.reporter_id.map(data.names("actors")),
        period=[period(a.date(), b.date()) for a, b in zip(table.period_start_on, table.period_end_on)],
        year=pd.array(whole, dtype="Int64"),
        low=[intervals[k].low for k in table.figure_id],
        high=[intervals[k].high for k in table.figure_id],
        derived=table.derived_from.notna(),
        origin=[origin(data, key) for key in table.figure_id],
        flow=flows(table, data),
    ).sort_values(["period_start_on", "period_end_on", "figure_id"], ignore_index=True)


def origin(data: Data, figure_id: str) -> str:
    """Who reports a figure, or from whose figures it is derived here."""
    names = listed(reporters(data, figure_id))
    return names if pd.isna(data.row(figure_id).derived_from) else f"derived here from figures by {names}"


def reporters(data: Data, figure_id: str) -> list[str]:
    """Who reports a figure, by name; for a derived one, who reports the figures that it is derived from."""
    row = data.row(figure_id)
    if pd.isna(row.derived_from):
        return [data.names("actors")[row.reporter_id]]
    return list(dict.fromkeys(name for key in formula_keys(row.derived_from) for name in reporters(data, key)))


def flows(table: pd.DataFrame, data: Data) -> list[str]:
    """What each figure counts, with the countries and, for exports and imports, the direction."""
    names = country_names(data)
    words = {"exports": "{} from {} to {}", "imports": "{} of {} from {}", PRICES: "{}, {}"}
    return [
        words.get(what, "{} of {} and {}").format(what, names.get(a, a), names.get(b, b))
        for what, a, b in zip(table.indicator, table.country_a, table.country_b)
    ]


def figure_interval(data: Data, figure_id: str, *, opened: bool = False) -> Interval:
    """What a figure covers; a derived one by its formula over what its inputs cover.

    Parameters
    ----------
    opened : bool
        Read *over* as open to above instead of one step.
    """
    row = data.row(figure_id)
    if row.derived_from == row.derived_from and row.qualifier != "at least":
        keys = formula_keys(row.derived_from)
        return of_formula(row.derived_from, {k: figure_interval(data, k, opened=opened) for k in keys})
    return covered(row.value, row.step, row.qualifier, opened=opened)


def levels(data: Data, claim: Any = None) -> pd.DataFrame:
    """Reported and derived levels in million US dollars, as `figures` has them.

    Parameters
    ----------
    claim : optional
        A claim: its indicator between its countries. Without one it is turnover
        between the countries of the claim that the charts are about (`subject`).
    """
    table = figures(data)
    table = table[(table.basis == "level") & (table.unit == DOLLARS)]
    table = of_pair(table[table.indicator == TURNOVER], subject(data)) if claim is None else on(table, claim)
    return table.reset_index(drop=True)


def subject(data: Data) -> Any:
    """The claim that the charts are about: the first that has readings, else the first; None without one."""
    told = list(data.claims.itertuples())
    return next((claim for claim in told if years_of(claim)), told[0] if told else None)


def years_of(claim: Any) -> int:
    """Over how many years a claim of a multiple speaks; 0 for any other claim: only the former has readings."""
    years = re.fullmatch(r"P(\d+)Y", claim.window) if isinstance(claim.window, str) else None
    return int(years[1]) if years and claim.change == "multiple" else 0


def of_pair(table: pd.DataFrame, claim: Any) -> pd.DataFrame:
    """The figures between a claim's countries, in either direction."""
    pair = claim is not None and {claim.country_a, claim.country_b}
    ours = [{a, b} == pair for a, b in zip(table.country_a, table.country_b)]
    return table[pd.Series(ours, index=table.index, dtype=bool)]


def on(table: pd.DataFrame, claim: Any) -> pd.DataFrame:
    """The figures on what a claim is about: its indicator between its countries, in its direction if it has one."""
    table = of_pair(table[table.indicator == claim.indicator], claim)
    return table if claim.indicator == TURNOVER else table[table.country_a == claim.country_a]


def readings(data: Data) -> pd.DataFrame:
    """The closed list of readings of each growth claim that names a multiple and a window.

    For a window of N years told on a day, Y being the last whole calendar year
    before it and the publisher's figures those of the claim's own source:

    1. *own base*: the first year of the window to Y, by the publisher's figures;
    2. *rolling*: the same base to the twelve months to the last reported month;
    3. *strict*: N years back from Y; bounded where the base is only bounded;
    4. *constant dollars*: reading 1 with the change of US consumer prices taken out;
    5. *context*: other bases in the table, within and before the window, to Y.

    Returns
    -------
    DataFrame
        One row a reading: ``row_id`` and ``words`` (of the claim), ``kind``, ``label``,
        ``base_id``, ``end_id``, ``low``, ``high`` (multiple; *over* one step
        up), ``open_low``, ``open_high`` (with *over* read as open), ``verdict`` and
        ``open_verdict`` (inside, overlaps, outside, no figure), ``by``
        (whose figures, in words, and what is derived here), ``reporters``
        (list, with whoever reports prices), ``claim_low``,
        ``claim_high``, ``row_ids``.
    """
    rows = []
    for claim in claims(data).itertuples():
        if years_of(claim):
            rows += claim_readings(data, claim, years_of(claim))
    columns = "row_id words kind label base_id end_id low high open_low open_high verdict open_verdict by reporters claim_low claim_high"
    return pd.DataFrame(rows, columns=[*columns.split(), "row_ids"])


def own_pair(table: pd.DataFrame, levels: pd.DataFrame) -> pd.DataFrame:
    """The two levels behind the reading by the publisher's own figures, under ``base`` and ``end``.

    Parameters
    ----------
    table, levels : DataFrame
        From `readings` and `levels`. Cells are empty where there is no such figure.
    """
    own = table[table.kind == "own base"].head(1)
    keys = [own[name].iloc[0] if len(own) else None for name in ("base_id", "end_id")]
    found = levels.set_index("row_id", drop=False).reindex(keys)
    return found.set_axis(["base", "end"])


def claim_readings(data: Data, claim, years: int) -> list[dict]:
    """The readings of one claim, in their order."""
    table = levels(data, claim)
    told_on = day_told(data, claim)
    last = told_on.year - 1
    publisher = claim_publisher(data, claim.source_id)
    window = range(last - years + 1, last + 1)
    end = best(table, last, publisher)
    base = next((row for year in window if (row := best(table, year, publisher)) is not None), None)
    own = f"{window[0]} to {last}" if base is None else f"{base.period} to {last}"
    strict = best(table, last - years, None)
    latest = rolling(table, told_on)
    out = [
        reading(data, claim, "own base", f"{own}, the publisher’s own figures", base, end),
        reading(data, claim, "rolling", rolling_label(base, latest), base, latest),
        reading(data, claim, "strict", f"{last - years} to {last}, a strict {duration(f'P{years}Y')}", strict, end),
        constant(data, claim, base, end, own),
    ]
    used = {row.year for row in (base, strict) if row is not None} | {last}
    for year in sorted(set(table.year.dropna()) - used):
        other = best(table, year, publisher) or best(table, year, None)
        if year < last and not other.derived:
            where = "a shorter stretch" if year in window else "outside the window"
            out.append(reading(data, claim, "context", f"{year} to {last}, {where}", other, end))
    return out


def day_told(data: Data, claim: Any) -> pd.Timestamp:
    """On which day a claim was told: that of its source, else the last day of the summit."""
    published = data.sources.set_index("source_id").published_on[claim.source_id]
    return data.row(claim.summit_id).ends_on if pd.isna(published) else published


def claim_publisher(data: Data, source_id: str) -> str:
    """The actor that has the name of a source's publisher; empty without one."""
    name = data.sources.set_index("source_id").publisher[source_id]
    keys = {v: k for k, v in data.names("actors").items()}
    return keys.get(name, "")


def best(table: pd.DataFrame, year: int, reporter_id: str | None):
    """A year's figure by a reporter, or by anybody; reported before derived; None without one."""
    rows = table[(table.year == year).fillna(False)]
    if reporter_id is not None:
        rows = rows[rows.reporter_id == reporter_id]
    rows = rows.sort_values(["derived", "period_inferred"], kind="stable")
    return next(rows.itertuples(), None)


def rolling(table: pd.DataFrame, told_on: pd.Timestamp):
    """The last twelve months that do not end with a calendar year and ended before a day."""
    months = (table.period_end_on - table.period_start_on).dt.days.between(364, 366)
    rows = table[months & table.year.isna() & table.derived & (table.period_end_on < told_on)]
    return next(rows.iloc[::-1].itertuples(), None)


def rolling_label(base, latest) -> str:
    """What the rolling reading is called."""
    if base is None or latest is None:
        return "the twelve months to the last reported month"
    return f"{base.period} to the twelve months to {period_end(latest)}"


def period_end(row) -> str:
    """The month in which a row's period ends."""
    start = row.period_end_on.replace(day=1)
    return period(start.date(), row.period_end_on.date())


def reading(data: Data, claim, kind: str, label: str, base, end, factor: float = 1.0, more: tuple = ()) -> dict:
    """One reading: the multiple from base to end, and how it lies to the claim."""
    words = Interval(claim.low, claim.high)
    row = {
        "row_id": claim.row_id,
        "words": claim.quote,
        "kind": kind,
        "label": label,
        "base_id": getattr(base, "figure_id", None),
        "end_id": getattr(end, "figure_id", None),
        "claim_low": claim.low,
        "claim_high": claim.high,
        "row_ids": [claim.row_id, *(r.figure_id for r in (base, end) if r is not None), *more],
    }
    if base is None or end is None:
        return row | {"verdict": "no figure", "open_verdict": "no figure", "by": "nobody", "reporters": []}
    scale = Interval(factor, factor)
    closed = figure_interval(data, end.figure_id) / figure_interval(data, base.figure_id) * scale
    opened = figure_interval(data, end.figure_id, opened=True)
    opened = opened / figure_interval(data, base.figure_id, opened=True) * scale
    return row | {
        "low": closed.low,
        "high": closed.high,
        "open_low": opened.low,
        "open_high": opened.high,
        "verdict": closed.against(words),
        "open_verdict": opened.against(words),
        "by": listed(dict.fromkeys([base.reporter, end.reporter]), last="with") + DERIVED[base.derived + end.derived],
        "reporters": [base.reporter, end.reporter],
    }


DERIVED = ("", ", one derived here", ", both derived here")


def constant(data: Data, claim, base, end, own: str) -> dict:
    """The publisher's own base in constant dollars of the base year, by one series of US prices for whole years."""
    label = f"{own}, in constant US dollars"
    prices = data.figures
    prices = prices[(prices.indicator == PRICES) & (prices.country_a == "USA") & (prices.basis == "level")]
    series = worded(prices, data).dropna(subset=["year"]).groupby(["reporter_id", "unit"], sort=False)
    known = [dict(zip(rows.year, zip(rows.figure_id, rows.value))) for _, rows in series]
    years = None if base is None or end is None else {base.year, end.year}
    averages = next((found for found in known if years and years <= set(found)), None)
    if averages is None:
        return reading(data, claim, "constant dollars", label, None, None)
    (first_id, first), (last_id, last) = averages[base.year], averages[end.year]
    row = reading(data, claim, "constant dollars", label, base, end, first / last, (first_id, last_id))
    statistics = reporters(data, last_id)
    by = f"{row['by']}, with prices by {listed(statistics)}"
    return row | {"by": by, "reporters": [*row["reporters"], *statistics]}


def steps(data: Data) -> pd.DataFrame:
    """The level year by year from the window's base to the last whole year, and the change on the year.

    Returns
    -------
    DataFrame
        One row a year and alternative: ``year``, ``low``, ``high`` (USD
        million), ``derived``, ``reporter``, ``row_id``, and ``rise_low``,
        ``rise_high``: the change on the year before, over all its alternatives.
    """
    growth = readings(data)
    own = growth[growth.kind == "own base"].dropna(subset=["base_id", "end_id"])
    if own.empty:
        return levels(data).head(0).assign(rise_low=[], rise_high=[])
    claim = data.row(own.iloc[0].row_id)
    table = levels(data, claim)
    table = table[table.year.notna() & (table.qualifier != "at least")]
    first, last = (data.row(own.iloc[0][k]).period_start_on.year for k in ("base_id", "end_id"))
    table = table[table.year.between(first, last)]
    preferred = claim_publisher(data, claim.source_id)
    rows = []
    for _, year in table.groupby("year", sort=True):
        reported = year[~year.derived]
        by_publisher = reported[reported.reporter_id == preferred]
        rows.append(by_publisher if len(by_publisher) else reported if len(reported) else year)
    table = pd.concat(rows, ignore_index=True)
    bounds = table.groupby("year").agg(low=("low", "min"), high=("high", "max"))
    before = [bounds.loc[y - 1] if y - 1 in bounds.index else None for y in table.year]
    return table.assign(
        rise_low=[r.low - b.high if b is not None else math.nan for r, b in zip(table.itertuples(), before)],
        rise_high=[r.high - b.low if b is not None else math.nan for r, b in zip(table.itertuples(), before)],
    )


def directions(data: Data) -> pd.DataFrame:
    """Exports from one side to the other where somebody reported them, the sides being those of `subject`.

    Imports of one country are the mirror of the other's exports and stand as
    such: ``seller`` and ``buyer`` are filled for both.

    Returns
    -------
    DataFrame
        One row a figure (`figures`), with ``seller``, ``buyer`` (ISO alpha-3)
        and ``mirror`` (True where the buyer reports).
    """
    table = of_pair(figures(data), subject(data))
    table = table[table.indicator.isin(["exports", "imports"]) & (table.basis == "level") & (table.unit == DOLLARS)]
    mirror = table.indicator == "imports"
    return table.assign(
        seller=table.country_b.where(mirror, table.country_a),
        buyer=table.country_a.where(mirror, table.country_b),
        mirror=mirror,
    ).reset_index(drop=True)


def rates(data: Data) -> pd.DataFrame:
    """Each claim in percent, and the reported growth rates that it can be held against.

    A claim on the year to date has the rates from its first day on, whenever they end;
    any other those of exactly its own window.

    Returns
    -------
    DataFrame
        One row a claim or rate: ``row_id``, ``claim_id``, ``window`` (of the claim), ``who``,
        ``label`` (period in words), ``value``, ``low``, ``high`` (percent), ``claimed`` (bool),
        ``voice``, ``side``, ``said``, ``words`` (the claim's quote), ``verdict``
        (inside, overlaps, outside; empty for the claim), ``ended`` (bool: the claim names
        the last day of its window).
    """
    rows = []
    table = figures(data)
    table = table[(table.basis == "growth on year") & (table.unit == "percent") & ~table.derived]
    for claim in claims(data)[data.claims.change == "percent"].itertuples():
        start, end, words = claim.window_start_on, claim.window_end_on, Interval(claim.low, claim.high)
        if claim.window == "YTD":
            start = day_told(data, claim).replace(month=1, day=1) if pd.isna(start) else start
        part = on(table, claim)
        part = part[(part.period_start_on == start) & ((part.period_end_on == end) | (claim.window == "YTD"))]
        common = {"claim_id": claim.row_id, "window": claim.window, "ended": pd.notna(end)}
        rows.append(
            {"row_id": claim.row_id, "who": claim.speaker, "label": window_words(start, end), "value": claim.value}
            | {"low": claim.low, "high": claim.high, "claimed": True, "voice": claim.voice}
            | {"side": claim.side, "said": claim.said, "words": claim.quote.strip('“”"'), "verdict": "", **common}
        )
        rows += [
            {"row_id": rate.row_id, "who": rate.reporter, "label": rate.period, "value": rate.value}
            | {"low": rate.low, "high": rate.high, "claimed": False, "voice": "reported", "side": "publisher"}
            | {"said": rate.note, "words": "", "verdict": Interval(rate.low, rate.high).against(words), **common}
            for rate in part.sort_values("period_end_on", ascending=False).itertuples()
        ]
    columns = "row_id claim_id window who label value low high claimed voice side said words verdict ended"
    return pd.DataFrame(rows, columns=columns.split())


def window_words(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """The window of a claim in words, as far as it is named."""
    if pd.isna(start):
        return "window not named"
    return f"since {day(start)}, end not named" if pd.isna(end) else period(start.date(), end.date())


def year_to_date(data: Data) -> pd.DataFrame:
    """Those of the `rates` that are on the year to date: each such claim and the rates of parts of that year."""
    table = rates(data)
    return table[table.window == "YTD"].reset_index(drop=True)


def country_names(data: Data) -> dict[str, str]:
    """Names of states by ISO alpha-3 code, from the actors."""
    states = data.actors[data.actors.kind == "state"]
    return dict(zip(states.country, states.name))


def steepest(table: pd.DataFrame):
    """The row of the year with the largest rise; None where no two neighbouring years have a level."""
    rises = (table.rise_low + table.rise_high).dropna()
    return table.loc[rises.idxmax()] if len(rises) else None
