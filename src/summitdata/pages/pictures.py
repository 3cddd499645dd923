"""Still pictures of figures: SVG, drawn by plotly.js in a Chromium that the machine has.

GitHub and nbviewer show them, and so does a page before its charts are alive.

Needs the extra `pictures` (playwright) and a Chromium or Chrome; where either is
missing, `missing` says so and nothing is drawn.
"""

from __future__ import annotations

import contextlib
import hashlib
import html
import importlib.util
import json
import os
import re
import sys
import urllib.parse
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
import plotly
from nbformat import NotebookNode

from summitdata.house.figure import DARK, FONT, INK
from summitdata.house.words import count
from summitdata.pages.browser import browser, state
from summitdata.pages.bundle import PLOTLY
from summitdata.pages.figures import MIME, SVG, stacked
from summitdata.run import kept as cache
from summitdata.run.notebooks import read

PATIENCE = 30_000  # milliseconds for the browser to start
WIDTH, NARROW = 760, 358
QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
DRAW = """async ([text, width]) => {
  const spec = JSON.parse(text);
  const size = {width, height: spec.layout.height, format: 'svg'};
  return await Plotly.toImage({data: spec.data, layout: {...spec.layout, autosize: false, ...size}}, size);
}"""


_refusals: dict[str, str] = {}  # browsers that did not start in this process, and what was said of it


class BrowserError(RuntimeError):
    """The browser does not start."""


def missing() -> str | None:
    """What is missing for drawing, as a sentence with its remedy; None where all is there."""
    if importlib.util.find_spec("playwright") is None:
        return "playwright is not installed. Install it: pip install 'summitdata[pictures]'"
    path, named = browser(), os.environ.get("SUMMITDATA_BROWSER")
    if path in _refusals:
        return f"{path} does not start ({_refusals[path]}). Name another browser in $SUMMITDATA_BROWSER"
    if path is None and named:
        return f"{named} is no program. Name a Chromium in $SUMMITDATA_BROWSER"
    if path is None:
        return "no Chromium was found. Install one (Debian, Ubuntu: apt install chromium) or name it in $SUMMITDATA_BROWSER"
    return None


def arguments() -> list[str]:
    """What the browser is started with: no traffic of its own, and no sandbox where root may have none."""
    return QUIET if os.name == "nt" or os.geteuid() else [*QUIET, "--no-sandbox"]


@contextlib.contextmanager
def page() -> Iterator[Any]:
    """An empty page of a headless browser with plotly.js loaded and the network cut."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as play:
        try:
            started = play.chromium.launch(executable_path=browser(), args=arguments(), timeout=PATIENCE)
        except Error as error:
            _refusals[browser()] = error.message.partition("\n")[0]
            raise BrowserError(missing()) from None
        context = started.new_context(offline=True)
        tab = context.new_page()
        tab.add_script_tag(path=PLOTLY)
        yield tab
        started.close()


Draw = Callable[..., list[str]]


@contextlib.contextmanager
def drawing() -> Iterator[Draw]:
    """A function that gives each of some figures as an SVG text of a width; its browser starts at the first and stays."""
    with contextlib.ExitStack() as stack:
        # in a thread of its own: Playwright refuses where an event loop runs, as in a kernel
        pool, tabs = ThreadPoolExecutor(1), []

        def drawn(figures: Sequence[Any], width: int) -> list[str]:
            if not tabs:
                tabs.append(stack.enter_context(page()))
            return [tabs[0].evaluate(DRAW, [json.dumps(named(figure)), width]) for figure in figures]

        def draw(figures: Sequence[Any], width: int = WIDTH) -> list[str]:
            found = pool.submit(drawn, figures, width).result() if figures else []
            return [both_schemes(slim(steady(urllib.parse.unquote(text.partition(",")[2])))) for text in found]

        try:
            yield draw
        finally:
            pool.submit(stack.close).result()
            pool.shutdown()


def svgs(figures: Sequence[Any], width: int = WIDTH) -> list[str]:
    """Each figure, as its notebook holds it, as an SVG text."""
    with drawing() as draw:
        return draw(figures, width)


def pairs_of(figures: Sequence[Any], draw: Draw) -> list[list[str]]:
    """Two pictures of each figure: as a wide page shows it, and as a narrow one does, or nothing where that is the same."""
    bare = {i: narrow for i, figure in enumerate(figures) if (narrow := stacked(figure))}
    drawn = dict(zip(bare, draw([*bare.values()], NARROW)))
    return [[wide, drawn.get(i, "")] for i, wide in enumerate(draw(figures))]


def illustrate(pairs: Sequence[tuple[Path, NotebookNode]], draw: Draw | None = None) -> int:
    """Put pictures beside each figure of executed notebooks; returns how many go without, since no browser draws.

    The picture for a narrow page stands in the output's metadata.

    A figure that looks like a stored one keeps the stored picture; one drawn
    before comes from the cache. Without `draw` a browser starts and ends for this call.
    """
    bare: dict[str, list[NotebookNode]] = {}
    for path, notebook in pairs:
        known = {looks(o.data[MIME]): [o.data[SVG], narrow_of(o)] for o in figures_of(stored(path)) if SVG in o.data}
        for output in figures_of(notebook):
            look = looks(output.data[MIME])
            if found := known.get(look) or kept(look):
                put(output, found)
            else:
                bare.setdefault(look, []).append(output)
    drawn = []
    if bare and not missing():
        with contextlib.suppress(BrowserError), drawing() if draw is None else contextlib.nullcontext(draw) as pen:
            drawn = pairs_of([same[0].data[MIME] for same in bare.values()], pen)
    for (look, same), found in zip(bare.items(), drawn):
        cache.write(place(look), json.dumps(found).encode())
        for output in same:
            put(output, found)
    return 0 if drawn else sum(map(len, bare.values()))


def put(output: NotebookNode, pictures: Sequence[str]) -> None:
    """Put both pictures of a figure into its output."""
    wide, narrow = pictures
    output.data[SVG] = wide
    output.metadata = nbformat.from_dict({SVG: {"narrow": narrow}} if narrow else {})


def narrow_of(output: NotebookNode) -> str:
    """The picture of an output's figure for a narrow page; empty without one."""
    return str(output.get("metadata", {}).get(SVG, {}).get("narrow", ""))


def tell(bare: int) -> None:
    """Say that so many figures go without a still picture, and what is missing for it."""
    if bare:
        print(f"{count(bare, 'figure')} without a still picture: {missing()}.", file=sys.stderr)


UNSEEN = {"hovertext", "hovertemplate", "customdata", "meta"}


def looks(figure: dict[str, Any]) -> str:
    """What can be seen of a figure without a pointer: figures that look the same share a picture.

    Examples
    --------
    >>> looks({"data": [{"x": [1], "hovertext": "one"}], "layout": {"meta": {"alt": "a"}}})
    '[[{"x": [1]}], {}, null]'
    """
    traces = [{k: v for k, v in trace.items() if k not in UNSEEN} for trace in figure["data"]]
    layout = {k: v for k, v in figure["layout"].items() if k not in UNSEEN}
    narrow = (figure["layout"].get("meta") or {}).get("narrow")
    return json.dumps([traces, layout, narrow], sort_keys=True)


def place(look: str) -> Path:
    """Where the cache keeps the picture of a figure that looks so, drawn by this browser and plotly.js."""
    made = [look, state(), plotly.__version__, cache.held(__file__), WIDTH]
    return cache.folder() / "pictures" / f"{cache.digest(made)}.json"


def kept(look: str) -> list[str]:
    """Both pictures from the cache, or nothing."""
    try:
        return json.loads(place(look).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []


def stored(path: Path) -> NotebookNode:
    """The notebook in a file; an empty one where there is none."""
    return read(path) if path.is_file() else nbformat.v4.new_notebook()


def figures_of(notebook: NotebookNode) -> list[NotebookNode]:
    """Each output that is a figure."""
    return [o for cell in notebook.cells for o in cell.get("outputs", []) if MIME in o.get("data", {})]


UNPAINTED = {"stroke-opacity: 0", "fill-opacity: 0"}  # grounds of words


def slim(svg: str) -> str:
    """The picture with each style written once, and without what only a live chart needs.

    A style's name comes from its words, so that pictures which share a page
    cannot change one another.

    Examples
    --------
    >>> slim('<svg><path class="point" style="fill: red;"/></svg>')
    '<svg><style>.sb6dd6e{fill: red}</style><path class="sb6dd6e"/></svg>'
    """
    svg = re.sub(r' (?:class|data-[a-z-]+)="[^"]*"| transform="rotate\(0,[^"]*"', "", svg)
    svg = re.sub(r"(\d\.\d\d)\d+", r"\1", svg)
    family = f"font-family: {FONT}; "
    names: dict[str, str] = {}

    def named_style(match: re.Match) -> str:
        words = html.unescape(match[1]).replace('"', "'").replace(family, "").strip().rstrip(";")
        if words:
            names[words] = "s" + hashlib.sha256(words.encode()).hexdigest()[:6]
        return f' class="{names[words]}"' if words else ""

    svg = re.sub(r' style="([^"]*)"', named_style, svg)
    unseen = "|".join(name for words, name in names.items() if {*words.split("; ")} >= UNPAINTED)
    svg = re.sub(f'<rect [^>]*class="(?:{unseen})"/>', "", svg) if unseen else svg
    rules = "".join(f".{name}{{{words}}}" for words, name in names.items())
    rules += f"text{{font-family:{FONT}}}" * ("<text" in svg)
    head, bracket, rest = svg.partition(">")
    return f"{head}{bracket}<style>{rules}</style>{rest}"


def both_schemes(svg: str) -> str:
    """The picture with the house's colours as variables that follow the reader's setting, light or dark."""
    used = [light for light in DARK if light in svg or css(light) in svg]
    for light in used:
        svg = svg.replace(css(light), f"var(--c{light[1:]})").replace(f"fill:{light}", f"fill:var(--c{light[1:]})")
    lights = "".join(f"--c{light[1:]}:{light};" for light in used)
    darks = "".join(f"--c{light[1:]}:{DARK[light]};" for light in used)
    lights, darks = f"--ink:{INK};{lights}", f"--ink:{DARK[INK]};{darks}"
    style = f"<style>:root{{{lights}}}@media (prefers-color-scheme:dark){{:root{{{darks}}}}}</style>"
    head, bracket, rest = svg.partition(">")
    return head + bracket + style + rest


def css(colour: str) -> str:
    """A colour as the browser writes it.

    Examples
    --------
    >>> css("#20242a")
    'rgb(32, 36, 42)'
    """
    return "rgb({}, {}, {})".format(*(int(colour[i : i + 2], 16) for i in (1, 3, 5)))


def named(figure: dict[str, Any]) -> dict[str, Any]:
    """The figure with a name for each trace: without one plotly draws lots."""
    return {**figure, "data": [{**trace, "uid": f"t{i}"} for i, trace in enumerate(figure["data"])]}


def steady(svg: str) -> str:
    """The picture with plotly's random ids replaced by a fixed one, so that it is the same run after run.

    Examples
    --------
    >>> steady('<defs id="defs-c08b95"/><g clip-path="url(#clipc08b95x)"/>')
    '<defs id="defs-plot"/><g clip-path="url(#clipplotx)"/>'
    """
    found = re.search(r'id="defs-([0-9a-f]{6})"', svg)
    return svg.replace(found[1], "plot") if found else svg
