"""What was reported: figures on trade in words, what each covers, and which belong to a claim."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from summitdata.data import Data
from summitdata.house.formulas import formula_keys
from summitdata.house.intervals import Interval, covered, of_formula
from summitdata.house.words import listed, period, the
from summitdata.themes.speakers import publishers

DOLLARS, TURNOVER = "USD million", "trade turnover"


def figures(data: Data) -> pd.DataFrame:
    """All figures: on the claims' countries, on prices, and on what shares are taken of.

    Returns
    -------
    DataFrame
        One row a figure, as in the table, with ``reporter``, ``period`` (words),
        ``year`` (of a whole calendar year, else <NA>), ``low`` and ``high`` (what the
        figure covers, in its unit; *over* read conventionally, one step up),
        ``derived`` (bool), ``origin`` (who reports it, or from whose figures it is
        derived here), ``flow`` ("exports from Belarus to Iran") and ``publisher``.

    Examples
    --------
    >>> import summitdata as sd
    >>> table = sd.growth.figures(sd.load()).set_index("figure_id")
    >>> table.loc["f-turnover-2020", ["period", "origin", "flow"]].tolist()
    ['2020', 'BelTA', 'trade turnover of Belarus and Iran']
    """
    table = worded(data.figures, data)
    return table.assign(publisher=table.source_id.map(publishers(data)))


def pair_figures(data: Data) -> pd.DataFrame:
    """The `figures` on trade between the claims' countries."""
    table, wanted = data.figures, set(map(frozenset, zip(data.claims.party_a_id, data.claims.party_b_id)))
    ours = [frozenset(pair) in wanted for pair in zip(table.party_a_id, table.party_b_id)]
    return worded(table[pd.Series(ours, index=table.index, dtype=bool)], data)


def worded(table: pd.DataFrame, data: Data) -> pd.DataFrame:
    """Rows of the table of figures in words, as `figures` has them."""
    cells = cells_of(data)
    intervals = {key: interval_of(cells, key) for key in table.figure_id}
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
        origin=origins(data, table.figure_id),
        flow=flows(table, data),
    ).sort_values(["period_start_on", "period_end_on", "figure_id"], ignore_index=True)


def cells_of(data: Data) -> dict[str, Any]:
    """The rows of the table of figures, by key."""
    return {row.figure_id: row for row in data.figures.itertuples()}


def origins(data: Data, figure_ids: Iterable[str]) -> list[str]:
    """Who reports each figure, or from whose figures it is derived here."""
    derived = set(data.figures.figure_id[data.figures.derived_from.notna()])
    told = zip(figure_ids, map(listed, reporters(data, figure_ids)))
    return [f"derived here from figures by {names}" if key in derived else names for key, names in told]


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


def figure_interval(data: Data, figure_id: str, *, opened: bool = False) -> Interval:
    """What a figure covers; a derived one by its formula over its inputs; `opened`: *over* has no upper end."""
    return interval_of(cells_of(data), figure_id, opened)


def interval_of(cells: dict[str, Any], key: str, opened: bool = False) -> Interval:
    """As `figure_interval`, from `cells_of`."""
    row = cells[key]
    if row.derived_from == row.derived_from and row.qualifier != "at least":
        inputs = {part: interval_of(cells, part, opened) for part in formula_keys(row.derived_from)}
        return of_formula(row.derived_from, inputs)
    return covered(row.value, row.step, row.qualifier, opened=opened)


def of_pair(table: pd.DataFrame, claim: Any) -> pd.DataFrame:
    """The figures between a claim's countries, in either direction."""
    pair = claim is not None and {claim.party_a_id, claim.party_b_id}
    ours = [{a, b} == pair for a, b in zip(table.party_a_id, table.party_b_id)]
    return table[pd.Series(ours, index=table.index, dtype=bool)]


def on(table: pd.DataFrame, claim: Any) -> pd.DataFrame:
    """The figures on what a claim is about: its indicator between its countries, in its direction if it has one."""
    table = of_pair(table[table.indicator == claim.indicator], claim)
    return table if claim.indicator == TURNOVER else table[table.party_a_id == claim.party_a_id]
