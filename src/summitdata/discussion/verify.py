"""A discussion held against the tables: every number in it, its periods, and the seal of each paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from summitdata.discussion.facts import Facts, Formula, parse
from summitdata.discussion.prose import FORBIDDEN, QUOTATION, Link, Paragraph, read
from summitdata.discussion.quantity import SHARES, Quantity, holds, is_free, marked
from summitdata.house.formulas import FormulaError
from summitdata.house.words import MONTHS, period, reduced_span
from summitdata.tables.check import Checked
from summitdata.tables.faults import Fault, shown
from summitdata.tables.folder import bundled, discussion_files
from summitdata.tables.likeness import did_you_mean
from summitdata.tables.numerals import Numeral, placed
from summitdata.tables.quotes import bare

OF_ALL = "07-compare-summits"  # what it says of every summit may be false of the next
PERIOD = ("period_start_on", "period_end_on")
NONE = re.compile(r"(?i)\b(?:no|none|nothing|nobody)\b")
PARTS = re.compile(r"(?i)\b(?:" + "|".join([*MONTHS, "halves", "quarter", "months", "half"]) + r")\b")


@dataclass
class Held:
    """A paragraph as it was held against the tables.

    `bases` has for each of its links the formula, its rows with their cells, and what they give; `seal` is the one that would fit;
    `faults` are those of its numbers, `unread` the one of its seal, if the numbers are good.
    """

    paragraph: Paragraph
    bases: list[tuple[Formula | None, dict[str, tuple], Quantity | None]] = field(default_factory=list)
    seal: str = ""
    faults: list[Fault] = field(default_factory=list)
    unread: Fault | None = None

    @property
    def good(self) -> bool:
        """Whether it can be shown."""
        return not self.faults and self.unread is None

    @property
    def name(self) -> str:
        """Its place as a command takes it."""
        return f"{self.paragraph.notebook}/{self.paragraph.place}"


@dataclass
class Discussion:
    """The discussion of a summit, held against the tables: paragraphs in their order, faults of its build."""

    summit: str
    file: str
    text: str
    paragraphs: list[Held]
    build: list[Fault]

    @property
    def faults(self) -> list[Fault]:
        """All faults, in the order of lines."""
        found = [f for held in self.paragraphs for f in [*held.faults, *filter(None, [held.unread])]]
        return sorted([*self.build, *found], key=lambda fault: fault.line or 0)


def discussions(checked: Checked) -> list[Discussion]:
    """The discussions of a package whose tables are good, summit by summit."""
    facts, summits = Facts(checked.rows), checked.rows["summits"].cells("summit_id")
    found = [discussion(checked.folder / name, name, facts) for name in discussion_files(checked.folder)]
    for one in found:
        if one.summit not in summits:
            remedy = did_you_mean(one.summit, summits, f"Name it after a summit: {', '.join(summits)}.")
            one.build.insert(0, Fault(one.file, None, None, f"there is no summit {shown(one.summit)}.", remedy))
    return sorted(found, key=lambda one: summits.index(one.summit) if one.summit in summits else len(summits))


def discussion(path: Path, name: str, facts: Facts) -> Discussion:
    """One file, held against the tables."""
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        finding = f"it is not UTF-8 text (byte 0x{error.object[error.start]:02x})."
        return Discussion(path.stem, name, "", [], [Fault(name, None, None, finding, "Save it as UTF-8.")])
    paragraphs, wrong = read(text, name)
    faults = [*wrong]
    notebooks = sorted(p.stem for p in bundled("notebooks").glob("[0-9][0-9]-*.ipynb"))
    for notebook in dict.fromkeys(p.notebook for p in paragraphs if p.notebook not in notebooks):
        line = next(p.line for p in paragraphs if p.notebook == notebook)
        remedy = did_you_mean(notebook, notebooks, f"Notebooks: {', '.join(notebooks)}.")
        faults.append(Fault(name, line, None, f"there is no notebook {shown(notebook)}.", remedy))
    return Discussion(path.stem, name, text, [held(p, name, path.stem, facts) for p in paragraphs], faults)


def held(paragraph: Paragraph, file: str, summit: str, facts: Facts) -> Held:
    """A paragraph, held against the tables."""
    found = Held(paragraph)

    def fault(place: int, finding: str, remedy: str) -> None:
        line = paragraph.line + paragraph.markdown.count("\n", 0, place)
        found.faults.append(Fault(file, line, None, finding, remedy))

    for pattern, why in FORBIDDEN.items():
        if match := re.search(pattern, paragraph.markdown):
            fault(match.start(), f"{shown(match[0])} is not allowed in a discussion.", why)
    if len(paragraph.links) != paragraph.markdown.count("](#"):
        fault(0, "a link is not closed, or stands in another.", "Write [words](#row_key).")
    for link in paragraph.links:
        try:
            formula = parse(link.target)
            bases = formula.bases(facts)
            rows = {key: cells for basis in bases for key, cells in basis.rows.items()}
            found.bases.append((formula, rows, formula.result(bases)))
        except FormulaError as error:
            found.bases.append((None, {}, None))
            fault(link.whole[0], f"{marked(link.words)} rests on {link.target}: {error.finding}", error.remedy)
    for start, end in paragraph.sentences():
        for place, error in sentence_faults(found, start, end, facts):
            fault(place, error.finding, error.remedy)
    rows = {key: cells for _, own, _ in found.bases for key, cells in own.items()}
    if paragraph.notebook == OF_ALL:
        rows[OF_ALL] = tuple(("summit", key) for key in sorted(facts.positions["summits"]))
    found.seal = paragraph.seal_over(rows)
    if not found.faults and paragraph.seal != found.seal:
        finding = "nobody has sealed this paragraph as read."
        if paragraph.seal:
            which = "the summits that it compares, " if paragraph.notebook == OF_ALL else ""
            finding = f"its words, {which}or cells of the rows behind it, changed since somebody read this paragraph."
        remedy = f"Read it with its rows, then: summitdata reread {found.name} --summit {summit}"
        found.unread = Fault(file, paragraph.line, None, finding, remedy)
    return found


def sentence_faults(found: Held, start: int, end: int, facts: Facts) -> Iterator[tuple[int, FormulaError]]:
    """What is wrong with the numbers and periods of one sentence, and where in the Markdown."""
    paragraph = found.paragraph
    text, numbers = paragraph.plain[start:end], {}
    for at, numeral in placed(text, "en"):
        numbers.setdefault(start + at, []).append(numeral)
    links = [(link, *basis) for link, basis in zip(paragraph.links, found.bases)]
    own = [of for of in links if start <= of[0].start and of[0].end <= end]
    quotes = [bare(dict(cells).get("quote", "")).casefold() for _, rows, _ in found.bases for cells in rows.values()]
    quotations = QUOTATION.finditer(paragraph.plain)  # free are the numbers of one that stands in the quote of a row
    quoted = [m.span() for m in quotations if any(bare(m[0]).casefold() in quote for quote in quotes)]
    borne = [*quoted, *((link.start, link.end) for link, *_ in own)]
    for place, readings in numbers.items():
        if not any(a <= place < b for a, b in borne) and not is_free(paragraph.plain, place, readings):
            word = paragraph.plain[place:].split(" ")[0].strip(".,;:")
            remedy = "Link it: [words](#row_key); or leave it out."
            yield paragraph.places[place], FormulaError(f"{marked(word)} rests on no row.", remedy)
    for link, formula, _, quantity in own:
        if formula is not None and not any(a <= link.start and link.end <= b for a, b in quoted):
            inside = {p: n for p, n in numbers.items() if link.start <= p < link.end}
            try:
                hold(link, formula, quantity, inside, paragraph.plain[link.end : end])
            except FormulaError as error:
                yield link.whole[0], error
    if unnamed := list(unnamed_periods(text, own, facts)):
        finding = f"the sentence sets figures of different periods side by side and does not name {unnamed[0]}."
        yield paragraph.places[start], FormulaError(finding, "Name each period in the sentence.")


def hold(link: Link, formula: Formula, quantity: Quantity | None, numbers: dict[int, list[Numeral]], rest: str) -> None:
    """Hold the number in a link's words against what the link rests on; a FormulaError where it does not hold."""
    firm = {p: n for p, n in numbers.items() if not all(m.aside for m in n)}
    if not firm and quantity is not None:  # "one agreement", "for four hours", but no year
        firm = {p: n for p, n in numbers.items() if any(m.unit or link.words.lower().startswith("one") for m in n)}
    if len(firm) > 1:
        raise FormulaError(f"{marked(link.words)} has {len(firm)} numbers.", "Link each by itself.")
    if not firm and quantity is not None and quantity.counted and NONE.search(link.words):
        firm = {0: [Numeral(0, 1, 1, "unqualified", "")]}
    if not firm:
        if not formula.alone:
            finding = f"{marked(link.words)} has no number, {formula.text} gives one."
            raise FormulaError(finding, "Say the number in the link.")
        return
    if quantity is None:
        remedy = "Count rows, such as count(documents,type=memorandum), or name a row with a number."
        raise FormulaError(f"{marked(link.words)} has a number, the row {formula.text} has none.", remedy)
    (readings,) = firm.values()
    name = f"[{formula.text}]" if formula.alone else formula.text
    after = re.match(r"[ \u00a0]?([A-Za-z]+)", rest)
    last = re.search(r"\d(?:[\d.,]*\d)?(?: (?:thousand|million|billion))?$", link.words)
    holds(link.words, readings, quantity, name, after[1].lower() if after and last else "")
    shares = all(kind for kind, _ in formula.inputs) and len(formula.inputs) > 1 and "/" in formula.text
    if shares and readings[0].unit in SHARES and not re.match(r"\W*(?:of|as|the|its|all)\b", rest):
        finding = f"{marked(link.words)} is a share and the words behind it do not say of what."
        raise FormulaError(finding, "Write “of the …”.")


def unnamed_periods(text: str, own: list[tuple], facts: Facts) -> Iterator[str]:
    """The periods of the figures of a sentence that it does not name, where there are several."""
    rows = [facts.cells(key) for _, formula, *_ in own if formula for kind, key in formula.inputs if not kind]
    periods = {tuple(map(cells.get, PERIOD)) for cells in rows if set(PERIOD) <= set(cells)}
    for start, end in sorted(periods) if len(periods) > 1 else ():
        first, last = reduced_span(start)[0], reduced_span(end)[1]
        years = {start[:4], end[:4]}
        whole = (start[5:], end[5:]) == ("01-01", "12-31") or len(years) > 1
        if not any(year in text for year in years) or not (whole or PARTS.search(text)):
            yield period(first, last)
