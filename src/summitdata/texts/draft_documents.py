"""Documents that a text names by a word of their type: each memorandum of a list by itself."""

from __future__ import annotations

import re

from summitdata.tables.quotes import fold
from summitdata.texts.draft_setting import Proposal, Setting, sentences

TYPES = {
    "joint statement": ("joint statement", "no"), "joint declaration": ("joint statement", "no"),
    "agreement": ("agreement", "presumed"), "memorandum": ("memorandum", "no"), "roadmap": ("roadmap", "no"),
    "road map": ("roadmap", "no"), "treaty": ("treaty", "presumed"), "convention": ("convention", "presumed"),
    "plan of action": ("plan of action", "unknown"), "package": ("package", "unknown"), "documents": ("package", "unknown"),
    "protocol": ("protocol", "presumed"), "declaration": ("declaration", "no"), "contract": ("contract", "presumed"),
    "programme": ("plan of action", "unknown"), "program": ("plan of action", "unknown"),
}  # fmt: skip
ABOUT = r"(?:\s+(?:on|for|of|to|between|regarding)\s+(?:the\s+|a\s+)?(?:(?!and\b|that\b|which\b|was\b|were\b|is\b|has\b|will\b|in the\b|helps?\b|soon\b|signed\b|outlined\b)[\w’'-]+[ \n]*){1,8})"
NAMED = re.compile(
    rf"\b(?:comprehensive\s+|new\s+|major\s+)?joint\s+(?:statement|declaration){ABOUT}?"
    rf"|\b(?:comprehensive\s+|major\s+)?package(?:\s+of\s+(?:[\w,’'-]+\s+){{0,5}}?(?:documents|agreements))?"
    rf"|\b(?:intergovernmental\s+|long-term\s+|framework\s+|free\s+trade\s+)?agreements?(?:{ABOUT})"
    rf"|\bfree trade agreement|\bmemorand(?:um|ums|a)(?:{ABOUT})?|\b(?:roadmap|road\s+map)(?:{ABOUT})?"
    rf"|\b(?:treaty|convention|protocol|declaration|contract)(?:{ABOUT})|\b(?-i:(?:[A-Z]\w+\s+)*)plan\s+of\s+action(?:{ABOUT})?"
    rf"|\b(?:sign(?:ing|ed)?\s+documents|documents\s+(?:are|were|have)\s+(?:being\s+)?(?:coordinated|prepared|signed)\w*)"
    rf"|\bprogram(?:me)?\s+of\s+cooperation(?:{ABOUT})?",
    re.IGNORECASE,
)
VAGUE = re.compile(
    r"^(?:agreements?|contracts?|declaration)\s+(?:with|to\s+(?:organi|hold|meet)|of the (?:parties|sides)|(?:on|between) (?:it|this|them|us)\b)|^(?:the )?(?:documents|package|memorandums?|memoranda)$",
    re.IGNORECASE,
)
LIST = re.compile(
    r"\bmemorand(?:ums|a)\b[^.]*?\b(?:field|fields|area|areas|sphere|spheres)s?\s+of\s+([^.;]+)|\b(?:memorand(?:ums|a)|agreements)\s+on\s+([^.;]+,[^.;]+)",
    re.IGNORECASE,
)
TO_COME = re.compile(
    r"\b(?:will|soon|prepar\w+|draft\w*|being coordinated|plan(?:s|ned)?|intend|to sign|upcoming|negotiat\w+|if we|in order to sign|under discussion|finali[sz]\w+)\b",
    re.IGNORECASE,
)
DONE = re.compile(
    r"\b(?:implement\w*|in(?:to)? force|acting upon|helps?|carr(?:y|ied) out|compl(?:y|ies)|fulfil\w*|effective)\b",
    re.IGNORECASE,
)
TODAY = re.compile(
    r"\bsigned\s+(?:today|here|following|after|during (?:the talks|this visit))|\b(?:have|has|us|we)\s+(?:just\s+)?sign(?:ed)?\b|today[’'\w\s]{0,20}sign|(?:was|were) signed today",
    re.IGNORECASE,
)


def documents(text: str, setting: Setting, skip: list[Proposal], signed: list[Proposal]) -> list[Proposal]:
    """A row for each document, at the first place that gives it a type and what it is about."""
    found: list[Proposal] = []
    for a, b in sentences(text):
        inside = any(p.start < b and a < p.end for p in signed)
        fields = LIST.search(text, a, b) if inside or re.search(r"\bsigned\b", text[a:b]) else None
        for match in NAMED.finditer(text, a, b):
            words = fold(match[0])
            if (
                any(p.start <= match.start() < p.end for p in skip)
                or fields
                and match.start() >= fields.start()
                and match.start() < fields.end()
                or VAGUE.match(words)
                or re.search(r"\b(?:reach\w*|achiev\w*)\s+(?:\w+\s+){0,4}$", text[a : match.start()])
            ):
                continue
            if p := document(text, (a, b), match, inside, setting):
                found.append(p)
        found += listed(text, fields, setting) if fields else []
    best: dict[tuple, Proposal] = {}
    for p in found:
        key = (
            p.cells["type"],
            *([p.cells["title"].lower()[:18]] if p.cells["type"] in ("package", "joint statement") else topic(p)),
        )
        key = (
            key[:1]
            if p.cells["type"] in ("joint statement", "plan of action", "roadmap")
            or p.cells["status"] == "signed"
            and p.cells["type"] == "package"
            else key
        )
        best.setdefault(key, p)
    return list(best.values())


def topic(p: Proposal) -> list[str]:
    """The telling words of a title, in the order of the alphabet."""
    return sorted(
        w
        for w in set(re.findall(r"[a-z-]{4,}", p.cells["title"].lower()))
        if w not in ("agreement", "agreements", "between", "countries")
    )[:4]


def document(text: str, sentence: tuple[int, int], match: re.Match, inside: bool, setting: Setting) -> Proposal | None:
    """The row of one document."""
    (a, b), words = sentence, fold(match[0])
    end = match.start() + len(match[0].rstrip())
    lower, around = words.lower(), text[a:b]
    name = next((n for n in TYPES if re.search(rf"\b{n}" if n != "memorandum" else r"\bmemorand", lower)), "")
    kind, binding = TYPES.get(name, ("", ""))
    if not kind or (
        kind == "joint statement" and not inside and not TODAY.search(around) and "joint statement" != lower[-15:]
    ):
        return None
    if kind == "agreement":
        plural = lower.startswith("agreements")
        free = "free trade" in lower
        kind, binding = (
            ("package", "unknown") if plural else ("free trade agreement", "presumed") if free else (kind, binding)
        )
        if plural and not re.search(r"\b(?:on|to promote|between)\b", lower):
            return None
    near = text[max(a, match.start() - 80) : min(b, end + 90)]
    near = text[a:b] if kind == "package" else near
    status = "signed" if inside or TODAY.search(near) else "planned" if TO_COME.search(near) else "in force"
    if DONE.search(near) and not inside and not TODAY.search(near):
        status = "in force"
    binding = "yes" if status == "in force" and "force" in near and binding == "presumed" else binding
    level = (
        "heads of state"
        if kind == "joint statement"
        else "agency"
        if re.search(r"agenc|ministr|department", text[match.start() : end + 60])
        else "unknown"
    )
    level = "several" if kind == "package" and re.search("interdepartmental|corporate", around) else level
    if re.search(r"\bUnion\b|\bEAEU\b|\bEU\b", text[match.start() : end + 40]) and kind == "free trade agreement":
        level = "international organisation"
    cells = {
        "title": words[:1].upper() + words[1:],
        "type": kind,
        "binding": binding,
        "level": level,
        "status": status,
        "status_on": setting.day,
    }
    if status == "signed":
        cells |= {
            "signed_summit_id": setting.summit["summit_id"],
            "signed_on": setting.day,
            "parties": ";".join(s["actor_id"] for s in setting.states),
        }
    short = re.match(r"\S+(?:\s+\S+){0,11}", text[match.start() : end])
    return Proposal(
        "documents",
        match.start(),
        match.start() + len(short[0]) if short else end,
        cells,
        "middle" if status == "signed" else "low",
    )


def listed(text: str, fields: re.Match, setting: Setting) -> list[Proposal]:
    """A row for each field of a list behind "memorandums"; the word of the type is the head of each."""
    group, found = 1 if fields[1] else 2, []
    head = re.search(r"memorand(?:ums|a)|agreements", fields[0], re.IGNORECASE)
    kind = "memorandum" if head[0][0].lower() == "m" else "agreement"
    place = (fields.start() + head.start(), fields.start() + head.end())
    for item in re.finditer(r"(?:(?!,|\s+and\s+(?!technology)).)+", fields[group], re.DOTALL):
        words = re.sub(r"^\s*(?:(?:and|on|in the field of|the)\s+)*", "", item[0])
        start = fields.start(group) + item.end() - len(words)
        if words.strip():
            cells = {
                "title": f"{kind.capitalize()} on {fold(words)}",
                "type": kind,
                "binding": TYPES[kind][1],
                "level": "unknown",
                "status": "signed",
            }
            cells |= {
                "status_on": setting.day,
                "signed_on": setting.day,
                "signed_summit_id": setting.summit["summit_id"],
            }
            cells["parties"] = ";".join(s["actor_id"] for s in setting.states)
            found.append(Proposal("documents", start, start + len(words.rstrip()), cells, "middle", place))
    return found
