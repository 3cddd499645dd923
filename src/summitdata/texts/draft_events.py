"""Happenings: visits, talks, sessions, signings and statements that a text names, with the dates of their sentences."""

from __future__ import annotations

import re

from summitdata.tables.quotes import fold
from summitdata.texts.draft_setting import Proposal, Row, Setting, inside, rule, rules, sentences
from summitdata.texts.draft_windows import dated

ELSEWHEN, OTHER, VAGUE, PLANNED, ALIKE = map(rule, ("elsewhen", "another happening", "dated only", "planned", "alike"))
KINDS = rules("event ")
ONLY_DATED = ("opening", "launch", "withdrawal", "anniversary", "ratification")  # else each opened door would be one
OF_THE_DAY = ("meeting", "statement", "visit", "signing")


def events(text: str, setting: Setting, skip: list[Proposal], heads: list[Proposal]) -> list[Proposal]:
    """A row for each happening that a word of its kind names, once; in headings only the statements to the press."""
    found: list[Proposal] = []
    first, here = min((p.start for p in skip if p.cells["note"]), default=len(text)), setting.day
    bounds, text = sentences(text), re.sub(r"\s", " ", text)
    for a, b in bounds:
        for kind, match in [(k, match) for k, pattern in KINDS.items() for match in pattern.finditer(text[a:b])]:
            start, words = a + match.start(), fold(match[0])
            taken = any(p.start < start + len(match[0]) and start < p.end for p in found)
            behind = re.match("[^,;.]{0,50}", text[a + match.end() : b])[0]
            around = text[max(a, start - 60) : start] + match[0] + behind
            told = "planned" if PLANNED.search(around) else "happened"
            when = dated(text[a:b], match.span(), setting.day, told)
            later = dated(text[a:b], match.span(), setting.day, "planned") if when["precision"] == "none" else when
            if told == "happened" and later.get("starts_on", "") > setting.day:
                told, when = "planned", later
            when = {"precision": "none"} if kind == "postponement" or re.search("shortly|soon", words) else when
            vague = kind in ONLY_DATED or VAGUE.search(words)
            titled = inside(start, heads) and not re.match("Press", words)
            denied = told == "happened" and rule("unsaid").search(text[max(a, start - 40) : start + len(match[0])])
            if denied or taken or titled or inside(start, skip) or (vague and when["precision"] == "none"):
                continue
            told_once = told == "happened" and not ELSEWHEN.search(around) and not OTHER.search(words)
            ours = kind in OF_THE_DAY or rule("held by them").search(around)
            if rule("this very").search(words) or (told_once and ours and when["precision"] == "none"):
                told = "happened"
                when = {"starts_on": here, "ends_on": here, "precision": "day"}  # part of the meeting
            elif ours and told == "happened" and not found and start < first and when["precision"] == "day":
                here = when["starts_on"]  # the talks of Friday, told on Monday
            if when["precision"] == "none" and rule("bare talks").search(words):
                continue
            cells = {"title": words[:1].upper() + words[1:], "kind": kind, "told_as": told} | when
            if not any(again(p.cells, cells) for p in found):
                found.append(Proposal("events", start, a + match.end(), cells, "low"))
    return found


def again(one: Row, other: Row) -> bool:
    """Whether two tellings are of one happening: the same words, the talks or visit of the same day, attacks on the same."""
    if one["kind"] != other["kind"]:
        return False
    if one["title"].lower() == other["title"].lower():
        return "none" in (one["precision"], other["precision"]) or one["starts_on"] == other["starts_on"]
    where, there = ({word[:4] for word in re.findall(r"[A-Z]\w+", its["title"][1:])} for its in (one, other))
    if one["kind"] == "armed attack":
        return bool(where & there)
    if not one["precision"] == other["precision"] == "day" or one["starts_on"] != other["starts_on"]:
        return False
    if one["kind"] == "visit":
        return not where or not there or bool(where & there)
    if one["kind"] == "signing":  # of papers, or of a statement or treaty by the leaders
        return len({rule("by leaders").search(its["title"]) is None for its in (one, other)}) == 1
    return ALIKE.search(other["title"]) is not None
