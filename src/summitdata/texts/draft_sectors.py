"""Branches, goods, services and fields that a text names, by terms that were coded before and a table of our own."""

from __future__ import annotations

import re

from summitdata.tables.quotes import fold
from summitdata.texts.draft_setting import Proposal, Setting, either, names, sentences

GENERAL = {
    "economy",
    "economic",
    "trade",
    "goods",
    "commerce",
    "business",
}  # these do not make a list of fields by themselves
LISTED_AFTER = re.compile(r"\s*(?:,\s*(?:and\s+|as well as\s+|in\s+)?|(?:and|as well as)\s+)(?:in\s+|the\s+)*([\w-]+)")
LISTED_BEFORE = re.compile(
    r"(?:([\w-]+)\s*,\s*(?:and\s+|as\s+well\s+as\s+|in\s+)*|([\w-]+)\s+and\s+)(?:in\s+|the\s+)*$"
)
THEME = re.compile(
    r"\b(?:strikes?|attack\w*|threat\w*|escalation|confrontation|conflict|war|right to|legitimate right|terrorist acts?|peace and security)\b",
    re.IGNORECASE,
)
WANTED = re.compile(r"\b(?:demand|appreciate|interested in buying|needs?|wants? to buy)\b", re.IGNORECASE)
TOGETHER = re.compile(
    r"\bjoint (?:\w+ )?(?:production|projects? to produce|venture|facilities)|\bjoint industrial|\blocali[sz]e\b|\bproduce jointly",
    re.IGNORECASE,
)
GIVEN = re.compile(r"\bassistance that \w+ has provided|\bhas (?:delivered|supplied)\b", re.IGNORECASE)
OTHERWISE = re.compile(r"\beconomic\s+$", re.IGNORECASE)  # economic security
TITLES = re.compile(
    r"\b(?:Charter|Convention|Plan of Action|Roadmap|Forum|Ministry|Ministries|Minister|Commission|Commissioner)\b(?:\s+(?:of|for|on|in|the|and|[A-Z][\w-]*))+"
)
COMMISSION = re.compile(r"\s+on\s+(?:[a-z]+,?\s+)+")


def sector_mentions(
    text: str,
    setting: Setting,
    skip: list[Proposal],
    signed: list[Proposal],
    papers: list[Proposal],
    bodies: list[Proposal],
) -> list[Proposal]:
    """Each mention of a sector; a general word (trade, economy) only in a list of fields, none in a body's or a paper's name."""
    words: dict[str, tuple[str, str]] = {}
    for row in names("sectors"):
        words |= dict.fromkeys(row["words"].lower().split(";"), (row["sector_id"], "middle"))
    only = {word: row["sector_id"] for row in names("sectors") for word in row["listed"].split(";") if word}
    for row in setting.known:
        if row["term"].lower() not in only:
            words[row["term"].lower()] = (row["sector_id"], "high")
    words |= {word: (sector, "low") for word, sector in only.items()}
    names_of = [(p.start, more.end() if (more := COMMISSION.match(text, p.end)) else p.end) for p in bodies] + [
        match.span() for match in TITLES.finditer(text)
    ]
    names_of += [
        (p.start, p.end)
        for p in papers
        if p.cells["status"] != "signed"
        and p.cells["type"] in ("roadmap", "convention", "plan of action", "free trade agreement")
    ]
    bounds, found = sentences(text), []
    for match in either(list(words), re.IGNORECASE).finditer(text):
        a, b = match.span()
        term = fold(match[0])
        sector, surety = words[term.lower().replace("’", "'")]
        outside = any(p.start <= a < p.end for p in skip) or any(s <= a and b <= e for s, e in names_of)
        again = found and not text[found[-1].end : a].strip() and found[-1].cells["sector_id"] == sector
        if outside or again or OTHERWISE.search(text[:a]) or (term.lower() in only and not in_list(text, a, b, words)):
            continue
        sentence = next(((s, e) for s, e in bounds if s <= a < e), (a, b))
        cells = {"sector_id": sector if sector in setting.sectors else "", "term": term}
        cells["role"] = role(
            text, sentence, a, sector, any(p.start <= a < p.end for p in signed) or in_signed(a, papers)
        )
        found.append(
            Proposal("sector_mentions", a, b, cells, surety if cells["role"] == "cooperation field" else "low")
        )
    return found


def in_list(text: str, a: int, b: int, words: dict[str, tuple[str, str]]) -> bool:
    """Whether a word stands beside another field in a list."""
    after, before = LISTED_AFTER.match(text[b : b + 60]), LISTED_BEFORE.search(text[max(0, a - 40) : a])
    near = [after[1].lower()] if after else []
    near += [(before[1] or before[2]).lower()] if before else []
    known = {word for term in words for word in (term, term.split()[0], term.split()[-1])}
    near = [word for word in near if word in known]
    return len(near) > 1 or any(word not in GENERAL for word in near)


def in_signed(place: int, papers: list[Proposal]) -> bool:
    """Whether a place lies in the name of a paper that was signed."""
    return any(p.start <= place < p.end and p.cells["status"] == "signed" for p in papers)


def role(text: str, sentence: tuple[int, int], place: int, sector: str, signed: bool) -> str:
    """The role that the sentence gives a sector."""
    words = text[slice(*sentence)]
    themes = ("nuclear", "security-and-defence", "counter-terrorism")
    if signed:
        return "signed field"
    if sector in themes and THEME.search(words):
        return "security theme"
    if sector == "security-and-defence" and not re.search("cooperat", words):
        return "security theme"
    if TOGETHER.search(words):
        return "joint production"
    if GIVEN.search(words) or re.search(r"\bappreciate\b", words):
        return "supplied"
    return "demanded" if WANTED.search(words) and re.search("demand", words) else "cooperation field"
