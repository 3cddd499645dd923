"""Tables as raw text cells: what an edit reads, changes and writes back.

An edit must not change what it does not mean: cells are never parsed here, so
15.0 stays 15.0. What they mean is the business of `rows` and `schema`.
"""

from dataclasses import dataclass, field
from pathlib import Path

from summitdata.tables.faults import CellFault, DataError, Fault
from summitdata.tables.files import decode, read_file, records_of
from summitdata.tables.rows import width_fault
from summitdata.tables.schema import Table, read_descriptor
from summitdata.tables.write import csv_text

HEADER = "Mend the header: see summitdata check."


@dataclass
class Cells:
    """One table as text: header, rows, and the bytes they were read from.

    `empty` counts lines without any cell value, which are left out of `rows`.
    """

    table: Table
    header: list[str]
    rows: list[list[str]] = field(default_factory=list)
    data: bytes = b""
    empty: int = 0

    @property
    def key(self) -> int:
        """The position of the key column."""
        return self.header.index(self.table.key)

    def records(self) -> list[dict[str, str]]:
        """The rows by column."""
        return [dict(zip(self.header, row)) for row in self.rows]

    def row(self, key: str) -> list[str]:
        """The row with a key, to be changed in place; a KeyError where there is none."""
        for row in self.rows:
            if row[self.key] == key:
                return row
        raise KeyError(key)

    def put(self, key: str, values: dict[str, str]) -> None:
        """Change cells of the row with a key."""
        row = self.row(key)
        for name, value in values.items():
            row[self.header.index(name)] = value

    def add(self, values: dict[str, str]) -> list[str]:
        """Append a row; cells that are not given stay empty."""
        row = [values.get(name, "") for name in self.header]
        self.rows.append(row)
        return row

    @property
    def text(self) -> bytes:
        """The table as canonical CSV."""
        return csv_text(self.header, self.rows).encode()


def read_cells(folder: Path, table: Table) -> tuple[Cells | None, list[Fault]]:
    """The cells of a table's file, and why they cannot be told: its encoding, its header, the number of cells in a record."""
    try:
        data = read_file(folder / table.path)
        (header, *records), lines = records_of(decode(data))
    except CellFault as error:
        return None, [Fault(table.path, error.line, None, error.finding, error.remedy)]
    faults = []
    if table.key not in header:
        faults.append(Fault(table.path, 1, table.key, "the column is missing.", HEADER))
    elif len(set(header)) < len(header):
        faults.append(Fault(table.path, 1, None, "a column is there twice.", HEADER))
    for line, cells in zip(lines[1:], records):
        if any(cells) and len(cells) != len(header):
            faults.append(Fault(table.path, line, None, *width_fault(cells, len(header))))
    rows = [cells for cells in records if any(cells)]
    return Cells(table, header, rows, data, len(records) - len(rows)), faults


def read_package(folder: Path) -> dict[str, Cells]:
    """The cells of all tables of a package; a DataError with the faults of all files that cannot be read."""
    read = {table.name: read_cells(folder, table) for table in read_descriptor(folder).tables}
    if faults := [fault for _, its in read.values() for fault in its]:
        raise DataError(faults)
    return {name: cells for name, (cells, _) in read.items()}
