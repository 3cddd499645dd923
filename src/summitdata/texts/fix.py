"""Write what `verify` found in the text that was coded: new places of quotes, passages counted afresh."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from summitdata.tables.cells import Cells, read_package
from summitdata.tables.passages import sha256
from summitdata.tables.tidy import canonical
from summitdata.texts.align import MOVED
from summitdata.texts.verify import Report


@dataclass
class Fix:
    """What would be written: tables by name, what changes in words."""

    tables: dict[str, Cells]
    before: dict[str, bytes]
    said: list[str] = field(default_factory=list)

    @property
    def files(self) -> dict[str, bytes]:
        """The new contents of the files that change; sources last, since they vouch for the others."""
        changed = {c.table.path: c.text for n, c in self.tables.items() if c.text != self.before[n]}
        return dict(sorted(changed.items(), key=lambda item: item[0] == "sources.csv"))


def fix(folder: Path, reports: list[Report]) -> Fix:
    """What is to be written so that rows and passages stand where the text has them.

    Only the text that was coded says that: places in two texts must not mix.
    """
    tables = read_package(folder)
    plan = Fix(tables, {name: cells.text for name, cells in tables.items()})
    for report in reports:
        if report.passages and report.same:
            fix_source(plan, report)
    return plan


def fix_source(plan: Fix, report: Report) -> None:
    """Put into the plan what one source asks for, and say it."""
    source, text, moved = report.source["source_id"], report.text, 0
    before = {name: plan.tables[name].text for name in ("passages", "sources")}
    for item in report.alignment.found:
        if item.row["placed"] and item.match:
            values = {"start": str(item.match.start), "end": str(item.match.end)}
            plan.tables[item.row["table"]].put(item.row["key"], values)
            moved += item.status == MOVED
    cells = plan.tables["passages"]
    for passage in report.passages:
        words = len(text[passage["start"] : passage["end"]].split())
        cells.put(passage["passage_id"], {"end": str(passage["end"]), "words": str(words)})
    cells.rows[:] = canonical(cells).rows
    values = {"characters": str(len(text)), "sha256": sha256(text), "body_sha256": report.body_hash}
    plan.tables["sources"].put(source, values)
    parts = [f"{moved} quotes"] if moved else []
    parts += [name for name in before if plan.tables[name].text != before[name]]
    if parts:
        plan.said.append(f"{source}: {', '.join(parts)}")
