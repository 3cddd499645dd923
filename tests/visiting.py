"""A page opened offline in a browser, and waiting for what it comes to."""

from __future__ import annotations

ALL_DRAWN = "[...document.querySelectorAll('figure.chart')].every(f => f.dataset.drawn)"


def until(page, condition):
    """Wait for a condition; the page's own policy forbids the usual way, which evaluates text in the page."""
    for _ in range(3000):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never came true: {condition}")


class Visit:
    """A page opened offline, with what it asked for and what it complained of."""

    def __init__(self, browser, path, **options):
        self.asked, self.errors = [], []
        self.context = browser.new_context(offline=True, accept_downloads=True, **options)
        self.page = self.context.new_page()
        self.page.on("request", lambda r: self.asked.append(r.url))
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.goto(path.as_uri())

    def drawn(self):
        until(self.page, ALL_DRAWN)
        return self.page

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()
