"""The pages: complete, linked, offline; and a run that fails destroys nothing."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import posixpath
import re
import shutil
import unicodedata
from contextlib import nullcontext
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from summitdata import DataError
from summitdata.house.sentence import escape
from summitdata.house.table import listing
from summitdata.pages import bundle, cards, room_pages, site
from summitdata.pages.exporter import SummitExporter, with_rows
from summitdata.pages.figures import MIME, for_page, script_safe
from summitdata.pages.room_pages import doors, summit_table
from summitdata.pages.rooms import rooms
from summitdata.pages.spoken import spoken
from summitdata.run import notebooks as run
from summitdata.run.kernels import NotebookError
from summitdata.run.notebooks import notebooks
from summitdata.themes.evidence.measures import evidence_rows


class Page(HTMLParser):
    """Ids, links and loaded files of a page."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.loads = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.ids += [values["id"]] if values.get("id") else []
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        if tag in ("script", "img", "iframe", "source") and values.get("src"):
            self.loads.append(values["src"])
        if tag == "link":
            self.loads.append(values["href"])


@pytest.fixture(scope="module")
def pages(built):
    return {str(p.relative_to(built)): Page(p.read_text("utf-8")) for p in built.rglob("*.html")}


def test_there_is_a_page_for_each_notebook_and_a_front_page_that_leads_to_each(built, pages):
    names = {f"{p.stem}.html" for p in notebooks()}
    assert {n for n in pages if "/" not in n} == names | {"index.html"}
    assert names <= set(pages["index.html"].links)


def test_pages_load_nothing_but_their_own_files(built, pages):
    for name, page in pages.items():
        for load in page.loads:
            assert not re.match(r"[a-z]+:|//", load), (name, load)
            assert (built / name).parent.joinpath(load).is_file(), (name, load)
        text = (built / name).read_text("utf-8")
        assert "Content-Security-Policy" in text and "default-src 'none'" in text
        assert not re.search(r"@import|url\(\s*['\"]?http", text)


def test_a_browser_may_show_a_page_before_and_after_its_answer(built):
    single = SummitExporter().from_filename(next(p for p in notebooks() if p.stem.startswith("01")))[0]
    of_site = [(path.read_text("utf-8"), '<script src="assets/pause.js"></script>') for path in built.glob("0*.html")]
    for text, pause in [*of_site, (single, f"<script>{bundle.PAUSE}</script>")]:
        before, answer, _ = text.split(pause)
        assert "<h1" in before and 'class="cell code answer"' in answer and "<figure" not in before + answer
        # the page carries what its title needs of the sheet, and asks for the rest after it
        style = before.partition("<style>")[2].partition("</style>")[0]
        rest = (built / "assets" / "rest.css").read_text("utf-8") if text != single else ""
        assert style + rest == bundle.style() and "h1" in style
        assert text.count('.css">') == before.endswith('assets/rest.css">') == bool(rest)
    digest = base64.b64encode(hashlib.sha256(bundle.PAUSE.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in single and (built / "assets" / "pause.js").read_bytes() == b""


def test_each_internal_link_has_its_target(built, pages):
    for name, page in pages.items():
        for link in page.links:
            if re.match(r"https?:", link):
                continue
            file, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
            assert (built / target).is_file(), (name, link)
            assert not anchor or anchor in pages[target].ids, (name, link)


def test_ids_are_unique(pages):
    for name, page in pages.items():
        double = {i for i in page.ids if page.ids.count(i) > 1}
        assert not double, (name, double)


def name_of(element):
    """What a screen reader calls a link or a fold."""
    return " ".join((element.get("aria-label") or element.get_text(" ")).split())


def letters(text):
    """Text without stops."""
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", text).lower()).strip()


@pytest.fixture(scope="module")
def soups(built):
    paths = [*built.rglob("*.html"), *(built.parent / "single").glob("*.html")]
    return {str(p.relative_to(built.parent)): BeautifulSoup(p.read_text("utf-8"), "html.parser") for p in paths}


def test_links_of_one_name_on_a_page_lead_to_one_place(soups):
    for page, soup in soups.items():
        targets = {}
        for link in soup.find_all("a", href=True):
            # words marked on a page are a place on the same page
            targets.setdefault(name_of(link).lower(), set()).add(link["href"].partition("#:~:")[0])
        several = {name: sorted(places) for name, places in targets.items() if len(places) > 1}
        assert not several, (page, several)


def test_no_link_is_named_by_a_number_alone_and_names_begin_with_what_is_seen(soups):
    for page, soup in soups.items():
        for link in soup.find_all("a", href=True):
            name, seen = name_of(link), " ".join(link.get_text(" ").split())
            assert re.search(r"[^\W\d]", name), (page, str(link))
            assert letters(name).startswith(letters(seen)), (page, str(link))


def test_folds_tables_and_regions_of_a_page_have_names_of_their_own(soups):
    for page, soup in soups.items():
        for kind in (soup.main.select("summary"), soup.main.select("table[aria-label]"), soup.select("[role=region]")):
            names = [name_of(element) for element in kind]
            assert "" not in names and len(set(names)) == len(names), (page, sorted(names))


def test_quotes_in_another_language_are_marked_with_it(soups, shown):
    language = shown.sources.set_index("source_id").language
    told = evidence_rows(shown).dropna(subset=["quote"])
    told = told[told.source_id.map(language) != "en"]
    assert len(told) > 10
    for page, soup in soups.items():
        for text in soup.main.find_all(string=re.compile("[Ѐ-ӿ]")):
            kept = text.find_parent(["code", "pre", "script", "noscript"])
            assert kept or text.find_parent(lang="ru"), (page, text)
    items = soups["site/06-evidence.html"].select("tr:has(a[id])")
    words = {item.a["id"]: {(s.get_text(), s["lang"]) for s in item.select("[lang]")} for item in items}
    for row in told[told.row_id.isin(words)].itertuples():
        assert (row.quote.strip('“”"'), language[row.source_id]) in words[row.row_id], row.row_id
    figures = shown.figures
    periods = figures[figures.period_as_stated.notna() & (figures.source_id.map(language) == "de")]
    assert len(periods)
    for period in periods.period_as_stated:
        for page in soups.values():
            for text in page.find_all(string=period):
                assert text.find_parent(lang="de"), period


def test_a_name_from_right_to_left_is_marked_inside_the_marks_of_its_direction():
    fact = {"quote": "السياحة", "period": None, "language": "ar", "table": "document_reports", "label": "السياحة"}
    (html,) = spoken([f"<p>{escape('السياحة')}</p>"], {"r-1": fact})
    assert BeautifulSoup(html, "html.parser").find(lang="ar").get_text().strip("\u2068\u2069") == "السياحة"


def test_names_tell_rows_apart_that_share_a_label():
    fields = ("table", "label", "quote", "speaker", "publisher")
    rows = [
        ("mentions", "tourism: field", "tourism", "A", "P"),
        ("mentions", "Tourism: field", "travel", "A", "P"),
        ("mentions", "tourism: field", "tourism", "B", "P"),
        ("mentions", "tourism: field", "tourism", "B", "P"),
        ("documents", "Memorandum.", "memorandum", "B", "P"),
        ("document_reports", "memorandum", None, "B", "P"),
        ("events", "talks", "Gespräche", "A", "P"),
        ("events", "talks", None, "B", "P"),
    ]
    found = cards.names([{**dict(zip(fields, row)), "language": "de" if "ä" in str(row) else "en"} for row in rows])
    assert found == [
        "tourism: field, A",
        "Tourism: field, “travel”",
        "tourism: field, B",
        "tourism: field, B, 2",
        "Memorandum",
        "memorandum, named by P",
        "talks, A",
        "talks, B",
    ]


def test_each_figure_of_a_notebook_is_on_its_page_with_table_and_text(built):
    for path in notebooks():
        notebook = nbformat.read(path, as_version=4)
        stored = [o.data[MIME] for c in notebook.cells for o in c.get("outputs", []) if MIME in o.get("data", {})]
        text = (built / f"{path.stem}.html").read_text("utf-8")
        shown = re.findall(r'data-chart="([^"]+)"', text)
        assert len(shown) == len(stored)
        for figure, page in zip(stored, shown):
            chart = (built / page).read_text("utf-8").partition("] = ")[2]
            assert json.loads(chart.rstrip(";\n"))["data"] == figure["data"]
            meta = figure["layout"]["meta"]
            for part in (meta["title"], meta["alt"].replace(f"{meta['title']}. ", "", 1), meta["source"]):
                assert html.escape(part, quote=False).split("&")[0][:40] in html.unescape(text)


def test_the_page_says_edition_and_how_to_cite(built, shown):
    for path in built.glob("*.html"):
        assert f"edition {shown.edition}" in path.read_text("utf-8")
        assert "Cite as: " in path.read_text("utf-8")


def test_sections_whose_figures_have_no_rows_are_named_and_left_out():
    def figure(**meta):
        data = {MIME: {"data": [], "layout": {"meta": meta}}}
        return nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("display_data", data)])

    def text(source):
        return nbformat.v4.new_markdown_cell(source)

    drawn = [text("# Title"), text("## One\nwords"), figure(title="a"), figure(empty=True)]
    bare = [text("## Two\nwords"), figure(empty=True), text("more"), text("## Three"), figure(empty=True)]
    rest = [text("## Four\nno figure")]
    kept = with_rows(drawn + bare + rest)
    assert [*kept[:4], *kept[5:]] == drawn + rest
    assert kept[4].source == "Not shown, since this summit has no rows for them: “Two” and “Three”."
    assert with_rows(drawn + rest) == drawn + rest


def test_the_front_page_knows_a_figure_by_its_number_on_the_page():
    def figure(**meta):
        data = {MIME: {"data": [], "layout": {"meta": meta}}}
        return nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("display_data", data)])

    cells = [nbformat.v4.new_markdown_cell("## Left out"), figure(empty=True)]
    cells += [nbformat.v4.new_markdown_cell("## Shown"), figure(title="a")]
    _, resources = SummitExporter().from_notebook_node(nbformat.v4.new_notebook(cells=cells))
    (found,) = resources["summit"]["figures"]
    assert found["name"] == "page-figure-1" and found["finding"]


def test_a_figure_that_asks_what_if_takes_no_number_from_those_after_it(built):
    names = re.findall(r'<figure aria-label="Figure ([^"]*)"', (built / "01-trade-growth.html").read_text("utf-8"))
    plain = [name for name in names if name.isdigit()]
    assert plain == [str(n) for n in range(1, len(plain) + 1)] and "2 what if" in names
    assert (built / "charts" / "01-trade-growth-figure-2-what-if.js").is_file()


def test_what_is_written_for_a_section_without_a_figure_stays():
    empty = {MIME: {"data": [], "layout": {"meta": {"empty": True}}}}

    def section(text):
        figure = nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("display_data", empty)])
        said = nbformat.v4.new_code_cell(
            outputs=[nbformat.v4.new_output("display_data", {"text/markdown": text})], metadata={"tags": ["written"]}
        )
        return [nbformat.v4.new_markdown_cell("## One"), figure, said]

    told, silent = section("Nobody else gives a rate."), section("")
    assert with_rows(told) == [told[0], told[2]]
    assert [c.source for c in with_rows(silent)] == ["Not shown, since this summit has no rows for them: “One”."]


def test_the_summits_stand_in_a_table_the_latest_first(data):
    held = rooms(data)
    rows = BeautifulSoup(summit_table(doors(held[1], held)), "html.parser").select("tbody tr")
    told = [[cell.get_text() for cell in row.find_all(["td", "th"])] for row in rows]
    assert told == [
        ["20 August 2025", "Belarus-Iran summit 2025", "Belarus and Iran", "Minsk"],
        ["28 March 2017", "Russia-Iran summit 2017 (this page)", "Russia and Iran", "Moscow"],
    ]
    assert [a["href"] for row in rows for a in row.find_all("a")] == ["../index.html"]


@pytest.mark.parametrize("rows", [0, 2])
def test_an_exercise_about_no_rows_is_left_out(rows):
    data = {"text/markdown": listing(["a"], [[i] for i in range(rows)]).markdown}
    outputs = [nbformat.v4.new_output("execute_result", data)]
    exercise = [
        nbformat.v4.new_markdown_cell("## Exercise\nCompare them."),
        nbformat.v4.new_code_cell(outputs=outputs, metadata={"tags": ["exercise"]}),
    ]
    limits = [nbformat.v4.new_markdown_cell("## Limits\nwords")]
    assert with_rows(limits + exercise) == limits + exercise * bool(rows)
    exercise[1].metadata["tags"] = []
    assert len(with_rows(limits + exercise)) == (3 if rows else 2), "a section with no other table is named instead"


def test_what_is_data_cannot_end_the_script_that_holds_it():
    text = script_safe({"a": "</script><!--\u2028"})
    assert "<" not in text and json.loads(text) == {"a": "</script><!--\u2028"}


def test_title_and_source_leave_the_chart_and_height_shrinks(summit):
    from summitdata.themes import growth

    stored = json.loads(growth.forest(growth.readings(summit)).to_json())
    page = for_page(stored, 1)
    drawn = json.loads(page["json"])["layout"]
    assert "title" not in drawn and not [a for a in drawn["annotations"] if a.get("name") == "source"]
    assert drawn["height"] < stored["layout"]["height"] and page["title"] == stored["layout"]["meta"]["title"]


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(site.OutputError, match=r"thesis\.txt.*Nothing was written"):
        site.build(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_added_to_our_site_is_not_thrown_away(built, tmp_path):
    copy = tmp_path / "site"
    shutil.copytree(built, copy)
    site.refuse_foreign(copy)
    (copy / "notes.md").write_text("mine")
    with pytest.raises(site.OutputError, match=r"notes\.md"):
        site.refuse_foreign(copy)


def snapshot(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_cell_that_fails_leaves_the_earlier_site_and_names_the_notebook(built, tmp_path, monkeypatch):
    copy = tmp_path / "site"
    shutil.copytree(built, copy)
    before = snapshot(copy)
    bad = tmp_path / "00-bad.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0", id="bad")]), bad)
    monkeypatch.setattr(site, "notebooks", lambda: [bad])
    with pytest.raises(NotebookError, match=r"(?s)00-bad\.ipynb: a cell failed.*ZeroDivisionError"):
        site.build(copy)
    assert snapshot(copy) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["00-bad.ipynb", "site"]


def test_faults_in_the_data_leave_the_earlier_site(built, tmp_path, small, monkeypatch):
    copy = tmp_path / "site"
    shutil.copytree(built, copy)
    before = snapshot(copy)
    (small / "events.csv").unlink()
    monkeypatch.setenv("SUMMITDATA_DIR", str(small))
    with pytest.raises(DataError):
        site.build(copy)
    assert snapshot(copy) == before


def test_refresh_stores_nothing_unless_every_notebook_has_run(tmp_path, monkeypatch):
    good, bad = tmp_path / "00-good.ipynb", tmp_path / "01-bad.ipynb"
    for path, source in ((good, "1 + 1"), (bad, "1 / 0")):
        nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source, id="cell")]), path)
    before = snapshot(tmp_path)
    monkeypatch.setattr(run, "notebooks", lambda: [good, bad])
    with pytest.raises(NotebookError):
        run.refresh()
    assert snapshot(tmp_path) == before


def test_a_second_build_replaces_the_first(built, tmp_path, monkeypatch):
    copy = tmp_path / "site"
    shutil.copytree(built, copy)
    monkeypatch.setattr(site, "notebooks", lambda: [])
    site.build(copy)
    assert [p.name for p in copy.glob("*.html")] == ["index.html"]


def test_plotly_js_is_the_installed_one_without_the_wrapper_for_module_loaders(built, monkeypatch, tmp_path):
    whole, ours = bundle.PLOTLY.read_text("utf-8"), bundle.plotly_js()
    first = whole.index("*/\n") + 3
    assert ours.startswith(whole[:first] + '"use strict";var Plotly=') and ours.endswith("\nwindow.Plotly = Plotly;\n")
    assert ours[first:-1] in whole  # nothing in it is changed
    assert (built / "assets" / "plotly.min.js").read_text("utf-8") == ours
    other = tmp_path / "plotly.min.js"
    other.write_text("/* of another build */ var Plotly = 1;")
    monkeypatch.setattr(bundle, "PLOTLY", other)
    assert bundle.plotly_js() == other.read_text()


def test_a_link_keeps_leading_to_the_site(tmp_path, monkeypatch):
    (tmp_path / "web").mkdir()
    (tmp_path / "site").symlink_to("web")
    monkeypatch.setattr(site, "executing", lambda *_, **__: nullcontext(()))
    monkeypatch.setattr(room_pages, "write_pages", lambda draft, *_, **__: (draft / "index.html").touch())
    site.build(tmp_path / "site")
    assert (tmp_path / "site").is_symlink() and (tmp_path / "web" / "index.html").is_file()


def test_a_site_does_not_take_the_place_of_the_folder_one_is_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(site.OutputError, match="you are in this one"):
        site.build(Path("."))


def test_a_parameter_that_papermill_put_in_is_hidden_as_the_cell_it_stands_for():
    notebook = nbformat.read(notebooks()[2], as_version=4)
    for tag in ("injected-parameters", "setup"):
        notebook.cells[1] = nbformat.v4.new_code_cell("put_in = 1", metadata={"tags": [tag]})
        assert ("put_in" in SummitExporter().from_notebook_node(notebook)[0]) == (tag == "setup")


def test_a_notebook_that_jupyterlab_saved_beside_a_kernel_gives_the_same_page():
    notebook = nbformat.read(notebooks()[2], as_version=4)
    page, _ = SummitExporter().from_notebook_node(notebook)
    of_the_kernel = {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "pygments_lexer": "ipython3",
        "version": "3.14.0",
    }
    notebook.metadata.language_info |= of_the_kernel
    assert SummitExporter().from_notebook_node(notebook)[0] == page


def test_a_notebook_that_jupyterlab_saved_with_its_own_numbers_gives_the_same_page():
    text = notebooks()[1].read_text("utf-8")
    saved = re.sub(r"^( +-?\d+)\.0(,?)$", r"\1\2", text, flags=re.M)  # JavaScript has one kind of number
    assert saved != text
    page, _ = SummitExporter().from_notebook_node(nbformat.reads(text, as_version=4))
    assert SummitExporter().from_notebook_node(nbformat.reads(saved, as_version=4))[0] == page


def test_a_table_of_the_site_opens_in_excel_and_says_beside_it_whose_it_is(built, shown):
    """Excel takes a file without the mark for Windows-1251 or its like."""
    for path in (built / "tables").glob("*.csv"):
        about = json.loads(path.with_name(f"{path.name}-metadata.json").read_text("utf-8"))
        assert path.read_bytes().startswith(b"\xef\xbb\xbf") and about["url"] == path.name
        assert pd.read_csv(path).columns.tolist() == [column["titles"] for column in about["tableSchema"]["columns"]]
        assert about["schema:version"] == shown.edition in about["dc:bibliographicCitation"]
        assert about["dc:source"] and about["dc:title"] and "by/4.0" in about["dc:license"]["@id"]
