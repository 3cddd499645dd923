"""A change of one cell, with all that keeps the package valid.

With the cell may have to change: the references to a renamed key, the figures
derived from a changed one, the passage beside a moved one. And before it
something may have to be there: a row to point at, a note on why a fact differs
from its passage. Spare words of each vocabulary, actors, sectors and sources
are there from the start, and nothing points at them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from audit import fresh
from summitdata.tables.cells import read_package
from summitdata.tables.rules import evaluate
from summitdata.tables.schema import Column, Table
from summitdata.tables.write import csv_text

OWN_WORDS = {"name", "title", "carried_by", "summary", "url"}
PLACES = ("start", "end", "head_start", "head_end")
NUMBERED = (
    "value",
    "step",
    "qualifier",
    "unit",
    "change",
    "quote",
    "source_id",
)  # what the words of a number are held against
SPARE = ("actors", "sectors", "sources")


class Place(NamedTuple):
    """A cell: table, row (from 0), column."""

    table: str
    row: int
    column: str


@dataclass
class Change:
    """A cell's new value.

    Attributes
    ----------
    edits : dict of Place to str
        The cells that change, the one asked for among them.
    before : dict of Place to str
        Cells that are made so first, and are no part of the change.
    rows : list of (str, dict)
        Rows that are added first: a word, a row to point at.
    forms : list of str
        How a reader may meet the new value.
    """

    place: Place
    old: str
    new: str
    edits: dict[Place, str] = field(default_factory=dict)
    before: dict[Place, str] = field(default_factory=dict)
    rows: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)


class Package:
    """A package as text, and the changes that can be made to it.

    Attributes
    ----------
    taken : str
        All texts in use, in lower case: a new value is none of them.
    spares : dict of str to dict
        By table (for words: by vocabulary) a row that nothing points at.
    """

    def __init__(self, folder: Path, taken: str = ""):
        cells = read_package(folder)
        self.tables: dict[str, Table] = {name: c.table for name, c in cells.items()}
        self.rows = {name: [dict(zip(c.header, row)) for row in c.rows] for name, c in cells.items()}
        self.taken = taken + "\n".join(text.casefold() for _, text in self.filled())
        self.spares: dict[str, dict[str, str]] = {}

    def add_spares(self) -> dict[str, str]:
        """Add the spare rows; returns the files that hold them."""
        dice = random.Random("spares")
        for name in SPARE:
            self.spares[name] = self.like(name, self.rows[name][-1], fresh.word(dice, self.taken), dice)
            # a sector of the first level, so that others may stand below it
            self.spares[name] |= {"parent_id": ""} if "parent_id" in self.spares[name] else {}
            self.rows[name].append(self.spares[name])
        used = dict.fromkeys(c.vocabulary for t in self.tables.values() for c in t.columns if c.vocabulary)
        for vocabulary in (v for v in used if v not in fresh.CLOSED):
            word = fresh.word(dice, self.taken)
            self.spares[vocabulary] = {"term_id": word, "vocabulary": vocabulary, "term": word, "definition": "spare"}
            self.rows["terms"].append(self.spares[vocabulary])
        return {self.tables[n].path: self.text(n, self.rows[n]) for n in (*SPARE, "terms")}

    def text(self, name: str, rows: list[dict[str, str]]) -> str:
        """A table as CSV."""
        return csv_text(self.tables[name].names, [row.values() for row in rows])

    def at(self, place: Place) -> str:
        """The text of a cell."""
        return self.rows[place.table][place.row][place.column]

    def column(self, place: Place) -> Column:
        """What the schema says of a cell."""
        return next(c for c in self.tables[place.table].columns if c.name == place.column)

    def target(self, place: Place) -> str:
        """The table whose key a cell holds, "" where it holds none."""
        return self.tables[place.table].references.get(place.column, "")

    def is_key(self, place: Place) -> bool:
        """Whether a cell is its row's key."""
        return place.column == self.tables[place.table].key

    def filled(self) -> Iterator[tuple[Place, str]]:
        """Every cell that is not empty."""
        for name, rows in self.rows.items():
            for i, row in enumerate(rows):
                yield from ((Place(name, i, column), text) for column, text in row.items() if text)

    def files(self, change: Change, *, done: bool) -> dict[str, str]:
        """The files that differ: with the change, or with only what must be there before it."""
        cells = change.before | (change.edits if done else {})
        names = {place.table for place in cells} | {name for name, _ in change.rows}
        tables = {n: [dict(row) for row in self.rows[n]] + [r for t, r in change.rows if t == n] for n in names}
        for place, text in cells.items():
            tables[place.table][place.row][place.column] = text
        return {self.tables[n].path: self.text(n, tables[n]) for n in names}

    def changes(self, place: Place, seed: int) -> Iterator[Change]:
        """Changes of a cell; whether one is valid is for the check to say."""
        dice = random.Random(f"{seed}/{place}")
        for new in self.values(place, dice):
            if new != self.at(place):
                yield self.change(place, new, dice)

    def values(self, place: Place, dice: random.Random) -> Iterator[str]:
        """New texts for a cell."""
        column, old = self.column(place), self.at(place)
        made = fresh.word(dice, self.taken)
        if self.is_key(place):
            yield prefix(old) + made
        elif target := self.target(place):
            kept = old.rsplit(";", 1)[0] + ";" if column.separator and ";" in old else ""
            key = self.tables[target].key
            yield kept + (self.spares[target][key] if target in SPARE else prefix(self.rows[target][0][key]) + made)
        elif column.vocabulary in fresh.CLOSED:
            known = [r["term"] for r in self.rows["terms"] if r["vocabulary"] == column.vocabulary]
            yield from dice.sample(known, len(known))
        elif column.vocabulary:
            yield self.spares[column.vocabulary]["term"]
        elif (place.table, place.column) == ("coding_passes", "table"):
            yield from sorted(self.tables.keys() - {r["table"] for r in self.rows["coding_passes"]})
        elif place.column == "value" and (formula := self.rows[place.table][place.row].get("derived_from")):
            step, result = self.rows["figures"][place.row]["step"], evaluate(formula, self.figures())
            near = [result + f * float(step) for f in (0.37, -0.41, 0.22, 0.13)]
            yield from [fresh.written(value, fresh.decimals(step)) for value in near]
        else:
            near = self.rows[place.table][place.row]["start"] if place.column.startswith("head_") else ""
            yield from fresh.values(column, old or near, dice, self.taken)

    def change(self, place: Place, new: str, dice: random.Random) -> Change:
        """The change of a cell to a new text, with all that belongs to it."""
        column = self.column(place)
        change = Change(place, self.at(place), new, {place: new}, forms=fresh.forms(new, column))
        if self.is_key(place):
            change.edits |= self.renamed(place.table, change.old, new)
        elif self.target(place):
            self.point(change, dice)
        elif (place.table, place.column) == ("terms", "term"):
            change.edits |= self.respelt(self.rows["terms"][place.row]["vocabulary"], change.old, new)
        elif (place.table, place.column) == ("figures", "value"):
            change.edits |= self.derived(place, float(new))
        elif (place.table, place.column) == ("sources", "characters"):
            change.edits |= self.stretched(self.rows["sources"][place.row]["source_id"], new)
        if place.table == "passages" and place.column in ("start", "end"):
            self.tile(change)
        if place.column in ("head_start", "head_end") and not change.old:
            first = int(new) if place.column == "head_start" else int(new) - 4
            change.edits |= {
                place._replace(column=c): str(n) for c, n in (("head_start", first), ("head_end", first + 4))
            }
        if place.column in ("actor_id", "voice", "source_id", "start"):
            self.explain(change)
        self.unworded(change, dice)
        return change

    def renamed(self, table: str, old: str, new: str) -> dict[Place, str]:
        """Every cell that names a key, with the new one."""
        found = {}
        for place, text in self.filled():
            if self.target(place) == table and old in (keys := text.split(";")):
                found[place] = ";".join(new if key == old else key for key in keys)
            elif self.column(place).formula and table == place.table and f"[{old}]" in text:
                found[place] = text.replace(f"[{old}]", f"[{new}]")
        return found

    def respelt(self, vocabulary: str, old: str, new: str) -> dict[Place, str]:
        """Every cell that holds a word of a vocabulary, with the new word."""
        return {p: new for p, text in self.filled() if text == old and self.column(p).vocabulary == vocabulary}

    def point(self, change: Change, dice: random.Random) -> None:
        """Point at a spare row; where there is none, add a row like the one that was pointed at."""
        target, place = self.target(change.place), change.place
        row = self.spares.get(target)
        if row is None:
            rows, key = self.rows[target], self.tables[target].key
            model = next((r for r in rows if r[key] == change.old), rows[-1])
            row = self.like(target, model, change.new, dice)
            change.rows.append((target, row))
        change.forms = [text.casefold() for column, text in row.items() if column in OWN_WORDS and text]
        change.forms.append(row[self.tables[target].key])
        if place.column == "source_id" and self.tables[place.table].evidence:
            change.edits |= {Place(place.table, place.row, c): "" for c in PLACES if self.at(place._replace(column=c))}

    def like(self, table: str, model: dict[str, str], key: str, dice: random.Random) -> dict[str, str]:
        """A row like another one, under a key and words of its own."""
        made = {c: fresh.word(dice, self.taken).capitalize() for c in model if c in OWN_WORDS and model[c]}
        if "url" in made:
            made["url"] = f"https://example.org/{fresh.word(dice, self.taken)}"
        if table == "sources":
            made |= {"coverage": "cited", "characters": "", "sha256": "", "body_sha256": ""}
        if table == "actors":
            made["country"] = ""
        return model | made | {self.tables[table].key: key}

    def figures(self) -> dict[str, float]:
        """The values of all figures by key."""
        return {r["figure_id"]: float(r["value"]) for r in self.rows["figures"]}

    def derived(self, place: Place, value: float) -> dict[Place, str]:
        """The figures that follow from a changed one, computed again."""
        values, found = self.figures(), {}
        values[self.rows["figures"][place.row]["figure_id"]] = value
        for _ in range(4):
            for i, row in enumerate(self.rows["figures"]):
                if row["derived_from"] and i != place.row:
                    result = evaluate(row["derived_from"], values)
                    if abs(result - values[row["figure_id"]]) > float(row["step"]) / 2:
                        text = fresh.written(result, fresh.decimals(row["step"]))
                        values[row["figure_id"]] = float(text)
                        found[Place("figures", i, "value")] = text
        return found

    def tile(self, change: Change) -> None:
        """Let the passage beside a moved one end or begin where that now begins or ends."""
        step, other = (-1, "end") if change.place.column == "start" else (1, "start")
        if 0 <= change.place.row + step < len(self.rows["passages"]):
            change.edits[Place("passages", change.place.row + step, other)] = change.new

    def stretched(self, source: str, characters: str) -> dict[Place, str]:
        """The last passage of a source, ending with its text."""
        ends = [(int(r["end"]), i) for i, r in enumerate(self.rows["passages"]) if r["source_id"] == source]
        return {Place("passages", max(ends)[1], "end"): characters} if ends else {}

    def explain(self, change: Change) -> None:
        """Give the facts a note that will differ from their passage, before they do."""
        notes = [change.place._replace(column="note")] if self.tables[change.place.table].evidence else []
        if change.place.table == "passages" and change.place.column != "start":
            passage = self.rows["passages"][change.place.row]
            notes = [
                Place(name, i, "note")
                for name, table in self.tables.items()
                for i, row in enumerate(self.rows[name] if table.evidence else [])
                if row["source_id"] == passage["source_id"] and row["start"]
                if int(passage["start"]) <= int(row["start"]) < int(passage["end"])
            ]
        change.before |= {place: "as audited" for place in notes if not self.at(place)}

    def unworded(self, change: Change, dice: random.Random) -> None:
        """Give rows whose number may change words that carry none, and a note, before it does."""
        for place in [place for place in change.edits if place.column in NUMBERED]:
            row, note, quote = self.rows[place.table][place.row], *(place._replace(column=c) for c in ("note", "quote"))
            if row.get("quote") and row.get("value"):
                change.before |= {note: "as audited"} if not self.at(note) else {}
                change.before |= {quote: fresh.word(dice, self.taken, 5)} if quote != change.place else {}


def prefix(key: str) -> str:
    """What a key begins with, where its table asks for it.

    Examples
    --------
    >>> prefix("f-turnover-2020"), prefix("belta")
    ('f-', '')
    """
    return key[:2] if key[1:2] == "-" else ""
