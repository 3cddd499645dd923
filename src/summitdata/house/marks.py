"""Marks: dots, spans, stretches and bars as plotly draws them.

A mark is a dict of one of these kinds:

- dots: ``x``, one or a list. ``colour`` or ``side`` (whose they are), ``symbol``, ``hollow``,
  ``size``, ``hover`` are for all of them or a list, one for each. Instead of ``x`` a matrix
  takes a ``column``; its dots then stand side by side, one for each text of ``hover``.
- a span from ``x0`` to ``x1``: ``colour``, ``width``, ``hover``; without ``hover`` it leads the eye and tells nothing.
- stretches of a lane: ``x0`` and ``x1`` are lists.
- a bar: ``length`` from ``base``, ``side``, ``tint``, ``hover``.

Stretches and bars may bear ``whose`` words they stand for: pairs of speaker and voice, one for each.

``rows`` are the keys of the facts behind a mark (several with blanks between), for dots and stretches a list, one
for each: on a page the mark opens them.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from summitdata.house.figure import FAINT, MARK, SIDES

Mark = Mapping[str, Any]


def mentions(said: pd.DataFrame, **more: Any) -> Mark:
    """Dots in the colour of who speaks, filled where quoted. Takes rows with ``side`` and ``voice``."""
    return {"side": [*said.side], "symbol": "circle", "hollow": [*(said.voice != "quoted")], **more}


def trace(y: float, mark: Mark) -> dict[str, Any]:
    """A mark at a height, as plotly has it; its ``y`` is a height of its own, its ``rise`` one above that."""
    if "length" in mark:
        return bar(y, **mark)
    if "x" in mark:
        return dots(y, **mark)
    return (stretches if isinstance(mark["x0"], list) else span)(y, **mark)


def dots(
    at: float, x: Any, hover: Any, colour: Any = MARK, side: Any = None, size: Any = 11, symbol: Any = "circle",
    hollow: Any = False, outline: Any = None, opacity: float = 1, rise: Any = 0, rows: Any = None, **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """Dots with an outline of their own colour."""
    x, hover = (value if isinstance(value, list) else [value] for value in (x, hover))
    if side is not None:
        colour = SIDES[side] if isinstance(side, str) else [SIDES[one] for one in side]
    line = {"width": 2, "color": outline or colour}  # so that hollow ones are seen
    if isinstance(hollow, list):
        symbols = symbol if isinstance(symbol, list) else [symbol] * len(hollow)
        symbol = [f"{one}-open" if empty else one for one, empty in zip(symbols, hollow)]
    elif hollow:
        symbol = f"{symbol}-open"
    marker = {"color": colour, "size": size, "symbol": symbol, "line": line, "opacity": opacity}
    heights = [at + up for up in rise] if isinstance(rise, list) else [at + rise] * len(x)
    return (
        {"x": x, "y": heights, "mode": "markers", "marker": marker, "hovertext": hover, "hoverinfo": "text"}
        | behind(rows)
        | more
    )


def behind(rows: Any, points: int = 1) -> dict[str, Any]:
    """What a trace carries of the rows behind its marks."""
    if not rows:
        return {}
    return {"customdata": [*map(str, rows)] if isinstance(rows, list) else [str(rows)] * points}


def span(
    at: float, x0: Any, x1: Any, hover: str = "", colour: str = FAINT, width: float = 2, rows: str = "", **more: Any
) -> dict[str, Any]:
    """A line from one place to another."""
    told = {"hovertext": [hover, hover], "hoverinfo": "text"} if hover else {"hoverinfo": "skip"}
    line = {"mode": "lines", "line": {"color": colour, "width": width}}
    return {"x": [x0, x1], "y": [at] * 2, **line, **told} | behind(rows, 2) | more


def stretches(
    at: float, x0: list, x1: list, hover: list[str], colour: list[str], whose: list | None = None
) -> dict[str, Any]:
    """Stretches of a lane."""
    place = {"base": x0, "x": [end - start for start, end in zip(x0, x1)], "y": [at] * len(x0), "width": 12}
    marker = {"color": colour, "line": {"width": 0}}
    told = {"hovertext": hover, "hoverinfo": "text", "textposition": "none"}
    return {"type": "bar", "orientation": "h", **place, "marker": marker, **told} | ({"meta": whose} if whose else {})


def bar(
    at: float, length: float, side: str, hover: str, base: float = 0, tint: bool = False, whose: list | None = None
) -> dict[str, Any]:
    """A bar in the colour of a side, or a tint of it."""
    colour = SIDES[side]
    marker = {"color": colour, "opacity": 0.4 if tint else 1, "line": {"width": 0}}
    place = {"x": [length], "y": [at], "base": [base], "width": [16], "orientation": "h"}
    told = {"hovertext": [hover], "hoverinfo": "text"} | ({"meta": whose} if whose else {})
    return {"type": "bar", **place, "marker": marker, **told}
