"""The words of numbers in a language, read from `number_words/`.

Standard library only. A file is a language; a line is a kind, a value and its
forms. `0+1` counts on with each form, `/` parts forms of one value, `*` stands
for any ending, `-` for no form. A line of what bends a number is a pattern.
"""

import functools
import re
from pathlib import Path
from typing import Any

WORDS = Path(__file__).parent / "number_words"
COMPOUND = (("tausend", 1000), ("hundert", 100), ("und", 1))
CUT = {"de": ("st", "t"), "fa": ("",)}  # ends of a number word that make a position of it
FREE = r"[\s$€₽~+(-]*"  # what may stand between a word and the number that it bends


class Lexicon:
    """The words of one language, by kind."""

    def __init__(self, language: str):
        self.language = language
        self.kinds: dict[str, dict[str, Any]] = {}
        self.bends: dict[str, str] = {}
        for name in ("shared", language):
            for line in (WORDS / f"{name}.txt").read_text("utf-8").splitlines():
                head, _, forms = line.partition(": ")
                kind, _, value = head.partition(" ")
                self.add(kind, value, forms)
        words = "|".join(f"({self.bends[name]})" for name in ("at least", "over", "about", "almost", "at most"))
        between = rf"(?:{FREE}(?:{self.bends['between']})\b)*{FREE}$"
        self.before = re.compile(rf"(?<!\w)(?:{words}|([~≈])|(>))(?!\w){between}")
        self.afar = re.compile(rf"(?<!\w)(?:{self.bends['afar']})(?!\w)")
        self.down = re.compile(rf"(?<!\w)(?:{self.bends['down']})(?!\w)")

    def add(self, kind: str, value: str, forms: str) -> None:
        """Take in a line."""
        if kind == "bends":
            self.bends[value] = forms
            return
        words = self.kinds.setdefault(kind, {})
        first, _, more = value.partition("+")
        for n, group in enumerate(forms.split()):
            number = value.replace("_", " ") if kind in ("unit", "suffix") else float(first) + n * float(more or 0)
            if group != "-":
                words.update(dict.fromkeys(group.split("/"), number))

    @functools.cache  # noqa: B019, one a language for as long as the program runs
    def look(self, kind: str, word: str) -> Any:
        """What a word is as one of a kind, or None."""
        words = self.kinds.get(kind, {})
        stems = (word[:end] + "*" for end in range(len(word), 2, -1))
        return words.get(word, next((words[stem] for stem in stems if stem in words), None))

    @functools.cache  # noqa: B019
    def idle(self, word: str) -> bool:
        """Whether a word of letters begins no number, whatever follows: most do not."""
        found = (self.look(kind, word) for kind in ("mixed", "article", "alone", "fraction"))
        begins = (self.cardinal(word), self.ordinal(word), self.compound(word), *found)
        return word.isalpha() and all(value is None for value in begins)

    def cardinal(self, word: str) -> float | None:
        """The value of a number word, German compounds among them."""
        value = self.look("cardinal", word)
        for mark, size in COMPOUND if value is None and self.language == "de" else ():
            head, found, tail = word.partition(mark)
            if found and (size > 1 or (head and tail)):
                many = 1 if head in ("", "ein") else self.cardinal(head)
                rest = self.cardinal(tail) if tail else 0
                return None if None in (many, rest) else many * size + rest
        return value

    def ordinal(self, word: str) -> float | None:
        """The position that a word names."""
        value = self.look("ordinal", word) if self.language in ("en", "fa") else None
        for ending in self.kinds.get("inflection", ()):
            stem = word.removesuffix(ending)
            if value is None and stem != word:
                cut = [stem.removesuffix(end) for end in CUT.get(self.language, ()) if stem.endswith(end)]
                value = next(filter(None, [self.kinds["ordinal"].get(stem), *map(self.cardinal, cut)]), None)
        return value

    def compound(self, word: str) -> tuple[float, str] | None:
        """Number and unit of a word such as fivefold, verdreifacht or vierstündig."""
        if value := self.look("multiple", word):
            return value, "multiple"
        for suffix, unit in self.kinds.get("suffix", {}).items():
            head, found, _ = word.partition(suffix)
            if found and (value := self.cardinal(head.removeprefix("ver"))):
                return value, unit
        return None


@functools.cache
def lexicon_of(language: str) -> Lexicon | None:
    """The words of a language (BCP 47), or None where no rule reads it."""
    name = language.partition("-")[0].lower()
    return Lexicon(name) if (WORDS / f"{name}.txt").is_file() else None
