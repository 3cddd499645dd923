"""The known word that was meant: near misses, letters of another script that look alike."""

import unicodedata
from collections.abc import Collection

# Cyrillic and Greek letters that a reader takes for Latin ones, and dashes for a hyphen.
ALIKE = str.maketrans(
    "аеорсухіјѕһӏԁк" + "АВЕКМНОРСТУХІЈЅ" + "αορνκι" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ" + "‐‑‒–—−",
    "aeopcyxijshldk" + "ABEKMHOPCTYXIJS" + "aopvki" + "ABEZHIKMNOPTYX" + "------",
)


def skeleton(word: str) -> str:
    """The word as a reader sees it: look-alike letters Latin, digits 0 to 9, nothing invisible.

    Examples
    --------
    >>> skeleton("h\\u043est"), skeleton("blr\\u2013irn")
    ('host', 'blr-irn')
    """
    text = unicodedata.normalize("NFKC", word).translate(ALIKE)
    return "".join(str(unicodedata.digit(c, c)) for c in text if c.isprintable()).strip()


def foreign_letter(word: str, meant: str) -> str:
    """A sentence on the first letter of `word` that only looks like the one in `meant`; or nothing."""
    if unicodedata.normalize("NFC", word) == meant:
        return "Its accent is a character of its own."
    for a, b in zip(word, meant):
        if a != b:
            return f'"{a}" is {unicodedata.name(a, f"U+{ord(a):04X}").capitalize()}.' if skeleton(a)[:1] == b else ""
    return ""


def did_you_mean(word: str, known: Collection[str], otherwise: str) -> str:
    """A remedy that names the nearest known words, or `otherwise` where none is near.

    Examples
    --------
    >>> did_you_mean("memorandun", ["memorandum", "treaty"], "Add it.")
    'Did you mean "memorandum"?'
    >>> did_you_mean("h\\u043est", ["host", "guest"], "Add it.")
    'Did you mean "host"? "о" is Cyrillic small letter o.'
    """
    seen = skeleton(word)
    if seen in known and seen != word:
        return f'Did you mean "{seen}"? {foreign_letter(word, seen)}'.rstrip()
    near = close(seen, known, 2, 0.75)
    return "Did you mean " + " or ".join(f'"{other}"' for other in near) + "?" if near else otherwise


def meant(name: str, known: Collection[str]) -> str:
    """The known name that begins with this number or has these words behind it; the name itself where none does.

    Examples
    --------
    >>> meant("01", ["01-trade-growth"]), meant("trade-growth", ["01-trade-growth"])
    ('01-trade-growth', '01-trade-growth')
    """
    return next((other for other in known if name in other.split("-", 1)), name)


def close(word: str, known: Collection[str], count: int, cutoff: float) -> list[str]:
    """The known words that are most like another, whatever their capitals; the nearest first."""
    import difflib  # takes its time, and a good package has no use for it

    folded: dict[str, str] = {}
    for other in known:
        folded.setdefault(other.casefold(), other)
    return [folded[near] for near in difflib.get_close_matches(word.casefold(), folded, n=count, cutoff=cutoff)]
