"""Measures: a summit in one screen."""

from __future__ import annotations

import pandas as pd

from summitdata.data import Data
from summitdata.house.sentence import Sentence, cite, escape
from summitdata.house.words import capital, count, duration, listed, number
from summitdata.themes import documents, growth
from summitdata.themes.speakers import attributed
from summitdata.themes.start.sentences import others


def ledger(data: Data) -> pd.DataFrame:
    """The numbers of a summit that people quote, each with what it can be held against.

    Returns
    -------
    DataFrame
        One row a number: ``row_id``, ``row_ids`` (all rows that a count rests
        on; else that one), ``number`` (as worded), ``about``,
        ``speaker``, ``voice``, ``against`` (Sentence: other figures, by whom,
        and how they lie to it), ``counted`` (from what the number was
        counted here; empty where somebody says it). First the claims of growth, then how many
        documents were signed, then the other numbers of the coded source whose
        kind stands once in it.
    """
    rows = [*claim_entries(data), *document_entries(data), *quantity_entries(data)]
    columns = ["row_id", "row_ids", "number", "about", "speaker", "voice", "against", "counted"]
    return pd.DataFrame([{"counted": "", "row_ids": [row["row_id"]]} | row for row in rows], columns=columns)


def claim_entries(data: Data) -> list[dict]:
    """A ledger row for each growth claim with a number."""
    readings, rates = growth.readings(data), growth.rates(data)
    rows = []
    for claim in growth.claims(data).dropna(subset=["value"]).itertuples():
        over = f"over {duration(claim.window)}" if isinstance(claim.window, str) else "window not named"
        about = f"{capital(claim.indicator)}, {over.replace('over the year', 'in the year')}"
        key = claim.row_id
        against = growth.held_against(readings[readings.row_id == key], rates[rates.claim_id == key])
        rows.append(
            {"row_id": claim.row_id, "number": claim.quote, "about": about}
            | {"speaker": claim.speaker, "voice": claim.voice, "against": against}
        )
    return rows


def document_entries(data: Data) -> list[dict]:
    """How many documents the coded source lists as signed, beside the counts of others."""
    table = documents.documents(data)
    signed = table[table.here & table.single & table.coded]
    if signed.empty:
        return []
    first, packages = signed.iloc[0], len(documents.unlisted(table))
    beside = f", beside {count(packages, 'package')} whose documents are not listed" if packages else ""
    counts = attributed(data.quantities[data.quantities.what == "documents signed"], data)
    others = [f"{cite(number(c.value), c.row_id)} (by {escape(c.speaker)})" for c in counts.itertuples()]
    counted = [f"Counted as {listed(others)}"]
    counted += ["each splits them in its own way"] * (len({len(signed), *counts.value}) > 1)
    against = Sentence.series(*counted) if others else Sentence("no other count in the data")
    return [
        {
            "row_id": first.row_id,
            "row_ids": signed.row_id.tolist(),
            "number": f"{number(len(signed))} named",
            "about": f"Documents signed, one by one{beside}",
        }
        | {"speaker": first.speaker, "voice": first.voice, "against": against}
        | {"counted": f"counted here from {first.source}"}
    ]


def quantity_entries(data: Data) -> list[dict]:
    """Other numbers of the coded source that stand once: hours, years, ordinals; beside what other sources tell."""
    told = attributed(data.quantities, data)
    table = told[~told.what.isin(["documents signed", "number of parties"]) & told.start.notna()]
    table = table[~table.what.duplicated(keep=False)]
    return [
        {"row_id": row.row_id, "number": row.quote, "about": capital(row.what), "speaker": row.speaker}
        | {"voice": row.voice, "against": others(told[(told.what == row.what) & (told.row_id != row.row_id)])}
        for row in table.itertuples()
    ]


def glossary(data: Data) -> pd.DataFrame:
    """The words of this suite: ``term`` and ``definition``, with what each does not imply."""
    return data.terms.loc[data.terms.vocabulary == "glossary", ["term", "definition"]].reset_index(drop=True)
