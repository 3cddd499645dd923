"""Sentences: every row with its words, what the source covers, and what stands behind a figure."""

from typing import Any

import pandas as pd

from summitdata.data import Data
from summitdata.house.sentence import Sentence, cite, escape, link, quoted
from summitdata.house.table import Table, drawer, show
from summitdata.house.words import capital, count, listed, number, percent
from summitdata.themes.evidence.measures import NO_FACT, evidence_rows


def every_row(table: pd.DataFrame) -> Sentence:
    """All facts, each with an anchor of its key, who says it, the words and the link to them. Takes `evidence_rows`."""
    # of the two names of an anchor JupyterLab looks for the second
    anchor = '<a id="{0}" data-jupyter-id="{0}"></a>{1} `{0}`'
    facts = [Sentence(anchor.format(r.row_id, escape(capital(r.label)))) for r in table.itertuples()]
    told = [quoted(words) if isinstance(words, str) else "no words" for words in table.quote]
    told = [escape(made) if isinstance(made, str) else words for made, words in zip(table.formula, told)]
    words = [Sentence(f"{words}, {link(r.publisher, r.link)}") for words, r in zip(told, table.itertuples())]
    columns = {
        "Fact": facts,
        "Said by": table.speaker,
        "Voice": table.voice,
        "Words": words,
        "Table": table.table_title,
    }
    return show(pd.DataFrame(columns))


def untouched_table(table: pd.DataFrame) -> Sentence:
    """The passages in which a fact may be missed, as a table; the others are counted. Takes `untouched`."""
    if table.empty:
        return Sentence("Every passage carries a row.")
    listed_one_by_one = table.reason == NO_FACT
    others = listed(f"{number(n)} ({reason})" for reason, n in table.reason[~listed_one_by_one].value_counts().items())
    table = table[listed_one_by_one]
    columns = {
        "Characters": [f"{start} to {end}" for start, end in zip(table.start, table.end)],
        "Words": table.words,
        "Part": table.part,
        "Who, in which voice": table.speaker + ", " + table.voice,
    }
    shown = show(pd.DataFrame(columns)).markdown if len(table) else ""
    return Table("\n\n".join(filter(None, [shown, others and f"Passages that are not listed: {others}."])))


def agreement_words(table: pd.DataFrame) -> Sentence:
    """How far two passes of coding agree. Takes `agreement`."""
    rows = table[table["table"] != "passages"]
    both, found = int(rows["both"].sum()), int(rows["found"].sum())
    if not found:
        return Sentence("There is no second pass to compare with.")
    one_kind = table.coded.str.contains("software").any()
    return Sentence(
        f"Of {count(found, 'row')} that either pass wrote, both wrote {percent(both / found)}.",
        "Both are software of one kind, which agrees more than two people would." if one_kind else "",
    )


def weakness_list(table: pd.DataFrame) -> Sentence:
    """The weaknesses, each with how many rows have it, linked to the first of them. Takes `weaknesses`."""
    items = []
    for r in table[table.rows > 0].itertuples():
        linked = [key for key in r.row_ids if "-" in key[:2]][:1]
        items.append(f"{escape(r.weakness)} {cite(capital(count(r.rows, 'fact')), *linked)}.")
    return Sentence.bullets(items) if items else Sentence("None of the weaknesses looked for was found.")


def answer(facts: pd.DataFrame) -> Sentence:
    """The short answer: how many facts have the words behind them. Takes `evidence_rows`."""
    if facts.empty:
        return Sentence("There is no fact in the tables.")
    bare = facts.quote.isna()
    kinds = {
        "with the words behind them": ~bare,
        "computed here from others": bare & facts.formula.notna(),
        "with an address and no words": bare & facts.formula.isna(),
    }
    its = {how: number(int(rows.sum())) for how, rows in kinds.items() if rows.any()}
    told = f" {min(its)}" if len(its) == 1 else ": " + listed(f"{n} {how}" for how, n in its.items())
    return Sentence(f"The tables have {count(len(facts), 'fact')}{told}.")


def table(figure: Any, data: Data | None = None) -> Table:
    """The table behind a figure, folded away; with `data` the words of its rows too, else links to them."""
    meta = figure.layout.meta
    shown = ("Table behind this figure", meta["columns"], meta["rows"])
    if data is None:
        rows = " · ".join(cite(row, row) for row in meta["row_ids"])
        return drawer(*shown, rows and f"Rows behind it: {rows}")
    known = evidence_rows(data, meta["row_ids"]).set_index("row_id")
    items = "\n".join(f"- {words_of(key, known.loc[key])}" for key in meta["row_ids"] if key in known.index)
    evidence = f"\n\n<details><summary>Evidence behind this figure</summary>\n\n{items}\n\n</details>"
    return Table(drawer(*shown).markdown + (evidence if items else ""))


def words_of(key: str, row: Any) -> str:
    """A row in a line: what it is, who says so, in which voice and words, and where."""
    words = quoted(row.quote) if isinstance(row.quote, str) else "no words"
    who = f"{escape(row.speaker)}, {escape(row.voice)}"
    return f"{cite(capital(row.label), key)} · {who}: {words} · {link(row.publisher, row.link)}"
