"""Branches, goods, services and fields that a text names, by terms that were coded before and a table of our own."""

from __future__ import annotations

import re
from bisect import bisect_right

from summitdata.tables.quotes import fold
from summitdata.texts.draft_setting import Proposal, Setting, either, inside, names, rule, sentences

LISTED_AFTER, LISTED_BEFORE, THEME, WANTED, TOGETHER, GIVEN, TITLES, COMMISSION = map(
    rule, ("listed after", "listed before", "theme", "wanted", "together", "given", "titles", "commission")
)
GENERAL = {"economy", "economic", "trade", "goods", "commerce", "business"}  # make no list of fields by themselves
TITLED = ("roadmap", "convention", "plan of action", "free trade agreement")
THEMES = ("nuclear", "security-and-defence", "counter-terrorism")


def sector_mentions(
    text: str, setting: Setting, skip: list[Proposal], signed: list[Proposal], named: list[Proposal]
) -> list[Proposal]:
    """Each mention of a sector; a general word (trade) only in a list of fields, none in a name of `named` bodies and papers."""
    words = {w: (row["sector_id"], "middle") for row in names("sectors") for w in row["words"].lower().split(";")}
    words |= {row["term"].lower(): (row["sector_id"], "high") for row in setting.known}
    only = {w: (row["sector_id"], "low") for row in names("sectors") for w in row["listed"].split(";") if w}
    words |= only
    known = {word for term in words for word in (term, term.split()[0], term.split()[-1])}
    papers = [p for p in named if p.table == "documents"]
    apart = [match.span() for match in TITLES.finditer(text)]
    apart += [(p.start, p.end) for p in papers if p.cells["status"] != "signed" and p.cells["type"] in TITLED]
    bodies = [p for p in named if p.table == "actor_mentions" and p.end - p.start > 12]
    apart += [(p.start, more.end() if (more := COMMISSION.match(text, p.end)) else p.end) for p in bodies]
    listed = [*signed, *(p for p in papers if p.cells["status"] == "signed")]
    bounds, found = sentences(text), []
    for match in either(list(words), re.IGNORECASE).finditer(text):
        (a, b), term = match.span(), fold(match[0])
        sector, surety = words[term.lower().replace("’", "'")]
        again = found and not text[found[-1].end : a].strip() and found[-1].cells["sector_id"] == sector
        sense = re.search(r"(?i)\beconomic\s+$", text[max(0, a - 20) : a])  # economic security
        alone = term.lower() in only and not in_list(text, a, b, known)
        if again or sense or alone or inside(a, skip) or any(s <= a and b <= e for s, e in apart):
            continue
        sentence = text[slice(*bounds[bisect_right(bounds, (a, len(text))) - 1])]
        cells = {"sector_id": sector if sector in setting.sectors else "", "term": term}
        cells["role"] = "signed field" if inside(a, listed) else role(sentence, sector)
        usual = cells["role"] == "cooperation field"
        found.append(Proposal("sector_mentions", a, b, cells, surety if usual else "low"))
    return found


def in_list(text: str, a: int, b: int, known: set[str]) -> bool:
    """Whether a word stands beside another field in a list."""
    after, before = LISTED_AFTER.match(text[b : b + 60]), LISTED_BEFORE.search(text[max(0, a - 40) : a])
    near = [word.lower() for match in (after, before) if match for word in match.groups() if word]
    near = [word for word in near if word in known]
    return len(near) > 1 or any(word not in GENERAL for word in near)


def role(sentence: str, sector: str) -> str:
    """The role that a sentence gives a sector."""
    if sector in THEMES and (THEME.search(sentence) or (sector == THEMES[1] and "cooperat" not in sentence)):
        return "security theme"
    roles = ((TOGETHER, "joint production"), (GIVEN, "supplied"), (WANTED, "demanded"))
    return next((name for pattern, name in roles if pattern.search(sentence)), "cooperation field")
