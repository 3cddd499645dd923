"""Structured data about what came out of a diplomatic summit.

    import summitdata as sd
    data = sd.load()

Everything is imported when first used, themes (`sd.growth`, `sd.documents`, …) too.
"""

import importlib
from typing import Any

__version__ = "0.1.0"

THEMES = ("start", "growth", "documents", "sectors", "commitments", "voices", "evidence", "compare")
HOMES = {
    "Data": "data",
    "DataError": "tables.faults",
    "Fault": "tables.faults",
    "check": "discussion.report",
    "diff": "changes.diff",
    "discuss": "discussion.shown",
    "load": "data",
    "review": "texts.review",
    "show": "house.table",
    "table": "themes.evidence.sentences",
    "what_if": "house.figure",
}

__all__ = [*HOMES, *THEMES]


def __getattr__(name: str) -> Any:
    """Import a theme, or what has a name here, when it is first used."""
    if name in THEMES:
        return importlib.import_module(f"summitdata.themes.{name}")
    if name in HOMES:
        return getattr(importlib.import_module(f"summitdata.{HOMES[name]}"), name)
    raise AttributeError(f"module 'summitdata' has no attribute {name!r}. It has: {', '.join(__all__)}.")


def __dir__() -> list[str]:
    return sorted(__all__)
