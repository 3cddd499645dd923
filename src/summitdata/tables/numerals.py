"""Numbers read from words: value, what they round to, the word that bends them, their unit. Standard library only."""

import functools
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from summitdata.tables.lexicon import Lexicon, lexicon_of

TIMES = ("minutes", "hours", "days", "weeks", "months", "years")
TOKEN = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,']\d+)*|[^\W\d_]+|\S")
DATES = re.compile(
    r"\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[./]\d\d?[./]\d{2,4}|\d\d?:\d\d|\b(?:1[89]|20)\d\d ?[-/] ?\d{2,4}(?!\d)"
)
FOLDED = str.maketrans("ёيك٫٬،–‑−’\u00a0\u202f\u2009", "еیک.,,---'   ", "\u200c\u200d\u0301")
ONE_WORD = {
    re.compile(r"\bper cent\b"): "percent",
    re.compile(r"\bpercentage points?\b|\bpercent points?\b|\bп\. ?п\."): "percentagepoint",
    DATES: ";",
}


@dataclass(frozen=True)
class Numeral:
    """A number that words carry, in whole units: "24.7 million dollars" is 24,700,000.

    `step` to `widest` is what it may round to as printed: "100 million" to 1, 10
    or 100 million. `unit` is percent, multiple, fraction, ordinal, a currency's
    code or a measure such as hours, empty where the words name none. `aside` is
    a date, or a stretch of time that something happened in; `down` tells that
    the words speak of a fall, where "three times" may be a third.
    """

    value: float
    step: float
    widest: float
    qualifier: str
    unit: str
    scaled: bool = False
    aside: bool = False
    down: bool = False


def numerals(text: str, language: str) -> list[Numeral]:
    """The numbers that words carry, in their order; none in a language without rules.

    Examples
    --------
    >>> [(n.value, n.step, n.qualifier, n.unit) for n in numerals("more than $154.1 million", "en")]
    [(154100000.0, 100000.0, 'over', 'USD')]
    >>> [(n.value, n.qualifier, n.unit) for n in numerals("um mehr als ein Drittel", "de")]
    [(0.3333333333333333, 'over', 'fraction')]
    """
    return [number for _, number in placed(text, language)]


@functools.lru_cache(maxsize=1 << 14)  # a text that did not change is read again at each check
def placed(text: str, language: str) -> tuple[tuple[int, Numeral], ...]:
    """As `numerals`, each with the place in the `folded` text at which it begins; its readings share one.

    Examples
    --------
    >>> [(at, n.value, n.unit) for at, n in placed("from 24.7 million to a fifth", "en")]
    [(5, 24700000.0, ''), (21, 0.2, 'fraction'), (21, 5.0, 'ordinal')]
    """
    lexicon = lexicon_of(language)
    return tuple(Reading(folded(text), lexicon).placed()) if lexicon else ()


def folded(text: str) -> str:
    """The text in lower case and plain digits, without dates in digits; in composed Latin letters each keeps its place."""
    text = unicodedata.normalize("NFC", text).lower().translate(FOLDED)
    text = re.sub("[\u064b-\u0652]", "", text)
    text = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)
    text = re.sub(r"(?<![\d/])(\d+)/(\d+)(?![\d/])", r"\1.\2", text) if re.search("[\u0600-\u06ff]", text) else text
    for pattern, word in ONE_WORD.items():
        text = pattern.sub(lambda match, word=word: word.ljust(len(match[0])), text)
    return text


class Reading:
    """One text, token by token."""

    def __init__(self, text: str, lexicon: Lexicon):
        self.text, self.lexicon = text, lexicon
        self.tokens, self.down = list(TOKEN.finditer(text)), lexicon.down.search(text) is not None

    def word(self, i: int) -> str:
        """The token at a position; empty beyond the ends."""
        return self.tokens[i][0] if 0 <= i < len(self.tokens) else ""

    def look(self, kind: str, i: int) -> Any:
        """What the token is as one of a kind."""
        return self.lexicon.look(kind, self.word(i))

    def glued(self, i: int) -> bool:
        """Whether a token follows the one before without a space."""
        return 0 < i < len(self.tokens) and self.tokens[i - 1].end() == self.tokens[i].start()

    def placed(self) -> list[tuple[int, Numeral]]:
        """All numbers and where each begins, with the verbs that bend them from afar."""
        found, i = [], 0
        while i < len(self.tokens):
            end, numbers = (i, []) if self.lexicon.idle(self.word(i)) else self.at(i)
            found += [(self.tokens[i].start(), number) for number in numbers]
            i = max(end, i + 1)
        if verb := self.lexicon.afar.search(self.text):
            firm = [start for start, number in found if not number.aside]
            place = min((s for s in firm if s > verb.start()), default=max(firm, default=None))
            found = [(s, replace(n, qualifier="over") if s == place else n) for s, n in found]
        return found

    def at(self, i: int) -> tuple[int, list[Numeral]]:
        """The numbers that begin at a token, and the position behind them."""
        word, lexicon = self.word(i), self.lexicon
        value, step, end, scaled, article = self.counted(i)
        if value is not None:
            k = end + (self.word(end) == "-")
            part = self.look("fraction", k) or lexicon.ordinal(self.word(k))
            if part and not word[0].isdigit():
                return self.part(i, k, value, part, article)
            return self.measured(i, end, value, step, scaled, article)
        if found := lexicon.compound(word):
            return i + 1, [self.numeral(i, i + 1, found[0], 1 if found[0] % 1 == 0 else 0.1, found[1])]
        if part := self.look("fraction", i):
            if self.look("unit", i + 1 + (self.word(i + 1) == "-")) == "years":
                return i + 2, []
            aside = self.look("period", i) is not None and (part != 2 or self.look("before", i - 1) is not None)
            return self.part(i, i, 1, part, False, aside)
        if (value := lexicon.ordinal(word)) is not None:
            if self.look("period", i + 1) or self.look("fraction", i + 1):
                return i + 2, []
            return i + 1, [self.numeral(i, i + 1, value, 1, "ordinal", aside=value <= 3)]
        return i + 1, []

    def counted(self, i: int) -> tuple[float | None, float, int, bool, bool]:
        """Value and finest step of a number in digits or words, the position behind it, whether scaled, whether an article."""
        lexicon, article = self.lexicon, False
        current, step = self.digits(i)
        place, end, total, scaled = 0.0, i + 1, 0.0, False
        if current is None:
            if current := self.look("mixed", i):
                step = 0.5
            elif (current := lexicon.cardinal(self.word(i))) is not None:
                place = zeros(current) if current >= 20 else 0  # forty takes two, ten takes none
            elif self.look("article", i) or self.look("alone", i):
                current, article, end = 1.0, True, i + (self.look("alone", i) is None)
            else:
                return None, 1, i, False, False
        while end < len(self.tokens):
            k = end + (self.word(end) in ("-", "$", "€") or self.look("and", end) is not None)
            half = k + (self.look("article", k) is not None)
            size, more = self.look("scale", k), lexicon.cardinal(self.word(k))
            if k > end and self.look("fraction", half) == 2:
                current, step, place, end = current + 0.5, 0.5, 0.0, half + 1
            elif size and current:
                scaled, article, end = scaled or size >= 1000, False, k + 1
                if size < 1000:
                    current, place = current * size, size
                else:
                    total, current, step, place = total + current * size, 0.0, step * size, size
            elif more and more < place:
                current, place, end = current + more, min(zeros(more), place), k + 1
                step = min(step, 1)
            else:
                break
        return total + current, step, end, scaled, article

    def digits(self, i: int) -> tuple[float | None, float]:
        """The value of a number in digits and the step of its last one, in the marks of the language."""
        text = self.word(i)
        decimal, other = (".", ",") if self.lexicon.language in ("en", "fa") else (",", ".")
        if re.fullmatch(rf"\d{{1,3}}(?:[{other}' ]\d{{3}})+(?:[{decimal}]\d+)?", text):
            text = re.sub(rf"[{other}' ]", "", text)
        if not re.fullmatch(r"\d+(?:[.,]\d+)?", text) or len(text) > 20:
            return None, 1
        text = text.replace(",", ".")
        return float(text), 10.0 ** -len(text.partition(".")[2])

    def part(self, i: int, end: int, many: float, part: float, article: bool, aside: bool = False) -> tuple[int, list]:
        """A fraction, or what it may be besides: "a fifth meeting", "twenty-first", "half a million"."""
        ordinal, fraction = self.lexicon.ordinal(self.word(end)), self.look("fraction", end) is not None
        numbers = []
        if not fraction and many >= 20:
            return end + 1, [self.numeral(i, end + 1, many + ordinal, 1, "ordinal")]
        if fraction or part >= 3:
            k = end + 1 + (self.look("of", end + 1) is not None)  # a quarter of a million
            k += self.look("article", k) is not None
            size, unit = self.look("scale", k), self.unit_after(k)
            if unit[0] == "years" and self.word(k) == "-":
                return unit[1], []
            if size:
                return self.measured(i, k + 1, many / part * size, size / part, True, False)
            if unit[0] in TIMES:
                return unit[1], [self.numeral(i, unit[1], many / part, 1 / part, unit[0], aside=aside)]
            numbers.append(self.numeral(i, end + 1, many / part, 0.05, "fraction", aside=aside))
        if ordinal and not (self.word(end).endswith("s") or many > 1):
            numbers.append(self.numeral(i, end + 1, ordinal, 1, "ordinal", aside=ordinal <= 3))
        if not numbers:
            return self.measured(i, end, many, 1, False, article)
        return end + 1, numbers

    def measured(self, i: int, end: int, value: float, step: float, scaled: bool, article: bool) -> tuple[int, list]:
        """A number with its unit; what is only a date, a name or an article stands aside."""
        k = end + (self.word(end) == "-")
        if self.glued(end) and self.look("ending", k):
            return k + 1, [self.numeral(i, k + 1, value, 1, "ordinal")]
        month = any(self.look("month", m) for m in (i - 1, end, end + 1))
        dotted = self.word(end) == "." and self.word(end + 1).isalpha() and not month
        if self.lexicon.language == "de" and dotted and value < 100 and self.word(i)[0].isdigit():
            return end + 1, [self.numeral(i, end + 1, value, 1, "ordinal")]
        unit, behind = self.unit_after(end)
        before = self.look("unit", i - 1) or self.look("unit", i + 1)  # $40 million, 40 $million
        unit = unit or (before if str(before).isupper() else "")
        if unit == "decades":
            value, step, unit = value * 10, step * 10, "years"
        year = step == 1 and 1800 <= value <= 2100 and unit in ("", "years")
        unit, aside = "" if year else unit, year or (article and not unit)
        if unit in TIMES:
            aside = any(self.look("before", j) for j in (i - 1, i - 2))
        elif not unit and not scaled:
            letters = self.glued(i) and self.word(i - 1 - (self.word(i - 1) == "-"))
            aside |= bool(letters) and letters.isalpha() or month and value <= 31
        return behind, [self.numeral(i, behind, value, step, unit, scaled, aside)]

    def unit_after(self, i: int) -> tuple[str, int]:
        """The unit that stands behind a number, and the position behind it."""
        k = i
        while self.word(k) in ("-", ".", "us", "u", "s"):
            k += 1
        if self.look("times", k):
            return "multiple", k + 1
        unit = self.look("unit", k)
        return (unit, k + 1) if unit else ("", i)

    def numeral(
        self, i: int, end: int, value: float, step: float, unit: str, scaled: bool = False, aside: bool = False
    ) -> Numeral:
        """The number of these tokens with the word that bends it."""
        match = self.lexicon.before.search(self.text[: self.tokens[i].start()])
        bends = ("at least", "over", "about", "almost", "at most", "about", "over")
        bent = bends[match.lastindex - 1] if match else "unqualified"
        rest = self.text[self.tokens[min(end, len(self.tokens)) - 1].end() :]
        if re.match(rf"(?:\W*\w+){{,2}}?\W+(?:{self.lexicon.bends['after']})(?!\w)|\+", rest):
            bent = "at least"
        units, decimals = round(value / step), self.digits(i)[1] < 1
        widest = step * zeros(units) if step >= 1 and not decimals and unit not in ("ordinal", "fraction") else step
        return Numeral(value, step, widest, bent, unit, scaled, aside, self.down)


def zeros(number: float) -> float:
    """The largest power of ten that a whole number is counted in.

    Examples
    --------
    >>> zeros(113), zeros(40), zeros(100)
    (1.0, 10.0, 100.0)
    """
    return 1.0 if number % 10 or not number else 10.0 * zeros(number / 10)
