"""Keys and words that rows refer to: none twice, none that is nowhere, and what was meant in its place."""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Container, Iterator
from dataclasses import replace

from summitdata.house.intervals import QUALIFIERS
from summitdata.tables.faults import Fault, shown
from summitdata.tables.likeness import close, did_you_mean, skeleton
from summitdata.tables.rows import Rows

Tables = dict[str, Rows]
MANY = 3  # rows that name a key: a slip of the pen is in fewer
QUALIFIER_REMEDY = f"Remove it and use one of: {', '.join(QUALIFIERS)}."


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


def uses(tables: Tables, name: str) -> Iterator[tuple[str, str, int]]:
    """The keys of a table that columns of all tables hold: file, key, and in how many rows."""
    for rows in tables.values():
        for column in (c for c, target in rows.table.references.items() if target == name):
            for cell, number in Counter(filter(None, rows.cells(column))).items():
                yield from ((rows.table.path, key, number) for key in rows.table.by_name[column].items(cell))


def lost_rows(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A table without rows that others refer to; from then on it counts as incomplete."""
    if rows.complete and not len(rows) and (rows.table.name == "terms" or any(uses(tables, rows.table.name))):
        rows.complete = False
        finding = "the table has no rows, but others refer to them."
        yield Fault(rows.table.path, None, None, finding, "Restore its rows.")


def key_faults(rows: Rows) -> Iterator[Fault]:
    """Keys that stand twice."""
    first: dict[str, int] = {}
    for i, key in rows.each(rows.table.key):
        if key is not None and (twin := first.setdefault(key, i)) != i:
            finding = f"{shown(key)} is already the key of line {rows.lines[twin]}"
            remedy = "Give each row its own key."
            if all(rows.sure(name) and cells[i] == cells[twin] for name, cells in rows.columns.items()):
                finding, remedy = f"{finding}, and the rows are the same", "Remove one of the two."
            yield rows.fault(i, rows.table.key, f"{finding}.", remedy)


def keys_meant(faults: list[Fault], rows: Rows, tables: Tables) -> Iterator[Fault]:
    """The faults of a table; of a key with a fault that rows of other tables know, with the key that they know."""
    keys = rows.cells(rows.table.key)
    wrong = [fault for fault in faults if fault.column == rows.table.key and fault.value and None in keys]
    wanted = {key for _, key, _ in uses(tables, rows.table.name)} - set(keys) if wrong else set()
    for fault in faults:
        near = close(skeleton(fault.value), wanted, 1, 0.5) if fault in wrong else ()
        yield replace(fault, remedy=f'Write "{near[0]}", as other rows have it.') if near else fault


def lost_keys(tables: Tables) -> Iterator[tuple[tuple[str, str], Fault]]:
    """Keys that many rows name and no row has: one fault for each, with its table and key.

    Its row was renamed, if one looks like it that no row names, or removed.
    """
    for name, target in tables.items():
        path, column, files = target.table.path, target.table.key, defaultdict(Counter)
        for file, key, number in uses(tables, name) if target.sure(column) else ():
            files[key][file] += number
        known = set(target.cells(column))
        unnamed = known - files.keys()
        for key, its in sorted(files.items()):
            if key in known or its.total() < MANY:
                continue
            finding = f"{shown(key)} is no {column} any more, but is named {its.total()} times"
            finding += f" ({', '.join(f'{number} in {file}' for file, number in its.items())})."
            line, remedy = None, f"Restore the row {shown(key)}, or name another in those rows."
            if near := list(unnamed) if len(unnamed) == 1 else close(skeleton(key), unnamed, 1, 0.5):
                line = target.lines[target.cells(column).index(near[0])]
                finding += f" {shown(near[0])} is named nowhere: it may be the same row, renamed."
                remedy = f"Write {shown(key)} here again, or {shown(near[0])} in those rows; "
                remedy += "if another row was removed, restore it."
            yield (name, key), Fault(path, line, column, finding, remedy)


def reference_faults(rows: Rows, tables: Tables, gone: Container[tuple[str, str]] = ()) -> Iterator[Fault]:
    """References to rows that are not there; `gone` are keys of tables that are told by themselves."""
    for column, name in rows.table.references.items():
        target = tables.get(name)
        if target is not None and target.sure(key := target.table.key):
            remedy = functools.partial(reference_remedy, rows=rows, column=column, target=target, gone=gone)
            yield from misses(rows, column, set(target.cells(key)), f"is no {key} in {target.table.path}.", remedy)


def reference_remedy(key: str, rows: Rows, column: str, target: Rows, gone: Container[tuple[str, str]]) -> str:
    """What to write for a key that is not there; nothing where it is told by itself."""
    known, separator = set(target.cells(target.table.key)), rows.table.by_name[column].separator
    parts = re.split(r"\s*[,;/|+&]\s*|\s+", key)
    if (target.table.name, key) in gone:
        return ""
    if separator and key.strip() in known:
        return "Remove the white space beside it."
    if separator and len(parts) > 1 and known.issuperset(parts):
        return f'Write "{separator.join(parts)}".'
    for _, its, *names in target.each(target.table.key, "name", "title"):
        if key.casefold() in (name.casefold() for name in names if name):
            return f'Write its key: "{its}".'
    if target is rows:  # a row is never meant to refer to itself
        known -= {own for _, own, cell in rows.each(rows.table.key, column) if cell == key}
    remedy = did_you_mean(key, known, f"Add it to {target.table.path} or correct it.")
    return f"{remedy} If not, add it to {target.table.path}." if remedy.endswith("?") else remedy


def misses(rows: Rows, column: str, known: Collection[str], finding: str, remedy: Callable) -> Iterator[Fault]:
    """A fault for each word of a cell that is not known, with what to do about it; none where nothing is to be done here.

    The cells count as wrong from then on, so that no later rule judges by them.
    """
    its, cells = rows.table.by_name[column], rows.cells(column)
    wrong = {cell: [word for word in its.items(cell) if word not in known] for cell in set(cells) - {None}}
    remedies = {word: remedy(word) for word in {word for words in wrong.values() for word in words}}
    for i, cell in rows.each(column) if remedies else ():
        if words := wrong.get(cell):
            rows.wrong.setdefault(column, set()).add(i)
            for word in filter(remedies.get, words):
                yield rows.fault(i, column, f"{shown(word)} {finding}", remedies[word])


def vocabulary_faults(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Words that are in no vocabulary."""
    terms = tables.get("terms")
    if terms is None or not terms.sure("vocabulary", "term"):
        return
    words = defaultdict(list)
    for _, vocabulary, term in terms.each("vocabulary", "term"):
        words[vocabulary].append(term)
    stray = {term for vocabulary in set(words) - vocabularies(tables) for term in words[vocabulary]}
    for column in rows.table.columns:
        if column.vocabulary:
            known = words[column.vocabulary]
            use = f"Use one of: {', '.join(known)}; or add" if len(known) <= 8 else "Use one that is there, or add"
            otherwise = f'{use if known else "Add"} a row with vocabulary "{column.vocabulary}" to terms.csv.'
            remedy = functools.partial(did_you_mean, known=known, otherwise=otherwise)
            finding = f'is no word of the vocabulary "{column.vocabulary}".'
            yield from misses(rows, column.name, stray.union(known), finding, remedy)


def vocabularies(tables: Tables) -> set[str]:
    """The vocabularies that columns use, and the glossary, which readers use."""
    return {"glossary"} | {c.vocabulary for rows in tables.values() for c in rows.table.columns if c.vocabulary}


def term_faults(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Words that stand twice in their vocabulary, in one that no column uses, or that the arithmetic has no rule for."""
    first: dict[tuple, int] = {}
    for i, *cells in rows.each("vocabulary", "term"):
        word = tuple(cells)
        if (twin := first.setdefault(word, i)) != i and None not in word:
            finding = f"{shown(word[1])} is already on line {rows.lines[twin]}."
            yield rows.fault(i, "term", finding, "Keep one of the two.")
        if word[0] == "qualifier" and word[1] not in (*QUALIFIERS, None):
            finding = f"no rule says what a number covers with the qualifier {shown(word[1])}."
            yield rows.fault(i, "term", finding, did_you_mean(word[1], QUALIFIERS, QUALIFIER_REMEDY))
    known, otherwise = vocabularies(tables), "Give a column of datapackage.json this vocabulary, or correct it."
    remedy = functools.partial(did_you_mean, known=known, otherwise=otherwise)
    yield from misses(rows, "vocabulary", known, "is the vocabulary of no column.", remedy)
