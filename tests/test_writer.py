"""Writing a table: whole or not at all, canonical, and no cell changed."""

from __future__ import annotations

import csv
import io
import os
import random

import pytest

from summitdata.tables.folder import data_folder
from summitdata.tables.schema import read_descriptor
from summitdata.tables.write import canonical, csv_text, write_table


def tables():
    folder = data_folder()
    for table in read_descriptor(folder).tables:
        text = (folder / table.path).read_bytes().decode("utf-8")
        header, *rows = csv.reader(io.StringIO(text, newline=""))
        yield table, text, header, rows


def test_the_bundled_tables_are_canonical():
    for table, text, header, rows in tables():
        assert csv_text(*canonical(header, rows, table)) == text, table.path


def test_columns_and_places_come_back_into_order():
    """Sources stand as the file first names them, rows without a place as they are."""
    for table, _, header, rows in tables():
        order = list(range(len(header)))
        random.Random(1).shuffle(order)
        placed = [row for row in rows if "start" in header and row[header.index("start")]]
        source = header.index("source_id") if placed else 0
        first = list({row[source]: row for row in reversed(placed)}.values())[::-1]
        mixed = first + random.Random(2).sample([row for row in placed if row not in first], len(placed) - len(first))
        got = canonical([header[i] for i in order], [[row[i] for i in order] for row in mixed], table)
        assert got == (header, placed)


def test_a_foreign_header_is_left_as_it_is():
    table = next(tables())[0]
    assert canonical(["b", "a"], [["1", "2"]], table) == (["b", "a"], [["1", "2"]])


def test_awkward_cells_come_back_as_they_were(tmp_path):
    rows = [['"', ",", "\n", "\r"], ["", " ", "\r\n", 'a"b,c'], ["=1+1", "é", "\u202e", "'"]]
    write_table(tmp_path / "t.csv", ["a", "b", "c", "d"], rows)
    text = (tmp_path / "t.csv").read_bytes().decode("utf-8")
    assert list(csv.reader(io.StringIO(text, newline="")))[1:] == rows


def test_mode_and_link_are_kept(tmp_path):
    path, link = tmp_path / "t.csv", tmp_path / "link.csv"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    write_table(link, ["a"], [["1"]])
    assert path.read_text() == "a\n1\n" and path.stat().st_mode & 0o777 == 0o640 and link.is_symlink()


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    path = tmp_path / "t.csv"
    path.write_text("old")

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_table(path, ["a"], [["1"]])
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]
