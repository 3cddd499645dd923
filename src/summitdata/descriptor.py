"""Every fault of a descriptor: whether tables can be read and checked by it.

What the check does not know it must not pass over: a constraint that nobody
holds the cells against would be a promise that nobody keeps.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summitdata.faults import CellFault, Fault

TYPES = {"string", "integer", "number", "boolean", "date"}
CONSTRAINTS = {"required", "pattern", "minimum", "maximum"}
EVIDENCE = ("source_id", "actor_id", "voice", "quote", "start", "end", "head_start", "head_end", "note")
RESTORE = "Restore the file."
PATH = "path"
Found = tuple[str | None, str, str]  # a column or part, finding, remedy


def read_text(path: Path) -> str:
    """The text of a descriptor; a CellFault if there is none."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        remedy = "Name a folder that holds a data package."
        raise CellFault(f"there is no such file in {path.parent}.", remedy) from None
    except OSError as error:
        raise CellFault(f"it cannot be read ({error.strerror}).", "Make it a readable file.") from None
    except UnicodeDecodeError:
        raise CellFault("it is not UTF-8 text.", RESTORE) from None


def parse(text: str) -> Any:
    """The descriptor as JSON; a CellFault if it is none, or names a thing twice."""
    try:
        return json.loads(text, object_pairs_hook=unique_names)
    except json.JSONDecodeError as error:
        finding, remedy = f"it is no JSON: {error.msg}.", "Mend the line or restore the file."
        raise CellFault(finding, remedy, error.lineno) from None
    except RecursionError:
        raise CellFault("it is nested too deeply.", RESTORE) from None


def unique_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are all different; JSON would silently keep the last."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(n for n in names if names.count(n) > 1)
        raise CellFault(f'"{twice}" stands twice in one object.', "Remove one.")
    return found


def descriptor_faults(raw: Any, text: str, file: str) -> Iterator[Fault]:
    """What a descriptor lacks or has wrong, each with its line where it can be told."""
    if not isinstance(raw, dict) or not isinstance(raw.get("resources"), list) or not raw["resources"]:
        yield Fault(file, None, None, "it describes no tables (resources).", RESTORE)
        return
    if not isinstance(raw.get("version"), str):
        finding, remedy = "the version is missing or is no text.", 'Write it in quotation marks, as in "2026.1".'
        yield Fault(file, line_of(text, '"version"'), None, finding, remedy)
    keys = {r["name"]: key_of(r) for r in raw["resources"] if isinstance(r, dict) and isinstance(r.get("name"), str)}
    if "terms" not in keys and '"vocabulary"' in text:
        yield Fault(file, None, None, "columns have vocabularies, but there is no table terms.", "Restore the table.")
    for i, resource in enumerate(raw["resources"]):
        name = resource.get("name") if isinstance(resource, dict) else None
        start = position_of(text, f'"name": {json.dumps(name)}', 0) if isinstance(name, str) else -1
        for column, finding, remedy in resource_faults(resource, raw["resources"][:i], keys):
            words = f'"path": {json.dumps(resource.get("path"))}' if column == PATH else f'"name": {json.dumps(column)}'
            place = position_of(text, words, max(start, 0)) if column else -1
            label = f"table {name}: " if isinstance(name, str) else f"resource {i + 1}: "
            yield Fault(file, line_at(text, max(place, start)), column, label + finding, remedy)


def position_of(text: str, words: str, start: int) -> int:
    """Where words stand first after `start`, whatever the white space after a colon; -1 if nowhere."""
    match = re.compile(re.escape(words).replace(r":\ ", r"\s*:\s*")).search(text, start)
    return match.start() if match else -1


def line_at(text: str, position: int) -> int | None:
    """The line of a position; None for none."""
    return text.count("\n", 0, position) + 1 if position >= 0 else None


def line_of(text: str, words: str) -> int | None:
    """The line on which words stand first; None if nowhere."""
    return line_at(text, position_of(text, words, 0))


def key_of(resource: dict[str, Any]) -> str | None:
    """The one column that is the primary key; None where there is none."""
    try:
        key = resource["schema"]["primaryKey"]
        (key,) = key if isinstance(key, list) else [key]
        return key if any(f["name"] == key for f in resource["schema"]["fields"]) else None
    except (KeyError, TypeError, ValueError):
        return None


def path_fault(path: Any) -> tuple[str, str] | None:
    """Finding and remedy for a path that is no file of the folder."""
    if not isinstance(path, str) or not path:
        return "it names no file.", RESTORE
    if re.match(r"[a-z]+://|[A-Za-z]:", path) or path.startswith(("/", "~")) or "\\" in path or ".." in path.split("/"):
        return f'the path "{path}" leads out of the folder.', "Name a file of the folder, with forward slashes."
    return None


def resource_faults(resource: Any, before: list[Any], keys: dict[str, str | None]) -> Iterator[Found]:
    """What is wrong with one table's description: the column or part, finding and remedy."""
    if not isinstance(resource, dict) or not isinstance(resource.get("name"), str):
        yield None, "it has no name.", RESTORE
        return
    if fault := path_fault(resource.get("path")):
        yield PATH, *fault
    for part in ("name", PATH):
        if any(isinstance(other, dict) and other.get(part) == resource.get(part) for other in before):
            yield None, f'another table has the same {part} "{resource[part]}".', "Give each its own."
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list) or not fields or not all(isinstance(f, dict) for f in fields):
        yield None, "it has no schema with fields.", RESTORE
        return
    names = [f.get("name") for f in fields]
    for field in fields:
        for finding, remedy in field_faults(field, names, keys):
            yield field.get("name"), finding, remedy
    for name in sorted({str(n) for n in names if names.count(n) > 1}):
        yield name, "the column stands twice.", "Remove one."
    if keys[resource["name"]] is None:
        yield None, "its primaryKey is not one of its columns.", "Name the one column that is the key."
    for foreign in schema.get("foreignKeys", []):
        yield from reference_faults(foreign, resource["name"], names, keys)
    for name in sorted({n for pair in resource.get("order", []) for n in pair} - set(names)):
        yield None, f'order names "{name}", which is no column.', "Correct the name."
    for name in [n for n in EVIDENCE if n not in names] if resource.get("evidence") else ():
        yield None, f'the evidence column "{name}" is missing.', "Add it."


def field_faults(field: dict[str, Any], names: list, keys: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    """What is wrong with one column's description."""
    rules = field.get("constraints", {})
    if not isinstance(field.get("name"), str):
        yield "a column has no name.", RESTORE
    if field.get("type") not in TYPES:
        yield f'the type "{field.get("type")}" is none.', f"Use one of: {', '.join(sorted(TYPES))}."
    for rule in sorted(set(rules) - CONSTRAINTS):
        yield f'the check does not know the constraint "{rule}".', "Remove it."
    try:
        re.compile(rules.get("pattern", ""))
    except (re.error, TypeError) as error:
        yield f"the pattern is no regular expression ({error}).", "Correct it."
    if field.get("reference") and field["reference"] not in keys:
        yield f'it refers to "{field["reference"]}", which is no table.', "Correct the name."
    if field.get("decimalsAs") and field["decimalsAs"] not in names:
        yield f'it takes its decimals from "{field["decimalsAs"]}", which is no column.', "Correct the name."


def reference_faults(foreign: Any, table: str, names: list, keys: dict[str, str | None]) -> Iterator[Found]:
    """What is wrong with one foreign key."""
    try:
        column, target = foreign["fields"], foreign["reference"].get("resource") or table
        (column,) = column if isinstance(column, list) else [column]
        key = foreign["reference"]["fields"]
        (key,) = key if isinstance(key, list) else [key]
    except (KeyError, TypeError, ValueError, AttributeError):
        yield None, "a foreign key is incomplete, or has more than one column.", RESTORE
        return
    if column not in names:
        yield None, f'a foreign key names "{column}", which is no column.', "Correct the name."
    elif target not in keys or keys[target] not in (key, None):
        yield column, f'it refers to "{key}" of "{target}", which is no key of a table.', "Correct the name."
