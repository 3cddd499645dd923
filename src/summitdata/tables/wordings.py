"""Numbers held against the words that carry them, and against the range of their unit.

Standard library only. A row agrees where one number of its quote has its
value, step, unit and qualifier; another step or qualifier needs "step 0.1:" or
"qualifier about:" in the row's note, with the reason.
"""

import math
import re
from collections.abc import Iterator
from decimal import Decimal

from summitdata.tables.faults import Fault, shown
from summitdata.tables.lexicon import lexicon_of
from summitdata.tables.numerals import TIMES, Numeral, numerals
from summitdata.tables.remedies import plain
from summitdata.tables.rows import Rows, with_decimals

SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
LEAP = 10
REASONED = ("step", "qualifier", "note")
MEASURES = {"percent", "percentage points", "multiple", "ordinal", "tonnes", *TIMES}
# A date, a time or a long number, as spreadsheet programs write what they took for one
MADE = re.compile(r"\d\d?([./])\d\d?\1\d\d(\d\d)?|\d\d?:\d\d:\d\d( [AP]M)?|\d([.,]\d+)?E[+-]\d+")


def wording_faults(rows: Rows, sources: Rows) -> Iterator[Fault]:
    """Numbers that are not what the row's quote says; numbers without one in the quote and without a note."""
    measure = "unit" if "unit" in rows.columns else "change"
    languages = sources.by_key("language")
    for i, source, quote, value, unit, *rest in rows.each("source_id", "quote", "value", measure, *REASONED):
        language = languages.get(source)
        if None in (quote, value, unit, language) or unit == "qualitative" or i in rows.wrong.get(measure, ()):
            continue
        rest[1] = None if i in rows.wrong.get("qualifier", ()) else rest[1]
        firm = [n for n in numerals(quote, language) if not n.aside or n.unit == unit]
        if firm:
            ways = (list(differences(n, value, unit, *rest)) for n in firm)
            for column, finding, remedy in min(ways, key=lambda way: ([c for c, *_ in way] == ["unit"], len(way))):
                finding = f"{finding[0]} is not what the words say: {shown(quote, 1000)} {finding[1]}."
                yield rows.fault(
                    i, measure if column == "unit" else column, finding, f"{remedy}, or correct the quote."
                )
        elif rows.empty("note", i):
            why = "have no number" if lexicon_of(language) else f"are of a language that is not read ({language})"
            remedy = f"Say in note why value has {value:g}, or quote the words of the number."
            yield rows.fault(i, "note", f"it is empty, but the words {shown(quote)} {why}.", remedy)


def differences(
    numeral: Numeral, value: float, unit: str, step: float | None, qualifier: str | None, note: str | None
) -> Iterator[tuple[str, tuple[str, str], str]]:
    """Column, cell with what the words have, and remedy, for each cell of a row that a number of its words contradicts."""
    cells, reasons = list(as_cells(numeral, unit)), re.split("[:;,] ", note or "")
    if numeral.unit == unit == "percent" and f"{numeral.value:g} percent" in (note or ""):  # of the year before
        cells.append((numeral.value - 100, numeral.step, numeral.step))
    if not cells:
        yield "unit", (shown(unit), f"has {shown(numeral.unit)}"), "Correct the unit"
        return
    close = [cell for cell in cells if math.isclose(abs(value), cell[0], rel_tol=1e-6)]
    said, finest, coarsest = (close or cells)[0]
    meant = min(max(step, finest), coarsest) if step else step
    if step and (math.isclose(step, meant) or f"step {step:g}" in reasons):
        meant = step
    text = with_decimals(exact(said), exact(meant)) if meant else exact(said)
    remedy = f"Write {text}"
    if meant != step:
        remedy = f'Put {exact(meant)} in step and {text} in value, say in note "step {step:g}:" and why'
        yield "step", (exact(step), f"rounds to {exact(meant)}"), remedy
    if not close:
        yield "value", (exact(value), f"is {text}"), remedy.partition(", say")[0]
    if qualifier not in (None, numeral.qualifier) and f"qualifier {qualifier}" not in reasons:
        its = shown(numeral.qualifier)
        yield "qualifier", (shown(qualifier), f"is {its}"), f"Write {its}"


def exact(number: float) -> str:
    """A number in digits, without what floating point adds."""
    return plain(Decimal(f"{number:.12g}"))


def as_cells(numeral: Numeral, unit: str) -> Iterator[tuple[float, float, float]]:
    """Value, finest and coarsest step of a number in the unit of a row, as often as it may be read; none in another unit."""
    size, base = scaled(unit)
    number, its = (numeral.value, numeral.step, numeral.widest), numeral.unit
    if base == "percent" and its == "multiple":
        yield abs(numeral.value - 1) * 100, numeral.step * 100, numeral.widest * 100
        if numeral.down and numeral.value:
            yield round(100 - 100 / numeral.value, 1), 0.1, 100
    elif base == "percent" and its == "fraction":
        yield round(numeral.value * 100, 1), 5, 5
    elif its in ("", base) or same_money(its, base) or (its in ("multiple", "fraction") and counts(base)):
        bare = not (its or numeral.scaled)
        yield number if bare else tuple(part / size for part in number)
        if base == "multiple" and numeral.down and numeral.value:
            yield 1 / numeral.value, 0.1, 1


def scaled(unit: str) -> tuple[float, str]:
    """What a unit counts in, and of what: "USD million" is (1000000.0, "USD")."""
    words = unit.split()
    return math.prod(SCALES.get(word, 1) for word in words), " ".join(word for word in words if word not in SCALES)


def same_money(one: str, other: str) -> bool:
    """Whether two units may be the same money: "dollars" and "roubles" are of many countries."""
    money = one.isupper() and other.isupper() and len(one) == len(other) == 3
    return money and (one[2] == other[2] == "D" or {one, other} <= {"RUB", "BYN", "BYR"})


def counts(base: str) -> bool:
    """Whether a unit counts things, such as visits: "three times" may then be their number."""
    return base not in MEASURES and not base[:3].isupper()


def range_faults(rows: Rows) -> Iterator[Fault]:
    """Numbers outside the range that the descriptor gives their unit, as a decimal point that moved leaves them."""
    for column in [column for column in rows.table.columns if column.unit_ranges]:
        for i, value, unit in rows.each(column.name, "unit"):
            low, high = column.unit_ranges.get(unit, (value, value))
            if value is not None and not low <= value <= high:
                finding = f"{exact(value)} does not lie between {exact(low)} and {exact(high)}, as {shown(unit)} asks."
                yield rows.fault(i, column.name, finding, "Correct the number: its decimal point may have moved.")


def retyped(rows: Rows) -> Iterator[str]:
    """A remark on each cell that may be what a program made of a month, or of words."""
    for column in rows.table.columns:
        for line, cell in zip(rows.lines, rows.cells(column.name)):
            where = f"{rows.table.path} line {line}, {column.name}"
            if column.reduced_date and cell and len(cell) == 10 and cell.endswith("-01"):
                yield f"{where}: {cell} is the first day of a month. Write {cell[:7]} if the source names no day."
            elif column.type == "string" and cell and MADE.fullmatch(cell):
                yield f"{where}: {shown(cell)} may be what a program made of words. Write them as the source has them."


def leaps(rows: Rows) -> Iterator[str]:
    """A remark on each figure ten times above or below the median of the others of its series."""
    columns = ("indicator", "party_a_id", "party_b_id", "unit", "basis", "value", "derived_from")
    series: dict[tuple, list[tuple]] = {}
    for i, *of, value, formula in rows.each(*columns):
        if formula is None and value and value > 0:
            series.setdefault(tuple(of), []).append((i, value))
    for members in series.values():
        for i, value in members:
            others = sorted(other for j, other in members if j != i)
            if len(others) > 1 and not 1 / LEAP < value / others[len(others) // 2] < LEAP:
                where = f"{rows.table.path} line {rows.lines[i]}, value"
                yield f"{where}: {value:g} is ten times more or less than the figures around it. Look at it again."
