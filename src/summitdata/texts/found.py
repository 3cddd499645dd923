"""What `verify` found, in lines for a person to read."""

from __future__ import annotations

from collections.abc import Iterator

from summitdata.tables.quotes import fold
from summitdata.texts.align import MISSING, MOVED, OK, SEVERAL, Found
from summitdata.texts.bounds import Row
from summitdata.texts.verify import Report, Stretch

FEW = 10


def lines(report: Report, *, every: bool = False) -> list[str]:
    """One source: how the copy stands to the text that was coded, its quotes, what no row covers, what may stand twice.

    Parameters
    ----------
    report : Report
    every : bool
        List all of a kind; without it the first ten.
    """
    found, source = report.alignment.found, report.source
    what = "the text that was coded"
    if not report.passages:
        what = "of a source that is only cited"
    elif not report.same:
        what = f"another than the text that was coded ({source['characters']} characters)"
    counts = {status: sum(f.status == status for f in found) for status in (OK, MOVED, SEVERAL, MISSING)}
    said = [f"{source['source_id']}: your copy has {len(report.text)} characters and is {what}."]
    said.append("  Quotes: " + ", ".join(f"{n} {status}" for status, n in counts.items() if n or status == OK) + ".")
    said += some([f"{f.status}: {described(f, report.text)}" for f in found if f.status != OK], every=every)
    said += some(list(written_otherwise(report)), every=every)
    if report.passages:
        bare, told = report.bare, sum(len(report.text[a:b].split()) for _, a, b in report.told)
        said.append(f"  Stretches that no row covers: {len(bare)}, with {sum(s.words for s in bare)} of {told} words.")
        said += some([stretch_line(s) for s in bare], every=every)
    said += some([f"perhaps the same fact twice: {where(a)} and {where(b)}" for a, b in report.twins], every=every)
    return said


def where(row: Row) -> str:
    """A row: its key, file, line and quote."""
    return f"{row['key']} ({row['file']} line {row['line']}) “{row['quote']}”"


def described(found: Found, text: str) -> str:
    """One quote that is not in its place: its row, its words, where they are or what stands there."""
    row, place = found.row, where(found.row)
    if found.match:
        return f"{place}: {'without a place' if row['start'] is None else row['start']} to {found.match.start}"
    if found.places:
        return f"{place}: at {', '.join(str(m.start) for m in found.places[:5])}"
    stands = fold(text[row["start"] : row["end"]]) if row["start"] is not None else ""
    return place + (f": there stands “{' '.join(stands.split()[:12])}”" if stands else "")


def written_otherwise(report: Report) -> Iterator[str]:
    """The quotes in their place whose marks are not those of the text that was coded: the check refuses them."""
    for item in report.alignment.found if report.same else ():
        stands = fold(report.text[item.match.start : item.match.end]) if item.match else ""
        if item.status == OK and stands and stands != item.row["quote"]:
            yield f"ok, but written “{stands}”: {where(item.row)}"


def stretch_line(stretch: Stretch) -> str:
    """A stretch that no row covers, in a line."""
    p = stretch.passage
    place = f"line {stretch.line}, {stretch.start} to {stretch.end}, {stretch.words} words"
    return f"{place}, {p['part']}, {p['actor_id']}, {p['voice']}: {stretch.begins}"


def some(items: list[str], *, every: bool = False) -> list[str]:
    """Lines, indented: the first ten and how many more there are."""
    shown = items if every else items[:FEW]
    more = [f"… and {len(items) - FEW} more: --all"] if len(shown) < len(items) else []
    return [f"    {item}" for item in [*shown, *more]]
