"""Where the facts of a sheet stand in the text that was coded."""

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from summitdata.tables.quotes import Match, bared, fold
from summitdata.texts.sheet import Line

AROUND = 40  # characters of the text that are shown on either side of a place
LISTED = 5  # places that a fault lists


class Places:
    """A text in which many words are looked for: each once, with the line on which it begins."""

    def __init__(self, text: str):
        self.text = text
        self.lines = [0, *(match.end() for match in re.finditer("\n", text)), len(text)]
        self.find = functools.cache(bared(text).find)

    def place(self, line: Line) -> Match | None:
        """Where the words of a line of a sheet stand; None where it cannot be told, which is then a fault."""
        words = line.placing.get("words", "")
        if not words:
            line.fault("words", "it is empty.", "Write the words that carry the fact, as the text has them.")
            return None
        every = self.find(words)
        if not every:
            where = longest_run(self.text, words)
            line.fault("words", "the words do not stand in the text.", f"Look for other spelling. {where}".strip())
            return None
        first, last = 0, len(every)
        for name, narrow in (("within", self.within), ("line", self.on_line)):
            low, high = (bisect_left(every, at, first, last, key=lambda match: match.start) for at in narrow(line))
            if low >= high:
                where = {"within": "stand in this stretch"}.get(
                    name
                ) or f"begin on line {line.placing[name]} of the text"
                line.fault(name, f"the words do not {where}.", f"They begin on {self.listed(every[first:last])}.")
                return None
            first, last = low, high
        if last - first == 1:
            return every[first]
        if not line.faults:
            finding = f"the words stand {last - first} times: {self.listed(every[first:last])}."
            line.fault("words", finding, "Take a word more, or say which in line or within.")
        return None

    def within(self, line: Line) -> tuple[int, int]:
        """Between which places words must begin for the longer stretch that a line names."""
        words, remedy = line.placing.get("within", ""), "Make it longer."
        stretches = self.find(words)
        if len(stretches) == 1:
            return stretches[0].start, stretches[0].end
        finding = f"the stretch stands {len(stretches)} times: {self.listed(stretches)}."
        if not stretches:
            finding, remedy = "the stretch does not stand in the text.", f"Correct it. {longest_run(self.text, words)}"
        if words:
            line.fault("within", finding, remedy.strip())
        return 0, len(self.text)

    def on_line(self, line: Line) -> tuple[int, int]:
        """Between which places words must begin for the line that a line names."""
        number = line.placing.get("line", "").removesuffix(".0")  # pandas makes floats of a gappy column
        if number.isdecimal() and 0 < int(number) < len(self.lines):
            return self.lines[int(number) - 1], self.lines[int(number)]
        return (0, 0) if number else (0, len(self.text))

    def listed(self, found: Sequence[Match]) -> str:
        """Places in words: the lines, and what stands there."""
        near = [f"line {bisect_right(self.lines, m.start)} (… {surroundings(self.text, m)} …)" for m in found[:LISTED]]
        return ", ".join(near) + (f" and {len(found) - LISTED} more" if len(found) > LISTED else "")

    def head(self, line: Line, place: Match) -> Match | None:
        """Where the head stands: nearest before the words, else first after them; None where it cannot be told."""
        found = self.find(line.placing["head"])
        if not found:
            line.fault("head", "the words of the head do not stand in the text.", "Look for other spelling.")
        return head_of(found, place)


def head_of(heads: Sequence[Match], place: Match) -> Match | None:
    """The last of some heads that ends before a place, else the first after it; None where there is none."""
    return heads[max(0, bisect_right(heads, place.start, key=lambda head: head.end) - 1)] if heads else None


def surroundings(text: str, match: Match) -> str:
    """Words with what stands around them."""
    return fold(text[max(0, match.start - AROUND) : match.end + AROUND])


def longest_run(text: str, words: str) -> str:
    """A hint: the longest run of the words, of two at least, that the text has."""
    parts = words.split()
    for length in range(len(parts) - 1, 1, -1):
        for i in range(len(parts) - length + 1):
            run = " ".join(parts[i : i + length])
            if places := bared(text).find_words(run):
                return f"It has “{run}”: … {surroundings(text, places[0])} …"
    return ""
