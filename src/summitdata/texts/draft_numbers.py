"""Numbers that a text tells: growth claims, reported levels of trade, and all other quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summitdata.tables.lexicon import lexicon_of
from summitdata.tables.numerals import DATES, TIMES, Numeral, Reading, folded
from summitdata.tables.quotes import fold
from summitdata.tables.wordings import exact
from summitdata.texts.draft_events import MONTHS, months
from summitdata.texts.draft_setting import Proposal, Row, Setting, sentences

PARTIES = re.compile(
    r"\W*(?:(?:our|friendly|neighbou?ring|brotherly|sovereign|close)\s+)*(countries|states|nations|sides|parties|peoples|leaders|presidents|heads of state|governments|economies|republics)\b",
    re.IGNORECASE,
)
SERIES = re.compile(
    r"\W*(?:(?:and the \w+|NPP|joint|regular|annual|[A-Z][\w-]+)\s+){0,4}?((?i:units?|meetings?|sessions?|rounds?|summits?|reactors?|stages?|phases?|anniversar\w+|forums?|lines?|times?|power units?|conferences?))\b"
)
ALSO = re.compile(r"\W*and\s+the\s+(?:\w+)\s")
NOUN = re.compile(
    r"\W*((?:(?!and\b|or\b|to\b|in\b|of\b|for\b|from\b|by\b|on\b|were\b|was\b|have\b|at\b|with\b|as\b|is\b|are\b)[\w’'-]+\s+){0,4}?)([a-z][\w-]*(?<!s)s|percent|people|aircraft)\b"
)
TRADE = re.compile(r"\b(?:trade|turnover|exports?|imports?)\b", re.IGNORECASE)
GROWTH = r"gr(?:ew|own|ow|owing|owth)|increas(?:ed|es?|ing)|ris(?:en|e|es|ing)|rose|doubl\w+|tripl\w+|expand\w*|decreas\w+|f[ae]ll\w*|declin\w+|dropp\w+|higher|w[eo]nt up|gone up|surg\w+|jump\w+|soar\w+|up"
GROWS = re.compile(rf"\b(?:{GROWTH})\b", re.IGNORECASE)
ABOUT_TRADE = re.compile(
    rf"\b(?:trade|turnover|exports?|imports?|total volume)\b(?:\s+between\s+[\w’'-]+(?:\s+[\w’'-]+){{0,3}}?\s+and\s+[\w’'-]+)?(?:\s+(?!and\b|that\b|which\b)[\w’'-]+){{0,9}}?\s+((?:(?:has|have|is|was|should|will|would|must|can|be|been|already|steadily|also)\s+)*(?:{GROWTH}))\b",
    re.IGNORECASE,
)
GOAL = re.compile(r"\b(?:target|goal|aim(?:s|ed|ing)?|bring|raise|reach(?:ing)?|increase)\b", re.IGNORECASE)
WORTH = [
    (r"\bloans?\b|\bcredits?\b", "loans"), (r"\bsanction|\brestrictive measures", "duration of sanctions"),
    (r"\bnegotiat|\btalks\b|\bmeeting lasted|\bconversation", "duration of talks"),
    (r"\bcooperat|\brelations|\bfriendship|\bdiplomatic", "duration of relations"),
    (r"\bdocuments?\b|\bagreements?\b|\bmemorand", "documents signed"),
]  # fmt: skip
MONEY = {"USD": "USD million", "EUR": "EUR million"}


def numbers(text: str, setting: Setting, skip: list[Proposal]) -> list[Proposal]:
    """A row for each number in running text: of `claims`, `figures` or `quantities`, outside the stretches to skip."""
    lexicon, found = lexicon_of(setting.source["language"]), []
    for a, b in sentences(text) if lexicon else ():
        clear = re.sub(r"\bper cent\b", "percent ", text[a:b], flags=re.IGNORECASE)
        clear = DATES.sub(lambda match: ";" + " " * (len(match[0]) - 1), clear.replace("\n", " "))
        reading = Reading(folded(clear), lexicon)
        if len(reading.text) == b - a:
            found += [p for p in told(text, a, b, reading, setting) if p]
        found += qualitative(text, a, b, setting, [p for p in found if p.table == "claims" and p.start >= a])
    return [p for p in found if not any(s.start <= p.start < s.end for s in skip)]


def told(text: str, a: int, b: int, reading: Reading, setting: Setting) -> Iterator[Proposal | None]:
    """The rows of the numbers of one sentence."""
    bent, i = {}, 0
    for start, number in reading.placed():
        bent.setdefault(start, []).append(number)
    while i < len(reading.tokens):
        end, its = reading.at(i)
        if its:
            start, stop = reading.tokens[i].start(), reading.tokens[min(end, len(reading.tokens)) - 1].end()
            firm = bent.get(start, its)[0]
            bend = reading.lexicon.before.search(reading.text[:start])
            first = a + (bend.start() if bend and firm.qualifier != "unqualified" else start)
            yield row_of(text, (a, b), (first, a + start, a + stop), firm, setting)
        i = max(end, i + 1)


def row_of(
    text: str, sentence: tuple[int, int], place: tuple[int, int, int], n: Numeral, setting: Setting
) -> Proposal | None:
    """The row of one number: where it stands, with the words that bend it; none for a date, a name or a figure of speech."""
    (a, b), (first, start, stop) = sentence, place
    words, before, after = text[a:b], text[a:start], text[stop:b]
    if re.search(r"\b(?:past|last|next|coming|previous|recent)\s+$", before) or re.search(r"[A-Za-z]-?$", before):
        return None
    if n.unit == "ordinal":
        return ordinal(text, sentence, place, n, setting)
    grown = ABOUT_TRADE.search(words)
    if (
        n.unit in ("percent", "multiple", "fraction")
        and grown
        and a + grown.start() < start
        and not re.search(r"\bvisas|tourist", words)
    ):
        return Proposal(
            "claims",
            min(first, a + grown.start(1)) if first - a - grown.start(1) < 40 else first,
            stop,
            claim(words, grown, n, setting),
            "high",
        )
    if (
        n.unit in MONEY
        or (n.unit.isupper() and len(n.unit) == 3)
        or (n.scaled and n.unit == "" and not NOUN.match(after))
    ):
        return money(text, sentence, place, n, setting)
    if n.aside and n.unit not in TIMES:
        return None
    if (match := PARTIES.match(after)) and n.value <= 4 and not n.unit:
        unit = "presidents" if match[1].lower() in ("leaders", "presidents", "heads of state") else "countries"
        return quantity("number of parties", n.value, unit, "unqualified", start, stop + match.end(), "high", setting)
    if n.unit in (*TIMES, "tonnes", "percent", "multiple", "fraction", "percentage points"):
        near = WORTH[3:] if "more than" in before[-12:] and "relations" in words else WORTH
        what = next(
            (
                w
                for pattern, w in near
                if w.startswith("duration") and n.unit in TIMES and re.search(pattern, words, re.IGNORECASE)
            ),
            "",
        )
        value = round(n.value * 100, 1) if n.unit == "fraction" else n.value
        if n.unit in ("days", "months", "weeks") and not what:
            return None
        what = what or growth_of(words, before)
        return quantity(
            what, value, "percent" if n.unit == "fraction" else n.unit, n.qualifier, first, stop, "middle", setting
        )
    match = NOUN.match(after)
    if not match or re.match(r"\s*[,.;:)]", after) or n.value == 1:
        return None
    noun, more = match[2], fold(match[1] + match[2])
    what = "documents signed" if re.search("document|agreement|memorand", noun) else noun
    what = f"{more} planned" if re.search(r"\bnew\b", match[1]) else what
    return quantity(
        what,
        n.value,
        "documents" if what == "documents signed" else noun,
        n.qualifier,
        first,
        stop + match.end(),
        "middle",
        setting,
    )


def quantity(
    what: str, value: float, unit: str, qualifier: str, start: int, end: int, surety: str, setting: Setting
) -> Proposal:
    """A row of `quantities`."""
    surety = surety if ("quantity", what) in setting.terms and ("unit", unit) in setting.terms else "low"
    return Proposal(
        "quantities", start, end, {"what": what, "value": exact(value), "unit": unit, "qualifier": qualifier}, surety
    )


def growth_of(words: str, before: str) -> str:
    """What a percentage that is no growth of trade is of: as near as the words tell."""
    match = re.search(
        r"(?:number of )?((?:[\w-]+ ){0,2}[\w-]+) (?:\w+ed )?(?:to \w+ )?(?:has |have )?(?:grew|grown|increased|rose|risen)\b",
        fold(before),
    )
    return f"growth of {match[1]}" if match else "share" if re.search(r"percent\s+of", words) else "growth"


def ordinal(
    text: str, sentence: tuple[int, int], place: tuple[int, int, int], n: Numeral, setting: Setting
) -> Proposal | None:
    """A place in a series that its noun names."""
    (_, b), (_, start, stop) = sentence, place
    after = text[stop:b]
    if not (match := SERIES.match(after)) or (match[1].lower() == "time" and n.value == 1):
        return None
    noun = match[1].lower().rstrip("s")
    what = {
        "unit": "unit of a power plant",
        "power unit": "unit of a power plant",
        "reactor": "unit of a power plant",
        "summit": "summit of a series",
    }.get(noun, f"{noun} of a series")
    what = (
        "session of a commission"
        if noun in ("meeting", "session", "round")
        and re.search("commission|committee|council", after[:160], re.IGNORECASE)
        else what
    )
    return quantity(what, n.value, "ordinal", n.qualifier, start, stop + match.end(), "middle", setting)


def money(
    text: str, sentence: tuple[int, int], place: tuple[int, int, int], n: Numeral, setting: Setting
) -> Proposal | None:
    """An amount: a level of trade with its period, a goal, or another sum."""
    (a, b), (first, start, stop) = sentence, place
    words, unit = text[a:b], MONEY.get(n.unit, n.unit)
    if text[start - 1 : start] in ("$", "€") and first == start:
        first -= 1
    value = n.value / 1e6 if unit in MONEY.values() else n.value
    since = window(text[start:b], setting) or window(words, setting)
    trade = TRADE.search(text[a:start]) or (
        re.search(r"\b(?:it|this|figure)\b", words) and TRADE.search(text[max(0, a - 200) : a])
    )
    if trade and GOAL.search(words) and not re.search(r"\b(?:reached|amounted|totall?ed)\b", words):
        return quantity("trade target", value, unit, n.qualifier, first, stop, "middle", setting)
    if trade and since.get("window_end_on"):
        cells = {
            "indicator": indicator(trade[0]),
            "basis": "level",
            "value": exact(value),
            "step": exact(n.step / 1e6 if unit in MONEY.values() else n.step),
        }
        cells |= {
            "unit": unit,
            "qualifier": n.qualifier,
            "period_start_on": since["window_start_on"],
            "period_end_on": since["window_end_on"],
        }
        cells |= parties(setting) | {"scope": "unknown", "period_inferred": "false"}
        return Proposal("figures", first, stop, cells, "middle")
    what = (
        "trade, no period named"
        if trade
        else next((w for p, w in WORTH[:1] if re.search(p, words, re.IGNORECASE)), "sum")
    )
    return quantity(what, value, unit, n.qualifier, first, stop, "middle", setting)


def indicator(word: str) -> str:
    """Which trade a word speaks of."""
    return {"export": "exports", "import": "imports"}.get(word.lower().rstrip("s"), "trade turnover")


def parties(setting: Setting) -> Row:
    """The two sides as the parties of a claim."""
    keys = [state["actor_id"] for state in setting.states] + ["", ""]
    return {"party_a_id": keys[0], "party_b_id": keys[1]}


def claim(words: str, grown: re.Match, n: Numeral | None, setting: Setting) -> Row:
    """The cells of a growth claim; without a number it is qualitative."""
    verb = grown[1].lower()
    modality = (
        "should grow"
        if re.search("should|must", verb)
        else "will grow"
        if re.search("will|would", verb)
        else "is growing"
        if re.search(r"\b(?:is|are|be)\b.*ing|^growing", verb)
        else "grew"
    )
    cells = {
        "indicator": indicator(TRADE.search(grown[0])[0] if TRADE.search(grown[0]) else "trade"),
        "modality": modality,
    }
    cells |= parties(setting) | {"change": "qualitative", "qualifier": ""} | (window(words, setting) if n else {})
    if n:
        percent = n.unit in ("percent", "fraction")
        value = round(n.value * 100, 1) if n.unit == "fraction" else n.value
        step = 5 if n.unit == "fraction" else n.widest
        cells |= {
            "change": "percent" if percent else "multiple",
            "value": exact(value),
            "step": exact(step),
            "qualifier": n.qualifier,
        }
    return cells


def qualitative(text: str, a: int, b: int, setting: Setting, there: list[Proposal]) -> Iterator[Proposal]:
    """Claims of growth without a number, clause by clause."""
    for clause in re.finditer(r"[^,;]+", text[a:b]):
        grown = ABOUT_TRADE.search(clause[0])
        start = a + clause.start()
        if (
            grown
            and re.search(r"\d|\bfold|percent", clause[0]) is None
            and not any(p.start < start + len(clause[0]) and start < p.end for p in there)
        ):
            yield Proposal(
                "claims", start + grown.start(), start + grown.end(), claim(clause[0], grown, None, setting), "low"
            )


def window(words: str, setting: Setting) -> Row:
    """The stretch of time that a sentence names, as worded and in days."""
    year, small = int(setting.day[:4] or 0), lexicon_of("en")
    if match := re.search(r"\b(?:past|last)\s+(\w+)\s+(years|months)\b", words):
        size = small.cardinal(match[1].lower()) or (float(match[1]) if match[1].isdigit() else 0)
        return {"window": f"P{size:g}{match[2][0].upper()}"} if size else {}
    if re.search(r"since the (?:start|beginning) of (?:the|this) year|\bthis year\b|so far this year", words):
        return {"window": "YTD", "window_start_on": f"{year}-01-01"}
    if match := re.search(
        r"\bfirst\s+(\w+)\s+months\b(?:.{0,12}\b((?:19|20)\d\d))?|\b(first)\s+half\b(?:.{0,12}\b((?:19|20)\d\d))?",
        words,
    ):
        size = 6 if match[3] else int(small.cardinal((match[1] or "").lower()) or 0)
        its = match[2] or match[4] or year
        cells = months(int(its), 1, size, "month") if 0 < size < 13 else {}
        return (
            {"window": f"P{size}M", "window_start_on": cells["starts_on"], "window_end_on": cells["ends_on"]}
            if cells
            else {}
        )
    if match := re.search(
        rf"\b({'|'.join(MONTHS)})\s*(?:–|-|to|through)\s*({'|'.join(MONTHS)})\b(?:,?\s+((?:19|20)\d\d))?", words
    ):
        first, last, its = MONTHS.index(match[1]) + 1, MONTHS.index(match[2]) + 1, int(match[3] or year)
        cells = months(its, first, last - first + 1, "month") if last >= first else {}
        return (
            {
                "window": f"P{last - first + 1}M",
                "window_start_on": cells["starts_on"],
                "window_end_on": cells["ends_on"],
            }
            if cells
            else {}
        )
    match = re.search(r"\bin\s+((?:19|20)\d\d)\b|\b(last year)\b", words)
    its = (match[1] or year - 1) if match else 0
    return {"window": "P1Y", "window_start_on": f"{its}-01-01", "window_end_on": f"{its}-12-31"} if match else {}
