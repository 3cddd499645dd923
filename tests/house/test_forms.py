"""What each form draws of its rows: where marks stand, what labels say, how high a figure is."""

from __future__ import annotations

import pandas as pd
import pytest

from summitdata.house import forms
from summitdata.house.figure import SIDES, finish


def line(label: str, *marks: forms.Mark, soft: str = "") -> forms.Row:
    return {"label": label, "soft": soft, "marks": marks}


DOT = {"x": 3, "colour": "red", "hover": "three"}


def notes(figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_rows_stand_from_the_top_each_with_its_label():
    figure = forms.rows([line("first", DOT, soft="by whom"), line("second", {"x0": 0, "x1": 5}, DOT)])
    assert [trace.y for trace in figure.data] == [(0,), (-1, -1), (-1,)]
    assert notes(figure)[0].startswith("first<br><span") and "by whom" in notes(figure)[0]
    assert notes(figure)[1] == "second"
    assert figure.layout.yaxis.range == (-1.4, 0.95)


def test_a_figure_grows_with_its_rows_and_its_longest_label_and_escapes_both():
    short, long = forms.rows([line("a", DOT)]), forms.rows([line("a <b> word " * 40, DOT, soft="soft " * 200)])
    (label,) = notes(long)
    assert label.count("<br>") == 15 and "…" in label and "<b>" not in label
    assert short.layout.height < forms.rows([line("a", DOT)] * 2).layout.height < long.layout.height


def test_no_rows_are_no_error():
    for figure in (forms.rows([]), forms.matrix(["a"], []), forms.bars([], "words")):
        assert not figure.data and figure.layout.height > 0


@pytest.mark.parametrize("hollow, symbols", [(True, "square-open"), ([True, False], ("square-open", "square"))])
def test_dots_are_hollow_where_they_should_be(hollow, symbols):
    mark = {"x": [1, 2], "hover": ["one", "two"], "side": ["host", "guest"], "symbol": "square", "hollow": hollow}
    (dots,) = forms.rows([line("a", mark)]).data
    assert dots.marker.symbol == symbols and dots.marker.color == (SIDES["host"], SIDES["guest"])
    assert dots.marker.opacity == 1 and dots.hovertext == ("one", "two")


def test_a_span_tells_only_what_it_is_given_and_is_a_dot_where_it_has_no_length():
    guide, told, day = forms.rows(
        [line("a", {"x0": 0, "x1": 1}, {"x0": 0, "x1": 1, "hover": "told"}, {"x0": 1, "x1": 1, "symbol": "circle"})]
    ).data
    assert (guide.hoverinfo, told.hoverinfo) == ("skip", "text") and told.hovertext == ("told", "told")
    assert (guide.mode, day.mode) == ("lines", "lines+markers")


def test_mentions_stand_side_by_side_in_their_column():
    said = pd.DataFrame({"side": ["host", "guest"], "voice": ["quoted", "narrated"]})
    mark = forms.mentions(said, column="seller", hover=["one", "two"])
    figure = forms.matrix(["buyer", "seller"], [line("tea", mark)], apart=0.5)
    (dots,) = figure.data
    assert dots.x == (0.75, 1.25) and dots.marker.symbol == ("circle", "circle-open")
    assert notes(figure) == ["tea", "buyer", "seller"]


def test_a_matrix_has_room_for_long_heads():
    short, long = (forms.matrix([head], [line("a", DOT)]).layout for head in ("a", "word " * 30))
    assert short.height < long.height and len(long.annotations[1].text) <= forms.HEAD
    assert forms.rows([line("a", DOT)]).layout.height < short.height


def test_lanes_go_from_year_to_year_and_mark_a_day():
    day = pd.Timestamp("2024-05-06")
    figure = forms.lanes([line("a", {"x": "2024-02-01", "colour": "red", "hover": ""})], day, day, day, "the day")
    assert figure.layout.xaxis.range == ("2023-12-10", "2024-12-31")
    assert notes(figure) == ["a", "the day"] and figure.layout.shapes[0].x0 == "2024-05-06"


def test_bars_stand_end_to_end():
    bars = [{"length": n, "side": "host", "hatched": n == 2, "hover": str(n)} for n in (1, 2, 3)]
    assert [(bar.base, bar.x) for bar in forms.bars([line("a", *bars)], "words").data] == [
        ((0,), (1,)), ((1,), (2,)), ((3,), (3,)),
    ]  # fmt: skip


def test_levels_begin_at_zero_and_a_figure_is_finished_on_top_of_its_form():
    marks = [{**DOT, "x": [1, 2], "y": [5, 6], "hover": ["", ""]}]
    figure = forms.levels(marks, [forms.note("highest", 2, 6)], 300, 8)
    assert figure.layout.yaxis.range == (0, 8) and figure.data[0].y == (5, 6)
    finish(figure, "title", "below", "alt", table=pd.DataFrame({"A": [1]}), row_ids=["k"], source="who")
    assert figure.layout.height > 300 + figure.layout.margin.t and figure.layout.meta["row_ids"] == ["k"]
    assert notes(figure) == ["highest", "Source: who"]
