"""What a page does to its text: names of links and tables, languages of quotes, rows that open, quotation marks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import takewhile
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup, NavigableString, Tag

from summitdata.house.sentence import MORE
from summitdata.house.words import capital

PAGE_LANGUAGE = "en"
HEADINGS = ["h1", "h2", "h3", "h4"]
CELLS = ("td", "th")
CYRILLIC = re.compile("[Ѐ-ӿ]+(?:[^A-Za-zЀ-ӿ“”<>]+[Ѐ-ӿ]+)*")
# Written in letters that tell the language by themselves; their sources may bear an English title.
BY_LETTERS = {"ru"}
ISOLATE = "\u2068\u2069"  # around words from right to left
KEY = re.compile(r"(\[[a-z]+(?:-[a-z0-9]+)+\])")
SET = re.compile(f"[\"']|{KEY.pattern}")
PLAIN = {"code", "pre", "script", "style"}
OPENING = re.compile(r"""(?<![^\s(\[—–/“-])"(?=[\w(…])""")
Facts = dict[str, dict[str, Any]]


def parsed(html: str) -> BeautifulSoup:
    """A piece of a page."""
    soup = BeautifulSoup(html, "html.parser")
    for guard in soup.find_all(class_="tex2jax_ignore") if "tex2jax_ignore" in html else ():
        guard.unwrap()  # a page runs no MathJax
    for table in soup.find_all("table"):
        stack(table)
    soup.smooth()
    return soup


def stack(table: Tag) -> None:
    """Put the column's heading on each cell, so that a phone can show rows as blocks; and the table into a region that scrolls."""
    table.wrap(Tag(name="div", attrs={"class": "scroll", "role": "region", "tabindex": "0"}))
    heads, rows = parts(table)
    names = [cell.get_text(" ", strip=True) for cell in heads]
    table["class"] = [*table.get("class", []), "stack"]
    for row in rows:
        for name, cell in zip(names, within(row, *CELLS)):
            if name:
                cell["data-label"] = name


def parts(table: Tag) -> tuple[list[Tag], list[Tag]]:
    """The cells of a table's head, and the rows of its body but for what opens under one."""
    heads = [cell for head in within(table, "thead") for row in within(head, "tr") for cell in within(row, "th")]
    rows = [row for body in within(table, "tbody") for row in within(body, "tr")]
    return heads, [row for row in rows if "rest" not in row.get_attribute_list("class")]


def within(tag: Tag, *names: str) -> list[Tag]:
    """The tags of some names directly in another; bs4's own search looks at all that is in those too."""
    return [part for part in tag.contents if part.name in names]


def spoken(pieces: list[str], facts: Facts, heading: str = "") -> list[str]:
    """The pieces of a page (HTML), in their order, with all that a screen reader needs; tables fit a phone.

    `heading` is what stands over them.
    """
    soups = [parsed(piece) for piece in pieces]
    name_links([a for soup in soups for a in soup.find_all("a", href=True)], facts)
    name_tables(soups, heading)
    quotes = foreign(facts.values())
    whole = [re.escape(q) for q in sorted(quotes, key=len, reverse=True)]
    known = re.compile(f"“{ISOLATE[0]}?(" + "|".join(whole) + f"){ISOLATE[1]}?”") if whole else None
    for soup in soups:
        mark_languages(soup, known, quotes)
        set_in_print(soup)
    return [str(soup) for soup in soups]


def set_in_print(soup: BeautifulSoup) -> None:
    """Curl quotation marks, and keep each key of a formula in one piece."""
    for text in [text for text in texts(soup) if SET.search(text)]:
        if not any(p.name in PLAIN for p in text.parents):
            pieces = KEY.split(curled(text))
            text.replace_with(*(whole(piece) if i % 2 else piece for i, piece in enumerate(pieces)))


def texts(soup: BeautifulSoup) -> list[NavigableString]:
    """The texts of a piece, in their order."""
    return [part for part in soup.descendants if isinstance(part, NavigableString)]


def whole(key: str) -> Tag:
    """A key that no line breaks."""
    span = Tag(name="span", attrs={"class": "id"})
    span.string = key
    return span


def curled(text: str) -> str:
    """A text with the quotation marks of print.

    Examples
    --------
    >>> curled('the "strict" window ("over")')
    'the “strict” window (“over”)'
    """
    return OPENING.sub("“", text).replace('"', "”").replace("'", "’")


def name_links(links: list[Tag], facts: Facts) -> None:
    """Name each link after its row where its words do not tell it from others."""
    targets = defaultdict(set)
    for a in links:
        targets[words(a).lower()].add(a["href"])
    for a in links:
        text, key = words(a), key_of(a)
        if " = " in a.get("title", ""):  # a formula, of keys
            a["aria-description"] = f"computed: {a['title'].rpartition(' = ')[2]}"
        if key in facts and text == MORE:
            a["class"] = "further"
            a["aria-label"] = f"also from {facts[key]['name']}"
            a.insert_before(hidden(",\u00a0"))
        elif key in facts and (text in (key, "row") or text.isdigit() or len(targets[text.lower()]) > 1):
            if not said_after(a, facts[key]["name"]):
                a["aria-label"] = led_by(text, facts[key]["name"])
        elif len(targets[text.lower()]) > 1 and (about := surroundings(a, facts)):
            a["aria-label"] = f"{text}: {about}"


def key_of(a: Tag) -> str:
    """The row that a link leads to."""
    return unquote(a.get("href", "").partition("#")[2])


def words(a: Tag) -> str:
    """What is seen of a link."""
    return " ".join(a.get_text(" ").split())


def said_after(a: Tag, name: str) -> bool:
    """Take the text after a link into it, if that is the name; returns whether it was."""
    tail = a.next_sibling
    if not isinstance(tail, NavigableString) or tail.strip(" :.") != name.strip(" :."):
        return False
    a.append(tail.extract())
    return True


def led_by(text: str, name: str) -> str:
    """A name that begins with the words that are seen.

    Examples
    --------
    >>> led_by("Tourism", "tourism: cooperation field"), led_by("12", "documents signed")
    ('Tourism: cooperation field', '12: documents signed')
    """
    same = name[: len(text)].lower() == text.lower()
    return text + name[len(text) :] if same else f"{text}: {name}"


def surroundings(a: Tag, facts: Facts) -> str:
    """What an outward link belongs to: the row that its list item or table row is of, or the key beside it."""
    if beside := a.find_parent("td") and a.parent.find("code"):
        return words(beside)
    item = a.find_parent(["li", "tr"])
    before = takewhile(lambda link: link is not a, item.find_all("a") if item else ())
    keys = [link.get("id") or key_of(link) for link in before]
    return next((facts[key]["place"] for key in reversed(keys) if key in facts), "")


def hidden(text: str) -> Tag:
    """Text in a line that is heard and not seen."""
    span = Tag(name="span", attrs={"class": "stop"})
    span.string = text
    return span


def name_tables(soups: list[BeautifulSoup], heading: str) -> None:
    """Name each table after the words that it is folded under, or the heading before it; mark its heads."""
    times = Counter()
    for soup in soups:
        for part in soup.find_all([*HEADINGS, "table"]):
            if part.name != "table":
                heading = words(part)
                continue
            fold = part.find_parent("details")
            name = words(fold.summary) if fold and fold.summary else heading
            times[name] += 1
            part["aria-label"] = f"{name}, {times[name]}" if times[name] > 1 else name
            part.find_parent(attrs={"role": "region"})["aria-label"] = f"Table: {part['aria-label']}"
            mark_heads(part)
            open_rows(part)


def open_rows(table: Tag) -> None:
    """Give what opens under "more" (`summitdata.house.table`) a line of its own, as wide as the table."""
    heads, rows = parts(table)
    if not heads or words(heads[-1]) != "More":
        return
    heads[-1].decompose()
    told = Counter()
    for row in rows:
        fold = next(iter(within(within(row, "td")[-1].extract(), "details")), None)
        if fold:
            row["class"] = "main"
            name = words(within(row, *CELLS)[0])
            told[name] += 1
            about = Tag(name="span", attrs={"class": "heard"})
            again = f", {told[name]}" if told[name] > 1 else ""
            about.string = f" about {name}{again}, {table['aria-label']}"
            fold.summary.string = "More"
            fold.summary.append(about)
            cell = Tag(name="td", attrs={"colspan": str(len(heads) - 1)})
            cell.append(fold)
            line = Tag(name="tr", attrs={"class": "rest"})
            line.append(cell)
            row.insert_after(line)


def mark_heads(table: Tag) -> None:
    """Say of which cells of a table others are told: heads of columns, and of rows where the first column names them."""
    heads, rows = parts(table)
    for cell in heads:
        cell["scope"] = "col"
    firsts = [cells[0] for row in rows if (cells := within(row, *CELLS))]
    named = [words(cell) for cell in firsts]
    if "" not in named and "–" not in named and len(set(named)) == len(named):
        for cell in firsts:
            cell.name = "th"
            cell["scope"] = "row"


def foreign(facts: Iterable[dict[str, Any]]) -> dict[str, str]:
    """The quotes in other languages than the page's, and what documents and periods are called in them, each with its language."""
    found = {}
    for fact in facts:
        if fact["language"] in (None, PAGE_LANGUAGE):
            continue
        said = [(fact["quote"] or "").strip('“”"'), fact["period"]]
        if fact["quote"] and fact["table"] == "document_reports":
            said += [fact["label"], capital(fact["label"])]
        found |= dict.fromkeys(filter(None, said), fact["language"])
    return found


def mark_languages(soup: BeautifulSoup, known: re.Pattern | None, quotes: dict[str, str]) -> None:
    """Mark quotes and titles in another language, and whatever is written in Cyrillic letters."""
    for table in soup.find_all("table"):
        mark_titles(table)
    for text in texts(soup):
        pieces = split_off(str(text), known, quotes)
        if (len(pieces) > 1 or pieces[0][1]) and not any(p.name in PLAIN or "lang" in p.attrs for p in text.parents):
            text.replace_with(*(in_language(*piece) for piece in pieces if piece[0]))


def split_off(text: str, known: re.Pattern | None, quotes: dict[str, str]) -> list[tuple[str, str]]:
    """A text in pieces, each with its language, "" for the page's own."""
    if (bare := text.strip(ISOLATE + " ")) in quotes:
        return [(text, quotes[bare])]
    spans = [(*m.span(1), quotes[m[1]]) for m in known.finditer(text)] if known else []
    for m in CYRILLIC.finditer(text):
        if not any(a < m.end() and m.start() < b for a, b, _ in spans):
            spans.append((*m.span(), "ru"))
    pieces, at = [], 0
    for start, end, language in sorted(spans):
        pieces += [(text[at:start], ""), (text[start:end], language)]
        at = end
    return [*pieces, (text[at:], "")]


def in_language(text: str, language: str) -> NavigableString | Tag:
    """A text, marked with its language."""
    if not language:
        return NavigableString(text)
    span = Tag(name="span", attrs={"lang": language})
    span.string = text
    return span


def mark_titles(table: Tag) -> None:
    """Mark the titles of sources with the language that stands in their row."""
    cells, rows = parts(table)
    heads = [words(cell) for cell in cells]
    if "Source" not in heads or "Language" not in heads:
        return
    for row in rows:
        cells = within(row, *CELLS)
        language = words(cells[heads.index("Language")])
        title = cells[heads.index("Source")].find("a")
        if title and re.fullmatch("[a-z]{2,3}", language) and language not in BY_LETTERS | {PAGE_LANGUAGE}:
            title["lang"] = language
