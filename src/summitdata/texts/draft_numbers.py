"""Numbers that a text tells: growth claims, reported levels of trade, and all other quantities."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from summitdata.tables.lexicon import lexicon_of
from summitdata.tables.numerals import TIMES, Numeral, Reading, folded
from summitdata.tables.quotes import fold
from summitdata.tables.wordings import exact
from summitdata.texts.draft_ranges import ranged
from summitdata.texts.draft_setting import Proposal, Setting, names, rule, rules, sentences
from summitdata.texts.draft_trade import SUBJECT, Trade, growing, indicator, qualitative
from summitdata.texts.draft_windows import window

SUM, GROWN, DOWN, BACK, WHOSE = map(rule, ("sum", "grown", "down", "pronoun", "whose"))
DURATIONS, COIN = rules("duration of "), rule("coin")
SERIES_OF = {noun: pattern.pattern for noun, pattern in rules("series of ").items()}


def numbers(
    text: str, setting: Setting, skip: list[Proposal], named: list[Proposal], parts: list[Proposal]
) -> list[Proposal]:
    """A row for each number in running text: of `claims`, `figures` or `quantities`, outside the stretches to skip.

    The third actors `named`, and who speaks in which of the `parts`, tell whose trade it is.
    """
    lexicon, found = lexicon_of(setting.source["language"]), []
    bounds, text = sentences(text) if lexicon else [], re.sub(r"\s", " ", text)
    trade = Trade(text, setting, named, parts)
    for last_a, (a, b) in zip([0, *(a for a, _ in bounds)], bounds):
        reading = Reading(folded(text[a:b]), lexicon)
        its, last = list[Proposal](), None
        for number in told(text, a, b, reading, setting):
            row = number.row([p for p in found + its if p.table != "claims" and p.start >= last_a])
            here = number.number, (number.start, number.stop)
            ends = ranged(text, last, here, row) if row and last else []
            its = [p for p in its if not ends or p.end != last[1][1]]
            its += [trade.told(p, a, b) for p in ends or filter(None, [row])]
            last = here
        more = qualitative(text, a, b, setting, [p for p in its if p.table == "claims"])
        found += [*its, *(trade.told(p, a, b) for p in more)]
    return [p for p in found if not any(s.start <= p.start < s.end for s in skip)]


def told(text: str, a: int, b: int, reading: Reading, setting: Setting) -> list[Told]:
    """The numbers of one sentence; none where the reading has another length, so that no place can be told."""
    bent, i, found = dict(reversed(reading.placed())), 0, []
    while i < len(reading.tokens) and len(reading.text) == b - a:
        end, its = reading.at(i)
        if its and not re.match("an? ?[$€]", reading.text[reading.tokens[i].start() :]):  # a $4 billion deal
            start, stop = reading.tokens[i].start(), reading.tokens[min(end, len(reading.tokens)) - 1].end()
            bend = reading.lexicon.before.search(reading.text[:start])
            number = bent.get(start, its[0])
            first = bend.start() if bend and number.qualifier != "unqualified" else start
            stop += text[a:b].endswith("per cent", 0, stop + 1)  # read as one word
            coin = COIN.fullmatch(text, a + start - 1, a + start) or COIN.match(text, a + stop + 1)
            if coin and not number.unit and (number.scaled or coin.start() < a + start):
                number, stop = replace(number, unit=coin.lastgroup), max(stop, coin.end() - a)
            found.append((a + first, a + start, a + stop, number))
        i = max(end, i + 1)
    ends = [first for first, *_ in found[1:]] + [b]
    return [Told(text, a, text[a:b], *places, until, setting) for places, until in zip(found, ends)]


@dataclass(frozen=True)
class Told:
    """A number in its sentence, which begins at `a`: where its words begin, where itself, where it ends, where the next begins."""

    text: str
    a: int
    words: str
    first: int
    start: int
    stop: int
    number: Numeral
    until: int
    setting: Setting

    def row(self, earlier: list[Proposal]) -> Proposal | None:
        """The row of the number; none for a date, a name or a figure of speech. `earlier` are those before it, from the last sentence on."""
        n, before, after = self.number, self.text[self.a : self.start], self.words[self.stop - self.a :]
        year = "," not in self.text[self.start : self.stop] and n.qualifier == "unqualified"  # not: about 2,000
        aside = n.aside and n.unit not in (*TIMES, "ordinal") and (year or n.value < 1800)
        more = GROWN.search(self.words) or re.search(
            r"\d", self.words.replace(self.text[self.start : self.stop], "", 1)
        )
        span = n.unit == "years" and not more and rule("past span").search(before)
        if aside or (rule("passed over").search(before) and not span) or rule("no count").match(after):
            return None
        if n.unit in ("percent", "multiple", "fraction"):
            return self.growth(before) or self.share(before, after)
        if re.fullmatch("[A-Z]{3}", n.unit):
            return self.money(before)
        if span:
            return self.quantity("duration", self.first)
        return self.duration(before, after) if n.unit in TIMES else self.count(before, after, earlier)

    @property
    def worth(self) -> float:
        """The value, that of a fraction in percent."""
        return round(self.number.value * 100, 1) if self.number.unit == "fraction" else self.number.value

    def quantity(self, what: str, first: int, unit: str = "", more: int = 0, sign: int = 1) -> Proposal:
        """A row of `quantities`; low in surety where the package lacks one of its words."""
        n, unit = self.number, unit or self.number.unit
        worth = n.value / 1e6 if unit.endswith(" million") else self.worth
        cells = {"what": what, "value": exact(sign * worth), "unit": "percent" if unit == "fraction" else unit}
        cells["qualifier"] = "unqualified" if what == "number of parties" else n.qualifier
        usual = ("quantity", what) in self.setting.terms and ("unit", unit) in self.setting.terms
        surety = ("high" if what == "number of parties" else "middle") if usual else "low"
        return Proposal("quantities", first, self.stop + more, cells, surety)

    def ordinal(self, after: str) -> Proposal | None:
        """A place in a series that its noun names."""
        whose = WHOSE.search(self.text, self.a, self.start)
        match = rule("series").match(after) or (whose and rule("ordinal noun").match(after))
        noun = match[1].lower().rstrip("s") if match else ""
        if not noun or (noun in ("time", "place") and self.number.value == 1):
            return None
        standing = rule("body named").search(f"{noun} | {after[:100]} | {self.words}")
        met = rule("leaders met").search(f"{noun} {after[match.end() :][:20]} | {self.words}")
        what = "meeting of the leaders" if met else SERIES_OF.get(noun, f"{noun} of a series")
        if noun == "anniversary" and DURATIONS["relations"].search(re.split(r",|\band the\b", after[:140])[0]):
            what = "duration of relations"
        return self.quantity("session of a commission" if standing else what, self.start, "ordinal", match.end())

    def count(self, before: str, after: str, earlier: list[Proposal]) -> Proposal | None:
        """How many there are of what the noun behind the number names, or a number or noun before it."""
        n = self.number
        if not self.setting.source["language"].lower().startswith("en"):  # what is counted is read in English only
            return None
        if n.unit == "ordinal":
            return self.ordinal(after)
        if (match := rule("parties").match(after)) and n.value <= 20:
            unit = "presidents" if re.match("(?i)leaders|presidents|heads", match[1]) else "countries"
            return self.quantity("number of parties", self.start, unit, match.end())
        if n.value == 1 or re.match(r"-(?!km|kilo|met|MW|mega|mile)[A-Za-z]", after):
            return None
        near = re.sub(r"\b([A-Z])\.([A-Z])\.", r"\1\2  ", self.text[self.stop : self.until])
        of = rule("number of").search(before)
        if named := self.counted(near):
            return self.quantity(named[0], self.first, *named[1:])
        if named := self.counted(f" {of[1]}") if of else None:
            return self.quantity(named[0], self.first, named[1])
        money = re.fullmatch("([A-Z]{3}) million", earlier[-1].cells["unit"]) if earlier and n.scaled else None
        if money and earlier[-1].start >= self.a:  # up from 3 billion
            return replace(self, number=replace(n, unit=money[1])).money(before)
        past = ", year before" if len(rule("year before").findall(before)) == 1 else ""
        like = [p.cells for p in earlier if "what" in p.cells and not rule("no count unit").search(p.cells["unit"])]
        if like and n.value > 20 and (rule("part of them").match(near) or rule("elliptic").search(before)):
            return self.quantity(like[-1]["what"] + past, self.first, like[-1]["unit"])

    def counted(self, near: str) -> tuple[str, str, int] | None:
        """What words count, in which unit, and where those that say so end."""
        for row in names("counted"):
            match = rule(rf"\W*(?:of (?:the|our|your|these)\s)?{{{{few}}}}(?:{row['behind']})(?!\w)").match(near)
            ahead = rule(rf"(?:{row['ahead']})\W+(?:\w+\W+){{0,2}}$").search(", " + self.text[self.a : self.first])
            there = match and (ahead or not row["ahead"]) and not re.search("[,.;]", match[0])
            if there and re.search(row["about"], self.words):
                noun, words = re.search(r"[\w-]*$", match[0])[0], fold(re.sub(r"^\W*(?:of \w+ )?", "", match[0]))
                return row["what"].format(noun=noun, words=words), row["unit"].format(noun=noun), match.end()
        of = rule("goods weighed").match(near)
        return (of[1] if of else "weight", "tonnes", of.end() if of else 0) if self.number.unit == "tonnes" else None

    def duration(self, before: str, after: str) -> Proposal | None:
        """How long something lasts; none for a point of time."""
        unit, before = self.number.unit, self.text[self.a : self.first]
        what = next((f"duration of {name}" for name, pattern in DURATIONS.items() if pattern.search(self.words)), "")
        if "-" in self.text[self.start : self.stop] and (of := rule("stretch of").match(after)):
            return self.quantity(what or f"duration of {of[1]}", self.first)
        since = rule("after a while").match(after)
        if since and what == "duration of relations" and unit == "years" and self.number.value > 5:
            return self.quantity(what, self.first)
        short = unit in ("days", "weeks", "months") and not rule("lasts").search(before)
        if since or rule("in a while").search(before) or self.number.value == 1 or short:
            return None
        return self.quantity(what or "duration", self.first)

    def growth(self, before: str) -> Proposal | None:
        """A claim that trade grew, or by how much something else did; none where no word of growth is near."""
        words, at, multiple = self.words, self.start - self.a, self.number.unit == "multiple"
        verb = next((m for m in reversed(list(GROWN.finditer(words))) if m.start() <= at), None)
        if verb and verb.end() <= at and re.search(r"[;:]|.{60}", words[verb.end() : at]):
            verb = None
        if verb and not multiple and rule("now a level").search(words[verb.end() : at]):
            return None
        place = verb.start() + self.a if verb else self.stop
        if not verb and not (verb := rule("grown more").match(self.words, self.stop - self.a)):
            return None
        about, first = self.about(place), place if self.first - place < 40 else self.first
        if re.search(r"\d|percent", self.text[place : self.start]):  # grew by 8 percent, and imports by 7
            later = next(reversed(list(SUBJECT.finditer(self.text, place, self.start))), None)
            about, first = later or about, later.start() if later else self.first
        n, sign = self.number, -1 if DOWN.search(verb[0]) else 1
        if not about or not (about["trade"] or about["supplied"]):
            of = rule("growth of").search(fold(before))
            return self.quantity(f"growth of {of[1] if of else about[0] if about else 'it'}", self.first, sign=sign)
        if (name := indicator(self.text, about)) and sign < 0:  # a claim tells growth
            return self.figure("growth on year", name, sign) or self.quantity(
                f"growth of {name}", self.first, sign=sign
            )
        cells = growing(self.text, about, verb[0], before, self.setting) | {"value": exact(self.worth)}
        cells |= {"change": "percent" if n.unit == "fraction" else n.unit, "qualifier": n.qualifier}
        cells |= window(words, at, self.stop - self.a, self.setting, cells["modality"])
        cells["step"] = exact(5 if n.unit == "fraction" else n.widest)
        stop = max(self.stop, place + len(verb[0])) if place < self.stop else self.stop
        return Proposal("claims", min(first, self.first), stop, cells, "high")

    def share(self, before: str, after: str) -> Proposal:
        """A share: of trade in a named period a figure, else a quantity, as how many times something is."""
        of, n = rule("part of whole").match(after), self.number
        if n.unit == "multiple" and re.search(r"\bmet\s+$", before):
            return self.quantity("meeting of the leaders", self.first, "meetings")
        trade = n.unit != "multiple" and rule("share of trade").search(f"{before[-60:]}|{after[:60]}")
        what = f"share of {of[1]}" if of else "share" if n.unit != "multiple" else "times"
        return trade and self.figure("share", "trade turnover") or self.quantity(what, self.first)

    def figure(self, basis: str, name: str, sign: int = 1) -> Proposal | None:
        """A row of `figures`; none without a named period."""
        n, when = self.number, window(self.words, self.start - self.a, self.stop - self.a, self.setting)
        if "window_start_on" not in when or rule("year earlier").match(self.text, self.stop):
            return None
        size, step, unit = sign * self.worth, 5 if n.unit == "fraction" else n.widest, "percent"
        if basis == "level":
            size, step, unit = n.value / 1e6, n.step / 1e6, f"{n.unit} million"
        cells = {"indicator": name, "basis": basis, "unit": unit, "scope": "unknown", "qualifier": n.qualifier}
        cells |= {"value": exact(size), "step": exact(step), "period_inferred": "false"} | self.setting.parties
        until = when.get("window_end_on") or self.setting.day  # to date
        cells |= {"period_start_on": when["window_start_on"], "period_end_on": until}
        return Proposal("figures", self.sign, self.stop, cells)

    @property
    def sign(self) -> int:
        """Where the words of the number begin, with the sign of a currency before it."""
        return self.first - (self.text[self.start - 1] in "$€¥₽" and self.first == self.start)

    def about(self, place: int) -> re.Match | None:
        """What the sentence speaks of at a place: its last subject before, that of the sentence before, or the first behind."""
        here = list(SUBJECT.finditer(self.text, self.a, place))
        if not here and (behind := rule("grown behind").match(self.text, self.stop)):
            return SUBJECT.search(self.text, self.stop, behind.end())
        if not here and BACK.search(self.text, self.a, max(place, self.start)):
            here = list(SUBJECT.finditer(self.text, max(0, self.a - 250), self.a))
        return here[-1] if here else SUBJECT.search(self.text, place, max(self.until, self.stop))

    def money(self, before: str) -> Proposal:
        """An amount: a level of trade with its period (a figure, and nothing else), a goal, or another sum."""
        unit, first, (name, about) = f"{self.number.unit} million", self.sign, self.purpose()
        if name != "trade":
            return self.quantity(name, first, unit)
        goal, done = (max((m.end() for m in rule(r).finditer(before)), default=-1) for r in ("goal", "attained"))
        until = rule("by a year").match(self.text, self.stop)
        late = goal > done or (until and until[1] > self.setting.day)
        if late or (done < 0 and rule("goal").search(self.words, self.stop - self.a)):
            return self.quantity("trade target", first, unit)
        return self.figure("level", indicator(self.text, about)) or self.quantity("trade, no period named", first, unit)

    def purpose(self) -> tuple[str, re.Match | None]:
        """What an amount is of: the nearest word before it that tells, else behind it."""
        match = next(reversed(list(SUM.finditer(self.text, self.a, self.start))), None)
        back = None if match or not BACK.search(self.text, self.a, self.start) else self.about(self.start)
        if back and back["trade"]:
            return "trade", back
        match = match or SUM.search(self.text, self.stop, self.until)
        name = match.lastgroup if match else "sum"
        return "loans" if name != "trade" and rule("lent").search(self.text, self.a, self.until) else name, match
