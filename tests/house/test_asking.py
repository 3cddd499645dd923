"""What JupyterLab is given so that tables can be asked: once in a notebook, and nothing that its Markdown would read."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from summitdata.house import asking
from summitdata.house.table import LEAST, show
from summitdata.pages import bundle


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch):
    monkeypatch.setattr(asking, "given", [])


def rows(n):
    return show(pd.DataFrame({"a": range(n)}))


def test_a_short_table_stays_plain_and_a_longer_one_calls_the_script():
    short, longer = rows(LEAST - 1), rows(LEAST)
    assert short._repr_markdown_() == short.markdown
    assert asking.without(longer._repr_markdown_()) == longer.markdown
    assert "<script" not in longer.markdown and "<script" not in str(longer)


def test_the_script_stands_in_the_output_of_the_data_else_in_each_table(summit):
    assert asking.script() in rows(LEAST)._repr_markdown_()
    assert asking.script() in summit._repr_markdown_()
    assert asking.script() not in rows(LEAST)._repr_markdown_() and asking.HERE in rows(LEAST)._repr_markdown_()


def test_markdown_reads_neither_mathematics_nor_code_in_the_script():
    for script in bundle.SCRIPTS[:2]:
        assert not re.search(r"[$`]|\\\\[(\[]|</", asking.bare(script.read_text("utf-8"))), script.name


def test_the_scripts_of_a_page_are_small():
    assert sum(path.read_text("utf-8").count("\n") for path in bundle.SCRIPTS) <= 900 and len(bundle.script()) < 42_000
