"""Keys and words that rows refer to: none twice, none that is nowhere, and what was meant in its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import replace

from summitdata.house.intervals import QUALIFIERS
from summitdata.tables.faults import Fault, shown
from summitdata.tables.likeness import close, did_you_mean, skeleton
from summitdata.tables.rows import Rows

Tables = dict[str, Rows]
MANY = 3  # rows that name a key: a slip of the pen is in fewer
QUALIFIER_REMEDY = f"Remove it and use one of: {', '.join(QUALIFIERS)}."


def at(rows: Rows, i: int, column: str | None, finding: str, remedy: str) -> Fault:
    """A fault at a row's line."""
    return Fault(rows.table.path, rows.lines[i], column, finding, remedy)


def all_reference_faults(tables: Tables) -> Iterator[Fault]:
    """Every fault of keys, references and words of vocabularies."""
    for rows in tables.values():
        yield from lost_rows(rows, tables)
    gone = dict(lost_keys(tables))
    yield from gone.values()
    for rows in tables.values():
        yield from key_faults(rows)
        yield from reference_faults(rows, tables, gone)
        yield from vocabulary_faults(rows, tables)
    if "terms" in tables:
        yield from term_faults(tables["terms"], tables)


def references(rows: Rows) -> dict[str, str]:
    """The columns that refer to rows of a table, with its name; lists of keys among them."""
    return rows.table.references | {c.name: c.reference for c in rows.table.columns if c.reference}


def lost_rows(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A table without rows that others refer to; from then on it counts as incomplete."""
    if rows.complete and not len(rows):
        users = [
            other.cells(c) for other in tables.values() for c, n in references(other).items() if n == rows.table.name
        ]
        if rows.table.name == "terms" or any(map(any, users)):
            rows.complete = False
            finding = "the table has no rows, but others refer to them."
            yield Fault(rows.table.path, None, None, finding, "Restore its rows.")


def key_faults(rows: Rows) -> Iterator[Fault]:
    """Keys that stand twice."""
    keys = rows.cells(rows.table.key)
    first: dict[str, int] = {}
    for i, key in enumerate(keys):
        if key in first:
            finding = f"{shown(key)} is already the key of line {rows.lines[first[key]]}"
            remedy = "Give each row its own key."
            if all(rows.sure(name) and cells[i] == cells[first[key]] for name, cells in rows.columns.items()):
                finding, remedy = f"{finding}, and the rows are the same", "Remove one of the two."
            yield at(rows, i, rows.table.key, f"{finding}.", remedy)
        elif key is not None:
            first[key] = i


def keys_meant(faults: list[Fault], rows: Rows, tables: Tables) -> Iterator[Fault]:
    """The faults of a table; of a key with a fault that rows of other tables know, with the key that they know."""
    wrong = [fault for fault in faults if fault.column == rows.table.key and fault.value is not None]
    known = set(rows.cells(rows.table.key))
    wanted: set[str] = set()
    for other in tables.values() if wrong and None in known else ():
        separators = {c.name: c.separator for c in other.table.columns}
        for column, name in references(other).items():
            if name == rows.table.name:
                cells = set(other.cells(column)) - {None}
                wanted |= {key for cell in cells for key in split(cell, separators[column])} - known
    for fault in faults:
        near = close(skeleton(fault.value), wanted, 1, 0.5) if fault in wrong else []
        yield replace(fault, remedy=f'Write "{near[0]}", as other rows have it.') if near else fault


def lost_keys(tables: Tables) -> Iterator[tuple[tuple[str, str], Fault]]:
    """Keys that many rows name and no row has: one fault for each, with its table and key."""
    for name, target in tables.items():
        if not target.sure(target.table.key):
            continue
        known, uses = set(target.cells(target.table.key)), Counter()
        for rows in tables.values():
            separators = {c.name: c.separator for c in rows.table.columns}
            for column in (c for c, n in references(rows).items() if n == name):
                cells = Counter(rows.cells(column))
                uses += Counter(
                    {(rows.table.path, k): n for c, n in cells.items() if c for k in split(c, separators[column])}
                )
        files: dict[str, dict[str, int]] = {}
        for (path, key), number in uses.items():
            files.setdefault(key, {})[path] = number
        for key in sorted(files.keys() - known):
            if sum(files[key].values()) >= MANY:
                yield (name, key), lost_key(target, key, files[key], known - files.keys())


def lost_key(target: Rows, key: str, files: dict[str, int], unnamed: set[str]) -> Fault:
    """The fault of a key that is gone: its row was renamed, if one looks like it that no row names, or removed."""
    path, column = target.table.path, target.table.key
    finding = f"{shown(key)} is no {column} any more, but is named {sum(files.values())} times"
    finding += f" ({', '.join(f'{number} in {file}' for file, number in files.items())})."
    names = {slug: k for slug, k in named(target) if k in unnamed}
    near = close(skeleton(key), unnamed, 1, 0.5) or [names[n] for n in close(skeleton(key), names, 1, 0.5)]
    near = near or (list(unnamed) if len(unnamed) == 1 else [])
    if not near:
        return Fault(path, None, column, finding, f"Restore the row {shown(key)}, or name another in those rows.")
    line = target.lines[target.cells(column).index(near[0])]
    finding += f" {shown(near[0])} is named nowhere: it may be the same row, renamed."
    remedy = (
        f"Write {shown(key)} here again, or {shown(near[0])} in those rows; if another row was removed, restore it."
    )
    return Fault(path, line, column, finding, remedy)


def reference_faults(rows: Rows, tables: Tables, gone: Container[tuple[str, str]] = ()) -> Iterator[Fault]:
    """References to rows that are not there; `gone` are keys of tables that are told by themselves."""
    separators = {c.name: c.separator for c in rows.table.columns}
    for column, name in references(rows).items():
        target = tables.get(name)
        if target is None or not target.sure(target.table.key):
            continue
        known = set(target.cells(target.table.key))
        cells = rows.cells(column)
        wrong = {c: [k for k in split(c, separators[column]) if k not in known] for c in set(cells) - {None}}
        wrong = {cell: keys for cell, keys in wrong.items() if keys}
        names = dict(named(target)) if wrong else {}
        # A row is never meant to refer to itself
        own = dict(zip(cells, rows.cells(rows.table.key))) if target is rows else {}

        remedies = {}
        for key in {key for keys in wrong.values() for key in keys}:
            otherwise = f"Add it to {target.table.path} or correct it."
            others = known - {own.get(key)}
            if (name, key) not in gone:
                remedies[key] = reference_remedy(key, others, names, separators[column], otherwise)
        yield from misses(rows, column, wrong, f"is no {target.table.key} in {target.table.path}.", remedies)


def split(cell: str, separator: str) -> list[str]:
    """The keys in a cell."""
    return cell.split(separator) if separator else [cell]


def named(rows: Rows) -> Iterator[tuple[str, str]]:
    """What the rows of a table are called, with their keys."""
    for column in {"name", "title"} & set(rows.columns):
        for name, key in zip(rows.cells(column), rows.cells(rows.table.key)):
            if name is not None:
                yield name.casefold(), key


def reference_remedy(key: str, known: set[str], names: dict[str, str], separator: str, otherwise: str) -> str:
    """What to write for a key that is not there."""
    if separator and key.strip() in known:
        return "Remove the white space beside it."
    parts = re.split(r"\s*[,;/|+&]\s*|\s+", key)
    if separator and len(parts) > 1 and known.issuperset(parts):
        return f'Write "{separator.join(parts)}".'
    if key.casefold() in names:
        return f'Write its key: "{names[key.casefold()]}".'
    remedy = did_you_mean(key, known, otherwise)
    return f"{remedy} If not, a{otherwise[1:]}".replace(" or correct it", "") if remedy.endswith("?") else remedy


def misses(
    rows: Rows, column: str, wrong: dict[str, list[str]], finding: str, remedies: dict[str, str]
) -> Iterator[Fault]:
    """A fault for each word of a cell that is not known, with what to do about it; none where nothing is to be done here.

    The cells count as wrong from then on, so that no later rule judges by them.
    """
    for i, cell in enumerate(rows.cells(column)) if wrong else ():
        if cell in wrong:
            rows.wrong.setdefault(column, set()).add(i)
        for word in (word for word in wrong.get(cell, ()) if word in remedies):
            yield at(rows, i, column, f"{shown(word)} {finding}", remedies[word])


def vocabulary_faults(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Words that are in no vocabulary."""
    terms = tables.get("terms")
    if terms is None or not terms.sure("vocabulary", "term"):
        return
    words: dict[str, list[str]] = {}
    for vocabulary, term in zip(terms.cells("vocabulary"), terms.cells("term")):
        words.setdefault(vocabulary, []).append(term)
    stray = {term for vocabulary in set(words) - vocabularies(tables) for term in words[vocabulary]}
    for column in rows.table.columns:
        if column.vocabulary:
            known = words.get(column.vocabulary, [])
            wrong = {cell: [cell] for cell in set(rows.cells(column.name)) - stray - {None, *known}}
            use = f"Use one of: {', '.join(known)}; or add" if len(known) <= 8 else "Use one that is there, or add"
            otherwise = f'{use if known else "Add"} a row with vocabulary "{column.vocabulary}" to terms.csv.'
            remedies = {word: did_you_mean(word, known, otherwise) for word in wrong}
            yield from misses(
                rows, column.name, wrong, f'is no word of the vocabulary "{column.vocabulary}".', remedies
            )


def vocabularies(tables: Tables) -> set[str]:
    """The vocabularies that columns use, and the glossary, which readers use."""
    return {"glossary"} | {c.vocabulary for rows in tables.values() for c in rows.table.columns if c.vocabulary}


def term_faults(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Words that stand twice in their vocabulary, in one that no column uses, or that the arithmetic has no rule for."""
    first: dict[tuple, int] = {}
    for i, word in enumerate(zip(rows.cells("vocabulary"), rows.cells("term"))):
        if (twin := first.setdefault(word, i)) != i and None not in word:
            finding = f"{shown(word[1])} is already on line {rows.lines[twin]}."
            yield at(rows, i, "term", finding, "Keep one of the two.")
        if word[0] == "qualifier" and word[1] not in (*QUALIFIERS, None):
            finding = f"no rule says what a number covers with the qualifier {shown(word[1])}."
            yield at(rows, i, "term", finding, did_you_mean(word[1], QUALIFIERS, QUALIFIER_REMEDY))
    known = vocabularies(tables)
    wrong = {v: [v] for v in set(rows.cells("vocabulary")) - known - {None}}
    otherwise = "Give a column of datapackage.json this vocabulary, or correct it."
    remedies = {word: did_you_mean(word, known, otherwise) for word in wrong}
    yield from misses(rows, "vocabulary", wrong, "is the vocabulary of no column.", remedies)
