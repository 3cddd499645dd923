"""Rows as pandas frames: typed by the schema, cut to one summit, computed again after a change."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from summitdata.house.formulas import evaluate, formula_keys
from summitdata.tables.remedies import plain
from summitdata.tables.rows import Rows
from summitdata.tables.schema import Column
from summitdata.tables.values import parse_cell

if TYPE_CHECKING:
    import pandas as pd

PRICES = "consumer price index"  # an indicator that needs no pair of countries
DTYPES = {"string": "str", "date": "datetime64[s]", "number": "float64", "integer": "Int64", "boolean": "boolean"}
YEAR = 364  # days from the first to the last of a year


def frame_of(rows: Rows) -> pd.DataFrame:
    """The rows as a DataFrame, typed by the schema: dates are datetime64."""
    import pandas as pd

    return pd.DataFrame({c.name: array_of(rows.cells(c.name), c.type) for c in rows.table.columns})


def array_of(values: list[Any], kind: str) -> Any:
    """A column of values as the array that pandas keeps for its type."""
    import pandas as pd

    return pd.array(values, dtype=DTYPES[kind])


def value_of(value: Any, column: Column) -> Any:
    """A value from a reader's hand as its column has it; a CellFault where it is none."""
    import pandas as pd

    value = value.item() if hasattr(value, "item") else value
    if pd.isna(value):
        text = ""
    elif isinstance(value, int | float) and not isinstance(value, bool):
        text = plain(Decimal(str(value)))
    else:
        text = value.isoformat()[:10] if hasattr(value, "isoformat") else str(value)
    return parse_cell(text.lower() if isinstance(value, bool) else text, column)


def country_pairs(frames: Mapping[str, pd.DataFrame]) -> list[set[str]]:
    """The pairs that a summit is about, by key: of host and guests, of claims of growth, of a side and a body named."""
    people, actors = frames["participants"], frames["actors"]
    country, states = actors.set_index("actor_id").country, actors[actors.kind == "state"]
    sides = {
        role: set(states.actor_id[states.country.isin(country[people[people.role == role].actor_id].dropna())])
        for role in ("host", "guest")
    }
    claimed = [{a, b} for a, b in zip(frames["claims"].party_a_id, frames["claims"].party_b_id)]
    bodies = set(frames["actor_mentions"].mentioned_id) & set(actors.actor_id[actors.kind == "body"])
    named = [{body, side} for body in bodies for side in sides["host"] | sides["guest"]]
    return claimed + named + [{a, b} for a in sides["host"] for b in sides["guest"]]


def own_figures(figures: pd.DataFrame, wanted: list[set[str]]) -> set[int]:
    """Where figures of these pairs of countries stand, and what they are derived from.

    With them come indices of prices where two of their years can be compared: else nothing draws on prices.
    """
    rows, prices = list(zip(figures.party_a_id, figures.party_b_id, figures.derived_from)), figures.indicator == PRICES
    place = {key: i for i, key in enumerate(figures.figure_id)}
    own = {i for i, (a, b, _) in enumerate(rows) if {a, b} in wanted}
    mine = figures.iloc[sorted(own)]
    whole = (mine.basis == "level") & ((mine.period_end_on - mine.period_start_on).dt.days >= YEAR)
    if mine[whole].period_start_on.dt.year.nunique() > 1:
        own |= {i for i, price in enumerate(prices) if price}
    left = list(own)
    while left:
        formula = rows[left.pop()][2]
        inputs = {place[key] for key in formula_keys(formula)} if isinstance(formula, str) else set()
        left += inputs - own
        own |= inputs
    return own


def of_summit(frames: Mapping[str, pd.DataFrame], summit_id: str) -> dict[str, pd.DataFrame]:
    """The frames with the facts of one summit; terms, actors, sectors and sources stay whole."""
    cut = {}
    for name, frame in frames.items():
        own = "summit_id" in frame and name != "sources"
        cut[name] = frame[frame.summit_id == summit_id].reset_index(drop=True) if own else frame
    sources = frames["sources"].source_id[frames["sources"].summit_id == summit_id]
    kept = {name: cut[name].source_id.isin(sources) for name in ("passages", "coding_passes")}
    reports = cut["document_reports"]
    kept["document_reports"] = reports.document_id.isin(cut["documents"].document_id)
    kept["document_reports"] |= reports.document_id.isna() & reports.source_id.isin(sources)
    kept["figures"] = cut["figures"].index.isin(own_figures(cut["figures"], country_pairs(cut)))
    return cut | {name: cut[name][rows].reset_index(drop=True) for name, rows in kept.items()}


def with_derived(figures: pd.DataFrame, changed: str) -> pd.DataFrame:
    """Figures in which those that follow from a changed one are computed again, rounded to their step."""
    values, figures, waiting = dict(zip(figures.figure_id, figures.value)), figures.copy(), [changed]
    while waiting:
        key = waiting.pop()
        for i, (own, formula, step) in enumerate(zip(figures.figure_id, figures.derived_from, figures.step)):
            if isinstance(formula, str) and own != changed and key in formula_keys(formula):
                values[own] = round(round(evaluate(formula, values) / step) * step, 10)
                figures.loc[i, "value"] = values[own]
                waiting.append(own)
    return figures
