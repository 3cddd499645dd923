"""Loading: types, attributes, one summit, and where the data are looked for."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

import summitdata as sd
from summitdata import data as package
from summitdata.tables.check import Checked


def test_tables_are_typed_by_the_schema(data):
    kinds = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "boolean", "date": "datetime64[s]"}
    for name in data.tables:
        frame = getattr(data, name)
        for column in data.schema(name).columns:
            assert str(frame[column.name].dtype) == kinds[column.type], (name, column.name)


def test_unknown_is_never_zero(data):
    assert data.claims.value.isna().any() and not (data.claims.value == 0).any()


def test_a_folder_and_a_descriptor_are_the_same(small):
    assert sd.load(small).claims.equals(sd.load(small / "datapackage.json").claims)


def test_the_folder_of_the_environment_is_read(small, monkeypatch):
    monkeypatch.setenv("SUMMITDATA_DIR", str(small))
    assert sd.load().summits.summit_id.tolist() == ["small-summit"]


def test_one_summit_keeps_its_facts_and_what_they_point_at(data):
    name = data.summits.summit_id.iloc[0]
    one = data.for_summit(name)
    assert set(one.claims.summit_id) == {name} and len(one.sources) == len(data.sources)
    assert len(data.claims[data.claims.summit_id == name]) == len(one.claims)


def test_an_unknown_summit_or_table_names_the_known_ones(data):
    with pytest.raises(ValueError, match="Summits: blr-irn-2025"):
        data.for_summit("nowhere")
    with pytest.raises(AttributeError, match="Tables: .*claims"):
        getattr(data, "claim")  # noqa: B009


def test_a_row_is_found_by_its_key(data):
    assert data.row("c-2025-fivefold").quote == "increased fivefold"
    with pytest.raises(KeyError):
        data.row("c-none")


def test_fact_keys_are_unique_over_all_tables(data):
    keys = [k for t in data.descriptor.tables if t.evidence for k in getattr(data, t.name)[t.key]]
    assert len(keys) == len(set(keys)) > 150


def test_import_and_check_need_no_pandas():
    code = "import sys, summitdata.commands as c; c.main(['check']); sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


def test_the_package_says_what_it_is(data):
    assert repr(data).startswith("; ".join(data.summits.name) + ". ")
    assert f"Edition {data.edition}" in data._repr_markdown_()
    assert repr(data.for_summit("blr-irn-2025")).startswith("Belarus-Iran summit 2025. ")


@pytest.fixture
def held(small):
    """A package that this process keeps; its files are older than a moment."""
    for file in small.iterdir():
        os.utime(file, (1, 1)) if file.is_file() else None
    time.sleep(1.1)
    package.hold(small)
    assert small.resolve() in package._held
    yield small
    package._held.clear()


def test_a_package_that_is_kept_is_as_one_loaded_and_no_change_of_one_reaches_another(held, monkeypatch):
    kept, read = sd.load(held), []
    kept.claims["quote"] = "changed"
    kept.claims.loc[0, "value"] = 99
    monkeypatch.setattr(package, "Checked", lambda folder: read.append(folder) or Checked(folder))
    again = sd.load(held)
    assert read == [] and "changed" not in set(again.claims.quote) and 99 not in set(again.claims.value)
    package._held.clear()
    fresh = sd.load(held)
    assert len(read) == 1 and again.edition == fresh.edition
    for name in fresh.tables:
        assert getattr(again, name).equals(getattr(fresh, name))


@pytest.mark.parametrize("change", ["cell", "same size", "fault", "gone", "more", "texts"])
def test_a_package_that_is_kept_is_read_anew_after_any_change(held, change, monkeypatch, tmp_path):
    path, read = held / "claims.csv", []
    text = path.read_text("utf-8")
    monkeypatch.setattr(package, "Checked", lambda folder: read.append(folder) or Checked(folder))
    if change == "texts":
        monkeypatch.setenv("SUMMITDATA_TEXTS", str(tmp_path))
    elif change == "more":
        (held / "more.csv").touch()
    elif change == "gone":
        path.unlink()
    else:
        old, new = {"cell": ("P3Y", "P30Y"), "same size": ("P3Y", "P4Y"), "fault": (",grew,", ",shrank,")}[change]
        path.write_text(text.replace(old, new, 1), "utf-8")
    if change in ("fault", "gone"):
        with pytest.raises(sd.DataError):
            sd.load(held)
    else:
        assert sd.load(held).claims.window[0] == {"cell": "P30Y", "same size": "P4Y"}.get(change, "P3Y")
    assert read == [held.resolve()]


def test_the_lock_of_an_editor_beside_a_table_is_passed_over(small):
    before = package.state(small)
    (small / ".#claims.csv").symlink_to("somebody@nowhere.17")
    assert package.state(small) == before and sd.load(small)
