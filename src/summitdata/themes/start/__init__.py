"""A summit in one screen."""

from summitdata.themes.start.measures import claim_entries, document_entries, glossary, ledger, quantity_entries
from summitdata.themes.start.sentences import (
    SELECTS,
    answer,
    facts,
    glossary_table,
    ledger_table,
    numbers_list,
    others,
    source_words,
)

__all__ = [
    "SELECTS",
    "answer",
    "claim_entries",
    "document_entries",
    "facts",
    "glossary",
    "glossary_table",
    "ledger",
    "ledger_table",
    "numbers_list",
    "others",
    "quantity_entries",
    "source_words",
]
