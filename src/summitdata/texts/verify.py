"""Hold each quote against a reader's own copy of its source, tell what became of it, and write new places."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from summitdata.tables.cells import Cells
from summitdata.tables.check import Checked
from summitdata.tables.faults import DataError
from summitdata.tables.folder import text_path
from summitdata.tables.likeness import did_you_mean
from summitdata.tables.passages import sha256
from summitdata.tables.quotes import Match, fold
from summitdata.tables.tidy import canonical
from summitdata.texts.align import MISSING, MOVED, OK, SEVERAL, Anchors, Found, Row, align, around
from summitdata.texts.package import Package
from summitdata.texts.uncovered import stretches, telling_columns, twins

TOLD = ("body", "signed documents", "joint statement")
PLAIN = str.maketrans("“”„«»‘’‚`´–—\u00a0", "\"\"\"\"\"'''''-- ")
FEW = 10


@dataclass
class Report:
    """One source held against a copy of it.

    `same` says whether the copy is, to the letter, the text that was coded; the first one is. `found` is what became
    of its quotes, `anchors` are the old and new places of those that are sure.
    """

    source: Row
    text: str
    same: bool
    passages: list[Row]
    found: list[Found]
    anchors: Anchors

    @property
    def told(self) -> list[tuple[int, int]]:
        """The places of what can carry rows; in another copy all from the first quote that is found to the last."""
        if self.same:
            return [(p["start"], p["end"]) for p in self.passages if p["part"] in TOLD]
        matches = [f.match for f in self.found if f.match]
        return [(min(m.start for m in matches), max(m.end for m in matches))] if matches else []

    def coded(self, match: Match) -> Match | None:
        """The place in the text that was coded; None where the copy is another and it is unclear, or not there."""
        if self.same:
            return match
        back = [(new, old) for old, new in self.anchors]
        shifts = {old - new for place in (match.start, match.end) for new, old in around(back, place)}
        if len(shifts) != 1:
            return None
        place = Match(match.start + min(shifts), match.end + min(shifts))
        return place if place.start >= 0 and place.end <= (self.source["characters"] or 0) else None

    def passages_at(self, match: Match) -> list[Row]:
        """The passages that words of the copy stand in; none where their place in the text that was coded is unclear."""
        place = self.coded(match)
        return [p for p in self.passages if place and p["start"] < place.end and place.start < p["end"]]


def hashes(text: str, passages: list[Row]) -> Row:
    """The cells by which a source vouches for its text: its length, its hash, and that of the article without furniture.

    Marks and white space of the article are made plain (the recipe is in CODING.md).
    """
    body = "".join(text[int(p["start"]) : int(p["end"])] for p in passages if p.get("part") != "furniture")
    of_body = sha256(fold(body.translate(PLAIN)))
    return {"characters": str(len(text)), "sha256": sha256(text), "body_sha256": of_body}


def reports(folder: Path, texts: Path | None = None, only: Sequence[str] = ()) -> list[Report]:
    """A report for each source of a package, or for `only` some, whose text is at hand; a DataError if a table is unread.

    `texts` is the folder of the copies; without it that of the readers' copies.
    """
    checked = Checked(folder, {})
    unread = {rows.table.path for rows in checked.rows.values() if not rows.complete}
    if unread:
        raise DataError([fault for fault in checked.faults if fault.file in unread])
    at_hand = texts_in(texts, only or sources_in(checked))
    for source in only:
        must_be_at_hand(source, checked, at_hand)
    found = [report_of(checked, source, at_hand[source]) for source in sources_in(checked) if source in at_hand]
    return [report for report in found if only or report.found or report.passages]


def sources_in(checked: Checked) -> list[str]:
    """The keys of a package's sources, each once."""
    return list(dict.fromkeys(filter(None, checked.rows["sources"].cells("source_id"))))


def must_be_at_hand(source: str, checked: Checked, texts: Collection[str]) -> None:
    """Refuse a source that is not in the tables, or whose text is not there."""
    if source not in (known := sources_in(checked)):
        raise RuntimeError(f"sources.csv has no {source}. {did_you_mean(source, known, 'Add a row for it first.')}")
    if source not in texts:
        where = "--texts DIR, or $SUMMITDATA_TEXTS"
        raise RuntimeError(f"There is no text {source}.txt. Put your copy, so named, into a folder: {where}.")


def texts_in(folder: Path | None, sources: Iterable[str]) -> dict[str, str]:
    """The texts of sources that are in a folder, or in that of the reader's copies: files such as belta-2025-08-20.txt."""
    paths = [(folder or text_path("").parent) / f"{source}.txt" for source in sources]
    return {path.stem: text_of(path) for path in paths if path.is_file()}


def text_of(path: Path) -> str:
    """The text of a file; a RuntimeError if it is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise RuntimeError(f"{path} is not UTF-8 text. Save it with UTF-8 encoding.") from None


def report_of(checked: Checked, source_id: str, text: str) -> Report:
    """The report on one source."""
    source = next(s for s in checked.rows["sources"].records() if s["source_id"] == source_id)
    passages = [p for p in checked.rows["passages"].records() if p["source_id"] == source_id]
    passages = sorted((p for p in passages if p["start"] is not None), key=lambda p: p["start"])
    # Whoever cuts passages need only say where they begin
    for passage, after in zip(passages, [*passages[1:], {"start": len(text)}]):
        if passage["end"] is None:
            passage["end"] = after["start"]
    same = source["sha256"] in (None, sha256(text))
    return Report(source, text, same, passages, *align(text, list(quoted_rows(checked, source)), same=same))


def quoted_rows(checked: Checked, source: Row) -> Iterator[Row]:
    """The rows of all tables that quote a source, with table, key, line, and whether they must have a place."""
    for rows in checked.rows.values():
        if not {"quote", "source_id"} <= set(rows.table.names):
            continue
        placed = rows.table.evidence and source["coverage"] == "full"
        telling = telling_columns(rows.table)
        for row, line in zip(rows.records(), rows.lines):
            if row["source_id"] == source["source_id"] and row["quote"]:
                place = {name: row.get(name) for name in ("start", "end", "head_start", "head_end")}
                about = {"table": rows.table.name, "file": rows.table.path, "key": row[rows.table.key], "line": line}
                says = [row[name] for name in telling]
                yield {**about, **place, "quote": row["quote"], "placed": placed, "says": says}


def lines(report: Report, *, every: bool = False) -> list[str]:
    """One source, told: how the copy stands to the text that was coded, its quotes, what no row covers, what may stand twice.

    `every` lists all of a kind; without it the first ten are.
    """
    found, source, text = report.found, report.source, report.text
    what = "the text that was coded"
    if not report.passages:
        what = "of a source that is only cited"
    elif not report.same:
        what = f"another than the text that was coded ({source['characters']} characters)"
    counts = {status: sum(f.status == status for f in found) for status in (OK, MOVED, SEVERAL, MISSING)}
    said = [f"{source['source_id']}: your copy has {len(text)} characters and is {what}."]
    said.append("  Quotes: " + ", ".join(f"{n} {status}" for status, n in counts.items() if n or status == OK) + ".")
    said += some([f"{f.status}: {described(f, text)}" for f in found if f.status != OK], every=every)
    if report.passages:
        quoted = [f.match.start for f in found if f.match]
        bare = [place for told in report.told for place in stretches(text, *told, quoted)]
        missed, told = (sum(len(text[a:b].split()) for a, b in places) for places in (bare, report.told))
        said.append(f"  Stretches that no row covers: {len(bare)}, with {missed} of {told} words.")
        said += some([stretch_line(report, *place) for place in bare], every=every)
    pairs = twins([f.row for f in found])
    return said + some([f"perhaps the same fact twice: {where(a)} and {where(b)}" for a, b in pairs], every=every)


def where(row: Row) -> str:
    """A row: its key, file, line and quote."""
    return f"{row['key']} ({row['file']} line {row['line']}) “{row['quote']}”"


def described(found: Found, text: str) -> str:
    """One quote that is not in its place: its row, its words, where they are or what stands there."""
    row, place = found.row, where(found.row)
    if found.match:
        return f"{place}: {'without a place' if row['start'] is None else row['start']} to {found.match.start}"
    if found.matches:
        return f"{place}: at {', '.join(str(m.start) for m in found.matches[:5])}"
    stands = fold(text[row["start"] : row["end"]]) if row["start"] is not None else ""
    return place + (f": there stands “{' '.join(stands.split()[:12])}”" if stands else "")


def stretch_line(report: Report, start: int, end: int) -> str:
    """A stretch that no row covers, in a line: where it stands, whose words they are if that is clear, and how it begins."""
    words, line = report.text[start:end].split(), report.text.count("\n", 0, start) + 1
    about = [f"line {line}, {start} to {end}, {len(words)} words"]
    about += [p[name] for p in report.passages_at(Match(start, end))[:1] for name in ("part", "actor_id", "voice")]
    return f"{', '.join(about)}: {' '.join(words[:12])}{' …' if len(words) > 12 else ''}"


def some(items: list[str], *, every: bool = False) -> list[str]:
    """Lines, indented: the first ten and how many more there are."""
    shown = items if every else items[:FEW]
    more = [f"… and {len(items) - FEW} more: --all"] if len(shown) < len(items) else []
    return [f"    {item}" for item in [*shown, *more]]


def fix(folder: Path, reports: list[Report]) -> tuple[dict[str, bytes], list[str]]:
    """The files to be written so that rows and passages stand where the text has them, and in words what changes.

    Only the text that was coded says that: places in two texts must not mix. Sources come last, since they vouch for
    the others.
    """
    package = Package(folder)
    said = [fix_source(package.tables, report) for report in reports if report.passages and report.same]
    return dict(sorted(package.files.items(), key=lambda item: item[0] == "sources.csv")), [*filter(None, said)]


def fix_source(tables: dict[str, Cells], report: Report) -> str:
    """Put into the tables what one source asks for; returns it in words, none where all is well."""
    source, text, cells = report.source["source_id"], report.text, tables["passages"]
    before = {name: tables[name].text for name in ("passages", "sources")}
    placed = [item for item in report.found if item.row["placed"] and item.match]
    for item in placed:
        place = {"start": str(item.match.start), "end": str(item.match.end)}
        tables[item.row["table"]].put(item.row["key"], place)
    for passage in report.passages:
        words = len(text[passage["start"] : passage["end"]].split())
        cells.put(passage["passage_id"], {"end": str(passage["end"]), "words": str(words)})
    cells.rows[:] = canonical(cells).rows
    tables["sources"].put(source, hashes(text, report.passages))
    moved = sum(item.status == MOVED for item in placed)
    parts = [f"{moved} quotes"] if moved else []
    parts += [name for name in before if tables[name].text != before[name]]
    return f"{source}: {', '.join(parts)}" if parts else ""
