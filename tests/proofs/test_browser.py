"""The pages in a real browser, from a folder, with the network cut: what a reader gets."""

from __future__ import annotations

import csv
import io
import re
import struct

import pytest
from pointing import pointed_at
from visiting import ALL_DRAWN, Visit, until

from summitdata.pages.spoken import curled
from summitdata.run.notebooks import notebooks

NAMES = [path.stem for path in notebooks()]
CHARTED = [n for n in NAMES if n not in ("00-start-here", "07-compare-summits", "08-update-the-data")]
# Text boxes of a chart: which are cut by its frame, and which lie on one another.
# plotly leaves out a label that would reach over the edge: of a number its neighbours tell, of a name nothing does
UNNAMED = """() => [...document.querySelectorAll('.live .xtick text, .live .ytick text')]
  .filter(label => label.style.display === 'none' && /\\p{L}{3}/u.test(label.textContent)).map(label => label.textContent)"""
CLASHES = """() => [...document.querySelectorAll('figure.chart .live')].flatMap(live => {
  const svg = live.querySelector('.main-svg').getBoundingClientRect(), out = [];
  const boxes = [...live.querySelectorAll('text')].filter(t => t.textContent.trim() && t.getClientRects().length)
    .map(t => [t.textContent, t.getBoundingClientRect(), /rotate/.test(t.closest('g[transform*=rotate]')?.outerHTML.slice(0, 200) || t.getAttribute('transform') || '')]);
  for (const [text, b] of boxes)
    if (b.left < svg.left - 2 || b.right > svg.right + 2 || b.top < svg.top - 2 || b.bottom > svg.bottom + 2)
      out.push(`cut: ${text.slice(0, 50)}`);
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
    const [t, a, ra] = boxes[i], [u, b, rb] = boxes[j];
    if (ra && rb) continue;  // slanted heads stand side by side: their upright boxes overlap, they do not
    const w = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (w > 3 && h > 4) out.push(`clash: ${t.slice(0, 40)} / ${u.slice(0, 40)}`);
  }
  return out;
})"""


def addresses(built):
    """Each page of the site and each single file."""
    site = [built / f"{n}.html" for n in NAMES] + [built / "index.html", *sorted((built / "embed").glob("*.html"))]
    return site + sorted((built / "facts").glob("*.html")) + sorted((built.parent / "single").glob("*.html"))


def test_each_page_draws_its_figures_asks_for_nothing_and_complains_of_nothing(built, chromium):
    for path in addresses(built):
        with Visit(chromium, path, viewport={"width": 1280, "height": 800}) as visit:
            page = visit.drawn()
            figures = page.locator("figure.chart").count()
            assert page.locator(".js-plotly-plot").count() == figures, path.name
            assert page.locator(".still:visible").count() == 0
            own = built.parent.as_uri()
            assert not [u for u in visit.asked if not u.startswith((own, "data:", "blob:"))], path.name
            assert not visit.errors, (path.name, visit.errors)


def test_nothing_scrolls_sideways_and_no_text_of_a_chart_is_cut_or_covered(built, chromium):
    """Opened as on a small phone, then made wider step by step: charts are redrawn to each width."""
    found = {}
    fits = "w => [...document.querySelectorAll('.live')].every(l => Math.abs(l.querySelector('.main-svg').getBoundingClientRect().width - l.clientWidth) < 2)"
    for path in [p for p in addresses(built) if p.parent.name != "single" or p.stem == NAMES[1]]:
        with Visit(chromium, path, viewport={"width": 320, "height": 800}) as visit:
            page = visit.drawn()
            for width in (320, 390, 768, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                until(page, fits)
                wide = page.evaluate("document.documentElement.scrollWidth")
                clashes, unnamed = page.evaluate(CLASHES), page.evaluate(UNNAMED)
                if wide > width or clashes or unnamed:
                    found[path.name, width] = (wide, clashes, unnamed)
    assert not found


@pytest.mark.parametrize("name", CHARTED)
def test_hovering_shows_text(built, chromium, name):
    with Visit(chromium, built / f"{name}.html", viewport={"width": 1280, "height": 900}) as visit:
        page = visit.drawn()
        marks = "figure.chart .live :is(.point, .points path, .textpoint text)"
        assert len(pointed_at(page, marks, ".hoverlayer .hovertext")[0].strip()) > 5


def test_the_csv_is_the_table_and_the_table_is_the_figures(built, chromium):
    for name in CHARTED:
        with Visit(chromium, built.parent / "single" / f"{name}.html") as visit:
            visit.drawn().locator("#show-code").check()
            for figure in visit.page.locator("figure.chart").all():
                figure.locator("[role=tab]", has_text="Table").click()
                with visit.page.expect_download() as got:
                    figure.locator("a.csv").click()
                text = got.value.path().read_text("utf-8-sig")
                head, *rows = csv.reader(io.StringIO(text, newline=""))
                shown = figure.locator(".table tr").evaluate_all("r => r.map(t => [t.className, t.textContent])")
                told = []
                for kind, words in shown[1:]:  # what opens under a row belongs to it
                    told[-1:] = [told[-1] + words] if kind == "rest" else [*told[-1:], words]
                assert len(told) == len(rows) and all(column in " ".join(map(str, shown)) for column in head), name
                for row, words in zip(rows, told):
                    for cell in row:
                        said = curled(re.sub(r"^'(?=[=+\-@\t\r])", "", cell).removesuffix(".0"))
                        assert " ".join(said.split()) in " ".join(words.split()), (name, cell)


def png_size(data):
    return struct.unpack(">II", data[16:24])


def test_images_have_title_source_and_edition_burned_in(built, chromium, shown):
    with Visit(chromium, built / "01-trade-growth.html", viewport={"width": 1280, "height": 900}) as visit:
        page = visit.drawn()
        figure = page.locator("figure.chart").nth(1)
        figure.locator("details.share summary").click()
        for kind in ("png", "svg", "wide"):
            with page.expect_download() as got:
                figure.locator(f"[data-save={kind}]").click()
            content = got.value.path().read_bytes()
            if kind == "svg":
                words = re.sub(r"\s+", " ", " ".join(re.findall(r">([^<>]+)<", content.decode())))
                assert figure.locator(".finding").text_content()[:40] in words
                assert "Source: " in words and f"edition {shown.edition}" in words
            else:
                assert content.startswith(b"\x89PNG") and len(content) > 20_000
            if kind == "wide":
                assert png_size(content) == (1200, 675)
        assert not visit.errors


def test_the_snippet_to_embed_names_a_page_that_draws_the_figure(built, chromium):
    with Visit(chromium, built / "02-signed-documents.html") as visit:
        figure = visit.drawn().locator("figure.chart").first
        figure.locator("details.share summary").click()
        snippet = figure.locator(".embed pre").text_content()
        target = re.search(r'src="([^"]+)"', snippet)[1]
        title = figure.locator(".finding").text_content()
    with Visit(chromium, built / target) as alone:
        assert alone.drawn().locator(".finding").text_content() == title


def test_links_under_figures_and_sentences_lead_to_the_row(built, chromium):
    with Visit(chromium, built / "01-trade-growth.html") as visit:
        visit.page.locator(".answer a").first.click()
        visit.page.wait_for_url("**/06-evidence.html#*")
        assert visit.page.locator(":target").count() == 1
    with Visit(chromium, built.parent / "single" / "01-trade-growth.html") as visit:
        for link in visit.page.locator("a[href^='#']").evaluate_all("a => a.map(x => x.getAttribute('href').slice(1))"):
            assert visit.page.evaluate("i => !!document.getElementById(decodeURIComponent(i))", link), link


def test_a_card_is_one_click_from_the_front_page_and_says_who_and_the_caveat(built, chromium):
    with Visit(chromium, built / "index.html") as visit:
        page = visit.page
        page.locator(".numbers a").first.click()
        page.wait_for_selector("#sentence")
        assert "increased fivefold" in page.locator("#sentence").text_content()
        told = page.locator("main").text_content()
        assert "BelTA" in told and "quotes nobody" in told
        button = "document.querySelector('[data-copy=sentence]')"
        page.evaluate(f"new MutationObserver(() => window.told = true).observe({button}, {{childList: true}})")
        page.locator("[data-copy=sentence]").click()
        until(page, "window.told")  # it says so for two seconds


def test_without_javascript_there_are_prose_tables_pictures_and_texts_for_them(built, chromium):
    with Visit(chromium, built / "01-trade-growth.html", java_script_enabled=False) as visit:
        page = visit.page
        assert page.locator("figure.chart").count() == page.locator("figure.chart .still img").count() > 0
        assert page.locator("noscript p").first.inner_text()
        assert page.locator(".panel.table td").first.is_visible()
        assert page.locator(".panel.evidence a").first.is_visible() and not page.locator(".tabs").first.is_visible()
        assert page.locator(".answer li").first.is_visible()


# The colours of an axis, which the script sets, and of a label, which the page's style sheet sets
AXIS = "getComputedStyle(document.querySelector('.live .xtick text')).fill"
LABEL = "getComputedStyle(document.querySelector('.live .annotation-text tspan[style*=ink]')).fill"


def test_figures_follow_the_readers_scheme(built, chromium):
    with Visit(chromium, built / "01-trade-growth.html", color_scheme="dark") as visit:
        page = visit.drawn()
        inks = f"[{AXIS}, {LABEL}].join()"
        assert page.evaluate(inks) == "rgb(169, 178, 187),rgb(232, 234, 237)"
        page.emulate_media(color_scheme="light")
        until(page, f"{inks} == 'rgb(109, 117, 126),rgb(32, 36, 42)'")


def test_on_a_line_that_saves_data_figures_wait_for_touch_or_focus(built, chromium):
    context = chromium.new_context(offline=True)
    context.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    page = context.new_page()
    page.goto((built / "01-trade-growth.html").as_uri())
    page.wait_for_load_state()
    page.evaluate("() => new Promise(done => requestIdleCallback(() => requestIdleCallback(() => done())))")
    figures = page.locator("figure.chart").count()
    assert page.locator(".js-plotly-plot").count() == 0 and page.locator(".still").count() == figures > 1
    page.locator("figure.chart .plot").first.focus()
    page.wait_for_selector(".js-plotly-plot")
    context.close()


def test_a_turn_of_the_phone_redraws(built, chromium):
    with Visit(chromium, built / "01-trade-growth.html", viewport={"width": 390, "height": 844}) as visit:
        page = visit.drawn()
        page.set_viewport_size({"width": 844, "height": 390})
        until(page, "document.querySelector('.live .main-svg').getBoundingClientRect().width > 600")


def test_print_is_light_and_has_every_figure(built, chromium, tmp_path):
    with Visit(chromium, built / "01-trade-growth.html", color_scheme="dark") as visit:
        page = visit.drawn()
        page.emulate_media(media="print", color_scheme="light")
        assert not page.locator(".tabs").first.is_visible()
        assert page.locator(".panel.table").first.is_visible() and page.locator(".panel.evidence").first.is_visible()
        until(page, f"[{AXIS}, {LABEL}].join() == 'rgb(109, 117, 126),rgb(32, 36, 42)'")
        shown = "[...document.querySelectorAll('.still')].filter(e => getComputedStyle(e).display == 'block').length"
        assert page.evaluate(shown) == page.locator(".plot").count() > 1
        assert page.locator(".live:visible, .below:visible").count() == 0
        fold = "getComputedStyle(document.querySelector('main details:not([open])'), '::details-content')"
        assert page.evaluate(f"{fold}.contentVisibility") == "visible"
        said = "getComputedStyle(document.querySelector('.plot'), '::after').content"
        assert page.evaluate(said).startswith('"Source: ')
        sheet = page.pdf(format="A4")
        assert sheet.startswith(b"%PDF") and len(sheet) > 30_000


def test_single_files_are_light_enough_to_mail(built):
    for path in (built.parent / "single").glob("*.html"):
        grows = path.stem == "06-evidence"  # with the data: it lists every row
        assert path.stat().st_size <= 2_450_000 + 100_000 * grows, path.name


def test_what_comes_before_plotly_is_small(built):
    """HTML, style, script and the pictures of the first screen."""
    for name in NAMES:
        pictures = sorted((built / "pictures").glob(f"{name}-figure-1.svg"))
        files = [built / f"{name}.html", built / "assets/rest.css", built / "assets/summit.js", *pictures]
        rows = (built / f"{name}.html").read_text("utf-8").count("<tr")  # the evidence page grows with the data
        assert sum(f.stat().st_size for f in files) <= max(290_000, 900 * rows), name


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), parts))


def contrast(a, b):
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_colours_of_charts_have_the_contrast_of_wcag(dark):
    from summitdata.house.figure import BAND, DARK, INK, MARK, PAPER, SIDES, SOFT

    def shown(colour):
        return DARK[colour] if dark else colour

    *tint, share = map(float, re.findall(r"[0-9.]+", BAND))
    under = [int(shown(PAPER)[i : i + 2], 16) for i in (1, 3, 5)]
    band = "#" + "".join(f"{round(t * share + g * (1 - share)):02x}" for t, g in zip(tint, under))
    assert contrast(shown(INK), shown(PAPER)) >= 4.5 and contrast(shown(SOFT), shown(PAPER)) >= 4.5
    for ground in (shown(PAPER), band):  # words stand on no band
        assert all(contrast(shown(colour), ground) >= 3 for colour in (MARK, *SIDES.values()))


def test_colours_of_stored_figures_can_be_seen_in_jupyterlab_light_and_dark():
    """A stored figure has no ground, and one palette for both themes."""
    from summitdata.house.figure import MARK, SIDES, SOFT

    for ground in ("#ffffff", "#111111"):
        assert all(contrast(colour, ground) >= 3 for colour in (MARK, SOFT, *SIDES.values()))


UNFOLDED = """() => {
  document.querySelectorAll('main details').forEach(fold => fold.open = true);
  document.querySelectorAll('.panel').forEach(panel => { panel.hidden = false; panel.classList.add('shown'); });
  document.querySelectorAll('#show-code:not(:checked)').forEach(box => box.click());
}"""
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}


def kinds(built):
    """The pages of notebooks, the front page, one card, one figure alone, one single file."""
    one = [sorted((built / part).glob("*.html"))[0] for part in ("facts", "embed")]
    return [built / f"{n}.html" for n in NAMES] + [
        built / "index.html",
        *one,
        built.parent / "single" / f"{NAMES[1]}.html",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_of_wcag(built, chromium, scheme):
    """With every fold open, so that what is folded away is looked at too."""
    from axe_playwright_python.sync_playwright import Axe

    found = {}
    for path in kinds(built):
        with Visit(chromium, path, color_scheme=scheme, viewport={"width": 1280, "height": 800}) as visit:
            page = visit.drawn()
            page.evaluate(UNFOLDED)
            result = Axe().run(page, options=WCAG)
            assert len(result.response["passes"]) > 10, path.name
            if result.violations_count:
                found[path.name] = result.generate_report()
    assert not found, "\n".join(f"{name}: {report}" for name, report in found.items())


TABBABLE = """() => [...document.querySelectorAll('a[href], button:not([tabindex="-1"]), summary, input, select, [tabindex="0"]')]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && !(e.closest('details:not([open])') && e.tagName != 'SUMMARY'))
  .map((e, i) => { e.dataset.stop = i; return i; })"""
HERE = """() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
  return [e.dataset.stop === undefined ? e.outerHTML.slice(0, 80) : +e.dataset.stop, s.outlineStyle, parseFloat(s.outlineWidth), b.width > 0 && b.right > 0]; }"""


@pytest.mark.parametrize("name", ["01-trade-growth", "index", "facts"])
def test_every_control_is_reached_by_keyboard_with_its_focus_seen(built, chromium, name):
    path = sorted((built / "facts").glob("*.html"))[0] if name == "facts" else built / f"{name}.html"
    with Visit(chromium, path, viewport={"width": 1280, "height": 800}) as visit:
        page = visit.drawn()
        stops = page.evaluate(TABBABLE)
        seen = []
        for _ in stops:
            page.keyboard.press("Tab")
            stop, style, width, shown = page.evaluate(HERE)
            assert style not in ("none", "") and width >= 2 and shown, stop
            seen.append(stop)
        assert seen == stops


def test_every_control_is_worked_by_keyboard(built, chromium):
    with Visit(chromium, built / "01-trade-growth.html", viewport={"width": 1000, "height": 800}) as visit:
        page = visit.drawn()
        figure = page.locator("figure.chart").first
        page.locator("#show-code").focus()
        page.keyboard.press("Space")
        assert page.locator(".source").first.is_visible()
        figure.locator("[role=tab]").first.focus()
        walk = [
            ("ArrowRight", "table"),
            ("End", "evidence"),
            ("ArrowRight", "chart"),
            ("ArrowLeft", "evidence"),
            ("ArrowLeft", "table"),
        ]
        for key, part in walk:
            page.keyboard.press(key)
            assert figure.locator(f".panel.{part}").is_visible() and figure.locator(".panel:visible").count() == 1
            assert page.evaluate("document.activeElement.textContent").lower() == part
        figure.locator("details.share summary").focus()
        page.keyboard.press("Enter")
        for button in (figure.locator("a.csv"), *figure.locator("[data-save]").all()):
            button.focus()
            with page.expect_download() as got:
                page.keyboard.press("Enter")
            assert got.value.path().stat().st_size > 100
        figure.locator("[role=tab]").first.focus()
        page.keyboard.press("End")
        figure.locator(".evidence a[href*='#']").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/06-evidence.html#*")
        page.go_back()
        page.locator(".all details.menu summary").focus()
        page.keyboard.press("Enter")
        page.locator(".all .menu a").nth(3).focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{NAMES[3]}.html")


def test_reduced_motion_is_obeyed(built, chromium):
    moves = "[getComputedStyle(document.documentElement).scrollBehavior, document.getAnimations().length]"
    still = "[...document.querySelectorAll('*')].every(e => parseFloat(getComputedStyle(e).transitionDuration) == 0)"
    with Visit(chromium, built / "01-trade-growth.html", reduced_motion="reduce") as visit:
        assert visit.drawn().evaluate(moves) == ["auto", 0]
        assert visit.page.evaluate(still)


@pytest.fixture(scope="module")
def web(built):
    """The site over loopback, as a web server of anybody's gives it."""
    import functools
    import threading
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=built.parent))
    server.handle_error = lambda *_: None  # a page that is closed while plotly.js comes
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/site"
    server.shutdown()


def test_text_and_pictures_come_before_what_is_heavy(web, built, chromium):
    """On a slow line: neither waits for plotly.js or a chart, and what they wait for is little (at 400 kbit/s, 2 s and 5 s)."""
    held = []

    def hold(route):
        held.append(route)

    for name in ["index", *NAMES]:
        context = chromium.new_context(viewport={"width": 1280, "height": 1200})
        page, asked = context.new_page(), []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.route(re.compile(r"/plotly\.min\.js|/charts/"), hold)  # as if it never came
        page.goto(f"{web}/{name}.html", wait_until="commit")
        until(page, "performance.getEntriesByName('first-contentful-paint').length")
        until(page, "document.readyState != 'loading'")
        seen = "[...document.images].filter(i => i.checkVisibility() && i.getBoundingClientRect().top < innerHeight)"
        until(page, f"{seen}.every(i => i.complete)")
        pictures = page.evaluate(f"{seen}.map(i => i.src)")
        before = [url for url in asked if url.endswith((".css", ".js")) and url not in [r.request.url for r in held]]
        weights = {url: built.joinpath(url.removeprefix(f"{web}/")).stat().st_size for url in {*before, *pictures}}
        assert sum(weights[url] for url in before) < 100_000, (name, weights)
        assert sum(weights.values()) < 250_000, (name, weights)
        while held:
            held.pop().abort()
        context.close()


def test_title_and_answer_are_shown_before_the_rest_of_a_page_is_there(web, chromium):
    page, held, empty = chromium.new_page(), [], {"body": "", "content_type": "text/javascript"}
    page.route("**/pause.js", lambda route: held.append(route) if not held else route.fulfill(**empty))
    page.goto(f"{web}/01-trade-growth.html", wait_until="commit")
    until(page, "performance.getEntriesByName('first-contentful-paint').length")
    assert page.locator("main h1").is_visible() and page.locator("figure").count() == 0
    held[0].fulfill(**empty)
    until(page, "document.readyState != 'loading'")
    assert page.locator(".cell.answer").is_visible() and page.locator("figure").count() > 0
    page.close()


def test_the_site_works_in_any_sub_path_of_a_web_server(web, chromium):
    context = chromium.new_context()
    page = context.new_page()
    asked = []
    page.on("request", lambda r: asked.append(r.url))
    page.goto(f"{web}/02-signed-documents.html")
    until(page, ALL_DRAWN)
    figure = page.locator("figure.chart").first
    figure.locator("details.share summary").click()
    assert f'src="{web}/embed/' in figure.locator(".embed pre").text_content()
    assert all(u.startswith(web) or u.endswith("favicon.ico") for u in asked if not u.startswith(("data:", "blob:")))
    context.close()
