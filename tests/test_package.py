"""Loading: types, attributes, one summit, and where the data are looked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

import summitdata as sd


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
    code = "import sys, summitdata.cli as c; c.main(['check']); sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


def test_the_package_says_what_it_is(data):
    assert repr(data).startswith("; ".join(data.summits.name) + ". ")
    assert f"Edition {data.edition}" in data._repr_markdown_()
    assert repr(data.for_summit("blr-irn-2025")).startswith("Belarus-Iran summit 2025. ")
