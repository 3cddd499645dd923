"""The dates and stretches of time that a sentence names, and which of them goes with a place in it."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from summitdata.house.words import MONTHS
from summitdata.tables.lexicon import lexicon_of
from summitdata.texts.draft_setting import Row, Setting, rule, rules

COMPARED, BREAK, WINDOWS, DATES = rule("compared"), rule("break"), rules("window "), rules("date ")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}
SHORT = [month[:3] for month in MONTHS]
PARTS = {"half": 6, "quarter": 3}
NEAR = {"day after tomorrow": 2, "tomorrow": 1, "yesterday": -1, "day before yesterday": -2}


def window(words: str, start: int, stop: int, setting: Setting, modality: str = "grew") -> Row:
    """The stretch of time that goes with a place of a sentence, as worded and in days; empty where none is named."""
    firm = lambda m: 0 <= m.start() - stop < 3 or not COMPARED.search(words[: m.start()])  # noqa: E731
    found = [item for item in matches(words, WINDOWS) if item[-1] == "some years" or firm(item[0])]

    def far(item: tuple[re.Match, Row, str]) -> int:
        between = words[item[0].end() : start] if item[0].end() <= start else words[stop : item[0].start()]
        return len(between) + 100 * len(BREAK.findall(between))

    return read(*min(found, key=far)[1:], setting, modality) if found else {}


def matches(words: str, patterns: dict[str, re.Pattern[str]]) -> list[tuple[re.Match, Row, str]]:
    """Each match of some patterns that is not inside another, what its groups have (year and year_ as one), its pattern."""
    found = [(m, name) for name, pattern in patterns.items() for m in pattern.finditer(words)]
    within = lambda m, o: o.start() <= m.start() and m.end() <= o.end() and o[0] != m[0]  # noqa: E731
    whole = [(m, name) for m, name in found if not any(within(m, other) for other, _ in found)]
    return [(m, {k.rstrip("_"): cell for k, cell in m.groupdict().items() if cell}, name) for m, name in whole]


def read(its: Row, name: str, setting: Setting, modality: str) -> Row:
    """The cells of one stretch."""
    if name == "some years":
        many = 10 if "decade" in its else 1 if "one" in its else count(its["many"])
        return {"window": f"P{many}{its.get('unit', 'y')[0].upper()}"} if many else {}
    if name == "to date" and modality not in ("will grow", "should grow", "target"):
        return {"window": "YTD", "window_start_on": f"{setting.day[:4]}-01-01"}
    try:
        when = days(its, name, dt.date.fromisoformat(setting.day or "0001-01-01"), "happened")
    except ValueError:  # first thirteen months
        return {}
    length = int(when["ends_on"][5:7]) - int(when["starts_on"][5:7]) + 1
    ends = {f"window_{end}": when[f"{end[:-3]}s_on"] for end in ("start_on", "end_on")}
    return {"window": "P1Y" if length == 12 else f"P{length}M"} | ends


def count(word: str) -> int:
    """The number that a word or digits tell; 0 where they tell none."""
    return int(lexicon_of("en").cardinal(word.lower()) or (word.isdigit() and word) or 0)


def months(year: int, first: int, many: int, precision: str) -> Row:
    """The cells of some months."""
    last = first + many - 1
    return span(dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1]), precision)


def span(first: dt.date, last: dt.date, precision: str) -> Row:
    """The cells of a stretch of days."""
    return {"starts_on": first.isoformat(), "ends_on": last.isoformat(), "precision": precision}


def dated(words: str, place: tuple[int, int], day: str, told: str = "happened") -> Row:
    """First and last day that a sentence names nearest to a place, as exactly as it does, read from the day of the source."""
    found = [item for item in matches(words, DATES) if item[2] != "near day" or abs(item[0].start() - place[1]) < 60]
    far = lambda item: max(item[0].start() - place[1], place[0] - item[0].end())  # noqa: E731
    for _, its, name in sorted(found, key=far) if day else ():
        try:
            when = days(its, name, dt.date.fromisoformat(day), told)
        except (ValueError, OverflowError):  # no day of the calendar
            continue
        if told == "happened" and when["starts_on"] > day:
            continue
        late = told == "planned" and when["starts_on"] < day <= when["ends_on"]  # no plan begins before it is told
        return when | ({"starts_on": day} if late else {})
    return {"precision": "none"}


def days(its: Row, name: str, here: dt.date, told: str) -> Row:
    """The cells of one date or stretch; what it leaves out is taken from the day of the source."""
    if name == "near day":
        many = NEAR.get(its["word"].lower(), 0) + count(its.get("ahead", "")) - count(its.get("ago", ""))
        return span(here + dt.timedelta(many), here + dt.timedelta(many), "day")
    if name == "near weekday":  # the last one, of a plan the next
        past = (here.weekday() - list(calendar.day_name).index(its["word"])) % 7
        return span(*[here + dt.timedelta(-past % 7 if told == "planned" else -past)] * 2, "day")
    near = {"last": -1, "previous": -1, "next": 1}.get(its.get("near", "").lower(), 0)
    if name == "near week":
        monday = here + dt.timedelta(7 * near - here.weekday())
        return span(monday, monday + dt.timedelta(6), "span")
    if name == "near month":
        first = 12 * here.year + here.month - 1 + near
        return months(first // 12, first % 12 + 1, 1, "month")
    named = [SHORT.index(its[key][:3].title()) + 1 for key in ("from", "month", "to") if key in its]
    named += [SEASONS[its["season"].lower()], SEASONS[its["season"].lower()] + 2] if "season" in its else []
    many = count(its.get("many", "")) or 1
    named += [1, PARTS.get(its.get("part", "").lower().rstrip("s"), 1) * many] if name == "first months" else []
    turn = (
        (named[0] < here.month and told == "planned") - (named[-1] > here.month and told == "happened") if named else 0
    )
    year = int(its.get("year") or here.year + (near if "near" in its else turn))
    if "day" in its:
        first, last = (dt.date(year, named[0], int(its[key])) for key in ("day", "until" if "until" in its else "day"))
        return span(first, last, "span" if "until" in its else "day")
    first, last = (named[0], named[-1]) if named else (1, 12)
    return months(year, first, last - first + 1, name if name in ("month", "season") else "year")
