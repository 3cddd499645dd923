"""Packages of earlier editions, in the present form: columns that are called otherwise now, and columns that are new."""

from __future__ import annotations

import contextlib
import copy as copies
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summitdata.tables.cells import Cells, read_package
from summitdata.tables.folder import bundled, copy
from summitdata.tables.schema import DESCRIPTOR, read_descriptor

PAIR = {"country_a": "party_a_id", "country_b": "party_b_id"}
RENAMED = {"sources": {"publisher": "publisher_id"}, "claims": PAIR, "figures": PAIR}
ADDED = {
    "actors": ["members"],
    "sources": ["carried_by", "seen", "coded_by", "passes", "archived_url"],
    "document_reports": ["item"],
    "events": ["same_as_id", "told_as"],
}
WORDS = ("seen", "coder", "told as")  # vocabularies that came with columns
UNDONE = {"planned": r"\bplanned\b", "called off": r"\bdid not take place\b"}  # as notes told it before


@contextlib.contextmanager
def present(folder: Path) -> Iterator[Path]:
    """The folder itself; of an earlier edition a copy in the present form, which is there until the block ends."""
    files = renewed(folder)
    if not files:
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="summitdata-") as name:
        copy(folder, Path(name))
        for file, data in files.items():
            (Path(name) / file).write_bytes(data)
        yield Path(name)


def renewed(folder: Path) -> dict[str, bytes]:
    """What brings a package of an earlier edition to the present form, by file; nothing where it has it.

    No row goes, and none changes its place: actors and words that the new columns
    name stand at the end of their tables. A DataError tells that a table cannot be read.
    """
    raw = read_descriptor(folder).raw
    names = {r["name"]: [f["name"] for f in r["schema"]["fields"]] for r in raw["resources"]}
    old = {
        table
        for table, has in names.items()
        if set(RENAMED.get(table, ())) & set(has) or not set(ADDED.get(table, ())) <= set(has)
    }
    if not old or not {"actors", "terms", "sources"} <= set(names):
        return {}
    tables = read_package(folder)
    before = {name: cells.text for name, cells in tables.items()}
    for table in old:
        add(tables[table], [name for name in ADDED.get(table, ()) if name not in names[table]])
        for was, now in RENAMED.get(table, {}).items():
            if was in names[table]:
                rename(tables, table, was, now)
    known = {record["vocabulary"] for record in tables["terms"].records()}
    for record in read_package(bundled("data"))["terms"].records():
        if record["vocabulary"] in WORDS and record["vocabulary"] not in known:
            tables["terms"].add(record)
    for table, filled in FILLED.items():
        if table in old:
            for record in tables[table].records():
                tables[table].put(record[tables[table].table.key], filled(record, tables))
    files = {cells.table.path: cells.text for name, cells in tables.items() if cells.text != before[name]}
    text = json.dumps(descriptor_of(raw, old), ensure_ascii=False, indent=2) + "\n"
    return {DESCRIPTOR: text.encode(), **files}


def rename(tables: dict[str, Cells], table: str, was: str, now: str) -> None:
    """Put a column's new name, and keys of actors where its cells were names or codes."""
    cells, actors = tables[table], tables["actors"]
    i = cells.header.index(was)
    cells.header[i] = now
    for row in cells.rows:
        if table != "sources":
            row[i] = row[i] and state(actors, row[i])
        elif row[i]:
            row[i], row[cells.header.index("carried_by")] = publisher(actors, row[i])


def publisher(actors: Cells, words: str) -> tuple[str, str]:
    """The actor that a publisher is, by its name, and the medium that carries it: "Trend, in Xebersaati"."""
    ids = {record["name"]: record["actor_id"] for record in actors.records()}
    name, _, carrier = words.partition(", in ")
    if words in ids:
        return ids[words], ""
    return ids.get(name) or added_actor(actors, name, name, "medium"), carrier


def state(actors: Cells, code: str) -> str:
    """The actor that is the state of a country's code."""
    states = (record for record in actors.records() if (record["kind"], record["country"]) == ("state", code))
    return next((record["actor_id"] for record in states), "") or added_actor(actors, code, code, "state", code)


def added_actor(actors: Cells, words: str, name: str, kind: str, country: str = "") -> str:
    """The key of a new actor, made from words."""
    made = "-".join(re.findall(r"[a-z0-9]+", words.lower())) or "unnamed"
    known = {row[actors.key] for row in actors.rows}
    key = next(k for k in (made, *(f"{made}-{n}" for n in range(2, 10**6))) if k not in known)
    actors.add({"actor_id": key, "name": name, "kind": kind, "country": country})
    return key


def add(cells: Cells, names: list[str]) -> None:
    """Empty columns at the end of a table."""
    cells.header.extend(names)
    for row in cells.rows:
        row.extend([""] * len(names))


def what_was_seen(record: dict[str, str], tables: dict[str, Cells]) -> dict[str, str]:
    """How much of a source was seen, as far as its other cells tell."""
    seen = "whole" if record.get("coverage") == "full" else "" if record.get("accessed_on") else "nothing"
    return {"seen": record["seen"] or seen}


def members(record: dict[str, str], tables: dict[str, Cells]) -> dict[str, str]:
    """The members of a group whose key is made of theirs."""
    parts, actors = record["actor_id"].split("-"), tables["actors"]
    known = {row[actors.key] for row in actors.rows}
    made = record["kind"] == "group" and len(parts) > 1 and known.issuperset(parts)
    return {"members": record["members"] or (";".join(parts) if made else "")}


def how_told(record: dict[str, str], tables: dict[str, Cells]) -> dict[str, str]:
    """Whether an event is told as something that happened, by its note, its title and the day on which it is told."""
    published = {r["source_id"]: r["published_on"] for r in tables["sources"].records()}
    words = f"{record.get('note')} {record['title']}"
    told = [word for word, pattern in UNDONE.items() if re.search(pattern, words, re.I)]
    later = record["starts_on"] > published.get(record["source_id"], "") > ""
    return {"told_as": record["told_as"] or (told[-1:] or ["planned" if later else "happened"])[0]}


FILLED = {"sources": what_was_seen, "actors": members, "events": how_told}


def descriptor_of(raw: dict[str, Any], old: set[str]) -> dict[str, Any]:
    """A descriptor with the present columns, decimals and foreign keys in the tables of `old`; all else as it is."""
    model = {r["name"]: r["schema"] for r in read_descriptor(bundled("data")).raw["resources"]}
    raw = copies.deepcopy(raw)
    for resource in raw["resources"]:
        name = resource["name"]
        if name in old:
            schema, fields = resource["schema"], {f["name"]: f for f in model[name]["fields"]}
            names = [RENAMED.get(name, {}).get(f["name"], f["name"]) for f in schema["fields"]]
            specs = dict(zip(names, schema["fields"]))
            for n in [n for n in specs if "decimalsAs" in fields.get(n, ())]:
                specs[n]["decimalsAs"] = fields[n]["decimalsAs"]
            new = {*RENAMED.get(name, {}).values(), *ADDED.get(name, ())}
            schema["fields"] = [
                fields[n] if n in new else specs[n] for n in dict.fromkeys([*names, *ADDED.get(name, ())])
            ]
            keys = schema.setdefault("foreignKeys", [])
            keys += [k for k in model[name].get("foreignKeys", []) if set(k["fields"]) <= new and k not in keys]
    return raw
