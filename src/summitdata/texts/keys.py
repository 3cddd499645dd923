"""Keys for new rows, by the rule of the codebook: what the row is of, which summit, a few words of the fact."""

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable

from summitdata.tables.cells import Cells
from summitdata.tables.schema import Table
from summitdata.texts.sheet import Line
from summitdata.texts.uncovered import telling_columns

Row = dict[str, str]
WORDS = 5  # of a fact, in its key
IDLE = re.compile("an?|the|of|to|in|on|at|by|for|from|with|and|or|that|this|is|are|was|were|ha[sd]|have|be|we|our")
# The columns that name a fact best, whichever its table has; the first that has Latin letters or digits counts
NAMED_BY = ("title", "summary", "term", "quote", "name", "indicator", "what", "sector_id")


def slug(text: str) -> str:
    """A few words as a part of a key.

    Examples
    --------
    >>> slug("an increase of 1.5 percent"), slug("the Café"), slug("рост")
    ('increase-1-5-percent', 'cafe', '')
    """
    plain = unicodedata.normalize("NFKD", text.lower().replace("'", "").replace("’", ""))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return "-".join(([word for word in words if not IDLE.fullmatch(word)] or words)[:WORDS])


class Keys:
    """The keys of a package: those that are taken, and the next free ones.

    `both` are the groups that stand for the two sides of a meeting.
    """

    def __init__(self, taken: dict[str, set[str]], both: set[str]):
        self.taken, self.both = taken, both
        self.last: dict[tuple[str, str], int] = defaultdict(lambda: 1)

    def made(self, table: Table, row: Row) -> str:
        """The key that the rule gives a row, free or not."""
        letter = "".join(re.findall(r"^[a-z]-(?=\[)", table.columns[table.names.index(table.key)].pattern))
        if table.name == "positions" and row.get("holder_id") in self.both:
            row = row | {"holder_id": "both"}
        rule: Callable[[Row], Iterable[str]] = RULES.get(table.name, named)
        return letter + "-".join(filter(None, rule(defaultdict(str, row))))

    def free(self, table: Table, row: Row) -> str:
        """The key for a new row; where the rule's is taken, -2, -3 … follow."""
        key = base = self.made(table, row)
        if table.name == "figures" and key in self.taken[table.name]:
            key = base = f"{base}-{row.get('reporter_id', '')}".rstrip("-")
        while key in self.taken[table.name]:
            self.last[table.name, base] += 1
            key = f"{base}-{self.last[table.name, base]}"
        self.taken[table.name].add(key)
        return key


def named(row: Row) -> list[str]:
    """The summit and a few words of the fact."""
    return [row["summit_id"], next(filter(None, (slug(row[column]) for column in NAMED_BY)), "")]


def of_figure(row: Row) -> list[str]:
    """What a figure counts, of whom, in which period."""
    what = {"growth on year": "growth", "share": "share"}.get(row["basis"], row["indicator"])
    days = period(row["period_start_on"], row["period_end_on"])
    return [slug(what.removeprefix("trade ")), row["party_a_id"], row["party_b_id"], days]


def period(start: str, end: str) -> str:
    """A stretch of time in a key: the year, its part, or first and last day.

    Examples
    --------
    >>> period("2017-01-01", "2017-12-31"), period("2017-01-01", "2017-09-30"), period("2017-03-21", "2018-03-20")
    ('2017', '2017-9m', '2017-03-21-2018-03-20')
    """
    try:
        first, after = dt.date.fromisoformat(start), dt.date.fromisoformat(end) + dt.timedelta(1)
    except ValueError:
        return "-".join(filter(None, (start, end)))
    months = 12 * (after.year - first.year) + after.month - first.month
    if (first.day, after.day) != (1, 1) or first.month + months > 13:
        return f"{start}-{end}"
    if first.month == 1:
        return str(first.year) if months == 12 else f"{first.year}-{ {3: 'q1', 6: 'h1'}.get(months, f'{months}m') }"
    return start[:7] if months == 1 else f"{start[:7]}-{end[:7]}"


RULES: dict[str, Callable[[Row], Iterable[str]]] = {
    "terms": lambda row: [slug(row["vocabulary"]), slug(row["term"])],
    "participants": lambda row: [row["summit_id"], row["actor_id"]],
    "coding_passes": lambda row: [row["source_id"], slug(row["table"])],
    "actor_mentions": lambda row: [row["summit_id"], row["mentioned_id"]],
    "positions": lambda row: [row["summit_id"], row["holder_id"], slug(row["topic"])],
    "document_reports": lambda row: [row["source_id"], row["document_id"].removeprefix("d-") or slug(row["as_named"])],
    "figures": of_figure,
}


class There:
    """The rows that a table has already, so that none is added twice."""

    def __init__(self, cells: Cells):
        self.path, self.key, rows = cells.table.path, cells.table.key, cells.records()
        self.own = [name for name in cells.header if name != self.key]
        telling = {*telling_columns(cells.table), "quote", "start", "end"} if "quote" in self.own else set(self.own)
        self.telling = [name for name in self.own if name in telling]
        self.by_key = {row[self.key]: row for row in rows}
        self.alike: dict[tuple, list[Row]] = defaultdict(list)
        for row in rows:
            self.alike[values(row, self.telling)].append(row)
        self.lines: dict[str | tuple, Line] = {}  # by the key that they give, or by what they say

    def has(self, line: Line, keys: Keys) -> bool:
        """Whether the row of a line is there, or must not be added beside one that is, which is then a fault."""
        named_by_rule, told = "quote" not in self.own and line.table.name != "passages", values(line.row, self.own)
        key = line.key or (keys.made(line.table, line.row) if named_by_rule else "")
        if row := self.by_key.get(key):
            for name, cell in line.row.items():
                if row[name] != cell and name not in line.unsure:
                    finding = f"{self.path} already has {key}, with “{row[name]}” here, not “{cell}”."
                    line.fault(name, finding, "Correct the cell, give another key, or edit that row.")
            return True
        if line.unsure & {"quote", "start"}:
            return False
        if alike := self.alike.get(values(line.row, self.telling)):
            self.differs(line, next((row for row in alike if values(row, self.own) == told), alike[-1]))
            return True
        twin = self.lines.setdefault(line.key or (told, key), line)
        if twin is not line and line.key:
            finding = f"it is the key of line {twin.number} of {twin.file} too."
            line.fault(self.key, finding, "Give each row its own key; remove one, if they are the same.")
        elif twin is not line:
            line.fault(None, f"line {twin.number} of {twin.file} says the same.", "Remove one of the two.")
        return twin is not line

    def differs(self, line: Line, row: Row) -> None:
        """Tell that a fact is there under another key, or with other words about it."""
        there = f"{self.path} has this fact already, as {row[self.key]}"
        if line.key:
            line.fault(self.key, f"{there}.", f"Write {row[self.key]}, also where other lines name it.")
        for name in self.own:
            if row[name] != line.row.get(name, ""):
                remedy = "Edit that row, or take this line out; another fact needs other words."
                line.fault(name, f"{there}, with “{row[name]}” here.", remedy)


def values(row: Row, names: list[str]) -> tuple[str, ...]:
    """The cells of a row in some columns."""
    return tuple(row.get(name, "") for name in names)
