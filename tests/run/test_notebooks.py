"""The notebooks as they are stored: executed, readable, no figure typed into prose; and nbval is strict."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert.exporters import ScriptExporter

import summitdata as sd
from summitdata.house import asking
from summitdata.pages.figures import MIME, SVG
from summitdata.run.kernels import NotebookError
from summitdata.run.notebooks import notebooks, read, tidy

ROOT = Path(__file__).parents[2]
PATHS = notebooks()
META = {"title", "subtitle", "alt", "columns", "rows", "row_ids", "source"}
FORBIDDEN = re.compile(r"\b(holds|true|false|confirmed|debunked)\b", re.I)


@pytest.fixture(scope="module")
def data():
    """The data that the stored outputs are of."""
    return sd.load(ROOT / "data")


@pytest.fixture(scope="module")
def keys(data):
    return {key for table in data.tables for key in getattr(data, table)[data.schema(table).key]}


@pytest.fixture(params=PATHS, ids=lambda p: p.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code(notebook):
    return [c for c in notebook.cells if c.cell_type == "code"]


def tagged(notebook, tag):
    return [c for c in notebook.cells if tag in c.metadata.get("tags", [])]


def figures(notebook):
    return [o.data[MIME] for c in code(notebook) for o in c.outputs if MIME in o.get("data", {})]


def test_there_are_at_least_seven_numbered_from_zero():
    numbers = [int(p.name[:2]) for p in PATHS]
    assert numbers[0] == 0 and numbers == sorted(set(numbers)) and len(PATHS) >= 7


def test_each_cell_was_executed_once_and_in_order(notebook):
    counts = [c.execution_count for c in code(notebook) if c.source.strip()]
    assert counts == list(range(1, len(counts) + 1))


def test_no_cell_failed_or_wrote_to_the_error_stream(notebook):
    for cell in code(notebook):
        assert not [o for o in cell.outputs if o.output_type in ("error", "stream")], cell.source


def test_figures_are_stored_with_all_that_a_page_needs(notebook, keys):
    for figure in figures(notebook):
        meta = figure["layout"]["meta"]
        assert set(meta) >= META
        assert len(meta["alt"]) > 40 and meta["rows"] and meta["source"]
        assert all(len(row) == len(meta["columns"]) for row in meta["rows"])
        assert not [key for key in meta["row_ids"] if key not in keys]


def test_stored_figures_are_plain_lists(notebook):
    assert "bdata" not in json.dumps([c.get("outputs") for c in notebook.cells])


def test_each_figure_has_its_table_within_reach(notebook):
    cells = notebook.cells
    for i, cell in enumerate(cells):
        if cell.cell_type == "code" and any(MIME in o.get("data", {}) for o in cell.outputs):
            assert "table" in cells[i + 1].metadata.get("tags", []), cell.source
            before = cells[i - 1]
            assert before.cell_type == "markdown" or before.outputs, "a sentence before each figure"
            assert i + 2 < len(cells), "a sentence after each figure"


def test_the_order_is_question_setup_answer_limits_exercise(notebook):
    assert notebook.cells[0].source.startswith("# ") and "?" in notebook.cells[0].source
    (parameters,), (setup,) = tagged(notebook, "parameters"), tagged(notebook, "setup")
    assert parameters.source.startswith('summit = "')
    assert "edition" in setup.metadata.tags and tagged(notebook, "answer")
    headings = [c.source for c in notebook.cells if c.cell_type == "markdown"]
    text = "\n".join(headings)
    assert text.index("## Limits") < text.index("## Exercise")


def test_the_edition_is_stored_once(notebook, data):
    stored = [str(o) for c in code(notebook) for o in c.outputs if f"Edition {data.descriptor.edition}" in str(o)]
    assert len(stored) == 1


def test_no_machinery_in_a_notebook(notebook):
    files = "c08-01" in [cell.id for cell in notebook.cells]  # the page on updating copies and reads tables
    forbidden = r"\bdef |\blambda\b|open\(|Path\(|\.\./" + r"|read_csv|import (?!summitdata)" * (not files)
    for cell in code(notebook):
        assert not re.search(forbidden, cell.source), cell.source
        assert len(cell.source.split("\n")) <= 10


def test_no_digit_in_prose(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            text = re.sub(r"`[^`]*`|^#.*$|\]\([^)]*\)", "", cell.source, flags=re.M)
            assert not re.search(r"\d", text), text


def test_words_that_judge_do_not_occur(notebook):
    for cell in notebook.cells:
        texts = [cell.source] if cell.cell_type == "markdown" else []
        for output in cell.get("outputs", []):
            texts.append(asking.without(str(output.get("data", {}).get("text/markdown", ""))))
        for figure in [o.data[MIME] for o in cell.get("outputs", []) if MIME in o.get("data", {})]:
            texts += [figure["layout"]["meta"][k] for k in ("title", "subtitle", "alt", "source")]
        for text in (re.sub(r"<[^>]*>", "", text) for text in texts):  # aria-hidden="true" is no word
            assert not FORBIDDEN.search(text), FORBIDDEN.search(text)


def test_links_between_notebooks_lead_to_rows_that_exist(notebook, keys):
    text = json.dumps(notebook)
    rows = set(re.findall(r"06-evidence\.ipynb#([a-z0-9.-]+)\)", text))
    assert not [row for row in rows if row not in keys]
    for name in set(re.findall(r"\]\((\d\d-[a-z-]+\.ipynb)", text)):
        assert (PATHS[0].parent / name).is_file(), name


def test_nothing_of_this_machine_is_stored(notebook):
    assert not re.search(r"/(home|root|tmp|work|Users)/", json.dumps(notebook))


def run_nbval(path: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-c", str(ROOT / "pyproject.toml"), str(path)]
    shutil.copy(ROOT / "conftest.py", path.parent)
    command += ["--confcutdir", str(path.parent)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)


def first_with_a_figure() -> Path:
    return next(p for p in PATHS if figures(nbformat.read(p, as_version=4)))


def test_nbval_fails_when_one_value_inside_a_stored_figure_differs(tmp_path):
    """The strictness that everything rests on: a figure changed by a hundredth fails, and the place is named."""
    path = first_with_a_figure()
    notebook = nbformat.read(path, as_version=4)
    figure = figures(notebook)[0]
    trace = next(t for t in figure["data"] if t.get("y"))
    trace["y"][0] = trace["y"][0] + 0.01
    copy = tmp_path / path.name
    nbformat.write(notebook, copy)
    result = run_nbval(copy)
    assert result.returncode == 1
    assert "1 failed" in result.stdout and "stored" in result.stdout and ".y[0]" in result.stdout


def test_a_notebook_with_cleared_outputs_is_told(tmp_path):
    """nbval itself passes it, so the test on stored outputs must not."""
    notebook = nbformat.read(PATHS[-1], as_version=4)
    for cell in code(notebook):
        cell.outputs, cell.execution_count = [], None
    with pytest.raises(AssertionError):
        test_each_cell_was_executed_once_and_in_order(notebook)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{\n<<<<<<< HEAD\n}", " line 2: it is no"),
        ("", " line 1: it is no"),
        ('{"cells": [{}]}', ": it is"),
        ("[]", ":"),
    ],
)
def test_what_is_no_notebook_is_told_with_file_and_line(tmp_path, text, place):
    (tmp_path / "a.ipynb").write_text(text)
    with pytest.raises(NotebookError, match=f"a.ipynb{place}.*git checkout"):
        read(tmp_path / "a.ipynb")


def test_a_byte_order_mark_does_not_matter(tmp_path):
    (tmp_path / "a.ipynb").write_text(PATHS[0].read_text("utf-8"), "utf-8-sig")
    assert read(tmp_path / "a.ipynb") == read(PATHS[0])


def test_nbconvert_makes_a_python_script_of_a_notebook(notebook):
    body, resources = ScriptExporter().from_notebook_node(notebook)
    assert resources["output_extension"] == ".py" and "import summitdata as sd" in body
    assert tidy(notebook.copy()).metadata == notebook.metadata


def test_a_copy_gives_what_is_stored_in_any_folder(tmp_path, monkeypatch):
    """As VS Code runs it, in a kernel of its own whose folder is the workspace's."""
    monkeypatch.delenv("SUMMITDATA_DIR")
    nb = nbformat.read(shutil.copy(PATHS[-1], tmp_path), as_version=4)
    shown = [[{**o.data, SVG: ""} for o in cell.get("outputs", []) if "data" in o] for cell in nb.cells]
    NotebookClient(nb, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert shown == [[{**o.data, SVG: ""} for o in cell.get("outputs", []) if "data" in o] for cell in nb.cells]
