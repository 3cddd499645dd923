"""A short look at two pages in a browser, where there is one: figures are drawn, nothing is asked for, nothing complains."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("name", ["index", "01-trade-growth"])
def test_a_page_draws_its_figures_offline(built, chromium, name):
    context = chromium.new_context(offline=True)
    page, complaints = context.new_page(), []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((built / f"{name}.html").as_uri())
    assert page.locator("h1").inner_text()
    for switch in page.locator("#show-code").all():
        switch.check()
    for figure in page.locator("figure.chart").all():
        figure.scroll_into_view_if_needed()
        figure.locator(".js-plotly-plot").wait_for()
    assert not complaints
    context.close()
