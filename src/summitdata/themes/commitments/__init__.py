"""What was promised, proposed and planned, and when."""

from summitdata.themes.commitments.charts import five_tests, timeline
from summitdata.themes.commitments.measures import commitments, happenings
from summitdata.themes.commitments.sentences import answer, five_tests_words, ledger, status_words, undated_list

__all__ = [
    "answer",
    "commitments",
    "five_tests",
    "five_tests_words",
    "happenings",
    "ledger",
    "status_words",
    "timeline",
    "undated_list",
]


def __dir__() -> list[str]:
    return __all__
