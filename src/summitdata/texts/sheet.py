"""A sheet of facts: for each its table, its words, and the cells that need judgement."""

from codecs import BOM_UTF8
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from summitdata.tables.cells import Cells
from summitdata.tables.faults import CellFault, Fault, shown
from summitdata.tables.files import decode, read_file, records_of
from summitdata.tables.likeness import did_you_mean
from summitdata.tables.rows import width_fault
from summitdata.tables.schema import Table
from summitdata.tables.write import csv_text

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

    `cells` are all that are filled; of these `placing` say where the fact stands, `given` fill the row, `row` is the
    row to be added. `faults` are told at the sheet's line; `unsure` are columns of which nothing may be concluded.
    `decision` is empty where a review has not come to the line yet, and None where the sheet is under none. `span`
    is where its words stand in the text, for whoever reviews it.
    """

    file: str
    number: int
    table: Table
    cells: dict[str, str]
    given: dict[str, str] = field(default_factory=dict)
    placing: dict[str, str] = field(default_factory=dict)
    row: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)
    decision: str | None = None
    span: tuple[int, int] | None = None

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


@dataclass
class Sheet:
    """A sheet as it lies on the disk: its bytes, its columns, the mark between its cells, its lines; why some cannot be read."""

    path: Path
    data: bytes = b""
    header: list[str] = field(default_factory=list)
    mark: str = ","
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def content(self) -> bytes:
        """The sheet as CSV, with the mark between cells and the byte order mark that it had."""
        rows = [[line.cells.get(name, "") for name in self.header] for line in self.lines]
        bom = BOM_UTF8 if self.data.startswith(BOM_UTF8) else b""
        return bom + csv_text(self.header, rows, self.mark).encode()

    def add_column(self, name: str) -> None:
        """Add a column where there is none of that name, that of decisions in the second place."""
        if name not in self.header:
            self.header.insert(1 if name == DECISION else len(self.header), name)


def read_sheet(path: Path, package: dict[str, Cells]) -> Sheet:
    """A sheet; cells are parted by commas, semicolons or tabs, whichever the header has, and columns stand in any order."""
    sheet, file, tables = Sheet(path), path.name, {name: cells.table for name, cells in package.items()}
    try:
        sheet.data = read_file(path)
        text = decode(sheet.data)
        sheet.mark = max(MARKS, key=text.lstrip("\n").partition("\n")[0].count)
        (header, *records), (_, *numbers) = records_of(text, sheet.mark)
    except CellFault as error:
        sheet.faults.append(Fault(file, error.line, None, error.finding, error.remedy))
        return sheet
    header = sheet.header = [name.strip() for name in header]
    known = {name for table in tables.values() for name in table.names} | {*PLACING, TABLE, SURETY, DECISION}
    known |= {name for names in OTHERWISE.values() for name in names}
    sheet.faults += header_faults(file, header, known)
    for number, record in zip(numbers, records):
        cells = {name: cell.strip() for name, cell in zip(header, record) if cell.strip()}
        name = cells.get(TABLE, "")
        if any(record) and len(record) != len(header):
            sheet.faults.append(Fault(file, number, None, *width_fault(record, len(header))))
        elif name in tables:
            own = {name: cell for name, cell in cells.items() if name in known}
            sheet.lines.append(line_of(file, number, tables[name], own, DECISION in header))
        elif TABLE in header and cells:
            finding = f"{shown(name)} is no table." if name else "it is empty."
            remedy = did_you_mean(name, tables, f"Use one of: {', '.join(tables)}.")
            sheet.faults.append(Fault(file, number, TABLE, finding, remedy))
    if not sheet.lines and not sheet.faults:
        sheet.faults.append(Fault(file, None, None, "it has no lines below its header.", "Add them."))
    return sheet


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
    decision = cells.get(DECISION, "")
    placing = {name: " ".join(cells[name].split()) for name in PLACING if name in cells}
    line = Line(file, number, table, cells, placing=placing, decision=decision if reviewed else None)
    if decision not in ("", ACCEPTED, REJECTED):
        line.fault(DECISION, f"{shown(decision)} is no decision.", "Write accepted or rejected, or empty the cell.")
    names, quotes = OTHERWISE.get(table.name, {}), "quote" in table.names or table.name == "passages"
    for name, cell in cells.items():
        if name in (TABLE, SURETY, DECISION) or (quotes and name in PLACING):
            continue
        if name in FILLED and name in table.names:
            remedy = "Move what it says to words" if name == "quote" else "Empty the cell"
            line.fault(name, "it is filled from words and head.", f"{remedy} ({shown(cell)}).")
        elif names.get(name, name) in table.names:
            line.given[names.get(name, name)] = cell
        else:
            line.fault(name, f"{table.path} has no such column.", f"Empty the cell ({shown(cell)}).")
    return line
