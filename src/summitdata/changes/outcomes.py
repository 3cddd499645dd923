"""What the notebooks say of a package: each sentence, title and figure, computed in this process.

A notebook's code cells run in a plain namespace, without a kernel: quick, and
enough to compare two packages. What is published comes from a real kernel.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summitdata.pages.rooms import is_suite

SKIPPED = {"edition", "table"}  # shown elsewhere: the edition in the heading, a table with its figure


@dataclass(frozen=True)
class Outcome:
    """One output of one cell.

    `kind` is sentence, table, value, figure or error; `parts` holds its text by
    name: for a figure title, subtitle, alt, source and rows, else `text`.
    """

    summit: str
    notebook: str
    cell: str
    kind: str
    parts: dict[str, str]


def outcomes(folder: Path, notebooks: list[Path], summits: list[str]) -> list[Outcome]:
    """All outputs of notebooks for a package.

    Parameters
    ----------
    folder : Path
        The package.
    notebooks : list of Path
    summits : list of str
        The summits for which each notebook runs; one about all of them runs once, for the first.

    Returns
    -------
    list of Outcome
        A cell that fails gives an outcome of kind ``error`` and ends its
        notebook.
    """
    read = [(path.stem, json.loads(path.read_text(encoding="utf-8")), is_suite(path)) for path in notebooks]
    with reading(folder):
        jobs = [(nb, name, s) for s in summits for name, nb, once in read if not once or s == summits[0]]
        return [outcome for job in jobs for outcome in run(*job)]


@contextlib.contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Let `summitdata.load()` read a folder, without holding quotes against texts."""
    with tempfile.TemporaryDirectory() as empty:
        wanted = {"SUMMITDATA_DIR": str(folder), "SUMMITDATA_TEXTS": empty}
        before = {name: os.environ.get(name) for name in wanted}
        os.environ.update(wanted)
        try:
            yield
        finally:
            for name, value in before.items():
                os.environ.pop(name)
                if value is not None:
                    os.environ[name] = value


def run(notebook: dict[str, Any], name: str, summit: str) -> Iterator[Outcome]:
    """The outcomes of a notebook's code cells, one after the other."""
    shown: list[Any] = []
    space: dict[str, Any] = {"__name__": "__main__", "display": shown.append}
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        tags = set(cell["metadata"].get("tags", []))
        try:
            execute("".join(cell["source"]), space, shown)
        except Exception as error:
            yield Outcome(summit, name, cell["id"], "error", {"text": f"{type(error).__name__}: {error}"})
            return
        if "parameters" in tags:
            space["summit"] = summit
        for value in shown if not tags & SKIPPED else []:
            yield Outcome(summit, name, cell["id"], *described(value))
        shown.clear()


def execute(source: str, space: dict[str, Any], shown: list[Any]) -> None:
    """Run a cell; the value of a last expression is shown, as Jupyter does."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(tree, "<cell>", "exec"), space)
        value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), space) if last else None
    if value is not None:
        shown.append(value)


def described(value: Any) -> tuple[str, dict[str, str]]:
    """The kind of a value, and its text by part."""
    if hasattr(value, "to_plotly_json"):
        return "figure", figure_parts(value)
    if hasattr(value, "to_csv"):
        return "table", {"text": value.to_csv(lineterminator="\n")}
    if hasattr(value, "_repr_markdown_"):
        return "sentence", {"text": re.sub(r"<[^>]*>", "", str(value))}
    return "value", {"text": str(value)}


def figure_parts(figure: Any) -> dict[str, str]:
    """Title, subtitle, alternative text, source line and table of a figure; and how it is drawn."""
    meta = figure.layout.meta or {}
    parts = {name: str(meta.get(name, "")) for name in ("title", "subtitle", "alt", "source")}
    rows = [list(meta.get("columns", [])), *meta.get("rows", [])]
    parts["rows"] = "\n".join(" | ".join(map(str, row)) for row in rows)
    return parts | {"drawing": figure.to_json()}
