"""Bodies, third states and groups of states that a text names, by the package's names and a table of our own."""

from __future__ import annotations

import re

from summitdata.tables.quotes import fold
from summitdata.texts.draft_setting import Proposal, Row, Setting, either, names

HEADS = r"Union|Organi[sz]ation|Forum|Commission|Council|Summit|Agency|Bank|Conference|Community|League|Association|Alliance|Fund|Committee|Congress|Assembly|Court|Working Group"
CAPITAL = r"(?:[A-Z][\w’'-]*|(?<=[\s-])(?:of|for|on|and|the|in))"
TITLED = re.compile(
    rf"(?<![\w-])(?:[A-Z][\w’'-]*[ \n]+(?:(?:of|for|on|and)[ \n]+)?){{0,5}}(?:{HEADS})(?:[ \n]+(?:of|for|on)[ \n]+(?:the[ \n]+)?[A-Z][\w-]*(?:[ \n]+(?:(?:and|of)[ \n]+)?[A-Z][\w-]*)*)?(?!\w)"
)
JOINT = re.compile(
    r"(?<![\w-])(?:(?:joint|bilateral|mixed|intergovernmental|[A-Z][a-z]+-[A-Z][a-z]+)[ \n]+)(?:[\w’'-]+[ \n]+){0,4}?(?:commission|committee|council|working group|forum)(?!\w)",
    re.IGNORECASE,
)
NEITHER = re.compile(
    r"(?:State|Federation|Foreign|Central|National|Federal|Security|Federal Security|Business|Islamic|Executive) (?:Council|Committee|Commission|Bank|Assembly|Agency|Fund)$"
)
BEHIND = re.compile(r"\s+(?:Sea|Gulf|language|Ocean|Peninsula|Stream|Street|Airlines|Bank|Europe|Africa)\b")
INITIALS = re.compile(r"\b[A-Z]")


def called(setting: Setting) -> dict[str, tuple[Row, str]]:
    """The words that name an actor, each with the actor and how sure the word is; the two sides are not among them."""
    found: dict[str, tuple[Row, str]] = {}
    by_country = {row["country"]: row for row in setting.actors.values() if row["kind"] == "state"}
    for row in names("states"):
        actor = by_country.get(row["code"]) or new_actor(row["code"].lower(), row["name"], "state", row["code"])
        if row["code"] not in setting.sides:
            nouns, adjectives = [row["name"], *row["also"].split(";")], row["adjectives"].split(";")
            found |= dict.fromkeys(nouns, (actor, "high")) | dict.fromkeys(
                [f"inter-{a}" for a in adjectives if a], (actor, "middle")
            )
            found |= dict.fromkeys([f"{a}{s}" for a in adjectives if a for s in ("", "s")], (actor, "middle"))
    for row in names("bodies"):
        actor = setting.actors.get(row["actor_id"]) or new_actor(row["actor_id"], row["name"], row["kind"])
        found |= dict.fromkeys([row["name"], *row["also"].split(";")], (actor, "high"))
    for actor in setting.actors.values():
        if actor["kind"] in ("body", "group") and not actor["members"]:
            found.setdefault(actor["name"], (actor, "high"))
    return {word: about for word, about in found.items() if word}


def new_actor(key: str, name: str, kind: str, country: str = "") -> Row:
    """A row for an actor that the package does not have."""
    return {"actor_id": key, "name": name, "kind": kind, "country": country, "members": ""}


def actor_mentions(text: str, setting: Setting, skip: list[Proposal]) -> list[Proposal]:
    """Each mention of a third actor, outside the stretches to skip; rows of `actors` for those that are new."""
    known = called(setting)
    sides = either(
        [
            w
            for row in names("states")
            if row["code"] in setting.sides
            for w in (row["name"], *row["adjectives"].split(";"), *row["also"].split(";"))
        ]
    )
    found: list[tuple[int, int, Row, str]] = []
    pattern = either(list(known))
    by_fold = {fold(word).replace("’", "'"): about for word, about in known.items()}
    for match in pattern.finditer(text):
        if not BEHIND.match(text, match.end()):
            found.append((match.start(), match.end(), *by_fold[fold(match[0]).replace("’", "'")]))
    for match in [*TITLED.finditer(text), *JOINT.finditer(text)]:
        words = re.sub(r"^(?:The|A|An|Our|This)\s", "", fold(match[0]))
        start = match.end() - len(re.sub(r"^(?:The|A|An|Our|This)\s+", "", match[0]))
        inside = any(a <= start and match.end() <= b for a, b, *_ in found)
        pair = re.search(r"[A-Z]\w+-[A-Z]|[Jj]oint|[Hh]igh|[Ii]ntergov|[Bb]ilateral", words)
        national = NEITHER.search(words) or (sides.search(words) and not pair)
        if len(words.split()) > 1 and not inside and not national:
            found = [
                item for item in found if not (start <= item[0] and item[1] <= match.end() and item[1] == match.end())
            ]
            found.append((start, match.end(), body(words, setting, bool(sides.search(words))), "middle"))
    found = [item for item in found if not any(p.start <= item[0] < p.end for p in skip)]
    proposals = [
        Proposal("actor_mentions", a, b, {"mentioned_id": actor["actor_id"]}, surety)
        for a, b, actor, surety in sorted(found, key=lambda f: f[:2])
    ]
    new = {actor["actor_id"]: (a, b, actor) for a, b, actor, _ in found if actor["actor_id"] not in setting.actors}
    return proposals + [Proposal("actors", a, b, actor, "high") for a, b, actor in new.values()]


def body(words: str, setting: Setting, ours: bool) -> Row:
    """The body of a name that no table has: under its initials, or as a commission of the two sides."""
    lower = words.lower()
    for actor in setting.actors.values():
        if actor["kind"] == "body" and actor["name"].lower() in (lower, lower.removeprefix("the ")):
            return actor
    slug = "-".join(re.findall(r"[a-z0-9]+", lower)[:6])
    if re.search("commission|committee|council", lower) and (ours or re.match("joint|bilateral|mixed|intergov", lower)):
        return new_actor(f"{setting.both}-{slug}"[:60], words, "body")
    return new_actor(slug, words, "body")
