"""The evidence: its titles follow where the rows lie, and why a passage has none."""

from __future__ import annotations

from changed import replaced

from summitdata.themes import evidence


def strip_title(data):
    """The title of the strip of rows."""
    drawn = evidence.strip(evidence.passages(data), evidence.evidence_rows(data))
    return drawn.layout.meta["title"]


def test_rows_lie_all_along_only_where_they_do(summit):
    assert strip_title(summit) == "Rows lie all along the text: their words begin in each tenth of it"
    half = summit.passages.end.max() / 2
    names = [name for name in summit.tables if "start" in getattr(summit, name) and name != "passages"]
    early = replaced(
        summit, **{name: getattr(summit, name)[lambda t: t.start.isna() | (t.start < half)] for name in names}
    )
    assert strip_title(early).startswith("The words of rows begin in ") and "all along" not in strip_title(early)


def test_passages_without_a_row_are_told_by_their_own_reasons(data):
    part = data.for_summit("rus-irn-2017")
    told = str(evidence.coverage_words(evidence.passages(part), evidence.evidence_rows(part)))
    assert "says only who speaks (11 words) and a heading (10 words)" in told
    table = evidence.passages(part).assign(reason="page furniture")
    assert "Those without one: page furniture (" in str(evidence.coverage_words(table, evidence.evidence_rows(part)))
    full = evidence.passages(part).assign(rows=1)
    assert "Those without one" not in str(evidence.coverage_words(full, evidence.evidence_rows(part)))
