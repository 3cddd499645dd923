"""Forms: the few ways in which a figure is drawn. A chart is a selection, a form, and `finish`.

`rows`, `matrix` and `lanes` take rows from the top, each a dict of ``label``, ``marks`` and
perhaps ``soft`` (a second, softer line), ``value`` (at the right end of the row), ``said`` (what its
marks tell, for the alternative text), ``tall`` (pixels that its marks need), ``strong`` (bold),
``bare`` (no line leads through it) and ``lead`` (the title speaks of it); a dict of ``block`` is a
heading among them. `columns` takes marks with heights of their own. What a mark is stands in
`summitdata.house.marks`.

Labels stand in a gutter at the left; one unit of the y axis is one pixel, so that rows are as
high as each needs. A form carries in ``layout.meta`` how it is laid out where the page is
narrow: ``narrow`` has the width ``under`` which that holds, the ``layout`` of it, and by how
much each trace moves (``shift``); ``share``, where the wide form needs more, is the same for
pictures to share. ``edges`` are where rows end, for pictures that have less room, and ``first`` is
the number of rows before the first that leads: there such a picture begins.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import plotly.graph_objects as go

from summitdata.house.figure import BAND, LINES, SOFT, folded, ink, plain, quiet
from summitdata.house.marks import Mark, trace

GUTTER, ROW, LINE, UNDER, EDGE = 280, 26, 16, 560, 14
STACKED, LETTER, HEAD = 280, 7.1, 20  # pixels of a label above its marks, and of a letter; letters of a heading
PHONE = 288  # pixels across of a chart on the smallest phone
SHARE = 750  # pixels across of a picture to share, before it is drawn 1.6 times as large
SHORT = 9  # letters of a value that keeps its place where the page is narrow
SMALL = {"size": 12.5, "color": SOFT}
Row = Mapping[str, str | bool | int | list[Mark]]


class Places(NamedTuple):
    """Where rows stand: heights of their marks, where each ends, their words."""

    at: list[float]
    ends: list[float]
    notes: list[dict[str, Any]]


def rows(
    lines: Iterable[Row], *, row: int = ROW, gutter: int = GUTTER, axis: str = "", head: int = 0,
    band: tuple[float, float, str] | None = None, under: int = UNDER, kind: str = "Dot chart", **xaxis: Any,
) -> go.Figure:  # fmt: skip
    """Rows of dots and ranges, each label at the left of its marks, or above them where the page is narrow.

    `axis` is what the x axis shows, `head` how many pixels are kept above the rows, `band` a
    stretch of the x axis with its name, `kind` what a listener is told that this is.
    """
    lines = [*lines]
    wide = placed(lines, row, gutter)
    drawn = [(i, mark) for i, line in enumerate(lines) for mark in line.get("marks", ())]
    figure = go.Figure([trace(wide.at[i], mark) for i, mark in drawn])
    if any(figure.select_traces({"type": "bar"})):
        figure.layout.barmode = "overlay"
    seen, top = xaxis.get("visible", True), xaxis.get("side") == "top"
    scale = (24 if seen else 0) + (18 if axis else 0)
    room = {"t": head + (20 if band else 0) + (scale if top else 4), "b": 4 if top else scale + 4}
    if axis:
        xaxis["title"] = {"text": axis, "font": SMALL, "standoff": 3}
    figure.update_xaxes(tickfont=SMALL, **xaxis)
    names = [band_name(band, xaxis["range"])] if band else []
    led = [i for i, line in enumerate(lines) if not {"block", "bare"} & {*line}]
    figure.layout.update(layout_of(wide, led, room, gutter, value_room(lines), names))
    figure.layout.shapes = [{**stretch(band), "yref": "paper", "y0": 0, "y1": 1}] if band else []
    leads = [bool(line.get("lead")) for line in lines if "block" not in line]
    meta: dict[str, Any] = {"edges": row_ends(lines, wide), "first": leads.index(True) if True in leads else 0}
    for name, left in {"narrow": 0, "share": max(gutter - under + SHARE, 150)}.items():
        if name == "share" and under <= SHARE:
            continue
        other = placed(lines, row, left)
        layout = layout_of(other, led, room, left or EDGE, value_room(lines) if left else narrow_value(lines), names)
        if not left:
            layout["shapes"] = [{**stretch(band), "y0": at - 9, "y1": at + 9} for at in other.at if band and at]
            layout["xaxis"] = {"showgrid": False}
        shift = [round(other.at[i] - wide.at[i], 1) for i, _ in drawn]
        meta[name] = {"under": under, "shift": shift, "layout": layout, "edges": row_ends(lines, other)}
    told = [", ".join(filter(None, [kind, axis])) + ".", *[f"Shaded: {band[2]}." for band in [band] if band]]
    figure.layout.meta = meta | {"said": " ".join([*told, *map(heard, lines)])}
    return figure


def heard(line: Row) -> str:
    """A row as it is read aloud."""
    if "block" in line:
        return f"{line['block']}:"
    name, told = (
        ", ".join(line[key] for key in keys if line.get(key)) for keys in (("label", "soft"), ("value", "said"))
    )
    return f"{name}: {told}." if told else f"{name}."


def row_ends(lines: Sequence[Row], places: Places) -> list[float]:
    """Where rows end, but for headings: there a picture with less room may be cut."""
    return [end for line, end in zip(lines, places.ends) if "block" not in line]


def placed(lines: Sequence[Row], row: int, gutter: int) -> Places:
    """Where rows stand that have their labels in a gutter, or above their marks where there is none."""
    at, ends, notes, end, right = [], [], [], 0.0, value_room(lines) if gutter else narrow_value(lines)
    left = {"xref": "paper", "xanchor": "left", "xshift": -(gutter or EDGE), "align": "left"}
    for line in lines:
        start = end
        if "block" in line:
            end += 26 if start else 20
            at.append(0)
            notes.append(note(f"<b>{ink(plain(line['block']))}</b>", 0, -end + 3, yanchor="bottom", **left))
            ends.append(end)
            continue
        words = label_words(line, gutter)
        high, tall = LINE * len(words), line.get("tall", 0)
        end += max(row, tall, high + (4 if len(words) < 2 else 8)) if gutter else high + max(20, tall) + 6
        at.append(-(start + end) / 2 if gutter else -(end - 4 - max(20, tall) / 2))
        name = {"yanchor": "middle"} if gutter else {"yanchor": "top"}
        notes.append(note("<br>".join(words), 0, at[-1] if gutter else -start - 2, **name, **left))
        if line.get("value") and right > EDGE:
            number = f"<b>{ink(plain(line['value']))}</b>"
            notes.append(note(number, 1, at[-1], xref="paper", xanchor="right", xshift=right - 2))
        ends.append(end)
    return Places([round(y, 1) for y in at], ends, notes)


def label_words(line: Row, gutter: int) -> list[str]:
    """The lines of a label; in the stacked form a long value stands among them."""
    width = int((gutter - 12 if gutter else STACKED) / LETTER)
    soft = [line.get("soft", "")] + [line.get("value", "")] * (not gutter and len(line.get("value", "")) > SHORT)
    softs = folded(" · ".join(filter(None, soft)), width + 1, LINES)
    styled = [quiet(plain(words), ";font-size:12.5px") for words in softs]
    heads = [ink(plain(words)) for words in folded(line["label"], width, LINES)]
    return [*(f"<b>{head}</b>" if line.get("strong") else head for head in heads), *styled]


def value_room(lines: Sequence[Row]) -> int:
    """How many pixels the values at the right end of rows need."""
    longest = max((len(line.get("value", "")) for line in lines), default=0)
    return round(longest * 7.4) + EDGE if longest else EDGE


def narrow_value(lines: Sequence[Row]) -> int:
    """The same where the page is narrow: long values stand with the labels there."""
    return EDGE if any(len(line.get("value", "")) > SHORT for line in lines) else value_room(lines)


def layout_of(
    places: Places, led: list[int], room: dict[str, int], left: int, right: int, names: list
) -> dict[str, Any]:
    """Height, margins, y axis and words of a figure whose rows stand at such places."""
    high = places.ends[-1] if places.ends else ROW
    scale = {"range": [-high, 0], "tickvals": [places.at[i] for i in reversed(led)], "showticklabels": False}
    margin = {"l": left, "r": right, **room}
    return {
        "height": round(high + room["t"] + room["b"]), "margin": margin, "yaxis": scale,
        "annotations": [*places.notes, *names],
    }  # fmt: skip


def stretch(band: tuple[float, float, str]) -> dict[str, Any]:
    """A stretch of the x axis, behind the marks."""
    return {"type": "rect", "x0": band[0], "x1": band[1], "fillcolor": BAND, "line": {"width": 0}, "layer": "below"}


def band_name(band: tuple[float, float, str], ends: Sequence[float]) -> dict[str, Any]:
    """The name of a band above it, on the side where there is room."""
    right = sum(band[:2]) > sum(ends)
    place = {"yref": "paper", "yanchor": "bottom", "xanchor": "right" if right else "left"}
    return note(plain(band[2]), band[1] if right else band[0], 1, font=SMALL, **place)


def matrix(heads: Sequence[str], lines: Iterable[Row], *, per: int = 8, gutter: int = GUTTER, **more: Any) -> go.Figure:
    """Rows by columns, with horizontal headings; column `i` is at ``x = i``.

    At most `per` dots of a cell stand in one line. Where columns are narrow, headings stand upright.
    """
    lines = [line if "block" in line else packed(heads, line, per) for line in lines]
    under = max(UNDER, gutter + 84 * len(heads))
    names = [folded(head, min(30, max(13, 90 // len(heads))), 3) for head in heads]
    head = LINE * max(map(len, names), default=1) + 6
    scale = {"visible": False, "range": [-0.5, len(heads) - 0.5]}
    figure = rows(lines, gutter=gutter, head=head, under=under, kind="Grid", **scale, **more)
    level = headings(names)
    figure.layout.annotations += (*level,)
    longest, room = max(map(len, " ".join(heads).split()), default=0), PHONE - EDGE - narrow_value(lines)
    meta, upright = figure.layout.meta, len(heads) > 4 or longest * 6.8 * len(heads) > room
    if "share" in meta:
        layout = meta["share"]["layout"]
        names = fitting(heads, SHARE - sum(layout["margin"][side] for side in "lr") - LINE)
        layout["xaxis"] = {"range": [-0.5, len(names) - 0.5]}
        head_with(layout, names, LINE * max(map(len, names), default=1) + 6 - head)
    names = [folded(head, HEAD, 1) if upright else unbroken(head, 36 // max(len(heads), 1)) for head in heads]
    high = LINE * max(map(len, names), default=1) + 6
    if upright:
        high = round(max(len("".join(name)) for name in names) * 6.8) + 8
    head_with(meta["narrow"]["layout"], names, high - head, **({"textangle": -90} if upright else {}))
    figure.layout.meta = meta
    return figure


def unbroken(text: str, width: int) -> list[str]:
    """A heading in at most three lines of a width in letters at which none of its words is broken."""
    return folded(text, max([width, *map(len, text.split())]), 3)


def head_with(layout: dict[str, Any], names: Sequence[Sequence[str]], more: float, **how: Any) -> None:
    """Put headings over the columns of a layout, which needs so much `more` height for them."""
    layout["margin"]["t"] += more
    layout["height"] += more
    layout["annotations"] += headings(names, **how)


def fitting(heads: Sequence[str], room: float) -> list[list[str]]:
    """The headings of the first columns in their lines: of as many as have room side by side."""
    while heads:
        width = int(room / len(heads) / LETTER)
        names = [unbroken(head, width) for head in heads]
        if len(heads) == 1 or max(len(line) for name in names for line in name) <= width:
            return names
        heads = heads[:-1]
    return []


def headings(names: Sequence[Sequence[str]], **more: Any) -> list[dict[str, Any]]:
    """The headings of columns, each in its lines."""
    how = {"yref": "paper", "yanchor": "bottom", "yshift": 2, "font": SMALL} | more
    return [note("<br>".join(map(plain, name)), i, 1, **how) for i, name in enumerate(names)]


def packed(heads: Sequence[str], line: Row, per: int) -> Row:
    """A row whose marks that name a column have their places in it, in lines of `per`."""
    marks, most = [], 1
    for mark in line.get("marks", ()):
        if "column" not in mark:
            marks.append(mark)
            continue
        n = len(mark["hover"])
        deep = -(-n // per)
        most, wide = max(most, deep), min(n, per)
        x = [heads.index(mark["column"]) + 0.96 / per * (k % per - (wide - 1) / 2) for k in range(n)]
        rise = [13 * ((deep - 1) / 2 - k // per) for k in range(n)]
        marks.append({"x": x, "rise": rise, **{key: value for key, value in mark.items() if key != "column"}})
    return {**line, "marks": marks, "tall": 13 * most + 9}


def lanes(lines: Sequence[Row], years: tuple[int, int], **more: Any) -> go.Figure:
    """Lanes of time, the years on top."""
    first, last = years
    named = [f"{year}-01-01" for year in range(first, last + 2)]
    scale = {"type": "date", "range": [f"{first - 1}-12-15", f"{last}-12-31"], "tickformat": "%Y", "side": "top"}
    step = -(-len(named) // 6)
    return rows(lines, tickvals=named[:-1:step], kind="Time line", **scale, **more)


def columns(
    traces: Iterable[Mapping[str, Any]], notes: Sequence[Mapping[str, Any]], years: Sequence[int], *, height: int,
    top: float, names: Sequence[str] = (), said: Iterable[str] = (),
) -> go.Figure:  # fmt: skip
    """Levels by year, from 0 to `top`: plotly's own traces, `notes` above them, `names` of the years below; `said` of them."""
    figure = go.Figure([*traces])
    figure.layout.annotations = notes
    named = [*(names or map(str, years))]
    foot = 18 * max(name.count("<br>") + 1 for name in named) + 8
    figure.update_layout(yaxis={"range": [0, top], "visible": False}, barmode="overlay")
    scale = {"tickvals": [*years], "ticktext": named, "range": [years[0] - 0.5, years[-1] + 0.5]}
    figure.update_xaxes(tickfont={"size": 13}, showgrid=False, showline=True, linecolor=SOFT, **scale)
    short = [f"’{year % 100:02d}" for year in years] if len(years) > 6 and not names else named
    meta = {"narrow": {"under": UNDER, "shift": [], "layout": {"xaxis": {"ticktext": short}}}}
    figure.layout.meta = meta | {"said": " ".join(["Columns by year, million US dollars.", *said])}
    return figure.update_layout(height=height + foot + 8, margin={"l": 4, "r": 4, "t": 4, "b": foot})


def note(text: str, x: Any, y: Any, **more: Any) -> dict[str, Any]:
    """Words at a place."""
    return {"text": text, "x": x, "y": y, "showarrow": False, "font": {"size": 13}, **more}
