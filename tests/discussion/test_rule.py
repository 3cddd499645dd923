"""The rule for words: what a number covers, which quantity holds, and that it can come out against both ways."""

from __future__ import annotations

import pytest
from discussing import faults
from hypothesis import given
from hypothesis import strategies as st

from summitdata.discussion.quantity import Quantity, covers, holds
from summitdata.house.formulas import FormulaError
from summitdata.house.intervals import Interval
from summitdata.house.words import number
from summitdata.tables.numerals import numerals

COVERED = {
    "fivefold": (4.5, 5.5),
    "twice": (1.8, 2.2),
    "more than doubled": (2, 2.4),
    "4.6 times": (4.55, 4.65),
    "three and a half times": (3.25, 3.75),
    "a third": (0.3083, 0.3583),
    "nine tenths": (0.875, 0.925),
    "about a quarter": (0.2, 0.3),
    "almost half": (0.45, 0.5),
    "27 percent": (0.265, 0.275),
    "about 27 percent": (0.26, 0.28),
    "24.7 million": (24.65e6, 24.75e6),
    "over 113 million": (113e6, 114e6),
    "110 million": (105e6, 115e6),
    "100 million": (90e6, 110e6),
    "about 100 million": (80e6, 120e6),
    "nearly 100 million": (80e6, 100e6),
    "a billion dollars": (0.9e9, 1.1e9),
    "5": (4.5, 5.5),
    "zero percent": (0, 0),
}


@pytest.mark.parametrize(("words", "ends"), COVERED.items(), ids=str)
def test_words_cover_what_the_rule_says(words, ends):
    span = covers(numerals(words, "en")[0])
    assert (span.low, span.high) == pytest.approx(ends, rel=1e-3)


def verdict(words: str, quantity: Quantity) -> str:
    """Why words do not hold for a quantity; nothing where they do."""
    try:
        holds(words, numerals(words, "en"), quantity, "[row]")
    except FormulaError as error:
        return error.finding
    return ""


def of(value: float, half: float = 0, unit: str = "", bent: str = "", **more) -> Quantity:
    """A quantity with an interval about it."""
    return Quantity(value, Interval(value - half, value + half), unit, frozenset(bent.split()), **more)


MOST = Quantity(5e8, Interval(0, 5e8), "USD", frozenset({"at most"}))


@pytest.mark.parametrize(
    ("words", "quantity"),
    [
        ("twice", of(2.117)),
        ("4.6 times", of(113 / 24.7)),
        ("a third", of(0.336, unit="percent")),
        ("two dozen", of(24, unit="papers", counted=True)),
        ("three times", of(3, unit="visits", counted=True)),
        ("about 40", of(38, unit="papers", counted=True)),
        ("over 40", of(43, unit="papers", counted=True)),
        ("over 113 million dollars", Quantity(113e6, Interval(113e6, 114e6), "USD", frozenset({"over"}))),
        ("at least 24.7 million", Quantity(24.7e6, Interval(24.7e6, float("inf")), "USD", frozenset({"at least"}))),
        ("up to 500 million dollars", MOST),
    ],
    ids=str,
)
def test_words_that_hold(words, quantity):
    assert verdict(words, quantity) == ""


@pytest.mark.parametrize(
    ("words", "quantity", "why"),
    [
        ("twice", of(2.3), "covers 1.8 to 2.2"),
        ("40", of(38, unit="papers", counted=True), "is 40 papers"),
        ("over 40", of(40, unit="papers", counted=True), "is just that"),
        ("almost 40", of(41, unit="papers", counted=True), "covers"),
        ("a third", of(3, unit="papers", counted=True), "is of"),
        ("27 percent", of(27e6, unit="USD"), "is of percent"),
        ("fivefold", of(5, unit="USD"), "is of multiple"),
        ("doubled", of(2, unit="percent"), "is of multiple"),
        ("200 percent", of(2, unit="multiple"), "is of percent"),
        ("eight", of(8, unit="ordinal"), "of ordinal"),
        ("113 million", Quantity(113e6, Interval(113e6, 114e6), "USD", frozenset({"over"})), "drops that"),
        (
            "24.7 million",
            Quantity(24.7e6, Interval(24.7e6, float("inf")), "USD", frozenset({"at least"})),
            "drops that",
        ),
        *((f"{bend}500 million dollars", MOST, "drops that") for bend in ("", "about ", "at least ", "almost ")),
        ("up to 400 million dollars", MOST, "covers"),
        ("about 24.7 million", Quantity(24.7e6, Interval(24.7e6, 9e99), "USD", frozenset({"at least"})), "drops that"),
    ],
    ids=str,
)
def test_words_that_do_not(words, quantity, why):
    assert why in verdict(words, quantity)


@given(st.integers(1, 99_999), st.sampled_from([0, 1, 2]), st.sampled_from(["", " million dollars", " percent"]))
def test_a_number_at_its_own_precision_always_holds_and_a_step_beyond_the_rule_never(n, decimals, unit):
    step, size = 10.0**-decimals, {"": 1, " percent": 0.01}.get(unit, 1e6)
    value = round(n * step, decimals)
    kind = {" percent": "percent", "": ""}.get(unit, "USD")
    words = f"{value:.{decimals}f}{unit}"
    assert verdict(words, of(value * size, step * size / 2, kind)) == ""
    numeral = numerals(words, "en")[0]
    half = min(numeral.widest / 2, value / 10)
    full = numeral.widest if unit != " million dollars" else numeral.widest / 1e6
    half = half if unit != " million dollars" else min(full / 2, value / 10)
    for moved in (value + half + full, value - half - full):
        assert verdict(words, of(moved * size, 0, kind))


@given(st.integers(1, 40), st.integers(1, 40))
def test_a_count_holds_for_its_own_number_alone(n, other):
    words = f"{number(n)} papers"
    assert (verdict(words, of(other, unit="papers", counted=True)) == "") == (n == other)


def test_all_faults_of_a_paragraph_are_told_each_at_its_line():
    text = "It is nine,\nand [fivefold](#f-turnover-2020),\nand [one](#no-row)."
    found = faults(text)
    assert [f.line for f in found] == [5, 3, 4]
    assert all(f.finding.endswith(".") and f.remedy for f in found)


def test_the_fault_reads_as_the_handbook_says():
    (fault,) = faults("It rose [sixfold](#[f-turnover-2024]/[f-turnover-2020]) from 2020 to 2024.")
    assert str(fault) == (
        "d.md line 3: “sixfold” covers 5.5 to 6.5, [f-turnover-2024]/[f-turnover-2020] is 4.575. "
        "Rewrite the sentence or correct the row."
    )
