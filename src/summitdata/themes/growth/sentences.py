"""Trade growth, told: computed sentences, always with by whose figures."""

from __future__ import annotations

import pandas as pd

from summitdata.house.sentence import Sentence, cite, escape, link, quoted
from summitdata.house.table import show
from summitdata.house.words import amount, capital, day, duration, listed, number, span
from summitdata.themes.growth.measures import steepest
from summitdata.themes.growth.wording import LIES, by, change_words, multiple, times


def answer(readings: pd.DataFrame) -> Sentence:
    """The short answer: what each claim covers, and what the publisher's own figures, rolling, strict and constant give.

    Takes `readings`.
    """
    table = readings
    if table.empty:
        return claim_words(table)
    if (table.kind == "no reading").all():
        bare = "No claim is of a multiple over a stretch of years, and only such a claim has readings."
        told = claim_words(table.assign(low=table.claim_low, high=table.claim_high))
        return Sentence(f"{told.markdown}\n- {bare}")
    leads = {kind: capital(lead) for kind, lead in LEADS.items()}
    leads["own base"] = "By the publisher’s own figures of that day"
    items = []
    for _, rows in table.groupby("row_id", sort=False):
        claim, parts = rows.iloc[0], {row.kind: row for row in rows.itertuples()}
        covers = cite(span(claim.claim_low, claim.claim_high, "times"), claim.row_id)
        items.append(f"{quoted(claim.words)} covers {covers} the earlier level, by the rule for wordings.")
        items += [reading_words(parts[kind], lead) for kind, lead in leads.items() if kind in parts]
    items.append("Consistency with figures that were told is all that this can show.")
    return Sentence.bullets(items)


def reading_words(row, lead: str) -> str:
    """One reading as a sentence, with by whose figures."""
    if row.low != row.low:
        return f"{lead}: no figures are at hand."
    ids = [key for key in row.row_ids if key != row.row_id]
    opened = ""
    if (row.open_low, row.open_high) != (row.low, row.high):
        opened = f"; with “over” read as open, {times(row.open_low, row.open_high)}, {LIES[row.open_verdict]}"
    return f"{lead}: {cite(multiple(row), *ids)}, {LIES[row.verdict]}{opened} (figures by {escape(row.by)})."


def held_against(readings: pd.DataFrame, rates: pd.DataFrame) -> Sentence:
    """What the data hold against one claim: its rows of `readings`, but for the context, else of `rates`."""
    known = readings[readings.kind != "context"].dropna(subset=["low"])
    parts = [
        f"{cite(multiple(r), *[k for k in r.row_ids if k != r.row_id])} {LEADS.get(r.kind, escape(r.kind))} "
        f"(figures by {escape(r.by)}), {LIES[r.verdict]}"
        for r in known.itertuples()
    ] or [
        f"{cite(number(r.value) + ' percent', r.row_id)} for {r.label} (by {escape(r.who)}), {LIES[r.verdict]}"
        for r in rates[~rates.claimed.astype(bool)].itertuples()
    ]
    return Sentence.series(*parts) if parts else Sentence("nothing in the data to hold it against")


LEADS = {
    "own base": "from the publisher’s own base",
    "rolling": "to the last reported twelve months",
    "strict": "over a strict window",
    "constant dollars": "in constant dollars",
}


def claim_words(table: pd.DataFrame) -> Sentence:
    """Each growth claim in a sentence: who, in which voice, which words. Takes `claims`."""
    voices = {"quoted": "is quoted", "paraphrased": "is paraphrased", "narrated": "tells it itself, quoting nobody"}
    items = []
    for row in table.itertuples():
        window = f", over {duration(row.window)}" if isinstance(row.window, str) else ""
        unit = {"multiple": "times the earlier level"}.get(row.change, row.change)
        covers = f"; {escape(row.change)}, no number"
        if row.low == row.low:
            covers = f"; the words cover {escape(span(row.low, row.high, unit))}"
        told = voices.get(row.voice, escape(f"tells it ({row.voice})"))
        what = escape(f"{row.indicator} of {row.between}: {row.modality}")
        text = f"{quoted(row.quote, row.row_id)}: {escape(row.speaker)} {told} ({what}{window}{days(row)}{covers})"
        note = f". {escape(capital(row.note))}." if isinstance(row.note, str) else ""
        items.append(f"{text}{note}")
    return Sentence.bullets(items) if items else Sentence("The source makes no growth claim.")


def days(row) -> str:
    """The days between which a claim's window lies, as far as the speaker names them."""
    ends = [(word, d) for word, d in (("from", row.window_start_on), ("to", row.window_end_on)) if d == d]
    return "".join(f" {word} {day(d)}" for word, d in ends)


def figure_list(table: pd.DataFrame) -> Sentence:
    """Every figure with period, amount, reporter, scope, the words or the formula, and the remark. Takes `figures`."""
    if table.empty:
        return Sentence("There is no figure that a claim could be held against.")
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
    """What the levels say: lowest, highest, last whole year, by whose figures."""
    whole = table[table.year.notna() & ~table.derived & ~table.period_inferred.astype(bool)]
    if whole.empty:
        return Sentence("There is no figure for a whole calendar year.")
    low, top = whole.loc[whole.value.idxmin()], whole.loc[whole.value.idxmax()]
    last = whole.loc[whole.year.idxmax()]
    return Sentence(
        f"Of the calendar years with a figure, {low.year} is the lowest with {level_of(low)} and {top.year} the highest",
        f"with {level_of(top)}. The last whole year, {last.year}, has {level_of(last)}.",
        "A claim of growth from the lowest year says nothing about years before it.",
    )


def level_of(row) -> str:
    """A level with its reporter, linked to its row."""
    return f"{cite(amount(row.value, row.unit, row.qualifier), row.row_id)} ({escape(by(row))})"


def step_words(table: pd.DataFrame) -> Sentence:
    """Which year brought the largest change, and what is not known."""
    if table.empty:
        return Sentence("There are no figures to take apart.")
    top = steepest(table)
    if top is None:
        return Sentence("No two neighbouring years have a figure, so no change on the year can be told.")
    before = table[table.year == top.year - 1].iloc[0]
    hollow = sorted(set(table[table.derived].year))
    gap = f"For {listed(map(str, hollow))} there is no reported level, only what follows from growth rates."
    return Sentence(
        f"From {before.year} to {top.year} {escape(top.indicator.removeprefix('trade '))} went from {level_of(before)} to {level_of(top)},",
        f"a change of {escape(change_words(top))} million dollars.",
        gap if hollow else "",
    )


def to_date_words(table: pd.DataFrame) -> Sentence:
    """Each claim on the year to date and the rates beside it."""
    if table.empty:
        return Sentence("The source makes no claim on the year to date.")
    told = [claim_to_date(rows) for _, rows in table.groupby("claim_id", sort=False)]
    return told[0] if len(told) == 1 else Sentence.bullets(told)


def claim_to_date(table: pd.DataFrame) -> Sentence:
    """One claim on the year to date and each rate beside it."""
    claim, rates = table[table.claimed].iloc[0], table[~table.claimed]
    rows = [
        f"{cite(number(r.value) + ' percent', r.row_id)} for {r.label} (by {escape(r.who)}, {LIES[r.verdict]})"
        for r in rates.itertuples()
    ]
    found = f"Reported are {listed(rows)}." if rows else "No growth rate is reported for a part of that year."
    if claim.own:
        found += f" {escape(claim.who)}’s {cite('own figure', *claim.own)} is left out: nobody confirms himself."
    covers = cite(span(claim.low, claim.high, "percent"), claim.row_id)
    return Sentence(
        f"{escape(claim.who)} is {escape(claim.voice)} with {quoted(claim.words)}; by the rule for wordings this covers",
        f"{covers}. {found}",
        "" if claim.ended else "The claim names no month as its end, so no rate can be its exact match.",
    )
