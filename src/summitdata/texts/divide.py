"""Who speaks where in a source: its passages, those of a sheet in place of a text that is not yet divided."""

from __future__ import annotations

from bisect import bisect_right

from summitdata.tables.faults import Fault
from summitdata.tables.passages import sha256
from summitdata.tables.quotes import Match, fold
from summitdata.texts.new_summit import UNDIVIDED
from summitdata.texts.package import Package
from summitdata.texts.places import AROUND, Places
from summitdata.texts.sheet import Line
from summitdata.texts.verify import hashes

SPOKEN = {"actor_id": "actor_id", "voice": "voice", "reporter_id": "actor_id"}
CUT = ("start", "end", "words")


class Voices:
    """The passages of a source in the order of its text; none where a fault leaves them unknown."""

    def __init__(self, passages: list[dict[str, str]]):
        self.passages = sorted(passages, key=lambda p: int(p["start"]))
        self.starts = [int(p["start"]) for p in self.passages]

    def fill(self, line: Line, place: Match) -> None:
        """Put speaker and voice into a row whose sheet does not give them."""
        first, last = (bisect_right(self.starts, at) - 1 for at in (place.start, place.end - 1))
        if first != last:
            names = ", ".join(p["passage_id"] for p in self.passages[first : last + 1])
            finding = f"the words reach over {last - first + 1} passages ({names})."
            line.fault("words", finding, "Choose words inside one.", (*SPOKEN, "end"))
            return
        for name, its in SPOKEN.items():
            if name in line.table.names:
                line.row.setdefault(name, self.passages[first].get(its, ""))


def voices_of(
    plan: Package, source: str, lines: list[Line], places: dict[str, Places], faults: list[Fault]
) -> Voices | None:
    """Who speaks where in a source; None where it is only cited. A text that is not the coded one leaves `places`."""
    row, mine = plan.find("sources", source_id=source), [x for x in lines if x.row.get("source_id") == source]
    cuts, facts = [line for line in mine if is_passage(line)], [line for line in mine if line.table.evidence]
    if row.get("coverage") != "full":
        for line in cuts:
            finding = f"{source} is not coded in full, so it has no passages."
            line.fault(None, finding, "See: summitdata new-summit.", CUT)
        return None
    if not cuts and not facts:
        return Voices(plan.records("passages", source_id=source))
    if source not in places:
        finding = f"there is no text {source}.txt."
        remedy = "Put your copy, so named, into a folder: --texts DIR, or $SUMMITDATA_TEXTS."
    elif row["sha256"] in ("", sha256(places[source].text)):
        return divided(plan, source, places[source], cuts, facts, faults)
    else:
        finding = f"your copy of {source} is another text than the one that its passages were made of: its SHA-256"
        size = len(places.pop(source).text)
        finding += f" differs (it has {size} characters, that one has {row['characters']})."
        remedy = f"Take that copy. Where the two differ: summitdata verify --source {source}."
    faults.append(Fault((cuts or facts)[0].file, None, None, finding, remedy))
    for line in cuts:
        line.unsure |= {*CUT, line.table.key}
    return Voices([])


def is_passage(line: Line) -> bool:
    """Whether a line of a sheet is a passage."""
    return line.table.name == "passages"


def divided(
    plan: Package, source: str, places: Places, cuts: list[Line], facts: list[Line], faults: list[Fault]
) -> Voices:
    """The passages of a source whose text is at hand; those of the sheet take the place of one that stands for all of it."""
    cells, text, old = plan.tables["passages"], places.text, plan.records("passages", source_id=source)
    undivided = len(old) == 1 and old[0]["note"].startswith(UNDIVIDED)
    if not cuts:
        silent = [line for line in facts if not {"actor_id", "voice"} <= set(line.given)]
        if undivided and silent:
            finding = f"{source} is not yet divided, so nobody knows who speaks in {len(silent)} of its lines."
            remedy = "Add a line of the table passages for each passage; a single one, if one speaks throughout."
            faults.append(Fault(silent[0].file, None, None, finding, remedy))
        return Voices([] if undivided else old)
    good, key = cut(cuts, places), cells.table.key
    for number, line in enumerate(cuts, 1):
        line.row.setdefault(key, f"{source}-{number:03d}")
    if old and not undivided:  # those of a sheet must be some of them
        there = {row[key]: row.items() for row in old}
        for line in [line for line in cuts if not line.row.items() <= there.get(line.key, set())]:
            finding = f"{source} is divided already, and no passage of it is like this one."
            line.fault(None, finding, "Edit passages.csv, then: summitdata verify DIR --fix.", (key,))
        return Voices(old)
    cells.rows[:] = [row for row in cells.rows if row[cells.header.index("source_id")] != source]
    if not good:
        for line in cuts:
            line.unsure |= set(CUT)
        return Voices([])
    rows = [line.row for line in cuts]
    plan.tables["sources"].put(source, hashes(text, rows))
    return Voices(rows)


def cut(lines: list[Line], places: Places) -> bool:
    """Give the passages of a source start, end and number of words, and put them in the order of the text; whether all is well."""
    placed = sorted((match.start if (match := places.place(line)) else -1, n) for n, line in enumerate(lines))
    lines[:], starts, text = [lines[n] for _, n in placed], [start for start, _ in placed], places.text
    for line, before, start in zip(lines[1:], starts, starts[1:]):
        if before == start >= 0:
            line.fault("words", "another passage begins at the same word.", "Remove one of the two.")
    if starts[0] > 0 and text[: starts[0]].strip():
        finding = f"what stands before them is in no passage (… {fold(text[: starts[0]])[-AROUND:]})."
        lines[0].fault("words", finding, "Let the first passage begin with the text.")
    for line, start, end in zip(lines, [0, *starts[1:]], [*starts[1:], len(text)]):
        about = {"start": str(start), "end": str(end), "words": str(len(text[max(start, 0) : end].split()))}
        line.row = {"source_id": line.row["source_id"]} | line.given | about
    return not any(line.faults for line in lines)
