"""The site takes its place whole or not at all, one run at a time, and repairs what a killed run left."""

from __future__ import annotations

import os

import pytest

from summitdata.pages.site import in_place_of
from summitdata.tables.write import FolderError


def held(folder):
    return {p.name: p.read_text() for p in folder.iterdir()}


@pytest.fixture
def output(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "old.html").write_text("old")
    return tmp_path / "site"


def test_a_finished_draft_takes_the_place(output):
    with in_place_of(output) as draft:
        (draft / "new.html").write_text("new")
        assert held(output) == {"old.html": "old"}
    assert held(output) == {"new.html": "new"} and os.listdir(output.parent) == ["site"]


def test_a_new_place_is_made_with_its_parents(tmp_path):
    with in_place_of(tmp_path / "a" / "site") as draft:
        (draft / "new.html").write_text("new")
    assert held(tmp_path / "a" / "site") == {"new.html": "new"}


def test_a_run_that_fails_leaves_all_as_it_was(output):
    with pytest.raises(ZeroDivisionError), in_place_of(output) as draft:
        (draft / "new.html").write_text("new")
        raise ZeroDivisionError
    assert held(output) == {"old.html": "old"} and os.listdir(output.parent) == ["site"]


def test_a_second_run_at_the_same_time_is_refused(output):
    message = "Another run is writing to .*name another --output"
    with in_place_of(output), pytest.raises(FolderError, match=message), in_place_of(output):
        pass
    assert os.listdir(output.parent) == ["site"]


@pytest.mark.parametrize("nth", [1, 2])
def test_a_place_that_cannot_be_taken_leaves_the_old_folder(output, monkeypatch, nth):
    replace, calls = os.replace, []

    def failing(*words):
        calls.append(words)
        if len(calls) == nth:
            raise OSError("no")
        replace(*words)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(OSError, match="no"), in_place_of(output) as draft:
        (draft / "new.html").write_text("new")
    assert held(output) == {"old.html": "old"} and os.listdir(output.parent) == ["site"]


@pytest.mark.parametrize("at", ["making", "between", "after"])
def test_what_a_killed_run_left_is_put_right_by_the_next(output, at):
    old, draft = (output.with_name(f".site.summitdata-{part}") for part in ("old", "draft"))
    draft.mkdir()
    if at != "making":
        output.rename(old)
    if at == "after":
        draft.rename(output)
    with pytest.raises(ZeroDivisionError), in_place_of(output):
        assert held(output) == ({} if at == "after" else {"old.html": "old"})
        raise ZeroDivisionError
    assert os.listdir(output.parent) == ["site"]
