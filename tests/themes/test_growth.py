"""Trade growth: the arithmetic by hand, and that titles and sentences follow the data."""

from __future__ import annotations

import math
import re

import pandas as pd
import pytest
from changed import added, altered, emptied, kept, keys, replaced

from summitdata.house.table import NO_ROWS
from summitdata.themes import compare, growth, start
from summitdata.themes.growth.statements import times

FIGURES = {
    "level_dots": lambda d: growth.level_dots(growth.levels(d)),
    "forest": lambda d: growth.forest(growth.readings(d)),
    "staircase": lambda d: growth.staircase(growth.steps(d)),
    "direction_dots": lambda d: growth.direction_dots(growth.directions(d)),
    "rate_dots": lambda d: growth.rate_dots(growth.rates(d)),
}


def by_kind(data):
    return growth.readings(data).drop_duplicates("kind").set_index("kind")


def test_what_the_claims_cover(summit):
    covers = growth.claims(summit).dropna(subset=["low"]).set_index("quote")[["low", "high"]]
    assert covers.loc["increased fivefold"].tolist() == [4.5, 5.5]
    assert covers.loc["grown by a third"].tolist() == pytest.approx([30.8, 35.8])


def test_the_publishers_own_base_by_hand(summit):
    own = by_kind(summit).loc["own base"]
    assert (own.low, own.high) == pytest.approx((113 / 24.75, 114 / 24.65))
    assert own.open_high == math.inf
    assert (own.verdict, own.open_verdict, own.by) == ("inside", "overlaps", "BelTA")


def test_rolling_strict_and_constant_by_hand(summit):
    kinds = by_kind(summit)
    half = (74.35 / 1.3365, 74.45 / 1.3355)
    assert kinds.loc["rolling"].low == pytest.approx((113 + 74.35 - half[1]) / 24.75)
    assert (kinds.loc["strict"].low, kinds.loc["strict"].high) == pytest.approx((0, 114 / 24.7))
    assert kinds.loc["strict"].verdict == "overlaps"
    prices = 258.811 / 313.689
    assert kinds.loc["constant dollars"].high == pytest.approx(114 / 24.65 * prices)
    assert kinds.loc["constant dollars"].verdict == "outside"


def test_the_list_is_closed_and_each_reading_says_by_whose_figures(summit):
    table = growth.readings(summit)
    assert table.kind.tolist()[:4] == ["own base", "rolling", "strict", "constant dollars"]
    assert set(table.kind[4:]) == {"context"}
    assert set(table.verdict) <= {"inside", "overlaps", "outside", "no figure"}
    assert table.by.str.len().min() > 0


def test_the_rule_can_come_out_against_the_claim(summit):
    changed = altered(summit, "figures", "f-turnover-2020", value=50.0)
    assert by_kind(changed).loc["own base"].verdict == "outside"
    title = growth.forest(growth.readings(changed)).layout.meta["title"]
    assert "fits neither BelTA’s figures (2.3 times) nor" in title
    assert "does not fit the figures by BelTA, which give 2.3 times" in str(growth.answer(growth.readings(changed)))


def test_a_reading_without_its_base_says_so(summit):
    frame = summit.figures[~summit.figures.figure_id.str.contains("2019")]
    without = replaced(summit, figures=frame)
    assert by_kind(without).loc["strict"].verdict == "no figure"
    alt = growth.forest(growth.readings(without)).layout.meta["alt"]
    assert "2019 to 2024, five whole years: no figure." in alt


def test_derived_figures_carry_the_width_of_their_inputs(summit):
    half = growth.figures(summit).set_index("row_id").loc["f-turnover-2024-h1"]
    assert (half.low, half.high) == pytest.approx((74.35 / 1.3365, 74.45 / 1.3355))


def test_steps_add_up_and_name_the_steepest_year(summit):
    steps = growth.steps(summit)
    assert sorted(set(steps.year)) == [2020, 2021, 2022, 2023, 2024]
    rise = steps[steps.year == 2022].iloc[0]
    assert (rise.rise_low, rise.rise_high) == pytest.approx((95 - 34, 105 - 33))
    assert "came in 2022" in growth.staircase(steps).layout.meta["title"]


def test_mirror_figures_keep_the_direction(summit):
    table = growth.directions(summit)
    mirror = table[table.mirror]
    assert len(mirror) and set(zip(mirror.seller, mirror.buyer)) <= {("irn", "blr"), ("blr", "irn")}
    imports = mirror.iloc[0]
    assert (imports.seller, imports.buyer) == (imports.party_b_id, imports.party_a_id)


def test_rates_of_the_year_to_date_lie_where_they_lie(summit):
    table = growth.rates(summit).set_index("row_id").verdict
    assert table["f-growth-2025-h1"] == "inside" and "f-growth-2025-q1" not in table.index, "a quarter is no half-year"


def test_levels_title_follows_the_data(summit):
    title = growth.level_dots(growth.levels(altered(summit, "figures", "f-turnover-2024", value=213.0))).layout.meta[
        "title"
    ]
    assert title == "Trade rose from 25 million dollars in 2020 above 213 in 2024"
    fall = altered(summit, "figures", "f-turnover-2024", value=13.0, qualifier="unqualified")
    title = growth.level_dots(growth.levels(fall)).layout.meta["title"]
    assert title == "Trade fell from 154 million dollars in 2017 to 13 in 2024"


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_without_data_is_drawn_and_says_so(name, summit):
    figure = FIGURES[name](emptied(summit, "claims", "figures"))
    assert figure.layout.meta["row_ids"] == [] and "no rows" in figure.layout.meta["alt"]


@pytest.mark.parametrize("name", FIGURES)
def test_figures_carry_what_a_page_needs(name, summit):
    meta = FIGURES[name](summit).layout.meta
    assert meta["title"] and meta["alt"] and meta["source"] and meta["rows"]
    assert not [key for key in meta["row_ids"] if key not in keys(summit)]


def test_a_claim_that_has_no_readings_is_still_told(data):
    told = data.claims[data.claims.change == "percent"].summit_id.iloc[-1]
    part = data.for_summit(told)
    assert set(growth.readings(part).kind) == {"no reading"}
    assert "more than 70 percent in 2016”: Vladimir Putin, quoted" in str(growth.answer(growth.readings(part)))
    bare = replaced(part, claims=part.claims.head(1).assign(value=math.nan, change="qualitative"))
    once = growth.answer(growth.readings(bare))
    assert str(once).startswith("“") and "\n" not in str(once) and len(once.row_ids) == 1


def test_sentences_without_data_say_so(summit):
    empty = emptied(summit, "claims", "figures")
    assert "no growth claim" in str(growth.answer(growth.readings(empty)))
    assert "no growth claim" in str(growth.claim_words(growth.claims(empty)))
    assert str(growth.side_by_side(growth.rates(empty))) == ""
    assert str(growth.figure_list(growth.figures(empty))) == NO_ROWS


def test_hostile_words_are_shown_as_text(summit):
    changed = altered(summit, "claims", "c-2025-fivefold", quote="<script>alert(1)</script>")
    assert "<script>" not in growth.answer(growth.readings(changed)).markdown
    assert "<script>" not in growth.forest(growth.readings(changed)).to_json().split('"meta"')[0]


def test_rates_are_held_against_a_claim_on_the_year_to_date_and_no_other(data):
    told = compare.claims(data).set_index("row_id").against
    assert set(told["c-2025-by-a-third"].row_ids) == {"f-growth-2025-h1", "f-growth-2025-h1-ambassador"}
    assert str(told["c-2025-good-rate"]) == "no other figure in the data"


def test_a_derived_figure_is_nobodys_and_names_those_it_is_derived_from(summit):
    table = growth.levels(summit).set_index("row_id")
    assert table.origin["f-turnover-2023-news-by"] == "derived here from figures by BelTA and news.by"
    assert table.origin["f-turnover-2024"] == "BelTA"
    kinds = by_kind(summit)
    assert "derived here" in kinds.loc["rolling"].by and "Labor Statistics" in kinds.loc["constant dollars"].by


def test_a_figure_on_exports_or_imports_names_the_seller(summit):
    flows = growth.figures(summit).set_index("row_id").flow
    assert flows["f-exports-irn-1402"] == "exports from Iran to Belarus"
    assert flows["f-imports-irn-1402"] == "imports of Iran from Belarus"


def test_a_claim_is_held_against_figures_of_its_own_countries_and_indicator(summit):
    other = {"party_a_id": "blr", "party_b_id": "rus"}
    wide = added(summit, "claims", "c-2025-fivefold", "c-other", **other, value=3.0)
    wide = added(wide, "figures", "f-turnover-2020", "f-other-2020", **other, value=29000.0, reporter_id="belta")
    wide = replaced(wide, figures=wide.figures.iloc[::-1])  # the other pair's figure comes first
    table = growth.readings(wide)
    assert table[table.row_id == "c-2025-fivefold"].base_id.tolist()[0] == "f-turnover-2020"
    assert set(table[table.row_id == "c-other"].base_id.dropna()) == {"f-other-2020"}
    assert set(table[table.row_id == "c-other"].verdict) == {"no figure"}
    assert "f-other-2020" not in growth.levels(wide).row_id.tolist()
    assert growth.steps(wide).row_id.tolist() == growth.steps(summit).row_id.tolist()
    exports = altered(summit, "claims", "c-2025-fivefold", indicator="exports")
    assert set(growth.readings(exports).end_id.dropna()) == set()


def test_rates_of_another_indicator_or_pair_are_not_held_against_a_claim(summit):
    for other in ({"indicator": "exports"}, {"party_b_id": "rus"}):
        table = growth.rates(altered(summit, "claims", "c-2025-by-a-third", **other))
        assert table.row_id.tolist() == ["c-2025-by-a-third"]


def test_directions_are_those_of_one_pair(summit):
    other = {"party_a_id": "blr", "party_b_id": "rus"}
    wide = added(summit, "claims", "c-2025-fivefold", "c-other", **other)
    wide = added(wide, "figures", "f-exports-blr-2022", "f-other-exports", **other)
    assert growth.directions(wide).row_id.tolist() == growth.directions(summit).row_id.tolist()


def test_a_claim_of_exports_is_held_against_exports_of_the_same_seller(summit):
    exports = altered(summit, "claims", "c-2025-fivefold", indicator="exports", window="P3Y")
    for year in (2022, 2024):
        days = {"period_start_on": f"{year}-01-01", "period_end_on": f"{year}-12-31"}
        days = {name: pd.Timestamp(day) for name, day in days.items()}
        exports = added(exports, "figures", "f-exports-blr-2022-9m", f"f-own-{year}", **days, value=20.0)
        back = {"party_a_id": "irn", "party_b_id": "blr", "value": 1.0}
        exports = added(exports, "figures", "f-exports-blr-2022-9m", f"f-back-{year}", **days, **back)
    own = by_kind(exports).loc["own base"]
    assert (own.base_id, own.end_id) == ("f-own-2022", "f-own-2024")


def test_each_claim_is_told_with_its_own_numbers(summit):
    alone = growth.answer(growth.readings(summit)).markdown.split("\n")[0]
    two = added(summit, "claims", "c-2025-fivefold", "c-second", value=3.0, window="P3Y", quote="rose threefold")
    both = growth.answer(growth.readings(two)).markdown.split("\n")
    assert len(both) == 2 and both[0] == f"- {alone}"
    assert "Rose threefold" in both[1] and "times" in both[1]


def test_each_claim_on_the_year_to_date_has_its_own_rates(summit):
    two = added(summit, "claims", "c-2025-by-a-third", "c-second", value=10.0, quote="grown by a tenth")
    table = growth.rates(two)
    alone = growth.rate_dots(growth.rates(summit)).layout.meta
    assert growth.rate_dots(table).layout.meta["rows"] == alone["rows"]
    first, second = (rows[~rows.claimed] for _, rows in table.groupby("claim_id", sort=False))
    assert first.row_id.tolist() == second.row_id.tolist() and "inside" in set(first.verdict)
    assert set(second.verdict) == {"outside"}


def test_over_on_the_base_opens_a_reading_to_below(summit):
    base = altered(summit, "figures", "f-turnover-2020", qualifier="over")
    both, alone = by_kind(base), by_kind(altered(base, "figures", "f-turnover-2024", qualifier="unqualified"))
    assert (both.loc["own base"].open_low, both.loc["own base"].open_high) == (0, math.inf)
    assert (alone.loc["own base"].open_low, alone.loc["own base"].open_high) == pytest.approx((0, 113.5 / 24.7))
    for readings, words in ((both, "any multiple"), (alone, "at most 4.6 times")):
        row = readings.loc["own base"]
        assert times(row.open_low, row.open_high) == words
        arrows = growth.forest(readings.reset_index()).to_json()
        assert "triangle-left" in arrows


def test_prices_are_annual_averages_of_one_series(summit):
    was = by_kind(summit).loc["constant dollars"]
    months = {"period_start_on": pd.Timestamp("2024-12-01"), "period_end_on": pd.Timestamp("2024-12-31")}
    for other in (months, {"unit": "index 2015=100"}, {"party_a_id": "irn"}, {"basis": "growth on year"}):
        more = added(summit, "figures", "f-us-cpi-2024", "f-us-cpi-2024-other", **other, value=400.0)
        assert by_kind(more).loc["constant dollars"].row_ids == was.row_ids, other
    bare = replaced(summit, figures=summit.figures[summit.figures.figure_id != "f-us-cpi-2024"])
    bare = added(bare, "figures", "f-us-cpi-2020", "f-us-cpi-2024-other", **months)
    assert by_kind(bare).loc["constant dollars"].verdict == "no figure"


def test_a_claim_of_a_source_without_a_day_was_told_at_the_summit(summit):
    undated = altered(summit, "sources", "belta-2025-08-20", published_on=pd.NaT)
    assert growth.readings(undated).label.tolist() == growth.readings(summit).label.tolist()
    undated = altered(undated, "claims", "c-2025-by-a-third", window_start_on=pd.NaT)
    assert len(growth.rates(undated)) == len(growth.rates(summit))


def test_a_window_whose_end_is_named_is_not_called_open(summit):
    ended = altered(summit, "claims", "c-2025-by-a-third", window_end_on=pd.Timestamp("2025-06-30"))
    table = growth.rates(ended)
    assert table.label.iloc[0] == "January to June 2025"
    assert "f-growth-2025-h1" in table.row_id.tolist()


def test_a_claim_on_a_named_year_is_held_against_rates_of_that_very_year(data):
    days = {"period_start_on": pd.Timestamp("2016-01-01"), "period_end_on": pd.Timestamp("2016-12-31")}
    pair = {"party_a_id": "irn", "party_b_id": "rus"}
    more = added(data, "figures", "f-us-cpi-2020", "f-growth-2016", **days, **pair)
    rate = {"indicator": "trade turnover", "basis": "growth on year", "unit": "percent", "value": 80.0, "step": 1.0}
    more = altered(more, "figures", "f-growth-2016", **rate)
    for table in (compare.claims(more), start.ledger(more.for_summit("rus-irn-2017"))):
        told = table.set_index("row_id").against["c-2017-more-than-70-percent"]
        assert str(told).startswith("80 percent for 2016 (by ") and told.row_ids == ["f-growth-2016"]
    for other in ({"period_end_on": pd.Timestamp("2016-11-30")}, {"party_b_id": "blr"}, {"indicator": "exports"}):
        table = growth.rates(altered(more, "figures", "f-growth-2016", **other).for_summit("rus-irn-2017"))
        assert len(table) == 1, other


def step_title(data):
    """What the chart of the steps says."""
    return growth.staircase(growth.steps(data)).layout.meta["title"]


def test_most_of_a_rise_is_said_only_where_it_is_one(summit):
    assert step_title(summit).startswith("Most of the rise from 2020 to 2024 came in 2022")
    even = altered(summit, "figures", "f-turnover-2022-belta", value=60.0, step=1.0)
    assert step_title(even).startswith("The largest step up from 2020 to 2024 came in 2023")
    fall = altered(summit, "figures", "f-turnover-2024", value=10.0, qualifier="unqualified", step=1.0)
    assert step_title(fall).startswith("Trade may not have risen from 2020 to 2024; 2022 was best")


def test_hollow_marks_are_explained_where_there_are_any(summit):
    steps = growth.steps(summit)
    unsure, sure = (growth.staircase(t).layout.meta["subtitle"] for t in (steps, steps[steps.year < 2023]))
    assert "Pale" in unsure and "Pale" not in sure
    levels = growth.levels(summit)
    hollow, solid = (growth.level_dots(t).layout.meta["subtitle"] for t in (levels, levels[~levels.derived]))
    assert "Hollow" in hollow and "Hollow" not in solid


def test_levels_without_neighbours_make_no_step(summit):
    few = kept(summit, "figures", "f-turnover-2020", "f-turnover-2024")
    assert step_title(few) == "From 2020 to 2024 no two neighbouring years have a level"


def test_a_single_level_is_not_drawn(summit):
    few = growth.levels(kept(summit, "figures", "f-turnover-2020", "f-turnover-2022-9m"))
    assert growth.level_dots(few).layout.meta["empty"]


def test_a_level_that_stays_is_said_to(summit):
    same = altered(summit, "figures", "f-turnover-2024", value=24.7, qualifier="unqualified")
    figure = growth.level_dots(growth.levels(kept(same, "figures", "f-turnover-2020", "f-turnover-2024")))
    assert figure.layout.meta["title"] == "Trade stayed at 25 million dollars from 2020 to 2024"
    assert sorted(note.x for note in figure.layout.annotations if "none" in note.text) == [2021, 2022, 2023]
    assert "2022: none seen." in figure.layout.meta["alt"]


def ankara(summit):
    """Two presidents who give two numbers for the growth of one trade, as at Ankara in 2017."""
    first = {"value": 30.0, "step": 10.0, "window": "P10M", "window_end_on": pd.Timestamp("2025-10-31")}
    second = {"value": 36.0, "step": 1.0, "window": "P9M", "window_end_on": pd.Timestamp("2025-09-30")}
    one = altered(summit, "claims", "c-2025-by-a-third", **first, quote="increased by 30 percent")
    back = {"party_a_id": "irn", "party_b_id": "blr", "actor_id": "pezeshkian"}
    return added(one, "claims", "c-2025-by-a-third", "c-other", **second, **back, quote="rose by 36 percent")


def test_what_two_speakers_claim_stands_side_by_side(summit):
    rates = growth.rates(ankara(summit))
    table = str(growth.side_by_side(rates)).split("\n")
    assert table[2].startswith(
        "| Aleksandr Lukashenko, quoted | trade turnover of Belarus and Iran | January to October 2025"
    )
    assert table[2].endswith("| 30 percent | 25 to 35 if rounded, 29.5 to 30.5 if not |")
    assert table[3].endswith("January to September 2025 | 36 percent | 35.5 to 36.5 |"), "no ten times as exact"
    assert table[-1] == (
        "The numbers are for different months, so they need not be equal. No speaker’s number is evidence for another’s."
    )
    assert str(growth.side_by_side(growth.rates(summit))) == ""


def test_two_numbers_for_the_same_months_do_or_do_not_meet(summit):
    end = pd.Timestamp("2025-09-30")
    same = altered(ankara(summit), "claims", "c-2025-by-a-third", window_end_on=end)
    assert "for the same months and do not agree." in str(growth.side_by_side(growth.rates(same)))
    near = altered(same, "claims", "c-other", value=34.0)
    assert "for the same months and may be one number, rounded." in str(growth.side_by_side(growth.rates(near)))
    apart = altered(
        same, "claims", "c-other", window_start_on=pd.Timestamp("2024-01-01"), window_end_on=pd.Timestamp("2024-12-31")
    )
    assert str(growth.side_by_side(growth.rates(apart))) == "", "another year is another thing"


def test_two_speakers_are_drawn_together_and_equally_exact(summit):
    figure = growth.rate_dots(growth.rates(ankara(summit)))
    assert figure.layout.meta["title"] == (
        "Aleksandr Lukashenko says 30 percent, Masoud Pezeshkian 36; their months differ"
    )
    bars = [tuple(t.x) for t in figure.data if t.mode == "lines"]
    assert bars == [(25, 35), (29.5, 30.5), (35.5, 36.5), (35.5, 36.5)]
    assert not growth.rate_dots(growth.rates(ankara(summit))).layout.shapes, "no band: neither is the measure"


def test_neither_of_two_speakers_is_evidence_for_the_other(summit):
    two = altered(ankara(summit), "figures", "f-growth-2025-h1", reporter_id="pezeshkian")
    end = pd.Timestamp("2025-06-30")
    two = altered(two, "claims", "c-2025-by-a-third", window="YTD", window_end_on=end)
    rates = growth.rates(two)
    assert "f-growth-2025-h1" not in rates.row_id.tolist()
    against = start.ledger(two).set_index("row_id").against["c-2025-by-a-third"]
    assert (
        against.first == "Masoud Pezeshkian says [36 percent](06-evidence.ipynb#c-other) for January to September 2025"
    )


def test_growth_of_some_goods_keeps_its_direction(summit):
    goods = altered(ankara(summit), "claims", "c-other", indicator="agricultural exports")
    assert growth.claims(goods).flow.iloc[-1] == "agricultural exports from Iran to Belarus"
    assert str(growth.side_by_side(growth.rates(goods))) == "", "some goods are not all trade"


def direction_title(data):
    """What the chart of the directions says."""
    return growth.direction_dots(growth.directions(data)).layout.meta["title"]


def test_another_name_of_the_publisher_changes_no_reading(summit):
    named = summit.changed("actors", "belta", name="The agency BelTA")
    was, now = by_kind(summit), by_kind(named)
    assert now.base_id.to_dict() == was.base_id.to_dict() and now.verdict.to_dict() == was.verdict.to_dict()
    assert len(growth.steps(named)) == len(growth.steps(summit))


def test_nobody_confirms_himself(summit):
    speaker = summit.row("c-2025-by-a-third").actor_id
    own = summit.changed("figures", "f-growth-2025-h1", reporter_id=speaker)
    table = growth.rates(own)
    assert "f-growth-2025-h1" not in table.row_id.tolist()
    said = summit.changed("claims", "c-2025-fivefold", actor_id="lukashenko")
    for key in ("f-turnover-2020", "f-turnover-2020-belstat"):
        if key in summit.figures.figure_id.tolist():
            said = said.changed("figures", key, reporter_id="lukashenko")
    assert "f-turnover-2020" not in [key for keys in growth.readings(said).row_ids for key in keys]


def test_directions_are_told_as_a_range(summit):
    few = kept(summit, "figures", "f-exports-blr-2022-9m", "f-imports-blr-2022-9m")
    assert "sold 3.2 times what it bought" in direction_title(few)
    both = altered(summit, "figures", "f-imports-blr-2022-9m", value=36.5)
    assert "sold 1.3 to 3.0 times what it bought, 2022 to 2024" in direction_title(both)
    other = altered(summit, "figures", "f-imports-blr-2022-9m", value=60.0)
    assert direction_title(other) == "Iran sold more than it bought in one of two reports"
    assert direction_title(few).endswith("January to September 2022"), "nine months are no year"
    apart = kept(summit, "figures", "f-exports-blr-2022", "f-imports-blr-2022-9m")
    assert direction_title(apart) == "Nobody reports both directions for one period"
    assert direction_title(kept(summit, "figures", "f-exports-blr-2022")) == "Exports are known in one direction only"


def test_each_step_opens_the_words_of_its_figures_and_tells_what_its_levels_give(summit):
    steps = growth.steps(summit)
    figure = growth.staircase(steps)
    keys = {key for trace in figure.data for cell in trace.customdata or () for key in cell.split()}
    assert keys == set(figure.layout.meta["row_ids"]) == set(steps.row_id) and steps.year.nunique() > 3
    under = dict(zip(figure.layout.xaxis.tickvals, figure.layout.xaxis.ticktext))
    level, rises = steps.groupby("year").value.mean(), []
    for year in steps.year.unique()[1:]:
        told = re.sub("<.*?>", " ", under[year]).split()
        if told[-2:] != ["or", "down"]:
            rises.append(year)
            assert told[-1] == f"{level[year] - level[year - 1]:+.0f}", year
    assert 2 <= len(rises) < steps.year.nunique() - 1, "one of them may be up or down"
