"""A made-up article with its passages and rows, to be held against copies of it that differ."""

from __future__ import annotations

import csv
import random
from pathlib import Path

SYLLABLES = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "za", "dro", "pel", "gan", "mis", "tor"]
PASSAGE = ["passage_id", "source_id", "start", "end", "words", "part", "actor_id", "voice", "rendering", "note"]


def word(rng: random.Random) -> str:
    """A made-up word, now and then with a hyphen or an apostrophe."""
    made = "".join(rng.choices(SYLLABLES, k=rng.randint(1, 3)))
    return rng.choice([made] * 8 + [made + "-" + rng.choice(SYLLABLES), made + "’s"])


class Article:
    """A text, its passages as rows, and quotes as rows of `quantities`."""

    def __init__(self, seed: int):
        rng = self.rng = random.Random(seed)
        self.text, self.passages, self.quotes = "", [], []
        self.add("furniture", "agency", "narrated", 6, end=".\n\n")
        for i in range(40):
            if i % 9 == 0:
                self.add("heading", "agency", "narrated", rng.randint(4, 9), end="\n\n")
            elif i % 2:
                self.add("body", "host", "quoted", rng.randint(3, 40), "“", rng.choice(["” ", ",” ", ".”\n\n"]))
            else:
                self.add("body", "agency", "narrated", rng.randint(3, 30), end=rng.choice([": ", ". ", ".\n\n"]))
        self.add("furniture", "agency", "narrated", 5, end=".\n")

    def add(self, part: str, actor: str, voice: str, count: int, begin: str = "", end: str = "") -> None:
        """Append a passage with its words, and two quotes out of it where it tells something."""
        words = [word(self.rng) for _ in range(count)]
        start, note = len(self.text), " ".join(words)
        self.text += begin + note + end
        row = [f"made-{len(self.passages):03d}", "made", start, len(self.text), count, part, actor, voice, "original"]
        self.passages.append([*row, note if part == "heading" else ""])
        for _ in range(2 if part == "body" and len(self.passages) % 10 else 0):
            i = self.rng.randrange(count)
            quote = " ".join(words[i : i + self.rng.randint(1, 4)])
            at = start + len(begin) + len(" ".join(words[:i])) + (1 if i else 0)
            self.quotes.append((actor, voice, quote, at, at + len(quote)))

    def write(self, folder: Path) -> None:
        """Add the article to the small package in a folder."""
        from summitdata.texts.verify import hashes

        vouched = hashes(self.text, [dict(zip(("start", "end", "part"), (p[2], p[3], p[5]))) for p in self.passages])
        source = ["made", "small-summit", "agency", "", "https://example.org/c", "en", "2024-05-03", ""]
        append(
            folder / "sources.csv",
            [[*source, "news review", "full", *vouched.values(), "", "", "whole", "", "", ""]],
        )
        append(folder / "terms.csv", [["part-furniture", "part", "furniture", "Menus and the like."]])
        append(folder / "passages.csv", self.passages)
        rows = [
            [f"q-made-{i:03d}", "small-summit", "duration of talks", 1, "hours", "unqualified"]
            + ["made", actor, voice, quote, start, end, "", "", "Made-up words carry no number."]
            for i, (actor, voice, quote, start, end) in enumerate(self.quotes)
        ]
        append(folder / "quantities.csv", rows)


def append(path: Path, rows: list[list]) -> None:
    """Add rows to a CSV file."""
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
