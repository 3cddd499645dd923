"""What a link may say: formulas, aggregates, units; what evades the check is refused."""

from __future__ import annotations

import pytest
from discussing import facts, faults, paragraph
from examples import some
from hypothesis import given
from hypothesis import strategies as st

from summitdata.discussion.facts import parse
from summitdata.discussion.prose import read
from summitdata.discussion.verify import held
from summitdata.house.formulas import FormulaError

SUMMIT = "summit_id=blr-irn-2025"


def reckoned(text: str):
    """What a fragment gives on the frozen tables."""
    formula = parse(text)
    return formula.result(formula.bases(facts()))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("f-turnover-2020", 24.7e6, "USD"),
        ("[f-turnover-2024]-[f-turnover-2020]", 88.3e6, "USD"),
        ("100*[f-turnover-2020]/[f-turnover-2024]", 21.858, ""),
        ("1+[f-growth-2025-h1]", 1.336, ""),
        ("[f-turnover-2025-h1]/(1+[f-growth-2025-h1])", 55.69e6, "USD"),
        ("c-2025-by-a-third", 0.333, "percent"),
        ("c-2025-fivefold", 5, "multiple"),
        (f"count(documents,{SUMMIT},type=memorandum)", 9, "documents"),
        ("count(documents.type,type=memorandum)", 1, "type"),
        (f"count(sector_mentions.sector_id,{SUMMIT})", 31, "sectors"),
        ("count(documents,type=joint%20statement)", 2, "documents"),
        ("count(documents,parties=irn)/count(documents,parties=irn,type=memorandum)", 21 / 8, ""),
        ("sum(passages.words,passage_id=belta-2025-08-20-001)", 17, "words"),
        ("sum(figures.value,figure_id=f-turnover-2020)", 24.7e6, "USD"),
        ("d-2023-roadmap", None, ""),
    ],
)
def test_a_fragment_gives_a_quantity(text, value, unit):
    found = reckoned(text)
    if value is None:
        assert found is None
    else:
        assert (found.value, found.unit) == (pytest.approx(value, rel=1e-3), unit)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("5", "constant"),
        ("1+1", "constant"),
        ("4.6", "no formula"),
        ("2*[f-turnover-2020]", "number 2"),
        ("1+1+[f-growth-2025-h1]", "builds a number"),
        ("100*100*[f-growth-2025-h1]", "builds a number"),
        ("[f-growth-2025-h1]+[f-growth-2024-minister]+1+1", "builds a number"),
        ("1+[f-turnover-2020]-[f-turnover-2020]", "bare number"),
        ("[f-turnover-2020]/[f-turnover-2020]", "constant"),
        ("[f-turnover-2024]*([f-turnover-2020]/[f-turnover-2020])", "constant"),
        ("[f-turnover-2020]*[f-turnover-2024]", "multiplies"),
        ("1/[f-turnover-2020]", "divides a bare number by USD"),
        ("[f-turnover-2020]+[f-us-cpi-2020]", "adds or subtracts"),
        ("[f-turnover-2020]+count(documents)", "adds or subtracts"),
        ("count(documents)+count(positions)", "adds or subtracts"),
        ("sum(figures.value)", "adds or subtracts"),
        ("[f-turnover-2020]/([f-turnover-2024]-[f-turnover-2024])", "divides by zero"),
        ("-[f-turnover-2020]", "no formula"),
        ("[f-turnover-2020]**[f-turnover-2020]", "no plain arithmetic"),
        ("[f-turnover-2020]//1", "no plain arithmetic"),
        ("_0+[f-turnover-2020]", "no formula"),
        ("__import__(1)+[f-turnover-2020]", "no formula"),
        ("[f-turnover-2020", "no"),
        ("([f-turnover-2020]", "no formula"),
        ("f-turnover-1920", "there is no row"),
        ("[d-2023-roadmap]/100", "has no number"),
        ("count(document)", "there is no table"),
        ("count(documents,typ=memorandum)", "has no column"),
        ("count(documents,type=memo)", "no row has"),
        ("count(documents,type)", "condition that is none"),
        ("count(documents,title.name=x)", "refers to no table"),
        ("sum(documents.title)", "no column of numbers"),
        ("sum(passages)", "no column of numbers"),
        ("(" * 300 + "[f-turnover-2020]" + ")" * 300, "no formula"),
        ("[f-turnover-2020] + [f-turnover-2024]", "white space"),
        ("", "no formula"),
    ],
)
def test_a_fragment_is_refused_with_finding_and_remedy(text, why):
    with pytest.raises(FormulaError, match=why.replace("(", r"\(")) as error:
        reckoned(text)
    assert error.value.finding.endswith(".") and error.value.remedy


@pytest.mark.parametrize(
    "text",
    [
        "It cost $5.",
        "It cost `five`.",
        "<b>It</b> rose.",
        "A &half; of it.",
        "A ½ of it.",
        "In [1](https://example.org) place.",
        "[A page](javascript:alert)",
        "[A page](05-voices-and-positions.ipynb)",
        "![A picture](#f-turnover-2020)",
        "[a]: #f-turnover-2020",
        "A | table",
        "Heading\n=======",
        "fi\u00adve papers",
        "fi\u200bve papers",
        "[fivefold](#c-2025-fivefold",
        "[an [inner](#c-2025-fivefold) link](#c-2025-fivefold)",
        "fi**ve** papers",
        "five papers",
        "５ papers",
        "2,000 papers",
        "1.900 papers",
        "a hundred papers",
        "one million papers",
        "one percent",
        "the fifth paper",
        "trade doubled",
        "half of them",
        "they talked for four hours",
        "[Five papers](#d-2023-roadmap)",
        "[Five or six papers](#count(documents))",
        "[Papers](#count(documents))",
        "two [hundred papers](#count(documents))",
        "[24.7 million](#f-turnover-2020) people",
        "[24.7 million](#f-turnover-2020) US-dollar coins and [24.7 million](#f-turnover-2020) roubles",
    ],
)
def test_what_no_row_bears_or_no_reader_can_follow_is_refused(text):
    assert faults(text)


@pytest.mark.parametrize(
    "text",
    [
        "In 2017, on 20 August 2025 and in the 1990s.",
        "At first, for the second time and the third.",
        "The Eighth Meeting, the 5th Caspian Summit, the G7.",
        "One paper of both sides, an hour long, within a year.",
        "The half-year, the first quarter of 2025 and the second half of 2024.",
        "A five-year plan, a three-day visit, a two-way trade.",
        "Over the last twelve months, in the twelve months to June 2025.",
        "They say “increased fivefold” ([BelTA](#c-2025-fivefold)).",
        "**Trade** grew *much*.",
        "- One\n- Another, as [BelTA](#c-2025-fivefold)\n  says",
        "[“increased fivefold”](#c-2025-fivefold)",
        "[82 Iranian students](#q-2017-students) and [ten universities](#q-2017-universities)",
        "[82 Iranian students](#q-2017-students) and those of [ten universities](#q-2017-universities)",
        "Loans of [2.2 billion euros](#q-2017-loans), and visas up by [73 percent](#q-2017-visas)",
        "[12 documents and a statement](#q-2025-documents-nournews)",
        "It was [24.7 million](#f-turnover-2020), that is [24.7 million](#f-turnover-2020) in dollars.",
    ],
)
def test_what_needs_no_link_needs_none(text):
    assert not faults(text)


def test_a_quotation_is_free_only_where_a_linked_row_has_its_words():
    assert faults("They say “increased fivefold”.")
    assert faults("They say “increased sixfold” ([BelTA](#c-2025-fivefold)).")


def test_words_in_quotation_marks_are_named_in_their_own():
    (fault,) = faults("It “increased fivefold”.")
    assert fault.finding == "“fivefold” rests on no row."


def test_periods_of_a_sentence_are_named():
    pair = "[24.7 million dollars](#f-turnover-2020) to [over 113 million](#f-turnover-2024)"
    assert not faults(f"From 2020 to 2024 it went from {pair}.")
    assert faults(f"In 2020 it went from {pair}.") and faults(f"In 2020 and 2024. It went from {pair}.")
    part = "[113 million](#f-turnover-2024) and [74.4 million dollars](#f-turnover-2025-h1)"
    assert faults(f"In 2024 and 2025 over {part}.")
    assert not faults(f"In 2024 and from January to June 2025 over {part}.")


PIECES = [
    "[",
    "]",
    "(#",
    ")",
    "](#",
    "count(",
    "sum(",
    "documents",
    ".",
    ",",
    "=",
    "f-turnover-2020",
    "1",
    "100",
    "/",
    "-",
    "*",
]
PIECES += [
    " ",
    "\n",
    "\n\n",
    "- ",
    "five",
    "“",
    "”",
    "2020",
    "million",
    "dollars",
    "a third",
    "%",
    "c-2025-good-rate",
    "## ",
    "é",
    "ß",
]


@some(100)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_whatever_is_written_gives_faults_or_none_and_never_an_error(text):
    for one in read(f"## 01-trade-growth / answer\n\n{text}", "d.md")[0]:
        found = held(one, "d.md", "blr-irn-2025", facts())
        assert all(fault.finding and fault.remedy and fault.line for fault in found.faults)
        assert len(one.places) == len(one.plain) and sorted(one.places) == one.places


def test_a_seal_is_over_words_and_cells_and_not_over_white_space():
    one = paragraph("Trade has [increased fivefold](#c-2025-fivefold).").seal
    assert one == paragraph("Trade has\n[increased  fivefold](#c-2025-fivefold).").seal
    assert one != paragraph("Trade had [increased fivefold](#c-2025-fivefold).").seal
