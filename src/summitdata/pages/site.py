"""The site: a page for each notebook, a card for each number, each figure alone, the data; put in place at once."""

from __future__ import annotations

import datetime as dt
import functools
import gc
import itertools
import json
import multiprocessing
import os
import re
import threading
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import jinja2
from nbconvert.filters import markdown2html
from nbformat import NotebookNode

from summitdata.data import Data, load
from summitdata.house.words import day
from summitdata.pages import bundle, cache, changes, forked, unchanged
from summitdata.pages.behind import facts_by_key
from summitdata.pages.cards import cards
from summitdata.pages.exporter import TEMPLATES, SummitExporter, outline, relinked
from summitdata.pages.figures import MIME, script_safe
from summitdata.pages.pictures import drawing, illustrate, tell
from summitdata.pages.rooms import Elsewhere, Room, homes, is_suite, rooms
from summitdata.pages.run import executed, notebooks, processors, write_whole
from summitdata.pages.spoken import spoken
from summitdata.pages.swap import draft_for
from summitdata.tables.folder import data_folder, files_of
from summitdata.tables.rules import SITE_FOLDERS

CANONICAL = "summitdata: what came out of a diplomatic summit"
EVERY = "All summits"
MANY = 24  # summits: with more of them a page leads to the list of all instead of holding it
NAMED = re.compile(r'06-evidence\.ipynb#([a-z0-9.-]+)|<a id=\\"([^"\\]+)\\"')
BY = "https://creativecommons.org/licenses/by/4.0/"


class OutputError(RuntimeError):
    """The folder named for the site holds files that are not ours."""


def build(output: Path, summits: list[str] | None = None, **ways: Any) -> Path:
    """Execute the notebooks for each summit and write the site; returns the front page.

    The site is assembled beside `output` and put in its place when all of it
    is there: a run that fails leaves the earlier site as it was.

    Parameters
    ----------
    output : Path
        Folder for the site.
    summits : list of str, optional
        Which summits' pages to write; all where none is named.
    **ways
        How the notebooks are executed, as for `summitdata.pages.run.executed`.

    Raises
    ------
    OutputError
        If `output` holds files that this command did not write.
    BusyError
        If another run is writing to `output`.
    DataError
        If the data have faults.
    NotebookError
        If a cell fails.
    NoSuchSummitError
        If the data have no summit of a name.
    """
    output = output.resolve()  # where it is a link, the site is to stand where that leads
    refuse_foreign(output)
    made_with = unchanged.key(summits)
    data = load()
    held = rooms(data, summits)
    with draft_for(output) as draft:
        jobs = jobs_of(notebooks(), held)
        pages = executed(((path, room.summit_id) for path, room in jobs), **ways)
        memory = cache.Pages(made) if ways.get("cache", True) else None
        write_pages(draft, {room: [path for path, r in jobs if r is room] for room in held}, pages, data, memory)
        bundle.copy_assets(draft / "assets")
        pack_data(draft / archive_name(data))
        unchanged.mark(draft, made_with if made_with == unchanged.key(summits) else "")
    return output / "index.html"


def jobs_of(paths: list[Path], held: list[Room]) -> list[tuple[Path, Room]]:
    """Each notebook for each summit; one about all of them only once, for the first."""
    suite = {path for path in paths if is_suite(path)}
    return [(path, room) for room in held for path in paths if room is held[0] or path not in suite]


def build_files(output: Path, names: list[str], summits: list[str] | None = None, **ways: Any) -> list[Path]:
    """Execute notebooks and write each as one HTML file that can be mailed; returns the files.

    Parameters
    ----------
    output : Path
        Folder for the files; others in it are left alone.
    names : list of str
        Notebooks without their ending, such as ``01-trade-growth``; all where empty.
    summits : list of str, optional
        Summits to write them for; the first of the data where none is named.
        In the names of the files another summit's key stands in front.
    **ways
        How the notebooks are executed, as for `summitdata.pages.run.executed`.

    Raises
    ------
    OutputError
        If there is no notebook of a name.
    NoSuchSummitError
        If the data have no summit of a name.
    """
    refuse_file(output)
    known = {path.stem: path for path in notebooks()}
    unknown = [n for n in names if n.removesuffix(".ipynb") not in known]
    if unknown:
        raise OutputError(f"There is no notebook {unknown[0]}. Notebooks: {', '.join(known)}.")
    chosen = [known[n.removesuffix(".ipynb")] for n in names] or list(known.values())
    data = load()
    first = data.summits.summit_id.iloc[0]
    jobs = jobs_of(chosen, rooms(data, summits or [first]))
    shared = {"cite": how_to_cite(data), "facts": facts_by_key(data)}
    texts = {}
    pages = list(executed(((path, room.summit_id) for path, room in jobs), **ways))
    tell(illustrate(pages))
    for (path, room), (_, notebook) in zip(jobs, pages, strict=True):
        name = path.stem if room.summit_id == first or is_suite(path) else f"{room.summit_id}-{path.stem}"
        about = {"summit": EVERY if is_suite(path) else room.name, "name": name, "jsonld": dataset(data)}
        texts[output / f"{name}.html"], _ = exporter().from_notebook_node(notebook, {"summit": {**shared, **about}})
    output.mkdir(parents=True, exist_ok=True)
    for target, text in texts.items():
        write_whole(target, text)
    return list(texts)


def refuse_file(output: Path) -> None:
    """Demand that a folder can be at `output`: no file is there, nor where one of its parents is to be."""
    there = next((place for place in (output, *output.parents) if place.exists()), output)
    if there.is_file():
        raise OutputError(f"{there} is a file. Name a folder with --output.")


def refuse_foreign(output: Path) -> None:
    """Demand that `output` is missing, empty, or a site that we wrote."""
    refuse_file(output)
    if not output.exists():
        return
    if output == Path.cwd():
        raise OutputError(
            "The site takes the place of a whole folder, and you are in this one. Name another: --output site"
        )
    held = {str(p.relative_to(output)) for p in output.rglob("*") if p.is_file()}
    ours = {*unchanged.marked(output)[1], unchanged.MARK} if (output / unchanged.MARK).is_file() else set()
    foreign = sorted(held - ours)
    if foreign:
        few = ", ".join(foreign[:3]) + (" …" if len(foreign) > 3 else "")
        raise OutputError(
            f"{output} holds files that are not of a summitdata site ({few}). "
            "Nothing was written. Name an empty or new folder with --output, or move them away."
        )


def write_pages(
    folder: Path,
    jobs: dict[Room, list[Path]],
    pages: Iterable[tuple[Path, NotebookNode]],
    data: Data,
    memory: cache.Pages | None = None,
) -> None:
    """The pages of all rooms, room by room as their notebooks come: of each notebook with its figures, cards, a front page."""
    held, pages = list(jobs), iter(pages)
    templates, facts = environment(), facts_by_key(data)
    always = {"site": "summitdata", "cite": how_to_cite(data), "facts": facts, "jsonld": dataset(data)}
    always |= {"policy": bundle.policy(single=False), "single": False, "edition": data.edition}
    home, suite, bare = homes(held), {}, 0
    with drawing() as draw:
        for room, paths in jobs.items():
            done = list(itertools.islice(pages, len(paths)))
            bare += illustrate(done, draw)
            entries = [{"href": f"{path.stem}.html", "name": path.stem, **outline(nb)} for path, nb in done]
            if room is held[0]:
                suite = {e["name"]: e for e, (path, _) in zip(entries, done) if is_suite(path)}
            else:
                entries += map(at_top, suite.values())
            shared = {**always, "pages": entries, "up": room.up, "summit": room.name, "rooms": doors(room, held)}
            shared |= {"suite": {n: room.up + n for n in suite}, "elsewhere": Elsewhere(room, home), "listed": home}
            write_room(folder, room, [(path.stem, nb) for path, nb in done], shared, templates, memory)
    tell(bare)


def at_top(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry of a page about all summits, seen from another summit's room."""
    return {**entry, "href": f"../{entry['href']}"}


def doors(room: Room, held: list[Room]) -> list[dict[str, Any]]:
    """The way from a room to each: its name, its folder, and whether one is there."""
    if len(held) < 2:
        return []
    if len(held) > MANY and room is not held[0]:
        return [{"name": f"All {len(held)} summits", "way": room.up, "page": "index.html", "here": False}]
    ways = [(other, room.up + (f"{other.folder}/" if other.folder else "")) for other in held]
    return [{"name": other.name, "way": way, "here": other is room} for other, way in ways]


def write_room(
    folder: Path,
    room: Room,
    pages: list[tuple[str, NotebookNode]],
    shared: dict[str, Any],
    templates: jinja2.Environment,
    memory: cache.Pages | None = None,
) -> None:
    """The pages of one summit; those that memory holds are not made again."""
    inside = folder / room.folder
    for part in set(SITE_FOLDERS) - {"assets"}:
        (inside / part).mkdir(parents=True)
    entries = [{key: entry[key] for key in ("href", "name", "title")} for entry in shared["pages"]]
    todo = []
    for i, (name, notebook) in enumerate(pages):
        around = {
            "before": entries[i - 1] if i else None,
            "after": entries[i + 1] if i + 1 < len(entries) else None,
        }
        around |= {"same": "", "summit": EVERY} if name in shared["suite"] else {"same": f"{name}.html"}
        around |= {"pages": entries, "href": f"{name}.html", "name": name}
        todo.append((notebook, {**shared, **around, **rows_of(notebook, shared)}))
    for files in memory.each(room.summit_id, todo) if memory else made(todo):
        for place, text in files.items():
            (inside / place).write_bytes(text.encode())  # CSV has its own line ends
    data = room.data
    shown = cards(data, shared["facts"]) if shared["facts"] else []
    for card in shown:
        html = templates.get_template("card.html.j2").render(card=card, page=shared)
        (inside / "facts" / f"{card['name']}.html").write_text(html, encoding="utf-8")
    if not room.folder:
        shared["changes"] = changes.write(folder, data, shared, templates)
    (inside / "index.html").write_text(front_page(shared, shown, data, templates), encoding="utf-8")


def rows_of(notebook: NotebookNode, shared: dict[str, Any]) -> dict[str, Any]:
    """Of what is known of all rows, that of the rows which a notebook names: a page is made of no others."""
    figures = [o.data[MIME] for c in notebook.cells for o in c.get("outputs", []) if MIME in o.get("data", {})]
    found = dict.fromkeys(key for pair in NAMED.findall(json.dumps(notebook)) for key in pair if key)
    found |= dict.fromkeys(key for figure in figures for key in figure["layout"].get("meta", {}).get("row_ids", []))
    facts, listed = shared["facts"], [key for key in found if key in shared["listed"]]
    places = {key: shared["elsewhere"].get(key, "") for key in listed}
    return {
        "facts": {key: facts[key] for key in found if key in facts},
        "elsewhere": {key: place for key, place in places.items() if place},
        "listed": listed,
    }


def made(todo: list[tuple[NotebookNode, dict[str, Any]]]) -> Iterator[dict[str, str]]:
    """The files of each page (`page_files`), several made at a time where this process may be forked."""
    if len(todo) < 2 or processors() < 2 or not forked.AVAILABLE or threading.active_count() > 1:
        yield from map(page_files, todo)
        return
    environment(), exporter()
    fork, (lifeline, held) = multiprocessing.get_context("fork"), os.pipe()
    try:
        with ProcessPoolExecutor(min(processors(), len(todo)), fork, begin, (lifeline, held)) as pool:
            yield from pool.map(made_alone, todo)
    finally:
        os.close(lifeline)
        os.close(held)


def begin(lifeline: int, held: int) -> None:
    """In a process that makes pages: end with the one above, and leave what they share as it is."""
    os.close(held)
    forked.end_with(lifeline)
    gc.freeze()
    gc.disable()


def made_alone(todo: tuple[NotebookNode, dict[str, Any]]) -> dict[str, str]:
    """The files of a page, and nothing left behind in this process's memory."""
    try:
        return page_files(todo)
    finally:
        gc.collect()


def page_files(todo: tuple[NotebookNode, dict[str, Any]]) -> dict[str, str]:
    """A page and, for each of its figures, a page of its own, chart, table as CSV and picture; by their places."""
    notebook, given = todo
    templates = environment()
    html, resources = exporter().from_notebook_node(notebook, {"summit": given})
    page = resources["summit"]
    files = {given["href"]: html}
    for figure in page["figures"]:
        # A script, not JSON: a page opened from a folder may load no other file
        chart = f"(window.charts = window.charts || {{}})[{script_safe(figure['name'])}] = {figure['json']};\n"
        files |= {figure["chart_href"]: chart, figure["csv_href"]: figure["csv"]}
        if figure["picture"]:
            files[figure["picture_href"]] = figure["picture"]
        files[figure["embed"]] = templates.get_template("embed.html.j2").render(figure=figure, page=page)
    return files


@functools.cache
def exporter() -> SummitExporter:
    """What makes pages of notebooks."""
    return SummitExporter()


@functools.cache
def environment() -> jinja2.Environment:
    """The templates of pages that are made of no notebook; they escape by themselves, as nbconvert's do."""
    return jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES / "summit"))


def front_page(shared: dict[str, Any], shown: list[dict], data: Data, templates: jinja2.Environment) -> str:
    """The page that one opens first: what this is, the numbers, each notebook with its answer, the data."""
    fields = [(entry, field) for entry in shared["pages"] for field in ("question", "answer")]
    pieces = spoken([markdown2html(relinked(entry[field], shared)) for entry, field in fields], shared["facts"])
    for (entry, field), html in zip(fields, pieces):
        entry[f"{field}_html"] = html
    raw = data.descriptor.raw
    return templates.get_template("front.html.j2").render(
        title=raw["title"], description=raw["description"], page=shared, cards=shown, archive=archive_name(data)
    )


def how_to_cite(data: Data) -> str:
    """How to cite the edition that the pages show."""
    created = dt.date.fromisoformat(data.descriptor.raw["created"][:10])
    return f"Cite as: {CANONICAL}, edition {data.edition}, {day(created)}."


def dataset(data: Data) -> str:
    """What a search engine reads of the data: a schema.org Dataset as JSON-LD."""
    raw = data.descriptor.raw
    return script_safe(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "name": raw["title"],
            "description": raw["description"],
            "version": data.edition,
            "dateModified": raw["created"][:10],
            "license": BY,
            "isAccessibleForFree": True,
            "inLanguage": "en",
            "keywords": raw.get("keywords", []),
            "variableMeasured": [t.title for t in data.descriptor.tables],
            "citation": how_to_cite(data).removeprefix("Cite as: "),
        }
    )


def archive_name(data: Data) -> str:
    """What the zip of the data is called."""
    return f"summitdata-{data.edition.replace(', ', '-').replace(' ', '-')}.zip"


def pack_data(path: Path) -> None:
    """All tables with their descriptor and codebook as a zip, untouched and the same run after run."""
    folder = data_folder()
    names = [*files_of(folder), *(t.name for t in sorted(folder.glob("*.md")))]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name in names:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            pack.writestr(info, (folder / name).read_bytes())
