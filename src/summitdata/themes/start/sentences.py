"""Sentences: a summit in one screen."""

import pandas as pd

from summitdata.house.sentence import Sentence, cite, escape
from summitdata.house.table import show
from summitdata.house.words import capital, count, listed, small
from summitdata.themes.growth.sentences import VOICES


def ledger_table(table: pd.DataFrame) -> Sentence:
    """The ledger as a table; each number links to its row. Takes `ledger`."""
    numbers = [Sentence(f"**{cite(r.number, r.row_id)}**") for r in table.itertuples()]
    who = [r.counted or f"{r.speaker}, {r.voice}" for r in table.itertuples()]
    columns = {"Number": numbers, "About": table.about, "Who says it, in which voice": who}
    return show(pd.DataFrame(columns | {"What stands beside it": table.against}))


def facts(meeting: pd.DataFrame) -> Sentence:
    """Who met where and when, and from which source these pages are made. Takes `meeting`."""
    return Sentence.bullets(f"**{escape(r.what)}:** {r.words.markdown}" for r in meeting.itertuples())


def source_words(sources: pd.DataFrame) -> Sentence:
    """From which sources the rows are, and what they may leave out. Takes `sources`."""
    if sources.empty:
        return Sentence("No source is coded line by line.")
    one = len(sources) == 1
    return Sentence(
        f"The tables have what {escape(listed(sources.source))} printed. {'It' if one else 'They'} may have left things out.",
        f"{'It was' if one else 'They were'} read into rows {escape(listed(dict.fromkeys(sources.coded)))}.",
        "The words are translations, so a quoted word is the translator’s." if sources.translated.any() else "",
    )


def answer(table: pd.DataFrame) -> Sentence:
    """The short answer: the first three numbers, each with what it can be compared with. Takes `ledger`."""
    if table.empty:
        return Sentence("The source carries no number of the kinds coded.")
    items = []
    for r in table.head(3).itertuples():
        who = escape(r.counted or f"{r.speaker}, {VOICES.get(r.voice, r.voice)}")
        items.append(f"{cite(capital(r.number), r.row_id)} ({escape(small(r.about))}; {who}): {r.against.first}.")
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
            "`summitdata diff` lists which rows, sentences, titles and figures differ.",
            "`summitdata tidy` brings rows into their order.",
            f"This page does it on a copy. The data themselves have {good}.",
        ]
    )
