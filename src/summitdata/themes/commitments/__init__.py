"""What was promised, proposed and planned, and when."""

from summitdata.themes.commitments.charts import five_tests, timeline
from summitdata.themes.commitments.measures import commitments, happenings
from summitdata.themes.commitments.sentences import answer, ledger, undated_list

__all__ = ["commitments", "happenings"]  # measures
__all__ += ["five_tests", "timeline"]  # charts
__all__ += ["answer", "ledger", "undated_list"]  # sentences
__dir__ = __all__.copy  # what tab completion shows
