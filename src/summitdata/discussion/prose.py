"""A discussion as it is written: places, their paragraphs, and in each the links and the sentences."""

import functools
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from summitdata.tables.faults import Fault
from summitdata.tables.quotes import fold

SEAL = re.compile(r"\n?[ \t]*<!-- *read: *([0-9a-f]+) *-->[ \t]*$")
PLACE = re.compile(r"## +(\d\d-[a-z0-9-]+) */ *([a-z0-9-]+) *$")
LETTER = re.compile(r"(?ms)(?P<bullet>^[ \t]*(?:[-*+]|\d+[.)])[ \t]+)|(?P<mark>[*\\])|.")
SENTENCE = re.compile(r"(?<=[.!?])[”’\"')\]]*[ ]+(?=[“‘\"'(\[]?[A-Z0-9])|\n")
BALANCED = r"[^()]*"
for _ in range(4):  # brackets in brackets, as deep as a formula has them
    BALANCED = rf"(?:[^()]|\({BALANCED}\))*"
LINK = re.compile(rf"\[((?:[^\[\]]|\[[^\[\]]*\](?!\())+)\]\(#({BALANCED})\)")
QUOTATION = re.compile(r"“[^“”]*”|\"[^\"]*\"")
SUCH = "## 01-trade-growth / answer"
PLAIN = "Keep to plain Markdown: words, links to rows, bullets, * for stress."
FORBIDDEN = {
    r"\$": "JupyterLab reads it as mathematics. Write dollars.",
    r"[`<>|&]|!\[|\]:|(?m:^ *(?:[-=_*] *){3,}$)": PLAIN,
    r"\]\((?!#)": "Link rows only; what stands elsewhere has a row that cites it.",
    r"[^\S\n ]|[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]": "Put a plain space in its place, or remove it.",
    r"[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⁰¹²³⁴-⁹₀-₉Ⅰ-ⅿ①-⓿]": "Write the number in words or plain digits.",
}


@dataclass(frozen=True)
class Link:
    """A link: its words, what its fragment says, where both stand.

    `start` and `end` are those of the words in the paragraph's plain text, `whole` those of the link in its Markdown.
    """

    words: str
    target: str
    start: int
    end: int
    whole: tuple[int, int]


@dataclass
class Paragraph:
    """One paragraph or list of a discussion, without its seal.

    `plain` is its text as it is read; `places` says for each letter of it where it stands in `markdown`.
    """

    notebook: str
    place: str
    line: int
    markdown: str
    seal: str
    last: int = 0
    links: list[Link] = field(default_factory=list)
    plain: str = ""
    places: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        at, parts = 0, []
        for match in LINK.finditer(self.markdown):
            (words, target), (start, end) = match.groups(), match.span()
            parts += self.unmarked(at, start)
            inside = self.unmarked(start + 1, start + 1 + len(words))
            text = "".join(letter for letter, _ in inside)
            self.links.append(Link(text, target, len(parts), len(parts) + len(inside), (start, end)))
            parts += inside
            at = end
        parts += self.unmarked(at, len(self.markdown))
        self.plain, self.places = "".join(letter for letter, _ in parts), [place for _, place in parts]

    def unmarked(self, start: int, end: int) -> list[tuple[str, int]]:
        """The letters of a stretch of Markdown with their places: without marks; a bullet begins a new line."""
        letters = LETTER.finditer(self.markdown, start, end)
        return [("\n" if m["bullet"] else " " if m[0] == "\n" else m[0], m.start()) for m in letters if not m["mark"]]

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Where each sentence begins and ends in the plain text."""
        cuts = [0, *(m.end() for m in SENTENCE.finditer(self.plain)), len(self.plain)]
        yield from ((a, b) for a, b in zip(cuts, cuts[1:]) if self.plain[a:b].strip())

    def seal_over(self, rows: dict[str, tuple]) -> str:
        """The seal that fits these words and these cells of the rows behind them."""
        parts = [fold(self.markdown), *(f"{key} {column}={cell}" for key in sorted(rows) for column, cell in rows[key])]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


@functools.lru_cache(maxsize=16)  # a text that did not change is held against other tables
def read(text: str, file: str) -> tuple[list[Paragraph], list[Fault]]:
    """The paragraphs of a discussion, and what is wrong with its build."""
    paragraphs: list[Paragraph] = []
    faults: list[Fault] = []
    place, seen = None, set()
    for line, block in blocks(text.split("\n")):
        heading, seal, wrong = PLACE.match(block), SEAL.search(block), ()
        body = block[: seal.start()] if seal else block
        if block.startswith("#"):
            place = heading and heading.groups()
            if heading and place in seen:
                wrong = f"{' / '.join(place)} stands twice.", "Put its paragraphs under one heading."
            elif not heading and (seen or not block.startswith("# ")):
                wrong = "this heading names no place.", f"Write ## notebook / place, such as {SUCH}."
            seen.add(place)
        elif not body.strip():
            wrong = "this seal stands under no paragraph.", "Put it behind its paragraph, or remove it."
        elif place is None:
            wrong = "this paragraph stands under no place.", f"Write a heading above, as {SUCH}."
        else:
            last = line + block.count("\n")
            paragraphs.append(Paragraph(*place, line, body, seal[1] if seal else "", last))
        if wrong:
            faults.append(Fault(file, line, None, *wrong))
    return paragraphs, faults


def blocks(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The blocks between empty lines and headings, and the line on which each begins; a seal ends a block."""
    held: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if held and (not line.strip() or line.startswith("#")):
            yield number - len(held), "\n".join(held)
            held = []
        if line.startswith("#"):
            yield number, line
        elif line.strip():
            held.append(line)
            if SEAL.search(line):
                yield number - len(held) + 1, "\n".join(held)
                held = []
