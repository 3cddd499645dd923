"""`summitdata add`: shown without a named folder, written with one, faults with exit code 1."""

from __future__ import annotations

import pytest

from summitdata.commands import main, parser

HEAD = "table,what,value,unit,qualifier,words,line\n"
HOURS = "quantities,duration of talks,2,hours,almost,talks lasted almost two hours,\n"


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "facts.csv"
    path.write_text(HEAD + HOURS, encoding="utf-8")
    return path


def test_without_a_named_folder_the_rows_are_shown(small, sheet, monkeypatch, capsys):
    monkeypatch.delenv("SUMMITDATA_DIR")
    parser()  # imports the commands: none of them is to keep what stands there for this test alone
    monkeypatch.setattr("summitdata.tables.folder.bundled", lambda name: small)
    before = (small / "quantities.csv").read_bytes()
    assert main(["add", str(sheet), "--source", "small"]) == 0
    told = capsys.readouterr().out
    assert (
        "  quantities.csv: q-small-summit-talks-lasted-almost-two-hours,small-summit,duration of talks,2,hours" in told
    )
    assert "Nothing was written" in told and (small / "quantities.csv").read_bytes() == before


def test_with_a_named_folder_they_are_written_once(small, sheet, capsys):
    words = ["add", str(sheet), "--source", "small", "--data", str(small)]
    assert main(words) == 0
    assert "1 row: 1 in quantities.csv." in (told := capsys.readouterr().out) and f"Written to {small}." in told
    assert main(words) == 0
    assert capsys.readouterr().out == "1 of the lines is there already.\n"
    assert main(["check", str(small)]) == 0


def test_faults_are_told_with_exit_code_1_and_nothing_is_written(small, sheet, capsys):
    before = (small / "quantities.csv").read_bytes()
    sheet.write_text(HEAD + HOURS.replace("two", "three") + "quantities,,,,,,\n", encoding="utf-8")
    assert main(["add", str(sheet), "--source", "small", "--data", str(small)]) == 1
    told = capsys.readouterr().err
    assert (
        "faults in the sheet; nothing was written:" in told
        and "facts.csv line 2, words" in told
        and "facts.csv line 3, words" in told
    )
    assert (small / "quantities.csv").read_bytes() == before


def test_a_sheet_or_source_that_is_not_there_is_told(small, sheet, capsys):
    assert main(["add", "nowhere.csv", "--data", str(small)]) == 1
    assert "nowhere.csv: there is no such file." in capsys.readouterr().err
    assert main(["add", str(sheet), "--source", "smal", "--data", str(small)]) == 2
    assert 'Did you mean "small"?' in capsys.readouterr().err
