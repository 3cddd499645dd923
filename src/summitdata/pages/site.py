"""The site: a page for each notebook, a front page, the shared files, put in place at once."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import jinja2
import plotly
from nbconvert.filters import markdown2html
from nbformat import NotebookNode

from summitdata.package import Data, load
from summitdata.pages.exporter import SummitExporter, outline
from summitdata.pages.run import executed, notebooks
from summitdata.words import day

HERE = Path(__file__).parent
MARK = ".summitdata-site"
CANONICAL = "summitdata: what came out of a diplomatic summit"


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
    DataError
        If the data have faults.
    NotebookError
        If a cell fails.
    """
    refuse_foreign(output)
    data = load()
    pages = [(path.stem, notebook) for path, notebook in executed(notebooks())]
    output.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=output.parent, prefix=f".{output.name}-"))
    try:
        write_pages(draft, pages, data)
        copy_assets(draft / "assets")
        names = sorted(str(p.relative_to(draft)) for p in draft.rglob("*") if p.is_file())
        (draft / MARK).write_text("\n".join(names) + "\n", encoding="utf-8")
        os.chmod(draft, 0o755)
        put_in_place(draft, output)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return output / "index.html"


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


def put_in_place(draft: Path, output: Path) -> None:
    """Swap the finished draft for what stood at `output`."""
    old = None
    if output.exists():
        old = Path(tempfile.mkdtemp(dir=output.parent, prefix=f".{output.name}-old-"))
        os.replace(output, old / "site")
    os.replace(draft, output)
    if old:
        shutil.rmtree(old)


def write_pages(folder: Path, pages: list[tuple[str, NotebookNode]], data: Data) -> None:
    """A page for each notebook, and the front page."""
    entries = [{"href": f"{name}.html", **outline(nb)} for name, nb in pages]
    shared = {"site": "summitdata", "pages": entries, "cite": how_to_cite(data)}
    exporter = SummitExporter()
    for i, (name, notebook) in enumerate(pages):
        around = {
            "before": entries[i - 1] if i else None,
            "after": entries[i + 1] if i + 1 < len(pages) else None,
        }
        resources = {"summit": {**shared, **around, "href": f"{name}.html"}}
        html, _ = exporter.from_notebook_node(notebook, resources)
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    (folder / "index.html").write_text(front_page(entries, shared, data), encoding="utf-8")


def front_page(entries: list[dict], shared: dict[str, Any], data: Data) -> str:
    """The page that one opens first: what this is, and each notebook with its answer."""
    loader = jinja2.FileSystemLoader(HERE / "templates" / "summit")
    environment = jinja2.Environment(loader=loader, autoescape=True)
    for entry in entries:
        for field in ("question", "answer"):
            text = entry[field].replace(".ipynb", ".html")
            entry[f"{field}_html"] = markdown2html(text)
    template = environment.get_template("front.html.j2")
    return template.render(title=data.descriptor.raw["title"], data=data, **shared, entries=entries)


def how_to_cite(data: Data) -> str:
    """How to cite the edition that the pages show."""
    created = dt.date.fromisoformat(data.descriptor.raw["created"][:10])
    return f"Cite as: {CANONICAL}, edition {data.edition}, {day(created)}."


def copy_assets(folder: Path) -> None:
    """Styles, script, and plotly.js out of the installed plotly package."""
    shutil.copytree(HERE / "assets", folder)
    shutil.copy(Path(plotly.__file__).parent / "package_data" / "plotly.min.js", folder)
