"""What the tables demand of each other: keys, references, words, evidence, passages.

Standard library only. Each rule takes the rows of all tables and yields faults;
where a table could not be read, rules that need it are silent.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from summitdata.faults import Fault, did_you_mean, shown
from summitdata.quotes import find, fold
from summitdata.rows import Rows

Tables = dict[str, Rows]


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
        yield from key_faults(rows)
        yield from reference_faults(rows, tables)
        yield from vocabulary_faults(rows, tables)
        yield from order_faults(rows)
    yield from tree_faults(tables)
    yield from formula_faults(tables)
    yield from passage_faults(tables)
    yield from evidence_faults(tables)
    yield from text_faults(tables, texts or {})


def at(rows: Rows, i: int, column: str | None, finding: str, remedy: str) -> Fault:
    """A fault at a row's line."""
    return Fault(rows.table.path, rows.lines[i], column, finding, remedy)


def key_faults(rows: Rows) -> Iterator[Fault]:
    """Keys that stand twice."""
    first: dict[str, int] = {}
    for i, key in enumerate(rows.cells(rows.table.key)):
        if key is None:
            continue
        if key in first:
            finding = f"{shown(key)} is already the key of line {rows.lines[first[key]]}."
            yield at(rows, i, rows.table.key, finding, "Give each row its own key.")
        first.setdefault(key, i)


def reference_faults(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """References to rows that are not there."""
    targets = dict(rows.table.references)
    targets |= {c.name: c.reference for c in rows.table.columns if c.reference}
    separators = {c.name: c.separator for c in rows.table.columns}
    for column, name in targets.items():
        target = tables.get(name)
        if target is None or not target.complete:
            continue
        known = set(target.cells(target.table.key))
        for i, cell in enumerate(rows.cells(column)):
            for key in split(cell, separators[column]):
                if key not in known:
                    finding = f"{shown(key)} is no {target.table.key} in {target.table.path}."
                    remedy = did_you_mean(key, known - {None}, f"Add it to {target.table.path} or correct it.")
                    yield at(rows, i, column, finding, remedy)


def split(cell: Any, separator: str) -> list[str]:
    """The keys in a cell."""
    if cell is None:
        return []
    return cell.split(separator) if separator else [cell]


def vocabulary_faults(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Words that are in no vocabulary."""
    terms = tables.get("terms")
    if terms is None or not terms.complete:
        return
    words: dict[str, list[str]] = {}
    for vocabulary, term in zip(terms.cells("vocabulary"), terms.cells("term")):
        words.setdefault(vocabulary, []).append(term)
    for column in rows.table.columns:
        if not column.vocabulary:
            continue
        known = words.get(column.vocabulary, [])
        for i, cell in enumerate(rows.cells(column.name)):
            if cell is not None and cell not in known:
                finding = f'{shown(cell)} is no word of the vocabulary "{column.vocabulary}".'
                few = f"Use one of: {', '.join(known)}." if len(known) <= 8 else ""
                remedy = (
                    few or f'Use one that is there, or add a row with vocabulary "{column.vocabulary}" to terms.csv.'
                )
                yield at(rows, i, column.name, finding, did_you_mean(cell, known, remedy))


def order_faults(rows: Rows) -> Iterator[Fault]:
    """Ends before beginnings."""
    for first, second in rows.table.order:
        for i, (a, b) in enumerate(zip(rows.cells(first), rows.cells(second))):
            if a is not None and b is not None and str(b) < str(a)[: len(str(b))]:
                yield at(rows, i, second, f"{b} lies before {first} ({a}).", "Correct one of the two.")


def tree_faults(tables: Tables) -> Iterator[Fault]:
    """Sectors below sectors below sectors: the scheme has two levels."""
    rows = tables.get("sectors")
    if rows is None:
        return
    parents = dict(zip(rows.cells("sector_id"), rows.cells("parent_id")))
    for i, parent in enumerate(rows.cells("parent_id")):
        if parent is not None and parents.get(parent) is not None:
            finding = f"{shown(parent)} is itself below {shown(parents[parent])}."
            yield at(rows, i, "parent_id", finding, "Name a sector of the first level.")


def formula_faults(tables: Tables) -> Iterator[Fault]:
    """Derived figures that do not follow from their formula."""
    rows = tables.get("figures")
    if rows is None or not rows.complete:
        return
    values = dict(zip(rows.cells("figure_id"), rows.cells("value")))
    for i, (formula, value) in enumerate(zip(rows.cells("derived_from"), rows.cells("value"))):
        if formula is None or value is None:
            continue
        unknown = [key for key in formula_keys(formula) if values.get(key) is None]
        if unknown:
            finding = f"{shown(unknown[0])} is no figure with a value."
            yield at(rows, i, "derived_from", finding, did_you_mean(unknown[0], values, "Name another row."))
            continue
        try:
            result = evaluate(formula, values)
        except (ValueError, ZeroDivisionError) as error:
            yield at(rows, i, "derived_from", f"it cannot be computed ({error}).", "Use + - * / and brackets.")
            continue
        step = rows.cells("step")[i] or 0
        if abs(result - value) > step / 2 + 1e-9:
            finding = f"{value:g} does not follow from the formula, which gives {result:.4g}."
            yield at(rows, i, "value", finding, "Correct the value or the formula.")


def formula_keys(formula: str) -> list[str]:
    """The figures that a formula names.

    Examples
    --------
    >>> formula_keys("[f-half] / (1 + [f-growth] / 100)")
    ['f-half', 'f-growth']
    """
    return re.findall(r"\[([^\]]+)\]", formula)


def evaluate(formula: str, values: dict[str, float]) -> float:
    """The value of a formula over other figures: numbers, + - * / and brackets.

    Raises
    ------
    ValueError
        If the formula holds anything else.

    Examples
    --------
    >>> round(evaluate("[f-half] / (1 + [f-growth] / 100)", {"f-half": 74.4, "f-growth": 33.6}), 1)
    55.7
    """
    text = re.sub(r"\[([^\]]+)\]", lambda m: repr(float(values[m[1]])), formula)
    try:
        tree = ast.parse(text, mode="eval")
    except SyntaxError:
        raise ValueError("it is no arithmetic") from None
    return arithmetic(tree.body)


def arithmetic(node: ast.AST) -> float:
    """The value of a syntax tree of plain arithmetic."""
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -arithmetic(operand)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATIONS:
            return OPERATIONS[type(op)](arithmetic(left), arithmetic(right))
    raise ValueError("it is no plain arithmetic")


OPERATIONS = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}


def passage_faults(tables: Tables) -> Iterator[Fault]:
    """Passages that do not tile their source from its first to its last code point."""
    passages, sources = tables.get("passages"), tables.get("sources")
    if passages is None or sources is None or not (passages.complete and sources.complete):
        return
    by_source: dict[str, list[int]] = {}
    for i, source in enumerate(passages.cells("source_id")):
        by_source.setdefault(source, []).append(i)
    starts, ends = passages.cells("start"), passages.cells("end")
    for i, source in enumerate(sources.records()):
        if source["coverage"] != "full":
            continue
        for column in ("characters", "sha256"):
            if source[column] is None:
                yield at(sources, i, column, "it is empty.", "A fully coded source needs it.")
        rows = [j for j in by_source.get(source["source_id"], []) if None not in (starts[j], ends[j])]
        position = 0
        for j in sorted(rows, key=lambda j: (starts[j], ends[j])):
            if ends[j] <= starts[j]:
                finding = f"the passage ends at {ends[j]}, not after its start at {starts[j]}."
                yield at(passages, j, "end", finding, "Correct start or end.")
            elif starts[j] != position:
                what = "a gap" if starts[j] > position else "an overlap"
                finding = f"there is {what}: the passage before ends at {position}, this one begins at {starts[j]}."
                yield at(
                    passages,
                    j,
                    "start",
                    finding,
                    "Passages must tile the text: let each begin where the last one ends.",
                )
            position = max(position, ends[j])
        length = source["characters"]
        if length is not None and position != length:
            finding = f"the passages end at {position}, the text of {source['source_id']} has {length} characters."
            line = passages.lines[rows[-1]] if rows else None
            yield Fault(passages.table.path, line, "end", finding, "Let the last passage end with the text.")


def evidence_faults(tables: Tables) -> Iterator[Fault]:
    """Evidence that lacks its place, or differs from the passage it stands in."""
    sources, passages = tables.get("sources"), tables.get("passages")
    if sources is None or not sources.complete:
        return
    coverage = dict(zip(sources.cells("source_id"), sources.cells("coverage")))
    length = dict(zip(sources.cells("source_id"), sources.cells("characters")))
    spans: dict[str, list[dict]] = {}
    for passage in passages.records() if passages is not None and passages.complete else []:
        if None not in (passage["start"], passage["end"]):
            spans.setdefault(passage["source_id"], []).append(passage)
    for rows in tables.values():
        if rows.table.evidence:
            for i, row in enumerate(rows.records()):
                if row["source_id"] in coverage:
                    full = coverage[row["source_id"]] == "full"
                    place = full_faults(row, length.get(row["source_id"])) if full else cited_faults(row)
                    found = [at(rows, i, *fault) for fault in place]
                    yield from found
                    if full and not found:
                        for fault in voice_faults(row, spans.get(row["source_id"], [])):
                            yield at(rows, i, *fault)


def cited_faults(row: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Offsets on a row whose source is only cited."""
    for column in ("start", "end", "head_start", "head_end"):
        if row[column] is not None:
            yield (
                column,
                f"{row['source_id']} is only cited, so the row has no place in a text.",
                "Empty the cell.",
            )


def full_faults(row: dict[str, Any], length: int | None) -> Iterator[tuple[str, str, str]]:
    """Offsets that are missing, lie outside the text or do not fit the quote."""
    locate = 'Let the command fill it: summitdata cite SOURCE "words".'
    for column in ("start", "end"):
        if row[column] is None:
            yield column, "it is empty, but the source is fully coded.", locate
    for first, second in (("start", "end"), ("head_start", "head_end")):
        a, b = row[first], row[second]
        if (a is None) != (b is None) and first == "head_start":
            yield first, f"{first} and {second} go together.", "Fill both or neither."
        if a is not None and b is not None:
            if b <= a:
                yield second, f"it ends at {b}, not after its start at {a}.", locate
            elif length is not None and b > length:
                yield second, f"{b} lies beyond the end of the text ({length}).", locate
            elif first == "start" and row["quote"] and b - a < len(row["quote"]):
                finding = f"the quote has {len(row['quote'])} characters, its place only {b - a}."
                yield "quote", finding, locate


def voice_faults(row: dict[str, Any], passages: list[dict]) -> Iterator[tuple[str, str, str]]:
    """A speaker or voice that differs from the passage's, and no note that says why."""
    passage = next((p for p in passages if p["start"] <= row["start"] < p["end"]), None)
    if passage is None or row["note"]:
        return
    for column in ("actor_id", "voice"):
        if None not in (row[column], passage[column]) and row[column] != passage[column]:
            finding = f"{shown(row[column])} differs from {shown(passage[column])} of passage {passage['passage_id']}."
            yield column, finding, "Correct one of the two, or say why in note."


def text_faults(tables: Tables, texts: dict[str, str]) -> Iterator[Fault]:
    """Quotes that do not stand where their offsets say, for the texts at hand."""
    for rows in tables.values():
        if not rows.table.evidence:
            continue
        for i, row in enumerate(rows.records()):
            text = texts.get(row["source_id"])
            if text is None or None in (row["quote"], row["start"], row["end"]):
                continue
            stands = fold(text[row["start"] : row["end"]])
            if stands != row["quote"] and row["end"] <= len(text) and row["end"] - row["start"] >= len(row["quote"]):
                finding = f"{shown(row['quote'])} is not what stands there: {shown(stands)}."
                places = find(text, row["quote"])
                remedy = "The words are nowhere in the source: correct the quote."
                if places:
                    where = ", ".join(f"{m.start} to {m.end}" for m in places[:3])
                    remedy = f"The words stand at {where}: put that in start and end."
                yield at(rows, i, "quote", finding, remedy)


def quote_share(tables: Tables, source_id: str, length: int) -> float:
    """The share of a source's characters that any quote touches, from 0 to 1."""
    touched = Counter()
    for rows in tables.values():
        if rows.table.evidence:
            for row in rows.records():
                if row["source_id"] == source_id and None not in (row["start"], row["end"]):
                    touched.update(range(row["start"], row["end"]))
    return len(touched) / length if length else 0.0
