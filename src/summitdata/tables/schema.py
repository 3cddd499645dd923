"""What the descriptor demands: tables, columns, types, constraints, keys."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from summitdata.tables import descriptor
from summitdata.tables.faults import CellFault, DataError, Fault

DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True)
class Column:
    """One column of a table, as the descriptor has it.

    `decimals_as` names the column that says what the number rounds to: the
    number is then written with as many decimals. `unit_ranges` gives the least
    and greatest number for words of the column `unit`.
    """

    name: str
    type: str
    description: str = ""
    unit: str = ""
    required: bool = False
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    vocabulary: str = ""
    separator: str = ""
    reduced_date: bool = False
    formula: bool = False
    max_words: int | None = None
    decimals_as: str = ""
    unit_ranges: dict[str, list[float]] = field(default_factory=dict)

    @classmethod
    def from_field(cls, spec: dict[str, Any]) -> Column:
        """A column from a Table Schema field."""
        named = (spec | spec.get("constraints", {})).items()  # maxWords is max_words here
        given = {re.sub("[A-Z]", lambda match: "_" + match[0].lower(), name): value for name, value in named}
        return cls(**{name: given[name] for name in cls.__dataclass_fields__ if name in given})

    def items(self, cell: str) -> list[str]:
        """What a cell holds: several items where the column parts them, else the cell as one."""
        return cell.split(self.separator) if self.separator else [cell]

    @functools.cached_property
    def form(self) -> re.Pattern | None:
        """The pattern, compiled; its digits are 0 to 9 and no other script's."""
        return re.compile(self.pattern, re.ASCII) if self.pattern else None


@dataclass(frozen=True)
class Table:
    """One table, as the descriptor has it.

    `references` maps a column to the table whose key it holds, or several; `order`
    lists pairs of columns of which the first is never the later one.
    """

    name: str
    path: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: str
    references: dict[str, str] = field(default_factory=dict)
    order: tuple[tuple[str, str], ...] = ()
    evidence: bool = False

    @classmethod
    def from_resource(cls, spec: dict[str, Any]) -> Table:
        """A table from a Data Package resource."""
        schema = spec["schema"]
        foreign = [(descriptor.as_list(f["fields"])[0], f["reference"]) for f in schema.get("foreignKeys", [])]
        lists = {f["name"]: f["reference"] for f in schema["fields"] if f.get("reference")}
        return cls(
            name=spec["name"],
            path=spec["path"],
            title=spec.get("title", spec["name"]),
            description=spec.get("description", ""),
            columns=tuple(Column.from_field(f) for f in schema["fields"]),
            key=descriptor.as_list(schema["primaryKey"])[0],
            references={column: to.get("resource") or spec["name"] for column, to in foreign} | lists,
            order=tuple((a, b) for a, b in spec.get("order", [])),
            evidence=spec.get("evidence", False),
        )

    @functools.cached_property
    def names(self) -> list[str]:
        """Column names, in the order of the file."""
        return [c.name for c in self.columns]

    @functools.cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by their names."""
        return {c.name: c for c in self.columns}


@dataclass(frozen=True)
class Descriptor:
    """A data package's descriptor: edition and tables."""

    edition: str
    tables: tuple[Table, ...]
    raw: dict[str, Any]


def read_descriptor(folder: Path) -> Descriptor:
    """The descriptor of the package in `folder`; a DataError if it is none, or lacks what a table needs."""
    try:
        return described(descriptor.content(folder / DESCRIPTOR))
    except CellFault as error:
        raise DataError([Fault(DESCRIPTOR, error.line, None, error.finding, error.remedy)]) from None


@functools.lru_cache(maxsize=4)
def described(data: bytes) -> Descriptor:
    """What the bytes of a descriptor say; nobody changes what is kept."""
    raw, text = descriptor.parse(data)
    try:
        faults = list(descriptor.descriptor_faults(raw, text, DESCRIPTOR))
        if not faults:
            return Descriptor(raw["version"], tuple(map(Table.from_resource, raw["resources"])), raw)
    except (KeyError, TypeError, ValueError, AttributeError, re.error) as error:
        finding = f"a table's description is of another build than the standard's ({error})."
        faults = [Fault(DESCRIPTOR, None, None, finding, "Restore the file.")]
    raise DataError(faults)
