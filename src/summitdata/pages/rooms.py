"""A summit's room in the site: the first at the top, where published addresses stay, each other in a folder of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from summitdata.data import Data
from summitdata.house.words import day, listed
from summitdata.tables.likeness import did_you_mean
from summitdata.themes.evidence.measures import LABELS
from summitdata.themes.speakers import country_names


@dataclass(frozen=True, eq=False)
class Room:
    """Where the pages of one summit lie; `whole` is the data of all."""

    summit_id: str
    name: str
    folder: str
    whole: Data

    @property
    def up(self) -> str:
        """From the room to the top of the site."""
        return "../" if self.folder else ""

    def way(self, other: Room) -> str:
        """From the room to another."""
        return self.up + (f"{other.folder}/" if other.folder else "")

    @property
    def data(self) -> Data:
        """The summit's data."""
        return self.whole.for_summit(self.summit_id)

    @cached_property
    def facts(self) -> dict[str, str]:
        """When and where it was, and whose states met."""
        people = self.whole.participants.query("summit_id == @self.summit_id")
        codes = people.actor_id.map(self.whole.actors.set_index("actor_id").country).dropna().unique()
        pair = listed(country_names(self.whole).get(code, code) for code in codes)
        (summit,) = self.whole.summits.query("summit_id == @self.summit_id").itertuples()
        days = day(summit.starts_on) + (f" to {day(summit.ends_on)}" if summit.ends_on != summit.starts_on else "")
        return {"on": f"{summit.starts_on:%Y-%m-%d}", "days": days, "city": summit.city, "pair": pair}

    @cached_property
    def own(self) -> set[str]:
        """Keys of the rows that the room's own evidence page lists."""
        data = self.data
        return {key for name in LABELS for key in getattr(data, name).iloc[:, 0]}

    def elsewhere(self, held: list[Room]) -> dict[str, str]:
        """For each row that the room's own evidence page does not list, the page of the first room that does."""
        found: dict[str, str] = {}
        for other in reversed(held):
            found |= dict.fromkeys(other.own - self.own, f"{self.way(other)}06-evidence.html")
        return found


def rooms(data: Data, summits: list[str] | None = None) -> list[Room]:
    """A room for each summit named, in the order of the table; for all of them where none is.

    Raises
    ------
    RuntimeError
        If the data have no summit of a name.
    """
    names = data.summits.set_index("summit_id").name
    unknown = [s for s in summits or [] if s not in names.index]
    if unknown:
        remedy = did_you_mean(unknown[0], names.index, f"Summits: {', '.join(names.index)}.")
        raise RuntimeError(f"There is no summit {unknown[0]}. {remedy}")
    chosen = [s for s in names.index if not summits or s in summits]
    return [Room(s, names[s], s if i else "", data) for i, s in enumerate(chosen)]
