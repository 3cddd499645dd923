"""A draft under review: decisions are saved at once, `add` takes what was accepted, and nothing is lost."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys

import pytest
from reviewing import FACTS, drafted

import summitdata as sd
from summitdata.commands import main
from summitdata.tables.faults import DataError
from summitdata.texts.review import answer, decisions_of

ACCEPT, REJECT = {"decision": "accepted"}, {"decision": "rejected"}


@pytest.fixture
def here(small):
    """The small package with a source that is not yet divided, and a draft of it beside the package."""
    drafted(small)
    return small


def opened(folder, **named):
    return decisions_of(folder.parent / "draft", named.pop("source", ""), named.pop("data", folder), None)


def decide(decisions, **by_words):
    """Decide on the lines with some words; `others` on all that are left."""
    for number, line in enumerate(decisions.lines):
        if cells := by_words.get(line.cells["words"].split()[-1], by_words.get("others")):
            told = answer(decisions, {"do": "change", "line": number, "cells": cells})
            assert told["lines"][number]["decision"] == cells.get("decision", line.decision or "")


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def files(*folders):
    return {path: path.read_bytes() for folder in folders for path in sorted(folder.glob("*.csv"))}


def sheets(folder):
    return sorted(str(path) for path in (folder.parent / "draft").glob("*.csv"))


def test_lines_stand_in_the_order_of_the_text_with_what_the_view_needs(here):
    told = answer(opened(here), {"do": "open"})
    words = [line["cells"]["words"] for line in told["all"]]
    assert words == ["Talks", "Trade grew", "UN", "Dora Duval", "Trade has", "Trade has doubled", "UN"]
    assert [told["text"][slice(*line["span"])] for line in told["all"]] == words
    assert [line["missing"] for line in told["all"] if line["table"] == "actor_mentions"] == [["context"], []]
    columns = {column["name"]: column for column in told["columns"]["claims"]}
    assert columns["change"]["closed"] and "multiple" in columns["change"]["choices"]
    assert "irn" in columns["party_a_id"]["choices"] and not columns["party_a_id"]["closed"]
    assert not {"quote", "start", "summit_id", "source_id", "table"} & set(columns)


def test_a_decision_is_saved_at_once_and_outlives_the_kernel(here):
    draft = here.parent / "draft"
    before = rows(draft / "talks-facts.csv")
    decide(opened(here), doubled=ACCEPT | {"value": "3", "window": "P2Y"}, UN=REJECT)
    again = opened(here)
    assert {line.cells["words"]: line.decision for line in again.lines if line.decision} == {
        "Trade has doubled": "accepted", "UN": "rejected",
    }  # fmt: skip
    after = rows(draft / "talks-facts.csv")
    assert after[0] == before[0] | {"decision": "accepted", "value": "3", "window": "P2Y"}
    assert [row | {"decision": "", "window": ""} for row in after[1:]] == [
        r | {"decision": "", "window": ""} for r in before[1:]
    ]
    assert [row["decision"] for row in rows(draft / "talks-passages.csv")] == [""] * 4


def test_looking_changes_no_sheet_and_a_cell_alone_begins_no_review(here):
    before = files(here.parent / "draft")
    decisions = opened(here)
    assert files(here.parent / "draft") == before
    decide(decisions, doubled={"value": "3"})
    assert "decision" not in rows(here.parent / "draft" / "talks-facts.csv")[0]
    assert answer(decisions, {"do": "undo"})["at"] == 5 and files(here.parent / "draft") == before


def test_what_was_done_is_taken_back_step_by_step(here):
    decisions = opened(here)
    decide(decisions, doubled=ACCEPT, grew=REJECT)
    assert [answer(decisions, {"do": "undo"})["at"] for _ in range(2)] == [5, 1]
    assert answer(decisions, {"do": "undo"}) == {"said": "Nothing to undo."}
    assert not [line for line in opened(here).lines if line.decision]


def test_add_takes_only_what_was_accepted_once_a_review_has_begun(here, capsys):
    untouched = here.parent / "untouched"
    shutil.copytree(here.parent / "draft", untouched)
    decide(opened(here), UN=REJECT, others=ACCEPT)
    assert main(["add", *sheets(here), "--data", str(here)]) == 0
    assert "2 of the lines not accepted, so left out." in capsys.readouterr().out
    data = sd.load(here)
    assert data.claims[data.claims.source_id == "talks"].quote.tolist() == ["Trade has doubled"]
    assert data.claims.voice.iloc[-1] == "quoted" and not (data.actor_mentions.source_id == "talks").any()
    assert main(["add", *sorted(map(str, untouched.glob("*.csv"))), "--data", str(here)]) == 1  # no review: all count
    assert "context" in capsys.readouterr().err


def test_adding_says_what_came_of_it_line_by_line(here):
    decisions = opened(here)
    decide(decisions, UN=REJECT, others=ACCEPT)
    told = answer(decisions, {"do": "add"})
    assert told["said"].endswith(f"Written to {here}.") and "5 rows" in told["said"] and len(told["found"]) == 5
    number, words = told["found"][-1]
    assert told["all"][number]["cells"]["words"] == "Trade has doubled" and words.startswith("claims.csv: c-")
    assert "5 of the lines are there already" in answer(decisions, {"do": "add"})["said"]
    assert [row["decision"] for row in rows(here.parent / "draft" / "talks-facts.csv")] == [
        "accepted",
        "rejected",
        "rejected",
    ]


def test_faults_are_told_at_their_lines_and_nothing_is_written(here):
    decisions = opened(here)
    decide(decisions, doubled=ACCEPT | {"change": "wobbled"}, UN=ACCEPT, others=ACCEPT)
    before = files(here, here.parent / "draft")
    told = answer(decisions, {"do": "add"})
    assert "nothing was written" in told["said"]
    assert {told["all"][number]["cells"]["words"] for number, _ in told["found"]} == {"UN", "Trade has doubled"}
    assert any("wobbled" in words for _, words in told["found"]) and files(here, here.parent / "draft") == before


def test_without_a_folder_named_nothing_is_written(here, monkeypatch):
    monkeypatch.setenv("SUMMITDATA_DIR", str(here))
    decisions = opened(here, data=None)
    decide(decisions, UN=REJECT, others=ACCEPT)
    before = files(here)
    assert 'data="DIR"' in answer(decisions, {"do": "add"})["said"] and files(here) == before


def test_a_text_is_not_divided_by_half_of_its_passages(here, capsys):
    decisions = opened(here)
    decide(decisions, Talks=ACCEPT, grew=ACCEPT, Duval=REJECT)
    before = files(here)
    ((number, words),) = answer(decisions, {"do": "add"})["found"]
    assert decisions.lines[number].cells["words"] == "Trade has" and "divided only once" in words
    assert main(["add", *sheets(here), "--data", str(here)]) == 1 and files(here) == before
    assert "Accept or reject each" in capsys.readouterr().err


def test_an_unknown_decision_is_a_fault_and_takes_no_line_silently(here, capsys):
    path = here.parent / "draft" / "talks-facts.csv"
    path.write_text(
        FACTS.replace("table,", "decision,table,").replace("\nc", "\nyes,c").replace("\na", "\n,a"), "utf-8"
    )
    assert main(["add", str(path), "--data", str(here)]) == 1
    assert '"yes" is no decision' in capsys.readouterr().err


def test_a_sheet_that_was_changed_meanwhile_is_read_again_and_not_overwritten(here):
    decisions = opened(here)
    path = here.parent / "draft" / "talks-facts.csv"
    path.write_text(FACTS.replace("multiple,2", "multiple,4"), encoding="utf-8")
    told = answer(decisions, {"do": "change", "line": 5, "cells": ACCEPT})
    assert "changed outside" in told["said"] and told["all"][5]["cells"]["value"] == "4"
    decide(decisions, doubled=ACCEPT)
    assert [(row["decision"], row["value"]) for row in rows(path)][0] == ("accepted", "4")


def test_a_sheet_that_cannot_be_written_stays_as_it_was(here, monkeypatch):
    decisions, before = opened(here), files(here.parent / "draft")

    def full(files):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("summitdata.texts.decisions.write_files", full)
    told = answer(decisions, {"do": "change", "line": 5, "cells": ACCEPT})
    assert "No space" in told["said"] and told["all"][5]["decision"] == ""
    assert files(here.parent / "draft") == before


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_sheet_from_a_spreadsheet_program_keeps_its_marks(here, mark):
    path = here.parent / "draft" / "talks-facts.csv"
    lines = [*csv.reader(FACTS.replace(",help,", ",they; help,").splitlines())]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=mark, lineterminator="\r\n").writerows(lines)
    decide(opened(here), doubled=ACCEPT)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.count(mark.encode()) > 40
    assert opened(here).lines[-1].cells["context"] == "they; help"


def test_another_source_of_the_folder_is_not_put_under_review(here):
    other = here.parent / "draft" / "small-facts.csv"
    other.write_text(FACTS.replace(",talks,", ",small-review,"), encoding="utf-8")
    with pytest.raises(RuntimeError, match="Which source.*small-review and talks"):
        opened(here)
    before = other.read_bytes()
    decide(opened(here, source="talks"), doubled=ACCEPT)
    assert other.read_bytes() == before


def test_words_that_are_not_in_the_text_are_told_at_once(here):
    decisions = opened(here)
    told = answer(decisions, {"do": "change", "line": 5, "cells": {"words": "Trade has tripled"}})["lines"][5]
    assert told["span"] is None and "do not stand in the text" in told["faults"][0]


def test_what_is_not_there_is_named_with_its_remedy(here, monkeypatch, tmp_path):
    with pytest.raises(RuntimeError, match="has no sheets.*summitdata draft"):
        decisions_of(tmp_path / "nowhere", "", here, None)
    with pytest.raises(RuntimeError, match=r"no talks.txt.*texts="):
        decisions_of(here.parent / "draft", "", here, tmp_path)
    (here.parent / "draft" / "broken.csv").write_text("table,wrods\nclaims,x\n", encoding="utf-8")
    with pytest.raises(DataError, match="words"):
        opened(here)
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(RuntimeError, match=r'pip install "summitdata\[review\]"'):
        sd.review(here.parent / "draft", data=here)


def test_nothing_of_the_view_is_imported_before_it_is_asked_for():
    code = "import sys, summitdata.texts.review, summitdata.commands.add; print({'anywidget', 'ipywidgets'} & {*sys.modules})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "set()\n"
