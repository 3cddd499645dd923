"""Measures: what was promised, proposed and planned, and when."""

import pandas as pd

from summitdata.data import Data
from summitdata.house.words import day, period, rank_in, reduced
from summitdata.themes.speakers import attributed, publishers

TESTS = {
    "discrete": "discrete",
    "specific": "specific",
    "public": "publicly expressed",
    "agreed": "collectively agreed",
    "future_oriented": "future-oriented",
}
KINDS = ["joint", "unilateral", "proposal"]


def happenings(data: Data) -> pd.DataFrame:
    """Every happening that the sources tell, in the order of time; undated ones last.

    Returns
    -------
    DataFrame
        One row a happening: the event that tells it most exactly, as in the
        table, with speaker columns (`attributed`), ``dated`` (bool: its first day is named),
        ``closes_on`` (the last day, or the first where no other is named),
        ``planned`` (bool: nobody tells it as something that happened),
        ``row_ids`` (of all its tellings), ``when`` (in words) and ``summit_on`` (its first day).
    """
    table = attributed(data.events, data)
    told = table.assign(happening=table.same_as_id.fillna(table.event_id), planned=table.told_as != "happened")
    tellings = told.groupby("happening", sort=False).agg(planned=("planned", "all"), row_ids=("row_id", list))
    table = table[table.same_as_id.isna()].join(tellings, on="event_id")
    table = table.assign(
        dated=table.starts_on.notna(),
        closes_on=table.ends_on.fillna(table.starts_on),
        when=[when_words(*row) for row in zip(table.starts_on, table.ends_on, table.precision)],
        summit_on=data.summits.starts_on.min(),
    )
    return table.sort_values(["starts_on", "ends_on", "title"], ignore_index=True)


def when_words(start: pd.Timestamp, end: pd.Timestamp, precision: str) -> str:
    """When something happened, in words, as far as it is named; a season keeps its name of three months."""
    if pd.isna(start):
        return "date not named" if pd.isna(end) else f"until {day(end)}, beginning not named"
    if pd.isna(end):
        return f"from {day(start)}, end not named"
    words = period(start.date(), end.date())
    return f"{words} (a season)" if precision == "season" else words


def commitments(data: Data) -> pd.DataFrame:
    """Every promise, proposal and agreed step, with the five tests.

    Returns
    -------
    DataFrame
        One row a commitment, as in the table, with speaker columns
        (`attributed`), ``party`` (name of who is to do it), ``public`` ("yes":
        it stands in a published source), ``agreed`` ("yes" where both sides
        are said to have agreed), ``passed`` (how many of the five tests are
        answered yes), ``due`` (as worded and as dated), ``about`` (its field and its
        document) and ``known_by`` (who publishes its status). Joint ones come first.
    """
    table = attributed(data.commitments, data)
    about = zip(table.sector_id.map(data.names("sectors")), table.document_id.replace(data.names("documents")))
    table = table.assign(public="yes", agreed=(table.kind == "joint").map({True: "yes", False: "no"}))
    worded, dated = ("“" + table.due_text + "”").fillna(""), table.due_on.map(reduced, na_action="ignore").fillna("")
    table = table.assign(
        party=table.party_id.map(data.names("actors")),
        passed=(table[list(TESTS)] == "yes").sum(axis=1),
        due=[" · ".join(filter(None, words)) or "not named" for words in zip(worded, dated)],
        about=["; ".join(name for name in names if isinstance(name, str)) for names in about],
        known_by=table.status_source_id.map(publishers(data)),
    )
    table = table.assign(rank=table.kind.map(rank_in(KINDS)))
    return table.sort_values(["rank", "passed"], ascending=[True, False], kind="stable", ignore_index=True)
