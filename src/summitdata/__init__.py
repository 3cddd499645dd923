"""Structured data about what came out of a diplomatic summit.

    import summitdata as sd
    data = sd.load()

Everything is imported when first used, themes (`sd.growth`, `sd.documents`, …) too.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summitdata.faults import DataError, Fault
    from summitdata.house import table
    from summitdata.package import Data, load

__version__ = "0.1.0"

THEMES = ("start", "growth", "documents", "sectors", "commitments", "voices", "evidence", "compare", "practice")

PLACES = {"Data": "package", "DataError": "faults", "Fault": "faults", "load": "package", "table": "house"}

__all__ = ["Data", "DataError", "Fault", "load", "table", *THEMES]


def __getattr__(name: str) -> Any:
    """Import a theme, or what has a name here, when it is first used."""
    if name in THEMES:
        return importlib.import_module(f"summitdata.{name}")
    if name in PLACES:
        return getattr(importlib.import_module(f"summitdata.{PLACES[name]}"), name)
    raise AttributeError(f"module 'summitdata' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
