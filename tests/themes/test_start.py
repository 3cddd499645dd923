"""The start page: its numbers follow the tables."""

from __future__ import annotations

from changed import added, emptied, keys, replaced

import summitdata as sd
from summitdata.house.sentence import Sentence
from summitdata.house.table import NO_ROWS
from summitdata.run.notebooks import notebooks, read
from summitdata.themes import documents, start


def test_the_ledger_has_each_numbered_claim_first(summit):
    table = start.ledger(summit)
    assert table.number.tolist()[:2] == ["increased fivefold", "grown by a third"]
    assert 5 <= len(table) <= 9 and not [r for r in table.row_id if r not in keys(summit)]


def test_documents_are_counted_from_the_rows_and_beside_the_counts_of_others(summit):
    row = (
        start.ledger(summit)
        .set_index("about")
        .loc["Documents named as signed, item by item (the items hold ten documents)"]
    )
    table = summit.documents[summit.documents.start.notna() & (summit.documents.type != "package")]
    signed = table[table.signed_summit_id.notna()]
    assert row.number == "nine items" and len(row.row_ids) == len(signed) == 10, "two documents are one item"
    counts = summit.quantities[summit.quantities.what == "documents signed"]
    assert len(counts) and all(key in row.against.row_ids for key in counts.quantity_id)


def test_a_changed_count_is_told(summit):
    frame = summit.quantities.copy()
    frame.loc[frame.what == "documents signed", "value"] = 99.0
    changed = sd.Data({**summit._frames, "quantities": frame}, summit.descriptor, summit.edition)
    text = str(start.ledger_table(start.ledger(changed)))
    assert "99" in text and "[13]" not in text


def test_facts_name_place_day_leaders_and_source(summit):
    text = str(start.facts(start.meeting(summit)))
    for words in ("Minsk", "20 August 2025", "President of Belarus", "President of Iran", "BelTA"):
        assert words in text


def test_without_numbers_it_says_so(summit):
    table = start.ledger(emptied(summit, "claims", "figures", "quantities", "documents"))
    assert table.empty
    assert "no number" in str(start.answer(table)) and str(start.ledger_table(table)) == NO_ROWS


def test_each_word_of_the_glossary_says_what_it_does_not_imply(data):
    glossary = start.glossary(data)
    assert len(glossary) >= 12
    for words in glossary.definition:
        assert " not " in words, words


def test_what_was_counted_here_is_put_in_nobodys_mouth(data):
    for summit in data.summits.summit_id:
        part = data.for_summit(summit)
        table = start.ledger(part)
        counted = table[table.about.str.startswith("Documents named as signed")]
        assert counted.counted.str.startswith("counted here from ").all()
        assert not table.drop(counted.index).counted.any()
        assert "counted here from" in str(start.answer(table))


def test_a_number_is_held_against_what_others_tell_of_the_same(summit):
    key = "q-2025-almost-four-hours"
    assert str(start.ledger(summit).set_index("row_id").against[key]) == "no other figure in the data"
    like = "q-2025-sessions-held"
    more = added(summit, "quantities", like, "q-other", what="duration of talks", value=2.0, unit="hours")
    against = start.ledger(more).set_index("row_id").against[key]
    assert str(against).endswith(" says 2 hours") and against.row_ids == ["q-other"]


def test_counts_that_may_be_one_are_said_to_be_so(summit):
    def against(data):
        return str(start.ledger(data).set_index("counted").drop("").iloc[0].against)

    assert "12 papers and a joint statement may be the 13 that others count" in against(summit)
    key = summit.quantities.quantity_id[summit.quantities.value == 13].iloc[0]
    assert "may be the" not in against(summit.changed("quantities", key, value=14))


def test_the_source_that_is_counted_is_none_of_the_others(summit):
    coded = summit.sources.source_id[summit.sources.coverage == "full"]
    counts = summit.quantities[summit.quantities.what == "documents signed"].head(1)
    own = counts.assign(source_id=coded.iloc[0], actor_id="lukashenko")
    reports = summit.document_reports[summit.document_reports.source_id.isin(coded)]
    for numbers, words in (
        (own, "Aleksandr Lukashenko gives the number 13 in the source"),
        (own.head(0), "no other figure in the data"),
    ):
        alone = replaced(summit, quantities=numbers, document_reports=reports)
        row = start.ledger(alone).set_index("counted").drop("").iloc[0]
        said = str(documents.answer(documents.documents(alone), documents.counts(alone)))
        assert str(row.against) == words and ("thers give" not in said)
        assert ("- Aleksandr Lukashenko gives the number 13 in the source." in said) == bool(len(numbers))


def test_two_speakers_numbers_of_one_thing_stand_beside_each_other(summit):
    key = "q-2025-almost-four-hours"
    other = added(summit, "quantities", key, "q-other", value=3.0, actor_id="pezeshkian", quote="three hours")
    table = start.ledger(other).set_index("row_id").against
    assert str(table[key]) == "Masoud Pezeshkian says almost 3 hours"
    assert str(table["q-other"]) == "BelTA says almost 4 hours"


def test_of_other_numbers_money_comes_first_how_long_last_and_none_told_twice_is_hidden(summit):
    key, facts = "q-2025-almost-four-hours", ("claims", "figures", "documents")
    more = emptied(summit, *facts)
    for n, (value, unit) in enumerate(
        [(40, "percent"), (1, "USD million"), (900, "USD million"), (900, "USD million")]
    ):
        more = added(more, "quantities", key, f"q-{n}", what="loans", value=value, unit=unit, actor_id="lukashenko")
    table = start.ledger(more).set_index("row_id")
    assert table.index.tolist()[:4] == ["q-2", "q-1", "q-0", key], "said twice is one number"
    assert "Aleksandr Lukashenko also names more than 1 million US dollars" in str(table.against["q-2"]).replace(
        "almost", "more than"
    )


def test_prices_come_only_where_a_reading_draws_on_them(data):
    prices = {s: (data.for_summit(s).figures.indicator == "consumer price index").sum() for s in data.summits.summit_id}
    assert prices["blr-irn-2025"] > 0 and prices["rus-irn-2017"] == 0


def test_of_all_numbers_those_that_anybody_says_come_last_and_none_is_lost(data):
    table = start.numbers(data)
    parties = (table.what == "Number of parties").tolist()
    assert len(table) == len(data.quantities) and parties == sorted(parties) and 0 < sum(parties) < len(parties)


def test_the_way_onward_leads_to_each_notebook_with_what_is_written_else_its_question(summit, monkeypatch):
    table = start.onward(summit)
    heads = {path.name: read(path).cells[0].source.partition("\n") for path in notebooks()[1:]}
    assert [row.markdown for row in table.notebook] == [f"[{head[2:]}]({name})" for name, (head, *_) in heads.items()]
    assert table.in_short.tolist() == [question.strip() for *_, question in heads.values()]
    written = Sentence("Trade grew [twice](06-evidence.ipynb#c-a).\n\n- So says BelTA.")
    monkeypatch.setattr("summitdata.themes.start.measures.discuss", lambda data, place, otherwise: written)
    assert set(start.onward(summit).in_short) == {"Trade grew twice."}
