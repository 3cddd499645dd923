"""Forms: the few ways in which a figure is drawn. A chart is a selection, a form, and `finish`.

`rows`, `matrix`, `lanes` and `bars` take rows from the top, each a dict of
``label``, ``marks`` and perhaps ``soft``, a second, softer line; `levels` takes marks.
A mark is a dict as well, of one of these kinds:

- dots: ``x``, one or a list. ``colour`` or ``side`` (whose they are), ``symbol``,
  ``hollow``, ``size``, ``hover`` are for all of them or a list, one for each.
- a span from ``x0`` to ``x1``: ``colour``, ``width``, ``dash``, ``hover``;
  without ``hover`` it leads the eye and tells nothing. With a ``symbol``, one
  of no length is a dot.
- stretches of a lane: ``x0`` and ``x1`` are lists.
- a bar: ``length``, ``side``, ``hatched``, ``hover``.

A form gives a figure whose height is that of its plotting area.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from summitdata.house.figure import FAINT, LINES, PAPER, SIDES, SOFT, folded, plain

LINE, LABEL_WIDTH, SOFT_WIDTH, HEAD = 16, 40, 42, 44
DOTTED = {"color": SOFT, "width": 1, "dash": "dot"}
Row = Mapping[str, Any]
Mark = Mapping[str, Any]


def rows(lines: Iterable[Row], *, below: int = 8, axis: str = "", bottom: int = 0, **xaxis: Any) -> go.Figure:
    """Rows of dots and ranges, each label above its marks: so a figure needs no left margin and works on a phone.

    Rows are as high as the longest label needs. Marks of row `i` are at ``y = -i``, `below` pixels under its
    label. `axis` is what the x axis shows, `bottom` how many pixels it needs.
    """
    lines = list(lines)
    figure = go.Figure([trace(-i, mark) for i, line in enumerate(lines) for mark in line["marks"]])
    words = [(line["label"], line.get("soft", "")) for line in lines]
    labels = [(folded(label, LABEL_WIDTH, LINES), folded(soft, SOFT_WIDTH, LINES)) for label, soft in words]
    annotate(figure, [row_label(-i, *label, below) for i, label in enumerate(labels)])
    most = max([1, *(len(heads) + len(softs) for heads, softs in labels)])
    height = round((30 + LINE * most) * (len(lines) + 0.35))
    figure.update_layout(barmode="overlay" if any(figure.select_traces({"type": "bar"})) else None)
    if axis:
        xaxis["title"] = {"text": axis, "font": {"size": 12, "color": SOFT}}
    figure.update_xaxes(**xaxis)
    figure.update_yaxes(visible=False, range=[-len(lines) + 0.6, 0.95], fixedrange=True)
    return figure.update_layout(height=height, margin={"b": bottom or (56 if axis else 44)})


def row_label(y: int, heads: list[str], softs: list[str], below: int) -> dict[str, Any]:
    """The label of a row, at the left above its marks."""
    styled = [f"<span style='color:{SOFT};font-size:12px'>{plain(line)}</span>" for line in softs]
    place = {"xref": "paper", "xanchor": "left", "yanchor": "bottom", "yshift": below, "align": "left"}
    return note("<br>".join([*map(plain, heads), *styled]), 0, y, font={"size": 13}, **place)


def make_room(figure: go.Figure, rows: int, room: float) -> None:
    """Make room above the first row, as high as `room` rows."""
    figure.update_yaxes(range=[-rows + 0.6, 0.95 + room])
    figure.layout.height = round(figure.layout.height * (rows + 0.35 + room) / (rows + 0.35))


def matrix(heads: Sequence[str], lines: Iterable[Row], *, apart: float = 0.2, below: int = 7) -> go.Figure:
    """Rows by columns; the names of columns are slanted, so that they fit on a phone.

    Column `i` is at ``x = i``. A mark may say instead in which ``column`` its
    dots stand, one for each text of its ``hover``: side by side, `apart`.
    """
    lines = [{**line, "marks": [in_column(heads, mark, apart) for mark in line["marks"]]} for line in lines]
    figure = rows(lines, below=below, bottom=8)
    heads = ["".join(folded(head, HEAD, 1)) for head in heads]
    longest = max(map(len, heads))
    make_room(figure, len(lines), (6 + 5.2 * longest) / (figure.layout.height / (len(lines) + 0.35)))
    figure.update_xaxes(range=[-0.4, len(heads) - 1 + 0.09 * longest], visible=False, fixedrange=True)
    how = {"xanchor": "left", "yanchor": "bottom", "xshift": -8, "textangle": -50, "font": {"size": 12, "color": SOFT}}
    annotate(figure, [note(plain(head), i, 0.9, **how) for i, head in enumerate(heads)])
    return figure


def in_column(heads: Sequence[str], mark: Mark, apart: float) -> Mark:
    """A mark with the places of its dots, if it names a column."""
    if "column" not in mark:
        return mark
    dots = len(mark["hover"])
    at = [heads.index(mark["column"]) + apart * (k - (dots - 1) / 2) for k in range(dots)]
    return {"x": at, **{key: value for key, value in mark.items() if key != "column"}}


def lanes(
    lines: Sequence[Row], first: pd.Timestamp, last: pd.Timestamp, day: pd.Timestamp, words: str, **xaxis: Any
) -> go.Figure:
    """Lanes of time from the year of `first` to that of `last`; a day, named `words`, is a dotted line through all."""
    years = {"range": [f"{first.year - 1}-12-10", f"{last.year}-12-31"], "dtick": "M12", "tickformat": "%Y"}
    figure, at = rows(lines, type="date", **years, **xaxis), day.date().isoformat()
    make_room(figure, len(lines), 20 * (len(lines) + 0.35) / figure.layout.height)
    figure.add_vline(x=at, line=DOTTED)
    place = {"yref": "paper", "yanchor": "top", "xanchor": "right", "xshift": -4}
    annotate(figure, [note(plain(words), at, 1, font={"size": 12, "color": SOFT}, **place)])
    return figure


def levels(
    marks: Iterable[Mark], notes: Sequence[Mapping[str, Any]], height: int, top: float, **xaxis: Any
) -> go.Figure:
    """Levels by year: marks that have a ``y`` too, and notes beside some; the y axis goes from 0 to `top`."""
    figure = go.Figure([trace(mark["y"], {k: v for k, v in mark.items() if k != "y"}) for mark in marks])
    annotate(figure, notes)
    figure.update_yaxes(range=[0, top])
    figure.update_xaxes(**xaxis)
    return figure.update_layout(height=height)


def bars(lines: Iterable[Row], axis: str) -> go.Figure:
    """Bars in rows, those of a row end to end."""
    ended = []
    for line in lines:
        ends = [sum(mark["length"] for mark in line["marks"][:i]) for i in range(len(line["marks"]))]
        ended.append({**line, "marks": [{**mark, "base": end} for mark, end in zip(line["marks"], ends)]})
    return rows(ended, below=12, axis=axis, bottom=52, rangemode="tozero", nticks=6)


def mentions(said: pd.DataFrame, **more: Any) -> Mark:
    """Dots in the colour of who speaks, filled where quoted. Takes rows with ``side`` and ``voice``."""
    return {"side": [*said.side], "symbol": "circle", "hollow": [*(said.voice != "quoted")], **more}


def trace(y: Any, mark: Mark) -> dict[str, Any]:
    """A mark as plotly has it."""
    if "length" in mark:
        return bar(y, **mark)
    if "x" in mark:
        return dots(y, **mark)
    return (stretches if isinstance(mark["x0"], list) else span)(y, **mark)


def dots(
    y: Any, x: Any, hover: Any, colour: Any = None, side: Any = None, size: Any = 12, symbol: Any = None,
    hollow: Any = False, outline: Any = None, opacity: float | None = None, **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """Dots; those with a symbol are outlined."""
    x, hover = (value if isinstance(value, list) else [value] for value in (x, hover))
    colour = colour or (SIDES[side] if isinstance(side, str) else [SIDES[one] for one in side])
    marker = outlined(colour, size, shaped(symbol, hollow), outline) if symbol else {"color": colour, "size": size}
    marker["opacity"] = 1 if isinstance(colour, list) else opacity
    how = {"mode": "markers+text" if "text" in more else "markers", "marker": marker}
    return {
        "x": x,
        "y": y if isinstance(y, list) else [y] * len(x),
        "hovertext": hover,
        "hoverinfo": "text",
        **how,
        **more,
    }


def shaped(symbol: Any, hollow: Any) -> Any:
    """A symbol, or each, hollow where it should be."""
    if isinstance(hollow, bool):
        return f"{symbol}-open" if hollow else symbol
    symbols = symbol if isinstance(symbol, list) else [symbol] * len(hollow)
    return [f"{one}-open" if empty else one for one, empty in zip(symbols, hollow)]


def span(
    y: Any, x0: Any, x1: Any, hover: str = "", colour: str = FAINT, width: float = 2, dash: str = "", symbol: str = "",
    **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """A line from one place to another."""
    line = {"color": colour, "width": width, **({"dash": dash} if dash else {})}
    told = {"hovertext": [hover, hover], "hoverinfo": "text"} if hover else {"hoverinfo": "skip"}
    mode = "lines+markers" if "marker" in more or (symbol and x0 == x1) else "lines"
    if symbol:
        more["marker"] = outlined(colour, 12, symbol)
    return {"x": [x0, x1], "y": y if isinstance(y, list) else [y, y], "mode": mode, "line": line, **told, **more}


def outlined(colour: Any, size: Any, symbol: Any, outline: Any = None) -> dict[str, Any]:
    """A marker with an outline of its own colour, so that hollow ones are seen."""
    return {"color": colour, "size": size, "symbol": symbol, "line": {"width": 2, "color": outline or colour}}


def stretches(y: Any, x0: list, x1: list, hover: list[str], colour: list[str]) -> dict[str, Any]:
    """Stretches of a lane."""
    place = {"base": x0, "x": [end - start for start, end in zip(x0, x1)], "y": [y] * len(x0), "width": 0.26}
    marker = {"color": colour, "line": {"width": 0}}
    told = {"hovertext": hover, "hoverinfo": "text", "textposition": "none"}
    return {"type": "bar", "orientation": "h", **place, "marker": marker, **told}


def bar(y: Any, length: int, base: int, side: str, hatched: bool, hover: str) -> dict[str, Any]:
    """A bar that begins at `base`."""
    colour = SIDES[side]
    pattern = {"shape": "/" if hatched else "", "fgcolor": colour, "size": 6}
    marker = {"color": PAPER if hatched else colour, "line": {"width": 1.5, "color": colour}, "pattern": pattern}
    place = {"x": [length], "y": [y], "base": [base], "width": [0.3], "orientation": "h"}
    return {"type": "bar", **place, "marker": marker, "hovertext": [hover], "hoverinfo": "text"}


def note(text: str, x: Any, y: Any, **more: Any) -> dict[str, Any]:
    """Words on the plot."""
    return {"text": text, "x": x, "y": y, "showarrow": False, "font": {"size": 12}, **more}


def annotate(figure: go.Figure, notes: Sequence[Mapping[str, Any]]) -> None:
    """Add notes to a figure, all at once: one by one plotly would check all before it each time."""
    figure.layout.annotations = [*figure.layout.annotations, *notes]
