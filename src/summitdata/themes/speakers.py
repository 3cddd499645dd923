"""Who says a row: speaker, side and the words, ready for hover and tables."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from summitdata.data import Data
from summitdata.house.words import often

if TYPE_CHECKING:
    import pandas as pd


def attributed(frame: pd.DataFrame, data: Data) -> pd.DataFrame:
    """Fact rows with ``row_id`` (the table's key under one name) and who says them.

    That is ``speaker`` (name), ``side`` (as in `sides`), ``publication`` (as in `publications`)
    and ``said`` (speaker, voice and quote in a line).
    """
    speaker = frame.actor_id.map(data.names("actors"))
    side = frame.actor_id.map(sides(data))
    said = speaker + ", " + frame.voice + ": “" + frame.quote.str.strip('“”"') + "”"
    return frame.assign(
        row_id=frame.iloc[:, 0],
        speaker=speaker,
        side=side,
        said=said,
        publication=frame.source_id.map(publications(data)),
    )


def publications(data: Data) -> dict[str, str]:
    """Each source as its publisher's: "BelTA’s review", "Kremlin.ru’s transcript"."""
    table = data.sources
    kinds = table.kind.str.split().str[-1]
    return dict(zip(table.source_id, table.publisher_id.map(data.names("actors")) + "’s " + kinds))


def publishers(data: Data) -> dict[str, str]:
    """Who published each source, and in which medium it stands where that is another: "Trend, in Xebersaati"."""
    table = data.sources
    carrier = (", in " + table.carried_by).fillna("")
    return dict(zip(table.source_id, table.publisher_id.map(data.names("actors")) + carrier))


def coders(data: Data) -> dict[str, str]:
    """How each source was coded, in words, as far as its row tells: "by software, three times"."""
    table = data.sources
    who = [f"by {c}" if isinstance(c, str) else "by whom is not noted" for c in table.coded_by]
    times = [f", {often(int(n))}" if n > 0 else "" for n in table.passes.fillna(0)]
    return dict(zip(table.source_id, map("".join, zip(who, times))))


def sides(data: Data, people: pd.DataFrame | None = None) -> dict[str, str]:
    """The side of each actor: host or guest (a leader and the state), both (a group with both), publisher; else other.

    `people` are those who met; all participants of the data where none are given.
    """
    country = dict(zip(data.actors.actor_id, data.actors.country))
    kind = dict(zip(data.actors.actor_id, data.actors.kind))
    found = {a: "publisher" for a, k in kind.items() if k == "medium"}
    people = data.participants if people is None else people
    leaders = people[people.role.isin(["host", "guest"])]
    for actor, role in zip(leaders.actor_id, leaders.role):
        found[actor] = role
        found |= {a: role for a, k in kind.items() if k == "state" and country[a] == country[actor]}
    states = {a for a, k in kind.items() if k == "state" and found.get(a) in ("host", "guest")}
    members = zip(data.actors.actor_id, data.actors.members)
    found |= {a: "both" for a, m in members if isinstance(m, str) and set(m.split(";")) == states}
    return defaultdict(lambda: "other", found)


def country_names(data: Data) -> dict[str, str]:
    """Names of states by ISO alpha-3 code, from the actors."""
    states = data.actors[data.actors.kind == "state"]
    return dict(zip(states.country, states.name))
