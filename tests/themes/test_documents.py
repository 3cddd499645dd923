"""Documents: what was signed here is one measure, whichever page tells of it."""

from __future__ import annotations

import pytest
from changed import added, altered, emptied, kept, replaced

from summitdata.house.words import count
from summitdata.themes import documents, sectors, start
from summitdata.themes.documents.sentences import status


def counted(data):
    """How many items the start page counts as signed, in words."""
    return start.ledger(data).set_index("counted").number.drop("").iloc[0]


def own_counts(data):
    """The numbers that are counted here from the rows."""
    table = documents.counts(data)
    return table[table.how != "told as a number"].value.tolist()


def state(data, key, short):
    """Whether a source names a document."""
    table = documents.presence(data)
    return table[(table.row_id == key) & (table.short == short)].state.item()


def without(data, table, key):
    """The data without one row."""
    column = getattr(data, table).iloc[:, 0]
    return kept(data, table, *column[column != key])


def test_a_document_signed_at_another_summit_is_not_signed_here(data):
    elsewhere = altered(data, "documents", "d-2025-airworthiness", signed_summit_id="rus-irn-2017")
    was, now = (d.for_summit("blr-irn-2025") for d in (data, elsewhere))
    assert (counted(was), counted(now)) == ("nine items", "eight items")
    on_paper = [set(t[t["where"].isin(["paper", "both"])].sector) for t in map(sectors.talk_and_paper, (was, now))]
    assert on_paper[0] - on_paper[1] <= {"Air transport"}
    assert "d-2025-airworthiness" not in [key for keys in sectors.talk_and_paper(now).row_ids for key in keys]


def test_a_package_signed_elsewhere_closes_no_list(data):
    part = data.for_summit("rus-irn-2017")
    assert "unlisted" in set(sectors.talk_and_paper(part)["where"]) and "beside one package" in str(
        start.ledger(part).about.tolist()
    )
    elsewhere = altered(data, "documents", "d-2017-package", signed_summit_id="blr-irn-2025")
    part = elsewhere.for_summit("rus-irn-2017")
    assert "unlisted" not in set(sectors.talk_and_paper(part)["where"])
    assert "beside" not in str(start.ledger(part).about.tolist())


def test_each_page_counts_the_same_documents(data):
    for summit_id in data.summits.summit_id:
        part = data.for_summit(summit_id)
        table, named = documents.documents(part), documents.presence(part)
        items = table[table.here & table.single & table.coded].item.nunique()
        several = len(documents.measures.reporters(part)) > 1
        assert own_counts(part) == [items, *[named.row_id.nunique()] * several] and counted(part) == count(
            items, "item"
        )


@pytest.mark.parametrize("n", [1, 2, 5])
def test_a_document_less_is_one_less_in_every_count(summit, n):
    table = documents.documents(summit)
    signed = table[table.here & table.single & ~table.item.duplicated(keep=False)].row_id[:n]
    now = summit
    for key in signed:
        now = without(now, "documents", key)
    assert own_counts(now) == [v - n for v in own_counts(summit)] and counted(now) == count(9 - n, "item")
    assert len(documents.documents(now)) == len(table) - n


def test_what_one_source_lists_and_how_many_papers_there_are_are_two_numbers(summit):
    assert own_counts(summit) == [9, 11], "two papers are one item of the list, and another source names one more"
    forestry = "r-belta-2025-08-20-2025-forestry"
    assert own_counts(summit.changed("document_reports", forestry, item=10)) == [10, 11]
    assert own_counts(without(summit, "documents", "d-2025-belta-irna")) == [9, 10]
    said = str(documents.answer(documents.documents(summit), documents.counts(summit)))
    assert "names nine items as signed: one agreement, seven memorandums and one joint statement" in said


def test_a_number_told_by_others_is_never_mixed_with_what_is_counted_here(summit):
    key = summit.quantities[summit.quantities.what == "documents signed"].quantity_id.iloc[0]
    now = documents.counts(summit.changed("quantities", key, value=99))
    assert 99 in now[now.how == "told as a number"].value.tolist() and own_counts(summit) == [9, 11]
    other = summit.changed("quantities", key, what="documents prepared")
    assert len(documents.counts(other)) == len(documents.counts(summit)) - 1


def test_a_report_names_a_document_and_without_it_the_source_does_not(summit):
    table = documents.presence(summit)
    named = table[(table.state == "named") & (table.short == "Nour News")].iloc[0]
    gone = without(summit, "document_reports", named.report_id)
    assert state(gone, named.row_id, "Nour News") == "unseen"
    absent = table[(table.state == "unseen") & (table.short == "Nour News")].row_id.iloc[0]
    more = added(summit, "document_reports", named.report_id, "r-more", document_id=absent)
    assert state(more, absent, "Nour News") == "named"


def test_a_source_that_counts_and_lists_nothing_is_told_apart(summit):
    table = documents.presence(summit)
    source = summit.sources[summit.sources.publisher_id == "nournews"].source_id
    reports = summit.document_reports[~summit.document_reports.source_id.isin(source)].document_report_id
    bare = kept(summit, "document_reports", *reports)
    assert set(documents.presence(bare)[lambda t: t.short == "Nour News"].state) == {"counted"}
    assert set(table.state) == {"named", "absent", "unseen"}


@pytest.mark.parametrize(
    "seen, state_of", [("whole", "absent"), ("part", "unseen"), ("nothing", "unseen"), (None, "unseen")]
)
def test_not_named_is_told_of_what_was_seen_whole_alone(summit, seen, state_of):
    assert state(summit, "d-2025-tourism", "BelTA (reports)") == "unseen", "the copy ends in the middle"
    now = summit.changed("sources", "alwaght-2025-08", seen=seen)
    assert state(now, "d-2025-forestry", "Alwaght") == state_of and state(now, "d-2025-tourism", "Alwaght") == "named"


def test_of_many_sources_those_that_name_most_are_drawn_and_all_stand_in_the_table(summit):
    like, report = (
        summit.sources[summit.sources.publisher_id == "nournews"].source_id.iloc[0],
        "r-nournews-2025-08-2025-tourism",
    )
    for n in range(6):
        summit = added(summit, "actors", "nournews", f"paper-{n}", name=f"Paper {n}")
        summit = added(summit, "sources", like, f"paper-{n}-2025", publisher_id=f"paper-{n}")
        summit = added(summit, "document_reports", report, f"r-paper-{n}", source_id=f"paper-{n}-2025")
    table = documents.presence(summit)
    figure = documents.presence_matrix(table, documents.counts(summit))
    sources = table.short.nunique()
    assert sources > 11 and len(figure.layout.meta["columns"]) == 1 + sources
    assert {x for trace in figure.data for x in trace.x or ()} <= set(range(8))
    assert (
        f"{count(sources - 8, 'more source').capitalize()}: in the table"
        in figure.layout.title.subtitle.text.replace("<br>", " ")
    )


def test_a_source_that_names_none_of_the_papers_signed_has_no_column(summit):
    report = summit.document_reports[summit.document_reports.source_id == "alwaght-2025-08"].document_report_id.iloc[0]
    more = added(summit, "sources", "alwaght-2025-08", "another-2025", publisher_id="irna")
    more = added(more, "document_reports", report, "r-more", source_id="another-2025", document_id="d-2023-roadmap")
    assert "IRNA" not in set(documents.presence(more).short)
    assert "IRNA" in set(
        documents.presence(altered(more, "document_reports", "r-more", document_id="d-2025-tourism")).short
    )


def test_documents_named_by_most_come_first(summit):
    table = documents.presence(summit)
    named = table[table.state == "named"].groupby("row_id").size().reindex(table.row_id.unique())
    assert named.is_monotonic_decreasing


def test_a_part_and_a_revision_name_their_wholes(summit):
    part, whole = "d-2025-airworthiness", summit.names("documents")["d-2025-package"]
    table = documents.documents(summit).set_index("row_id")
    assert table.whole[part] == whole
    revised = documents.documents(summit.changed("documents", part, revises_id="d-2023-roadmap")).set_index("row_id")
    assert revised.revised[part] == summit.names("documents")["d-2023-roadmap"]
    assert f"revises {revised.revised[part]}" in str(documents.ledger(revised.reset_index()))


def test_reports_stand_in_the_order_of_the_documents(summit):
    table = documents.reports(summit)
    order = {key: i for i, key in enumerate(summit.documents.document_id)}
    assert [order[cell.row_ids[0]] for cell in table.document] == sorted(order[c.row_ids[0]] for c in table.document)
    assert len(table) == len(summit.document_reports)


def test_the_ledger_has_every_document_with_its_words(data):
    for summit_id in data.summits.summit_id:
        table = documents.documents(data.for_summit(summit_id))
        assert set(documents.ledger(table).row_ids) == set(table.row_id)


def test_every_word_for_binding_force_has_its_meaning(summit):
    assert set(documents.binding(summit).binds) >= {"yes", "presumed", "presumed not", "unknown"}
    table = documents.documents(summit.changed("documents", "d-2025-airworthiness", binding="no"))
    assert "presumed not" in str(documents.ledger(table))


def test_the_answer_follows_the_number_of_rows(summit):
    def said(data):
        return str(documents.answer(documents.documents(data), documents.counts(data)))

    assert "names nine items" in said(summit)
    assert "names eight items" in said(without(summit, "documents", "d-2025-airworthiness"))
    assert "lists no document" in said(emptied(summit, "documents", "document_reports"))
    assert "Others give a number" not in said(emptied(summit, "quantities"))


def test_one_source_alone_is_no_figure(summit):
    coded = summit.sources.source_id[summit.sources.coverage == "full"]
    alone = replaced(summit, document_reports=summit.document_reports[summit.document_reports.source_id.isin(coded)])
    alone = replaced(alone, quantities=alone.quantities.head(0))
    assert documents.presence_matrix(documents.presence(alone), documents.counts(alone)).layout.meta["empty"]


def test_since_when_a_document_is_in_force_is_not_called_unnamed(summit):
    table = documents.documents(summit)
    bare = table[table.signed_on.isna() & table.expires_on.isna()]
    told = {row.status: status(row) for row in bare.itertuples()}
    assert told["in force"].startswith("in force; as of ") and told["planned"].startswith("planned, date not named")


@pytest.mark.parametrize(
    ("many", "total", "words"),
    [
        (1, 1, "The one document is"),
        (2, 2, "Both documents are"),
        (3, 3, "All three documents are"),
        (0, 2, "None of two documents is"),
        (1, 13, "One of 13 documents is"),
        (2, 3, "Two of three documents are"),
    ],
)
def test_so_many_of_all_documents_are_said_with_their_verb(many, total, words):
    assert documents.charts.share_of(many, total) == words
