"""Documents that a text names by a word of their type: each memorandum of a list by itself."""

from __future__ import annotations

import re

from summitdata.tables.quotes import fold
from summitdata.texts.draft_setting import Place, Proposal, Row, Setting, inside, rule, sentences

NAMED, VAGUE, LIST, TO_COME, DONE, TODAY, REACHED = map(
    rule, ("named", "vague", "list", "to come", "done", "today", "reached")
)
BINDING = {"no": ("joint statement", "memorandum", "roadmap", "declaration"), "unknown": ("package", "plan of action")}
TYPES = (("joint (?:statement|declaration)", "joint statement"), ("memorand", "memorandum"), ("road ?map", "roadmap"), ("plan of action", ""), ("package|documents", "package"))  # fmt: skip
TYPES += (
    ("programme|program", "plan of action"),
    ("treaty", ""),
    ("convention", ""),
    ("protocol", ""),
    ("contract", ""),
    ("declaration", ""),
)
ONCE = ("joint statement", "plan of action", "roadmap")  # a summit has one, whatever it is called the second time


def documents(text: str, setting: Setting, skip: list[Proposal], signed: list[Proposal]) -> list[Proposal]:
    """A row for each document, at the first place that gives it a type and what it is about."""
    best: dict[tuple, Proposal] = {}
    for a, b in sentences(text):
        here = any(p.start < b and a < p.end for p in signed)
        fields = LIST.search(text, a, b) if here or re.search(r"\bsigned\b", text[a:b]) else None
        items = listed(text, fields, setting) if fields else []
        for match in NAMED.finditer(text, a, b):
            of_list = fields and fields.start() <= match.start() < fields.end()
            vague = VAGUE.match(fold(match[0])) or REACHED.search(text[a : match.start()])
            if not (of_list or vague or inside(match.start(), skip)):
                items.append(document(text, (a, b), match, here, setting))
        for p in filter(None, items):
            best.setdefault(topic(p.cells), p)
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
    around = text[a:b]
    kind = next((name or word for word, name in TYPES if re.search(rf"\b(?:{word})", words)), "agreement")
    if kind == "joint statement" and not (here or TODAY.search(around) or words.endswith("joint statement")):
        return None
    if kind == "agreement" and words.startswith("agreements"):
        kind = "package"
    elif kind == "agreement" and "free trade" in words:
        kind = "free trade agreement"
    near = around if kind == "package" else text[max(a, match.start() - 80) : min(b, end + 90)]
    today = here or TODAY.search(near) is not None
    status = "signed" if today else "planned" if TO_COME.search(near) and not DONE.search(near) else "in force"
    binding = next((word for word, kinds in BINDING.items() if kind in kinds), "presumed")
    binding = "yes" if status == "in force" and "force" in near and binding == "presumed" else binding
    cells = {
        "type": kind,
        "binding": binding,
        "level": level(kind, text[match.start() : end + 60], around),
        "status": status,
    }
    first = re.match(r"\S+(?:\s+\S+){0,11}", text[match.start() : end])[0]
    cells |= {"title": words[:1].upper() + fold(match[0])[1:]} | dates(setting, status)
    return Proposal("documents", match.start(), match.start() + len(first), cells, "middle" if today else "low")


def level(kind: str, name: str, around: str) -> str:
    """Between whom a document is, as far as the words tell."""
    if kind == "joint statement":
        return "heads of state"
    if kind == "package" and re.search("interdepartmental|corporate", around):
        return "several"
    if kind == "free trade agreement" and re.search(r"\b(?:Union|EAEU|EU)\b", name):
        return "international organisation"
    return "agency" if re.search("agenc|ministr|department", name) else "unknown"


def dates(setting: Setting, status: str) -> Row:
    """The cells that follow from the status: what is signed at the meeting has its day and both sides."""
    if status != "signed":
        return {"status_on": setting.day}
    sides = ";".join(state["actor_id"] for state in setting.states)
    return {"status_on": setting.day, "signed_on": setting.day, "parties": sides} | {
        "signed_summit_id": setting.summit["summit_id"]
    }


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
        cells |= {"status": "signed"} | dates(setting, "signed")
        found += (
            [Proposal("documents", start, start + len(words.rstrip()), cells, "middle", place)] if words.strip() else []
        )
    return found
