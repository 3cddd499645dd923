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
