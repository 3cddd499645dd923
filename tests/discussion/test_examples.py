"""The examples of docs/discussion.md: each holds, or is refused with the words that stand below it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from discussing import faults

PAGE = (Path(__file__).parents[2] / "docs" / "discussion.md").read_text("utf-8")
BLOCK = re.compile(r"```markdown\n(.*?)\n```\n(?:```text\n(.*?)\n```\n)?", re.S)
EXAMPLES = [match.groups() for match in BLOCK.finditer(PAGE)]


@pytest.mark.parametrize(("text", "refused"), EXAMPLES, ids=lambda text: (text or "holds")[:40])
def test_an_example_of_the_page_is_as_it_says(text, refused):
    found = "\n".join(map(str, faults(text)))
    assert refused in found if refused else not found


def test_there_are_at_least_twenty_and_both_kinds():
    assert len(EXAMPLES) >= 20 and 10 <= sum(refused is not None for _, refused in EXAMPLES) <= len(EXAMPLES) - 10
