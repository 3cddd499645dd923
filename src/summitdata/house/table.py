"""Tables as Markdown: a frame that reads well."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from summitdata.house import asking
from summitdata.house.sentence import Sentence, escape
from summitdata.house.words import capital, number

NO_ROWS = "There are no such rows."
FITS = 100  # characters, about what a column of a page holds
SHOWN = 5
EMPTY = "–"
LEAST = 12  # rows of a table that can be searched; tables.js has the same
LINES = 20  # of a table, where it is shown as plain text


class Table(Sentence):
    """A table as Markdown; where JupyterLab trusts the notebook, a longer one can be searched, sorted and filtered."""

    def __repr__(self) -> str:
        *first, last = str(self).split("\n", LINES)
        more = last.count("\n") + 1
        return "\n".join([*first, last if more == 1 else f"… and {number(more)} lines more"])

    def _repr_markdown_(self) -> str:
        return self.markdown + (asking.call() if self.markdown.count("\n| ") > LEAST else "")


def show(frame: pd.DataFrame | pd.Series, fold: str = "") -> Table:
    """A frame as a table that reads well in JupyterLab and on a page.

    Column names are told in words, a whole number without a point, an empty
    cell as a dash; links of sentences stay. An index is shown if it has a name.
    Where a table is too wide for a page, its first five columns stand, and the
    rest of each row opens under "more". From 12 rows on it can be searched,
    sorted and filtered. With `fold` ("sources") a table of several rows is folded
    away under "All 31 sources".

    Examples
    --------
    >>> import pandas as pd
    >>> print(show(pd.DataFrame({"base_year": [2020], "times": [4.57], "by": [None]})).markdown)
    | Base year | Times | By |
    | --- | --- | --- |
    | 2020 | 4.57 | – |
    """
    frame = frame.to_frame() if isinstance(frame, pd.Series) else frame
    frame = frame.reset_index() if any(name is not None for name in frame.index.names) else frame
    names = map(str, frame.columns)
    heads = [name if "-" in name else capital(name.replace("_", " ")) for name in names]  # a key stays as it is
    rows = frame.itertuples(index=False, name=None)
    folded = fold and len(frame) > 1
    every = "Both" if len(frame) == 2 else f"All {number(len(frame))}"
    return drawer(f"{every} {escape(fold)}", heads, rows) if folded else listing(heads, rows)


def listing(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Table:
    """A table as Markdown, or that it has no rows; cells are escaped but for sentences, which keep their links.

    Examples
    --------
    >>> print(listing(["Field", "Row"], [["tourism", Sentence("[x](06-evidence.ipynb#d-1)")]]).markdown)
    | Field | Row |
    | --- | --- |
    | tourism | [x](06-evidence.ipynb#d-1) |
    """
    body = [
        [" ".join((c.markdown if isinstance(c, Sentence) else escape(shown(c))).split()) for c in row] for row in rows
    ]
    if not body:
        return Table(NO_ROWS)
    names = [escape(c) for c in columns]
    if len(names) > SHOWN and sum(width(*column) for column in zip(names, *body)) > FITS:
        body = [[*row[:SHOWN], rest(names[SHOWN:], row[SHOWN:])] for row in body]
        names = [*names[:SHOWN], "More"]
    lines = ("| " + " | ".join(row) + " |" for row in [names, ["---"] * len(names), *body])
    return Table("\n".join(lines))


def width(head: str, *cells: str) -> int:
    """About how many characters a column needs, where long cells wrap."""
    longest = max(len(str(Sentence(cell))) for cell in cells)
    return max(min(longest, 30), *map(len, head.split()))


def rest(names: Sequence[str], cells: Sequence[str]) -> str:
    """The cells of a row that do not fit, each under its name, to be opened; nothing where all are empty."""
    told = [f"<strong>{name}</strong>: {cell}" for name, cell in zip(names, cells) if cell != EMPTY]
    return f"<details><summary>more</summary>{'<br>'.join(told)}</details>" if told else ""


def shown(value: Any) -> str:
    """A cell as text; an empty one is a dash."""
    if isinstance(value, list | tuple):
        return ", ".join(map(shown, value)) or EMPTY
    value = cell(value)
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def cell(value: Any) -> Any:
    """A value as it stands in a figure's table: text, number or None."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return None if math.isnan(value) else str(value) if math.isinf(value) else round(value, 10)
    return value if isinstance(value, int | str | bool) else str(value)


def drawer(summary: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], below: str = "") -> Table:
    """A table (`listing`) folded away under a few words of ours."""
    body = listing(columns, rows).markdown + (f"\n\n{below}" if below else "")
    return Table(f"<details><summary>{summary}</summary>\n\n{body}\n\n</details>")
