"""The rows behind a page: each with the fact in short, who says it, the words, and where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from summitdata.data import Data, load
from summitdata.tables.faults import DataError


def facts_by_key(data: Data) -> dict[str, dict[str, Any]]:
    """Every fact of a package by its key: name, place, label, speaker, voice, quote, language, publisher, link, row_id.

    ``language`` is that of the quote and of ``period``, the source's words for
    a figure's period; ``name`` is the fact in a few words that
    no other row has; ``place`` names the outward link: by the words to be found
    there, if no other row has them.
    """
    from summitdata.themes.evidence.measures import evidence_rows

    table = evidence_rows(data)
    table["language"] = table.source_id.map(data.sources.set_index("source_id").language)
    table["period"] = table.row_id.map(data.figures.set_index("figure_id").period_as_stated)
    table = table.astype(object)
    table = table.where(table.notna(), None)
    rows = table.to_dict("records")
    named = names(rows)
    places = [row["quote"] if row["quote"] and row["language"] == "en" else name for row, name in zip(rows, named)]
    times = Counter(map(str.lower, [*named, *places]))
    places = [name if times[place.lower()] > 1 else place for place, name in zip(places, named)]
    return {row["row_id"]: {**row, "name": n, "place": p} for row, n, p in zip(rows, named, places)}


def names(rows: list[dict[str, Any]]) -> list[str]:
    """A name for each row, unlike all others in whatever case.

    It is the row's label, for a report of a document with its publisher; where
    rows share it, with their words if they are English, their speaker and a
    count.
    """
    found = [row["label"].removesuffix(".") for row in rows]
    found = [f"{n}, named by {r['publisher']}" if r["table"] == "document_reports" else n for n, r in zip(found, rows)]
    told = [(r["quote"] or "") if r["language"] == "en" else "" for r in rows]
    words = [f"“{words}”" if words.lower() not in n.lower() else "" for n, words in zip(found, told)]
    for parts in (words, [row["speaker"] for row in rows]):
        times = Counter(map(str.lower, found))
        for i, (name, more) in enumerate(zip(found, parts)):
            if times[name.lower()] > 1 and more:
                found[i] = f"{name}, {more}"
    seen = Counter()
    for i, name in enumerate(found):
        seen[name.lower()] += 1
        found[i] = f"{name}, {seen[name.lower()]}" if seen[name.lower()] > 1 else name
    return found


def row_items(keys: Iterable[str], facts: dict[str, dict[str, Any]] | None = None) -> dict[str, dict[str, Any]]:
    """The facts with these keys, in their order; of the data at hand where none are given.

    A page can be made of a notebook whose data are not at hand: then it shows
    the keys alone.
    """
    if facts is None:
        try:
            facts = facts_by_key(load())
        except DataError:
            facts = {}
    bare = {"label": "", "speaker": "", "voice": "", "quote": None, "language": "en", "publisher": "", "link": ""}
    return {key: facts.get(key) or {**bare, "row_id": key, "name": key, "place": key} for key in keys}
