"""Hostile data: every text cell tries to break out; every page shows it as text, and nothing runs."""

from __future__ import annotations

import contextlib
import copy
import csv
import html
import io
import itertools
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import nbformat
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.filters import markdown2html
from pointing import pointed_at
from poisoned import (
    ADDRESS,
    BRACKETS,
    LONG,
    MARK,
    PAYLOADS,
    Package,
    add_words,
    is_address,
    is_free,
    mangled,
    poison,
    squeezed,
)

from summitdata.house.sentence import Sentence, cite, escape, link
from summitdata.house.table import listing
from summitdata.pages import bundle, pictures, site
from summitdata.pages.figures import MIME, as_csv
from summitdata.run.notebooks import executed, notebooks
from summitdata.tables.check import Checked

GUARDED = ("=", "+", "-", "@")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The hostile package, and its texts by their marks."""
    package = Package(tmp_path_factory.mktemp("hostile") / "data")
    meant = poison(package)
    add_words(package, lambda rows: rows[-1:])
    return package.write(), meant


@pytest.fixture(scope="module")
def rendered(hostile, tmp_path_factory):
    """Site and single files of the hostile package, and its notebooks as executed by the real library."""
    folder, kept, drawn = tmp_path_factory.mktemp("rendered"), {}, []

    def once(jobs, **_):
        """Each notebook, executed for the first summit that it is wanted for; the same again for others."""
        jobs = list(jobs)
        kept.update(executed({path: (path, summit) for path, summit in reversed(jobs) if path not in kept}.values()))
        pictures.illustrate([] if drawn else list(kept.items()))
        drawn.append(True)
        return contextlib.nullcontext((path, copy.deepcopy(kept[path])) for path, _ in jobs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMITDATA_DIR", str(hostile[0]))
        patch.setenv("SUMMITDATA_TEXTS", str(folder))
        patch.setattr(site, "executing", once)
        site.build(folder / "site")
        site.build_files(folder / "single", [])
    return folder, list(kept.items())


def test_every_text_column_of_every_table_carries_hostile_texts_and_the_check_lets_them_pass(hostile, tmp_path):
    folder, meant = hostile
    tables = {r["name"]: r for r in json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]}
    for resource, field in Package(tmp_path / "data").fields():
        with (folder / tables[resource["name"]]["path"]).open(encoding="utf-8", newline="") as file:
            cells = [row[field["name"]] for row in csv.DictReader(file)]
        if is_free(resource, field):
            assert any(c.removesuffix(BRACKETS) in meant.values() and len(c) >= LONG for c in cells), (
                resource["name"],
                field["name"],
            )
        elif is_address(field):
            assert set(cells) == {ADDRESS}
    assert len(meant) > 500 and not Checked(folder, {}).faults


# The pages

READ = """() => {
  const all = [...document.querySelectorAll('*')], body = document.body.cloneNode(true);
  const values = names => all.flatMap(e => names.map(n => e.getAttribute(n))).filter(Boolean);
  const scripts = [...document.scripts], inert = ['application/json', 'application/ld+json', 'text/plain'];
  body.querySelectorAll('script, style, noscript').forEach(e => e.remove());
  return {
    text: body.textContent,
    said: [document.title, ...values(['aria-label', 'data-label', 'content', 'title', 'alt'])],
    noscript: [...document.querySelectorAll('noscript')].map(e => e.textContent),
    figures: [...document.querySelectorAll('script.figure')].map(e => e.textContent).concat(
      Object.values(window.charts || {}).map(c => JSON.stringify(c))),
    handlers: all.flatMap(e => [...e.attributes].map(a => a.name)).filter(n => /^on/i.test(n)),
    addresses: values(['href', 'srcset', 'action', 'xlink:href', 'data', 'formaction', 'src']),
    tags: [...new Set(all.filter(e => e.id !== 'show-code' && !e.closest('.ask')).map(e => e.localName))],
    inline: scripts.filter(s => !s.src && !inert.includes(s.type)).map(s => s.textContent),
    ran: window.hacked === undefined ? [] : [String(window.hacked)],
    undrawn: document.querySelectorAll('figure.chart:not([data-drawn])').length,
    wide: document.documentElement.scrollWidth,
  };
}"""
NEVER = {"iframe", "object", "embed", "base", "form", "textarea", "input", "b", "i", "sub", "del", "math"}


def opened(path: Path, browser) -> tuple[dict, list[str]]:
    """What a page holds on a phone of 320 pixels with the network cut, and what happened meanwhile."""
    happened: list[str] = []
    context = browser.new_context(offline=True, viewport={"width": 320, "height": 640})
    page = context.new_page()
    own = next(folder for folder in path.parents if folder.name in ("site", "single")).as_uri()
    page.on("dialog", lambda d: (happened.append(f"dialog: {d.message}"), d.dismiss()))
    page.on("console", lambda m: happened.append(f"console: {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: happened.append(f"error: {e}"))
    page.on("popup", lambda p: happened.append(f"popup: {p.url}"))
    page.on("request", lambda r: r.url.startswith((own, "data:", "blob:")) or happened.append(f"request: {r.url}"))
    page.goto(path.as_uri())
    for _ in range(3000):
        if not page.evaluate("document.querySelectorAll('figure.chart:not([data-drawn])').length"):
            break
        page.wait_for_timeout(50)
    hover = text_at_a_mark(page)
    held = page.evaluate(READ) | {"hover": hover}
    context.close()
    return held, happened


def text_at_a_mark(page) -> list[str]:
    """The text that shows where one points at a mark of the first chart."""
    marks = "figure.chart .live :is(.point, .points path, .textpoint)"
    shown = [
        mark for mark in page.locator(marks).all() if mark.is_visible()
    ]  # a figure that asks what if waits for code
    return pointed_at(page, marks, ".hoverlayer .hovertext") if shown else []


def faults_of(path: Path, browser, meant: dict[str, str]) -> list[str]:
    """All that is wrong with a page."""
    held, faults = opened(path, browser)
    faults += [f"ran: {which}" for which in held["ran"]] + [f"handler: {name}" for name in held["handlers"]]
    faults += [f"inline script: {text[:80]}" for text in held["inline"] if text not in (bundle.script(), bundle.PAUSE)]
    faults += [f"tag: {tag}" for tag in NEVER & set(held["tags"])]
    faults += [f"address: {address}" for address in held["addresses"] if not is_harmless(address)]
    faults += [f"{held['undrawn']} figures are not drawn"] * bool(held["undrawn"])
    faults += [f"scrolls sideways to {held['wide']}"] * (held["wide"] > 320)
    faults += [] if MARK.search(held["text"]) else ["shows no hostile text"]
    drawn = [drawn_text(t) for figure in held["figures"] for t in strings(json.loads(figure))]
    unseen = [html.unescape(t) for t in held["noscript"]]
    texts = [held["text"], *held["said"], *held["hover"], *drawn, *unseen]
    return [*faults, *(fault for text in texts for fault in mangled(text, meant))]


def is_harmless(address: str) -> bool:
    """Whether an address stays on the site, carries a file of ours, or is the hostile one, whole."""
    if "x.example" in address:
        return unquote(address).startswith(unquote(ADDRESS))
    carried = r"data:(text/csv|image/svg\+xml);charset=utf-8;base64,[\w+/=]+|blob:.*"
    return bool(re.fullmatch(rf"[\w./-]*(#[\w.?%,:/’-]*)?|{carried}", address))


def strings(value) -> Iterator[str]:
    """Each text inside a figure."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        parts = value.values() if isinstance(value, dict) else value
        yield from itertools.chain.from_iterable(map(strings, parts))


def drawn_text(text: str) -> str:
    """A text of plotly's own markup as a reader sees it."""
    return html.unescape(re.sub(r"<br>|</?b>|<span style='[^']*'>|</span>", "", text))


PAGES = [
    *(f"site/{p.stem}.html" for p in notebooks()),
    *(f"single/{p.stem}.html" for p in notebooks()),
    "site/index.html",
]


@pytest.mark.parametrize("name", PAGES)
def test_nothing_runs_nothing_breaks_out_and_the_text_is_shown_as_text(rendered, hostile, chromium, name):
    assert not faults_of(rendered[0] / name, chromium, hostile[1])


@pytest.mark.parametrize("pages", ["embed/*-figure-1.html", "facts/*.html", "*/index.html"])
def test_nor_in_a_figure_alone_on_a_card_or_in_another_room(rendered, hostile, chromium, pages):
    found = {path.name: faults_of(path, chromium, hostile[1]) for path in (rendered[0] / "site").glob(pages)}
    assert found and not {name: faults for name, faults in found.items() if faults}


def test_pictures_are_pictures(rendered, chromium):
    drawn = sorted((rendered[0] / "site" / "pictures").glob("*.svg"))
    assert len(drawn) > 10
    for path in drawn:
        for element in ElementTree.parse(path).iter():
            assert element.tag.rpartition("}")[2] not in ("script", "foreignObject", "a", "image")
            assert not [n for n, v in element.attrib.items() if n.startswith("on") or "javascript" in v.lower()]


# The downloads


def figures(pages) -> Iterator[tuple[str, dict]]:
    """Each figure with the name that its page gives it."""
    for path, notebook in pages:
        number = 0
        for cell in notebook.cells:
            for figure in [o.data[MIME] for o in cell.get("outputs", []) if MIME in o.get("data", {})]:
                asked = number and "what-if" in cell.metadata.get("tags", [])
                number += not asked
                yield f"{path.stem}-figure-{number}{'-what-if' if asked else ''}", figure


def test_downloads_guard_formulas_say_so_and_leave_numbers_alone(rendered):
    guarded = numbers = 0
    for name, figure in figures(rendered[1]):
        text = (rendered[0] / "site" / "tables" / f"{name}.csv").read_bytes().decode("utf-8-sig")
        header, *body = csv.reader(io.StringIO(text, newline=""))
        meta = figure["layout"]["meta"]
        for shown, row in zip([header, *body], [meta["columns"], *meta["rows"]], strict=True):
            for cell, value in zip(shown, row, strict=True):
                if isinstance(value, str) and value.startswith(GUARDED):
                    assert cell == "'" + value
                    guarded += 1
                elif isinstance(value, int | float) and not isinstance(value, bool):
                    assert float(cell) == value and not cell.endswith(".0"), "as JupyterLab saves it too"
                    numbers += 1
                else:
                    assert cell == ("" if value is None else str(value))
        assert "run as a formula" in (rendered[0] / "site" / "embed" / f"{name}.html").read_text("utf-8")
    assert guarded > 20 and numbers > 20


def test_a_negative_number_is_no_formula():
    assert as_csv(["n"], [[-3], [-0.5], ["-3"]]) == "\ufeffn\r\n-3\r\n-0.5\r\n'-3\r\n"


def test_the_zip_holds_the_tables_untouched(rendered, hostile):
    (path,) = (rendered[0] / "site").glob("*.zip")
    with zipfile.ZipFile(path) as pack:
        names = set(pack.namelist())
        assert names >= {p.name for p in hostile[0].glob("*.csv")} | {"datapackage.json"}
        for name in names:
            assert pack.read(name) == (hostile[0] / name).read_bytes(), name


# What the check refuses


@pytest.mark.parametrize("character", ["\u202e", "\u202d", "\u2066", "\u2069", "\u0007", "\u001b", "\u0085", "\u2028"])
def test_characters_that_nobody_sees_are_refused_with_place_and_remedy(small, character):
    path = small / "actors.csv"
    lines = path.read_text("utf-8").split("\n")
    i = next(i for i, line in enumerate(lines) if "Agency" in line)
    lines[i] = lines[i].replace("Agency", f"Age{character}ncy")
    path.write_text("\n".join(lines), encoding="utf-8", newline="")
    (fault,) = faults_in(small)
    assert (fault.file, fault.line, fault.column) == ("actors.csv", i + 1, "name")
    assert f"U+{ord(character):04X}" in fault.finding and "Remove" in fault.remedy
    assert character not in str(fault)


def test_a_nul_byte_is_refused(small):
    path = small / "actors.csv"
    path.write_bytes(path.read_bytes().replace(b"Agency", b"Age\0ncy"))
    fault = faults_in(small)[0]
    assert fault.file == "actors.csv" and "NUL" in fault.finding and fault.remedy


def test_joiners_of_persian_words_are_no_fault(small):
    path = small / "actors.csv"
    path.write_text(path.read_text("utf-8").replace("Agency", "خبر\u200cگزاری"), encoding="utf-8")
    assert not faults_in(small)


def faults_in(folder: Path) -> list:
    return Checked(folder).faults


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "ftp://x.example/", "//x.example/", "x.example"]
)
def test_addresses_that_are_not_of_the_web_are_refused(tmp_path, address):
    package = Package(tmp_path / "data")
    places = set()
    for resource, field in package.fields():
        assert is_address(field) == (field["name"] in ("url", "archived_url"))
        if is_address(field):
            package.tables[resource["name"]][0][field["name"]] = address
            places.add((resource["path"], 2, field["name"]))
    found = Checked(package.write(), {}).faults
    assert {(f.file, f.line, f.column) for f in found} == places and len(found) == len(places) > 2
    assert all(f.finding and f.remedy for f in found)


# Words and text


@pytest.mark.parametrize(
    "pick", [lambda rows: rows[:1], lambda rows: rows[::2], lambda rows: rows], ids=["first", "half", "all"]
)
@pytest.mark.filterwarnings("error::DeprecationWarning")
def test_a_new_word_in_a_vocabulary_stops_no_notebook(tmp_path, monkeypatch, pick):
    package = Package(tmp_path / "data")
    add_words(package, pick)
    monkeypatch.setenv("SUMMITDATA_DIR", str(package.write()))
    monkeypatch.setenv("SUMMITDATA_TEXTS", str(tmp_path))
    for path in notebooks():
        names: dict = {}
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, f"{path.name}: {cell.source}", "exec"), names)


PIECES = st.lists(
    st.sampled_from([*PAYLOADS, *"\\`*_[]|~$#()=.+-!<>&:;@/'\"{}^%\n 1a", "http://", "www.", "$$"]), max_size=8
)


@settings(max_examples=300, deadline=None)
@given(PIECES.map("".join).map(str.strip).filter(bool))
def test_escaped_text_is_plain_text_wherever_it_stands(text):
    want, marked = squeezed(text), escape(text)
    assert squeezed(str(Sentence(marked))) == want
    for around, markdown in {
        ("", ""): marked,
        ("", "b"): f"- {marked}\n- b",
        ("a", "b"): f"**a{marked}b**",
        ("c", ""): f"- c {cite(text, 'f-1')}",
        ("d", ""): f"- d {link(text, ADDRESS)}",
        ("h", ""): listing(["h"], [[text]]).markdown,
    }.items():
        soup = BeautifulSoup(markdown2html(markdown), "html.parser")
        assert squeezed(soup.get_text()) == around[0] + want + around[1]
        assert {e.name for e in soup.find_all()} <= {
            "p",
            "span",
            "ul",
            "li",
            "strong",
            "a",
            *["table", "thead", "tbody", "tr", "th", "td"],
        }
        assert len(soup.find_all("a")) == (around[0] in ("c", "d"))
