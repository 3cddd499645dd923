"""A place's paragraphs as a notebook shows them: each number a link to the evidence of the rows behind it."""

import functools
from pathlib import Path
from typing import Any

from summitdata.discussion.quantity import told
from summitdata.discussion.verify import Discussion, Held, discussions
from summitdata.house.sentence import EVIDENCE, Sentence, further
from summitdata.tables.check import fingerprint, good_package
from summitdata.tables.faults import DataError
from summitdata.tables.folder import discussion_files

WAITS = "*This discussion waits to be read again.*"
MOST = 4  # rows that a number links one by one; a sum or count over more links the first


def discuss(data: Any, place: str, otherwise: Any = None) -> Any:
    """What is written for a place, or `otherwise` where nothing is; with a remark where the text waits to be read again.

    Parameters
    ----------
    data : Data
        As `load` gave them. A copy from `changed` has no discussion.
    place : str
        As the text's heading has it: ``"01-trade-growth/answer"``.
    otherwise : Sentence, optional
        The computed sentence of that place.

    Returns
    -------
    Sentence or None
        Numbers link to the evidence of their rows; a computed one has its formula as the link's title.

    Examples
    --------
    >>> import summitdata as sd
    >>> data = sd.load().for_summit("blr-irn-2025")
    >>> sd.discuss(data, "01-trade-growth/no-such-place", "Nothing is written here.")
    'Nothing is written here.'
    """
    if data.folder is None or not discussion_files(data.folder):
        return otherwise
    found = of_package(data.folder, fingerprint(data.folder))
    if found is None:
        return waits(otherwise)
    summits = data.summits.summit_id.tolist()
    for one in found:
        own = [held for held in one.paragraphs if held.name == place]
        if own and one.summit in summits:
            good = all(held.good for held in own) and not one.build
            return Sentence("\n\n".join(map(markdown, own))) if good else waits(otherwise)
    return otherwise


@functools.lru_cache(maxsize=2)
def of_package(folder: Path, content: str) -> list[Discussion] | None:
    """The discussions of a folder while its files have these contents; None where its tables have faults."""
    try:
        return discussions(good_package(folder))
    except DataError:
        return None


def waits(otherwise: Any) -> Sentence:
    """The computed sentence, and that the text of the place waits."""
    computed = getattr(otherwise, "markdown", otherwise)
    return Sentence("\n\n".join(filter(None, [computed, WAITS])))


def markdown(held: Held) -> str:
    """A paragraph whose links lead to the evidence."""
    text, at, parts = held.paragraph.markdown, 0, []
    for link, (formula, rows, quantity) in zip(held.paragraph.links, held.bases):
        keys = list(rows)
        title = "" if formula.alone else f' "{formula.text} = {told(quantity.value, quantity.unit)}"'
        words = text[link.whole[0] + 1 : link.whole[1] - len(link.target) - len("](#)")]
        first = f"[{words}]({EVIDENCE}#{keys[0]}{title})" if keys else words
        parts += [text[at : link.whole[0]], first, further(keys[1:] if len(keys) <= MOST else [])]
        at = link.whole[1]
    return "".join([*parts, text[at:]])
