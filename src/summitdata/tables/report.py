"""What `summitdata check` says: all faults grouped by file, how much is good; or the same as JSON."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from summitdata.tables.check import Checked, edition_of
from summitdata.tables.faults import DataError, Fault, counted


def report(folder: Path) -> dict[str, Any]:
    """What a check of a folder finds.

    Returns
    -------
    dict
        The shape that ``summitdata check --json`` prints, and keeps:

        - ``folder``: str; ``edition``: str, or None where the descriptor cannot be read;
        - ``good``: bool, whether there is no fault;
        - ``rows``: ``{"good": int, "all": int}``, of the files that can be read;
        - ``tables``: ``{"good": int, "all": int, "unread": int}``;
        - ``faults``: list of ``{"file", "line", "column", "finding", "remedy",
          "value"}`` in the order of files, lines and columns. `line` (from 1),
          `column` and `value` (the cell as it stands) are None where a fault is
          not of a line, a column or a cell;
        - ``remarks``: list of str, on the source texts at hand.
    """
    try:
        checked = Checked(folder)
    except DataError as error:
        return shape(folder, None, error.faults)
    return shape(folder, checked, checked.faults)


def shape(folder: Path, checked: Checked | None, faults: list[Fault]) -> dict[str, Any]:
    """A report in its settled shape; without `checked` of a package that could not be read at all."""
    rows = {"good": checked.good_rows, "all": checked.all_rows} if checked else {"good": 0, "all": 0}
    tables = {"good": 0, "all": 0, "unread": 0}
    edition = None
    if checked:
        unread = sum(not table.columns for table in checked.rows.values())
        tables = {"good": len(checked.good_tables), "all": len(checked.rows), "unread": unread}
        edition = checked.descriptor.edition if faults else edition_of(folder, checked.descriptor)
    return {
        "folder": str(folder),
        "edition": edition,
        "good": not faults,
        "rows": rows,
        "tables": tables,
        "faults": [asdict(fault) for fault in faults],
        "remarks": checked.remarks if checked else [],
    }


def as_json(found: dict[str, Any]) -> str:
    """A report as JSON text."""
    return json.dumps(found, ensure_ascii=False, indent=2)


def as_text(found: dict[str, Any]) -> Iterator[str]:
    """A report as lines: the faults of each file together, each with its whole place."""
    faults = [Fault(**fault) for fault in found["faults"]]
    if faults:
        yield f"{counted(faults)} in the data:"
    for file, own in itertools.groupby(faults, key=lambda fault: fault.file):
        group = list(own)
        yield f"\n{file}, {counted(group)}:"
        yield from (f"  {fault}" for fault in group)
    if faults:
        yield ""


def summary(found: dict[str, Any]) -> Iterator[str]:
    """How much is good, and what is to be known of the texts."""
    rows, tables = found["rows"], found["tables"]
    if found["good"]:
        yield f"Good: {rows['good']} rows in {tables['good']} tables, edition {found['edition']}."
        yield from found["remarks"]
    elif tables["all"]:
        unread = {0: "", 1: "; one could not be read"}.get(tables["unread"], f"; {tables['unread']} could not be read")
        yield f"Good: {rows['good']} of {rows['all']} rows, {tables['good']} of {tables['all']} tables{unread}."
    else:
        yield "Good: nothing can be said of the tables before the descriptor is mended."
