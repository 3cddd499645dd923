"""A sheet of facts: for each its table, its words, and the cells that need judgement."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from summitdata.tables.faults import CellFault, Fault, shown
from summitdata.tables.files import decode, read_file, records_of
from summitdata.tables.likeness import did_you_mean
from summitdata.tables.schema import Table

PLACING = ("words", "within", "line", "head")  # columns that say where a fact stands
TABLE = "table"
SURETY = "surety"  # how sure a draft is of a line: for its reader alone
DECISION, ACCEPTED, REJECTED = "decision", "accepted", "rejected"  # a sheet with this column is under review
OTHERWISE = {"coding_passes": {"coded_table": TABLE}}  # a column whose name the sheet has for itself
FILLED = ("quote", "start", "end", "head_start", "head_end")  # from words and head
MARKS = ",;\t"


@dataclass
class Line:
    """One line of a sheet: what it says, and what is made of it.

    `given` are the cells of its table that the sheet fills, `row` those of the row to be added. `faults` are told
    at the sheet's line; `unsure` are columns of which nothing may be concluded. `decision` is empty where a review
    has not come to the line yet, and None where the sheet is under none.
    """

    file: str
    number: int
    table: Table
    given: dict[str, str]
    placing: dict[str, str]
    row: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)
    decision: str | None = None

    def fault(self, column: str | None, finding: str, remedy: str, unsure: tuple[str, ...] = ()) -> None:
        """Tell a fault of this line; of the columns that hang on it nothing is concluded."""
        self.faults.append(Fault(self.file, self.number, column, finding, remedy))
        self.unsure |= {*unsure, *([column] if column else [])}

    @property
    def taken(self) -> bool:
        """Whether it is to be added: in a sheet under review only what was accepted."""
        return self.decision not in ("", REJECTED)

    @property
    def key(self) -> str:
        """The key of the row; empty where none is given or made yet."""
        return self.row.get(self.table.key, "")


def cells_of(data: bytes) -> tuple[list[list[str]], list[int], str]:
    """The records of a sheet, header first, the line on which each begins, and the mark between its cells."""
    text = decode(data)
    header_line = text.lstrip("\n").partition("\n")[0]
    mark = max(MARKS, key=header_line.count)
    return *records_of(text, mark), mark


def read_sheet(path: Path, tables: dict[str, Table]) -> tuple[list[Line], list[Fault]]:
    """The lines of a sheet, and why it or some of its lines cannot be read.

    Cells are parted by commas, semicolons or tabs, whichever the header has; columns stand in any order.
    """
    try:
        records, numbers, _ = cells_of(read_file(path))
    except CellFault as error:
        return [], [Fault(path.name, error.line, None, error.finding, error.remedy)]
    header = [name.strip() for name in records[0]]
    known = {name for table in tables.values() for name in table.names} | {*PLACING, TABLE, SURETY, DECISION}
    known |= {name for names in OTHERWISE.values() for name in names}
    faults = list(header_faults(path.name, header, known))
    lines = []
    for number, record in zip(numbers[1:], records[1:]):
        cells = [cell.strip() for cell in record]
        if not any(cells):
            continue
        if len(cells) != len(header):
            finding = f"the line has {len(cells)} cells, the header has {len(header)}."
            remedy = "Put quotation marks around a cell that holds the mark between cells."
            faults.append(Fault(path.name, number, None, finding, remedy))
            continue
        name = dict(zip(header, cells)).get(TABLE, "")
        if name in tables:
            own = {n: c for n, c in zip(header, cells) if c and n in known}
            lines.append(line_of(path.name, number, tables[name], own, DECISION in header))
        elif TABLE in header:
            finding = f"{shown(name)} is no table." if name else "it is empty."
            remedy = did_you_mean(name, tables, f"Use one of: {', '.join(tables)}.")
            faults.append(Fault(path.name, number, TABLE, finding, remedy))
    if not lines and not faults:
        faults.append(Fault(path.name, None, None, "it has no lines below its header.", "Add them."))
    return lines, faults


def header_faults(file: str, header: list[str], known: Collection[str]) -> Iterator[Fault]:
    """What is wrong with the header of a sheet."""
    if TABLE not in header:
        remedy = "Add it: each line says for which table it is, such as claims."
        yield Fault(file, 1, TABLE, "the column is missing.", remedy)
    for name in dict.fromkeys(header):
        if header.count(name) > 1 and name:
            yield Fault(file, 1, name, "a column is there twice.", "Keep one of the two.")
        elif name and name not in known:
            remedy = did_you_mean(name, known, "Remove it, or name it as its table does.")
            yield Fault(file, 1, name, "no table has such a column.", remedy)


def line_of(file: str, number: int, table: Table, cells: dict[str, str], reviewed: bool = False) -> Line:
    """A line with its cells sorted into what places the fact and what its table has; the rest is a fault."""
    del cells[TABLE]
    cells.pop(SURETY, None)
    decision = cells.pop(DECISION, "")
    placing = {name: " ".join(cells.pop(name).split()) for name in PLACING if name in cells}
    line = Line(file, number, table, {}, placing, decision=decision if reviewed else None)
    if decision not in ("", ACCEPTED, REJECTED):
        line.fault(DECISION, f"{shown(decision)} is no decision.", "Write accepted or rejected, or empty the cell.")
    names = OTHERWISE.get(table.name, {})
    for name, cell in cells.items():
        if name in FILLED and name in table.names:
            remedy = (
                f"Move what it says ({shown(cell)}) to words."
                if name == "quote"
                else f"Empty the cell ({shown(cell)})."
            )
            line.fault(name, "it is filled from words and head.", remedy)
        elif names.get(name, name) in table.names:
            line.given[names.get(name, name)] = cell
        else:
            line.fault(name, f"{table.path} has no such column.", f"Empty the cell ({shown(cell)}).")
    if placing and "quote" not in table.names and table.name != "passages":
        for name in placing:
            line.fault(name, f"a row of {table.path} quotes nothing.", "Empty the cell.")
    return line
