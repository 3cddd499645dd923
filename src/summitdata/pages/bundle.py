"""What a page loads: styles, script and plotly.js, as shared files of a site or carried inside one file."""

import base64
import functools
import gzip
import hashlib
import json
import re
from pathlib import Path

import plotly

from summitdata import house
from summitdata.house import asking
from summitdata.house.figure import DARK
from summitdata.themes import growth

ASSETS = Path(__file__).parent / "assets"
HOUSE = Path(house.__file__).parent
SCRIPTS = (HOUSE / "tables.js", Path(growth.__file__).with_name("bases.js"), ASSETS / "summit.js")
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
LOADER = re.compile(
    r"""(?P<licence>/\*\*.*?\*/\n)\(\n function\(root, factory\) \{.*?\} \(typeof self !== "undefined" \? self : this, """
    r"""\(\) => \{\n(?P<inside>.*\nwindow\.Plotly = Plotly;)\nreturn Plotly;\n\}\)\);\s*""",
    re.DOTALL,
)
# Before it, a page shows what it has so far: the browser waits for a script, an empty one, and draws meanwhile.
PAUSE = """document.write("<scr" + "ipt src='" + URL.createObjectURL(new Blob([""])) + "'></scr" + "ipt>");"""
CLOSED = "default-src 'none'; img-src 'self' data: blob:; font-src data:; base-uri 'none'; form-action 'none'"


def style() -> str:
    """The one style sheet of all pages, without comments."""
    sheets = (path.read_text(encoding="utf-8") for path in (ASSETS / "summit.css", HOUSE / "tables.css"))
    return re.sub(r"(?s)/\*.*?\*/\n?", "", "".join(sheets))


def style_in_parts() -> tuple[str, str]:
    """What head and title of a notebook's page need of it, and the rest."""
    first, mark, rest = style().partition("@media (scripting: enabled) { body")
    return first, mark + rest


def script() -> str:
    """The one script of all pages, with the colours of the house for the dark, without comments and indentation."""
    return f"var DARK = {json.dumps(DARK)};\n" + "".join(
        asking.bare(path.read_text(encoding="utf-8")) for path in SCRIPTS
    )


def plotly_js() -> str:
    """plotly.js out of the installed plotly package, without the function for module loaders around it.

    A browser reads all that is inside of that function, four megabytes, two
    times more than what is not inside: a fifth of the time to the first chart.
    """
    text = PLOTLY.read_text(encoding="utf-8")
    wrapped = LOADER.fullmatch(text)
    return f"{wrapped['licence']}{wrapped['inside']}\n" if wrapped else text


@functools.cache
def packed_plotly() -> str:
    """plotly.js, gzipped, in base64 (about 2 MB)."""
    return base64.b64encode(gzip.compress(plotly_js().encode(), 9, mtime=0)).decode()


def policy(*, single: bool) -> str:
    """The Content-Security-Policy of a page: nothing from outside.

    A site's pages run the site's own scripts. A single file runs the scripts
    it carries, known by their hashes, and plotly.js, which one of them unpacks.
    """
    run = "'self'"
    if single:
        digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (PAUSE, script())]
        run = " ".join([*(f"'sha256-{digest}'" for digest in digests), "blob:"])
    return f"{CLOSED}; script-src {run}; style-src 'self' 'unsafe-inline'"


def copy_assets(folder: Path) -> None:
    """Styles, script and plotly.js as files of a site."""
    folder.mkdir()
    sheets = {"summit.css": style(), "rest.css": style_in_parts()[1]}
    for name, text in {**sheets, "summit.js": script(), "pause.js": ""}.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    (folder / PLOTLY.name).write_text(plotly_js(), encoding="utf-8", newline="")
