"""Sentences: who is heard in which voice, and who stands where."""

import pandas as pd

from summitdata.house.sentence import Sentence, cite, escape, told
from summitdata.house.table import show
from summitdata.house.words import capital, listed, the
from summitdata.themes.voices.charts import most_positions, voice_title


def answer(words: pd.DataFrame, positions: pd.DataFrame, silent: pd.DataFrame) -> Sentence:
    """The short answer: who is heard, on what most positions are, which states and persons are spoken of and not heard.

    Takes `words_by_voice`, `stances` and `unheard`.
    """
    if words.empty:
        return Sentence("No source is coded line by line.")
    bullets = [f"{escape(most_positions(positions))}."] if len(positions) else []
    silent = silent[silent.kind.isin(["state", "person"])]
    names = listed(cite(the(r.name), r.row_ids[0]) for r in silent.head(3).itertuples())
    bullets += [f"Spoken of and not heard: {'for instance ' * (len(silent) > 3)}{names}."] * bool(names)
    return Sentence.led(f"{escape(voice_title(words))}.", bullets)


def position_list(table: pd.DataFrame) -> Sentence:
    """Every position with holder, words, speaker and voice."""
    table = table.sort_values(["topic", "start"], kind="stable")
    stance = [Sentence(f"{escape(r.stance)}: {cite(r.summary, r.row_id)}") for r in table.itertuples()]
    columns = {
        "issue": table.topic.map(capital),
        "whose": table.holder,
        "Stance, in our words": stance,
        "concerning": table.target,
        "Words, speaker, voice": told(table),
        "remark": table.note,
    }
    return show(pd.DataFrame(columns))
