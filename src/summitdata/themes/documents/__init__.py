"""What was signed, according to whom."""

from summitdata.themes.documents.charts import count_dots, presence_matrix, timeline
from summitdata.themes.documents.measures import binding, counts, dated, documents, presence, reports
from summitdata.themes.documents.sentences import answer, count_words, ledger

__all__ = [
    "answer",
    "binding",
    "count_dots",
    "count_words",
    "counts",
    "dated",
    "documents",
    "ledger",
    "presence",
    "presence_matrix",
    "reports",
    "timeline",
]


def __dir__() -> list[str]:
    return __all__
