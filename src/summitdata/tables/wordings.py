"""Numbers held against the words that carry them, and against their neighbours.

Standard library only. A row agrees where one number of its quote has its
value, step, unit and qualifier; a finer or coarser step needs "step 0.1" in
the row's note, with the reason.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from decimal import Decimal
from math import isclose

from summitdata.tables.faults import Fault, shown
from summitdata.tables.numerals import TIMES, Numeral, lexicon_of, numerals
from summitdata.tables.remedies import plain
from summitdata.tables.rows import Rows, with_decimals

SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
MEASURES = {"percent", "percentage points", "multiple", "ordinal", "tonnes", *TIMES}
Cell = tuple[float, float, float]  # value, finest and coarsest step, in the unit of the row
LEAP = 10


def wording_faults(rows: Rows, sources: Rows) -> Iterator[Fault]:
    """Numbers that are not what the row's quote says; numbers without one in the quote and without a note."""
    unit = "unit" if "unit" in rows.columns else "change"
    languages = dict(zip(sources.cells("source_id"), sources.cells("language")))
    columns = ("value", unit, "quote", "step", "qualifier", "note")
    for i, (value, name, quote, step, qualifier, note) in enumerate(zip(*map(rows.cells, columns))):
        language = languages.get(rows.cells("source_id")[i])
        if None in (value, name, quote, language) or name == "qualitative" or i in rows.wrong.get(unit, ()):
            continue
        qualifier = None if i in rows.wrong.get("qualifier", ()) else qualifier
        row = (value, step, qualifier, name, note or "")
        found = [n for n in numerals(quote, language) if not n.aside or n.unit == name]
        if found:
            for column, finding, remedy in min((differences(n, *row) for n in found), key=differ):
                finding = f"{finding.format(quote=shown(quote, 1000))}."
                yield Fault(rows.table.path, rows.lines[i], column or unit, finding, f"{remedy}, or correct the quote.")
        elif rows.empty("note", i):
            what = (
                "have no number"
                if lexicon_of(language)
                else f'are in a language whose numbers are not read ("{language}")'
            )
            finding = f"it is empty, but the words {shown(quote)} {what}."
            remedy = f"Say in note why value has {value:g}, or quote the words of the number."
            yield Fault(rows.table.path, rows.lines[i], "note", finding, remedy)


def range_faults(rows: Rows) -> Iterator[Fault]:
    """Numbers outside the range that the descriptor gives their unit, as a decimal point that moved leaves them."""
    for column in [column for column in rows.table.columns if column.unit_ranges]:
        for i, (value, unit) in enumerate(zip(rows.cells(column.name), rows.cells("unit"))):
            low, high = column.unit_ranges.get(unit, (value, value))
            if value is not None and not low <= value <= high:
                finding = f"{value:.12g} does not lie between {low:.9g} and {high:.9g}, as the unit {shown(unit)} asks."
                remedy = "Correct the number: its decimal point may have moved."
                yield Fault(rows.table.path, rows.lines[i], column.name, finding, remedy)


def differ(found: list[tuple]) -> tuple[int, ...]:
    """How far a row is from a number: another unit, another value, the rest."""
    columns = [column for column, *_ in found]
    return (columns == [""], "value" in columns, len(columns))


def differences(
    numeral: Numeral, value: float, step: float | None, qualifier: str | None, unit: str, note: str
) -> list[tuple[str, str, str]]:
    """Column (empty for that of the unit), finding and remedy of each cell that a number of the words contradicts."""
    cells, found = list(as_cells(numeral, unit)), []
    if not cells:
        meant = numeral.unit or "a number without this unit"
        return [("", f"{shown(unit)} is not what the words say: {{quote}} has {shown(meant)}", "Correct the unit")]
    close = [cell for cell in cells if isclose(abs(value), cell[0], rel_tol=1e-6, abs_tol=cell[2] % 1 and 1e-9)]
    said, finest, coarsest = (close or cells)[0]
    if (
        not step
        or finest * (1 - 1e-6) <= step <= coarsest * (1 + 1e-6)
        or re.search(rf"\bstep {step:g}(?![.\d])", note)
    ):
        meant = step
    else:
        meant = min(max(step, finest), coarsest)
        finding = f"{step:g} is not what the words print: {{quote}} rounds to {meant:g}"
        found.append(("step", finding, f'Write {meant:g}, say in note "step {step:g}" and why'))
    if not close:
        text = plain(Decimal(f"{said:.12g}"))
        text = with_decimals(text, plain(Decimal(f"{meant:.12g}"))) if meant else text
        finding = f"{plain(Decimal(f'{value:.12g}'))} is not what the words say: {{quote}} is {text}"
        found.append(("value", finding, f"Write {text}"))
    if qualifier not in (None, numeral.qualifier):
        finding = f"{shown(qualifier)} is not what the words say: {{quote}} is {shown(numeral.qualifier)}"
        found.append(("qualifier", finding, f"Write {shown(numeral.qualifier)}"))
    return found


def as_cells(numeral: Numeral, unit: str) -> Iterator[Cell]:
    """What a number is in the unit of a row, in each way that it may be read; nothing where the unit is another."""
    words = unit.split()
    size = next((SCALES[word] for word in words if word in SCALES), 1)
    base = " ".join(word for word in words if word not in SCALES)
    number = (numeral.value, numeral.step, numeral.widest)
    if base == "percent" and numeral.unit == "multiple":
        yield abs(numeral.value - 1) * 100, numeral.step * 100, numeral.widest * 100
        if numeral.down:
            yield (1 - 1 / numeral.value) * 100, 0, 100
    elif base == "percent" and numeral.unit == "fraction":
        yield round(numeral.value * 100, 1), 5, 5
    elif base == "multiple" and numeral.unit in ("", base):
        yield number
        if numeral.down:
            yield 1 / numeral.value, 0, 1
    elif numeral.unit in ("", base) or same_money(numeral.unit, base) or free(numeral, base):
        if size == 1 or numeral.unit or numeral.scaled:
            yield tuple(part / size for part in number)
        else:
            yield number


def same_money(one: str, other: str) -> bool:
    """Whether two units are the same money as far as words tell: "dollars" are of any country."""
    return (
        len(one) == len(other) == 3
        and one.isupper()
        and other.isupper()
        and (
            one[2] == other[2] == "D" or {one, other} <= {"RUB", "BYN", "BYR"} or {one, other} <= {"IRR", "OMR", "QAR"}
        )
    )


def free(numeral: Numeral, base: str) -> bool:
    """Whether a number of times, or a part, may count what the row counts, such as visits."""
    return numeral.unit in ("multiple", "fraction") and base not in MEASURES and not base[:3].isupper()


def first_days(rows: Rows) -> Iterator[str]:
    """A remark on each date that may have been a month before a program completed it."""
    for column in [column for column in rows.table.columns if column.reduced_date]:
        for line, cell in zip(rows.lines, rows.cells(column.name)):
            if cell and len(cell) == 10 and cell.endswith("-01"):
                where = f"{rows.table.path} line {line}, {column.name}"
                yield f"{where}: {cell} is the first day of a month. Write {cell[:7]} if the source names no day."


def leaps(rows: Rows) -> Iterator[str]:
    """A remark on each figure that lies ten times above or below those around it."""
    columns = ("indicator", "country_a", "country_b", "unit", "basis", "period_start_on", "value")
    series: dict[tuple, list[tuple]] = {}
    for i, (*series_of, start, value) in enumerate(zip(*map(rows.cells, columns))):
        if value and value > 0 and start and rows.cells("derived_from")[i] is None:
            series.setdefault(tuple(series_of), []).append((start, value, i))
    for members in series.values():
        members.sort()
        values = [value for _, value, _ in members]
        for n, (_, value, i) in enumerate(members):
            around = values[max(n - 1, 0) : n] + values[n + 1 : n + 2]
            middle = statistics.median(values[:n] + values[n + 1 :]) if len(values) > 3 else value
            ratios = [value / other for other in (around if len(around) == 2 else [])]
            if (
                min(ratios, default=1) >= LEAP
                or max(ratios, default=1) <= 1 / LEAP
                or not 1 / LEAP < value / middle < LEAP
            ):
                key, path = rows.cells(rows.table.key)[i], rows.table.path
                yield (
                    f"{path} line {rows.lines[i]}: {key} ({value:g}) is at least ten times more or less than the "
                    "figures around it. Look at it again."
                )
