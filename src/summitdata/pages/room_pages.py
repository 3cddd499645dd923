"""The pages of a site, summit by summit: each notebook's with its figures, a card for each number, a front page."""

import functools
import itertools
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jinja2
from nbconvert.filters import markdown2html
from nbformat import NotebookNode

from summitdata.data import Data
from summitdata.house.sentence import Sentence, escape, link
from summitdata.house.table import listing
from summitdata.house.words import listed
from summitdata.pages import bundle, changes
from summitdata.pages.cards import cards, facts_by_key
from summitdata.pages.dataset import ABOUT, about_table, archive_name, dataset, how_to_cite
from summitdata.pages.exporter import TEMPLATES, SiteExporter, outline, relinked
from summitdata.pages.figures import MIME, figures_of, script_safe
from summitdata.pages.pictures import illustrate, tell
from summitdata.pages.rooms import Room
from summitdata.pages.spoken import spoken
from summitdata.run import kept
from summitdata.run.notebooks import is_suite, read
from summitdata.tables.folder import data_folder
from summitdata.tables.rules import SITE_FOLDERS

EVERY = "All summits"
MANY = 24  # summits: with more of them a page leads to the list of all instead of holding it
FEW = 6  # summits: from so many on they can be searched
NAMED = re.compile(r'06-evidence\.ipynb#([a-z0-9.-]+)|<a id=\\"([^"\\]+)\\"')
BESIDE = ("id", "name", "title", "measure", "alt", "source", "height", "row_ids", "href", "chart_href", "picture_href")


def doors(room: Room, held: list[Room]) -> list[dict[str, Any]]:
    """The way from a room to each: its name, its folder, and whether one is there."""
    if len(held) < 2:
        return []
    if len(held) > MANY and room is not held[0]:
        return [{"name": f"All {len(held)} summits", "way": room.up, "page": "index.html", "here": False}]
    return [{"name": other.name, "way": room.way(other), "here": other is room, **other.facts} for other in held]


def write_pages(
    folder: Path,
    jobs: list[tuple[Path, str]],
    held: list[Room],
    pages: Iterable[tuple[Path, NotebookNode]],
    data: Data,
    *,
    keep: bool,
) -> None:
    """The pages of all rooms, room by room, as their notebooks come; with `keep` those made of the same are not made again."""
    pages, bare, told = iter(pages), 0, {}
    entries = {path: entry(path) for path, _ in jobs}
    suite = [path for path in entries if is_suite(path)]
    always = {"cite": how_to_cite(data), "facts": facts_by_key(data), "jsonld": dataset(data)}
    always |= {"policy": bundle.policy(single=False), "single": False, "edition": data.edition}
    always["library"] = kept.digest([kept.library(), kept.packages()]) if keep else ""
    always["listed"] = set().union(*(room.own for room in held))
    for room in held:
        paths = [path for path, summit in jobs if summit == room.summit_id]
        own = [entries[path] for path in paths]
        own += [{**entries[path], "href": f"../{path.stem}.html"} for path in suite if path not in paths]
        shared = {**always, "pages": own, "up": room.up, "summit": room.name, "rooms": doors(room, held)}
        shared |= {"suite": {p.stem: room.up + p.stem for p in suite}, "elsewhere": room.elsewhere(held)}
        bare += write_room(folder, room, itertools.islice(pages, len(paths)), shared, told)
    tell(bare)


def entry(path: Path) -> dict[str, str]:
    """What other pages say of a notebook's."""
    told = outline(read(path))
    return {"href": f"{path.stem}.html", "name": path.stem, "title": told["title"], "question": told["question"]}


def write_room(folder: Path, room: Room, pages: Iterable[Any], shared: dict[str, Any], told: dict[str, str]) -> int:
    """Write the pages of one summit, each as its notebook comes; returns how many figures have no still picture.

    `shared` is what all its pages are made of; in ``pages`` an entry for each, in their order. `told` gets what each
    answers, by name.
    """
    inside, links, bare, done = folder / room.folder, shared["pages"], 0, {}
    beside = {link["name"]: around for link, *around in zip(links, [None, *links], [*links[1:], None])}
    shown = cards(room.data, shared["facts"]) if shared["facts"] else []  # while the first notebooks run
    for part in set(SITE_FOLDERS) - {"assets"}:
        (inside / part).mkdir(parents=True)
    for path, notebook in pages:
        bare += illustrate([(path, notebook)])
        before, after = beside[path.stem]
        own = {"before": before, "after": after, "href": f"{path.stem}.html", "name": path.stem}
        own |= {"summit": EVERY, "same": ""} if path.stem in shared["suite"] else {"same": own["href"]}
        text = json.dumps(notebook, sort_keys=True, default=str)
        page = kept_page(notebook, text, {**shared, **own, **rows_of(notebook, text, shared)}, room.summit_id)
        for place, text in page.pop("files").items():
            (inside / place).write_bytes(text.encode())  # CSV has its own line ends
        done[path.stem] = page
        told[path.stem] = Sentence(page["answer"]).lead
    write_cards(inside, room, {**shared, "told": told}, [done[name] for name in sorted(done)], shown)
    return bare


def write_cards(inside: Path, room: Room, shared: dict[str, Any], pages: list[dict], shown: list[dict]) -> None:
    """Write a card for each number, each with the first figure that rests on it, and the front page that shows them."""
    figures = [figure for page in pages for figure in page["figures"]]
    for card in shown:
        card["figure"] = next((figure for figure in figures if card["row_id"] in figure["row_ids"]), None)
        html = templates().get_template("card.html.j2").render(card=card, page=shared)
        (inside / "facts" / f"{card['name']}.html").write_text(html, encoding="utf-8")
    if not room.folder:
        shared["changes"] = changes.write(inside, room.data, shared, templates())
    answer = pages[0]["answer"].partition("\n\n")[0] if pages else ""
    front = front_page(room, shared, shown, figures[0] if figures else None, answer)
    (inside / "index.html").write_text(front, encoding="utf-8")


def rows_of(notebook: NotebookNode, text: str, shared: dict[str, Any]) -> dict[str, Any]:
    """Of what is known of all rows, that of the rows which a notebook names: nbconvert copies all that it is given."""
    found = dict.fromkeys(key for pair in NAMED.findall(text) for key in pair if key)
    for output in figures_of(notebook.cells):
        found |= dict.fromkeys(output.data[MIME]["layout"].get("meta", {}).get("row_ids", []))
    facts, listed = shared["facts"], [key for key in found if key in shared["listed"]]
    return {
        "facts": {key: facts[key] for key in found if key in facts},
        "elsewhere": {key: place for key in listed if (place := shared["elsewhere"].get(key))},
        "listed": listed,
    }


def kept_page(notebook: NotebookNode, text: str, given: dict[str, Any], summit: str) -> dict[str, Any]:
    """A page (`made`) of a notebook, whose `text` is told too, as it was made of the same before, or made now."""
    if not given["library"]:
        return made(notebook, given)
    key = kept.digest([given["library"], text, json.dumps(given, sort_keys=True, default=str)])
    place = kept.digest([str(data_folder().resolve()), summit])[:24]
    file = kept.folder() / "pages" / f"{given['name']}-{place}.json.gz"
    if known := kept.recall(file, key):
        return json.loads(known)
    page = made(notebook, given)
    kept.remember(file, key, json.dumps(page))
    return page


def made(notebook: NotebookNode, given: dict[str, Any]) -> dict[str, Any]:
    """A page's answer; its figures, as other pages show them beside a text; and its files, by their places.

    The files are the page and, for each of its figures, a page of its own, chart, table as CSV and picture.
    """
    html, resources = exporter().from_notebook_node(notebook, {"summit": given})
    page = resources["summit"]
    files = {given["href"]: html}
    for figure in page["figures"]:
        # A script, not JSON: a page opened from a folder may load no other file
        chart = f"(window.charts = window.charts || {{}})[{script_safe(figure['name'])}] = {figure['json']};\n"
        files |= {figure["chart_href"]: chart, figure["csv_href"] + ABOUT: about_table(figure, page)}
        files |= {figure[f"{kind}_href"]: figure[kind] for kind in ("csv", "picture", "stacked") if figure[kind]}
        files[figure["embed"]] = templates().get_template("embed.html.j2").render(figure=figure, page=page)
    beside = [{key: figure[key] for key in BESIDE} for figure in page["figures"] if figure["finding"]]
    return {"answer": page["answer"], "figures": beside, "files": files}


@functools.cache
def exporter() -> SiteExporter:
    """What makes pages of notebooks."""
    return SiteExporter()


@functools.cache
def templates() -> jinja2.Environment:
    """The templates of pages that are made of no notebook; they escape by themselves, as nbconvert's do."""
    return jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES / "summit"))


def summit_table(ways: list[dict[str, Any]]) -> str:
    """The summits as a table, the latest first; empty where a page does not hold the list (`doors`)."""
    rows = []
    for door in sorted((door for door in ways if "on" in door), key=lambda door: door["on"], reverse=True):
        name, page = door["name"], f"{door['way']}index.html"
        named = Sentence(f"**{escape(name)}** (this page)" if door["here"] else link(name, page))
        rows.append([door["days"], named, door["pair"], door["city"]])
    table = markdown2html(listing(["Day", "Summit", "Between", "Place"], rows).markdown)
    return spoken([table], {}, "The summits")[0].replace("<table", f'<table data-least="{FEW}"', 1) if rows else ""


def front_page(room: Room, shared: dict[str, Any], shown: list[dict], figure: dict | None, told: str) -> str:
    """The page that one opens first: the summit in one screen, a line a notebook, the summits, the data."""
    # a sentence stands there as it is; a list of findings is told by the numbers beside it
    answer = "" if told.startswith("- ") else spoken([markdown2html(relinked(told, shared))], shared["facts"])[0]
    data, raw = room.data, room.whole.descriptor.raw
    people = data.participants.assign(name=data.participants.actor_id.map(data.names("actors")))
    hosts, guests = (listed(people.name[people.role == role]) for role in ("host", "guest"))
    where = f"{room.facts['city']}, {room.facts['days']}"
    meeting = {"where": where, "people": f"{hosts} received {guests}." if hosts and guests else ""}
    about = {"title": raw["title"], "description": raw["description"], "archive": archive_name(data)}
    about |= {"answer": answer, "meeting": meeting, "figure": figure, "summits": summit_table(shared["rooms"])}
    return templates().get_template("front.html.j2").render(**about, page=shared, cards=shown)
