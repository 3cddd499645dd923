"""The way through docs/add-a-summit.md, walked on a copy: each command does what the page says."""

from __future__ import annotations

import csv
import re
import shlex
import shutil
from pathlib import Path

import pytest

import summitdata as sd
from summitdata.changes.said import outcomes
from summitdata.commands import main, parser
from summitdata.run.notebooks import notebooks
from summitdata.tables.folder import data_folder
from summitdata.texts.new_summit import FACTS

PAGE = (Path(__file__).parents[2] / "docs" / "add-a-summit.md").read_text("utf-8")
TEXT = """Menu Home

Talks in Town end well

The presidents talked for three hours on Tuesday. “Our trade has doubled in two years,” Ada Adams said.
She added that tourism comes next. “We will open a road in 2031,” Dora Duval said.

Share
"""
# Where each passage begins, with its part, speaker and voice
PASSAGES = [
    ("Menu", "furniture", "the-gazette", "narrated"),
    ("Talks in", "heading", "the-gazette", "narrated"),
    ("The presidents", "body", "the-gazette", "narrated"),
    ("“Our trade", "body", "ada", "quoted"),
    ("Ada Adams said", "body", "the-gazette", "narrated"),
    ("She added", "body", "ada", "paraphrased"),
    ("“We will", "body", "dora", "quoted"),
    ("Dora Duval said", "body", "the-gazette", "narrated"),
    ("Share", "furniture", "the-gazette", "narrated"),
]
COLUMNS = ("words", "part", "actor_id", "voice")
SUMMIT, SOURCE = "abc-def-2024", "gazette-2024-05-01"

FROZEN = Path(__file__).parents[1] / "frozen"


def commands() -> list[list[str]]:
    """The commands of the page, as words."""
    code = "\n".join(re.findall(r"^    (.*)$", PAGE, re.M)).replace("\\\n", " ")
    return [shlex.split(line, comments=True) for line in code.split("\n") if line.startswith("summitdata ")]


def test_every_command_of_the_page_is_one(capsys):
    assert len(commands()) > 12
    for words in commands():
        parser().parse_args(words[1:])


def test_the_facts_stand_in_the_order_that_new_summit_gives():
    listed = "\n".join(re.findall(r"^\d\. (.*)$", PAGE, re.M))
    assert [name for name in re.findall(r"`(\w+)\.csv`", listed) if name in FACTS] == list(FACTS)


@pytest.fixture
def coded(tmp_path, monkeypatch):
    """A package to which the summit of the page has been added, passages divided, one fact coded."""
    folder, texts = tmp_path / "data", tmp_path / "texts"
    shutil.copytree(data_folder(), folder)
    texts.mkdir()
    (texts / f"{SOURCE}.txt").write_text(TEXT, encoding="utf-8", newline="")
    monkeypatch.setenv("SUMMITDATA_TEXTS", str(texts))
    monkeypatch.setenv("SUMMITDATA_DIR", str(folder))
    new = next(words for words in commands() if words[1] == "new-summit")
    assert main([*new[1:], "--data", str(folder)]) == 0
    assert sd.load(folder).for_summit(SUMMIT).participants.role.tolist() == ["host", "guest"]
    rows = [{"table": "passages", "rendering": "original"} | dict(zip(COLUMNS, row)) for row in PASSAGES]
    rows[1]["note"] = "Talks in Town end well"
    claim = {"table": "claims", "indicator": "trade turnover", "party_a_id": "abc", "party_b_id": "def"}
    claim |= {"modality": "grew", "change": "multiple", "value": "2", "step": "1", "qualifier": "unqualified"}
    for name, its in {"passages": rows, "facts": [claim | {"window": "P2Y", "words": "doubled in two years"}]}.items():
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys(column for row in its for column in row)))
            writer.writeheader()
            writer.writerows(its)
    monkeypatch.chdir(tmp_path)
    new = next(words for words in commands() if words[1] == "add" and "--data" in words)
    assert main([*new[1:-1], str(folder)]) == 0
    return folder


def test_the_passages_are_counted_and_the_package_is_good(coded, capsys):
    assert main(["check", str(coded)]) == 0
    table = sd.load(coded).passages.query("source_id == @SOURCE")
    assert table.words.tolist() == [2, 5, 8, 7, 3, 6, 7, 3, 1] and table.end.max() == len(TEXT)
    assert sd.load(coded).sources.set_index("source_id").body_sha256[SOURCE]


def test_what_no_row_covers_is_listed(coded, capsys):
    assert main(["verify", str(coded)]) == 0
    told = capsys.readouterr().out
    assert "line 5, 35 to 84, 8 words, body, the-gazette, narrated: The presidents talked" in told
    assert "Our trade" not in told


def test_the_speaker_comes_from_the_passage(coded):
    row = sd.load(coded).row("c-abc-def-2024-doubled-two-years")
    assert (row.actor_id, row.voice, row.quote) == ("ada", "quoted", "doubled in two years")


@pytest.mark.parametrize("path", notebooks(), ids=lambda p: p.stem)
def test_each_notebook_runs_for_the_new_summit_without_a_change(coded, path):
    said = outcomes(coded, [path], [SUMMIT])
    assert said and [text for (*_, kind, _), text in said.items() if kind == "error"] == []


def test_tidy_and_diff_tell_what_was_added(coded, capsys):
    assert main(["tidy", str(coded)]) == 0
    assert main(["diff", str(FROZEN), str(coded), "--rows"]) == 0
    told = capsys.readouterr().out
    assert "claims.csv: 1 added" in told and "passages.csv: 9 added" in told and "0 removed, 0 changed" in told
