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
NEAR = {"day after tomorrow": 2, "tomorrow": 1, "yesterday": -1, "day before yesterday": -2}


def window(words: str, start: int, stop: int, setting: Setting, modality: str = "grew") -> Row:
    """The stretch of time that goes with a place of a sentence, as worded and in days; empty where none is named."""
    firm = lambda m: 0 <= m.start() - stop < 3 or not COMPARED.search(words[: m.start()])  # noqa: E731
    found = [(m, name) for m, name in matches(words, WINDOWS) if name == "some years" or firm(m)]

    def far(item: tuple[re.Match, str]) -> int:
        between = words[item[0].end() : start] if item[0].end() <= start else words[stop : item[0].start()]
        return len(between) + 100 * len(BREAK.findall(between))

    return read(*min(found, key=far), setting, modality) if found else {}


def matches(words: str, patterns: dict[str, re.Pattern[str]]) -> list[tuple[re.Match, str]]:
    """Each match of some patterns with the name of its pattern, but none inside another."""
    found = [(m, name) for name, pattern in patterns.items() for m in pattern.finditer(words)]
    within = lambda m, o: o.start() <= m.start() and m.end() <= o.end() and o[0] != m[0]  # noqa: E731
    return [(m, name) for m, name in found if not any(within(m, other) for other, _ in found)]


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


def dated(words: str, place: tuple[int, int], day: str, told: str = "happened") -> Row:
    """First and last day that a sentence names nearest to a place, as exactly as it does, read from the day of the source.

    Examples
    --------
    >>> dated("It met in February 2024.", (0, 6), "2025-08-20")
    {'starts_on': '2024-02-01', 'ends_on': '2024-02-29', 'precision': 'month'}
    >>> dated("Signed on 20 August.", (0, 6), "2025-08-20")["starts_on"], dated("It may be.", (0, 2), "2025-08-20")
    ('2025-08-20', {'precision': 'none'})
    """
    found = [item for item in matches(words, DATES) if item[1] != "near day" or abs(item[0].start() - place[1]) < 60]
    far = lambda item: max(item[0].start() - place[1], place[0] - item[0].end())  # noqa: E731
    for match, name in sorted(found, key=far) if day else ():
        its = {key.rstrip("_"): cell for key, cell in match.groupdict().items() if cell}
        try:
            when = days(its, name, dt.date.fromisoformat(day), told)
        except ValueError:
            continue
        late = told == "planned" and when["starts_on"] < day <= when["ends_on"]  # no plan begins before it is told
        return when | ({"starts_on": day} if late else {})
    return {"precision": "none"}


def days(its: Row, name: str, here: dt.date, told: str) -> Row:
    """The cells of one date; what it leaves out is taken from the day of the source."""
    near = {"last": -1, "next": 1}.get(its.get("near", "").lower(), 0)
    month = MONTHS.index(its["month"]) + 1 if "month" in its else SEASONS.get(its.get("season", "").lower(), 0)
    turn = (month < here.month and told == "planned") - (month > here.month and told == "happened")
    year = int(its.get("year") or here.year + (near if "near" in its else turn if month else 0))
    if name == "near day":
        many = [lexicon_of("en").cardinal(its.get(k, "").lower()) or int(its.get(k, 0)) for k in ("ahead", "ago")]
        its_day = here + dt.timedelta(NEAR.get(its["word"].lower(), 0) + many[0] - many[1])
        return span(its_day, its_day, "day")
    if name == "day":
        its_day = dt.date(year, month, int(its["day"]))
        return span(its_day, its_day, "day")
    if name == "near week":
        monday = here + dt.timedelta(7 * near - here.weekday())
        return span(monday, monday + dt.timedelta(6), "span")
    if name == "near month":
        first = 12 * here.year + here.month - 1 + near
        return months(first // 12, first % 12 + 1, 1, "month")
    if name in ("month", "season"):
        return months(year, month, 3 if name == "season" else 1, name)
    return months(year, 1, 12, "year")
