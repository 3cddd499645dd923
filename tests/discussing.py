"""What the tests of the discussion share: paragraphs held against the frozen tables, folders with a discussion."""

from __future__ import annotations

import functools
import shutil
from pathlib import Path

from summitdata.commands import main
from summitdata.discussion.facts import Facts
from summitdata.discussion.prose import read
from summitdata.discussion.verify import Held, held
from summitdata.tables.check import Checked
from summitdata.tables.faults import Fault

FROZEN = Path(__file__).parent / "frozen"
SUMMIT, PLACE = "blr-irn-2025", "01-trade-growth/answer"


@functools.cache
def facts() -> Facts:
    """The frozen tables."""
    return Facts(Checked(FROZEN, {}).rows)


def paragraph(text: str) -> Held:
    """A paragraph of a discussion, held against the frozen tables."""
    (one,), build = read(f"## 01-trade-growth / answer\n\n{text}", "d.md")
    assert not build
    return held(one, "d.md", SUMMIT, facts())


def faults(text: str) -> list[Fault]:
    """What is wrong with a paragraph, but for its seal."""
    return paragraph(text).faults


def folder_with(target: Path, text: str, *, sealed: bool = True) -> Path:
    """A copy of the frozen package with a discussion of the first summit, its places sealed."""
    shutil.copytree(FROZEN, target)
    (target / "discussion").mkdir()
    (target / "discussion" / f"{SUMMIT}.md").write_text(text, "utf-8")
    if sealed:
        assert main(["reread", PLACE, "--data", str(target)]) == 0
    return target


def edit(folder: Path, table: str, old: str, new: str) -> None:
    """Change the one place in a table where some text stands."""
    path = folder / f"{table}.csv"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
