"""Happenings: visits, talks, sessions, signings and statements that a text names, with the dates of their sentences."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from summitdata.tables.quotes import fold
from summitdata.texts.draft_setting import Proposal, Row, Setting, sentences

MONTHS = "January February March April May June July August September October November December".split()
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}
KINDS = [
    ("postponement", r"\b(?:trip|visit|meeting|summit)\s+was\s+(?:postponed|put off)"),
    ("visit", r"\b(?:[Oo]n an? )?(?:official|state|working|current|recent|first|last|upcoming)\s+visit(?:\s+to\s+(?:the\s+)?[A-Z]\w+)?|\bvisits?\s+(?:of\s+the\s+[\w\s]{3,30}?\s)?to\s+(?:the\s+)?[A-Z]\w+"),
    ("signing", r"\bsign(?:ed)?\s+(?:a|an|the)?\s*(?:[\w-]+\s+){0,4}(?:agreement|treaty|memorandum|package|statement|declaration|protocol|documents?)\w*|\bsigned\s+(?:today|following\s+the\s+talks)|\bwhich was signed"),
    ("entry into force", r"\b(?:coming|entry|entered|enters?)\s+into\s+force"),
    ("session", r"\b(?:previous|next|\w+th|\w+nd|\w+rd|first|regular)\s+(?:meeting|session)\b"),
    ("armed attack", r"\b(?:strikes|attacks)\s+on\s+[\w’'-]+(?:\s+\w+){0,2}|\bmilitary\s+escalation"),
    ("meeting", r"\b[A-Z]\w+\s+(?:[Ss]ummit|Forum)\b|\bheld\s+(?:negotiations|talks)|\b(?:expanded|restricted)[-\s]format\w*\s+talks|\b(?:multilateral|Astana|Geneva)\s+talks|\bmeeting\s+(?:of|with)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}[A-Za-z]\w+|\bmost\s+recent\s+meeting|\bleaders\s+met\b|\b[Tt]he\s+talks\s+with\s+President[\w\s]{0,40}"),
    ("statement", r"\b[Yy]our\s+speech\s+at\s+the\s+\w+\s+\w+|\bstatement\s+by\s+President\s+[A-Z]\w+"),
]  # fmt: skip
OF_THE_DAY = re.compile(
    r"^(?:[Oo]n an |official|state|working|current)|[Tt]alks with|held (?:talks|negot)|format|^sign|meeting with heads",
    re.IGNORECASE,
)
DATED = re.compile(r"\b(?:19|20)\d\d\b|\bearlier\b|\bwhich was\b")
PLANNED = re.compile(r"\b(?:will|upcoming|next|planned|to hold|intend|if we|in order to|plan to|expected|soon)\b")


def events(text: str, setting: Setting, skip: list[Proposal]) -> list[Proposal]:
    """A row for each happening that a word of its kind names: twice the same words, one row."""
    found, seen = [], set()
    for a, b in sentences(text):
        taken: list[tuple[int, int]] = []
        for kind, pattern in KINDS:
            for match in re.finditer(pattern, text[a:b]):
                start, words = a + match.start(), fold(match[0])
                if (
                    any(s < start + len(match[0]) and start < e for s, e in taken)
                    or (kind, words.lower()) in seen
                    or any(p.start <= start < p.end for p in skip)
                ):
                    continue
                seen.add((kind, words.lower()))
                taken.append((start, a + match.end()))
                told = "planned" if PLANNED.search(text[max(a, start - 60) : start + len(match[0])]) else "happened"
                cells = {"title": words[:1].upper() + words[1:], "kind": kind, "told_as": told} | dated(
                    text[a:b], setting.day
                )
                if (
                    told == "happened" and OF_THE_DAY.search(match[0]) and not DATED.search(text[a:b])
                ):  # part of the meeting
                    cells |= {"starts_on": setting.day, "ends_on": setting.day, "precision": "day"}
                end = start + len(re.match(r"\S+(?:\s+\S+){0,11}", match[0])[0])
                found.append(Proposal("events", start, end, cells, "low"))
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
        return span(
            dt.date.fromisoformat(day) if day and not (match[1] or match[2]) else dt.date(year, 1, 1),
            dt.date(year, 12, 31),
            "year",
        )
    return {"precision": "none"}


def months(year: int, first: int, many: int, precision: str) -> Row:
    """The cells of some months."""
    last = first + many - 1
    return span(dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1]), precision)


def span(first: dt.date, last: dt.date, precision: str) -> Row:
    """The cells of a stretch of days."""
    return {"starts_on": first.isoformat(), "ends_on": last.isoformat(), "precision": precision}
