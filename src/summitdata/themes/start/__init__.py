"""A summit in one screen."""

from summitdata.themes.start.measures import glossary, ledger, meeting, numbers, sources
from summitdata.themes.start.sentences import answer, facts, glossary_table, ledger_table, source_words, update_words

__all__ = [
    "answer",
    "facts",
    "glossary",
    "glossary_table",
    "ledger",
    "ledger_table",
    "meeting",
    "numbers",
    "source_words",
    "sources",
    "update_words",
]


def __dir__() -> list[str]:
    return __all__
