"""Which base? The multiple between any two years that have a level, and how a claim lies to each."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pandas as pd

from summitdata.data import Data
from summitdata.house import asking
from summitdata.house.intervals import Interval
from summitdata.house.sentence import Sentence, cite, escape
from summitdata.house.table import show
from summitdata.house.words import amount, number, percent
from summitdata.themes.growth.claimed import claim_publisher, claims, day_told, subject, years_of
from summitdata.themes.growth.multiples import levels, price_series, prices_of
from summitdata.themes.growth.wording import FITS, short_times

NOMINAL = "nominal dollars"
COLUMNS = (
    "claim_id words claim_low claim_high from_id to_id from_year to_year from_level to_level from_by to_by dollars"
)
COLUMNS += " point low high verdict own"


def pairs(data: Data) -> pd.DataFrame:
    """The multiple between any two whole years with a level, of what the charts' claim is about.

    Returns
    -------
    DataFrame
        One row for each two figures of different years and kind of dollars: ``from_id``, ``to_id`` (keys of figures),
        ``from_year``, ``to_year``, ``from_level``, ``to_level`` (in words), ``from_by``, ``to_by`` (whose figures),
        ``dollars`` (nominal, or those of the first year, where US prices of both years are known), ``point``, ``low``,
        ``high`` (multiple; *over* one step up); ``claim_id``, ``words``, ``claim_low``, ``claim_high`` of a claim that
        names a multiple, and ``verdict`` (inside, overlaps, outside; empty without such a claim); ``own``, True for the
        publisher's own first and last year, the pair that one begins with.
    """
    claim = subject(data)
    if claim is None:
        return pd.DataFrame(columns=COLUMNS.split())
    told = claims(data).set_index("row_id").loc[claim.claim_id]
    covers = Interval(float(told.low), float(told.high)) if claim.change == "multiple" else None
    about = {"claim_id": claim.claim_id, "words": claim.quote}
    about |= {"claim_low": covers.low, "claim_high": covers.high} if covers else {}
    table = levels(data, claim).dropna(subset=["year"]).sort_values(["year", "derived"], kind="stable")
    series, rows = price_series(data), []
    for base, end in product(table.itertuples(), repeat=2):
        if base.year >= end.year:
            continue
        scales = {NOMINAL: 1.0}
        if prices := prices_of({base.year, end.year}, series):
            scales[f"dollars of {base.year}"] = prices[base.year][1] / prices[end.year][1]
        for dollars, scale in scales.items():
            found = Interval(end.low, end.high) / Interval(base.low, base.high) * Interval(scale, scale)
            sides = [("from", base), ("to", end)]
            told_of = {f"{side}_{name}": value for side, row in sides for name, value in of_level(row).items()}
            lies = found.against(covers) if covers else ""
            number_of = {"point": end.value / base.value * scale, "low": found.low, "high": found.high}
            rows.append({**about, **told_of, **number_of, "dollars": dollars, "verdict": lies})
    return pd.DataFrame(rows, columns=COLUMNS.split()).assign(own=shown_first(rows, table, data, claim))


def of_level(row) -> dict:
    """What is told of a level."""
    level = amount(row.value, row.unit, row.qualifier)
    return {"id": row.row_id, "year": int(row.year), "level": level, "by": row.origin}


def shown_first(rows: list[dict], table: pd.DataFrame, data: Data, claim) -> list[bool]:
    """For each pair whether it is the one to begin with: the claim's own window by the publisher's figures, else the widest."""
    reporter = dict(zip(table.row_id, table.reporter_id))
    last = day_told(data, claim).year - 1
    window = range(last - (years_of(claim) or last) + 1, last + 1)
    publisher = claim_publisher(data, claim.source_id)
    rank = [
        (
            row["dollars"] == NOMINAL,
            row["from_year"] in window and row["to_year"] in window,
            [reporter[row[key]] for key in ("from_id", "to_id")] == [publisher] * 2,
            row["to_year"] - row["from_year"],
        )
        for row in rows
    ]
    first = rank.index(max(rank)) if rank else -1
    return [i == first for i in range(len(rows))]


def pair_words(row) -> str:
    """How the later level lies to the earlier one: "4.6 times as much", "a fall of 27 percent (0.73 times)"."""
    if row.low <= 0 or row.high == float("inf"):
        return f"{short_times(row)} as much"
    if row.high < 1:
        return f"a fall of {percent(1 - row.point)} ({number(row.point)} times)"
    return f"{short_times(row)} as much"


def fit_words(table: pd.DataFrame) -> dict[str, str]:
    """How a claim lies to a pair, in words, by verdict."""
    if table.claim_low.isna().all():
        return {"": ""}
    row = table.iloc[0]
    quote = row.words.strip('“”"')
    words = f"“{quote}”, which stands for {number(row.claim_low)} to {number(row.claim_high)} times"
    return {kind: f"That {FITS[kind]} {words}." for kind in ("inside", "overlaps", "outside")}


class Bases(Sentence):
    """A pair of years in words, the levels below it; where scripts run, the reader chooses the pair from what is `held`."""

    def __init__(self, markdown: str, held: dict):
        super().__init__(markdown)
        self.held = held

    def _repr_markdown_(self) -> str:
        held = json.dumps(self.held, separators=(",", ":")).replace("<", "\\u003c").replace("$", "\\u0024")
        held = f'<script type="application/json">{held}</script>'
        script = Path(__file__).with_name("bases.js").read_text("utf-8")
        return f'<div class="bases">\n\n{self.markdown}\n\n{held}\n\n</div>{asking.call(script)}'


def base_choice(table: pd.DataFrame) -> Sentence:
    """Which base?: the pair that one begins with, and every level with how many times as high the last one is. Takes `pairs`."""
    if table.empty:
        return Sentence("No two years have a level that could be compared.")
    own, plain = table[table.own].iloc[0], table[table.dollars == NOMINAL]
    last = plain[plain.to_id == own.to_id].drop_duplicates("from_id")
    times = dict(zip(last.from_id, (pair_words(row) for row in last.itertuples())))
    known = {side: plain[[f"{side}_{name}" for name in ("id", "year", "level", "by")]] for side in ("from", "to")}
    told = pd.concat([part.set_axis(["key", "year", "level", "by"], axis=1) for part in known.values()])
    told = told.drop_duplicates("key").sort_values("year", kind="stable")
    columns = {
        "Year": told.year,
        "Level": [Sentence(cite(level, key)) for level, key in zip(told.level, told.key)],
        "By": told.by,
        f"{own.to_year} against it": told.key.map(times),
    }
    said = (
        f"From {cite(own.from_level, own.from_id)} in {own.from_year} ({escape(own.from_by)}) to "
        f"{cite(own.to_level, own.to_id)} in {own.to_year} ({escape(own.to_by)}): {escape(pair_words(own))}. "
        f"{escape(fit_words(table)[own.verdict])}"
    )
    body = show(pd.DataFrame(columns)).markdown
    return Bases(f"{said.strip()}\n\n{body}", payload(table, list(told.key)))


def payload(table: pd.DataFrame, keys: list[str]) -> dict:
    """What the script picks from: the claim's range, and for each pair its levels, dollars, range and words."""
    place = {key: i for i, key in enumerate(keys)}
    rows = [
        [
            place[r.from_id],
            place[r.to_id],
            int(r.dollars != NOMINAL),
            *(None if v == float("inf") else round(v, 4) for v in (r.point, r.low, r.high)),
            pair_words(r),
            r.verdict,
        ]
        for r in table.itertuples()
    ]
    row, own = table.iloc[0], table[table.own].iloc[0]
    covers = [] if table.claim_low.isna().all() else [row.claim_low, row.claim_high]
    return {"covers": covers, "words": row.words if covers else "", "fits": fit_words(table), "keys": keys, "pairs": rows,
            "own": [place[own.from_id], place[own.to_id]]}  # fmt: skip
