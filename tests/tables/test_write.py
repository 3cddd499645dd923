"""Writing files: whole or not at all, together, one run at a time; tables as text."""

from __future__ import annotations

import csv
import io
import os
import shutil
import stat

import pytest

import summitdata as sd
from summitdata.commands import main
from summitdata.pages import bundle
from summitdata.tables import write
from summitdata.tables.edit import NewFaultsError, finish_edit, write_checked, write_folder
from summitdata.tables.folder import copy
from summitdata.tables.write import SUFFIX, FolderError, csv_text, finish, locked, write_files


def names(folder):
    return sorted(p.name for p in folder.iterdir())


def leave(folder, numbers, count, names=("a.csv", "b.csv", "c.csv")):
    """What a run leaves that was killed with these of its files not yet in place."""
    for number in numbers:
        (folder / f"{names[number - 1]}.{number}of{count}{SUFFIX}").write_text("new")


def test_all_files_are_written_and_modes_kept(tmp_path):
    (tmp_path / "a.csv").write_text("old")
    os.chmod(tmp_path / "a.csv", 0o640)
    write_files({tmp_path / "a.csv": b"new", tmp_path / "b.csv": "ä\r\n"})
    assert (tmp_path / "a.csv").read_bytes() == b"new" and (tmp_path / "b.csv").read_bytes() == "ä\r\n".encode()
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o640
    assert names(tmp_path) == ["a.csv", "b.csv"]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failure_before_the_first_file_is_in_place_changes_nothing_and_leaves_nothing(call, tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text("old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(OSError, match="No space"):
        write_files({tmp_path / "a.csv": b"new", tmp_path / "b.csv": b"new"})
    assert names(tmp_path) == ["a.csv"] and (tmp_path / "a.csv").read_text() == "old"


def test_a_file_that_cannot_be_put_in_place_waits_with_those_after_it(tmp_path):
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(OSError):
        write_files({tmp_path / f"{name}.csv": "new" for name in "abc"})
    assert names(tmp_path) == ["a.csv", "b.csv", f"b.csv.2of3{SUFFIX}", f"c.csv.3of3{SUFFIX}"]
    (tmp_path / "b.csv").rmdir()
    assert [p.name for p in finish([tmp_path])] == ["b.csv", "c.csv"] and names(tmp_path) == ["a.csv", "b.csv", "c.csv"]


def test_whoever_stops_a_run_between_two_files_has_them_all(tmp_path, monkeypatch):
    replace, calls = os.replace, []

    def stopped(old, new):
        calls.append(new)
        if len(calls) == 2:
            raise KeyboardInterrupt
        replace(old, new)

    monkeypatch.setattr(os, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_files({tmp_path / f"{name}.csv": "new" for name in "abc"})
    assert names(tmp_path) == ["a.csv", "b.csv", "c.csv"]


@pytest.mark.parametrize("left", [[1], [1, 2], [1, 2, 3]])
def test_what_was_not_yet_begun_goes(left, tmp_path):
    leave(tmp_path, left, 3)
    assert finish([tmp_path]) == [] and names(tmp_path) == []


@pytest.mark.parametrize("left", [[2, 3], [3]])
def test_what_was_begun_is_finished(left, tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.csv").write_text("old")
    leave(tmp_path, left, 3)
    assert [p.name for p in finish([tmp_path])] == [f"{' abc'[n]}.csv" for n in left]
    assert names(tmp_path) == ["a.csv", "b.csv", "c.csv"] and (tmp_path / "c.csv").read_text() == "new"


def test_until_an_edit_that_was_killed_is_finished_the_check_has_a_fault(small, capsys):
    new = (small / "claims.csv").read_bytes().replace(b",P3Y,", b",P4Y,")
    (small / f"claims.csv.2of2{SUFFIX}").write_bytes(new)
    told = rf"claims.csv.2of2{SUFFIX}: an edit was stopped before all .* in the place of claims.csv, .* summitdata tidy"
    with pytest.raises(sd.DataError, match=told):
        sd.load(small)
    assert main(["check", str(small)]) == 1
    assert "1 fault in the data" in capsys.readouterr().err
    assert main(["tidy", str(small)]) == 0 and "Finished" in capsys.readouterr().out
    assert sd.load(small).claims.window[0] == "P4Y"


def test_an_edit_that_was_killed_before_it_changed_a_file_is_told_too(small, capsys):
    (small / f"claims.csv.1of2{SUFFIX}").write_bytes(b"half")
    assert main(["check", str(small)]) == 1
    assert "before any of its files was in place" in capsys.readouterr().err
    assert finish_edit(small) == [] and main(["check", str(small)]) == 0


def test_a_file_in_a_subfolder_is_put_in_its_place(small):
    (small / "tables").mkdir()
    write_folder(small, {"tables/a.csv": b"new"})
    assert names(small / "tables") == ["a.csv"] and (small / "tables" / "a.csv").read_bytes() == b"new"


def test_an_edit_that_would_add_a_fault_is_not_written(small):
    before = (small / "claims.csv").read_bytes()
    with pytest.raises(NewFaultsError, match='new faults:\n  claims.csv line 2, value: "many"'):
        write_checked(small, {"claims.csv": before.replace(b",2,1,", b",many,1,")})
    assert (small / "claims.csv").read_bytes() == before
    write_checked(small, {"claims.csv": before.replace(b",P3Y,", b",P4Y,")}, really=False)
    assert (small / "claims.csv").read_bytes() == before


def test_the_installed_package_is_never_written(tmp_path, monkeypatch):
    monkeypatch.setattr(write, "HERE", tmp_path)
    (tmp_path / "data").mkdir()
    with pytest.raises(FolderError, match="belongs to the installed package"):
        write_folder(tmp_path / "data", {"a.csv": b"new"})
    assert names(tmp_path / "data") == []


def test_the_package_knows_where_it_is_installed():
    assert (write.HERE / "__init__.py").samefile(sd.__file__)


@pytest.mark.skipif(write.fcntl is None, reason="no file locks on this system")
def test_two_runs_do_not_write_at_once(tmp_path):
    with locked(tmp_path), pytest.raises(FolderError, match="Another run is writing to"):
        write_folder(tmp_path, {"a.csv": b"new"})


@pytest.mark.skipif(write.fcntl is None, reason="no file locks on this system")
def test_a_folder_that_is_not_there_is_held_by_a_file(tmp_path):
    path = tmp_path / ".site.lock"
    with locked(path), pytest.raises(FolderError, match="busy"), locked(path, "busy"):
        pass
    with locked(path):
        assert path.exists()
    assert not path.exists()


def test_a_symbolic_link_stays_one(small, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (small / "claims.csv").rename(other / "claims.csv")
    (small / "claims.csv").symlink_to(other / "claims.csv")
    leave(other, [2], 2, ("a.csv", "b.csv"))
    write_folder(small, {"claims.csv": b"new"})
    assert (small / "claims.csv").is_symlink() and (other / "claims.csv").read_text() == "new"
    assert names(other) == ["b.csv", "claims.csv"]


def test_awkward_cells_come_back_as_they_were():
    rows = [['"', ",", "\n", "\r"], ["", " ", "\r\n", 'a"b,c'], ["=1+1", "é", "\u202e", "'"]]
    text = csv_text(["a", "b", "c", "d"], rows)
    assert list(csv.reader(io.StringIO(text, newline="")))[1:] == rows


def test_what_is_copied_from_a_read_only_package_can_be_written(small, tmp_path, monkeypatch):
    """Modes are looked at, since whoever tests may be root."""
    shutil.copytree(bundle.ASSETS, assets := tmp_path / "assets")
    for path in [*assets.iterdir(), assets, small / "claims.csv"]:
        path.chmod(0o500 if path.is_dir() else 0o400)
    monkeypatch.setattr(bundle, "ASSETS", assets)
    bundle.copy_assets(tmp_path / "site")
    copy(small, tmp_path / "copy")
    made = [tmp_path / "site", *(tmp_path / "site").iterdir(), tmp_path / "copy" / "claims.csv"]
    assert all(path.stat().st_mode & 0o200 for path in made)
