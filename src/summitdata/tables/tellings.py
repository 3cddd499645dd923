"""Who tells what, held together: one happening told twice, a speaker who confirms himself, a share of two years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summitdata.house.formulas import formula_keys
from summitdata.tables.faults import Fault, shown
from summitdata.tables.references import Tables, at
from summitdata.tables.rows import Rows

BRACKET = re.compile(r"\[[^\]]*\]")
YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
NO_PERIOD = "trade, no period named"
SAME = "claims.csv has the same words of the same speaker"


def telling_faults(tables: Tables) -> Iterator[Fault]:
    """Every fault of this kind that a package has."""
    for rows in tables.values():
        yield from bracket_faults(rows)
    if {"events", "sources"} <= set(tables):
        yield from same_faults(tables["events"])
        yield from early_faults(tables["events"], tables["sources"])
    if "figures" in tables:
        yield from share_faults(tables["figures"])
    if {"figures", "claims"} <= set(tables):
        yield from own_faults(tables["figures"], tables["claims"])
    if {"figures", "quantities"} <= set(tables):
        yield from twice_faults(tables["quantities"], tables["figures"])
    if {"document_reports", "documents"} <= set(tables):
        yield from item_faults(tables["document_reports"], tables["documents"])
    if {"document_reports", "documents", "sources"} <= set(tables):
        yield from elsewhere_faults(tables["document_reports"], tables["documents"], tables["sources"])


def bracket_faults(rows: Rows) -> Iterator[Fault]:
    """Quotes with an editor's square brackets whose row does not say that they are the editor's."""
    if {"quote", "note"} <= set(rows.columns):
        for i, (quote, note) in enumerate(zip(rows.cells("quote"), rows.cells("note"))):
            if quote and BRACKET.search(quote) and "bracket" not in (note or ""):
                finding = "the words in square brackets are an editor's, and note does not say so."
                yield at(rows, i, "note", finding, "Say in note whose brackets they are.")


def same_faults(events: Rows) -> Iterator[Fault]:
    """Tellings that point at another telling, or at a happening of other days."""
    columns = ("event_id", "same_as_id", "starts_on", "ends_on")
    if not events.sure(*columns):
        return
    told = {key: (same, start, end or start) for key, same, start, end in zip(*map(events.cells, columns))}
    for i, (key, same, start, end) in enumerate(zip(*map(events.cells, columns))):
        main = told.get(same)
        if main is None or same == key:
            continue
        if main[0] is not None:
            finding = f"{shown(same)} is itself another telling, of {shown(main[0])}."
            yield at(events, i, "same_as_id", finding, f'Write "{main[0]}".')
        elif start and main[1] and (main[1] > (end or start) or main[2] < start):
            finding = f"{shown(same)} is of {main[1]} to {main[2]}, outside the days of this row."
            yield at(events, i, "same_as_id", finding, "Correct the dates, or tell two happenings.")


def early_faults(events: Rows, sources: Rows) -> Iterator[Fault]:
    """Events told as happened by a source that is older than they."""
    published = dict(zip(sources.cells("source_id"), sources.cells("published_on")))
    for i, (source, start, told) in enumerate(zip(*map(events.cells, ("source_id", "starts_on", "told_as")))):
        day = published.get(source)
        if told == "happened" and start and day and start > day:
            finding = f"it is told as happened on {day}, before it began ({start})."
            yield at(events, i, "told_as", finding, 'Write "planned", or correct the date.')


def share_faults(figures: Rows) -> Iterator[Fault]:
    """Derived shares of figures of different periods."""
    columns = ("figure_id", "basis", "derived_from", "period_start_on", "period_end_on")
    if not figures.sure(*columns):
        return
    period = {key: days for key, _, _, *days in zip(*map(figures.cells, columns))}
    for i, (key, basis, formula, *_) in enumerate(zip(*map(figures.cells, columns))):
        keys = formula_keys(formula) if basis == "share" and formula else []
        other = [k for k in keys if k in period and period[k] != period[key]]
        if other:
            finding = f"a share divides equal periods, and {shown(other[0])} is of another."
            yield at(figures, i, "derived_from", finding, "Name figures of this period, or correct the period.")


def own_faults(figures: Rows, claims: Rows) -> Iterator[Fault]:
    """Growth figures that are a claim, entered once more: a speaker would confirm himself."""
    said = set(zip(*map(claims.cells, ("source_id", "actor_id", "quote"))))
    for i, told in enumerate(zip(*map(figures.cells, ("source_id", "reporter_id", "quote")))):
        if None not in told and told in said:
            yield at(figures, i, "reporter_id", f"{SAME}.", "Remove this row: nobody confirms himself.")


def twice_faults(quantities: Rows, figures: Rows) -> Iterator[Fault]:
    """Quantities that are a figure, told with its words or a part of them, or that are to be one: one home for a number."""
    known: dict[tuple, list[str]] = {}
    for *told, quote in zip(*map(figures.cells, ("source_id", "value", "quote"))):
        known.setdefault(tuple(told), []).append(quote or "")
    columns = ("source_id", "value", "quote", "what")
    for i, (*told, quote, what) in enumerate(zip(*map(quantities.cells, columns))):
        if (
            quote
            and None not in told
            and any(other and (quote in other or other in quote) for other in known.get(tuple(told), ()))
        ):
            remedy = "Keep it in figures.csv if its period is named, else here."
            yield at(quantities, i, "value", "figures.csv has the same number with the same words.", remedy)
        elif what == NO_PERIOD and (year := YEAR.search(quote or "")):
            finding = f"the words name its period ({year[0]})."
            yield at(
                quantities, i, "what", finding, "A level of a named period is a row of figures.csv: move it there."
            )


def elsewhere_faults(reports: Rows, documents: Rows, sources: Rows) -> Iterator[Fault]:
    """Reports by a source of one summit of a document that is told at another: no page of the former would show it."""
    if not documents.sure("document_id", "summit_id") or not sources.sure("source_id", "summit_id"):
        return
    of_document, of_source = (
        dict(zip(rows.cells(key), rows.cells("summit_id")))
        for rows, key in ((documents, "document_id"), (sources, "source_id"))
    )
    for i, (document, source) in enumerate(zip(*map(reports.cells, ("document_id", "source_id")))):
        told, its = of_document.get(document), of_source.get(source)
        if told and its and told != its:
            finding = f"{shown(source)} is of the summit {shown(its)}, the document's row of {shown(told)}."
            yield at(reports, i, "document_id", finding, f"Add a row of documents.csv for {its}, and name that one.")


def item_faults(reports: Rows, documents: Rows) -> Iterator[Fault]:
    """Packages counted as an item of a list, and items of documents that were signed at no summit."""
    none = {}
    for j, (key, kind) in enumerate(zip(*map(documents.cells, ("document_id", "type")))):
        if kind == "package" or documents.empty("signed_summit_id", j):
            none[key] = "a package is no item of a list." if kind == "package" else "it was not signed at a summit."
    for i, (key, item) in enumerate(zip(*map(reports.cells, ("document_id", "item")))):
        if item is not None and key in none:
            yield at(reports, i, "item", none[key], "Empty the cell.")
