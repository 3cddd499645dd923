"""Sectors: arrows lead between the two sides, titles say what the marks show."""

from __future__ import annotations

from changed import altered

from summitdata.themes import sectors


def test_what_a_third_country_sells_stands_in_the_table_and_is_no_arrow(summit):
    was = sectors.directions(summit)
    key = was.row_id.iloc[0]
    third = sectors.directions(altered(summit, "sector_mentions", key, from_country="RUS"))
    figure = sectors.goods(third)
    assert set(figure.layout.xaxis.ticktext) == {"Belarus", "Iran"}
    assert len(figure.data) == len(was) - 1 == len(sectors.goods(was).data) - 1
    for arrow in figure.data:
        seller = figure.layout.xaxis.ticktext[arrow.x[0]]
        assert f"{seller} to " in arrow.hovertext[0].replace("<br>", " ")
    meta = figure.layout.meta
    assert len(meta["rows"]) == len(was) and [row[1] for row in meta["rows"] if row[1] == "Russia"] == ["Russia"]
    assert "One mention of a third country stands in the table" in meta["subtitle"] and "Russia" not in meta["alt"]


def test_goods_of_third_countries_alone_are_drawn_between_their_own(summit):
    table = sectors.directions(summit).head(1).assign(origin="Russia", target="Armenia", sides=False)
    assert list(sectors.goods(table).layout.xaxis.ticktext) == ["Russia", "Armenia"]


def test_no_cluster_is_told(summit):
    table = sectors.mentions(summit)
    title = sectors.along_text(table.drop_duplicates("section"), sectors.sections(summit)).layout.meta["title"]
    assert title.startswith("1 of ") and "cluster" not in title
