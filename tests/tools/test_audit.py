"""The audit: what a reader that shows some tables only lets it find; a sample of the real pages is in proofs."""

from __future__ import annotations

import csv
from collections import Counter

import audit
import pytest
from audit import judge as judging
from audit.__main__ import main
from audit.change import Place
from audit.runs import Shown, spoken


class Partial:
    """A reader of two pages: one prints the table of summits, the other says where they met, whatever the data."""

    prose = ["notebooks say this."]
    typed = "they met in the palace of independence."

    def read(self, folder, summits):
        with (folder / "summits.csv").open(encoding="utf-8") as file:
            cells = [spoken(cell) for row in csv.reader(file) for cell in row]
        with (folder / "sources.csv").open(encoding="utf-8") as file:
            drawn = str([row["kind"] for row in csv.DictReader(file)])
        return {
            (0, "00", 0): Shown(Counter(cells), drawn),
            (0, "00", 1): Shown(Counter([self.typed])),
            (0, "02", 0): Shown(),
        }


@pytest.fixture(scope="module")
def judge():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judging, "Reader", Partial)
        yield audit.Judge()


def place_of(judge, table, column, text=""):
    """The first cell of a column that has a text, or any text."""
    rows = judge.package.rows[table]
    return Place(table, next(i for i, r in enumerate(rows) if r[column] and text in r[column]), column)


def test_every_row_and_column_is_a_task_but_for_the_exceptions(judge, data):
    tasks = audit.tasks(judge.package)
    rows = {(t.table, t.name) for t in tasks if t.kind == "row"}
    assert rows == {(name, key) for name in data.tables for key in getattr(data, name).iloc[:, 0]}
    columns = {(t.table, t.name) for t in tasks if t.kind == "column"}
    assert columns | set(audit.EXCEPTIONS) == {(n, c) for n in data.tables for c in data.schema(n).names}
    assert not columns & set(audit.EXCEPTIONS) and all(audit.EXCEPTIONS.values())


def test_what_is_printed_is_shown_what_is_drawn_moves_and_all_else_is_hidden(judge):
    assert judge.verdict(place_of(judge, "summits", "starts_on")).seen == "shown"
    assert judge.verdict(place_of(judge, "sources", "kind")).seen == "moves"
    assert judge.verdict(place_of(judge, "claims", "quote")).seen == "hidden"


def test_words_typed_into_a_page_are_left_behind(judge):
    assert judge.verdict(place_of(judge, "summits", "venue", "Palace")).stale == [Partial.typed]
    assert not judge.verdict(place_of(judge, "summits", "city")).stale


def test_a_page_that_cannot_take_a_value_fails(judge, monkeypatch):
    place = place_of(judge, "documents", "level")
    monkeypatch.setattr(judge.package, "values", lambda *_: iter([judge.package.spares["level"]["term"]]))
    read = judge.reader.read

    def picky(folder, summits):
        pages = read(folder, summits)
        pages[0, "02", 0] = Shown(failure="KeyError: level")
        return pages

    monkeypatch.setattr(judge.reader, "read", picky)
    verdict = judge.verdict(place)
    assert verdict.seen == "fails" and verdict.finding == "02: KeyError: level"


def test_the_copy_is_as_it_was_after_each_change(judge):
    before = {path.name: path.read_bytes() for path in judge.folder.iterdir()}
    judge.verdict(place_of(judge, "figures", "value", "24.7"))
    assert {path.name: path.read_bytes() for path in judge.folder.iterdir()} == before


def verdict(seen, stale=()):
    place = Place("claims", 0, "note")
    task = audit.Task("row", "claims", "c-1", (place,))
    return audit.Finding(task, audit.Verdict(place, "old", "new", seen, list(stale), ""))


def test_the_report_counts_and_names_what_is_wrong():
    text = audit.report([verdict("shown"), verdict("moves"), verdict("hidden"), verdict("shown", ["old words"])])
    assert "3 of 4 (75 %), 2 read" in text and "Hidden" in text and "left: old words" in text
    assert "Exceptions" in text and "sources.sha256" in text


@pytest.mark.parametrize(("seen", "code"), [("shown", 0), ("moves", 0), ("hidden", 1), ("fails", 1), ("none", 1)])
def test_the_command_ends_with_one_where_something_is_hidden(seen, code, monkeypatch, capsys):
    monkeypatch.setattr(audit, "audit", lambda *_: [verdict(seen)])
    assert main(["--sample", "1"]) == code
    assert ("1 of 1 (100 %)" in capsys.readouterr().out) == (code == 0)
