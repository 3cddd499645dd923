"""What was claimed and what was reported, levels among it: in words, with what each number covers and what belongs to a claim."""

import math
import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from summitdata.data import Data
from summitdata.house.formulas import formula_keys
from summitdata.house.intervals import Interval, covered, of_formula
from summitdata.house.words import bend, duration, listed, number, period, span, the
from summitdata.themes.speakers import attributed, publishers

DOLLARS, TURNOVER = "USD million", "trade turnover"
FITS = {"inside": "fits", "overlaps": "may fit", "outside": "does not fit", "no figure": "no figure"}


def claims(data: Data) -> pd.DataFrame:
    """The growth claims with what their wording covers.

    Returns
    -------
    DataFrame
        One row a claim, as in the table, with speaker columns (`attributed`)
        ``flow`` ("exports from Turkey to Russia"), ``when`` (the window in words), and ``low``, ``high``: what the
        number covers, in its own unit (a multiple or percent); NaN for a claim
        without a number.
    """
    table = data.claims
    spans = [*map(covered, table.value, table.step, table.qualifier.fillna("unqualified"))]
    return attributed(table, data).assign(
        flow=flows(table, data),
        when=[*map(window, table.itertuples())],
        low=[i.low for i in spans],
        high=[i.high for i in spans],
    )


def window(claim: Any) -> str:
    """The window of a claim: its months or year where they are named, else how long it is; empty where neither is."""
    if pd.notna(claim.window_start_on) and pd.notna(claim.window_end_on):
        return period(claim.window_start_on.date(), claim.window_end_on.date())
    words = f"over {duration(claim.window)}" if isinstance(claim.window, str) else ""
    return words.replace("over the year", "in the year")


def subject(data: Data) -> Any:
    """The claim that the charts are about: the first that has readings, else the first; None without one."""
    told = list(data.claims.itertuples())
    return next((claim for claim in told if years_of(claim)), told[0] if told else None)


def years_of(claim: Any) -> int:
    """Over how many years a claim of a multiple speaks; 0 for any other claim: only the former has readings."""
    years = re.fullmatch(r"P(\d+)Y", claim.window) if isinstance(claim.window, str) else None
    return int(years[1]) if years and claim.change == "multiple" else 0


def told_on(data: Data, claim: Any) -> pd.Timestamp:
    """On which day a claim was told: that of its source, else the last day of the summit."""
    published = data.row(claim.source_id).published_on
    return data.row(claim.summit_id).ends_on if pd.isna(published) else published


def figures(data: Data) -> pd.DataFrame:
    """All figures: on the claims' countries, on prices, and on what shares are taken of.

    Returns
    -------
    DataFrame
        One row a figure, as in the table, with ``reporter``, ``period`` (words),
        ``year`` (of a whole calendar year, else <NA>), ``low`` and ``high`` (what the
        figure covers, in its unit; *over* read conventionally, one step up), ``open_low`` and ``open_high``
        (with *over* read as open), ``derived`` (bool), ``origin`` (who reports it, or from whose figures it is
        derived here), ``flow`` ("exports from Belarus to Iran") and ``publisher``.

    Examples
    --------
    >>> import summitdata as sd
    >>> table = sd.growth.figures(sd.load()).set_index("figure_id")
    >>> table.loc["f-turnover-2020", ["period", "origin", "flow"]].tolist()
    ['2020', 'BelTA', 'trade turnover of Belarus and Iran']
    """
    table, cells = data.figures, cells_of(data)
    closed, opened = ([covers(cells, key, way) for key in table.figure_id] for way in (False, True))
    derived, told = table.derived_from.notna(), map(listed, reporters(data, table.figure_id))
    spans = [(a.date(), b.date()) for a, b in zip(table.period_start_on, table.period_end_on)]
    whole = [a.year if (a.month, a.day, b.month, b.day, b.year) == (1, 1, 12, 31, a.year) else pd.NA for a, b in spans]
    return table.assign(
        row_id=table.figure_id,
        reporter=table.reporter_id.map(data.names("actors")),
        period=[period(*days) for days in spans],
        year=pd.array(whole, dtype="Int64"),
        low=[i.low for i in closed],
        high=[i.high for i in closed],
        open_low=[i.low for i in opened],
        open_high=[i.high for i in opened],
        derived=derived,
        origin=[f"derived here from figures by {by}" if derived else by for derived, by in zip(derived, told)],
        flow=flows(table, data),
        publisher=table.source_id.map(publishers(data)),
    ).sort_values(["period_start_on", "period_end_on", "figure_id"], ignore_index=True)


def cells_of(data: Data) -> dict[str, Any]:
    """The rows of the table of figures, by key."""
    return {row.figure_id: row for row in data.figures.itertuples()}


def covers(cells: dict[str, Any], key: str, opened: bool) -> Interval:
    """What a figure covers; a derived one by its formula over its inputs; `opened`: *over* has no upper end."""
    row = cells[key]
    if row.derived_from == row.derived_from and row.qualifier != "at least":
        inputs = {part: covers(cells, part, opened) for part in formula_keys(row.derived_from)}
        return of_formula(row.derived_from, inputs)
    return covered(row.value, row.step, row.qualifier, opened=opened)


def reporters(data: Data, figure_ids: Iterable[str]) -> list[list[str]]:
    """Who reports each figure, by name; for a derived one, who reports the figures that it is derived from."""
    cells, names = cells_of(data), data.names("actors")

    def of(key: str) -> list[str]:
        row = cells[key]
        if pd.isna(row.derived_from):
            return [names[row.reporter_id]]
        return list(dict.fromkeys(name for part in formula_keys(row.derived_from) for name in of(part)))

    return list(map(of, figure_ids))


def flows(table: pd.DataFrame, data: Data) -> list[str]:
    """What each figure counts, with the countries and, for exports and imports, the direction."""
    names = data.names("actors")
    words = {"exports": "{} from {} to {}", "imports": "{} of {} from {}"}
    return [
        words.get(what.split()[-1], "{} of {} and {}").format(what, the(names[a]), the(names[b]))
        if isinstance(b, str)
        else f"{what}, {names[a]}"
        for what, a, b in zip(table.indicator, table.party_a_id, table.party_b_id)
    ]


def countries(table: pd.DataFrame) -> pd.Series:
    """The two countries of each row, in whichever order."""
    return pd.Series([*map(frozenset, zip(table.party_a_id, table.party_b_id))], table.index, dtype="object")


def pair_figures(data: Data) -> pd.DataFrame:
    """The `figures` on trade between the claims' countries."""
    table = figures(data)
    return table[countries(table).isin(countries(data.claims))]


def of_pair(table: pd.DataFrame, claim: Any) -> pd.DataFrame:
    """The figures between a claim's countries, in either direction."""
    pair = [] if claim is None else [frozenset((claim.party_a_id, claim.party_b_id))]
    return table[countries(table).isin(pair)]


def on(table: pd.DataFrame, claim: Any) -> pd.DataFrame:
    """The figures on what a claim is about: its indicator between its countries, in its direction if it has one."""
    table = of_pair(table[table.indicator == claim.indicator], claim)
    return table if claim.indicator == TURNOVER else table[table.party_a_id == claim.party_a_id]


def levels(data: Data, claim: Any = None) -> pd.DataFrame:
    """Reported and derived levels in million US dollars, as `figures` has them.

    They are of what a claim is about: its indicator between its countries. Without one they are
    turnover between the countries of the claim that the charts are about (`subject`). Levels
    that a claim's own speaker reports are left out, but for the publisher's, which show consistency.
    """
    table = pair_figures(data)
    table = table[(table.basis == "level") & (table.unit == DOLLARS)]
    if claim is None:
        table = of_pair(table[table.indicator == TURNOVER], subject(data))
    else:
        publisher = data.row(claim.source_id).publisher_id
        table = on(table[(table.reporter_id != claim.actor_id) | (table.reporter_id == publisher)], claim)
    return table.reset_index(drop=True)


def bent(row) -> str:
    """A figure with its qualifier, short: "over 113"."""
    return f"{bend(row.qualifier)}{number(row.value)}".replace("more than", "over").replace("at least", "≥")


def by(row) -> str:
    """Who reports a figure, as an aside: "by BelTA", "derived here from figures by BelTA"."""
    return row.origin if row.derived else f"by {row.origin}"


def stands_for(row) -> str:
    """What a number in percent stands for; of one that may be a round ten, both ways to read it."""
    as_coded, as_printed = span(row.low, row.high), span(row.printed_low, row.printed_high)
    return as_coded if as_coded == as_printed else f"{as_coded} if rounded, {as_printed} if not"


def short_times(row) -> str:
    """A reading in a word or two: "4.6 times", "at most 4.6 times", "about" where it is open on both sides."""
    if row.high == float("inf"):
        return "any multiple"
    if row.low > 0:
        return f"{number(row.point, 1)} times"
    return f"{'about' if getattr(row, 'open_high', row.high) > row.high else 'at most'} {number(row.high, 1)} times"


def times(low: float, high: float) -> str:
    """A multiple in words.

    Examples
    --------
    >>> times(4.57, 4.62), times(0, 4.62), times(0, math.inf), times(math.nan, math.nan)
    ('4.57 to 4.62 times', 'at most 4.62 times', 'any multiple', 'no figure')
    """
    if math.isnan(low):
        return "no figure"
    if low <= 0 and math.isinf(high):
        return "any multiple"
    return span(low if low > 0 else -math.inf, high, "times")


def change(low: float, high: float) -> str:
    """A change on the year: "+66 to +77", "−12 to 0"; a dash where it is not known."""
    if math.isnan(low):
        return "–"
    return " to ".join(dict.fromkeys([signed(low), signed(high)]))


def signed(value: float) -> str:
    """A rounded change with its sign."""
    text = number(value, 0)
    return f"+{text}" if value > 0 and text != "0" else text
