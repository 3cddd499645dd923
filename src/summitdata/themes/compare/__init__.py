"""Several summits side by side."""

from summitdata.themes.compare.measures import body_presence, claims, papers, sector_presence, summits
from summitdata.themes.compare.sentences import answer, claim_table, limits, paper_table, presence_table

__all__ = ["body_presence", "claims", "papers", "sector_presence", "summits"]  # measures
__all__ += ["answer", "claim_table", "limits", "paper_table", "presence_table"]  # sentences and tables
__dir__ = __all__.copy  # what tab completion shows
