"""What to fill next for a new summit, in which order, and with which commands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from summitdata.new_summit import Founding


def next_steps(founding: Founding, summit: str, folder: Path) -> Iterator[str]:
    """What to fill next, in order, with the commands."""
    sources = founding.tables["sources"]
    records = [dict(zip(sources.header, row)) for row in sources.rows]
    mine = [r for r in records if r["summit_id"] == summit]
    coded = [r["source_id"] for r in mine if r["coverage"] == "full"]
    if not mine:
        yield (
            "A source: put its text as SOURCE_ID.txt into the folder that $SUMMITDATA_TEXTS names, then say "
            f"summitdata new-summit {summit} --source SOURCE_ID --publisher … --url … --data {folder}"
        )
    elif not coded:
        yield (
            f"The text: put it as {mine[0]['source_id']}.txt into the folder that $SUMMITDATA_TEXTS names, "
            f"then say summitdata new-summit {summit} --source {mine[0]['source_id']} --data {folder}"
        )
    source = (coded or [r["source_id"] for r in mine] or ["SOURCE_ID"])[0]
    yield (
        f"passages.csv: divide the text by part, speaker and voice. A row needs a key, where it begins (summitdata "
        f'cite {source} "its first words") and part, actor_id, voice, rendering; then summitdata verify {folder} --fix '
        "fills where it ends and its words."
    )
    yield "actors.csv: whoever speaks or is named; the two sides as one have a key such as blr-irn."
    facts = [c.table for c in founding.tables.values() if c.table.evidence]
    named = ", ".join(f"{t.path} ({t.title.lower()})" for t in facts)
    yield f'The facts, as data/CODING.md has it: {named}. Evidence for each: summitdata cite {source} "the words".'
    yield "document_reports.csv: each document by the name that each source uses; figures.csv: what claims are held against."
    yield f"After each table: summitdata check {folder}. At the end: summitdata verify {folder} for what no row covers, then summitdata tidy {folder}."
    yield "coding_passes.csv: code the text a second time without the first rows at hand, and say how the two agree."
    yield "Look at it: summitdata render. Publish it: summitdata edition VERSION. All steps: docs/add-a-summit.md."
