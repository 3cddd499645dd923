"""Documents: what was signed here is one measure, whichever page tells of it."""

from __future__ import annotations

from changed import altered

from summitdata.themes import documents, sectors, start


def counted(data):
    """How many documents the start page counts as signed."""
    return int(start.ledger(data).set_index("counted").number.drop("").iloc[0].split()[0])


def test_a_document_signed_at_another_summit_is_not_signed_here(data):
    elsewhere = altered(data, "documents", "d-2025-airworthiness", signed_summit_id="rus-irn-2017")
    was, now = (d.for_summit("blr-irn-2025") for d in (data, elsewhere))
    assert counted(now) == counted(was) - 1
    assert f"names {['nine', 'ten'][counted(now) - 9]} documents" in str(
        documents.answer(documents.documents(now), documents.counts(now))
    )
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
