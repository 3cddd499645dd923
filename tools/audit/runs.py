"""What a reader sees of a package: its notebooks, executed as everywhere else, and their outputs as lines of text."""

from __future__ import annotations

import html
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from summitdata.data import Data
from summitdata.run.notebooks import executed, is_suite, notebooks

LISTING = "every_row("
# It works on a copy of the published tables and shows cells as cells, so it can tell nothing of a change.
LEFT_OUT = {"08-update-the-data"}
READ = {"text", "hovertext", "ticktext", "title", "subtitle", "alt", "source", "columns"}
FIGURE = "application/vnd.plotly.v1+json"
Pages = dict[tuple[int, str, int], "Shown"]


@dataclass
class Shown:
    """What a cell shows: its lines of text, how all else is drawn, and how it failed."""

    lines: Counter = field(default_factory=Counter)
    drawn: str = ""
    failure: str = ""


class Reader:
    """Executes all notebooks for a package and tells what each cell shows, without the plain listing of rows."""

    def __init__(self):
        self.paths = [path for path in notebooks() if path.stem not in LEFT_OUT]
        self.suite = {path for path in self.paths if is_suite(path)}

    @property
    def prose(self) -> list[str]:
        """The lines of text that stand in the notebooks whatever the data are."""
        cells = [cell for path in self.paths for cell in json.loads(path.read_text("utf-8"))["cells"]]
        text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        return [spoken(line) for line in text.split("\n")]

    def read(self, folder: Path, summits: dict[int, str]) -> Pages:
        """What each cell shows, by summit (its place in the table), notebook and cell.

        Parameters
        ----------
        folder : Path
            The package.
        summits : dict of int to str
            Those to read, by their place; a notebook about all of them is read with the first of the table.
        """
        first = min(summits)
        jobs = [(i, path) for i in summits for path in self.paths if i == first or path not in self.suite]
        pages: Pages = {}
        with tempfile.TemporaryDirectory() as empty:
            settings = {"SUMMITDATA_DIR": str(folder), "SUMMITDATA_TEXTS": empty}
            runs = executed(
                [(p, summits[i]) for i, p in jobs], cache=False, settings=settings, on_error="stop", quiet=True
            )
            for (i, path), (_, notebook) in zip(jobs, runs):
                place = 0 if path in self.suite else i
                code = [cell for cell in notebook.cells if cell.cell_type == "code"]
                pages |= {(place, path.stem, n): shown(cell) for n, cell in enumerate(code)}
        return pages


def differing(old: Data, new: Data) -> dict[int, str]:
    """The summits of which a table differs, by their place; the first, if no summit's does but something else."""
    pairs = list(enumerate(zip(old.summits.summit_id, new.summits.summit_id)))
    found = {i: b for i, (a, b) in pairs if a != b or not alike(old.for_summit(a), new.for_summit(b))}
    return found or {0: new.summits.summit_id[0]}


def alike(old: Data, new: Data) -> bool:
    """Whether all tables are the same."""
    return all(getattr(old, name).equals(getattr(new, name)) for name in old.tables)


def shown(cell: NotebookNode) -> Shown:
    """What a cell shows."""
    found = Shown()
    for output in cell.outputs if LISTING not in cell.source else ():
        if output.output_type == "error":
            return Shown(failure=f"{output.ename}: {output.evalue}")
        data = output.get("data", {"text/plain": output.get("text", "")})
        if FIGURE in data:
            drawn = data[FIGURE]
            rows = [" | ".join(map(str, row)) for row in drawn["layout"].get("meta", {}).get("rows", [])]
            found.lines.update(map(spoken, [*texts(drawn), *rows]))
            found.drawn += json.dumps(drawn, sort_keys=True)
        else:
            found.lines.update(map(spoken, (data.get("text/markdown") or data["text/plain"]).split("\n")))
    return found


def texts(drawn: Any, key: str = "") -> Iterator[str]:
    """The texts of a figure that are meant to be read."""
    if isinstance(drawn, dict):
        for name, part in drawn.items():
            yield from texts(part, name)
    elif isinstance(drawn, list | tuple):
        for part in drawn:
            yield from texts(part, key)
    elif isinstance(drawn, str) and key in READ:
        yield drawn


def spoken(line: Any) -> str:
    r"""A line as a reader takes it in: no mark-up, single white space, lower case.

    Examples
    --------
    >>> spoken(r"**Claims** of a\_b<br>&lt;now&gt;")
    'claims of a_b <now>'
    """
    text = re.sub(r"<br>|</?(?:span|b|details|summary)\b[^>]*>", " ", str(line))
    text = html.unescape(re.sub(r"\\([\\`*_\[\]|~$#])", r"\1", text.replace("**", "")))
    return " ".join(text.split()).casefold()
