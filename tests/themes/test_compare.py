"""Summits side by side: each stands for itself, and the sentences choose their words from the rows."""

from __future__ import annotations

import pandas as pd
from changed import added, altered, replaced

from summitdata.themes import compare
from summitdata.themes.compare.charts import DRAWN


def told(data):
    """The short answer."""
    tables = (compare.summits, compare.sector_presence, compare.body_presence, compare.claims)
    return str(compare.answer(*[measure(data) for measure in tables]))


def test_summits_of_one_city_and_year_stay_two(data):
    day = pd.Timestamp("2017-11-01")
    same = altered(data, "summits", "blr-irn-2025", city="Moscow", starts_on=day, ends_on=day)
    assert compare.summits(same).short.tolist() == ["Moscow March 2017", "Moscow November 2017"]
    was, now = (compare.presence_matrix(compare.sector_presence(d), "sector").layout.meta for d in (data, same))
    assert now["rows"] == was["rows"] and now["title"] == was["title"]
    was, now = (str(compare.paper_table(compare.papers(d))).split("\n") for d in (data, same))
    assert now[0] == "| What | Moscow March 2017 | Moscow November 2017 |" and now[1:] == was[1:]


def test_summits_of_one_city_and_day_have_the_key_in_their_names(data):
    day = pd.Timestamp("2017-03-28")
    same = altered(data, "summits", "blr-irn-2025", city="Moscow", starts_on=day, ends_on=day)
    assert compare.summits(same).short.is_unique


def test_two_sectors_of_one_name_are_two_rows(data):
    first, second = compare.sector_presence(data).drop_duplicates("key").key[:2]
    same = altered(data, "sectors", first, name=data.names("sectors")[second])
    tables = [compare.sector_presence(d) for d in (data, same)]
    was, now = (compare.presence_matrix(table, "sector").layout.meta["rows"] for table in tables)
    assert sorted(row[1:] for row in now) == sorted(row[1:] for row in was)
    assert str(compare.pattern_words(tables[0], "sectors")).split("(")[0] in str(
        compare.pattern_words(tables[1], "sectors")
    )


def test_of_many_summits_the_last_are_drawn_and_the_table_has_all():
    for n in (1, 3, 4, 8, 30):
        rows = [["a", "A thing", f"Minsk {1990 + i}", i, [f"m-{i}"], False, "recurring", n] for i in range(n)]
        table = pd.DataFrame(rows, columns=["key", "name", "short", "mentions", "row_ids", "side", "pattern", "n"])
        figure = compare.presence_matrix(table, "sector")
        drawn = min(n, DRAWN)
        assert [trace.text[0] for trace in figure.data] == [f"<b>{i}</b>" if i else "field" for i in range(n)][-drawn:]
        places = [trace.x[0] for trace in figure.data]
        assert sorted(set(places)) == places and len(figure.layout.meta["columns"]) == n + 1
        assert figure.layout.meta["row_ids"] == [f"m-{i}" for i in range(n)][-drawn:]
        assert ("Drawn are the last 8 of 30 summits" in figure.layout.meta["subtitle"]) == (n == 30)


def test_a_state_that_is_a_side_of_one_summit_is_not_named_at_the_other_alone(data):
    table = compare.body_presence(data)
    russia = table[table.key == "rus"].set_index("short")
    assert russia.side.to_dict() == {"Moscow 2017": True, "Minsk 2025": False} and set(russia.pattern) == {"recurring"}
    figure = compare.presence_matrix(table, "body, state or group")
    assert "side" in [text for trace in figure.data for text in trace.text]


def test_a_field_of_a_document_or_plan_is_named_as_well(data):
    table = compare.sector_presence(data.changed("documents", "d-eaeu-irn-free-trade", sector_id="trade-policy"))
    trade = table[(table.key == "trade-policy") & (table.short == "Minsk 2025")].iloc[0]
    assert trade.mentions == 0 and trade.row_ids == ["d-eaeu-irn-free-trade"] and trade.pattern == "recurring"


def test_papers_are_those_of_the_coded_source(data):
    key = data.commitments.commitment_id.iloc[0]
    more = added(data, "commitments", key, "k-other", source_id="belta-2025-08-20-talks")
    assert compare.papers(more).row_ids.tolist() == compare.papers(data).row_ids.tolist()


def test_claims_are_said_to_differ_only_in_what_they_differ(data):
    assert "of different pairs of countries and windows, so" in told(data)
    for key, others in (("c-2025-fivefold", []), ("c-2025-fivefold", ["c-2025-fivefold-2"])):
        few = replaced(data, claims=data.claims[data.claims.claim_id == key])
        for other in others:
            few = added(few, "claims", key, other)
        assert "different" not in told(few).split("Growth is claimed")[1]
        assert ("The claims are set side by side" in told(few)) == bool(others)
    bare = told(replaced(data, claims=data.claims.head(0)))
    assert "with a number nowhere." in bare and "side by side" not in bare
