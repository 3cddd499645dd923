"""Where the facts of a sheet stand in the text that was coded."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from summitdata.tables.quotes import Match, bared, fold
from summitdata.texts.cite import AROUND, longest_run
from summitdata.texts.sheet import Line

LISTED = 5  # places that a fault lists


class Places:
    """A text in which many words are looked for: each once, with the line on which it begins."""

    def __init__(self, text: str):
        self.text = text
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.find = functools.cache(bared(text).find)

    def line_at(self, place: int) -> int:
        """The number of the line, from 1, on which a place lies."""
        return bisect_right(self.lines, place)

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
        for narrow in (self.within, self.on_line):
            lowest, highest = narrow(line, every)
            first, last = max(first, lowest), min(last, highest)
        if last - first == 1:
            return every[first]
        if not line.faults:
            remedy = "Take a word more, or say which in line or within." if last > first else "Correct one of the two."
            what = f"the words stand {last - first} times: {self.listed(every[first:last])}."
            line.fault("words", what if last > first else "they do not stand where both line and within say.", remedy)
        return None

    def within(self, line: Line, every: Sequence[Match]) -> tuple[int, int]:
        """Which of the places, in their order, lie in the longer stretch that a line names: the first, and the one after the last."""
        if not (words := line.placing.get("within")):
            return 0, len(every)
        stretches = self.find(words)
        if len(stretches) == 1:
            start, end = stretches[0].start, stretches[0].end
            first = bisect_left(every, start, key=lambda m: m.start)
            last = bisect_right(every, end, key=lambda m: m.end)
            if first >= last:
                line.fault("within", "the words do not stand in this stretch.", f"They stand on {self.listed(every)}.")
            return first, last
        finding = "the stretch does not stand in the text."
        if stretches:
            finding = f"the stretch stands {len(stretches)} times: {self.listed(stretches)}."
        line.fault(
            "within",
            finding,
            "Make it longer." if stretches else f"Correct it. {longest_run(self.text, words)}".strip(),
        )
        return 0, 0

    def on_line(self, line: Line, every: Sequence[Match]) -> tuple[int, int]:
        """Which of the places begin on the line that a line names: the first, and the one after the last."""
        if not (number := line.placing.get("line", "").removesuffix(".0")):  # pandas makes floats of a gappy column
            return 0, len(every)
        first = last = 0
        if number.isdecimal() and 0 < int(number) <= len(self.lines):
            start, end = [*self.lines[int(number) - 1 : int(number) + 1], len(self.text)][:2]
            first, last = (bisect_left(every, place, key=lambda m: m.start) for place in (start, end))
        if first >= last:
            finding = f"the words do not begin on line {number} of the text."
            line.fault("line", finding, f"They begin on {self.listed(every)}.")
        return first, last

    def listed(self, found: Sequence[Match]) -> str:
        """Places in words: the lines, and what stands there."""
        text = self.text
        near = [
            f"line {self.line_at(m.start)} (… {fold(text[max(0, m.start - AROUND) : m.end + AROUND])} …)"
            for m in found[:LISTED]
        ]
        return ", ".join(near) + (f" and {len(found) - LISTED} more" if len(found) > LISTED else "")

    def head(self, line: Line, place: Match) -> Match | None:
        """Where the head stands: nearest before the words, else first after them; None where it cannot be told."""
        found = self.find(line.placing["head"])
        if not found:
            line.fault("head", "the words of the head do not stand in the text.", "Look for other spelling.")
            return None
        return found[max(0, bisect_right(found, place.start, key=lambda m: m.end) - 1)]
