"""Every fault of a descriptor: whether tables can be read and checked by it.

What the check does not know it must not pass over: a constraint that nobody
holds the cells against would be a promise that nobody keeps.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summitdata.tables.faults import CellFault, Fault
from summitdata.tables.likeness import did_you_mean

TYPES = {"string", "integer", "number", "boolean", "date"}
CONSTRAINTS = {
    "required": (bool, "Write true or false."),
    "pattern": (str, "Write it in quotation marks."),
    "minimum": ((int, float), "Write a number."),
    "maximum": ((int, float), "Write a number."),
}
OWN = {"constraints", "vocabulary", "separator", "reference", "reducedDate", "formula", "maxWords", "decimalsAs"}
STANDARD = {"name", "type", "title", "description", "format", "example", "unit", "rdfType", "missingValues"}
EVIDENCE = ("source_id", "actor_id", "voice", "quote", "start", "end", "head_start", "head_end", "note")
RESTORE = "Restore the file."
CORRECT = "Correct the name."
NO_TABLE = ", which is no table."
ABOUT = {
    "title": "Write what the package is called, in quotation marks.",
    "description": "Write what the package holds, in quotation marks.",
    "version": 'Write it in quotation marks, as in "2026.1".',
    "created": 'Write the day of the edition, as in "2026-08-20T00:00:00Z".',
}
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
            raise CellFault("it ends inside its JSON, so it was cut off.", RESTORE, line_at(text, end)) from None
        finding, remedy = f"it is no JSON: {error.msg}.", "Mend the line or restore the file."
        raise CellFault(finding, remedy, error.lineno) from None
    except RecursionError:
        raise CellFault("it is nested too deeply.", RESTORE) from None


def no_number(text: str, name: str) -> Any:
    """Refuse NaN and Infinity, which Python takes for JSON."""
    line = line_at(text, position_of(text, f": {name}", 0))
    raise CellFault(f"it is no JSON: {name} is no number.", "Write a number, or remove it.", line)


def unique_names(text: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are all different; JSON would silently keep the last."""
    found = dict(pairs)
    if len(found) < len(pairs):
        name, position = first_twin(text)
        raise CellFault(f'"{name}" stands twice in one object.', "Remove one.", line_at(text, position))
    return found


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
    """What a descriptor lacks or has wrong, each with its line where it can be told.

    Raises
    ------
    KeyError, TypeError, ValueError, AttributeError
        If it is not built as the standard has it.
    """
    if not isinstance(raw, dict) or not raw.get("resources"):
        yield Fault(file, None, None, "it describes no tables (resources).", RESTORE)
        return
    for name, remedy in ABOUT.items():
        if not isinstance(raw.get(name), str) or not raw[name].strip():
            line = line_at(text, position_of(text, f'"{name}"', 0)) if name in raw else None
            yield Fault(file, line, None, f'"{name}" is missing or is no text.', remedy)
    keys = {resource["name"]: key_of(resource["schema"]) for resource in raw["resources"]}
    if "terms" not in keys and '"vocabulary"' in text:
        finding, remedy = "columns have vocabularies, but there is no table terms.", "Restore the table and its name."
        yield Fault(file, None, None, finding, remedy)
    start, twins = 0, len(keys) < len(raw["resources"])
    for i, resource in enumerate(raw["resources"]):
        start = position_of(text, named(resource["name"]), start + 1)
        for words, column, finding, remedy in resource_faults(resource, raw["resources"][:i], keys):
            if finding.endswith(NO_TABLE) and twins:
                continue  # one table has the name of another, which is told
            position = start
            for word in words:
                position = max(position, position_of(text, word, position + 1))
            yield Fault(file, line_at(text, position), column, f"table {resource['name']}: {finding}", remedy)


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


def as_list(value: Any) -> list[Any]:
    """A value that the standard lets stand alone, as a list."""
    return value if isinstance(value, list) else [value]


def key_of(schema: dict[str, Any]) -> str | None:
    """The one column that is the primary key; None where there is none."""
    key = as_list(schema.get("primaryKey"))
    return key[0] if len(key) == 1 and key[0] in [f["name"] for f in schema["fields"]] else None


def path_fault(path: Any) -> tuple[str, str] | None:
    """Finding and remedy for a path that is no file of the folder."""
    if not isinstance(path, str) or not path:
        return "the path is not the name of one file.", "Write one name in quotation marks."
    if re.match(r"[a-z]+://|[A-Za-z]:", path) or path.startswith(("/", "~")) or "\\" in path or ".." in path.split("/"):
        return f'the path "{path}" leads out of the folder.', "Name a file of the folder, with forward slashes."
    return None


def resource_faults(resource: dict[str, Any], before: list[Any], keys: dict[str, str | None]) -> Iterator[Found]:
    """What is wrong with one table's description."""
    schema, names = resource["schema"], [field["name"] for field in resource["schema"]["fields"]]
    if fault := path_fault(resource.get("path")):
        yield ['"path"'], "path", *fault
    for part in ("name", "path"):
        if any(other[part] == resource[part] for other in before):
            words = [] if part == "name" else ['"path"']
            yield words, part, f'another table has the same {part} "{resource[part]}".', "Give each its own."
    for field in schema["fields"]:
        for finding, remedy in field_faults(field, names, keys):
            yield [named(field["name"])], field["name"], finding, remedy
    for name in sorted({n for n in names if names.count(n) > 1}):
        yield [named(name)] * 2, name, "the column stands twice.", "Remove one, or correct its name."
    if keys[resource["name"]] is None:
        key = schema.get("primaryKey")
        yield ['"primaryKey"'] if key else [], "primaryKey", *key_fault(as_list(key or []), names)
    for foreign in schema.get("foreignKeys", []):
        yield from reference_faults(foreign, resource["name"], names, keys)
    for name in sorted({n for pair in resource.get("order", []) for n in pair} - set(names)):
        yield ['"order"'], "order", f'it names "{name}", which is no column.', did_you_mean(name, names, CORRECT)
    for name in [n for n in EVIDENCE if n not in names] if resource.get("evidence") else ():
        yield [], None, f'the evidence column "{name}" is missing.', "Add it."


def key_fault(key: list, names: list[str]) -> tuple[str, str]:
    """Finding and remedy for a primary key that is not one column."""
    if len(key) == 1:
        return f'it names "{key[0]}", which is no column.', did_you_mean(key[0], names, CORRECT)
    return f"it names {len(key) or 'no'} columns.", "Name the one column that is the key."


def field_faults(field: dict[str, Any], names: list[str], keys: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    """What is wrong with one column's description."""
    rules, kind = field.get("constraints", {}), field.get("type")
    if kind not in TYPES:
        finding = f'the type "{kind}" is none.' if kind else "it has no type."
        yield finding, f"Use one of: {', '.join(sorted(TYPES))}."
    for rule, value in sorted(rules.items()):
        if rule not in CONSTRAINTS:
            yield f'the check does not know the constraint "{rule}".', "Remove it."
        elif not isinstance(value, CONSTRAINTS[rule][0]):
            yield f'the constraint "{rule}" is {json.dumps(value)}.', CONSTRAINTS[rule][1]
        elif rule in ("minimum", "maximum") and kind not in ("integer", "number"):
            yield f'the constraint "{rule}" is for numbers.', "Remove it, or correct the type."
    for name in sorted(set(field) - OWN - STANDARD):
        if remedy := did_you_mean(name, OWN | STANDARD, ""):
            yield f'the check does not know the property "{name}".', remedy
    try:
        re.compile(str(rules.get("pattern", "")))
    except re.error as error:
        yield f"the pattern is no regular expression ({error}).", "Correct it."
    if field.get("reference") and field["reference"] not in keys:
        yield unknown_table(field["reference"], keys)
    if field.get("decimalsAs") and field["decimalsAs"] not in names:
        finding = f'it takes its decimals from "{field["decimalsAs"]}", which is no column.'
        yield finding, did_you_mean(field["decimalsAs"], names, CORRECT)


def unknown_table(name: str, keys: dict[str, str | None]) -> tuple[str, str]:
    """Finding and remedy for a reference to a table that is not there, which is told once."""
    remedy = did_you_mean(name, keys, "Correct the name, or restore the table.")
    keys.setdefault(name, None)
    return f'it refers to "{name}"{NO_TABLE}', remedy


def reference_faults(foreign: Any, table: str, names: list[str], keys: dict[str, str | None]) -> Iterator[Found]:
    """What is wrong with one foreign key."""
    ((column,), (key,)) = as_list(foreign["fields"]), as_list(foreign["reference"]["fields"])
    target, words = foreign["reference"].get("resource") or table, ['"foreignKeys"', json.dumps(column)]
    if column not in names:
        finding = f'a foreign key names "{column}", which is no column.'
        yield words, "foreignKeys", finding, did_you_mean(column, names, CORRECT)
    elif target not in keys:
        yield words, column, *unknown_table(target, keys)
    elif keys[target] not in (key, None):
        finding = f'it refers to "{key}" of "{target}", which is not its key.'
        yield words, column, finding, f'Write "{keys[target]}", or correct the table.'
