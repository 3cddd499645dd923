"""Numbers that a text tells: growth claims, reported levels of trade, and all other quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summitdata.tables.lexicon import lexicon_of
from summitdata.tables.numerals import DATES, TIMES, Numeral, Reading, folded
from summitdata.tables.quotes import fold
from summitdata.tables.wordings import exact
from summitdata.texts.draft_setting import Proposal, Row, Setting, filled, names, rule, rules, sentences
from summitdata.texts.draft_windows import window

PASSED, AFTER, WHILE, PARTIES, SERIES, NOUN, SUBJECT, PART, GROWN, MORE, DOWN, LEVEL, GOAL, DONE, GROWTH_OF, BACK = map(
    rule,
    ("passed over", "after a while", "in a while", "parties", "series", "noun", "subject", "part of trade", "grown", "grown more")
    + ("down", "level now", "goal", "attained", "growth of", "pronoun"),
)  # fmt: skip
SUMS, DURATIONS, MODALITIES = map(rules, ("sum ", "duration of ", "modality "))
SERIES_OF = {"summit": "summit of a series", "meeting": "summit of a series", "plant": "power plant of a country"}
SERIES_OF |= dict.fromkeys(("unit", "power unit", "reactor"), "unit of a power plant")


def numbers(text: str, setting: Setting, skip: list[Proposal]) -> list[Proposal]:
    """A row for each number in running text: of `claims`, `figures` or `quantities`, outside the stretches to skip."""
    lexicon, found = lexicon_of(setting.source["language"]), []
    bounds, text = sentences(text) if lexicon else [], re.sub(r"\s", " ", text)
    for a, b in bounds:
        clear = re.sub(r"(?i)\bper cent\b", "percent ", text[a:b])
        reading = Reading(folded(DATES.sub(lambda m: ";" + " " * (len(m[0]) - 1), clear)), lexicon)
        its = []
        for number in told(text, a, b, reading, setting):
            row = number.row([p for p in found + its if p.table == "quantities"])
            its += [row] if row else []
        found += [*its, *qualitative(text, a, b, setting, [p for p in its if p.table == "claims"])]
    return [p for p in found if not any(s.start <= p.start < s.end for s in skip)]


def told(text: str, a: int, b: int, reading: Reading, setting: Setting) -> list[Told]:
    """The numbers of one sentence; none where the reading has another length, so that no place can be told."""
    bent, i, found = dict(reversed(reading.placed())), 0, []
    while i < len(reading.tokens) and len(reading.text) == b - a:
        end, its = reading.at(i)
        if its:
            start, stop = reading.tokens[i].start(), reading.tokens[min(end, len(reading.tokens)) - 1].end()
            bend = reading.lexicon.before.search(reading.text[:start])
            number = bent.get(start, its[0])
            first = bend.start() if bend and number.qualifier != "unqualified" else start
            found.append((a + first, a + start, a + stop, number))
        i = max(end, i + 1)
    ends = [first for first, *_, number in found[1:]] + [b]
    return [Told(text, a, b, *places, until, setting) for places, until in zip(found, ends)]


@dataclass(frozen=True)
class Told:
    """A number in its sentence (`a` to `b`): where its words begin, where itself, where it ends, where the next begins."""

    text: str
    a: int
    b: int
    first: int
    start: int
    stop: int
    number: Numeral
    until: int
    setting: Setting

    def row(self, earlier: list[Proposal]) -> Proposal | None:
        """The row of the number; none for a date, a name or a figure of speech. `earlier` are the quantities before it."""
        n, before, after = self.number, self.text[self.a : self.start], self.text[self.stop : self.b]
        if PASSED.search(before):
            return None
        if n.unit == "ordinal":
            return self.ordinal(after)
        no_year = "," in self.text[self.start : self.stop] or n.qualifier != "unqualified"  # about 2,000
        if n.aside and n.unit not in TIMES and not (no_year and n.value >= 1800):
            return None
        if n.unit in ("percent", "multiple", "fraction"):
            return self.growth(before, after) or self.share(after)
        if re.fullmatch("[A-Z]{3}", n.unit):
            return self.money()
        return self.duration(after) if n.unit in TIMES else self.count(before, after, earlier)

    def quantity(self, what: str, unit: str, first: int, more: int = 0, value: float | None = None) -> Proposal:
        """A row of `quantities`; low in surety where the package lacks one of its words."""
        usual = ("quantity", what) in self.setting.terms and ("unit", unit) in self.setting.terms
        cells = {"what": what, "value": exact(self.number.value if value is None else value), "unit": unit}
        cells["qualifier"] = "unqualified" if what == "number of parties" else self.number.qualifier
        surety = ("high" if what == "number of parties" else "middle") if usual else "low"
        return Proposal("quantities", first, self.stop + more, cells, surety)

    def ordinal(self, after: str) -> Proposal | None:
        """A place in a series that its noun names."""
        match = SERIES.match(after)
        if not match or (match[1].lower() in ("time", "place") and self.number.value == 1):
            return None
        noun = match[1].lower().rstrip("s")
        standing = noun in ("meeting", "session", "round") and re.search(
            "(?i)commission|committee|council", after[:160]
        )
        met = noun == "time" and re.search(r"(?i)\b(?:met|meet|see|talk)", self.text[self.a : self.b])
        what = "session of a commission" if standing else "meeting of the leaders" if met else SERIES_OF.get(noun)
        return self.quantity(what or f"{noun} of a series", "ordinal", self.start, match.end())

    def count(self, before: str, after: str, earlier: list[Proposal]) -> Proposal | None:
        """How many there are of what the noun behind the number names, or a number or noun before it."""
        if (match := PARTIES.match(after)) and self.number.value <= 20:
            unit = "presidents" if re.match("(?i)leaders|presidents|heads", match[1]) else "countries"
            return self.quantity("number of parties", unit, self.start, match.end())
        if self.number.value == 1 or re.match(r"-[A-Za-z]", after):
            return None
        near, words = self.text[self.stop : self.until], self.text[self.a : self.b]
        for row in names("counted"):
            match = re.match(filled(rf"\W*{{{{few}}}}(?:{row['behind']})(?!\w)"), near)
            there = re.search(rf"(?:{row['ahead']})\W+(?:\w+\W+){{0,2}}$", ", " + self.text[self.a : self.first])
            if (
                match
                and (there or not row["ahead"])
                and re.search(row["about"], words)
                and not re.search("[,.;]", match[0])
            ):
                noun = re.search(r"[\w-]*$", match[0])[0]
                return self.quantity(row["what"].format(noun=noun), row["unit"], self.first, match.end())
        match = NOUN.match(near)
        if match and not re.match(r"\s*[,.;:)]", near):
            return self.quantity(fold(match[1] + match[2]), match[2], self.first, match.end())
        if self.number.unit == "tonnes":
            of = re.match(r"\W*of\s+(?:[A-Z]\w+\s+)?([\w-]+)", near)
            return self.quantity(of[1] if of else "weight", "tonnes", self.first, of.end() if of else 0)
        if (
            earlier
            and self.number.value > 20
            and re.search(r"(?i)\b(?:numbers?|figures?|it|up from|against|from|to)\b", before[-60:])
        ):
            what, unit = earlier[-1].cells["what"], earlier[-1].cells["unit"]
            past = re.search(r"(?i)\bin (?:19|20)\d\d\b|\byear (?:before|earlier)|\blast year|\bprevious year", before)
            return self.quantity(f"{what}, year before" if past else what, unit, self.first)
        return None

    def duration(self, after: str) -> Proposal | None:
        """How long something lasts; none for a point of time."""
        words, unit = self.text[self.a : self.b], self.number.unit
        what = next((f"duration of {name}" for name, pattern in DURATIONS.items() if pattern.search(words)), "")
        if of := re.match(r"\s+(?!and\b|or\b)(\w+)", after) if "-" in self.text[self.start : self.stop] else None:
            return self.quantity(what or f"duration of {of[1]}", unit, self.first)
        point = AFTER.match(after) or WHILE.search(self.text[self.a : self.first]) or self.number.value == 1
        if point or (not what and unit != "years") or unit in ("days", "weeks", "months"):
            return None
        return self.quantity(what or "duration", unit, self.first)

    def growth(self, before: str, after: str) -> Proposal | None:
        """A claim that trade grew, or by how much something else did; none where no word of growth is near."""
        words, at = self.text[self.a : self.b], self.start - self.a
        verbs = [m for m in GROWN.finditer(words) if m.start() <= at]
        verb = next((m for m in verbs[-1:] if m.end() > at or not re.search(r"[;:]|.{60}", words[m.end() : at])), None)
        if verb and self.number.unit != "multiple" and LEVEL.search(words[verb.end() : at]):
            return None
        if not verb and not (verb := MORE.match(self.text, self.stop, self.b)):
            return None
        place = verb.start() + self.a if verb.re is GROWN else self.stop
        about = self.about(place)
        if about and (about["trade"] or about["supplied"]):
            first = min(self.first, place) if self.first - place < 40 else self.first
            return Proposal(
                "claims",
                first,
                max(self.stop, self.a + verb.end() * (verb.re is GROWN)),
                self.claim(verb, about),
                "high",
            )
        of = GROWTH_OF.search(fold(before)) or about
        value, unit = self.number.value, self.number.unit
        unit, value = ("percent", round(value * 100, 1)) if unit == "fraction" else (unit, value)
        value = -value if DOWN.search(verb[0]) else value
        return self.quantity(f"growth of {of[of.re is GROWTH_OF]}" if of else "growth", unit, self.first, value=value)

    def about(self, place: int) -> re.Match | None:
        """What the sentence speaks of at a place: its last subject before, that of the sentence before, or the first behind."""
        here = list(SUBJECT.finditer(self.text, self.a, place))
        if not here and BACK.search(self.text, self.a, place):
            here = list(SUBJECT.finditer(self.text, max(0, self.a - 250), self.a))
        return here[-1] if here else SUBJECT.search(self.text, place, max(self.until, self.stop))

    def claim(self, verb: re.Match, about: re.Match) -> Row:
        """The cells of a growth claim with a number."""
        n, words = self.number, self.text[self.a : self.b]
        part = n.unit == "fraction"
        value = (round(n.value * 100, 1) if part else n.value) * (-1 if DOWN.search(verb[0]) else 1)
        cells = growing(self.text, about, verb[0], self.text[self.a : self.start], self.setting)
        cells |= {"change": "percent" if part else n.unit, "qualifier": n.qualifier, "value": exact(value)}
        cells["step"] = exact(5 if part else n.widest)
        return cells | window(words, self.start - self.a, self.stop - self.a, self.setting, cells["modality"])

    def share(self, after: str) -> Proposal:
        """A part of a whole, or how often."""
        unit, value = self.number.unit, self.number.value
        unit, value = ("percent", round(value * 100, 1)) if unit == "fraction" else (unit, value)
        of = re.match(r"\W*of\s+(?:the\s+|all\s+|our\s+)?([\w-]+)", after)
        return self.quantity(
            f"share of {of[1]}" if of else "share" if unit == "percent" else "times", unit, self.first, value=value
        )

    def money(self) -> Proposal:
        """An amount: a level of trade with its period, a goal, or another sum."""
        unit, value = f"{self.number.unit} million", self.number.value / 1e6
        first = self.first - (self.text[self.start - 1] in "$€¥₽" and self.first == self.start)
        words, before = self.text[self.a : self.b], self.text[self.a : self.start]
        name, about = self.purpose()
        if name != "trade":
            return self.quantity(name, unit, first, value=value)
        goal, done = ([m.end() for m in pattern.finditer(before)] for pattern in (GOAL, DONE))
        since = window(words, self.start - self.a, self.stop - self.a, self.setting)
        if max(goal, default=-1) > max(done, default=-1) or (not done and GOAL.search(words, self.stop - self.a)):
            return self.quantity("trade target", unit, first, value=value)
        if "window_start_on" not in since:
            return self.quantity("trade, no period named", unit, first, value=value)
        cells = {"indicator": indicator(self.text, about), "basis": "level", "unit": unit, "value": exact(value)}
        cells |= {"step": exact(self.number.step / 1e6), "scope": "unknown", "qualifier": self.number.qualifier}
        cells |= {"period_start_on": since["window_start_on"]} | parties(self.setting)
        cells |= {"period_end_on": since.get("window_end_on") or self.setting.day}
        return Proposal(
            "figures", first, self.stop, cells | {"period_inferred": str("window_end_on" not in since).lower()}
        )

    def purpose(self) -> tuple[str, re.Match | None]:
        """What an amount is of: the nearest word before it that tells, else behind it."""
        kinds = SUMS | {"trade": SUBJECT}
        found = [
            (m.end(), k, m)
            for k, p in kinds.items()
            for m in p.finditer(self.text, self.a, self.start)
            if k != "trade" or m["trade"]
        ]
        if found and (name := max(found, key=lambda item: item[:2])[1]):
            lent = name != "trade" and SUMS["loans"].search(self.text, self.a, self.until)
            return ("loans", None) if lent else max(found, key=lambda item: item[:2])[1:]
        if BACK.search(self.text, self.a, self.start) and (about := self.about(self.start)) and about["trade"]:
            return "trade", about
        found = [
            (m.start(), k, m)
            for k, p in kinds.items()
            for m in p.finditer(self.text, self.stop, self.until)
            if k != "trade" or m["trade"]
        ]
        return min(found, key=lambda item: item[:2])[1:] if found else ("sum", None)


def indicator(text: str, about: re.Match) -> str:
    """Which trade a word speaks of: all of it, one direction, or one part."""
    word, before = about[0].lower(), text[max(0, about.start() - 30) : about.start()]
    part = PART.search(before) or re.match(
        r"\s+of\s+(?:[A-Z]\w+\s+)?([a-z][\w-]*)", text[about.end() : about.end() + 60]
    )
    if "foreign" in word or "turnover" in word or "volume" in word:
        return "foreign trade" if "foreign" in word else "trade turnover"
    kind = "trade" if "trade" in word else "imports" if "import" in word else "exports"
    if part and part[1].lower() not in ("the", "our", "this", "goods"):
        return f"{part[1].lower().replace('farm', 'agricultural')} {kind}"
    return "trade turnover" if kind == "trade" else kind


def parties(setting: Setting) -> Row:
    """The two sides as the parties of a claim."""
    keys = [state["actor_id"] for state in setting.states] + ["", ""]
    return {"party_a_id": keys[0], "party_b_id": keys[1]}


def growing(text: str, about: re.Match, verb: str, before: str, setting: Setting) -> Row:
    """The cells of a growth claim without its number: what grows, and whether it did, does or is to."""
    cells = {"indicator": indicator(text, about), "change": "qualitative"} | parties(setting)
    told = f"{before[-60:]} | {verb.lower()}"
    return cells | {"modality": next((name for name, pattern in MODALITIES.items() if pattern.search(told)), "grew")}


def qualitative(text: str, a: int, b: int, setting: Setting, there: list[Proposal]) -> Iterator[Proposal]:
    """Claims of growth without a number, clause by clause."""
    for clause in re.finditer(r"[^,;:]+", text[a:b]):
        start, stop = a + clause.start(), a + clause.end()
        taken = any(p.start < stop and start < p.end for p in there)
        if taken or re.search(r"\d|\bfold|percent", clause[0]) or not (verb := rule("growing").search(clause[0])):
            continue
        subjects = list(SUBJECT.finditer(text, start, start + verb.start()))
        if not subjects and re.search(r"\bit\b", clause[0][: verb.start()]):
            subjects = list(SUBJECT.finditer(text, max(0, start - 200), start))
        if (
            subjects
            and subjects[-1]["trade"]
            and start + verb.start() - subjects[-1].end() < 70 * (subjects[-1].start() >= start or 9)
        ):
            cells = growing(text, subjects[-1], verb[0], "", setting)
            cells |= window(clause[0], verb.start(), verb.end(), setting, cells["modality"])
            yield Proposal("claims", max(start, subjects[-1].start()), start + verb.end(), cells, "low")
