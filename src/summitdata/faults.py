"""What is wrong with data: one fault with its place, and the error that lists them all."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: place, finding, remedy.

    Parameters
    ----------
    file : str
        File name inside the data folder.
    line : int or None
        Line of the file on which the record begins, counted from 1; None where
        the fault is the file's own.
    column : str or None
        Column name; None where the fault is the record's own.
    finding, remedy : str
        What is the case, and what to do about it. Whole sentences.

    Examples
    --------
    >>> print(Fault("claims.csv", 14, "value", '"about 20" is not a number.',
    ...             "Put 20 in value and about in qualifier."))
    claims.csv line 14, value: "about 20" is not a number. Put 20 in value and about in qualifier.
    """

    file: str
    line: int | None
    column: str | None
    finding: str
    remedy: str

    def __str__(self) -> str:
        place = self.file + (f" line {self.line}" if self.line else "")
        place += f", {self.column}" if self.column else ""
        return f"{place}: {self.finding} {self.remedy}".rstrip()


class DataError(ValueError):
    """The data cannot be used as they are; `faults` lists everything that is wrong.

    Attributes
    ----------
    faults : list of Fault
        In the order of files, lines and columns.
    """

    def __init__(self, faults: Iterable[Fault]):
        self.faults = list(faults)
        count = len(self.faults)
        head = "1 fault in the data:" if count == 1 else f"{count} faults in the data:"
        super().__init__("\n".join([head, *(f"  {fault}" for fault in self.faults)]))


def shown(value: str, limit: int = 60) -> str:
    """A cell as it is shown in a finding: in quotation marks, shortened, on one line."""
    text = " ".join(str(value).split())
    return f'"{text}"' if len(text) <= limit else f'"{text[:limit]}…"'


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """A remedy that names the nearest known words, or `otherwise` where none is near.

    Examples
    --------
    >>> did_you_mean("memorandun", ["memorandum", "treaty"], "Add it.")
    'Did you mean "memorandum"?'
    """
    near = difflib.get_close_matches(word, list(known), n=2, cutoff=0.75)
    if not near:
        return otherwise
    return "Did you mean " + " or ".join(f'"{w}"' for w in near) + "?"
