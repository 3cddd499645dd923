"""A copy of the bundled data whose text cells try to break out of every page, and words that no vocabulary had."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAYLOADS = [
    "<script>window.hacked=1</script>",
    '"><img src=x onerror=window.hacked=2>',
    "'onmouseover='window.hacked=3'x='",
    "javascript:window.hacked=4",
    "</script><script>window.hacked=5</script>",
    "</title></style></textarea></noscript><svg onload=window.hacked=6>",
    "a & b &lt; &amp; &copy; &#60; &nosuch;",
    "*a* **b** _c_ __d__ ~~e~~ `f` |i|",
    "$g$ $$h$$ \\(i\\) \\[j\\] \\begin{k} \\n \\*",
    "[x](javascript:window.hacked=7) ![y](http://x.example/z.png) <http://x.example>",
    "[y](06-evidence.ipynb#f-turnover-2020) 01-trade-growth.ipynb",
    "# h\n\n- i\n\n    j\n\n> k\n\n---\n\n==",
    "- l",
    "1. m",
    '=HYPERLINK("http://x.example";"n")',
    "+1-1",
    "@SUM(A1)",
    "-2+3|cmd",
    "{{ 7*7 }} {% raw %} ${7*7} %s {0} %{x}",
    '<b>o</b><a href="javascript:window.hacked=8">p</a><br><sub>q</sub>',
    "--> <!-- ]]> <?x?>",
    "'\"“”‘’",
    "C:\\new\\table",
    "^r^ ==s== ::t:: :smile: ~u~ {v}(w)",
]
ADDRESS = 'https://x.example/"><script>window.hacked=9</script>)[x](javascript:a)|`$*_<\\&copy;&amp;?a=b&c=d#{}'
LONG = 10_000
BRACKETS = " (an editor's brackets)"
MARK = re.compile(r"zq\d+q")


class Package:
    """A copy of the bundled data, to be changed cell by cell."""

    def __init__(self, folder: Path):
        shutil.copytree(ROOT / "data", folder)
        self.folder = folder
        self.resources = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]
        self.tables = {r["name"]: self.read(r["path"]) for r in self.resources}

    def read(self, path: str) -> list[dict[str, str]]:
        with (self.folder / path).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def fields(self) -> Iterator[tuple[dict, dict]]:
        """Each table with each of its columns, as the descriptor has them."""
        for resource in self.resources:
            yield from ((resource, field) for field in resource["schema"]["fields"])

    def write(self) -> Path:
        for resource in self.resources:
            names = [f["name"] for f in resource["schema"]["fields"]]
            with (self.folder / resource["path"]).open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, names, lineterminator="\n")
                writer.writeheader()
                writer.writerows(self.tables[resource["name"]])
        return self.folder

    def make_room(self) -> None:
        """Move the place of each quote so that it has room for the words, and let a note excuse the rest."""
        room, last = 12_000, {}
        for passage in sorted(self.tables["passages"], key=lambda p: int(p["end"])):
            last[passage["source_id"]] = passage
        for source in self.tables["sources"]:
            if source["source_id"] in last:
                for row, cell in ((source, "characters"), (last[source["source_id"]], "end")):
                    row[cell] = str(int(row[cell]) + room)
        for resource in self.resources:
            for row in self.tables[resource["name"]] if resource.get("evidence") else []:
                if row["start"] and int(row["end"]) - int(row["start"]) < len(row["quote"]):
                    start = int(last[row["source_id"]]["start"])
                    row |= {"start": str(start), "end": str(start + len(row["quote"]))}
                    row["note"] = row["note"] or "moved"


def is_free(resource: dict, field: dict) -> bool:
    """Whether a column is text that an author writes: no key, no reference, no word of a vocabulary, no code."""
    schema = resource["schema"]
    keys = {schema["primaryKey"][0], *(f["fields"][0] for f in schema.get("foreignKeys", []))}
    ruled = {"vocabulary", "reference", "separator", "formula", "reducedDate"} & set(field)
    if field["type"] != "string" or field["name"] in keys or ruled or "pattern" in field.get("constraints", {}):
        return False
    return resource["name"] != "terms" or field["name"] == "definition"


def is_address(field: dict) -> bool:
    return field.get("constraints", {}).get("pattern", "").startswith("http")


def poison(package: Package) -> dict[str, str]:
    """Put a hostile text into every cell of every text column; returns the texts by their marks.

    Cells that were equal stay equal, so that names still meet. Each column has
    one text of 10,000 characters.
    """
    meant: dict[str, str] = {}
    given: dict[str, str] = {}

    def hostile(size: int = 0) -> str:
        mark = f"zq{len(meant)}q"
        text = PAYLOADS[len(meant) % len(PAYLOADS)] + mark
        meant[mark] = ("long<b>" * size)[: max(0, size - len(text))] + text
        return meant[mark]

    for resource, field in package.fields():
        rows, name = package.tables[resource["name"]], field["name"]
        for row in rows if is_address(field) else []:
            row[name] = ADDRESS
        if not is_free(resource, field):
            continue
        filled = [row for row in rows if row[name]] or rows[:1]
        for row in filled:
            if row[name] not in given:
                given[row[name]] = hostile()
            row[name] = given[row[name]]
        filled[-1][name] = hostile(LONG)
    leave_numbers_unread(package)
    for row in [row for name in ("claims", "quantities", "figures") for row in package.tables[name]]:
        row["note"] = row["note"] or hostile()  # which then says why a row has a number
    for resource in package.resources:
        for row in package.tables[resource["name"]]:
            if "[" in row.get("quote", "") and "note" in row:
                row["note"] = (row["note"] + BRACKETS).strip()
    package.make_room()
    return meant


def leave_numbers_unread(package: Package) -> None:
    """Give all sources a language whose numbers the check does not read: hostile words are no numbers."""
    for row in package.tables["sources"]:
        row["language"] = "mi"


def add_words(package: Package, rows_of: Callable[[list], list]) -> None:
    """Give each vocabulary a new word, in the rows that `rows_of` picks of each table that uses it.

    But for the qualifiers: the arithmetic has a rule for each, and none for another.
    """
    words = {f["vocabulary"]: f'new "word" *{n}* <b>' for n, (_, f) in enumerate(package.fields()) if "vocabulary" in f}
    del words["qualifier"]
    for n, (vocabulary, word) in enumerate(words.items()):
        term = {"term_id": f"new-{n}", "vocabulary": vocabulary, "term": word, "definition": "A new word."}
        package.tables["terms"].append(term)
    for resource, field in package.fields():
        if field.get("vocabulary") in words:
            for row in rows_of(package.tables[resource["name"]]):
                if row[field["name"]] == "full":
                    continue  # without a coded source there would be nothing to show
                row[field["name"]] = words[field["vocabulary"]]
    leave_numbers_unread(package)  # a new unit is not the one that the words name
    for resource in package.resources:
        for row in (
            package.tables[resource["name"]] if resource.get("evidence") or resource["name"] == "figures" else []
        ):
            row["note"] = row["note"] or "a new word"  # excuses a voice that differs from its passage's


def mangled(text: str, meant: dict[str, str]) -> Iterator[str]:
    """Each hostile text that is shown in another form than it was written in, but for white space and case."""
    text = squeezed(text)
    for mark in MARK.finditer(text):
        want = meant[mark[0]].removesuffix(mark[0])
        # quotes lose the quotation marks around them; pandas shows a line break as \n
        ways = (want, want.lstrip('“”"'), want.replace("\n", "\\n"))
        if not text[: mark.start()].endswith(tuple(map(squeezed, ways))):
            yield f"{want[-90:]!r} is shown as {text[max(0, mark.start() - 90) : mark.end()]!r}"


MARKS = str.maketrans("“”„‘’", '"""\'\'')


def squeezed(text: str) -> str:
    """Without white space and case, the quotation marks of print as those of a keyboard."""
    return re.sub(r"\s+", "", text).casefold().translate(MARKS)
