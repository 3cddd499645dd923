"""Measures: who is heard in which voice, and who stands where."""

from operator import add

import pandas as pd

from summitdata.data import Data
from summitdata.house.words import rank_in
from summitdata.themes.speakers import attributed, sides

VOICES = ["quoted", "paraphrased", "narrated"]
KINDS = ["state", "group", "body", "authority", "person", "medium"]


def words_by_voice(data: Data) -> pd.DataFrame:
    """Words of the coded source by speaker and voice, page furniture left out, headings counted.

    Returns
    -------
    DataFrame
        One row a speaker and voice: ``speaker``, ``side``, ``voice``,
        ``words``, ``share`` (of all words, from 0 to 1), ``passages`` (how
        many). The speaker with most words first.
    """
    table = data.passages[data.passages.part != "furniture"]
    table = table.assign(speaker=table.actor_id.map(data.names("actors")), side=table.actor_id.map(sides(data)))
    groups = table.groupby(["speaker", "side", "voice"], sort=False)
    found = groups.agg(words=("words", "sum"), passages=("words", "size")).reset_index()
    found = found.assign(share=(found.words / max(int(found.words.sum()), 1)).astype("float64"))
    order = found.assign(words=-found.groupby("speaker").words.transform("sum"), voice=found.voice.map(rank_in(VOICES)))
    return found.loc[order.sort_values(["words", "voice"]).index].reset_index(drop=True)


def named(data: Data) -> pd.DataFrame:
    """Every mention of a body, third state or group, and by whom.

    Returns
    -------
    DataFrame
        One row a mention, as in the table, with speaker columns
        (`attributed`), ``name`` and ``kind`` of who is named. States first,
        then by number of mentions.
    """
    table = attributed(data.actor_mentions, data)
    kind = dict(zip(data.actors.actor_id, data.actors.kind))
    table = table.assign(name=table.mentioned_id.map(data.names("actors")), kind=table.mentioned_id.map(kind))
    times = table.groupby("mentioned_id").mentioned_id.transform("size")
    order = table.assign(kind=table.kind.map(rank_in(KINDS)), times=-times).sort_values(
        ["kind", "times", "name", "start"]
    )
    return table.loc[order.index].reset_index(drop=True)


def stances(data: Data) -> pd.DataFrame:
    """Every position, with whose it is and who tells it.

    Returns
    -------
    DataFrame
        One row a position, as in the table, with speaker columns
        (`attributed`), ``holder`` and ``target`` (names), ``holder_side``
        (host, guest, both, other: a leader and the leader's state are one
        side), ``state`` (name of that side's state; empty for others)
        and ``told`` (bool: another side tells it than holds it; what one side says for both is its own).
    """
    table, names, side = attributed(data.positions, data), data.names("actors"), sides(data)
    holder_side = table.holder_id.map(side)
    for_both = (holder_side == "both") & table.side.isin(["host", "guest"])
    states = {side[key]: names[key] for key in data.actors.actor_id[data.actors.kind == "state"]}
    return table.assign(
        holder=table.holder_id.map(names),
        state=holder_side.map({key: name for key, name in states.items() if key != "other"}),
        target=table.target_id.map(names),
        holder_side=holder_side,
        told=(holder_side != table.side) & ~for_both,
    )


def unheard(data: Data) -> pd.DataFrame:
    """Who is named or is the target of a position, but has no words of its own in the source.

    Returns
    -------
    DataFrame
        One row an actor: ``actor_id``, ``name``, ``kind``, ``mentions`` (as a
        body or state), ``targets`` (of positions), ``row_ids``. Most often spoken of
        come first, as mention or target.
    """
    table, side = data.actors[["actor_id", "name", "kind"]], data.actors.actor_id.map(sides(data))
    heard = table.actor_id.isin(data.passages.actor_id)
    close = {*side[heard]} & {"host", "guest"} | {"both"}
    mentions = data.actor_mentions.groupby("mentioned_id").actor_mention_id.agg(list)
    targets = data.positions.groupby("target_id").position_id.agg(list)
    found = [[keys.get(actor, []) for actor in table.actor_id] for keys in (mentions, targets)]
    table = table.assign(mentions=[*map(len, found[0])], targets=[*map(len, found[1])], row_ids=[*map(add, *found)])
    times = table.mentions + table.targets
    order = (-times[~heard & ~side.isin(close) & (times > 0)]).sort_values(kind="stable").index
    return table.loc[order].reset_index(drop=True)


def who(data: Data) -> pd.DataFrame:
    """Everybody whom a row names: what each is, of which country, and with which office at the summit.

    Returns
    -------
    DataFrame
        One row an actor: ``name``, ``kind``, ``country`` (of a state its code, of others
        its name), ``role_at_the_summit``, ``office``.
    """
    actors, state = data.actors, data.actors.kind == "state"
    country = actors.country.replace(dict(zip(actors.country[state], actors.name[state])))
    role, office = (dict(zip(data.participants.actor_id, data.participants[c])) for c in ("role", "office"))
    table = actors[["name", "kind"]].assign(
        country=actors.country.where(state, country),
        role_at_the_summit=actors.actor_id.map(role),
        office=actors.actor_id.map(office),
    )
    return table[actors.actor_id.isin(data.referred("actors"))].reset_index(drop=True)
