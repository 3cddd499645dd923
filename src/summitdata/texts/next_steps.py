"""What to fill next for a new summit, in which order, and with which commands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from summitdata.texts.new_summit import Founding

# Each refers only to those before it, and to actors, sectors, sources and summits.
FACTS = (
    "documents",
    "document_reports",
    "claims",
    "quantities",
    "sector_mentions",
    "actor_mentions",
    "positions",
    "commitments",
    "events",
    "figures",
)


def next_steps(founding: Founding, summit: str, folder: Path) -> Iterator[str]:
    """What to fill next, in order, with the commands."""
    sources = founding.tables["sources"]
    records = [dict(zip(sources.header, row)) for row in sources.rows]
    mine = [r for r in records if r["summit_id"] == summit]
    coded = [r["source_id"] for r in mine if r["coverage"] == "full"]
    if not mine:
        yield (
            "A source: put its text as SOURCE_ID.txt into the folder that $SUMMITDATA_TEXTS names, then say "
            f"summitdata new-summit {summit} --source SOURCE_ID --publisher … --url … --language … --kind … --data {folder}"
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
        "fills where it ends and its words. A speaker whom actors.csv lacks is first a row there."
    )
    tables = [founding.tables[name].table for name in FACTS]
    named = ", ".join(f"{t.path} ({t.title.lower()})" for t in tables)
    yield (
        f"The facts, as data/CODING.md has it, one table after the other: {named}. Evidence for each row: summitdata "
        f'cite {source} "the words". After each table: summitdata check {folder}.'
    )
    yield f"What is missing: summitdata verify {folder} --source {source} --all lists what no row covers."
    yield "coding_passes.csv: code the text a second time without the first rows at hand, and say how the two agree."
    yield (
        f"summitdata tidy {folder}. Look at it: summitdata render --summit {summit}. Publish it: summitdata edition "
        "VERSION. All steps: docs/add-a-summit.md."
    )
