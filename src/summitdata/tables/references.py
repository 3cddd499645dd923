"""Keys and words that rows refer to: none twice, none that is nowhere, and what was meant in its place.

Standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from summitdata.house.intervals import QUALIFIERS
from summitdata.tables.faults import Fault, shown
from summitdata.tables.likeness import did_you_mean, most_like
from summitdata.tables.rows import Rows

Tables = dict[str, Rows]
QUALIFIER_REMEDY = f"Remove it and use one of: {', '.join(QUALIFIERS)}."


def at(rows: Rows, i: int, column: str | None, finding: str, remedy: str) -> Fault:
    """A fault at a row's line."""
    return Fault(rows.table.path, rows.lines[i], column, finding, remedy)


def references(rows: Rows) -> dict[str, str]:
    """The columns that refer to rows of a table, with its name; lists of keys among them."""
    return rows.table.references | {c.name: c.reference for c in rows.table.columns if c.reference}


def lost_rows(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A table without rows that others refer to; from then on it counts as incomplete."""
    if rows.complete and not len(rows):
        users = (
            cells
            for other in tables.values()
            for c, name in references(other).items()
            if name == rows.table.name and any(cells := other.cells(c))
        )
        if rows.table.name == "terms" or any(users):
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
        near = most_like(fault.value or "", wanted) if fault in wrong else ""
        yield replace(fault, remedy=f'Write "{near}", as other rows have it.') if near else fault


def reference_faults(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """References to rows that are not there."""
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

        def remedy(key: str, target=target, names=names, known=known, own=own, separator=separators[column]) -> str:
            others, otherwise = known - {own.get(key)}, f"Add it to {target.table.path} or correct it."
            return reference_remedy(key, others, names, separator, otherwise)

        yield from misses(rows, column, wrong, f"is no {target.table.key} in {target.table.path}.", remedy)


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
    return did_you_mean(key, known, otherwise)


def misses(
    rows: Rows, column: str, wrong: dict[str, list[str]], finding: str, remedy: Callable[[str], str]
) -> Iterator[Fault]:
    """A fault for each word of a cell that is not known, with what to do about it.

    The cells count as wrong from then on, so that no later rule judges by them.
    """
    remedies = {word: remedy(word) for words in wrong.values() for word in words}
    for i, cell in enumerate(rows.cells(column)) if wrong else ():
        if cell in wrong:
            rows.wrong.setdefault(column, set()).add(i)
        for word in wrong.get(cell, ()):
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

            def remedy(word: str, known=known, otherwise=otherwise) -> str:
                return did_you_mean(word, known, otherwise)

            yield from misses(rows, column.name, wrong, f'is no word of the vocabulary "{column.vocabulary}".', remedy)


def vocabularies(tables: Tables) -> set[str]:
    """The vocabularies that columns use, and the glossary, which readers use."""
    return {"glossary"} | {c.vocabulary for rows in tables.values() for c in rows.table.columns if c.vocabulary}


def term_faults(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Words that stand twice in their vocabulary, in one that no column uses, or that the arithmetic has no rule for."""
    first: dict[tuple, int] = {}
    for i, word in enumerate(zip(rows.cells("vocabulary"), rows.cells("term"))):
        if (twin := first.setdefault(word, i)) != i and None not in word:
            yield at(
                rows, i, "term", f"{shown(word[1])} is already on line {rows.lines[twin]}.", "Keep one of the two."
            )
    for i, (vocabulary, term) in enumerate(zip(rows.cells("vocabulary"), rows.cells("term"))):
        if vocabulary == "qualifier" and term not in (*QUALIFIERS, None):
            finding = f"no rule says what a number covers with the qualifier {shown(term)}."
            yield at(rows, i, "term", finding, did_you_mean(term, QUALIFIERS, QUALIFIER_REMEDY))
    known = vocabularies(tables)
    wrong = {v: [v] for v in set(rows.cells("vocabulary")) - known - {None}}

    def remedy(word: str) -> str:
        return did_you_mean(word, known, "Give a column of datapackage.json this vocabulary, or correct it.")

    yield from misses(rows, "vocabulary", wrong, "is the vocabulary of no column.", remedy)
