"""A summit in one screen."""

from summitdata.themes.start.measures import glossary, ledger, meeting, numbers, onward, sources
from summitdata.themes.start.sentences import answer, facts, glossary_table, ledger_table, source_words, update_words

__all__ = ["glossary", "ledger", "meeting", "numbers", "onward", "sources"]  # measures
__all__ += ["answer", "facts", "glossary_table", "ledger_table", "source_words", "update_words"]  # sentences
__dir__ = __all__.copy  # what tab completion shows
