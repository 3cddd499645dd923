"""A stored plotly figure as a page shows it: title and source as text, chart, table, rows."""

from __future__ import annotations

import json
from typing import Any

from summitdata.sentence import EVIDENCE

MIME = "application/vnd.plotly.v1+json"
PAD = 12


def for_page(stored: dict[str, Any], number: int) -> dict[str, Any]:
    """What the template needs of a figure.

    Title, subtitle and source line leave the chart: as text of the page they
    wrap on a phone and are read by a screen reader.

    Parameters
    ----------
    stored : dict
        The figure as its cell's output holds it.
    number : int
        Its place in the notebook, from 1.
    """
    layout = dict(stored["layout"])
    meta = layout.get("meta") or {}
    notes = layout.get("annotations", [])
    source = next((a for a in notes if a.get("name") == "source"), None)
    title = layout.pop("title", {})
    if source:
        layout["annotations"] = [a for a in notes if a is not source]
        margin, bottom = layout["margin"], -source["yshift"]
        layout["height"] -= (margin["t"] - PAD) + (margin["b"] - bottom)
        layout["margin"] = {**margin, "l": 0, "r": 8, "t": PAD, "b": bottom}
    layout["autosize"] = True
    return {
        "id": f"figure-{number}",
        "title": meta.get("title") or title.get("text", ""),
        "subtitle": meta.get("subtitle", ""),
        "alt": meta.get("alt", ""),
        "source": meta.get("source", ""),
        "columns": meta.get("columns", []),
        "rows": [["" if c is None else c for c in row] for row in meta.get("rows", [])],
        "row_ids": meta.get("row_ids", []),
        "evidence": EVIDENCE.replace(".ipynb", ".html"),
        "height": layout.get("height", 450),
        "json": script_safe({"data": stored["data"], "layout": layout}),
    }


def script_safe(value: Any) -> str:
    """JSON that cannot end the script element that holds it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
