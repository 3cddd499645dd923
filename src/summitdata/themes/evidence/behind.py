"""What stands behind a figure, for JupyterLab: its table and the words of its rows, each folded away."""

from __future__ import annotations

from typing import Any

from summitdata.data import Data
from summitdata.house import table as tables
from summitdata.house.sentence import cite, escape, link, quoted
from summitdata.house.table import Table, drawer
from summitdata.house.words import capital
from summitdata.themes.evidence.measures import evidence_rows


def table(figure: Any, data: Data | None = None) -> Table:
    """The table behind a figure, folded away; with `data` the words of its rows too, else links to them."""
    if data is None:
        return tables.table(figure)
    meta = figure.layout.meta
    known = evidence_rows(data, meta["row_ids"]).set_index("row_id")
    shown = drawer("Table behind this figure", meta["columns"], meta["rows"]).markdown
    rows = [words_of(key, known.loc[key]) for key in meta["row_ids"] if key in known.index]
    if not rows:
        return Table(shown)
    items = "\n".join(f"- {row}" for row in rows)
    return Table(f"{shown}\n\n<details><summary>Evidence behind this figure</summary>\n\n{items}\n\n</details>")


def words_of(key: str, row: Any) -> str:
    """A row in a line: what it is, who says so, in which voice and words, and where."""
    words = quoted(row.quote) if isinstance(row.quote, str) else "no words"
    who = f"{escape(row.speaker)}, {escape(row.voice)}"
    return f"{cite(capital(row.label), key)} · {who}: {words} · {link(row.publisher, row.link)}"
