"""What is kept serves while nothing changes that it can rest on, and never after."""

from __future__ import annotations

import csv
import gzip
import io
import shutil
from pathlib import Path

import nbformat
import pytest

from summitdata.data import WITH_FAULTS
from summitdata.pages import current
from summitdata.run import kept, notebooks
from summitdata.run.notebooks import executed
from summitdata.tables.folder import data_folder

SHOW = "import summitdata as sd\nsd.load().positions.summary[0]"


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    """A folder with a copy of the data, a notebook, and a cache of its own."""
    shutil.copytree(data_folder(), tmp_path / "data")
    monkeypatch.setenv("SUMMITDATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SUMMITDATA_CACHE", str(tmp_path / "cache"))
    write(tmp_path / "a.ipynb", SHOW)
    return tmp_path


def write(path: Path, *sources: str) -> None:
    cells = [nbformat.v4.new_code_cell(source, id=f"c{i}") for i, source in enumerate(sources)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)


def change_cell(folder: Path, table: str, column: str, value: str) -> None:
    path = folder / f"{table}.csv"
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
    rows[1][rows[0].index(column)] = value
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


@pytest.fixture
def run(place, monkeypatch):
    """The notebook's last output, and whether a kernel ran for it."""
    submitted, submit = [], notebooks.Kernels.submit
    monkeypatch.setattr(notebooks.Kernels, "submit", lambda *words: submitted.append(1) or submit(*words))

    def run():
        submitted.clear()
        [(_, notebook)] = executed([(place / "a.ipynb", None)])
        return notebook.cells[-1].outputs[-1].data["text/plain"], bool(submitted)

    return run


def test_an_edit_of_data_cells_and_settings_is_seen_and_nothing_else_runs(place, run, monkeypatch):
    first, ran = run()
    assert ran and run() == (first, False)
    change_cell(place / "data", "positions", "summary", "An edit.")
    assert run() == ("'An edit.'", True) and run() == ("'An edit.'", False)
    write(place / "a.ipynb", SHOW, "1 + 1")
    assert run() == ("2", True)
    write(place / "a.ipynb", "import os\nos.environ.get('SUMMITDATA_MOOD', 'none')")
    assert run() == ("'none'", True)
    monkeypatch.setenv("SUMMITDATA_MOOD", "good")
    assert run() == ("'good'", True)


def test_library_packages_and_texts_count(place, run, monkeypatch):
    first, _ = run()
    for name in ("library", "packages"):
        with monkeypatch.context() as patch:
            patch.setattr(kept, name, lambda *_: ["another"])
            assert run() == (first, True), name
        run()
    monkeypatch.setenv("SUMMITDATA_TEXTS", str(place))
    (place / "a.txt").write_text("a text")
    (place / ".#a.txt").symlink_to("somebody@somewhere.1")  # the lock of an editor
    assert run()[1] and not run()[1]
    (place / "a.txt").write_text("b text")
    assert run()[1]


@pytest.mark.parametrize("name", ["a.py", "b.js", "words/en.txt"])
def test_every_file_of_the_library_counts(tmp_path, monkeypatch, name):
    """Outputs carry the script of tables, and a check reads words of numbers: neither is Python."""
    monkeypatch.setattr(kept.package, "HERE", tmp_path)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("one")
    before = kept.library()
    (tmp_path / name).write_text("two")
    assert kept.library() != before == kept.digest([[name, kept.hashlib.sha256(b"one").hexdigest()]])


def test_an_entry_that_is_damaged_or_gone_is_made_anew(place, run):
    first, _ = run()
    (file,) = (place / "cache").glob("*.json.gz")
    whole = file.read_bytes()
    for damaged in (b"", whole[:100], whole[:-1], b"x" + whole[1:], whole[:200] + b"?" + whole[201:], b"{}"):
        file.write_bytes(damaged)
        assert run() == (first, True) and gzip.decompress(file.read_bytes()) == gzip.decompress(whole)
    shutil.rmtree(place / "cache")
    assert run() == (first, True)
    shutil.rmtree(place / "cache")
    (place / "cache").write_text("a file, no folder")
    assert run() == run() == (first, True)


def test_what_changes_while_a_notebook_runs_is_not_kept(place, run):
    edit = f"open({str(place / 'data' / 'new.txt')!r}, 'a').write('x')"
    write(place / "a.ipynb", edit, "1")
    assert run() == run() == ("1", True)


def test_a_site_that_is_current_is_left_and_any_change_is_seen(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("a")
    current.mark(folder, "made")
    assert current.is_current(folder, "made") and not current.is_current(folder, "otherwise")
    (folder / "index.html").write_text("b")
    assert not current.is_current(folder, "made")
    (folder / "index.html").write_text("a")
    (folder / "more.txt").write_text("")
    assert not current.is_current(folder, "made")
    assert not current.is_current(tmp_path / "none", "made")


def test_the_key_of_a_site_changes_with_what_it_is_made_of(place):
    keys = [current.key(None), current.key(["blr-irn-2025"])]
    change_cell(place / "data", "actors", "name", "Somebody")
    keys.append(current.key(None))
    assert len(set(keys)) == 3 and current.key(None) == keys[-1]


def test_the_older_of_two_packages_has_one_entry_wherever_it_lies(place):
    def entry(folder, **more):
        served = kept.Kept({"SUMMITDATA_DIR": str(folder), **more})
        return served.entry(place / "a.ipynb", "a-summit", {"cells": []})[0]

    shutil.copytree(place / "data", place / "again")
    both = [place / "data", place / "again"]
    assert len({entry(folder) for folder in both}) == 2
    assert len({entry(folder, **{WITH_FAULTS: "1"}) for folder in both}) == 1
