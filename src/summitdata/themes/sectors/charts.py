"""Figures: what was talked about, and what was signed."""

from itertools import groupby

import pandas as pd
import plotly.graph_objects as go

from summitdata.house import forms, marks
from summitdata.house.figure import finish, hover, nothing, speakers_line, voices_line
from summitdata.house.words import capital, count, listed, word
from summitdata.themes.sectors.measures import LIST, PAPER

BLOCKS = {
    "both": "Talked about, and a paper signed",
    "paper": "A paper signed, not talked about",
    "talk": "Talked about, no paper",
    "unlisted": "Talked about",
    "unsigned": "Talked about",
    "theme": "Named only on security or rights",
}
SAID, SIGNED = "Said: a dot a mention", "Signed: a square a paper, under each of its fields"
TALK = ["both", "talk", "unlisted", "unsigned"]
FEW, MOST = 7, 10  # so many fields of a block have a row of their own: all of them, or those named more than twice
EACH = {0: "", 1: "Once each: ", 2: "Twice each: "}


def said_and_signed(mentions: pd.DataFrame, talk: pd.DataFrame) -> go.Figure:
    """Sectors in two columns: who mentions them in talk, and signed documents. Takes `mentions` and `talk_and_paper`."""
    if talk.empty:
        return nothing("What was said and what was signed", "the source names no sector")
    said = mentions[(mentions.part != LIST) & (mentions.role != PAPER)]
    own = {key: rows for key, rows in said.groupby("sector", sort=False)}
    papers = {r.sector: paper_keys(r, mentions) for r in talk.itertuples()}
    times = dict(zip(talk.sector, talk.mentions))
    lines = []
    for where, block in BLOCKS.items():
        sectors = [*talk[talk["where"] == where].sector]
        if not sectors:
            continue
        lines += [{"block": block}, *(fields(names, own, papers) for names in in_rows(sectors, times, papers))]
    figure = forms.matrix([SAID, SIGNED] if any(papers.values()) else [SAID], lines, row=20, per=12, gutter=390)
    rows = talk.assign(papers=talk.sector.map(papers).map(len), terms=talk.terms.map(", ".join))
    rows["where"] = talk["where"].map(BLOCKS)
    heads = {"sector": "Field", "where": "Talk and paper", "mentions": "Mentions in talk", "papers": "Papers"}
    heads |= {"terms": "Words as printed"}
    subtitle = f"Speaker: {speakers_line(said)}.{voices_line(said)}" if len(said) else "Nothing said."
    drawn = {*said.row_id, *" ".join(key for ids in papers.values() for key in ids).split()}
    behind = [[key for key in ids if key in drawn] for ids in talk.row_ids]
    source = f"mentions in {listed(dict.fromkeys(mentions.publication))}" if len(mentions) else ""
    source = "; ".join(filter(None, [source, "papers by all reports" * any(papers.values())]))
    keys = {"row_ids": talk.row_ids.sum(), "behind": behind}
    return finish(figure, said_title(talk), subtitle, table=rows, heads=heads, source=source, **keys)


def in_rows(sectors: list[str], times: dict[str, int], papers: dict[str, list[str]]) -> list[list[str]]:
    """Sectors (the most named first) row by row: one each where they are few or often named, else all with as many marks."""
    few = len(sectors) <= FEW and times[sectors[0]] > 0
    alone = len(sectors) if few else len([name for name in sectors if times[name] > 2][:MOST])
    marks_of = lambda name: (-times[name], len(papers[name]))  # noqa: E731
    together = [list(names) for _, names in groupby(sorted(sectors[alone:], key=marks_of), key=marks_of)]
    return [[name] for name in sectors[:alone]] + together


def paper_keys(row, mentions: pd.DataFrame) -> list[str]:
    """The signed documents of a field: those with rows, or the mentions of one that a list of papers names by its field."""
    documents = [key for key in row.row_ids if key not in set(mentions.row_id)]
    named = mentions[(mentions.sector == row.sector) & (mentions.role == PAPER)].row_id
    return documents or [" ".join(named)] * (row.where in ("both", "paper"))


def fields(names: list[str], own: dict[str, pd.DataFrame], papers: dict[str, list[str]]) -> forms.Row:
    """One sector or several: a dot for each mention in talk, a square for each paper."""
    drawn = []
    if found := [own[name] for name in names if name in own]:
        said = pd.concat(found).sort_values("side", kind="stable")
        texts = [hover(f"{r.term}: {r.role}", r.sector, r.said) for r in said.itertuples()]
        drawn.append(marks.mentions(said, column=SAID, hover=texts, size=6, rows=[*said.row_id]))
    if texts := [hover(f"{name}: a paper signed") for name in names for _ in papers[name]]:
        keys = [key for name in names for key in papers[name]]
        drawn.append({"column": SIGNED, "hover": texts, "symbol": "square", "size": 6, "rows": keys})
    times = sum(map(len, found)) // len(names) if len(names) > 1 else 0
    return {"label": EACH.get(times, f"{capital(word(times))} times each: ") + "; ".join(names), "marks": drawn}


def said_title(talk: pd.DataFrame) -> str:
    """The finding: of how many fields talked about a paper was signed."""
    states = talk["where"].value_counts()
    both, said = int(states.get("both", 0)), int(states.reindex(TALK).fillna(0).sum())
    if not said:
        return f"{capital(count(len(talk), 'field'))} named, none of them outside of papers and security"
    if "unsigned" in states:
        return f"{capital(count(said, 'field'))} talked about; no paper is said to be signed"
    if "unlisted" in states:
        return f"{capital(count(said, 'field'))} talked about; most papers are not listed by field"
    return f"Of {count(said, 'field')} talked about, {word(both) if both else 'none'} got a signed paper"
