"""Ranges ("25 to 30 plants", "from 2 million to 3 million dollars"): the first number takes from the second what it counts."""

from __future__ import annotations

from dataclasses import replace

from summitdata.tables.numerals import Numeral
from summitdata.tables.wordings import exact
from summitdata.texts.draft_setting import Place, Proposal, rule

RANGE = rule("range")


def ranged(text: str, first: tuple[Numeral, Place], last: tuple[Numeral, Place], row: Proposal) -> list[Proposal]:
    """The rows of two numbers that are the ends of a range, of which the second has a row; none where they are not.

    Both are low in surety if the range is one estimate. A level that trade rose "from" has no period of its own, and is
    a quantity. The first of "2 to 3 billion" has no row, since the check reads it as 2.
    """
    (one, (a, b)), (two, (c, _)) = first, last
    its = RANGE.fullmatch(text[max(0, a - 60) : a] + "§" + text[b:c])
    if not its or one.aside or one.unit not in ("", two.unit) or two.unit in ("ordinal", "fraction", "multiple"):
        return []
    if two.scaled and not one.scaled and one.value < 1000:
        return [replace(row, surety="low")]
    scale = 1e6 if row.cells.get("unit", "").endswith(" million") else 1
    cells = row.cells | {"value": exact(one.value / scale), "qualifier": one.qualifier}
    cells |= {"step": exact(one.step / scale)} if "step" in cells else {}
    start = a - (text[a - 1] in "$€¥₽£")
    if its["from"] and row.table == "figures":
        cells = {name: cells[name] for name in ("value", "unit", "qualifier")} | {"what": "trade, no period named"}
        return [Proposal("quantities", start, b, cells, "low"), row]
    return [Proposal(row.table, start, b, cells, "low"), row if its["from"] else replace(row, surety="low")]
