"""Data with rows changed, added or left out: what the tests of a theme hold its sentences against."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import summitdata as sd


def replaced(data: sd.Data, **frames: pd.DataFrame) -> sd.Data:
    """The data with other frames."""
    return sd.Data({**data._frames, **frames}, data.descriptor, data.edition)


def emptied(data: sd.Data, *tables: str) -> sd.Data:
    """The data without the rows of these tables; without a name, of all fact tables."""
    facts = [t for t in data.tables if t not in ("summits", "participants", "actors", "sectors", "sources", "terms")]
    return replaced(data, **{name: getattr(data, name).head(0) for name in tables or facts})


def keys(data: sd.Data) -> set[str]:
    """The keys of all rows."""
    return {key for name in data.tables for key in getattr(data, name).iloc[:, 0]}


def altered(data: sd.Data, table: str, where: str, **values) -> sd.Data:
    """The data with values of one row replaced."""
    frame = getattr(data, table).copy()
    for column, value in values.items():
        frame.loc[frame.iloc[:, 0] == where, column] = value
    return replaced(data, **{table: frame})


def added(data: sd.Data, table: str, like: str, key: str, **values) -> sd.Data:
    """The data with one row more, last in its table: like another, but for its key and these values."""
    frame = getattr(data, table)
    row = frame[frame.iloc[:, 0] == like].assign(**{frame.columns[0]: key})
    assert len(row) == 1, like
    longer = pd.concat([frame, row], ignore_index=True)
    return altered(replaced(data, **{table: longer}), table, key, **values)


def kept(data: sd.Data, table: str, *keys: str) -> sd.Data:
    """The data with these rows of a table alone."""
    frame = getattr(data, table)
    return replaced(data, **{table: frame[frame.iloc[:, 0].isin(keys)]})


def same(frame: pd.DataFrame, path: Path) -> None:
    """Hold a frame against a small file; one that is missing is written, and has to be read by somebody."""
    text = frame.to_csv(index=False, lineterminator="\n", float_format="%.6g")
    if not path.exists():
        path.write_text(text, encoding="utf-8")
        pytest.fail(f"{path.name} was missing and is written now: read it, then run the test again.")
    assert text == path.read_text(encoding="utf-8"), path.name
