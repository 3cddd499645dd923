"""What holds for every table: nothing is lost on the way to a file and back, no edit of a cell goes unseen."""

from __future__ import annotations

import csv
import functools
import io
import random
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from examples import some
from hypothesis import assume, given
from hypothesis import strategies as st

from summitdata.data import frame_of
from summitdata.tables.cells import Cells
from summitdata.tables.check import Checked
from summitdata.tables.faults import CellFault, DataError
from summitdata.tables.files import records_of
from summitdata.tables.remedies import plain
from summitdata.tables.schema import Column, read_descriptor
from summitdata.tables.tidy import canonical
from summitdata.tables.values import parse_cell
from summitdata.tables.write import csv_text, write_files

ROOT = Path(__file__).parents[2]
TABLES = read_descriptor(ROOT / "data").tables
FREE = {("actors", "name"), ("positions", "summary"), ("terms", "definition"), ("claims", "note"), ("events", "title")}


@functools.cache
def raw() -> dict[str, list[list[str]]]:
    """The cells of the small package as they stand in its files, headers first."""
    folder = ROOT / "tests" / "small"
    return {t.name: list(csv.reader(io.StringIO((folder / t.path).read_text("utf-8"), newline=""))) for t in TABLES}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("property") / "small"
    shutil.copytree(ROOT / "tests" / "small", folder)
    shutil.copy(ROOT / "data" / "datapackage.json", folder)
    reset(folder)
    return folder


@pytest.fixture(scope="module")
def texts(folder) -> dict[str, str]:
    return {"small": (folder / "texts" / "small.txt").read_bytes().decode("utf-8")}


def values(checked: Checked) -> dict[tuple, list]:
    return {(t, c): rows.cells(c) for t, rows in checked.rows.items() for c in rows.table.names}


def allowed(text: str) -> bool:
    """Whether a column of free text takes it."""
    try:
        return parse_cell(text, Column("note", "string", "")) == text
    except CellFault:
        return False


LETTERS = st.characters(codec="utf-8")
PLAIN = st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp", "Zs"])
WORDS = st.text(PLAIN | st.sampled_from("\n,\";' \u200c"), min_size=1, max_size=20).filter(allowed)
DIGITS = st.text("0123456789.-+eE, ٣", max_size=8)


def dialect(rows: list[list[str]], draw) -> bytes:
    """A table as some spreadsheet program may write it."""
    quoting = draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
    out = io.StringIO(newline="")
    csv.writer(out, quoting=quoting, lineterminator=draw(st.sampled_from(["\n", "\r\n"]))).writerows(rows)
    text = out.getvalue() if draw(st.booleans()) else out.getvalue().rstrip("\r\n")
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode("utf-8")


@some(8)
@given(st.data())
def test_load_write_load_gives_the_same_tables(folder, texts, data):
    """Whatever the program that wrote the first file, whatever words stand in the cells."""
    try:
        round_trip(folder, texts, data)
    finally:
        reset(folder)


def round_trip(folder: Path, texts: dict[str, str], data) -> None:
    for table in TABLES:
        rows = [list(row) for row in raw()[table.name]]
        for column in [c for t, c in FREE if t == table.name]:
            for row in rows[1:4]:
                row[rows[0].index(column)] = data.draw(WORDS)
        (folder / table.path).write_bytes(dialect(rows, data.draw))
    first = Checked(folder, texts)
    assert not first.faults
    for table in TABLES:
        text = (folder / table.path).read_bytes().decode("utf-8-sig")
        text = text.replace("\r\n", "\n") if text.count("\r\n") == text.count("\n") else text
        header, *rows = csv.reader(io.StringIO(text, newline=""))
        write_files({folder / table.path: canonical(Cells(table, header, rows)).text})
    second = Checked(folder, texts)
    assert not second.faults
    for name, rows in first.rows.items():
        assert frame_of(rows).equals(frame_of(second.rows[name])), name


@some(80)
@given(st.data())
def test_a_change_of_one_cell_is_reported_or_changes_the_tables(folder, texts, good, data):
    table = data.draw(st.sampled_from([t for t in TABLES if len(raw()[t.name]) > 1]))
    rows = [list(row) for row in raw()[table.name]]
    i = data.draw(st.integers(1, len(rows) - 1))
    j = data.draw(st.integers(0, len(table.names) - 1))
    old = rows[i][j]
    new = data.draw(st.one_of(st.text(LETTERS, max_size=6), DIGITS, near(old), st.sampled_from([r[j] for r in rows])))
    assume(new != old)
    rows[i][j] = new
    path = folder / table.path
    whole = path.read_bytes()
    write_files({path: csv_text(rows[0], rows[1:])})
    try:
        after = Checked(folder, texts)
    finally:
        path.write_bytes(whole)
    if after.faults:
        return
    changed = {key: cells for key, cells in values(after).items() if cells != good[key]}
    assert list(changed) == [(table.name, table.names[j])], (old, new)
    assert [k for k, (a, b) in enumerate(zip(good[table.name, table.names[j]], *changed.values())) if a != b] == [i - 1]


def near(old: str) -> st.SearchStrategy[str]:
    """What a hand or a program makes of a cell by mistake."""
    ways = [
        old + " ", " " + old, old + "0", "0" + old, old + ".0", "+" + old, old.upper(), old.title(), old.lower(),
        old.replace("o", "о"), old.replace("-", "–"), old.replace(".", ","), old[:-1], old + old[-1:], f'"{old}"',
        old + "\n", old + "\r", old.replace(" ", "\u00a0"), old + "\u200b", old.replace(";", ","), old[::-1], "",
    ]  # fmt: skip
    return st.sampled_from(ways)


def reset(folder: Path) -> None:
    for table in TABLES:
        (folder / table.path).write_text(csv_text(raw()[table.name][0], raw()[table.name][1:]), "utf-8", newline="")


@pytest.fixture(scope="module")
def good(folder, texts) -> dict[tuple, list]:
    return values(Checked(folder, texts))


@some(40)
@given(st.data())
def test_a_damaged_file_is_reported_and_never_more_than_that(folder, texts, data):
    """Bytes cut out, put in or overwritten: no error but a DataError, and never a table lost in silence."""
    names = [t.path for t in TABLES] + ["datapackage.json"]
    path = folder / data.draw(st.sampled_from(names))
    whole = path.read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 30)))
    path.write_bytes(whole[:start] + data.draw(st.binary(max_size=8)) + whole[end:])
    try:
        checked = Checked(folder, texts)
        assert checked.faults or set(checked.rows) == {t.name for t in TABLES}
        assert all(str(fault) and fault.file for fault in checked.faults)
    except DataError as error:
        assert error.faults
    finally:
        path.write_bytes(whole)


@some(100)
@given(DIGITS | st.floats(allow_nan=False).map(repr) | st.integers().map(str))
def test_a_number_has_one_way_to_be_written(text):
    for kind in ("integer", "number"):
        try:
            value = parse_cell(text, Column("value", kind, ""))
        except CellFault as error:
            assert error.finding and error.remedy
        else:
            assert value is None or plain(Decimal(repr(value))) == text


@some(50)
@given(st.lists(st.lists(st.text("a\n,\"'é", max_size=4), min_size=2, max_size=2), max_size=20))
def test_each_record_has_the_line_on_which_it_begins(rows):
    rows = [["head", "er"], *rows]
    records, lines = records_of(csv_text(rows[0], rows[1:]))
    assert records == rows
    line = 1
    for its, row in zip(lines, rows, strict=True):
        assert its == line
        line += 1 + "".join(row).count("\n")


def test_rows_in_any_order_come_back_in_the_order_of_the_text():
    for table in TABLES:
        header, *rows = raw()[table.name]
        mixed = random.Random(3).sample(rows, len(rows))
        once = canonical(Cells(table, header, mixed))
        assert canonical(once) == once and sorted(once.rows) == sorted(rows)
