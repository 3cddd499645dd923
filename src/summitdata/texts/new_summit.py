"""Add the rows that a summit must have, and say what to fill next, in which order, with which commands."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from summitdata.tables.passages import sha256
from summitdata.tables.write import quoted
from summitdata.texts.package import FACTS, Package
from summitdata.texts.verify import texts_in

PUBLISHER = ("publisher", "publisher_country")  # of a source's options, those that go to its publisher
UNDIVIDED = "not yet divided"
ABOUT = " --publisher … --url … --language … --kind …"
TEXT = (
    "{what}: put {it} as {source}.txt into the folder that $SUMMITDATA_TEXTS names, then say "
    "summitdata new-summit {summit} --source {source}{about} --data {folder}"
)
STEPS = """\
A sheet (CSV) of passages.csv: a line wherever part, speaker or voice changes, with its first words and part, actor_id, \
voice, rendering. A speaker whom actors.csv lacks is a line of it too.
Sheets of the facts, as data/CODING.md has it: {facts}. A line says the table, the words and what needs judgement; for a \
single row by hand: summitdata cite {source} "the words".
summitdata add SHEET … --source {source} --data {folder}: it fills the rest, and tells every line that it cannot place.
What is missing: summitdata verify {folder} --source {source} --all lists what no row covers.
coding_passes.csv: code the text a second time without the first rows at hand, and say how the two agree.
Look at it: summitdata render --summit {summit}. Publish it: summitdata refresh, then summitdata edition VERSION, then \
refresh again. All steps: docs/add-a-summit.md."""


Row = dict[str, str]
People = dict[str, list[Row]]


def person_of(text: str) -> Row:
    """The cells of a person from the words of an option: ID; ID, OFFICE; or ID, NAME, COUNTRY, OFFICE."""
    parts = [part.strip() for part in text.split(",", 3)]
    return dict(zip(("actor_id", "office") if len(parts) == 2 else ("actor_id", "name", "country", "office"), parts))


class Founding(Package):
    """The package with the rows added, and the rows by file, in the order of writing."""

    def __init__(self, folder: Path):
        super().__init__(folder)
        self.added: list[tuple[str, list[str]]] = []

    def put(self, table: str, key: str, values: dict[str, str]) -> bool:
        """Add a row, or refuse what a row with that key says otherwise. Returns whether a row was added."""
        cells, values = self.tables[table], {name: value for name, value in values.items() if value}
        row = self.find(table, **{cells.table.key: key})
        if not row:
            self.added.append((cells.table.path, cells.add({cells.table.key: key} | values)))
        for name, value in values.items() if row else ():
            if row[name] != value:
                where = f"{cells.table.path} already has {key}, with {name}"
                raise RuntimeError(f"{where} “{row[name]}”, not “{value}”. Correct the option, or edit the row.")
        return not row

    @property
    def lines(self) -> list[str]:
        """The rows as they will stand in the files."""
        return [f"  {file}: {','.join(map(quoted, row))}" for file, row in self.added]


def found_summit(folder: Path, summit: Row, people: People, states: Row, source: Row) -> Founding:
    """The package of a folder with the rows of a summit added; nothing is written.

    `summit` and `source` are the cells of its row and of its main source's, with ``publisher`` (its name) and
    ``publisher_country``; of what is there only the key is needed. `people` are by role, with the cells of `person_of`;
    `states` names, by country code, those that `actors` lacks.
    """
    founding, key = Founding(folder), summit["summit_id"]
    founding.put("summits", key, summit)
    for role, persons in people.items():
        for person in persons:
            add_person(founding, key, role, person)
    add_states(founding, people, states)
    if source:
        add_source(founding, key, source)
    return founding


def add_person(founding: Founding, summit: str, role: str, person: Row) -> None:
    """Add an actor, if it is not there, and the row of its part in the summit."""
    key, name = person["actor_id"], person.get("name", "")
    if not name and not founding.find("actors", actor_id=key):
        raise RuntimeError(f'actors.csv has no {key}. Say who that is: --{role} "{key}, NAME, COUNTRY, OFFICE".')
    about = {"name": name, "country": person.get("country", ""), "kind": "person" if name else ""}
    founding.put("actors", key, about)
    part = {"summit_id": summit, "actor_id": key, "role": role, "office": person.get("office", "")}
    founding.put("participants", f"{summit}-{key}", part)


def add_states(founding: Founding, people: People, names: dict[str, str]) -> None:
    """Add the states that are named, and the two sides as one where host and guest have a state each."""
    for country, name in names.items():
        if not founding.find("actors", kind="state", country=country):
            founding.put("actors", country.lower(), {"name": name, "kind": "state", "country": country})
    sides = []
    for role in ("host", "guest"):
        countries = [founding.find("actors", actor_id=person["actor_id"])["country"] for person in people.get(role, [])]
        sides += [founding.find("actors", kind="state", country=c) for c in dict.fromkeys(countries) if c]
    if len(sides) == 2 and all(sides):
        sides.sort(key=lambda side: side["actor_id"])
        keys = [side["actor_id"] for side in sides]
        if keys not in [sorted(group["members"].split(";")) for group in founding.records("actors", kind="group")]:
            name = " and ".join(side["name"] for side in sides)
            group = {"name": f"{name} together", "kind": "group", "members": ";".join(keys)}
            founding.put("actors", "-".join(keys), group)


def add_source(founding: Founding, summit: str, source: Row) -> None:
    """Add the main source; with its text at hand also its length and hash, and one passage over all of it."""
    key, sources = source["source_id"], founding.tables["sources"]
    text, row = texts_in(None, [key]).get(key), founding.find("sources", source_id=key)
    publisher = row.get("publisher_id") or add_publisher(founding, source)
    values = {name: cell for name, cell in source.items() if name not in PUBLISHER} | {"summit_id": summit}
    added = founding.put("sources", key, values | {"publisher_id": publisher} | ({} if row else {"coverage": "cited"}))
    row = founding.find("sources", source_id=key)
    if text and row["coverage"] != "full":
        size = {"coverage": "full", "seen": "whole", "characters": str(len(text)), "sha256": sha256(text)}
        sources.put(key, size | {"passes": row["passes"] or "1", "accessed_on": dt.date.today().isoformat()})
        if not added:
            founding.added.append((sources.table.path, sources.row(key)))
        passage = {"source_id": key, "start": "0", "end": str(len(text)), "words": str(len(text.split()))}
        passage |= {"part": "body", "actor_id": publisher, "voice": "narrated", "rendering": "original"}
        founding.put("passages", f"{key}-001", passage | {"note": f"{UNDIVIDED}: the whole text"})


def add_publisher(founding: Founding, source: Row) -> str:
    """The key of a publisher among the actors, which is added where it is not there; made from its name if need be."""
    name, key, country = source["publisher"], source["publisher_id"], source["publisher_country"]
    made = "-".join(re.findall(r"[a-z0-9]+", name.lower()))
    key = key or founding.find("actors", name=name).get("actor_id") or made
    row = founding.find("actors", actor_id=key)
    if country or not row:
        founding.put("actors", key, {"name": name, "kind": row.get("kind", "medium"), "country": country})
    return key


def next_steps(founding: Founding, summit: str, folder: Path) -> Iterator[str]:
    """What to fill next, in order, with the commands."""
    mine = founding.records("sources", summit_id=summit)
    coded = [row["source_id"] for row in mine if row["coverage"] == "full"]
    source = (coded or [row["source_id"] for row in mine] or ["SOURCE_ID"])[0]
    if not coded:
        what, it, about = ("The text", "it", "") if mine else ("A source", "its text", ABOUT)
        yield TEXT.format(what=what, it=it, about=about, source=source, summit=summit, folder=folder)
    tables = [founding.tables[name].table for name in FACTS]
    facts = ", ".join(f"{t.path} ({t.title.lower()})" for t in tables)
    yield from STEPS.format(source=source, facts=facts, summit=summit, folder=folder).splitlines()
