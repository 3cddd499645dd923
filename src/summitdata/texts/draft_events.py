"""Happenings: visits, talks, sessions, signings and statements that a text names, with the dates of their sentences."""

from __future__ import annotations

import datetime as dt
import re

from summitdata.house.words import MONTHS
from summitdata.tables.quotes import fold
from summitdata.texts.draft_setting import Proposal, Row, Setting, inside, rule, sentences
from summitdata.texts.draft_windows import months, span

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}
KINDS = ("postponement", "visit", "signing", "entry into force", "session", "armed attack", "meeting", "statement")
OF_THE_DAY, DATED, PLANNED = map(rule, ("of the day", "dated", "planned"))


def events(text: str, setting: Setting, skip: list[Proposal]) -> list[Proposal]:
    """A row for each happening that a word of its kind names: twice the same words, one row."""
    found: list[Proposal] = []
    for a, b in sentences(text):
        for kind, match in [(k, match) for k in KINDS for match in rule(f"event {k}").finditer(text[a:b])]:
            start, words = a + match.start(), fold(match[0])
            taken = any(p.start < start + len(match[0]) and start < p.end for p in found)
            again = any(p.cells["kind"] == kind and p.cells["title"].lower() == words.lower() for p in found)
            if taken or again or inside(start, skip):
                continue
            told = "planned" if PLANNED.search(text[max(a, start - 60) : a + match.end()]) else "happened"
            cells = {"title": words[:1].upper() + words[1:], "kind": kind, "told_as": told} | dated(
                text[a:b], setting.day
            )
            if told == "happened" and OF_THE_DAY.search(match[0]) and not DATED.search(text[a:b]):
                cells |= {"starts_on": setting.day, "ends_on": setting.day, "precision": "day"}  # part of the meeting
            first = re.match(r"\S+(?:\s+\S+){0,11}", match[0])[0]
            found.append(Proposal("events", start, start + len(first), cells, "low"))
    return found


def dated(words: str, day: str) -> Row:
    """First and last day that a sentence names, as exactly as it does; a year that it leaves out is that of the source.

    Examples
    --------
    >>> dated("It met in February 2024.", "2025-08-20")
    {'starts_on': '2024-02-01', 'ends_on': '2024-02-29', 'precision': 'month'}
    >>> dated("Signed on 20 August.", "2025-08-20")["starts_on"], dated("It may be.", "2025-08-20")
    ('2025-08-20', {'precision': 'none'})
    """
    here, month = int(day[:4] or 1), "|".join(MONTHS)
    if match := re.search(rf"\b(?:(\d\d?) ({month})|({month}) (\d\d?))\b(?:,? ((?:19|20)\d\d))?", words):
        try:
            its = dt.date(int(match[5] or here), MONTHS.index(match[2] or match[3]) + 1, int(match[1] or match[4]))
            return span(its, its, "day")
        except ValueError:
            return {"precision": "none"}
    if match := re.search(rf"\b(?:in|for|until|since|back in|of)\s+({month})\b(?:\s+((?:19|20)\d\d))?", words):
        return months(int(match[2] or here), MONTHS.index(match[1]) + 1, 1, "month")
    if match := re.search(r"\b(spring|summer|autumn|fall)\s+(?:of\s+)?((?:19|20)\d\d)\b", words):
        return months(int(match[2]), SEASONS[match[1]], 3, "season")
    if re.search(r"\btoday\b|\btoday[’']s\b", words):
        return {"starts_on": day, "ends_on": day, "precision": "day"}
    if match := re.search(r"\b(?:in|until)\s+((?:19|20)\d\d)\b|\b(?:end of )?this year\b|\b(next year)\b", words):
        year = int(match[1] or here + bool(match[2]))
        first = dt.date(year, 1, 1) if match[1] or match[2] or not day else dt.date.fromisoformat(day)
        return span(first, dt.date(year, 12, 31), "year")
    return {"precision": "none"}
