"""Measures: every row with its words, and what the source covers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import pandas as pd

from summitdata.data import Data
from summitdata.house.sentence import Sentence, link
from summitdata.house.words import amount, listed, number, period
from summitdata.tables.quotes import passage_link
from summitdata.themes.growth.statements import flows, reporters
from summitdata.themes.speakers import coders, publications, publishers, sides

CLAUSE_WORDS, TURN_WORDS = 12, 5
NO_FACT = "no fact of the kinds coded"
PLACES = ("start", "end", "head_start", "head_end")
APPARATUS = {"furniture": "page furniture", "heading": "a heading"}
VOICE = {True: "reported", False: "derived here"}
LABELS = {
    "claims": ["indicator", "modality"],
    "figures": ["indicator", "basis"],
    "quantities": ["what"],
    "documents": ["title"],
    "document_reports": ["as_named"],
    "sector_mentions": ["term", "role"],
    "actor_mentions": ["mentioned_id", "context"],
    "positions": ["summary"],
    "commitments": ["summary"],
    "events": ["title"],
}


def evidence_rows(data: Data, row_ids: Collection[str] | None = None) -> pd.DataFrame:
    """Every fact of the package with the words behind it, or those of some keys.

    Returns
    -------
    DataFrame
        One row a fact over all tables: ``table`` and ``table_title``, ``row_id``, ``label`` (the
        fact in a few words), ``speaker``, ``voice`` (for figures "reported", or
        "derived here", and then ``speaker`` is whose figures it is derived from),
        ``side``, ``quote``, ``formula`` (of a derived figure), ``source_id``, ``publisher``, ``link`` (public
        address, with the passage marked where the quote is likely to be found),
        ``start``, ``end``, ``head_start``, ``head_end`` (code points, <NA> for
        a cited source).
    """
    parts = {name: getattr(data, name) for name in LABELS}
    if row_ids is not None:
        parts = {name: frame[frame.iloc[:, 0].isin(row_ids)] for name, frame in parts.items()}
    held = {name: frame for name, frame in parts.items() if len(frame)} or parts
    known = data.names("actors"), publishers(data), sides(data)
    table = pd.concat([facts_of(data, name, frame, *known) for name, frame in held.items()], ignore_index=True)
    table["table_title"] = table.table.map({t.name: t.title for t in data.descriptor.tables})
    table["url"] = table.url.fillna(table.source_id.map(data.sources.set_index("source_id").url))
    return table.assign(link=links(table, data))


def facts_of(
    data: Data, name: str, frame: pd.DataFrame, names: dict[str, str], published: dict[str, str], side: dict[str, str]
) -> pd.DataFrame:
    """Rows of one table under the common column names; what is known of actors and sources is found once for all."""
    empty = pd.Series(index=frame.index, dtype="str")
    who = frame.get("actor_id", frame.get("reporter_id", frame.source_id))
    publisher = frame.source_id.map(published)
    speaker, voice = [names.get(k, p) for k, p in zip(who, publisher)], frame.get("voice", "reported")
    shown = [[names[key] for key in frame[c]] if c.endswith("_id") else frame[c] for c in LABELS[name]]
    label = [": ".join(row) for row in zip(*shown)]
    if name == "figures":
        spans = [period(a.date(), b.date()) for a, b in zip(frame.period_start_on, frame.period_end_on)]
        value = [amount(v, u, q, 3) for v, u, q in zip(frame.value, frame.unit, frame.qualifier)]
        basis = ["" if b == "level" else f", {b}" for b in frame.basis]
        label = [f"{f}{b}, {s}: {v}" for f, b, s, v in zip(flows(frame, data), basis, spans, value)]
        speaker, voice = [*map(listed, reporters(data, frame.figure_id))], frame.derived_from.isna().map(VOICE)
    if name == "positions":
        label = [f"{names[h]} ({s}): {text}" for h, s, text in zip(frame.holder_id, frame.stance, frame.summary)]
    columns = {"table": name, "row_id": frame.iloc[:, 0], "label": label, "speaker": speaker, "voice": voice}
    columns |= {"formula": frame.get("derived_from", empty), "side": who.map(side), "quote": frame.quote}
    columns |= {"source_id": frame.source_id, "publisher": publisher, "url": frame.get("url", empty)}
    places = {place: frame.get(place, empty.astype("float64").astype("Int64")) for place in PLACES}
    return pd.DataFrame(columns | places, index=frame.index)


def bare(data: Data) -> pd.DataFrame:
    """Every fact with no more than ``table``, ``row_id``, ``source_id``, ``quote``, ``start`` and ``end``."""
    columns = ["source_id", "quote", "start", "end"]
    frames = [(name, frame := getattr(data, name), frame.iloc[:, 0]) for name in LABELS]
    parts = [frame[frame.columns.intersection(columns)].assign(table=n, row_id=key) for n, frame, key in frames]
    return pd.concat(parts, ignore_index=True)


def links(table: pd.DataFrame, data: Data) -> list[str]:
    """Each row's public address; a quote of several words is marked, unless another row has the same words elsewhere."""
    places, found = defaultdict(set), []
    for frame in (frame for name in LABELS if "start" in (frame := getattr(data, name))):
        for source, words, start in zip(frame.source_id, frame.quote.str.lower(), frame.start):
            places[source, words].add(start)
    for source, quote, url in zip(table.source_id, table.quote.fillna(""), table.url):
        unique = " " in quote and len(places[source, quote.lower()]) <= 1
        found.append(passage_link(url, quote, unique=unique))
    return found


def passages(data: Data) -> pd.DataFrame:
    """The passages of the coded source with how many rows touch each.

    Returns
    -------
    DataFrame
        One row a passage, as in the table, with ``speaker``, ``side``,
        ``publication`` (of its source), ``rows`` (number of facts whose quote lies in it) and ``reason``: why
        none does (empty where some do).
    """
    table, facts = data.passages, bare(data).dropna(subset=["start"])
    spans = {source: [*zip(rows.start, rows.end)] for source, rows in facts.groupby("source_id")}
    table = table.assign(
        speaker=table.actor_id.map(data.names("actors")),
        side=table.actor_id.map(sides(data)),
        publication=table.source_id.map(publications(data)),
        rows=[sum(a < p.end and b > p.start for a, b in spans.get(p.source_id, [])) for p in table.itertuples()],
    )
    return table.assign(reason=[reason(p) for p in table.itertuples()])


def reason(passage) -> str:
    """Why no row lies in a passage."""
    if passage.rows:
        return ""
    if passage.part in APPARATUS:
        return APPARATUS[passage.part]
    if passage.voice == "narrated" and passage.words <= CLAUSE_WORDS:
        return "says only who speaks"
    return NO_FACT if passage.words > TURN_WORDS else "a few words only"


def untouched(data: Data) -> pd.DataFrame:
    """The passages (`passages`) in which no row lies."""
    table = passages(data)
    return table[table.rows == 0].reset_index(drop=True)


def agreement(data: Data) -> pd.DataFrame:
    """How two coding passes compare.

    Returns
    -------
    DataFrame
        One row a table of the source: as in ``coding_passes``, with ``title``,
        ``publication`` (of the source), ``coded`` (how it was), ``found`` (rows, or words, that either pass has) and
        ``share`` (those in both, from 0 to 1).
    """
    table, titles = data.coding_passes, {t.name: t.title for t in data.descriptor.tables}
    found = table["first"] + table["second"] - table["both"]
    return table.assign(
        title=[titles.get(name, name) for name in table["table"]],
        publication=table.source_id.map(publications(data)),
        coded=table.source_id.map(coders(data)),
        found=found,
        share=(table["both"] / found).astype("float64"),
    )


def weaknesses(data: Data) -> pd.DataFrame:
    """Where the data are weak: kinds of weakness with the rows that have them.

    Returns
    -------
    DataFrame
        One row a kind: ``weakness`` (a sentence), ``rows`` (how many),
        ``row_ids`` (list).
    """
    figures, facts = data.figures, bare(data)
    unworded = figures[figures.quote.isna()]
    derived, prices = unworded.derived_from.notna(), unworded.indicator == "consumer price index"
    other = facts[facts.quote.isna() & ~facts.table.isin(["figures"])]
    cited = data.sources[(data.sources.coverage == "cited") & data.sources.source_id.isin(facts.source_id)]
    kinds = [
        ("The period of a figure is inferred: the words name none.", figures[figures.period_inferred.astype(bool)]),
        ("A figure has no words: it is derived here by a formula, and nobody reported it.", unworded[derived]),
        (
            "A figure has no words: a number of a price index, with the address of its series.",
            unworded[prices & ~derived],
        ),
        ("A figure has no words: the page was not seen, only its address.", unworded[~derived & ~prices]),
        ("Another row has no words: the page was not seen.", other[["row_id"]]),
        ("A source has no date of publication.", cited[cited.published_on.isna()]),
    ]
    rows = [(text, len(frame), frame.iloc[:, 0].tolist()) for text, frame in kinds]
    return pd.DataFrame(rows, columns=["weakness", "rows", "row_ids"])


def sources(data: Data) -> pd.DataFrame:
    """Every source that a row names: language, dates, kind, how far it was coded, licence, how many rows rest on it.

    Returns
    -------
    DataFrame
        One row a source: ``source`` (a link, one to an archived copy where there is one, and its key), ``publisher``, ``kind``,
        ``language``, ``published``, ``read`` (days), ``coded``, ``rows``, ``on_the_summit``, ``licence``.
    """
    table = data.sources[data.sources.source_id.isin(data.referred("sources"))].reset_index(drop=True)
    times = bare(data).source_id.value_counts()
    archived = [f", {link('archived', url)}" if pd.notna(url) else "" for url in table.archived_url]
    named = zip(table.title.fillna(table.url), table.url, archived, table.source_id)
    length = [f", {number(n)} characters" if pd.notna(n) else "" for n in table.characters]
    columns = {
        "source": [Sentence(f"{link(title, url)}{copy} `{key}`") for title, url, copy, key in named],
        "publisher": table.source_id.map(publishers(data)),
        "kind": table.kind,
        "language": table.language,
        "published": table.published_on,
        "read": table.accessed_on,
        "coded": table.coverage + length + ", " + table.source_id.map(coders(data)),
        "rows": table.source_id.map(times).fillna(0).astype("int64"),
        "on_the_summit": table.summit_id.replace(data.names("summits")),
        "licence": table.licence,
    }
    return pd.DataFrame(columns)


def vocabulary(data: Data) -> pd.DataFrame:
    """Every word of the vocabularies but the glossary's: ``vocabulary``, ``word``, ``meaning``."""
    terms = data.terms[data.terms.vocabulary != "glossary"]
    columns = {"vocabulary": "vocabulary", "term": "word", "definition": "meaning"}
    return terms[[*columns]].rename(columns=columns).reset_index(drop=True)
