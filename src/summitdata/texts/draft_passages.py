"""Who speaks where: furniture, headings, turns by the labels of speakers, quotations and attributions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from summitdata.tables.quotes import bare, fold
from summitdata.texts.draft_setting import Place, Proposal, Setting, either, names, rule, sentences

ATTRIBUTES, EMPTY, STATEMENT, SIGNED, BEFORE, FOOT, LABEL = map(
    rule, ("attributes", "empty", "statement", "signed", "before", "foot", "label")
)
ROLE, LESSER, ADDRESS, DATELINE, NEXT = map(rule, ("role", "lesser", "address", "dateline", "named next"))
QUOTE = '"“”„«»‟'
TITLES = ("president", "prime minister", "leader", "head of state", "side", "counterpart", "foreign minister", "emir", "king", "chancellor")  # fmt: skip
SURNAME_FIRST = {"CHN", "VNM", "KOR", "PRK", "TWN", "SGP", "KHM", "HUN"}
IDLE = {"vice", "general", "secretary", "chairman", "premier", "republic", "majesty", "excellency", "of", "the", "his", "her", "mr", "mrs", "ms", "madam", "retranslated"}  # fmt: skip
NEWS = ("news review", "news report")
LIKE = attrgetter("part", "actor", "voice", "note")


@dataclass
class Cut:
    """Where a part, speaker and voice begin; nobody speaks where the publisher narrates."""

    start: int
    part: str = "body"
    actor: str = ""
    voice: str = "narrated"
    note: str = ""
    surety: str = "middle"


class Speakers:
    """Who is meant by a name, a title or a pronoun."""

    def __init__(self, setting: Setting):
        self.last, self.called, self.idle = "", {}, set(IDLE)
        ours = {row["code"]: row for row in names("states")}
        self.names = {it["actor_id"]: re.findall(r"\w{2,}", plain(it["name"]).lower()) for it in setting.leaders}
        for actor in setting.leaders:
            its, full = ours.get(actor["country"], {}), actor["name"].lower()
            spelt = {full, plain(full), full.split()[-1], plain(full.split()[-1]), f"the {actor['role']}"}
            spelt |= {full.split()[0]} if actor["country"] in SURNAME_FIRST else set()
            spelt |= {"the distinguished guest"} if actor["role"] == "guest" else set()
            words = [*its.get("adjectives", "").lower().split(";"), its.get("name", "-").lower()]
            titled = {name for t in TITLES for w in words if w for name in (f"{w} {t}", f"{t} of {words[-1]}")}
            titled |= {f"the {name}" for name in titled}
            spelt, self.idle = spelt | titled, self.idle | set(" ".join(titled).split())
            self.called |= dict.fromkeys(sorted(spelt), actor["actor_id"])
        ranked = sorted(setting.leaders, key=lambda leader: leader["country"] != setting.publisher.get("country"))
        own = next((leader["actor_id"] for leader in ranked), "")
        self.called |= {f"the {title}": own for title in ("head of state", "president", "prime minister", "leader")}
        self.called |= dict.fromkeys(("he", "she", "his", "her"), "")
        self.pattern = either(list(self.called), re.IGNORECASE)

    def who(self, words: str) -> str:
        """The actor that a name, title or pronoun stands for."""
        return self.called.get(fold(words).lower(), "") or self.last

    def labelled(self, label: str) -> str:
        """The leader whom the label of a turn names: by words of the name and no other name, or by a title of the two."""
        words = set(re.findall(r"\w{2,}", plain(label).lower()))
        other = words - self.idle
        fits = [key for key, its in self.names.items() if its[-1] in words or (other and other <= set(its))]
        if fits or (title := self.pattern.match(label)) is None or LESSER.search(label):
            return fits[-1] if fits else ""
        return self.called[fold(title[0]).lower()]

    def attributed(self, words: str) -> tuple[str, int]:
        """To whom a clause attributes what it tells, and where the verb that does ends; nobody where it has none."""
        found = [m for m in self.pattern.finditer(words) if not re.match(r"['’]s?\s", words[m.end() :])]
        for verb in ATTRIBUTES.finditer(words):
            before = [m for m in found if m.end() <= verb.start()]
            near = [m for m in before if len(words[m.end() : verb.start()].split()) <= 3]
            after = [m for m in found if m.start() >= verb.start() and NEXT.fullmatch(words[verb.end() : m.start()])]
            subjects = [*near[-1:], *before[:1], *after[:1]]
            if subjects and not EMPTY.match(words[verb.end() :]):
                return self.who(subjects[0][0]), verb.end()
        return "", 0


def plain(name: str) -> str:
    """A name without its accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).replace("ı", "i")


def passages(text: str, setting: Setting) -> list[Proposal]:
    """The passages that tile a text."""
    turns, joined = labels(text, setting), []
    for cut in transcript(text, setting, turns) if turns else review(text, setting):
        if not joined or LIKE(cut) != LIKE(joined[-1]):
            joined.append(cut)
    joined = joined or [Cut(0)]
    found, starts = [], [0, *(cut.start for cut in joined[1:]), len(text)]
    for cut, start, end in zip(joined, starts, starts[1:]):
        actor = cut.actor or setting.publisher.get("actor_id", "")
        cells = {"part": cut.part, "actor_id": actor, "voice": cut.voice, "note": cut.note, "rendering": "original"}
        country, surety = setting.actors.get(actor, {}).get("country", ""), cut.surety
        if cut.voice == "quoted" and setting.english:
            at_home = rule("english").fullmatch(country or setting.publisher.get("country", ""))
            cells["rendering"], surety = "original" if at_home else "translated", surety if country else "low"
        found.append(Proposal("passages", start, end, cells, surety))
    return found


def labels(text: str, setting: Setting) -> list[tuple[int, int, str]]:
    """The labels of the turns of a transcript, each with its speaker; none in a text of another kind."""
    kind, speakers = setting.source["kind"], Speakers(setting)
    found = labelled(text, speakers)
    if kind == "transcript" and not found and len(rule("first person").findall(text)) > len(text.split()) / 50:
        return statement(text, speakers)
    return found if kind == "transcript" or (kind not in NEWS and len(found) > 1) else []


def labelled(text: str, speakers: Speakers) -> list[tuple[int, int, str]]:
    """The lines of a text of any kind that begin with the label of a speaker, each with its speaker."""
    found: list[tuple[int, int, str]] = []
    for match in LABEL.finditer(text):
        name = fold(re.sub(r"\(.*?\)", "", match["name"])).strip()
        key, role, few = speakers.labelled(name), ROLE.search(name), len(name.split()) < 6
        formed = few and (name.isupper() or (found and " " in name and not rule("small").search(name)))
        if (key or role or formed) and not ADDRESS.match(name):
            words = re.findall("[a-z]+", plain(name).lower().replace("’", ""))
            key = key or ("question" if name == "Q" else words[-1] if role else "-".join(words))
            found.append((match.start("at"), match.end(), key))
    return found


def statement(text: str, speakers: Speakers) -> list[tuple[int, int, str]]:
    """The one turn, without a label, of a statement: of the leader whom the lines before it name, or who is not addressed in it."""
    start = next((a for a, b in lines_of(text) if rule("addressed").search(text[a:b])), 0)
    named = [speakers.called[fold(m[0]).lower()] for m in speakers.pattern.finditer(text, 0, start)]
    words = re.findall(r"\w+", plain(text[start:]).lower())
    quiet = sorted(speakers.names, key=lambda key: words.count(speakers.names[key][-1]))
    return [(start, start, next(filter(None, [*named, *quiet]), ""))]


def lines_of(text: str) -> list[Place]:
    """The places of the lines that are not empty, white space before them left out; one that begins small goes on with the last."""
    return [m.span() for m in re.finditer(r"\S[^\n]*(?:\n[^\S\n]*(?=[a-z])[^\n]*)*", text)]


def closed(words: str) -> bool:
    """Whether words end as a sentence does, or are an item of a list."""
    return re.search(r"^(?:\d+[.)]|[-–•])\s|[.!?:;…][\"”’»)\]]*\s*$", words) is not None


def frame(text: str, setting: Setting, first: int | None = None) -> tuple[Place, int, list[Cut]]:
    """Where the heading stands, where the furniture at the foot begins (`first`: where the body does), and their cuts."""
    lines, title = lines_of(text), bare(setting.source.get("title", ""))
    size = lambda line: len(text[slice(*line)].split())  # noqa: E731
    body = next((line[0] for line in lines if first is None and size(line) > 20), first or len(text))
    same = [line for line in lines if title and bare(text[slice(*line)]) == title]
    long = [line for line in lines if line[0] < body and size(line) > 3 and not closed(text[slice(*line)])]
    long = [line for line in long if not DATELINE.match(text, line[0])]
    heading = (same or sorted(long, key=lambda line: line[0] - line[1]) or [(0, 0)])[0]
    behind = [line for line in lines if line[0] > heading[1]]
    late = [line for line in behind if line[0] > len(text) // 2 and size(line) < 12]
    marks = [line[0] for line in late if FOOT.match(text[slice(*line)])]
    while behind and (behind[-1][0] in marks or not (size(behind[-1]) > 20 or closed(text[slice(*behind[-1])]))):
        marks.append(behind.pop()[0])
    foot = min(marks, default=len(text))
    note = " ".join(text[slice(*heading)].split()[:12])
    told = [line[0] for line in lines if line[0] < heading[0] and size(line) > 8 and closed(text[slice(*line)])]
    prose = min(told, default=heading[0]) if first else heading[0]  # told before the turns have a heading
    cuts = [Cut(0, "furniture", surety="high")] if text[:prose].strip() else []
    cuts += [Cut(prose)] if prose < heading[0] else []
    cuts += [Cut(heading[0], "heading", note=note, surety="high")] if heading[1] else []
    return heading, foot, cuts + ([Cut(foot, "furniture", surety="high")] if foot < len(text) else [])


def transcript(text: str, setting: Setting, turns: list[tuple[int, int, str]]) -> list[Cut]:
    """The cuts of a text that is printed turn by turn."""
    heading, foot, cuts = frame(text, setting, turns[0][0])
    turns = [turn for turn in turns if turn[0] < foot]
    prose = next((cut.start for cut in cuts if cut.part == "body"), heading[1])
    cuts = [cut for cut in cuts if cut.part != "body"]
    for a, b in lines_of(text[: turns[0][0]]):
        if prose <= a and not heading[0] <= a < heading[1]:
            told = closed(text[a:b]) and not DATELINE.match(text, a)
            quoted = sentence(text, a, b, setting, Speakers(setting)) if quotations(text, a, b) else said(text, a, b)
            cuts += quoted if told else [Cut(a, "furniture")]
    for (start, colon, actor), stop in zip(turns, [*(turn[0] for turn in turns[1:]), foot]):
        cuts += [Cut(start, note="label of the speaker's turn", surety="high")] if colon > start else []
        cuts += said(text, colon + len(re.match(r"\s*", text[colon:stop])[0]), stop, actor, "quoted", "high")
    return sorted(cuts, key=lambda cut: cut.start)


def said(text: str, a: int, b: int, actor: str = "", voice: str = "narrated", surety: str = "middle") -> Iterator[Cut]:
    """The cuts of a stretch that one speaker says: sentences that list what was signed are a part of their own."""
    for start, stop in sentences(text, a, b):
        signed = SIGNED.search(text[start:stop]) and not BEFORE.search(text[start:stop])
        part, sure = ("signed documents", "low") if signed else ("body", surety)
        yield Cut(start, part, actor, voice, surety=sure)


def review(text: str, setting: Setting) -> list[Cut]:
    """The cuts of a text in which a publisher tells what others said."""
    speakers, (heading, foot, cuts) = Speakers(setting), frame(text, setting)
    paragraphs = [place for place in lines_of(text) if heading[1] <= place[0] < foot]
    if sum(not closed(text[a:b]) for a, b in paragraphs) > len(paragraphs) / 2:  # lines that break sentences
        paragraphs = [m.span() for m in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text[:foot]) if m.start() >= heading[1]]
    for a, b in paragraphs:
        words = text[a:b].rstrip()
        if len(words.split()) <= 20 and not re.search(rf"^(?:\d+[.)]|[-–•]\s)|^[{QUOTE}]|[.!…:;,][\"”’»)\]]*$", words):
            actor = speakers.called.get(words.partition(":")[0].strip().lower(), "") if ":" in words else ""
            voice = "paraphrased" if actor else "narrated"
            cuts.append(Cut(a, "heading", actor, voice, " ".join(words.split()[:12])))
        else:
            for start, end in whole_sentences(text, a, b):
                cuts += sentence(text, start, end, setting, speakers)
    return sorted(cuts, key=lambda cut: cut.start)


def quotations(text: str, start: int, end: int) -> list[Place]:
    """The quotations of a paragraph, their marks among them; one that is not closed ends with the paragraph."""
    found: list[Place] = []
    opened = None
    words = doubled(text[start:end])
    for match in re.finditer(f"[{QUOTE}]", words):
        at = start + match.start()
        opens = (at == start or text[at - 1] in " \n\t\u00a0(:") and text[at + 1 : at + 2].strip()
        if opened is None and opens:
            opened = at
        elif opened is not None and not (opens and match[0] in "“„«"):
            found, opened = [*found, (opened, at + 1)], None
    found += [(opened, end)] if opened is not None else []
    joined: list[Place] = []
    for quote in [q for q in found if len(text[slice(*q)].split()) > 3]:  # fewer are a title, or words in doubt
        beside = joined and not re.search(r"\w", text[joined[-1][1] : quote[0]])
        joined = [*joined[:-1], (joined[-1][0], quote[1])] if beside else [*joined, quote]
    return joined


def doubled(words: str) -> str:
    """Words with double marks for the single ones of a quotation, and single ones for those in it; apostrophes stay."""
    plainer = lambda m: "“" + re.sub(f"[{QUOTE}]", "'", m["said"]) + "”" if m["said"] else m[0]  # noqa: E731
    return rule("single").sub(plainer, words)


def whole_sentences(text: str, start: int, end: int) -> Iterator[Place]:
    """The sentences of a paragraph; one goes on through its quotations."""
    quotes, at = quotations(text, start, end), start
    for _, stop in sentences(text, start, end):
        follows = [b for _, b in quotes if b <= stop < end and not text[b:stop].strip()]
        if not any(a < stop < b for a, b in quotes) and not any(text[b:].lstrip()[:1].islower() for b in follows):
            yield at, stop
            at = stop
    if text[at:end].strip():
        yield at, end


def sentence(text: str, start: int, end: int, setting: Setting, speakers: Speakers) -> Iterator[Cut]:
    """The cuts of one sentence of a review: its quotations, and what attributes them or tells something itself."""
    quotes = quotations(text, start, end)
    edges = [start, *(edge for quote in quotes for edge in quote), end]
    rest = [(a, b) for a, b in zip(edges[::2], edges[1::2]) if re.search(r"\w", text[a:b])]
    told = [(a + len(text[a:b]) - len(text[a:b].lstrip()), text[a:b], *speakers.attributed(text[a:b])) for a, b in rest]
    told.sort(key=lambda item: bool(quotes) and item[0] < quotes[0][0])  # what follows a quotation attributes it
    actor = next((who for *_, who, _ in told if who), "")
    for a, _ in quotes:
        yield Cut(a, "body", actor or speakers.last, "quoted", surety="high" if actor else "middle")
    for a, words, who, verb in told:
        if not quotes and STATEMENT.search(words):
            yield Cut(a, "joint statement", setting.both, "paraphrased")
        elif not quotes and not who and SIGNED.search(words) and not BEFORE.search(words):
            yield Cut(a, "signed documents", surety="low")
        elif who and (not quotes or re.match(r"\s+that\s", words[verb:])):
            yield Cut(a, "body", who, "paraphrased")
        else:
            yield Cut(a)
    speakers.last = actor or speakers.last
