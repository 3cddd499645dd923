"""Which trade a sentence speaks of, whose it is and in which direction it goes, and whether the sentence says it is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from summitdata.texts.draft_setting import Proposal, Row, Setting, either, inside, names, rule, rules
from summitdata.texts.draft_windows import window

SUBJECT, MODALITIES = rule("subject"), rules("modality ")


class Trade:
    """The two sides of a text and the words that name them, the third actors in it, and who speaks where."""

    def __init__(self, text: str, setting: Setting, named: list[Proposal], parts: list[Proposal]):
        self.text, self.parts = text, parts
        self.third = [p for p in named if p.table == "actor_mentions"]
        rows = {row["code"]: ";".join((row["name"], row["also"], row["adjectives"])) for row in names("states")}
        sides = [(row["actor_id"], row["country"], row["name"]) for row in setting.states]
        self.sides = {key: either(rows.get(code, name).split(";")).pattern for key, code, name in sides}
        self.home = {
            leader["actor_id"]: key for leader in setting.leaders for key, code, _ in sides if leader["country"] == code
        }

    def told(self, p: Proposal, a: int, b: int) -> Proposal:
        """A number of the sentence from `a` to `b` with the parties of its trade.

        Low in surety where the clause denies or supposes it, where a third has part in the trade (then it names no
        parties), or where nothing tells who sells.
        """
        behind = rule("clause end").split(self.text[p.end : b])[0]
        denied = rule("unsaid").search(self.text[a : p.end] + behind)
        p = replace(p, surety="low") if denied else p
        if "party_a_id" not in p.cells and not re.search(r"\b(?:trade|exports|imports)\b", p.cells["what"]):
            return p
        near = [m for m in SUBJECT.finditer(self.text, max(0, a - 250), p.end) if m["trade"] or m["supplied"]]
        about, stop = (near or [None])[-1], p.end + len(behind)
        start = self.clause(about.start() if about else p.start, a)
        clause = self.text[start:stop]
        if any(start <= other.start < stop for other in self.third) or rule("trade of all").search(clause):
            nobody = dict.fromkeys(("party_a_id", "party_b_id") if "party_a_id" in p.cells else (), "")
            return replace(p, cells=p.cells | nobody, surety="low")
        if not re.search("port|delivered", p.cells.get("indicator", "")):
            return p
        speaker = next((it.cells["actor_id"] for it in self.parts if inside(p.start, [it])), "")
        first = about and self.trader(about, start, stop, speaker)
        others = [key for key in self.sides if key != first]
        if not first or len(others) != 1:
            return replace(p, surety="low")
        return replace(p, cells=p.cells | {"party_a_id": first, "party_b_id": others[0]})

    def clause(self, place: int, a: int) -> int:
        """Where the clause of a place begins, in the sentence that begins at `a` or before it."""
        a = min(a, place)
        if rule("fronted").match(self.text, a):  # with Peru, trade grew
            return a
        return max((m.end() for m in rule("clause end").finditer(self.text, a, place)), default=a)

    def trader(self, about: re.Match, start: int, stop: int, speaker: str) -> str:
        """Who sells the exports or supplies, or buys the imports, of which a clause speaks; empty where it does not say."""
        before, after = self.text[start : about.start()], self.text[about.end() : stop]
        buys, home = "import" in about[0].lower(), self.home.get(speaker, "")
        away = next((key for key in self.sides if home and key != home), "")
        for key, words in self.sides.items():
            other = next((k for k in self.sides if k != key), "")
            if way := re.search(rf"\b(to|into|from)\s+(?:the\s+)?{words}", after):
                return key if buys == (way[1] != "from") else other
            if re.search(rf"{words}(?:['’]s?)?\s+(?:[\w-]+\s+){{0,2}}$", before):
                return key
        whose = rule("our trade").search(before)
        return (home if whose[1].lower() == "our" else away) if whose else ""


def indicator(text: str, about: re.Match) -> str:
    """Which trade a word speaks of: all of it, one direction, or one part."""
    word, before = about[0].lower(), text[max(0, about.start() - 30) : about.start()]
    if re.search("foreign|turnover|volume", word):
        return "foreign trade" if "foreign" in word else "trade turnover"
    part = rule("part of trade").search(before) or rule("goods weighed").match(text, about.end(), about.end() + 60)
    kind = "trade" if "trade" in word else "imports" if "import" in word else "exports"
    if rule("supplied").match(word) and (good := rule("good").search(text, about.end(), about.end() + 120)):
        return f"{good[1].lower()} delivered"
    if part and part[1] not in ("the", "our", "this", "goods"):
        return f"{part[1].lower().replace('farm', 'agricultural')} {kind}"
    return "trade turnover" if kind == "trade" else kind


def growing(text: str, about: re.Match, verb: str, before: str, setting: Setting) -> Row:
    """The cells of a growth claim without its number: what grows, and whether it did, does or is to."""
    modality = (name for name, pattern in MODALITIES.items() if pattern.search(f"{before[-60:]} | {verb.lower()}"))
    cells = {"indicator": indicator(text, about), "change": "qualitative", "modality": next(modality, "grew")}
    return cells | setting.parties


def qualitative(text: str, a: int, b: int, setting: Setting, there: list[Proposal]) -> Iterator[Proposal]:
    """Claims of growth without a number, clause by clause."""
    for clause in re.finditer(r"[^,;:]+", text[a:b]):
        start, stop = a + clause.start(), a + clause.end()
        verb = rule("growing").search(clause[0])
        if not verb or any(p.start < stop and start < p.end for p in there):
            continue
        if rule("unsaid").search(clause[0][: verb.end()]):
            continue
        beside = re.sub(rule("year"), "", clause[0][max(0, verb.start() - 20) : verb.end() + 25])
        if re.search(r"\d|\bfold|percent", beside):
            continue
        at = start + verb.start()
        subjects = list(SUBJECT.finditer(text, max(start, at - 70), at))
        if not subjects and re.search(r"\bit\b", text[start:at]):
            subjects = list(SUBJECT.finditer(text, max(0, start - 200), start))
        if behind := rule("grown behind").match(text, start + verb.end(), stop):
            subjects = [next(SUBJECT.finditer(text, start + verb.end(), behind.end()))]
        if subjects and subjects[-1]["trade"]:
            goal, _, act = f" {verb[0]}".rpartition(" to ") if behind else ("", "", verb[0])
            cells = growing(text, subjects[-1], act.strip(), goal, setting)
            cells |= window(clause[0], verb.start(), verb.end(), setting, cells["modality"])
            first, last = max(start, min(subjects[-1].start(), at)), start + verb.end()
            yield Proposal("claims", first, max(last, subjects[-1].end() if behind else 0), cells, "low")
