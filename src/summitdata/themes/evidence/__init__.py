"""Every row with its words, and what the source covers."""

from summitdata.themes.evidence.charts import agreement_dots, strip
from summitdata.themes.evidence.measures import (
    agreement,
    evidence_rows,
    passages,
    sources,
    untouched,
    vocabulary,
    weaknesses,
)
from summitdata.themes.evidence.sentences import agreement_words, answer, every_row, untouched_table, weakness_list

__all__ = ["agreement", "evidence_rows", "passages", "sources", "untouched", "vocabulary", "weaknesses"]  # measures
__all__ += ["agreement_dots", "strip"]  # charts
__all__ += ["agreement_words", "answer", "every_row", "untouched_table", "weakness_list"]  # sentences
__dir__ = __all__.copy  # what tab completion shows
