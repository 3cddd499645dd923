"""What was signed, according to whom."""

from summitdata.themes.documents.charts import (
    STATES,
    count_dots,
    count_title,
    mark_words,
    presence_matrix,
    presence_title,
    timeline,
)
from summitdata.themes.documents.measures import counts, dated, documents, presence, reporters, unlisted
from summitdata.themes.documents.sentences import (
    BINDS,
    answer,
    binding_table,
    binding_words,
    count_words,
    ledger,
    packages_words,
    remark,
    report_list,
)

__all__ = [
    "BINDS",
    "STATES",
    "answer",
    "binding_table",
    "binding_words",
    "count_dots",
    "count_title",
    "count_words",
    "counts",
    "dated",
    "documents",
    "ledger",
    "mark_words",
    "packages_words",
    "presence",
    "presence_matrix",
    "presence_title",
    "remark",
    "report_list",
    "reporters",
    "timeline",
    "unlisted",
]
