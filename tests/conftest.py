"""What the tests share: the data, a small package to break, and the renderer of stored outputs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

os.environ["PLOTLY_RENDERER"] = "plotly_mimetype"
os.environ.pop("SUMMITDATA_DIR", None)

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def data():
    """The bundled data, all summits."""
    import summitdata as sd

    return sd.load()


@pytest.fixture(scope="session")
def summit(data):
    """The bundled data of the first summit."""
    return data.for_summit(data.summits.summit_id.iloc[0])


@pytest.fixture
def small(tmp_path, monkeypatch) -> Path:
    """A copy of the small package, with the one schema and its source text at hand."""
    folder = tmp_path / "small"
    shutil.copytree(ROOT / "tests" / "small", folder)
    shutil.copy(ROOT / "data" / "datapackage.json", folder)
    monkeypatch.setenv("SUMMITDATA_TEXTS", str(folder / "texts"))
    return folder
