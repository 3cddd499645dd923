"""A claim of a multiple, read against levels: a closed list of readings."""

import pandas as pd

from summitdata.data import Data
from summitdata.frames import PRICES
from summitdata.house.intervals import Interval
from summitdata.house.words import duration, listed, reduced
from summitdata.themes.growth.statements import claims, figures, levels, reporters, told_on, years_of

DERIVED = ("", ", one derived here", ", both derived here")
READING = (
    "row_id words kind label base_id end_id point low high open_low open_high verdict open_verdict by "
    "reporters claim_low claim_high row_ids"
)
Prices = dict[int, tuple[str, float, list[str]]]  # by year: the key of a figure, its value, and who reports it


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
        ``base_id``, ``end_id``, ``point`` (multiple of the bare values), ``low``, ``high``
        (multiple; *over* one step up), ``open_low``, ``open_high`` (with *over* read as open), ``verdict`` and
        ``open_verdict`` (inside, overlaps, outside, no figure), ``by``
        (whose figures, in words, and what is derived here), ``reporters``
        (list, with whoever reports prices), ``claim_low``,
        ``claim_high``, ``row_ids``. Where no claim has a reading, one row a claim
        of kind "no reading", with what `claims` says of it.

    Examples
    --------
    >>> import summitdata as sd
    >>> table = sd.growth.readings(sd.load().for_summit("blr-irn-2025"))
    >>> table.loc[0, ["kind", "base_id", "end_id", "verdict"]].tolist()
    ['own base', 'f-turnover-2020', 'f-turnover-2024', 'inside']
    """
    told = claims(data)
    rows = [row for claim in told.itertuples() if years_of(claim) for row in claim_readings(data, claim)]
    if rows or told.empty:
        return pd.DataFrame(rows, columns=READING.split())
    bare = {"kind": "no reading", "words": told.quote, "label": "no reading", "by": "nobody"}
    bare |= {"verdict": "no figure", "open_verdict": "no figure", "row_ids": [[key] for key in told.row_id]}
    table = told.rename(columns={"low": "claim_low", "high": "claim_high"}).assign(**bare)
    return table.reindex(columns=dict.fromkeys([*table, *READING.split()]))


def claim_readings(data: Data, claim) -> list[dict]:
    """The readings of one claim, in their order."""
    table, day, publisher = levels(data, claim), told_on(data, claim), data.row(claim.source_id).publisher_id
    last, length = day.year - 1, years_of(claim)
    window = range(last - length + 1, last + 1)
    whole = table.dropna(subset=["year"]).sort_values(["derived", "period_inferred"], kind="stable").iloc[::-1]
    by_all, own = ({r.year: r for r in rows.itertuples()} for rows in (whole, whole[whole.reporter_id == publisher]))
    strict, end = by_all.get(last - length), own.get(last)
    base = next((own[year] for year in window if year in own), None)
    # the last twelve months that do not end with a calendar year
    months = (table.period_end_on - table.period_start_on).dt.days.between(364, 366)
    months = table[months & table.year.isna() & table.derived & (table.period_end_on < day)]
    latest = next(months.iloc[::-1].itertuples(), None)
    rolling = "the twelve months to the last reported month"
    if base and latest:
        rolling = f"{base.period} to the twelve months to {reduced(f'{latest.period_end_on:%Y-%m}')}"
    years = f"{window[0] if base is None else base.period} to {last}"
    prices = change_of_prices(price_series(data), base, end)
    real = (base, end) if prices else (None, None)
    span = duration(f"P{length}Y").replace(" year", " whole year")
    out = [
        reading(claim, "own base", f"{years}, the publisher’s own figures", base, end),
        reading(claim, "rolling", rolling, base, latest),
        reading(claim, "strict", f"{last - length} to {last}, {span}", strict, end),
        reading(claim, "constant dollars", f"{years}, in constant US dollars", *real, prices),
    ]
    used = {row.year for row in (base, strict) if row}
    for year in sorted(year for year in {*by_all} - used if year < last):
        other = own.get(year, by_all[year])
        if not other.derived:
            where = "a shorter stretch" if year in window else "outside the window"
            out.append(reading(claim, "context", f"{year} to {last}, {where}", other, end))
    return out


def reading(claim, kind: str, label: str, base, end, prices: tuple | None = None) -> dict:
    """One reading: the multiple from base to end, `prices` taken out, and how it lies to the claim."""
    words, (factor, price_keys, statistics) = Interval(claim.low, claim.high), prices or (1.0, [], [])
    keys = [getattr(row, "figure_id", None) for row in (base, end)]
    row = {"row_id": claim.row_id, "words": claim.quote, "kind": kind, "label": label}
    row |= {"base_id": keys[0], "end_id": keys[1], "claim_low": claim.low, "claim_high": claim.high}
    row["row_ids"] = [claim.row_id, *filter(None, keys), *price_keys]
    if base is None or end is None:
        return row | {"verdict": "no figure", "open_verdict": "no figure", "by": "nobody", "reporters": []}
    for way in ("", "open_"):
        found = times_between(base, end, factor, way)
        row |= {f"{way}low": found.low, f"{way}high": found.high, f"{way}verdict": found.against(words)}
    by = listed(dict.fromkeys([base.reporter, end.reporter]), last="with") + DERIVED[base.derived + end.derived]
    by += f", with prices by {listed(statistics)}" * bool(prices)
    reporters = [base.reporter, end.reporter, *statistics]
    return row | {"point": end.value / base.value * factor, "by": by, "reporters": reporters}


def times_between(base, end, factor: float = 1.0, way: str = "") -> Interval:
    """How many times one level the other is; `way` "open_": with *over* read as open."""
    low, high = (Interval(getattr(row, f"{way}low"), getattr(row, f"{way}high")) for row in (base, end))
    return high / low * Interval(factor, factor)


def change_of_prices(series: list[Prices], base, end) -> tuple[float, list[str], list[str]] | None:
    """How prices changed between two levels by the first series that has both years, its figures, and who reports them."""
    prices = base and end and next((found for found in series if {base.year, end.year} <= set(found)), None)
    if not prices:
        return None
    (first_id, first, _), (last_id, last, by) = prices[base.year], prices[end.year]
    return first / last, [first_id, last_id], by


def price_series(data: Data) -> list[Prices]:
    """US consumer prices of whole years, a series a reporter and unit."""
    country, table = dict(zip(data.actors.actor_id, data.actors.country)), figures(data)
    table = table[(table.indicator == PRICES) & (table.party_a_id.map(country) == "USA") & (table.basis == "level")]
    series = table.dropna(subset=["year"]).groupby(["reporter_id", "unit"], sort=False)
    told = lambda rows: zip(rows.figure_id, rows.value, reporters(data, rows.figure_id))  # noqa: E731
    return [dict(zip(rows.year, told(rows))) for _, rows in series]
