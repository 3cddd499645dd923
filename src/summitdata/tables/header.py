"""The header line held against the schema: which column stands where, and every fault of it.

Columns are found by their names, so that a column too many or a misspelt one
does not hide the faults of the others.
"""

from collections.abc import Callable

from summitdata.tables.faults import CellFault
from summitdata.tables.files import SAVE_AS, SEPARATORS
from summitdata.tables.likeness import did_you_mean, skeleton
from summitdata.tables.schema import Table


def positions_of(records: list[list[str]], table: Table, fault: Callable) -> dict[str, int]:
    """The position of each column that can be told, by name; `fault` is called for each fault.

    A CellFault tells that the first line is no header of this table at all.
    """
    header, names, known = records[0], table.names, set(table.names)
    if header != names:
        refuse_other(records, table)
    missing = [name for name in names if name not in header]
    for i, name in enumerate(header):
        spots = [n for n, other in enumerate(header) if other == name]
        if name in known and len(spots) > 1 and spots[0] == i:
            finding = f"it is the name of columns {' and '.join(str(n + 1) for n in spots)}."
            fault(1, name, finding, "Keep the one with the right cells, or rename one.")
        elif not name.strip():
            remedy = "Remove it, or name it and describe it in datapackage.json."
            fault(1, None, f"column {i + 1} has no name.", remedy)
        elif name not in known:
            remedy = did_you_mean(name, missing, "Remove it, or describe it in datapackage.json.")
            fault(1, name, "no such column is in the schema.", remedy)
            missing = [n for n in missing if f'"{n}"' not in remedy]
    if missing:
        what = f"the columns {', '.join(missing)} are" if len(missing) > 1 else "the column is"
        filled = [name for name in missing if table.by_name[name].required]
        cells = f"each cell of {', '.join(filled)} must have a value" if filled else "the cells may be empty"
        remedy = f"Restore {'them' if len(missing) > 1 else 'it'}; {cells}."
        fault(1, missing[0] if len(missing) == 1 else None, f"{what} missing.", remedy)
    return {name: i for i, name in enumerate(header) if name in known and header.count(name) == 1}


def refuse_other(records: list[list[str]], table: Table) -> None:
    """Refuse a first line that is no header of a table, or not in its order."""
    header, names, known = records[0], table.names, set(table.names)
    if ",".join(header).startswith("sep="):
        raise CellFault("the first line is a hint for one spreadsheet program.", "Remove the line.", 1)
    for mark, name in SEPARATORS.items():
        if len(header) == 1 and mark in header[0]:
            raise CellFault(f"the cells are not separated by commas but by {name}.", SAVE_AS, 1)
    if sorted(header) == sorted(names):
        remedy = f"If the cells are too, run summitdata tidy; if not, write: {','.join(names)}"
        raise CellFault("the columns stand in another order than in the schema.", remedy, 1)
    if len(records) == 1 and ",".join(names).startswith(",".join(header)):
        raise CellFault("the file ends inside its header, so it was cut off.", "Restore the file.", 1)
    alike = known & {skeleton(name).casefold() for name in header}
    if table.key not in alike and 2 * len(alike) <= len(header):
        remedy = "Restore the file; it may be another one."
        if any(known <= set(record) for record in records[1:20]):
            remedy = "Remove what stands above the header."
        elif len(header) == len(names):
            remedy = f"Put it above: {','.join(names)}"
        raise CellFault("the first line is not the header.", remedy, 1)
