"""The tables as pandas frames: loaded, one summit's part, a row by its key."""

from __future__ import annotations

import contextlib
import functools
import os
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitdata import reads
from summitdata.house.formulas import formula_keys
from summitdata.tables.faults import DataError
from summitdata.tables.rows import Rows
from summitdata.tables.schema import DESCRIPTOR, Descriptor, Table

if TYPE_CHECKING:
    import pandas as pd
from summitdata.tables.check import Checked, edition_of
from summitdata.tables.folder import data_folder

# Tables whose rows belong to a summit by those of another
CUT_BY = {"passages": ["sources"], "coding_passes": ["sources"], "document_reports": ["documents"]}


CUT_BY["figures"] = ["actors", "participants", "claims"]


def load(path: str | os.PathLike | None = None) -> Data:
    """All tables of a data package, checked as a whole.

    Parameters
    ----------
    path : str or path-like, optional
        A folder, or its datapackage.json. Without it $SUMMITDATA_DIR is read,
        and without that the bundled package.

    Returns
    -------
    Data
        Each table is an attribute: ``data.claims`` is a DataFrame.

    Raises
    ------
    DataError
        If anything is wrong; it lists all faults, each with file, line, column,
        finding and remedy.

    Examples
    --------
    >>> import summitdata as sd
    >>> data = sd.load()
    >>> data.summits.summit_id.tolist()[0]
    'blr-irn-2025'
    """
    folder = data_folder(path).resolve()
    reads.note(folder / DESCRIPTOR)
    with reads.unnoted():
        if folder in _held and _held[folder][0] == state(folder):
            return _held[folder][1].copy()
        checked = Checked(folder)
        edition = "" if checked.faults else edition_of(folder, checked.descriptor)
    if checked.faults:
        reads.note(*(folder / table.path for table in checked.descriptor.tables))
        raise DataError(checked.faults)
    frames = {name: frame_of(rows) for name, rows in checked.rows.items()}
    return Data(frames, checked.descriptor, edition, folder)


_held: dict[Path, tuple[list[Any], Data]] = {}


def hold(path: str | os.PathLike | None = None) -> None:
    """Load a package and keep it: in this process and its forks `load` gives a copy while no file changes.

    A package with faults, or one whose files were written a moment ago, is not kept.
    """
    folder = data_folder(path).resolve()
    before = state(folder)
    if any(written > time.time() - 1 for *_, written in before[1:]):
        return
    with contextlib.suppress(DataError):
        data = load(folder)
        if state(folder) == before:
            _held[folder] = (before, data)


def state(folder: Path) -> list[Any]:
    """What shows that a file of a package was touched; and where the texts are that it is held against."""
    there = sorted((entry for entry in os.scandir(folder) if os.path.exists(entry)), key=lambda entry: entry.name)
    stats = [(entry.name, entry.stat()) for entry in there]
    files = [(name, s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime) for name, s in stats]
    return [os.environ.get("SUMMITDATA_TEXTS"), *files]


def frame_of(rows: Rows) -> pd.DataFrame:
    """The rows as a DataFrame, typed by the schema: dates are datetime64."""
    import pandas as pd

    arrays = {c.name: array_of(rows.cells(c.name), c.type) for c in rows.table.columns}
    return pd.DataFrame(arrays, copy=False)


def array_of(values: list[Any], kind: str) -> Any:
    """A column of values as the array that pandas keeps for its type.

    The arrays are made of plain numpy ones where pandas would first look at
    each value for its type.
    """
    import numpy as np
    import pandas as pd

    if kind == "string":
        return pd.array(values, dtype=pd.StringDtype(na_value=np.nan))
    if kind == "date":
        return np.array(values, dtype="datetime64[D]").astype("datetime64[s]")
    if kind == "number":
        return np.array(values, dtype="float64")
    unknown = np.fromiter((value is None for value in values), dtype=bool, count=len(values))
    known = np.array([value or 0 for value in values], dtype="int64" if kind == "integer" else "bool")
    return (pd.arrays.IntegerArray if kind == "integer" else pd.arrays.BooleanArray)(known, unknown)


def country_pairs(frames: Mapping[str, pd.DataFrame]) -> list[set[str]]:
    """The pairs of countries that a summit is about: of its host and guests, and of its claims of growth."""
    country = frames["actors"].set_index("actor_id").country
    people = frames["participants"]
    sides = {role: set(country[people[people.role == role].actor_id].dropna()) for role in ("host", "guest")}
    claimed = [{a, b} for a, b in zip(frames["claims"].country_a, frames["claims"].country_b)]
    return claimed + [{a, b} for a in sides["host"] for b in sides["guest"]]


def own_figures(figures: pd.DataFrame, wanted: list[set[str]]) -> set[int]:
    """Where figures of these pairs of countries stand, and what they are derived from.

    With them come those without a pair, such as an index of prices: without the others they serve nothing.
    """
    rows = list(zip(figures.country_a, figures.country_b, figures.derived_from))
    place = {key: i for i, key in enumerate(figures.figure_id)}
    found = {i for i, (a, b, _) in enumerate(rows) if {a, b} in wanted}
    if found:
        found |= {i for i, (_, b, _) in enumerate(rows) if not isinstance(b, str)}
    left = list(found)
    while left:
        formula = rows[left.pop()][2]
        inputs = {place[key] for key in formula_keys(formula)} if isinstance(formula, str) else set()
        left += inputs - found
        found |= inputs
    return found


class OfSummit(Mapping):
    """The frames of one summit, each cut out of the whole when it is first used."""

    def __init__(self, whole: Mapping[str, pd.DataFrame], summit_id: str):
        self._whole, self._summit_id = whole, summit_id
        self._cut: dict[str, pd.DataFrame] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)

    def __contains__(self, name: object) -> bool:
        return name in self._whole

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._cut:
            kept = self._kept(name, self._whole[name])
            self._cut[name] = self._whole[name] if kept is None else self._whole[name][kept].reset_index(drop=True)
        return self._cut[name]

    def _kept(self, name: str, frame: pd.DataFrame) -> pd.Series | None:
        """Which rows belong to the summit; None: all."""
        if name == "sources":
            return None
        if "summit_id" in frame:
            return frame.summit_id == self._summit_id
        if name in ("passages", "coding_passes"):
            sources = self._whole["sources"]
            return frame.source_id.isin(sources[sources.summit_id == self._summit_id].source_id)
        if name == "document_reports":
            return frame.document_id.isin(self["documents"].document_id)
        if name == "figures":
            return frame.index.isin(own_figures(frame, country_pairs(self)))
        return None


class Data:
    """The tables of a data package; each is an attribute.

    Attributes
    ----------
    edition : str
        The package's version; "…, changed locally" where the tables differ from
        the published ones.
    descriptor : Descriptor
        Tables and columns, with their meaning.
    """

    def __init__(
        self, frames: Mapping[str, pd.DataFrame], descriptor: Descriptor, edition: str, folder: Path | None = None
    ):
        self._frames = frames
        self.descriptor = descriptor
        self._edition = edition
        self._folder = folder

    def copy(self) -> Data:
        """The same data; a change of its frames leaves these as they are."""
        frames = {name: frame.copy(deep=False) for name, frame in self._frames.items()}
        return Data(frames, self.descriptor, self._edition, self._folder)

    @property
    def edition(self) -> str:
        """The package's version, and whether the tables differ from it: so it depends on all of them."""
        for name in self._frames:
            self._note(name)
        return self._edition

    def _note(self, name: str) -> None:
        """Tell whoever asked that a table is used, and those that say which of its rows belong to a summit."""
        if self._folder and reads.asked():
            reads.note(*self._files[name])

    @functools.cached_property
    def _files(self) -> dict[str, list[str]]:
        """The files that hold a table and those that cut it, by the table."""
        files = {t.name: str(self._folder / t.path) for t in self.descriptor.tables}
        return {name: [files[n] for n in (name, *CUT_BY.get(name, ())) if n in files] for name in files}

    def _frame(self, name: str) -> pd.DataFrame:
        """A table's frame; every use of one comes by here."""
        self._note(name)
        return self._frames[name]

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in self._frames:
            raise AttributeError(f"There is no table {name!r}. Tables: {', '.join(self.tables)}.")
        return self._frame(name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._frames]

    @property
    def tables(self) -> list[str]:
        """The names of the tables."""
        return [t.name for t in self.descriptor.tables]

    def schema(self, table: str) -> Table:
        """What the descriptor says of a table."""
        return next(t for t in self.descriptor.tables if t.name == table)

    def for_summit(self, summit_id: str) -> Data:
        """The same package with the facts of one summit.

        Facts are kept by their `summit_id`, passages and coding passes by their
        source's, figures by their pair of countries (those of the summit's
        sides and of its claims), those that they are derived from and, where
        there are any, those without a pair, such as an index of prices; terms,
        actors, sectors and sources stay whole, since a fact may point at any of them.

        Raises
        ------
        ValueError
            If there is no such summit.
        """
        known = self.summits.summit_id.tolist()
        if summit_id not in known:
            raise ValueError(f"There is no summit {summit_id!r}. Summits: {', '.join(known)}.")
        return Data(OfSummit(self._frames, summit_id), self.descriptor, self._edition, self._folder)

    @property
    def places(self) -> dict[str, tuple[str, int]]:
        """For each row key: the table and the row's position in it."""
        for name in self._frames:
            self._note(name)
        return self._places

    @functools.cached_property
    def _places(self) -> dict[str, tuple[str, int]]:
        return {
            key: (name, i) for name in self._frames for i, key in enumerate(self._frames[name][self.schema(name).key])
        }

    def row(self, key: str) -> pd.Series:
        """The row with this key, from whichever table holds it.

        Raises
        ------
        KeyError
            If no table has it.

        Examples
        --------
        >>> import summitdata as sd
        >>> sd.load().row("blr-irn-2025").city
        'Minsk'
        """
        for name, pattern in self._keys.items():
            if pattern.fullmatch(key):  # the key may come to stand in each of them
                self._note(name)
        table, i = self._places[key]
        return self._frames[table].iloc[i]

    @functools.cached_property
    def _keys(self) -> dict[str, re.Pattern]:
        """The form that keys of each table have."""
        keys = {t.name: next(c for c in t.columns if c.name == t.key) for t in self.descriptor.tables}
        return {name: re.compile(key.pattern or ".*", re.S) for name, key in keys.items()}

    def names(self, table: str) -> dict[str, str]:
        """What the rows of a table are called, by key: its name or title."""
        frame = self._frame(table)
        label = "name" if "name" in frame else "title"
        return dict(zip(frame[self.schema(table).key], frame[label]))

    def referred(self, table: str) -> set[str]:
        """The keys of a table that rows of other tables point at.

        Examples
        --------
        >>> import summitdata as sd
        >>> "belta" in sd.load().referred("actors")
        True
        """
        found: set[str] = set()
        for other in (t for t in self.descriptor.tables if t.name != table):
            for column in other.columns:
                if table in (other.references.get(column.name), column.reference):
                    cells = self._frame(other.name)[column.name].dropna()
                    found |= {key for cell in cells for key in cell.split(column.separator or None)}
        return found

    def __repr__(self) -> str:
        return " ".join(self._words())

    def _repr_markdown_(self) -> str:
        from summitdata.house.sentence import escape

        title, *rest = self._words()
        return f"**{escape(title)}** {' '.join(rest)}"

    def _words(self) -> Iterator[str]:
        """What these data are: which summit, which edition, how much."""
        summits: Any = self.summits
        yield "; ".join(summits.name) + "."
        rows = sum(len(self._frame(name)) for name in self._frames)
        yield f"Edition {self.edition}: {rows} rows in {len(self._frames)} tables."
