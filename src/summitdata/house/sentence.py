"""A computed sentence: shows itself as Markdown and links the rows behind its numbers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote as percent

EVIDENCE = "06-evidence.ipynb"
MARKS = r"`*_\[\]|~#()=.+-"
# MathJax, where JupyterLab runs it over the finished text, passes over what stands in this span.
NO_FORMULA = '<span class="tex2jax_ignore">{}</span>'
AS_ENTITY = {"\\": NO_FORMULA.format("&#92;"), "$": NO_FORMULA.format("&#36;")}
# One piece of our own Markdown: an escaped character, the marks of bold, that span, a link.
PIECE = re.compile(rf'\\([{MARKS}])|\*\*|<span [^>]*>|</span>|\[((?:\\.|[^\[\]\\])*)\]\((?:"[^"]*"|[^)"])*\)')
FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")  # letters of Hebrew, Arabic and their like
MORE = "†"  # a link to one more row behind the words before it: no digit, which would read as a power


def escape(text: Any) -> str:
    """Text from the data, so that Markdown shows it as it is, on one line.

    Nothing in it makes a heading, list, formula, link or tag, neither in
    nbconvert nor in JupyterLab, which link bare addresses by themselves.

    Examples
    --------
    >>> escape("a *b* <script>")
    'a \\\\*b\\\\* &lt;script&gt;'
    """
    text = str(text)
    # what is written from right to left keeps what follows, such as a number, behind it
    text = f"\u2068{text}\u2069" if FROM_RIGHT.search(text) else text
    text = html.escape(re.sub(r"\s*\n\s*", " ", text), quote=False)
    text = re.sub(r"[\\`*_\[\]|~$#]", lambda m: AS_ENTITY.get(m[0], f"\\{m[0]}"), text)
    text = text.replace("\\](", "\\]\\(")
    text = re.sub(r"(?i)(www)\.", r"\1&#46;", text.replace("://", "&#58;//").replace("@", "&#64;"))
    # what makes a list or a heading where it begins a line
    return re.sub(r"^(\d{0,9})([-+=.)])(?=[-=\s]|$)", r"\1\\\2", text)


def cite(words: Any, *row_ids: str) -> str:
    """Words that link to the row behind them, with a dagger for each further row.

    Examples
    --------
    >>> cite("4.57", "f-2024", "f-2020")
    '[4.57](06-evidence.ipynb#f-2024)[†](06-evidence.ipynb#f-2020)'
    """
    if not row_ids:
        return escape(words)
    return f"[{escape(words)}]({EVIDENCE}#{row_ids[0]})" + further(row_ids[1:])


def further(row_ids: Iterable[str]) -> str:
    """A dagger for each of the rows, that links to it."""
    return "".join(f"[{MORE}]({EVIDENCE}#{row})" for row in row_ids)


def link(words: Any, url: str) -> str:
    """Words that link to a public address; what could end the link is percent-encoded.

    Examples
    --------
    >>> link("BelTA", "https://example.org/a_(b)?c=d")
    '[BelTA](https://example.org/a_%28b%29?c=d)'
    """
    address = percent(url, safe="/:?#@!&+,;=~%").replace("&#", "%26#")
    if html.unescape(address) != address:
        # "&copy=1" would be read as an entity: its first letter is encoded, which leaves the address the same
        address = re.sub("&([A-Za-z])", lambda m: f"&%{ord(m[1]):02X}", address)
    return f"[{escape(words)}]({address})"


def quoted(text: str, *row_ids: str) -> str:
    """A source's own words, in quotation marks, with links to the rows behind them where some are named."""
    return "“" + cite(text.strip('“”"'), *row_ids) + "”"


def cites(words: Iterable[Any], row_ids: Iterable[str]) -> list[Sentence]:
    """Each of the words as a sentence of its own that links to its row: a column of a table."""
    return [Sentence(cite(word, key)) for word, key in zip(words, row_ids)]


def told(rows: Any) -> list[Sentence]:
    """Each row's quote, with speaker and voice: a column of a table."""
    return [Sentence(f"{quoted(r.quote)}, {escape(f'{r.speaker}, {r.voice}')}") for r in rows.itertuples()]


class Sentence:
    """Markdown text, and the keys of the rows that its links name.

    Words from the data have gone through `escape`, `quoted`, `cite` or `link`.
    `first` is the first of the parts that `series` was given, else the whole.

    Examples
    --------
    >>> s = Sentence(f"Turnover was {cite('24.7', 'f-2020')} million.")
    >>> print(s)
    Turnover was 24.7 million.
    >>> s.row_ids
    ['f-2020']
    """

    def __init__(self, *markdown: str):
        self.markdown = self.first = " ".join(part for part in markdown if part)

    @classmethod
    def bullets(cls, items: Iterable[Sentence | str]) -> Sentence:
        """Sentences as a list."""
        return cls("\n".join(f"- {getattr(i, 'markdown', i)}" for i in items))

    @classmethod
    def led(cls, lead: str, items: Iterable[Sentence | str]) -> Sentence:
        """A sentence, and a list below it where there is anything to list."""
        return cls("\n\n".join(part for part in (lead, cls.bullets(items).markdown) if part))

    @classmethod
    def series(cls, *parts: str) -> Sentence:
        """Parts with semicolons between them, the first letter in upper case."""
        text = "; ".join(parts)
        whole = cls(text[:1].upper() + text[1:])
        whole.first = whole.markdown[: len(parts[0])]
        return whole

    @property
    def row_ids(self) -> list[str]:
        """The rows behind the sentence, each once, in the order of their naming."""
        return list(dict.fromkeys(re.findall(rf"\]\({EVIDENCE}#([^) ]+)", self.markdown)))

    @property
    def lead(self) -> str:
        """The words of its first paragraph; empty where that is a list."""
        first = self.markdown.partition("\n\n")[0]
        return "" if first.startswith("- ") else " ".join(str(Sentence(first)).split())

    def __str__(self) -> str:
        return html.unescape(PIECE.sub(bare, self.markdown))

    __repr__ = __str__

    def _repr_markdown_(self) -> str:
        return self.markdown


def bare(piece: re.Match) -> str:
    """A piece of Markdown without its marks; the daggers of a citation fall away."""
    mark, label = piece.groups()
    if label is None:
        return mark or ""
    return "" if label == MORE else PIECE.sub(bare, label)
