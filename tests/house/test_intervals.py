"""The rule for wordings: what it covers, and that it says so where it has no rule."""

from __future__ import annotations

import pytest
from changed import altered

from summitdata.house.intervals import covered
from summitdata.themes import growth
from summitdata.themes.growth.reported import figure_interval


def test_a_qualifier_without_a_rule_is_refused_by_its_name(data):
    for known in ("unqualified", "about", "almost", "over", "at least"):
        assert covered(5, 1, known)
    with pytest.raises(ValueError, match="'under'"):
        covered(5, 1, "under")
    with pytest.raises(ValueError, match="'under'"):
        growth.figures(altered(data, "figures", "f-turnover-2017", qualifier="under"))


def test_a_formula_may_begin_with_a_minus(data):
    key, was = "f-turnover-2025-rolling", figure_interval(data, "f-turnover-2025-rolling")
    formula = "-[f-turnover-2024-h1] + [f-turnover-2024] + [f-turnover-2025-h1]"
    now = figure_interval(altered(data, "figures", key, derived_from=formula), key)
    assert (now.low, now.high) == pytest.approx((was.low, was.high))
