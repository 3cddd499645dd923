"""Numbers that a text tells: growth claims, reported levels of trade, and all other quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summitdata.tables.lexicon import lexicon_of
from summitdata.tables.numerals import DATES, TIMES, Numeral, Reading, folded
from summitdata.tables.quotes import fold
from summitdata.tables.wordings import exact
from summitdata.texts.draft_events import MONTHS, months
from summitdata.texts.draft_setting import Proposal, Row, Setting, rule, sentences

PARTIES, SERIES, NOUN, TRADE, ABOUT_TRADE, GOAL, GROWTH_OF = map(
    rule, ("parties", "series", "noun", "trade", "about trade", "goal", "growth of")
)
DURATIONS = (("sanctions", "sanction|restrictive measures"), ("talks", "negotiat|talks|meeting lasted|conversation"))
DURATIONS += (("relations", "cooperat|relations|friendship|diplomatic"),)
MODALITIES = (
    ("should|must", "should grow"),
    ("will|would", "will grow"),
    (r"\b(?:is|are|be)\b.*ing|^growing", "is growing"),
)
SERIES_OF = {"summit": "summit of a series"} | dict.fromkeys(("unit", "power unit", "reactor"), "unit of a power plant")
MONEY = {"USD": "USD million", "EUR": "EUR million"}
MEASURES = (*TIMES, "tonnes", "percent", "multiple", "fraction", "percentage points")


def numbers(text: str, setting: Setting, skip: list[Proposal]) -> list[Proposal]:
    """A row for each number in running text: of `claims`, `figures` or `quantities`, outside the stretches to skip."""
    lexicon, found = lexicon_of(setting.source["language"]), []
    for a, b in sentences(text) if lexicon else ():
        clear = re.sub(r"(?i)\bper cent\b", "percent ", text[a:b]).replace("\n", " ")
        reading = Reading(folded(DATES.sub(lambda m: ";" + " " * (len(m[0]) - 1), clear)), lexicon)
        its = list(filter(None, (number.row() for number in told(text, a, b, reading, setting))))
        found += [*its, *qualitative(text, a, b, setting, [p for p in its if p.table == "claims"])]
    return [p for p in found if not any(s.start <= p.start < s.end for s in skip)]


def told(text: str, a: int, b: int, reading: Reading, setting: Setting) -> Iterator[Told]:
    """The numbers of one sentence; none where the reading has another length, so that no place can be told."""
    bent, i = dict(reversed(reading.placed())), 0
    while i < len(reading.tokens) and len(reading.text) == b - a:
        end, its = reading.at(i)
        if its:
            start, stop = reading.tokens[i].start(), reading.tokens[min(end, len(reading.tokens)) - 1].end()
            bend = reading.lexicon.before.search(reading.text[:start])
            number = bent.get(start, its[0])
            first = bend.start() if bend and number.qualifier != "unqualified" else start
            yield Told(text, a, b, a + first, a + start, a + stop, number, setting)
        i = max(end, i + 1)


@dataclass(frozen=True)
class Told:
    """A number in its sentence, which goes from `a` to `b`: where its words begin, where it begins itself, where it ends."""

    text: str
    a: int
    b: int
    first: int
    start: int
    stop: int
    number: Numeral
    setting: Setting

    def row(self) -> Proposal | None:
        """The row of the number; none for a date, a name or a figure of speech."""
        n, words, before, after = (
            self.number,
            *(self.text[i:j] for i, j in ((self.a, self.b), (self.a, self.start), (self.stop, self.b))),
        )
        if re.search(r"\b(?:past|last|next|coming|previous|recent)\s+$|[A-Za-z]-?$", before):
            return None
        grown = ABOUT_TRADE.search(words)
        if n.unit == "ordinal":
            return self.ordinal(after)
        if n.unit in ("percent", "multiple", "fraction") and grown and self.a + grown.start() < self.start:
            verb = self.a + grown.start(1)
            first = min(self.first, verb) if self.first - verb < 40 else self.first
            return Proposal("claims", first, self.stop, claim(words, grown, n, self.setting), "high")
        if re.fullmatch("[A-Z]{3}", n.unit) or (n.scaled and n.unit == "" and not NOUN.match(after)):
            return self.money(words)
        if n.aside and n.unit not in TIMES:
            return None
        return self.measure(words, before) if n.unit in MEASURES else self.count(after)

    def quantity(self, what: str, unit: str, first: int, more: int = 0, value: float | None = None) -> Proposal:
        """A row of `quantities`; low in surety where the package lacks one of its words."""
        usual = ("quantity", what) in self.setting.terms and ("unit", unit) in self.setting.terms
        cells = {"what": what, "value": exact(self.number.value if value is None else value), "unit": unit}
        cells["qualifier"] = "unqualified" if what == "number of parties" else self.number.qualifier
        return Proposal(
            "quantities",
            first,
            self.stop + more,
            cells,
            ("high" if what == "number of parties" else "middle") if usual else "low",
        )

    def ordinal(self, after: str) -> Proposal | None:
        """A place in a series that its noun names."""
        match = SERIES.match(after)
        if not match or (match[1].lower() == "time" and self.number.value == 1):
            return None
        noun = match[1].lower().rstrip("s")
        standing = noun in ("meeting", "session", "round") and re.search(
            "(?i)commission|committee|council", after[:160]
        )
        what = "session of a commission" if standing else SERIES_OF.get(noun, f"{noun} of a series")
        return self.quantity(what, "ordinal", self.start, match.end())

    def count(self, after: str) -> Proposal | None:
        """How many there are of what the noun behind the number names."""
        if (match := PARTIES.match(after)) and self.number.value <= 4:
            unit = "presidents" if re.match("(?i)leaders|presidents|heads", match[1]) else "countries"
            return self.quantity("number of parties", unit, self.start, match.end())
        match = NOUN.match(after)
        if not match or re.match(r"\s*[,.;:)]", after) or self.number.value == 1:
            return None
        papers, new = re.search("document|agreement|memorand", match[2]), re.search(r"\bnew\b", match[1])
        what = "documents signed" if papers else f"{fold(match[1] + match[2])} planned" if new else match[2]
        return self.quantity(what, "documents" if papers and not new else match[2], self.first, match.end())

    def measure(self, words: str, before: str) -> Proposal | None:
        """A duration, a weight or a share."""
        unit, value = self.number.unit, self.number.value
        what = next(
            (f"duration of {w}" for w, p in DURATIONS if unit in TIMES and re.search(rf"(?i)\b(?:{p})", words)), ""
        )
        if unit in ("days", "months", "weeks") and not what:
            return None
        match = GROWTH_OF.search(fold(before))
        what = what or (
            f"growth of {match[1]}" if match else "share" if re.search(r"percent\s+of", words) else "growth"
        )
        unit, value = ("percent", round(value * 100, 1)) if unit == "fraction" else (unit, value)
        return self.quantity(what, unit, self.first, value=value)

    def money(self, words: str) -> Proposal:
        """An amount: a level of trade with its period, a goal, or another sum."""
        unit = MONEY.get(self.number.unit, self.number.unit)
        first = self.first - (self.text[self.start - 1] in "$€" and self.first == self.start)
        size = 1e6 if unit in MONEY.values() else 1
        since = window(self.text[self.start : self.b], self.setting) or window(words, self.setting)
        trade = TRADE.search(self.text[self.a : self.start])
        if not trade and re.search(r"\b(?:it|this|figure)\b", words):
            trade = TRADE.search(self.text[max(0, self.a - 200) : self.a])
        goal = trade and GOAL.search(words) and not re.search(r"\b(?:reached|amounted|totall?ed)\b", words)
        if goal or not trade or "window_end_on" not in since:
            other = (
                "trade, no period named"
                if trade
                else "loans"
                if re.search(r"(?i)\b(?:loan|credit)s?\b", words)
                else "sum"
            )
            return self.quantity("trade target" if goal else other, unit, first, value=self.number.value / size)
        cells = {"indicator": indicator(trade[0]), "basis": "level", "unit": unit, "qualifier": self.number.qualifier}
        cells |= {"value": exact(self.number.value / size), "step": exact(self.number.step / size), "scope": "unknown"}
        cells |= {f"period_{end}": since[f"window_{end}"] for end in ("start_on", "end_on")}
        return Proposal("figures", first, self.stop, cells | parties(self.setting) | {"period_inferred": "false"})


def indicator(word: str) -> str:
    """Which trade a word speaks of."""
    return {"export": "exports", "import": "imports"}.get(word.lower().rstrip("s"), "trade turnover")


def parties(setting: Setting) -> Row:
    """The two sides as the parties of a claim."""
    keys = [state["actor_id"] for state in setting.states] + ["", ""]
    return {"party_a_id": keys[0], "party_b_id": keys[1]}


def claim(words: str, grown: re.Match, n: Numeral | None, setting: Setting) -> Row:
    """The cells of a growth claim; without a number it is qualitative."""
    trade = TRADE.search(grown[0])
    cells = {"indicator": indicator(trade[0] if trade else ""), "change": "qualitative"} | parties(setting)
    cells["modality"] = next((name for pattern, name in MODALITIES if re.search(pattern, grown[1].lower())), "grew")
    if n:
        part = n.unit == "fraction"
        cells |= {
            "change": "percent" if part else n.unit,
            "qualifier": n.qualifier,
            "step": exact(5 if part else n.widest),
        }
        cells |= {"value": exact(round(n.value * 100, 1) if part else n.value)} | window(words, setting)
    return cells


def qualitative(text: str, a: int, b: int, setting: Setting, there: list[Proposal]) -> Iterator[Proposal]:
    """Claims of growth without a number, clause by clause."""
    for clause in re.finditer(r"[^,;]+", text[a:b]):
        grown, start = ABOUT_TRADE.search(clause[0]), a + clause.start()
        taken = any(p.start < start + len(clause[0]) and start < p.end for p in there)
        if grown and not taken and not re.search(r"\d|\bfold|percent", clause[0]):
            cells = claim(clause[0], grown, None, setting)
            yield Proposal("claims", start + grown.start(), start + grown.end(), cells, "low")


def window(words: str, setting: Setting) -> Row:
    """The stretch of time that a sentence names, as worded and in days."""
    year, month = int(setting.day[:4] or 1), "|".join(MONTHS)
    number = lambda word: int(lexicon_of("en").cardinal(word.lower()) or (word.isdigit() and word) or 0)  # noqa: E731
    if match := re.search(r"\b(?:past|last)\s+(\w+)\s+(years|months)\b", words):
        return {"window": f"P{number(match[1])}{match[2][0].upper()}"} if number(match[1]) else {}
    if re.search(r"since the (?:start|beginning) of (?:the|this) year|\bthis year\b", words):
        return {"window": "YTD", "window_start_on": f"{year}-01-01"}
    first, last, its = 1, 0, None
    if match := re.search(r"\bfirst\s+(?:(\w+)\s+months|half)\b(?:.{0,12}\b((?:19|20)\d\d))?", words):
        last, its = number(match[1]) if match[1] else 6, match[2]
    elif match := re.search(rf"\b({month})\s*(?:–|-|to|through)\s*({month})\b(?:,?\s+((?:19|20)\d\d))?", words):
        first, last, its = MONTHS.index(match[1]) + 1, MONTHS.index(match[2]) + 1, match[3]
    elif match := re.search(r"\bin\s+((?:19|20)\d\d)\b|\blast year\b", words):
        last, its = 12, match[1] or year - 1
    if not first <= last <= 12:
        return {}
    span, length = months(int(its or year), first, last - first + 1, ""), last - first + 1
    days = {"window_start_on": span["starts_on"], "window_end_on": span["ends_on"]}
    return {"window": "P1Y" if length == 12 else f"P{length}M"} | days
