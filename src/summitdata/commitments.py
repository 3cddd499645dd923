"""Timeline and commitments: what happened when, and what was promised, proposed or agreed.

Measures: `happenings`, `commitments`. Figures: `timeline`, `five_tests`.
Sentences: `answer`, `undated_list`, `five_tests_words`, `ledger`, `status_words`.

The five tests of a commitment are those of the G7 Research Group: a discrete,
specific, publicly expressed, collectively agreed statement of intent about a
future act.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from summitdata.attribution import attributed
from summitdata.house import FALL, INK, RISE, SOFT, column_heads, finish, hover, label_rows, listing, mark_day, nothing
from summitdata.package import Data
from summitdata.sentence import Sentence, cite, escape, quoted
from summitdata.words import capital, count, day, listed, number, period, rank_in, reduced

TESTS = {
    "discrete": "discrete",
    "specific": "specific",
    "public": "publicly expressed",
    "agreed": "collectively agreed",
    "future_oriented": "future-oriented",
}
KINDS = ["joint", "unilateral", "proposal"]
PLANNED = r"\bplanned\b|\bdid not take place\b"


# Measures


def happenings(data: Data) -> pd.DataFrame:
    """Every happening that the sources tell, in the order of time; undated ones last.

    Returns
    -------
    DataFrame
        One row an event, as in the table, with speaker columns (`attributed`),
        ``dated`` (bool), ``closes_on`` (the last day, or the first where no
        other is named), ``planned`` (bool: the note says that it was planned
        or did not take place, or it begins after its source was published),
        ``other`` (bool: told by another source than the coded one) and
        ``when`` (in words).
    """
    table = attributed(data.events, data)
    coverage = data.sources.set_index("source_id").coverage
    published = table.source_id.map(data.sources.set_index("source_id").published_on)
    told = (table.note.fillna("") + " " + table.title).str.contains(PLANNED, case=False, regex=True)
    when = [when_words(*row) for row in zip(table.starts_on, table.ends_on, table.precision)]
    table = table.assign(
        dated=table.starts_on.notna(),
        closes_on=table.ends_on.fillna(table.starts_on),
        planned=told | (table.starts_on > published).fillna(False),
        other=table.source_id.map(coverage) == "cited",
        when=when,
    )
    return table.sort_values(["starts_on", "ends_on", "title"], ignore_index=True)


def when_words(start: pd.Timestamp, end: pd.Timestamp, precision: str) -> str:
    """When something happened, in words, as far as it is named; a season keeps its name of three months."""
    if pd.isna(start):
        return "date not named"
    if pd.isna(end):
        return f"from {day(start)}, end not named"
    words = period(start.date(), end.date())
    return f"{words} (a season)" if precision == "season" else words


def commitments(data: Data) -> pd.DataFrame:
    """Every promise, proposal and agreed step, with the five tests.

    Returns
    -------
    DataFrame
        One row a commitment, as in the table, with speaker columns
        (`attributed`), ``party`` (name of who is to do it), ``public`` ("yes":
        it stands in a published source), ``agreed`` ("yes" where both sides
        are said to have agreed), ``passed`` (how many of the five tests are
        answered yes), ``due`` (as worded and as dated) and ``later`` (bool:
        the status is of a later day than the summit). Joint ones come first.
    """
    table = attributed(data.commitments, data)
    last = data.summits.ends_on.max().date().isoformat() if len(data.summits) else ""
    agreed = (table.kind == "joint").map({True: "yes", False: "no"})
    table = table.assign(party=table.party_id.map(data.names("actors")), public="yes", agreed=agreed)
    due = [due_words(text, date) for text, date in zip(table.due_text, table.due_on)]
    table = table.assign(
        passed=(table[list(TESTS)] == "yes").sum(axis=1),
        due=due,
        later=table.status_on.fillna("").str.slice(0, 10) > last,
    )
    rank = table.kind.map(rank_in(KINDS))
    return table.assign(rank=rank).sort_values(
        ["rank", "passed"], ascending=[True, False], kind="stable", ignore_index=True
    )


def due_words(text: str | float, date: str | float) -> str:
    """When something is due, as worded and as dated."""
    parts = [f"“{text}”"] * isinstance(text, str)
    if isinstance(date, str):
        parts.append(reduced(date))
    return " · ".join(parts) or "not named"


# Figures


def timeline(table: pd.DataFrame, summit_on: pd.Timestamp) -> go.Figure:
    """Happenings with the precision that their source gives.

    Parameters
    ----------
    table : DataFrame
        From `happenings`.
    summit_on : Timestamp
        First day of the summit.
    """
    known = table[table.dated]
    if known.empty:
        return nothing("What happened when", "the source dates no happening")
    figure = go.Figure()
    for i, row in enumerate(known.itertuples()):
        add_happening(figure, row, -i)
    labels = [(row.title, " · ".join([row.when, *status_of(row)])) for row in known.itertuples()]
    height = mark_day(figure, summit_on, "summit", len(labels), label_rows(figure, labels))
    first, last = known.starts_on.min(), known.closes_on.max()
    figure.update_xaxes(
        type="date",
        dtick="M12",
        tickformat="%Y",
        range=[f"{first.year - 1}-12-10", f"{last.year}-12-31"],
    )
    rows = table[["title", "when", "precision", "kind", "place", "speaker", "voice", "quote", "note"]].set_axis(
        ["Happening", "When", "Precision", "Kind", "Place", "Speaker", "Voice", "Words", "Remark"], axis=1
    )
    before = int(((known.closes_on < summit_on) & ~known.planned).sum())
    planned = int(known.planned.sum())
    first = known.when.iloc[0]
    years = f"in {last.year}" if str(last.year) == first else f"from {first} to {last.year}"
    title = (
        f"{capital(count(len(known), 'happening'))} of {number(len(table))} have a date, {years}: "
        f"{number(before)} before the summit, {number(planned)} told only as planned"
    )
    alt = f"Time line. {title}. " + " ".join(
        f"{' · '.join([r.when, *status_of(r)])}: {r.title}." for r in known.itertuples()
    )
    return finish(
        figure,
        title=title,
        subtitle="A dot is a day; a bar is a month, a season or a year: as exact as the source. Hollow or dotted: told as "
        "planned. Orange: told by another source than the one coded line by line.",
        alt=alt,
        table=rows,
        row_ids=table.row_id,
        source=f"events as told by {listed(dict.fromkeys(known.speaker))}",
        height=height,
    )


def add_happening(figure: go.Figure, row, y: int) -> None:
    """A dot for a day, a bar for a longer time; hollow or dotted where planned."""
    colour = FALL if row.other else RISE
    text = hover(row.title, row.when, row.said, row.note)
    ends = [row.starts_on.date().isoformat(), row.closes_on.date().isoformat()]
    if row.precision == "day":
        marker = {"size": 12, "color": colour, "symbol": "circle-open" if row.planned else "circle"}
        marker["line"] = {"width": 2, "color": colour}
        figure.add_scatter(x=ends[:1], y=[y], mode="markers", marker=marker, hovertext=[text], hoverinfo="text")
        return
    dash = {"width": 4, "dash": "2px,3px"} if row.planned else {"width": 9}
    figure.add_scatter(
        x=ends, y=[y, y], mode="lines", line={"color": colour, **dash}, hovertext=[text, text], hoverinfo="text"
    )


def status_of(row) -> list[str]:
    """What a happening's label adds to its date."""
    return ["planned"] * bool(row.planned) + [f"told by {row.speaker}"] * bool(row.other)


def five_tests(table: pd.DataFrame) -> go.Figure:
    """Commitments against the five tests, and whether one could measure them.

    Parameters
    ----------
    table : DataFrame
        From `commitments`.
    """
    if table.empty:
        return nothing("Commitments against the five tests", "the source names no commitment")
    figure = go.Figure()
    columns = [*TESTS, "measurable"]
    symbols = {"yes": "circle", "no": "x-thin", "unclear": "circle-open"}
    colours = {"yes": RISE, "no": SOFT, "unclear": INK}
    for i, row in enumerate(table.itertuples()):
        answers = [getattr(row, c) for c in columns]
        figure.add_scatter(
            x=list(range(len(columns))),
            y=[-i] * len(columns),
            mode="markers+text",
            text=["" if a in ("yes", "no") else "?" for a in answers],
            textfont={"size": 12, "color": INK},
            marker={
                "opacity": 1,
                "size": [9 if a == "no" else 15 for a in answers],
                "symbol": [symbols.get(a, "circle-open") for a in answers],
                "color": [colours.get(a, INK) for a in answers],
                "line": {"width": 2, "color": [colours.get(a, INK) for a in answers]},
            },
            hovertext=[hover(row.summary, f"{TESTS.get(c, c)}: {a}", row.said) for c, a in zip(columns, answers)],
            hoverinfo="text",
        )
    figure.add_vline(x=len(TESTS) - 0.5, line={"color": SOFT, "width": 1, "dash": "dot"})
    labels = [(row.summary, f"{row.kind}, {row.party}") for row in table.itertuples()]
    height = column_heads(figure, [*TESTS.values(), "(measurable)"], len(labels), label_rows(figure, labels, below=11))
    full = int((table.passed == len(TESTS)).sum())
    joint = int((table.kind == "joint").sum())
    title = (
        f"{capital(count(full, 'statement'))} of {number(len(table))} {'meets' if full == 1 else 'meet'} all five tests "
        f"of a commitment; {number(joint)} {'is' if joint == 1 else 'are'} told as joint, the others come from one side"
    )
    rows = table[["summary", "kind", "party", *columns]].set_axis(
        ["What", "Kind", "Who is to do it", *(capital(t) for t in TESTS.values()), "Measurable"], axis=1
    )
    alt = f"Matrix of {len(table)} statements by five tests. {title}. " + " ".join(
        f"{r.summary} ({r.kind}): {number(r.passed)} of 5." for r in table.itertuples()
    )
    return finish(
        figure,
        title=title,
        subtitle="Disc: yes. Cross: no. Ring with a question mark: the words leave it open. All are publicly expressed, "
        "since they stand in a published source. Behind the dotted line: could one measure it?",
        alt=alt,
        table=rows,
        row_ids=table.row_id,
        source="coding by software after the tests of the G7 Research Group; rules in data/CODING.md",
        height=height,
        bottom=8,
    )


# Sentences


def answer(table: pd.DataFrame, events: pd.DataFrame) -> Sentence:
    """The short answer: what was agreed, promised and proposed, and how much of it can be told from others.

    Parameters
    ----------
    table : DataFrame
        From `commitments`.
    events : DataFrame
        From `happenings`.
    """
    if table.empty and events.empty:
        return Sentence("The source names no commitment and no happening.")
    tellers = escape("; ".join(dict.fromkeys(table[table.kind == "joint"].speaker)))
    words = {
        "joint": f"told as joint (by {tellers})",
        "unilateral": "promised by one side",
        "proposal": "proposed by one side",
    }
    kinds = [
        f"{number(n)} {words.get(kind, escape(kind))}"
        for kind in dict.fromkeys([*words, *table.kind])
        if (n := int((table.kind == kind).sum()))
    ]
    items = [f"{capital(count(len(table), 'statement'))} of intent: {listed(kinds)}."] if kinds else []
    full = table[table.passed == len(TESTS)]
    if len(full):
        met = "; ".join(cite(low(r.summary), r.row_id) for r in full.itertuples())
        items.append(f"All five tests ({listed(TESTS.values())}) are met by {count(len(full), 'statement')}: {met}.")
    elif len(table):
        items.append(f"None meets all five tests ({listed(TESTS.values())}).")
    dated = table[table.due_on.notna()]
    if len(table):
        named = "; ".join(f"{cite(low(r.summary), r.row_id)} ({escape(r.due)})" for r in dated.itertuples())
        lead = f"A date is named for {count(len(dated), 'statement')}"
        items.append(f"{lead}: {named}." if len(dated) else "No date is named for any of them.")
    items.append(
        f"Of {count(len(events), 'happening')} told, {number(int(events.dated.sum()))} have a date in the source that tells them."
    )
    return Sentence.bullets(items)


def low(text: str) -> str:
    """A summary inside a sentence."""
    return text[:1].lower() + text[1:]


def undated_list(events: pd.DataFrame) -> Sentence:
    """The happenings for which the source gives no date."""
    rows = events[~events.dated]
    if rows.empty:
        return Sentence("Every happening has a date.")
    items = []
    for r in rows.itertuples():
        note = f" ({escape(r.note)})" if isinstance(r.note, str) else ""
        who = escape(f"{r.speaker}, {r.voice}")
        items.append(f"{cite(r.title, r.row_id)}: {who}: {quoted(r.quote)}{note}")
    return Sentence.bullets(items)


def five_tests_words(table: pd.DataFrame) -> Sentence:
    """Which test most statements miss."""
    if table.empty:
        return Sentence("The source names no commitment.")
    missed = {label: int((table[name] == "no").sum()) for name, label in TESTS.items()}
    worst = max(missed, key=missed.get)
    open_ones = int((table[[*TESTS]] == "unclear").any(axis=1).sum())
    return Sentence(
        f"Most often missed is the test “{worst}”: {number(missed[worst])} of {count(len(table), 'statement')}.",
        f"For {count(open_ones, 'statement')} the words leave at least one test open." if open_ones else "",
        "An offer that the other side is not said to have accepted stands here as a proposal, whatever it promises.",
    )


def ledger(table: pd.DataFrame, data: Data) -> Sentence:
    """Every statement of intent with condition, due date, status and its date.

    Parameters
    ----------
    table : DataFrame
        From `commitments`.
    data : Data
    """
    if table.empty:
        return Sentence("The source names no commitment.")
    publisher = data.sources.set_index("source_id").publisher
    fields, papers = data.names("sectors"), data.names("documents")
    rows = []
    for r in table.itertuples():
        about = "; ".join(
            x for x in (fields.get(r.sector_id), papers.get(r.document_id, r.document_id)) if x == x and x
        )
        status = r.status
        if isinstance(r.status_on, str):
            by = f" by {publisher[r.status_source_id]}" if isinstance(r.status_source_id, str) else ""
            status = f"{r.status}, {reduced(r.status_on)}{by}"
        who = f"{r.party} ({r.kind})"
        words = Sentence(f"{quoted(r.quote)}, {escape(f'{r.speaker}, {r.voice}')}")
        rows.append([Sentence(cite(r.summary, r.row_id)), who, about, r.condition, r.due, status, words, r.note])
    columns = [
        "What",
        "Who is to do it",
        "Field, document",
        "Condition",
        "Due",
        "Status",
        "Words, speaker, voice",
        "Remark",
    ]
    return listing(columns, rows)


def status_words(table: pd.DataFrame, data: Data) -> Sentence:
    """What is known of the statements after the summit, and from whom."""
    later = table[table.later]
    if later.empty:
        last = day(data.summits.ends_on.max().date())
        return Sentence(f"No status in the data is later than {last}: what became of them is unknown here.")
    publisher = data.sources.set_index("source_id").publisher
    items = [
        f"{cite(r.summary, r.row_id)}: {escape(r.status)}, {reduced(r.status_on)}"
        + (f", by {escape(publisher[r.status_source_id])}" if isinstance(r.status_source_id, str) else "")
        for r in later.itertuples()
    ]
    rest = len(table) - len(later)
    return Sentence(Sentence.bullets(items).markdown + f"\n\nOf the other {number(rest)} nothing later is in the data.")
