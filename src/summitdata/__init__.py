"""Structured data about what came out of a diplomatic summit.

    import summitdata as sd
    data = sd.load()

Themes (`sd.growth`, `sd.documents`, …) are imported when first used.
"""

from __future__ import annotations

import importlib
from typing import Any

from summitdata.faults import DataError, Fault
from summitdata.package import Data, load

__version__ = "0.1.0"

THEMES = ("start", "growth", "documents", "sectors", "commitments", "voices", "evidence", "compare", "practice")

__all__ = ["Data", "DataError", "Fault", "load", "table", *THEMES]


def __getattr__(name: str) -> Any:
    """Import a theme, or the display of a figure's table, when it is first used."""
    if name in THEMES:
        return importlib.import_module(f"summitdata.{name}")
    if name == "table":
        return importlib.import_module("summitdata.house").table
    raise AttributeError(f"module 'summitdata' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
