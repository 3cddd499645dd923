"""Draft the rows of a text: rules propose them, for a person to accept, correct or reject. Nothing enters the tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from summitdata.tables.cells import read_package
from summitdata.tables.lexicon import lexicon_of
from summitdata.tables.quotes import find, fold
from summitdata.tables.write import csv_text
from summitdata.texts.draft_actors import actor_mentions, new_actor
from summitdata.texts.draft_documents import documents
from summitdata.texts.draft_events import events
from summitdata.texts.draft_numbers import numbers
from summitdata.texts.draft_passages import QUOTE, labels, passages
from summitdata.texts.draft_sectors import sector_mentions
from summitdata.texts.draft_setting import Proposal, Setting, setting_of

FIRST = ("table", "surety", "words", "line", "head")
PLENTY, FEW, MOST = 50_000, 60, 12


def drafted(text: str, setting: Setting) -> list[Proposal]:
    """All rows that the rules propose for a text, table by table in the order of the text."""
    parts = passages(text, setting) if text.strip() else []
    skip = [p for p in parts if p.cells["part"] == "furniture"]
    aside = [p for p in parts if p.cells["note"].startswith("label of")]
    signed = [p for p in parts if p.cells["part"] == "signed documents"]
    papers = documents(text, setting, skip + aside, signed)
    named = actor_mentions(text, setting, skip + aside)
    fields = sector_mentions(text, setting, skip + aside, signed, papers + named)
    heads = [p for p in parts if p.cells["part"] == "heading"]
    told = numbers(text, setting, skip + aside + heads)
    new = {
        p.cells["actor_id"]: p
        for p in parts
        if p.cells["actor_id"] not in setting.actors and p.cells["voice"] == "quoted"
    }
    named += [
        Proposal("actors", p.start, p.end, new_actor(key, key.title(), "person"), "low") for key, p in new.items()
    ]
    return [*parts, *named, *told, *papers, *fields, *events(text, setting, skip + aside + heads)]


def unfit(text: str, setting: Setting) -> Iterator[str]:
    """What of the draft does not apply to a text, or is not to be trusted, in words."""
    language, words = setting.source["language"], len(text.split())
    if not words:
        yield "The text is empty: nothing is drafted."
        return
    if words < FEW:
        yield f"The text has {words} word{'s' * (words > 1)}: there is hardly anything to draft. Is it the whole text?"
    if words > PLENTY:
        yield f"The text has {words:,} words. The rules were made on texts of one to three thousand: look at samples of each table first."
    if not language.lower().startswith("en"):
        more = "" if lexicon_of(language) is None else " Numbers are read all the same, but not what they count."
        yield f"The rules are for English, and the source is in another language ({language}): expect next to nothing.{more}"
    if labels(text, setting):
        return
    if setting.source["kind"] == "transcript":
        yield "The source is a transcript, but no line begins with a speaker's label (Name: words): it is read as a review."
    if not any(mark in text for mark in QUOTE):
        yield "The text has no quotation marks and no speakers' labels: nothing is taken as quoted, only attributions tell who speaks."
    if not setting.leaders:
        yield f"{setting.summit['summit_id']} has no host and guest in participants.csv: no speaker is known."


def source_text(path: Path) -> str:
    """The text of a file; a RuntimeError where it is none."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise RuntimeError(f"{path} is not UTF-8 text. Save it with UTF-8 encoding.") from None


def draft(folder: Path, source_id: str, path: Path) -> tuple[dict[str, bytes], list[str]]:
    """The sheets of a text by table, ready to be written, and what of the draft does not apply to it."""
    tables = read_package(folder)
    setting, text = setting_of({name: cells.records() for name, cells in tables.items()}, source_id), source_text(path)
    rows: dict[str, list[Proposal]] = {}
    for proposal in drafted(text, setting):
        rows.setdefault(proposal.table, []).append(proposal)
    sheets = {}
    for table, proposals in rows.items():
        cells = [cells_of(text, p, source_id) for p in proposals]
        columns = [n for n in FIRST if any(row.get(n) for row in cells)]
        columns += [
            n for n in ("source_id", *tables[table].header) if n not in FIRST and any(row.get(n) for row in cells)
        ]
        columns = list(dict.fromkeys(columns))
        sheets[table] = csv_text(columns, [[row.get(n, "") for n in columns] for row in cells]).encode()
    return sheets, list(unfit(text, setting))


def cells_of(text: str, proposal: Proposal, source_id: str) -> dict[str, str]:
    """The line of a sheet for one proposal."""
    cells = {n: c for n, c in proposal.cells.items() if c}
    if proposal.table == "actors":
        return cells | {"table": "actors", "surety": proposal.surety}
    words, line = fold(text[proposal.start : proposal.end]).split()[:MOST], text.count("\n", 0, proposal.start) + 1
    if proposal.table == "passages":  # its first words, as many as tell it from others on its line
        enough = (n for n in range(1, len(words)) if alone(text, " ".join(words[:n]), proposal.start))
        words = words[: max(3, next(enough, MOST))]
    head = fold(text[slice(*proposal.head)]) if proposal.head else ""
    first = {
        "table": proposal.table,
        "surety": proposal.surety,
        "words": " ".join(words),
        "line": str(line),
        "head": head,
    }
    return first | {"source_id": source_id} | cells


def alone(text: str, words: str, start: int) -> bool:
    """Whether words begin only once on the line on which a place lies."""
    a, b = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    return len([m for m in find(text[a : b if b > 0 else len(text)], words) if m.start >= 0]) == 1
