"""The site: a page for each notebook, a card for each number, each figure alone, the data; put in place at once."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import jinja2
from nbconvert.filters import markdown2html
from nbformat import NotebookNode

from summitdata.package import Data, data_folder, load
from summitdata.pages import bundle, changes
from summitdata.pages.behind import facts_by_key
from summitdata.pages.cards import cards
from summitdata.pages.exporter import TEMPLATES, SummitExporter, outline, relinked
from summitdata.pages.figures import script_safe
from summitdata.pages.pictures import illustrate
from summitdata.pages.run import executed, notebooks, write_whole
from summitdata.pages.swap import draft_for
from summitdata.schema import DESCRIPTOR
from summitdata.words import day

MARK = ".summitdata-site"
CANONICAL = "summitdata: what came out of a diplomatic summit"
BY = "https://creativecommons.org/licenses/by/4.0/"


class OutputError(RuntimeError):
    """The folder named for the site holds files that are not ours."""


def build(output: Path) -> Path:
    """Execute the notebooks and write the site; returns the front page.

    The site is assembled beside `output` and put in its place when all of it
    is there: a run that fails leaves the earlier site as it was.

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
    """
    refuse_foreign(output)
    data = load()
    with draft_for(output) as draft:
        pages = list(executed(notebooks()))
        illustrate(pages)
        write_pages(draft, [(path.stem, notebook) for path, notebook in pages], data)
        bundle.copy_assets(draft / "assets")
        pack_data(draft / archive_name(data))
        names = sorted(str(p.relative_to(draft)) for p in draft.rglob("*") if p.is_file())
        (draft / MARK).write_text("\n".join(names) + "\n", encoding="utf-8")
    return output / "index.html"


def build_files(output: Path, names: list[str]) -> list[Path]:
    """Execute notebooks and write each as one HTML file that can be mailed; returns the files.

    Parameters
    ----------
    output : Path
        Folder for the files; others in it are left alone.
    names : list of str
        Notebooks without their ending, such as ``01-trade-growth``; all where empty.

    Raises
    ------
    OutputError
        If there is no notebook of a name.
    """
    known = {path.stem: path for path in notebooks()}
    unknown = [n for n in names if n.removesuffix(".ipynb") not in known]
    if unknown:
        raise OutputError(f"There is no notebook {unknown[0]}. Notebooks: {', '.join(known)}.")
    chosen = [known[n.removesuffix(".ipynb")] for n in names] or list(known.values())
    data = load()
    exporter, shared = SummitExporter(), {"cite": how_to_cite(data), "facts": facts_by_key(data)}
    texts = {}
    pages = list(executed(chosen))
    illustrate(pages)
    for path, notebook in pages:
        resources = {"summit": {**shared, "name": path.stem, "jsonld": dataset(data)}}
        texts[output / f"{path.stem}.html"], _ = exporter.from_notebook_node(notebook, resources)
    output.mkdir(parents=True, exist_ok=True)
    for target, text in texts.items():
        write_whole(target, text)
    return list(texts)


def refuse_foreign(output: Path) -> None:
    """Demand that `output` is missing, empty, or a site that we wrote."""
    if not output.exists():
        return
    if not output.is_dir():
        raise OutputError(f"{output} is a file. Name a folder with --output.")
    held = {str(p.relative_to(output)) for p in output.rglob("*") if p.is_file()}
    mark = output / MARK
    ours = set(mark.read_text(encoding="utf-8").split("\n")) | {MARK} if mark.is_file() else set()
    foreign = sorted(held - ours)
    if foreign:
        few = ", ".join(foreign[:3]) + (" …" if len(foreign) > 3 else "")
        raise OutputError(
            f"{output} holds files that are not of a summitdata site ({few}). "
            "Nothing was written. Name an empty or new folder with --output, or move them away."
        )


def write_pages(folder: Path, pages: list[tuple[str, NotebookNode]], data: Data) -> None:
    """A page for each notebook with its figures, the cards, and the front page."""
    entries = [{"href": f"{name}.html", **outline(nb)} for name, nb in pages]
    facts = facts_by_key(data)
    shared = {"site": "summitdata", "pages": entries, "cite": how_to_cite(data), "facts": facts}
    shared |= {"jsonld": dataset(data), "policy": bundle.policy(single=False), "single": False}
    exporter, templates = SummitExporter(), environment()
    for part in ("tables", "pictures", "embed", "facts"):
        (folder / part).mkdir()
    for i, (name, notebook) in enumerate(pages):
        around = {
            "before": entries[i - 1] if i else None,
            "after": entries[i + 1] if i + 1 < len(pages) else None,
        }
        resources = {"summit": {**shared, **around, "href": f"{name}.html", "name": name}}
        html, resources = exporter.from_notebook_node(notebook, resources)
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
        write_figures(folder, resources["summit"], templates)
    shown = cards(data, facts) if facts else []
    for card in shown:
        html = templates.get_template("card.html.j2").render(card=card, page=shared)
        (folder / "facts" / f"{card['name']}.html").write_text(html, encoding="utf-8")
    shared["changes"] = changes.write(folder, data, shared, templates)
    (folder / "index.html").write_text(front_page(shared, shown, data, templates), encoding="utf-8")


def write_figures(folder: Path, page: dict[str, Any], templates: jinja2.Environment) -> None:
    """Each figure of a page alone, its table as CSV, its picture."""
    for figure in page["figures"]:
        # Bytes: CSV has its own line ends
        (folder / figure["csv_href"]).write_bytes(figure["csv"].encode())
        if figure["picture"]:
            (folder / figure["picture_href"]).write_text(figure["picture"], encoding="utf-8")
        html = templates.get_template("embed.html.j2").render(figure=figure, page=page)
        (folder / figure["embed"]).write_text(html, encoding="utf-8")


def environment() -> jinja2.Environment:
    """The templates of pages that are made of no notebook; they escape by themselves, as nbconvert's do."""
    return jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES / "summit"))


def front_page(shared: dict[str, Any], shown: list[dict], data: Data, templates: jinja2.Environment) -> str:
    """The page that one opens first: what this is, the numbers, each notebook with its answer, the data."""
    for entry in shared["pages"]:
        for field in ("question", "answer"):
            entry[f"{field}_html"] = markdown2html(relinked(entry[field], shared))
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
    names = [
        DESCRIPTOR,
        *(t.name for t in sorted(folder.glob("*.csv"))),
        *(t.name for t in sorted(folder.glob("*.md"))),
    ]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name in names:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            pack.writestr(info, (folder / name).read_bytes())
