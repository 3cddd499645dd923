"""A frame as a table: it reads well whatever stands in it."""

from __future__ import annotations

import pandas as pd
import pytest

from summitdata.house.sentence import Sentence, cite
from summitdata.house.table import NO_ROWS, show


def cells(frame, **how):
    """The cells of the last row."""
    return [cell.strip() for cell in show(frame, **how).markdown.split("\n")[-1].strip("|").split("|")]


@pytest.mark.parametrize(
    "value, words",
    [
        (113.0, "113"),
        (4.57, "4.57"),
        (2024, "2024"),
        (float("nan"), "–"),
        (None, "–"),
        (pd.NaT, "–"),
        (pd.NA, "–"),
        ("", "–"),
        (True, "yes"),
        (False, "no"),
        (pd.Timestamp("2025-08-20"), "2025-08-20"),
        (["potash", "timber"], "potash, timber"),
        ([], "–"),
        (float("inf"), "inf"),
        ("a *b*\nc", "a \\*b\\* c"),
        ("<script>", "&lt;script&gt;"),
        (Sentence(cite("113", "f-2024")), "[113](06-evidence.ipynb#f-2024)"),
    ],
)
def test_a_cell_reads_well(value, words):
    assert cells(pd.DataFrame({"a": pd.Series([value], dtype=object)})) == [words]


def test_typed_columns_read_as_their_cells_do():
    frame = pd.DataFrame({"n": pd.array([1, None], dtype="Int64"), "b": pd.array([True, None], dtype="boolean")})
    assert cells(frame) == ["–", "–"] and cells(frame[:1]) == ["1", "yes"]


@pytest.mark.parametrize(
    "name, head", [("base_year", "Base year"), ("HS 2022", "HS 2022"), ("c-2025-fivefold", "c-2025-fivefold"), (0, "0")]
)
def test_a_column_is_told_in_words_and_a_key_as_it_is(name, head):
    assert show(pd.DataFrame({name: [1]})).markdown.startswith(f"| {head} |")


def test_an_index_is_shown_if_it_has_a_name():
    frame = pd.DataFrame({"voice": ["quoted", "quoted", "narrated"], "side": ["host", "guest", "host"]})
    assert cells(frame[frame.side == "host"]) == ["narrated", "host"]
    assert cells(frame.groupby("voice").size().rename("rows")) == ["quoted", "2"]
    crossed = frame.groupby(["voice", "side"]).size().unstack(fill_value=0)
    assert show(crossed).markdown.split("\n")[0] == "| Voice | Guest | Host |"


def test_no_rows_are_said_and_a_folded_table_says_how_many():
    empty = pd.DataFrame({"a": []})
    assert str(show(empty)) == NO_ROWS
    folded = show(pd.DataFrame({"a": [1, 2]}), fold="sources").markdown
    assert folded.startswith("<details><summary>Both sources</summary>") and folded.endswith("</details>")


def test_showing_a_frame_leaves_it_as_it_is():
    frame = pd.DataFrame({"a_b": [1.0]}).rename_axis("key")
    show(frame)
    assert list(frame.columns) == ["a_b"] and frame.index.name == "key"


def test_what_does_not_fit_opens_and_narrow_columns_all_stand():
    wide = pd.DataFrame(
        {f"c{i}": ["words that take their room"] for i in range(6)} | {"remark": [None], "level": ["high"]}
    )
    head, _, row = show(wide).markdown.split("\n")
    assert head == "| C0 | C1 | C2 | C3 | C4 | More |"
    assert row.count("words that take their room") == 6 and "Remark" not in row
    assert row.endswith("<strong>C5</strong>: words that take their room<br><strong>Level</strong>: high</details> |")
    assert "More" not in show(wide[wide.columns[:5]]).markdown
    assert "More" not in show(pd.DataFrame({f"c{i}": [i] for i in range(12)})).markdown
    assert show(wide.assign(c5=None, level=None)).markdown.endswith("|  |")


def test_a_single_row_is_not_folded_away():
    one, two = (pd.DataFrame({"report": ["x"] * n}) for n in (1, 2))
    assert str(show(one, fold="reports")) == "| Report |\n| --- |\n| x |"
    assert "Both reports" in str(show(two, fold="reports")) and str(show(one[:0], fold="reports")) == NO_ROWS
