"""Write the places that `verify` found: new offsets of quotes, and where the copy is another text, of all that hangs on it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from summitdata.tables.cells import Cells, read_package
from summitdata.tables.tidy import canonical
from summitdata.texts.align import MISSING, MOVED, SEVERAL, Row
from summitdata.texts.verify import Report


@dataclass
class Fix:
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


def fix(folder: Path, reports: list[Report]) -> Fix:
    """What is to be written so that rows and passages stand where the copies have them.

    Where the copy is the text that was coded, each moved quote is put right by
    itself, and the passages' words and the hash of the article are counted
    afresh. Where it is another text, all of a source is put right, or nothing:
    places in two texts must not mix.
    """
    tables = read_package(folder)
    plan = Fix(tables, {name: cells.text for name, cells in tables.items()})
    for report in reports:
        if report.passages and not report.same and (unclear := list(obstacles(report))):
            plan.blocked[report.source["source_id"]] = unclear
        elif report.passages:
            fix_source(plan, report)
    return plan


def fix_source(plan: Fix, report: Report) -> None:
    """Put into the plan what one source asks for, and say it."""
    before = {name: plan.tables[name].text for name in ("passages", "sources")}
    place_quotes(plan, report)
    place_passages(plan.tables["passages"], report)
    digest = hashlib.sha256(report.text.encode()).hexdigest()
    values = {"characters": str(len(report.text)), "sha256": digest, "body_sha256": report.body_hash or ""}
    plan.tables["sources"].put(report.source["source_id"], values)
    moved = sum(f.status == MOVED for f in report.alignment.found)
    parts = [f"{moved} quotes"] if moved else []
    parts += [name for name in before if plan.tables[name].text != before[name]]
    if parts:
        plan.said.append(f"{report.source['source_id']}: {', '.join(parts)}")


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


def place_quotes(plan: Fix, report: Report) -> None:
    """Put the places of quotes, and of heads in another text, into the tables."""
    for item in report.alignment.found:
        row, match = item.row, item.match
        if not row["placed"] or match is None:
            continue
        values = {"start": str(match.start), "end": str(match.end)}
        if not report.same and row["head_start"] is not None:
            head = report.alignment.span(row["head_start"], row["head_end"])
            values |= {"head_start": str(head.start), "head_end": str(head.end)}
        plan.tables[row["table"]].put(row["key"], values)


def place_passages(cells: Cells, report: Report) -> None:
    """Put the passages' places into their table: furniture that the copy lacks goes, what it has more comes."""
    bounds, text = report.alignment.bounds, report.text
    source = report.source["source_id"]
    for passage, start, end in zip(report.passages, bounds, bounds[1:]):
        if report.same:
            cells.put(passage["passage_id"], place(text, start, passage["end"]))
        elif start == end:
            cells.rows.remove(cells.row(passage["passage_id"]))
        else:
            cells.put(passage["passage_id"], place(text, start, end))
    for name, start, end in (("before", 0, bounds[0]), ("after", bounds[-1], len(text))):
        if start < end and not report.same:
            values = {"passage_id": f"{source}-{name}", "source_id": source, "part": "furniture", "voice": "narrated"}
            cells.add(values | furniture(report.passages) | place(text, start, end))
    cells.rows[:] = canonical(cells).rows


def place(text: str, start: int, end: int) -> dict[str, str]:
    """The cells that say where a passage stands and how many words it has."""
    return {"start": str(start), "end": str(end), "words": str(len(text[start:end].split()))}


def furniture(passages: list[Row]) -> dict[str, str]:
    """Speaker and rendering of furniture: as other furniture or headings of the source have them."""
    known = [p for part in ("furniture", "heading") for p in passages if p["part"] == part]
    return {name: (known or passages)[0][name] for name in ("actor_id", "rendering")}
