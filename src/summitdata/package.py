"""Where the data are, and the whole package: read, checked, typed.

Reading and checking need the standard library alone; pandas is imported where
frames are made.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitdata.faults import DataError, Fault
from summitdata.rows import Rows, read_rows
from summitdata.rules import all_faults
from summitdata.schema import DESCRIPTOR, Descriptor, Table, read_descriptor

if TYPE_CHECKING:
    import pandas as pd

HERE = Path(__file__).parent
PANDAS_TYPES = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "boolean"}


def bundled(name: str) -> Path:
    """A folder that belongs to the package: `data` or `notebooks`.

    The checkout's comes first, so that an edit is seen at once; in an installed
    wheel it is the copy beside the modules.
    """
    checkout = HERE.parents[1] / name
    return checkout if (HERE.parents[1] / "pyproject.toml").is_file() else HERE / name


def data_folder(path: str | os.PathLike | None = None) -> Path:
    """The folder to read: `path`, else $SUMMITDATA_DIR, else the bundled one.

    `path` may name the folder or its datapackage.json.
    """
    chosen = Path(path or os.environ.get("SUMMITDATA_DIR") or bundled("data"))
    return chosen.parent if chosen.name == DESCRIPTOR else chosen


def source_texts(source_ids: list[str]) -> dict[str, str]:
    """The source texts at hand, by source_id: from $SUMMITDATA_TEXTS, else beside the checkout.

    Texts belong to their publishers and are not part of the package; without
    them everything works but the comparison of quotes with the text.
    """
    folder = Path(os.environ.get("SUMMITDATA_TEXTS") or HERE.parents[2] / "shared" / "sources")
    paths = {i: folder / f"{i}.txt" for i in source_ids if i}
    return {i: p.read_bytes().decode("utf-8") for i, p in paths.items() if p.is_file()}


class Checked:
    """A package as it was read: descriptor, rows by table, all faults."""

    def __init__(self, folder: Path, texts: dict[str, str] | None = None):
        self.folder = folder
        self.descriptor: Descriptor = read_descriptor(folder)
        self.rows: dict[str, Rows] = {}
        faults: list[Fault] = []
        for table in self.descriptor.tables:
            self.rows[table.name], found = read_rows(folder, table)
            faults += found
        sources = self.rows.get("sources")
        if texts is None:
            texts = source_texts(sources.cells("source_id") if sources else [])
        faults += all_faults(self.rows, texts)
        files = [t.path for t in self.descriptor.tables]
        self.texts = texts
        self.faults = sorted(faults, key=lambda f: (files.index(f.file), f.line or 0))


def content_hash(folder: Path, descriptor: Descriptor) -> str:
    """SHA-256 over all tables and the schema, whatever the line ends.

    The edition's own fields (version, date, hash) do not count.
    """
    digest = hashlib.sha256(json.dumps(descriptor.raw["resources"], sort_keys=True).encode())
    for table in descriptor.tables:
        digest.update((folder / table.path).read_bytes().replace(b"\r\n", b"\n"))
    return "sha256:" + digest.hexdigest()


def edition_of(folder: Path, descriptor: Descriptor) -> str:
    """The edition, with "changed locally" where the tables are not those published."""
    published = descriptor.raw.get("contentHash")
    if published == content_hash(folder, descriptor):
        return descriptor.edition
    return f"{descriptor.edition}, changed locally"


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
    checked = Checked(data_folder(path))
    if checked.faults:
        raise DataError(checked.faults)
    frames = {name: frame_of(rows) for name, rows in checked.rows.items()}
    return Data(frames, checked.descriptor, edition_of(checked.folder, checked.descriptor))


def frame_of(rows: Rows) -> pd.DataFrame:
    """The rows as a DataFrame, typed by the schema: dates are datetime64."""
    import pandas as pd

    series = {}
    for column in rows.table.columns:
        values = rows.cells(column.name)
        if column.type == "date":
            series[column.name] = pd.Series(pd.to_datetime(values), dtype="datetime64[s]")
        else:
            series[column.name] = pd.Series(values, dtype=PANDAS_TYPES[column.type])
    return pd.DataFrame(series)


def country_pairs(frames: dict[str, pd.DataFrame]) -> list[set[str]]:
    """The pairs of countries that a summit is about: of its host and guests, and of its claims of growth."""
    country = frames["actors"].set_index("actor_id").country
    people = frames["participants"]
    sides = {role: set(country[people[people.role == role].actor_id].dropna()) for role in ("host", "guest")}
    claimed = [{a, b} for a, b in zip(frames["claims"].country_a, frames["claims"].country_b)]
    return claimed + [{a, b} for a in sides["host"] for b in sides["guest"]]


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

    def __init__(self, frames: dict[str, pd.DataFrame], descriptor: Descriptor, edition: str):
        self._frames = frames
        self.descriptor = descriptor
        self.edition = edition

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in self._frames:
            raise AttributeError(f"There is no table {name!r}. Tables: {', '.join(self.tables)}.")
        return self._frames[name]

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
        sides and of its claims; an index of prices has no pair); terms, actors,
        sectors and sources stay whole, since a fact may point at any of them.

        Raises
        ------
        ValueError
            If there is no such summit.
        """
        known = self.summits.summit_id.tolist()
        if summit_id not in known:
            raise ValueError(f"There is no summit {summit_id!r}. Summits: {', '.join(known)}.")
        frames = dict(self._frames)
        sources = self.sources[self.sources.summit_id == summit_id].source_id
        for name in set(frames) - {"sources"}:
            frame = frames[name]
            if "summit_id" in frame:
                frames[name] = frame[frame.summit_id == summit_id].reset_index(drop=True)
            elif name in ("passages", "coding_passes"):
                frames[name] = frame[frame.source_id.isin(sources)].reset_index(drop=True)
        figures, wanted = frames["figures"], country_pairs(frames)
        ours = [not isinstance(b, str) or {a, b} in wanted for a, b in zip(figures.country_a, figures.country_b)]
        frames["figures"] = figures.loc[ours].reset_index(drop=True)
        documents = frames["documents"].document_id
        reports = frames["document_reports"]
        kept = reports.document_id.isin(documents)
        frames["document_reports"] = reports[kept].reset_index(drop=True)
        return Data(frames, self.descriptor, self.edition)

    @functools.cached_property
    def places(self) -> dict[str, tuple[str, int]]:
        """For each row key: the table and the row's position in it."""
        return {
            key: (name, i) for name, frame in self._frames.items() for i, key in enumerate(frame[self.schema(name).key])
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
        table, i = self.places[key]
        return self._frames[table].iloc[i]

    def names(self, table: str) -> dict[str, str]:
        """What the rows of a table are called, by key: its name or title."""
        frame = self._frames[table]
        label = "name" if "name" in frame else "title"
        return dict(zip(frame[self.schema(table).key], frame[label]))

    def __repr__(self) -> str:
        return " ".join(self._words())

    def _repr_markdown_(self) -> str:
        from summitdata.sentence import escape

        title, *rest = self._words()
        return f"**{escape(title)}** {' '.join(rest)}"

    def _words(self) -> Iterator[str]:
        """What these data are: which summit, which edition, how much."""
        summits: Any = self.summits
        yield "; ".join(summits.name) + "."
        rows = sum(len(f) for f in self._frames.values())
        yield f"Edition {self.edition}: {rows} rows in {len(self._frames)} tables."
