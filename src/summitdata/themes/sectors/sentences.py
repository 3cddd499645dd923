"""Sentences: goods and fields, by whom; talk against paper."""

from __future__ import annotations

import pandas as pd

from summitdata.house.sentence import Sentence, cite, escape
from summitdata.house.words import capital, count, listed, number

SHORT = {"both": "Talked about and on paper", "talk": "Talked about only", "paper": "On paper only"}
TALK = {
    "both": "Talked about, and a paper signed",
    "talk": "Talked about, no signed paper named",
    "paper": "A paper signed, not talked about elsewhere in the source",
    "theme": "Named only as a theme of security or rights",
    "unlisted": "Talked about; the source does not list its papers by field",
}


def answer(mentions: pd.DataFrame, talk: pd.DataFrame) -> Sentence:
    """The short answer: how many mentions by whom, and how talk and paper meet.

    Takes `mentions` and `talk_and_paper`.
    """
    table = mentions
    if table.empty:
        return Sentence("The source names no sector.")
    who = table.groupby("speaker", sort=False).size().sort_values(ascending=False)
    by = listed(f"{escape(name)} {number(int(n))}" for name, n in who.items())
    quoted = int((table.voice == "quoted").sum())
    items = [
        f"The source names {number(table.sector_id.nunique())} sectors in {number(len(table))} mentions, "
        f"{number(quoted)} of them quoted: {by}."
    ]
    counts = talk["where"].value_counts()
    if "unlisted" in counts:
        items.append("Its papers are not listed by field, so talk cannot be held against paper.")
    else:
        for where, lead in SHORT.items():
            names = talk[talk["where"] == where]
            if len(names):
                words = [cite(r.sector.lower(), *r.row_ids[:1]) for r in names.head(8).itertuples()]
                words += [f"{number(len(names) - 8)} more"] * (len(names) > 8)
                items.append(f"{lead}: {count(len(names), 'sector')} ({'; '.join(words)}).")
    return Sentence.bullets(items)


def role_words(table: pd.DataFrame) -> Sentence:
    """Each role with the words named in it, by speaker and voice."""
    if table.empty:
        return Sentence("The source names no sector.")
    items = []
    for role, rows in table.groupby("role", sort=False):
        voices = listed(f"{number(int(n))} {escape(voice)}" for voice, n in rows.voice.value_counts().items())
        items.append(f"**{escape(capital(role))}**: {count(len(rows), 'mention')} ({voices}).")
    return Sentence.bullets(items)


def goods_words(table: pd.DataFrame) -> Sentence:
    """Who says which goods go where, with the rows."""
    if table.empty:
        return Sentence("The source names no good with a direction.")
    items = []
    for (origin, target), rows in table.groupby(["origin", "target"], sort=False):
        words = listed(
            f"{cite(r.term, r.row_id)} ({escape(f'{r.role}; {r.speaker}, {r.voice}')})" for r in rows.itertuples()
        )
        items.append(f"**{escape(origin)} to {escape(target)}**: {words}.")
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
