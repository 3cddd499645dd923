"""Sentences: every row with its words, and what the source covers."""

from __future__ import annotations

import pandas as pd

from summitdata.house.sentence import Sentence, cite, escape, link, quoted
from summitdata.house.table import show
from summitdata.house.words import capital, count, listed, number
from summitdata.themes.evidence.measures import shares_line

LONG = 200  # words


def rows_list(table: pd.DataFrame, name: str) -> Sentence:
    """All rows of the table `name` as a list, each with an anchor of its key, its words and the link to them.

    Takes `evidence_rows`.
    """
    rows = table[table.table == name]
    if rows.empty:
        return Sentence("The source has no row for this table.")
    items = []
    for r in rows.itertuples():
        words = quoted(r.quote) if isinstance(r.quote, str) else "no words"
        who = f"{escape(r.speaker)}, {escape(r.voice)}"
        if isinstance(r.formula, str):
            who, words = f"derived here from figures by {escape(r.speaker)}", escape(r.formula)
        where = link(r.publisher, r.link)
        items.append(f'<a id="{r.row_id}"></a>**{escape(capital(r.label))}** · {who}: {words} · {where} · `{r.row_id}`')
    return Sentence.bullets(items)


def untouched_table(table: pd.DataFrame) -> Sentence:
    """The passages without a row, as a table. Takes `untouched`."""
    if table.empty:
        return Sentence("Every passage carries a row.")
    characters = [f"{start} to {end}" for start, end in zip(table.start, table.end)]
    columns = {"Characters": characters, "Words": table.words, "Part": table.part}
    columns |= {"Who, in which voice": table.speaker + ", " + table.voice, "Why no row": table.reason}
    return show(pd.DataFrame(columns))


def coverage_words(passages: pd.DataFrame, facts: pd.DataFrame) -> Sentence:
    """How much of the source the rows cover. Takes `passages` and `evidence_rows`."""
    table = passages
    if table.empty:
        return Sentence("No source is coded line by line.")
    words, bare = int(table.words.sum()), table[table.rows == 0]
    text = bare[bare.reason == "no fact of the kinds coded"]
    facts = facts.dropna(subset=["start"])
    touched = set()
    for r in facts.itertuples():
        touched.update((r.source_id, i) for i in range(r.start, r.end))
    total = int(table.groupby("source_id").end.max().sum())
    return Sentence(
        f"Of {count(len(table), 'passage')} with {number(words)} words, {number(len(table) - len(bare))} carry a row;",
        f"they have {number(100 * (words - int(bare.words.sum())) / words, 0)} percent of the words.",
        f"Of those without one, {count(len(text), 'passage')} with {count(int(text.words.sum()), 'word')} "
        f"{'is' if len(text) == 1 else 'are'} running text that tells no fact of the kinds coded."
        if len(text)
        else f"Those without one: {shares_line(table)}."
        if len(bare)
        else "",
        long_words(table),
        f"The quotes of all rows together touch {number(100 * len(touched) / total, 0)} percent of the characters;",
        "a quote is a pointer, never a copy.",
    )


def long_words(table: pd.DataFrame) -> str:
    """What weakens the share of words where passages are whole speeches; empty where they are short."""
    longest = int(table.words.max())
    if longest < LONG:
        return ""
    return f"The longest passage has {number(longest)} words: one row in it counts for all of them, so the share says little."


def agreement_words(table: pd.DataFrame) -> Sentence:
    """What the agreement says, and what it does not."""
    if table.empty:
        return Sentence("No comparison of coding passes is in the data.")
    rows = table[table["table"] != "passages"]
    both, found = int(rows["both"].sum()), int(rows["found"].sum())
    return Sentence(
        f"Of {number(found)} rows that either pass wrote, {number(both)} were written by both, at the same place and",
        f"with the same key fields: {number(100 * both / found, 0)} percent. The source was coded",
        f"{escape(listed(dict.fromkeys(table.coded)))}.",
        "Software of one kind reads more alike than two people would, so the agreement overstates how reliable it is."
        if table.coded.str.contains("software").any()
        else "",
        "Each difference and how it was settled stands in the codebook.",
    )


def weakness_list(table: pd.DataFrame) -> Sentence:
    """The weaknesses with their rows."""
    items = []
    for r in table[table.rows > 0].itertuples():
        few = ", ".join(cite(key, key) if "-" in key[:2] else escape(key) for key in r.row_ids[:6])
        more = f" and {number(len(r.row_ids) - 6)} more" if len(r.row_ids) > 6 else ""
        items.append(f"**{number(r.rows)}** · {escape(r.weakness)} {few}{more}")
    return Sentence.bullets(items) if items else Sentence("None of the weaknesses looked for was found.")


def answer(passages: pd.DataFrame, facts: pd.DataFrame) -> Sentence:
    """The short answer: how many facts, how many with words, how much of the text carries one.

    Takes `passages` and `evidence_rows`.
    """
    table = passages
    coded = facts.dropna(subset=["start"])
    worded = int(facts.quote.notna().sum())
    items = [
        f"{number(len(facts))} facts stand in the tables; {number(worded)} of them carry the words behind them, "
        f"and {number(len(coded))} of these a place in a source coded line by line."
    ]
    if len(table):
        words = int(table.words.sum())
        share = 100 * int(table[table.rows > 0].words.sum()) / words
        text = f"The passages in which a row stands have {number(share, 0)} percent of the words of that source."
        items.append(f"{text} {long_words(table)}".strip())
    missing, derived = len(facts) - worded, int((facts.quote.isna() & facts.formula.notna()).sum())
    if missing:
        items.append(
            f"{capital(count(missing, 'fact'))} {'has' if missing == 1 else 'have'} an address but no words"
            + (f"; {number(derived)} of them {'is' if derived == 1 else 'are'} derived here." if derived else ".")
        )
    return Sentence.bullets(items)
