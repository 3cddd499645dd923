"""How a draft divides a text: labels and marks of quotation as they are met, and what it says of a text that it cannot divide."""

from __future__ import annotations

import pytest
from texts.test_draft import setting, spoken

from summitdata.texts.draft import unfit

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
