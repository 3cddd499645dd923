"""The audit: is each fact seen on the pages, and does no page say what the data no longer say?

A cell is changed, on a copy of the package, to a valid value found nowhere
else; then the notebooks, but for that which works on a copy of the published
tables, are executed and read as a reader would, without the plain listing of
rows. All rows and columns take some hours; a sample of 40 some minutes.
"""

from audit.exceptions import EXCEPTIONS
from audit.judge import Judge, Verdict
from audit.survey import Finding, Task, audit, coverage, good, report, tasks

__all__ = [
    "EXCEPTIONS",
    "Finding",
    "Judge",
    "Task",
    "Verdict",
    "audit",
    "coverage",
    "good",
    "report",
    "tasks",
]
