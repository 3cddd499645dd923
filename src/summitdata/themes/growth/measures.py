"""Trade growth, measured: steps, directions, rates. Levels stand in statements.py, readings in multiples.py."""

import pandas as pd

from summitdata.data import Data
from summitdata.house.intervals import BOUNDS, Interval, covered
from summitdata.house.words import day, period
from summitdata.themes.growth.multiples import levels, readings
from summitdata.themes.growth.statements import DOLLARS, TURNOVER, claims, of_pair, on, pair_figures, subject, told_on

RATE = (
    "row_id claim_id flow who label value low high printed_low printed_high claimed voice side said words "
    "verdict beside"
)


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
    claim = data.row(own.row_id.iloc[0])
    table = levels(data, claim)
    first, last = (data.row(own[key].iloc[0]).period_start_on.year for key in ("base_id", "end_id"))
    table = table[table.year.between(first, last).fillna(False) & ~table.qualifier.isin(BOUNDS)]
    # of a year the publisher's figures, else those that somebody reports, else derived ones
    others = table.reporter_id != data.row(claim.source_id).publisher_id
    rank = others + 2 * table.derived
    table = table[rank == rank.groupby(table.year).transform("min")]
    bounds = table.groupby("year").agg(low=("low", "min"), high=("high", "max"))
    before = bounds.reindex(table.year - 1).set_axis(table.index)
    return table.assign(rise_low=table.low - before.high, rise_high=table.high - before.low).reset_index(drop=True)


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
    table, names = of_pair(pair_figures(data), subject(data)), data.names("actors")
    table = table[table.indicator.isin(["exports", "imports"]) & (table.basis == "level") & (table.unit == DOLLARS)]
    table = table[~table.derived].reset_index(drop=True)
    mirror = table.indicator == "imports"
    seller = table.party_b_id.where(mirror, table.party_a_id)
    buyer = table.party_a_id.where(mirror, table.party_b_id)
    return table.assign(
        seller=seller, buyer=buyer, seller_name=seller.map(names), buyer_name=buyer.map(names), mirror=mirror
    )


def rates(data: Data) -> pd.DataFrame:
    """Each claim in percent, and the reported growth rates that it can be held against.

    A claim on the year to date has the rates of the longest part of that year: a first
    quarter is no test of words said in August. Any other has those of exactly its own window.
    Nobody confirms himself, and of two who claim the same thing neither confirms the other:
    rates that one of them reports are left out.

    Returns
    -------
    DataFrame
        One row a claim or rate: ``row_id``, ``claim_id``, ``flow`` (what grew), ``who``,
        ``label`` (period in words), ``value``, ``low``, ``high`` (percent), ``printed_low`` and
        ``printed_high`` (the same with the last digit printed as the step), ``claimed`` (bool),
        ``voice``, ``side``, ``said``, ``words`` (the claim's quote), ``verdict``
        (inside, overlaps, outside; empty for the claim), ``beside`` (keys of what others
        claim of the same thing, for a window that is not wholly another).
    """
    told, parts = in_percent(data), []
    reported = pair_figures(data)
    reported = reported[(reported.basis == "growth on year") & (reported.unit == "percent") & ~reported.derived]
    reported = reported.assign(
        who=reported.reporter, label=reported.period, said=reported.note, words="", claimed=False, voice="reported",
        side="publisher", printed_low=reported.low, printed_high=reported.high,
    )  # fmt: skip
    for i, claim in enumerate(told.itertuples()):
        start, end, words = claim.start_on, claim.window_end_on, Interval(claim.low, claim.high)
        part = on(reported, claim)
        part = part[(part.period_start_on == start) & ((part.period_end_on == end) | (claim.window == "YTD"))]
        part = part[part.period_end_on == part.period_end_on.max()]
        same = told[told.thing == claim.thing]
        part = part[~part.reporter_id.isin(same.actor_id)]
        apart = (same.window_end_on < start) | (same.start_on > end) | (same.actor_id == claim.actor_id)
        verdicts = [Interval(*span).against(words) for span in zip(part.low, part.high)]
        both = pd.concat([told[i : i + 1].assign(verdict=""), part.assign(verdict=verdicts)])
        beside = [same.row_id[~apart].tolist()] * len(both)
        parts.append(both.assign(claim_id=claim.row_id, flow=claim.flow, beside=beside)[RATE.split()])
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=RATE.split())


def in_percent(data: Data) -> pd.DataFrame:
    """The `claims` with a number in percent, as `rates` has them, with ``start_on`` and ``thing`` (what grew, by keys)."""
    table = claims(data)[data.claims.change == "percent"].dropna(subset=["value"])
    told = [told_on(data, claim).replace(month=1, day=1) for claim in table.itertuples()]
    open_start = table.window_start_on.isna() & (table.window == "YTD")
    start = table.window_start_on.mask(open_start, pd.Series(told, table.index))
    ends = zip(table.indicator, table.party_a_id, table.party_b_id.fillna(""))
    # 30 may be a round ten, and is printed as a whole number
    ten = (table.step >= 10) & (table.value % table.step == 0)
    printed = [covered(*cells) for cells in zip(table.value, table.step.mask(ten, 1.0), table.qualifier)]
    return table.assign(
        who=table.speaker,
        label=[window_words(*days) for days in zip(start, table.window_end_on)],
        printed_low=[i.low for i in printed],
        printed_high=[i.high for i in printed],
        words=table.quote.str.strip('“”"'),
        claimed=True,
        start_on=start,
        thing=[f"{what} {' '.join(sorted(ends) if what == TURNOVER else ends)}" for what, *ends in ends],
    )


def window_words(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """The window of a claim in words, as far as it is named."""
    if pd.isna(start):
        return "window not named"
    return f"since {day(start)}, end not named" if pd.isna(end) else period(start.date(), end.date())
