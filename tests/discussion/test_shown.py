"""A place as a notebook shows it: its text with links to the evidence, else the computed sentence."""

from __future__ import annotations

import pytest
from discussing import FROZEN, PLACE, SUMMIT, edit, folder_with
from nbconvert.filters import markdown2html

import summitdata as sd
from summitdata.house.sentence import Sentence
from summitdata.pages.exporter import CITED, ROW, relinked

TEXT = """## 01-trade-growth / answer

From 2020 to 2024 it grew [4.6 times](#[f-turnover-2024]/[f-turnover-2020]) from [24.7 **million** dollars](#f-turnover-2020).

[Nothing](#count(documents,summit_id=blr-irn-2025,sector_id=banking)) on banking, [31 sectors](#count(sector_mentions.sector_id,summit_id=blr-irn-2025)).

## 02-signed-documents / levels

Words.
"""
COMPUTED = Sentence("Computed.")
WAITS = "Computed.\n\n*This discussion waits to be read again.*"


@pytest.fixture
def folder(tmp_path):
    """A package with a discussion that is read."""
    folder = folder_with(tmp_path / "data", TEXT)
    assert sd.discuss(sd.load(folder), "02-signed-documents/levels", COMPUTED).markdown == WAITS
    return folder


def test_numbers_lead_to_the_evidence_of_their_rows(folder):
    shown = sd.discuss(sd.load(folder).for_summit(SUMMIT), PLACE, COMPUTED)
    first, second = shown.markdown.split("\n\n")
    formula = "[f-turnover-2024]/[f-turnover-2020] = 4.575"
    assert f'[4.6 times](06-evidence.ipynb#f-turnover-2024 "{formula}")[†](06-evidence.ipynb#f-turnover-2020)' in first
    assert "[24.7 **million** dollars](06-evidence.ipynb#f-turnover-2020)." in first and "<!--" not in first
    assert second.startswith("Nothing on banking, [31 sectors](06-evidence.ipynb#m-2025-") and second.count("](") == 1
    assert shown.row_ids[:2] == ["f-turnover-2024", "f-turnover-2020"]
    assert str(shown).startswith("From 2020 to 2024 it grew 4.6 times from 24.7 million dollars.\n\nNothing on")


def test_a_page_keeps_links_and_formulas(folder):
    markdown = sd.discuss(sd.load(folder), PLACE).markdown
    assert (
        ROW.findall(markdown)[:2]
        == ["f-turnover-2024", "f-turnover-2020"]
        == [m[1] for m in CITED.findall(markdown)][:2]
    )
    html = markdown2html(relinked(markdown, {"single": True}))
    assert '<a href="#f-turnover-2024" title="[f-turnover-2024]/[f-turnover-2020] = 4.575">4.6 times</a>' in html
    html = markdown2html(relinked(markdown, {"single": False, "listed": {"f-turnover-2024"}}))
    assert '<a href="06-evidence.html#f-turnover-2024" title=' in html and 'f-turnover-2020"' not in html


def test_a_place_that_waits_shows_the_computed_sentence(folder):
    edit(folder, "figures", "the page sets 2020 beside 2024", "this page sets 2020 beside 2024")
    data = sd.load(folder)
    assert sd.discuss(data, PLACE, COMPUTED).markdown == WAITS
    assert sd.discuss(data, PLACE).markdown == "*This discussion waits to be read again.*"


def test_what_is_not_written_shows_the_computed_sentence_and_says_nothing(folder):
    data = sd.load(folder)
    assert sd.discuss(data, "03-sectors/answer", COMPUTED) is COMPUTED and sd.discuss(data, "03-sectors/answer") is None
    assert sd.discuss(data.for_summit("rus-irn-2017"), PLACE, COMPUTED) is COMPUTED


def test_a_changed_copy_and_a_folder_without_one_have_no_discussion(folder):
    data = sd.load(folder)
    assert sd.discuss(data.changed("figures", "f-turnover-2020", value=50), PLACE, COMPUTED) is COMPUTED
    assert (
        sd.discuss(data.for_summit(SUMMIT).changed("figures", "f-turnover-2020", note="x"), PLACE, COMPUTED) is COMPUTED
    )
    assert sd.discuss(sd.load(FROZEN), PLACE, COMPUTED) is COMPUTED


def test_tables_that_broke_since_they_were_loaded_show_the_computed_sentence(folder):
    data = sd.load(folder)
    edit(
        folder,
        "figures",
        ",level,24.7,0.1,USD million,unqualified,im Jahr 2020",
        ",level,x,0.1,USD million,,im Jahr 2020",
    )
    assert sd.discuss(data, PLACE, COMPUTED).markdown == WAITS
