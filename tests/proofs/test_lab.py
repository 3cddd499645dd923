"""JupyterLab for real: every notebook runs in it as it is stored, and its own export gives the suite's page."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import expect
from pointing import pointed_at
from poisoned import MARK, Package, mangled, poison
from reviewing import drafted

import summitdata as sd
from summitdata.pages.figures import MIME, SVG
from summitdata.run.notebooks import notebooks

PATHS = notebooks()
FRESH = f"as-stored/{PATHS[1].name}"
PRIVATE = (
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR",
    "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
    "IPYTHONDIR",
)
TOKEN = "a-token-for-the-tests"
RUN = """async name => {
  const {commands} = window.jupyterapp;
  const panel = await commands.execute('docmanager:open', {path: name, factory: 'Notebook'});
  await panel.context.ready;
  await panel.sessionContext.ready;
  await panel.sessionContext.session.kernel.info;
  await commands.execute('notebook:run-all-cells');
  await panel.context.save();
  return panel.id;
}"""
EXPORT = """async name => {
  const {commands} = window.jupyterapp;
  const panel = await commands.execute('docmanager:open', {path: name, factory: 'Notebook'});
  await panel.context.ready;
  await panel.sessionContext.ready;
  await panel.sessionContext.session.kernel.info;
  panel.context.model.dirty = true;  // so that it is saved first, beside a kernel, as on a slow machine
  commands.execute('notebook:export-to-format', {format: 'html'});
}"""
SHOWN = """async id => {
  const outputs = [...document.querySelectorAll(`#${id} .jp-OutputArea-output`)];
  const all = outputs.flatMap(o => [...o.querySelectorAll('*:not(style)')]);
  outputs.forEach(o => o.querySelectorAll('style').forEach(e => e.remove()));
  const handlers = all.flatMap(e => [...e.attributes].map(a => a.name)).filter(n => n.startsWith('on'));
  return [outputs.map(o => o.textContent), all.map(e => e.localName), handlers, window.hacked || ''];
}"""
CLOSE = """async () => {
  const panel = window.jupyterapp.shell.currentWidget;
  await panel.sessionContext.shutdown();
  panel.context.model.dirty = false;  // or it would ask whether to save
  panel.close();
}"""


class Lab:
    """A JupyterLab on a copy of the notebooks, opened in a browser."""

    def __init__(self, browser, folder: Path):
        self.folder, self.asked, self.errors = folder / "notebooks", [], []
        shutil.copytree(PATHS[0].parent, self.folder, ignore=shutil.ignore_patterns(".*"))
        (self.folder / FRESH).parent.mkdir()
        shutil.copy(PATHS[1], self.folder / FRESH)
        self.address = f"http://127.0.0.1:{free_port()}"
        self.log = folder / "log.txt"
        self.server = start(self.address, self.folder / PATHS[0].name, folder)
        self.wait_for_answer()
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
        self.page = self.context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{self.address}/lab?reset&token={TOKEN}")
        self.page.wait_for_function("window.jupyterapp", timeout=300_000)
        self.do("() => window.jupyterapp.restored.then(() => true)")

    def do(self, script: str, argument: str | None = None):
        """Run a function in the page; Playwright itself would wait for it without end."""
        late = "new Promise((_, fail) => setTimeout(() => fail('it took longer than five minutes'), 300000))"
        return self.page.evaluate(f"a => Promise.race([({script})(a), {late}])", argument)

    def wait_for_answer(self):
        for _ in range(3000):
            if self.server.poll() is not None:
                break
            try:
                return self.get("/api/status")
            except urllib.error.URLError:
                time.sleep(0.1)
        raise AssertionError(f"JupyterLab did not start:\n{self.log.read_text('utf-8')}")

    def get(self, path: str) -> str:
        request = urllib.request.Request(self.address + path, headers={"Authorization": f"token {TOKEN}"})
        with urllib.request.urlopen(request, timeout=300) as answer:
            return answer.read().decode("utf-8")

    def outside(self) -> list[str]:
        """Requests that went anywhere but to the server."""
        return [url for url in self.asked if not url.startswith((self.address, "data:", "blob:"))]

    def stop(self):
        self.context.close()
        os.killpg(self.server.pid, signal.SIGTERM)
        try:
            self.server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()


def free_port() -> int:
    """One below those that the system gives out, so that no kernel takes it before JupyterLab does."""
    while True:
        with socket.socket() as one, contextlib.suppress(OSError):
            one.bind(("127.0.0.1", port := random.randrange(20_000, 30_000)))
            return port


def start(address: str, notebook: Path, folder: Path) -> subprocess.Popen:
    """JupyterLab as `summitdata lab` starts it, in folders of its own, at a notebook of its own."""
    environment = {**os.environ, **{name: str(folder / name.lower()) for name in PRIVATE}}
    for name in ("PLOTLY_RENDERER", "SUMMITDATA_DIR"):  # the command sets the one; notebooks are held against data/
        environment.pop(name, None)
    options = [
        "--no-browser",
        "--allow-root",
        f"--ServerApp.port={address.rpartition(':')[2]}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={TOKEN}",
        "--LabApp.expose_app_in_browser=True",
        "--LabApp.extension_manager=readonly",
        str(notebook),
    ]
    with (folder / "log.txt").open("w") as log:
        command = [sys.executable, "-m", "summitdata", "lab", *options]
        return subprocess.Popen(command, env=environment, start_new_session=True, stdout=log, stderr=log)


@pytest.fixture(scope="module")
def lab(chromium, tmp_path_factory):
    opened = Lab(chromium, tmp_path_factory.mktemp("lab"))
    yield opened
    opened.stop()


def outputs(cell) -> list[dict]:
    """What nbval compares of a cell: no counts, no metadata, no still pictures (JupyterLab stores a PNG of each)."""
    found = []
    for output in cell.get("outputs", []):
        kept = {k: v for k, v in output.items() if k not in ("execution_count", "metadata")}
        if "data" in kept:
            kept["data"] = {k: v for k, v in kept["data"].items() if k not in (SVG, "image/png")}
        found.append(kept)
    return found


def charts(notebook) -> int:
    return sum(MIME in o.get("data", {}) for c in notebook.cells for o in c.get("outputs", []))


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_every_cell_runs_gives_the_stored_output_and_its_charts_are_alive(lab, path):
    panel = lab.do(RUN, path.name)
    stored, run = nbformat.read(path, as_version=4), nbformat.read(lab.folder / path.name, as_version=4)
    assert len(run.cells) == len(stored.cells)
    for before, after in zip(stored.cells, run.cells):
        if before.cell_type == "code":
            assert after.execution_count == before.execution_count, after.source
            assert {"outputs": outputs(before)} == {"outputs": outputs(after)}, after.source
    figures = charts(stored)
    plots = lab.page.locator(f"#{panel} .js-plotly-plot")
    if figures:
        plots.nth(figures - 1).locator(".main-svg").first.wait_for(timeout=300_000)
        hover(lab.page, panel)
    assert plots.count() == figures
    assert not lab.errors
    assert not lab.outside()
    lab.do(CLOSE)


def hover(page, panel: str) -> None:
    """Point at a mark of the first chart and read its text; JupyterLab still scrolls for a while after a run."""
    marks = f"#{panel} .js-plotly-plot :is(.point, .points path, .textpoint)"
    assert len(pointed_at(page, marks, f"#{panel} .hoverlayer .hovertext")[0].strip()) > 5


THEME = "name => window.jupyterapp.commands.execute('apputils:change-theme', {theme: name})"
FAINT = """id => {
  const light = colour => { const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
    return [r, g, b].map(c => (c * a + 17 * (1 - a)) / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
      .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0.05); };
  const ground = light(getComputedStyle(document.querySelector(`#${id} .jp-Notebook`)).backgroundColor);
  return [...document.querySelectorAll(`#${id} .js-plotly-plot :is(text, tspan)`)]
    .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .filter(one => light(getComputedStyle(one).fill) / ground < 4.5).map(one => one.textContent); }"""


def test_texts_of_figures_can_be_read_in_a_dark_jupyterlab(lab):
    lab.do(THEME, "JupyterLab Dark")
    panel = lab.do(RUN, PATHS[2].name)
    lab.page.locator(f"#{panel} .js-plotly-plot .main-svg").first.wait_for(timeout=300_000)
    assert lab.do(FAINT, panel) == []
    lab.do(THEME, "JupyterLab Light")
    lab.do(CLOSE)


def test_hostile_texts_are_text_in_jupyterlab_too(lab, tmp_path):
    package = Package(tmp_path / "data")
    meant = poison(package)
    notebook = nbformat.read(PATHS[6], as_version=4)
    at_hand = f"import os\nos.environ |= {{'SUMMITDATA_DIR': {str(package.write())!r}, 'SUMMITDATA_TEXTS': {str(tmp_path)!r}}}"
    notebook.cells.insert(0, nbformat.v4.new_code_cell(at_hand))
    nbformat.write(notebook, lab.folder / "hostile.ipynb")
    panel = lab.do(RUN, "hostile.ipynb")
    for _ in range(1500):  # JupyterLab shows outputs one after the other
        texts, tags, handlers, hacked = lab.do(SHOWN, panel)
        if sum(len(MARK.findall(text)) for text in texts) > 1000:
            break
        lab.page.wait_for_timeout(200)
    assert sum(len(MARK.findall(text)) for text in texts) > 1000
    assert not [fault for text in texts for fault in mangled(text, meant)]
    assert not {"script", "iframe", "b", "mjx-container"} & set(tags) and not handlers and not hacked
    assert not lab.errors and not lab.outside()
    lab.do(CLOSE)


def test_nbconverts_own_page_says_what_each_picture_shows(tmp_path):
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", "--output-dir", str(tmp_path)]
    result = subprocess.run([*command, str(PATHS[1])], capture_output=True, text=True)
    assert result.returncode == 0 and "Alternative text is missing" not in result.stderr, result.stderr
    page = BeautifulSoup((tmp_path / PATHS[1].with_suffix(".html").name).read_text("utf-8"), "html.parser")
    stored = [o.data for c in nbformat.read(PATHS[1], as_version=4).cells for o in c.get("outputs", []) if "data" in o]
    meant = [data[MIME]["layout"]["meta"]["alt"] for data in stored if MIME in data]
    assert [image["alt"] for image in page.find_all("img")] == meant and meant


def reviewed(lab, small) -> str:
    """A notebook that reviews a draft; its last cell is there to be spoiled by a key that goes astray."""
    code = "import os, summitdata as sd\n"
    code += f"os.environ['SUMMITDATA_TEXTS'] = {str(small / 'texts')!r}\n"
    code += f"sd.review({str(small.parent / 'draft')!r}, data={str(small)!r})"
    notebook = nbformat.read(PATHS[0], as_version=4)
    notebook.cells = [nbformat.v4.new_code_cell(code), nbformat.v4.new_code_cell("1")]
    name = f"{small.parent.name}.ipynb"
    nbformat.write(notebook, lab.folder / name)
    return lab.do(RUN, name)


def decisions(small) -> list[str]:
    """What the sheets hold, in the order of their lines."""
    sheets = sorted((small.parent / "draft").glob("*.csv"))
    return [row.get("decision", "") for path in sheets for row in csv.DictReader(path.open(encoding="utf-8"))]


def test_a_draft_is_reviewed_by_keyboard_and_goes_on_after_a_restart(lab, small):
    drafted(small)
    panel, page = reviewed(lab, small), lab.page
    count, said, top = (
        page.locator(f"#{panel} .sd-review {part}") for part in (".count", ".said", ".line.current .top")
    )
    expect(count).to_have_text("7 of 7 left: 0 accepted, 0 rejected")
    page.locator(f"#{panel} .jp-InputPrompt").first.click()
    while not top.evaluate("top => top === document.activeElement"):  # by keyboard alone, from the cell
        page.keyboard.press("Tab")
    page.keyboard.type("aaajkr")  # the third line, a mention, lacks its context: keys behind it decide nothing
    expect(said).to_have_text("Fill context first.")
    field = page.locator(f"#{panel} input:focus")
    expect(field).to_have_attribute("name", "context")
    field.fill("<b>helps</b>")
    page.keyboard.press("Enter")
    expect(top).to_be_focused()
    page.keyboard.type("arua")
    expect(count).to_have_text("3 of 7 left: 4 accepted, 0 rejected")
    page.keyboard.press("e")
    page.keyboard.type("nonsense")
    page.keyboard.press("Escape")
    expect(top).to_be_focused()
    assert decisions(small) == ["", "accepted", "", "accepted", "accepted", "accepted", ""]
    assert lab.do("() => window.jupyterapp.shell.currentWidget.content.widgets.length") == 2
    assert page.locator(f"#{panel} .sd-review b").count() == 0
    lab.do("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart().then(() => true)")
    page.keyboard.press("a")
    expect(said).to_contain_text("does not answer")
    assert decisions(small).count("accepted") == 4
    lab.do("() => window.jupyterapp.commands.execute('notebook:run-all-cells').then(() => true)")
    expect(count).to_have_text("3 of 7 left: 4 accepted, 0 rejected")
    top.focus()
    page.keyboard.type("aar+")
    expect(said).to_contain_text(f"Written to {small}.")
    assert decisions(small) == ["accepted", "accepted", "rejected", *["accepted"] * 4]
    data = sd.load(small)
    assert data.actor_mentions[data.actor_mentions.source_id == "talks"].context.tolist() == ["<b>helps</b>"]
    assert not lab.outside()
    lab.do(CLOSE)


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
@pytest.mark.parametrize("width", [1280, 700])
def test_a_review_reads_well_in_both_themes_and_on_a_narrow_screen(lab, small, theme, width):
    drafted(small)
    lab.do(THEME, theme)
    lab.page.set_viewport_size({"width": width, "height": 900})
    panel = reviewed(lab, small)
    lab.page.locator(f"#{panel} .sd-review .line.current .top").wait_for()
    assert Axe().run(lab.page, context=f"#{panel} .sd-review").response["violations"] == []
    boxes = [lab.page.locator(f"#{panel} .sd-review {part}").bounding_box() for part in (".text", ".lines")]
    assert (boxes[0]["x"] == boxes[1]["x"]) == (width == 700)
    lab.page.set_viewport_size({"width": 1280, "height": 900})
    lab.do(THEME, "JupyterLab Light")
    lab.do(CLOSE)


@pytest.fixture(scope="module")
def converted(tmp_path_factory) -> str:
    """The page that `jupyter nbconvert --to summit` makes of a stored notebook."""
    folder = tmp_path_factory.mktemp("nbconvert")
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "summit", "--output-dir", str(folder)]
    env = {k: v for k, v in os.environ.items() if k != "SUMMITDATA_DIR"}  # as JupyterLab, on data/
    result = subprocess.run([*command, str(PATHS[1])], capture_output=True, text=True, env=env)
    assert result.returncode == 0, result.stderr
    return (folder / PATHS[1].with_suffix(".html").name).read_text("utf-8")


def test_nbconvert_gives_the_page_as_one_file(converted):
    assert "Content-Security-Policy" in converted and "default-src 'none'" in converted
    assert not re.search(r"<script[^>]* src=|<link |@import", converted)
    figures = charts(nbformat.read(PATHS[1], as_version=4))
    assert len(re.findall(r'<figure\b[^>]*class="chart"', converted)) == figures > 0 and 'id="plotly"' in converted


def test_jupyterlabs_export_to_html_is_that_page(lab, converted):
    entries = json.loads(lab.get("/api/nbconvert"))
    assert {"html", "summit"} <= set(entries)
    for entry in ("html", "summit"):
        assert lab.get(f"/nbconvert/{entry}/{FRESH}?download=false") == converted, entry


def test_file_save_and_export_notebook_as_html_downloads_it_and_it_works_offline(lab, converted, chromium):
    lab.do(EXPORT, FRESH)
    with lab.page.expect_download() as got:
        lab.page.locator(".jp-Dialog .jp-mod-accept").click()
    path = lab.folder / got.value.suggested_filename
    got.value.save_as(path)
    assert path.name == f"{PATHS[1].stem}.html" and path.read_text("utf-8") == converted
    context = chromium.new_context(offline=True)
    page, asked, errors = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda m: errors.append(m.text) if m.type in ("error", "warning") else None)
    page.goto(path.as_uri())
    figures = page.locator("figure.chart").count()
    page.locator("figure.chart[data-drawn]").nth(figures - 1).wait_for(timeout=300_000)
    assert page.locator(".js-plotly-plot").count() == figures == charts(nbformat.read(PATHS[1], as_version=4))
    assert not errors and not [u for u in asked if not u.startswith((path.as_uri(), "data:", "blob:"))]
    context.close()
