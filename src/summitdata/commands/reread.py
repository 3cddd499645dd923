"""Say that you have read a place of the discussion again: print its words with the rows behind them, and seal it.

A place is sealed only if its numbers hold. Without PLACE all places are listed with their state, and nothing is sealed.

Example: summitdata reread 01/answer --since HEAD
"""

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path

from summitdata.changes.editions import opened
from summitdata.commands.options import add_data, make_ready
from summitdata.discussion.facts import Facts
from summitdata.discussion.quantity import told
from summitdata.discussion.verify import Discussion, Held, discussions
from summitdata.tables.check import Checked, good_package
from summitdata.tables.edit import write_folder
from summitdata.tables.folder import data_folder
from summitdata.tables.likeness import did_you_mean, meant

LEFT_OUT = {"url", "start", "end", "head_start", "head_end"}  # cells that nobody holds against words


def register(p: argparse.ArgumentParser) -> None:
    """The words of the command."""
    text = "such as 01-trade-growth/answer; with /2 behind it only its second paragraph"
    p.add_argument("places", nargs="*", metavar="PLACE", help=text)
    p.add_argument("--summit", metavar="ID", help="whose discussion (default: the first that has such a place)")
    text = "show the cells of this package beside today's: a folder, a zip or a git revision, such as HEAD"
    p.add_argument("--since", metavar="OLD", help=text)
    p.add_argument("--look", action="store_true", help="print, and seal nothing")
    add_data(p)


def run(options: argparse.Namespace) -> int:
    """Print places with the rows behind them, and seal them."""
    folder = data_folder()
    if writes := bool(options.places) and not options.look:
        make_ready(folder)
    checked = good_package(folder)
    found = [one for one in discussions(checked) if options.summit in (None, one.summit)]
    if not options.places:
        print("\n".join(states(found)) or "Nothing is written: there is no file in discussion/.")
        return int(any(one.faults for one in found))
    chosen = [pair for place in options.places for pair in at(found, place)]
    with opened(options.since) if options.since else contextlib.nullcontext() as old:
        before = Facts(Checked(old, {}).rows) if old else None
        for one, held in chosen:
            head = f"{one.file} line {held.paragraph.line}, {held.name}"
            print("\n".join([head, *side_by_side(held, Facts(checked.rows), before), ""]))
    if faults := [fault for _, held in chosen for fault in held.faults]:
        print("\n".join(["Not sealed, since a number does not hold:", *(f"  {fault}" for fault in faults)]))
        return 1
    if writes:
        seal(folder, chosen)
    return 0


def states(found: list[Discussion]) -> Iterator[str]:
    """The places of discussions, each with its state."""
    for one in found:
        yield f"{one.file}:"
        for name in dict.fromkeys(held.name for held in one.paragraphs):
            own = [held for held in one.paragraphs if held.name == name]
            state = "read" if all(held.good for held in own) else "waits to be read"
            yield f"  {name}: {'a number does not hold' if any(held.faults for held in own) else state}"


def at(found: list[Discussion], place: str) -> list[tuple[Discussion, Held]]:
    """The paragraphs that a place names; a RuntimeError where there is none."""
    notebook, rest, number = [*place.replace(" ", "").split("/", 2), "", ""][:3]
    notebook = meant(notebook, {held.paragraph.notebook for one in found for held in one.paragraphs})
    for one in found:
        own = [held for held in one.paragraphs if held.name == f"{notebook}/{rest}"]
        own = [held for n, held in enumerate(own, 1) if number in ("", str(n))]
        if own:
            return [(one, held) for held in own]
    names = dict.fromkeys(held.name for one in found for held in one.paragraphs)
    remedy = did_you_mean(f"{notebook}/{rest}", names, f"Places: {', '.join(names) or 'none'}.")
    raise RuntimeError(f"Nothing is written for {place}. {remedy}")


def side_by_side(held: Held, facts: Facts, before: Facts | None) -> Iterator[str]:
    """A paragraph, then each link's words with what they rest on: today's cells, and those before where they differ."""
    yield from (f"  | {line}" for line in held.paragraph.markdown.split("\n"))
    seen = set()
    for link, (_, rows, quantity) in zip(held.paragraph.links, held.bases):
        value = f" = {told(quantity.value, quantity.unit)}" if quantity else ""
        yield f"  “{link.words}” ← {link.target}{value}"
        for key in rows:
            if key not in seen:
                seen.add(key)
                cells = [pair for pair in [*facts.cells(key).items()][1:] if pair[0] not in LEFT_OUT]
                yield f"    {key}: " + ", ".join(f"{column} {cell}" for column, cell in cells)
                yield from (f"      {line}" for line in differences(key, facts, before)) if before else ()


def differences(key: str, facts: Facts, before: Facts) -> Iterator[str]:
    """The cells of a row that were otherwise before."""
    if key not in before.places:
        yield "was not there before"
        return
    old, new = before.cells(key), facts.cells(key)
    for column in dict.fromkeys([*old, *new]):
        if old.get(column) != new.get(column):
            yield f"{column}: {old.get(column, '(empty)')} → {new.get(column, '(empty)')}"


def seal(folder: Path, chosen: list[tuple[Discussion, Held]]) -> None:
    """Write the seals of paragraphs into their files; nothing else changes."""
    for one in {one.file: one for one, _ in chosen}.values():
        own = [held for other, held in chosen if other.file == one.file]
        lines = one.text.split("\n")
        for held in sorted(own, key=lambda held: -held.paragraph.line):
            first, last = held.paragraph.line - 1, held.paragraph.last
            lines[first:last] = [*held.paragraph.markdown.split("\n"), f"<!-- read: {held.seal} -->"]
        write_folder(folder, {one.file: "\n".join(lines).encode()})
        print(f"Sealed in {one.file}: {', '.join(dict.fromkeys(held.name for held in own))}.")
