"""Documents that a text names by a word of their type: each memorandum of a list by itself."""

from __future__ import annotations

import re
from dataclasses import replace

from summitdata.tables.quotes import fold
from summitdata.texts.draft_setting import Place, Proposal, Row, Setting, either, inside, names, rule, rules, sentences

NAMED, VAGUE, LIST, REACHED, GOES_ON, BREAK = map(rule, ("named", "vague", "list", "reached", "goes on", "break"))
ALWAYS, PAST, FULLER, LEADING, MANY = map(rule, ("always", "past", "fuller", "leading", "several of it"))
STATUS, LEVEL = rules("status "), rules("level ")
ONCE = ("joint statement", "plan of action", "roadmap")  # a summit has one, whatever it is called the second time


def documents(text: str, setting: Setting, skip: list[Proposal], signed: list[Proposal]) -> list[Proposal]:
    """A row for each document, at the first place that gives it a type and what it is about; a package where most is said."""
    best: list[Proposal] = []
    full = lambda p: (re.search(r"(?i)\d|package", p.cells["title"]) is not None, len(p.cells["title"]))  # noqa: E731
    bounds, text, here = sentences(text), re.sub(r"\s", " ", text), False
    for a, b in bounds:
        item = here and rule("item").search(text[a:b])
        here = any(p.start < b and a < p.end for p in signed) or (here and rule("these").match(text, a)) or item
        fields = LIST.search(text, a, b) if here or rule("listed where").search(text, a, b) else None
        items = listed(text, fields, setting) if fields else []
        until = items[-1].end if items else 0
        found = [m for m in NAMED.finditer(text, a, b) if not inside(m.start(), skip)]
        found = [m for m in found if not fields or not fields.start() <= m.start("paper") < until]
        found = found[:1] if item else found
        ends = [a, *(m.end() for m in found)], [*(m.start() for m in found[1:]), b]
        told = [status(text, place, match) for match, place in zip(found, zip(*ends))]
        whole = (a, found[0].start(), found[-1].end(), b) if found else ()
        for i, match in enumerate(found):  # of papers named in a row one has the verb
            shared = next(filter(None, [told[i], "signed today" * bool(until), *reversed(told[:i]), *told[i:]]), "")
            shared = "signed today" if here and told[i] != "denied" else shared
            items.append(document(text, (*whole, ends[1][i]), match, shared, bool(told[i] or here), setting))
        here = here or "signed today" in told or rule("list opens").search(text[a:b])  # the next may say what these are
        for p in filter(None, items):
            new = re.search(r"(?i)\b(?:an?|another)\s+$", text[max(0, p.start - 9) : p.start]) is not None
            old = next((i for i, other in enumerate(best) if same(p.cells, other.cells, new)), None)
            if old is None:
                best.append(p)
            elif full(p) > full(best[old]) and FULLER.search(p.cells["title"]):
                best[old] = p
    usual = {row["type"]: {"status": row["else"]} for row in names("documents")}
    elsewhere = {kind: {"status": cells["status"].replace("signed", "adopted")} for kind, cells in usual.items()}
    if any(p.cells.get("signed_on") for p in best):  # then what says nothing else was signed with them
        usual = dict.fromkeys(usual, {"status": "signed"} | setting.dates(True))
    silent = lambda p: elsewhere if rule("proper name").match(text, p.start) else usual  # noqa: E731
    told = [p if p.cells["status"] else replace(p, cells=p.cells | silent(p)[p.cells["type"]]) for p in best]
    return sorted(told, key=lambda p: p.start)


def same(one: Row, other: Row, new: bool) -> bool:
    """Whether two places name one document: of one type, and one says no more than the other (`new`: it is "an" agreement)."""
    if one["type"] != other["type"] or ((new or one["type"] == "package") and one["status"] != other["status"]):
        return False
    titles = (rule("general").sub("", row["title"].lower()) for row in (one, other))
    a, b = (set(re.findall(r"[a-z-]{3,}", title)) - set(one["type"].split()) for title in titles)
    once = one["type"] in ONCE or (one["type"] == "package" and one["status"] == "signed")
    return once or (not a and not new) or not b or bool(a and 3 * len(a & b) >= 2 * min(len(a), len(b)))


def status(text: str, place: Place, match: re.Match) -> str:
    """What the words between a document's neighbours, and a sentence that goes on with it, say of it; empty where nothing."""
    (a, b), start, end = place, match.start(), match.start() + len(match[0].rstrip())
    more, behind = GOES_ON.match(text, b), BREAK.split(text[end : min(b, end + 160)])[0]
    near = f"{BREAK.split(text[max(a, start - 90) : start])[-1]}§{behind}" + (f" § {more[0]}" if more else "")
    name = next((name for name, pattern in STATUS.items() if pattern.search(near)), "")
    return "signed today" if name == "signed" and not PAST.search(near) else name


def document(
    text: str, place: tuple[int, ...], match: re.Match, told: str, sure: bool, setting: Setting
) -> Proposal | None:
    """The row of one document; none where its words do not name one by themselves and nothing makes it `sure`.

    `told` is what its sentence says of it, `place` where that and its papers begin and end.
    """
    start, end = match.start(), match.start() + len(match[0].rstrip())
    words, lead, topic = fold(match[0]), match["lead"], match["topic"].strip()
    head = "joint " * ("joint" in lead.lower()) + fold(match["paper"] + (match["of"] or "")).lower()
    proper = re.match("[A-Z]", match["paper"]) and re.search(r"[A-Z]\S+\s+$", lead)  # the Minsk Accords
    many, alone = match["many"] or MANY.search(head), not (topic or lead.strip())
    free = "free trade " * ("free trade" in f"{lead}{topic}".lower())
    its, today = kind_of(free + head, bool(many and not proper)), told == "signed today"
    kind = its["type"]
    unnamed = not sure and not ALWAYS.search(head) and (many or not (topic or LEADING.search(lead)))
    loose = kind == "package" and told[:2] in ("in", "") and (head == kind or alone)
    vague = VAGUE.search(words) and told[:6] != "signed"
    back = alone and rule("back to").search(text, 0, start)
    if told == "denied" or unnamed or loose or vague or back or REACHED.search(text[place[0] : match.start("paper")]):
        return None
    binding = "yes" if told == "in force itself" and its["binding"] == "presumed" else its["binding"]
    cells = {"type": kind, "binding": binding, "level": level(text, place, start, end, kind, setting)}
    cells |= {"title": words[:1].upper() + words[1:], "status": re.sub(" today| itself| maybe", "", told)}
    return Proposal("documents", start, end, cells | setting.dates(today), "middle" if today else "low")


def level(text: str, place: tuple[int, ...], start: int, end: int, kind: str, setting: Setting) -> str:
    """Between whom a document is, as its name, and who signs it say."""
    if kind == "joint statement" or (kind == "declaration" and re.search(r"(?i)\bjoint\s", text[start:end])):
        return "heads of state"
    a, first, last, b, stop = place
    signed, by = text[a:first], rule("signed by").search(text, last, b)
    signers = (signed if rule("signing").search(signed) else "") + (by[0] if by else "")
    leader = either([row["name"].split()[-1] for row in setting.leaders])
    name = re.split(r",?\s(?:which|who|helping)\b", text[start : min(stop, end + 60)])[0]
    who = (name, leader.sub("leader", signers)) if kind != "package" else (name,)
    never = "heads of state" if kind == "package" else "several"
    return next((n for words in who for n, p in LEVEL.items() if n != never and p.search(words)), "unknown")


def kind_of(words: str, many: bool = False) -> Row:
    """Type and binding that words tell; several documents are a package, which stands last."""
    fits = (row for row in names("documents") if re.search(rf"\b(?:{row['words']})", words) and not many)
    return next(fits, names("documents")[-1])


def listed(text: str, fields: re.Match, setting: Setting) -> list[Proposal]:
    """A row for each field of a list behind "memorandums"; the word of the type is the head of each."""
    its, found, place = kind_of(fields["word"].lower()), [], fields.span("word")
    each = text.endswith("on ", 0, fields.start("items")) and rule("each on").search(fields["items"])
    split = r"(?:,\s*)?(?:and\s+)?\bon\s+" if each else r",?\s+as well as\s+(?:on\s+)?"
    if its["type"] == "memorandum" and not each:
        split = rf"{split}|,|\s+and\s+(?!technology)"
    cuts = [0, *(end for m in re.finditer(split, fields["items"]) for end in m.span()), len(fields["items"])]
    lead = re.search(r"[\w-]*\s*$", text[: place[0]]).start()
    whole = (fields.start(), lead, *[fields.end()] * 3)
    between = level(text, whole, lead, place[1], its["type"], setting)
    for a, b in zip(cuts[::2], cuts[1::2]):
        item = re.sub(r"^\s*(?:(?:and|on|in the field of|the)\s+)*", "", fields["items"][a:b])
        start = fields.start("items") + b - len(item)
        if NAMED.match(re.sub("^an? ", "", item)) or re.match(r"(?:also|was|were|which|signed)\b", item):
            break
        cells = {"title": f"{its['type'].capitalize()} on {fold(item)}", "type": its["type"], "binding": its["binding"]}
        cells |= {"level": between, "status": "signed"} | setting.dates(True)
        if item.strip():
            found.append(Proposal("documents", start, start + len(item.rstrip()), cells, "middle", place))
    return found if len(found) > 1 else []
