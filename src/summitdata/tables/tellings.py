"""Who tells what, held together: one happening told twice, a speaker who confirms himself, a share of two years."""

import re
from collections import defaultdict
from collections.abc import Iterator

from summitdata.house.formulas import formula_keys
from summitdata.tables.faults import Fault, shown
from summitdata.tables.rows import Rows

BRACKET = re.compile(r"\[[^\]]*\]")
YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
NO_PERIOD = "trade, no period named"


def bracket_faults(rows: Rows) -> Iterator[Fault]:
    """Quotes with an editor's square brackets whose row does not say that they are the editor's."""
    for i, quote, note in rows.each("quote", "note") if "note" in rows.columns else ():
        if quote and BRACKET.search(quote) and "bracket" not in (note or ""):
            finding = "the words in square brackets are an editor's, and note does not say so."
            yield rows.fault(i, "note", finding, "Say in note whose brackets they are.")


def same_faults(events: Rows) -> Iterator[Fault]:
    """Tellings that point at another telling, or at a happening of other days."""
    columns = ("event_id", "same_as_id", "starts_on", "ends_on")
    if not events.sure(*columns):
        return
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
    if not figures.sure(*columns):
        return
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
    if not documents.sure("document_id", "summit_id") or not sources.sure("source_id", "summit_id"):
        return
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
