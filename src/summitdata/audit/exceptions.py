"""Columns that no page need show, each with the reason: the only place where the audit is told to look away."""

from __future__ import annotations

KEY = "a key that only tables use: a reader meets the name or the words of its row"
HASH = "a fingerprint for machines: the check and `summitdata verify` hold the text against it"

EXCEPTIONS = {
    ("terms", "term_id"): KEY,
    ("actors", "actor_id"): KEY,
    ("participants", "participant_id"): KEY,
    ("passages", "passage_id"): KEY,
    ("sectors", "sector_id"): KEY,
    ("coding_passes", "coding_pass_id"): KEY,
    ("terms", "vocabulary"): "the check refuses a vocabulary that no column of the schema names",
    ("sources", "sha256"): HASH,
    ("sources", "body_sha256"): HASH,
    ("passages", "source_id"): "passages tile their source, so none can stand in another one",
}
