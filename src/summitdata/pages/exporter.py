"""nbconvert's exporter of the house: one notebook in, one page out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from nbconvert.exporters.html import HTMLExporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from summitdata.pages.figures import MIME, for_page

HERE = Path(__file__).parent
HIDDEN = {"table"}
ANCHOR = re.compile(r'<a class="anchor-link"[^>]*>[^<]*</a>')
LINK = re.compile(r"\]\((\d\d-[a-z0-9-]+)\.ipynb")


class PagePreprocessor(Preprocessor):
    """Prepares cells for the page: figures, links between notebooks, cells shown elsewhere.

    Cells tagged ``table`` are left out, since each figure of a page carries its
    own table.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """The notebook and resources with `summit` filled: title, question, contents."""
        nb.cells = [c for c in nb.cells if not HIDDEN & set(c.metadata.get("tags", []))]
        number = 0
        for cell in nb.cells:
            if cell.cell_type == "markdown":
                cell.source = LINK.sub(r"](\1.html", cell.source)
            for output in cell.get("outputs", []):
                data = output.get("data", {})
                if "text/markdown" in data:
                    data["text/markdown"] = LINK.sub(r"](\1.html", data["text/markdown"])
                if MIME in data:
                    number += 1
                    data[MIME] = for_page(data[MIME], number)
        resources["summit"] = {**outline(nb), **resources.get("summit", {})}
        return nb, resources


def outline(nb: NotebookNode) -> dict[str, Any]:
    """Title, question, answer and edition of a notebook, from its cells.

    The title is the first heading, the question the rest of that cell; the
    answer and the edition are the outputs of the cells tagged so.
    """
    title, question = "", ""
    tagged: dict[str, str] = {}
    for cell in nb.cells:
        if cell.cell_type == "markdown" and not title:
            head, _, rest = cell.source.strip().partition("\n")
            title, question = head.lstrip("# "), rest.strip()
        for tag in {"answer", "edition"} & set(cell.metadata.get("tags", [])):
            texts = [o.data.get("text/markdown", "") for o in cell.outputs if "data" in o]
            tagged[tag] = "\n\n".join(texts)
    headings = re.findall(r"^## (.+)$", "\n".join(c.source for c in nb.cells if c.cell_type == "markdown"), re.M)
    return {
        "title": title,
        "question": question,
        "answer": tagged.get("answer", ""),
        "edition": tagged.get("edition", ""),
        "headings": headings,
    }


class SummitExporter(HTMLExporter):
    """A notebook as a page of the suite: charts work offline, nothing is fetched."""

    export_from_notebook = "Summit page"

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        self.register_preprocessor(PagePreprocessor, enabled=True)

    @property
    def extra_template_basedirs(self) -> list[str]:
        """Where the template lies: in this package."""
        return [str(HERE / "templates")]

    def _template_name_default(self) -> str:
        return "summit"

    def from_notebook_node(self, nb: NotebookNode, resources: dict | None = None, **kw: Any) -> tuple[str, dict]:
        """The page; headings keep their ids, without a mark beside them."""
        html, resources = super().from_notebook_node(nb, resources, **kw)
        return stack_tables(ANCHOR.sub("", html)), resources


def stack_tables(html: str) -> str:
    """The page with the column's heading on each cell, so that a phone can show rows as blocks."""
    soup = BeautifulSoup(html, "html.parser")
    for table in soup.find_all("table"):
        heads = [cell.get_text(" ", strip=True) for cell in table.select("thead th")]
        table["class"] = [*table.get("class", []), "stack"]
        for row in table.select("tbody tr"):
            for head, cell in zip(heads, row.find_all(["td", "th"], recursive=False)):
                if head:
                    cell["data-label"] = head
    return str(soup)
