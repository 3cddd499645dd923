"""Which base?: every pair of years by hand, and that the sentence follows the pair one begins with."""

from __future__ import annotations

import json
import math

import pytest
from changed import emptied

from summitdata.themes import growth


def test_each_two_years_with_a_level_stand_once_for_each_two_figures(summit):
    table, levels = growth.pairs(summit), growth.levels(summit).dropna(subset=["year"])
    nominal = table[table.dollars == "nominal dollars"]
    years = levels.year.tolist()
    assert len(nominal) == sum(a < b for a in years for b in years)
    assert not nominal.duplicated(["from_id", "to_id"]).any() and (table.from_year < table.to_year).all()


def test_a_pair_is_a_readings_arithmetic(summit):
    table, readings = growth.pairs(summit), growth.readings(summit).set_index("kind")
    pair = table[(table.from_id == "f-turnover-2020") & (table.to_id == "f-turnover-2024")].set_index("dollars")
    for dollars, kind in (("nominal dollars", "own base"), ("dollars of 2020", "constant dollars")):
        for name in ("point", "low", "high"):
            assert pair.loc[dollars, name] == pytest.approx(readings.loc[kind, name])
        assert pair.loc[dollars, "verdict"] == readings.loc[kind, "verdict"]
    assert pair.own.tolist() == [True, False] and table.own.sum() == 1


def test_a_claim_depends_on_its_base(summit):
    table = growth.pairs(summit).set_index(["from_id", "to_id", "dollars"])
    assert table.loc[("f-turnover-2020", "f-turnover-2024", "nominal dollars"), "verdict"] == "inside"
    fall = table.loc[("f-turnover-2017", "f-turnover-2024", "nominal dollars")]
    assert fall.verdict == "outside" and fall.high < 1
    assert table.loc[("f-turnover-2019-bound", "f-turnover-2024", "nominal dollars"), "low"] == 0


def test_what_stands_without_scripts_is_the_pair_and_every_level(summit):
    table = growth.pairs(summit)
    shown = growth.base_choice(table)
    text = str(shown)
    assert "4.6 times as much. That fits “increased fivefold”, which stands for 4.5 to 5.5 times." in text
    assert "a fall of 27 percent (0.73 times)" in text
    assert {*table.from_id, *table.to_id} <= set(shown.row_ids)
    assert "script" not in text and "<" not in str(shown.markdown).replace("<br>", "")


def test_the_script_is_given_every_pair_and_no_text_that_ends_it(summit):
    table = growth.pairs(summit)
    held = growth.base_choice(table.assign(words="</script>$x$"))._repr_markdown_().split('json">')[1]
    held = held.partition("</script>")[0]
    assert "<" not in held and "$" not in held
    pairs = json.loads(held)["pairs"]
    assert len(pairs) == len(table) and all(pair[5] is None or math.isfinite(pair[5]) for pair in pairs)


def test_without_levels_or_claims_it_says_so(summit, data):
    for part in (emptied(summit), data.for_summit("rus-irn-2017")):
        assert str(growth.base_choice(growth.pairs(part))) == "No two years have a level that could be compared."
