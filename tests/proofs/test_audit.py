"""A sample of the audit on the real pages: all of it is seen, and nothing is left behind."""

from __future__ import annotations

import audit
from audit import judge as judging


def test_a_sample_of_rows_and_columns_is_seen_and_nothing_is_left_behind():
    found = audit.audit(sample=4, seed=1)
    assert len(found) == 4
    assert audit.good(found), audit.report(found)


def test_each_column_can_be_changed_to_a_value_that_the_check_accepts(monkeypatch):
    monkeypatch.setattr(judging.Reader, "read", lambda *_: {})
    judge = audit.Judge()
    for task in audit.tasks(judge.package, seed=3):
        if task.kind == "column":
            verdicts = (judge.verdict(place, 3) for place in task.places)
            good = next((v for v in verdicts if v.seen != "none"), None)
            assert good and good.new != good.old, task
