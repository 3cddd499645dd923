"""Measures: several summits side by side."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from summitdata.data import Data
from summitdata.house.words import listed, reduced, word
from summitdata.themes import growth
from summitdata.themes.growth.sentences import held_against
from summitdata.themes.speakers import publications, sides


def summits(data: Data) -> pd.DataFrame:
    """The summits in the order of their days, with the source that is coded line by line.

    Returns
    -------
    DataFrame
        One row a summit, as in the table, with ``short`` (city and year, with
        month or day where others have the same: no two are alike),
        ``source`` ("BelTA’s review"), ``kind`` (of the source), ``words`` (of the
        coded text without page furniture), ``speakers`` (dict of actor to share
        of the words).
    """
    names, titles = data.names("actors"), publications(data)
    rows = []
    order = data.summits.sort_values(["starts_on", "summit_id"])
    for summit, short in zip(order.itertuples(), short_names(order)):
        coded = data.sources[(data.sources.summit_id == summit.summit_id) & (data.sources.coverage == "full")]
        told = data.passages[data.passages.source_id.isin(coded.source_id) & (data.passages.part != "furniture")]
        shares = told.groupby("actor_id").words.sum().sort_values(ascending=False) / max(int(told.words.sum()), 1)
        rows.append(
            {
                **{k: v for k, v in summit._asdict().items() if k != "Index"},
                "short": short,
                "source": listed(titles[s] for s in coded.source_id) or "no source coded line by line",
                "kind": listed(dict.fromkeys(coded.kind)),
                "words": int(told.words.sum()),
                "speakers": {names[a]: float(v) for a, v in shares.items()},
            }
        )
    return pd.DataFrame(rows)


def short_names(summits: pd.DataFrame) -> list[str]:
    """Each summit as city and year; where several are alike with the month, then the day, at last the key.

    Examples
    --------
    >>> days = pd.to_datetime(["2017-03-28", "2017-11-01", "2025-08-20"])
    >>> short_names(pd.DataFrame({"summit_id": list("abc"), "city": ["Moscow", "Moscow", "Minsk"], "starts_on": days}))
    ['Moscow March 2017', 'Moscow November 2017', 'Minsk 2025']
    """
    days = summits.starts_on.dt.strftime("%Y-%m-%d")
    names = [f"{city} {reduced(day[:4])}" for city, day in zip(summits.city, days)]
    for form in (lambda day, _: reduced(day[:7]), lambda day, _: reduced(day), lambda day, key: f"{key} {day}"):
        times = Counter(names)
        longer = [f"{city} {form(day, key)}" for city, day, key in zip(summits.city, days, summits.summit_id)]
        names = [long if times[name] > 1 else name for name, long in zip(names, longer)]
    return names


def sector_presence(data: Data) -> pd.DataFrame:
    """Where each sector is named; rows of a paper or plan that is only about it stand beside: one row a sector and summit."""
    tables = (data.sector_mentions, data.documents, data.commitments)
    rows = [t.dropna(subset=["sector_id"]).assign(row_id=t.iloc[:, 0], mention=t is tables[0]) for t in tables]
    columns = ["row_id", "sector_id", "summit_id", "source_id", "mention"]
    return presence(data, pd.concat([t[columns] for t in rows], ignore_index=True), "sector_id", data.names("sectors"))


def body_presence(data: Data) -> pd.DataFrame:
    """Where each body, third state or group is named: one row an actor and summit (`presence`)."""
    table = data.actor_mentions
    table = table.assign(row_id=table.actor_mention_id, mention=True)
    return presence(data, table, "mentioned_id", data.names("actors"))


def presence(data: Data, mentions: pd.DataFrame, column: str, names: dict[str, str]) -> pd.DataFrame:
    """Mentions counted by what is named (``key``, ``name``) and at which summit (``short``); those of most summits, then of the first, come first.

    Further columns: ``mentions`` (0 where not named), ``row_ids``, ``side`` (bool: it is a side of that summit, and
    so is not among those who are named there), ``summits`` (at how many a word names it, or it is a side), ``per_thousand``
    (mentions for 1,000 words of the summit's source).
    """
    order, sides_of = summits(data), {s: sides(data.for_summit(s)) for s in data.summits.summit_id}
    coded = data.sources[data.sources.coverage == "full"].source_id
    mentions = mentions[mentions.source_id.isin(coded)]
    rows = []
    for key, ours in mentions.groupby(column, sort=True):
        at = [ours[ours.summit_id == s] for s in order.summit_id]
        side = [sides_of[s][key] in ("host", "guest", "both") for s in order.summit_id]
        named = [found.mention.any() or own for found, own in zip(at, side)]
        first = [*named, True].index(True)
        for short, found, own in zip(order.short, at, side):
            counted = [int(found.mention.sum()), found.row_id.tolist(), own, sum(named), len(ours), first]
            rows.append([key, names[key], short, *counted])
    columns = ["key", "name", "short", "mentions", "row_ids", "side", "summits", "total", "first"]
    table = pd.DataFrame(rows, columns=columns)
    words = table.short.map(dict(zip(order.short, order.words)))
    table["per_thousand"] = (1000 * table.mentions / words.clip(lower=1)).round(2).astype("float64")
    by, ascending = ["summits", "first", "total", "name", "key"], [False, True, False, True, True]
    table = table.sort_values(by, ascending=ascending, kind="stable")
    return table.drop(columns=["total", "first"]).reset_index(drop=True)


def where(named: list[str], sides: list[str], heads: list[str]) -> str:
    """Where something is named, in words, of the summits at which it is no side.

    Examples
    --------
    >>> heads = ["Moscow 2017", "Ankara 2017", "Minsk 2025"]
    >>> where(heads, [], heads), where(["Ankara 2017"], [], heads), where(heads[:1], heads[1:], heads)
    ('at every summit', 'only at Ankara 2017', 'at every summit that is not its own')
    """
    if len(named) + len(sides) == len(heads):
        every = "at both summits" if len(heads) == 2 and not sides else "at every summit"
        return every + " that is not its own" * bool(sides)
    if len(named) < 2:
        return f"only at {named[0]}" if named else "as a side only" if sides else "by no word"
    return f"at {listed(named)}" if len(named) < 4 else f"at {word(len(named))} of {word(len(heads))} summits"


def claims(data: Data) -> pd.DataFrame:
    """The growth claims of all summits, each with what its words cover and what can be held against it.

    Returns
    -------
    DataFrame
        As `summitdata.themes.growth.claims`, with ``short`` (the summit) and
        ``against`` (Sentence).
    """
    parts = []
    for summit in summits(data).itertuples():
        part = data.for_summit(summit.summit_id)
        table = growth.claims(part)
        readings, rates = growth.readings(part), growth.rates(part)
        against = [held_against(readings, rates, key) for key in table.row_id]
        parts.append(table.assign(short=summit.short, against=against))
    return pd.concat(parts, ignore_index=True) if parts else growth.claims(data)


def papers(data: Data) -> pd.DataFrame:
    """Documents and statements of intent of each summit's coded source, counted by kind.

    Returns
    -------
    DataFrame
        ``short`` (the summit), ``what`` (documents signed, other documents,
        statements of intent), ``kind``, ``n``, ``row_ids``.
    """
    rows = []
    coded = data.sources[data.sources.coverage == "full"].source_id
    for summit in summits(data).itertuples():
        documents = data.documents[data.documents.summit_id == summit.summit_id]
        documents = documents[documents.source_id.isin(coded)]
        here = documents.signed_summit_id.eq(summit.summit_id).fillna(False)
        intents = data.commitments[data.commitments.summit_id == summit.summit_id]
        intents = intents[intents.source_id.isin(coded)]
        for what, table, column in (
            ("signed there, according to the source", documents[here], "type"),
            ("other documents named", documents[~here], "type"),
            ("statements of intent", intents, "kind"),
        ):
            for kind, ours in table.groupby(column, sort=False):
                rows.append([summit.short, what, kind, len(ours), ours.iloc[:, 0].tolist()])
    return pd.DataFrame(rows, columns=["short", "what", "kind", "n", "row_ids"])
