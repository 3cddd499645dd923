"""Fact cards: each says no more than the rows behind it, at an address that stays."""

from __future__ import annotations

import pandas as pd
import pytest
from changed import added, altered, replaced

from summitdata.house.words import count
from summitdata.pages.cards import cards, facts_by_key
from summitdata.pages.room_pages import templates
from summitdata.themes.documents.measures import documents

MOSCOW = "rus-irn-2017"


def by_name(data, summit=MOSCOW):
    """The cards of a summit by the names of their pages."""
    return {card["name"]: card for card in cards(data.for_summit(summit), facts_by_key(data))}


@pytest.mark.parametrize("summit", ["blr-irn-2025", MOSCOW])
def test_a_count_has_an_address_of_its_own_and_all_its_rows(data, summit):
    own = data.for_summit(summit)
    card = by_name(data, summit)["documents-signed"]
    keys = [fact["row_id"] for fact in card["facts"]]
    table = documents(own)
    items = table[table.here & table.single & table.coded].item.nunique()
    assert card["number"] == count(items, "item") and set(keys) <= set(own.documents.document_id)
    assert not [note for note in own.documents.note.dropna() if note in card["caveat"]]
    assert "On the coding" not in card["caveat"]
    other = set(by_name(data, summit)) - {"documents-signed"}
    assert other <= set(own.claims.claim_id) | set(own.quantities.quantity_id)


def test_a_document_more_moves_no_card(data):
    frame = added(data, "documents", "d-2017-joint-statement", "d-2017-another").documents
    more = replaced(data, documents=pd.concat([frame.tail(1), frame.iloc[:-1]], ignore_index=True))
    assert set(by_name(more)) == set(by_name(data))
    assert "names three items as signed" in by_name(more)["documents-signed"]["sentence"]
    one = altered(data, "documents", "d-2017-joint-statement", signed_summit_id=None)
    assert "names one item as signed" in by_name(one)["documents-signed"]["sentence"]


def test_the_page_of_a_count_lists_its_rows_and_cites_none_for_all(data):
    page = {"cite": "Cite as: these data.", "policy": "", "rooms": [], "pages": [], "up": "", "summit": ""}
    for name, card in by_name(data).items():
        html = templates().get_template("card.html.j2").render(card=card, page=page)
        assert html.count("06-evidence.html#") > len(card["facts"])
        assert f'<a class="permanent" href="{name}.html">' in html
        assert ("Fact <code>" in html) == (name != "documents-signed")


def test_a_quotation_is_called_a_translation_only_where_the_source_has_one(data):
    original = replaced(data, passages=data.passages.assign(rendering="original"))
    for package, told in ((data, True), (original, False)):
        quoted = [card for card in by_name(package).values() if "printed as the speaker’s own" in card["caveat"]]
        assert quoted and all(("may be a translation" in card["caveat"]) == told for card in quoted)
