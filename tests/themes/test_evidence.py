"""The evidence: its titles follow where the rows lie, and why a passage has none."""

from __future__ import annotations

import pytest
from changed import added, emptied, kept, replaced

from summitdata.house.table import NO_ROWS
from summitdata.themes import evidence


def strip_title(data):
    """The title of the strip of rows."""
    drawn = evidence.strip(evidence.passages(data), evidence.evidence_rows(data))
    return drawn.layout.meta["title"]


def test_the_share_of_words_with_a_row_follows_the_rows(summit):
    half = summit.passages.end.max() / 2
    names = [name for name in summit.tables if "start" in getattr(summit, name) and name != "passages"]
    early = replaced(
        summit, **{name: getattr(summit, name)[lambda t: t.start.isna() | (t.start < half)] for name in names}
    )
    assert "percent of the words stand" in strip_title(summit)
    bare = evidence.passages(summit)[lambda t: t.part != "furniture"]
    figure = evidence.strip(bare, evidence.evidence_rows(summit))
    assert "percent of the words stand" in figure.layout.meta["title"] and "Page furniture" not in str(
        figure.layout.meta
    )
    whole, part = (int(strip_title(d).partition(" percent of the words")[0]) for d in (summit, early))
    assert 25 < part < 60 < whole <= 100


FACTS = ["claims", "figures", "quantities", "documents", "document_reports", "sector_mentions", "actor_mentions"]
FACTS += ["positions", "commitments", "events"]


def fact(data, key):
    """A fact's row."""
    return evidence.evidence_rows(data).set_index("row_id").loc[key]


def weak(data, words):
    """How many rows have a weakness."""
    table = evidence.weaknesses(data)
    return int(table.rows[table.weakness.str.contains(words)].item())


@pytest.mark.parametrize("table", FACTS)
def test_each_row_of_a_fact_table_is_a_fact_and_a_row_less_is_a_fact_less(data, table):
    for summit_id in data.summits.summit_id:
        part = data.for_summit(summit_id)
        own, rows = getattr(part, table), evidence.evidence_rows(part)
        assert rows[rows.table == table].row_id.tolist() == own.iloc[:, 0].tolist()
        fewer = kept(part, table, *own.iloc[1:, 0]) if table != "figures" else part
        assert len(evidence.evidence_rows(fewer)) == len(rows) - (table != "figures" and len(own) > 0)


def test_a_fact_has_whoever_says_it_and_in_which_voice(summit):
    key = summit.claims.claim_id.iloc[0]
    now = fact(summit.changed("claims", key, actor_id="lukashenko", voice="quoted"), key)
    assert (now.speaker, now.side, now.voice) == ("Aleksandr Lukashenko", "host", "quoted")
    assert now.label and now.publisher == "BelTA"


def test_a_derived_figure_is_nobodys_words(summit):
    row = fact(summit, "f-turnover-2023-news-by")
    assert (row.voice, row.speaker) == ("derived here", "BelTA and news.by") and isinstance(row.formula, str)
    assert fact(summit, "f-turnover-2020").voice == "reported"


def test_the_passage_is_marked_only_where_its_words_stand_once(summit):
    key = "c-2025-fivefold"
    assert "#:~:text=" in fact(summit, key).link
    assert "#:~:text=" not in fact(summit.changed("claims", key, quote="fivefold"), key).link
    twice = added(summit, "claims", key, "c-twin", start=10, end=28)
    assert "#:~:text=" not in fact(twice, key).link and "#:~:text=" not in fact(twice, "c-twin").link


def test_a_passage_that_loses_its_only_row_is_untouched_and_says_why(summit):
    once = evidence.passages(summit)[lambda t: (t.rows == 1) & (t.words > 12) & (t.part == "body")].iloc[0]
    facts = evidence.evidence_rows(summit).dropna(subset=["start"])
    inside = facts[(facts.start < once.end) & (facts.end > once.start) & (facts.source_id == once.source_id)].iloc[0]
    column = getattr(summit, inside.table).iloc[:, 0]
    bare = kept(summit, inside.table, *column[column != inside.name]) if inside.name in set(column) else None
    bare = kept(summit, inside.table, *column[column != inside.row_id]) if bare is None else bare
    now = evidence.untouched(bare).set_index("passage_id")
    assert now.reason[once.passage_id] == "no fact of the kinds coded"
    assert len(now) == len(evidence.untouched(summit)) + 1


@pytest.mark.parametrize(
    "cells, reason",
    [
        ({"part": "furniture"}, "page furniture"),
        ({"part": "heading"}, "a heading"),
        ({"part": "body", "voice": "narrated", "words": 12}, "says only who speaks"),
        ({"part": "body", "voice": "narrated", "words": 13}, "no fact of the kinds coded"),
        ({"part": "body", "voice": "quoted", "words": 6}, "no fact of the kinds coded"),
        ({"part": "body", "voice": "quoted", "words": 5}, "a few words only"),
    ],
)
def test_why_a_passage_has_no_row(summit, cells, reason):
    key = evidence.untouched(summit).passage_id.iloc[0]
    assert evidence.untouched(summit.changed("passages", key, **cells)).set_index("passage_id").reason[key] == reason


def test_passages_in_which_nothing_can_be_missed_are_counted_not_listed(summit):
    table = evidence.untouched(summit)
    told = str(evidence.untouched_table(table))
    assert told.count("\n| ") == 1 + (table.reason == "no fact of the kinds coded").sum()
    assert f"{(table.reason == 'a heading').sum()} (a heading)" in told
    labels = table[table.reason == "a heading"]
    assert str(evidence.untouched_table(labels)) == f"Passages that are not listed: {len(labels)} (a heading)."
    assert "Every passage" in str(evidence.untouched_table(table.head(0)))


@pytest.mark.parametrize(
    "first, second, both, share", [(10, 10, 10, 1), (10, 10, 0, 0), (10, 5, 5, 0.5), (6, 4, 2, 0.25)]
)
def test_agreement_is_what_both_have_of_what_either_has(summit, first, second, both, share):
    key = summit.coding_passes.coding_pass_id.iloc[-1]
    now = summit.changed("coding_passes", key, first=first, second=second, both=both)
    assert evidence.agreement(now).set_index("coding_pass_id").share[key] == pytest.approx(share)


def test_weaknesses_count_the_rows_that_have_them(summit):
    assert (
        weak(summit.changed("figures", "f-turnover-2020", period_inferred=True), "inferred")
        == weak(summit, "inferred") + 1
    )
    assert weak(summit.changed("figures", "f-turnover-2020", quote=None), "page was not seen, only") == 1 + weak(
        summit, "page was not seen, only"
    )
    none = evidence.weaknesses(summit).assign(rows=0)
    assert str(evidence.weakness_list(none)) == "None of the weaknesses looked for was found."


def test_sources_are_those_that_a_row_names_with_how_many_rest_on_each(data):
    for summit_id in data.summits.summit_id:
        part = data.for_summit(summit_id)
        table = evidence.sources(part)
        assert table.rows.sum() == len(evidence.evidence_rows(part))
        assert set(table.coded.str.split(",").str[0]) <= {"full", "cited"}
    more = added(part, "sources", "kremlin-2017-03-28", "nobody-2025")
    assert len(evidence.sources(more)) == len(table)


def test_an_archived_copy_is_linked_beside_its_source_and_only_where_one_is_known(summit):
    assert not [row for row in evidence.sources(summit).source if "archived" in str(row)]
    there = "https://web.archive.org/web/2025/https://eng.belta.by/"
    (row,) = evidence.sources(summit.changed("sources", "belta-2025-08-20", archived_url=there)).source[:1]
    assert f", [archived]({there}) `belta-2025-08-20`" in row.markdown


def test_the_vocabulary_has_every_word_but_the_glossary(data):
    table = evidence.vocabulary(data)
    assert len(table) == (data.terms.vocabulary != "glossary").sum() and "glossary" not in set(table.vocabulary)


def test_every_row_has_an_anchor_of_its_own_for_pages_and_for_jupyterlab(summit):
    facts = evidence.evidence_rows(summit)
    listed = evidence.every_row(facts).markdown
    assert [listed.count(f'<a id="{key}" data-jupyter-id="{key}"></a>') for key in facts.row_id] == [1] * len(facts)
    assert str(evidence.every_row(evidence.evidence_rows(emptied(summit)))) == NO_ROWS


def test_the_answer_follows_the_rows(summit):
    facts = evidence.evidence_rows(summit)
    worded, derived = facts[facts.quote.notna()], facts[facts.formula.notna()]
    assert str(evidence.answer(worded)) == f"The tables have {len(worded)} facts with the words behind them."
    told = (
        f"{len(facts)} facts: {len(worded)} with the words behind them, {len(derived)} computed here from others and "
    )
    assert told in str(evidence.answer(facts))
    assert "no fact" in str(evidence.answer(facts.head(0)))


def test_agreement_is_told_of_both_passes_and_of_none(summit):
    table = evidence.agreement(summit)
    assert "both wrote 82 percent. Both are software" in str(evidence.agreement_words(table))
    assert "software" not in str(evidence.agreement_words(table.assign(coded="by two people")))
    for none in (table.head(0), table.assign(found=0, both=0)):
        assert "no second pass" in str(evidence.agreement_words(none))
