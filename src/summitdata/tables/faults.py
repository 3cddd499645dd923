"""What is wrong with data: one fault with its place, and the error that lists them all."""

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
    value : str or None
        The cell as it stands in the file; None where the fault is of no cell.

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
    value: str | None = None

    def __str__(self) -> str:
        place = self.file + (f" line {self.line}" if self.line else "")
        place += f", {shown(self.column)[1:-1]}" if self.column else ""
        return f"{place}: {self.finding} {self.remedy}".rstrip()


class DataError(ValueError):
    """The data cannot be used as they are; `faults` lists everything that is wrong.

    Attributes
    ----------
    faults : list of Fault
        In the order of files, lines and columns.
    """

    def __init__(self, faults: Iterable[Fault], where: str = "data"):
        self.faults = list(faults)
        super().__init__("\n".join([f"{counted(self.faults)} in the {where}:", *(f"  {f}" for f in self.faults)]))


def counted(faults: list[Fault]) -> str:
    """How many faults there are, in words."""
    return "1 fault" if len(faults) == 1 else f"{len(faults)} faults"


class CellFault(ValueError):
    """A cell, or a file, that is not as it must be: finding and remedy.

    `line` is None where the place is the caller's to know.
    """

    def __init__(self, finding: str, remedy: str, line: int | None = None):
        super().__init__(finding, remedy)
        self.finding, self.remedy, self.line = finding, remedy, line


def shown(value: str, limit: int = 60) -> str:
    """A cell as it is shown in a finding: in quotation marks, shortened, on one line, nothing invisible.

    Examples
    --------
    >>> shown("zero\\u200bwidth")
    '"zero⟨U+200B⟩width"'
    """
    text = value if len(value) <= limit else f"{value[:limit]}…"
    return '"' + "".join(c if c.isprintable() else f"⟨U+{ord(c):04X}⟩" for c in text) + '"'
