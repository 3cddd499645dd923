"""What a page does to its text: names of links and tables, languages of quotes, rows that open, quotation marks."""

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
CYRILLIC = "([Ѐ-ӿ]+(?:[^A-Za-zЀ-ӿ“”<>]+[Ѐ-ӿ]+)*)"
# Written in letters that tell the language by themselves; their sources may bear an English title.
BY_LETTERS = {"ru"}
ISOLATE = "\u2068\u2069"  # around words from right to left
KEY = re.compile(r"(\[[a-z]+(?:-[a-z0-9]+)+\])")
SET = re.compile(f"[\"']|{KEY.pattern}")
PLAIN = {"code", "pre", "script", "style"}
OPENING = re.compile(r"""(?<![^\s(\[—–/“-])"(?=[\w(…])""")
Facts = dict[str, dict[str, Any]]


def spoken(pieces: list[str], facts: Facts, heading: str = "") -> list[str]:
    """The pieces of a page (HTML), in their order, with all that a screen reader needs; tables fit a phone.

    `heading` is what stands over them.
    """
    soups = [parsed(piece) for piece in pieces]
    name_links([a for soup in soups for a in soup.find_all("a", href=True)], facts)
    name_tables(soups, heading)
    quotes = foreign(facts.values())
    said = "|".join(re.escape(q) for q in sorted(quotes, key=len, reverse=True)) or "(?!)"
    known = re.compile(f"“{ISOLATE[0]}?({said}){ISOLATE[1]}?”|{CYRILLIC}")
    for soup in soups:
        set_in_print(soup, known, quotes)
    return [str(soup) for soup in soups]


def parsed(html: str) -> BeautifulSoup:
    """A piece of a page."""
    soup = BeautifulSoup(html, "html.parser")
    for guard in soup.find_all(class_="tex2jax_ignore") if "tex2jax_ignore" in html else ():
        guard.unwrap()  # a page runs no MathJax
    soup.smooth()
    return soup


def within(tag: Tag, *names: str) -> list[Tag]:
    """The tags of some names directly in another; bs4's own search looks at all that is in those too."""
    return [part for part in tag.contents if part.name in names]


def span(*parts: str | Tag, **attributes: str) -> Tag:
    """Words in a line that are marked."""
    made = Tag(name="span", attrs=attributes)
    made.extend(parts)
    return made


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
        several = len(targets[text.lower()]) > 1
        if " = " in a.get("title", ""):  # a formula, of keys
            a["aria-description"] = f"computed: {a['title'].rpartition(' = ')[2]}"
        if key in facts and text == MORE:
            a["class"] = "further"
            a["aria-label"] = f"also from {facts[key]['name']}"
            a.insert_before(span(",\u00a0", **{"class": "stop"}))
        elif key in facts and (several or text in (key, "row") or text.isdigit()):
            a["aria-label"] = led_by(text, facts[key]["name"])
        elif several and (about := surroundings(a, facts)):
            a["aria-label"] = f"{text}: {about}"


def key_of(a: Tag) -> str:
    """The row that a link leads to."""
    return unquote(a.get("href", "").partition("#")[2])


def words(tag: Tag) -> str:
    """What is seen of a link, a heading, a cell."""
    return " ".join(tag.get_text(" ").split())


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


def name_tables(soups: list[BeautifulSoup], heading: str) -> None:
    """Name each table after the words that it is folded under, or the heading before it."""
    times = Counter()
    for soup in soups:
        for part in soup.find_all([*HEADINGS, "table"]):
            if part.name != "table":
                heading = words(part)
                continue
            fold = part.find_parent("details")
            name = words(fold.summary) if fold and fold.summary else heading
            times[name] += 1
            fit(part, f"{name}, {times[name]}" if times[name] > 1 else name)


def fit(table: Tag, name: str) -> None:
    """Put a table into a region that scrolls; its cells say which heads they are told by, also where a phone stacks them."""
    table["class"] = [*table.get("class", []), "stack"]
    table["aria-label"] = name
    region = {"class": "scroll", "role": "region", "tabindex": "0", "aria-label": f"Table: {name}"}
    table.wrap(Tag(name="div", attrs=region))
    heads = [cell for head in within(table, "thead") for row in within(head, "tr") for cell in within(row, "th")]
    rows = [row for body in within(table, "tbody") for row in within(body, "tr") if within(row, "td", "th")]
    names, lines = [words(head) for head in heads], [within(row, "td", "th") for row in rows]
    for head in heads:
        head["scope"] = "col"
    for line in lines:
        for label, cell in zip(names, line):
            if label:
                cell["data-label"] = label
    firsts = [words(line[0]) for line in lines]
    if not {"", "–"} & set(firsts) and len(set(firsts)) == len(firsts):
        for cell, *_ in lines:
            cell.name, cell["scope"] = "th", "row"
    if {"Source", "Language"} <= set(names):
        mark_titles([line[names.index("Source")] for line in lines], [line[names.index("Language")] for line in lines])
    if names and names[-1] == "More":
        heads[-1].decompose()
        open_rows(rows, firsts, name)


def open_rows(rows: list[Tag], firsts: list[str], table: str) -> None:
    """Give what opens under "more" (`summitdata.house.table`) a line of its own, as wide as the table."""
    told = Counter()
    for row, name in zip(rows, firsts):
        last = within(row, "td")[-1].extract()
        for fold in within(last, "details"):
            row["class"] = "main"
            told[name] += 1
            again = f", {told[name]}" if told[name] > 1 else ""
            fold.summary.string = "More"
            fold.summary.append(span(f" about {name}{again}, {table}", **{"class": "heard"}))
            cell = Tag(name="td", attrs={"colspan": str(len(within(row, "td", "th")))})
            cell.append(fold)
            line = Tag(name="tr", attrs={"class": "rest"})
            line.append(cell)
            row.insert_after(line)


def mark_titles(sources: list[Tag], languages: list[Tag]) -> None:
    """Mark the titles of sources with the language that stands in their row."""
    for title, language in zip((cell.find("a") for cell in sources), map(words, languages)):
        if title and re.fullmatch("[a-z]{2,3}", language) and language not in BY_LETTERS | {PAGE_LANGUAGE}:
            title["lang"] = language


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


def set_in_print(soup: BeautifulSoup, known: re.Pattern, quotes: dict[str, str]) -> None:
    """Mark quotes and titles in another language, and what is Cyrillic; curl quotation marks; keep keys in one piece."""
    for text in [part for part in soup.descendants if isinstance(part, NavigableString)]:
        pieces = split_off(str(text), known, quotes)
        if len(pieces) == 1 and not pieces[0][1] and not SET.search(text):
            continue
        around = [*text.parents]
        if any(tag.name in PLAIN for tag in around):
            continue
        if any("lang" in tag.attrs for tag in around):
            pieces = [(str(text), "")]
        made = []
        for piece, language in pieces:
            parts = KEY.split(curled(piece))
            parts = [span(part, **{"class": "id"}) if i % 2 else part for i, part in enumerate(parts) if part]
            made += [span(*parts, lang=language)] if language else parts
        text.replace_with(*made)


def split_off(text: str, known: re.Pattern, quotes: dict[str, str]) -> list[tuple[str, str]]:
    """A text in pieces, each with its language, "" for the page's own."""
    if (bare := text.strip(ISOLATE + " ")) in quotes:
        return [(text, quotes[bare])]
    pieces, at = [], 0
    for m in known.finditer(text):
        pieces += [(text[at : m.start(m.lastindex)], ""), (m[m.lastindex], quotes.get(m[1], "ru"))]
        at = m.end(m.lastindex)
    return [*pieces, (text[at:], "")]
