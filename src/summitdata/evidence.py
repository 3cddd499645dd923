"""The evidence: every row with its words, what the rows cover of the source, where the data are weak.

Measures: `evidence_rows`, `passages`, `untouched`, `agreement`, `weaknesses`.
Figures: `strip`, `agreement_dots`. Sentences: `rows_list`, `untouched_table`,
`coverage_words`, `agreement_words`, `weakness_list`, `source_table`, `vocabulary`,
`answer`.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from summitdata.attribution import publications, sides
from summitdata.growth import flows, reporters
from summitdata.house import (
    FAINT,
    INK,
    RISE,
    SIDES,
    SOFT,
    drawer,
    finish,
    hover,
    label_rows,
    listing,
    nothing,
    speakers_line,
)
from summitdata.package import Data
from summitdata.quotes import passage_link
from summitdata.sentence import Sentence, cite, escape, link, quoted
from summitdata.words import amount, capital, count, listed, number, period

CLAUSE_WORDS = 12
PLACES = ("start", "end", "head_start", "head_end")
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


# Measures


def evidence_rows(data: Data) -> pd.DataFrame:
    """Every fact of the package with the words behind it.

    Returns
    -------
    DataFrame
        One row a fact over all tables: ``table``, ``row_id``, ``label`` (the
        fact in a few words), ``speaker``, ``voice`` (for figures "reported", or
        "derived here", and then ``speaker`` is whose figures it is derived from),
        ``side``, ``quote``, ``formula`` (of a derived figure), ``source_id``, ``publisher``, ``link`` (public
        address, with the passage marked where the quote is likely to be found),
        ``start``, ``end``, ``head_start``, ``head_end`` (code points, <NA> for
        a cited source).
    """
    parts = [facts_of(data, name) for name in LABELS]
    table = pd.concat(parts, ignore_index=True)
    source = data.sources.set_index("source_id")
    table["publisher"] = table.source_id.map(source.publisher)
    table["url"] = table.url.fillna(table.source_id.map(source.url))
    table["link"] = links(table)
    return table


def facts_of(data: Data, name: str) -> pd.DataFrame:
    """The rows of one table under the common column names."""
    frame, names = getattr(data, name), data.names("actors")
    who = frame.actor_id if "actor_id" in frame else frame.get("reporter_id", frame.source_id)
    shown = {c: [names[key] for key in frame[c]] if c.endswith("_id") else frame[c] for c in LABELS[name]}
    label = pd.Series([": ".join(row) for row in zip(*shown.values())], index=frame.index, dtype="str")
    if name == "figures":
        spans = [period(a.date(), b.date()) for a, b in zip(frame.period_start_on, frame.period_end_on)]
        value = [amount(v, u, q, 3) for v, u, q in zip(frame.value, frame.unit, frame.qualifier)]
        basis = ["" if b == "level" else f", {b}" for b in frame.basis]
        label = [f"{f}{b}, {s}: {v}" for f, b, s, v in zip(flows(frame, data), basis, spans, value)]
    if name == "positions":
        label = [f"{names[h]} ({s}): {text}" for h, s, text in zip(frame.holder_id, frame.stance, frame.summary)]
    publisher = frame.source_id.map(data.sources.set_index("source_id").publisher)
    return pd.DataFrame(
        {
            "table": name,
            "row_id": frame.iloc[:, 0],
            "label": label,
            "speaker": speakers(frame, data)
            if name == "figures"
            else [names.get(k, p) for k, p in zip(who, publisher)],
            "voice": frame.derived_from.isna().map(VOICE) if name == "figures" else frame.get("voice", "reported"),
            "formula": frame.get("derived_from", pd.Series(index=frame.index, dtype="str")),
            "side": who.map(sides(data)),
            "quote": frame.quote,
            "source_id": frame.source_id,
            "url": frame.get("url", pd.Series(index=frame.index, dtype="str")),
        }
        | {name: frame.get(name, pd.Series(index=frame.index, dtype="Int64")) for name in PLACES}
    )


VOICE = {True: "reported", False: "derived here"}


def speakers(figures: pd.DataFrame, data: Data) -> list[str]:
    """Who reports each figure; of a derived one, whose figures it is derived from."""
    return [listed(reporters(data, key)) for key in figures.figure_id]


def links(table: pd.DataFrame) -> list[str]:
    """Each row's public address; a quote of several words that stands at one place only is marked.

    Whether words occur once in the source cannot be told without the text. A
    quote of two words or more counts as one that does, unless another row has
    the same words at another place.
    """
    folded = table.quote.fillna("").str.lower()
    places = table.assign(folded=folded).groupby(["source_id", "folded"]).start.nunique()
    found = []
    for row, words in zip(table.itertuples(), folded):
        unique = len(words.split()) > 1 and places[(row.source_id, words)] <= 1
        found.append(passage_link(row.url, row.quote, unique=unique) if words else row.url)
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
    table = data.passages
    facts = evidence_rows(data).dropna(subset=["start"])
    spans: dict[str, list[tuple[int, int]]] = {}
    for source, start, end in zip(facts.source_id, facts.start, facts.end):
        spans.setdefault(source, []).append((start, end))
    touched = [sum(a < p.end and b > p.start for a, b in spans.get(p.source_id, [])) for p in table.itertuples()]
    table = table.assign(
        speaker=table.actor_id.map(data.names("actors")),
        side=table.actor_id.map(sides(data)),
        publication=table.source_id.map(publications(data)),
        rows=touched,
    )
    return table.assign(reason=[reason(p) for p in table.itertuples()])


def reason(passage) -> str:
    """Why no row lies in a passage."""
    if passage.rows:
        return ""
    if passage.part in ("furniture", "heading"):
        return {"furniture": "page furniture", "heading": "a heading"}[passage.part]
    if passage.voice == "narrated" and passage.words <= CLAUSE_WORDS:
        return "says only who speaks"
    return "no fact of the kinds coded"


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
        ``publication`` (of the source), ``found`` (rows, or words, that either pass has) and ``share`` (those
        in both, from 0 to 1).
    """
    table = data.coding_passes
    found = table["first"] + table["second"] - table["both"]
    titles = {t.name: t.title for t in data.descriptor.tables}
    title = [titles.get(name, name) for name in table["table"]]
    publication = table.source_id.map(publications(data))
    return table.assign(
        title=title, publication=publication, found=found, share=(table["both"] / found).astype("float64")
    )


def weaknesses(data: Data) -> pd.DataFrame:
    """Where the data are weak: kinds of weakness with the rows that have them.

    Returns
    -------
    DataFrame
        One row a kind: ``weakness`` (a sentence), ``rows`` (how many),
        ``row_ids`` (list).
    """
    figures, facts = data.figures, evidence_rows(data)
    bare = figures[figures.quote.isna()]
    derived, prices = bare.derived_from.notna(), bare.indicator == "consumer price index"
    other = facts[facts.quote.isna() & ~facts.table.isin(["figures"])]
    cited = data.sources[(data.sources.coverage == "cited") & data.sources.source_id.isin(facts.source_id)]
    kinds = [
        ("The period of a figure is inferred: the words name none.", figures[figures.period_inferred.astype(bool)]),
        ("A figure has no words: it is derived here by a formula, and nobody reported it.", bare[derived]),
        ("A figure has no words: a number of a price index, with the address of its series.", bare[prices & ~derived]),
        ("A figure has no words: the page was not seen, only its address.", bare[~derived & ~prices]),
        ("Another row has no words: the page was not seen.", other[["row_id"]]),
        ("A source has no date of publication.", cited[cited.published_on.isna()]),
        ("A row carries a remark on how it was coded.", noted(data, facts)),
    ]
    rows = [(text, len(frame), frame.iloc[:, 0].tolist()) for text, frame in kinds]
    return pd.DataFrame(rows, columns=["weakness", "rows", "row_ids"])


def noted(data: Data, facts: pd.DataFrame) -> pd.DataFrame:
    """Keys of the coded rows that carry a note."""
    keys = [k for k in facts.dropna(subset=["start"]).row_id if isinstance(data.row(k).note, str)]
    return pd.DataFrame({"row_id": keys})


# Figures


def strip(table: pd.DataFrame, facts: pd.DataFrame, titles: dict[str, str]) -> go.Figure:
    """Where in the source the rows lie: a lane for who speaks, one for each table, one for what no row covers.

    Parameters
    ----------
    table : DataFrame
        From `passages`.
    facts : DataFrame
        From `evidence_rows`.
    titles : dict of str to str
        Titles of the tables, as `table_titles` gives them.
    """
    if table.empty:
        return nothing("Where the rows lie in the source", "no source is coded line by line")
    figure = go.Figure()
    facts = facts.dropna(subset=["start"])
    facts = facts[facts.source_id == table.source_id.iloc[0]]
    table = table[table.source_id == table.source_id.iloc[0]]
    lanes = [(titles[name], rows) for name, rows in facts.groupby("table", sort=False)]
    said = [
        hover(f"{row.speaker}, {row.voice}", f"{row.words} words, {row.part}, {row.rendering}", row.note)
        for row in table.itertuples()
    ]
    add_stretches(figure, table, 0, [SIDES[side] for side in table.side], said)
    for i, (_, rows) in enumerate(lanes, 1):
        figure.add_scatter(
            x=[int(s) for s in rows.start],
            y=[-i] * len(rows),
            mode="markers",
            marker={
                "symbol": "line-ns",
                "size": 12,
                "line": {"width": 2, "color": [SIDES[s] for s in rows.side]},
                "color": INK,
            },
            hovertext=[hover(r.label, f"{r.speaker}, {r.voice}: “{r.quote}”", where(r)) for r in rows.itertuples()],
            hoverinfo="text",
        )
    bare = table[table.rows == 0]
    why = [hover(f"no row: {row.reason}", f"{row.words} words, {row.part}") for row in bare.itertuples()]
    add_stretches(figure, bare, -len(lanes) - 1, [SOFT] * len(bare), why)
    labels = [("Who speaks", ""), *((title, count(len(rows), "row")) for title, rows in lanes)]
    labels.append(("No row", count(len(bare), "passage")))
    height = label_rows(figure, labels)
    end = int(table.end.max())
    axis = {"text": "from the beginning to the end of the text", "font": {"size": 12, "color": SOFT}}
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(range=[0, end], showticklabels=False, showgrid=False, title=axis)
    words = int(table.words.sum())
    body = table if (table.part == "furniture").all() else table[table.part != "furniture"]
    first, length = int(body.start.min()), int(body.end.max() - body.start.min())
    tenths = len({10 * (start - first) // length for start in facts.start} & set(range(10)))
    title = "Rows lie all along the text: their words begin in each tenth of it"
    if tenths < 10:
        title = f"The words of rows begin in {number(tenths)} tenths of the text, in the others none do"
    rows = pd.DataFrame(
        {
            "Table": [t for t, _ in lanes],
            "Rows": [len(r) for _, r in lanes],
            "First at": [int(r.start.min()) for _, r in lanes],
            "Last at": [int(r.start.max()) for _, r in lanes],
        }
    )
    alt = (
        f"Strip of the source text from beginning to end, {words} words. {speakers_line(table)}. "
        + " ".join(f"{t}: {count(len(r), 'row')}." for t, r in lanes)
        + f" Without a row: {shares_line(table)}."
    )
    return finish(
        figure,
        title=title,
        subtitle=f"A tick is where the words of a row begin, in the colour of who speaks: {speakers_line(table)}.",
        alt=alt,
        table=rows,
        row_ids=[],
        source=f"passages and rows of {table.publication.iloc[0]}",
        height=height,
        bottom=34,
    )


def where(row) -> str:
    """At which characters the words of a row stand, and its head if it has one."""
    head = "" if pd.isna(row.head_start) else f", head at {row.head_start} to {row.head_end}"
    return f"characters {row.start} to {row.end}{head}"


def add_stretches(figure: go.Figure, table: pd.DataFrame, y: int, colours: list[str], texts: list[str]) -> None:
    """Draw passages as stretches of a lane."""
    figure.add_bar(
        base=[int(start) for start in table.start],
        x=[int(end - start) for start, end in zip(table.start, table.end)],
        y=[y] * len(table),
        width=0.26,
        orientation="h",
        marker={"color": colours, "line": {"width": 0}},
        hovertext=texts,
        hoverinfo="text",
        textposition="none",
    )


def shares_line(table: pd.DataFrame) -> str:
    """Words without a row, by reason."""
    bare = table[table.rows == 0]
    parts = bare.groupby("reason").words.sum().sort_values(ascending=False)
    return listed(f"{r} ({number(w)} words)" for r, w in parts.items()) if len(parts) else "nothing"


def table_titles(data: Data) -> dict[str, str]:
    """Titles of the tables by name."""
    return {t.name: t.title for t in data.descriptor.tables}


def agreement_dots(table: pd.DataFrame) -> go.Figure:
    """The share of rows that both coding passes found, by table.

    Parameters
    ----------
    table : DataFrame
        From `agreement`.
    """
    if table.empty:
        return nothing("How two coding passes compare", "no comparison in the data")
    table = table.sort_values("share", kind="stable", ignore_index=True)
    figure = go.Figure()
    for i, row in enumerate(table.itertuples()):
        figure.add_scatter(x=[0, 100], y=[-i, -i], mode="lines", line={"color": FAINT, "width": 2}, hoverinfo="skip")
        figure.add_scatter(
            x=[100 * row.share],
            y=[-i],
            mode="markers",
            marker={"size": 13, "color": RISE},
            hovertext=[hover(row.title, f"first pass {row.first}, second {row.second}, both {row.both}", kappas(row))],
            hoverinfo="text",
        )
    labels = [
        (
            f"{row.title}: {number(100 * row.share, 0)} percent",
            f"{row.both} of {row.found} {unit_of(row)} · {kappas(row)}",
        )
        for row in table.itertuples()
    ]
    height = label_rows(figure, labels)
    figure.update_xaxes(range=[-2, 102], tickvals=[0, 25, 50, 75, 100], ticksuffix=" %")
    least, most = table.iloc[0], table.iloc[-1]
    title = (
        f"The two passes differ most on {least.title[:1].lower() + least.title[1:]}: "
        f"{number(100 * least.share, 0)} percent of what either found is in both"
    )
    if least.share == most.share:
        title = f"The two passes agree alike on every table: {number(100 * least.share, 0)} percent in both"
    rows = pd.DataFrame(
        {
            "Table": table.title,
            "First pass": table["first"],
            "Second pass": table["second"],
            "In both": table["both"],
            "Share in percent": (100 * table.share).round(1),
            "Kappa, speaker": table.kappa_actor,
            "Kappa, voice": table.kappa_voice,
        }
    )
    alt = "Dot chart of agreement by table. " + " ".join(
        f"{r.title}: {r.both} of {r.found}, {number(100 * r.share, 0)} percent." for r in table.itertuples()
    )
    return finish(
        figure,
        title=title,
        subtitle="Percent of the rows (for passages: of the words) that either pass has. Two passes of software, not two people.",
        alt=alt,
        table=rows,
        row_ids=[],
        source=f"coding passes of {listed(dict.fromkeys(table.publication))}; the rules are in data/CODING.md",
        height=height,
        bottom=40,
    )


def kappas(row) -> str:
    """Cohen's kappa for speaker and voice; "not defined" where all rows are of one kind."""
    values = ["not defined" if k != k else number(k) for k in (row.kappa_actor, row.kappa_voice)]
    return f"kappa speaker {values[0]}, voice {values[1]}"


def unit_of(row) -> str:
    """What a comparison counts."""
    return "words" if row.table == "passages" else "rows"


# Sentences


def rows_list(table: pd.DataFrame, name: str) -> Sentence:
    """All rows of a table as a list, each with an anchor of its key, its words and the link to them.

    Parameters
    ----------
    table : DataFrame
        From `evidence_rows`.
    name : str
        The table.
    """
    rows = table[table.table == name]
    if rows.empty:
        return Sentence("The source has no row for this table.")
    items = []
    for r in rows.itertuples():
        words = quoted(r.quote) if isinstance(r.quote, str) else "no words"
        who = f"{escape(r.speaker)}, {escape(r.voice)}"
        if isinstance(r.formula, str):
            who, words = f"derived here from figures by {escape(r.speaker)}", escape(r.formula)
        where = link(r.publisher, r.link)
        items.append(f'<a id="{r.row_id}"></a>**{escape(capital(r.label))}** · {who}: {words} · {where} · `{r.row_id}`')
    return Sentence.bullets(items)


def untouched_table(table: pd.DataFrame) -> Sentence:
    """The passages without a row, as a table.

    Parameters
    ----------
    table : DataFrame
        From `untouched`.
    """
    if table.empty:
        return Sentence("Every passage carries a row.")
    rows = [(f"{p.start} to {p.end}", p.words, p.part, f"{p.speaker}, {p.voice}", p.reason) for p in table.itertuples()]
    return listing(["Characters", "Words", "Part", "Who, in which voice", "Why no row"], rows)


def coverage_words(table: pd.DataFrame, facts: pd.DataFrame) -> Sentence:
    """How much of the source the rows cover.

    Parameters
    ----------
    table : DataFrame
        From `passages`.
    facts : DataFrame
        From `evidence_rows`.
    """
    if table.empty:
        return Sentence("No source is coded line by line.")
    words, bare = int(table.words.sum()), table[table.rows == 0]
    text = bare[bare.reason == "no fact of the kinds coded"]
    facts = facts.dropna(subset=["start"])
    touched = set()
    for r in facts.itertuples():
        touched.update((r.source_id, i) for i in range(r.start, r.end))
    total = int(table.groupby("source_id").end.max().sum())
    return Sentence(
        f"Of {count(len(table), 'passage')} with {number(words)} words, {number(len(table) - len(bare))} carry a row;",
        f"they have {number(100 * (words - int(bare.words.sum())) / words, 0)} percent of the words.",
        f"Of those without one, {count(len(text), 'passage')} with {count(int(text.words.sum()), 'word')} "
        f"{'is' if len(text) == 1 else 'are'} running text that tells no fact of the kinds coded."
        if len(text)
        else f"Those without one: {shares_line(table)}."
        if len(bare)
        else "",
        long_words(table),
        f"The quotes of all rows together touch {number(100 * len(touched) / total, 0)} percent of the characters;",
        "a quote is a pointer, never a copy.",
    )


LONG = 200


def long_words(table: pd.DataFrame) -> str:
    """What weakens the share of words where passages are whole speeches; empty where they are short."""
    longest = int(table.words.max())
    if longest < LONG:
        return ""
    return f"The longest passage has {number(longest)} words: one row in it counts for all of them, so the share says little."


def source_table(data: Data, facts: pd.DataFrame) -> Sentence:
    """Every source with language, dates, kind, how far it was coded, licence, and how many rows rest on it.

    Parameters
    ----------
    data : Data
    facts : DataFrame
        From `evidence_rows`.
    """
    summits, times = data.names("summits"), facts.source_id.value_counts()
    used = data.referred("sources")
    rows = [
        (
            Sentence(f"{link(s.title if isinstance(s.title, str) else s.url, s.url)} `{s.source_id}`"),
            s.publisher,
            s.kind,
            s.language,
            s.published_on,
            s.accessed_on,
            f"{s.coverage}, {number(s.characters)} characters" if pd.notna(s.characters) else s.coverage,
            int(times.get(s.source_id, 0)),
            summits.get(s.summit_id, s.summit_id),
            s.licence,
        )
        for s in data.sources.itertuples(index=False)
        if s.source_id in used
    ]
    heads = [
        "Source",
        "Publisher",
        "Kind",
        "Language",
        "Published",
        "Read",
        "Coded",
        "Rows",
        "On the summit",
        "Licence",
    ]
    return drawer(f"All {number(len(rows))} sources", heads, rows)


def vocabulary(data: Data) -> Sentence:
    """Every word of the vocabularies with its meaning; those of the glossary stand on the start page."""
    terms = data.terms[data.terms.vocabulary != "glossary"]
    rows = terms[["vocabulary", "term", "definition"]].itertuples(index=False)
    return drawer(f"All {number(len(terms))} words", ["Vocabulary", "Word", "Meaning"], rows)


def agreement_words(table: pd.DataFrame) -> Sentence:
    """What the agreement says, and what it does not."""
    if table.empty:
        return Sentence("No comparison of coding passes is in the data.")
    rows = table[table["table"] != "passages"]
    both, found = int(rows["both"].sum()), int(rows["found"].sum())
    return Sentence(
        f"Of {number(found)} rows that either pass wrote, {number(both)} were written by both, at the same place and",
        f"with the same key fields: {number(100 * both / found, 0)} percent. Both passes were made by software of one kind,",
        "which reads more alike than two people would, so the agreement overstates how reliable the coding is.",
        "Each difference and how it was settled stands in the codebook.",
    )


def weakness_list(table: pd.DataFrame) -> Sentence:
    """The weaknesses with their rows."""
    items = []
    for r in table[table.rows > 0].itertuples():
        few = ", ".join(cite(key, key) if "-" in key[:2] else escape(key) for key in r.row_ids[:6])
        more = f" and {number(len(r.row_ids) - 6)} more" if len(r.row_ids) > 6 else ""
        items.append(f"**{number(r.rows)}** · {escape(r.weakness)} {few}{more}")
    return Sentence.bullets(items) if items else Sentence("None of the weaknesses looked for was found.")


def answer(table: pd.DataFrame, facts: pd.DataFrame) -> Sentence:
    """The short answer: how many facts, how many with words, how much of the text carries one.

    Parameters
    ----------
    table : DataFrame
        From `passages`.
    facts : DataFrame
        From `evidence_rows`.
    """
    coded = facts.dropna(subset=["start"])
    worded = int(facts.quote.notna().sum())
    items = [
        f"{number(len(facts))} facts stand in the tables; {number(worded)} of them carry the words behind them, "
        f"and {number(len(coded))} of these a place in a source coded line by line."
    ]
    if len(table):
        words = int(table.words.sum())
        share = 100 * int(table[table.rows > 0].words.sum()) / words
        text = f"The passages in which a row stands have {number(share, 0)} percent of the words of that source."
        items.append(f"{text} {long_words(table)}".strip())
    missing, derived = len(facts) - worded, int((facts.quote.isna() & facts.formula.notna()).sum())
    if missing:
        items.append(
            f"{capital(count(missing, 'fact'))} {'has' if missing == 1 else 'have'} an address but no words"
            + (f"; {number(derived)} of them {'is' if derived == 1 else 'are'} derived here." if derived else ".")
        )
    return Sentence.bullets(items)
