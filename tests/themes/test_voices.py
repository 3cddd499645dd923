"""Voices: whose words they are, who stands where, who is only spoken of."""

from __future__ import annotations

import pandas as pd
import pytest
from changed import added, altered, emptied, kept, replaced

from summitdata.house.table import NO_ROWS
from summitdata.themes import voices
from summitdata.themes.voices.charts import named_title


def told(data, positions):
    """The sentence on positions."""
    answer = voices.answer(voices.words_by_voice(data), positions, voices.unheard(data))
    return next(line for line in str(answer).split("\n") if " positions" in line)


def words(data, speaker, voice):
    """How many words a speaker has in a voice."""
    table = voices.words_by_voice(data)
    return int(table[(table.speaker == speaker) & (table.voice == voice)].words.sum())


def longest(data, **having):
    """The longest passage that has these values."""
    table = data.passages[data.passages.part != "furniture"]
    for column, value in having.items():
        table = table[table[column] == value]
    return table.sort_values("words", ascending=False).iloc[0]


@pytest.mark.parametrize("voice", ["paraphrased", "narrated"])
def test_a_passage_in_another_voice_takes_its_words_along(summit, voice):
    passage = longest(summit, voice="quoted", actor_id="lukashenko")
    now = summit.changed("passages", passage.passage_id, voice=voice)
    name = "Aleksandr Lukashenko"
    assert words(now, name, "quoted") == words(summit, name, "quoted") - passage.words
    assert words(now, name, voice) == words(summit, name, voice) + passage.words
    assert voices.words_by_voice(now).words.sum() == voices.words_by_voice(summit).words.sum()


def test_a_passage_of_another_speaker_counts_for_that_speaker(summit):
    passage = longest(summit, voice="quoted", actor_id="lukashenko")
    now = summit.changed("passages", passage.passage_id, actor_id="pezeshkian")
    gain = words(now, "Masoud Pezeshkian", "quoted") - words(summit, "Masoud Pezeshkian", "quoted")
    assert gain == passage.words


def test_page_furniture_counts_for_nobody(summit):
    passage = longest(summit, actor_id="belta")
    now = summit.changed("passages", passage.passage_id, part="furniture")
    assert words(now, "BelTA", passage.voice) == words(summit, "BelTA", passage.voice) - passage.words
    assert voices.words_by_voice(now).share.sum() == pytest.approx(1)


def heard(*shares):
    """Words by voice of speakers with these shares, the first two host and guest."""
    sides = ["host", "guest", *["other"] * len(shares)][: len(shares)]
    return pd.DataFrame(
        {"speaker": [*"ABCDEF"[: len(shares)]], "side": sides, "voice": "quoted", "share": shares}
        | {"words": [round(1000 * share) for share in shares], "passages": 1}
    )


def test_shares_are_told_alike_as_fractions_or_in_percent():
    def title(*shares):
        return voices.voice_bars(heard(*shares)).layout.meta["title"]

    assert title(0.505, 0.128, 0.367) == "A has half of the words, B an eighth"
    assert title(0.539, 0.392, 0.069) == "A has 54 percent of the words, B 39 percent"
    none = pd.DataFrame({"kind": []})
    assert str(voices.answer(heard(0.505, 0.128, 0.367), none, none)) == "A has half of the words, B an eighth."


def test_the_key_of_stances_names_only_those_that_are_held(summit):
    def key(stance):
        table = replaced(summit, positions=summit.positions.assign(stance=stance))
        return voices.stance_matrix(voices.stances(table)).layout.meta["subtitle"]

    assert key("supports").startswith("A dot is for what the words name. What")
    assert key("condemns").startswith("A cross is against what the words name. What")
    table = voices.stances(summit)
    told = "A dot is for what the words name, a cross is against it, a square is neither for nor against it."
    assert voices.stance_matrix(table).layout.meta["subtitle"].startswith(told)


@pytest.mark.parametrize(
    "times, said",
    [
        ((6, 4), "A is named most often, six times"),
        ((6, 5), "A and B are named most often, five or six times each"),
        ((3, 2), "A and B are named most often, twice or three times each"),
        ((2, 2), "A and B are named most often, twice each"),
        ((4, 4, 4, 4, 1), "Four are named most often, four times each"),
        ((2, 1, 1, 1), "Four are named, none more than twice"),
    ],
)
def test_who_is_named_once_more_than_another_does_not_lead_alone(times, said):
    assert named_title(pd.Series(times, [*"ABCDE"[: len(times)]])) == said


def test_a_name_in_the_plural_has_its_verb(summit):
    row = summit.actor_mentions.iloc[0]
    for name, words in (
        ("African states", "African states are named once"),
        ("United States", "The United States is named once"),
    ):
        actors = summit.actors.assign(name=summit.actors.name.mask(summit.actors.actor_id == row.mentioned_id, name))
        one = kept(replaced(summit, actors=actors), "actor_mentions", row.actor_mention_id)
        assert voices.named_dots(voices.named(one)).layout.meta["title"] == words


def test_the_speaker_with_most_words_comes_first_and_quotations_before_the_rest(data):
    for summit_id in data.summits.summit_id:
        table = voices.words_by_voice(data.for_summit(summit_id))
        totals = table.groupby("speaker", sort=False).words.sum()
        assert totals.is_monotonic_decreasing
        for _, rows in table.groupby("speaker"):
            order = ["quoted", "paraphrased", "narrated"]
            assert rows.voice.map(order.index).is_monotonic_increasing


def test_a_mention_more_moves_a_body_up_and_states_stay_first(summit):
    body = voices.named(summit)[lambda t: t.kind == "body"].iloc[-1]
    more = summit
    for i in range(9):
        more = added(more, "actor_mentions", body.row_id, f"n-more-{i}")
    table = voices.named(more)
    assert table[table.kind == "body"].mentioned_id.iloc[0] == body.mentioned_id
    states = (table.kind == "state").tolist()
    assert states == sorted(states, reverse=True)


def test_whose_stance_it_is_and_who_tells_it_are_two_things(summit):
    own = voices.stances(summit)[lambda t: (t.holder_side == "host") & (t.side == "host")].iloc[0]
    now = voices.stances(summit.changed("positions", own.row_id, actor_id="pezeshkian")).set_index("row_id")
    assert not own.told and now.told[own.row_id] and now.holder[own.row_id] == own.holder


def test_what_both_hold_may_be_told_by_either(summit):
    both = voices.stances(summit)[lambda t: t.holder_side == "both"]
    assert len(both) and not both[both.side.isin(["host", "guest"])].told.any()
    now = summit.changed("positions", both.row_id.iloc[0], actor_id="belta")
    assert voices.stances(now).set_index("row_id").told[both.row_id.iloc[0]]


def test_a_state_is_on_the_side_of_its_leader(summit):
    sides = voices.stances(summit).set_index("holder").holder_side
    assert set(sides[sides.index.isin(["Belarus", "Aleksandr Lukashenko"])]) == {"host"}


def test_who_gets_words_is_no_longer_unheard(summit):
    silent = voices.unheard(summit).iloc[0]
    passage = longest(summit, actor_id="belta")
    now = voices.unheard(summit.changed("passages", passage.passage_id, actor_id=silent.actor_id))
    assert silent.actor_id not in set(now.actor_id)


def test_only_states_and_persons_are_called_unheard(summit):
    silent = voices.unheard(summit)
    for few, said in ((silent[silent.kind == "body"], False), (silent[silent.kind == "state"], True)):
        assert ("not heard" in str(voices.answer(heard(1.0), pd.DataFrame(), few))) == said


def test_who_is_named_nowhere_is_not_called_unheard(summit):
    silent = voices.unheard(summit)[lambda t: t.targets == 0].iloc[0]
    rest = summit.actor_mentions[summit.actor_mentions.mentioned_id != silent.actor_id].actor_mention_id
    assert silent.actor_id not in set(voices.unheard(kept(summit, "actor_mentions", *rest)).actor_id)


def test_who_lists_those_that_a_row_names_and_no_other(summit):
    table = voices.who(summit).set_index("name")
    assert (
        table.role_at_the_summit["Aleksandr Lukashenko"] == "host"
        and table.country["Aleksandr Lukashenko"] == "Belarus"
    )
    assert table.country["Belarus"] == "BLR"
    more = added(summit, "actors", "belta", "nobody-at-all", name="Nobody at all")
    assert "Nobody at all" not in set(voices.who(more).name)


def test_the_issue_told_most_often_is_not_called_most_of_them(data):
    for summit in data.summits.summit_id:
        part = data.for_summit(summit)
        table = voices.stances(part)
        line = told(part, table)
        times = table.topic.value_counts()
        assert 2 * times.iloc[0] <= len(table) and "Most positions" not in line and times.index[0] in line.lower()
        few = pd.concat([table[table.topic == topic].head(n) for topic, n in zip(times.index, (3, 2, 2))])
        assert f"No issue has more positions than {times.index[0]}: 3 of 7." in told(part, few)
        assert f"Most positions are on {times.index[0]}: 3 of 5." in told(part, few.head(5))


def test_issues_told_equally_often_are_all_named(summit):
    few = voices.stances(summit).drop_duplicates("topic").head(2)
    line = told(summit, few).lower()
    assert f"{few.topic.iloc[0]} and {few.topic.iloc[1]} lead with 1 of 2 positions each." in line


def test_every_position_stands_in_the_list_under_its_issue(summit):
    table = voices.stances(summit)
    listed = voices.position_list(table)
    assert set(listed.row_ids) == set(table.row_id)
    fewer = kept(summit, "positions", *table.row_id[1:])
    assert len(voices.position_list(voices.stances(fewer)).row_ids) == len(table) - 1


def test_without_rows_the_sentences_say_so(summit):
    bare = emptied(summit)
    silent = [voices.words_by_voice(bare), voices.stances(bare), voices.unheard(bare)]
    assert "No source is coded" in str(voices.answer(*silent))
    assert str(voices.position_list(silent[1])) == NO_ROWS


def test_hostile_names_are_shown_as_text(summit):
    bad = altered(summit, "actors", "lukashenko", name="<script>*x*")
    assert "<script>" not in voices.position_list(voices.stances(bad)).markdown
    assert "<script>" not in voices.voice_bars(voices.words_by_voice(bad)).to_json().split('"meta"')[0]


def test_a_stance_is_told_with_what_it_is_about_not_for_whom(summit):
    key = summit.positions.position_id.iloc[0]
    syria = altered(summit, "positions", key, stance="supports", target_id="syr", summary="A congress should be held.")
    table = str(voices.position_list(voices.stances(syria))).split("\n")
    assert table[0] == "| Issue | Whose | Stance, in our words | Concerning | Words, speaker, voice | More |"
    assert [row for row in table if "supports: A congress should be held. | Syria |" in row]
    assert "Concerning" in voices.stance_matrix(voices.stances(syria)).layout.meta["columns"]


def test_a_side_is_headed_by_its_state_whoever_holds_its_positions(summit):
    leader = summit.positions.assign(
        holder_id=summit.positions.holder_id.replace({"irn": "pezeshkian", "blr": "lukashenko"})
    )
    heads = [
        note.text
        for note in voices.stance_matrix(voices.stances(replaced(summit, positions=leader))).layout.annotations
    ]
    assert {"Belarus", "Iran"} <= set(heads)
