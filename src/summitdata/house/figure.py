"""The house style of figures: template, title, source line, and what a page needs.

A figure function draws its marks and hands the figure to `finish`, which gives
it the one template and puts into ``layout.meta`` what a page, an export or a
test needs: ``alt``, ``columns``, ``rows``, ``row_ids``, ``source``.
"""

import html
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import plotly.io as pio

from summitdata.house.table import cell
from summitdata.house.words import listed

# Each reads on white and on the dark ground of JupyterLab: no figure has a ground of its own.
INK, MARK, SOFT, PAPER = "#20242a", "#64707b", "#6d757e", "#ffffff"
FAINT, BAND, CLEAR = "rgba(128,136,144,0.28)", "rgba(128,136,144,0.2)", "rgba(0,0,0,0)"
# A side is a colour, and nothing else is one.
SIDES = {"host": "#2878bd", "guest": "#bf5f15", "both": "#8a5cc2", "publisher": "#727b84", "other": "#2b8554"}
COLOURS = {"host": "blue", "guest": "orange", "both": "purple", "publisher": "grey", "other": "green"}
COLOURS = {side: f"■\u00a0{name}" for side, name in COLOURS.items()}  # the square is to have the colour (`keyed`)
# What stands for each colour where a reader has set a dark scheme; the script of pages gets the same.
DARK = {
    PAPER: "#14181c",
    INK: "#e8eaed",
    MARK: "#c3cad1",
    SOFT: "#a9b2bb",
    SIDES["host"]: "#6fb4f0",
    SIDES["guest"]: "#f59a5c",
    SIDES["both"]: "#bd9bea",
    SIDES["publisher"]: "#a3adb7",
    SIDES["other"]: "#6cc795",
}
FONT = "system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', Arial, sans-serif"
TITLE_WIDTH, SUBTITLE_WIDTH, SOURCE_WIDTH, HOVER_WIDTH = 78, 110, 112, 56
# A chart has room for so many lines; the whole text stands in its table and its alternative text.
TITLE_LINES, LINES, HOVER_LINES = 5, 8, 12

TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": 13, "color": SOFT},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "hoverlabel": {"align": "left", "bgcolor": PAPER, "font": {"size": 13, "color": INK}},
        "xaxis": {"gridcolor": FAINT, "zeroline": False, "fixedrange": True},
        "yaxis": {"gridcolor": FAINT, "zeroline": False, "fixedrange": True},
        "showlegend": False,
        "dragmode": False,
    }
)

pio.renderers["plotly_mimetype"].config = {
    "displaylogo": False,
    "responsive": True,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displayModeBar": False,
}


def plain(text: Any) -> str:
    """Text from the data, so that plotly shows it as it is: no markup, formula or place for a value.

    Examples
    --------
    >>> plain("<b> & %{x}")
    '&lt;b&gt; &amp; %&#123;x}'
    """
    return html.escape(str(text), quote=False).replace("$", "&#36;").replace("%{", "%&#123;")


def folded(text: Any, width: int, most: int) -> list[str]:
    """Text in at most `most` lines of at most `width` characters; what has no room becomes an ellipsis.

    Examples
    --------
    >>> folded("memorandum on tourism and sport", 12, 2)
    ['memorandum', 'on tourism …']
    """
    return textwrap.wrap(str(text), width, max_lines=most, placeholder=" …")


def hover(*parts: Any) -> str:
    """Hover text: each part on lines of its own, so short that they stay on a phone's screen."""
    parts = [folded(part, HOVER_WIDTH, HOVER_LINES) for part in parts if part is not None and part == part]
    return "<br>".join("<br>".join(map(plain, lines)) for lines in parts)


def ink(text: str) -> str:
    """Text in the colour of the text around the figure: of a page, of JupyterLab's theme, else dark."""
    return f"<span style='color:var(--ink,var(--jp-content-font-color1,{INK}))'>{text}</span>"


def quiet(text: str, more: str = "") -> str:
    """The same for text that stands back: no one colour can be read on white and on JupyterLab's dark ground."""
    return f"<span style='color:var(--soft,var(--jp-content-font-color2,{SOFT})){more}'>{text}</span>"


def keyed(text: str, colour: str = "{0}") -> str:
    """Markup in which each square has the colour that is named after it; `colour` puts it in CSS, of its dark one too."""
    for side, words in COLOURS.items():
        css = colour.format(SIDES[side], DARK[SIDES[side]])
        text = text.replace(words, f"<span aria-hidden='true' style='color:{css}'>■</span>{words[1:]}")
    return text


def speakers_line(table: pd.DataFrame) -> str:
    """Which colour is whose, of rows with ``speaker`` and ``side``."""
    named = {side: rows.speaker.unique() for side, rows in table.groupby("side")}
    return ", ".join(f"{COLOURS[side]} {listed(named[side])}" for side in COLOURS if side in named)


def voices_line(table: pd.DataFrame) -> str:
    """What a hollow dot means, where quoted mentions and others are drawn."""
    return " Filled: quoted; hollow: not quoted." * ((table.voice == "quoted").nunique() > 1)


def finish(
    figure: go.Figure,
    title: Any,
    subtitle: str,
    *,
    table: pd.DataFrame,
    heads: Mapping[str, str] | None = None,
    row_ids: Iterable[str] | None = None,
    source: str,
    behind: Sequence[str | Iterable[str]] | pd.Series = (),
) -> go.Figure:
    """The figure in the house style, with all that a page needs in ``layout.meta``.

    The height that it comes with is that of the form; the `title` (the finding), the `subtitle` (unit and
    period) and the `source` line come on top. `table` is what is drawn, of its columns those of `heads`, so named;
    `row_ids` are the facts behind it (else its column of that name), `behind` the one or those of each row of the
    table, where a page is to dim them. The alternative text is the title and what the form has ``said`` of its rows.
    """
    form, own = dict(figure.layout.meta or NO_FORM), figure.layout.margin.to_plotly_json()
    row_ids = table.row_id if row_ids is None else row_ids
    table = table if heads is None else table[[*heads]].set_axis([*heads.values()], axis=1)
    lines = folded(title, TITLE_WIDTH, TITLE_LINES)
    below = folded(subtitle, SUBTITLE_WIDTH, LINES)
    under = folded(f"Source: {source}", SOURCE_WIDTH, LINES)
    top, foot = 24 + 23 * len(lines) + 18 * len(below), 16 * len(under) + 14
    heading = {"text": ink("<br>".join(f"<b>{plain(line)}</b>" for line in lines)), "font": {"size": 17}, **AT_TOP}
    heading["subtitle"] = {"text": quiet(keyed("<br>".join(map(plain, below)))), "font": {"size": 13, "color": SOFT}}
    # plotly sets the first of several lines with its foot at the pad, a single line with its head
    heading["pad"] = {"t": 10 if len(lines) == 1 else 24}
    margin = {"l": 8, "r": 16, **own, "t": own.get("t", 0) + top, "b": own.get("b", 8) + foot}
    figure.update_layout(template=TEMPLATE, height=figure.layout.height + top + foot, margin=margin, title=heading)
    figure.layout.meta = {
        "title": str(title),
        "subtitle": subtitle,
        "alt": f"{title}. {form.pop('said')}",
        "columns": [str(c) for c in table.columns],
        "rows": [[cell(v) for v in row] for row in table.itertuples(index=False)],
        "row_ids": list(dict.fromkeys(row_ids)),
        "source": source,
        **({"behind": [keys if isinstance(keys, str) else " ".join(keys) for keys in behind]} if len(behind) else {}),
        "frame": [top, foot],
        **form,
    }
    place = {**AT_FOOT, "xshift": -margin["l"], "yshift": -own.get("b", 8) - 4}
    figure.add_annotation(text=quiet("<br>".join(map(plain, under))), **place)
    return figure


NO_FORM = {"said": "No chart: the data have no rows for this figure.", "empty": True}
AT_TOP = {"x": 0, "xref": "container", "y": 1, "yref": "container", "yanchor": "top"}
AT_FOOT = {"name": "source", "x": 0, "y": 0, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top"}
AT_FOOT |= {"align": "left", "showarrow": False, "font": {"size": 12.5, "color": SOFT}}


def what_if(figure: go.Figure) -> go.Figure:
    """A figure of changed data, marked as one in its title and its source line: it is no result."""
    meta, made_up = figure.layout.meta, "drawn to ask what if, and no result"
    figure.layout.title.text = figure.layout.title.text.replace("<b>", "<b>What if? ", 1)
    named = {name: f"What if? {meta[name]}" for name in ("title", "alt")}
    top, foot = meta["frame"]
    figure.layout.meta = {**meta, **named, "source": f"{meta['source']}; {made_up}", "frame": [top, foot + 16]}
    for note in figure.select_annotations({"name": "source"}):
        note.text += f"<br>{made_up.capitalize()}."
    return figure.update_layout(margin={"b": figure.layout.margin.b + 16}, height=figure.layout.height + 16)


def nothing(title: str, source: str) -> go.Figure:
    """The figure of a summit that has no rows for it: it is drawn and says so."""
    figure = go.Figure().update_layout(height=90, margin={"t": 0, "b": 0})
    figure.add_annotation(text="The data have no rows<br>for this figure.", showarrow=False, font={"size": 15})
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    empty = pd.DataFrame({"Finding": ["no rows"]})
    return finish(figure, title, "", table=empty, row_ids=[], source=source)
