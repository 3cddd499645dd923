"""What the descriptor demands of a cell: its tables, columns, types and constraints.

Standard library only, so that a check starts at once.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from summitdata.faults import DataError, Fault, shown

DESCRIPTOR = "datapackage.json"
# Characters that nobody sees: controls but for the line break, and those that turn text around. Joiners and
# direction marks of Persian or Arabic words are not among them.
HIDDEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]")


@dataclass(frozen=True)
class Column:
    """One column of a table, as the descriptor has it."""

    name: str
    type: str
    description: str
    unit: str = ""
    required: bool = False
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    vocabulary: str = ""
    separator: str = ""
    reference: str = ""
    reduced_date: bool = False
    formula: bool = False
    max_words: int | None = None

    @classmethod
    def from_field(cls, spec: dict[str, Any]) -> Column:
        """A column from a Table Schema field."""
        rules = spec.get("constraints", {})
        return cls(
            name=spec["name"],
            type=spec["type"],
            description=spec.get("description", ""),
            unit=spec.get("unit", ""),
            required=rules.get("required", False),
            pattern=rules.get("pattern", ""),
            minimum=rules.get("minimum"),
            maximum=rules.get("maximum"),
            vocabulary=spec.get("vocabulary", ""),
            separator=spec.get("separator", ""),
            reference=spec.get("reference", ""),
            reduced_date=spec.get("reducedDate", False),
            formula=spec.get("formula", False),
            max_words=spec.get("maxWords"),
        )


@dataclass(frozen=True)
class Table:
    """One table, as the descriptor has it.

    `references` maps a column to the table whose key it holds; `order` lists
    pairs of columns of which the first is never the later one.
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
        key = schema["primaryKey"]
        references = {}
        for foreign in schema.get("foreignKeys", []):
            (column,) = as_list(foreign["fields"])
            references[column] = foreign["reference"].get("resource") or spec["name"]
        return cls(
            name=spec["name"],
            path=spec["path"],
            title=spec.get("title", spec["name"]),
            description=spec.get("description", ""),
            columns=tuple(Column.from_field(f) for f in schema["fields"]),
            key=as_list(key)[0],
            references=references,
            order=tuple((a, b) for a, b in spec.get("order", [])),
            evidence=spec.get("evidence", False),
        )

    @functools.cached_property
    def names(self) -> list[str]:
        """Column names, in the order of the file."""
        return [c.name for c in self.columns]


@dataclass(frozen=True)
class Descriptor:
    """A data package's descriptor: edition and tables."""

    edition: str
    tables: tuple[Table, ...]
    raw: dict[str, Any]


def as_list(value: Any) -> list[Any]:
    """A value that the standard lets stand alone, as a list."""
    return value if isinstance(value, list) else [value]


def read_descriptor(folder: Path) -> Descriptor:
    """The descriptor of the package in `folder`.

    Raises
    ------
    DataError
        If there is no descriptor, or it is no JSON, or lacks what a table needs.
    """
    path = folder / DESCRIPTOR
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
        tables = tuple(Table.from_resource(r) for r in raw["resources"])
        return Descriptor(str(raw["version"]), tables, raw)
    except OSError:
        finding = f"there is no such file in {folder}."
        remedy = "Name a folder that holds a data package."
        fault = Fault(DESCRIPTOR, None, None, finding, remedy)
    except json.JSONDecodeError as error:
        finding = f"it is no JSON: {error.msg}."
        fault = Fault(DESCRIPTOR, error.lineno, None, finding, "Mend the line or restore the file.")
    except UnicodeDecodeError:
        fault = Fault(DESCRIPTOR, None, None, "it is not UTF-8 text.", "Restore the file.")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        finding = f"a table's description is incomplete ({error})."
        fault = Fault(DESCRIPTOR, None, None, finding, "Restore the file.")
    raise DataError([fault])


class CellFault(ValueError):
    """A cell that its column does not allow: finding and remedy."""

    def __init__(self, finding: str, remedy: str):
        super().__init__(finding, remedy)


def parse_cell(text: str, column: Column) -> Any:
    """The value of a cell: str, int, float, bool or date; None for an empty one.

    Raises
    ------
    CellFault
        With finding and remedy.

    Examples
    --------
    >>> parse_cell("2025-08-20", Column("signed_on", "date", ""))
    datetime.date(2025, 8, 20)
    """
    if text == "":
        if column.required:
            raise CellFault("it is empty.", "Fill it: this column must have a value.")
        return None
    if text != text.strip():
        raise CellFault(f"{shown(text)} begins or ends with white space.", "Remove the white space.")
    value = PARSERS[column.type](text)
    if column.pattern and not re.fullmatch(column.pattern, text):
        raise CellFault(f"{shown(text)} does not have the form asked for.", form_remedy(column))
    if column.reduced_date:
        check_reduced_date(text)
    if column.minimum is not None and value < column.minimum:
        raise CellFault(f"{text} is less than {column.minimum:g}.", "Correct the number.")
    if column.maximum is not None and value > column.maximum:
        raise CellFault(f"{text} is more than {column.maximum:g}.", "Correct the number.")
    if column.max_words and len(text.split()) > column.max_words:
        finding = f"{shown(text)} has {len(text.split())} words."
        raise CellFault(finding, f"Shorten it to at most {column.max_words}.")
    return value


def form_remedy(column: Column) -> str:
    """How a cell of a column with a pattern is to be written."""
    return f"{column.description}. The pattern is {column.pattern}."


def parse_string(text: str) -> str:
    if found := HIDDEN.search(text):
        import unicodedata

        name = f"U+{ord(found[0]):04X} ({unicodedata.name(found[0], 'a control character').lower()})"
        raise CellFault(f"{shown(HIDDEN.sub('', text))} holds {name}.", "Remove the character.")
    return text


def parse_integer(text: str) -> int:
    if re.fullmatch(r"-?[0-9]+", text):
        return int(text)
    raise CellFault(f"{shown(text)} is not a whole number.", number_remedy(text))


def parse_number(text: str) -> float:
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        return float(text)
    raise CellFault(f"{shown(text)} is not a number.", number_remedy(text))


def number_remedy(text: str) -> str:
    """What to do with a number that is written in another way."""
    if match := re.fullmatch(r"(about|almost|over|at least)\s+(\S+)", text, re.IGNORECASE):
        return f"Put {match[2]} in value and {match[1].lower()} in qualifier."
    if re.fullmatch(r"-?\d+,\d+", text):
        return f"Write a decimal point: {text.replace(',', '.')}."
    if re.search(r"\d[ ,' \u00a0\u202f]\d", text):
        return "Write the digits without separators."
    return "Write digits, with a point before decimals, and nothing else."


def parse_boolean(text: str) -> bool:
    if text in ("true", "false"):
        return text == "true"
    remedy = "Write true or false, in lower case."
    raise CellFault(f"{shown(text)} is neither true nor false.", remedy)


def parse_date(text: str) -> dt.date:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise CellFault(f"{shown(text)} is no day of the calendar.", "Correct the date.") from None
    remedy = "Write year-month-day, as in 2025-08-20."
    raise CellFault(f"{shown(text)} is not a date.", remedy)


def check_reduced_date(text: str) -> None:
    """Demand that a date which may lack its day or month lies in the calendar."""
    try:
        dt.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        raise CellFault(f"{shown(text)} is no date of the calendar.", "Correct the date.") from None


PARSERS = {
    "string": parse_string,
    "integer": parse_integer,
    "number": parse_number,
    "boolean": parse_boolean,
    "date": parse_date,
}
