"""Still pictures of figures: SVG, drawn by plotly.js in a Chromium that the machine has.

Needs the extra `pictures` (playwright) and a Chromium or Chrome; where either is
missing, `available` says so and nothing is drawn.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import re
import shutil
import urllib.parse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import plotly

WIDTH = 760
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
DRAW = """async ([text, width]) => {
  const spec = JSON.parse(text);
  const size = {width, height: spec.layout.height, format: 'svg'};
  return await Plotly.toImage({data: spec.data, layout: {...spec.layout, autosize: false, ...size}}, size);
}"""


def browser() -> str | None:
    """The browser to draw with: $SUMMITDATA_BROWSER, else the first Chromium on the path."""
    named = os.environ.get("SUMMITDATA_BROWSER")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def missing() -> str | None:
    """What is missing for drawing, as a sentence with its remedy; None where all is there."""
    if importlib.util.find_spec("playwright") is None:
        return "playwright is not installed. Install it: pip install 'summitdata[pictures]'"
    if browser() is None:
        return "no Chromium was found. Install one (Debian, Ubuntu: apt install chromium) or name it in $SUMMITDATA_BROWSER"
    return None


@contextlib.contextmanager
def page() -> Iterator[Any]:
    """An empty page of a headless browser with plotly.js loaded and the network cut."""
    from playwright.sync_api import sync_playwright

    root = [] if os.name == "nt" or os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=browser(), args=[*QUIET, *root])
        context = started.new_context(offline=True)
        tab = context.new_page()
        tab.add_script_tag(path=Path(plotly.__file__).parent / "package_data" / "plotly.min.js")
        yield tab
        started.close()


def svgs(figures: Sequence[Any], width: int = WIDTH) -> list[str]:
    """Each figure as an SVG text.

    Parameters
    ----------
    figures : sequence of dict
        Figures as their notebooks hold them.
    width : int
        Pixels.
    """
    if not figures:
        return []
    with page() as tab:
        found = [tab.evaluate(DRAW, [json.dumps(named(figure)), width]) for figure in figures]
    return [steady(urllib.parse.unquote(text.partition(",")[2])) for text in found]


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
