"""A stored plotly figure as a page shows it: title and source as text, picture, chart, table, rows."""

import base64
import csv
import io
import itertools
import json
import re
from collections.abc import Iterable
from typing import Any

MIME = "application/vnd.plotly.v1+json"
SVG = "image/svg+xml"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def figures_of(cells: Iterable[Any]) -> list[Any]:
    """Each output of some cells that is a figure."""
    return [output for cell in cells for output in cell.get("outputs", []) if MIME in output.get("data", {})]


def numbered(before: list[int | str], asked: bool) -> int | str:
    """The number of the figure after others; one that is `asked` what if bears that of the figure before it.

    Examples
    --------
    >>> numbered([1], True), numbered([1, "1 what if"], True), numbered([1, "1 what if"], False), numbered([], True)
    ('1 what if', '1 what if 2', 2, 1)
    """
    plain = sum(isinstance(number, int) for number in before)
    again = len(before) - before.index(plain) if plain else 0
    return f"{plain} what if{f' {again}' * (again > 1)}" if asked and plain else plain + 1


def for_page(stored: dict[str, Any], number: int | str, picture: str = "", narrow: str = "") -> dict[str, Any]:
    """What the template needs of a figure.

    Title, subtitle and source line leave the chart: as text of the page they
    wrap on a phone and are read by a screen reader. They come back, from
    ``frame``, when a reader saves the chart as an image.

    `stored` is the figure as its cell's output holds it, `number` its place in the notebook, `picture` all of it as SVG,
    `narrow` the SVG of it for a narrow page.
    """
    stored = whole(stored)
    meta, title = stored["layout"].get("meta") or {}, stored["layout"].get("title", {})
    layout = {**bare(stored["layout"]), "autosize": True}
    top, foot = meta.get("frame", (0, 0))
    source = next((note for note in stored["layout"].get("annotations", []) if note.get("name") == "source"), None)
    frame = {"title": title or None, "top": top, "foot": foot, "source": source}
    form = {key: meta[key] for key in ("narrow", "share", "edges", "first") if key in meta}
    name = meta.get("title") or title.get("text", "")
    rows = [["" if c is None else c for c in row] for row in meta.get("rows", [])]
    return {
        "id": f"figure-{number}".replace(" ", "-"),
        "number": number,
        "title": name,
        "subtitle": meta.get("subtitle", ""),
        # the caption has said the title
        "alt": meta.get("alt", "").replace(f"{name}. ", "", 1),
        "source": meta.get("source", ""),
        "columns": meta.get("columns", []),
        "rows": rows,
        "row_ids": meta.get("row_ids", []),
        "behind": meta.get("behind", []),
        "height": layout.get("height", 450),
        "picture": cropped(picture, top, top + layout.get("height", 450)),
        "stacked": narrow,
        "under": meta.get("narrow", {}).get("under", 0),
        "json": script_safe({"data": stored["data"], "layout": layout, "frame": frame, **form}),
        "csv": as_csv(meta.get("columns", []), rows),
    }


def whole(value: Any) -> Any:
    """A copy of a value in which each whole number is an integer: a notebook that JupyterLab saved has them so.

    Examples
    --------
    >>> whole({"y": [100.0, 24.7]})
    {'y': [100, 24.7]}
    """
    if isinstance(value, dict):
        return {key: whole(held) for key, held in value.items()}
    if isinstance(value, list):
        return [*map(whole, value)]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def bare(layout: dict[str, Any]) -> dict[str, Any]:
    """A figure's layout without what a page tells as text: title and source line, and the room that they took."""
    top, foot = (layout.get("meta") or {}).get("frame", (0, 0))
    rest = {key: value for key, value in layout.items() if key not in ("title", "meta")}
    if top or foot:
        margin = {**rest["margin"], "t": rest["margin"]["t"] - top, "b": rest["margin"]["b"] - foot}
        notes = [note for note in rest.get("annotations", []) if note.get("name") != "source"]
        rest |= {"annotations": notes, "margin": margin, "height": rest["height"] - top - foot}
    return rest


def stacked(stored: dict[str, Any]) -> dict[str, Any] | None:
    """A figure as a narrow page draws it, without title and source line; None where it is drawn alike."""
    narrow = (stored["layout"].get("meta") or {}).get("narrow")
    if not narrow:
        return None
    layout = bare(stored["layout"])
    axes = {axis: layout.get(axis, {}) | narrow["layout"].get(axis, {}) for axis in ("xaxis", "yaxis")}
    moves = itertools.zip_longest(stored["data"], narrow["shift"], fillvalue=0)
    data = [{**trace, "y": [y + by for y in trace["y"]]} if by else trace for trace, by in moves]
    return {"data": data, "layout": layout | narrow["layout"] | axes}


def script_safe(value: Any) -> str:
    """JSON that cannot end the script element that holds it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def cropped(svg: str, top: float, bottom: float) -> str:
    """The part of a picture between two heights: the chart without title and source line."""
    found = re.search(r'width="(\d+)" height="\d+"([^>]*?)viewBox="0 0 \d+ \d+"', svg)
    if not found:
        return ""
    size = f'width="{found[1]}" height="{bottom - top:g}"{found[2]}viewBox="0 {top:g} {found[1]} {bottom - top:g}"'
    svg = svg[: found.start()] + size + svg[found.end() :]
    while (bare := re.sub(r"<g>\s*</g>|<g/>", "", svg)) != svg:  # groups that hold nothing
        svg = bare
    return svg


def guarded(cell: Any) -> Any:
    """A cell for a spreadsheet: a text that it would run as a formula begins with an apostrophe.

    Examples
    --------
    >>> guarded("=1+1"), guarded(-3), guarded("tourism")
    ("'=1+1", -3, 'tourism')
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def as_csv(columns: list[str], rows: list[list[Any]]) -> str:
    """A figure's table as CSV (RFC 4180), for spreadsheets: text cells guarded, and a mark by which Excel knows UTF-8."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([[guarded(c) for c in row] for row in [columns, *rows]])
    return "\ufeff" + out.getvalue()


def data_uri(text: str, kind: str) -> str:
    """Text as an address that carries it.

    Examples
    --------
    >>> data_uri("a", "text/csv")
    'data:text/csv;charset=utf-8;base64,YQ=='
    """
    return f"data:{kind};charset=utf-8;base64," + base64.b64encode(text.encode()).decode()
