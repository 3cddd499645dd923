"""Write a table as canonical CSV: whole or not at all, and without changing a cell.

RFC 4180 with LF; quotation marks stand only where a cell needs them. Cells are
text as they stand in a file, never parsed values.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from summitdata.tables.schema import Table


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write one CSV file: a reader meets the old file or the new one, never a part.

    The text goes to a temporary file beside `path`, to the disk, and then into
    the old one's place; a file that was there keeps its mode. A symbolic link
    stays one: the file that it names is written.

    Raises
    ------
    OSError
        If the folder cannot be written; the old file is then as it was.
    """
    path = path.resolve()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(csv_text(header, rows).encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode_of(path))
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def mode_of(path: Path) -> int:
    """The mode of a file; for a new one that which the user's mask gives."""
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The text of a CSV file.

    Examples
    --------
    >>> print(csv_text(["a", "b"], [["1, 2", 'say "no"']]), end="")
    a,b
    "1, 2","say ""no""\"
    """
    return "".join(",".join(map(quoted, row)) + "\n" for row in [header, *rows])


def quoted(cell: str) -> str:
    """A cell as CSV. The csv module of Python 3.11 leaves a lone carriage return bare; this does not."""
    if '"' in cell or "," in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def canonical(
    header: Sequence[str], rows: Iterable[Sequence[str]], table: Table
) -> tuple[list[str], list[Sequence[str]]]:
    """Header and rows in canonical order; no cell is changed, none is lost.

    Columns stand as in the schema (if the header names just those). Rows that
    have a place in a source text stand in the order of the text, source by
    source as the file first names them; all other rows keep their order, which
    only a person can know. Every row must be as wide as the header.

    Returns
    -------
    tuple of header and rows
    """
    header, rows = list(header), list(rows)
    if header != table.names and sorted(header) == sorted(table.names):
        order = [header.index(name) for name in table.names]
        header, rows = table.names, [[row[i] for i in order] for row in rows]
    if {"source_id", "start", "end"} <= set(header):
        source, start, end, key = (header.index(n) for n in ("source_id", "start", "end", table.key))
        first = {}
        for row in rows:
            first.setdefault(row[source], len(first))

        def place(row: Sequence[str]) -> tuple:
            if row[start].isdecimal() and row[end].isdecimal():
                return first[row[source]], 0, int(row[start]), int(row[end]), row[key]
            return first[row[source]], 1

        rows.sort(key=place)
    return header, rows
