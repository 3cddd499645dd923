"""A number with its unit and the interval that it covers: what rows give, and what a formula over them gives."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass

from summitdata.house.formulas import FormulaError
from summitdata.house.intervals import Interval
from summitdata.tables.wordings import SCALES, exact

PURE = ("", "percent", "multiple")  # become a bare number as soon as they are reckoned with


@dataclass(frozen=True)
class Quantity:
    """A number in whole units: 24.7 million dollars is 24,700,000 in USD, 33.6 percent is 0.336.

    `unit` is USD, percent, multiple, ordinal, hours, what was counted, or empty for a bare number. `bent` are the
    qualifiers of the rows behind it. `counted` tells that it was counted, so that only the number itself will do.
    """

    value: float
    covers: Interval
    unit: str = ""
    bent: frozenset[str] = frozenset()
    counted: bool = False

    def __add__(self, other: Quantity) -> Quantity:
        return self.joined(other, operator.add)

    def __sub__(self, other: Quantity) -> Quantity:
        return self.joined(other, operator.sub)

    def __mul__(self, other: Quantity) -> Quantity:
        if self.base and other.base:
            raise FormulaError(f"it multiplies {self.base} by {other.base}.", MIXED)
        return self.joined(other, operator.mul, self.base or other.base)

    def __truediv__(self, other: Quantity) -> Quantity:
        if other.base not in ("", self.base):
            raise FormulaError(f"it divides {self.base or 'a bare number'} by {other.base}.", MIXED)
        if other.value == 0:
            raise FormulaError("it divides by zero.", "Correct what it divides by.")
        return self.joined(other, operator.truediv, "" if other.base else self.base)

    def joined(self, other: Quantity, operation: Callable, unit: str | None = None) -> Quantity:
        """The result of an operation; a FormulaError where a sum or difference would mix units."""
        if unit is None and self.base != other.base:
            pair = " and ".join(q.base or "a bare number" for q in (self, other))
            raise FormulaError(f"it adds or subtracts {pair}.", MIXED)
        value, covers = operation(self.value, other.value), spanned(operation, self.covers, other.covers)
        whole = self.counted and other.counted and operation in (operator.add, operator.sub)
        return Quantity(value, covers, self.base if unit is None else unit, self.bent | other.bent, whole)

    @property
    def base(self) -> str:
        """The unit that a formula reckons with."""
        return "" if self.unit in PURE else self.unit


def spanned(operation: Callable, one: Interval, other: Interval) -> Interval:
    """What an operation over two intervals covers; all numbers where an open end leaves no bound."""
    try:
        found = operation(one, other)
    except ValueError:
        return Interval(-math.inf, math.inf)
    low = -math.inf if math.isnan(found.low) else found.low
    return Interval(low, math.inf if math.isnan(found.high) else found.high)


MIXED = "Reckon in one unit; the same units divide to a bare number."


def constant(number: float) -> Quantity:
    """The constant 1 or 100 of a formula; a FormulaError for another."""
    if number not in (1, 100):
        raise FormulaError(f"it has the number {number:g}.", "Only 1 and 100 may stand beside rows.")
    return Quantity(number, Interval(number, number))


def told(value: float, unit: str) -> str:
    """A number in the unit of a finding.

    Examples
    --------
    >>> told(24.7e6, "USD"), told(0.26719, "percent"), told(4.5749, ""), told(9, "documents")
    ('24.7 million USD', '26.72 percent', '4.575', '9 documents')
    """
    if unit == "percent":
        return f"{exact(round(100 * value, 2))} percent"
    if unit in PURE:
        return exact(float(f"{value:.4g}"))
    scale = next((word for word in ("billion", "million", "thousand") if abs(value) >= SCALES[word]), "")
    scale = scale if unit.isupper() else ""
    return " ".join(filter(None, [exact(float(f"{value / SCALES.get(scale, 1):.6g}")), scale, unit]))
