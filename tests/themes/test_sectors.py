"""Sectors: arrows lead between the two sides, titles say what the marks show."""

from __future__ import annotations

import re

import numpy as np
import pytest
from changed import emptied, kept, replaced

from summitdata.themes import sectors


def where(data, sector):
    """Where a sector stands, of talk and paper."""
    table = sectors.talk_and_paper(data).set_index("sector")["where"]
    return table.get(sector)


def without(data, table, *keys):
    """The data without some rows."""
    column = getattr(data, table).iloc[:, 0]
    return kept(data, table, *column[~column.isin(keys)])


def talked(data, state):
    """The names of the sectors of that state."""
    table = sectors.talk_and_paper(data)
    return table[table["where"] == state].sector.tolist()


def test_a_mention_of_the_second_level_has_the_group_above_it(summit):
    table, parent = sectors.mentions(summit), summit.sectors.set_index("sector_id").parent_id
    names = summit.names("sectors")
    for row in table.itertuples():
        above = parent[row.sector_id]
        assert row.group == names[above if isinstance(above, str) else row.sector_id]


def test_a_mention_without_a_place_is_none_of_the_text(summit):
    key = sectors.mentions(summit).row_id.iloc[0]
    assert key not in set(sectors.mentions(summit.changed("sector_mentions", key, start=None, end=None)).row_id)


@pytest.mark.parametrize("state", ["both", "talk"])
def test_a_sector_without_its_talk_is_no_longer_talked_about(summit, state):
    sector = talked(summit, state)[0]
    table = sectors.mentions(summit)
    own = table[(table.sector == sector) & (table.role != "signed field")].row_id
    assert where(without(summit, "sector_mentions", *own), sector) == {"both": "paper", "talk": None}[state]


def test_a_sector_without_its_paper_is_talk_alone(summit):
    sector = talked(summit, "both")[0]
    key = {v: k for k, v in summit.names("sectors").items()}[sector]
    bare = summit
    for document in summit.documents[summit.documents.sector_id == key].document_id:
        bare = bare.changed("documents", document, sector_id=None)
    paper = sectors.mentions(bare)[lambda t: (t.sector == sector) & (t.role == "signed field")].row_id
    assert where(without(bare, "sector_mentions", *paper), sector) == "talk"


def test_what_stands_in_the_list_of_papers_is_no_talk(summit):
    table = sectors.mentions(summit)
    only = table[table.sector.isin(talked(summit, "talk"))].drop_duplicates("sector", keep=False).iloc[0]
    place = summit.passages[summit.passages.part == "signed documents"].iloc[0]
    moved = summit.changed("sector_mentions", only.row_id, start=int(place.start), end=int(place.start) + 5)
    assert where(summit, only.sector) == "talk" and where(moved, only.sector) == "theme"


def test_a_theme_of_security_is_not_counted_as_talk(summit):
    for sector in talked(summit, "theme"):
        rows = sectors.mentions(summit)[lambda t, s=sector: t.sector == s]
        assert set(rows.role) <= {"security theme", "signed field"}
    only = sectors.mentions(summit)[lambda t: t.sector.isin(talked(summit, "talk"))].drop_duplicates(
        "sector", keep=False
    )
    key, sector = only.row_id.iloc[0], only.sector.iloc[0]
    assert where(summit.changed("sector_mentions", key, role="security theme"), sector) == "theme"


@pytest.mark.parametrize("role", ["security theme", "signed field"])
def test_every_mention_that_is_counted_or_drawn_has_its_words(summit, role):
    table = sectors.mentions(summit)
    key = table[(table.sector == talked(summit, "talk")[0]) & (table.role != role)].row_id.iloc[0]
    changed = summit.changed("sector_mentions", key, role=role)
    mentions, talk = sectors.mentions(changed), sectors.talk_and_paper(changed)
    spoken = set(mentions[(mentions.part != "signed documents") & (mentions.role != "signed field")].row_id)
    assert [len(spoken.intersection(ids)) for ids in talk.row_ids] == [*talk.mentions]
    figure = sectors.said_and_signed(mentions, talk)
    drawn = {
        key
        for trace in figure.data
        for key in " ".join(trace.customdata if trace.customdata is not None else ()).split()
    }
    assert drawn <= {key for ids in talk.row_ids for key in ids}
    assert drawn == set(" ".join(figure.layout.meta["behind"]).split()), "a page counts the words of what is drawn"


def test_the_key_names_hollow_dots_only_beside_filled_ones(summit):
    def key(data):
        return sectors.said_and_signed(sectors.mentions(data), sectors.talk_and_paper(data)).layout.meta["subtitle"]

    quoted = replaced(summit, sector_mentions=summit.sector_mentions.assign(voice="quoted"))
    assert "hollow" in key(summit) and "hollow" not in key(quoted)


def test_every_sector_that_is_named_or_signed_stands_once(data):
    for summit_id in data.summits.summit_id:
        part = data.for_summit(summit_id)
        table = sectors.talk_and_paper(part)
        assert table.sector.is_unique and set(sectors.mentions(part).sector) <= set(table.sector)
        assert set(table["where"]) <= {"both", "talk", "paper", "theme", "unlisted"}


def test_a_direction_needs_both_ends(summit):
    key = sectors.directions(summit).row_id.iloc[0]
    gone = sectors.directions(summit.changed("sector_mentions", key, to_country=None))
    assert len(gone) == len(sectors.directions(summit)) - 1 and key not in set(gone.row_id)


def test_goods_that_go_the_other_way_are_drawn_the_other_way(summit):
    was = sectors.directions(summit).iloc[0]
    ends = {"from_country": was.to_country, "to_country": was.from_country}
    now = sectors.directions(summit.changed("sector_mentions", was.row_id, **ends)).set_index("row_id").loc[was.row_id]
    assert (now.origin, now.target) == (was.target, was.origin)


def test_the_scheme_counts_the_mentions_of_the_summit(data):
    for summit_id in data.summits.summit_id:
        part = data.for_summit(summit_id)
        table = sectors.scheme(part)
        assert table.mentions.sum() == len(part.sector_mentions) and len(table) == len(part.sectors)
    key = part.sector_mentions.sector_mention_id.iloc[0]
    assert sectors.scheme(without(part, "sector_mentions", key)).mentions.sum() == table.mentions.sum() - 1


def test_the_answer_follows_the_rows(summit):
    def said(data):
        return str(sectors.answer(sectors.mentions(data), sectors.talk_and_paper(data)))

    states = sectors.talk_and_paper(summit)["where"].value_counts()
    assert said(summit) == f"Of {states['both'] + states['talk']} fields talked about, three got a signed paper."
    assert sectors.talk_and_paper(summit).mentions.is_monotonic_decreasing
    assert "names no sector" in said(emptied(summit))


def test_each_mention_with_a_direction_is_told(summit):
    assert set(sectors.goods_words(sectors.directions(summit)).row_ids) == set(sectors.directions(summit).row_id)
    assert "no good" in str(sectors.goods_words(sectors.directions(emptied(summit))))


def test_where_nothing_is_signed_talk_is_not_called_bare_of_paper(summit):
    none = replaced(summit, documents=summit.documents.head(0))
    none = replaced(none, sector_mentions=none.sector_mentions[none.sector_mentions.role != "signed field"])
    mentions, talk = sectors.mentions(none), sectors.talk_and_paper(none)
    assert set(talk["where"]) <= {"unsigned", "theme"}
    meta = sectors.said_and_signed(mentions, talk).layout.meta
    assert meta["title"].endswith("fields talked about; no paper is said to be signed")
    assert str(sectors.answer(mentions, talk)) == f"{meta['title']}."
    heads = [note.text for note in sectors.said_and_signed(mentions, talk).layout.annotations]
    assert not [text for text in heads if "Signed: a square" in text], "no column for what is not there"


def test_fields_share_a_row_only_where_each_is_named_as_often_and_the_row_says_how_often(data):
    for summit_id in data.summits.summit_id:
        part = data.for_summit(summit_id)
        mentions, talk = sectors.mentions(part), sectors.talk_and_paper(part)
        said = mentions[(mentions.part != "signed documents") & (mentions.role != "signed field")].sector.value_counts()
        notes = sectors.said_and_signed(mentions, talk).layout.annotations
        lines = [re.sub("</?span.*?>", "", note.text) for note in notes]
        labels = [line.replace("-<br>", "-").replace("<br>", " ") for line in lines]
        for words, times in (("Once each: ", 1), ("Twice each: ", 2)):
            rows = [label.removeprefix(words).split("; ") for label in labels if label.startswith(words)]
            assert rows and all(said[sector] == times for row in rows for sector in row)


def test_a_square_tells_its_field_as_text(summit):
    named = replaced(summit, sectors=summit.sectors.assign(name=summit.sectors.name + " <b>x</b>"))
    figure = sectors.said_and_signed(sectors.mentions(named), sectors.talk_and_paper(named))
    told = [text for trace in figure.data for text in np.ravel(trace.hovertext) if "a paper signed" in str(text)]
    assert told and not [text for text in told if "<b>x" in text]
