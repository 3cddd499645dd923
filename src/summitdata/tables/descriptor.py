"""Every fault of a descriptor: whether tables can be read and checked by it.

What the check does not know it must not pass over: a constraint that nobody
holds the cells against would be a promise that nobody keeps.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summitdata.tables.faults import CellFault, Fault, shown
from summitdata.tables.likeness import did_you_mean

TYPES = {"string", "integer", "number", "boolean", "date"}
CONSTRAINTS = {"required": bool, "pattern": str, "minimum": (int, float), "maximum": (int, float)}
CONSTRAINT_REMEDIES = {"required": "Write true or false.", "pattern": "Write it in quotation marks."}
CONSTRAINT_REMEDIES |= {"minimum": "Write a number.", "maximum": "Write a number."}
OWN = {"constraints", "vocabulary", "separator", "reference", "reducedDate", "formula", "maxWords", "decimalsAs"}
STANDARD = {"name", "type", "title", "description", "format", "example", "unit", "rdfType", "missingValues"}
EVIDENCE = ("source_id", "actor_id", "voice", "quote", "start", "end", "head_start", "head_end", "note")
RESTORE = "Restore the file."
ABOUT = {
    "title": "Write what the package is called, in quotation marks.",
    "description": "Write what the package holds, in quotation marks.",
    "version": 'Write it in quotation marks, as in "2026.1".',
    "created": 'Write the day of the edition, as in "2026-08-20T00:00:00Z".',
}
CUT_OFF = "so it was cut off."
NO_TABLE = ", which is no table."
CORRECT = "Correct the name."
Found = tuple[list[str], str | None, str, str]  # words that lead to the place, a column or part, finding, remedy


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
        constant, objects = functools.partial(no_number, text), functools.partial(unique_names, text)
        return json.loads(text, parse_constant=constant, object_pairs_hook=objects)
    except json.JSONDecodeError as error:
        end = len(text.rstrip())
        if error.pos >= end > 0:
            raise CellFault(f"it ends inside its JSON, {CUT_OFF}", RESTORE, line_at(text, end)) from None
        finding, remedy = f"it is no JSON: {error.msg}.", "Mend the line or restore the file."
        raise CellFault(finding, remedy, error.lineno) from None
    except RecursionError:
        raise CellFault("it is nested too deeply.", RESTORE) from None


def no_number(text: str, name: str) -> Any:
    """Refuse NaN and Infinity, which Python takes for JSON."""
    raise CellFault(f"it is no JSON: {name} is no number.", "Write a number, or remove it.", line_of(text, f": {name}"))


def unique_names(text: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are all different; JSON would silently keep the last."""
    found = dict(pairs)
    if len(found) < len(pairs):
        name, place = first_twin(text)
        raise CellFault(f'"{name}" stands twice in one object.', "Remove one.", line_at(text, place))
    return found


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, as in 2026-08-20."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def first_twin(text: str) -> tuple[str, int]:
    """The first name of JSON that its object already has, and its position."""
    objects: list[set[str]] = []
    for token in re.finditer(r'[{}]|("(?:[^"\\]|\\.)*")(\s*:)?', text):
        if token[0] == "{":
            objects.append(set())
        elif token[0] == "}":
            objects.pop()
        elif token[2]:
            name = json.loads(token[1])
            if name in objects[-1]:
                return name, token.start()
            objects[-1].add(name)
    raise ValueError("all names are different")


def descriptor_faults(raw: Any, text: str, file: str) -> Iterator[Fault]:
    """What a descriptor lacks or has wrong, each with its line where it can be told."""
    if not isinstance(raw, dict) or not isinstance(raw.get("resources"), list) or not raw["resources"]:
        yield Fault(file, None, None, "it describes no tables (resources).", RESTORE)
        return
    for name, remedy in ABOUT.items():
        if not isinstance(raw.get(name), str) or not raw[name].strip():
            line = line_of(text, f'"{name}"') if name in raw else None
            yield Fault(file, line, None, f'"{name}" is missing or is no text.', remedy)
    if isinstance(raw.get("created"), str) and raw["created"].strip() and not is_day(raw["created"][:10]):
        finding = f'"created" does not begin with a day: {shown(raw["created"])}.'
        yield Fault(file, line_of(text, '"created"'), None, finding, ABOUT["created"])
    keys = {r["name"]: key_of(r) for r in raw["resources"] if isinstance(r, dict) and isinstance(r.get("name"), str)}
    if "terms" not in keys and '"vocabulary"' in text:
        finding, remedy = "columns have vocabularies, but there is no table terms.", "Restore the table and its name."
        yield Fault(file, None, None, finding, remedy)
    start, named_well = 0, len(keys) == len(raw["resources"])
    for i, resource in enumerate(raw["resources"]):
        name = resource.get("name") if isinstance(resource, dict) else None
        label = f"table {name}: " if isinstance(name, str) else f"resource {i + 1}: "
        start = position_of(text, named(name), start + 1) if isinstance(name, str) else start
        for words, column, finding, remedy in resource_faults(resource, raw["resources"][:i], keys):
            if finding.endswith(NO_TABLE) and not named_well:
                continue
            place = start if isinstance(name, str) else -1
            for word in words:
                place = max(place, position_of(text, word, place + 1))
            yield Fault(file, line_at(text, place), column, label + finding, remedy)


def named(name: str) -> str:
    """The words with which a descriptor names a table or column."""
    return f'"name": {json.dumps(name, ensure_ascii=False)}'


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
        return key if any(f.get("name") == key for f in resource["schema"]["fields"]) else None
    except (KeyError, TypeError, ValueError):
        return None


def path_fault(path: Any) -> tuple[str, str] | None:
    """Finding and remedy for a path that is no file of the folder."""
    if not isinstance(path, str) or not path:
        return "the path is not the name of one file.", "Write one name in quotation marks."
    if re.match(r"[a-z]+://|[A-Za-z]:", path) or path.startswith(("/", "~")) or "\\" in path or ".." in path.split("/"):
        return f'the path "{path}" leads out of the folder.', "Name a file of the folder, with forward slashes."
    return None


def resource_faults(resource: Any, before: list[Any], keys: dict[str, str | None]) -> Iterator[Found]:
    """What is wrong with one table's description."""
    if not isinstance(resource, dict) or not isinstance(resource.get("name"), str):
        yield [], None, "it has no name.", RESTORE
        return
    for part, finding, remedy in part_faults(resource, before):
        yield [f'"{part}"'] if part in resource and part != "name" else [], part, finding, remedy
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list) or not fields or not all(isinstance(f, dict) for f in fields):
        yield [], None, "it has no schema with fields.", RESTORE
        return
    names = [str(f.get("name", "")) for f in fields]
    for field in fields:
        name = field.get("name")
        for finding, remedy in field_faults(field, names, keys):
            yield [named(name)] if isinstance(name, str) else [], name, finding, remedy
    for name in sorted({n for n in names if n and names.count(n) > 1}):
        yield [named(name)] * 2, name, "the column stands twice.", "Remove one, or correct its name."
    if keys[resource["name"]] is None and all(names):
        key = schema.get("primaryKey")
        yield ['"primaryKey"'] if key else [], "primaryKey", *key_fault(key, names)
    for foreign in schema.get("foreignKeys", []):
        yield from reference_faults(foreign, resource["name"], names, keys)
    for name in sorted({n for pair in resource.get("order", []) for n in pair} - set(names)):
        yield ['"order"'], "order", f'it names "{name}", which is no column.', did_you_mean(name, names, CORRECT)
    for name in [n for n in EVIDENCE if n not in names] if resource.get("evidence") else ():
        yield [], None, f'the evidence column "{name}" is missing.', "Add it."


def part_faults(resource: dict[str, Any], before: list[Any]) -> Iterator[tuple[str, str, str]]:
    """What is wrong beside the schema: the part, finding, remedy."""
    if fault := path_fault(resource.get("path")):
        yield "path", *fault
    for part in ("name", "path"):
        if any(isinstance(other, dict) and other.get(part) == resource.get(part) for other in before):
            yield part, f'another table has the same {part} "{resource[part]}".', "Give each its own."
    if str(resource.get("encoding", "utf-8")).lower() not in ("utf-8", "utf8"):
        yield "encoding", f'the encoding is "{resource["encoding"]}".', "Save the table as UTF-8 and write utf-8."
    if resource.get("dialect"):
        yield "dialect", "the check knows no dialect but the usual one.", "Save the table with commas and remove it."


def key_fault(key: Any, names: list) -> tuple[str, str]:
    """Finding and remedy for a primary key that is not one column."""
    many = key if isinstance(key, list) else [key] if key else []
    if len(many) == 1:
        return f'it names "{many[0]}", which is no column.', did_you_mean(str(many[0]), names, CORRECT)
    return f"it names {len(many) or 'no'} columns.", "Name the one column that is the key."


def field_faults(field: dict[str, Any], names: list, keys: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    """What is wrong with one column's description."""
    rules = field.get("constraints", {})
    if not isinstance(field.get("name"), str):
        yield "a column has no name.", RESTORE
    if (kind := field.get("type")) not in TYPES:
        finding = f'the type "{kind}" is none.' if kind else "it has no type."
        yield finding, f"Use one of: {', '.join(sorted(TYPES))}."
    for rule, value in sorted(rules.items()):
        if rule not in CONSTRAINTS:
            yield f'the check does not know the constraint "{rule}".', "Remove it."
        elif not isinstance(value, CONSTRAINTS[rule]):
            yield f'the constraint "{rule}" is {json.dumps(value)}.', CONSTRAINT_REMEDIES[rule]
        elif rule in ("minimum", "maximum") and kind not in ("integer", "number"):
            yield f'the constraint "{rule}" is for numbers.', "Remove it, or correct the type."
    for name in sorted(set(field) - OWN - STANDARD):
        if remedy := did_you_mean(name, OWN | STANDARD, ""):
            yield f'the check does not know the property "{name}".', remedy
    try:
        re.compile(rules.get("pattern", ""))
    except re.error as error:
        yield f"the pattern is no regular expression ({error}).", "Correct it."
    except TypeError:
        return
    if field.get("reference") and field["reference"] not in keys:
        yield unknown_table(field["reference"], keys)
    if field.get("decimalsAs") and field["decimalsAs"] not in names:
        finding = f'it takes its decimals from "{field["decimalsAs"]}", which is no column.'
        yield finding, did_you_mean(field["decimalsAs"], names, CORRECT)


def unknown_table(name: Any, keys: dict[str, str | None]) -> tuple[str, str]:
    """Finding and remedy for a reference to a table that is not there, which is told once."""
    remedy = did_you_mean(str(name), keys, "Correct the name, or restore the table.")
    keys.setdefault(name, None)
    return f'it refers to "{name}"{NO_TABLE}', remedy


def reference_faults(foreign: Any, table: str, names: list, keys: dict[str, str | None]) -> Iterator[Found]:
    """What is wrong with one foreign key."""
    words = ['"foreignKeys"']
    try:
        column, target = foreign["fields"], foreign["reference"].get("resource") or table
        (column,) = column if isinstance(column, list) else [column]
        key = foreign["reference"]["fields"]
        (key,) = key if isinstance(key, list) else [key]
    except (KeyError, TypeError, ValueError, AttributeError):
        yield words, "foreignKeys", "a foreign key is incomplete, or has more than one column.", RESTORE
        return
    words.append(json.dumps(column))
    if column not in names:
        finding = f'a foreign key names "{column}", which is no column.'
        yield words, "foreignKeys", finding, did_you_mean(str(column), names, CORRECT)
    elif target not in keys:
        yield words, column, *unknown_table(target, keys)
    elif keys[target] not in (key, None):
        finding = f'it refers to "{key}" of "{target}", which is not its key.'
        yield words, column, finding, f'Write "{keys[target]}", or correct the table.'
