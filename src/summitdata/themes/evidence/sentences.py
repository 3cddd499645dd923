"""Sentences: every row with its words, and what the source covers."""

from __future__ import annotations

import pandas as pd

from summitdata.house.sentence import Sentence, cite, escape, link, quoted
from summitdata.house.table import Table, show
from summitdata.house.words import capital, count, listed, number, percent, word
from summitdata.themes.evidence.measures import NO_FACT


def every_row(table: pd.DataFrame) -> Sentence:
    """All facts, each with an anchor of its key, who says it, the words and the link to them. Takes `evidence_rows`."""
    columns: dict[str, list] = {name: [] for name in ("Fact", "Said by", "Voice", "Words", "Table")}
    for r in table.itertuples():
        words = quoted(r.quote) if isinstance(r.quote, str) else "no words"
        words = escape(r.formula) if isinstance(r.formula, str) else words
        # JupyterLab looks for the second of the two
        anchor = f'<a id="{r.row_id}" data-jupyter-id="{r.row_id}"></a>'
        fact = Sentence(f"{anchor}{escape(capital(r.label))} `{r.row_id}`")
        cells = (fact, r.speaker, r.voice, Sentence(f"{words}, {link(r.publisher, r.link)}"), r.table_title)
        for column, cell in zip(columns.values(), cells):
            column.append(cell)
    return show(pd.DataFrame(columns, dtype="object"))


def untouched_table(table: pd.DataFrame) -> Sentence:
    """The passages in which a fact may be missed, as a table; the others are counted. Takes `untouched`."""
    if table.empty:
        return Sentence("Every passage carries a row.")
    why = table.reason[table.reason != NO_FACT].value_counts()
    others = listed(f"{number(n)} ({reason})" for reason, n in why.items())
    others = f"Passages that are not listed: {others}." if others else ""
    table = table[table.reason == NO_FACT]
    if table.empty:
        return Sentence(others)
    characters = [f"{start} to {end}" for start, end in zip(table.start, table.end)]
    columns = {"Characters": characters, "Words": table.words, "Part": table.part}
    columns |= {"Who, in which voice": table.speaker + ", " + table.voice}
    return Table("\n\n".join(filter(None, [show(pd.DataFrame(columns)).markdown, others])))


def agreement_words(table: pd.DataFrame) -> Sentence:
    """How far two passes of coding agree. Takes `agreement`."""
    if table.empty:
        return Sentence("No comparison of coding passes is in the data.")
    rows = table[table["table"] != "passages"]
    both, found = int(rows["both"].sum()), int(rows["found"].sum())
    if not found:
        return Sentence("Neither pass wrote a row.")
    later = "; two passes are compared here, and later ones were held against the rows" * bool(rows.passes.gt(2).any())
    return Sentence(
        f"The text was read into rows {escape(listed(dict.fromkeys(rows.coded)))}{later}.",
        f"Of {count(found, 'row')} that either pass wrote, both wrote {percent(both / found)}.",
        "Both are software of one kind, which agrees more than two people would."
        if table.coded.str.contains("software").any()
        else "",
    )


def weakness_list(table: pd.DataFrame) -> Sentence:
    """The weaknesses, each with how many rows have it, linked to the first of them. Takes `weaknesses`."""
    items = []
    for r in table[table.rows > 0].itertuples():
        linked = [key for key in r.row_ids if "-" in key[:2]][:1]
        items.append(f"{escape(r.weakness)} {cite(count(r.rows, 'row').capitalize(), *linked)}.")
    return Sentence.bullets(items) if items else Sentence("None of the weaknesses looked for was found.")


def answer(facts: pd.DataFrame) -> Sentence:
    """The short answer: how many facts have the words behind them. Takes `evidence_rows`."""
    if facts.empty:
        return Sentence("There is no fact in the tables.")
    worded, derived = int(facts.quote.notna().sum()), int((facts.quote.isna() & facts.formula.notna()).sum())
    missing = len(facts) - worded - derived
    lead = f"Of {count(len(facts), 'fact')} in the tables, {word(worded)} {'has' if worded == 1 else 'have'} the words behind them."
    lead = "Every fact in the tables has the words behind it." if worded == len(facts) else lead
    bullets = []
    if derived:
        bullets.append(
            f"{capital(count(derived, 'fact'))} {'is' if derived == 1 else 'are'} computed here from others."
        )
    if missing:
        bullets.append(
            f"{capital(count(missing, 'fact'))} {'has' if missing == 1 else 'have'} an address and no words."
        )
    return Sentence.led(lead, bullets)
