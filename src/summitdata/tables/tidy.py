"""Tables in canonical form, so that a diff shows what was meant: no row is lost, and no cell changed of a present package."""

from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

from summitdata.house.words import count, listed
from summitdata.tables.cells import Cells, read_package
from summitdata.tables.edit import write_folder
from summitdata.tables.folder import with_files
from summitdata.tables.older import renewed
from summitdata.tables.schema import DESCRIPTOR

OLDER = "columns as this edition has them"
GROUPED = {"terms": "vocabulary", "participants": "summit_id", "coding_passes": "source_id"}


@dataclass(frozen=True)
class Change:
    """What tidying does to one file: its name, the new bytes, and in words what differs."""

    file: str
    data: bytes
    what: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file}: {'; '.join(self.what)}."


def untidy(folder: Path) -> list[Change]:
    """What tidying would do to the tables of a folder; a DataError if one cannot be read.

    A package of an earlier edition is brought to the present form first.
    """
    newer = renewed(folder)
    with with_files(folder, newer) as form:
        pairs = [(before, canonical(before)) for before in read_package(form).values()]
    done = [Change(DESCRIPTOR, newer[DESCRIPTOR], (OLDER,))] if newer else []
    for before, after in pairs:
        older = (OLDER,) if before.table.path in newer else ()
        if older or after.text != before.data:
            what = tuple(what_differs(before, after)) if after.text != before.data else ()
            done.append(Change(before.table.path, after.text, older + what))
    return done


def tidy(folder: Path) -> list[Change]:
    """Put the tables of a folder into canonical form; returns what was done. Errors as in `untidy` and `write_folder`."""
    done = untidy(folder)
    if done:
        write_folder(folder, {change.file: change.data for change in done})
    return done


def canonical(cells: Cells) -> Cells:
    """A table in canonical order; no cell is changed, none is lost.

    Columns stand as in the schema (if the header names just those). Rows with a
    place in a text stand in the order of the text, source by source; terms with
    their vocabulary, participants with their summit, coding passes with their
    source, groups as the file first names them; all other rows keep their
    order, which only a person can know.
    """
    header, rows, table = cells.header, cells.rows, cells.table
    if sorted(header) == sorted(table.names):
        order = [header.index(name) for name in table.names]
        header, rows = table.names, [[row[i] for i in order] for row in rows]
    group = GROUPED.get(table.name) or ("source_id" if {"start", "end"} <= set(header) else "")
    if group not in header:
        return Cells(table, header, rows)
    column, key = header.index(group), header.index(table.key)
    first = {name: i for i, name in enumerate(dict.fromkeys(row[column] for row in rows))}
    offsets = [header.index(name) for name in ("start", "end") if name in header]

    def place(row: list[str]) -> tuple:
        numbers = [row[i] for i in offsets]
        if numbers and all(map(str.isdecimal, numbers)):
            return first[row[column]], 0, *map(int, numbers), row[key]
        return first[row[column]], 1

    return Cells(table, header, sorted(rows, key=place))


def what_differs(before: Cells, after: Cells) -> list[str]:
    """The difference of two forms of the same table, in words; of rows that moved, the fewest that must."""
    data, place = before.data, {row[after.key]: i for i, row in enumerate(after.rows)}
    keys = [row[before.key] for row in before.rows]
    stay = longest_rise([place[key] for key in keys])
    moved = [key for key in keys if place[key] not in stay]
    parts = [
        (data.startswith(b"\xef\xbb\xbf"), "the byte order mark goes"),
        (b"\r" in data and b"\r" not in after.text, "lines end with LF"),
        (before.empty, f"{count(before.empty, 'empty line')} removed"),
        (before.header != after.header, "columns stand as in the schema"),
        (moved, f"{count(len(moved), 'row')} moved ({listed(moved[:3])}{', …' if len(moved) > 3 else ''})"),
    ]
    words = [text for happens, text in parts if happens]
    return words or ["quotation marks only where a cell needs them, and a line end after the last row"]


def longest_rise(numbers: list[int]) -> set[int]:
    """The members of a longest rising run of numbers that are picked in their order.

    Examples
    --------
    >>> sorted(longest_rise([0, 3, 1, 2]))
    [0, 1, 2]
    """
    runs: list[tuple] = [()]  # of each length the one that ends least, its last number first
    for number in numbers:
        i = bisect_left(runs, number, lo=1, key=lambda run: run[0])
        runs[i : i + 1] = [(number, runs[i - 1])]
    members, run = set(), runs[-1]
    while run:
        number, run = run
        members.add(number)
    return members
