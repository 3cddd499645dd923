"""The site takes its place whole or not at all, one run at a time, and repairs what a killed run left."""

from __future__ import annotations

import contextlib
import os
import zipfile

import pytest

from summitdata.commands import main
from summitdata.pages import current, site
from summitdata.pages.dataset import pack_data
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


def test_the_zip_holds_tables_that_any_program_reads_however_they_lie_in_the_folder(
    small, tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("SUMMITDATA_DIR", str(small))
    main(["tidy"])
    names = sorted(path.name for path in small.glob("*.csv"))
    tidy = [(small / name).read_bytes() for name in names]
    for name, content in zip(names, tidy):
        (small / name).write_bytes(b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n") + b"\r\n")
    (small / "datapackage.json").write_text((small / "datapackage.json").read_text("utf-8"), "utf-8-sig")
    assert main(["edition", "2031.1"]) == 1  # empty lines are faults
    for name, content in zip(names, tidy):
        (small / name).write_bytes(b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"))
    assert main(["edition", "2031.1"]) == 2 and "First: summitdata tidy" in capsys.readouterr().err
    pack_data(tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as pack:
        assert [pack.read(name) for name in names] == tidy and pack.read("datapackage.json")[:1] == b"{"


def stopped(*_):
    """What a run is stopped in: no signal, which could come too late."""
    raise KeyboardInterrupt


@pytest.mark.parametrize("killed", [False, True])
def test_what_hosts_and_file_managers_put_into_a_site_is_left_alone(output, monkeypatch, killed):
    for name in (".git/HEAD", ".nojekyll", "CNAME", "Thumbs.db", "tables/.DS_Store", "gone/.DS_Store"):
        (output / name).parent.mkdir(exist_ok=True)
        (output / name).write_text(name)
    current.mark(output, "")
    assert current.files_in(output) == {"old.html", current.MARK}
    site.refuse_foreign(output)
    with monkeypatch.context() as patch, contextlib.suppress(KeyboardInterrupt), in_place_of(output) as draft:
        (draft / "tables").mkdir()
        (draft / "new.html").touch()
        if killed:
            patch.setattr(site, "carry_over", stopped)
    with contextlib.suppress(ZeroDivisionError), in_place_of(output):  # what was left behind is put right
        raise ZeroDivisionError
    there = sorted(str(path.relative_to(output)) for path in output.rglob("*") if path.is_file())
    assert there == [".git/HEAD", ".nojekyll", "CNAME", "Thumbs.db", "new.html", "tables/.DS_Store"]
    assert (output / ".git" / "HEAD").read_text() == ".git/HEAD"
