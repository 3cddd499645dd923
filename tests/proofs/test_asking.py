"""A reader asks the data in a real browser: tables, the base of a claim, marks and their words, by keyboard alone."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from nbconvert.filters import markdown2html
from visiting import ALL_DRAWN, Visit, until

from summitdata import show
from summitdata.pages import bundle
from summitdata.themes.evidence.measures import evidence_rows

ROWS = ".ask[aria-label='Rows of Every row']"


def told(page):
    return page.locator(f"{ROWS} [role=status]").inner_text()


def seen(page):
    """The first cells of the rows that are seen."""
    return page.locator("table[aria-label='Every row'] tbody tr:not([hidden]) th code").all_inner_texts()


def test_every_row_is_searched_filtered_sorted_saved_and_sent_by_keyboard(built, chromium, shown):
    facts = evidence_rows(shown.for_summit(shown.summits.summit_id.iloc[0]))
    with Visit(chromium, built / "06-evidence.html", viewport={"width": 1280, "height": 900}) as visit:
        page = visit.page
        every, first = f"{len(facts)} rows, the first 60 shown", facts.row_id.tolist()[:60]
        assert told(page) == every and seen(page) == first
        page.locator(".more-rows").last.click()
        assert told(page) == f"{len(facts)} rows" and len(seen(page)) == len(facts)
        page.locator(f"{ROWS} input").focus()
        page.keyboard.type("minsk")
        found = seen(page)
        assert told(page) == f"{len(found)} of {len(facts)} rows" and 0 < len(found) < len(facts)
        quoted = facts[facts.row_id.isin(found) & (facts.voice == "quoted")].row_id.tolist()
        page.locator(f"{ROWS} label", has_text="Voice").locator("select").first.focus()
        page.keyboard.type("quoted")
        until(page, f"document.querySelector(\"{ROWS} [role=status]\").textContent.startsWith('{len(quoted)} of')")
        assert sorted(seen(page)) == sorted(quoted)
        head = page.locator("table[aria-label='Every row'] thead th", has_text="Fact")
        head.locator("button").focus()
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "ascending"
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "descending"
        order = seen(page)
        with page.expect_download() as got:
            page.locator(f"{ROWS} button", has_text="Save").click()
        lines = list(csv.DictReader(io.StringIO(got.value.path().read_text("utf-8-sig"), newline="")))
        assert [line["Fact"].split()[-1] for line in lines] == order
        sent = page.url
        page.goto("about:blank")
        page.goto(sent)
        assert seen(page) == order and told(page) == f"{len(quoted)} of {len(facts)} rows"
        page.locator(f"{ROWS} button", has_text="Reset").focus()
        page.keyboard.press("Enter")
        assert told(page) == every and seen(page) == first and "?" not in page.url
        assert page.evaluate("document.activeElement.type") == "search"
        assert not visit.errors


def test_a_link_to_a_row_shows_it_whatever_was_asked(built, chromium, shown):
    key = shown.claims.claim_id.iloc[0]
    with Visit(chromium, built / "06-evidence.html") as visit:
        visit.page.locator(f"{ROWS} input").fill("nothing has these words")
        assert not seen(visit.page)
        visit.page.evaluate(f"location.hash = '{key}'")
        until(visit.page, f"document.getElementById('{key}').closest('tr').checkVisibility()")


def test_of_a_long_table_only_the_rows_seen_are_in_the_document(chromium, tmp_path):
    frame = pd.DataFrame({"name": [f"row {i}" for i in range(3000)], "kind": ["odd", "even"] * 1500, "n": range(3000)})
    html = f"<main>{markdown2html(show(frame).markdown)}</main><script>{bundle.script()}</script>"
    (tmp_path / "long.html").write_text(html, encoding="utf-8")
    with Visit(chromium, tmp_path / "long.html") as visit:
        page, rows = visit.page, "document.querySelectorAll('tbody tr').length"
        said = page.locator(".ask [role=status]")
        assert said.inner_text() == "3,000 rows, the first 100 shown" and page.evaluate(rows) == 100
        page.locator(".ask input").fill("row 295")
        found = sum("295" in str(i) for i in range(3000))
        assert said.inner_text() == f"{found} of 3,000 rows" and page.evaluate(rows) == found
        page.locator("th button", has_text="N").last.click()
        page.locator("th button", has_text="N").last.click()
        assert page.locator("tbody tr td").first.inner_text() == "row 2959"
        page.locator(".ask input").fill("")
        page.locator(".more-rows").click()
        assert page.evaluate(rows) == 200 and page.evaluate("document.activeElement.textContent") == "row 2899"
        assert not visit.errors


def test_the_base_of_the_claim_is_chosen_by_keyboard_and_sent(built, chromium):
    with Visit(chromium, built / "01-trade-growth.html") as visit:
        page, said = visit.page, visit.page.locator(".bases [role=status]")
        before = said.inner_text()
        assert "4.6 times as much" in before and "That fits" in before
        page.locator(".bases select").first.focus()
        page.keyboard.press("Home")
        for _ in range(page.locator(".bases select").first.locator("option").count()):
            if page.evaluate("document.activeElement.selectedOptions[0].textContent").startswith("2017"):
                break
            page.keyboard.press("ArrowDown")  # typing 2017 would be read as one word only if it is quick
        until(page, "document.querySelector('.bases [role=status]').textContent.includes('a fall of 27 percent')")
        assert "does not fit" in said.inner_text() and page.locator(".strip .hollow").count() == 1
        nominal = said.inner_text()
        page.locator(".bases select").nth(2).select_option(label="without inflation")
        assert said.inner_text() != nominal and "in dollars of 2017" in said.inner_text()
        chosen, sent = said.inner_text(), page.url
        page.goto("about:blank")
        page.goto(sent)
        assert page.locator(".bases [role=status]").inner_text() == chosen
        assert not visit.errors
    with Visit(chromium, built / "01-trade-growth.html", java_script_enabled=False) as visit:
        assert " ".join(before.split()) in " ".join(visit.page.locator(".bases").inner_text().split())


@pytest.mark.parametrize("name", ["01-trade-growth", "05-voices-and-positions"])
def test_a_mark_opens_its_words_and_a_row_lights_its_mark(built, chromium, name):
    with Visit(chromium, built / f"{name}.html", viewport={"width": 1280, "height": 900}) as visit:
        page = visit.page
        until(page, ALL_DRAWN)
        figure = page.locator("figure.chart:has(.stops)").first
        stops = figure.locator("[role=slider]")
        stops.focus()
        page.keyboard.press("ArrowRight")
        first = stops.get_attribute("aria-valuetext")
        page.keyboard.press("ArrowRight")
        assert stops.get_attribute("aria-valuenow") == "2" and stops.get_attribute("aria-valuetext") != first
        assert page.locator(".hoverlayer .hovertext").count()
        page.keyboard.press("Enter")
        words = figure.locator(".told [href*='#']").first
        key = words.get_attribute("href").partition("#")[2]
        assert figure.locator(f".evidence a[href$='#{key}']").count() == 1
        figure.locator("[role=tab]", has_text="Evidence").click()
        figure.locator(".to-mark").last.press("Enter")
        assert (
            figure.locator(".panel.chart").is_visible() and page.evaluate("document.activeElement.className") == "stops"
        )
        assert figure.locator(".told").inner_text() and stops.get_attribute("aria-valuetext")
        # a chart that is drawn anew, as on a phone that is turned, answers as before
        page.evaluate("document.querySelectorAll('.told').forEach(told => told.replaceChildren())")
        page.set_viewport_size({"width": 390, "height": 900})
        until(page, "document.querySelector('figure.chart:has(.stops)').dataset.narrow === 'yes'")
        for _ in range(100):
            figure.locator(".live .point").first.click(force=True)
            if figure.locator(".told").inner_text():
                break
        assert figure.locator(".told [href*='#']").count()
        assert not visit.errors


@pytest.mark.parametrize("width", [1280, 390])
def test_switches_dim_what_others_say_in_figure_table_and_evidence(built, chromium, shown, width):
    summit = shown.for_summit(shown.summits.summit_id.iloc[0])
    facts = evidence_rows(summit).set_index("row_id")
    with Visit(chromium, built / "05-voices-and-positions.html", viewport={"width": width, "height": 900}) as visit:
        page = visit.drawn()
        figure = page.locator("figure.chart:has(.whose)").nth(1)
        keys = figure.locator(".panel.table [data-rows]").evaluate_all("rows => rows.map(row => row.dataset.rows)")
        said = facts.loc[keys]
        whom, voice = said.speaker.value_counts().index[0], "quoted"
        if width < 560:
            assert figure.locator("summary", has_text="Whose words? All shown").is_visible()
            figure.locator("details:has(> .whose) > summary").press("Enter")
        first = figure.get_by_role("button", name=f"{whom} {(said.speaker == whom).sum()}", exact=True)
        first.press("Enter")
        assert first.get_attribute("aria-pressed") == "true"
        lit = (said.speaker == whom).tolist()
        assert (
            figure.locator(".whose [role=status]").text_content()
            == f"{sum(lit)} of {len(lit)} shown, the others dimmed"
        )
        tables = figure.locator(".panel.table [data-rows]").evaluate_all("all => all.map(one => !one.matches('.dim'))")
        items = figure.locator(".evidence li").evaluate_all("all => all.map(one => !one.matches('.dim'))")
        marks = figure.locator(".live .point").evaluate_all(
            "all => all.map(one => getComputedStyle(one).opacity === '1')"
        )
        assert tables == items == lit and sum(marks) == sum(lit) and len(marks) == len(lit)
        figure.get_by_role("button", name=f"{voice} {(said.voice == voice).sum()}", exact=True).press(" ")
        both = int(((said.speaker == whom) & (said.voice == voice)).sum())
        status = f"{both} of {len(lit)} shown, the others dimmed"
        assert figure.locator(".whose [role=status]").text_content() == status
        page.emulate_media(media="print")
        assert figure.locator(".live .dim").first.evaluate("one => getComputedStyle(one).opacity") == "1"
        page.emulate_media(media="screen")
        sent = page.url
        page.goto("about:blank")
        page.goto(sent)
        page = visit.drawn()
        assert figure.locator(".whose [role=status]").text_content() == status
        until(page, "document.querySelectorAll('.live .dim').length > 0")
        figure.get_by_role("button", name=f"All {len(lit)}", exact=True).press("Enter")
        assert not page.locator(".dim").count() and "?" not in page.url
        assert not visit.errors


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["03-sectors", "04-timeline-and-commitments", "06-evidence"])
def test_what_is_dimmed_by_the_address_can_still_be_read(built, chromium, name, scheme):
    from axe_playwright_python.sync_playwright import Axe

    with Visit(chromium, built / f"{name}.html", color_scheme=scheme) as visit:
        visit.page.goto(visit.page.url + "?whose=quoted")
        page = visit.drawn()
        assert page.locator("fieldset.whose [aria-pressed=true]", has_text="quoted").count()
        until(page, "document.querySelectorAll('.live .dim').length > 0")
        assert page.locator("tbody .dim, tbody tr.dim").count() and page.locator(".live .point:not(.dim)").count()
        page.evaluate("document.querySelectorAll('[role=tab]:last-child').forEach(tab => tab.click())")
        page.evaluate("document.querySelector('tr.dim').classList.add('aimed')")
        rules = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
        result = Axe().run(page, options=rules)
        assert not result.violations_count, result.generate_report()
        assert not visit.errors


def test_without_scripts_nothing_offers_to_dim_and_a_single_file_does(built, chromium):
    with Visit(chromium, built / "03-sectors.html", java_script_enabled=False) as visit:
        assert not visit.page.locator(".whose, .dim").count()
    with Visit(chromium, built.parent / "single" / "03-sectors.html") as visit:
        page = visit.drawn()
        page.locator(".whose button", has_text="quoted").first.click()
        assert page.locator(".evidence li.dim").count() and page.locator(".live .dim").count()
        assert not visit.errors


def test_summits_are_left_out_of_a_comparison_one_by_one(built, chromium, shown):
    with Visit(chromium, built / "07-compare-summits.html", viewport={"width": 1280, "height": 900}) as visit:
        page = visit.page
        tools = page.locator(".ask[aria-label='What to compare in Sectors']")
        names = tools.locator(".check").all_inner_texts()
        assert len(names) == len(shown.summits)
        tools.get_by_label(names[-1]).press(" ")
        heads = page.locator("table[aria-label='Sectors'] thead th:visible").all_inner_texts()
        assert not any(names[-1] in head for head in heads) and all(
            any(n in head for head in heads) for n in names[:-1]
        )
        assert not visit.errors
