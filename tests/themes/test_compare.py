"""Summits side by side: each stands for itself, and the sentences choose their words from the rows."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
from changed import added, altered, emptied

from summitdata.themes import compare
from summitdata.themes.compare.sentences import cell, recurring


def told(data):
    """The short answer."""
    tables = (compare.summits, compare.sector_presence, compare.body_presence)
    return str(compare.answer(*[measure(data) for measure in tables]))


def test_summits_of_one_city_and_year_stay_two(data):
    day = pd.Timestamp("2017-11-01")
    same = altered(data, "summits", "blr-irn-2025", city="Moscow", starts_on=day, ends_on=day)
    assert compare.summits(same).short.tolist() == ["Moscow 28 March 2017", "Moscow 1 November 2017"]
    was, now = (str(compare.presence_table(compare.sector_presence(d), "sector")).split("\n") for d in (data, same))
    assert now[0] == "| Sector | Named | Moscow 28 March 2017 | Moscow 1 November 2017 |" and len(now) == len(was)
    was, now = (str(compare.paper_table(compare.papers(d))).split("\n") for d in (data, same))
    assert now[0] == "| What | Moscow 28 March 2017 | Moscow 1 November 2017 |" and now[1:] == was[1:]


def test_summits_of_one_city_and_day_have_the_key_in_their_names(data):
    day = pd.Timestamp("2017-03-28")
    same = altered(data, "summits", "blr-irn-2025", city="Moscow", starts_on=day, ends_on=day)
    assert compare.summits(same).short.is_unique


def test_two_sectors_of_one_name_are_two_rows(data):
    first, second = compare.sector_presence(data).drop_duplicates("key").key[:2]
    same = altered(data, "sectors", first, name=data.names("sectors")[second])
    tables = [compare.sector_presence(d) for d in (data, same)]
    was, now = (str(compare.presence_table(table, "sector")).split("\n")[2:] for table in tables)
    assert sorted(row.split("|")[2:] for row in now) == sorted(row.split("|")[2:] for row in was)


def test_a_state_that_is_a_side_of_a_summit_says_so(data):
    table = compare.body_presence(data)
    assert set(table[table.side].name) == {"Russia"} and not table[table.side].mentions.any()
    (row,) = [line for line in str(compare.presence_table(table, "state")).split("\n") if line.startswith("| Russia |")]
    assert row.startswith("| Russia | At every summit that is not its own | side | 3 ▇")


def test_bars_of_a_table_are_as_long_as_their_counts(data):
    table = compare.sector_presence(data)
    most = int(table.mentions.max())
    lines = str(compare.presence_table(table, "sector")).split("\n")[2:]
    found = {int(c.split()[0]): c.count("▇") for line in lines for c in line.split("|")[3:-1] if "▇" in c}
    assert 1 < most <= 10 and most in found and all(bar == n for n, bar in found.items()), "a letter for each mention"
    rows = [SimpleNamespace(mentions=n, side=False, per_thousand=1.0) for n in range(1, 41)]
    assert all(str(cell(row, 40)).count("▇") == max(1, round(row.mentions / 4)) for row in rows), "or ten for the most"


def test_a_state_that_is_a_side_of_one_summit_is_not_named_at_the_other_alone(data):
    table = compare.body_presence(data)
    russia = table[table.key == "rus"].set_index("short")
    assert russia.side.to_dict() == {"Moscow 2017": True, "Minsk 2025": False} and set(russia.summits) == {2}
    assert "Russia" not in told(data), "a side is not named at its own summit"


def test_the_field_of_a_document_or_plan_is_not_named_by_it(data):
    table = compare.sector_presence(data.changed("documents", "d-eaeu-irn-free-trade", sector_id="trade-policy"))
    trade = table[(table.key == "trade-policy") & (table.short == "Minsk 2025")].iloc[0]
    assert trade.mentions == 0 and trade.row_ids == ["d-eaeu-irn-free-trade"] and trade.summits == 1
    assert "| Trade policy | Only at Moscow 2017 | 3 ▇▇▇ | field |" in str(compare.presence_table(table, "sector"))
    assert "Trade policy" not in recurring(table, "fields")
    alone = str(compare.presence_table(table[table.short == "Minsk 2025"], "sector"))
    assert "| Trade policy | By no word | field |" in alone


def test_papers_are_those_of_the_coded_source(data):
    key = data.commitments.commitment_id.iloc[0]
    more = added(data, "commitments", key, "k-other", source_id="belta-2025-08-20-talks")
    assert compare.papers(more).row_ids.tolist() == compare.papers(data).row_ids.tolist()


def test_one_summit_is_not_compared_and_what_recurs_is_named(data):
    assert "nothing to compare" in told(data.for_summit("blr-irn-2025"))
    assert "Fields named at every summit: Nuclear; " in told(data)
    assert "Fields named at every summit: none." in told(emptied(data))


def third(data):
    """A summit of Russia and Turkey between the two others: Ankara 2017, with a mention of Iran and of Yemen."""
    day = pd.Timestamp("2017-12-11")
    more = added(
        data, "summits", "rus-irn-2017", "rus-tur-2017", city="Ankara", country="TUR", starts_on=day, ends_on=day
    )
    for actor, role in (("tur", "host"), ("putin", "guest")):
        like = more.participants.participant_id.iloc[0]
        more = added(more, "participants", like, f"p-{actor}", summit_id="rus-tur-2017", actor_id=actor, role=role)
    like = data.actor_mentions.actor_mention_id[data.actor_mentions.summit_id == "rus-irn-2017"].iloc[0]
    for who in ("irn", "isr"):
        more = added(more, "actor_mentions", like, f"a-{who}", mentioned_id=who, summit_id="rus-tur-2017")
    return more


def test_where_a_state_is_named_is_said_by_name(data):
    rows = str(compare.presence_table(compare.body_presence(third(data)), "state")).split("\n")
    found = {cells[1].strip(): [c.strip()[:4] for c in cells[2:-1]] for row in rows if (cells := row.split("|"))}
    assert found["State"][1:] == ["Mosc", "Anka", "Mins"], "in the order of their days"
    named = {row.split("|")[1].strip(): row.split("|")[2].strip() for row in rows}
    assert named["Russia"] == named["Iran"] == "At every summit that is not its own"
    assert named["Turkey"] == "Only at Moscow 2017" and found["Turkey"][1:] == ["2 ▇▇", "side", "–"]
    assert named["Israel"] == "At Ankara 2017 and Minsk 2025"
    assert named["Afghanistan"] == "Only at Moscow 2017"
    assert not [words for words in named.values() if "in between" in words or "not at all" in words]


def test_kinds_of_paper_stand_together(data):
    table = str(compare.paper_table(compare.papers(data))).split("\n")[2:]
    kinds = [row.split("|")[1].split(":")[0].strip() for row in table]
    assert [k for k, before in zip(kinds, ["", *kinds]) if k != before] == [
        "signed there, according to the source", "other documents named", "statements of intent",
    ]  # fmt: skip
