"""Tidying: no cell changed, no row lost, the same the second time; the order that a table asks for."""

from __future__ import annotations

import csv
import io
import shutil
from collections import Counter
from pathlib import Path

import pytest
from examples import some
from hypothesis import given
from hypothesis import strategies as st

import summitdata as sd
from summitdata.commands import main
from summitdata.tables.cells import Cells, read_cells, read_package
from summitdata.tables.folder import data_folder
from summitdata.tables.schema import read_descriptor
from summitdata.tables.tidy import canonical, longest_rise, tidy, untidy

PRINTABLE = st.text(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=12
) | st.sampled_from(['say "no"', "a, b", "two\nlines", "cr\rlf", "\ufeff", "7", " 7", "'", "=1+1"])
CELLS = st.lists(PRINTABLE.filter(lambda text: "<<<<<<<" not in text), min_size=16, max_size=16).map(
    lambda cells: ["q-1", *cells[1:]]
)
PLACES = st.tuples(st.sampled_from(["small", "cited", "other"]), st.sampled_from(["", "3", "20", "100"]))
DIALECTS = st.tuples(
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]), st.sampled_from(["\n", "\r\n"]), st.booleans()
)


def package(folder: Path):
    return {name: (cells.header, cells.rows) for name, cells in read_package(folder).items()}


def table(folder: Path, name: str):
    return read_cells(folder, next(t for t in read_descriptor(data_folder()).tables if t.name == name))[0]


def test_the_published_tables_are_tidy():
    assert [str(c) for c in untidy(data_folder())] == []


@some(30)
@given(rows=st.lists(st.tuples(CELLS, PLACES), max_size=6), dialect=DIALECTS)
def test_no_cell_changes_and_the_second_run_finds_nothing(small, rows, dialect):
    header = table(Path(__file__).parents[1] / "small", "quantities").header
    width = len(header)
    source, start, end = (header.index(n) for n in ("source_id", "start", "end"))
    written = []
    for cells, (where, at) in rows:
        row = (cells * 2)[:width]
        row[source], row[start], row[end] = where, at, at and str(int(at) + 2)
        written.append(row)
    quoting, line_end, mark = dialect
    if any("\r" in cell for row in written for cell in row):
        quoting = csv.QUOTE_ALL  # Python 3.11 leaves a carriage return bare otherwise
    text = io.StringIO(newline="")
    csv.writer(text, quoting=quoting, lineterminator=line_end).writerows([header, *written])
    (small / "quantities.csv").write_bytes(b"\xef\xbb\xbf" * mark + text.getvalue().encode())
    tidy(small)
    after = table(small, "quantities")
    assert after.header == header
    assert Counter(map(tuple, after.rows)) == Counter(map(tuple, written))
    assert untidy(small) == []


def test_rows_stand_in_the_order_of_the_text_and_what_moved_is_told(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    claims = table(folder, "claims")
    first, *rest = claims.rows
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([claims.header, *rest, first])
    (folder / "claims.csv").write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode() + b"\r\n")
    (change,) = untidy(folder)
    assert str(change) == (
        f"claims.csv: the byte order mark goes; lines end with LF; one empty line removed; one row moved ({first[0]})."
    )
    tidy(folder)
    assert (folder / "claims.csv").read_bytes() == (data_folder() / "claims.csv").read_bytes()


def test_a_new_term_goes_to_its_vocabulary(small):
    before = sd.load(small).terms
    with (small / "terms.csv").open("a", encoding="utf-8") as file:
        file.write("voice-sung,voice,sung,Sung.\n")
    (change,) = tidy(small)
    assert "one row moved (voice-sung)" in str(change)
    after = sd.load(small).terms
    last_voice = before.index[before.vocabulary == "voice"][-1]
    assert after.term_id[last_voice + 1] == "voice-sung"


def test_columns_go_back_to_the_order_of_the_schema(small):
    before = package(small)
    (small / "actors.csv").write_text("name,actor_id,country,members,kind\nAgency,agency,,,medium\n", encoding="utf-8")
    tidy(small)
    header, rows = package(small)["actors"]
    assert header == before["actors"][0] and rows == [["agency", "Agency", "medium", "", ""]]


def test_nothing_is_written_where_one_table_cannot_be_read(small):
    (small / "terms.csv").write_bytes((small / "terms.csv").read_bytes().replace(b"\n", b"\r\n"))
    (small / "actors.csv").write_text("actor_id;name\n", encoding="utf-8")
    before = {p.name: p.read_bytes() for p in small.glob("*.csv")}
    with pytest.raises(sd.DataError, match=r"actors\.csv"):
        tidy(small)
    assert {p.name: p.read_bytes() for p in small.glob("*.csv")} == before


def test_a_folder_that_is_not_named_is_not_written(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    untidy = (folder / "actors.csv").read_bytes().replace(b"\n", b"\r\n")
    (folder / "actors.csv").write_bytes(untidy)
    monkeypatch.delenv("SUMMITDATA_DIR")
    monkeypatch.setattr("summitdata.tables.folder.bundled", lambda name: folder)
    assert main(["tidy"]) == 1
    assert "name the folder" in capsys.readouterr().out and (folder / "actors.csv").read_bytes() == untidy
    assert main(["tidy", str(folder)]) == 0
    assert "lines end with LF" in capsys.readouterr().out and (folder / "actors.csv").read_bytes() != untidy
    assert main(["tidy", str(folder)]) == 0 and "All tables are tidy" in capsys.readouterr().out


def test_the_fewest_rows_are_said_to_move():
    assert longest_rise([1, 2, 3, 0]) == {1, 2, 3}


def test_a_foreign_header_and_unplaced_rows_are_left_as_they_are(small):
    claims = table(small, "claims")
    foreign = Cells(claims.table, ["note", "claim_id"], [["2", "b"], ["1", "a"]])
    assert canonical(foreign) == foreign
