"""Write what `verify` found in the text that was coded: new places of quotes, passages counted afresh."""

from __future__ import annotations

from pathlib import Path

from summitdata.tables.cells import Cells, read_package
from summitdata.tables.passages import sha256
from summitdata.tables.tidy import canonical
from summitdata.texts.align import MOVED
from summitdata.texts.verify import Report


def fix(folder: Path, reports: list[Report]) -> tuple[dict[str, bytes], list[str]]:
    """The files to be written so that rows and passages stand where the text has them, and in words what changes.

    Only the text that was coded says that: places in two texts must not mix. Sources come last, since they vouch for
    the others.
    """
    tables = read_package(folder)
    before = {name: cells.text for name, cells in tables.items()}
    said = [fix_source(tables, report) for report in reports if report.passages and report.same]
    changed = {cells.table.path: cells.text for name, cells in tables.items() if cells.text != before[name]}
    return dict(sorted(changed.items(), key=lambda item: item[0] == "sources.csv")), [*filter(None, said)]


def fix_source(tables: dict[str, Cells], report: Report) -> str:
    """Put into the tables what one source asks for; returns it in words, none where all is well."""
    source, text, cells = report.source["source_id"], report.text, tables["passages"]
    before = {name: tables[name].text for name in ("passages", "sources")}
    placed = [item for item in report.found if item.row["placed"] and item.match]
    for item in placed:
        place = {"start": str(item.match.start), "end": str(item.match.end)}
        tables[item.row["table"]].put(item.row["key"], place)
    for passage in report.passages:
        words = len(text[passage["start"] : passage["end"]].split())
        cells.put(passage["passage_id"], {"end": str(passage["end"]), "words": str(words)})
    cells.rows[:] = canonical(cells).rows
    values = {"characters": str(len(text)), "sha256": sha256(text), "body_sha256": report.body_hash}
    tables["sources"].put(source, values)
    moved = sum(item.status == MOVED for item in placed)
    parts = [f"{moved} quotes"] if moved else []
    parts += [name for name in before if tables[name].text != before[name]]
    return f"{source}: {', '.join(parts)}" if parts else ""
