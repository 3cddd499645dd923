"""Bodies, third states and groups of states that a text names, by the package's names and a table of our own."""

from __future__ import annotations

import re

from summitdata.tables.quotes import fold
from summitdata.texts.draft_setting import Proposal, Row, Setting, either, inside, names, rule

TITLED, JOINT, NEITHER, BEHIND, PAIR = map(rule, ("titled", "joint", "neither", "behind", "pair"))
Known = dict[str, tuple[Row, str]]


def called(setting: Setting) -> tuple[Known, list[str]]:
    """The words that name a third actor, each with the actor and how sure the word is; the words that name the two sides."""
    found: Known = {}
    ours: list[str] = []
    by_country = {row["country"]: row for row in setting.actors.values() if row["kind"] == "state"}
    for row in names("states"):
        actor = by_country.get(row["code"]) or new_actor(row["code"].lower(), row["name"], "state", row["code"])
        nouns, adjectives = [row["name"], *row["also"].split(";")], list(filter(None, row["adjectives"].split(";")))
        if row["code"] in [state["country"] for state in setting.states]:
            ours += nouns + adjectives
            continue
        found |= dict.fromkeys(nouns, (actor, "high"))
        found |= {word: (actor, "middle") for a in adjectives for word in (a, f"{a}s", f"inter-{a}")}
    for row in names("bodies"):
        actor = setting.actors.get(row["actor_id"]) or new_actor(row["actor_id"], row["name"], row["kind"])
        found |= dict.fromkeys([row["name"], *row["also"].split(";")], (actor, "high"))
    others = [actor for actor in setting.actors.values() if actor["kind"] in ("body", "group") and not actor["members"]]
    return {actor["name"]: (actor, "high") for actor in others} | found, ours


def new_actor(key: str, name: str, kind: str, country: str = "") -> Row:
    """A row for an actor that the package does not have."""
    return {"actor_id": key, "name": name, "kind": kind, "country": country, "members": ""}


def actor_mentions(text: str, setting: Setting, skip: list[Proposal]) -> list[Proposal]:
    """Each mention of a third actor, outside the stretches to skip; rows of `actors` for those that are new."""
    known, ours = called(setting)
    spelt, sides = {fold(word).replace("’", "'"): about for word, about in known.items()}, either(ours)
    found: list[tuple[int, int, Row, str]] = []
    for match in either(list(known)).finditer(text):
        if not BEHIND.match(text, match.end()):
            found.append((*match.span(), *spelt[fold(match[0]).replace("’", "'")]))
    for match in [*TITLED.finditer(text), *JOINT.finditer(text)]:
        name = re.sub(r"^(?:The|A|An|Our|This)\s+", "", match[0])
        (start, end), words, side = (match.end() - len(name), match.end()), fold(name), sides.search(name)
        national = NEITHER.search(words) or (side and not PAIR.search(words))
        known = any(start <= a and rule("its summit").fullmatch(text[b:end]) for a, b, *_ in found)  # the G7 Summit
        known = known or BEHIND.match(text, end)
        if " " in words and not national and not known and not any(a <= start and end <= b for a, b, *_ in found):
            found = [item for item in found if not (start <= item[0] and item[1] == end)]
            found.append((start, end, body(words, setting, side is not None), "middle"))
    found = sorted((item for item in found if not inside(item[0], skip)), key=lambda item: item[:2])
    new = {actor["actor_id"]: (a, b, actor) for a, b, actor, _ in found if actor["actor_id"] not in setting.actors}
    mentions = [Proposal("actor_mentions", a, b, {"mentioned_id": who["actor_id"]}, sure) for a, b, who, sure in found]
    return mentions + [Proposal("actors", a, b, actor, "high") for a, b, actor in new.values()]


def body(words: str, setting: Setting, ours: bool) -> Row:
    """The new body of a name that no table of names has; of the two sides if it says so."""
    lower = words.lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", lower)[:6])
    if re.search("commission|committee|council", lower) and (ours or re.match("joint|bilateral|mixed|intergov", lower)):
        slug = f"{setting.both}-{slug}"[:60]
    return new_actor(slug, words, "body")
