"""Several summits side by side."""

from summitdata.themes.compare.charts import presence_matrix
from summitdata.themes.compare.measures import body_presence, claims, papers, sector_presence, summits
from summitdata.themes.compare.sentences import answer, claim_table, limits, paper_table, pattern_words

__all__ = [
    "answer",
    "body_presence",
    "claim_table",
    "claims",
    "limits",
    "paper_table",
    "papers",
    "pattern_words",
    "presence_matrix",
    "sector_presence",
    "summits",
]


def __dir__() -> list[str]:
    return __all__
