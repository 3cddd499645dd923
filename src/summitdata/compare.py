"""Summits beside one another: what is named at several, what at one only, and what cannot be compared.

Measures: `summits`, `sector_presence`, `body_presence`, `claims`, `papers`.
Figures: `presence_matrix`. Sentences: `answer`, `limits`, `pattern_words`, `claim_table`, `paper_table`.

All of these take the whole package, not one summit's part of it. Nothing is
normalised: sources of different kinds and lengths select differently.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from summitdata import growth
from summitdata.attribution import publications
from summitdata.house import FAINT, INK, LINE, SOFT, annotate, finish, folded, hover, listing, nothing, plain, wrap
from summitdata.package import Data
from summitdata.sentence import Sentence, cite, escape, quoted
from summitdata.words import capital, count, day, listed, number, often, reduced, span

PATTERNS = ("recurring", "returning", "appearing", "vanishing", "passing")
LABEL, MOST = 29, 2  # characters and lines of a name
LEVEL, DRAWN = 3, 8  # so many summits have room for their names side by side; so many are drawn


# Measures


def summits(data: Data) -> pd.DataFrame:
    """The summits in the order of their days, with the source that is coded line by line.

    Returns
    -------
    DataFrame
        One row a summit, as in the table, with ``short`` (city and year, with
        month or day where others have the same: no two are alike),
        ``source`` ("BelTA’s review"), ``kind`` (of the source), ``words`` (of the
        coded text without page furniture), ``speakers`` (dict of actor to share
        of the words).
    """
    names, titles = data.names("actors"), publications(data)
    rows = []
    order = data.summits.sort_values(["starts_on", "summit_id"])
    for summit, short in zip(order.itertuples(), short_names(order)):
        coded = data.sources[(data.sources.summit_id == summit.summit_id) & (data.sources.coverage == "full")]
        told = data.passages[data.passages.source_id.isin(coded.source_id) & (data.passages.part != "furniture")]
        shares = told.groupby("actor_id").words.sum().sort_values(ascending=False) / max(int(told.words.sum()), 1)
        rows.append(
            {
                **{k: v for k, v in summit._asdict().items() if k != "Index"},
                "short": short,
                "source": listed(titles[s] for s in coded.source_id) or "no source coded line by line",
                "kind": listed(dict.fromkeys(coded.kind)),
                "words": int(told.words.sum()),
                "speakers": {names[a]: float(v) for a, v in shares.items()},
            }
        )
    return pd.DataFrame(rows)


def short_names(summits: pd.DataFrame) -> list[str]:
    """Each summit as city and year; where several are alike with the month, then the day, at last the key.

    Examples
    --------
    >>> days = pd.to_datetime(["2017-03-28", "2017-11-01", "2025-08-20"])
    >>> short_names(pd.DataFrame({"summit_id": list("abc"), "city": ["Moscow", "Moscow", "Minsk"], "starts_on": days}))
    ['Moscow March 2017', 'Moscow November 2017', 'Minsk 2025']
    """
    days = summits.starts_on.dt.strftime("%Y-%m-%d")
    names = [f"{city} {reduced(day[:4])}" for city, day in zip(summits.city, days)]
    for form in (lambda day, _: reduced(day[:7]), lambda day, _: reduced(day), lambda day, key: f"{key} {day}"):
        times = Counter(names)
        longer = [f"{city} {form(day, key)}" for city, day, key in zip(summits.city, days, summits.summit_id)]
        names = [long if times[name] > 1 else name for name, long in zip(names, longer)]
    return names


def sector_presence(data: Data) -> pd.DataFrame:
    """Where each sector is named: one row a sector and summit (`presence`)."""
    return presence(data, data.sector_mentions, "sector_id", data.names("sectors"))


def body_presence(data: Data) -> pd.DataFrame:
    """Where each body, third state or group is named: one row an actor and summit (`presence`)."""
    return presence(data, data.actor_mentions, "mentioned_id", data.names("actors"))


def presence(data: Data, mentions: pd.DataFrame, column: str, names: dict[str, str]) -> pd.DataFrame:
    """Mentions counted by what is named and at which summit.

    Returns
    -------
    DataFrame
        ``key`` and ``name`` of what is named, ``short`` (the summit), ``mentions`` (0 where not named),
        ``row_ids``, ``pattern`` (of the key over all summits: one of
        `PATTERNS`). Recurring names first, most named first.
    """
    order = summits(data)
    coded = data.sources[data.sources.coverage == "full"].source_id
    mentions = mentions[mentions.source_id.isin(coded)]
    rows = []
    for key, ours in mentions.groupby(column, sort=True):
        at = {s: ours[ours.summit_id == s].iloc[:, 0].tolist() for s in order.summit_id}
        pattern = pattern_of([bool(found) for found in at.values()])
        for summit, short in zip(order.summit_id, order.short):
            rows.append([key, names[key], short, len(at[summit]), at[summit], pattern, len(ours)])
    table = pd.DataFrame(rows, columns=["key", "name", "short", "mentions", "row_ids", "pattern", "total"])
    rank = table.pattern.map(PATTERNS.index)
    table = table.assign(rank=rank).sort_values(
        ["rank", "total", "name", "key"], ascending=[True, False, True, True], kind="stable"
    )
    return table.drop(columns=["rank", "total"]).reset_index(drop=True)


def pattern_of(named: list[bool]) -> str:
    """What a row of yes and no over the summits is called.

    Examples
    --------
    >>> pattern_of([True, True]), pattern_of([False, True]), pattern_of([True, False, True])
    ('recurring', 'appearing', 'returning')
    """
    if all(named):
        return "recurring"
    if sum(named) > 1:
        return "returning"
    return "appearing" if named[-1] else "vanishing" if named[0] else "passing"


def claims(data: Data) -> pd.DataFrame:
    """The growth claims of all summits, each with what its words cover and what can be held against it.

    Returns
    -------
    DataFrame
        As `summitdata.growth.claims`, with ``short`` (the summit) and
        ``against`` (Sentence).
    """
    parts = []
    for summit in summits(data).itertuples():
        part = data.for_summit(summit.summit_id)
        table = growth.claims(part)
        readings, rates = growth.readings(part), growth.rates(part)
        against = [
            growth.held_against(readings[readings.row_id == key], rates[rates.claim_id == key]) for key in table.row_id
        ]
        parts.append(table.assign(short=summit.short, against=against))
    return pd.concat(parts, ignore_index=True) if parts else growth.claims(data)


def papers(data: Data) -> pd.DataFrame:
    """Documents and statements of intent of each summit's coded source, counted by kind.

    Returns
    -------
    DataFrame
        ``short`` (the summit), ``what`` (documents signed, other documents,
        statements of intent), ``kind``, ``n``, ``row_ids``.
    """
    rows = []
    coded = data.sources[data.sources.coverage == "full"].source_id
    for summit in summits(data).itertuples():
        documents = data.documents[data.documents.summit_id == summit.summit_id]
        documents = documents[documents.source_id.isin(coded)]
        here = documents.signed_summit_id.eq(summit.summit_id).fillna(False)
        intents = data.commitments[data.commitments.summit_id == summit.summit_id]
        intents = intents[intents.source_id.isin(coded)]
        for what, table, column in (
            ("documents told as signed there", documents[here], "type"),
            ("other documents named", documents[~here], "type"),
            ("statements of intent", intents, "kind"),
        ):
            for kind, ours in table.groupby(column, sort=False):
                rows.append([summit.short, what, kind, len(ours), ours.iloc[:, 0].tolist()])
    return pd.DataFrame(rows, columns=["short", "what", "kind", "n", "row_ids"])


def where(pattern: str, heads: list[str]) -> str:
    """A pattern in words, with the names of the summits.

    Examples
    --------
    >>> where("appearing", ["Moscow 2017", "Minsk 2025"])
    'only at Minsk 2025'
    """
    words = {
        "recurring": "at both summits" if len(heads) == 2 else "at every summit",
        "returning": "at several summits, not at all",
        "appearing": f"only at {heads[-1]}",
        "vanishing": f"only at {heads[0]}",
    }
    return words.get(pattern, "only at one summit in between")


# Figures


def presence_matrix(table: pd.DataFrame, noun: str, plural: str = "") -> go.Figure:
    """Names by summits: the number of mentions where it is named, a dash where not.

    Drawn are the last `DRAWN` summits, the table has all.

    Parameters
    ----------
    table : DataFrame
        From `sector_presence` or `body_presence`.
    noun, plural : str
        What a row is: "sector".
    """
    plural = plural or f"{noun}s"
    if table.empty:
        return nothing(f"{capital(plural)} by summit", "no mentions in the data")
    figure = go.Figure()
    heads, names = list(dict.fromkeys(table.short)), dict(zip(table.key, table.name))
    lines, patterns = layout(table)
    drawn = table[table.short.isin(heads[-DRAWN:])]
    upright = len(heads) <= LEVEL
    for (head, rows), x in zip(drawn.groupby("short", sort=False), column_places(drawn.short.nunique())):
        add_column(figure, rows, x, lines)
        figure.add_annotation(x=x, y=1.2, yanchor="bottom", showarrow=False, **head_of(head, upright))
    labels = [label(wrap(names[key], LABEL, MOST), -middle(place), INK) for key, place in lines.items()]
    for pattern, line in patterns.items():
        own = table[table.pattern == pattern].key.nunique()
        labels.append(label(f"<b>{plain(capital(where(pattern, heads)))}</b> ({own})", -line, SOFT))
    annotate(figure, labels)
    figure.layout.shapes = [rule(-end) for _, end in lines.values()]
    last, top = max(end for _, end in lines.values()), 3.2 if upright else 7.2
    figure.update_xaxes(visible=False, range=[0, 1], fixedrange=True)
    figure.update_yaxes(visible=False, range=[-last - 0.3, top], fixedrange=True)
    rows = table.pivot(index="key", columns="short", values="mentions")[heads].loc[[*names]]
    rows.insert(0, capital(noun), [*names.values()])
    return finish(
        figure,
        title=matrix_title(table, heads, plural),
        subtitle="The number is how often the coded source names it; a dash: not named. Sources differ in kind and length, "
        f"so counts in one row are not a trend.{left_out(heads)}",
        alt=f"Matrix of {len(names)} {plural} by {len(heads)} summits. {pattern_words(table, plural)}",
        table=rows,
        row_ids=[key for keys in drawn.row_ids for key in keys],
        source=f"mentions coded in the sources of {listed(heads[-DRAWN:])}",
        height=round((last + 0.3 + top) * (LINE + 4)),
        bottom=8,
    )


def layout(table: pd.DataFrame) -> tuple[dict[str, tuple[float, float]], dict[str, float]]:
    """Where each key begins and ends, in lines from the top, and on which line each group's heading stands."""
    lines: dict[str, tuple[float, float]] = {}
    patterns: dict[str, float] = {}
    at = -0.5
    for pattern, rows in table.groupby("pattern", sort=False):
        patterns[pattern] = at + 0.5
        at += 1
        for key, name in dict(zip(rows.key, rows.name)).items():
            lines[key] = (at, at + 1 + 0.8 * (len(folded(name, LABEL, MOST)) - 1))
            at = lines[key][1]
        at += 0.6
    return lines, patterns


def middle(place: tuple[float, float]) -> float:
    """The middle of what begins and ends there."""
    return sum(place) / 2


def column_places(n: int) -> list[float]:
    """Where the columns stand, from 0 to 1: the left of the figure is the names'."""
    start = 0.78 if n < 3 else 0.58
    return [start + (0.96 - start) * i / max(n - 1, 1) for i in range(n)]


def head_of(short: str, upright: bool) -> dict[str, Any]:
    """The name of a summit over its column; where columns stand close, it is turned."""
    city, _, year = short.rpartition(" ")
    turned = {"text": wrap(short, 20, 1), "textangle": -90}
    words = {"text": f"{wrap(city, 12, 2)}<br>{year}"} if upright else turned
    return {**words, "font": {"size": 12, "color": SOFT}}


def left_out(heads: list[str]) -> str:
    """That some summits are not drawn, where it is so."""
    return (
        f" Drawn are the last {number(DRAWN)} of {number(len(heads))} summits; the table has all."
        if len(heads) > DRAWN
        else ""
    )


def add_column(figure: go.Figure, rows: pd.DataFrame, x: float, lines: dict[str, tuple[float, float]]) -> None:
    """The cells of a summit: a number, or a dash."""
    words = [f"named {often(n)}" if n else "not named" for n in rows.mentions]
    figure.add_scatter(
        x=[x] * len(rows),
        y=[-middle(lines[key]) for key in rows.key],
        mode="text",
        text=[f"<b>{n}</b>" if n else "–" for n in rows.mentions],
        textfont={"color": [INK if n else SOFT for n in rows.mentions], "size": 13},
        hovertext=[hover(f"{name}, {short}", told) for name, short, told in zip(rows.name, rows.short, words)],
        hoverinfo="text",
    )


def label(text: str, y: float, colour: str) -> dict[str, Any]:
    """A name at the left of its cells."""
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": y, "yanchor": "middle"}
    return {**place, "text": text, "align": "left", "showarrow": False, "font": {"size": 12, "color": colour}}


def rule(y: float) -> dict[str, Any]:
    """A line under a name and its cells."""
    return {"type": "line", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": {"color": FAINT, "width": 1}}


def matrix_title(table: pd.DataFrame, heads: list[str], plural: str) -> str:
    """The finding: how many names recur."""
    names = table.key.nunique()
    recurring = table[table.pattern == "recurring"].key.nunique()
    if len(heads) == 1:
        return f"{capital(count(names, plural, plural))} are named at {heads[0]}; there is no other summit to compare"
    both = "both summits" if len(heads) == 2 else f"all {number(len(heads))} summits"
    return f"Of {number(names)} {plural} named, {number(recurring)} {'is' if recurring == 1 else 'are'} named at {both}"


# Sentences


def answer(data: Data) -> Sentence:
    """The short answer: what recurs, what is claimed, what is on paper, and why that is all."""
    order = summits(data)
    if len(order) < 2:
        return Sentence("There is one summit in the data, and so nothing to compare.")
    items = [
        f"Compared are {listed(f'{escape(s.short)} ({escape(s.source)}, {number(s.words)} words)' for s in order.itertuples())}."
    ]
    for table, plural in ((sector_presence(data), "sectors"), (body_presence(data), "bodies, states and groups")):
        same = table[table.pattern == "recurring"]
        shown = [
            cite(rows.name.iloc[0], *[rows.row_ids.iloc[i][0] for i in range(len(rows))])
            for _, rows in same.groupby("key", sort=False)
        ]
        most = f", most often {listed(shown[:5])}" if shown else ""
        items.append(
            f"{capital(count(table.key.nunique(), plural, plural))} are named; {number(len(shown))} at every summit{most}."
        )
    told = claims(data)
    numbers = told.dropna(subset=["value"])
    items.append(
        "Growth is claimed with a number "
        + (listed(f"at {escape(s)} {cite(often(len(t)), *t.row_id)}" for s, t in numbers.groupby("short", sort=False)) or "nowhere")
        + f".{differences(numbers)}"
    )  # fmt: skip
    return Sentence.bullets(items)


def differences(claims: pd.DataFrame) -> str:
    """Why claims are not ranked, from what they speak of; empty for one alone."""
    pairs = {frozenset(pair) for pair in zip(claims.country_a, claims.country_b)}
    windows = claims[["window", "window_start_on", "window_end_on"]].drop_duplicates()
    kinds = {"pairs of countries": len(pairs), "windows": len(windows), "indicators": claims.indicator.nunique()}
    several = listed(kind for kind, n in kinds.items() if n > 1)
    if len(claims) < 2:
        return ""
    lead = f"The claims speak of different {several}, so they" if several else "The claims"
    return f" {lead} are set side by side and not ranked."


def limits(data: Data) -> Sentence:
    """What cannot be compared, from what the sources are."""
    order = summits(data)
    items = []
    for s in order.itertuples():
        shares = listed(f"{escape(name)} {number(100 * v, 0)} percent" for name, v in list(s.speakers.items())[:4])
        items.append(
            f"**{escape(s.short)}**, {day(s.starts_on)}: {escape(s.source)}, {number(s.words)} words; of these {shares}."
        )
    kinds = list(dict.fromkeys(order.kind))
    if len(kinds) > 1:
        items.append(
            f"The sources are of different kinds ({escape(listed(kinds))}). They select differently: what one leaves out "
            "may have been said, and what one prints at length may have been one sentence among many."
        )
    items.append(
        "A count of mentions follows the length of a source. No share of one is set against a share of another."
    )
    return Sentence.bullets(items)


def pattern_words(table: pd.DataFrame, plural: str) -> Sentence:
    """The names of each pattern in a sentence, each linked to a row."""
    parts, heads = [], list(dict.fromkeys(table.short))
    for pattern, rows in table.groupby("pattern", sort=False):
        shown = [
            cite(ours.name.iloc[0], next(keys[0] for keys in ours.row_ids if keys))
            for _, ours in rows.groupby("key", sort=False)
        ]
        few = "; ".join(shown[:12] + [f"{number(len(shown) - 12)} more"] * (len(shown) > 12))
        parts.append(f"Named {escape(where(pattern, heads))}: {count(len(shown), plural, plural)} ({few}).")
    return Sentence(*parts)


def claim_table(table: pd.DataFrame) -> Sentence:
    """The claims of all summits side by side.

    Parameters
    ----------
    table : DataFrame
        From `claims`.
    """
    if table.empty:
        return Sentence("No summit's source makes a claim of growth.")
    rows = []
    for r in table.itertuples():
        unit = {"multiple": "times", "percent": "percent"}.get(r.change, r.change)
        covers = span(r.low, r.high, unit) if r.low == r.low else "no number"
        words = Sentence(f"{quoted(r.quote)} {cite('row', r.row_id)}")
        rows.append([r.short, words, f"{r.speaker}, {r.voice}", r.modality, covers, r.against])
    return listing(["Summit", "Words", "Who, in which voice", "Says that it", "The words cover", "Held against"], rows)


def paper_table(table: pd.DataFrame) -> Sentence:
    """Documents and statements of intent by kind, a column a summit.

    Parameters
    ----------
    table : DataFrame
        From `papers`.
    """
    heads = list(dict.fromkeys(table.short))
    rows = []
    for (what, kind), ours in table.groupby(["what", "kind"], sort=False):
        cells = {r.short: Sentence(cite(number(r.n), r.row_ids[0])) for r in ours.itertuples()}
        rows.append([f"{what}: {kind}", *[cells.get(head, "–") for head in heads]])
    return listing(["What", *heads], rows)
