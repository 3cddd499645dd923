"""A figure of changed data says so, wherever it is shown."""

from __future__ import annotations

from summitdata.house.figure import SIDES, keyed, nothing, what_if
from summitdata.themes import documents, growth


def test_a_what_if_is_marked_in_title_source_and_alternative_text(summit):
    for chart in (
        growth.forest(growth.readings(summit)),
        documents.presence_matrix(documents.presence(summit), documents.counts(summit)),
    ):
        plain, made_up = chart.to_dict(), what_if(chart)
        meta = made_up.layout.meta
        assert "<b>What if? " in made_up.layout.title.text and meta["title"].startswith("What if? ")
        assert meta["alt"].startswith("What if? ") and meta["source"].endswith("no result")
        (note,) = made_up.select_annotations({"name": "source"})
        assert note.text.endswith("and no result.") and made_up.layout.height == plain["layout"]["height"] + 16
        assert meta["rows"] == plain["layout"]["meta"]["rows"]


def test_a_what_if_without_rows_still_says_that_there_are_none():
    meta = what_if(nothing("Levels", "no figures in the data")).layout.meta
    assert meta["empty"] and "no rows" in meta["alt"]


def test_a_colour_that_is_named_stands_before_its_name_as_a_square(summit):
    chart = growth.direction_dots(growth.directions(summit))
    text, words = chart.layout.title.subtitle.text, chart.layout.meta["subtitle"]
    assert text.index(SIDES["host"]) < text.index("blue") < text.index(SIDES["guest"]) < text.index("orange")
    assert "<" not in words and "light-dark(#2878bd,#6fb4f0)" in keyed(words, "light-dark({0},{1})")
