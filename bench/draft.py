"""How good is the draft of a text: precision and recall by table, with the vocabularies of the other summits only.

    python bench/draft.py                       # every coded source of data/ whose text is at hand
    python bench/draft.py --data DIR --misses   # another folder; also what was missed and what was too much

For each coded source all rows of its summit are taken out, and what only they use: actors, words of vocabularies, terms
of sectors. What new-summit asks for stays: summit, source, leaders, states, publisher. The text is then drafted, and a
proposed row is right where it overlaps a row of the source and the cells that tell what the row is are the same (a word
that the vocabulary lacks counts as the word that was coded, where that is new too). Intervals are Wilson's, of 95 percent.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from summitdata.tables.cells import read_package
from summitdata.tables.folder import source_texts
from summitdata.tables.quotes import bared
from summitdata.texts.draft import drafted
from summitdata.texts.draft_setting import Proposal, Row, Setting, Tables, setting_of

ROOT = Path(__file__).parents[1]
TELLING = {
    "actor_mentions": ("mentioned_id",), "sector_mentions": ("sector_id", "role"),
    "documents": ("type", "status", "level", "binding"), "claims": ("indicator", "modality", "change", "value", "qualifier", "window"),
    "quantities": ("what", "value", "unit", "qualifier"), "figures": ("indicator", "value", "unit", "qualifier", "period_start_on"),
    "events": ("kind", "starts_on", "precision"),
}  # fmt: skip
GROUPS = {
    "actor mentions": ["actor_mentions"],
    "numbers": ["claims", "quantities", "figures"],
    "documents": ["documents"],
}
GROUPS |= {"sector mentions": ["sector_mentions"], "events": ["events"]}
NUMBERS = {"value", "step"}
SEEN = {"belta-2025-08-20", "kremlin-2017-03-28", "kremlin-2017-12-11"}  # by whoever wrote the rules
Z = 1.959964


def without(tables: Tables, source_id: str) -> Tables:
    """The tables as they were before the summit of a source was coded."""
    summit = next(row["summit_id"] for row in tables["sources"] if row["source_id"] == source_id)
    gone = {row["source_id"] for row in tables["sources"] if row["summit_id"] == summit}
    keep = ("summits", "sources", "participants", "actors", "terms", "sectors")
    left = {
        name: rows if name in keep else [r for r in rows if r.get("source_id") not in gone]
        for name, rows in tables.items()
    }
    left["sources"] = [
        row for row in tables["sources"] if row["source_id"] not in gone or row["source_id"] == source_id
    ]
    used = Counter(
        cell for name, rows in left.items() if name not in ("actors", "terms") for row in rows for cell in row.values()
    )
    parts = [row["actor_id"] for row in tables["participants"] if row["summit_id"] == summit]
    codes = {row["country"] for row in tables["actors"] if row["actor_id"] in parts} - {""}
    founding = {
        row["actor_id"] for row in tables["actors"] if row["country"] in codes and row["kind"] == "state"
    } | set(parts)
    pair = [
        row["actor_id"] for row in tables["actors"] if row["members"] and set(row["members"].split(";")) <= founding
    ]
    left["actors"] = [
        row
        for row in tables["actors"]
        if used[row["actor_id"]] or row["actor_id"] in founding or row["actor_id"] in pair
    ]
    fixed = {row["vocabulary"] for row in tables["terms"]} - {"quantity", "unit", "document type", "indicator", "topic"}
    left["terms"] = [row for row in tables["terms"] if row["vocabulary"] in fixed or used[row["term"]]]
    return left


def known(setting: Setting) -> dict[str, set[str]]:
    """The words that the vocabulary left has, by column."""
    words = {"mentioned_id": set(setting.actors), "what": {t for v, t in setting.terms if v == "quantity"}}
    return words | {"unit": {t for v, t in setting.terms if v == "unit"}}


def same(table: str, row: Row, cells: Row, has: dict[str, set[str]]) -> bool:
    """Whether a proposal says what a row says."""
    for column in TELLING[table]:
        a, b = row[column], cells.get(column, "")
        if column in NUMBERS and a and b and float(a) == float(b):
            continue
        new = column in has and a not in has[column] and b not in has[column] and b
        if a != b and not new:
            return False
    return True


def matched(coded: list[tuple[str, Row]], proposals: list[Proposal], has: dict[str, set[str]]) -> list[tuple[int, int]]:
    """Pairs of a coded row and a proposal, each in one pair at most."""
    pairs, free = [], set(range(len(proposals)))
    for i, (table, row) in enumerate(coded):
        a, b = int(row["start"]), int(row["end"])
        for j in sorted(free):
            p = proposals[j]
            if p.table == table and p.start < b and a < p.end and same(table, row, p.cells, has):
                pairs.append((i, j))
                free.discard(j)
                break
    return pairs


def placed(text: str, row: Row) -> Row:
    """A row with its place in the text: that of a figure, which has none in its table, is where its words stand once."""
    places = bared(text).find(row["quote"]) if "start" not in row and row.get("quote") else []
    return row | ({"start": str(places[0].start), "end": str(places[0].end)} if len(places) == 1 else {})


def wilson(right: int, of: int) -> str:
    """A share in percent with its interval."""
    if not of:
        return "–"
    share, spread = right / of, Z * Z / of
    middle, half = share + spread / 2, Z * (share * (1 - share) / of + spread / (4 * of)) ** 0.5
    low, high = ((middle + sign * half) / (1 + spread) for sign in (-1, 1))
    return f"{100 * share:.0f} ({100 * low:.0f} to {100 * high:.0f})"


def spoken(text: str, rows: list[Row], proposals: list[Proposal], columns: tuple[str, ...]) -> tuple[int, int]:
    """The words of a text to which the draft gives the same cells as the coding, and all of them."""

    def at(spans: list[tuple[int, int, tuple]]) -> list[tuple]:
        return [cells for a, b, cells in spans for _ in range(a, b)]

    theirs = at(sorted((int(r["start"]), int(r["end"]), tuple(r[c] for c in columns)) for r in rows))
    ours = at(sorted((p.start, p.end, tuple(p.cells.get(c, "") for c in columns)) for p in proposals))
    firsts = [i for i, c in enumerate(text) if not c.isspace() and (i == 0 or text[i - 1].isspace())]
    return sum(theirs[i] == ours[i] for i in firsts if i < min(len(theirs), len(ours))), len(firsts)


def measured(tables: Tables, source_id: str, text: str, misses: bool) -> tuple[list[str], Counter]:
    """The lines of the table for one source, and how many proposals of each surety were right."""
    setting = setting_of(without(tables, source_id), source_id)
    proposals, has, lines, sure = drafted(text, setting), known(setting), [], Counter()
    rows = [row for row in tables["passages"] if row["source_id"] == source_id]
    cuts = [p for p in proposals if p.table == "passages"]
    for label, columns in (("speaker and voice", ("actor_id", "voice")), ("part", ("part",))):
        right, of = spoken(text, rows, cuts, columns)
        lines.append(f"| {source_id} | passages: {label} | {of} words | {wilson(right, of)} | |")
    for label, names in GROUPS.items():
        its = [(name, placed(text, row)) for name in names for row in tables[name] if row["source_id"] == source_id]
        coded = [(name, row) for name, row in its if row.get("start")]
        ours = [p for p in proposals if p.table in names]
        pairs = matched(coded, ours, has)
        lines.append(
            f"| {source_id} | {label} | {len(coded)} rows, {len(ours)} proposed | {wilson(len(pairs), len(coded))} | {wilson(len(pairs), len(ours))} |"
        )
        hit = {j for _, j in pairs}
        sure.update((p.surety, j in hit) for j, p in enumerate(ours))
        if misses:
            show(
                text,
                label,
                [(n, r) for i, (n, r) in enumerate(coded) if i not in {i for i, _ in pairs}],
                [p for j, p in enumerate(ours) if j not in hit],
            )
    return lines, sure


def show(text: str, label: str, missed: list[tuple[str, Row]], more: list[Proposal]) -> None:
    """Print what was missed and what was proposed without such a row."""
    for table, row in missed:
        print(f"  - {label}: {row['quote']} {row['start']} {[row[c] for c in TELLING[table]]}")
    for p in more:
        print(
            f"  + {label}: {' '.join(text[p.start : p.end].split())} {p.start} {[p.cells.get(c) for c in TELLING[p.table]]}"
        )


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("--data", type=Path, default=ROOT / "data")
    words.add_argument("--source", action="append", help="only this source")
    words.add_argument("--misses", action="store_true", help="list what was missed, and what was too much")
    options = words.parse_args()
    tables = {name: cells.records() for name, cells in read_package(options.data).items()}
    coded = [row["source_id"] for row in tables["sources"] if row["coverage"] == "full"]
    texts = source_texts([source for source in coded if not options.source or source in options.source])
    lines, sure = [], Counter()
    for source, text in texts.items():
        more, its = measured(tables, source, text, options.misses)
        lines, sure = lines + more, sure + its
    print("| source | what | coded | recall, percent | precision, percent |\n| --- | --- | --- | --- | --- |")
    print("\n".join(lines))
    for surety in ("high", "middle", "low"):
        right, wrong = sure[surety, True], sure[surety, False]
        print(f"\nSurety {surety}: {wilson(right, right + wrong)} percent of {right + wrong} proposals right.")
    if seen := sorted(SEEN & set(texts)):
        print(f"\nThe rules were written with {', '.join(seen)}: this flatters. On unseen texts: docs/draft.md.")
    for source in set(coded) - set(texts):
        print(f"\n{source}: its text is not at hand ($SUMMITDATA_TEXTS).")


if __name__ == "__main__":
    main()
