"""Sentences: goods and fields, by whom; talk against paper."""

from __future__ import annotations

import pandas as pd

from summitdata.house.sentence import Sentence, cite, escape
from summitdata.house.words import capital, count, listed, number, small, the, word

SHORT = {"both": "Talked about, with a paper signed", "talk": "Talked about, without a paper", "paper": "On paper only"}
TALK = {
    "both": "Talked about, and a paper signed",
    "talk": "Talked about, no signed paper named",
    "paper": "A paper signed, not talked about elsewhere in the source",
    "unlisted": "Talked about; the source does not list its papers by field",
    "unsigned": "Talked about; the source tells of no signed paper",
    "theme": "Only a theme of security or rights",
}


def answer(mentions: pd.DataFrame, talk: pd.DataFrame) -> Sentence:
    """The short answer: on which of the fields talked about a paper was signed. Takes `mentions` and `talk_and_paper`."""
    if mentions.empty:
        return Sentence("The source names no sector.")
    themes = int((talk["where"] == "theme").sum())
    fields = count(len(talk) - themes, "field") if len(talk) > themes else "no field"
    lead = f"The source names {fields} of goods and cooperation"
    lead += f", besides {word(themes)} named only on security or rights" * bool(themes)
    if (talk["where"] == "unlisted").any():
        return Sentence(f"{lead}; its papers are not listed by field, so talk and paper cannot be compared.")
    if (talk["where"] == "unsigned").any():
        return Sentence(f"{lead}, and tells of no signed paper.")
    bullets = []
    for where, words in SHORT.items():
        rows = talk[talk["where"] == where]
        names = [cite(small(r.sector), *r.row_ids[:1]) for r in rows.head(5).itertuples()]
        names += [f"{number(len(rows) - 5)} more"] * (len(rows) > 5)
        bullets += [f"{words}: {'; '.join(names)}."] * bool(names)
    return Sentence.led(f"{lead}.", bullets)


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
    if talk.empty:
        return Sentence("The source names no sector.")
    items = []
    for where, lead in TALK.items():
        rows = talk[talk["where"] == where]
        words = [f"{cite(r.sector, *r.row_ids[:1])} ({escape(', '.join(r.terms))})" for r in rows.itertuples()]
        if words:
            items.append(f"**{lead}** ({number(len(rows))}): {'; '.join(words)}.")
    return Sentence.bullets(items)
