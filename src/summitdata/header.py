"""The header line held against the schema: which column stands where, and every fault of it.

Columns are found by their names, so that a column too many or a misspelt one
does not hide the faults of the others.
"""

from __future__ import annotations

from collections.abc import Callable

from summitdata.faults import CellFault
from summitdata.files import SAVE_AS
from summitdata.likeness import did_you_mean
from summitdata.schema import Table

SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


def places_of(records: list[list[str]], table: Table, fault: Callable) -> dict[str, int]:
    """The position of each column that can be told, by name; `fault` is called for each fault.

    Raises
    ------
    CellFault
        If the first line is no header of this table at all.
    """
    header = records[0]
    if header == table.names:
        return {name: i for i, name in enumerate(header)}
    check_separators(header)
    if sorted(header) == sorted(table.names):
        remedy = f"Use: {','.join(table.names)}"
        raise CellFault("the columns stand in another order than in the schema.", remedy, 1)
    if len(records) == 1 and ",".join(table.names).startswith(",".join(header)):
        raise CellFault("the file ends inside its header, so it was cut off.", "Restore the file.", 1)
    known = set(table.names)
    if not known & set(header):
        where = next((i for i, record in enumerate(records[:20]) if known <= set(record)), None)
        remedy = f"Put it there: {','.join(table.names)}"
        raise CellFault(
            "the first line is not the header.", "Remove what stands above the header." if where else remedy, 1
        )
    missing = [name for name in table.names if name not in header]
    for i, name in enumerate(header):
        if name not in known:
            meant = unknown_column(i, name, [n for n in missing if n], fault)
            missing = [n for n in missing if n != meant]
    for name in sorted({n for n in header if header.count(n) > 1} & known):
        fault(1, name, "the column is there twice.", "Remove one.")
    if len(missing) > 1:
        names = ", ".join(missing)
        fault(1, None, f"the columns {names} are missing.", "Add them; their cells may be empty if they are optional.")
    elif missing:
        fault(1, missing[0], "the column is missing.", "Add it; its cells may be empty if it is optional.")
    return {name: i for i, name in enumerate(header) if name in known and header.count(name) == 1}


def check_separators(header: list[str]) -> None:
    """Refuse a file whose cells are parted by something else than commas."""
    first = header[0] if header else ""
    if first.startswith("sep="):
        raise CellFault("the first line is a hint for one spreadsheet program.", "Remove the line.", 1)
    for mark, name in SEPARATORS.items():
        if len(header) == 1 and mark in first:
            raise CellFault(f"the cells are not separated by commas but by {name}.", SAVE_AS, 1)


def unknown_column(i: int, name: str, missing: list[str], fault: Callable) -> str | None:
    """Tell a column that the schema does not have; returns the missing one that it was meant to be."""
    if not name.strip():
        fault(1, None, f"column {i + 1} has no name.", "Remove the column, or name it.")
        return None
    remedy = did_you_mean(name, missing, "Remove the column.")
    fault(1, name, "no such column is in the schema.", remedy)
    return next((n for n in missing if f'"{n}"' in remedy), None)
