"""A new edition: named everywhere at once, and refused while stored outputs are older than the data."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from summitdata.commands import edition, main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def checkout(tmp_path, monkeypatch) -> Path:
    """A checkout with data, and the files that name their edition."""
    shutil.copytree(ROOT / "tests" / "frozen", tmp_path / "data")
    for name in {*edition.LINES} - {"datapackage.json"}:
        shutil.copy(ROOT / name, tmp_path)
    monkeypatch.setattr(edition, "bundled", lambda name: tmp_path / name)
    monkeypatch.setenv("SUMMITDATA_DIR", str(tmp_path / "data"))
    return tmp_path


def test_the_edition_is_named_in_step(checkout, monkeypatch):
    monkeypatch.setattr("summitdata.run.notebooks.stale", list)
    assert main(["edition", "2031.7"]) == 0
    readme, citation = ((checkout / name).read_text("utf-8") for name in ("README.md", "CITATION.cff"))
    assert 'version: "2031.7"' in citation and "edition 2031.7, 20" in readme and "`edition-2031.7`" in readme
    assert '"version": "2031.7"' in (checkout / "data" / "datapackage.json").read_text("utf-8")


def test_it_is_refused_while_outputs_are_old(checkout, monkeypatch, capsys):
    monkeypatch.setattr("summitdata.run.notebooks.stale", lambda: ["01-trade-growth.ipynb"])
    before = {path: path.read_bytes() for path in checkout.rglob("*") if path.is_file()}
    assert main(["edition", "2031.7"]) == 2
    assert "01-trade-growth.ipynb. Run summitdata refresh first." in capsys.readouterr().err
    assert {path: path.read_bytes() for path in checkout.rglob("*") if path.is_file()} == before


def test_the_files_of_the_checkout_name_the_edition_of_its_data():
    import json

    version = json.loads((ROOT / "data" / "datapackage.json").read_text("utf-8"))["version"]
    assert f'version: "{version}"' in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"edition {version}, 20" in (ROOT / "README.md").read_text("utf-8")
