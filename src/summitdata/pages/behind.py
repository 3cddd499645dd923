"""The rows behind a page: each with the fact in short, who says it, the words, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from summitdata.faults import DataError
from summitdata.package import Data, load


def facts_by_key(data: Data) -> dict[str, dict[str, Any]]:
    """Every fact of a package by its key: label, speaker, voice, quote, publisher, link, row_id."""
    from summitdata.evidence import evidence_rows

    table = evidence_rows(data).astype(object)
    table = table.where(table.notna(), None)
    return {row["row_id"]: row for row in table.to_dict("records")}


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
    bare = {"label": "", "speaker": "", "voice": "", "quote": None, "publisher": "", "link": ""}
    return {key: facts.get(key) or {**bare, "row_id": key} for key in keys}
