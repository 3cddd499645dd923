"""Trade growth, measured: steps, directions, rates. Levels and readings stand in multiples.py."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from summitdata.data import Data
from summitdata.house.intervals import BOUNDS, Interval, covered
from summitdata.house.words import day, period
from summitdata.themes.growth.claimed import claim_publisher, claims, day_told, subject
from summitdata.themes.growth.multiples import levels, readings
from summitdata.themes.growth.reported import DOLLARS, TURNOVER, of_pair, on, pair_figures


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
    table = table[table.year.notna() & ~table.qualifier.isin(BOUNDS)]
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
        One row a figure (`figures`), with ``seller``, ``buyer`` (keys of actors),
        ``seller_name``, ``buyer_name`` and ``mirror`` (True where the buyer reports).
    """
    names = data.names("actors")
    table = of_pair(pair_figures(data), subject(data))
    table = table[table.indicator.isin(["exports", "imports"]) & (table.basis == "level") & (table.unit == DOLLARS)]
    table = table[~table.derived]
    mirror = table.indicator == "imports"
    seller, buyer = (
        a.where(mirror, b) for a, b in ((table.party_b_id, table.party_a_id), (table.party_a_id, table.party_b_id))
    )
    return table.assign(
        seller=seller,
        buyer=buyer,
        seller_name=[names[key] for key in seller],
        buyer_name=[names[key] for key in buyer],
        mirror=mirror,
    ).reset_index(drop=True)


def rates(data: Data) -> pd.DataFrame:
    """Each claim in percent, and the reported growth rates that it can be held against.

    A claim on the year to date has the rates of the longest part of that year: a first
    quarter is no test of words said in August. Any other has those of exactly its own window.
    Nobody confirms himself, and of two who claim the same thing neither confirms the other:
    rates that one of them reports are left out, and ``own`` has their keys.

    Returns
    -------
    DataFrame
        One row a claim or rate: ``row_id``, ``claim_id``, ``flow`` (what grew), ``who``,
        ``label`` (period in words), ``value``, ``low``, ``high`` (percent), ``printed_low`` and
        ``printed_high`` (the same with the last digit printed as the step), ``claimed`` (bool),
        ``voice``, ``side``, ``said``, ``words`` (the claim's quote), ``verdict``
        (inside, overlaps, outside; empty for the claim), ``ended`` (bool: the claim names
        the last day of its window), ``own``, ``beside`` (keys of what others claim of the
        same thing, for a window that is not wholly another).
    """
    rows, told = [], in_percent(data)
    table = pair_figures(data)
    table = table[(table.basis == "growth on year") & (table.unit == "percent") & ~table.derived]
    for claim in told.itertuples():
        start, end, words = claim.start_on, claim.window_end_on, Interval(claim.low, claim.high)
        part = on(table, claim)
        part = part[(part.period_start_on == start) & ((part.period_end_on == end) | (claim.window == "YTD"))]
        part = part[part.period_end_on == part.period_end_on.max()]
        same = told[told.thing == claim.thing]
        claimants = part.reporter_id.isin(same.actor_id)
        own, part = part[claimants].row_id.tolist(), part[~claimants]
        common = {"claim_id": claim.row_id, "flow": claim.flow, "ended": pd.notna(end), "own": own}
        apart = (same.window_end_on < start) | (same.start_on > end) | (same.actor_id == claim.actor_id)
        common |= {"beside": same.row_id[~apart].tolist()}
        printed = printed_interval(claim)
        rows.append(
            {"row_id": claim.row_id, "who": claim.speaker, "label": window_words(start, end), "value": claim.value}
            | {"low": claim.low, "high": claim.high, "claimed": True, "voice": claim.voice}
            | {"printed_low": printed.low, "printed_high": printed.high}
            | {"side": claim.side, "said": claim.said, "words": claim.quote.strip('“”"'), "verdict": "", **common}
        )
        rows += [
            {"row_id": rate.row_id, "who": rate.reporter, "label": rate.period, "value": rate.value}
            | {"low": rate.low, "high": rate.high, "claimed": False, "voice": "reported", "side": "publisher"}
            | {"printed_low": rate.low, "printed_high": rate.high}
            | {"said": rate.note, "words": "", "verdict": Interval(rate.low, rate.high).against(words), **common}
            for rate in part.sort_values("period_end_on", ascending=False).itertuples()
        ]
    columns = "row_id claim_id flow who label value low high printed_low printed_high claimed voice side said words"
    return pd.DataFrame(rows, columns=[*columns.split(), "verdict", "ended", "own", "beside"])


def in_percent(data: Data) -> pd.DataFrame:
    """The `claims` with a number in percent, with ``start_on`` (of the window) and ``thing`` (what grew, by keys)."""
    table = claims(data)[data.claims.change == "percent"].dropna(subset=["value"])
    told = [day_told(data, claim).replace(month=1, day=1) for claim in table.itertuples()]
    start = table.window_start_on.mask(
        table.window_start_on.isna() & (table.window == "YTD"), pd.Series(told, table.index)
    )
    ends = zip(table.indicator, table.party_a_id, table.party_b_id.fillna(""))
    thing = [f"{what} {' '.join(sorted(ends) if what == TURNOVER else ends)}" for what, *ends in ends]
    return table.assign(start_on=start, thing=thing)


def printed_interval(claim: Any) -> Interval:
    """What a claim's number covers if its last digit is meant: 30 may be a round ten, and is printed as a whole number."""
    whole = claim.step >= 10 and claim.value % claim.step == 0
    return covered(claim.value, 1.0 if whole else claim.step, claim.qualifier)


def window_words(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """The window of a claim in words, as far as it is named."""
    if pd.isna(start):
        return "window not named"
    return f"since {day(start)}, end not named" if pd.isna(end) else period(start.date(), end.date())


def steepest(table: pd.DataFrame):
    """The row of the year with the largest rise; None where no two neighbouring years have a level."""
    rises = (table.rise_low + table.rise_high).dropna()
    return table.loc[rises.idxmax()] if len(rises) else None
