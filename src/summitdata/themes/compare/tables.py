"""Tables: what is named at which summit."""

from __future__ import annotations

from typing import Any

import pandas as pd

from summitdata.house.sentence import Sentence
from summitdata.house.table import listing, measured
from summitdata.house.words import capital
from summitdata.themes.compare.measures import where


def presence_table(table: pd.DataFrame, noun: str) -> Sentence:
    """Names by summits, with bars for how often each is named; a side of a summit says so.

    On a page a reader chooses summits, and counts or counts for 1,000 words. Takes `sector_presence` or `body_presence`; `noun` is what a row is ("sector").
    """
    heads, most = list(dict.fromkeys(table.short)), int(table.mentions.max()) if len(table) else 0
    rows = []
    for _, ours in table.groupby("key", sort=False):
        named, sides = ours.short[ours.mentions.gt(0) & ~ours.side], ours.short[ours.side]
        cells = [cell(row, most) for row in ours.itertuples()]
        rows.append([ours.name.iloc[0], capital(where([*named], [*sides], heads)), *cells])
    return listing([capital(noun), "Named", *heads], rows)


def cell(row: Any, most: int) -> Any:
    """How often it is named; or that it is a side of the summit, or only the field of a document or plan there."""
    if row.side:
        return "side"
    return "field" if row.row_ids and not row.mentions else measured(row.mentions, most, rate=row.per_thousand)
