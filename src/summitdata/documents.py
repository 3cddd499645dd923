"""Signed documents: what was signed, according to whom, how far it binds, and what lies before and after.

Measures: `documents`, `unlisted`, `presence`, `counts`, `dated`.
Figures: `presence_matrix`, `count_dots`, `timeline`.
Sentences: `answer`, `count_words`, `ledger`, `report_list`, `binding_table`.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from summitdata.attribution import attributed, publications
from summitdata.commitments import when_words
from summitdata.house import (
    FAINT,
    INK,
    RISE,
    SOFT,
    column_heads,
    drawer,
    finish,
    hover,
    label_rows,
    listing,
    mark_day,
    nothing,
)
from summitdata.package import Data
from summitdata.sentence import Sentence, cite, escape, link, quoted
from summitdata.words import capital, count, listed, number, reduced, reduced_span

BINDS = {"yes": "yes", "presumed": "presumed", "no": "presumed not", "unknown": "unknown"}
STATES = {"named": "names it", "counted": "counts documents, lists none", "absent": "does not name it"}


# Measures


def documents(data: Data) -> pd.DataFrame:
    """The documents of a summit's source, in words.

    Returns
    -------
    DataFrame
        One row a document, as in the table, with speaker columns
        (`attributed`), ``field`` (name of its sector), ``by`` (names of its
        parties), ``whole`` and ``revised`` (the documents that it is part of
        and that it revises), ``source`` ("BelTA’s review"), ``here`` (signed
        at this summit), ``single`` (no package) and ``coded`` (told by the
        source that is coded line by line).
    """
    table, names = data.documents, data.names("actors")
    by = [listed(names[k] for k in p.split(";")) if isinstance(p, str) else "" for p in table.parties]
    titles = data.names("documents")
    return attributed(table, data).assign(
        whole=[titles.get(key, key) for key in table.part_of_id],
        revised=[titles.get(key, key) for key in table.revises_id],
        field=table.sector_id.map(data.names("sectors")),
        by=by,
        source=table.source_id.map(publications(data)),
        here=table.signed_summit_id.eq(table.summit_id).fillna(False),
        single=table.type != "package",
        coded=table.source_id.map(data.sources.set_index("source_id").coverage) == "full",
    )


def unlisted(table: pd.DataFrame) -> pd.DataFrame:
    """The packages that the coded source tells as signed here and of which no document is named.

    Parameters
    ----------
    table : DataFrame
        From `documents`.
    """
    return table[table.here & ~table.single & table.coded & ~table.row_id.isin(table.part_of_id)]


def reporters(data: Data) -> pd.DataFrame:
    """The sources on this summit that name or count its documents: the coded one first.

    Returns
    -------
    DataFrame
        One row a source, as in the table, with ``counted`` (bool: it gives a
        number of documents) and ``short``: its publisher; the coded source of
        a publisher with others is named by its kind, the others together its reports.
    """
    counting = set(data.quantities[data.quantities.what == "documents signed"].source_id)
    naming = set(data.document_reports.source_id)
    summits = set(data.summits.summit_id) & set(data.documents.summit_id)
    table = data.sources[data.sources.source_id.isin(counting | naming) & data.sources.summit_id.isin(summits)]
    table = table.sort_values("coverage", ascending=False, kind="stable", ignore_index=True)
    several = table.publisher.duplicated(keep=False)
    kind = table.kind.str.split().str[-1].where(table.coverage == "full", "reports")
    kind = (" (" + kind + ")").where(several, "")
    short = table.publisher.str.split(", ").str[0] + kind
    return table.assign(counted=table.source_id.isin(counting), short=short)


def presence(data: Data) -> pd.DataFrame:
    """Which source names which document signed at the summit.

    Returns
    -------
    DataFrame
        One row a document and publisher (`reporters`): ``row_id`` (of the
        document), ``title``, ``short``, ``state`` (named, counted: it counts
        documents but lists none, absent), ``as_named``, ``report_id``.
        Documents named by most come first.
    """
    signed = documents(data)
    signed = signed[signed.here & signed.single]
    reports = data.document_reports[data.document_reports.document_id.isin(signed.row_id)]
    rows = []
    told = [
        (short, sources.counted.any(), reports[reports.source_id.isin(sources.source_id)])
        for short, sources in reporters(data).groupby("short", sort=False)
    ]
    for document in signed.itertuples():
        for short, counted, ours in told:
            found = ours[ours.document_id == document.row_id]
            state = "named" if len(found) else "counted" if counted and ours.empty else "absent"
            named = ("; ".join(found.as_named), found.document_report_id.iloc[0]) if len(found) else (None, None)
            rows.append([document.row_id, document.title, short, state, *named])
    table = pd.DataFrame(rows, columns=["row_id", "title", "short", "state", "as_named", "report_id"])
    named = table[table.state == "named"].groupby("row_id").size()
    rank = -table.row_id.map(named).fillna(0)
    return table.iloc[rank.argsort(kind="stable")].reset_index(drop=True)


def counts(data: Data) -> pd.DataFrame:
    """How many documents were signed, according to whom.

    Returns
    -------
    DataFrame
        One row a count: ``who``, ``value``, ``how`` ("listed one by one,
        counted here" for the coded source, with and without joint statements,
        or "told as a number"), ``note``, ``row_ids``.
    """
    signed = documents(data)
    signed = signed[signed.here & signed.single & signed.coded]
    rows = []
    if len(signed):
        who, how = signed.source.iloc[0], "listed one by one, counted here"
        rest = signed[signed.type != "joint statement"]
        if len(rest) < len(signed):
            rows.append([who, float(len(rest)), how, "joint statement left out", rest.row_id.tolist()])
        rows.append([who, float(len(signed)), how, "all documents listed", signed.row_id.tolist()])
    told = attributed(data.quantities[data.quantities.what == "documents signed"], data)
    for row in told.itertuples():
        note = row.note if isinstance(row.note, str) else ""
        rows.append([row.speaker, row.value, "told as a number", note, [row.row_id]])
    return pd.DataFrame(rows, columns=["who", "value", "how", "note", "row_ids"])


def dated(data: Data) -> pd.DataFrame:
    """Documents and their dates beyond the day of the summit.

    Returns
    -------
    DataFrame
        One row a document that is no part of the package signed that day, but for the joint statement:
        ``row_id``, ``title``, ``status``, and ``marks``: a list of (start, end,
        what, exact words of the date, other: True where another source dates
        it). A document without any date has an empty list. Signings, entries
        into force and expiries that other sources date follow as rows of their own.
    """
    table = documents(data)
    inside = table.here & table.part_of_id.notna()
    table = table[~inside | table.type.isin(["joint statement", "package"])]
    rows = []
    for row in table.itertuples():
        marks = [
            (*reduced_span(date), what, reduced(date), False)
            for date, what in ((row.signed_on, "signed"), (row.expires_on, "ends"))
            if isinstance(date, str)
        ]
        rows.append([row.row_id, row.title, row.status, marks])
    coverage = data.sources.set_index("source_id").coverage
    kinds = data.events.kind.isin(["signing", "entry into force", "expiry"])
    for event in data.events[kinds].dropna(subset=["starts_on"]).itertuples():
        if coverage[event.source_id] == "cited":
            start, end = event.starts_on, event.starts_on if pd.isna(event.ends_on) else event.ends_on
            words = when_words(event.starts_on, event.ends_on, "")
            mark = (start.date(), end.date(), event.kind, words, True)
            rows.append([event.event_id, event.title, "other source", [mark]])
    rows.sort(key=lambda row: row[3][0][0] if row[3] else data.summits.starts_on.max().date().replace(year=9999))
    return pd.DataFrame(rows, columns=["row_id", "title", "status", "marks"])


# Figures


def presence_matrix(table: pd.DataFrame) -> go.Figure:
    """Documents by source: named, only counted, or absent.

    Parameters
    ----------
    table : DataFrame
        From `presence`.
    """
    if table.empty:
        return nothing("Documents by source", "the source lists no document as signed")
    figure = go.Figure()
    heads = list(dict.fromkeys(table.short))
    keys = list(dict.fromkeys(table.row_id))
    symbols = {"named": "circle", "counted": "circle-open", "absent": "line-ew"}
    colours = {"named": RISE, "counted": RISE, "absent": SOFT}
    for i, key in enumerate(keys):
        rows = table[table.row_id == key]
        figure.add_scatter(
            x=[heads.index(s) for s in rows.short],
            y=[-i] * len(rows),
            mode="markers",
            marker={
                "opacity": 1,
                "size": [14 if s != "absent" else 9 for s in rows.state],
                "symbol": [symbols[s] for s in rows.state],
                "color": [colours[s] for s in rows.state],
                "line": {"width": 2, "color": [colours[s] for s in rows.state]},
            },
            hovertext=[hover(r.title, f"{r.short}: {STATES[r.state]}", r.as_named) for r in rows.itertuples()],
            hoverinfo="text",
        )
    named = table[table.state == "named"].groupby("row_id", sort=False).size()
    labels = [(table[table.row_id == k].title.iloc[0], "") for k in keys]
    height = label_rows(figure, labels)
    height = column_heads(figure, heads, len(keys), height)
    most = int(named.max())
    title = presence_title(table, heads, keys)
    rows = pd.DataFrame(
        [[table[table.row_id == k].title.iloc[0], *table[table.row_id == k].state] for k in keys],
        columns=["Document", *heads],
    )
    alt = (
        f"Matrix of {count(len(keys), 'document')} by {count(len(heads), 'source')}; at most {most} name one. "
        + " ".join(
            f"{r['Document']}: named by {listed([h for h in heads if r[h] == 'named']) or 'nobody'}."
            for _, r in rows.iterrows()
        )
    )
    return finish(
        figure,
        title=title,
        subtitle="Disc: the source names it. Ring: the source counts documents but lists none. Dash: not named.",
        alt=alt,
        table=rows,
        row_ids=[*keys, *table.report_id.dropna()],
        source=f"documents and reports of {listed(heads)}",
        height=height,
        bottom=8,
    )


def presence_title(table: pd.DataFrame, heads: list[str], keys: list[str]) -> str:
    """The finding: which documents most sources name, and how many are named by one source alone."""
    named = table[table.state == "named"].groupby("row_id", sort=False).size()
    most = named[named == named.max()]
    alone = int((named == 1).sum())
    titles = table.drop_duplicates("row_id").set_index("row_id").title
    if len(heads) == 1:
        return (
            f"{heads[0]} alone names {count(len(keys), 'document')} as signed, one by one; no other source is at hand"
        )
    lead = listed(f"“{titles[k]}”" for k in most.index[:2])
    lead = lead if len(most) <= 2 else capital(count(len(most), "document"))
    title = f"{lead} {'is' if len(most) == 1 else 'are'} named by {number(int(most.iloc[0]))} of {number(len(heads))} sources"
    if alone:
        title += f"; {number(alone)} of {number(len(keys))} documents by one alone"
    return title


def count_dots(table: pd.DataFrame) -> go.Figure:
    """How many documents were signed, by whom counted.

    Parameters
    ----------
    table : DataFrame
        From `counts`.
    """
    if table.empty:
        return nothing("How many documents were signed", "nobody counts documents in the data")
    figure = go.Figure()
    for i, row in enumerate(table.itertuples()):
        here = row.how != "told as a number"
        figure.add_scatter(
            x=[0, row.value], y=[-i, -i], mode="lines", line={"color": FAINT, "width": 2}, hoverinfo="skip"
        )
        figure.add_scatter(
            x=[row.value],
            y=[-i],
            mode="markers+text",
            text=[f"  {number(row.value)}"],
            textposition="middle right",
            textfont={"size": 14, "color": INK},
            marker={
                "size": 13,
                "color": RISE,
                "symbol": "circle-open" if here else "circle",
                "line": {"width": 2, "color": RISE},
            },
            hovertext=[hover(row.who, row.how, row.note or None)],
            hoverinfo="text",
        )
    labels = [(row.who, row.note or row.how) for row in table.itertuples()]
    height = label_rows(figure, labels)
    figure.update_xaxes(range=[0, float(table.value.max()) * 1.15], rangemode="tozero", nticks=6)
    told = table[table.how == "told as a number"]
    rows = table.drop(columns="row_ids").rename(
        columns={"who": "Who", "value": "Documents", "how": "How counted", "note": "Remark"}
    )
    alt = "Dot chart of counts. " + " ".join(
        f"{r.who}: {number(r.value)}, {r.how}{', ' + r.note if r.note else ''}." for r in table.itertuples()
    )
    return finish(
        figure,
        title=count_title(table, told),
        subtitle="Number of documents. Ring: listed one by one and counted here. Disc: told as a number.",
        alt=alt,
        table=rows,
        row_ids=[key for ids in table.row_ids for key in ids],
        source=f"counts of {listed(dict.fromkeys(table.who))}",
        height=height,
    )


def count_title(table: pd.DataFrame, told: pd.DataFrame) -> str:
    """The finding: what is listed, and what others count."""
    own = table[table.how != "told as a number"]
    if own.empty:
        return f"Counts run from {number(told.value.min())} to {number(told.value.max())} documents; nobody lists them"
    listed_here = f"{own.who.iloc[0]} lists {count(int(own.value.max()), 'document')}"
    if told.empty:
        return f"{listed_here} one by one; no other source at hand gives a number"
    low, high = told.value.min(), told.value.max()
    others = (
        number(low)
        if low == high
        else f"{number(low)} or {number(high)}"
        if high - low == 1
        else f"{number(low)} to {number(high)}"
    )
    return f"{listed_here}; others tell of {others}"


def timeline(table: pd.DataFrame, summit_on: pd.Timestamp) -> go.Figure:
    """Dates of the documents beyond the package, each as exact as its source gives it.

    Parameters
    ----------
    table : DataFrame
        From `dated`.
    summit_on : Timestamp
        First day of the summit.
    """
    if table.empty:
        return nothing("Dates of the documents", "the source names no document with a date")
    figure = go.Figure()
    for i, row in enumerate(table.itertuples()):
        if len(row.marks) > 1:
            ends = [row.marks[0][0].isoformat(), row.marks[-1][1].isoformat()]
            figure.add_scatter(x=ends, y=[-i, -i], mode="lines", line={"color": FAINT, "width": 3}, hoverinfo="skip")
        for start, end, what, words, other in row.marks:
            figure.add_scatter(
                x=[start.isoformat(), end.isoformat()],
                y=[-i, -i],
                mode="lines+markers" if start == end else "lines",
                line={"color": RISE, "width": 9},
                marker={
                    "size": 12,
                    "color": RISE,
                    "symbol": "circle-open" if other else "circle",
                    "line": {"width": 2, "color": RISE},
                },
                hovertext=[hover(row.title, f"{what}: {words}", "dated by another source" if other else None)] * 2,
                hoverinfo="text",
            )
    labels = [(r.title, mark_words(r)) for r in table.itertuples()]
    height = mark_day(figure, summit_on, "summit", len(labels), label_rows(figure, labels))
    spans = [d for marks in table.marks for m in marks for d in m[:2]] or [summit_on.date()]
    first, last = min([*spans, summit_on.date()]), max([*spans, summit_on.date()])
    figure.update_xaxes(
        type="date", dtick="M12", tickformat="%Y", range=[f"{first.year - 1}-12-10", f"{last.year}-12-31"], tickangle=0
    )
    open_ones = table[table.marks.str.len() == 0]
    rows = pd.DataFrame(
        {"Document": table.title, "Status": table.status, "Dates": [mark_words(r) for r in table.itertuples()]}
    )
    dates = len(table) - len(open_ones)
    title = f"{capital(count(dates, 'entry', 'entries'))} {'has' if dates == 1 else 'have'} a date; "
    bare = listed(f"“{t}”" for t in open_ones.title) if len(open_ones) < 3 else f"{number(len(open_ones))} others"
    names = f"the source that names {'it' if len(open_ones) == 1 else 'them'} gives none"
    title += f"for {bare} {names}" if len(open_ones) else "none lacks one"
    alt = "Time line. " + " ".join(f"{r.title}: {mark_words(r)}." for r in table.itertuples())
    return finish(
        figure,
        title=title,
        subtitle="A dot is a day, a bar a month or a year: as exact as the source. Ring: another source gives the date.",
        alt=alt,
        table=rows,
        row_ids=table.row_id,
        source="dates as the sources give them; none is added",
        height=height,
    )


def mark_words(row) -> str:
    """A document's dates in words."""
    dates = "; ".join(f"{what} {words}" for _, _, what, words, _ in row.marks)
    if not dates:
        return f"{row.status} · date not named in the source"
    return dates if row.status == "signed" else f"{row.status} · {dates}"


# Sentences


def answer(table: pd.DataFrame, number_table: pd.DataFrame) -> Sentence:
    """The short answer: what is listed as signed, how far it binds, what others count.

    Parameters
    ----------
    table : DataFrame
        From `documents`.
    number_table : DataFrame
        From `counts`.
    """
    signed = table[table.here & table.single & table.coded]
    if signed.empty:
        return Sentence("The source lists no document as signed at this summit.")
    types = signed.type.value_counts(sort=False)
    kinds = listed(count(int(n), t) for t, n in types.items())
    told = number_table[number_table.how == "told as a number"]
    items = [
        f"{escape(capital(signed.source.iloc[0]))} names {cite(count(len(signed), 'document'), signed.row_id.iloc[0])} "
        f"as signed: {escape(kinds)}{packages_words(table)}.",
        binding_words(signed),
    ]
    if len(told):
        others = [f"{cite(number(r.value), *r.row_ids)} ({escape(r.who)})" for r in told.itertuples()]
        items.append(f"Others give a number: {listed(others)}.")
    others = table[table.here & ~table.coded]
    if len(others):
        items.append(f"Other reports name as well: {listed(cite(r.title, r.row_id) for r in others.itertuples())}.")
    later = table[~table.here]
    if len(later):
        items.append(
            f"Beyond the day: {listed(f'{cite(r.title, r.row_id)} ({escape(r.status)})' for r in later.itertuples())}."
        )
    return Sentence.bullets(items)


def packages_words(table: pd.DataFrame) -> str:
    """The packages signed here of which no document is named (`unlisted`); empty without one."""
    packages = unlisted(table)
    words = listed(cite(r.title, r.row_id) for r in packages.itertuples()) if len(packages) else ""
    return f"; beside them, not listed one by one: {words}" if words else ""


def binding_words(signed: pd.DataFrame) -> str:
    """How many of the signed documents bind, as far as can be told."""
    words = {
        "yes": ("binds", "bind", "by the source’s own word"),
        "presumed": ("bears", "bear", "a name that usually binds in law"),
        "no": ("bears", "bear", "a name that usually states intent only"),
        "unknown": ("leaves", "leave", "it open whether it binds"),
    }
    parts = []
    for kind, n in signed.binding.value_counts().items():
        one, many, rest = words.get(kind, ("is", "are", f"coded as “{escape(kind)}”"))
        parts.append(f"{count(int(n), one, many)} {rest}")
    return f"Of these, {listed(parts)}; no text of any of them is in the source."


def count_words(table: pd.DataFrame, data: Data) -> Sentence:
    """Why the counts differ, as far as the rows tell.

    Parameters
    ----------
    table : DataFrame
        From `counts`.
    data : Data
    """
    if table.empty:
        return Sentence("Nobody counts documents.")
    parts = [
        f"{escape(r.who)}: {cite(number(r.value), r.row_ids[0])} ({escape(r.note or r.how)})"
        for r in table.itertuples()
    ]
    signed = documents(data)
    split = signed[signed.here & signed.note.fillna("").str.contains("one item")]
    notes = f"One reason is how items are split: {escape(split.note.iloc[0])}." if len(split) else ""
    return Sentence(
        f"{'; '.join(parts)}.",
        "Counts stand side by side and are not averaged.",
        notes,
        "Where a source gives a number only, nothing tells which documents it has in mind.",
    )


def ledger(table: pd.DataFrame) -> Sentence:
    """Every document with type, field, level, parties, binding force, status and dates.

    Parameters
    ----------
    table : DataFrame
        From `documents`.
    """
    if table.empty:
        return Sentence("The source names no document.")
    rows = []
    for r in table.itertuples():
        dates = [("signed", r.signed_on), ("ends", r.expires_on)]
        dates = [f"{what} {reduced(d)}" for what, d in dates if isinstance(d, str)]
        known = [r.status] if r.status != "signed" or not dates else []
        status = ", ".join([*known, *(dates or ["date not named"])])
        if isinstance(r.status_on, str) and r.status_on != r.signed_on:
            status += f"; as of {reduced(r.status_on)}"
        rows.append(
            [
                Sentence(cite(r.title, r.row_id)),
                r.type,
                r.field,
                r.level,
                r.by,
                BINDS.get(r.binding, r.binding),
                status,
                Sentence(quoted(r.quote)),
                remark(r),
            ]
        )
    columns = ["Document", "Type", "Field", "Level", "Parties", "Binds", "Status and dates", "Words", "Remark"]
    return listing(columns, rows)


def remark(row) -> str:
    """To what other document a document belongs, and the remark on its row."""
    ties = (("part of", row.whole), ("revises", row.revised), ("", row.note))
    return "; ".join(f"{what} {text}".strip() for what, text in ties if isinstance(text, str))


def report_list(data: Data) -> Sentence:
    """Every report of a document: by which source, under which name, in which words."""
    titles, publisher = data.names("documents"), data.sources.set_index("source_id").publisher
    order = {key: i for i, key in enumerate(titles)}
    table = data.document_reports.sort_values("document_id", key=lambda keys: keys.map(order), kind="stable")
    if table.empty:
        return Sentence("No source names a document.")
    rows = [
        (
            Sentence(cite(titles[r.document_id], r.document_id)),
            Sentence(cite(r.as_named, r.document_report_id)),
            Sentence(quoted(r.quote) if isinstance(r.quote, str) else "page not seen"),
            Sentence(link(publisher[r.source_id], r.url)),
        )
        for r in table.itertuples()
    ]
    return drawer(f"All {number(len(rows))} reports of a document", ["Document", "As it is named", "Words", "By"], rows)


def binding_table(data: Data) -> Sentence:
    """What the words for binding force mean here."""
    terms = data.terms[data.terms.vocabulary == "binding"]
    rows = zip([BINDS.get(term, term) for term in terms.term], terms.definition)
    return listing(["Binds", "Meaning"], rows)
