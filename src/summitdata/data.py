"""The tables as pandas frames: loaded, one summit's part, a row by its key, a copy with a cell otherwise."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitdata.frames import array_of, frame_of, of_summit, value_of, with_derived
from summitdata.tables.check import Checked, good_package
from summitdata.tables.faults import CellFault
from summitdata.tables.folder import data_folder
from summitdata.tables.likeness import did_you_mean
from summitdata.tables.schema import Descriptor, Table

if TYPE_CHECKING:
    import pandas as pd

WHAT_IF = "what if"
WITH_FAULTS = "SUMMITDATA_WITH_FAULTS"  # set for the older of two packages that are compared, and nowhere else


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
    checked = good_package(folder, with_faults=bool(os.environ.get(WITH_FAULTS)))
    frames = {name: frame.copy(deep=False) for name, frame in frames_of(checked).items()}  # copied where written to
    return Data(frames, checked.descriptor, checked.edition, folder)


@functools.lru_cache(maxsize=2)
def frames_of(checked: Checked) -> dict[str, pd.DataFrame]:
    """The frames of a package that was read, once for all who load it."""
    return {name: frame_of(rows) for name, rows in checked.rows.items()}


class Data:
    """The tables of a data package; each is an attribute.

    Attributes
    ----------
    edition : str
        The package's version; "…, changed locally" where the tables differ from
        the published ones, "…, what if" for a copy from `changed`.
    descriptor : Descriptor
        Tables and columns, with their meaning.
    folder : Path or None
        Where they were read, and their discussion is; None for a copy from `changed`, which has none.
    """

    def __init__(
        self, frames: Mapping[str, pd.DataFrame], descriptor: Descriptor, edition: str, folder: Path | None = None
    ):
        self._frames = frames
        self.descriptor = descriptor
        self.edition = edition
        self.folder = folder

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in self._frames:
            raise AttributeError(f"There is no table {name!r}. {did_you_mean(name, self.tables, self._known)}")
        return self._frames[name]

    def __dir__(self) -> list[str]:
        return [*(name for name in super().__dir__() if not name.startswith("_")), *self._frames]

    @property
    def tables(self) -> list[str]:
        """The names of the tables."""
        return [t.name for t in self.descriptor.tables]

    @property
    def _known(self) -> str:
        return f"Tables: {', '.join(self.tables)}."

    def schema(self, table: str) -> Table:
        """What the descriptor says of a table.

        Raises
        ------
        KeyError
            If there is no such table.
        """
        for known in self.descriptor.tables:
            if known.name == table:
                return known
        raise KeyError(f"There is no table {table!r}. {did_you_mean(table, self.tables, self._known)}")

    def about(self, table: str) -> pd.DataFrame:
        """A table's columns in words: ``column``, ``type``, ``unit``, ``meaning``, ``words`` (of which vocabulary), ``key of``.

        Examples
        --------
        >>> import summitdata as sd
        >>> sd.load().about("claims").column.tolist()[0]
        'claim_id'
        """
        import pandas as pd

        schema = self.schema(table)
        rows = [
            [c.name, c.type, c.unit, c.description, c.vocabulary, schema.references.get(c.name, "")]
            for c in schema.columns
        ]
        return pd.DataFrame(rows, columns=["column", "type", "unit", "meaning", "words", "key of"])

    def for_summit(self, summit_id: str) -> Data:
        """The same package with the facts of one summit.

        Facts are kept by their `summit_id`, passages and coding passes by their
        source's, figures by their pair of countries (those of the summit's
        sides and of its claims), those that they are derived from and, where
        two of their years have a level, indices of prices; terms,
        actors, sectors and sources stay whole, since a fact may point at any of them.

        Raises
        ------
        ValueError
            If there is no such summit.
        """
        known = self.summits.summit_id.tolist()
        if summit_id not in known:
            remedy = did_you_mean(summit_id, known, f"Summits: {', '.join(known)}.")
            raise ValueError(f"There is no summit {summit_id!r}. {remedy}")
        return Data(of_summit(self._frames, summit_id), self.descriptor, self.edition, self.folder)

    def changed(self, table: str, key: str, **cells: Any) -> Data:
        """The same data with cells of one row otherwise: what if? These data stay as they are.

        Figures that are derived from a changed one are computed again. The
        copy's edition ends with "what if", so that no page made of it passes
        for the published one.

        Parameters
        ----------
        table, key : str
            Which row, such as ``"figures", "f-turnover-2020"``.
        **cells
            New values by column; None empties a cell.

        Raises
        ------
        KeyError
            If there is no such table, row or column.
        ValueError
            If a value does not belong in its column.

        Examples
        --------
        >>> import summitdata as sd
        >>> data = sd.load().changed("figures", "f-turnover-2020", value=50)
        >>> data.row("f-turnover-2020").value
        np.float64(50.0)
        """
        schema, frame = self.schema(table), self._frames[self.schema(table).name].copy()
        rows = frame.index[frame[schema.key] == key]
        if rows.empty:
            raise KeyError(f"There is no row {key!r} in {table}.")
        columns = schema.by_name
        for name, value in cells.items():
            if name not in columns:
                remedy = did_you_mean(name, columns, f"Columns: {', '.join(columns)}.")
                raise KeyError(f"There is no column {name!r} in {table}. {remedy}")
            try:
                typed = array_of([value_of(value, columns[name])], columns[name].type)[0]
            except CellFault as error:
                raise ValueError(f"{table}, {key}, {name}: {error.finding} {error.remedy}") from None
            frame.loc[rows[0], name] = typed
        if table == "figures" and "value" in cells:
            frame = with_derived(frame, key)
        edition = self.edition if self.edition.endswith(WHAT_IF) else f"{self.edition}, {WHAT_IF}"
        return Data({**self._frames, table: frame}, self.descriptor, edition)

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
        table, i = self._rows[key]
        return self._frames[table].iloc[i]

    @functools.cached_property
    def _rows(self) -> dict[str, tuple[str, int]]:
        """For each row key: the table and the row's position in it."""
        keys = {name: frame[self.schema(name).key] for name, frame in self._frames.items()}
        return {key: (name, i) for name, column in keys.items() for i, key in enumerate(column)}

    def names(self, table: str) -> dict[str, str]:
        """What the rows of a table are called, by key: its name or title."""
        frame = self._frames[table]
        label = "name" if "name" in frame else "title"
        return dict(zip(frame[self.schema(table).key], frame[label]))

    def referred(self, table: str) -> set[str]:
        """The keys of a table that rows of other tables point at; a source that no row names points at nothing.

        Examples
        --------
        >>> import summitdata as sd
        >>> "belta" in sd.load().referred("actors")
        True
        """
        keys: set[str] = set()
        for other in (t for t in self.descriptor.tables if t.name != table):
            rows = self._frames[other.name]
            if other.name == "sources":
                rows = rows[rows.source_id.isin(self.referred("sources"))]
            for name in (name for name, target in other.references.items() if target == table):
                keys |= {key for cell in rows[name].dropna() for key in other.by_name[name].items(cell)}
        return keys

    def __repr__(self) -> str:
        return " ".join(self._words())

    def _repr_markdown_(self) -> str:
        from summitdata.house import asking
        from summitdata.house.sentence import MORE, escape

        title, *rest = self._words()
        key = f"A link leads to the words behind a statement, {MORE} to one more row that it rests on."
        return f"**{escape(title)}** {' '.join(rest)} {key}{asking.give()}"

    def _words(self) -> Iterator[str]:
        """What these data are: which summit, which edition, how much."""
        yield "; ".join(self.summits.name) + "."
        rows = sum(map(len, self._frames.values()))
        yield f"Edition {self.edition}: {rows} rows in {len(self._frames)} tables."
