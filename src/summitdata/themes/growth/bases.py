"""Which base? The multiple between any two years that have a level, and how a claim lies to each."""

import json
from itertools import combinations
from pathlib import Path

import pandas as pd

from summitdata.data import Data
from summitdata.house import asking
from summitdata.house.intervals import Interval
from summitdata.house.sentence import Sentence, cite, cites, escape
from summitdata.house.table import show
from summitdata.house.words import amount, number, percent
from summitdata.themes.growth.multiples import change_of_prices, price_series, times_between
from summitdata.themes.growth.statements import FITS, claims, levels, short_times, subject, told_on, years_of

NOMINAL = "nominal dollars"
COLUMNS = (
    "claim_id words claim_low claim_high from_id from_year from_level from_by to_id to_year to_level to_by "
    "dollars point low high verdict own"
)


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
    covers = Interval(told.low, told.high) if claim.change == "multiple" else None
    about = {"claim_id": claim.claim_id, "words": claim.quote}
    about |= {"claim_low": covers.low, "claim_high": covers.high} if covers else {}
    table = levels(data, claim).dropna(subset=["year"]).sort_values(["year", "derived"], kind="stable")
    series, publisher = price_series(data), data.row(claim.source_id).publisher_id
    last = told_on(data, claim).year - 1
    window = {*range(last - (years_of(claim) or last) + 1, last + 1)}
    rows, ranks = [], []
    for base, end in combinations(table.itertuples(), 2):
        if base.year == end.year:
            continue
        ours, within = base.reporter_id == end.reporter_id == publisher, {base.year, end.year} <= window
        prices = change_of_prices(series, base, end)
        scales = {NOMINAL: 1.0} | ({f"dollars of {base.year}": prices[0]} if prices else {})
        for dollars, scale in scales.items():
            found = times_between(base, end, scale)
            lies = {"dollars": dollars, "verdict": found.against(covers) if covers else ""}
            lies |= {"point": end.value / base.value * scale, "low": found.low, "high": found.high}
            rows.append(about | of_level("from", base) | of_level("to", end) | lies)
            ranks.append((dollars == NOMINAL, within, ours, end.year - base.year))
    first = ranks.index(max(ranks)) if ranks else None
    return pd.DataFrame(rows, columns=COLUMNS.split()).assign(own=[i == first for i in range(len(rows))])


def of_level(side: str, row) -> dict:
    """What is told of a level, the earlier or the later of a pair."""
    level = amount(row.value, row.unit, row.qualifier)
    return {f"{side}_id": row.row_id, f"{side}_year": int(row.year), f"{side}_level": level, f"{side}_by": row.origin}


def pair_words(row) -> str:
    """How the later level lies to the earlier one: "4.6 times as much", "a fall of 27 percent (0.73 times)"."""
    if row.low > 0 and row.high < 1:
        return f"a fall of {percent(1 - row.point)} ({number(row.point)} times)"
    return f"{short_times(row)} as much"


def fit_words(table: pd.DataFrame) -> dict[str, str]:
    """How a claim lies to a pair, in words, by verdict."""
    row = table.iloc[0]
    if pd.isna(row.claim_low):
        return {"": ""}
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
    known = [plain.filter(like=f"{side}_").rename(columns=lambda c: c.partition("_")[2]) for side in ("from", "to")]
    told = pd.concat(known).drop_duplicates("id").sort_values("year", kind="stable")
    columns = {"Year": told.year, "Level": cites(told.level, told.id), "By": told.by}
    columns[f"{own.to_year} against it"] = told.id.map(times)
    said = (
        f"From {cite(own.from_level, own.from_id)} in {own.from_year} ({escape(own.from_by)}) to "
        f"{cite(own.to_level, own.to_id)} in {own.to_year} ({escape(own.to_by)}): {escape(pair_words(own))}. "
        f"{escape(fit_words(table)[own.verdict])}"
    )
    body = show(pd.DataFrame(columns)).markdown
    return Bases(f"{said.strip()}\n\n{body}", payload(table, list(told.id)))


def payload(table: pd.DataFrame, keys: list[str]) -> dict:
    """What the script picks from: the claim's range, and for each pair its levels, dollars, range and words."""
    rows, row, own = [], table.iloc[0], table[table.own].iloc[0]
    for r in table.itertuples():
        numbers = [None if v == float("inf") else round(v, 4) for v in (r.point, r.low, r.high)]
        ends = [keys.index(r.from_id), keys.index(r.to_id)]
        rows.append([*ends, int(r.dollars != NOMINAL), *numbers, pair_words(r), r.verdict])
    covers = [] if pd.isna(row.claim_low) else [row.claim_low, row.claim_high]
    return {"covers": covers, "words": row.words if covers else "", "fits": fit_words(table), "keys": keys, "pairs": rows,
            "own": [keys.index(own.from_id), keys.index(own.to_id)]}  # fmt: skip
