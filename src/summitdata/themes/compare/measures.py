"""Measures: several summits side by side."""

from __future__ import annotations

import pandas as pd

from summitdata.data import Data
from summitdata.house.words import day, listed, rank_in, word
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
    names, titles, rows = data.names("actors"), publications(data), []
    order = data.summits.sort_values(["starts_on", "summit_id"], ignore_index=True)
    for summit in order.summit_id:
        coded = data.sources[(data.sources.summit_id == summit) & (data.sources.coverage == "full")]
        told = data.passages[data.passages.source_id.isin(coded.source_id) & (data.passages.part != "furniture")]
        by, total = told.groupby("actor_id").words.sum().sort_values(ascending=False), int(told.words.sum())
        speakers = {names[a]: float(n / max(total, 1)) for a, n in by.items()}
        source = listed(titles[s] for s in coded.source_id) or "no source coded line by line"
        rows.append([source, listed(dict.fromkeys(coded.kind)), total, speakers])
    return order.assign(short=short_names(order)).join(
        pd.DataFrame(rows, columns=["source", "kind", "words", "speakers"])
    )


def short_names(summits: pd.DataFrame) -> pd.Series:
    """Each summit as city and year; where several are alike with the day, at last with the key.

    Examples
    --------
    >>> days = pd.to_datetime(["2017-03-28", "2017-11-01", "2025-08-20"])
    >>> table = pd.DataFrame({"summit_id": list("abc"), "city": ["Moscow", "Moscow", "Minsk"], "starts_on": days})
    >>> short_names(table).tolist()
    ['Moscow 28 March 2017', 'Moscow 1 November 2017', 'Minsk 2025']
    """
    dated = summits.city + " " + summits.starts_on.map(day)
    names = summits.city + " " + summits.starts_on.dt.year.astype("str")
    for longer in (dated, summits.summit_id + " " + dated):
        names = names.mask(names.duplicated(keep=False), longer)
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
    order, people, rows = summits(data), data.participants, []
    sides_of = [sides(data, people[people.summit_id == s]) for s in order.summit_id]
    told = mentions[mentions.source_id.isin(data.sources.source_id[data.sources.coverage == "full"])]
    found = {at: (int(r.mention.sum()), r.row_id.tolist()) for at, r in told.groupby([column, "summit_id"])}
    for key in sorted(set(told[column])):
        counted = [found.get((key, s), (0, [])) for s in order.summit_id]
        side = [own[key] in ("host", "guest", "both") for own in sides_of]
        named = [n > 0 or own for (n, _), own in zip(counted, side)]
        rank = [sum(named), [*named, True].index(True), sum(len(keys) for _, keys in counted)]
        rows += [[key, names[key], *row, *rank] for row in zip(order.short, order.words, counted, side)]
    columns = ["key", "name", "short", "words", "counted", "side", "summits", "first", "total"]
    table = pd.DataFrame(rows, columns=columns)
    by, ascending = ["summits", "first", "total", "name", "key"], [False, True, False, True, True]
    table = table.sort_values(by, ascending=ascending, kind="stable", ignore_index=True)
    table["mentions"], table["row_ids"] = table.counted.str[0].astype("int64"), table.counted.str[1]
    table["per_thousand"] = (1000 * table.mentions / table.words.clip(lower=1)).round(2).astype("float64")
    return table.drop(columns=["words", "counted", "total", "first"])


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
    order, documents = summits(data), data.documents
    here = documents.signed_summit_id.eq(documents.summit_id).fillna(False)
    parts = [
        documents[here].assign(what="signed there, according to the source", kind=documents.type),
        documents[~here].assign(what="other documents named", kind=documents.type),
        data.commitments.assign(what="statements of intent"),
    ]
    table = pd.concat([part.assign(row_id=part.iloc[:, 0]) for part in parts], ignore_index=True)
    table = table[table.source_id.isin(data.sources.source_id[data.sources.coverage == "full"])]
    table = table.sort_values("summit_id", key=lambda keys: keys.map(rank_in([*order.summit_id])), kind="stable")
    table = table.assign(short=table.summit_id.map(dict(zip(order.summit_id, order.short))))
    found = table.groupby(["short", "what", "kind"], sort=False).row_id.agg(n="size", row_ids=list)
    return found.reset_index()
