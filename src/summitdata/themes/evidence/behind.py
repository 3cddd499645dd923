"""What stands behind a figure, for JupyterLab: its table and the words of its rows, each folded away."""

from __future__ import annotations

from typing import Any

from summitdata.data import Data
from summitdata.house.sentence import cite, escape, link, quoted
from summitdata.house.table import Table, drawer
from summitdata.house.words import capital
from summitdata.themes.evidence.measures import evidence_rows


def table(figure: Any, data: Data | None = None) -> Table:
    """The table behind a figure, folded away; with `data` the words of its rows too, else links to them."""
    meta = figure.layout.meta
    shown = ("Table behind this figure", meta["columns"], meta["rows"])
    if data is None:
        rows = " · ".join(cite(row, row) for row in meta["row_ids"])
        return drawer(*shown, rows and f"Rows behind it: {rows}")
    known = evidence_rows(data, meta["row_ids"]).set_index("row_id")
    items = "\n".join(f"- {words_of(key, known.loc[key])}" for key in meta["row_ids"] if key in known.index)
    evidence = f"\n\n<details><summary>Evidence behind this figure</summary>\n\n{items}\n\n</details>"
    return Table(drawer(*shown).markdown + (evidence if items else ""))


def words_of(key: str, row: Any) -> str:
    """A row in a line: what it is, who says so, in which voice and words, and where."""
    words = quoted(row.quote) if isinstance(row.quote, str) else "no words"
    who = f"{escape(row.speaker)}, {escape(row.voice)}"
    return f"{cite(capital(row.label), key)} · {who}: {words} · {link(row.publisher, row.link)}"
