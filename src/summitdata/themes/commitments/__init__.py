"""What was promised, proposed and planned, and when."""

from summitdata.themes.commitments.charts import add_happening, five_tests, status_of, timeline
from summitdata.themes.commitments.measures import KINDS, PLANNED, TESTS, commitments, due_words, happenings, when_words
from summitdata.themes.commitments.sentences import answer, five_tests_words, ledger, low, status_words, undated_list

__all__ = [
    "KINDS",
    "PLANNED",
    "TESTS",
    "add_happening",
    "answer",
    "commitments",
    "due_words",
    "five_tests",
    "five_tests_words",
    "happenings",
    "ledger",
    "low",
    "status_of",
    "status_words",
    "timeline",
    "undated_list",
    "when_words",
]
