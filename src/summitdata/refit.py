"""Write the places that `verify` found: new offsets of quotes, and where the copy is another text, of all that hangs on it."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from summitdata.align import MISSING, MOVED, SEVERAL
from summitdata.bounds import Row
from summitdata.cells import Cells, read_package
from summitdata.package import Checked
from summitdata.schema import DESCRIPTOR
from summitdata.together import write_together
from summitdata.verify import Report, body_of


@dataclass
class Refit:
    """What would be written: tables by name, what changes in words, and per source what stands in the way."""

    tables: dict[str, Cells]
    before: dict[str, bytes]
    said: list[str] = field(default_factory=list)
    blocked: dict[str, list[str]] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, bytes]:
        """The new contents of the files that change; sources last, since they vouch for the others."""
        changed = {c.table.path: c.text for n, c in self.tables.items() if c.text != self.before[n]}
        return dict(sorted(changed.items(), key=lambda item: item[0] == "sources.csv"))


def refit(folder: Path, reports: list[Report]) -> Refit:
    """What is to be written so that rows and passages stand where the copies have them.

    Where the copy is the text that was coded, each moved quote is put right by
    itself. Where it is another text, all of a source is, or nothing: places in
    two texts must not mix.
    """
    tables = read_package(folder)
    plan = Refit(tables, {name: cells.text for name, cells in tables.items()})
    for report in reports:
        moved = [f for f in report.alignment.found if f.status == MOVED]
        if not report.passages or (report.same and not moved):
            continue
        source = report.source["source_id"]
        if not report.same and (unclear := list(obstacles(report))):
            plan.blocked[source] = unclear
            continue
        place_quotes(plan, report)
        if not report.same:
            place_passages(tables["passages"], report)
            renew_source(tables["sources"], report)
        plan.said.append(f"{source}: {len(moved)} quotes" + ("" if report.same else ", its passages and its hashes"))
    return plan


def obstacles(report: Report) -> Iterator[str]:
    """What has no clear place in a copy that is another text."""
    for item in report.alignment.found:
        row = item.row
        if row["placed"] and item.status in (MISSING, SEVERAL):
            yield f"{row['key']} ({row['file']} line {row['line']}): its words are {item.status} in the copy"
        elif row["head_start"] is not None and not report.alignment.span(row["head_start"], row["head_end"]):
            yield f"{row['key']} ({row['file']} line {row['line']}): the place of its head is unclear"
    bounds = report.alignment.bounds
    for passage, bound in zip([*report.passages, report.passages[-1]], bounds):
        if bound is None:
            yield f"{passage['passage_id']}: where it begins is unclear"
    known = [b for b in bounds if b is not None]
    if known != sorted(known):
        yield "the passages would stand in another order"


def place_quotes(plan: Refit, report: Report) -> None:
    """Put the places of quotes, and of heads in another text, into the tables."""
    for item in report.alignment.found:
        row, match = item.row, item.match
        if not row["placed"] or match is None:
            continue
        values = {"start": match.start, "end": match.end}
        if not report.same and row["head_start"] is not None:
            head = report.alignment.span(row["head_start"], row["head_end"])
            values |= {"head_start": head.start, "head_end": head.end}
        plan.tables[row["table"]].put(row["key"], {name: str(value) for name, value in values.items()})


def place_passages(cells: Cells, report: Report) -> None:
    """Put the passages' places into their table: furniture that the copy lacks goes, what it has more comes."""
    bounds, text = report.alignment.bounds, report.text
    source = report.source["source_id"]
    for passage, start, end in zip(report.passages, bounds, bounds[1:]):
        if start == end:
            cells.rows.remove(cells.row(passage["passage_id"]))
        else:
            cells.put(passage["passage_id"], place(text, start, end))
    for name, start, end in (("before", 0, bounds[0]), ("after", bounds[-1], len(text))):
        if start < end:
            values = {"passage_id": f"{source}-{name}", "source_id": source, "part": "furniture", "voice": "narrated"}
            cells.add(values | furniture(report.passages) | place(text, start, end))
    at = cells.header.index("start")
    mine = sorted((r for r in cells.rows if r[cells.header.index("source_id")] == source), key=lambda r: int(r[at]))
    first = min(i for i, row in enumerate(cells.rows) if row in mine)
    others = [row for row in cells.rows if row not in mine]
    cells.rows[:] = others[:first] + mine + others[first:]


def place(text: str, start: int, end: int) -> dict[str, str]:
    """The cells that say where a passage stands and how many words it has."""
    return {"start": str(start), "end": str(end), "words": str(len(text[start:end].split()))}


def furniture(passages: list[Row]) -> dict[str, str]:
    """Speaker and rendering of furniture: as other furniture or headings of the source have them."""
    known = [p for part in ("furniture", "heading") for p in passages if p["part"] == part]
    return {name: (known or passages)[0][name] for name in ("actor_id", "rendering")}


def renew_source(cells: Cells, report: Report) -> None:
    """Put length and hashes of the copy into the source's row."""
    values = {
        "characters": str(len(report.text)),
        "sha256": hashlib.sha256(report.text.encode()).hexdigest(),
        "body_sha256": body_of(report) if report.source["body_sha256"] else "",
    }
    cells.put(report.source["source_id"], values)


def new_faults(folder: Path, files: dict[str, bytes]) -> list[str]:
    """The faults that a package would have with these files and does not have now."""
    before = {str(f) for f in Checked(folder, {}).faults}
    with tempfile.TemporaryDirectory() as name:
        trial = Path(name)
        for path in [folder / DESCRIPTOR, *folder.glob("*.csv")]:
            shutil.copy(path, trial)
        for file, data in files.items():
            (trial / file).write_bytes(data)
        return [str(f) for f in Checked(trial, {}).faults if str(f) not in before]


def write(folder: Path, plan: Refit) -> None:
    """Write a plan, if the tables are good with it.

    Raises
    ------
    RuntimeError
        If new faults would arise; nothing is written then.
    """
    if faults := new_faults(folder, plan.files):
        raise RuntimeError("Nothing was written, since this would give new faults:\n  " + "\n  ".join(faults))
    write_together(folder, plan.files)
