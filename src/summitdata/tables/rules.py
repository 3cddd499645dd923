"""What the tables demand of each other: order, trees, summits, formulas, and what one table alone has.

Each rule takes the rows of a table, or of several, and yields faults; it is silent where
a cell that it needs could not be read: a fault is told once and not its consequences.
"""

import graphlib
from collections.abc import Iterator
from typing import Any

from summitdata.house.formulas import FormulaError, evaluate, formula_keys
from summitdata.tables import tellings
from summitdata.tables.faults import Fault, shown
from summitdata.tables.likeness import did_you_mean
from summitdata.tables.passages import passage_faults
from summitdata.tables.references import Tables, all_reference_faults
from summitdata.tables.rows import Rows
from summitdata.tables.wordings import range_faults, wording_faults

SITE_FOLDERS = ("assets", "charts", "tables", "pictures", "embed", "facts")


def all_faults(tables: Tables, texts: dict[str, str] | None = None) -> Iterator[Fault]:
    """Every fault that shows only between cells, rows and tables; quotes are held against the source texts at hand."""
    yield from all_reference_faults(tables)
    of_places = list(passage_faults(tables, texts or {}))
    misquoted = {(fault.file, fault.line) for fault in of_places if fault.column == "quote"}
    for rows in tables.values():
        yield from order_faults(rows)
        yield from circle_faults(rows, tables)
        yield from range_faults(rows)
        yield from tellings.bracket_faults(rows)
        if rows.table.evidence and "sources" in tables:
            yield from summit_faults(rows, tables["sources"])
        if {"value", "quote"} <= set(rows.columns) and "sources" in tables:
            found = wording_faults(rows, tables["sources"])
            yield from (fault for fault in found if (fault.file, fault.line) not in misquoted)
    for rule, *names in RULES:
        if set(names) <= set(tables):
            yield from rule(*map(tables.get, names))
    yield from of_places


def order_faults(rows: Rows) -> Iterator[Fault]:
    """Ends before beginnings."""
    for first, second in rows.table.order:
        for i, a, b in rows.each(first, second):
            if earlier(b, a):
                yield rows.fault(i, second, f"{b} lies before {first} ({a}).", "Correct one of the two.")


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
            cells = rows.by_key(column)
            yield from circles(rows, column, {key: [cell] for key, cell in cells.items() if cell is not None})


def circles(rows: Rows, column: str, graph: dict[str, list[str]]) -> Iterator[Fault]:
    """A fault for each circle of a graph, at the first of its rows."""
    line = {key: i for i, key in enumerate(rows.cells(rows.table.key))}
    while graph:
        try:
            return graphlib.TopologicalSorter(graph).prepare()
        except graphlib.CycleError as error:
            ring = error.args[1][:0:-1]
            start = ring.index(min(ring, key=line.__getitem__))
            way = ", ".join(map(shown, [*ring[start:], *ring[: start + 1]]))
            yield rows.fault(line[ring[start]], column, f"it comes back to itself: {way}.", "Correct one of them.")
            graph = {key: names for key, names in graph.items() if key not in ring}


def folder_faults(rows: Rows) -> Iterator[Fault]:
    """Summits whose pages would get the folder that a site needs for something else."""
    for i, key in rows.each("summit_id"):
        if key in SITE_FOLDERS:
            remedy = "Choose another, such as one of countries and year."
            yield rows.fault(i, "summit_id", f"{shown(key)} is a folder of the site.", remedy)


def sector_faults(rows: Rows) -> Iterator[Fault]:
    """Sectors below sectors below sectors: the scheme has two levels."""
    if not rows.sure("sector_id", "parent_id") or any(circle_faults(rows, {})):
        return
    parents = rows.by_key("parent_id")
    for i, parent in rows.each("parent_id"):
        if parent is not None and parents.get(parent) is not None:
            finding = f"{shown(parent)} is itself below {shown(parents[parent])}."
            yield rows.fault(i, "parent_id", finding, "Name a sector of the first level.")


def document_faults(rows: Rows) -> Iterator[Fault]:
    """Documents that had their status, as signed or in force, before they were signed."""
    for i, status, status_on, signed_on in rows.each("status", "status_on", "signed_on"):
        if status not in (None, "planned") and earlier(status_on, signed_on):
            finding = f"it is {status} on {status_on}, before it was signed ({signed_on})."
            yield rows.fault(i, "status_on", finding, "Correct one of the two.")


def claim_faults(rows: Rows) -> Iterator[Fault]:
    """Claims whose number is missing, is not whole, or should not be there."""
    for i, change, value in rows.each("change", "value"):
        if change in ("multiple", "percent") and rows.empty("value", i):
            yield rows.fault(i, "value", f'it is empty, but the change is "{change}".', "Fill it, or say qualitative.")
        if change == "qualitative" and value is not None:
            remedy = "Correct change, or empty value, step and qualifier."
            yield rows.fault(i, "value", "a qualitative change has no number.", remedy)
        for column in ("step", "qualifier"):
            if value is not None and rows.empty(column, i):
                remedy = "Say what the number rounds to." if column == "step" else "Say unqualified, about, over …"
                yield rows.fault(i, column, "it is empty, but value has a number.", remedy)


def summit_faults(rows: Rows, sources: Rows) -> Iterator[Fault]:
    """Facts of another summit than the source that tells them."""
    if not sources.sure("source_id", "summit_id") or not rows.sure("summit_id", "source_id"):
        return
    summit_of = sources.by_key("summit_id")
    for i, summit, source in rows.each("summit_id", "source_id"):
        if (its := summit_of.get(source)) not in (None, summit):
            finding = f"{shown(summit)} is not the summit of {shown(source)}, which is {shown(its)}."
            yield rows.fault(i, "summit_id", finding, "Correct summit_id or source_id.")


def figure_faults(rows: Rows) -> Iterator[Fault]:
    """Derived figures that do not follow from their formula, or from themselves."""
    if not rows.sure("figure_id", "value", "step", "derived_from"):
        return
    values, formulas = rows.by_key("value"), rows.by_key("derived_from")
    graph = {key: [k for k in formula_keys(f) if k in values] for key, f in formulas.items() if f}
    yield from circles(rows, "derived_from", graph)
    for i, key, formula, value, step in rows.each("figure_id", "derived_from", "value", "step"):
        unknown = [k for k in formula_keys(formula or "") if k not in values]
        try:
            result = evaluate(formula, values) if formula and not unknown else value
        except FormulaError as error:
            yield rows.fault(i, "derived_from", error.finding, error.remedy)
            continue
        if unknown:
            remedy = did_you_mean(unknown[0], values.keys() - {key}, "Add it or correct it.")
            yield rows.fault(i, "derived_from", f"{shown(unknown[0])} is no figure with a value.", remedy)
        elif abs(result - value) > step / 2 + 1e-9:
            finding = f"{value:g} does not follow from the formula, which gives {result:.4g}."
            yield rows.fault(i, "value", finding, "Correct the value or the formula.")


RULES = (
    (folder_faults, "summits"),
    (sector_faults, "sectors"),
    (document_faults, "documents"),
    (claim_faults, "claims"),
    (figure_faults, "figures"),
    (tellings.same_faults, "events"),
    (tellings.early_faults, "events", "sources"),
    (tellings.share_faults, "figures"),
    (tellings.own_faults, "figures", "claims"),
    (tellings.twice_faults, "quantities", "figures"),
    (tellings.item_faults, "document_reports", "documents"),
    (tellings.elsewhere_faults, "document_reports", "documents", "sources"),
)
