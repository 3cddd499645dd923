"""What was signed, according to whom."""

from summitdata.themes.documents.charts import presence_matrix
from summitdata.themes.documents.measures import binding, counts, documents, presence, reports
from summitdata.themes.documents.sentences import answer, ledger

__all__ = ["binding", "counts", "documents", "presence", "reports"]  # measures
__all__ += ["presence_matrix"]  # charts
__all__ += ["answer", "ledger"]  # sentences
__dir__ = __all__.copy  # what tab completion shows
