"""Happenings: a date is told as far as it is named."""

from __future__ import annotations

import pandas as pd
import pytest
from changed import altered

from summitdata.themes import commitments, documents


@pytest.mark.parametrize("key", ["e-2025-talks", "e-2025-planned-june-visit"])
def test_a_happening_without_an_end_is_drawn_and_said_to_have_none(summit, key):
    open_end = altered(summit, "events", key, ends_on=pd.NaT)
    events = commitments.happenings(open_end)
    assert events.set_index("row_id").when[key].endswith("2025, end not named")
    meta = commitments.timeline(events).layout.meta
    assert "end not named" in meta["alt"]
    assert meta["title"] == commitments.timeline(commitments.happenings(summit)).layout.meta["title"]


def test_a_signing_without_an_end_is_a_mark_of_its_first_day(summit):
    coverage = summit.sources.set_index("source_id").coverage
    found = summit.events[summit.events.kind.isin(["signing", "entry into force", "expiry"])].dropna(
        subset=["starts_on"]
    )
    event = found[found.source_id.map(coverage) == "cited"].iloc[0]
    marks = documents.dated(altered(summit, "events", event.event_id, ends_on=pd.NaT)).set_index("row_id").marks
    start, end, _, words, _ = marks[event.event_id][0]
    assert start == end == event.starts_on.date() and words.startswith("from ")
