"""What a reader decides of a draft: its lines beside the text, each decision saved in its sheet at once."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summitdata.house.words import listed
from summitdata.tables.cells import read_package
from summitdata.tables.faults import DataError
from summitdata.tables.files import read_file
from summitdata.tables.schema import Column, Table
from summitdata.tables.write import FolderError, csv_text, write_files
from summitdata.texts.add import addition
from summitdata.texts.divide import SPOKEN
from summitdata.texts.new_summit import ORDER
from summitdata.texts.places import Places
from summitdata.texts.sheet import DECISION, FILLED, PLACING, SURETY, TABLE, Line, cells_of, line_of, read_sheet
from summitdata.texts.verify import texts_in

NOT_SHOWN = {*FILLED, *PLACING, TABLE, "source_id", "summit_id", "url"}
SHORT = 12  # choices that are a list to take from; more are offered while one writes


class Sheet:
    """A sheet as it lies on the disk, and its cells, to be changed."""

    def __init__(self, path: Path):
        self.path, self.data = path, read_file(path)
        (header, *self.records), self.numbers, self.mark = cells_of(self.data)
        self.header = [name.strip() for name in header]

    @property
    def content(self) -> bytes:
        """The sheet as CSV, with the mark between cells and the byte order mark that it had."""
        bom = codecs.BOM_UTF8 if self.data.startswith(codecs.BOM_UTF8) else b""
        return bom + csv_text(self.header, self.records, self.mark).encode()

    def column(self, name: str) -> int:
        """Where a column stands; one that the sheet has not is added, that of decisions in the second place."""
        if name not in self.header:
            at = 1 if name == DECISION else len(self.header)
            for record in filter(None, self.records):
                record.insert(at, "")
            self.header.insert(at, name)
        return self.header.index(name)


@dataclass
class Proposed:
    """A line of a sheet: its cells as they stand there, and which words of the text it is of."""

    sheet: Sheet
    record: list[str]
    line: Line
    span: tuple[int, int] | None = None

    @property
    def cells(self) -> dict[str, str]:
        """The cells that are filled, by column."""
        return {name: cell.strip() for name, cell in zip(self.sheet.header, self.record) if cell.strip()}


class Decisions:
    """The lines of a folder's sheets about one source, in the order of its text, to be accepted, corrected or rejected.

    `data` is the package that they are for; it is written only if `write`. A DataError tells all faults of the sheets
    that keep them from being read, whatever was decided.
    """

    def __init__(self, folder: Path, source: str, data: Path, texts: Path, write: bool):
        self.folder, self.source, self.data, self.texts, self.write = folder, source, data, texts, write
        self.read()

    def read(self) -> None:
        """Read the sheets as they lie there."""
        self.tables, self.done = read_package(self.data), list[tuple[int, dict[str, str]]]()
        tables = {name: self.tables[name].table for name in ORDER if name in self.tables}
        paths = sorted(self.folder.glob("*.csv"))
        if not paths:
            raise RuntimeError(f"{self.folder.absolute()} has no sheets. Write them: summitdata draft.")
        read = [read_sheet(path, tables) for path in paths]
        if faults := [fault for _, its in read for fault in its]:
            raise DataError(faults, "sheets")
        every = []
        for sheet, (its, _) in zip(map(Sheet, paths), read):
            records = dict(zip(sheet.numbers[1:], sheet.records))
            every += [Proposed(sheet, records[line.number], line) for line in its]
        self.source = self.source or only({line.cells.get("source_id", "") for line in every} - {""})
        if not (text := texts_in(self.texts, [self.source])):
            raise RuntimeError(f'{self.texts} has no {self.source}.txt. Name the folder of your copy: texts="DIR".')
        self.places = Places(text[self.source])
        self.lines = [line for line in every if line.cells.get("source_id", self.source) == self.source]
        self.sheets = list(dict.fromkeys(line.sheet for line in self.lines))
        for line in self.lines:
            self.find(line)
        for line in self.lines:  # an actor stands where a line first names it
            if line.span is None and (key := line.cells.get(line.line.table.key)):
                line.span = min((x.span for x in self.lines if x.span and key in x.cells.values()), default=None)
        self.lines.sort(key=lambda x: (x.span or (-1,), ORDER.index(x.line.table.name))[:2])

    def find(self, line: Proposed) -> None:
        """Find the words of a line in the text; what keeps them from being found is a fault of the line."""
        if line.line.placing.get("words"):
            place = self.places.place(line.line)
            line.span = (place.start, place.end) if place else None

    def put(self, number: int, cells: dict[str, str]) -> dict[str, str]:
        """Change cells of a line and save its sheet; a first decision puts all sheets under review. Returns the old cells.

        A FolderError tells that a sheet was changed since it was read: it is read again then, and nothing is written.
        """
        line = self.lines[number]
        before = {name: line.cells.get(name, "") for name in cells}
        touched = self.sheets if DECISION in cells else [line.sheet]
        try:
            if changed := [sheet.path.name for sheet in touched if sheet.path.read_bytes() != sheet.data]:
                raise FolderError(f"{changed[0]} was changed outside the review and was read again. Say it once more.")
            for sheet in touched if DECISION in cells else ():
                sheet.column(DECISION)
            for name, cell in cells.items():
                at = line.sheet.column(name)  # may make the record longer
                line.record[at] = cell
            write_files({sheet.path: sheet.content for sheet in touched if sheet.content != sheet.data})
        except BaseException:
            self.read()
            raise
        for sheet in touched:
            sheet.data = sheet.content
        own = line.line
        line.line = line_of(own.file, own.number, own.table, line.cells, DECISION in line.sheet.header)
        self.find(line)
        return before

    def change(self, number: int, cells: dict[str, str]) -> None:
        """Change cells of a line, its decision among them, so that it can be taken back."""
        self.done.append((number, self.put(number, cells)))

    def undo(self) -> int | None:
        """Take back the last change since the sheets were read; returns its line, None where there is none."""
        if not self.done:
            return None
        number, before = self.done.pop()
        self.put(number, before)
        return number

    def all(self) -> dict[str, Any]:
        """All that the view shows: text, columns by table, lines."""
        columns = {x.name: self.columns(x) for x in {x.line.table.name: x.line.table for x in self.lines}.values()}
        lines = [self.shown(number) for number in range(len(self.lines))]
        return {"text": self.places.text, "columns": columns, "all": lines, "source": self.source}

    def shown(self, number: int) -> dict[str, Any]:
        """A line as the view has it; `missing` are cells that `add` asks for and does not fill."""
        line = self.lines[number]
        cells, own = line.cells, line.line
        missing = [name for name in asked(own.table) if name not in cells]
        faults = [f"{fault.column}: {fault.finding} {fault.remedy}" for fault in own.faults]
        said = {"table": own.table.name, "decision": own.decision or "", "surety": cells.get(SURETY, "")}
        return said | {"cells": cells, "span": line.span, "missing": missing, "faults": faults}

    def columns(self, table: Table) -> list[dict[str, Any]]:
        """The columns of a table that a sheet fills, each with its meaning and its choices."""
        placed = PLACING if table.evidence or "quote" in table.names or table.name == "passages" else ()
        about = [(c.name, c.description, self.choices(table, c)) for c in table.columns if c.name not in NOT_SHOWN]
        about += [(name, "where the words stand (docs/add-a-summit.md)", []) for name in placed]
        keys = set(table.references) | {c.name for c in table.columns if c.reference}
        return [
            {"name": name, "about": words, "choices": those, "closed": 0 < len(those) <= SHORT and name not in keys}
            for name, words, those in about
        ]

    def choices(self, table: Table, column: Column) -> list[str]:
        """What a cell may hold: yes or no, the words of its vocabulary, or the keys of another table; none for all others."""
        if column.type == "boolean":
            return ["true", "false"]
        if column.vocabulary:
            rows = [*self.tables["terms"].records(), *(x.cells for x in self.lines if x.line.table.name == "terms")]
            return [row["term"] for row in rows if row["vocabulary"] == column.vocabulary]
        to = self.tables.get(table.references.get(column.name, ""))
        if to is None or to.table.key == column.name and to.table is table:
            return []
        mine = (x.cells.get(to.table.key, "") for x in self.lines if x.line.table is to.table)
        return sorted({*(row[to.key] for row in to.rows), *filter(None, mine)})

    def add(self) -> tuple[str, list[tuple[int | None, str]]]:
        """Add what is accepted, all of it or nothing: what came of it, and line by line the rows or the faults."""
        self.read()
        at = {(x.line.file, x.line.number): number for number, x in enumerate(self.lines)}
        try:
            plan = addition(self.data, [sheet.path for sheet in self.sheets], self.source, self.texts)
            if self.write:
                plan.write()
        except DataError as error:
            return str(error).partition("\n")[0], [(at.get((f.file, f.line)), str(f)) for f in error.faults]
        said = f"Written to {self.data}." if self.write else 'Nothing was written: name the folder, data="DIR".'
        rows = [(at.get((x.file, x.number)), f"{x.table.path}: {x.key}") for x in plan.rows]
        return " ".join([*plan.told, said] if plan.rows else plan.told), rows


def only(sources: set[str]) -> str:
    """The one source of some sheets."""
    if len(sources) != 1:
        raise RuntimeError(f"Which source? The sheets name {listed(sorted(sources)) or 'none'}. Say it second.")
    return sources.pop()


def asked(table: Table) -> list[str]:
    """The columns that a sheet must fill: required ones that neither the words nor the passages give."""
    given = {table.key, *NOT_SHOWN, *(SPOKEN if "quote" in table.names else ())}
    words = ["words"] if table.evidence or table.name == "passages" else []
    return [c.name for c in table.columns if c.required and c.name not in given] + words
