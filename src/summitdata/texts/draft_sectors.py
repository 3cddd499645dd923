"""Branches, goods, services and fields that a text names, by terms that were coded before and a table of our own."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from summitdata.tables.quotes import fold
from summitdata.texts.draft_setting import Proposal, Setting, either, inside, names, rule, sentences

LISTED_AFTER, LISTED_BEFORE, THEME, WANTED, TOGETHER, GIVEN, TITLES, COMMISSION, EXAMPLE, DANGER = map(
    rule,
    (
        "listed after",
        "listed before",
        "theme",
        "wanted",
        "together",
        "given",
        "titles",
        "commission",
        "example",
        "danger",
    ),
)
GENERAL = {"economy", "economic", "trade", "goods", "commerce", "business", "commercial"}  # no list of fields alone
TITLED = ("roadmap", "convention", "plan of action", "free trade agreement")
THEMES = ("nuclear", "security-and-defence", "counter-terrorism", "defence-industry")
Known = dict[str, tuple[str, str]]


def vocabulary(setting: Setting) -> tuple[Known, set[str], set[str]]:
    """Each term with its sector and how sure it is; those that count in lists only; those that are always a threat."""
    table = {
        column: {w: (row["sector_id"], sure) for row in names("sectors") for w in row[column].lower().split(";") if w}
        for column, sure in (("words", "middle"), ("threats", "middle"), ("listed", "low"))
    }
    coded = {row["term"].lower(): (row["sector_id"], "high") for row in setting.known}
    return coded | table["words"] | table["threats"] | table["listed"], set(table["listed"]), set(table["threats"])


def sector_mentions(
    text: str, setting: Setting, skip: list[Proposal], signed: list[Proposal], named: list[Proposal]
) -> list[Proposal]:
    """Each mention of a sector; a general word (trade) only in a list of fields, none in a name of `named` bodies and papers."""
    words, only, threats = vocabulary(setting)
    known = words.keys() - GENERAL
    papers = [p for p in named if p.table == "documents"]
    apart = [match.span() for match in TITLES.finditer(text)]
    apart += [(p.start, p.end) for p in papers if p.cells["status"] != "signed" and p.cells["type"] in TITLED]
    bodies = [p for p in named if p.table == "actor_mentions" and p.end - p.start > 12]
    apart += [(p.start, more.end() if (more := COMMISSION.match(text, p.end)) else p.end) for p in bodies]
    listed = [*signed, *(p for p in papers if p.cells["status"] == "signed")]
    bounds, found = sentences(text), []
    for match in either(list(words), re.IGNORECASE).finditer(text):
        (a, b), term = match.span(), fold(match[0])
        lower = term.lower().replace("’", "'")
        sector, surety = words[lower]
        if found and found[-1].cells["sector_id"] == sector and EXAMPLE.fullmatch(text, found[-1].end, a):
            found[-1] = replace(found[-1], end=b)  # one thing: its name, or an example of it
            continue
        sense = re.search(r"(?i)\beconomic\s+$", text[max(0, a - 20) : a])  # economic security
        alone = lower in only and not in_list(text, a, b, known)
        calm = lower.endswith("security") and sector == THEMES[1] and not DANGER.search(text[max(0, a - 400) : b + 300])
        if sense or alone or calm or inside(a, skip) or any(s <= a and b <= e for s, e in apart):
            continue
        sentence = text[slice(*bounds[bisect_right(bounds, (a, len(text))) - 1])]
        cells = {"sector_id": sector if sector in setting.sectors else "", "term": term}
        cells["role"] = role(re.sub(r"\s", " ", sentence), sector, lower in threats)
        cells["role"] = "signed field" if inside(a, listed) else cells["role"]
        usual = cells["role"] == "cooperation field"
        found.append(Proposal("sector_mentions", a, b, cells, surety if usual else "low"))
    return found


def in_list(text: str, a: int, b: int, known: set[str]) -> bool:
    """Whether a word stands in a list with another field than a general one."""
    behind, ahead = b, a
    for _ in range(4):
        near = []
        if after := LISTED_AFTER.match(text, behind):
            behind, words = after.end(), text[after.start(1) : after.end() + 40].lower().split()
            near = [" ".join(words[:n]).rstrip(",.;") for n in (1, 2, 3) if words[0] not in GENERAL]
        if before := LISTED_BEFORE.search(text, max(0, ahead - 60), ahead):
            ahead, words = before.start(), text[max(0, before.end(1) - 40) : before.end(1)].lower().split()
            near += [" ".join(words[-n:]) for n in (1, 2, 3) if words[-1] not in GENERAL]
        if not known.isdisjoint(near):
            return True
    return False


def role(sentence: str, sector: str, threat: bool) -> str:
    """The role that a sentence gives a sector."""
    together = "cooperat" in sentence
    if threat or (sector in THEMES and (THEME.search(sentence) and not (sector == THEMES[3] and together))):
        return "security theme"
    if sector == THEMES[1] and not together:
        return "security theme"
    roles = ((TOGETHER, "joint production"), (GIVEN, "supplied"), (WANTED, "demanded"))
    return next((name for pattern, name in roles if pattern.search(sentence)), "cooperation field")
