"""What a spreadsheet program rewrites on opening and saving: the check tells it, or it means the same.

`AS_SAVED` is what LibreOffice 7.4 wrote of every table under four settings; the rest is what it or other programs write where a user
touched a cell, formatted a column or chose another export.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from summitdata.tables.cells import read_package
from summitdata.tables.check import Checked
from summitdata.tables.schema import Column
from summitdata.tables.values import parse_cell
from summitdata.tables.write import quoted, write_files

PAGE = (Path(__file__).parents[2] / "docs" / "spreadsheets.md").read_text("utf-8")

NUMBERS = ("number", "integer")
AS_SAVED = {  # table, column, cells in the file, cells as they came back; all other cells came back as they were
    "de-DE": [("figures", "value", r"(\d+)\.(\d{3})", r"\1\2"), ("figures", "step", r"0\.001", "1"), ("sectors", "hs2022", "08", "8")],
    "fr-FR": [("sectors", "hs2022", "08", "8")],
    "ru-RU": [("sectors", "hs2022", "08", "8")],
    "en-US": [("sectors", "hs2022", "08", "8"), ("figures", "value", r"(\d+\.\d+?)0+", r"\1"), ("figures", "period_inferred", "false", "FALSE")],
}  # fmt: skip


def point_taken_for_thousands(text: str, column: Column) -> str:
    """German: 245.120 is two hundred and forty-five thousand."""
    return str(int(text.replace(".", ""))) if column.type == "number" and re.fullmatch(r"\d+\.\d{3}", text) else text


def decimal_comma(text: str, column: Column) -> str:
    return text.replace(".", ",") if column.type == "number" else text


def parted(mark: str):
    def thousands(text: str, column: Column) -> str:
        return f"{int(text):,}".replace(",", mark) if column.type in NUMBERS and text.isdigit() else text

    return thousands


def dated(form: str):
    def date(text: str, column: Column) -> str:
        match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
        return form.format(y=match[1], m=match[2], d=match[3]) if match else text

    return date


def month(text: str, column: Column) -> str:
    return f"01.{text[5:]}.{text[:4]}" if column.reduced_date and re.fullmatch(r"\d{4}-\d\d", text) else text


def boolean(true: str, false: str):
    return lambda text, column: {"true": true, "false": false}.get(text, text) if column.type == "boolean" else text


def leading_zero(text: str, column: Column) -> str:
    return text.lstrip("0") if column.type == "string" and re.fullmatch(r"0\d+", text) else text


def shortened(text: str, column: Column) -> str:
    if column.name == "sha256" and text:
        return "7,86E+63"
    long = column.type in NUMBERS and text.isdigit() and len(text) >= 4
    return f"{int(text):.2E}".replace(".", ",") if long else text


def trailing_zeros(text: str, column: Column) -> str:
    return text.rstrip("0").rstrip(".") if column.type == "number" and "." in text else text


def codes_as_dates(text: str, column: Column) -> str:
    """A code or number such as 1.2 or 08 that a program took for a day."""
    coded = column.name in ("hs2022", "isic4", "crs") or column.type == "number"
    return "01.02.25" if coded and re.fullmatch(r"\d\d?[.;-]?\d?\d?", text) else text


CHANGES = {
    "decimal point taken for thousands": point_taken_for_thousands,
    "decimal comma": decimal_comma,
    "German thousands": parted("."),
    "English thousands": parted(","),
    "French and Russian thousands": parted("\u202f"),
    "thousands with a no-break space": parted("\u00a0"),
    "German and Russian dates": dated("{d}.{m}.{y}"),
    "French dates": dated("{d}/{m}/{y}"),
    "American dates": dated("{m}/{d}/{y}"),
    "dates of two digits": dated("{d}.{m}.25"),
    "days counted": lambda text, column: "45889" if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text,
    "a month completed to a day": month,
    "WAHR": boolean("WAHR", "FALSCH"),
    "VRAI": boolean("VRAI", "FAUX"),
    "ИСТИНА": boolean("ИСТИНА", "ЛОЖЬ"),
    "TRUE": boolean("TRUE", "FALSE"),
    "leading zeros lost": leading_zero,
    "long numbers shortened": shortened,
    "trailing zeros lost": trailing_zeros,
    "codes as dates": codes_as_dates,
}


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """A copy of the frozen data, and its tables as text."""
    from conftest import FROZEN

    folder = tmp_path_factory.mktemp("spreadsheet") / "data"
    shutil.copytree(FROZEN, folder)
    return folder


def rewritten(package, change) -> set[tuple[str, int, str]]:
    """The places that a change rewrote, in all tables of the package."""
    places, files = set(), {}
    for cells in read_package(package).values():
        columns = {column.name: column for column in cells.table.columns}
        line = 2
        for row in cells.rows:
            begins, line = line, line + 1 + sum(cell.count("\n") for cell in row)
            for i, name in enumerate(cells.header):
                new = change(row[i], columns[name])
                if new != row[i]:
                    places.add((cells.table.path, begins, name))
                    row[i] = new
        files[package / cells.table.path] = cells.text.decode()
    write_files(files)
    return places


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_cell_that_a_program_rewrote_is_told(package, change):
    before = {path: path.read_bytes() for path in package.glob("*.csv")}
    try:
        places = rewritten(package, change)
        told = {(f.file, f.line, f.column) for f in Checked(package).faults}
    finally:
        for path, data in before.items():
            path.write_bytes(data)
    assert places and not places - told, sorted(places - told)[:5]


@pytest.mark.parametrize("settings", AS_SAVED)
def test_what_libreoffice_wrote_is_refused(package, settings):
    def saved(text: str, column: Column) -> str:
        for name, old, new in ((name, old, new) for _, name, old, new in AS_SAVED[settings]):
            if column.name == name and re.fullmatch(old, text):
                return re.sub(old, new, text)
        return text

    test_every_cell_that_a_program_rewrote_is_told(package, saved)


def remarks_with(package, file: str, old: str, new: str) -> tuple[Checked, list[str]]:
    """The package with other text in a file as it is checked, and the remarks that it did not have before."""
    path = package / file
    whole = path.read_bytes()
    before = Checked(package).remarks
    try:
        assert old in whole.decode()
        path.write_bytes(whole.decode().replace(old, new, 1).encode())
        checked = Checked(package)
    finally:
        path.write_bytes(whole)
    return checked, [remark for remark in checked.remarks if remark not in before]


@pytest.mark.parametrize(("old", "new"), [("154.2,0.1", "1542.0,0.1"), ("154.2,0.1", "4.2,0.1")])
def test_a_figure_far_from_its_neighbours_is_a_remark(package, old, new):
    checked, (remark,) = remarks_with(package, "figures.csv", old, new)
    assert not checked.faults
    assert remark.startswith("figures.csv line 4, value: ") and remark.endswith("Look at it again.")


LISTED = re.findall(r"^\| ([^|]+) \| `(\w+)\.(\w+)` \| `(.+?)` \| `(.+?)` \| (fault|remark): (.+) \|$", PAGE, re.M)


def test_each_line_of_the_page_is_read():
    assert len(LISTED) == PAGE.count("\n| ") - 2 > 30


@pytest.mark.parametrize(("what", "table", "column", "was", "now", "kind", "said"), LISTED)
def test_what_the_page_says_of_a_change_is_what_the_check_says(package, what, table, column, was, now, kind, said):
    cells = read_package(package)[table]
    row = next(row for row in cells.rows if row[cells.header.index(column)] == was)
    line = ",".join(map(quoted, row))
    row[cells.header.index(column)] = now
    checked, remarks = remarks_with(package, cells.table.path, line, ",".join(map(quoted, row)))
    told = [str(fault) for fault in checked.faults if fault.column == column] if kind == "fault" else remarks
    assert any(said in one for one in told) and bool(checked.faults) == (kind == "fault")


MISREAD_AS = ["cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1256", "latin-1", "mac_roman", "mac_cyrillic"]
MISREAD_AS += ["iso8859-15", "cp850", "cp437", "cp866"]


@pytest.mark.parametrize("encoding", MISREAD_AS)
def test_letters_misread_in_another_encoding_are_told(package, encoding):
    def misread(text: str, column: Column) -> str:
        return text.encode().decode(encoding, "replace") if not text.isascii() else text

    test_every_cell_that_a_program_rewrote_is_told(package, misread)


@pytest.mark.parametrize("encoding", ["ascii", "cp1251", "cp1252"])
def test_letters_that_an_encoding_lacks_are_told(package, encoding):
    test_every_cell_that_a_program_rewrote_is_told(
        package, lambda text, _: text.encode(encoding, "replace").decode(encoding)
    )


TRUE_WORDS = ["Úžas", "рад", "раб", "там", "west–östlich", "Paris–Évry", "“États-Unis”", "قارچ", "سگ", "Ü", "ÄÖÜ"]
TRUE_WORDS += ["Who? Where?", "« Quoi ? »", "https://example.org/a?b=c", "see https://example.org/?a=1?b", "ёлка"]


@pytest.mark.parametrize("word", TRUE_WORDS)
def test_true_words_are_not_taken_for_lost_or_misread_ones(word):
    assert parse_cell(word, Column("note", "string")) == word
