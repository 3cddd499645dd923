"""Branches, goods, services and fields that a text names, by terms that were coded before and a table of our own."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from summitdata.tables.quotes import fold
from summitdata.texts.draft_setting import Proposal, Setting, either, inside, names, rule, rules, sentences

AFTER, BEFORE, ROLES = rule("listed after"), rule("listed before"), rules("role ")
GENERAL = {"economy", "economic", "trade", "goods", "commerce", "business", "commercial"}  # no list of fields alone
GENERAL_SECTOR = "trade-investment-and-finance"
TITLED = ("roadmap", "convention", "plan of action", "free trade agreement")
SECURITY, ARMS = "security-and-defence", "defence-industry"
WIDE = 150  # characters at each side that may say what role a field has
THEMES = ("nuclear", SECURITY, "counter-terrorism", ARMS)


def vocabulary(setting: Setting) -> dict[str, tuple[str, str, str]]:
    """Each term with its sector, how sure it is, and its column: words, listed (in lists only), threats (always a theme)."""
    found = {row["term"].lower(): (row["sector_id"], "high", "words") for row in setting.known}
    for column, sure in (("words", "middle"), ("threats", "middle"), ("listed", "low")):
        for row in names("sectors"):
            found |= {word: (row["sector_id"], sure, column) for word in row[column].lower().split(";") if word}
    return found


def sector_mentions(
    text: str, setting: Setting, skip: list[Proposal], signed: list[Proposal], named: list[Proposal]
) -> list[Proposal]:
    """Each mention of a sector; a general word (trade) only in a list of fields, none in a name of `named` bodies and papers."""
    words, bounds, found = vocabulary(setting), sentences(text), []
    papers = [p for p in named if p.table == "documents"]
    apart = [match.span() for match in rule("titles").finditer(text)]
    apart += [(p.start, p.end) for p in papers if not p.cells.get("signed_on") and p.cells["type"] in TITLED]
    bodies = [p for p in named if p.table == "actor_mentions" and p.end - p.start > 12]
    apart += [(p.start, m.end() if (m := rule("commission").match(text, p.end)) else p.end) for p in bodies]
    full = lambda p: rule("rest of fields" if p.cells["type"] == "package" else "rest of name").match(text, p.end)  # noqa: E731
    listed = [replace(p, end=m.end() if (m := full(p)) else p.end) for p in papers if p.cells.get("signed_on")] + signed
    for match in either(list(words), re.IGNORECASE).finditer(text):
        (a, b), term = match.span(), fold(match[0])
        sector, surety, column = words[term.lower().replace("’", "'")]
        if found and found[-1].cells["sector_id"] == sector and rule("example").fullmatch(text, found[-1].end, a):
            found[-1] = replace(found[-1], end=b)  # one thing: its name, or an example of it
            continue
        sense = rule("other sense").search(f"{text[max(0, a - 20) : a]}|{text[b : b + 12]}")
        calm = sector == SECURITY and term.lower().endswith("security")
        calm = calm and not rule("danger").search(text, max(0, a - 400), b + 300)
        alone = (calm or column == "listed") and not in_list(text, a, b, words.keys() - GENERAL)
        field = rule("field of").search(text[max(0, a - 40) : a]) or rule("of a field").match(text, b)
        alone = alone and not (field and sector != GENERAL_SECTOR)
        if sense or alone or inside(a, skip) or any(s <= a and b <= e for s, e in apart):
            continue
        start, end = bounds[bisect_right(bounds, (a, len(text))) - 1]
        near = re.sub(r"\s", " ", text[max(start, a - WIDE) : min(end, b + WIDE)])
        role = (
            "signed field" if inside(a, listed) else role_of(re.sub(r"\s", " ", text[start:end]), near, sector, column)
        )
        cells = {"sector_id": sector if sector in setting.sectors else "", "term": term, "role": role}
        found.append(Proposal("sector_mentions", a, b, cells, surety if role == "cooperation field" else "low"))
    return found


def in_list(text: str, a: int, b: int, known: set[str]) -> bool:
    """Whether a word stands in a list with another field than a general one."""
    behind, ahead = b, a
    for _ in range(4):
        near = []
        if after := AFTER.match(text, behind):
            behind, words = after.end(), text[after.start(1) : after.end() + 40].lower().split()
            near = [" ".join(words[:n]).rstrip(",.;") for n in (1, 2, 3) if words[0] not in GENERAL]
        if before := BEFORE.search(text, max(0, ahead - 60), ahead):
            ahead, words = before.start(), text[max(0, before.end(1) - 40) : before.end(1)].lower().split()
            near += [" ".join(words[-n:]) for n in (1, 2, 3) if words[-1] not in GENERAL]
        if not known.isdisjoint(near):
            return True
    return False


def role_of(sentence: str, near: str, sector: str, column: str) -> str:
    """The role that a sentence, and the words nearest in it, give a sector."""
    together, danger = rule("together").search(sentence), rule("theme").search(sentence)
    themed = sector in THEMES and danger and not (sector == ARMS and together)
    themed = themed or (sector == SECURITY and not together and rule("theme of security").search(sentence))
    if column == "threats" or themed:
        return "security theme"
    return next((name for name, pattern in ROLES.items() if pattern.search(near)), "cooperation field")
