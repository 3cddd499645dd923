"""Numbers read from words: each line of numerals.csv gives words and the numbers that they carry, or none."""

from __future__ import annotations

import csv
import itertools
import random
import re
from pathlib import Path

import pytest

from summitdata.house.intervals import QUALIFIERS
from summitdata.tables.lexicon import WORDS, Lexicon
from summitdata.tables.numerals import numerals
from summitdata.tables.wordings import differences

CASES = list(csv.DictReader((Path(__file__).parent / "numerals.csv").open(encoding="utf-8", newline="")))
SAID = [(*key, list(own)) for key, own in itertools.groupby(CASES, key=lambda case: (case["language"], case["words"]))]


@pytest.mark.parametrize(("language", "words", "expected"), SAID, ids=[f"{lang}: {words}" for lang, words, _ in SAID])
def test_words_carry_these_numbers_and_no_other(language, words, expected):
    read = [(n.value, n.step, n.qualifier, n.unit) for n in numerals(words, language) if not n.aside]
    lines = [line for line in expected if line["value"]]
    assert [n[2:] for n in read] == [(line["qualifier"], line["unit"]) for line in lines], read
    for (value, step, *_), line in zip(read, lines):
        assert (value, step) == pytest.approx((float(line["value"]), float(line["step"])))


@pytest.mark.parametrize(
    ("words", "widest"),
    [("70 percent", 10), ("$100 million", 1e8), ("113 million", 1e6), ("2,500", 100), ("24.70", 0.01), ("forty", 10)],
)
def test_zeros_at_the_end_may_say_something_or_nothing(words, widest):
    (number,) = numerals(words, "en")
    assert number.widest == pytest.approx(widest)


def test_every_language_has_the_same_kinds_of_words():
    languages = sorted(path.stem for path in WORDS.glob("*.txt") if path.stem != "shared")
    assert languages == ["be", "de", "en", "fa", "ru"]
    for language in languages:
        lexicon = Lexicon(language)
        assert {"over", "about", "almost", "at least", "at most"} < set(lexicon.bends) and set(QUALIFIERS) - set(
            lexicon.bends
        )
        assert {"cardinal", "article", "ordinal", "scale", "unit", "times", "and"} < set(lexicon.kinds)


@pytest.mark.parametrize(
    "words", ["", "5", "%", "-", "$", "1.2.3.4", "½", "²", "a", "half", "five hundred and", "٣", "/"]
)
@pytest.mark.parametrize("language", ["en", "de", "ru", "be", "fa", "xx", "", "../shared"])
def test_no_words_are_an_error(words, language):
    assert isinstance(numerals(words, language), list)


def test_no_heap_of_words_is_an_error():
    rng = random.Random(1)
    lines = [line.partition(": ")[2] for path in WORDS.glob("*.txt") for line in path.read_text("utf-8").splitlines()]
    words = [
        *re.sub("[*/|]", " ", " ".join(lines)).split(),
        *["$", "€", "%", "-", ".", "0", "5", "2025", "1,390", "2.2", "½", "²", "20.08.2025", "{x}"],
    ]
    for _ in range(2000):
        heap = rng.choice(["", " "]).join(rng.choices(words, k=rng.randint(1, 12)))
        for number in numerals(heap, rng.choice(["en", "de", "ru", "be", "fa"])):
            for unit in ("percent", "multiple", "USD million", "hours", "documents", "ordinal"):
                cells = rng.choice([0, 1, -5, 24.7, 1e15]), unit, rng.choice([None, 0, 1, 0.1]), "about", None
                assert all(len(found) == 3 for found in differences(number, *cells))
