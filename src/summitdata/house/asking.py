"""How JupyterLab lets tables be asked: the script stands once in a notebook, and each output calls it.

It stands in the output of the data, which each notebook of the suite shows first; where a reader
never shows them, in that of each table. A page has the same script of its own, and a notebook that is not trusted none.
"""

import functools
import re
from pathlib import Path

HERE = "{ const here = document.currentScript; (window.summitAsk = window.summitAsk || []).push(here.parentNode); here.remove(); }"
START = "\n\n<script>"
given: list[bool] = []


def call(more: str = "") -> str:
    """What an output ends with, so that the tables in it can be asked; with the script, if no output has it yet.

    `more` is a script that only this output needs.
    """
    return f"{START}{bare(more)}{HERE}</script>" + ("" if given else f"\n{script()}")


def give() -> str:
    """The script, for an output that stands before all others."""
    given.append(True)
    return f"{START}{HERE}</script>\n{script()}"


@functools.cache
def script() -> str:
    """Script and style of tables, without comments."""
    style, code = (Path(__file__).with_name(f"tables.{kind}").read_text("utf-8") for kind in ("css", "js"))
    return f"<style>{' '.join(style.split())}</style>\n<script>\n{bare(code)}summitTables.wait();\n</script>"


def bare(code: str) -> str:
    """A script without comments and indentation."""
    return re.sub(r"(?m)^\s*(//.*)?\n?|(?<=[;{,])  // .*$", "", code)


def without(markdown: str) -> str:
    """A stored output without its script."""
    return markdown.partition(START)[0]
