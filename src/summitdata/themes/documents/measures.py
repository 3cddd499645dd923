"""Measures: what was signed, according to whom."""

from __future__ import annotations

import pandas as pd

from summitdata.data import Data
from summitdata.house.sentence import Sentence, cites, link, quoted
from summitdata.house.words import listed, rank_in
from summitdata.themes.speakers import attributed, publications

BINDS = {"yes": "yes", "presumed": "presumed", "no": "presumed not", "unknown": "unknown"}


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
    """The packages of `documents` that the coded source tells as signed here and of which no document is named."""
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


def reports(data: Data) -> pd.DataFrame:
    """Every report of a document, in the order of the documents.

    Returns
    -------
    DataFrame
        One row a report, in words that link to its row: ``document``,
        ``as_it_is_named`` (by that source), ``words``, ``by`` (the publisher).
    """
    titles, publisher = data.names("documents"), data.sources.set_index("source_id").publisher
    table = data.document_reports
    table = table.sort_values("document_id", key=lambda keys: keys.map(rank_in([*titles])), kind="stable")
    return pd.DataFrame(
        {
            "document": cites(table.document_id.map(titles), table.document_id),
            "as_it_is_named": cites(table.as_named, table.document_report_id),
            "words": [Sentence(quoted(q) if isinstance(q, str) else "page not seen") for q in table.quote],
            "by": [Sentence(link(publisher[s], url)) for s, url in zip(table.source_id, table.url)],
        }
    )


def binding(data: Data) -> pd.DataFrame:
    """What the words for binding force mean here: ``binds`` and ``meaning``."""
    terms = data.terms[data.terms.vocabulary == "binding"]
    return pd.DataFrame({"binds": [BINDS.get(t, t) for t in terms.term], "meaning": terms.definition.tolist()})
