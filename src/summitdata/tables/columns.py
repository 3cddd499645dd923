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

from summitdata.tables.faults import CellFault
from summitdata.tables.schema import Column
from summitdata.tables.values import parse_cell

# What is certainly well written, by type; dates and booleans are few and take the exact way.
PLAIN = {
    "string": re.compile(r'[!"$->@-~](?:[ -~]{0,1000}[!-~])?'),
    "integer": re.compile(r"0|-?[1-9][0-9]{0,17}"),
    "number": re.compile(r"0|-?[1-9][0-9]{0,8}(?:\.[0-9]{0,5}[1-9])?|-?0\.[0-9]{0,5}[1-9]"),
}
REMEMBERED = 50_000  # distinct cells of a column; keys are all different and need not be
CONVERT: dict[str, Callable] = {"string": str, "integer": int, "number": float}


class ColumnReader:
    """The values of one column, added some cells at a time.

    A cell with a fault is None among the values. Equal values are one object,
    as far as they are remembered, which keeps a large table small.
    """

    def __init__(self, column: Column, position: int):
        self.column = column
        self.position = position
        self.values: list[Any] = []
        self._known: dict[str, Any] = {}
        self._wrong: dict[str, CellFault] = {}

    def add(self, cells: Sequence[str]) -> list[tuple[int, CellFault]]:
        """Add cells; the positions among them of those with a fault come back."""
        if len(self._known) > REMEMBERED:
            self._known = {}
        distinct = set(cells)
        if fresh := distinct.difference(self._known):
            self._judge(fresh)
        if len(distinct) == 1:
            self.values.extend(repeat(self._known[cells[0]], len(cells)))
        else:
            self.values.extend(map(self._known.__getitem__, cells))
        if not self._wrong or self._wrong.keys().isdisjoint(distinct):
            return []
        return [(i, self._wrong[text]) for i, text in enumerate(cells) if text in self._wrong]

    def _judge(self, fresh: set[str]) -> None:
        """Find the values of texts not seen yet."""
        doubtful = doubts(fresh, self.column)
        good = list(fresh - doubtful)
        self._known.update(zip(good, map(CONVERT[self.column.type], good) if good else ()))
        for text in doubtful:
            try:
                self._known[text] = parse_cell(text, self.column)
            except CellFault as error:
                self._known[text], self._wrong[text] = None, error


def doubts(distinct: set[str], column: Column) -> set[str]:
    """The texts that are not plainly good."""
    plain = PLAIN.get(column.type)
    if plain is None or column.reduced_date:
        return distinct
    found = set(filterfalse(plain.fullmatch, distinct))
    if column.form:
        found.update(filterfalse(column.form.fullmatch, distinct))
    if column.separator:
        found.update(text for text in distinct if column.separator in text)
    if column.max_words and max(map(str.count, distinct, repeat(" ")), default=0) >= column.max_words:
        found.update(text for text in distinct if text.count(" ") >= column.max_words)
    if column.minimum is not None or column.maximum is not None:
        low = float("-inf") if column.minimum is None else column.minimum
        high = float("inf") if column.maximum is None else column.maximum
        number = CONVERT[column.type]
        found.update(text for text in distinct - found if not low <= number(text) <= high)
    return found
