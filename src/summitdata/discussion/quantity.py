"""A number with its unit and the interval that it covers: what rows give, what the words of a link cover, whether these hold.

The rule: half a step on each side, at most a tenth of the number; *about*
doubles it, *almost* and *at most* take as much below, *over* and *at least* as much above.
A fraction word has two and a half points on each side; a count is exact. A
quantity that is bent, such as "over 113", asks for the same word, for *about*,
or for a number so much coarser that it covers all that the quantity covers.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from summitdata.house.formulas import FormulaError
from summitdata.house.intervals import BOUNDS, Interval, covered
from summitdata.tables.lexicon import lexicon_of
from summitdata.tables.numerals import TIMES, Numeral
from summitdata.tables.wordings import SCALES, counts, exact, same_money

PURE = ("", "percent", "multiple")  # become a bare number as soon as they are reckoned with
MIXED = "Reckon in one unit; the same units divide to a bare number."
REWRITE = "Rewrite the sentence or correct the row."
SHARES = ("percent", "percentage points", "fraction")
STRETCH = re.compile(r"(?i)(?:last|past|next|previous|first) (?:\w+[ -])?$")
# What may stand behind "113 million" that are dollars, and does not make them something else
BEHIND = (
    " a after against all along also although among an and any as at because before below beside between both but by "
    "down during each ever few for from had has have here if in is it its less more most much nor not of on once "
    "only or over per rather since so some still than that the their them then there they this to under until up "
    "was were what when where whether which while who will with within without worth would year years "
)


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


def covers(numeral: Numeral, *, counted: bool = False) -> Interval:
    """What a number in words covers, in whole units; a share as a bare number.

    Examples
    --------
    >>> from summitdata.tables.numerals import numerals
    >>> read = lambda words: covers(numerals(words, "en")[0])
    >>> read("fivefold"), read("24.7 million"), read("about 100 million")
    (Interval(low=4.5, high=5.5), Interval(low=24650000.0, high=24750000.0), Interval(low=80000000.0, high=120000000.0))
    """
    value, size = numeral.value, 0.01 if numeral.unit in ("percent", "percentage points") else 1
    half = numeral.step / 2 if numeral.unit == "fraction" else min(numeral.widest / 2, abs(value) / 10)
    half = 0 if counted and numeral.qualifier == "unqualified" else half
    span = covered(value, 2 * half, {"at least": "over", "at most": "almost"}.get(numeral.qualifier, numeral.qualifier))
    return Interval(span.low * size, span.high * size)


def holds(words: str, readings: list[Numeral], quantity: Quantity, formula: str, behind: str = "") -> None:
    """Nothing, where one reading of the number in a link's words holds; else a FormulaError says why none does.

    `behind` is the word that follows.
    """
    errors = []
    for numeral in readings:
        found = next(differences(words, numeral, quantity, formula, behind), None)
        if found is None:
            return
        errors.append((found[1].startswith("Write the unit"), found))
    raise FormulaError(*min(errors)[1])


def marked(words: str) -> str:
    """Words in quotation marks, their own where they have some.

    Examples
    --------
    >>> marked("five"), marked("fivefold”"), marked("grew “fivefold”")
    ('“five”', '“fivefold”', 'grew “fivefold”')
    """
    return words if "“" in words else f"“{words.rstrip('”')}”"


def differences(
    words: str, numeral: Numeral, quantity: Quantity, formula: str, behind: str
) -> Iterator[tuple[str, str]]:
    """Why one reading of a number does not hold: finding and remedy."""
    its, unit = marked(words), quantity.unit
    if not same_unit(numeral, quantity, behind):
        said = numeral.unit or behind or "a bare number"
        yield f"{its} is of {said}, {formula} of {unit or 'a bare number'}.", "Write the unit of the row."
    span = covers(numeral, counted=quantity.counted)
    show = unit if quantity.base else "percent" * numeral.unit.startswith("percent")
    slack = 1e-9 * max(abs(span.low), abs(span.high))
    slack = 0.001 if numeral.unit == "fraction" else slack  # a third may stand as 33.3 percent
    if not span.low - slack <= quantity.value <= span.high + slack:
        ends = [told(end, show) for end in (span.low, span.high)]
        first = ends[0].removesuffix(ends[1].partition(" ")[1] + ends[1].partition(" ")[2])
        only = f"{its} is {ends[0]}" if ends[0] == ends[1] else f"{its} covers {first} to {ends[1]}"
        yield f"{only}, {formula} is {told(quantity.value, show)}.", REWRITE
    open_above = quantity.bent & {"over", "at least"}
    if numeral.qualifier == "over" and not open_above and quantity.value <= span.low + slack:
        yield f"{its} says more than {told(span.low, show)}, {formula} is just that.", REWRITE
    bound = next((word for word in BOUNDS if word in quantity.bent), "")
    enough = {"at least": {"over", "at least", "almost"}, "at most": {"at most"}}
    enough = enough.get(bound, {"over", "about", *quantity.bent})
    within = span.low - slack <= quantity.covers.low and quantity.covers.high <= span.high + slack
    if quantity.bent and numeral.qualifier not in enough and not within:
        bent = " and ".join(f"“{word}”" for word in sorted(quantity.bent))
        finding = f"{formula} rests on a number with {bent}, {its} drops that."
        remedy = f"Write {bound}." if bound else "Write over or about as it fits, or a rounder number."
        yield finding, remedy


def same_unit(numeral: Numeral, quantity: Quantity, behind: str) -> bool:
    """Whether the unit of a number in words can be that of a quantity."""
    its, unit = numeral.unit, quantity.unit
    if unit == "percent":
        return its in SHARES
    if unit == "multiple":
        return its in ("multiple", "fraction", "")
    if unit in PURE:
        return its in (*SHARES, "multiple", "")
    if unit == "ordinal":
        return its == "ordinal"
    if its == "":
        money = unit.isupper() and len(unit) == 3
        return not (money or unit in TIMES or unit == "tonnes") or not behind or f" {behind} " in BEHIND
    return its == unit or same_money(its, unit) or (its == "multiple" and counts(unit))


def is_free(text: str, place: int, readings: list[Numeral]) -> bool:
    """Whether the number that begins at a place in a text needs no link.

    Examples
    --------
    >>> from summitdata.tables.numerals import numerals
    >>> is_free("the year 2017", 9, numerals("2017", "en")), is_free("27 papers", 0, numerals("27", "en"))
    (True, False)
    """
    if is_compound(text[place:], readings):
        return True
    word = re.match(r"[\w,.']*\w", text[place:])[0] if re.match(r"\w", text[place:]) else text[place]
    if word.lower() in ("a", "an", "one"):  # one tonne needs a link, a tonne needs none
        units = {n.unit for n in readings if word.lower() == "one"}
        return all(n.value == 1 and not n.scaled for n in readings) and units <= {"", *TIMES}
    if readings[0].unit == "ordinal":
        # in a name, the word behind it has a capital, or itself inside a sentence
        named = re.match(r"\S+ [A-Z]", text[place:]) or (word[0].isupper() and text[:place].strip()[-1:].isalpha())
        return all(n.aside for n in readings) or bool(named)
    if readings[0].unit in TIMES:  # a period that is named, such as the twelve months to June
        behind = re.match(r"\S+ \w+ (?:to|of|before|after)\b", text[place:])
        return bool(STRETCH.search(text[:place]) or behind)
    return all(n.aside for n in readings) and (word.rstrip("s").isdecimal() or readings[0].value < 1800)


def is_compound(text: str, readings: list[Numeral]) -> bool:
    """Whether a number is part of a word such as three-day or five-year."""
    lexicon, match = lexicon_of("en"), re.match(r"(?:an? )?[A-Za-z\d]+(?:-[A-Za-z]+)+", text)
    if not match or readings[0].scaled or readings[0].unit not in ("", *TIMES):
        return False
    last = match[0].rpartition("-")[2].lower()
    return lexicon.cardinal(last) is None and lexicon.ordinal(last) is None and not lexicon.look("scale", last)
