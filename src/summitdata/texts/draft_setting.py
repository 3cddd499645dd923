"""What a draft knows beforehand: the summit, its sides, the words of the package, and a table of names of our own."""

from __future__ import annotations

import csv
import functools
import re
from dataclasses import dataclass, field
from pathlib import Path

from summitdata.tables.likeness import did_you_mean

Row = dict[str, str]
Tables = dict[str, list[Row]]
Place = tuple[int, int]
NAMES = Path(__file__).parent / "names"
SPACE = re.compile(r"\s*")
SENTENCE = re.compile(r"[.!?…][\"”’»)\]]*(?=\s+[\"“«(\[]*[A-Z\d])|[.!?…:][\"”’»)\]]*\s*\n\s*\n|\n\s*\n")


@dataclass(frozen=True)
class Proposal:
    """One row that a rule proposes: its table, where its words stand, its cells.

    `surety` is how far the rule was right on texts that were coded: high, middle or low. `head` is the place of
    the word that gives the row its type, if it stands farther off.
    """

    table: str
    start: int
    end: int
    cells: Row
    surety: str = "middle"
    head: tuple[int, int] | None = None


@dataclass(frozen=True)
class Setting:
    """The source that is drafted and what the package has of its summit: the sides, the leaders, the publisher."""

    source: Row
    summit: Row
    publisher: Row
    leaders: list[Row]
    states: list[Row]
    both: str
    actors: dict[str, Row]
    terms: set[tuple[str, str]]
    sectors: set[str]
    known: list[Row] = field(default_factory=list)

    @property
    def day(self) -> str:
        """The day from which a date without a year is read."""
        return self.source.get("published_on") or self.summit.get("starts_on", "")

    @property
    def english(self) -> bool:
        """Whether the source is said to be in English."""
        return self.source["language"].lower().startswith("en")

    @property
    def parties(self) -> Row:
        """The two sides as the parties of a claim."""
        return dict(zip(("party_a_id", "party_b_id"), [state["actor_id"] for state in self.states] + ["", ""]))

    def dates(self, signed: bool) -> Row:
        """The cells of a document that follow from its status: what is signed at the meeting has its day and both sides."""
        sides, summit = ";".join(state["actor_id"] for state in self.states), self.summit["summit_id"]
        there = {"signed_on": self.day, "parties": sides, "signed_summit_id": summit} if signed else {}
        return {"status_on": self.day} | there


def setting_of(tables: Tables, source_id: str) -> Setting:
    """What is known of a source; a RuntimeError names what is missing and how to add it."""
    by_id = {row["source_id"]: row for row in tables["sources"]}
    if source_id not in by_id:
        raise RuntimeError(f"sources.csv has no {source_id}. {did_you_mean(source_id, by_id, 'See new-summit.')}")
    source = by_id[source_id]
    summit = next((row for row in tables["summits"] if row["summit_id"] == source["summit_id"]), {})
    if not summit:
        raise RuntimeError(f"{source_id} belongs to no summit. Add it first: summitdata new-summit.")
    actors = {row["actor_id"]: row for row in tables["actors"]}
    parts = [row for row in tables["participants"] if row["summit_id"] == source["summit_id"]]
    parts.sort(key=lambda row: ["host", "guest"].index(row["role"]) if row["role"] in ("host", "guest") else 2)
    people = [actors[row["actor_id"]] | {"role": row["role"], "office": row["office"]} for row in parts]
    codes = list(dict.fromkeys(row["country"] for row in people if row["country"]))
    states = [row for code in codes for row in actors.values() if row["kind"] == "state" and row["country"] == code]
    members = sorted(row["actor_id"] for row in states)
    pairs = [row["actor_id"] for row in actors.values() if sorted(row["members"].split(";")) == members]
    return Setting(
        source, summit, actors.get(source["publisher_id"], {}), people, states, next(iter(pairs), "-".join(members)),
        actors, {(row["vocabulary"], row["term"]) for row in tables["terms"]},
        {row["sector_id"] for row in tables["sectors"]}, tables["sector_mentions"],
    )  # fmt: skip


@functools.cache
def names(table: str) -> list[Row]:
    """A table of our own: states, bodies or sectors, and what they are called."""
    with (NAMES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def patterns() -> Row:
    """The patterns of the draft by name, as written."""
    text = re.sub(r"\n (?=.)", "", (NAMES / "patterns.txt").read_text("utf-8"))
    return dict(line.split(": ", 1) for line in text.splitlines() if line[:1] != "#")


@functools.cache
def rule(name: str) -> re.Pattern[str]:
    """A pattern of the draft by its name, or one as it is given; {{name}} in it stands for another."""
    pattern, full = patterns().get(name, name), ""
    while pattern != full:
        pattern, full = re.sub(r"\{\{([a-z ]+)\}\}", lambda other: patterns()[other[1]], pattern), pattern
    return re.compile(pattern)


def rules(prefix: str) -> dict[str, re.Pattern[str]]:
    """The patterns whose names begin alike, by the rest of the name, in their order."""
    return {name.removeprefix(prefix): rule(name) for name in patterns() if name.startswith(prefix)}


def either(words: list[str], flags: int = 0) -> re.Pattern[str]:
    """One pattern for many words: whole words only, the longest first, any white space and apostrophe between them.

    Examples
    --------
    >>> [m[0] for m in either(["Iran", "Mali", "South Sudan"]).finditer("Iranian, Somali and South\\n Sudan")]
    ['South\\n Sudan']
    """
    texts = sorted(set(filter(None, words)), key=lambda word: (-len(word), word))
    texts = [re.sub(r"['’]", "['’]", re.sub(r"(?:\\ )+", r"\\s+", re.escape(text))) for text in texts]
    return re.compile(rf"(?<!\w)(?:{'|'.join(texts) or '(?!)'})(?!\w)", flags)


def inside(place: int, stretches: list[Proposal]) -> bool:
    """Whether a place lies in one of some stretches."""
    return any(p.start <= place < p.end for p in stretches)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The places of the sentences of a stretch; the white space after one belongs to it."""
    end, at, found = len(text) if end is None else end, start, []
    for match in SENTENCE.finditer(text, start, end):
        stop = SPACE.match(text, match.end(), end).end()
        short = rule("short").search(text[at : match.end()])
        opens = short and text[match.end() - 3] == "." and rule("opener").match(text, stop)  # in the U.S. We
        if stop > at and (opens or not short):
            found.append((at, stop))
            at = stop
    return [*found, (at, end)] if text[at:end].strip() else found
