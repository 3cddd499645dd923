"""What each form draws of its rows: where marks stand, what labels say, how high a figure is, and what a narrow page gets."""

from __future__ import annotations

import pandas as pd
import pytest

from summitdata.house import forms, marks
from summitdata.house.figure import SIDES, finish


def line(label: str, *drawn: marks.Mark, **more: object) -> forms.Row:
    return {"label": label, "marks": drawn, **more}


DOT = {"x": 3, "hover": "three"}


def notes(layout) -> list[str]:
    return [note["text"] for note in layout["annotations"]]


def narrow(figure) -> dict:
    return figure.layout.meta["narrow"]


def test_rows_stand_from_the_top_each_at_its_label_in_the_gutter():
    figure = forms.rows([line("first", DOT, soft="by whom", value="3"), line("second", {"x0": 0, "x1": 5}, DOT)])
    label, number, other = figure.layout.annotations
    assert "first" in label.text and "by whom" in label.text and "second" in other.text and "3" in number.text
    assert [set(trace.y) for trace in figure.data] == [{label.y}, {other.y}, {other.y}] and 0 > label.y > other.y
    assert label.xshift == other.xshift == -figure.layout.margin.l == -forms.GUTTER
    assert (number.x, number.xanchor) == (1, "right") and number.xshift <= figure.layout.margin.r


def test_a_row_is_as_high_as_its_own_label_needs():
    figure = forms.rows([line("a", DOT), line("word " * 30, DOT), line("b", DOT)])
    low, *edges = figure.layout.meta["edges"]
    assert low == edges[1] - edges[0] == forms.ROW and edges[0] - low > 2 * forms.ROW
    assert figure.layout.yaxis.range == (-edges[-1], 0)


def test_on_a_narrow_page_labels_stand_above_their_marks_and_rows_move():
    figure = forms.rows([line("a", DOT, value="3"), line("b", DOT, value="4")])
    held = narrow(figure)
    heights = [trace.y[0] + by for trace, by in zip(figure.data, held["shift"])]
    for label, y in zip(held["layout"]["annotations"][::2], heights):
        assert label["yanchor"] == "top" and label["y"] - forms.LINE > y
    assert held["layout"]["margin"]["l"] < 20 and held["layout"]["height"] > figure.layout.height
    assert min(heights) > held["layout"]["yaxis"]["range"][0]


def test_a_long_value_stands_with_its_label_on_a_narrow_page():
    figure = forms.rows([line("a", DOT, value="at most three times")])
    assert len(notes(figure.layout)) == 2 and len(notes(narrow(figure)["layout"])) == 1
    assert "at most three times" in notes(narrow(figure)["layout"])[0]


def test_words_are_escaped_and_end_somewhere():
    (label,) = notes(forms.rows([line("a <b> word " * 90, DOT)]).layout)
    assert "…" in label and "<b>" not in label


def test_no_rows_are_no_error():
    for figure in (forms.rows([]), forms.matrix(["a"], [])):
        assert not figure.data and figure.layout.height > 0


@pytest.mark.parametrize("hollow, symbols", [(True, "square-open"), ([True, False], ("square-open", "square"))])
def test_dots_are_hollow_where_they_should_be(hollow, symbols):
    mark = {"x": [1, 2], "hover": ["one", "two"], "side": ["host", "guest"], "symbol": "square", "hollow": hollow}
    (dots,) = forms.rows([line("a", mark)]).data
    assert dots.marker.symbol == symbols and dots.marker.color == (SIDES["host"], SIDES["guest"])
    assert dots.marker.opacity == 1 and dots.hovertext == ("one", "two")


def test_a_span_tells_only_what_it_is_given():
    guide, told = forms.rows([line("a", {"x0": 0, "x1": 1}, {"x0": 0, "x1": 1, "hover": "told"})]).data
    assert (guide.hoverinfo, told.hoverinfo) == ("skip", "text") and told.hovertext == ("told", "told")


def test_mentions_stand_side_by_side_in_their_column_and_in_lines_where_they_are_many():
    said = pd.DataFrame({"side": ["host", "guest"], "voice": ["quoted", "narrated"]})
    few = forms.matrix(["buyer", "seller"], [line("tea", marks.mentions(said, column="seller", hover=["one", "two"]))])
    (dots,) = few.data
    assert dots.x == pytest.approx((0.94, 1.06)) and dots.marker.symbol == ("circle", "circle-open")
    assert [text.endswith(("tea</span>", "buyer", "seller")) for text in notes(few.layout)] == [True] * 3
    many = {"column": "buyer", "hover": ["one"] * 10, "side": "host"}
    deep = forms.matrix(["buyer", "seller"], [line("tea", many)])
    assert len(set(deep.data[0].y)) == 2 and deep.layout.height > few.layout.height


def test_headings_of_columns_are_level_and_upright_only_where_columns_are_narrow():
    figure = forms.matrix([f"source {i}" for i in range(7)], [line("a", DOT)])
    assert not any(note.textangle for note in figure.layout.annotations)
    assert [note.get("textangle") for note in narrow(figure)["layout"]["annotations"]].count(-90) == 7
    assert narrow(figure)["under"] > forms.UNDER


def test_a_block_is_a_heading_without_marks_and_a_bare_row_has_no_line():
    figure = forms.rows([{"block": "Before"}, line("a", DOT), {"label": "rest", "bare": True}])
    assert "<b>" in notes(figure.layout)[0] and "Before" in notes(figure.layout)[0]
    assert figure.layout.yaxis.tickvals == (figure.data[0].y[0],)


def test_a_band_is_named_above_and_does_not_lie_under_labels():
    figure = forms.rows([line("a", DOT), line("b", DOT)], band=(2, 4, "two to four"), range=[0, 5])
    (band,) = figure.layout.shapes
    assert (band.x0, band.x1, band.yref) == (2, 4, "paper") and notes(figure.layout)[-1] == "two to four"
    stacked = narrow(figure)["layout"]
    tops = [note["y"] - forms.LINE for note in stacked["annotations"][:-1]]
    assert len(stacked["shapes"]) == 2 and all(s["y1"] < top for s, top in zip(stacked["shapes"], tops))


def test_lanes_go_from_year_to_year_with_the_years_on_top():
    figure = forms.lanes([line("a", {"x": "2024-02-01", "hover": ""})], (2024, 2025))
    assert figure.layout.xaxis.range == ("2023-12-15", "2025-12-31") and figure.layout.xaxis.side == "top"


def test_bars_stand_where_they_begin():
    bars = [{"length": n, "base": 10 * n, "side": "host", "tint": n == 2, "hover": str(n)} for n in (1, 2)]
    drawn = forms.rows([line("a", *bars)]).data
    assert [(bar.base[0], bar.x[0], bar.marker.opacity) for bar in drawn] == [(10, 1, 1), (20, 2, 0.4)]


def test_levels_begin_at_zero_and_have_short_names_of_years_on_a_narrow_page():
    years = [*range(2016, 2026)]
    figure = forms.columns([{"type": "bar", "x": [2020], "y": [5]}], [], years, height=200, top=8)
    assert figure.layout.yaxis.range == (0, 8) and figure.layout.xaxis.ticktext[0] == "2016"
    assert narrow(figure)["layout"]["xaxis"]["ticktext"][0] == "’16"


def test_a_figure_is_finished_on_top_of_its_form_and_keeps_what_a_narrow_page_needs():
    figure = forms.rows([line("a", DOT)])
    height, top = figure.layout.height, figure.layout.margin.t
    finish(figure, "title", "below", table=pd.DataFrame({"A": [1]}), row_ids=["k"], source="who")
    meta = figure.layout.meta
    assert figure.layout.height == height + sum(meta["frame"]) and figure.layout.margin.t == top + meta["frame"][0]
    assert meta["alt"] == "title. Dot chart. a." and "said" not in meta
    assert meta["row_ids"] == ["k"] and meta["narrow"]["shift"] and "Source: who" in notes(figure.layout)[-1]


def test_a_picture_to_share_begins_at_the_first_row_that_the_title_speaks_of():
    lines = [{"block": "Before"}, line("a", DOT), line("b", DOT, lead=True), line("c", DOT, lead=True)]
    assert [forms.rows(rows).layout.meta["first"] for rows in (lines, lines[:2])] == [1, 0]


def test_headings_that_the_smallest_phone_has_no_room_for_stand_upright_or_in_lines():
    def turned(heads, value):
        notes = narrow(forms.matrix(heads, [line("a", DOT, value=value)]))["layout"]["annotations"]
        return [note["text"] for note in notes if note.get("textangle")]

    assert len(turned(["discrete", "specific", "agreed", "future act"], "5 of 5")) == 4
    assert turned(["said: a dot a mention", "Azerbaijan"], "") == []


def test_a_picture_to_share_has_the_columns_whose_headings_have_room_in_letters_that_can_be_read():
    def shared(heads):
        layout = forms.matrix(heads, [line("a", DOT)], gutter=220).layout.meta["share"]["layout"]
        notes = [note for note in layout["annotations"] if note.get("yref") == "paper"]
        assert all(note["font"] == forms.SMALL for note in notes) and layout["xaxis"]["range"][1] == len(notes) - 0.5
        return [note["text"] for note in notes]

    assert shared(["a wide heading"] * 8) == ["a wide<br>heading"] * 8
    assert 2 < len(shared(["International agency"] + ["b"] * 7)) < 8
