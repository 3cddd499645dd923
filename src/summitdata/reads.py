"""Which files a computation reads: tables when they are used, other files when they are opened.

`summitdata.load` reads a whole package, but a notebook depends on the tables
that it uses. So `Data` notes a table's file at each use, and the opening of
files is not noted while a package is loaded.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

_open: list[set[str] | None] = []


def note(*paths: str | os.PathLike) -> None:
    """Note that files are read, if anybody asked."""
    if _open and _open[-1] is not None:
        _open[-1].update(map(os.fspath, paths))


def asked() -> bool:
    """Whether files that are opened are to be noted."""
    return bool(_open) and _open[-1] is not None


@contextlib.contextmanager
def noted(files: set[str] | None = None) -> Iterator[set[str]]:
    """A set that fills with the files that are read while the block runs.

    Examples
    --------
    >>> import summitdata as sd
    >>> data = sd.load()
    >>> with noted() as files:
    ...     _ = data.claims
    >>> [os.path.basename(f) for f in files]
    ['claims.csv']
    """
    files = set() if files is None else files
    _open.append(files)
    try:
        yield files
    finally:
        _open.pop()


@contextlib.contextmanager
def unnoted() -> Iterator[None]:
    """Let files be read without a note: whoever uses what they hold notes it."""
    _open.append(None)
    try:
        yield
    finally:
        _open.pop()
