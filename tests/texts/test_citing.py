"""Citing a passage: columns to paste, speaker and voice, places that are not unique, copies that differ."""

from __future__ import annotations

import csv
import io

import pytest
from article import Article

from summitdata.commands import main
from summitdata.tables.check import Checked
from summitdata.texts.cite import citations


@pytest.fixture
def here(small, monkeypatch):
    monkeypatch.setenv("SUMMITDATA_DIR", str(small))
    return small


def test_the_columns_can_be_pasted_into_a_table(here, capsys):
    assert main(["cite", "small", "almost two hours"]) == 0
    printed = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    (row,) = [r for r in Checked(here, {}).rows["quantities"].records() if r["quote"] == "almost two hours"]
    assert printed == [{name: str(row[name]) for name in printed[0]}]


def test_tabs_are_for_a_spreadsheet(here, capsys):
    assert main(["cite", "small", "grown twofold", "--tabs"]) == 0
    assert capsys.readouterr().out.split("\n")[1] == "small\thost\tquoted\tgrown twofold\t37\t50"


def test_a_comma_or_a_mark_in_the_words_is_quoted(here, capsys):
    (here / "texts" / "small.txt").write_text('A meeting\n\nHe said "no, never" again.\n', encoding="utf-8")
    assert main(["cite", "small", "“no, never”"]) == 0
    assert '"""no, never"""' in capsys.readouterr().out


def test_the_nearest_head_before_the_words_is_taken(here):
    (item,) = citations(here, "small", "tractors", head="We")
    assert (item.cells["head_start"], item.cells["head_end"]) == ("52", "54")


def test_words_that_only_another_copy_has_get_no_place(here):
    path = here / "texts" / "small.txt"
    path.write_text(f"Log in\n\n{path.read_text('utf-8')}\nShare", encoding="utf-8")
    for words in ("Log in", "Share"):
        (item,) = citations(here, "small", words)
        assert "start" not in item.cells and "differs here" in item.remarks[-1]
    for head, told in (("Log in", "differs at the head"), ("Nowhere", "The words of the head are not in the source")):
        with pytest.raises(RuntimeError, match=told):
            citations(here, "small", "tractors", head=head)


def test_several_places_are_listed_with_what_stands_around_and_said_not_to_be_unique(here, capsys):
    assert main(["cite", "small", "the"]) == 0
    assert "guest noted" in citations(here, "small", "the")[0].around
    assert main(["cite", "small", "The"]) == 0
    error = capsys.readouterr().err
    assert "not unique" in error and "The host said" in error and "The talks lasted" in error


def test_words_over_two_passages_have_no_speaker_and_that_is_said(here, capsys):
    assert main(["cite", "small", "said: “Trade has"]) == 0
    captured = capsys.readouterr()
    assert captured.out.split("\n")[1].startswith("small,,,") and "two passages" in captured.err


def test_words_that_are_not_there_are_answered_with_those_that_are(here, capsys):
    assert main(["cite", "small", "Trade has grown tenfold"]) == 2
    assert "It has “Trade has grown”" in capsys.readouterr().err


def test_a_source_that_is_only_cited_gives_no_place(here, capsys):
    (here / "texts" / "cited.txt").write_text("A plan was made.", encoding="utf-8")
    assert main(["cite", "cited", "plan"]) == 0
    captured = capsys.readouterr()
    assert captured.out.split("\n")[1] == "cited,,,plan,," and "only cited" in captured.err


def test_in_a_copy_with_other_furniture_the_place_is_the_one_in_the_coded_text(small):
    article = Article(4)
    article.write(small)
    texts = small.parent / "copies"
    texts.mkdir()
    (texts / "made.txt").write_text("Menu\nHome\n\n" + article.text.replace("“", '"'), encoding="utf-8")
    placed = 0
    for actor, voice, quote, start, end in article.quotes:
        for item in citations(small, "made", quote, texts=texts):
            if item.cells.get("start") == str(start):
                assert (item.cells["actor_id"], item.cells["voice"], item.cells["end"]) == (actor, voice, str(end))
                placed += 1
    assert placed == len(article.quotes)


@pytest.mark.parametrize(
    ("source", "remedy"),
    [("smal", 'Did you mean "small"?'), ("elsewhere", "sources.csv has no elsewhere. Add a row for it first.")],
)
def test_a_source_that_is_not_known_is_told(here, source, remedy, capsys):
    assert main(["cite", source, "words"]) == 2
    assert remedy in capsys.readouterr().err


def test_a_text_without_a_row_in_sources_is_told(here, capsys):
    (here / "texts" / "smal.txt").write_text("words", encoding="utf-8")
    assert main(["cite", "smal", "words"]) == 2
    assert "sources.csv has no smal" in capsys.readouterr().err


def test_a_copy_in_another_encoding_is_told(here, capsys):
    (here / "texts" / "small.txt").write_bytes("Größe".encode("cp1252"))
    assert main(["cite", "small", "words"]) == 2
    assert "not UTF-8" in capsys.readouterr().err
