"""Loading: types, attributes, one summit, where the data are looked for; what if a cell were otherwise."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
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
    for name in data.summits.summit_id:
        one = data.for_summit(name)
        assert set(one.claims.summit_id) <= {name} and len(one.sources) == len(data.sources)
        assert len(data.claims[data.claims.summit_id == name]) == len(one.claims)
        assert set(one.document_reports.document_id) <= set(one.documents.document_id)
        assert one.for_summit(name).figures.equals(one.figures)


def test_an_unknown_summit_or_table_names_the_known_ones(data):
    with pytest.raises(ValueError, match="Summits: blr-irn-2025"):
        data.for_summit("nowhere")
    with pytest.raises(AttributeError, match="Did you mean .claims"):
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


def test_a_cell_may_be_otherwise_and_the_data_stay(data):
    before = data.row("f-turnover-2020").value
    other = data.changed("figures", "f-turnover-2020", value=50, qualifier="about")
    assert (other.row("f-turnover-2020").value, other.row("f-turnover-2020").qualifier) == (50, "about")
    assert data.row("f-turnover-2020").value == before
    assert other.edition == f"{data.edition}, what if" == other.changed("figures", "f-turnover-2020", value=1).edition
    assert other.figures.dtypes.equals(data.figures.dtypes) and other.claims is data.claims


def test_what_is_written_into_a_frame_stays_in_that_frame(small):
    mine = sd.load(small)
    mine.summits.loc[0, "city"] = "Elsewhere"
    del mine.claims["quote"]
    assert sd.load(small).summits.city[0] != "Elsewhere"
    assert "quote" in sd.load(small).claims


def test_figures_that_are_derived_from_a_changed_one_follow(data):
    derived = data.figures[data.figures.derived_from.fillna("").str.contains("f-turnover-2025-h1]", regex=False)]
    key, old = "f-turnover-2025-h1", data.row("f-turnover-2025-h1").value
    other = data.changed("figures", key, value=2 * old)
    halves = derived[derived.derived_from.str.startswith("[f-turnover-2025-h1] / ")]
    assert len(halves)
    for row in halves.itertuples():
        assert other.row(row.figure_id).value == pytest.approx(2 * row.value, abs=1.5 * row.step)
    untouched = ~data.figures.figure_id.isin([key, *derived.figure_id]) & data.figures.derived_from.isna()
    assert other.figures[untouched].equals(data.figures[untouched])


@pytest.mark.parametrize("value", [None, pd.NA, float("nan")])
def test_a_cell_can_be_emptied_where_it_may_be_empty(data, value):
    assert pd.isna(data.changed("claims", "c-2025-fivefold", value=value).row("c-2025-fivefold").value)
    with pytest.raises(ValueError, match="figures, f-turnover-2020, value: it is empty"):
        data.changed("figures", "f-turnover-2020", value=value)


@pytest.mark.parametrize(
    ("table", "key", "cells", "error", "words"),
    [
        ("figure", "f-turnover-2020", {"value": 1}, KeyError, "Did you mean .figures"),
        ("figures", "f-turnover-1920", {"value": 1}, KeyError, "no row 'f-turnover-1920'"),
        ("figures", "f-turnover-2020", {"valu": 1}, KeyError, "Did you mean .value"),
        ("figures", "f-turnover-2020", {"value": "about 20"}, ValueError, "Put 20 in value and about in qualifier"),
        ("figures", "f-turnover-2020", {"period_end_on": "2020-02-30"}, ValueError, "no day of the calendar"),
    ],
)
def test_what_cannot_be_is_told_with_the_remedy(data, table, key, cells, error, words):
    with pytest.raises(error, match=words):
        data.changed(table, key, **cells)


def test_values_of_each_type_are_taken_as_they_come_from_python(data):
    new = data.changed("figures", "f-turnover-2020", period_inferred=True, period_end_on=pd.Timestamp("2020-06-30"))
    assert new.row("f-turnover-2020").period_inferred is True or bool(new.row("f-turnover-2020").period_inferred)
    assert new.row("f-turnover-2020").period_end_on == pd.Timestamp("2020-06-30")
    assert data.changed("passages", data.passages.passage_id[0], words=3).passages.words[0] == 3


def test_a_table_tells_its_columns_in_words(data):
    for name in data.tables:
        about = data.about(name)
        assert about.column.tolist() == list(getattr(data, name).columns) and about.meaning.str.len().min() > 3
    assert data.about("claims").set_index("column").loc["summit_id", "key of"] == "summits"
    with pytest.raises(KeyError, match="Did you mean .claims"):
        data.about("claim")


def test_faults_come_as_a_frame(small):
    assert len(sd.check(small)) == 0 and list(sd.check(small).columns) == [
        *("file", "line", "column", "value", "finding", "remedy")
    ]
    (small / "claims.csv").write_text((small / "claims.csv").read_text("utf-8").replace(",2,1,", ",two,1,"), "utf-8")
    (fault,) = sd.check(small).itertuples()
    assert (fault.file, fault.line, fault.column, fault.value) == ("claims.csv", 2, "value", "two")
    (small / "datapackage.json").write_text("{", "utf-8")
    assert sd.check(small).file.tolist() == ["datapackage.json"]


def test_two_packages_are_compared_as_a_frame(small, tmp_path):
    import shutil

    other = shutil.copytree(small, tmp_path / "other")
    assert len(sd.diff(small, other)) == 0
    (other / "claims.csv").write_text((other / "claims.csv").read_text("utf-8").replace(",2,1,", ",3,1,"), "utf-8")
    (change,) = sd.diff(small, other).itertuples()
    assert (change.table, change.column, change.old, change.new) == ("claims", "value", "2", "3")
