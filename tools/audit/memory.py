"""What functions of the themes gave for the package as it is, so that only what a change touches is computed again.

A theme's function depends on its arguments and on the tables that it reads. For
a changed package its earlier result is taken where its arguments are equal and
none of those tables differs.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FunctionType
from typing import Any

import pandas as pd

from summitdata.data import Data

MODULES = (
    *("start", "growth", "growth.measures", "growth.charts", "growth.sentences", "documents", "sectors"),
    *("commitments", "voices", "evidence", "compare", "attribution"),
)
Table = tuple[str, str]
# A function that is called more often than this is about single rows: to look it up costs more than it does.
MANY = 24


class Noting(dict):
    """Frames by table that note which of them are asked for."""

    def __init__(self, frames: dict[str, pd.DataFrame], memory: Memory, scope: str):
        super().__init__(frames)
        self.memory, self.scope = memory, scope

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.memory.note({(self.scope, name)})
        return super().__getitem__(name)

    def items(self):
        """All frames: each of them counts as asked for."""
        self.memory.note({(self.scope, name) for name in self})
        return super().items()


class Watched(Data):
    """Data that tell a memory which tables are read; `scope` is their summit, "" for all."""

    def __init__(self, data: Data, memory: Memory, scope: str = ""):
        super().__init__(Noting(dict(data._frames), memory, scope), data.descriptor, data.edition)
        self._memory, self.scope, self._summits = memory, scope, {}

    def for_summit(self, summit_id: str) -> Data:
        """One summit's data, watched as well."""
        if summit_id not in self._summits:
            whole = Data(dict(self._frames), self.descriptor, self.edition)  # to cut a table is not to read it
            self._summits[summit_id] = Watched(whole.for_summit(summit_id), self._memory, summit_id)
        return self._summits[summit_id]

    @functools.cached_property
    def places(self) -> dict[str, tuple[str, int]]:
        """As in `Data`; to look a key up is not to read every table."""
        return Data(dict(self._frames), self.descriptor, self.edition).places


@dataclass
class Call:
    """A call of a function: its arguments, the tables that it read, what it gave."""

    arguments: list[Any]
    reads: frozenset[Table]
    result: Any


class Memory:
    """Calls of the themes' functions; learnt once, then only looked up.

    Attributes
    ----------
    changed : frozenset of (str, str)
        Tables that differ from those the calls were learnt with, with the
        summit for which ("" for the whole package).
    """

    def __init__(self):
        self.calls: dict[FunctionType, list[Call]] = {}
        self.rows: set[FunctionType] = set()
        self.learning = True
        self.changed: frozenset[Table] = frozenset()
        self.reads: list[set[Table]] = [set()]

    def note(self, tables: set[Table] | frozenset[Table]) -> None:
        """Tables are read by whatever runs now."""
        self.reads[-1] |= tables

    def wrapped(self, function: FunctionType) -> Callable[..., Any]:
        """The function, with its earlier results for arguments that are data or frames."""

        @functools.wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            arguments = [*args, *sorted(kwargs.items())]
            if not any(isinstance(a, Data | pd.DataFrame) for a in args):
                return function(*args, **kwargs)
            for known in self.calls.get(function, []):
                if not known.reads & self.changed and all(map(alike, known.arguments, arguments)):
                    self.note(known.reads)
                    return known.result
            self.reads.append(set())
            try:
                result = function(*args, **kwargs)
            finally:
                reads = frozenset(self.reads.pop())
                self.note(reads)
            if self.learning and function not in self.rows:
                known = self.calls.setdefault(function, [])
                known.append(Call(arguments, reads, result))
                if len(known) > MANY:
                    self.rows.add(function)
                    known.clear()
            return result

        return call

    @contextlib.contextmanager
    def at_work(self, changed: frozenset[Table] = frozenset()) -> Iterator[None]:
        """While this lasts, the themes' functions are looked up here first."""
        self.changed = changed
        kept = []
        try:
            for name in MODULES:
                module = importlib.import_module(f"summitdata.{name}")
                for key, value in list(vars(module).items()):
                    if isinstance(value, FunctionType) and value.__module__.removeprefix("summitdata.") in MODULES:
                        kept.append((module, key, value))
                        setattr(module, key, self.wrapped(value))
            yield
        finally:
            for module, key, value in kept:
                setattr(module, key, value)


def alike(old: Any, new: Any) -> bool:
    """Whether an argument is as it was; data count as the same, since what is read of them is known."""
    if old is new:
        return True
    if isinstance(old, Watched) and isinstance(new, Watched):
        return old.scope == new.scope
    if isinstance(old, pd.DataFrame | pd.Series):
        return type(old) is type(new) and old.equals(new)
    return type(old) is type(new) and bool(old == new)
