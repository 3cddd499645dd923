"""Add the facts of sheets to a package: all of their rows or none, each with its evidence, and none twice."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from summitdata.house.words import listed
from summitdata.tables.check import Checked
from summitdata.tables.edit import checked_with, write_folder
from summitdata.tables.faults import DataError, Fault
from summitdata.tables.likeness import did_you_mean
from summitdata.tables.quotes import fold
from summitdata.tables.tidy import canonical
from summitdata.texts.divide import SPOKEN, Voices, is_passage, voices_of
from summitdata.texts.keys import Keys, There
from summitdata.texts.package import ORDER, Package
from summitdata.texts.places import Places
from summitdata.texts.sheet import DECISION, Line, read_sheet
from summitdata.texts.verify import texts_in

IN_SHEET = {"quote": "words", "start": "words", "end": "words", "head_start": "head", "head_end": "head"}
PLACE = ("quote", "start", "end", "head_start", "head_end")


class Addition(Package):
    """A package with the rows of sheets.

    `rows` are the lines whose rows are new, table by table in the order of the text; `there` counts those that the
    package has already, `left` those that a review has not accepted.
    """

    def __init__(self, folder: Path):
        super().__init__(folder)
        self.rows: list[Line] = []
        self.there = self.left = 0

    @property
    def told(self) -> list[str]:
        """What it adds, what is there already and what a review left out, in sentences."""
        per_table = listed(f"{number} in {path}" for path, number in Counter(x.table.path for x in self.rows).items())
        verb = "is" if self.there == 1 else "are"
        said = [f"{len(self.rows)} row{'s' * (len(self.rows) > 1)}: {per_table}."] if self.rows else []
        said += [f"{self.there} of the lines {verb} there already."] if self.there else []
        return said + ([f"{self.left} of the lines not accepted, so left out."] if self.left else [])

    def write(self) -> None:
        """Write all files together. A FolderError tells that one was changed since it was read."""
        if self.rows:
            write_folder(self.folder, self.files, {cells.table.path: cells.data for cells in self.changed})


def addition(folder: Path, sheets: Sequence[Path], source: str = "", texts: Path | None = None) -> Addition:
    """The package of a folder with the rows of sheets; nothing is written.

    `source` is what lines are from that name none; `texts` holds the reader's copies. A DataError tells what is wrong:
    with the package as it is, or else with the sheets, all at once and each fault at its line.
    """
    plan = Addition(folder)
    read = [read_sheet(path, plan.tables) for path in sheets]
    every, faults = [line for its in read for line in its.lines], [fault for its in read for fault in its.faults]
    lines = [line for line in every if line.taken]
    plan.left = len(every) - len(lines)
    faults += undecided(every)
    tell_sources(plan, lines, source)
    named = sorted({line.row["source_id"] for line in lines if line.row.get("source_id")})
    at_hand = texts_in(texts, named)
    if unready := Checked(folder, at_hand).faults:
        raise DataError(unready)
    places = {name: Places(text) for name, text in at_hand.items()}
    voices = {name: voices_of(plan, name, lines, places, faults) for name in named}
    for line in (line for line in lines if "quote" in line.table.names):
        give_evidence(line, places.get(line.row.get("source_id", "")), voices.get(line.row.get("source_id", "")))
    put(plan, lines)
    faults += [fault for line in lines for fault in line.faults]
    faults += [*lasting(plan, {name: place.text for name, place in places.items()})] if lines else []
    if faults:
        faults.sort(key=lambda fault: (fault.line is not None, fault.file, fault.line or 0))
        raise DataError(faults, "sheet; nothing was written")
    return plan


def undecided(lines: list[Line]) -> Iterator[Fault]:
    """That some passages of a review are accepted and others wait: a text is divided once, so all must be decided."""
    cuts = [line for line in lines if is_passage(line)]
    wait = [line for line in cuts if line.decision == ""]
    if wait and any(line.taken for line in cuts):
        finding = f"{len(wait)} of the passages not decided, and a text is divided only once."
        yield Fault(wait[0].file, wait[0].number, DECISION, finding, "Accept or reject each first.")


def tell_sources(plan: Addition, lines: list[Line], source: str) -> None:
    """Put source, summit and address into the rows of lines that do not name them."""
    mine = [line.given for line in lines if line.table.name == "sources"]
    sources = {row["source_id"]: row for row in [*plan.tables["sources"].records(), *mine] if row.get("source_id")}
    if source and source not in sources:
        raise RuntimeError(f"sources.csv has no {source}. {did_you_mean(source, sources, 'Add a row for it first.')}")
    for line in lines:
        line.row, names = dict(line.given), line.table.names
        if line.table.name in ("sources", "summits"):
            continue
        if "source_id" in names and not line.row.setdefault("source_id", source):
            line.fault("source_id", "it is empty.", "Name it, or say it for all such lines: --source ID.", PLACE)
        its = sources.get(line.row.get("source_id") or source, {})
        if not its and line.row.get("source_id"):
            line.unsure |= {"summit_id", "url", *SPOKEN, *PLACE}
        for name in ("summit_id", "url"):
            if name in names and its.get(name):
                line.row.setdefault(name, its[name])


def give_evidence(line: Line, places: Places | None, voices: Voices | None) -> None:
    """Fill the evidence of a fact: quote, place and head; speaker and voice where the sheet does not give them.

    `places` is the text, if it is at hand and the right one; `voices` is None where the source is only cited.
    """
    words, placed = line.placing.get("words", ""), voices is not None and line.table.evidence
    if voices is not None and (not places or not voices.passages):
        line.unsure |= {*SPOKEN, *(() if places else PLACE)}
    if not places or not (words or line.table.evidence):
        line.row |= {"quote": words} if words else {}
        return
    place = places.place(line)
    if place is None:
        line.unsure |= {*SPOKEN, *PLACE}
        return
    line.row["quote"] = fold(places.text[place.start : place.end])
    if voices and voices.passages:
        voices.fill(line, place)
    if placed:
        line.row |= {"start": str(place.start), "end": str(place.end)}
        if line.placing.get("head") and (head := places.head(line, place)):
            line.row |= {"head_start": str(head.start), "head_end": str(head.end)}


def put(plan: Addition, lines: list[Line]) -> None:
    """Add the rows that are not there yet, in the order of the text, each with its key; a table that is tidy stays so."""
    taken = {name: {row[cells.key] for row in cells.rows} for name, cells in plan.tables.items()}
    for line in lines:
        taken[line.table.name].add(line.key)
    actors = [*plan.tables["actors"].records(), *(line.row for line in lines if line.table.name == "actors")]
    keys = Keys(taken, {row.get("actor_id", "") for row in actors if row.get("members", "").count(";") == 1})
    there = {name: There(cells) for name, cells in plan.tables.items()}
    tidy = {name for name, cells in plan.tables.items() if canonical(cells).rows == cells.rows}
    for line in sorted(lines, key=lambda line: (ORDER.index(line.table.name), int(line.row.get("start") or 0))):
        if line.table.key in line.unsure:
            continue
        if there[line.table.name].has(line, keys):
            plan.there += 1
            continue
        if not line.key:
            line.row[line.table.key] = keys.free(line.table, line.row)
        plan.tables[line.table.name].add(line.row)
        plan.rows.append(line)
    for name in tidy:
        plan.tables[name].rows[:] = canonical(plan.tables[name]).rows


def lasting(plan: Addition, texts: dict[str, str]) -> Iterator[Fault]:
    """The faults that the package would have, those of new rows at the lines of their sheets.

    Silent on cells that could not be filled for a fault already told.
    """
    new = {(line.table.name, line.key): line for line in plan.rows}
    checked, at = checked_with(plan.folder, plan.files, texts), {}
    for cells in plan.changed:
        for number, row in checked.rows[cells.table.name].raw.items():
            at[cells.table.path, number] = new.get((cells.table.name, row[cells.key]))
    for fault in checked.faults:
        line = at.get((fault.file, fault.line))
        if line is None:
            yield fault
        elif fault.column not in line.unsure:
            column = "coded_table" if fault.column == "table" else IN_SHEET.get(fault.column, fault.column)
            yield replace(fault, file=line.file, line=line.number, column=column)
