"""Every fault of a descriptor: whether tables can be read and checked by it.

What the check does not know it must not pass over: a constraint that nobody
holds the cells against would be a promise that nobody keeps.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summitdata.tables.faults import CellFault, Fault
from summitdata.tables.likeness import did_you_mean

TYPES = {"string", "integer", "number", "boolean", "date"}
CONSTRAINTS = {"required": bool, "pattern": str, "minimum": (int, float), "maximum": (int, float)}
OWN = {"constraints", "vocabulary", "separator", "reference", "reducedDate", "formula", "maxWords", "decimalsAs"}
OWN |= {"unitRanges"}
STANDARD = {"name", "type", "title", "description", "format", "example", "unit", "rdfType", "missingValues"}
EVIDENCE = ("source_id", "actor_id", "voice", "quote", "start", "end", "head_start", "head_end", "note")
RESTORE = "Restore the file."
Found = tuple[str, str | None, str, str]  # a word whose line is told, a column or part, finding, remedy


def content(path: Path) -> bytes:
    """The bytes of the descriptor; a CellFault if it cannot be read."""
    if not os.path.lexists(path):
        raise CellFault(f"there is no such file in {path.parent}.", "Name a folder that holds a data package.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise CellFault(f"it cannot be read ({error.strerror}).", "Make it a readable file.") from None


def parse(data: bytes) -> tuple[Any, str]:
    """The descriptor as JSON, and its text; a CellFault if it is none, or names a thing twice."""
    remedy, line = RESTORE, None
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        # NaN and Infinity are no JSON; as text they are no number either
        return json.loads(text, parse_constant=str, object_pairs_hook=lambda pairs: unique_names(text, pairs)), text
    except UnicodeDecodeError:
        finding = "it is not UTF-8 text."
    except RecursionError:
        finding = "it is nested too deeply."
    except json.JSONDecodeError as error:
        end, finding, line = len(text.rstrip()), f"it is no JSON: {error.msg}.", error.lineno
        if error.pos >= end > 0:
            finding, line = "it ends inside its JSON, so it was cut off.", text.count("\n", 0, end) + 1
        else:
            remedy = "Mend the line or restore the file."
    raise CellFault(finding, remedy, line)


def unique_names(text: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are all different; JSON would silently keep the last."""
    names = [name for name, _ in pairs]
    if twins := [name for name in names if names.count(name) > 1]:
        place = re.search(rf'"{twins[0]}"\s*:[^{{}}]*"{twins[0]}"\s*:', text)
        line = text.count("\n", 0, place.end()) + 1 if place else None
        raise CellFault(f'"{twins[0]}" stands twice in one object.', "Remove one.", line)
    return dict(pairs)


def descriptor_faults(raw: Any, text: str, file: str) -> Iterator[Fault]:
    """What a descriptor lacks or has wrong, each with its line where it can be told; any error if it is built otherwise."""
    if not isinstance(raw, dict) or not raw.get("resources"):
        yield Fault(file, None, None, "it describes no tables (resources).", RESTORE)
        return
    if lacking := [n for n in ("title", "description", "version", "created") if not isinstance(raw.get(n), str)]:
        raise TypeError(f"{lacking[0]} is missing or is no text")
    keys = {}
    for name, schema in ((resource["name"], resource["schema"]) for resource in raw["resources"]):
        (key, *_) = as_list(schema.get("primaryKey"))
        keys[name] = key if key in [field["name"] for field in schema["fields"]] else None
    if "terms" not in keys and '"vocabulary"' in text:
        finding, remedy = "columns have vocabularies, but there is no table terms.", "Restore the table and its name."
        yield Fault(file, None, None, finding, remedy)
    tables = [resource["name"] for resource in raw["resources"]]
    for i, resource in enumerate(raw["resources"]):
        found = resource_faults(resource, keys)
        if tables[i] in tables[:i]:
            found = [("", "name", f'another table has the same name "{tables[i]}".', "Give each its own.")]
        for word, column, finding, remedy in found:
            yield Fault(file, line_of(text, named(tables[i]), word), column, f"table {tables[i]}: {finding}", remedy)


def named(name: str) -> str:
    """The words with which a descriptor names a table or column."""
    return f'"name": {json.dumps(name, ensure_ascii=False)}'


def line_of(text: str, *words: str) -> int | None:
    """The line where words stand first, each after the one before as far as it is there; None if the first is nowhere."""
    position = None
    for word in words:
        match = re.compile(re.escape(word).replace(r":\ ", r"\s*:\s*")).search(text, position or 0)
        position = match.start() if match else position
    return None if position is None else text.count("\n", 0, position) + 1


def as_list(value: Any) -> list[Any]:
    """A value that the standard lets stand alone, as a list."""
    return value if isinstance(value, list) else [value]


def resource_faults(resource: dict[str, Any], keys: dict[str, str | None]) -> Iterator[Found]:
    """What is wrong with one table's description; `keys` are those of all tables."""
    schema, names, path = resource["schema"], [f["name"] for f in resource["schema"]["fields"]], resource["path"]
    if re.match(r"[a-z]+://|[A-Za-z]:|[/~]", path) or "\\" in path or ".." in path.split("/"):
        remedy = "Name a file of the folder, with forward slashes."
        yield '"path"', "path", f'the path "{path}" leads out of the folder.', remedy
    for field in schema["fields"]:
        for finding, remedy in field_faults(field):
            yield named(field["name"]), field["name"], finding, remedy
    for name in sorted({n for n in names if names.count(n) > 1}):
        yield named(name), name, "the column stands twice.", "Remove one, or correct its name."
    key = as_list(schema.get("primaryKey", []))
    if len(key) != 1:
        finding = f"it names {len(key) or 'no'} columns."
        yield '"primaryKey"' if key else "", "primaryKey", finding, "Name the one column that is the key."
    foreign = [(as_list(f["fields"])[0], f["reference"]) for f in schema.get("foreignKeys", [])]
    uses = {"primaryKey": key, "foreignKeys": [column for column, _ in foreign]}
    uses["order"] = [column for pair in resource.get("order", []) for column in pair]
    uses["decimalsAs"] = [field["decimalsAs"] for field in schema["fields"] if field.get("decimalsAs")]
    uses["unitRanges"] = ["unit" for field in schema["fields"] if field.get("unitRanges")]
    for part, name in dict.fromkeys((part, name) for part, used in uses.items() for name in used if name not in names):
        finding = f'{"a foreign key" if part == "foreignKeys" else "it"} names "{name}", which is no column.'
        yield f'"{part}"', part, finding, did_you_mean(name, names, "Correct the name.")
    targets = [(c, to.get("resource") or resource["name"], as_list(to["fields"])[0]) for c, to in foreign if c in names]
    targets += [(field["name"], field["reference"], None) for field in schema["fields"] if field.get("reference")]
    for column, target, key in targets:
        if target not in keys:
            remedy = did_you_mean(target, keys, "Correct the name, or restore the table.")
            keys.setdefault(target, None)  # told once
            yield named(column), column, f'it refers to "{target}", which is no table.', remedy
        elif key and keys[target] not in (key, None):
            finding = f'it refers to "{key}" of "{target}", which is not its key.'
            yield named(column), column, finding, f'Write "{keys[target]}", or correct the table.'
    for name in [n for n in EVIDENCE if n not in names] if resource.get("evidence") else ():
        yield "", None, f'the evidence column "{name}" is missing.', "Add it."


def field_faults(field: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with one column's description."""
    rules, kind = field.get("constraints", {}), field.get("type")
    if kind not in TYPES:
        finding = f'the type "{kind}" is none.' if kind else "it has no type."
        yield finding, f"Use one of: {', '.join(sorted(TYPES))}."
    for rule, value in sorted(rules.items()):
        if rule not in CONSTRAINTS:
            yield f'the check does not know the constraint "{rule}".', "Remove it."
        elif not isinstance(value, CONSTRAINTS[rule]) or ("imum" in rule and kind not in ("integer", "number")):
            raise TypeError(f"{rule} of {field['name']}")
    for word, (low, high) in field.get("unitRanges", {}).items():
        if kind not in ("integer", "number") or not low <= high:
            raise TypeError(f"the range of {field['name']} for {word}")
    re.compile(rules.get("pattern", ""))
    for name in sorted(set(field) - OWN - STANDARD):
        if remedy := did_you_mean(name, OWN | STANDARD, ""):
            yield f'the check does not know the property "{name}".', remedy
