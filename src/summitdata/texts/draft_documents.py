"""Documents that a text names by a word of their type: each memorandum of a list by itself."""

from __future__ import annotations

import re

from summitdata.tables.quotes import fold
from summitdata.texts.draft_setting import Place, Proposal, Row, Setting, inside, names, rule, rules, sentences

NAMED, VAGUE, LIST, REACHED, GOES_ON, BREAK = map(rule, ("named", "vague", "list", "reached", "goes on", "break"))
STATUS, LEVEL = rules("status "), rules("level ")
ONCE = ("joint statement", "plan of action", "roadmap")  # a summit has one, whatever it is called the second time


def documents(text: str, setting: Setting, skip: list[Proposal], signed: list[Proposal]) -> list[Proposal]:
    """A row for each document, at the first place that gives it a type and what it is about."""
    best: dict[tuple, Proposal] = {}
    bounds, text, here = sentences(text), re.sub(r"\s", " ", text), False
    for a, b in bounds:
        here = any(p.start < b and a < p.end for p in signed) or (here and rule("these").match(text, a) is not None)
        fields = LIST.search(text, a, b) if here or re.search(r"\bsigned\b", text[a:b]) else None
        items = listed(text, fields, setting) if fields else []
        for match in NAMED.finditer(text, a, b):
            of_list = fields and fields.start() <= match.start() < fields.end()
            vague = VAGUE.search(fold(match[0])) and not (here and "documents" in match[0])
            if not (of_list or vague or REACHED.search(text[a : match.start()]) or inside(match.start(), skip)):
                items.append(document(text, (a, b), match, here, setting))
        for p in filter(None, items):
            again = " " not in p.cells["title"] and any(kind == p.cells["type"] for kind, *_ in best)
            best.setdefault(topic(p.cells), p) if not again else None
    return list(best.values())


def topic(cells: Row) -> tuple[str, ...]:
    """What makes a document another one: its type, and the telling words of its title."""
    kind, title = cells["type"], cells["title"].lower()
    if kind in ONCE or (kind == "package" and cells["status"] == "signed"):
        return (kind,)
    if kind == "package":
        return kind, title[:18]
    words = set(re.findall(r"[a-z-]{4,}", title)) - {"agreement", "agreements", "between", "countries"}
    return kind, *sorted(words)[:4]


def document(text: str, sentence: Place, match: re.Match, here: bool, setting: Setting) -> Proposal | None:
    """The row of one document; `here` tells that the sentence is one of those that list what was signed."""
    (a, b), words, end = sentence, fold(match[0]).lower(), match.start() + len(match[0].rstrip())
    around, more = text[a:b], GOES_ON.match(text, b)
    before, behind = text[max(a, match.start() - 80) : match.start()], text[end : min(b, end + 120)]
    near = BREAK.split(before)[-1] + match[0] + BREAK.split(behind)[0] + (more[0] if more else "")
    kinds = names("documents")
    its = next((row for row in kinds if re.search(rf"\b(?:{row['words']})", words)), kinds[-1])
    kind, near = its["type"], around if its["type"] == "package" else near
    today = here or STATUS["signed today"].search(near) is not None
    if kind == "joint statement" and not (today or STATUS["adopted"].search(near) or words.endswith("joint statement")):
        return None
    status = next((name for name, pattern in STATUS.items() if pattern.search(near)), "in force")
    status = "signed" if today else "adopted" if kind == "resolution" else status
    binding = "yes" if status == "in force" and "force" in near and its["binding"] == "presumed" else its["binding"]
    name = text[match.start() : min(b, end + 60)]
    told = (n for n, p in LEVEL.items() if p.search(around if n in ("several", "heads of state") else name))
    level = next((n for n in told if n != "several" or kind == "package"), "unknown")
    level = "unknown" if level == "heads of state" and kind not in ("treaty", "declaration") else level
    level = "heads of state" if kind == "joint statement" else level
    cells = {"type": kind, "binding": binding, "level": level, "status": status}
    cells |= {"title": words[:1].upper() + fold(match[0])[1:]} | setting.dates(today and status == "signed")
    return Proposal("documents", match.start(), end, cells, "middle" if today else "low")


def listed(text: str, fields: re.Match, setting: Setting) -> list[Proposal | None]:
    """A row for each field of a list behind "memorandums"; the word of the type is the head of each."""
    group, found = 1 if fields[1] else 2, []
    head = re.search("(?i)memorand(?:ums|a)|agreements", fields[0])
    kind, binding = ("memorandum", "no") if head[0][0] in "mM" else ("agreement", "presumed")
    place = (fields.start() + head.start(), fields.start() + head.end())
    for item in re.finditer(r"(?:(?!,|\s+and\s+(?!technology)).)+", fields[group], re.DOTALL):
        words = re.sub(r"^\s*(?:(?:and|on|in the field of|the)\s+)*", "", item[0])
        start = fields.start(group) + item.end() - len(words)
        cells = {"title": f"{kind.capitalize()} on {fold(words)}", "type": kind, "binding": binding, "level": "unknown"}
        cells |= {"status": "signed"} | setting.dates(True)
        if NAMED.match(re.sub("^an? ", "", words)):
            break
        if words.strip():
            found.append(Proposal("documents", start, start + len(words.rstrip()), cells, "middle", place))
    return found
