"""The pages of one summit: each notebook's with its figures, a card for each number, a front page."""

from __future__ import annotations

import functools
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
from summitdata.pages import changes
from summitdata.pages.cards import cards
from summitdata.pages.dataset import ABOUT, about_table, archive_name
from summitdata.pages.exporter import TEMPLATES, SiteExporter, outline, relinked, with_rows
from summitdata.pages.figures import MIME, SVG, for_page, numbered, script_safe
from summitdata.pages.pictures import illustrate
from summitdata.pages.rooms import Room, days
from summitdata.pages.spoken import curled, spoken
from summitdata.run import kept
from summitdata.tables.folder import data_folder
from summitdata.tables.rules import SITE_FOLDERS

EVERY = "All summits"
MANY = 24  # summits: with more of them a page leads to the list of all instead of holding it
FEW = 6  # summits: from so many on they can be searched
NAMED = re.compile(r'06-evidence\.ipynb#([a-z0-9.-]+)|<a id=\\"([^"\\]+)\\"')
Done = tuple[Path, NotebookNode]


def doors(room: Room, held: list[Room]) -> list[dict[str, Any]]:
    """The way from a room to each: its name, its folder, and whether one is there."""
    if len(held) < 2:
        return []
    if len(held) > MANY and room is not held[0]:
        return [{"name": f"All {len(held)} summits", "way": room.up, "page": "index.html", "here": False}]
    ways = [(other, room.up + (f"{other.folder}/" if other.folder else "")) for other in held]
    return [{"name": other.name, "way": way, "here": other is room, **other.facts} for other, way in ways]


def write_room(folder: Path, room: Room, pages: Iterable[Done], shared: dict[str, Any]) -> int:
    """Write the pages of one summit, each as its notebook comes; returns how many figures have no still picture.

    `shared` is what all its pages are made of; in ``pages`` an entry for each, which is filled with what its notebook says.
    """
    inside, entries, bare, figures = folder / room.folder, shared["pages"], 0, []
    for part in set(SITE_FOLDERS) - {"assets"}:
        (inside / part).mkdir(parents=True)
    links = [{key: entry[key] for key in ("href", "name", "title")} for entry in entries]
    for i, (path, notebook) in enumerate(pages):
        bare += illustrate([(path, notebook)])
        entries[i] |= outline(notebook)
        around = {"before": links[i - 1] if i else None, "after": links[i + 1] if i + 1 < len(links) else None}
        around |= {"summit": EVERY} if path.stem in shared["suite"] else {"same": links[i]["href"]}
        around |= {"pages": links, "href": links[i]["href"], "name": path.stem}
        given = {**shared, "same": "", **around, **rows_of(notebook, shared)}
        figures += figures_of(notebook, links[i])
        for place, text in kept_files(notebook, given, room.summit_id).items():
            (inside / place).write_bytes(text.encode())  # CSV has its own line ends
    write_cards(inside, room, shared, figures)
    return bare


def figures_of(notebook: NotebookNode, entry: dict[str, str]) -> list[dict[str, Any]]:
    """The figures of a page, as another page can show them beside a text; none that only asks what if."""
    found, numbers = [], []
    for cell in with_rows(notebook.cells):  # a page numbers no others
        asked = "what-if" in cell.metadata.get("tags", [])
        for data in [o.data for o in cell.get("outputs", []) if MIME in o.get("data", {})]:
            numbers.append(numbered(numbers, asked))
            figure = for_page(data[MIME], numbers[-1], str(data.get(SVG, "")))
            name = f"{entry['name']}-{figure['id']}"
            figure |= {"name": name, "href": entry["href"], "chart_href": f"charts/{name}.js"}
            figure["picture_href"] = figure["picture"] and f"pictures/{name}.svg"
            figure |= {part: curled(figure[part]) for part in ("title", "subtitle", "alt", "source")}
            if not data[MIME]["layout"].get("meta", {}).get("empty") and not asked:
                found.append(figure)
    return found


def write_cards(inside: Path, room: Room, shared: dict[str, Any], figures: list[dict[str, Any]]) -> None:
    """Write a card for each number, each with the first figure that rests on it, and the front page that shows them."""
    shown = cards(room.data, shared["facts"]) if shared["facts"] else []
    for card in shown:
        card["figure"] = next((figure for figure in figures if card["row_id"] in figure["row_ids"]), None)
        html = templates().get_template("card.html.j2").render(card=card, page=shared)
        (inside / "facts" / f"{card['name']}.html").write_text(html, encoding="utf-8")
    if not room.folder:
        shared["changes"] = changes.write(inside, room.data, shared, templates())
    page = front_page(shared, shown, room.data, figures[0] if figures else None)
    (inside / "index.html").write_text(page, encoding="utf-8")


def rows_of(notebook: NotebookNode, shared: dict[str, Any]) -> dict[str, Any]:
    """Of what is known of all rows, that of the rows which a notebook names: nbconvert copies all that it is given."""
    found = dict.fromkeys(key for pair in NAMED.findall(json.dumps(notebook)) for key in pair if key)
    for figure in [o.data[MIME] for c in notebook.cells for o in c.get("outputs", []) if MIME in o.get("data", {})]:
        found |= dict.fromkeys(figure["layout"].get("meta", {}).get("row_ids", []))
    facts, listed = shared["facts"], [key for key in found if key in shared["listed"]]
    places = {key: shared["elsewhere"].get(key, "") for key in listed}
    return {
        "facts": {key: facts[key] for key in found if key in facts},
        "elsewhere": {key: place for key, place in places.items() if place},
        "listed": listed,
    }


def kept_files(notebook: NotebookNode, given: dict[str, Any], summit: str) -> dict[str, str]:
    """The files of a page (`page_files`), as they were made of the same before, or made now."""
    if not given["library"]:
        return page_files(notebook, given)
    made = kept.digest([given["library"], json.dumps([notebook, given], sort_keys=True, default=str)])
    place = kept.digest([str(data_folder().resolve()), summit])[:24]
    file = kept.folder() / "pages" / f"{given['name']}-{place}.json.gz"
    if known := kept.recall(file, made):
        return json.loads(known)
    files = page_files(notebook, given)
    kept.remember(file, made, json.dumps(files))
    return files


def page_files(notebook: NotebookNode, given: dict[str, Any]) -> dict[str, str]:
    """A page and, for each of its figures, a page of its own, chart, table as CSV and picture; by their places."""
    html, resources = exporter().from_notebook_node(notebook, {"summit": given})
    page = resources["summit"]
    files = {given["href"]: html}
    for figure in page["figures"]:
        # A script, not JSON: a page opened from a folder may load no other file
        chart = f"(window.charts = window.charts || {{}})[{script_safe(figure['name'])}] = {figure['json']};\n"
        files |= {figure["chart_href"]: chart, figure["csv_href"]: figure["csv"]}
        files[figure["csv_href"] + ABOUT] = about_table(figure, page)
        if figure["picture"]:
            files[figure["picture_href"]] = figure["picture"]
        if figure["stacked"]:
            files[figure["stacked_href"]] = figure["stacked"]
        files[figure["embed"]] = templates().get_template("embed.html.j2").render(figure=figure, page=page)
    return files


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
    held = sorted((door for door in ways if "on" in door), key=lambda door: door["on"], reverse=True)
    names = [
        f"**{escape(d['name'])}** (this page)" if d["here"] else link(d["name"], f"{d['way']}index.html") for d in held
    ]
    rows = [[d["days"], Sentence(name), d["pair"], d["city"]] for d, name in zip(held, names)]
    table = listing(["Day", "Summit", "Between", "Place"], rows).markdown if rows else ""
    shown = spoken([markdown2html(table)], {}, "The summits")[0] if rows else ""
    return shown.replace("<table", f'<table data-least="{FEW}"', 1)


def front_page(shared: dict[str, Any], shown: list[dict], data: Data, figure: dict[str, Any] | None) -> str:
    """The page that one opens first: the summit in one screen, a line a notebook, the summits, the data."""
    told = shared["pages"][0]["answer"].partition("\n\n")[0] if shared["pages"] else ""
    # a sentence stands there as it is; a list of findings is told by the numbers beside it
    answer = "" if told.startswith("- ") else spoken([markdown2html(relinked(told, shared))], shared["facts"])[0]
    people = data.participants.assign(name=data.participants.actor_id.map(data.names("actors")))
    hosts, guests = (listed(people.name[people.role == role]) for role in ("host", "guest"))
    where = [f"{summit.city}, {days(summit)}" for summit in data.summits.itertuples()]
    meeting = {"where": "; ".join(where), "people": f"{hosts} received {guests}." if hosts and guests else ""}
    raw = data.descriptor.raw
    about = {"title": raw["title"], "description": raw["description"], "archive": archive_name(data)}
    about |= {"answer": answer, "meeting": meeting, "figure": figure, "summits": summit_table(shared["rooms"])}
    return templates().get_template("front.html.j2").render(**about, page=shared, cards=shown)
