"""The page "What changed in this edition": rows, and what the pages say differently, against the edition before."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2

from summitdata.changes.diff import TableDiff
from summitdata.changes.editions import opened, previous, tagged
from summitdata.changes.said import Said, changes
from summitdata.data import Data
from summitdata.house.words import count, listed
from summitdata.run.notebooks import notebooks
from summitdata.tables.faults import DataError
from summitdata.tables.folder import data_folder

NAME = "changes.html"


def changes_page(old: Path, new: Path) -> dict[str, Any]:
    """What the template of the page shows of two packages; empty where neither a row nor a text differs."""
    found = changes(old, new, notebooks())
    if not found.tables and not found.texts:
        return {}
    counts = [f"{count(n, 'row')} {name}" for name, n in found.counts.items() if n]
    lead = f"Against edition {found.old}: {listed(counts) or 'no row differs, only how tables are written'}."
    tables = [{"title": table.table.replace("_", " "), "rows": list(rows(table))} for table in found.tables]
    return {**vars(found), "lead": lead, "tables": tables, "pages": pages(found.said)}


def rows(table: TableDiff) -> Iterator[dict[str, str]]:
    """A table's differences as rows: key, what happened, column, old and new cell."""
    for what in table.other:
        yield {"key": "", "what": what, "old": "", "new": ""}
    for what, side, kept in (("added", "new", table.added), ("removed", "old", table.removed)):
        for key, row in kept.items():
            cells = "; ".join(f"{column}: {cell}" for column, cell in row.items() if cell and cell != key)
            yield {"key": key, "what": what, "old": "", "new": "", side: cells}
    for key, cells in table.changed.items():
        for column, (old, new) in cells.items():
            yield {"key": key, "what": column, "old": old or "(empty)", "new": new or "(empty)"}


def pages(said: list[Said]) -> list[dict[str, Any]]:
    """What is said differently, by summit and notebook."""
    grouped: dict[tuple[str, str], list[Said]] = {}
    for item in said:
        grouped.setdefault((item.summit, item.notebook), []).append(item)
    return [{"summit": summit, "notebook": name, "items": items} for (summit, name), items in grouped.items()]


def write(folder: Path, data: Data, shared: dict[str, Any], templates: jinja2.Environment) -> str:
    """Write the page into a site, if the edition before is at hand as a git tag; returns its name, or nothing."""
    version = data.descriptor.edition
    tag = previous(version, changed=data.edition != version)
    if tag is None:
        return ""
    try:
        with opened(tag, tagged()[0]) as old:
            shown = changes_page(old, data_folder())
    except DataError as error:
        print(f"No page of what changed: {tag} cannot be read. {error}", file=sys.stderr)
        return ""
    if not shown:
        return ""
    html = templates.get_template("changes.html.j2").render(changes=shown, page=shared)
    (folder / NAME).write_text(html, encoding="utf-8")
    return NAME
