"""Who speaks where: furniture, headings, turns by the labels of speakers, quotations and attributions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from summitdata.tables.quotes import bare, fold
from summitdata.texts.draft_setting import Proposal, Setting, either, names, sentences

QUOTE = '"“”„«»‟'
SAYING = (
    r"sa(?:id|ys|ying)|stat(?:ed|es|ing)|not(?:ed|es|ing)|stress(?:ed|es|ing)|emphasi[sz](?:ed|es|ing)|underscor(?:ed|es|ing)|"
    r"underlin(?:ed|es|ing)|add(?:ed|s|ing)|recall(?:ed|s|ing)|believe[sd]|convinced|confident|certain|confirm(?:ed|s|ing)|"
    r"mention(?:ed|s|ing)|point(?:ed|s|ing) out|explain(?:ed|s|ing)|announc(?:ed|es|ing)|told|declar(?:ed|es|ing)|"
    r"assur(?:ed|es|ing)|thank(?:ed|s|ing)|express(?:ed|es|ing)|reiterat(?:ed|es|ing)|remind(?:ed|s|ing)|"
    r"remark(?:ed|s|ing)|observ(?:ed|es)|argu(?:ed|es)|claim(?:ed|s)|insist(?:ed|s|ing)|warn(?:ed|s|ing)|"
    r"urg(?:ed|es|ing)|call(?:ed|s|ing) (?:for|on)|promis(?:ed|es)|spoke|describ(?:ed|es|ing)|characteri[sz](?:ed|es|ing)|"
    r"hope[sd]|expects|considers|thinks|admit(?:ted|s)|acknowledg(?:ed|es|ing)|affirm(?:ed|s|ing)|assert(?:ed|s|ing)|"
    r"voic(?:ed|es|ing)|comment(?:ed|s|ing)|conclud(?:ed|es|ing)|continued|quoted|asked|suggest(?:ed|s|ing)|"
    r"propos(?:ed|es|ing)|reveal(?:ed|s|ing)|praised|condemn(?:ed|s|ing)|commended|informed|drew attention|"
    r"according to|in (?:his|her) (?:words|opinion|view)|in the words of"
)
ATTRIBUTES = re.compile(rf"(?<!\w)(?:{SAYING})(?!\w)", re.IGNORECASE)
EMPTY = re.compile(r"\s+(?:about\s+)?(?:this|so)(?:[.,;]|\s+(?:even|during|in|at|on|when|earlier|before|many)\b)")
STATEMENT = re.compile(
    r"^\W*(?:The (?:joint )?(?:statement|declaration|document) (?:reflects?|says|states|notes|stresses|emphasi[sz]es|reads|reaffirms|"
    r"confirms|also)|The (?:parties|sides|two sides)\s+(?:also\s+)?(?:\w+ed)\b|According to the (?:joint )?(?:statement|declaration))"
)
PAPER = r"(?:packages?|joint\s+(?:statement|declaration|communiqu\w+)|memorand\w+|agreements?|documents?|treat(?:y|ies)|protocols?|declaration|roadmap)"
SIGNED = re.compile(
    rf"\b(?:have|has|had|were|us|we|parties|sides|they)\s+(?:\w+ly\s+|just\s+|also\s+)?sign(?:ed)?\s+(?:(?!that\b|which\b)[\w’'-]+\s+){{1,6}}?{PAPER}\b"
    rf"|\b{PAPER}\b[^.;]{{0,120}}?,?\s(?<!that\s)(?:was|were|has been|have been)\s+signed\b"
    rf"|\b{PAPER}\b[^.;]{{0,90}},\s+signed\s+(?:following|after|during|at)\b"
    rf"|^\W*(?:The|These|Among the|Signed)\s+(?:signed\s+)?(?:documents|package)\s+(?:signed\s+)?(?:include|are|is|includes|comprise)\b",
    re.IGNORECASE,
)
BEFORE = re.compile(
    r"\b(?:that|which)\s+(?:was|were|has been|have been)\s+signed|\bin (?:19|20)\d\d\b|\bearlier\b|\blast year\b"
)
FOOT = re.compile(
    r"^\W*(?:Publication (?:status|date)|Published in|Direct link|Text version|Follow us|Read (?:also|more):|Recent news|https?:|www\.|©|Copyright|"
    r"All rights reserved|(?:Topics?|Geography|Persons?|Tags?|Share|Print|See also|Related|Subscribe|Photos?|Videos?|Attachments?|Comments?)"
    r"(?:\W+\w+){0,4}\W*$)"
)
LABEL = re.compile(
    r"(?m)^[ \t\u00a0]*((?:[A-ZÀ-Ž][\w.’'-]*|of|the|and|for|to|de|al|bin|in|on)(?:[ \u00a0,]+(?:[A-ZÀ-Ž][\w.’'-]*|of|the|and|for|to|de|al|bin|in|on)){0,14}"
    r"(?:\s*\((?:re-?)?translat\w+[^)]*\))?)\s?:(?=\s)"
)
ROLE = re.compile(
    r"^(?:Question|Answer|Moderator|Remark|Journalist|Reply|Response|Interpreter|Voice)\b|\b(?:President|Minister|Chancellor|Secretary|King|Emir|Premier|Chairman|Speaker)\b"
)
ADDRESS = re.compile(r"(?:Mr|Mrs|Ms|Madam|Dear|Your|His|Her|Ladies|In|On|At|To)\b")
ENGLISH = {"USA", "GBR", "CAN", "AUS", "NZL", "IRL", "IND", "NGA", "ZAF"}


@dataclass
class Cut:
    """A stretch with one part, speaker and voice, before it is joined with what is like it."""

    start: int
    part: str
    actor: str
    voice: str
    note: str = ""
    surety: str = "middle"


def plain(name: str) -> str:
    """A name without its accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).replace("ı", "i")


class Speakers:
    """Who is meant by a name, a title or a pronoun."""

    def __init__(self, setting: Setting):
        self.setting, self.last = setting, ""
        self.called: dict[str, str] = {}
        titles = (
            "president",
            "prime minister",
            "leader",
            "head of state",
            "side",
            "counterpart",
            "foreign minister",
            "emir",
            "king",
            "chancellor",
        )
        ours = {row["code"]: row for row in names("states")}
        for actor in setting.leaders:
            its, family = ours.get(actor["country"], {}), actor["name"].split()[-1]
            spelt = [form(name.lower()) for name in (actor["name"], family) for form in (str, plain)]
            self.called |= dict.fromkeys([*spelt, f"the {actor['role']}"], actor["actor_id"])
            words = [*its.get("adjectives", "").split(";"), its.get("name", "-")]
            self.called |= {f"{w} {t}".lower(): actor["actor_id"] for w in words if w for t in titles}
            self.called |= {f"{t} of {its.get('name')}".lower(): actor["actor_id"] for t in titles}
            if actor["role"] == "guest":
                self.called["the distinguished guest"] = actor["actor_id"]
        own = setting.leader(setting.publisher.get("country", ""))
        self.bare = own or (setting.leaders[0]["actor_id"] if setting.leaders else "")
        self.called |= dict.fromkeys(
            ("the head of state", "the president", "the prime minister", "the leader"), self.bare
        )
        self.called |= dict.fromkeys(("he", "she", "his", "her"), "")
        self.pattern = either(list(self.called), re.IGNORECASE)

    def who(self, words: str) -> str:
        """The actor that a name, title or pronoun stands for."""
        return self.called.get(fold(words).lower().replace("’", "'"), "") or self.last

    def attributed(self, words: str) -> tuple[str, re.Match | None]:
        """To whom a clause attributes what it tells, and the verb that does; nobody where there is no such verb."""
        for verb in ATTRIBUTES.finditer(words):
            found = [
                m
                for m in self.pattern.finditer(words)
                if not re.match(r"['’]s?\s", words[m.end() :]) or m[0].lower() in ("his", "her")
            ]
            before = [m for m in found if m.end() <= verb.start()]
            near = [m for m in before if len(words[m.end() : verb.start()].split()) <= 3]
            after = [m for m in found if m.start() >= verb.start() and len(words[verb.end() : m.start()].split()) <= 4]
            subject = next(iter([*near[-1:], *before[:1], *after[:1]]), None)
            if subject and not (EMPTY.match(words[verb.end() :])):
                return self.who(subject[0]), verb
        return "", None


def passages(text: str, setting: Setting) -> list[Proposal]:
    """The passages that tile a text."""
    turns = labels(text, setting)
    cuts = list(transcript(text, setting, turns) if turns else review(text, setting))
    publisher = setting.publisher.get("actor_id", "")
    joined: list[Cut] = []
    for cut in cuts:
        like = joined and (cut.part, cut.actor, cut.voice) == (joined[-1].part, joined[-1].actor, joined[-1].voice)
        if not (like and cut.note == joined[-1].note):
            joined.append(cut)
    if joined:
        joined[0].start = 0
    ends = [cut.start for cut in joined[1:]] + [len(text)]
    found = []
    for cut, end in zip(joined, ends):
        foreign = cut.voice == "quoted" and setting.actors.get(cut.actor, {}).get("country") not in ENGLISH
        cells = {"part": cut.part, "actor_id": cut.actor or publisher, "voice": cut.voice, "note": cut.note}
        cells["rendering"] = "translated" if foreign and setting.source["language"][:2] == "en" else "original"
        found.append(Proposal("passages", cut.start, end, cells, cut.surety))
    return found


def labels(text: str, setting: Setting) -> list[tuple[int, int, str]]:
    """The labels of the turns of a transcript, each with its speaker; none in a text of another kind."""
    kind, speakers, found = setting.source["kind"], Speakers(setting), []
    for match in LABEL.finditer(text):
        name = fold(re.sub(r"\(.*?\)", "", match[1]))
        known = [m for m in speakers.pattern.finditer(name) if speakers.called.get(fold(m[0]).lower())]
        if (known or ROLE.search(name)) and not ADDRESS.match(name):
            key = speakers.who(known[-1][0]) if known else "-".join(re.findall(r"[a-z]+", name.lower())[-1:])
            found.append((match.start(), match.end(), key))
    return found if kind == "transcript" or (kind not in ("news review", "news report") and len(found) > 1) else []


def lines_of(text: str) -> list[tuple[int, int]]:
    """The places of the lines that are not empty, the white space before them left out."""
    return [(m.start(), m.end()) for m in re.finditer(r"[^\s][^\n]*", text)]


def frame(text: str, setting: Setting, first: int | None = None) -> tuple[int, int, int]:
    """Where the heading begins and ends, and where the furniture at the foot begins."""
    lines, title = lines_of(text), bare(setting.source.get("title", ""))
    same = [line for line in lines if title and bare(text[line[0] : line[1]]) == title]
    body = [a for a, b in lines if first is None and len(text[a:b].split()) > 20 or a == first]
    head = [line for line in lines if line[0] < (body[0] if body else len(text))]
    long = [
        line
        for line in head
        if len(text[line[0] : line[1]].split()) > 3 and not re.search(r"[.!?]\s*$", text[slice(*line)])
    ]
    heading = (same or sorted(long, key=lambda line: line[0] - line[1]) or [(0, 0)])[0]
    foot, closed = len(text), re.compile(r"[.!?…][\"”’»)\]]*\s*$")
    for a, b in reversed(lines):
        if a <= heading[1] or (closed.search(text[a:b]) and not FOOT.match(text[a:b])):
            break
        foot = a
    marks = [
        a
        for a, b in lines
        if a > heading[1] and a > len(text) // 2 and FOOT.match(text[a:b]) and len(text[a:b].split()) < 12
    ]
    return heading[0], heading[1], min([foot, *marks])


def opening(text: str, setting: Setting, first: int | None = None) -> Iterator[Cut]:
    """Furniture before the heading, the heading, and what stands between it and the body."""
    begin, end, _ = frame(text, setting, first)
    us = setting.publisher.get("actor_id", "")
    if text[:begin].strip():
        yield Cut(0, "furniture", us, "narrated", surety="high")
    if end > begin:
        yield Cut(begin, "heading", us, "narrated", " ".join(text[begin:end].split()[:12]), "high")


def transcript(text: str, setting: Setting, turns: list[tuple[int, int, str]]) -> Iterator[Cut]:
    """The cuts of a text that is printed turn by turn."""
    us, foot = setting.publisher.get("actor_id", ""), frame(text, setting, turns[0][0])[2]
    _, end, _ = frame(text, setting, turns[0][0])
    yield from opening(text, setting, turns[0][0])
    for a, b in lines_of(text[: turns[0][0]]):
        if a >= end:
            yield Cut(a, "body" if re.search(r"[.!?:]\s*$", text[a:b]) else "furniture", us, "narrated")
    stops = [start for start, *_ in turns[1:]] + [foot]
    for (start, colon, actor), stop in zip(turns, stops):
        start += len(text[start:]) - len(text[start:].lstrip())
        yield Cut(start, "body", us, "narrated", "label of the speaker's turn", "high")
        turn = colon + len(text[colon:stop]) - len(text[colon:stop].lstrip())
        for a, b in sentences(text, turn, stop):
            signed = SIGNED.search(text[a:b]) and not BEFORE.search(text[a:b])
            yield Cut(a, "signed documents" if signed else "body", actor, "quoted", surety="low" if signed else "high")
    if foot < len(text):
        yield Cut(foot, "furniture", us, "narrated")


def review(text: str, setting: Setting) -> Iterator[Cut]:
    """The cuts of a text in which a publisher tells what others said."""
    us, speakers = setting.publisher.get("actor_id", ""), Speakers(setting)
    begin, end, foot = frame(text, setting)
    yield from opening(text, setting)
    paragraphs = [(a, b) for a, b in lines_of(text) if end <= a < foot]
    if sum(not re.search(r"[.!?:…][\"”’»)\]]*\s*$", text[a:b]) for a, b in paragraphs) > len(paragraphs) / 2:
        paragraphs = [
            (m.start(), m.end()) for m in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text[:foot]) if m.start() >= end
        ]
    if begin == end and paragraphs and paragraphs[0][0]:
        yield Cut(0, "furniture", us, "narrated")
    for a, b in paragraphs:
        words = text[a:b].rstrip()
        if (
            len(words.split()) <= 20
            and not re.search(r"[.!…:;,][\"”’»)\]]*$", words)
            and (a == 0 or not re.match(rf"[{QUOTE}]", words))
        ):
            name, colon, _ = words.partition(":")
            actor = speakers.called.get(name.strip().lower(), "") if colon else ""
            note = " ".join(words.split()[:12])
            yield Cut(a, "heading", actor or us, "paraphrased" if actor else "narrated", note)
            continue
        for a, b in sentences_with_quotes(text, a, b):
            yield from sentence(text, a, b, setting, speakers)
    if foot < len(text):
        yield Cut(foot, "furniture", us, "narrated", surety="high")


def quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The quotations of a paragraph, their marks among them; one that is not closed ends with the paragraph."""
    found, opened = [], None
    for match in re.finditer(f"[{QUOTE}]", text[start:end]):
        at = start + match.start()
        opens = (at == start or text[at - 1] in " \n\t\u00a0(:") and text[at + 1 : at + 2].strip()
        if opened is None and opens:
            opened = at
        elif opened is not None and not (opens and match[0] in "“„«"):
            found.append((opened, at + 1))
            opened = None
    found += [(opened, end)] if opened is not None else []
    long = [q for q in found if len(text[slice(*q)].split()) > 3]
    merged: list[tuple[int, int]] = []
    for quote in long:
        if merged and not re.search(r"\w", text[merged[-1][1] : quote[0]]):
            merged[-1] = (merged[-1][0], quote[1])
        else:
            merged.append(quote)
    return merged


def sentences_with_quotes(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph; one goes on through its quotations."""
    quotes = quotations(text, start, end)
    at = start
    for a, b in sentences(text, start, end):
        inside = [q for q in quotes if q[0] < b < q[1]]
        late = [q for q in quotes if q[1] <= b and not text[q[1] : b].strip() and text[q[1] :].lstrip()[:1].islower()]
        if inside or (late and b < end):
            continue
        yield at, b
        at = b
    if text[at:end].strip():
        yield at, end


def sentence(text: str, start: int, end: int, setting: Setting, speakers: Speakers) -> Iterator[Cut]:
    """The cuts of one sentence of a review: its quotations, and what attributes them or tells something itself."""
    us, quotes = setting.publisher.get("actor_id", ""), quotations(text, start, end)
    edges = [start, *(edge for quote in quotes for edge in quote), end]
    rest = [(a, b) for a, b in zip(edges[::2], edges[1::2]) if re.search(r"\w", text[a:b])]
    told = [(a, b, *speakers.attributed(text[a:b])) for a, b in rest]
    told.sort(key=lambda item: item[0] < (quotes[0][0] if quotes else start))  # what follows a quotation attributes it
    actor = next((who for *_, who, _ in told if who), "")
    cuts = [
        Cut(a, "body", actor or speakers.last or us, "quoted", surety="high" if actor else "middle") for a, _ in quotes
    ]
    for a, b, who, verb in told:
        if not quotes and STATEMENT.search(text[a:b]):
            cuts.append(Cut(a, "joint statement", setting.both, "paraphrased"))
        elif not quotes and not who and SIGNED.search(text[a:b]) and not BEFORE.search(text[a:b]):
            cuts.append(Cut(a, "signed documents", us, "narrated", surety="low"))
        elif who and (not quotes or re.match(r"\s+that\s", text[a + verb.end() : b])):
            cuts.append(Cut(a, "body", who, "paraphrased"))
        else:
            cuts.append(Cut(a, "body", us, "narrated"))
    speakers.last = actor or speakers.last
    for cut in sorted(cuts, key=lambda cut: cut.start):
        cut.start += len(text[cut.start : end]) - len(text[cut.start : end].lstrip())
        yield cut
