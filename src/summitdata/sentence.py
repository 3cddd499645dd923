"""A computed sentence: shows itself as Markdown and links the rows behind its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

EVIDENCE = "06-evidence.ipynb"


def escape(text: Any) -> str:
    """Text from the data, so that Markdown shows it as it is.

    Examples
    --------
    >>> escape("a *b* <script>")
    'a \\\\*b\\\\* &lt;script&gt;'
    """
    text = str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_\[\]|~$#])", r"\\\1", text)


def cite(words: Any, *row_ids: str) -> str:
    """Words that link to the rows behind them; a second row and more as small numbers.

    Examples
    --------
    >>> cite("4.57", "f-2024", "f-2020")
    '[4.57](06-evidence.ipynb#f-2024)[²](06-evidence.ipynb#f-2020)'
    """
    if not row_ids:
        return escape(words)
    small = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    labels = [escape(words), *(str(n).translate(small) for n in range(2, len(row_ids) + 1))]
    return "".join(f"[{label}]({EVIDENCE}#{row})" for label, row in zip(labels, row_ids))


def quoted(text: str) -> str:
    """A source's own words, in quotation marks."""
    return "“" + escape(text.strip('“”"')) + "”"


class Sentence:
    """Markdown text, and the keys of the rows that its links name.

    Parameters
    ----------
    markdown : str
        Text; words from the data have gone through `escape`, `quoted` or `cite`.

    Examples
    --------
    >>> s = Sentence(f"Turnover was {cite('24.7', 'f-2020')} million.")
    >>> print(s)
    Turnover was 24.7 million.
    >>> s.row_ids
    ['f-2020']
    """

    def __init__(self, *markdown: str):
        self.markdown = " ".join(part for part in markdown if part)

    @classmethod
    def bullets(cls, items: Iterable[Sentence | str]) -> Sentence:
        """Sentences as a list."""
        return cls("\n".join(f"- {getattr(i, 'markdown', i)}" for i in items))

    @property
    def row_ids(self) -> list[str]:
        """The rows behind the sentence, each once, in the order of their naming."""
        return list(dict.fromkeys(re.findall(rf"\]\({EVIDENCE}#([^)]+)\)", self.markdown)))

    def __str__(self) -> str:
        import html

        text = re.sub(r"\[[⁰¹²³⁴-⁹]+\]\([^)]*\)", "", self.markdown)
        text = re.sub(r"\[((?:\\.|[^\]\\])*)\]\([^)]*\)", r"\1", text)
        text = re.sub(r"\*\*", "", re.sub(r"\\([\\`*_\[\]|~$#])", "\0\\1", text)).replace("\0", "")
        return html.unescape(text)

    def __repr__(self) -> str:
        return str(self)

    def _repr_markdown_(self) -> str:
        return self.markdown

    def __add__(self, other: Sentence) -> Sentence:
        return Sentence(self.markdown, other.markdown)
