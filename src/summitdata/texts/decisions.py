"""What a reader decides of a draft: its lines beside the text, each decision saved in its sheet at once."""

from pathlib import Path
from typing import Any

from summitdata.house.words import listed
from summitdata.tables.cells import read_package
from summitdata.tables.faults import DataError
from summitdata.tables.schema import Column, Table
from summitdata.tables.write import FolderError, write_files
from summitdata.texts.add import addition
from summitdata.texts.divide import SPOKEN
from summitdata.texts.package import ORDER
from summitdata.texts.places import Places
from summitdata.texts.sheet import DECISION, FILLED, PLACING, SURETY, TABLE, Line, line_of, read_sheet
from summitdata.texts.verify import texts_in

NOT_SHOWN = {*FILLED, *PLACING, TABLE, "source_id", "summit_id", "url"}
SHORT = 12  # choices that are a list to take from; more are offered while one writes


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
        paths = sorted(self.folder.glob("*.csv"))
        if not paths:
            raise RuntimeError(f"{self.folder.absolute()} has no sheets. Write them: summitdata draft.")
        sheets = {path.name: read_sheet(path, self.tables) for path in paths}
        if faults := [fault for sheet in sheets.values() for fault in sheet.faults]:
            raise DataError(faults, "sheets")
        every = [line for sheet in sheets.values() for line in sheet.lines]
        named = sorted({line.cells.get("source_id", "") for line in every} - {""})
        if not self.source and len(named) != 1:
            raise RuntimeError(f"Which source? The sheets name {listed(named) or 'none'}. Say it second.")
        self.source = self.source or named[0]
        if not (text := texts_in(self.texts, [self.source])):
            raise RuntimeError(f'{self.texts} has no {self.source}.txt. Name the folder of your copy: texts="DIR".')
        self.places = Places(text[self.source])
        self.lines = [line for line in every if line.cells.get("source_id", self.source) == self.source]
        self.sheets = {line.file: sheets[line.file] for line in self.lines}
        for line in self.lines:
            self.find(line)
        for line in self.lines:  # an actor stands where a line first names it
            if line.span is None and (key := line.cells.get(line.table.key)):
                line.span = min((x.span for x in self.lines if x.span and key in x.cells.values()), default=None)
        self.lines.sort(key=lambda x: (x.span or (-1,), ORDER.index(x.table.name))[:2])

    def find(self, line: Line) -> None:
        """Find the words of a line in the text; what keeps them from being found is a fault of the line."""
        if line.placing.get("words"):
            place = self.places.place(line)
            line.span = (place.start, place.end) if place else None

    def change(self, number: int, cells: dict[str, str]) -> None:
        """Change cells of a line, its decision among them, and save its sheet; a first decision puts all under review.

        A FolderError tells that a sheet was changed since it was read: it is read again then, and nothing is written.
        """
        old = self.lines[number]
        own, every = self.sheets[old.file], self.sheets.values()
        touched = every if DECISION in cells else [own]
        try:
            if changed := [sheet.path.name for sheet in touched if sheet.path.read_bytes() != sheet.data]:
                raise FolderError(f"{changed[0]} was changed outside the review and was read again. Say it once more.")
            for sheet in touched if DECISION in cells else ():
                sheet.add_column(DECISION)
            for name in cells:
                own.add_column(name)
            new = {name: cell.strip() for name, cell in (old.cells | cells).items() if cell.strip()}
            line = line_of(old.file, old.number, old.table, new, DECISION in own.header)
            own.lines[own.lines.index(old)] = self.lines[number] = line
            write_files({sheet.path: sheet.content for sheet in touched if sheet.content != sheet.data})
        except BaseException:
            self.read()
            raise
        for sheet in touched:
            sheet.data = sheet.content
        line.span = old.span
        self.find(line)
        self.done.append((number, {name: old.cells.get(name, "") for name in cells}))

    def undo(self) -> int:
        """Take back the last change since the sheets were read; returns its line."""
        number, before = self.done.pop()
        self.change(number, before)
        self.done.pop()  # that it was taken back
        return number

    def all(self) -> dict[str, Any]:
        """All that the view shows: text, columns by table, lines."""
        columns = {x.name: self.columns(x) for x in {x.table.name: x.table for x in self.lines}.values()}
        lines = [self.shown(number) for number in range(len(self.lines))]
        return {"text": self.places.text, "columns": columns, "all": lines, "source": self.source}

    def shown(self, number: int) -> dict[str, Any]:
        """A line as the view has it; `missing` are cells that `add` asks for and does not fill."""
        line = self.lines[number]
        missing = [name for name in asked(line.table) if name not in line.cells]
        faults = [f"{fault.column}: {fault.finding} {fault.remedy}" for fault in line.faults]
        said = {"table": line.table.name, "decision": line.decision or "", "surety": line.cells.get(SURETY, "")}
        return said | {"cells": line.cells, "span": line.span, "missing": missing, "faults": faults}

    def columns(self, table: Table) -> list[dict[str, Any]]:
        """The columns of a table that a sheet fills, each with its meaning and its choices."""
        placed = PLACING if table.evidence or "quote" in table.names or table.name == "passages" else ()
        about = [(c.name, c.description, self.choices(table, c)) for c in table.columns if c.name not in NOT_SHOWN]
        about += [(name, "where the words stand (docs/add-a-summit.md)", []) for name in placed]
        keys = table.references
        return [
            {"name": name, "about": words, "choices": those, "closed": 0 < len(those) <= SHORT and name not in keys}
            for name, words, those in about
        ]

    def choices(self, table: Table, column: Column) -> list[str]:
        """What a cell may hold: yes or no, the words of its vocabulary, or the keys of another table; none for all others."""
        if column.type == "boolean":
            return ["true", "false"]
        if column.vocabulary:
            rows = [*self.tables["terms"].records(), *(x.cells for x in self.lines if x.table.name == "terms")]
            return [row["term"] for row in rows if row.get("vocabulary") == column.vocabulary and row.get("term")]
        to = None if column.separator else self.tables.get(table.references.get(column.name, ""))
        if to is None or to.table.key == column.name and to.table is table:
            return []
        mine = (x.cells.get(to.table.key, "") for x in self.lines if x.table is to.table)
        return sorted({*(row[to.key] for row in to.rows), *filter(None, mine)})

    def add(self) -> tuple[str, list[tuple[int | None, str]]]:
        """Add what is accepted, all of it or nothing: what came of it, and line by line the rows or the faults."""
        self.read()
        at = {(x.file, x.number): number for number, x in enumerate(self.lines)}
        try:
            plan = addition(self.data, [sheet.path for sheet in self.sheets.values()], self.source, self.texts)
            if self.write:
                plan.write()
        except DataError as error:
            return str(error).partition("\n")[0], [(at.get((f.file, f.line)), str(f)) for f in error.faults]
        said = f"Written to {self.data}." if self.write else 'Nothing was written: name the folder, data="DIR".'
        rows = [(at.get((x.file, x.number)), f"{x.table.path}: {x.key}") for x in plan.rows]
        return " ".join([*plan.told, said] if plan.rows else plan.told), rows


def asked(table: Table) -> list[str]:
    """The columns that a sheet must fill: required ones that neither the words nor the passages give."""
    given = {table.key, *NOT_SHOWN, *(SPOKEN if "quote" in table.names else ())}
    words = ["words"] if table.evidence or table.name == "passages" else []
    return [c.name for c in table.columns if c.required and c.name not in given] + words
