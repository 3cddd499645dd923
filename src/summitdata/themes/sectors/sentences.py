"""Sentences: goods and fields, by whom; talk against paper."""

import pandas as pd

from summitdata.house.sentence import Sentence, cite, escape
from summitdata.house.words import capital, listed, number, the
from summitdata.themes.sectors.charts import said_title

TALK = {
    "both": "Talked about, and a paper signed",
    "talk": "Talked about, no signed paper named",
    "paper": "A paper signed, not talked about elsewhere in the source",
    "unlisted": "Talked about; the source does not list its papers by field",
    "unsigned": "Talked about; the source tells of no signed paper",
    "theme": "Only a theme of security or rights",
}


def answer(mentions: pd.DataFrame, talk: pd.DataFrame) -> Sentence:
    """The short answer: on how many of the fields talked about a paper was signed. Takes `mentions` and `talk_and_paper`."""
    return Sentence("The source names no sector." if mentions.empty else f"{said_title(talk)}.")


def goods_words(table: pd.DataFrame) -> Sentence:
    """Who says which goods go where, with the rows."""
    if table.empty:
        return Sentence("The source names no good with a direction.")
    items = []
    for (origin, target), rows in table.groupby(["origin", "target"], sort=False):
        words = listed(f"{cite(r.term, r.row_id)} ({escape(r.speaker)})" for r in rows.itertuples())
        items.append(f"**{escape(f'{capital(the(origin))} to {the(target)}')}**: {words}.")
    return Sentence.bullets(items)


def talk_list(talk: pd.DataFrame) -> Sentence:
    """Talk against paper as lists of words. Takes `talk_and_paper`."""
    items = []
    for where, lead in TALK.items():
        rows = talk[talk["where"] == where]
        words = [f"{cite(r.sector, *r.row_ids[:1])} ({escape(', '.join(r.terms))})" for r in rows.itertuples()]
        if words:
            items.append(f"**{lead}** ({number(len(rows))}): {'; '.join(words)}.")
    return Sentence.bullets(items)
