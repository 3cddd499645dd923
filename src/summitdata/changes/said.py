"""All that changed from one package to another: rows, and what the notebooks say of them."""

from __future__ import annotations

import difflib
import re
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitdata.changes import diff
from summitdata.changes.diff import TableDiff
from summitdata.discussion.report import discussion_faults
from summitdata.tables.check import Checked
from summitdata.tables.faults import DataError

if TYPE_CHECKING:
    from nbformat import NotebookNode

FIGURE = "application/vnd.plotly.v1+json"
SKIPPED = {"edition", "table"}  # shown elsewhere: the edition in the heading, a table with its figure
NAMES = {"text": "", "alt": "alternative text", "source": "source line", "rows": "rows", "drawing": "drawing"}


@dataclass(frozen=True)
class Outcome:
    """One output of one cell.

    `kind` is sentence, value, figure or error; `parts` holds its text by name:
    for a figure title, subtitle, alt, source and rows, else `text`.
    """

    summit: str
    notebook: str
    cell: str
    kind: str
    parts: dict[str, str]


@dataclass(frozen=True)
class Said:
    """One part of an output that differs: the lines that went and those that came."""

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
        part = NAMES.get(self.part, self.part)
        return f"{self.kind}, {part}" if part else self.kind


@dataclass
class Changes:
    """What changed from an old to a new package.

    `unsaid` tells why the notebooks' words could not be compared, if so; `texts` are the files of the discussion
    that differ, `waiting` the faults that the discussion has in the new package and had not in the old.
    """

    old: str
    new: str
    tables: list[TableDiff]
    said: list[Said] = field(default_factory=list)
    unsaid: str = ""
    texts: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    summits_added: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows were added, removed and changed in all tables."""
        return {name: sum(len(getattr(t, name)) for t in self.tables) for name in ("added", "removed", "changed")}

    def as_json(self) -> dict[str, Any]:
        """The changes as plain lists and dictionaries."""
        plain = {name: getattr(self, name) for name in ("old", "new", "summits_added", "unsaid", "texts", "waiting")}
        return {**plain, "tables": diff.as_json(self.tables), "said": [asdict(s) for s in self.said]}


def changes(old: Path, new: Path, notebooks: list[Path]) -> Changes:
    """What changed from one package to another.

    Parameters
    ----------
    old, new : Path
        Folders with a package.
    notebooks : list of Path
        Those whose words are compared, for each summit that both packages have;
        none if empty.

    Raises
    ------
    DataError
        If a table of either cannot be read at all.
    """
    found = Changes(diff.edition(old), diff.edition(new), diff.compare(old, new))
    found.texts = diff.texts(old, new)
    if not found.tables and not found.texts:
        return found
    packages = {"old": Checked(old, {}), "new": Checked(new, {})}
    before, after = (set() if c.faults else set(map(str, discussion_faults(c))) for c in packages.values())
    found.waiting = sorted(after - before)
    if not notebooks:
        return found
    summits = []
    for which, checked in packages.items():
        if checked.faults:
            head = str(DataError(checked.faults)).split("\n")[:2]
            found.unsaid = f"The {which} package has faults, so nothing can be computed of it. {' '.join(head)}"
            return found
        summits.append(checked.rows["summits"].cells("summit_id"))
    found.summits_added = [s for s in summits[1] if s not in summits[0]]
    both = [s for s in summits[1] if s in summits[0]]
    found.said = said(outcomes(old, notebooks, both), outcomes(new, notebooks, both))
    return found


def outcomes(folder: Path, notebooks: list[Path], summits: list[str]) -> list[Outcome]:
    """All outputs of notebooks for a package, for each summit; of a notebook about all of them once, for the first.

    Quotes are not held against texts. A cell that fails gives an outcome of kind ``error`` and ends its notebook.
    """
    from summitdata.run.notebooks import executed, is_suite

    suite = {path for path in notebooks if is_suite(path)}
    jobs = [(path, summit) for summit in summits for path in notebooks if summit == summits[0] or path not in suite]
    with tempfile.TemporaryDirectory(prefix="summitdata-") as empty:
        settings = {"SUMMITDATA_DIR": str(folder.resolve()), "SUMMITDATA_TEXTS": empty}
        done = executed(jobs, settings=settings, on_error="stop")
        return [item for (_, s), (path, nb) in zip(jobs, done) for item in told(nb, path.stem, s)]


def told(notebook: NotebookNode, name: str, summit: str) -> Iterator[Outcome]:
    """The outcomes of an executed notebook's cells, one after the other."""
    for cell in notebook.cells:
        if not SKIPPED & set(cell.metadata.get("tags", [])):
            for output in cell.get("outputs", []):
                if output.output_type != "stream":
                    yield Outcome(summit, name, cell.id, *described(output))


def described(output: NotebookNode) -> tuple[str, dict[str, str]]:
    """The kind of an output, and its text by part."""
    if output.output_type == "error":
        return "error", {"text": f"{output.ename}: {output.evalue}"}
    if FIGURE in output.data:
        return "figure", figure_parts(output.data[FIGURE])
    if "text/markdown" in output.data:
        return "sentence", {"text": re.sub(r"<[^>]*>", "", output.data["text/plain"]).strip("'")}
    return "value", {"text": str(output.data.get("text/plain", ""))}


def figure_parts(figure: dict[str, Any]) -> dict[str, str]:
    """Title, subtitle, alternative text, source line and table of a figure; and how it is drawn."""
    meta = figure["layout"].get("meta", {})
    parts = {name: str(meta.get(name, "")) for name in ("title", "subtitle", "alt", "source")}
    rows = [list(meta.get("columns", [])), *meta.get("rows", [])]
    parts["rows"] = "\n".join(" | ".join(map(str, row)) for row in rows)
    return parts | {"drawing": str(figure)}


def said(before: list[Outcome], after: list[Outcome]) -> list[Said]:
    """The parts of outputs that differ, in the order of the notebooks."""
    old, new = numbered(before), numbered(after)
    pairs = [(old.get(place), new.get(place)) for place in dict.fromkeys([*new, *old])]
    pairs = [
        pair for a, b in pairs for pair in ([(a, b)] if not (a and b) or a.kind == b.kind else [(a, None), (None, b)])
    ]
    return [item for pair in pairs for item in parts_that_differ(*pair)]


def numbered(items: list[Outcome]) -> dict[tuple, Outcome]:
    """Outcomes by their cell, and which output of the cell each is."""
    cells = [(item.summit, item.notebook, item.cell) for item in items]
    return {(*cell, cells[:i].count(cell)): item for i, (cell, item) in enumerate(zip(cells, items))}


def parts_that_differ(first: Outcome | None, second: Outcome | None) -> list[Said]:
    """The parts of one output that differ; the drawing of a figure only where nothing else tells."""
    one = second or first
    found = []
    for part in one.parts:
        old, new = (item.parts[part] if item else "" for item in (first, second))
        if old != new and (part != "drawing" or not found):
            lines = (("drawn otherwise",), ()) if part == "drawing" else lines_that_differ(old, new)
            found.append(Said(one.summit, one.notebook, one.cell, one.kind, part, *lines))
    return found


def lines_that_differ(old: str, new: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of one text that the other lacks, both ways.

    Examples
    --------
    >>> lines_that_differ("a\\nb\\nc", "a\\nB\\nc\\nd")
    (('b',), ('B', 'd'))
    """
    first, second = old.split("\n"), new.split("\n")
    gone, come = [], []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += first[a:b]
            come += second[c:d]
    return tuple(line for line in gone if line), tuple(line for line in come if line)


def lines(found: Changes, *, every: bool = False) -> list[str]:
    """The changes in lines for a person to read; of each difference all lines, or the first six."""
    if not found.tables and not found.texts:
        return [f"No row differs (edition {found.old} to {found.new})."]
    counts = ", ".join(f"{n} {name}" for name, n in found.counts.items())
    text = [f"Edition {found.old} to {found.new}: rows {counts}."]
    for table in found.tables:
        text += ["", *table_lines(table)]
    text += ["", *(f"{name}: the text differs" for name in found.texts)] if found.texts else []
    if found.waiting:
        text += ["", "What the discussion now waits for:", *(f"  {fault}" for fault in found.waiting)]
    if found.summits_added:
        text += ["", f"New summits, whose pages are all new: {', '.join(found.summits_added)}."]
    if found.unsaid:
        text += ["", found.unsaid]
    elif found.said:
        text += ["", "What the notebooks say of it:"]
        for item in found.said:
            text += said_lines(item, every=every)
    return text


def table_lines(table: TableDiff) -> list[str]:
    """What differs in one table, in lines."""
    parts = [f"{len(rows)} {name}" for name in ("added", "removed", "changed") if (rows := getattr(table, name))]
    parts += [f"column {c} is new" for c in table.columns_added]
    parts += [f"column {c} is gone" for c in table.columns_removed]
    parts += ["the same rows, written otherwise"] if table.written_otherwise else []
    text = [f"{table.file}: {', '.join(parts)}"]
    for mark, rows in (("+", table.added), ("-", table.removed)):
        for key, row in rows.items():
            text.append(f"  {mark} {key}")
            text += [f"      {column}: {cell}" for column, cell in row.items() if cell and cell != key]
    for key, cells in table.changed.items():
        text.append(f"  ~ {key}")
        text += [f"      {column}: {a or '(empty)'} → {b or '(empty)'}" for column, (a, b) in cells.items()]
    return text


def said_lines(item: Said, *, every: bool) -> list[str]:
    """One part of an output that differs, in lines."""
    text = [f"  {item.notebook}, {item.cell} ({item.summit}), {item.what}"]
    for mark, parts in (("-", item.old), ("+", item.new)):
        some = parts if every else parts[:6]
        text += [f"    {mark} {line}" for line in some]
        text += [f"    {mark} … and {len(parts) - len(some)} more: --all"] if len(some) < len(parts) else []
    return text
