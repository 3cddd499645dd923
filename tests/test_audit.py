"""The audit: a sample of it finds nothing, and what it looks for it does find."""

from __future__ import annotations

import json
import os

import audit as auditing
import pytest
from audit import judge as judging
from audit.change import Place
from audit.runs import Reader

import summitdata as sd
from summitdata.cli import main
from summitdata.data import frame_of
from summitdata.house.sentence import Sentence

SAMPLE, SEED = 8, 1


@pytest.fixture(scope="module")
def judge():
    return auditing.Judge()


def place_of(judge, table, column, text=""):
    """The first cell of a column that has a text, or any text."""
    rows = judge.package.rows[table]
    return Place(table, next(i for i, r in enumerate(rows) if r[column] and text in r[column]), column)


def test_a_sample_of_rows_and_columns_is_seen_and_nothing_is_left_behind():
    found = auditing.audit(sample=SAMPLE, seed=SEED)
    assert len(found) == SAMPLE
    assert auditing.good(found), auditing.report(found)


def test_an_audit_leaves_nothing_behind_and_ends_if_a_process_does(tmp_path, monkeypatch):
    monkeypatch.setattr(judging.tempfile, "tempdir", str(tmp_path))
    assert [f.verdict.seen for f in auditing.audit(sample=2, seed=SEED, jobs=2)] and not list(tmp_path.iterdir())
    monkeypatch.setattr(auditing.Judge, "verdict", lambda *_: os._exit(9))
    with pytest.raises(RuntimeError, match="terminated abruptly"):
        auditing.audit(sample=2, jobs=2)
    assert not list(tmp_path.iterdir())


def test_every_row_and_column_is_a_task_but_for_the_exceptions(judge, data):
    tasks = auditing.tasks(judge.package)
    rows = {(t.table, t.name) for t in tasks if t.kind == "row"}
    assert rows == {(name, key) for name in data.tables for key in getattr(data, name).iloc[:, 0]}
    columns = {(t.table, t.name) for t in tasks if t.kind == "column"}
    assert columns | set(auditing.EXCEPTIONS) == {(n, c) for n in data.tables for c in data.schema(n).names}
    assert not columns & set(auditing.EXCEPTIONS) and all(auditing.EXCEPTIONS.values())


def test_each_column_can_be_changed_to_a_value_that_the_check_accepts(judge):
    for task in auditing.tasks(judge.package, seed=3):
        if task.kind == "column":
            changes = (c for place in task.places for c in judge.package.changes(place, 3))
            good = (c for c in changes if not judge.checked(judge.package.files(c, done=True)).faults)
            change = next(good, None)
            assert change and change.new != change.old, task


def test_what_is_kept_equals_what_is_computed_anew(judge):
    for place in (place_of(judge, "actors", "name", "BelTA"), place_of(judge, "figures", "value", "24.7")):
        change = next(judge.package.changes(place, 0))
        files = judge.package.files(change, done=True)
        rows = judge.checked(files).rows
        data = judge.data({name: frame_of(rows[name]) for name in rows})
        assert judge.read(files) == Reader().read(data)


def test_a_value_is_found_as_it_is_written(judge):
    assert judge.verdict(place_of(judge, "summits", "starts_on")).seen == "shown"
    assert judge.verdict(place_of(judge, "passages", "end")).seen in ("shown", "moves")


def test_a_column_that_no_page_shows_is_hidden(judge, monkeypatch):
    place = place_of(judge, "sources", "licence")
    assert judge.verdict(place).seen == "shown"
    monkeypatch.setattr(sd.evidence, "source_table", lambda *_: Sentence("Sources."))
    assert pages_again(judge).verdict(place).seen == "hidden"


def test_words_typed_into_code_are_left_behind(judge, monkeypatch):
    place = place_of(judge, "summits", "venue")
    assert not judge.verdict(place).stale
    venue = judge.package.at(place)
    monkeypatch.setattr(sd.start, "source_words", lambda *_: Sentence(f"They met in the {venue}."))
    assert pages_again(judge).verdict(place).stale == [f"they met in the {venue.lower()}."]


def test_a_page_that_cannot_take_a_value_fails(judge, monkeypatch):
    place = place_of(judge, "documents", "level")
    known = {row["level"] for row in judge.package.rows["documents"]}

    def picky(table):
        assert set(table.level) <= known
        return Sentence("Documents.")

    monkeypatch.setattr(sd.documents, "ledger", picky)
    verdict = pages_again(judge).verdict(place)
    assert verdict.seen == "fails" and "02-signed-documents" in verdict.finding


def pages_again(judge):
    """The judge with its pages read anew, once a theme's function is another one."""
    again = auditing.Judge.__new__(auditing.Judge)
    vars(again).update(vars(judge))
    again.reader = Reader()
    again.pages = again.reader.read(again.data({}))
    return again


def verdict(seen, stale=()):
    place = Place("claims", 0, "note")
    task = auditing.Task("row", "claims", "c-1", (place,))
    return auditing.Finding(task, auditing.Verdict(place, "old", "new", seen, list(stale), ""))


def test_the_report_counts_and_names_what_is_wrong():
    text = auditing.report([verdict("shown"), verdict("moves"), verdict("hidden"), verdict("shown", ["old words"])])
    assert "3 of 4 (75 %), 2 read" in text and "Hidden" in text and "left: old words" in text
    assert "Exceptions" in text and "sources.sha256" in text


@pytest.mark.parametrize(("seen", "code"), [("shown", 0), ("moves", 0), ("hidden", 1), ("fails", 1), ("none", 1)])
def test_the_command_ends_with_one_where_something_is_hidden(seen, code, monkeypatch, capsys):
    monkeypatch.setattr(auditing, "audit", lambda **_: [verdict(seen)])
    assert main(["audit", "--sample", "1", "--json"]) == code
    assert json.loads(capsys.readouterr().out)["findings"][0]["seen"] == seen
