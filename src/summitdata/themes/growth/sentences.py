"""Sentences: how much trade grew, by whose figures."""

from __future__ import annotations

import pandas as pd

from summitdata.house.sentence import Sentence, cite, escape, link, quoted
from summitdata.house.table import show
from summitdata.house.words import amount, capital, listed, number, often
from summitdata.themes.growth.wording import FITS, by, short_times, stands_for


def answer(readings: pd.DataFrame) -> Sentence:
    """The short answer: whether each claim fits the publisher's own figures, and other ways to compare. Takes `readings`."""
    if readings.empty:
        return claim_words(readings)
    if (readings.kind == "no reading").all():
        with_number = readings[readings.claim_low.notna()]
        if len(with_number):
            return claim_words(with_number)
        return Sentence(
            f"The source speaks of growth {cite(often(len(readings)), *readings.row_id)} and gives no number."
        )
    claims = [rows for _, rows in readings.groupby("row_id", sort=False)]
    leads = [own_words(rows) for rows in claims]
    if len(claims) > 1:
        return Sentence.bullets(leads)
    others = [row for row in claims[0].itertuples() if row.kind in LEADS and row.kind != "own base"]
    return Sentence.led(leads[0], [f"{capital(LEADS[row.kind])}: {reading_words(row)}." for row in others])


LEADS = {
    "own base": "from the publisher’s own base",
    "rolling": "to the last reported twelve months",
    "strict": "over whole years",
    "constant dollars": "without inflation",
}


def own_words(rows: pd.DataFrame) -> str:
    """A claim beside the publisher's own figures."""
    claim = rows.iloc[0]
    own = next((row for row in rows.itertuples() if row.kind == "own base" and row.low == row.low), None)
    words = quoted(capital(claim.words.strip('“”"')), claim.row_id)
    if own is None:
        return f"{words}: the publisher gives no figures to compare it with."
    return f"{words} {FITS[own.verdict]} the figures by {escape(own.by)}, which give {multiple_of(own)}."


def multiple_of(row) -> str:
    """A multiple that links to the figures it is computed from."""
    return cite(short_times(row), *[key for key in row.row_ids if key != row.row_id])


def reading_words(row, how: str = "") -> str:
    """One reading: the multiple, how it is compared, whether the claim fits it, and by whose figures."""
    if row.low != row.low:
        return "no figures are at hand"
    verdict = f"{':' if how else ', which'} {FITS[row.verdict]}"
    return f"{multiple_of(row)}{how}{verdict} (figures by {escape(row.by)})"


def rate_of(row) -> str:
    """A growth rate, reported or claimed, with its months."""
    return f"{cite(number(row.value) + ' percent', row.row_id)} for {row.label}"


def rate_found(row) -> str:
    """A reported growth rate, and whether the claim fits it."""
    return f"{rate_of(row)} (by {escape(row.who)}), which {FITS[row.verdict]}"


def held_against(readings: pd.DataFrame, rates: pd.DataFrame, key: str) -> Sentence:
    """What stands beside the claim `key`: what others claim of the same, then its `readings` but for the context, or `rates`."""
    known = readings[(readings.row_id == key) & (readings.kind != "context")].dropna(subset=["low"])
    claimed = rates.claimed.astype(bool)
    others = rates[claimed & rates.row_id.isin(rates[claimed & (rates.row_id == key)].beside.explode())]
    parts = [f"{escape(r.who)} says {rate_of(r)}" for r in others.itertuples()]
    parts += [reading_words(r, f" {LEADS.get(r.kind, escape(r.kind))}") for r in known.itertuples()] or [
        rate_found(r) for r in rates[~claimed & (rates.claim_id == key)].itertuples()
    ]
    return Sentence.series(*parts) if parts else Sentence("no other figure in the data")


def side_by_side(rates: pd.DataFrame) -> Sentence:
    """What several speakers claim of the same thing, as a table with a word on what it shows; empty where nobody differs.

    Takes `rates`.
    """
    table = rates[rates.claimed.astype(bool) & rates.beside.map(bool)]
    if table.empty:
        return Sentence("")
    columns = {
        "Who says it": table.who + [f", {VOICES.get(voice, voice)}" for voice in table.voice],
        "What grew": table.flow,
        "For": table.label,
        "Growth": [Sentence(cite(number(r.value) + " percent", r.row_id)) for r in table.itertuples()],
        "The number stands for": [stands_for(r) for r in table.itertuples()],
    }
    shown = show(pd.DataFrame(columns)).markdown
    return Sentence(f"{shown}\n\n{differing(table)} No speaker’s number is evidence for another’s.")


def differing(table: pd.DataFrame) -> str:
    """How numbers of several speakers lie to each other: of other months, the same or not."""
    if table.label.nunique() > 1:
        return "The numbers are for different months, so they need not be equal."
    meet = table.low.max() <= table.high.min()
    return f"The numbers are for the same months and {'may be one number, rounded' if meet else 'do not agree'}."


VOICES = {"quoted": "quoted", "paraphrased": "in the publisher’s paraphrase", "narrated": "in its own words"}


def claim_words(table: pd.DataFrame) -> Sentence:
    """Each growth claim: the words, who says them, and of which trade. Takes `claims`."""
    items = []
    for row in table.drop_duplicates("row_id").itertuples():
        what = ", ".join(filter(None, [row.flow, row.when]))
        voice = VOICES.get(row.voice, row.voice)
        items.append(f"{quoted(row.quote, row.row_id)}: {escape(f'{row.speaker}, {voice}, on {what}')}.")
    if len(items) == 1:
        return Sentence(items[0])
    return Sentence.bullets(items) if items else Sentence("The source makes no growth claim.")


def figure_list(table: pd.DataFrame) -> Sentence:
    """Every figure with period, amount, reporter, scope, the words or the formula, and the remark. Takes `figures`."""
    rows = list(table.itertuples())
    columns = {
        "Figure": [Sentence(f"{cite(capital(r.flow), r.row_id)}, {escape(r.basis)}") for r in rows],
        "Period": [f"{r.period}{', inferred' if r.period_inferred else ''}" for r in rows],
        "Period in the words": table.period_as_stated,
        "Amount": [f"{amount(r.value, r.unit, r.qualifier, 3)}, to {number(r.step, 3)}" for r in rows],
        "Reported by": table.origin,
        "Trade counted": table.scope,
        "Words": [Sentence(f"{words_or_formula(r)}, {link(r.publisher, r.url)}") for r in rows],
        "Remark": table.note,
    }
    return show(pd.DataFrame(columns), fold="figures")


def words_or_formula(row) -> str:
    """What carries a figure: the words, the formula, or nothing that was seen."""
    if row.derived:
        return f"computed: {escape(row.derived_from)}"
    return quoted(row.quote) if isinstance(row.quote, str) else "page not seen"


def level_words(table: pd.DataFrame) -> Sentence:
    """What the levels say: lowest, highest, last whole year, by whose figures. Takes `levels`."""
    whole = table[table.year.notna() & ~table.derived & ~table.period_inferred.astype(bool)]
    if whole.year.nunique() < 2:
        told = [f"{level_of(row)} for {row.period}" for row in table[~table.derived].itertuples()]
        return Sentence(f"Reported: {listed(told)}." if told else "")
    low, top = whole.loc[whole.value.idxmin()], whole.loc[whole.value.idxmax()]
    last = whole.loc[whole.year.idxmax()]
    text = f"Of the years with a figure, {low.year} is the lowest with {level_of(low)}, {top.year} the highest with {level_of(top)}."
    return Sentence(text, "" if last.year in (low.year, top.year) else f"The last, {last.year}, has {level_of(last)}.")


def level_of(row) -> str:
    """A level with its reporter, linked to its row."""
    return f"{cite(amount(row.value, row.unit, row.qualifier), row.row_id)} ({escape(by(row))})"


def rate_words(table: pd.DataFrame) -> Sentence:
    """Each claim in percent and the rates beside it. Takes `rates`."""
    if table.empty:
        return Sentence("The source claims no growth in percent.")
    items = [claim_and_rates(rows) for _, rows in table.groupby("claim_id", sort=False)]
    return items[0] if len(items) == 1 else Sentence.bullets(items)


def claim_and_rates(table: pd.DataFrame) -> Sentence:
    """One claim in percent and each rate beside it."""
    claim, rates = table[table.claimed].iloc[0], table[~table.claimed]
    found = "; ".join(rate_found(r) for r in rates.itertuples())
    found = f"Reported are {found}." if found else "Nobody else reports a rate for those months."
    if claim.own:
        found += f" {cite('A figure', *claim.own)} by a speaker who claims the same is left out."
    return Sentence(
        f"{escape(claim.who)}, {escape(VOICES.get(claim.voice, claim.voice))}: {quoted(claim.words, claim.row_id)}. {found}",
        "" if claim.ended else "The claim names no month as its end.",
    )
