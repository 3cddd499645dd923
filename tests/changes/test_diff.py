"""What differs between two packages: rows by key, cells, columns; and where packages are opened from."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile

import pytest
from examples import some
from hypothesis import given
from hypothesis import strategies as st

import summitdata as sd
from summitdata.changes import editions
from summitdata.changes.diff import compare, compare_tables, diff, keyed
from summitdata.changes.editions import EditionError, opened, previous
from summitdata.commands import main
from summitdata.pages import current
from summitdata.tables.cells import read_package
from summitdata.tables.faults import DataError

WORDS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=6)


@pytest.fixture
def newer(small):
    """A second copy of the small package, to be changed."""
    folder = small.parent / "newer"
    shutil.copytree(small, folder)
    return folder


def edit(folder, name, old, new):
    path = folder / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_rows_are_told_by_key_and_cell_by_cell(small, newer):
    edit(newer, "claims.csv", ",2,1,", ",2.0,1,")
    edit(newer, "figures.csv", "f-2021,", "f-2020,")
    claims, figures = compare(small, newer)
    assert claims.changed == {"c-twofold": {"value": ("2", "2.0")}} and not claims.added
    assert list(figures.added) == ["f-2020"] and list(figures.removed) == ["f-2021"]
    assert figures.added["f-2020"]["value"] == "10"


def test_the_same_rows_written_otherwise_are_told_as_such(small, newer):
    path = newer / "figures.csv"
    head, *rows = path.read_text("utf-8").strip().split("\n")
    path.write_text("\r\n".join([head, *reversed(rows)]), encoding="utf-8", newline="")
    (figures,) = compare(small, newer)
    assert figures.written_otherwise and not figures.changed


def test_columns_and_tables_that_come_and_go(small, newer):
    descriptor = json.loads((newer / "datapackage.json").read_text("utf-8"))
    actors = next(r for r in descriptor["resources"] if r["name"] == "actors")
    actors["schema"]["fields"].append({"name": "born", "type": "string"})
    descriptor["resources"] = [r for r in descriptor["resources"] if r["name"] != "coding_passes"]
    (newer / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    lines = (newer / "actors.csv").read_text("utf-8").strip().split("\n")
    lines = [lines[0] + ",born", lines[1] + ",1990", *(line + "," for line in lines[2:])]
    (newer / "actors.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    actors, passes = compare(small, newer)
    assert actors.columns_added == ["born"] and actors.changed == {"agency": {"born": ("", "1990")}}
    assert (passes.table, list(passes.removed)) == ("coding_passes", ["small-claims"])


@some(40)
@given(data=st.data())
def test_the_difference_leads_from_the_old_rows_to_the_new(small, data):
    before, after = (read_package(small)["figures"] for _ in range(2))
    for _ in range(data.draw(st.integers(0, 4))):
        row = data.draw(st.sampled_from(after.rows)) if after.rows else None
        if row is None or data.draw(st.booleans()):
            after.rows.append([data.draw(WORDS) for _ in after.header])
        elif data.draw(st.booleans()):
            after.rows.remove(row)
        else:
            row[data.draw(st.integers(0, len(row) - 1))] = data.draw(WORDS)
    diff = compare_tables("figures", before, after)
    rebuilt = {k: r for k, r in keyed(before).items() if k not in diff.removed} | diff.added
    for key, cells in diff.changed.items():
        assert all(rebuilt[key][column] == old for column, (old, _) in cells.items())
        rebuilt[key] = rebuilt[key] | {column: new for column, (_, new) in cells.items()}
    assert rebuilt == keyed(after)


def test_a_table_that_cannot_be_read_is_told(small, newer):
    (newer / "claims.csv").write_text("claim_id;value\n", encoding="utf-8")
    with pytest.raises(sd.DataError, match=r"claims\.csv"):
        compare(small, newer)


def git(folder, *words):
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(small, newer, monkeypatch):
    """A repository with two tagged editions, in which the user stands."""
    root = small.parent / "repository"
    shutil.copytree(small, root / "data")
    git(root, "init", "-q")
    for tag, package in (("edition-2026.9", small), ("edition-2026.10", newer)):
        shutil.copytree(package, root / "data", dirs_exist_ok=True)
        if package == newer:
            edit(root / "data", "claims.csv", ",2,1,", ",3,1,")
        git(root, "add", "-A")
        git(root, "commit", "-q", "--allow-empty", "-m", tag)
        git(root, "tag", tag)
    monkeypatch.chdir(root)
    monkeypatch.setattr(editions, "bundled", lambda name: root / name)
    monkeypatch.setenv("SUMMITDATA_DIR", str(small))
    return root


def test_folders_zips_and_revisions_give_the_same(small, repository):
    pack = small.parent / "small.zip"
    with zipfile.ZipFile(pack, "w") as file:
        for path in [small / "datapackage.json", *small.glob("*.csv")]:
            file.write(path, f"inside/{path.name}")
    within = small.parent / "within.zip"
    with zipfile.ZipFile(within, "w") as file:
        for path in small.glob("*.csv"):
            file.write(path, f"tables/{path.name}")
        text = (small / "datapackage.json").read_text("utf-8").replace('"path": "', '"path": "tables/')
        file.writestr("datapackage.json", text)
    for name in ("edition-2026.9", pack, within, small / "datapackage.json"):
        with opened(name) as folder:
            assert compare(small, folder) == []
    with opened("edition-2026.9") as old, opened(repository) as new:
        (claims,) = compare(old, new)
    assert claims.changed == {"c-twofold": {"value": ("2", "3")}}


def test_the_edition_before_is_found_by_its_number(repository):
    assert previous("2026.10") == "edition-2026.9" and previous("2027.1") == "edition-2026.10"
    assert previous("2026.9") is None and previous("2026.9", changed=True) == "edition-2026.9"


def test_wherever_the_user_is_the_tags_are_those_of_the_data_or_else_of_the_checkout(small, repository, monkeypatch):
    key, other = current.key(None), small.parent / "other"
    other.mkdir()
    git(other, "init", "-q")
    monkeypatch.chdir(other)
    assert previous("2026.10") == "edition-2026.9" and current.key(None) == key
    git(small, "init", "-q")
    git(small, "commit", "-q", "--allow-empty", "-m", "own")
    assert previous("2026.10") == "edition-2026.9"
    key = current.key(None)
    git(small, "tag", "edition-2026.8")
    assert previous("2026.10") == "edition-2026.8" and current.key(None) != key


@pytest.mark.parametrize("name", ["nowhere", "--output=x", "HEAD~99"])
def test_what_is_no_package_is_told(repository, name):
    with pytest.raises(EditionError, match="no folder, zip or git revision"), opened(name):
        pass


def test_a_folder_or_file_without_a_package_is_told(tmp_path):
    (tmp_path / "a.zip").write_text("no zip")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as file:
        file.writestr("x.csv", "a\n")
    for name, finding in (
        (tmp_path, "holds no datapackage"),
        (tmp_path / "a.zip", "no zip"),
        (tmp_path / "b.zip", "holds no"),
    ):
        with pytest.raises(EditionError, match=finding), opened(name):
            pass


def test_a_zip_cannot_write_outside(small, tmp_path):
    descriptor = json.loads((small / "datapackage.json").read_text("utf-8"))
    descriptor["resources"] = descriptor["resources"][:1]
    descriptor["resources"][0]["path"] = "../evil.csv"
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr("datapackage.json", json.dumps(descriptor))
        file.writestr("../evil.csv", "term_id\n")
    with opened(tmp_path / "a.zip") as folder, pytest.raises(DataError, match="leads out of the folder"):
        compare(folder, folder)
    with opened(tmp_path / "a.zip") as folder:
        assert not (folder.parent / "evil.csv").exists()


def test_the_command_prints_text_and_json(small, newer, capsys):
    edit(newer, "claims.csv", ",2,1,", ",3,1,")
    assert main(["diff", str(small), str(newer), "--rows"]) == 0
    told = capsys.readouterr().out
    assert "claims.csv: 1 changed\n  ~ c-twofold\n      value: 2 → 3" in told
    assert main(["diff", str(small), str(newer), "--rows", "--json"]) == 0
    (table,) = json.loads(capsys.readouterr().out)["tables"]
    assert table["changed"] == [{"key": "c-twofold", "cells": [{"column": "value", "old": "2", "new": "3"}]}]
    assert main(["diff", str(small), str(small)]) == 0
    assert "No row differs" in capsys.readouterr().out


def test_differences_are_rows_of_a_diff(small, newer):
    edit(newer, "claims.csv", ",2,1,", ",3,1,")
    found = diff(small, newer)
    assert list(found.columns) == ["table", "key", "change", "column", "old", "new"]
    assert found.values.tolist() == [["claims", "c-twofold", "changed", "value", "2", "3"]]
    (newer / "events.csv").write_text((small / "events.csv").read_text("utf-8").split("\n")[0] + "\n", "utf-8")
    gone = diff(small, newer).query("table == 'events'")
    assert set(gone.change) == {"removed"} and gone.key.is_unique and gone.column.isna().all()
    assert diff(small, small).empty
