"""The header line held against the schema: which column stands where, and every fault of it.

Columns are found by their names, so that a column too many or a misspelt one
does not hide the faults of the others.
"""

from __future__ import annotations

from collections.abc import Callable

from summitdata.tables.faults import CellFault
from summitdata.tables.files import SAVE_AS, SEPARATORS
from summitdata.tables.likeness import did_you_mean, skeleton
from summitdata.tables.schema import Table


def positions_of(records: list[list[str]], table: Table, fault: Callable) -> dict[str, int]:
    """The position of each column that can be told, by name; `fault` is called for each fault.

    A CellFault tells that the first line is no header of this table at all.
    """
    header = records[0]
    if header == table.names:
        return {name: i for i, name in enumerate(header)}
    check_separators(header)
    if sorted(header) == sorted(table.names):
        remedy = f"If the cells are too, run summitdata tidy; if not, write: {','.join(table.names)}"
        raise CellFault("the columns stand in another order than in the schema.", remedy, 1)
    if len(records) == 1 and ",".join(table.names).startswith(",".join(header)):
        raise CellFault("the file ends inside its header, so it was cut off.", "Restore the file.", 1)
    known = set(table.names)
    alike = known & {skeleton(name).casefold() for name in header}
    if table.key not in alike and 2 * len(alike) <= len(header):
        where = next((i for i, record in enumerate(records[:20]) if known <= set(record)), None)
        remedy = "Remove what stands above the header." if where else f"Put it above: {','.join(table.names)}"
        if not where and len(header) != len(table.names):
            remedy = "Restore the file; it may be another one."
        raise CellFault("the first line is not the header.", remedy, 1)
    missing = [name for name in table.names if name not in header]
    instead = dict(zip(header, table.names)) if len(header) == len(table.names) else {}
    for i, name in enumerate(header):
        if name not in known:
            unknown_column(i, name, missing, instead.get(name), fault)
    for name in sorted({n for n in header if header.count(n) > 1} & known):
        twin_column(name, header, table, missing, fault)
    if missing:
        what = f"the columns {', '.join(missing)} are" if len(missing) > 1 else "the column is"
        filled = [c.name for c in table.columns if c.name in missing and c.required]
        cells = f"each cell of {', '.join(filled)} must have a value" if filled else "the cells may be empty"
        remedy = f"Restore {'them' if len(missing) > 1 else 'it'}; {cells}."
        fault(1, missing[0] if len(missing) == 1 else None, f"{what} missing.", remedy)
    return {name: i for i, name in enumerate(header) if name in known and header.count(name) == 1}


def check_separators(header: list[str]) -> None:
    """Refuse a file whose cells are parted by something else than commas."""
    first = header[0] if header else ""
    if first.startswith("sep="):
        raise CellFault("the first line is a hint for one spreadsheet program.", "Remove the line.", 1)
    for mark, name in SEPARATORS.items():
        if len(header) == 1 and mark in first:
            raise CellFault(f"the cells are not separated by commas but by {name}.", SAVE_AS, 1)


def unknown_column(i: int, name: str, missing: list[str], instead: str | None, fault: Callable) -> None:
    """Tell a column that the schema does not have; the missing one that it was meant to be is no longer missing."""
    otherwise = f'Did you mean "{instead}"? It belongs in this place.' if instead in missing else ""
    if not name.strip():
        remedy = otherwise or "Remove it, or name it and describe it in datapackage.json."
        fault(1, None, f"column {i + 1} has no name.", remedy)
    else:
        remedy = did_you_mean(name, missing, otherwise or "Remove it, or describe it in datapackage.json.")
        fault(1, name, "no such column is in the schema.", remedy)
    meant = next((n for n in missing if f'"{n}"' in remedy), None)
    missing[:] = [n for n in missing if n != meant]


def twin_column(name: str, header: list[str], table: Table, missing: list[str], fault: Callable) -> None:
    """Tell a column that is there twice; the one in whose place one of the two stands is no longer missing."""
    positions = [i for i, n in enumerate(header) if n == name]
    finding = f"it is the name of columns {' and '.join(str(i + 1) for i in positions)}."
    places = [i for i in positions if len(header) == len(table.names) and table.names[i] in missing]
    remedy = "Keep the one with the right cells."
    if places:
        meant = table.names[places[0]]
        missing.remove(meant)
        remedy = f'Rename column {places[0] + 1}: "{meant}" belongs there.'
    fault(1, name, finding, remedy)
