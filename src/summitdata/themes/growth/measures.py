"""Trade growth, measured: steps, directions, rates. Levels and readings stand in multiples.py."""

from __future__ import annotations

import math

import pandas as pd

from summitdata.data import Data
from summitdata.house.intervals import Interval
from summitdata.house.words import day, period
from summitdata.themes.growth.claimed import claim_publisher, claims, day_told, subject
from summitdata.themes.growth.multiples import levels, readings
from summitdata.themes.growth.reported import DOLLARS, of_pair, on, pair_figures


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
    Nobody confirms himself: rates that the claim's own speaker reports are left out, and
    ``own`` has their keys.

    Returns
    -------
    DataFrame
        One row a claim or rate: ``row_id``, ``claim_id``, ``window`` (of the claim), ``who``,
        ``label`` (period in words), ``value``, ``low``, ``high`` (percent), ``claimed`` (bool),
        ``voice``, ``side``, ``said``, ``words`` (the claim's quote), ``verdict``
        (inside, overlaps, outside; empty for the claim), ``ended`` (bool: the claim names
        the last day of its window), ``own``.
    """
    rows = []
    table = pair_figures(data)
    table = table[(table.basis == "growth on year") & (table.unit == "percent") & ~table.derived]
    for claim in claims(data)[data.claims.change == "percent"].itertuples():
        start, end, words = claim.window_start_on, claim.window_end_on, Interval(claim.low, claim.high)
        if claim.window == "YTD":
            start = day_told(data, claim).replace(month=1, day=1) if pd.isna(start) else start
        part = on(table, claim)
        part = part[(part.period_start_on == start) & ((part.period_end_on == end) | (claim.window == "YTD"))]
        part = part[part.period_end_on == part.period_end_on.max()]
        own, part = part[part.reporter_id == claim.actor_id].row_id.tolist(), part[part.reporter_id != claim.actor_id]
        common = {"claim_id": claim.row_id, "window": claim.window, "ended": pd.notna(end), "own": own}
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
    columns = "row_id claim_id window who label value low high claimed voice side said words verdict ended own"
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


def steepest(table: pd.DataFrame):
    """The row of the year with the largest rise; None where no two neighbouring years have a level."""
    rises = (table.rise_low + table.rise_high).dropna()
    return table.loc[rises.idxmax()] if len(rises) else None
