"""One change, judged: does a reader see it, and is the old value gone?"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from audit.change import Change, Package, Place
from audit.exceptions import WORDS
from audit.fresh import forms, stands
from audit.runs import Pages, Reader, differing, spoken
from summitdata.data import Data
from summitdata.frames import frame_of
from summitdata.tables.check import Checked
from summitdata.tables.faults import DataError
from summitdata.tables.folder import copy, data_folder

TELLING = 4


@dataclass
class Verdict:
    """What became of a change.

    Attributes
    ----------
    seen : str
        ``shown`` (the new value is read where it was not before), ``moves``
        (something else on the pages changes), ``hidden`` (nothing does),
        ``fails`` (a cell stops) or ``none`` (there is no valid change).
    stale : list of str
        Lines that still hold the old value, though the package does not.
    finding : str
        Why it fails, or why there is no valid change.
    """

    place: Place
    old: str
    new: str = ""
    seen: str = "none"
    stale: list[str] = field(default_factory=list)
    finding: str = "the column has no other valid value."


class Judge:
    """Changes a copy of a package and reads the notebooks.

    Parameters
    ----------
    folder : Path, optional
        The package; without it the one that `summitdata.load` reads.

    Raises
    ------
    DataError
        If the package has faults as it is.
    """

    def __init__(self, folder: Path | None = None):
        self.source = data_folder(folder)
        if faults := Checked(self.source, {}).faults:
            raise DataError(faults)
        self.reader = Reader()
        self.package = Package(self.source, "\n".join(self.reader.prose))
        self.temporary = tempfile.TemporaryDirectory(prefix="summitdata-audit-")
        self.folder = Path(self.temporary.name)
        copy(self.source, self.folder)
        self.put(self.package.add_spares())
        self.data = self.load()
        self.pages = self.reader.read(self.folder, dict(enumerate(self.data.summits.summit_id)))

    def put(self, files: dict[str, str]) -> None:
        """Write files of the copy."""
        for name, text in files.items():
            (self.folder / name).write_text(text, encoding="utf-8")

    def load(self) -> Data:
        """The copy as it is now, its edition a constant."""
        checked = Checked(self.folder, {})
        if checked.faults:
            raise DataError(checked.faults)
        return Data({name: frame_of(rows) for name, rows in checked.rows.items()}, checked.descriptor, "")

    def read(self, files: dict[str, str]) -> Pages | str:
        """The pages that may differ with some files replaced; the first fault where the check refuses them."""
        kept = {name: (self.folder / name).read_text("utf-8") for name in files}
        try:
            self.put(files)
            return self.reader.read(self.folder, differing(self.data, self.load()))
        except DataError as error:
            return str(error.faults[0])
        finally:
            self.put(kept)

    def verdict(self, place: Place, seed: int = 0) -> Verdict:
        """The verdict on the first change of a cell that the check accepts."""
        verdict = Verdict(place, self.package.at(place))
        for change in self.package.changes(place, seed):
            after = self.read(self.package.files(change, done=True))
            if not isinstance(after, str):
                return self.judged(change, after)
            verdict.finding = after
        return verdict

    def judged(self, change: Change, after: Pages) -> Verdict:
        """The verdict on a change that the check accepts; what had to be there before it is told apart."""
        verdict = self.compared(change, self.pages, after)
        if change.rows or (change.before and verdict.seen == "moves"):
            before = self.read(self.package.files(change, done=False))
            verdict = self.compared(change, self.pages | ({} if isinstance(before, str) else before), after)
        return verdict

    def compared(self, change: Change, before: Pages, after: Pages) -> Verdict:
        """What a reader sees of a change, and what is left of the old value."""
        verdict = Verdict(change.place, change.old, change.new, "hidden", finding="")
        for key, shown in after.items():
            if shown.failure and shown.failure != before[key].failure:
                verdict.seen, verdict.finding = "fails", f"{key[1]}: {shown.failure}"
                return verdict
        pairs = [(before[key], shown) for key, shown in after.items()]
        old, new = Counter(), Counter()
        for a, b in pairs:
            old.update(a.lines)
            new.update(b.lines)
        if any(stands(form, line) for line in new - old for form in change.forms):
            verdict.seen = "shown"
        elif new != old or any(a.drawn != b.drawn for a, b in pairs):
            verdict.seen = "moves"
        if self.unique(change):
            told = [f for f in forms(change.old, self.package.column(change.place)) if telling(f) and f not in WORDS]
            left = [
                line
                for line in dict.fromkeys([*lines(self.pages | after), *self.reader.prose])
                if any(stands(f, line) for f in told)
            ]
            # a new value may hold the old one, as a longer formula does
            verdict.stale = [line for line in left if not any(stands(form, line) for form in change.forms)]
        return verdict

    def unique(self, change: Change) -> bool:
        """Whether the old value stood in the cells that changed and nowhere else in the package."""
        column = self.package.column(change.place)
        if not change.old or self.package.target(change.place) or column.vocabulary or column.type == "boolean":
            return False
        if column.formula and not re.sub(r"\[[^\]]*\]", "", change.old):  # it is but the key of another row
            return False
        old = forms(change.old, column)
        return not any(
            stands(form, text)
            for place, cell in self.package.filled()
            if place not in change.edits
            for text in (spoken(cell), *forms(cell, self.package.column(place))[1:])
            for form in old
        )


def lines(pages: Pages) -> list[str]:
    """Every line that a reader sees outside the plain listing of rows."""
    return [line for shown in pages.values() for line in shown.lines]


def telling(form: str) -> bool:
    """Whether a text is so long that it stands nowhere by chance.

    Examples
    --------
    >>> telling("2.5"), telling("154.2"), telling("2026"), telling("roadmap")
    (False, True, False, True)
    """
    return len(form) >= TELLING and not (form.isdigit() and len(form) <= TELLING)
