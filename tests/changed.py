"""Data with rows changed, added or left out: what the tests of a theme hold its sentences against."""

from __future__ import annotations

import pandas as pd

import summitdata as sd


def replaced(data: sd.Data, **frames: pd.DataFrame) -> sd.Data:
    """The data with other frames."""
    return sd.Data({**data._frames, **frames}, data.descriptor, data.edition)


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
