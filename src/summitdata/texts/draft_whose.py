"""How far the sentence of a number bears it out: what it denies or supposes is not sure."""

from __future__ import annotations

from dataclasses import replace

from summitdata.texts.draft_setting import Proposal, rule


def borne_out(p: Proposal, text: str, a: int, b: int) -> Proposal:
    """A number of the sentence from `a` to `b`; low in surety where its clause denies or supposes what it tells."""
    behind = rule("clause end").split(text[p.end : b])[0]
    return replace(p, surety="low") if rule("unsaid").search(text[a : p.end] + behind) else p
