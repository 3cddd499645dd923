"""A column of cells as values: each distinct text is judged once, plain ones all together.

A cell that is written the plain way needs no call of its own: one pass of a
regular expression over the distinct texts tells them. Whatever it does not
vouch for goes to `parse_cell`, which alone decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import filterfalse, repeat
from typing import Any

from summitdata.cells import parse_cell
from summitdata.faults import CellFault
from summitdata.schema import Column

# What is certainly well written, by type; dates and booleans are few and take the exact way.
PLAIN = {
    "string": re.compile(r'[!"$->@-~](?:[ -~]*[!-~])?'),
    "integer": re.compile(r"0|-?[1-9][0-9]{0,17}"),
    "number": re.compile(r"0|-?[1-9][0-9]{0,8}(?:\.[0-9]{0,5}[1-9])?|-?0\.[0-9]{0,5}[1-9]"),
}
CONVERT: dict[str, Callable] = {"string": str, "integer": int, "number": float}


def parse_column(cells: Sequence[str], column: Column) -> tuple[list[Any], dict[str, CellFault]]:
    """The values of a column, and the fault of each distinct cell that has one.

    A cell with a fault is None among the values. Equal values are one object,
    which keeps a large table small.
    """
    distinct = set(cells)
    doubtful = doubts(distinct, column)
    good = list(distinct - doubtful)
    known: dict[str, Any] = dict(zip(good, map(CONVERT[column.type], good))) if good else {}
    wrong: dict[str, CellFault] = {}
    for text in doubtful:
        try:
            known[text] = parse_cell(text, column)
        except CellFault as error:
            known[text], wrong[text] = None, error
    return list(map(known.__getitem__, cells)), wrong


def doubts(distinct: set[str], column: Column) -> set[str]:
    """The texts that are not plainly good."""
    plain = PLAIN.get(column.type)
    if plain is None or column.reduced_date:
        return distinct
    found = set(filterfalse(plain.fullmatch, distinct))
    if column.form:
        found.update(filterfalse(column.form.fullmatch, distinct))
    if column.max_words and max(map(str.count, distinct, repeat(" ")), default=0) >= column.max_words:
        found.update(text for text in distinct if text.count(" ") >= column.max_words)
    if column.minimum is not None or column.maximum is not None:
        found.update(out_of_range(distinct - found, column))
    return found


def out_of_range(texts: set[str], column: Column) -> set[str]:
    """The plain numbers that lie outside their column's range."""
    low = float("-inf") if column.minimum is None else column.minimum
    high = float("inf") if column.maximum is None else column.maximum
    numbers = list(map(CONVERT[column.type], texts))
    if not numbers or (low <= min(numbers) and max(numbers) <= high):
        return set()
    return {text for text, number in zip(texts, numbers) if not low <= number <= high}
