"""What a page loads: styles, script and plotly.js, as shared files of a site or carried inside one file."""

from __future__ import annotations

import base64
import functools
import gzip
import hashlib
import shutil
from pathlib import Path

import plotly

ASSETS = Path(__file__).parent / "assets"
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
CLOSED = "default-src 'none'; img-src 'self' data: blob:; font-src data:; base-uri 'none'; form-action 'none'"


def style() -> str:
    """The one style sheet of all pages."""
    return (ASSETS / "summit.css").read_text(encoding="utf-8")


def script() -> str:
    """The one script of all pages."""
    return (ASSETS / "summit.js").read_text(encoding="utf-8")


@functools.cache
def packed_plotly() -> str:
    """plotly.js out of the installed plotly package, gzipped, in base64 (about 2 MB)."""
    return base64.b64encode(gzip.compress(PLOTLY.read_bytes(), 9, mtime=0)).decode()


def policy(*, single: bool) -> str:
    """The Content-Security-Policy of a page: nothing from outside.

    A site's pages run the site's own scripts. A single file runs the one script
    it carries, known by its hash, and plotly.js, which that script unpacks.
    """
    run = "'self'"
    if single:
        digest = base64.b64encode(hashlib.sha256(script().encode()).digest()).decode()
        run = f"'sha256-{digest}' blob:"
    return f"{CLOSED}; script-src {run}; style-src 'self' 'unsafe-inline'"


def copy_assets(folder: Path) -> None:
    """Styles, script and plotly.js as files of a site."""
    shutil.copytree(ASSETS, folder)
    shutil.copy(PLOTLY, folder)
