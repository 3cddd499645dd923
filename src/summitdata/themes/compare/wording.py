"""Words that figures and sentences share: several summits side by side."""

from __future__ import annotations


def where(pattern: str, heads: list[str]) -> str:
    """A pattern in words, with the names of the summits.

    Examples
    --------
    >>> where("appearing", ["Moscow 2017", "Minsk 2025"])
    'only at Minsk 2025'
    """
    words = {
        "recurring": "at both summits" if len(heads) == 2 else "at every summit",
        "returning": "at several summits, not at all",
        "appearing": f"only at {heads[-1]}",
        "vanishing": f"only at {heads[0]}",
    }
    return words.get(pattern, "only at one summit in between")
