"""A sample of the audit on the real pages: all of it is seen, and nothing is left behind."""

from __future__ import annotations

import audit


def test_a_sample_of_rows_and_columns_is_seen_and_nothing_is_left_behind():
    found = audit.audit(sample=4, seed=1)
    assert len(found) == 4
    assert audit.good(found), audit.report(found)
