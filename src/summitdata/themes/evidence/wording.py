"""Words that figures and sentences share: every row with its words, and what the source covers."""

from __future__ import annotations

import pandas as pd

from summitdata.house.words import listed, number


def where(row) -> str:
    """At which characters the words of a row stand, and its head if it has one."""
    head = "" if pd.isna(row.head_start) else f", head at {row.head_start} to {row.head_end}"
    return f"characters {row.start} to {row.end}{head}"


def shares_line(table: pd.DataFrame) -> str:
    """Words without a row, by reason."""
    bare = table[table.rows == 0]
    parts = bare.groupby("reason").words.sum().sort_values(ascending=False)
    return listed(f"{r} ({number(w)} words)" for r, w in parts.items()) if len(parts) else "nothing"
