"""Still pictures of figures: SVG, drawn by plotly.js in a Chromium that the machine has.

GitHub and nbviewer show them, and so does a page before its charts are alive,
and a printer. Where there is no Chromium or Chrome, `missing` says so and nothing is drawn.
"""

import contextlib
import functools
import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import urllib.parse
from collections.abc import Sequence
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
import plotly
from nbformat import NotebookNode

from summitdata.house.figure import DARK, FONT, INK
from summitdata.house.words import count
from summitdata.pages.browser import browser, state
from summitdata.pages.bundle import CLOSED, PLOTLY
from summitdata.pages.figures import MIME, SVG, figures_of, script_safe, stacked
from summitdata.run import kept as cache
from summitdata.run.notebooks import read

WIDTH, NARROW = 760, 358
PATIENCE = 60  # seconds for a browser to tell its version, and for each picture
QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
QUIET += ["--no-first-run"]
DRAW = """<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">
<body><script src="plotly.js"></script><script>
(async () => {{
  const drawn = [];
  for (const [spec, width] of {asked}) {{
    const size = {{width, height: spec.layout.height, format: 'svg'}};
    drawn.push(await Plotly.toImage({{data: spec.data, layout: {{...spec.layout, autosize: false, ...size}}}}, size));
  }}
  document.body.textContent = JSON.stringify(drawn);
}})();
</script>"""


_refusals: dict[str, str] = {}  # browsers that did not start in this process, and what was said of it


class BrowserError(RuntimeError):
    """The browser does not start."""


def missing() -> str | None:
    """What is missing for drawing, as a sentence with its remedy; None where all is there."""
    path, named = browser(), os.environ.get("SUMMITDATA_BROWSER")
    if path in _refusals:
        return f"{path} does not start ({_refusals[path]}). Name another browser in $SUMMITDATA_BROWSER"
    if path:
        return None
    if named:
        return f"{named} is no program. Name a Chromium in $SUMMITDATA_BROWSER"
    return "no Chromium was found. Install one (Debian, Ubuntu: apt install chromium) or name it in $SUMMITDATA_BROWSER"


def arguments() -> list[str]:
    """What the browser is started with: no traffic of its own, and no sandbox where root may have none."""
    return QUIET if os.name == "nt" or os.geteuid() else [*QUIET, "--no-sandbox"]


class Quiet(SimpleHTTPRequestHandler):
    """Gives a browser the files of a folder, and speaks of none."""

    def log_message(self, *_: Any) -> None:
        """Nothing."""


def dumped(folder: str) -> str:
    """The page of a folder as a browser has it when its scripts have run; the browser reads it from this machine alone."""
    name = browser()
    if os.name == "posix":
        subprocess.run([name, "--version"], check=True, capture_output=True, timeout=PATIENCE)
    # served, since a browser out of a closed package (snap) reads no file of ours
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        own = [f"--user-data-dir={folder}/profile", "--virtual-time-budget=1000000", "--dump-dom"]
        command = [name, "--headless", *arguments(), *own, f"http://127.0.0.1:{server.server_port}"]
        size = (Path(folder) / "index.html").stat().st_size
        try:
            return subprocess.run(command, capture_output=True, timeout=PATIENCE * (1 + size / 10_000)).stdout.decode()
        finally:
            server.shutdown()


def drawn(*asked: tuple[Any, int]) -> list[str]:
    """Each of some figures, as its notebook holds it, as an SVG text of a width; a BrowserError where none is drawn."""
    # without a name for each trace plotly draws lots
    asked = [[{**f, "data": [{**t, "uid": f"t{i}"} for i, t in enumerate(f["data"])]}, width] for f, width in asked]
    policy = f"{CLOSED}; script-src 'self' 'unsafe-inline'; style-src 'unsafe-inline'"
    try:
        with TemporaryDirectory(prefix="summitdata-", ignore_cleanup_errors=True) as folder:
            shutil.copyfile(PLOTLY, Path(folder) / "plotly.js")
            text = DRAW.format(policy=policy, asked=script_safe(asked))
            (Path(folder) / "index.html").write_text(text, encoding="utf-8")
            found = re.search("<body>(.*)</body>", dumped(folder), re.S)
        texts = json.loads(html.unescape(found[1]))
    except (OSError, subprocess.SubprocessError, TypeError, ValueError) as error:
        _refusals[browser()] = "it gives no picture" if isinstance(error, TypeError | ValueError) else str(error)
        raise BrowserError(missing()) from None
    return [both_schemes(slim(steady(urllib.parse.unquote(text.partition(",")[2])))) for text in texts]


def pairs_of(figures: Sequence[Any]) -> list[list[str]]:
    """Two pictures of each figure: as a wide page shows it, and as a narrow one does, or nothing where that is the same."""
    bare = {i: narrow for i, figure in enumerate(figures) if (narrow := stacked(figure))}
    found = drawn(*((figure, WIDTH) for figure in figures), *((narrow, NARROW) for narrow in bare.values()))
    narrow = dict(zip(bare, found[len(figures) :]))
    return [[wide, narrow.get(i, "")] for i, wide in enumerate(found[: len(figures)])]


def illustrate(pairs: Sequence[tuple[Path, NotebookNode]]) -> int:
    """Put pictures beside each figure of executed notebooks; returns how many go without, since no browser draws.

    The picture for a narrow page stands in the output's metadata.

    A figure that looks like a stored one keeps the stored picture; one drawn
    before comes from the cache.
    """
    shown: dict[str, list[NotebookNode]] = {}
    known: dict[str, list[str]] = {}
    for path, notebook in pairs:
        known |= {looks(o.data[MIME]): [o.data[SVG], narrow_of(o)] for o in stored(path) if SVG in o.data}
        for output in figures_of(notebook.cells):
            shown.setdefault(looks(output.data[MIME]), []).append(output)
    for look in shown.keys() - known.keys():
        if kept := cache.recall(place(look), ""):
            known[look] = json.loads(kept)
    bare = [look for look in shown if look not in known]
    if bare and not missing():
        with contextlib.suppress(BrowserError):
            for look, drawings in zip(bare, pairs_of([shown[look][0].data[MIME] for look in bare])):
                known[look] = drawings
                cache.remember(place(look), "", json.dumps(drawings))
    for look in shown.keys() & known.keys():
        for output in shown[look]:
            output.data[SVG], narrow = known[look]
            output.metadata = nbformat.from_dict({SVG: {"narrow": narrow}} if narrow else {})
    return sum(len(same) for look, same in shown.items() if look not in known)


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
    return cache.folder() / "pictures" / f"{cache.digest(made)}.json.gz"


def stored(path: Path) -> list[NotebookNode]:
    """The figures of the notebook in a file; none where there is no file."""
    return figures_of(read(path).cells) if path.is_file() else []


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
    return styled(svg, rules)


def both_schemes(svg: str) -> str:
    """The picture with the house's colours as variables that follow the reader's setting, light or dark."""
    lights, darks = f"--ink:{INK};", f"--ink:{DARK[INK]};"
    for light, dark in DARK.items():
        if light in svg or css(light) in svg:
            name = f"--c{light[1:]}"
            svg = svg.replace(css(light), f"var({name})").replace(f"fill:{light}", f"fill:var({name})")
            lights, darks = f"{lights}{name}:{light};", f"{darks}{name}:{dark};"
    return styled(svg, f":root{{{lights}}}@media (prefers-color-scheme:dark){{:root{{{darks}}}}}")


def styled(svg: str, rules: str) -> str:
    """The picture with rules of style, before all that it has."""
    head, bracket, rest = svg.partition(">")
    return f"{head}{bracket}<style>{rules}</style>{rest}"


def css(colour: str) -> str:
    """A colour as the browser writes it.

    Examples
    --------
    >>> css("#20242a")
    'rgb(32, 36, 42)'
    """
    return "rgb({}, {}, {})".format(*(int(colour[i : i + 2], 16) for i in (1, 3, 5)))


def steady(svg: str) -> str:
    """The picture with plotly's random ids replaced by a fixed one, so that it is the same run after run.

    Examples
    --------
    >>> steady('<defs id="defs-c08b95"/><g clip-path="url(#clipc08b95x)"/>')
    '<defs id="defs-plot"/><g clip-path="url(#clipplotx)"/>'
    """
    found = re.search(r'id="defs-([0-9a-f]{6})"', svg)
    return svg.replace(found[1], "plot") if found else svg
