"""What the check says of a package: of its tables, and of its discussion as a class of its own."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitdata.discussion.verify import discussions
from summitdata.tables.check import Checked
from summitdata.tables.faults import DataError, Fault, counted
from summitdata.tables.folder import data_folder, discussion_files

if TYPE_CHECKING:
    import pandas as pd

FEW = 3  # lines with one fault that are told one by one
FAULT = ["file", "line", "column", "value", "finding", "remedy"]


def check(path: str | os.PathLike | None = None) -> pd.DataFrame:
    """All faults of a data package, one a row: of its tables, else of its discussion; no row where it is good.

    Parameters
    ----------
    path : str or path-like, optional
        As for `load`.

    Returns
    -------
    DataFrame
        ``file``, ``line`` (from 1), ``column``, ``value`` (the cell as it
        stands), ``finding``, ``remedy``. Those of the discussion have neither
        column nor value.

    Examples
    --------
    >>> import summitdata as sd
    >>> len(sd.check())
    0
    """
    import pandas as pd

    found = findings(data_folder(path).resolve())
    table = pd.DataFrame(found["faults"] or found["discussion"]["faults"], columns=FAULT)
    return table.astype({"line": "Int64"})


def discussion_faults(checked: Checked) -> list[Fault]:
    """What is wrong with the discussions of a package whose tables are good."""
    return [fault for one in discussions(checked) for fault in one.faults]


def findings(folder: Path) -> dict[str, Any]:
    """What the check of a folder finds, in the shape that ``summitdata check --json`` prints, and keeps.

    - ``folder``: str; ``edition``: str, or None where the descriptor cannot be read;
    - ``good``: bool, whether there is no fault;
    - ``rows``: ``{"good": int, "all": int}``, of the files that can be read;
    - ``tables``: ``{"good": int, "all": int, "unread": int}``;
    - ``faults``: list of `Fault` as dict; what a fault is not of (a line, a column, a cell) is None;
    - ``discussion``: ``{"good": int, "all": int, "faults": list of Fault as dict}``, of its paragraphs; with faults in
      the tables it is not held against them, and ``all`` is 0;
    - ``remarks``: list of str, on the source texts at hand, and on files and cells that may be meant otherwise.
    """
    rows, tables, edition, remarks = {"good": 0, "all": 0}, {"good": 0, "all": 0, "unread": 0}, None, []
    prose: dict[str, Any] = {"good": 0, "all": 0, "faults": []}
    try:
        checked = Checked(folder)
        faults, bad = checked.faults, {(f.file, f.line) for f in checked.faults}
        read = list(checked.rows.values())
        bad |= {(t.table.path, t.lines[i]) for t in read for places in t.wrong.values() for i in places}
        good = sum((t.table.path, line) not in bad for t in read for line in t.lines)
        rows = {"good": good, "all": sum(max(len(table.raw) - 1, 0) for table in read)}
        files = {f.file for f in faults}
        tables = {"good": sum(table.table.path not in files for table in read), "all": len(read)}
        tables["unread"] = sum(not table.columns for table in read)
        edition = checked.descriptor.edition if faults else checked.edition
        remarks = checked.remarks
        if faults and discussion_files(folder):
            remarks.append("The discussion is held against the tables when these are good.")
        elif not faults:
            found = discussions(checked)
            held = [paragraph for one in found for paragraph in one.paragraphs]
            prose = {"good": sum(one.good for one in held), "all": len(held)}
            prose["faults"] = [asdict(fault) for one in found for fault in one.faults]
    except DataError as error:
        faults = error.faults
    return {
        "folder": str(folder),
        "edition": edition,
        "good": not faults and not prose["faults"],
        "rows": rows,
        "tables": tables,
        "faults": [asdict(fault) for fault in faults],
        "discussion": prose,
        "remarks": remarks,
    }


def fault_lines(found: dict[str, Any]) -> Iterator[str]:
    """The faults as lines: those of the data, then those of the discussion, of each file together, each with its whole place."""
    for where, dicts in (("data", found["faults"]), ("discussion", found["discussion"]["faults"])):
        faults = [Fault(**fault) for fault in dicts]
        if faults:
            yield f"{counted(faults)} in the {where}:"
        for file, own in itertools.groupby(faults, key=lambda fault: fault.file):
            group = list(own)
            yield f"\n{file}, {counted(group)}:"
            yield from (f"  {fault}" for fault in alike_once(group))
        if faults:
            yield ""


def alike_once(faults: list[Fault]) -> Iterator[Fault]:
    """The faults of a file; one that many lines have, such as a word whose row was renamed, once with all its lines."""
    alike: dict[tuple, list[Fault]] = {}
    for fault in faults:
        alike.setdefault((fault.column, fault.finding, fault.remedy, fault.line is None), []).append(fault)
    for same in alike.values():
        lines = [fault.line for fault in same if fault.line]
        if len(lines) <= FEW:
            yield from same
        else:
            yield replace(same[0], file=f"{same[0].file} lines {stretches(lines)}", line=None)


def stretches(lines: list[int]) -> str:
    """Numbers of lines, those in a row as a stretch.

    Examples
    --------
    >>> stretches([2, 3, 4, 9])
    '2 to 4, 9'
    """
    runs = (list(run) for _, run in itertools.groupby(enumerate(lines), key=lambda pair: pair[1] - pair[0]))
    ends = [(run[0][1], run[-1][1]) for run in runs]
    return ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in ends)


def summary(found: dict[str, Any]) -> Iterator[str]:
    """How much is good, and what is to be known of the texts."""
    rows, tables, prose = found["rows"], found["tables"], found["discussion"]
    if not found["faults"] and tables["all"]:
        yield f"Good: {rows['good']} rows in {tables['good']} tables, edition {found['edition']}."
        if prose["all"]:
            count = prose["all"] if prose["good"] == prose["all"] else f"{prose['good']} of {prose['all']}"
            yield f"Good: {count} paragraphs of the discussion."
        yield from found["remarks"]
    elif tables["all"]:
        unread = {0: "", 1: "; one could not be read"}.get(tables["unread"], f"; {tables['unread']} could not be read")
        yield f"Good: {rows['good']} of {rows['all']} rows, {tables['good']} of {tables['all']} tables{unread}."
    else:
        yield "Good: nothing can be said of the tables before the descriptor is mended."
