"""What the tables demand of each other: order, trees, summits, formulas, who tells what, and what one table alone has.

Each rule takes the rows of a table, or of several, and yields faults; it is silent where
a cell that it needs could not be read: a fault is told once and not its consequences.
"""

import graphlib
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from summitdata.house.formulas import FormulaError, evaluate, formula_keys
from summitdata.tables.faults import Fault, shown
from summitdata.tables.likeness import did_you_mean
from summitdata.tables.passages import passage_faults
from summitdata.tables.references import Tables, all_reference_faults
from summitdata.tables.rows import Rows
from summitdata.tables.wordings import range_faults, wording_faults

SITE_FOLDERS = ("assets", "charts", "tables", "pictures", "embed", "facts")
BRACKET = re.compile(r"\[[^\]]*\]")
YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
NO_PERIOD = "trade, no period named"


def all_faults(tables: Tables, texts: dict[str, str] | None = None) -> Iterator[Fault]:
    """Every fault that shows only between cells, rows and tables; quotes are held against the source texts at hand."""
    yield from all_reference_faults(tables)
    of_places = list(passage_faults(tables, texts or {}))
    misquoted = {(fault.file, fault.line) for fault in of_places if fault.column == "quote"}
    for rows in tables.values():
        yield from order_faults(rows)
        yield from circle_faults(rows, tables)
        yield from range_faults(rows)
        yield from bracket_faults(rows)
        if rows.table.evidence and "sources" in tables:
            yield from summit_faults(rows, tables["sources"])
        if {"value", "quote"} <= set(rows.columns) and "sources" in tables:
            found = wording_faults(rows, tables["sources"])
            yield from (fault for fault in found if (fault.file, fault.line) not in misquoted)
    for rule, needs in RULES:
        if all(name in tables and (not its or tables[name].sure(*its.split())) for name, its in needs.items()):
            yield from rule(*map(tables.get, needs))
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
    if any(circle_faults(rows, {})):
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


def bracket_faults(rows: Rows) -> Iterator[Fault]:
    """Quotes with an editor's square brackets whose row does not say that they are the editor's."""
    for i, quote, note in rows.each("quote", "note") if "note" in rows.columns else ():
        if quote and BRACKET.search(quote) and "bracket" not in (note or ""):
            finding = "the words in square brackets are an editor's, and note does not say so."
            yield rows.fault(i, "note", finding, "Say in note whose brackets they are.")


def same_faults(events: Rows) -> Iterator[Fault]:
    """Tellings that point at another telling, or at a happening of other days."""
    columns = ("event_id", "same_as_id", "starts_on", "ends_on")
    told = {key: (same, start, end or start) for _, key, same, start, end in events.each(*columns)}
    for i, key, same, start, end in events.each(*columns):
        if same == key:
            continue
        main, first, last = told.get(same, (None, None, None))
        if main is not None:
            finding = f"{shown(same)} is itself another telling, of {shown(main)}."
            yield events.fault(i, "same_as_id", finding, f'Write "{main}".')
        elif start and first and (first > (end or start) or last < start):
            finding = f"{shown(same)} is of {first} to {last}, outside the days of this row."
            yield events.fault(i, "same_as_id", finding, "Correct the dates, or tell two happenings.")


def early_faults(events: Rows, sources: Rows) -> Iterator[Fault]:
    """Events told as happened by a source that is older than they."""
    published = sources.by_key("published_on")
    for i, source, start, told in events.each("source_id", "starts_on", "told_as"):
        day = published.get(source)
        if told == "happened" and start and day and start > day:
            finding = f"it is told as happened on {day}, before it began ({start})."
            yield events.fault(i, "told_as", finding, 'Write "planned", or correct the date.')


def share_faults(figures: Rows) -> Iterator[Fault]:
    """Derived shares of figures of different periods."""
    columns = ("figure_id", "basis", "derived_from", "period_start_on", "period_end_on")
    period = {key: days for _, key, _, _, *days in figures.each(*columns)}
    for i, key, basis, formula, *_ in figures.each(*columns):
        keys = formula_keys(formula) if basis == "share" and formula else []
        if other := [k for k in keys if k in period and period[k] != period[key]]:
            finding = f"a share divides equal periods, and {shown(other[0])} is of another."
            yield figures.fault(i, "derived_from", finding, "Name figures of this period, or correct the period.")


def own_faults(figures: Rows, claims: Rows) -> Iterator[Fault]:
    """Growth figures that are a claim, entered once more: a speaker would confirm himself."""
    said = {tuple(told) for _, *told in claims.each("source_id", "actor_id", "quote")}
    for i, *told in figures.each("source_id", "reporter_id", "quote"):
        if None not in told and tuple(told) in said:
            finding = "claims.csv has the same words of the same speaker."
            yield figures.fault(i, "reporter_id", finding, "Remove this row: nobody confirms himself.")


def twice_faults(quantities: Rows, figures: Rows) -> Iterator[Fault]:
    """Quantities that are a figure, told with its words or a part of them, or that are to be one: one home for a number."""
    known = defaultdict(list)
    for _, source, value, quote in figures.each("source_id", "value", "quote"):
        if quote and None not in (source, value):
            known[source, value].append(quote)
    for i, source, value, quote, what in quantities.each("source_id", "value", "quote", "what"):
        if quote and any(quote in other or other in quote for other in known[source, value]):
            remedy = "Keep it in figures.csv if its period is named, else here."
            yield quantities.fault(i, "value", "figures.csv has the same number with the same words.", remedy)
        elif what == NO_PERIOD and (year := YEAR.search(quote or "")):
            remedy = "A level of a named period is a row of figures.csv: move it there."
            yield quantities.fault(i, "what", f"the words name its period ({year[0]}).", remedy)


def elsewhere_faults(reports: Rows, documents: Rows, sources: Rows) -> Iterator[Fault]:
    """Reports by a source of one summit of a document that is told at another: no page of the former would show it."""
    of_document, of_source = documents.by_key("summit_id"), sources.by_key("summit_id")
    for i, document, source in reports.each("document_id", "source_id"):
        told, its = of_document.get(document), of_source.get(source)
        if told and its and told != its:
            finding = f"{shown(source)} is of the summit {shown(its)}, the document's row of {shown(told)}."
            yield reports.fault(i, "document_id", finding, f"Add a row of documents.csv for {its}, and name that one.")


def item_faults(reports: Rows, documents: Rows) -> Iterator[Fault]:
    """Packages counted as an item of a list, and items of documents that were signed at no summit."""
    none = {}
    for j, key, kind in documents.each("document_id", "type"):
        if kind == "package" or documents.empty("signed_summit_id", j):
            none[key] = "a package is no item of a list." if kind == "package" else "it was not signed at a summit."
    for i, key, item in reports.each("document_id", "item"):
        if item is not None and key in none:
            yield reports.fault(i, "item", none[key], "Empty the cell.")


# Each rule of some tables, with the columns of which it must know every cell
RULES = (
    (folder_faults, {"summits": ""}),
    (sector_faults, {"sectors": "sector_id parent_id"}),
    (document_faults, {"documents": ""}),
    (claim_faults, {"claims": ""}),
    (figure_faults, {"figures": "figure_id value step derived_from"}),
    (same_faults, {"events": "event_id same_as_id starts_on ends_on"}),
    (early_faults, {"events": "", "sources": ""}),
    (share_faults, {"figures": "figure_id basis derived_from period_start_on period_end_on"}),
    (own_faults, {"figures": "", "claims": ""}),
    (twice_faults, {"quantities": "", "figures": ""}),
    (item_faults, {"document_reports": "", "documents": ""}),
    (
        elsewhere_faults,
        {"document_reports": "", "documents": "document_id summit_id", "sources": "source_id summit_id"},
    ),
)
