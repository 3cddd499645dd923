"""Sentences: how much trade grew, by whose figures."""

import pandas as pd

from summitdata.house.sentence import Sentence, cite, escape, link, quoted
from summitdata.house.table import show
from summitdata.house.words import amount, capital, number
from summitdata.themes.growth.statements import FITS, short_times, stands_for


def answer(readings: pd.DataFrame) -> Sentence:
    """The short answer: whether each claim fits the publisher's own figures, else what is claimed. Takes `readings`."""
    if "own base" not in set(readings.kind):
        return claim_words(readings)
    return one_or_more([own_words(rows) for _, rows in readings.groupby("row_id", sort=False)])


LEADS = {
    "own base": "from the publisher’s own base",
    "rolling": "to the last reported twelve months",
    "strict": "over whole years",
    "constant dollars": "without inflation",
}


def own_words(rows: pd.DataFrame) -> str:
    """A claim beside the publisher's own figures."""
    words = quoted(capital(rows.words.iloc[0].strip('“”"')), rows.row_id.iloc[0])
    known = rows[(rows.kind == "own base") & rows.low.notna()]
    if known.empty:
        return f"{words}: the publisher gives no figures to compare it with."
    own = known.iloc[0]
    return f"{words} {FITS[own.verdict]} the figures by {escape(own.by)}, which give {multiple_of(own)}."


def multiple_of(row) -> str:
    """A multiple that links to the figures it is computed from."""
    return cite(short_times(row), *[key for key in row.row_ids if key != row.row_id])


def rate_of(row) -> str:
    """A growth rate, reported or claimed, with its months."""
    return f"{cite(number(row.value) + ' percent', row.row_id)} for {row.label}"


def held_against(readings: pd.DataFrame, rates: pd.DataFrame, key: str) -> Sentence:
    """What stands beside the claim `key`: what others claim of the same, then its `readings` but for the context, or `rates`."""
    known = readings[(readings.row_id == key) & (readings.kind != "context")].dropna(subset=["low"])
    claimed = rates.claimed.astype(bool)
    others = rates[claimed & rates.row_id.isin(rates[claimed & (rates.row_id == key)].beside.explode())]
    parts = [f"{escape(r.who)} says {rate_of(r)}" for r in others.itertuples()]
    for r in known.itertuples():
        parts.append(f"{multiple_of(r)} {LEADS[r.kind]}: {FITS[r.verdict]} (figures by {escape(r.by)})")
    for r in rates[~claimed & (rates.claim_id == key) & known.empty].itertuples():
        parts.append(f"{rate_of(r)} (by {escape(r.who)}), which {FITS[r.verdict]}")
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
    meet = "may be one number, rounded" if table.low.max() <= table.high.min() else "do not agree"
    how = f"The numbers are for the same months and {meet}."
    if table.label.nunique() > 1:
        how = "The numbers are for different months, so they need not be equal."
    return Sentence(f"{show(pd.DataFrame(columns)).markdown}\n\n{how} No speaker’s number is evidence for another’s.")


VOICES = {"quoted": "quoted", "paraphrased": "in the publisher’s paraphrase", "narrated": "in its own words"}


def claim_words(table: pd.DataFrame) -> Sentence:
    """Each growth claim: the words, who says them, and of which trade. Takes `claims`."""
    items = []
    for row in table.drop_duplicates("row_id").itertuples():
        what = ", ".join(filter(None, [row.flow, row.when]))
        voice = VOICES.get(row.voice, row.voice)
        items.append(f"{quoted(row.quote, row.row_id)}: {escape(f'{row.speaker}, {voice}, on {what}')}.")
    return one_or_more(items) if items else Sentence("The source makes no growth claim.")


def one_or_more(items: list[str]) -> Sentence:
    """A sentence, or several as a list."""
    return Sentence(*items) if len(items) == 1 else Sentence.bullets(items)


def figure_list(table: pd.DataFrame) -> Sentence:
    """Every figure with period, amount, reporter, scope, the words or the formula, and the remark. Takes `figures`."""
    rows = list(table.itertuples())
    words = table.quote.map(quoted, na_action="ignore").fillna("page not seen")
    words = words.mask(table.derived, "computed: " + table.derived_from.fillna("").map(escape))
    columns = {
        "Figure": [Sentence(f"{cite(capital(r.flow), r.row_id)}, {escape(r.basis)}") for r in rows],
        "Period": [f"{r.period}{', inferred' if r.period_inferred else ''}" for r in rows],
        "Period in the words": table.period_as_stated,
        "Amount": [f"{amount(r.value, r.unit, r.qualifier, 3)}, to {number(r.step, 3)}" for r in rows],
        "Reported by": table.origin,
        "Trade counted": table.scope,
        "Words": [Sentence(f"{told}, {link(r.publisher, r.url)}") for told, r in zip(words, rows)],
        "Remark": table.note,
    }
    return show(pd.DataFrame(columns), fold="figures")
