"""Happenings: visits, talks, sessions, signings and statements that a text names, with the dates of their sentences."""

from __future__ import annotations

import re

from summitdata.tables.quotes import fold
from summitdata.texts.draft_setting import Proposal, Row, Setting, inside, rule, rules, sentences
from summitdata.texts.draft_windows import dated

OF_THE_DAY, DATED, PLANNED, ALIKE, KINDS = *map(rule, ("of the day", "dated", "planned", "alike")), rules("event ")
ONLY_DATED = ("opening", "withdrawal", "anniversary", "ratification")  # else each opened door would be one
SERIES = ("meeting", "statement", "visit", "signing")


def events(text: str, setting: Setting, skip: list[Proposal], heads: list[Proposal]) -> list[Proposal]:
    """A row for each happening that a word of its kind names, once; in headings only the statements to the press."""
    found: list[Proposal] = []
    bounds, text = sentences(text), re.sub(r"\s", " ", text)
    for a, b in bounds:
        for kind, match in [(k, match) for k, pattern in KINDS.items() for match in pattern.finditer(text[a:b])]:
            start, words = a + match.start(), fold(match[0])
            taken = any(p.start < start + len(match[0]) and start < p.end for p in found)
            around = (
                text[max(a, start - 60) : start + len(match[0])]
                + re.match("[^,;.]{0,50}", text[a + match.end() : b])[0]
            )
            told = "planned" if PLANNED.search(around) else "happened"
            when = dated(text[a:b], match.span(), setting.day, told)
            when = {"precision": "none"} if kind == "postponement" or re.search("shortly|soon", words) else when
            vague = kind in ONLY_DATED or re.search(r"(?:Forum|Congress|Conference)$", words)
            titled = inside(start, heads) and not re.match("Press", words)
            if taken or titled or inside(start, skip) or (vague and when["precision"] == "none"):
                continue
            today = OF_THE_DAY.search(match[0]) and not DATED.search(text[a:b]) and when["precision"] == "none"
            if told == "happened" and today and kind in SERIES:
                when = {"starts_on": setting.day, "ends_on": setting.day, "precision": "day"}  # part of the meeting
            cells = {"title": words[:1].upper() + words[1:], "kind": kind, "told_as": told} | when
            if not any(again(p.cells, cells) for p in found):
                found.append(Proposal("events", start, a + match.end(), cells, "low"))
    return found


def again(one: Row, other: Row) -> bool:
    """Whether two tellings are of one happening: the same words, the talks of the same day, attacks on the same."""
    if one["kind"] != other["kind"] or one["title"].lower() == other["title"].lower():
        return one["kind"] == other["kind"]
    if one["kind"] == "armed attack":
        hit, other_hit = ({word[:4] for word in re.findall(r"[A-Z]\w+", its["title"][1:])} for its in (one, other))
        return bool(hit & other_hit)
    same_day = one["precision"] == other["precision"] == "day" and one["starts_on"] == other["starts_on"]
    return same_day and one["kind"] != "signing" and ALIKE.search(other["title"]) is not None
