"""How a draft divides a text: labels and marks of quotation as they are met, and what it says of a text that it cannot divide."""

from __future__ import annotations

import pytest
from texts.test_draft import rows, setting, spoken

from summitdata.commands import main
from summitdata.tables.cells import read_package
from summitdata.texts.draft import unfit, unlike
from summitdata.texts.draft_passages import passages

TURN = " We are glad of it all, and we thank you for your kind words.\n\n"


@pytest.mark.parametrize(
    "label",
    [
        "**President of Turkey Ada Adams:**",
        "**Ada Adams**:",
        "## Ada Adams:",
        "_ADAMS:_",
        "Präsident von Adams:",
        "> Adams :",
    ],
)
def test_a_label_is_known_in_marks_of_emphasis_and_with_small_words_of_other_languages(label):
    text = f"{label}{TURN}**Bo Bergé:**{TURN}"
    told = spoken(text, kind="transcript", title="")
    assert [(actor, voice) for _, actor, voice in told if voice == "quoted"] == [("ada", "quoted"), ("bo", "quoted")]
    assert told[0][0] == label and not list(unfit(text, setting(kind="transcript")))[1:]


@pytest.mark.parametrize(
    ("first", "kind", "said"),
    [
        ("Ada Adams:", "news report", "but the kind is news report"),
        ("Президент:", "transcript", "Lines begin as with speakers' labels (“Президент”)"),
        ("Ada Adams\n", "transcript", "opens a line that is not read as a label (“Ada Adams”)"),
        ("Präsidentin Adams —", "transcript", "opens a line that is not read as a label (“Präsidentin Adams”)"),
    ],
)
def test_labels_that_are_not_read_are_told(first, kind, said):
    second = "Министр:" if first[0] == "П" else "Bo Bergé:"
    remarks = list(unfit(f"{first}{TURN}{second}{TURN}" * 3, setting(kind=kind)))
    assert [said in remark for remark in remarks].count(True) == 1, remarks
    assert not [remark for remark in remarks if "no line begins" in remark]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("‘We will invest in all that is ours,’ said Adams.", ["‘We will invest in all that is ours,’"]),
        ("'We’re glad of the states' work. It isn't done,' Adams said.", ["'We’re glad of the states' work. It isn't done,'"]),
        ("Adams said: ‘We call it “a good day” for both.’", ["‘We call it “a good day” for both.’"]),
        ("‘We will wait for all of it’ she said.", []),  # she is nobody yet, but what she says is quoted
        ("Adams said that the states' plans, the ‘Belt’ of ‘90 and the leaders’ talks, were all good.", []),
        ("Adams said: “It is the leaders’ task, and ‘a good plan for all,’ to do so.”", ["“It is the leaders’ task, and ‘a good plan for all,’ to do so.”"]),
    ],
)  # fmt: skip
def test_single_marks_quote_and_apostrophes_do_not(text, quoted):
    told = [(words, actor) for words, actor, voice in spoken(f"T\n\n{text}", title="T") if voice == "quoted"]
    assert [words for words, actor in told if actor == "ada"] == quoted and (quoted or len(told) == ("she" in text))


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Le président a dit que la coopération entre les deux pays est importante pour tous. ", "en", True),
        ("The president said that the cooperation of the two countries is important for all. ", "en", False),
        ("Der Präsident sagte, dass die Zusammenarbeit der Staaten für alle wichtig ist. ", "en", True),
        ("Le président a dit que la coopération entre les deux pays est importante pour tous. ", "fr", False),
    ],
)
def test_a_text_that_is_not_in_the_language_of_its_source_is_told(text, language, said):
    assert any("is it another language" in remark for remark in unfit(text * 8, setting(language=language))) == said


def test_in_other_languages_nothing_is_counted():
    text = "Die 17 Firmen haben zwei Abkommen unterzeichnet. Der Handel betrug 3 Milliarden Euro. Das sind 20 Prozent."
    assert {cells["unit"] for _, cells in rows(text, "quantities", language="de")} <= {"EUR million", "percent"}


@pytest.mark.parametrize(("its", "rows_there", "said"), [("0" * 64, [], ["another SHA-256"]), ("", ["x", "y"], ["1 passages"]), ("", [], [])])  # fmt: skip
def test_another_text_and_a_source_that_is_coded_are_told_first(its, rows_there, said):
    there = {"source_id": "x", "sha256": its, "characters": "3"}
    remarks = list(unlike("abcd", there, [{"source_id": key} for key in rows_there]))
    assert len(remarks) == len(said) and all(words in remark for words, remark in zip(said, remarks))


def test_one_text_is_drafted_and_no_other_sheet_or_file_goes_by_in_silence(small, tmp_path, capsys):
    coded = read_package(small)["sources"].records()
    source = next(row["source_id"] for row in coded if row["coverage"] == "full")
    text, words = small / "texts" / "long.txt", ["--data", str(small), "--output", str(tmp_path)]
    assert main(["draft", source, "--text", str(text), "--text", str(text), *words]) == 2
    assert "One text at a time" in capsys.readouterr().err
    text.write_bytes(b"Words\0 of it.\n")
    assert main(["draft", source, "--text", str(text), *words]) == 2 and "NUL byte" in capsys.readouterr().err
    (tmp_path / "notes.csv").write_text("a\n")
    text.write_text("Trade grew by 5 percent in 2020.\n", encoding="utf-8")
    assert main(["draft", source, "--text", str(text), *words]) == 0
    said = capsys.readouterr().err
    assert said.startswith(f"{source} has ") or "another SHA-256" in said.splitlines()[0]
    assert "other sheets too: notes.csv" in said


@pytest.mark.parametrize(
    ("country", "surety", "rendering"),
    [
        ("KEN", "high", "original"),
        ("MLT", "high", "original"),
        ("KAZ", "high", "translated"),
        ("", "low", "translated"),
    ],
)
def test_words_are_translated_unless_a_state_speaks_the_language(country, surety, rendering):
    here = setting(kind="transcript")
    here.actors["ada"] = here.actors["ada"] | {"country": country}
    its = [p for p in passages(f"Ada Adams:{TURN}", here) if p.cells["voice"] == "quoted"]
    assert [(p.surety, p.cells["rendering"]) for p in its] == [(surety, rendering)]
