"""Writing several files together: all or none, modes kept, installed data refused, one run at a time."""

from __future__ import annotations

import json
import os
import stat

import pytest

import summitdata as sd
from summitdata.cli import main
from summitdata.tables import together
from summitdata.tables.together import LIST, SUFFIX, FolderError, finish, write_together


def names(folder):
    return sorted(p.name for p in folder.iterdir())


def test_all_files_are_written_and_modes_kept(tmp_path):
    (tmp_path / "a.csv").write_text("old")
    os.chmod(tmp_path / "a.csv", 0o640)
    write_together(tmp_path, {"a.csv": b"new", "b.csv": b"also"})
    assert (tmp_path / "a.csv").read_bytes() == b"new" and (tmp_path / "b.csv").read_bytes() == b"also"
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o640
    assert names(tmp_path) == ["a.csv", "b.csv"]


def test_a_failure_before_the_list_changes_nothing(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text("old")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_together(tmp_path, {"a.csv": b"new"})
    assert names(tmp_path) == ["a.csv"] and (tmp_path / "a.csv").read_text() == "old"


def test_what_a_killed_run_had_ready_is_finished_and_the_rest_swept(tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("old")
    (tmp_path / ("b.csv" + SUFFIX)).write_text("new")
    (tmp_path / ("c.csv" + SUFFIX)).write_text("half")
    (tmp_path / LIST).write_text(json.dumps(["a.csv", "b.csv"]))
    assert finish(tmp_path) == ["b.csv"]
    assert names(tmp_path) == ["a.csv", "b.csv"] and (tmp_path / "b.csv").read_text() == "new"


def test_until_an_edit_that_was_killed_is_finished_the_check_has_a_fault(small, capsys):
    (small / LIST).write_text(json.dumps(["claims.csv"]))
    (small / ("claims.csv" + SUFFIX)).write_bytes((small / "claims.csv").read_bytes().replace(b",2,1,", b",3,1,"))
    with pytest.raises(sd.DataError, match=rf"{LIST}: an edit was stopped .* summitdata tidy"):
        sd.load(small)
    assert main(["check", str(small)]) == 1
    assert "1 fault in the data" in capsys.readouterr().err
    assert main(["tidy", str(small)]) == 0 and "Finished" in capsys.readouterr().out
    assert sd.load(small).claims.value[0] == 3


def test_a_file_in_a_subfolder_is_put_in_its_place(tmp_path):
    (tmp_path / "tables").mkdir()
    write_together(tmp_path, {"tables/a.csv": b"new"})
    assert names(tmp_path / "tables") == ["a.csv"] and (tmp_path / "tables" / "a.csv").read_bytes() == b"new"


def test_a_list_that_names_other_folders_is_not_followed(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (tmp_path / ("x" + SUFFIX)).write_text("new")
    (folder / LIST).write_text(json.dumps(["../x"]))
    assert finish(folder) == [] and not (tmp_path / "x").exists()


def test_the_installed_package_is_never_written(tmp_path, monkeypatch):
    monkeypatch.setattr(together, "HERE", tmp_path)
    (tmp_path / "data").mkdir()
    with pytest.raises(FolderError, match="belongs to the installed package"):
        write_together(tmp_path / "data", {"a.csv": b"new"})
    assert names(tmp_path / "data") == []


@pytest.mark.skipif(together.fcntl is None, reason="no file locks on this system")
def test_two_runs_do_not_write_at_once(tmp_path):
    with together.lock(tmp_path), pytest.raises(FolderError, match="Another run"):
        write_together(tmp_path, {"a.csv": b"new"})


def test_a_symbolic_link_stays_one(tmp_path):
    other, folder = tmp_path / "other", tmp_path / "data"
    other.mkdir(), folder.mkdir()
    (other / "a.csv").write_text("old")
    (folder / "a.csv").symlink_to(other / "a.csv")
    write_together(folder, {"a.csv": b"new"})
    assert (folder / "a.csv").is_symlink() and (other / "a.csv").read_text() == "new" and names(other) == ["a.csv"]
