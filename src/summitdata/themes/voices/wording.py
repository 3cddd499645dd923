"""Words that figures and sentences share: who is heard in which voice, and who stands where."""

from __future__ import annotations

from summitdata.house.words import number


def percent(share: float) -> str:
    """A share in words."""
    return f"{number(100 * share, 0)} percent"
