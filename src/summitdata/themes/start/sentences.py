"""Sentences: a summit in one screen."""

from __future__ import annotations

import pandas as pd

from summitdata.house.sentence import Sentence, cite, escape
from summitdata.house.table import show
from summitdata.house.words import capital, count


def ledger_table(table: pd.DataFrame) -> Sentence:
    """The ledger as a table; each number links to its row. Takes `ledger`."""
    if table.empty:
        return Sentence("The source carries no number of the kinds coded.")
    numbers = [Sentence(f"**{cite(r.number, r.row_id)}**") for r in table.itertuples()]
    who = [r.counted or f"{r.speaker}, {r.voice}" for r in table.itertuples()]
    columns = {"Number": numbers, "About": table.about, "Who says it, in which voice": who}
    return show(pd.DataFrame(columns | {"What it can be held against": table.against}))


def facts(meeting: pd.DataFrame) -> Sentence:
    """Who met where and when, and from which source these pages are made. Takes `meeting`."""
    return Sentence.bullets(f"**{escape(r.what)}:** {r.words.markdown}" for r in meeting.itertuples())


SELECTS = {
    "news review": "is the publisher’s own selection of what was said. The tables hold what it printed",
    "transcript": "prints words turn by turn; whether all of them, it does not say. The tables hold what it printed",
}


def source_words(sources: pd.DataFrame) -> Sentence:
    """What kind of source the rows are from, and what it leaves out. Takes `sources`."""
    items = [
        f"{escape(capital(s.source))} {SELECTS.get(s.kind, 'is one publication. The tables hold what it printed')}, "
        "row by row, with the speaker, the voice and the few words that carry each fact."
        for s in sources.itertuples()
    ]
    items += [f"{escape(capital(s.source))} was coded {escape(s.coded)}." for s in sources.itertuples()]
    if sources.translated.any():
        items.append("The words are translations, so a quoted word is the translator’s.")
    return Sentence(*items, "What was said elsewhere, or was left out, is not in the rows.")


def answer(table: pd.DataFrame) -> Sentence:
    """The short answer: the first three numbers, each with what it can be held against. Takes `ledger`."""
    if table.empty:
        return Sentence("The source carries no number of the kinds coded.")
    voices = {"quoted": "quoted", "paraphrased": "in paraphrase", "narrated": "in its own narration"}
    items = []
    for r in table.head(3).itertuples():
        about = escape(r.about[:1].lower() + r.about[1:])
        voice = voices.get(r.voice, escape(r.voice))
        who = escape(capital(r.counted)) if r.counted else f"{escape(r.speaker)}, {voice}"
        said = f"{who}: {cite(r.number, r.row_id)} ({about})"
        items.append(f"{said}. {capital(r.against.first)}.")
    return Sentence.bullets(items)


def glossary_table(table: pd.DataFrame) -> Sentence:
    """The glossary as a table; it is from `glossary`."""
    return show(table.set_axis(["Word", "What it means here, and what it does not imply"], axis=1))


def update_words(faults: pd.DataFrame) -> Sentence:
    """How an edit goes, and how the data stand. Takes `summitdata.check`."""
    good = "no fault" if faults.empty else count(len(faults), "fault")
    return Sentence.bullets(
        [
            "Change a cell or add a row with any program that writes CSV; one row is one fact.",
            "`summitdata check` lists every fault with its line and its remedy.",
            "`summitdata diff` tells which rows, sentences, titles and figures differ.",
            "`summitdata tidy` brings rows into their order, so that others see what was meant.",
            f"This page does it on a copy that nobody else sees. The check of the data themselves says: {good}.",
        ]
    )
