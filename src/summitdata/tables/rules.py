"""What the tables demand of each other: keys, references, words, order, trees, formulas.

Standard library only. Each rule takes the rows of a table, or of all, and
yields faults. It looks at whole columns first and at single cells only where a
column cannot be right; and it is silent where a cell that it needs could not be
read, so that a fault is told once and not its consequences.
"""

from __future__ import annotations

import graphlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from summitdata.house.formulas import FormulaError, evaluate, formula_keys
from summitdata.house.intervals import QUALIFIERS
from summitdata.tables import passages as places
from summitdata.tables.faults import Fault, shown
from summitdata.tables.likeness import did_you_mean, nearest
from summitdata.tables.rows import Rows

Tables = dict[str, Rows]
GUESSES = 50  # so many near misses are looked up in a column; it takes long among very many keys
QUALIFIER_REMEDY = f"Remove it and use one of: {', '.join(QUALIFIERS)}."
SITE_FOLDERS = ("assets", "charts", "tables", "pictures", "embed", "facts")


def all_faults(tables: Tables, texts: dict[str, str] | None = None) -> Iterator[Fault]:
    """Every fault that shows only between cells, rows and tables.

    Parameters
    ----------
    tables : dict of str to Rows
    texts : dict of str to str, optional
        Source texts by source_id, where they are at hand; quotes are then held
        against them.
    """
    for rows in tables.values():
        yield from lost_rows(rows, tables)
    for rows in tables.values():
        yield from key_faults(rows)
        yield from reference_faults(rows, tables)
        yield from vocabulary_faults(rows, tables)
        yield from order_faults(rows)
        yield from circle_faults(rows, tables)
        if rows.table.evidence and "sources" in tables:
            yield from summit_faults(rows, tables["sources"])
    for name, rule in RULES.items():
        if name in tables:
            yield from rule(tables[name])
    if "terms" in tables:
        yield from term_faults(tables["terms"], tables)
    yield from places.all_faults(tables, texts or {})


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
    if len(set(keys)) == len(keys):
        return
    first: dict[str, int] = {}
    for i, key in enumerate(keys):
        if key in first:
            finding, remedy = (
                f"{shown(key)} is already the key of line {rows.lines[first[key]]}",
                "Give each row its own key.",
            )
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
        near = nearest(fault.value or "", wanted) if fault in wrong else ""
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
    remedies: dict[str, str] = {}
    for i, cell in enumerate(rows.cells(column)) if wrong else ():
        if cell in wrong:
            rows.wrong.setdefault(column, set()).add(i)
        for word in wrong.get(cell, ()):
            if word not in remedies:
                remedies[word] = remedy(word) if len(remedies) < GUESSES else "Correct it."
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


def order_faults(rows: Rows) -> Iterator[Fault]:
    """Ends before beginnings."""
    for first, second in rows.table.order:
        pairs = list(zip(rows.cells(first), rows.cells(second)))
        wrong = {(a, b) for a, b in set(pairs) if earlier(b, a)}
        for i, pair in enumerate(pairs) if wrong else ():
            if pair in wrong:
                yield at(rows, i, second, f"{pair[1]} lies before {first} ({pair[0]}).", "Correct one of the two.")


def earlier(one: Any, other: Any) -> bool:
    """Whether a date lies before another for certain; either may lack its day or month, or be empty.

    Examples
    --------
    >>> earlier("2023", "2023-03"), earlier("2022-12-31", "2023"), earlier(None, "2023")
    (False, True, False)
    """
    return one is not None and other is not None and str(one) < str(other)[: len(str(one))]


def circle_faults(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Rows that come back to themselves by the references inside their table."""
    for column, target in rows.table.references.items():
        if target == rows.table.name and rows.sure(rows.table.key, column):
            pairs = zip(rows.cells(rows.table.key), rows.cells(column))
            yield from circles(rows, column, {key: [cell] for key, cell in pairs if cell is not None})


def circles(rows: Rows, column: str, graph: dict[str, list[str]]) -> Iterator[Fault]:
    """A fault for each circle of a graph, at the first of its rows."""
    graph = within(graph)
    line = {key: i for i, key in enumerate(rows.cells(rows.table.key))} if graph else {}
    while graph:
        try:
            return graphlib.TopologicalSorter(graph).prepare()
        except graphlib.CycleError as error:
            ring = error.args[1][:0:-1]
            start = ring.index(min(ring, key=line.__getitem__))
            way = ", ".join(map(shown, [*ring[start:], *ring[: start + 1]]))
            yield at(rows, line[ring[start]], column, f"it comes back to itself: {way}.", "Correct one of them.")
            graph = {key: names for key, names in graph.items() if key not in ring}


def within(graph: dict[str, list[str]]) -> dict[str, list[str]]:
    """What is left of a graph without all that leads out of it: nothing, where there is no circle.

    Examples
    --------
    >>> within({"a": ["b"], "b": ["c"], "d": ["d"], "e": []})
    {'d': ['d']}
    """
    size = -1
    while size != len(graph):
        size = len(graph)
        graph = {key: names for key, names in graph.items() if not graph.keys().isdisjoint(names)}
    return graph


def folder_faults(rows: Rows) -> Iterator[Fault]:
    """Summits whose pages would get the folder that a site needs for something else."""
    for i, key in enumerate(rows.cells("summit_id")):
        if key in SITE_FOLDERS:
            remedy = "Choose another, such as one of countries and year."
            yield at(rows, i, "summit_id", f"{shown(key)} is a folder of the site.", remedy)


def sector_faults(rows: Rows) -> Iterator[Fault]:
    """Sectors below sectors below sectors: the scheme has two levels."""
    if not rows.sure("sector_id", "parent_id") or any(circle_faults(rows, {})):
        return
    parents = dict(zip(rows.cells("sector_id"), rows.cells("parent_id")))
    for i, parent in enumerate(rows.cells("parent_id")):
        if parent is not None and parents.get(parent) is not None:
            finding = f"{shown(parent)} is itself below {shown(parents[parent])}."
            yield at(rows, i, "parent_id", finding, "Name a sector of the first level.")


def document_faults(rows: Rows) -> Iterator[Fault]:
    """Documents that had their status, as signed or in force, before they were signed."""
    columns = ("status", "status_on", "signed_on")
    for i, (status, status_on, signed_on) in enumerate(zip(*map(rows.cells, columns))):
        if status not in (None, "planned") and earlier(status_on, signed_on):
            finding = f"it is {status} on {status_on}, before it was signed ({signed_on})."
            yield at(rows, i, "status_on", finding, "Correct one of the two.")


def claim_faults(rows: Rows) -> Iterator[Fault]:
    """Claims whose number is missing, is not whole, or should not be there."""
    for i, (change, value) in enumerate(zip(rows.cells("change"), rows.cells("value"))):
        if change in ("multiple", "percent") and rows.empty("value", i):
            yield at(rows, i, "value", f'it is empty, but the change is "{change}".', "Fill it, or say qualitative.")
        if change == "qualitative" and value is not None:
            remedy = "Correct change, or empty value, step and qualifier."
            yield at(rows, i, "value", "a qualitative change has no number.", remedy)
        for column in ("step", "qualifier"):
            if value is not None and rows.empty(column, i):
                remedy = "Say what the number rounds to." if column == "step" else "Say unqualified, about, over …"
                yield at(rows, i, column, "it is empty, but value has a number.", remedy)


def summit_faults(rows: Rows, sources: Rows) -> Iterator[Fault]:
    """Facts of another summit than the source that tells them."""
    if not sources.sure("source_id", "summit_id") or not rows.sure("summit_id", "source_id"):
        return
    summit_of = dict(zip(sources.cells("source_id"), sources.cells("summit_id")))
    wrong = {
        (summit, source)
        for summit, source in set(zip(rows.cells("summit_id"), rows.cells("source_id")))
        if summit_of.get(source) not in (None, summit)
    }
    for i, pair in enumerate(zip(rows.cells("summit_id"), rows.cells("source_id"))) if wrong else ():
        if pair in wrong:
            finding = f"{shown(pair[0])} is not the summit of {shown(pair[1])}, which is {shown(summit_of[pair[1]])}."
            yield at(rows, i, "summit_id", finding, "Correct summit_id or source_id.")


def figure_faults(rows: Rows) -> Iterator[Fault]:
    """Derived figures that do not follow from their formula, or from themselves."""
    if not rows.sure("figure_id", "value", "step", "derived_from"):
        return
    keys, formulas = rows.cells("figure_id"), rows.cells("derived_from")
    values = dict(zip(keys, rows.cells("value")))
    graph = {key: [k for k in formula_keys(f) if k in values] for key, f in zip(keys, formulas) if f}
    yield from circles(rows, "derived_from", graph)
    for i, formula in enumerate(formulas):
        if formula is not None and (fault := formula_fault(keys[i], formula, values, rows.cells("step")[i])):
            yield at(rows, i, *fault)


def formula_fault(own: str, formula: str, values: dict[str, float], step: float) -> tuple[str, str, str] | None:
    """Column, finding and remedy where a formula does not give the value of its own row."""
    unknown = [key for key in formula_keys(formula) if key not in values]
    if unknown:
        finding = f"{shown(unknown[0])} is no figure with a value."
        return "derived_from", finding, did_you_mean(unknown[0], values.keys() - {own}, "Add it or correct it.")
    try:
        result = evaluate(formula, values)
    except FormulaError as error:
        return "derived_from", error.finding, error.remedy
    value = values[own]
    if abs(result - value) <= step / 2 + 1e-9:
        return None
    finding = f"{value:g} does not follow from the formula, which gives {result:.4g}."
    return "value", finding, "Correct the value or the formula."


RULES = {
    "summits": folder_faults,
    "sectors": sector_faults,
    "documents": document_faults,
    "claims": claim_faults,
    "figures": figure_faults,
}
