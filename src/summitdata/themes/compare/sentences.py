"""Sentences: several summits side by side."""

from __future__ import annotations

import pandas as pd

from summitdata.house.sentence import Sentence, cite, escape, quoted
from summitdata.house.table import listing
from summitdata.house.words import capital, count, day, listed, number, often, span
from summitdata.themes.compare.measures import where


def answer(summits: pd.DataFrame, sectors: pd.DataFrame, bodies: pd.DataFrame, claims: pd.DataFrame) -> Sentence:
    """The short answer: what recurs, what is claimed, what is on paper, and why that is all.

    Takes `summits`, `sector_presence`, `body_presence` and `claims`.
    """
    if len(summits) < 2:
        return Sentence("There is one summit in the data, and so nothing to compare.")
    items = [
        f"Compared are {listed(f'{escape(s.short)} ({escape(s.source)}, {number(s.words)} words)' for s in summits.itertuples())}."
    ]
    for table, plural in ((sectors, "sectors"), (bodies, "bodies, states and groups")):
        same = table[table.pattern == "recurring"]
        shown = [
            cite(rows.name.iloc[0], *[ids[0] for ids in rows.row_ids if ids])
            for _, rows in same.groupby("key", sort=False)
        ]
        most = f", most often {listed(shown[:5])}" if shown else ""
        items.append(
            f"{capital(count(table.key.nunique(), plural, plural))} are named; {number(len(shown))} at every summit{most}."
        )
    numbers = claims.dropna(subset=["value"])
    items.append(
        "Growth is claimed with a number "
        + (listed(f"at {escape(s)} {cite(often(len(t)), *t.row_id)}" for s, t in numbers.groupby("short", sort=False)) or "nowhere")
        + f".{differences(numbers)}"
    )  # fmt: skip
    return Sentence.bullets(items)


def differences(claims: pd.DataFrame) -> str:
    """Why claims are not ranked, from what they speak of; empty for one alone."""
    pairs = {frozenset(pair) for pair in zip(claims.party_a_id, claims.party_b_id)}
    windows = claims[["window", "window_start_on", "window_end_on"]].drop_duplicates()
    kinds = {"pairs of countries": len(pairs), "windows": len(windows), "indicators": claims.indicator.nunique()}
    several = listed(kind for kind, n in kinds.items() if n > 1)
    if len(claims) < 2:
        return ""
    lead = f"The claims speak of different {several}, so they" if several else "The claims"
    return f" {lead} are set side by side and not ranked."


def limits(summits: pd.DataFrame) -> Sentence:
    """What cannot be compared, from what the sources are. Takes `summits`."""
    items = []
    for s in summits.itertuples():
        shares = listed(f"{escape(name)} {number(100 * v, 0)} percent" for name, v in list(s.speakers.items())[:4])
        items.append(
            f"**{escape(s.short)}**, {day(s.starts_on)}: {escape(s.source)}, {number(s.words)} words; of these {shares}."
        )
    kinds = list(dict.fromkeys(summits.kind))
    if len(kinds) > 1:
        items.append(
            f"The sources are of different kinds ({escape(listed(kinds))}). They select differently: what one leaves out "
            "may have been said, and what one prints at length may have been one sentence among many."
        )
    items.append(
        "A count of mentions follows the length of a source. No share of one is set against a share of another."
    )
    return Sentence.bullets(items)


def pattern_words(table: pd.DataFrame, plural: str) -> Sentence:
    """The names of each pattern in a sentence, each linked to a row."""
    parts, heads = [], list(dict.fromkeys(table.short))
    for pattern, rows in table.groupby("pattern", sort=False):
        shown = [
            cite(ours.name.iloc[0], next(keys[0] for keys in ours.row_ids if keys))
            for _, ours in rows.groupby("key", sort=False)
        ]
        few = "; ".join(shown[:12] + [f"{number(len(shown) - 12)} more"] * (len(shown) > 12))
        parts.append(f"Named {escape(where(pattern, heads))}: {count(len(shown), plural, plural)} ({few}).")
    return Sentence(*parts)


def claim_table(table: pd.DataFrame) -> Sentence:
    """The claims of all summits side by side. Takes `claims`."""
    if table.empty:
        return Sentence("No summit's source makes a claim of growth.")
    rows = []
    for r in table.itertuples():
        unit = {"multiple": "times", "percent": "percent"}.get(r.change, r.change)
        covers = span(r.low, r.high, unit) if r.low == r.low else "no number"
        words = Sentence(quoted(r.quote, r.row_id))
        rows.append([r.short, words, f"{r.speaker}, {r.voice}", r.modality, covers, r.against])
    return listing(["Summit", "Words", "Who, in which voice", "Says that it", "The words cover", "Held against"], rows)


def paper_table(table: pd.DataFrame) -> Sentence:
    """Documents and statements of intent by kind, a column a summit. Takes `papers`."""
    heads = list(dict.fromkeys(table.short))
    rows = []
    for (what, kind), ours in table.groupby(["what", "kind"], sort=False):
        cells = {r.short: Sentence(cite(number(r.n), r.row_ids[0])) for r in ours.itertuples()}
        rows.append([f"{what}: {kind}", *[cells.get(head, "–") for head in heads]])
    return listing(["What", *heads], rows)
