"""Columns that no page need show, and words that stand for themselves: all that the audit is told to look away from."""

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
FACTS = ("claims", "quantities", "documents", "sector_mentions", "actor_mentions", "positions", "commitments", "events")
EXCEPTIONS |= {
    (table, "summit_id"): "a fact is of the summit of its source, or the check refuses it" for table in FACTS
}

WORDS = {
    "signed documents": "the name of a notebook's subject in the list of the notebooks",
    "the words leave it open.": "a figure's key to a symbol, of all rows alike",
    "is growing": "a notebook's words on all claims of growth alike",
    "the source gives no date.": "a notebook's words on all rows without a date alike",
    "mirror statistics": "the general explanation of two countries' trade figures",
    "the year to date": "a figure that says that the data hold no claim on it",
}
