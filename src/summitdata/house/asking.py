"""How JupyterLab lets tables be asked: the script stands once in a notebook, and each output calls it.

It stands in the output of the data, which each notebook of the suite shows first; where a reader
never shows them, in that of each table. A page has the same script of its own, and a notebook that is not trusted none.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

HERE = "{ const here = document.currentScript; (window.summitAsk = window.summitAsk || []).push(here.parentNode); here.remove(); }"
START = "\n\n<script>"
given: list[bool] = []


def call() -> str:
    """What an output ends with, so that the tables in it can be asked; with the script, if no output has it yet."""
    return f"{START}{HERE}</script>" + ("" if given else f"\n{script()}")


def give() -> str:
    """The script, for an output that stands before all others."""
    given.append(True)
    return f"{START}{HERE}</script>\n{script()}"


@functools.cache
def script() -> str:
    """Script and style of tables, without comments."""
    style, code = (Path(__file__).with_name(f"tables.{kind}").read_text("utf-8") for kind in ("css", "js"))
    code = re.sub(r"(?m)^\s*(//.*)?\n?", "", code)
    return f"<style>{' '.join(style.split())}</style>\n<script>\n{code}summitTables.wait();\n</script>"


def without(markdown: str) -> str:
    """A stored output without its script."""
    return markdown.partition(START)[0]
