"""Sentences: who is heard in which voice, and who stands where."""

from __future__ import annotations

import pandas as pd

from summitdata.house.sentence import Sentence, cite, escape, told
from summitdata.house.table import listing, show
from summitdata.house.words import capital, count, listed, number, percent
from summitdata.themes.voices.measures import KINDS


def answer(words: pd.DataFrame, positions: pd.DataFrame, silent: pd.DataFrame) -> Sentence:
    """The short answer: who is heard, who stands where most often, who is not heard.

    Takes `words_by_voice`, `stances` and `unheard`.
    """
    if words.empty:
        return Sentence("No source is coded line by line.")
    totals = words.groupby("speaker", sort=False).share.sum()
    heard = listed(f"{escape(name)} {percent(share)}" for name, share in totals.items())
    spoken = words[words.voice == "quoted"].share.sum()
    items = [f"Of the words of the source: {heard}. Quoted are {percent(spoken)} of all words."]
    if len(positions):
        topics = positions.topic.value_counts()
        most = topics.index[topics == topics.max()]
        items.append(
            f"{capital(count(len(positions), 'position'))} {'is' if len(positions) == 1 else 'are'} told, most often on "
            f"{escape(listed(most))} ({number(int(topics.max()))}{' each' if len(most) > 1 else ''}); "
            f"{number(int(positions.told.sum())) if positions.told.any() else 'none'} by somebody who is not of the holder’s side."
        )
    if len(silent):
        names = listed(cite(r.name, r.row_ids[0]) for r in silent.head(5).itertuples())
        items.append(f"Spoken of but not heard: {count(len(silent), 'actor')}, most often {names}.")
    return Sentence.bullets(items)


def stance_table(table: pd.DataFrame) -> Sentence:
    """Stances in words: a row a topic, a column a side; "not heard" where a side has none. Takes `stances`."""
    if table.empty:
        return Sentence("The source tells no position.")
    names = {"host": "Host side", "guest": "Guest side", "both": "Both as one"}
    names |= {"other": "Others", "publisher": "Publisher"}
    shown = [s for s in names if s in set(table.holder_side) or s in ("host", "guest", "both")]
    rows = []
    for topic in table.topic.value_counts().index:
        part = table[table.topic == topic]
        cells = [stance_cell(part[(part.holder_side == side) | (part.heard_side == side)]) for side in shown]
        rows.append([Sentence(f"**{escape(capital(topic))}**"), *cells])
    return listing(["Issue", *(names[s] for s in shown)], rows)


def stance_cell(rows: pd.DataFrame) -> Sentence:
    """The stances of one side on one issue, each linked to its row."""
    if rows.empty:
        return Sentence("not heard")
    words = []
    for r in rows.itertuples():
        target = f" ({escape(r.target)})" if isinstance(r.target, str) else ""
        one_side = r.holder_side == "both" and r.side in ("host", "guest")
        teller = f", as told by {escape(r.speaker)}" if r.told else f", said for both by {escape(r.speaker)}" * one_side
        words.append(f"{cite(r.stance, r.row_id)}{target}{teller}")
    return Sentence("; ".join(words))


def position_list(table: pd.DataFrame) -> Sentence:
    """Every position with holder, words, speaker and voice."""
    if table.empty:
        return Sentence("The source tells no position.")
    table = table.sort_values(["topic", "start"], kind="stable")
    stance = [Sentence(f"{cite(r.stance, r.row_id)}: {escape(r.summary)}") for r in table.itertuples()]
    columns = {
        "issue": table.topic.map(capital),
        "whose": table.holder,
        "Stance, in our words": stance,
        "towards": table.target,
        "Words, speaker, voice": told(table),
        "remark": table.note,
    }
    return show(pd.DataFrame(columns))


def unheard_words(table: pd.DataFrame) -> Sentence:
    """Who is spoken of but not heard, with the rows."""
    if table.empty:
        return Sentence("Everybody who is named is heard.")
    items = []
    for kind in dict.fromkeys([*KINDS, *table.kind]):
        rows = table[table.kind == kind]
        names = [
            f"{cite(n, *ids[:1])} ({number(m + t)})"
            for n, ids, m, t in zip(rows.name, rows.row_ids, rows.mentions, rows.targets)
        ]
        if names:
            items.append(f"**{escape(capital(kind))}**: {listed(names)}")
    return Sentence.bullets(items)
