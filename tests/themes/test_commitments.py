"""Happenings: a date is told as far as it is named."""

from __future__ import annotations

import pandas as pd
import pytest
from changed import altered, emptied, kept, replaced

from summitdata.house.table import NO_ROWS
from summitdata.themes import commitments


@pytest.mark.parametrize("key", ["e-2025-talks", "e-june-events-2025"])
def test_a_happening_without_an_end_is_drawn_and_said_to_have_none(summit, key):
    open_end = altered(summit, "events", key, ends_on=pd.NaT)
    events = commitments.happenings(open_end)
    assert events.set_index("row_id").when[key].endswith("2025, end not named")
    meta = commitments.timeline(events).layout.meta
    assert "end not named" in str(meta["rows"])
    assert len(meta["rows"]) == len(events)


def row(data, key):
    """A commitment's row."""
    return commitments.commitments(data).set_index("row_id").loc[key]


@pytest.mark.parametrize("test", ["discrete", "specific", "future_oriented"])
def test_a_test_that_is_answered_otherwise_moves_the_count_of_passed_ones(summit, test):
    for now in commitments.commitments(summit).itertuples():
        other = {"yes": "no"}.get(getattr(now, test), "yes")
        changed = row(summit.changed("commitments", now.row_id, **{test: other}), now.row_id)
        assert changed.passed - now.passed == (1 if other == "yes" else -1)


def test_an_unclear_answer_passes_no_test(summit):
    key = commitments.commitments(summit)[lambda t: t.passed == 5].row_id.iloc[0]
    now = summit.changed("commitments", key, specific="unclear")
    assert row(now, key).passed == 4


def test_only_what_is_told_as_joint_counts_as_agreed(summit):
    table = commitments.commitments(summit)
    assert set(table[table.kind == "joint"].agreed) == {"yes"} and set(table[table.kind != "joint"].agreed) == {"no"}
    key = table[table.kind == "joint"].row_id.iloc[0]
    assert row(summit.changed("commitments", key, kind="proposal"), key).agreed == "no"


def test_joint_ones_come_first_and_those_that_pass_most(data):
    for summit_id in data.summits.summit_id:
        table = commitments.commitments(data.for_summit(summit_id))
        order = table.kind.map(["joint", "unilateral", "proposal"].index)
        assert order.is_monotonic_increasing
        assert all(rows.passed.is_monotonic_decreasing for _, rows in table.groupby("kind"))


@pytest.mark.parametrize(
    "text, date, words",
    [
        ("soon", None, "“soon”"),
        (None, "2026", "2026"),
        ("by spring", "2026-05", "“by spring” · May 2026"),
        (None, None, "not named"),
    ],
)
def test_when_something_is_due_is_told_as_worded_and_as_dated(summit, text, date, words):
    key = summit.commitments.commitment_id.iloc[0]
    assert row(summit.changed("commitments", key, due_text=text, due_on=date), key).due == words


def test_who_publishes_a_status_is_named(summit):
    key = summit.commitments.commitment_id.iloc[0]
    now = summit.changed("commitments", key, status_source_id=summit.sources.source_id.iloc[0])
    assert row(now, key).known_by == "BelTA"
    assert "announced (20 August 2025, as BelTA has it)" in str(commitments.ledger(commitments.commitments(now)))


def test_field_and_document_are_named_as_far_as_they_are_known(summit):
    key = commitments.commitments(summit)[lambda t: t.document_id.notna()].row_id.iloc[0]
    now = summit.changed("commitments", key, sector_id="higher-education")
    assert row(now, key).about == f"Higher education; {row(summit, key).about.split('; ')[-1]}"
    assert row(now.changed("commitments", key, sector_id=None, document_id=None), key).about == ""


def test_happenings_stand_in_the_order_of_time_undated_ones_last(data):
    for summit_id in data.summits.summit_id:
        table = commitments.happenings(data.for_summit(summit_id))
        assert table.starts_on.dropna().is_monotonic_increasing
        assert table.dated.tolist() == sorted(table.dated, reverse=True)


def test_a_happening_that_loses_its_date_is_listed_without_one(summit):
    was = commitments.happenings(summit)
    key = was.row_id.iloc[0]
    now = commitments.happenings(summit.changed("events", key, starts_on=None, ends_on=None))
    row = now.set_index("row_id").loc[key]
    assert not row.dated and row.when == "date not named" and now.dated.sum() == was.dated.sum() - 1
    assert key in commitments.undated_list(now).row_ids


@pytest.mark.parametrize("word", ["planned", "called off"])
def test_what_nobody_tells_as_happened_is_planned(summit, word):
    key = commitments.happenings(summit)[lambda t: ~t.planned & (t.row_ids.str.len() == 1)].row_id.iloc[0]
    now = commitments.happenings(summit.changed("events", key, told_as=word)).set_index("row_id")
    assert now.planned[key]
    bare = summit.changed("events", key, told_as=word, starts_on=None, ends_on=None)
    assert f"{now.title[key]}, {word}: “" in str(commitments.undated_list(commitments.happenings(bare)))


def test_one_happening_is_one_row_whoever_tells_it(summit):
    now = commitments.happenings(summit).set_index("row_id")
    council = now.loc["e-supreme-council-2025-06-27"]
    assert council.row_ids == ["e-2025-supreme-council-meeting", "e-2025-eaeu-summit", "e-supreme-council-2025-06-27"]
    assert council.when == "27 June 2025"
    assert len(now) == len(summit.events) - summit.events.same_as_id.notna().sum()


def test_what_one_tells_beforehand_and_another_as_happened_is_not_planned(summit):
    agreement = commitments.happenings(summit).set_index("row_id").loc["e-fta-in-force-2025"]
    assert agreement.when == "15 May 2025" and not agreement.planned
    alone = kept(summit, "events", "e-fta-in-force-2025")
    assert commitments.happenings(alone).planned.all()


@pytest.mark.parametrize(
    "start, end, precision, words",
    [
        ("2026-03-01", "2026-05-31", "season", "March to May 2026 (a season)"),
        ("2026-01-01", "2026-12-31", "year", "2026"),
        ("2026-03-02", "2026-03-02", "day", "2 March 2026"),
    ],
)
def test_a_happening_is_as_exact_as_it_was_told(summit, start, end, precision, words):
    key = summit.events.event_id.iloc[0]
    now = summit.changed("events", key, starts_on=start, ends_on=end, precision=precision)
    assert commitments.happenings(now).set_index("row_id").when[key] == words


def test_the_ledger_and_the_answer_follow_the_rows(summit):
    def said(data):
        return str(commitments.answer(commitments.commitments(data)))

    table = commitments.commitments(summit)
    assert set(commitments.ledger(table).row_ids) == set(table.row_id)
    assert "14 promises and proposals" in said(summit)
    fewer = kept(summit, "commitments", *table.row_id[1:])
    assert "13 promises and proposals" in said(fewer)
    assert "no commitment" in said(emptied(summit)) and ", none of them said to be joint. " in said(unjoined(summit))
    assert str(commitments.ledger(commitments.commitments(emptied(summit)))) == NO_ROWS


def unjoined(data):
    """The data with each joint statement as a proposal."""
    kinds = data.commitments.kind.replace("joint", "proposal")
    return replaced(data, commitments=data.commitments.assign(kind=kinds))


def labels(table):
    """The labels of the time line."""
    return [note.text for note in commitments.timeline(table).layout.annotations]


def test_one_happening_told_twice_is_one_row_and_the_day_of_the_summit_another(summit):
    table = commitments.happenings(summit)
    roadmap = [label for label in labels(table) if "oadmap" in label and "igning" in label or "igned by" in label]
    assert len(roadmap) == 1
    there = table[(table.starts_on == table.summit_on) & (table.closes_on == table.summit_on)]
    (day,) = [label for label in labels(table) if "Day of the summit, " in label]
    assert "20 August 2025<" in day and "five events" in day and len(there) > 1
    assert not [label for label in labels(table) for title in there.title if title in label]


def test_a_happening_of_long_ago_stands_in_the_table_and_leaves_the_others_the_axis(summit):
    key = summit.events.event_id[summit.events.same_as_id.isna() & summit.events.starts_on.notna()].iloc[0]
    for year, early in ((1961, True), (2020, False)):
        days = {"starts_on": pd.Timestamp(year, 1, 1), "ends_on": pd.Timestamp(year, 12, 31)}
        figure = commitments.timeline(commitments.happenings(altered(summit, "events", key, **days)))
        assert (
            "one event of long ago: in the table" in figure.layout.meta["subtitle"].replace(" and three statements", "")
        ) == early
        assert figure.layout.xaxis.range[0][:4] == ("2022" if early else "2019")
        assert (str(year) in figure.layout.meta["alt"]) != early and str(year) in str(figure.layout.meta["rows"])


def test_the_title_tells_what_was_called_off_else_how_firm_plans_are(summit):
    def title(told_as="planned", **days):
        frame = commitments.happenings(altered(summit, "events", "e-june-events-2025", told_as=told_as, **days))
        return commitments.timeline(frame).layout.meta["title"]

    assert title("called off") == "A visit planned for June 2025 did not take place"
    assert title() == "Of four planned events, one has a day, one has no date"
    happened = commitments.happenings(replaced(summit, events=summit.events.assign(told_as="happened")))
    assert commitments.timeline(happened).layout.meta["title"] == "Twelve events before the summit, three after"


def test_keys_name_only_what_is_drawn(summit):
    tests = ["discrete", "specific", "future_oriented"]
    plain = replaced(summit, commitments=summit.commitments.assign(**dict.fromkeys(tests, "yes")))
    marks = [commitments.five_tests(commitments.commitments(d)).layout.meta["subtitle"] for d in (summit, plain)]
    assert ["Ring" in marks[0], "Ring" in marks[1]] == [True, False]
    done = replaced(summit, events=summit.events.assign(told_as="happened"))
    lanes = [commitments.timeline(commitments.happenings(d)).layout.meta["subtitle"] for d in (summit, done)]
    assert ["planned only" in text for text in lanes] == [True, False]


def test_where_none_is_joint_nobody_is_blamed_for_missing_agreement(summit):
    bare = commitments.commitments(unjoined(summit))
    assert "the four tests besides agreement" in commitments.five_tests(bare).layout.meta["title"]


def test_of_many_statements_those_that_meet_few_tests_are_counted(summit):
    table = commitments.commitments(summit)
    few, all_ = (commitments.five_tests(t) for t in (table, table.head(12)))
    texts = [note.text for note in few.layout.annotations]
    assert any("more with at most two tests met" in text for text in texts) and any(
        "≤ 2 of 5" in text for text in texts
    )
    assert "at most two tests" not in all_.to_json() and len(few.layout.meta["rows"]) == len(table)


def test_a_happening_of_which_only_the_end_is_named_says_so(summit):
    key = summit.events.event_id[summit.events.starts_on.notna()].iloc[0]
    ended = altered(summit, "events", key, starts_on=pd.NaT, ends_on=pd.Timestamp("2024-05-02"))
    table = commitments.happenings(ended)
    assert table.set_index("event_id").when[key] == "until 2 May 2024, beginning not named"
    assert ", until 2 May 2024, beginning not named: “" in str(commitments.undated_list(table))
    assert "until 2 May 2024" in str(commitments.timeline(table).layout.meta["rows"])


def test_a_commitment_with_a_date_and_no_words_for_it_has_that_date(summit):
    key = summit.commitments.commitment_id.iloc[0]
    due = altered(summit, "commitments", key, due_on="2018", due_text=None)
    table = commitments.commitments(due)
    assert table.set_index("row_id").due[key] == "2018"
    assert "(due 2018)" in str(commitments.answer(table))


def test_the_title_counts_the_statements_that_meet_all_tests(summit):
    table = commitments.commitments(summit)
    full = table[table.passed == 5]
    said = [commitments.five_tests(t).layout.meta["title"] for t in (table[table.passed < 5], full.head(1), table)]
    assert said[:2] == [
        "No statement meets all five tests of a commitment",
        "Every statement meets all five tests of a commitment",
    ]
    assert said[2].split(" of ")[1].startswith("14 statements meet")
