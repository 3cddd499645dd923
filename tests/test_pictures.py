"""Still pictures: the same run after run, nothing fetched, and a sentence where no browser is at hand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from summitdata import growth
from summitdata.pages import pictures

ROOT = Path(__file__).parents[1]


def test_what_is_missing_is_said_with_its_remedy(monkeypatch):
    monkeypatch.setattr(pictures, "browser", lambda: None)
    assert "Install one" in pictures.missing()
    monkeypatch.setattr(pictures.importlib.util, "find_spec", lambda name: None)
    assert "pip install" in pictures.missing()


def test_a_picture_is_the_same_run_after_run_and_shows_the_title(summit):
    if reason := pictures.missing():
        pytest.skip(reason)
    figure = json.loads(growth.forest(growth.readings(summit)).to_json())
    first, second = pictures.svgs([figure, figure])
    assert first == second
    title = "".join(re.findall(r"<tspan[^>]*>([^<]+)</tspan>", first))
    assert title.replace(" ", "").startswith(figure["layout"]["meta"]["title"].replace(" ", "")[:60])


def test_the_readme_picture_shows_the_finding_of_the_data(data):
    """Its words are those that the data give now: a picture left behind by an edit fails here."""
    summit = data.for_summit(data.summits.summit_id[0])
    title = growth.forest(growth.readings(summit)).layout.meta["title"]
    svg = (ROOT / "docs" / "readings.svg").read_text("utf-8")
    shown = " ".join(re.findall(r">([^<>]+)</tspan>", svg))
    assert title in shown
