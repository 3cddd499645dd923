"""Notebooks executed in this process, and what a reader sees of them."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import pandas as pd

import summitdata
from audit.memory import Memory, Watched
from summitdata.changes.outcomes import execute
from summitdata.data import Data
from summitdata.pages.rooms import SUITE
from summitdata.tables.folder import bundled

LISTING = "rows_list("
# It works on a copy of the published tables and shows cells as cells, so it can tell nothing of a change.
LEFT_OUT = {"08-update-the-data"}
READ = {"text", "hovertext", "ticktext", "title", "subtitle", "alt", "source", "columns"}


@dataclass
class Shown:
    """What a cell shows: its lines of text, how all else is drawn, and how it failed."""

    lines: Counter = field(default_factory=Counter)
    drawn: str = ""
    failure: str = ""


@dataclass
class Notebook:
    """A notebook: its code cells with their tags, its prose as lines, whether one run is for all summits."""

    name: str
    cells: list[tuple[str, set[str]]]
    prose: list[str]
    once: bool

    @classmethod
    def read(cls, path: Path) -> Notebook:
        """The notebook in a file; its stored outputs are not looked at."""
        cells = json.loads(path.read_text("utf-8"))["cells"]
        code = [("".join(c["source"]), set(c["metadata"].get("tags", []))) for c in cells if c["cell_type"] == "code"]
        prose = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
        once = any(SUITE in c["metadata"].get("tags", []) for c in cells)
        return cls(path.stem, code, [spoken(line) for line in prose.split("\n")], once)


class Reader:
    """Executes all notebooks for a package and keeps what they show.

    What a change does not touch is taken from the first package that was read;
    a summit that the first did not have gets no pages.
    """

    def __init__(self):
        paths = sorted(bundled("notebooks").glob("[0-9][0-9]-*.ipynb"))
        self.notebooks = [Notebook.read(p) for p in paths if p.stem not in LEFT_OUT]
        self.memory = Memory()
        self.known: dict[int, tuple[Any, Shown]] = {}
        self.first: Watched | None = None

    @property
    def prose(self) -> list[str]:
        """The lines of text that stand in the notebooks whatever the data are."""
        return [line for notebook in self.notebooks for line in notebook.prose]

    def read(self, data: Data) -> dict[tuple[int, str, int], Shown]:
        """What each cell shows, by summit (its place in the table), notebook and cell."""
        data = Watched(data, self.memory)
        self.first = self.first or data
        summits = data.summits.summit_id.tolist()[: len(self.first.summits)]
        pages: dict[tuple[int, str, int], Shown] = {}
        with self.memory.at_work(differences(self.first, data)), mock.patch.object(summitdata, "load", lambda: data):
            for i, summit in enumerate(summits):
                for notebook in self.notebooks if i == 0 else [n for n in self.notebooks if not n.once]:
                    pages |= {(i, notebook.name, n): shown for n, shown in enumerate(self.run(notebook, summit))}
        self.memory.learning = False
        return pages

    def run(self, notebook: Notebook, summit: str) -> Iterator[Shown]:
        """What each cell of a notebook shows; a cell that fails shows nothing."""
        values: list[Any] = []
        space: dict[str, Any] = {"__name__": "__main__", "display": values.append}
        for source, tags in notebook.cells:
            values.clear()
            try:
                execute(source, space, values)
            except Exception as error:
                yield Shown(failure=f"{type(error).__name__}: {error}")
                continue
            if "parameters" in tags:
                space["summit"] = summit
            yield self.shown(values[-1]) if values and LISTING not in source else Shown()

    def shown(self, value: Any) -> Shown:
        """What a value shows; looked up where it is the very value seen before."""
        known = self.known.get(id(value))
        if known is None or known[0] is not value:
            known = value, shown(value)
            if self.memory.learning:
                self.known[id(value)] = known
        return known[1]


def differences(old: Watched, new: Watched) -> frozenset[tuple[str, str]]:
    """The tables that differ, in the whole package ("") and for each summit."""
    found = {("", name) for name in old.tables if not same(old, new, name)}
    for before, after in zip(old.summits.summit_id, new.summits.summit_id):
        one, other = old.for_summit(before), new.for_summit(after)
        found |= {(after, name) for name in old.tables if before != after or not same(one, other, name)}
    return frozenset(found)


def same(old: Data, new: Data, name: str) -> bool:
    """Whether a table is the same in two packages."""
    a, b = old._frames[name], new._frames[name]
    return a is b or a.equals(b)


def shown(value: Any) -> Shown:
    """The lines that a reader sees of a value, and all else that is drawn.

    Examples
    --------
    >>> sorted(shown(pd.DataFrame({"a": [1, 2]})).lines)
    ['0 | 1', '1 | 2']
    """
    if hasattr(value, "_repr_markdown_"):
        return Shown(Counter(map(spoken, value._repr_markdown_().split("\n"))))
    if hasattr(value, "to_plotly_json"):
        drawn = value.to_plotly_json()
        drawn["layout"].pop("template", None)
        meta = drawn["layout"].get("meta", {})
        rows = [" | ".join(map(str, row)) for row in meta.get("rows", [])]
        return Shown(Counter(map(spoken, [*texts(drawn), *rows])), repr(drawn))
    if isinstance(value, pd.DataFrame):
        return Shown(Counter(spoken(" | ".join(map(str, row))) for row in value.itertuples()))
    return Shown(Counter(map(spoken, str(value).split("\n"))))


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
