"""A package that is about to change: its tables as they are made, and the files to be written."""

from pathlib import Path

from summitdata.tables.cells import Cells, read_package

# Each table refers only to those before it.
FACTS = ["documents", "document_reports", "claims", "quantities", "sector_mentions", "actor_mentions"]
FACTS += ["positions", "commitments", "events", "figures"]
ORDER = ["terms", "sectors", "actors", "summits", "sources", "participants", "passages", *FACTS, "coding_passes"]


class Package:
    """The tables of a folder, to be changed in place; nothing is written."""

    def __init__(self, folder: Path):
        self.folder, self.tables = folder, read_package(folder)
        self.before = {name: cells.text for name, cells in self.tables.items()}

    def records(self, table: str, **values: str) -> list[dict[str, str]]:
        """The rows of a table with these values."""
        return [row for row in self.tables[table].records() if values.items() <= row.items()]

    def find(self, table: str, **values: str) -> dict[str, str]:
        """The first row with these values; empty where there is none."""
        return next(iter(self.records(table, **values)), {})

    @property
    def changed(self) -> list[Cells]:
        """The tables that are otherwise than in the folder: each refers only to those before it."""
        return [self.tables[name] for name in ORDER if self.tables[name].text != self.before[name]]

    @property
    def files(self) -> dict[str, bytes]:
        """The new contents of the files that change: at each moment of writing all references hold."""
        return {cells.table.path: cells.text for cells in self.changed}
