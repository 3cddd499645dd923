"""All that changed from one package to another: rows, and what the notebooks say of them."""

from __future__ import annotations

import difflib
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitdata.changes import diff
from summitdata.changes.diff import TableDiff
from summitdata.data import WITH_FAULTS
from summitdata.discussion.report import discussion_faults
from summitdata.house.sentence import Sentence
from summitdata.tables.check import Checked, edition_of
from summitdata.tables.faults import DataError, Fault
from summitdata.tables.schema import read_descriptor

if TYPE_CHECKING:
    from nbformat import NotebookNode

FIGURE = "application/vnd.plotly.v1+json"
SKIPPED = {"edition", "table"}  # shown elsewhere: the edition in the heading, a table with its figure
Place = tuple[str, str, str, int, str, str]  # summit, notebook, cell, which output of it, kind, part
Outcomes = dict[Place, str]
FEW = 6  # lines of a difference, or rows of a kind, that are shown without --all
NAMES = {"alt": "alternative text", "source": "source line"}


@dataclass(frozen=True)
class Said:
    """One part of an output that differs: the lines that went and those that came.

    `kind` is sentence, value, figure or error; `part` text, or of a figure title, subtitle, alt, source, rows or drawing.
    """

    summit: str
    notebook: str
    cell: str
    kind: str
    part: str
    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def what(self) -> str:
        """What differs: such as sentence, or figure, title."""
        return self.kind if self.part == "text" else f"{self.kind}, {NAMES.get(self.part, self.part)}"


@dataclass
class Changes:
    """What changed from an old to a new package.

    `unsaid` tells of faults, for which words were not compared, or in spite of which; `texts` are the files of the
    discussion that differ, `waiting` the faults that the discussion has in the new package and had not in the old.
    """

    old: str
    new: str
    summits_added: list[str] = field(default_factory=list)
    unsaid: str = ""
    texts: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    tables: list[TableDiff] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows were added, removed and changed in all tables."""
        return {name: sum(len(getattr(t, name)) for t in self.tables) for name in ("added", "removed", "changed")}

    def as_json(self) -> dict[str, Any]:
        """The changes as plain lists and dictionaries."""
        return {**vars(self), "tables": diff.as_json(self.tables), "said": [vars(s) for s in self.said]}


def changes(old: Path, new: Path, notebooks: list[Path]) -> Changes:
    """What changed from one package to another.

    The rules of today may find faults in an old package. They are told, and its
    words computed all the same, unless a cell cannot be read.

    `old` and `new` are folders with a package. The words of some `notebooks`
    are compared, for each summit that both packages have.

    Raises
    ------
    DataError
        If a table of either cannot be read at all.
    """
    editions = (edition_of(folder, read_descriptor(folder)) for folder in (old, new))
    found = Changes(*editions, tables=diff.compare(old, new), texts=diff.texts(old, new))
    if not found.tables and not found.texts:
        return found
    before, after = Checked(old, {}), Checked(new, {})
    was, now = (set() if c.faults else set(map(str, discussion_faults(c))) for c in (before, after))
    found.waiting = sorted(now - was)
    if not notebooks:
        return found
    if after.faults or not before.readable:
        which, checked = ("new", after) if after.faults else ("old", before)
        found.unsaid = f"The {which} package has faults, so nothing can be computed of it. {first(checked.faults)}"
        return found
    if before.faults:
        found.unsaid = f"By the rules of today the old package has faults; this is what it says. {first(before.faults)}"
    summits, known = (c.rows["summits"].cells("summit_id") for c in (after, before))
    found.summits_added = [s for s in summits if s not in known]
    both = [s for s in summits if s in known]
    found.said = said(outcomes(old, notebooks, both, {WITH_FAULTS: "1"}), outcomes(new, notebooks, both))
    return found


def first(faults: list[Fault]) -> str:
    """How many faults there are, and the first of them."""
    return " ".join(str(DataError(faults)).split("\n")[:2])


def outcomes(
    folder: Path, notebooks: list[Path], summits: list[str], settings: dict[str, str] | None = None
) -> Outcomes:
    """All outputs of notebooks for a package, for each summit; of a notebook about all of them once, for the first.

    Quotes are not held against texts. A cell that fails gives an output of kind ``error`` and ends its notebook.
    """
    from summitdata.run.notebooks import executed, jobs_of

    jobs = jobs_of(notebooks, summits)
    with tempfile.TemporaryDirectory(prefix="summitdata-") as empty:
        place = {"SUMMITDATA_DIR": str(folder.resolve()), "SUMMITDATA_TEXTS": empty}
        done = executed(jobs, settings=place | (settings or {}), on_error="stop")
        return {place: text for (_, s), (path, nb) in zip(jobs, done) for place, text in told(nb, path.stem, s)}


def told(notebook: NotebookNode, name: str, summit: str) -> Iterator[tuple[Place, str]]:
    """The parts of an executed notebook's outputs, one after the other."""
    for cell in notebook.cells:
        if not SKIPPED & set(cell.metadata.get("tags", [])):
            for n, output in enumerate(o for o in cell.get("outputs", []) if o.output_type != "stream"):
                kind, parts = described(output)
                yield from (((summit, name, cell.id, n, kind, part), text) for part, text in parts.items())


def described(output: NotebookNode) -> tuple[str, dict[str, str]]:
    """The kind of an output, and its text by part."""
    if output.output_type == "error":
        return "error", {"text": f"{output.ename}: {output.evalue}"}
    if FIGURE in output.data:
        meta = output.data[FIGURE]["layout"].get("meta", {})
        rows = [list(meta.get("columns", [])), *meta.get("rows", [])]
        parts = {name: str(meta.get(name, "")) for name in ("title", "subtitle", "alt", "source")}
        parts["rows"] = "\n".join(" | ".join(map(str, row)) for row in rows)
        return "figure", parts | {"drawing": str(output.data[FIGURE])}
    if "text/markdown" in output.data:
        shown = re.sub(r"(?s)<(script|style)\b.*?</\1>", "", output.data["text/markdown"])
        return "sentence", {"text": re.sub(r"<[^>]*>", "", str(Sentence(shown))).strip()}
    return "value", {"text": str(output.data.get("text/plain", ""))}


def said(old: Outcomes, new: Outcomes) -> list[Said]:
    """The parts of outputs that differ, cell by cell; the drawing of a figure only where nothing else tells."""
    cells = list(dict.fromkeys(place[:3] for place in [*new, *old]))
    found: dict[Place, Said] = {}
    for place in sorted(dict.fromkeys([*new, *old]), key=lambda place: cells.index(place[:3])):
        *where, _, kind, part = place
        before, after = old.get(place, ""), new.get(place, "")
        drawing = part == "drawing"
        if before != after and not (drawing and any(place[:5] == known[:5] for known in found)):
            lines = (("drawn otherwise",), ()) if drawing else lines_that_differ(before, after)
            found[place] = Said(*where, kind, part, *lines)
    return list(found.values())


def lines_that_differ(old: str, new: str) -> tuple[tuple[str, ...], ...]:
    """The lines of one text that the other lacks, both ways.

    Examples
    --------
    >>> lines_that_differ("a\\nb\\nc", "a\\nB\\nc\\nd")
    (('b',), ('B', 'd'))
    """
    told = [*difflib.unified_diff(old.split("\n"), new.split("\n"), n=0)][2:]
    return tuple(tuple(line[1:] for line in told if line[0] == mark and line[1:]) for mark in "-+")


def lines(found: Changes, *, every: bool = False) -> list[str]:
    """The changes in lines for a person to read; of each difference, and of rows added or removed, all or the first six."""
    if not found.tables and not found.texts:
        return [f"No row differs (edition {found.old} to {found.new})."]
    counts = ", ".join(f"{n} {name}" for name, n in found.counts.items())
    text = [f"Edition {found.old} to {found.new}: rows {counts}."]
    new = ", ".join(found.summits_added)
    text += [f"New summits, whose pages are all new: {new}."] if new else []
    for table in found.tables:
        text += ["", *table_lines(table, every=every)]
    text += ["", *(f"{name}: the text differs" for name in found.texts)] if found.texts else []
    text += ["", "What the discussion now waits for:", *(f"  {w}" for w in found.waiting)] if found.waiting else []
    text += ["", found.unsaid] if found.unsaid else []
    text += ["", "What the notebooks say of it:"] if found.said else []
    for item in found.said:
        text.append(f"  {item.notebook}, {item.cell} ({item.summit}), {item.what}")
        for mark, parts in (("-", item.old), ("+", item.new)):
            some = parts if every else parts[:FEW]
            text += [f"    {mark} {line}" for line in some]
            text += [f"    {mark} … and {len(parts) - len(some)} more: --all"] if len(some) < len(parts) else []
    return text


def table_lines(table: TableDiff, *, every: bool) -> list[str]:
    """What differs in one table, in lines; without `every` only keys, and only the first, of rows that are many."""
    parts = [f"{len(rows)} {name}" for name in ("added", "removed", "changed") if (rows := getattr(table, name))]
    text = [f"{table.file}: {', '.join([*parts, *table.other])}"]
    for mark, rows in (("+", table.added), ("-", table.removed)):
        many = len(rows) > FEW and not every
        for key, row in [*rows.items()][: FEW if many else None]:
            text.append(f"  {mark} {key}")
            text += [f"      {column}: {cell}" for column, cell in row.items() if cell and cell != key and not many]
        text += [f"  {mark} … and {len(rows) - FEW} more: --all"] if many else []
    for key, cells in table.changed.items():
        text.append(f"  ~ {key}")
        text += [f"      {column}: {a or '(empty)'} → {b or '(empty)'}" for column, (a, b) in cells.items()]
    return text
