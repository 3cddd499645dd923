"""Draft the rows of a text: rules propose them, for a person to accept, correct or reject. Nothing enters the tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from summitdata.tables.cells import read_package
from summitdata.tables.lexicon import lexicon_of
from summitdata.tables.passages import sha256
from summitdata.tables.quotes import Bare, fold
from summitdata.tables.write import csv_text
from summitdata.texts.draft_actors import actor_mentions, new_actor
from summitdata.texts.draft_documents import documents
from summitdata.texts.draft_events import events
from summitdata.texts.draft_numbers import numbers
from summitdata.texts.draft_passages import NEWS, QUOTE, Speakers, doubled, labelled, labels, passages
from summitdata.texts.draft_sectors import sector_mentions
from summitdata.texts.draft_setting import Proposal, Row, Setting, either, rule, setting_of
from summitdata.texts.verify import text_of

FIRST = ("table", "surety", "words", "line", "within", "head", "source_id")
FILLED = {"summit_id", "actor_id", "voice", "quote", "start", "end", "words", "url"}  # by add
PLENTY, FEW, MOST = 50_000, 60, 12
MARKS = " :*_#>"


def drafted(text: str, setting: Setting) -> list[Proposal]:
    """All rows that the rules propose for a text, table by table in the order of the text."""
    parts = passages(text, setting) if text.strip() else []
    skip = [p for p in parts if p.cells["part"] == "furniture"]
    aside = [p for p in parts if p.cells["note"].startswith("label of")]
    signed = [p for p in parts if p.cells["part"] == "signed documents"]
    heads = [p for p in parts if p.cells["part"] == "heading"]
    papers = documents(text, setting, skip + aside + heads, signed)
    named = actor_mentions(text, setting, skip + aside)
    fields = sector_mentions(text, setting, skip + aside, signed, papers + named)
    told = numbers(text, setting, skip + aside, named, parts)
    for key, p in {p.cells["actor_id"]: p for p in parts if p.cells["voice"] == "quoted"}.items():
        if key not in setting.actors:
            actor = new_actor(key, key.replace("-", " ").title(), "person")
            named.append(Proposal("actors", p.start, p.end, actor, "low"))
    if not setting.english:  # what is counted is not read
        told = [p for p in told if p.table != "quantities" or rule("measured").search(p.cells["unit"])]
    return [*parts, *named, *told, *papers, *fields, *events(text, setting, skip + aside, heads)]


def unlike(text: str, source: Row, rows: list[Row]) -> Iterator[str]:
    """What speaks against drafting this text for this source: that it is another one, or that its rows are there."""
    if source["sha256"] and source["sha256"] != sha256(text):
        yield (
            f"This is not the text that was coded as {source['source_id']}: sources.csv has another SHA-256 (length"
            f" {source['characters']}, here {len(text)}). Is it the right file?"
        )
    if n := sum(row["source_id"] == source["source_id"] for row in rows):
        yield f"{source['source_id']} has {n} passages already: what is drafted anew must not be added a second time."


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
    common = len(rule("common").findall(text))
    if setting.english and words >= FEW and common < words / 10:
        yield f"sources.csv says {language}, but only {100 * common // words} of 100 words are common ones of English: is it another language?"
    if not setting.english:
        more = "" if lexicon_of(language) is None else " Numbers are read all the same, but not what they count."
        yield f"The rules are for English, and the source is in another language ({language}): expect next to nothing.{more}"
    if turns := labels(text, setting):
        known = [leader["actor_id"] for leader in setting.leaders]
        for label, n in Counter(text[a:b].strip(MARKS) for a, b, key in turns if key not in known).items():
            yield f"No leader is known as “{label}” ({n} time{'s' * (n > 1)}): a new actor has those words. Who is it?"
    yield from unlabelled(text, setting, turns)
    if not turns and not any(mark in doubled(text) for mark in QUOTE):
        yield "The text has no quotation marks: nothing is taken as quoted, only attributions tell who speaks."
    if not turns and not setting.leaders:
        yield f"{setting.summit['summit_id']} has no host and guest in participants.csv: no speaker is known."


def unlabelled(text: str, setting: Setting, turns: list[tuple[int, int, str]]) -> Iterator[str]:
    """What is told of lines that begin as with a speaker's label, and are not read as one."""
    kind = setting.source["kind"]
    places = [a for a, b, _ in turns if b > a]
    lines = [m for m in rule("loose label").finditer(text) if m.start("at") not in places]
    loose = [m["name"] for m in lines if m["bare"] is None]
    few = [m["name"] for m in lines if len(m["name"].split()) < 6 and not re.search(r"\s[a-z]{4}", m["name"])]
    leader = either([row["name"].split()[-1] for row in setting.leaders]).pattern
    named = [name for name in few if re.search(f"{leader}$", name, re.IGNORECASE)]
    read = [text[a:b].strip(MARKS) for a, b, _ in labelled(text, Speakers(setting))]
    if kind in NEWS and len(read) > 1:
        yield f"Lines begin with speakers' labels (“{read[0]}”), but the kind is {kind}: a transcript? Change it in sources.csv."
    elif named and (places or kind == "transcript"):
        yield f"A leader's name opens a line that is not read as a label (“{named[0]}”): write it as Name: words."
    elif kind == "transcript" and not read and len(loose) > 1:
        yield f"Lines begin as with speakers' labels (“{loose[0]}”), but none names a leader as the package does: no turn is known."
    elif kind == "transcript" and not turns:
        yield "The source is a transcript, but no line begins with a speaker's label (Name: words): it is read as a review."


def draft(folder: Path, source_id: str, path: Path) -> tuple[dict[str, tuple[bytes, int]], list[str]]:
    """The sheets of a text by table, each with its number of rows, and what of the draft does not apply to the text."""
    tables = read_package(folder)
    setting = setting_of({name: cells.records() for name, cells in tables.items()}, source_id)
    text, lines = text_of(path), dict[str, list[Row]]()
    if "\0" in text:
        raise RuntimeError(f"{path} has a NUL byte: it is not plain text. Save it as UTF-8 text.")
    whole = Bare(text)
    for proposal in drafted(text, setting):
        lines.setdefault(proposal.table, []).append(line_of(whole, proposal, source_id))
    columns = [(rows, c) for table, rows in lines.items() for c in tables[table].table.columns if c.vocabulary]
    words = dict.fromkeys((c.vocabulary, row[c.name]) for rows, c in columns for row in rows if row.get(c.name))
    if new := [pair for pair in words if pair not in setting.terms]:
        lines["terms"] = [{"table": "terms", "surety": "low", "vocabulary": v, "term": term} for v, term in new]
    sheets = {}
    for table, rows in lines.items():
        its = tables[table].table
        asked = {c.name for c in its.columns if c.required} - {*FILLED, its.key}
        every = dict.fromkeys([*FIRST, *tables[table].header])
        columns = [n for n in every if n in asked or any(row.get(n) for row in rows)]
        content = csv_text(columns, [[row.get(n, "") for n in columns] for row in rows])
        sheets[table] = content.encode(), len(rows)
    return sheets, [*unlike(text, setting.source, tables["passages"].records()), *unfit(text, setting)]


def line_of(whole: Bare, p: Proposal, source_id: str) -> Row:
    """The line of a sheet for one proposal."""
    text = whole.text
    cells = {"table": p.table, "surety": p.surety} | p.cells
    if p.table == "actors":
        return cells
    a, b = text.rfind("\n", 0, p.start) + 1, text.find("\n", p.start) % (len(text) + 1)
    around, words = Bare(text[a : b + 500]), fold(text[p.start : p.end]).split()[:MOST]
    once = lambda words: len([m for m in around.find(" ".join(words)) if m.start < b - a]) == 1  # noqa: E731
    if p.table == "passages":  # its first words, as many as tell it from others on its line
        words = words[: next((n for n in range(3, MOST) if once(words[:n])), MOST)]
    quote = " ".join(words)
    cells |= {"words": quote, "line": str(text.count("\n", 0, p.start) + 1), "source_id": source_id}
    cells |= {"head": fold(text[slice(*p.head)])} if p.head else {}
    return cells if once(words) else cells | {"within": stretch(whole, p.start, quote)}


def stretch(whole: Bare, start: int, quote: str) -> str:
    """The words around a place, as few as stand once in the text and hold the words once; empty where none do."""
    before, after = whole.text[max(0, start - 300) : start].split()[-MOST:], whole.text[start : start + 600].split()
    size = len(quote.split())
    for more in range(1, MOST):
        run = " ".join([*before[-more:], *after[: size + more]])
        if len(Bare(run).find(quote)) == len(whole.find(run)) == 1:
            return run
    return ""
