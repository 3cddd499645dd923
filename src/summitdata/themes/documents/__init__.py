"""What was signed, according to whom."""

from summitdata.themes.documents.charts import count_dots, presence_matrix, timeline
from summitdata.themes.documents.measures import binding, counts, dated, documents, presence, reports
from summitdata.themes.documents.sentences import answer, count_words, ledger

__all__ = ["binding", "counts", "dated", "documents", "presence", "reports"]  # measures
__all__ += ["count_dots", "presence_matrix", "timeline"]  # charts
__all__ += ["answer", "count_words", "ledger"]  # sentences
__dir__ = __all__.copy  # what tab completion shows
