"""Measures: what was signed, according to whom."""

import pandas as pd

from summitdata.data import Data
from summitdata.house.sentence import Sentence, cite, cites, link, quoted
from summitdata.house.words import capital, listed, rank_in, the
from summitdata.themes.speakers import attributed, publications, publishers

ITEMS, PAPERS, TOLD = "items, counted here", "documents, counted here", "told as a number"
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
        at this summit), ``single`` (no package), ``coded`` (told by the
        source that is coded line by line) and ``item`` (as which item that
        source names it: documents of one item share it).
    """
    table, names, told = data.documents, data.names("actors"), data.document_reports.dropna(subset=["item"])
    items = dict(zip(zip(told.document_id, told.source_id), told.item.astype("str")))
    by = [capital(listed(the(names[k]) for k in p.split(";"))) if isinstance(p, str) else "" for p in table.parties]
    titles = data.names("documents")
    return attributed(table, data).assign(
        whole=[titles.get(key, key) for key in table.part_of_id],
        revised=[titles.get(key, key) for key in table.revises_id],
        field=table.sector_id.map(data.names("sectors")),
        by=by,
        source=table.source_id.map(publications(data)),
        here=table.signed_summit_id.eq(table.summit_id).fillna(False),
        single=table.type != "package",
        item=[items.get(pair, pair[0]) for pair in zip(table.document_id, table.source_id)],
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
    several = table.publisher_id.duplicated(keep=False)
    kind = table.kind.str.split().str[-1].where(table.coverage == "full", "reports")
    kind = (" (" + kind + ")").where(several, "")
    short = table.publisher_id.map(data.names("actors")) + kind
    return table.assign(counted=table.source_id.isin(counting), short=short)


def presence(data: Data) -> pd.DataFrame:
    """Which source names which document signed at the summit.

    Returns
    -------
    DataFrame
        One row a document and publisher (`reporters`) that names one of them or counts them: ``row_id`` (of the
        document), ``title``, ``short``, ``state`` (named; counted: it counts
        documents but names none; unseen: not named in the part that was seen;
        absent: not named), ``as_named``, ``report_id``.
        Documents named by most come first.
    """
    signed, sources = documents(data), reporters(data)
    signed = signed[signed.here & signed.single]
    reports = data.document_reports[data.document_reports.document_id.isin(signed.row_id)]
    reports = reports.merge(sources[["source_id", "short"]], on="source_id")
    silent = []  # what the silence of each publisher means
    for short, own in sources.groupby("short", sort=False):
        names, counted = short in set(reports.short), own.counted.any()
        state = "counted" if counted and not names else "absent" if (own.seen == "whole").all() else "unseen"
        silent += [[short, state]] * bool(names or counted or "full" in set(own.coverage))
    named = reports.groupby(["document_id", "short"], as_index=False).agg(
        as_named=("as_named", "; ".join), report_id=("document_report_id", "first")
    )
    table = signed[["row_id", "title"]].merge(pd.DataFrame(silent, columns=["short", "state"]), how="cross")
    table = table.merge(named.rename(columns={"document_id": "row_id"}), how="left", on=["row_id", "short"])
    table["state"] = table.state.mask(table.report_id.notna(), "named")
    rank = -table.report_id.notna().groupby(table.row_id).transform("sum")
    return table.iloc[rank.argsort(kind="stable")].reset_index(drop=True)


def counts(data: Data) -> pd.DataFrame:
    """How many documents were signed, according to whom.

    Returns
    -------
    DataFrame
        One row a count: ``who``, ``value``, ``how`` ("items, counted here" of the
        coded source; "documents, counted here" that any of several sources names; or
        "told as a number"), ``note``, ``row_ids``, ``beside`` (bool: the
        same source names a joint statement as well) and ``own`` (bool: told in
        the source whose items are counted).
    """
    table = documents(data)
    signed = table[table.here & table.single]
    rows = []
    for source, ours in signed[signed.coded].groupby("source", sort=False):
        twin = ours[ours.item.duplicated(keep=False)]
        note = f"{listed(twin.title)} as one item" if len(twin) else ""
        rows.append([source, float(ours.item.nunique()), ITEMS, note, ours.row_id.tolist(), False, False])
    if len(signed) and len(reporters(data)) > 1:
        names = "each document that any source names"
        rows.append(["All sources together", float(len(signed)), PAPERS, names, signed.row_id.tolist(), False, False])
    statements = table.row_id[table.type == "joint statement"]
    beside = set(data.document_reports.source_id[data.document_reports.document_id.isin(statements)])
    told = attributed(data.quantities[data.quantities.what == "documents signed"], data)
    coded = set(data.sources.source_id[data.sources.coverage == "full"])
    for row in told.itertuples():
        note = row.note if isinstance(row.note, str) else ""
        rows.append([row.speaker, row.value, TOLD, note, [row.row_id], row.source_id in beside, row.source_id in coded])
    return pd.DataFrame(rows, columns=["who", "value", "how", "note", "row_ids", "beside", "own"])


def reports(data: Data) -> pd.DataFrame:
    """Every report of a document, in the order of the documents.

    Returns
    -------
    DataFrame
        One row a report, in words that link to its row: ``document``,
        ``as_it_is_named`` (by that source), ``words``, ``by`` (the publisher).
    """
    titles, publisher = data.names("documents"), publishers(data)
    table = data.document_reports
    table = table.assign(document_id=table.document_id.fillna(""))
    table = table.sort_values("document_id", key=lambda keys: keys.map(rank_in([*titles])), kind="stable")
    columns = {
        "document": [Sentence(cite(titles[k], k) if k else "no document known") for k in table.document_id],
        "as_it_is_named": cites(table.as_named, table.document_report_id),
        "words": [Sentence(quoted(q) if isinstance(q, str) else "page not seen") for q in table.quote],
        "by": [Sentence(link(publisher[s], url)) for s, url in zip(table.source_id, table.url)],
    }
    return pd.DataFrame(columns)


def binding(data: Data) -> pd.DataFrame:
    """What the words for binding force mean here: ``binds`` and ``meaning``."""
    terms = data.terms[data.terms.vocabulary == "binding"]
    return pd.DataFrame({"binds": [BINDS.get(t, t) for t in terms.term], "meaning": terms.definition.tolist()})
