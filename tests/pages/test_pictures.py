"""Still pictures: the same run after run, nothing fetched, and a sentence where no browser is at hand."""

from __future__ import annotations

import copy
import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest

import summitdata as sd
from summitdata.pages import pictures
from summitdata.pages.browser import browser, state
from summitdata.pages.figures import figures_of
from summitdata.run.notebooks import notebooks, read
from summitdata.themes import growth

ROOT = Path(__file__).parents[2]


def test_what_is_missing_is_said_with_its_remedy(monkeypatch):
    monkeypatch.setattr(pictures, "browser", lambda: None)
    assert "Install one" in pictures.missing()


def test_figures_that_cannot_be_drawn_are_counted_with_the_remedy(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(pictures, "browser", lambda: None)
    path = next(p for p in notebooks() if pictures.stored(p))
    notebook = copy.deepcopy(read(path))
    figures = [output.data for output in figures_of(notebook.cells)]
    for data in figures:
        data.pop(pictures.SVG)
    pictures.tell(pictures.illustrate([(path, notebook)]))
    assert capsys.readouterr().err == "" and all(pictures.SVG in data for data in figures)
    for data in figures:
        data.pop(pictures.SVG)
    pictures.tell(pictures.illustrate([(tmp_path / "new.ipynb", notebook)]))
    told = capsys.readouterr().err
    assert "without a still picture: no Chromium was found. Install one" in told
    assert not any(pictures.SVG in data for data in figures)


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("/no/such", "/no/such is no program"),
        ("false", "/false does not start ("),
        ("echo", "it gives no picture"),
        ("sleep", "sleep does not start ("),
    ],
)
def test_a_browser_that_is_none_leaves_figures_bare_and_that_is_told(named, told, monkeypatch, tmp_path, capsys):
    if reason := pictures.missing():
        pytest.skip(reason)
    monkeypatch.setenv("SUMMITDATA_BROWSER", named)
    monkeypatch.setattr(pictures, "_refusals", {})
    if named == "sleep":
        monkeypatch.setattr(pictures, "PATIENCE", 2)
    figure = nbformat.v4.new_output("display_data", {pictures.MIME: {"data": [], "layout": {}}})
    cells = [nbformat.v4.new_code_cell(outputs=[figure])]
    for _ in range(2):
        bare = pictures.illustrate([(tmp_path / "new.ipynb", nbformat.v4.new_notebook(cells=cells))])
    pictures.tell(bare)
    assert "one figure without a still picture: " in capsys.readouterr().err.lower() and told in pictures.missing()


def test_a_browser_can_be_named_as_on_the_path(monkeypatch):
    monkeypatch.setenv("SUMMITDATA_BROWSER", "python3")
    path, (size, _) = state()
    assert path == browser() == shutil.which("python3") and size


def test_a_picture_is_the_same_run_after_run_and_shows_the_title(summit):
    if reason := pictures.missing():
        pytest.skip(reason)
    figure = json.loads(growth.forest(growth.readings(summit)).to_json())
    first, second = pictures.drawn((figure, 760), (figure, 760))
    assert first == second
    title = "".join(re.findall(r"<tspan[^>]*>([^<]+)</tspan>", first))
    assert title.replace(" ", "").startswith(figure["layout"]["meta"]["title"].replace(" ", "")[:60])


def test_a_narrow_page_has_a_picture_of_its_own_and_it_is_kept_beside_the_wide_one(summit, tmp_path):
    if reason := pictures.missing():
        pytest.skip(reason)
    figure = json.loads(growth.forest(growth.readings(summit)).to_json())
    output = nbformat.v4.new_output("display_data", {pictures.MIME: figure})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(outputs=[output])])
    assert pictures.illustrate([(tmp_path / "new.ipynb", notebook)]) == 0
    (drawn,) = figures_of(notebook.cells)
    wide, narrow = drawn.data[pictures.SVG], pictures.narrow_of(drawn)
    assert 'width="760"' in wide and 'width="358"' in narrow and "Source: " in wide and "Source: " not in narrow
    nbformat.write(notebook, tmp_path / "new.ipynb")
    for o in figures_of(notebook.cells):
        o.data.pop(pictures.SVG)
        o.metadata = nbformat.from_dict({})
    pictures.illustrate([(tmp_path / "new.ipynb", notebook)])
    assert pictures.narrow_of(figures_of(notebook.cells)[0]) == narrow


def test_the_readme_picture_shows_the_finding_of_the_data():
    """Its words are those that the data give now: a picture left behind by an edit fails here."""
    data = sd.load(ROOT / "data")
    summit = data.for_summit(data.summits.summit_id[0])
    title = growth.forest(growth.readings(summit)).layout.meta["title"]
    svg = (ROOT / "docs" / "readings.svg").read_text("utf-8")
    shown = " ".join(re.findall(r">([^<>]+)</tspan>", svg))
    assert title in shown
