"""Sectors: which goods and fields are named, by whom, in which role, and on which a paper was signed.

Measures: `mentions`, `sections`, `directions`, `talk_and_paper`.
Figures: `role_matrix`, `along_text`, `goods`.
Sentences: `answer`, `role_words`, `talk_list`, `goods_words`, `scheme`.
"""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from summitdata.attribution import attributed
from summitdata.documents import documents, unlisted
from summitdata.house import (
    FAINT,
    HEAD,
    SIDES,
    SOFT,
    column_heads,
    drawer,
    finish,
    folded,
    hover,
    label_rows,
    nothing,
    plain,
    speakers_line,
)
from summitdata.package import Data
from summitdata.sentence import Sentence, cite, escape
from summitdata.words import capital, count, listed, number, rank_in

PAPER, THEME = "signed field", "security theme"
TALK = {
    "both": "Talked about, and a paper signed",
    "talk": "Talked about, no signed paper named",
    "paper": "A paper signed, not talked about elsewhere in the source",
    "theme": "Named only as a theme of security or rights",
}
UNLISTED = "Talked about; the source does not list its papers by field"


# Measures


def mentions(data: Data) -> pd.DataFrame:
    """Every mention of a sector, in the order of the text.

    Returns
    -------
    DataFrame
        One row a mention, as in the table, with speaker columns
        (`attributed`), ``sector`` and ``group`` (names of the node and of the
        first-level node above it), ``part`` of the passage it stands in,
        ``section`` (number, from 0) and ``heading`` (of that section),
        ``at`` (place within the section, from 0 to 1).
    """
    table = attributed(data.sector_mentions, data).dropna(subset=["start"])
    table = table.sort_values(["source_id", "start"], ignore_index=True)
    names = data.names("sectors")
    parent = data.sectors.set_index("sector_id").parent_id
    above = table.sector_id.map(parent).fillna(table.sector_id)
    parts, heads = by_source(data.passages), by_source(sections(data))
    places = [place(parts.get(s, []), heads.get(s, []), at) for s, at in zip(table.source_id, table.start)]
    columns = ["part", "section", "heading", "at"]
    table[columns] = pd.DataFrame(places, columns=columns, index=table.index)
    return table.assign(sector=table.sector_id.map(names), group=above.map(names))


def sections(data: Data) -> pd.DataFrame:
    """The sections of the coded source by its own headings.

    Returns
    -------
    DataFrame
        One row a section: ``source_id``, ``heading`` (shortened as in
        ``passages.note``; empty before the first), ``start``, ``end`` (code points).
    """
    rows = []
    for source, passages in data.passages.groupby("source_id", sort=False):
        heads = passages[passages.part == "heading"]
        starts = [0, *heads.end]
        ends = [*heads.start, int(passages.end.max())]
        names = ["", *heads.note.fillna("")]
        rows += [[source, name, int(a), int(b)] for name, a, b in zip(names, starts, ends)]
    return pd.DataFrame(rows, columns=["source_id", "heading", "start", "end"])


def by_source(table: pd.DataFrame) -> dict[str, list[Any]]:
    """The rows of each source as tuples."""
    return {source: list(rows.itertuples()) for source, rows in table.groupby("source_id", sort=False)}


def place(passages: list[Any], heads: list[Any], start: int) -> tuple[str, int, str, float]:
    """Part, section number, heading and place within the section of what stands at `start`.

    Parameters
    ----------
    passages, heads : list of tuple
        The passages of its source, and the `sections`.
    """
    before = [i for i, head in enumerate(heads) if head.start <= start]
    if not before:
        return "body", 0, "", 0.0
    part = next((p.part for p in passages if p.start <= start < p.end), "body")
    head = heads[before[-1]]
    share = (start - head.start) / max(head.end - head.start, 1)
    return part, before[-1], head.heading, min(float(share), 1.0)


def directions(data: Data) -> pd.DataFrame:
    """Goods and services said to go from one country to the other.

    Returns
    -------
    DataFrame
        The mentions (`mentions`) that name both countries, with ``origin`` and
        ``target`` (country names) and ``sides`` (bool: from the host's country to
        a guest's, or back).
    """
    country = data.participants.actor_id.map(dict(zip(data.actors.actor_id, data.actors.country)))
    host, guest = (set(country[data.participants.role == role]) for role in ("host", "guest"))
    actors = data.actors[data.actors.kind == "state"]
    states = dict(zip(actors.country, actors.name))
    table = mentions(data).dropna(subset=["from_country", "to_country"])
    ends = list(zip(table.from_country, table.to_country))
    return table.assign(
        origin=[states.get(code, code) for code in table.from_country],
        target=[states.get(code, code) for code in table.to_country],
        sides=[a in host and b in guest or b in host and a in guest for a, b in ends],
    ).reset_index(drop=True)


def talk_and_paper(data: Data) -> pd.DataFrame:
    """Sectors talked about against sectors on which a document was signed at the summit.

    The passages that list the signed documents do not count as talk: otherwise
    every paper would have been talked about.

    Returns
    -------
    DataFrame
        One row a sector: ``sector``, ``where`` (both, talk, paper, theme:
        named only as a security theme; unlisted: talk in a source that does
        not list its papers by field), ``terms`` (printed words on the talk side, or
        of the paper), ``row_ids`` (mentions and documents).
    """
    table, names = mentions(data), data.names("sectors")
    papers = documents(data)
    signed = papers[papers.here].dropna(subset=["sector_id"])
    talk = table[(table.part != "signed documents") & (table.role != PAPER)]
    themes = talk[talk.role == THEME]
    talk = talk[talk.role != THEME]
    listed_papers = len(signed) > 0 and unlisted(papers).empty
    paper = set(signed.sector_id) | set(table[table.role == PAPER].sector_id)
    rows = []
    for sector in dict.fromkeys([*talk.sector_id, *signed.sector_id, *table.sector_id]):
        said, on_paper = talk[talk.sector_id == sector], sector in paper
        where = "both" if len(said) and on_paper else "talk" if len(said) else "paper" if on_paper else "theme"
        if where == "talk" and not listed_papers:
            where = "unlisted"
        if where == "theme":
            said = themes[themes.sector_id == sector]
        papers = table[(table.sector_id == sector) & (table.role == PAPER)]
        shown = said if len(said) else papers
        ids = [*shown.row_id, *signed[signed.sector_id == sector].document_id]
        rows.append([names[sector], where, list(dict.fromkeys(shown.term)), ids])
    return pd.DataFrame(rows, columns=["sector", "where", "terms", "row_ids"])


# Figures


def role_matrix(table: pd.DataFrame) -> go.Figure:
    """Sectors by role, a mark for each mention.

    Parameters
    ----------
    table : DataFrame
        From `mentions`.
    """
    if table.empty:
        return nothing("Sectors and the role in which they are named", "the source names no sector")
    figure = go.Figure()
    roles = list(table.role.value_counts().index)
    first = table.role.map(roles.index).groupby(table.sector_id).transform("min")
    order = table.assign(first=first).drop_duplicates("sector_id").sort_values(["first", "group"], kind="stable")
    for i, sector in enumerate(order.sector_id):
        for role, rows in table[table.sector_id == sector].groupby("role", sort=False):
            spread = [0.19 * (k - (len(rows) - 1) / 2) for k in range(len(rows))]
            figure.add_scatter(
                x=[roles.index(role) + d for d in spread],
                y=[-i] * len(rows),
                mode="markers",
                marker=marks(rows, 9),
                hovertext=[hover(f"{r.term}: {r.role}", r.sector, r.said) for r in rows.itertuples()],
                hoverinfo="text",
            )
    labels = []
    for row in order.itertuples():
        terms = dict.fromkeys(table[table.sector_id == row.sector_id].term)
        labels.append((textwrap.shorten(f"{row.sector}: {', '.join(terms)}", 46, placeholder=" …"), ""))
    height = column_heads(figure, roles, len(labels), label_rows(figure, labels, below=7))
    quoted = int((table.voice == "quoted").sum())
    top = table.role.value_counts()
    title = (
        f"{number(len(table))} mentions of {number(len(order))} sectors: the largest group, {number(int(top.iloc[0]))}, "
        f"{'names' if top.iloc[0] == 1 else 'name'} a {top.index[0]}; {number(quoted)} are quoted"
    )
    rows = table[["sector", "group", "role", "term", "speaker", "voice", "heading", "note"]].set_axis(
        ["Sector", "Group", "Role", "Term as printed", "Speaker", "Voice", "Section", "Remark"], axis=1
    )
    alt = f"Matrix of sectors by role. {title}. " + " ".join(
        f"{capital(role)}: {listed(dict.fromkeys(r.term))}." for role, r in table.groupby("role", sort=False)
    )
    return finish(
        figure,
        title=title,
        subtitle=f"A mark is a mention, in the colour of who speaks: {speakers_line(table)}. "
        "Filled: quoted. Hollow: in paraphrase or narration. After each sector the words as printed.",
        alt=alt,
        table=rows,
        row_ids=table.row_id,
        source=f"mentions in {listed(dict.fromkeys(table.publication))}",
        height=height,
        bottom=8,
    )


def marks(rows: pd.DataFrame, size: int) -> dict:
    """Marks in the colour of the speaker, filled where quoted, square for a signed field."""
    shape = ["square" if r == PAPER else "circle" for r in rows.role]
    colours = [SIDES[s] for s in rows.side]
    return {
        "opacity": 1,
        "size": size,
        "color": colours,
        "symbol": [s if v == "quoted" else f"{s}-open" for s, v in zip(shape, rows.voice)],
        "line": {"width": 2, "color": colours},
    }


def along_text(table: pd.DataFrame, parts: pd.DataFrame) -> go.Figure:
    """Where in the text the mentions stand, under the text's own headings.

    Parameters
    ----------
    table : DataFrame
        From `mentions`.
    parts : DataFrame
        From `sections`.
    """
    if table.empty:
        return nothing("Where in the text the sectors stand", "the source names no sector")
    figure = go.Figure()
    table = table[table.source_id == table.source_id.iloc[0]]
    parts = parts[parts.source_id == table.source_id.iloc[0]].reset_index(drop=True)
    labels, rows_out, drawn = [], [], 0
    for i, part in enumerate(parts.itertuples()):
        rows = table[table.section == i]
        if rows.empty:
            continue
        figure.add_scatter(
            x=[0, 1], y=[-drawn, -drawn], mode="lines", line={"color": FAINT, "width": 2}, hoverinfo="skip"
        )
        figure.add_scatter(
            x=rows["at"].round(4).tolist(),
            y=[-drawn] * len(rows),
            mode="markers",
            marker=marks(rows, 11),
            hovertext=[hover(f"{r.term}: {r.role}", r.said) for r in rows.itertuples()],
            hoverinfo="text",
        )
        labels.append((part.heading or "Before the first heading", f"{count(len(rows), 'mention')}"))
        rows_out.append([part.heading or "Before the first heading", len(rows), ", ".join(rows.term)])
        drawn += 1
    if not rows_out:
        return nothing("Where in the text the sectors stand", "the source is not coded line by line")
    height = label_rows(figure, labels)
    axis = {"text": "from the beginning to the end of each section", "font": {"size": 12, "color": SOFT}}
    figure.update_xaxes(range=[-0.02, 1.02], showticklabels=False, showgrid=False, title=axis)
    most = max(rows_out, key=lambda r: r[1])
    title = (
        f"{number(most[1])} of {count(len(table), 'mention')} stand in one section of "
        f"{number(len(parts))}, “{most[0].rstrip('.')}”"
    )
    if most[1] == len(table):
        title = f"All {number(most[1])} mentions stand in one section: the source has no headings between them"
    bare = len(parts) - len(labels)
    alt = f"Strips for each section. {title}. " + " ".join(f"{h}: {count(n, 'mention')}." for h, n, _ in rows_out)
    return finish(
        figure,
        title=title,
        subtitle=f"A mark is a mention: {speakers_line(table)}. Filled: quoted. Square: the field of a signed document. "
        f"{capital(count(bare, 'section'))} without a mention {'is' if bare == 1 else 'are'} left out.",
        alt=alt,
        table=pd.DataFrame(rows_out, columns=["Section", "Mentions", "Words as printed"]),
        row_ids=table.row_id,
        source=f"passages and mentions of {table.publication.iloc[0]}",
        height=height,
        bottom=34,
    )


def goods(table: pd.DataFrame) -> go.Figure:
    """Goods and services by direction: an arrow for each, from the country it comes from.

    Parameters
    ----------
    table : DataFrame
        From `directions`. What goes from or to a third country stands in the
        table only.
    """
    if table.empty:
        return nothing("Goods by direction", "the source names no good with a direction")
    figure = go.Figure()
    left, right = sides_of(table)
    table = table.sort_values(
        ["origin", "role"],
        key=lambda c: c.map(rank_in([left, right])) if c.name == "origin" else c,
        kind="stable",
    )
    drawn = table[[{a, b} == {left, right} for a, b in zip(table.origin, table.target)]]
    for i, row in enumerate(drawn.itertuples()):
        ends = [0, 1] if row.origin == left else [1, 0]
        colour = SIDES["host"] if row.origin == left else SIDES["guest"]
        figure.add_scatter(
            x=ends,
            y=[-i, -i],
            mode="lines+markers",
            line={"color": colour, "width": 2},
            marker={
                "opacity": 1,
                "size": [9, 13],
                "color": colour,
                "symbol": ["circle", "triangle-right" if row.origin == left else "triangle-left"],
            },
            hovertext=[hover(f"{row.term}: {row.role}, {row.origin} to {row.target}", row.said)] * 2,
            hoverinfo="text",
        )
    labels = [(r.term, f"{r.role} · {r.speaker}, {r.voice}") for r in drawn.itertuples()]
    height = label_rows(figure, labels)
    figure.update_xaxes(
        range=[-0.12, 1.12],  # room for the names, which plotly leaves out where they would reach over the edge
        tickvals=[0, 1],
        ticktext=[plain("".join(folded(name, HEAD, 1))) for name in (left, right)],
        showgrid=False,
        side="bottom",
    )
    groups = [(o, t, rows) for (o, t), rows in drawn.groupby(["origin", "target"], sort=False)]
    title = "; ".join(f"{o} to {t}: {listed(dict.fromkeys(rows.term))}" for o, t, rows in groups)
    if len(title) > 170:
        title = "; ".join(f"{o} to {t}: {count(len(rows), 'thing')} named" for o, t, rows in groups)
    rows = table[["term", "origin", "target", "role", "speaker", "voice"]].set_axis(
        ["Term as printed", "From", "To", "Role", "Speaker", "Voice"], axis=1
    )
    rest = len(table) - len(drawn)
    third = f" {capital(count(rest, 'mention'))} of a third country {'stands' if rest == 1 else 'stand'} in the table."
    alt = "Arrows between two countries. " + " ".join(
        f"{o} to {t}: {listed(f'{r.term} ({r.role})' for r in rows_.itertuples())}." for o, t, rows_ in groups
    )
    return finish(
        figure,
        title=title,
        subtitle=f"An arrow is a mention that names a direction. Nothing is said of amounts.{third if rest else ''}",
        alt=alt,
        table=rows,
        row_ids=table.row_id,
        source=f"mentions in {listed(dict.fromkeys(table.publication))}",
        height=height,
    )


def sides_of(table: pd.DataFrame) -> tuple[str, str]:
    """The two countries, the first seller on the left: those of the first mention between the two sides, else of the first."""
    first = next(table[table.sides].itertuples(), table.iloc[0])
    return first.origin, first.target


# Sentences


def answer(table: pd.DataFrame, talk: pd.DataFrame) -> Sentence:
    """The short answer: how many mentions by whom, and how talk and paper meet.

    Parameters
    ----------
    table : DataFrame
        From `mentions`.
    talk : DataFrame
        From `talk_and_paper`.
    """
    if table.empty:
        return Sentence("The source names no sector.")
    who = table.groupby("speaker", sort=False).size().sort_values(ascending=False)
    by = listed(f"{escape(name)} {number(int(n))}" for name, n in who.items())
    quoted = int((table.voice == "quoted").sum())
    items = [
        f"The source names {number(table.sector_id.nunique())} sectors in {number(len(table))} mentions, "
        f"{number(quoted)} of them quoted: {by}."
    ]
    counts = talk["where"].value_counts()
    if "unlisted" in counts:
        items.append("Its papers are not listed by field, so talk cannot be held against paper.")
    else:
        for where, lead in (
            ("both", "Talked about and on paper"),
            ("talk", "Talked about only"),
            ("paper", "On paper only"),
        ):
            names = talk[talk["where"] == where]
            if len(names):
                words = [cite(r.sector.lower(), *r.row_ids[:1]) for r in names.head(8).itertuples()]
                words += [f"{number(len(names) - 8)} more"] * (len(names) > 8)
                items.append(f"{lead}: {count(len(names), 'sector')} ({'; '.join(words)}).")
    return Sentence.bullets(items)


def scheme(data: Data) -> Sentence:
    """The scheme of sectors: each with its codes in other schemes, and how often it is named here."""
    names, times = data.names("sectors"), data.sector_mentions.sector_id.value_counts()
    rows = [
        (r.name, names.get(r.parent_id), r.kind, r.isic4, r.hs2022, r.dac_crs, int(times.get(r.sector_id, 0)), r.note)
        for r in data.sectors.itertuples(index=False)
    ]
    columns = ["Sector", "Group", "Kind", "ISIC Rev. 4", "HS 2022", "DAC CRS", "Mentions", "Remark"]
    return drawer(f"The scheme of {number(len(rows))} sectors and groups", columns, rows)


def role_words(table: pd.DataFrame) -> Sentence:
    """Each role with the words named in it, by speaker and voice."""
    if table.empty:
        return Sentence("The source names no sector.")
    items = []
    for role, rows in table.groupby("role", sort=False):
        voices = listed(f"{number(int(n))} {escape(voice)}" for voice, n in rows.voice.value_counts().items())
        items.append(f"**{escape(capital(role))}**: {count(len(rows), 'mention')} ({voices}).")
    return Sentence.bullets(items)


def goods_words(table: pd.DataFrame) -> Sentence:
    """Who says which goods go where, with the rows."""
    if table.empty:
        return Sentence("The source names no good with a direction.")
    items = []
    for (origin, target), rows in table.groupby(["origin", "target"], sort=False):
        words = listed(
            f"{cite(r.term, r.row_id)} ({escape(f'{r.role}; {r.speaker}, {r.voice}')})" for r in rows.itertuples()
        )
        items.append(f"**{escape(origin)} to {escape(target)}**: {words}.")
    return Sentence.bullets(items)


def talk_list(talk: pd.DataFrame) -> Sentence:
    """Talk against paper as lists of words.

    Parameters
    ----------
    talk : DataFrame
        From `talk_and_paper`.
    """
    if talk.empty:
        return Sentence("The source names no sector.")
    items = []
    for where, lead in {**TALK, "unlisted": UNLISTED}.items():
        rows = talk[talk["where"] == where]
        words = [f"{cite(r.sector, *r.row_ids[:1])} ({escape(', '.join(r.terms))})" for r in rows.itertuples()]
        if words:
            items.append(f"**{lead}** ({number(len(rows))}): {'; '.join(words)}.")
    return Sentence.bullets(items)
