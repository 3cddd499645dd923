"""A copy of the package to practise on: correct a row, add one, check, see what follows. Gone when Python ends."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from summitdata.changes import editions
from summitdata.changes.diff import TableDiff, compare
from summitdata.data import Data, load
from summitdata.house.figure import listing
from summitdata.house.sentence import Sentence, escape
from summitdata.house.words import count, listed
from summitdata.tables.cells import Cells, read_package
from summitdata.tables.check import Checked
from summitdata.tables.faults import Fault
from summitdata.tables.folder import data_folder
from summitdata.tables.quotes import fold
from summitdata.tables.tidy import tidy
from summitdata.tables.write import write_files
from summitdata.themes import start


class Practice:
    """A package of your own to edit, in a temporary folder.

    Parameters
    ----------
    data : Data
        One summit's data, as in every notebook; the copy has the whole package.
    """

    def __init__(self, data: Data):
        self._summits = data.summits.summit_id.tolist()
        self._temporary = tempfile.TemporaryDirectory(prefix="summitdata-practice-")
        self.folder, self._before = (Path(self._temporary.name) / name for name in ("mine", "before"))
        for folder in (self.folder, self._before):
            editions.copy(data_folder(), folder)

    def row(self, key: str) -> Sentence:
        """The cells of a row that are filled, as they stand in the file."""
        cells = self._table(key)
        filled = [(Sentence(code(c)), v) for c, v in zip(cells.header, cells.row(key)) if v]
        return listing([f"column of {cells.table.path}", "cell"], filled)

    def correct(self, key: str, **values: str) -> Sentence:
        """Write cells of the row with a key; says what they were."""
        cells = self._table(key)
        before = dict(zip(cells.header, cells.row(key)))
        cells.put(key, values)
        self._write(cells)
        words = listed(cell_words(c, before[c], v) for c, v in values.items())
        return Sentence(f"{code(cells.table.path)}, row {code(key)}: {words}")

    def add(self, table: str, *, like: str = "", **values: str) -> Sentence:
        """Append a row to a table; cells that are not given are those of the row `like`, or empty."""
        cells = read_package(self.folder)[table]
        given = dict(zip(cells.header, cells.row(like))) if like else {}
        row = cells.add(given | values)
        self._write(cells)
        words = listed(f"{code(c)} {escape(fold(v))}" for c, v in values.items() if v != row[cells.key])
        return Sentence(f"{code(cells.table.path)}, new row {code(row[cells.key])}: {words}")

    def check(self) -> Sentence:
        """All faults with place, finding and remedy; or how much is good."""
        checked = Checked(self.folder, {})
        if not checked.faults:
            rows = sum(map(len, checked.rows.values()))
            return Sentence(f"No fault: {count(rows, 'row')} in {count(len(checked.rows), 'table')}.")
        return Sentence.bullets(fault_words(fault) for fault in checked.faults)

    def tidy(self) -> Sentence:
        """Bring the tables into canonical order; says what moved."""
        done = tidy(self.folder)
        return Sentence.bullets(escape(change) for change in done) if done else Sentence("All tables are tidy.")

    def short_answer(self) -> Sentence:
        """The short answer of the start page from the copy, and that it is no result."""
        return Sentence(
            f"From the practice copy, not from the data:\n\n{start.answer(start.ledger(self.load())).markdown}"
        )

    def changes(self) -> Sentence:
        """What differs from the package that was copied, row by row and cell by cell."""
        found = [line for table in compare(self._before, self.folder) for line in change_words(table)]
        return Sentence.bullets(found) if found else Sentence("No row differs.")

    def load(self) -> Data:
        """The copy's data for the same summit.

        Raises
        ------
        DataError
            If the copy has faults.
        """
        return load(self.folder).for_summit(self._summits[0])

    def _table(self, key: str) -> Cells:
        for cells in read_package(self.folder).values():
            if key in cells.column(cells.table.key):
                return cells
        raise KeyError(f"No table has a row {key!r}.")

    def _write(self, cells: Cells) -> None:
        write_files({self.folder / cells.table.path: cells.text})


def copy(data: Data) -> Practice:
    """A copy of the package to practise on.

    Examples
    --------
    >>> import summitdata as sd
    >>> mine = sd.practice.copy(sd.load())
    >>> print(mine.correct("blr-irn-2025", city="Mensk"))
    `summits.csv`, row `blr-irn-2025`: `city` Minsk → Mensk
    """
    return Practice(data)


def number_row(data: Data) -> str:
    """The key of a row with a number in it: a growth claim's, else another number's, else a figure's."""
    for table in (data.claims, data.quantities, data.figures):
        rows = table.dropna(subset=["value"])
        if len(rows):
            return str(rows.iloc[0, 0])
    raise ValueError("The package has no row with a number.")


def answer(mine: Practice) -> Sentence:
    """The short answer: how an edit goes, and how the copy stands."""
    steps = [
        "Change a cell or add a row with any program that writes CSV; one row is one fact.",
        "`summitdata check` lists every fault with its line and its remedy.",
        "`summitdata diff` tells which rows, sentences, titles and figures differ.",
        "`summitdata tidy` brings rows into their order, so that others see what was meant.",
        f"The notebook on this does all of it on a copy that nobody else sees. The check of that copy says: {mine.check().markdown}",
    ]
    return Sentence.bullets(steps)


def fault_words(fault: Fault) -> str:
    """A fault as Markdown: place, finding, remedy."""
    place = code(fault.file) + (f" line {fault.line}" if fault.line else "")
    place += f", {code(fault.column)}" if fault.column else ""
    return f"{place}: {escape(fault.finding)} *{escape(fault.remedy)}*"


def change_words(table: TableDiff) -> list[str]:
    """What differs in a table, a line a row."""
    words = [f"{code(table.file)}: row {code(key)} added" for key in table.added]
    words += [f"{code(table.file)}: row {code(key)} removed" for key in table.removed]
    for key, cells in table.changed.items():
        words.append(
            f"{code(table.file)}, row {code(key)}: {listed(cell_words(c, *pair) for c, pair in cells.items())}"
        )
    return words


def cell_words(column: str, old: str, new: str) -> str:
    """A changed cell in words."""
    return f"{code(column)} {escape(fold(old) or '(empty)')} → {escape(fold(new) or '(empty)')}"


def code(name: str) -> str:
    """A name as code; one that is no plain name as text."""
    return f"`{name}`" if re.fullmatch(r"[\w.-]+", name) else escape(name)


__all__ = ["Practice", "answer", "copy", "number_row"]
