"""The rule for wordings: what it covers, and that it says so where it has no rule."""

from __future__ import annotations

import math

import pytest
from changed import altered

from summitdata.house.intervals import Interval, covered, of_formula
from summitdata.themes import growth


def test_a_qualifier_without_a_rule_is_refused_by_its_name(data):
    for known in ("unqualified", "about", "almost", "over", "at least", "at most"):
        assert covered(5, 1, known)
    with pytest.raises(ValueError, match="'under'"):
        covered(5, 1, "under")
    with pytest.raises(ValueError, match="'under'"):
        growth.figures(altered(data, "figures", "f-turnover-2017", qualifier="under"))


def test_at_most_covers_from_nothing_to_the_number_and_no_further(data):
    assert covered(500, 100, "at most", opened=True) == Interval(0, 500)
    assert covered(0, 1, "at most") == Interval(0, 0) and covered(-3, 1, "at most") == Interval(-3, -3)
    words = covered(500, 1, "at most")
    assert [Interval(n, n).against(words) for n in (0, 500, 501)] == ["inside", "inside", "outside"]
    assert of_formula("[a] / [b] - 1", {"a": words, "b": Interval(100, 125)}) == Interval(-1, 4)
    assert of_formula("[b] / [a]", {"a": words, "b": Interval(100, 125)}) == Interval(0.2, math.inf)
    bound = altered(data, "figures", "f-turnover-2020", qualifier="at most")
    assert "up to 25" in str(growth.level_dots(growth.levels(bound)))


def test_a_formula_may_begin_with_a_minus(data):
    key = "f-turnover-2025-rolling"
    was = growth.figures(data).set_index("row_id").loc[key]
    formula = "-[f-turnover-2024-h1] + [f-turnover-2024] + [f-turnover-2025-h1]"
    now = growth.figures(altered(data, "figures", key, derived_from=formula)).set_index("row_id").loc[key]
    assert (now.low, now.high) == pytest.approx((was.low, was.high))
