"""How soon a page shows text and its first chart in Chromium, from a file."""

from __future__ import annotations

from pathlib import Path

from summitdata.pages import pictures

WATCH = """
window.seen = {};
new PerformanceObserver(list => list.getEntries().forEach(e => {
  if (e.name === 'first-contentful-paint') window.seen.text = e.startTime;
})).observe({type: 'paint', buffered: true});
new MutationObserver(() => {
  if (!window.seen.chart && document.querySelector('.js-plotly-plot .main-svg .trace, .js-plotly-plot .main-svg .point'))
    window.seen.chart = performance.now();
}).observe(document, {childList: true, subtree: true});
"""


def milliseconds(page: Path, chart: bool = True) -> dict[str, float]:
    """When the first text and, if it has one, the first chart stood there, in milliseconds after it was asked for."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=pictures.browser(), args=pictures.arguments())
        context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
        context.add_init_script(WATCH)
        tab = context.new_page()
        tab.goto(page.as_uri(), wait_until="commit")
        for _ in range(600):
            seen = tab.evaluate("window.seen")
            if len(seen) == (2 if chart else 1):
                break
            tab.wait_for_timeout(50)
        browser.close()
    return seen
