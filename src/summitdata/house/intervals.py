"""A wording is an interval: which numbers a claim or a figure covers.

The rule, the same for claims and figures: the number stands for everything
that rounds to it. "Fivefold" with step 1 covers 4.5 to 5.5; "24.7" with step
0.1 covers 24.65 to 24.75. A qualifier bends it: *about* doubles the width,
*almost* takes the step below the number. *Over* has two readings and both are
shown: conventional (the number and one step above) and open (the number and
anything above); *at least* is open always, *at most* covers all from nothing to the number.
"""

from __future__ import annotations

import ast
import math
import re
from dataclasses import dataclass

from summitdata.house.formulas import arithmetic

BOUNDS = ("at least", "at most")  # say where a number ends, and not where it lies
QUALIFIERS = ("unqualified", "about", "almost", "over", *BOUNDS)


@dataclass(frozen=True)
class Interval:
    """The numbers from `low` to `high`; either may be infinite.

    Examples
    --------
    >>> Interval(100, 120) / Interval(20, 25)
    Interval(low=4.0, high=6.0)
    """

    low: float
    high: float

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        return Interval(*extremes(self, other, lambda a, b: a * b))

    def __truediv__(self, other: Interval) -> Interval:
        return Interval(*extremes(self, other, ratio))

    def against(self, claim: Interval) -> str:
        """How this reading lies to what a claim's words cover: ``inside``, ``overlaps`` or ``outside``.

        Examples
        --------
        >>> Interval(4.57, 4.62).against(Interval(4.5, 5.5))
        'inside'
        >>> Interval(4.57, math.inf).against(Interval(4.5, 5.5))
        'overlaps'
        """
        if claim.low <= self.low and self.high <= claim.high:
            return "inside"
        return "outside" if self.high < claim.low or claim.high < self.low else "overlaps"


def ratio(a: float, b: float) -> float:
    """One corner through another; a corner that is open to above, or zero, makes no error.

    Examples
    --------
    >>> ratio(6, 2), ratio(6, 0), ratio(6, math.inf), ratio(math.inf, math.inf)
    (3.0, inf, 0.0, nan)
    """
    a, b = float(a), float(b)  # numpy's own numbers warn
    if b == 0:
        return math.inf if a else math.nan
    return a / b


def extremes(a: Interval, b: Interval, operation) -> tuple[float, float]:
    """Lowest and highest result over the corners; amounts are never negative."""
    results = [operation(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
    results = [r for r in results if not math.isnan(r)]
    return min(results), max(results)


def covered(value: float, step: float, qualifier: str, *, opened: bool = False) -> Interval:
    """What a number covers that rounds to `step` and is bent by one of `QUALIFIERS`; the check refuses another.

    `opened`: *over* is read as open to above. *At least* always is.

    Examples
    --------
    >>> covered(5, 1, "unqualified")
    Interval(low=4.5, high=5.5)
    >>> covered(113, 1, "over"), covered(113, 1, "over", opened=True)
    (Interval(low=113, high=114), Interval(low=113, high=inf))
    >>> covered(500, 100, "at most"), covered(0, 1, "at most")
    (Interval(low=0, high=500), Interval(low=0, high=0))
    """
    ends = {
        "unqualified": (value - step / 2, value + step / 2),
        "about": (value - step, value + step),
        "almost": (value - step, value),
        "over": (value, math.inf if opened else value + step),
        "at least": (value, math.inf),
        "at most": (min(0, value), value),
    }
    if qualifier not in ends:
        raise ValueError(f"there is no rule for what a number covers with the qualifier {qualifier!r}")
    return Interval(*ends[qualifier])


def of_formula(formula: str, inputs: dict[str, Interval]) -> Interval:
    """What a derived figure covers: the formula over the intervals of its inputs.

    An input that stands twice counts as two, so the result may be wider than
    need be, never too narrow.

    Examples
    --------
    >>> of_formula("[a] / (1 + [b] / 100)", {"a": Interval(75, 90), "b": Interval(25, 50)})
    Interval(low=50.0, high=72.0)
    >>> of_formula("-[a] + 100", {"a": Interval(75, 90)})
    Interval(low=10, high=25)
    """
    keys: list[str] = []
    text = re.sub(r"\[([^\]]+)\]", lambda m: keys.append(m[1]) or f"_{len(keys) - 1}", formula)
    tree = ast.parse(text.strip(), mode="eval").body
    return arithmetic(tree, [inputs[key] for key in keys], lambda number: Interval(number, number))
