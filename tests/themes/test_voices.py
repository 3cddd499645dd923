"""Voices: the short answer says of positions what their numbers say."""

from __future__ import annotations

from summitdata.themes import voices


def told(data, positions):
    """The sentence on positions."""
    answer = voices.answer(voices.words_by_voice(data), positions, voices.unheard(data))
    return next(line for line in str(answer).split("\n") if " told, " in line)


def test_the_issue_told_most_often_is_not_called_most_of_them(data):
    for summit in data.summits.summit_id:
        part = data.for_summit(summit)
        table = voices.stances(part)
        line = told(part, table)
        most = table.topic.value_counts()
        assert f"most often on {most.index[0]}" in line and f"({most.iloc[0]}" in line and "most of them" not in line


def test_issues_told_equally_often_are_all_named(summit):
    few = voices.stances(summit).drop_duplicates("topic").head(2)
    assert f"most often on {few.topic.iloc[0]} and {few.topic.iloc[1]} (1 each)" in told(summit, few)
    assert "One position is told" in told(summit, few.head(1))
