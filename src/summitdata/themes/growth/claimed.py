"""What was claimed, and what the words cover."""

from __future__ import annotations

import math
import re
from typing import Any

import pandas as pd

from summitdata.data import Data
from summitdata.house.intervals import Interval, covered
from summitdata.house.words import duration, period
from summitdata.themes.growth.reported import flows
from summitdata.themes.speakers import attributed


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
    spans = [
        covered(v, s, q if isinstance(q, str) else "unqualified") if v == v else Interval(math.nan, math.nan)
        for v, s, q in zip(table.value, table.step, table.qualifier)
    ]
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


def day_told(data: Data, claim: Any) -> pd.Timestamp:
    """On which day a claim was told: that of its source, else the last day of the summit."""
    published = data.sources.set_index("source_id").published_on[claim.source_id]
    return data.row(claim.summit_id).ends_on if pd.isna(published) else published


def claim_publisher(data: Data, source_id: str) -> str:
    """The actor that publishes a claim's source."""
    return data.sources.set_index("source_id").publisher_id[source_id]
