"""Packages of editions before 2026.3, in the present form: columns that are called otherwise now, and columns that are new."""

import copy
import json
import re
from pathlib import Path

from summitdata.tables.cells import read_package
from summitdata.tables.folder import bundled
from summitdata.tables.schema import DESCRIPTOR, read_descriptor
from summitdata.tables.write import csv_text

PAIR = {"country_a": "party_a_id", "country_b": "party_b_id"}
RENAMED = {"sources": {"publisher": "publisher_id"}, "claims": PAIR, "figures": PAIR}
WORDS = ("seen", "coder", "told as")  # vocabularies that came with columns
Record = dict[str, str]


def renewed(folder: Path) -> dict[str, bytes]:
    """What brings a package of an earlier edition to the present form, by file; nothing where it has it.

    No row goes, and none changes its place: actors and words that the new columns
    name stand at the end of their tables. A DataError tells that a table cannot be read.
    """
    raw = copy.deepcopy(read_descriptor(folder).raw)
    schemas = {resource["name"]: resource["schema"] for resource in raw["resources"]}
    if not {"actors", "terms", "sources"} <= set(schemas) or "publisher" not in named(schemas["sources"]):
        return {}
    tables, model = read_package(folder), read_descriptor(bundled("data"))
    rows = {name: [renamed(name, record) for record in cells.records()] for name, cells in tables.items()}
    known = {term["vocabulary"] for term in rows["terms"]}
    words = (term for term in read_package(bundled("data"))["terms"].records() if term["vocabulary"] in WORDS)
    rows["terms"] += [term for term in words if term["vocabulary"] not in known]
    fill(rows)
    for resource in model.raw["resources"]:
        if schema := schemas.get(resource["name"]):
            now = {field["name"]: field for field in resource["schema"]["fields"]}
            was = dict(zip(renamed(resource["name"], dict.fromkeys(named(schema), "")), schema["fields"]))
            schema |= resource["schema"] | {"fields": [*now.values(), *(was[n] for n in was if n not in now)]}
    files = {DESCRIPTOR: (json.dumps(raw, ensure_ascii=False, indent=2) + "\n").encode()}
    for name, cells in tables.items():
        header = named(schemas[name])
        text = csv_text(header, [[row.get(column) or "" for column in header] for row in rows[name]]).encode()
        files |= {cells.table.path: text} if text != cells.text else {}
    return files


def named(schema: dict) -> list[str]:
    """The columns of a table's schema."""
    return [field["name"] for field in schema["fields"]]


def renamed(table: str, record: Record) -> Record:
    """A row with the present names of its columns."""
    return {RENAMED.get(table, {}).get(column, column): cell for column, cell in record.items()}


def fill(rows: dict[str, list[Record]]) -> None:
    """Fill the new columns as far as the others tell; names and codes of actors become their keys."""
    actors, published = rows["actors"], {row["source_id"]: row["published_on"] for row in rows["sources"]}
    known = {actor["actor_id"] for actor in actors}
    for actor in actors:
        parts = actor["actor_id"].split("-")
        if actor["kind"] == "group" and len(parts) > 1 and known.issuperset(parts):
            actor["members"] = ";".join(parts)
    for row in rows["sources"]:
        row["seen"] = "whole" if row["coverage"] == "full" else "" if row["accessed_on"] else "nothing"
        name, _, row["carried_by"] = row["publisher_id"].partition(", in ")  # "Trend, in Xebersaati"
        row["publisher_id"] = name and key_of(actors, name=name, kind="medium", country="")
    for row in (row for table in ("claims", "figures") for row in rows.get(table, ())):
        for column in PAIR.values():
            row[column] = row[column] and key_of(actors, name=row[column], kind="state", country=row[column])
    for event in rows.get("events", ()):
        words = f"{event['note']} {event['title']}".lower()  # where it was told before
        later = event["starts_on"] > published.get(event["source_id"], "") > "" or re.search(r"\bplanned\b", words)
        event["told_as"] = "called off" if "did not take place" in words else "planned" if later else "happened"


def key_of(actors: list[Record], name: str, kind: str, country: str) -> str:
    """The key of a state, by its code, or of another actor, by its name; of a new one where there is none."""
    same = {"kind": kind, "country": country} if country else {"name": name}
    for actor in actors:
        if same.items() <= actor.items():
            return actor["actor_id"]
    made = "-".join(re.findall(r"[a-z0-9]+", name.lower())) or "unnamed"
    known = {actor["actor_id"] for actor in actors}
    key = next(k for k in (made, *(f"{made}-{n}" for n in range(2, 10**6))) if k not in known)
    actors.append({"actor_id": key, "name": name, "kind": kind, "country": country})
    return key
