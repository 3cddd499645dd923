"""Point at a mark of a chart in a browser and read what shows."""

from __future__ import annotations


def pointed_at(page, mark, text):
    """The texts that show where one points at a mark; it may move while a page is still being laid out."""
    place = """selector => {
      const mark = document.querySelector(selector);
      mark.scrollIntoView({block: 'center', behavior: 'instant'});
      const box = mark.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    }"""
    for _ in range(3000):
        x, y = page.evaluate(place, mark)
        page.mouse.move(x - 3, y)
        page.mouse.move(x, y)
        page.wait_for_timeout(100)
        if found := page.locator(text).all_text_contents():
            return found
    raise AssertionError(f"no text shows at {mark}")
