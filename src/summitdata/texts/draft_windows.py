"""The stretches of time that a sentence names, and which of them goes with a place in it."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from summitdata.house.words import MONTHS
from summitdata.tables.lexicon import lexicon_of
from summitdata.texts.draft_setting import Row, Setting, rule, rules

COMPARED, BREAK, WINDOWS = rule("compared"), rule("break"), rules("window ")


def window(words: str, start: int, stop: int, setting: Setting, modality: str = "grew") -> Row:
    """The stretch of time that goes with a place of a sentence, as worded and in days; empty where none is named."""
    found = [(m, name) for name, pattern in WINDOWS.items() for m in pattern.finditer(words)]
    firm = lambda m: 0 <= m.start() - stop < 3 or not COMPARED.search(words[: m.start()])  # noqa: E731
    found = [(m, name) for m, name in found if name[-5:] == "years" or firm(m)]
    found = [
        (m, name)
        for m, name in found
        if not any(o.start() <= m.start() and m.end() <= o.end() and o[0] != m[0] for o, _ in found)
    ]

    def far(item: tuple[re.Match, str]) -> int:
        between = words[item[0].end() : start] if item[0].end() <= start else words[stop : item[0].start()]
        return len(between) + 100 * len(BREAK.findall(between))

    return read(*min(found, key=far), setting, modality) if found else {}


def read(match: re.Match, name: str, setting: Setting, modality: str) -> Row:
    """The cells of one stretch."""
    its, year = match.groupdict(), int(setting.day[:4] or 1)
    number = lambda word: int(lexicon_of("en").cardinal(word.lower()) or (word.isdigit() and word) or 0)  # noqa: E731
    if name == "some years":
        many = 10 if its["decade"] else number(its["many"] or its["more"])
        return {"window": f"P{many}{(its['unit'] or 'y')[0].upper()}"} if many else {}
    if name == "one year":
        return {"window": "P1Y"}
    if name == "to date" and modality not in ("will grow", "should grow", "target"):
        return {"window": "YTD", "window_start_on": f"{year}-01-01"}
    first, last, said = 1, 12, (its.get("year") or "").lower()
    if name == "first months":
        last = 6 if its["half"] else 3 if its["quarter"] else number(its["first"] or its["months"])
    elif name in ("from to", "month"):
        first, last = (MONTHS.index((its.get(end) or its.get("month")).title()) + 1 for end in ("from", "to"))
    if not 1 <= first <= last <= 12:
        return {}
    if name == "year" and not said.isdigit():
        said = its["last"] if (its["last"] or "").isdigit() else "last"
    open_end = not said and name != "to date" and setting.day and f"{year}-{last:02}" > setting.day[:7]
    year = int(said) if said.isdigit() else year - bool("last" in said or "previous" in said or open_end)
    span, length = months(year, first, last - first + 1, ""), last - first + 1
    days = {"window_start_on": span["starts_on"], "window_end_on": span["ends_on"]}
    return {"window": "P1Y" if length == 12 else f"P{length}M"} | days


def months(year: int, first: int, many: int, precision: str) -> Row:
    """The cells of some months."""
    last = first + many - 1
    return span(dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1]), precision)


def span(first: dt.date, last: dt.date, precision: str) -> Row:
    """The cells of a stretch of days."""
    return {"starts_on": first.isoformat(), "ends_on": last.isoformat(), "precision": precision}
