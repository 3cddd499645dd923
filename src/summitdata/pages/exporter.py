"""nbconvert's exporter of the house: one notebook in, one page out.

All that makes the page stands in the preprocessor and the template, so that
nbconvert's own HTML exporter gives the same page when it is told of both (as
`summitdata lab` does for JupyterLab's export menu).
"""

import re
from collections import Counter
from html import escape
from pathlib import Path
from typing import Any

from nbconvert.exporters.html import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters import Highlight2HTML, markdown2html
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from summitdata.house import asking
from summitdata.house.figure import keyed
from summitdata.house.sentence import EVIDENCE, MORE
from summitdata.house.table import NO_ROWS, listing
from summitdata.house.words import listed
from summitdata.pages import bundle
from summitdata.pages.cards import row_items
from summitdata.pages.figures import MIME, SVG, data_uri, figures_of, for_page, numbered, script_safe
from summitdata.pages.pictures import narrow_of
from summitdata.pages.spoken import curled, spoken

TEMPLATES = Path(__file__).parent / "templates"
WORK = {"work", "what-if"}
MOST, OTHERS = 6, "others"  # speakers
TR = re.compile('<tr(?! class="rest")')
ANCHOR = re.compile(r'<a class="anchor-link"[^>]*>[^<]*</a>')
CITED = re.compile(rf"\[((?:\\.|[^\]\\])*)\]\({re.escape(EVIDENCE)}#([a-z0-9.-]+)(?: \"[^\"]*\")?\)")
LINK = re.compile(r"\]\((\d\d-[a-z0-9-]+)\.ipynb")
ROW = re.compile(rf"\]\({re.escape(EVIDENCE)}#([a-z0-9.-]+)(?=[ )])")  # a title may follow


class PagePreprocessor(Preprocessor):
    """Prepares cells for the page: figures, tables, links between notebooks, cells shown elsewhere.

    Cells tagged ``table`` are left out, since each figure of a page carries its
    own table. Unless ``resources["summit"]["single"]`` is false the page is a single
    file: it carries all it needs, and links to rows lead to a list at its end.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """The notebook and resources with `summit` filled: title, question, contents, styles, scripts."""
        given = resources.get("summit", {})
        nb.cells = placed(with_rows(nb.cells))
        page = {**outline(nb), "single": True, "up": "", "elsewhere": {}, **given}
        nb.cells = [c for c in nb.cells if "table" not in tags(c)]
        page["figures"], named = [], []
        for cell in mark_work(nb.cells):
            named += ROW.findall("\n".join([cell.source, *told(cell)]))
            for output in cell.get("outputs", []):
                prepare(output, page, asked="what-if" in tags(cell))
            if cell.cell_type == "markdown":
                cell.source = prose(cell.source, page)
        named += [row for figure in page["figures"] for row in figure["row_ids"]]
        own = set(re.findall(r'<a id="([^"]+)"', str(nb.cells)))
        facts = row_items(dict.fromkeys([*named, *sorted(own)]), given.get("facts"))
        page["behind"] = {k: v for k, v in facts.items() if k in named and k not in own} if page["single"] else {}
        for figure in page["figures"]:
            figure["evidence"] = [facts[key] for key in figure["row_ids"] if key in facts]
            figure["table"] = table_of(figure)
        behind = [key for figure in page["figures"] for keys in figure["behind"] for key in keys.split()]
        page["whose"] = whose(behind, facts)
        page |= {"policy": bundle.policy(single=page["single"]), "where": "" if page["single"] else "06-evidence.html"}
        if page["single"]:
            page |= {"style": bundle.style(), "script": bundle.script(), "plotly": bundle.packed_plotly()}
            page["pause"] = bundle.PAUSE
        elif page["answer"]:  # the rest of the sheet is asked for before it
            page["first_style"] = bundle.style_in_parts()[0]
        say(nb, facts)
        resources["summit"] = page
        return nb, resources


class Described(Preprocessor):
    """Gives figures of nbconvert's own pages, which have no place for it, their alternative text."""

    def preprocess_cell(self, cell: NotebookNode, resources: dict, index: int) -> tuple[NotebookNode, dict]:
        """The cell; beside each figure, as HTML, its still picture with what it shows, or that alone."""
        for data in [output.data for output in figures_of([cell])]:
            alt = escape(data[MIME].get("layout", {}).get("meta", {}).get("alt", ""))
            if alt:
                picture = f'<img alt="{alt}" src="{data_uri(data[SVG], SVG)}">' if SVG in data else f"<p>{alt}</p>"
                data["text/html"] = picture
        return cell, resources


def with_rows(cells: list[NotebookNode]) -> list[NotebookNode]:
    """The cells but for sections all of whose figures or tables have no rows, and an exercise about no rows.

    What somebody wrote for such a section stays, where its cell is tagged ``written``; a line names the other sections
    where the first of them stood.
    """
    kept, gone, at = [], [], 0
    for section in sections(cells):
        figures = [o.data[MIME]["layout"].get("meta", {}).get("empty") for o in figures_of(section)]
        tables = [set(told(cell)) == {NO_ROWS} for cell in section if cell.cell_type == "code"]
        if all(figures or tables or [False]):
            if written := [c for c in section if "written" in tags(c) and any(told(c))]:
                kept += [section[0], *written]
                continue
            if not any("exercise" in tags(c) for c in section):
                at = at or len(kept)
                gone.append(section[0].source.partition("\n")[0].lstrip("# "))
        else:
            kept += section
    if gone:
        said = f"Not shown, since this summit has no rows for them: {listed(f'“{name}”' for name in gone)}."
        kept.insert(at, NotebookNode(cell_type="markdown", id="left-out", metadata=NotebookNode(), source=said))
    return kept


def tags(cell: NotebookNode) -> set[str]:
    """The tags of a cell."""
    return set(cell.metadata.get("tags", []))


def told(cell: NotebookNode) -> list[str]:
    """What the outputs of a cell say, each; nothing for one that is no text."""
    return [output.get("data", {}).get("text/markdown", "") for output in cell.get("outputs", [])]


def sections(cells: list[NotebookNode]) -> list[list[NotebookNode]]:
    """The cells by the headings of the second level."""
    found: list[list[NotebookNode]] = [[]]
    for cell in cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            found.append([])
        found[-1].append(cell)
    return found


def placed(cells: list[NotebookNode]) -> list[NotebookNode]:
    """The cells in a page's order: the answer right under the title, then the edition; a bare heading over the answer goes."""
    answers = [i for i, cell in enumerate(cells) if "answer" in tags(cell)]
    bare = {i - 1 for i in answers if i and "\n" not in cells[i - 1].source and cells[i - 1].source.startswith("## ")}
    edition = [i for i, cell in enumerate(cells) if "edition" in tags(cell) and i not in answers] if answers else []
    others = [i for i in range(1, len(cells)) if i not in {*answers, *bare, *edition}]
    return [cells[i] for i in [*range(min(1, len(cells))), *answers, *edition, *others]]


def mark_work(cells: list[NotebookNode]) -> list[NotebookNode]:
    """The cells; those by which a reader works with the code, each with its heading, are marked to be shown with it."""
    for cell, after in zip(cells, [*cells[1:], NotebookNode(metadata={})]):
        leads = cell.cell_type == "markdown" and cell.source.startswith("### ")
        in_code = cell.cell_type == "code" and tags(cell) & {*WORK, "exercise"}
        cell.metadata["work"] = bool(in_code or leads and WORK & tags(after))
    return cells


def table_of(figure: dict[str, Any]) -> str:
    """The table behind a figure as HTML."""
    html = markdown2html(listing(figure["columns"], figure["rows"]).markdown)
    facts = {fact["row_id"]: fact for fact in figure["evidence"]}
    html = spoken([html], facts, f"Table behind figure {figure['number']}")[0]
    head, body, rest = html.partition("<tbody>")
    if figure["behind"]:
        rows = iter(figure["behind"])
        rest = TR.sub(lambda tr: f'{tr[0]} data-rows="{next(rows, "")}"', rest)
    return head + body + rest


def whose(keys: list[str], facts: dict[str, dict[str, Any]]) -> str:
    """Whose words the facts of a page are, speaker and voice of each, for its script; nothing where no figure has such rows.

    `keys` are those behind figures: who is heard there most has a switch of his own, the others have one together.
    """
    if not (told := [facts[key] for key in dict.fromkeys(keys) if key in facts]):
        return ""
    speakers, voices = (Counter(fact[part] for fact in told).most_common() for part in ("speaker", "voice"))
    names = [name for name, _ in speakers][: MOST if len(speakers) > MOST + 1 else None]
    kinds = [*dict.fromkeys([*(name for name, _ in voices), *(fact["voice"] for fact in facts.values())])]
    place = {name: at for at, name in enumerate(names)}
    rows = {key: [place.get(fact["speaker"], len(names)), kinds.index(fact["voice"])] for key, fact in facts.items()}
    return script_safe({"names": [[*names, OTHERS], kinds], "rows": rows})


def say(nb: NotebookNode, facts: dict[str, dict[str, Any]]) -> None:
    """Give links, tables and quotes of a page what a screen reader needs."""
    places = []
    for cell in nb.cells:
        places += [(cell, "source")] if cell.cell_type == "markdown" else []
        places += [(o.data, "text/html") for o in cell.get("outputs", []) if "text/html" in o.get("data", {})]
    for (holder, field), html in zip(places, spoken([holder[field] for holder, field in places], facts)):
        holder[field] = html


def prepare(output: NotebookNode, page: dict[str, Any], asked: bool = False) -> None:
    """Turn an output into what the template shows: a figure, or HTML. One that is `asked` what if bears the number before it."""
    data = output.get("data", {})
    if MIME in data:
        number = numbered([figure["number"] for figure in page["figures"]], asked)
        figure = for_page(data[MIME], number, str(data.get(SVG, "")), narrow_of(output))
        name = f"{page.get('name', 'page')}-{figure['id']}"
        figure |= {"name": name, "href": page.get("href", ""), "embed": "" if page["single"] else f"embed/{name}.html"}
        figure |= {part: curled(figure[part]) for part in ("title", "subtitle", "alt", "source")}
        figure["measure"] = keyed(escape(figure["subtitle"], quote=False), "light-dark({0},{1})")
        figure["finding"] = not asked and not data[MIME]["layout"].get("meta", {}).get("empty")
        figure["csv_href"] = data_uri(figure["csv"], "text/csv") if page["single"] else f"tables/{name}.csv"
        figure["chart_href"] = "" if page["single"] else f"charts/{name}.js"
        drawn = figure["picture"]
        figure["picture_href"] = drawn and (data_uri(drawn, SVG) if page["single"] else f"pictures/{name}.svg")
        # a single file has one picture of each figure, so that it can be mailed
        figure["stacked_href"] = f"pictures/{name}-narrow.svg" if figure["stacked"] and not page["single"] else ""
        page["figures"].append(figure)
        output.data = NotebookNode({MIME: figure})
    elif "text/markdown" in data:
        html = prose(asking.without(data["text/markdown"]), page)
        output.data = NotebookNode({"text/html": f'<div class="said">{html}</div>'})


def prose(markdown: str, page: dict[str, Any]) -> str:
    """Markdown as HTML: headings keep their ids without a mark beside them, anchors have none for JupyterLab."""
    markdown = re.sub(' data-jupyter-id="[^"]*"', "", markdown)
    return ANCHOR.sub("", markdown2html(relinked(markdown, page)))


def relinked(markdown: str, page: dict[str, Any]) -> str:
    """Markdown whose links to notebooks lead to pages; in a single file, links to rows stay in it."""
    if page["single"]:
        markdown = ROW.sub(r"](#\1", markdown)
        return re.sub(r"\[([^\]]+)\]\(\d\d-[a-z0-9-]+\.ipynb[^)]*\)", r"\1", markdown)
    rows, listed = page.get("elsewhere", {}), page.get("listed")
    if listed is not None:
        markdown = CITED.sub(lambda m: m[0] if m[2] in listed else m[1].replace(MORE, ""), markdown)
    markdown = ROW.sub(lambda m: f"]({rows.get(m[1], EVIDENCE)}#{m[1]}", markdown)
    return LINK.sub(lambda m: f"]({page.get('suite', {}).get(m[1], m[1])}.html", markdown)


def outline(nb: NotebookNode) -> dict[str, Any]:
    """Title, question, answer and edition of a notebook, from its cells.

    The title is the first heading, the question the rest of that cell; the
    answer and the edition are the outputs of the cells tagged so.
    """
    prose = [cell.source.strip() for cell in nb.cells if cell.cell_type == "markdown"]
    title, _, question = next(filter(None, prose), "").partition("\n")
    tagged = {"answer": "", "edition": ""}
    for cell in nb.cells:
        for tag in tagged.keys() & tags(cell):
            tagged[tag] = "\n\n".join(told(cell))
    # the last of them: the summit's name stands before it, and might hold anything
    edition = re.search(r".*Edition (.+?): \d", tagged["edition"], re.S)
    return {
        "title": title.lstrip("# "),
        "question": question.strip(),
        "answer": tagged["answer"],
        "edition": edition[1] if edition else "",
        "headings": re.findall(r"^## (.+)$", "\n".join(prose), re.M),
    }


class SummitExporter(HTMLExporter):
    """A notebook as a page of the suite: charts work offline, nothing is fetched."""

    export_from_notebook = "Summit page"

    def __init__(self, **kwargs: Any):
        super().__init__(**{"template_name": "summit", "extra_template_basedirs": [str(TEMPLATES)], **kwargs})
        self.optimistic_validation = True  # once at the end, not after each preprocessor
        # in JupyterLab, what `summitdata lab` tells nbconvert's own exporter reaches this one too
        if not any(isinstance(p, PagePreprocessor) for p in self._preprocessors):
            self.register_preprocessor(PagePreprocessor, enabled=True)


class SiteExporter(SummitExporter):
    """The same for a page of a site, without reading it a second time: the template says all that would be added then."""

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kwargs: Any) -> tuple[str, dict]:
        """Page and resources."""
        self.register_filter("highlight_code", Highlight2HTML(pygments_lexer="python", parent=self))
        return TemplateExporter.from_notebook_node(self, nb, self._init_resources(resources), **kwargs)
