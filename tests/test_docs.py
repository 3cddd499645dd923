"""Public things have words: functions, commands, tables; and the README names them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import summitdata as sd
from summitdata.commands import parser
from summitdata.house.words import count

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "src" / "summitdata").rglob("*.py"))
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_each_module_and_public_function_says_what_it_gives(path):
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree)
    classes = [n for n in tree.body if isinstance(n, ast.ClassDef)]
    for node in [*tree.body, *(n for c in classes for n in c.body)]:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            private_parser = node.name.startswith("parse_")
            assert ast.get_docstring(node) or private_parser, f"{path.name}: {node.name}"


def test_each_command_has_a_help_text_and_is_in_the_readme():
    (choices,) = [a.choices for a in parser()._actions if a.choices]
    assert set(choices) >= {"check", "refresh", "render", "lab", "test"}
    for name, command in choices.items():
        assert command.description and f"summitdata {name}" in README


def test_each_theme_is_public_and_importable():
    for theme in sd.THEMES:
        assert getattr(sd, theme).__doc__


def test_each_notebook_and_top_folder_is_in_the_readme():
    for path in [*(ROOT / "notebooks").glob("*.ipynb")]:
        assert path.name in README
    for name in ("data/", "notebooks/", "src/summitdata/", "tests/", "environment.yml", "Makefile"):
        assert name in README


def test_the_readme_names_the_tables(data):
    for table in data.tables:
        assert f"`{table}`" in README or table in (ROOT / "data" / "README.md").read_text("utf-8")


def test_links_in_the_readme_lead_to_files():
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", README):
        assert (ROOT / target).exists(), target


def test_what_the_readme_says_of_minsk_is_what_the_data_say():
    """Each number of its three sentences, taken from the rows: a row that moves fails here."""
    data = sd.load(ROOT / "data").for_summit("blr-irn-2025")
    if data.edition.endswith("locally"):
        pytest.skip("README tells of the published edition; these tables differ from it")
    level = data.figures.set_index("figure_id").value
    first, last, before = (level[f"f-turnover-{year}"] for year in (2020, 2024, 2017))
    qualifier = data.figures.set_index("figure_id").qualifier["f-turnover-2024"]
    assert last < before
    trade = f"from {first:g} million dollars in 2020 to {qualifier} {last:g} million in 2024, about {last / first:.1f} times"
    papers = sd.documents.documents(data)
    papers = papers[papers.here & papers.single & papers.coded]
    items, memorandums = (count(rows.item.nunique(), "item") for rows in (papers, papers[papers.type == "memorandum"]))
    named = f"lists {items} as signed, {memorandums.split()[0]} of them memorandums"
    told = data.quantities[data.quantities.what == "documents signed"].set_index("actor_id").value.astype(int)
    press, others = told.pop("associated-press"), told.unique().tolist()
    counted = f"Associated Press counts {press}, and {count(len(told), 'source').split()[0]} others count {others[0]}"
    dated = data.commitments.due_on.notna().sum()
    promised = f"Of {len(data.commitments)} promises, offers and proposals, {count(int(dated), 'date').split()[0]} names a date"
    text = README.replace("’", "'")
    assert len(others) == 1
    for words in (data.claims.set_index("claim_id").quote["c-2025-fivefold"], trade, named, counted, promised):
        assert words in text, words
    assert f"below the {before:g} million that Belstat reported for 2017" in text
