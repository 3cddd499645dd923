"""Voices and positions: who is heard how much and in which voice, who is named, who stands where.

Measures: `words_by_voice`, `named`, `stances`, `unheard`.
Figures: `voice_bars`, `named_matrix`.
Sentences: `answer`, `stance_table`, `position_list`, `unheard_words`, `who`.

How much somebody is heard comes from the words of `passages`, never from
counts of rows.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from summitdata.attribution import attributed, sides
from summitdata.house import PAPER, SIDES, SOFT, column_heads, drawer, finish, hover, label_rows, listing, nothing
from summitdata.package import Data
from summitdata.sentence import Sentence, cite, escape, quoted
from summitdata.words import capital, count, listed, number, often, rank_in

VOICES = ["quoted", "paraphrased", "narrated"]
KINDS = ["state", "group", "body", "authority", "person", "medium"]


# Measures


def words_by_voice(data: Data) -> pd.DataFrame:
    """Words of the coded source by speaker and voice, page furniture left out, headings counted.

    Returns
    -------
    DataFrame
        One row a speaker and voice: ``speaker``, ``side``, ``voice``,
        ``words``, ``share`` (of all words, from 0 to 1), ``passages`` (how
        many). The speaker with most words first.
    """
    table = data.passages[data.passages.part != "furniture"]
    table = table.assign(speaker=table.actor_id.map(data.names("actors")), side=table.actor_id.map(sides(data)))
    groups = table.groupby(["speaker", "side", "voice"], sort=False)
    found = groups.agg(words=("words", "sum"), passages=("words", "size")).reset_index()
    found = found.assign(share=(found.words / max(int(found.words.sum()), 1)).astype("float64"))
    total = found.groupby("speaker").words.transform("sum")
    rank = found.voice.map(rank_in(VOICES))
    found = found.assign(total=total, rank=rank).sort_values(
        ["total", "rank"], ascending=[False, True], ignore_index=True
    )
    return found.drop(columns=["total", "rank"])


def named(data: Data) -> pd.DataFrame:
    """Every mention of a body, third state or group, and by whom.

    Returns
    -------
    DataFrame
        One row a mention, as in the table, with speaker columns
        (`attributed`), ``name`` and ``kind`` of who is named. States first,
        then by number of mentions.
    """
    table = attributed(data.actor_mentions, data)
    kind = dict(zip(data.actors.actor_id, data.actors.kind))
    table = table.assign(name=table.mentioned_id.map(data.names("actors")), kind=table.mentioned_id.map(kind))
    times = table.groupby("mentioned_id").mentioned_id.transform("size")
    rank = table.kind.map(rank_in(KINDS))
    table = table.assign(rank=rank, times=times).sort_values(
        ["rank", "times", "name", "start"], ascending=[True, False, True, True], ignore_index=True
    )
    return table.drop(columns=["rank", "times"])


def stances(data: Data) -> pd.DataFrame:
    """Every position, with whose it is and who tells it.

    Returns
    -------
    DataFrame
        One row a position, as in the table, with speaker columns
        (`attributed`), ``holder`` and ``target`` (names), ``holder_side``
        (host, guest, both, other: a leader and the leader's state are one
        side) and ``told`` (bool: another side tells it than holds it).
    """
    table, names = attributed(data.positions, data), data.names("actors")
    holder_side = table.holder_id.map(sides(data))
    told = (holder_side != table.side) & ~((holder_side == "both") & table.side.isin(["host", "guest"]))
    return table.assign(
        holder=table.holder_id.map(names), target=table.target_id.map(names), holder_side=holder_side, told=told
    )


def unheard(data: Data) -> pd.DataFrame:
    """Who is named or is the target of a position, but has no words of its own in the source.

    Returns
    -------
    DataFrame
        One row an actor: ``actor_id``, ``name``, ``kind``, ``mentions`` (as a
        body or state), ``targets`` (of positions), ``row_ids``.
    """
    heard = set(data.passages.actor_id)
    voices = sides(data)
    heard_sides = {voices[a] for a in heard if a in voices} & {"host", "guest"}
    rows = []
    for actor in data.actors.itertuples():
        if actor.actor_id in heard or voices.get(actor.actor_id) in (heard_sides | {"both"}):
            continue
        mentions = data.actor_mentions[data.actor_mentions.mentioned_id == actor.actor_id].actor_mention_id.tolist()
        targets = data.positions[data.positions.target_id == actor.actor_id].position_id.tolist()
        if mentions or targets:
            rows.append([actor.actor_id, actor.name, actor.kind, len(mentions), len(targets), mentions + targets])
    table = pd.DataFrame(rows, columns=["actor_id", "name", "kind", "mentions", "targets", "row_ids"])
    return table.sort_values(["mentions", "targets"], ascending=False, kind="stable", ignore_index=True)


# Figures


def voice_bars(table: pd.DataFrame) -> go.Figure:
    """Words by speaker: quoted, paraphrased, narrated.

    Parameters
    ----------
    table : DataFrame
        From `words_by_voice`.
    """
    if table.empty:
        return nothing("Who is heard, in which voice", "no source is coded line by line")
    figure = go.Figure()
    labels = []
    for i, (speaker, rows) in enumerate(table.groupby("speaker", sort=False)):
        base = 0
        for row in rows.itertuples():
            colour = SIDES[row.side]
            figure.add_bar(
                x=[int(row.words)],
                y=[-i],
                base=[base],
                width=[0.3],
                orientation="h",
                marker={
                    "color": colour if row.voice != "paraphrased" else PAPER,
                    "line": {"width": 1.5, "color": colour},
                    "pattern": {"shape": "/" if row.voice == "paraphrased" else "", "fgcolor": colour, "size": 6},
                },
                hovertext=[hover(f"{speaker}, {row.voice}", f"{number(row.words)} words, {percent(row.share)}")],
                hoverinfo="text",
            )
            base += int(row.words)
        parts = " · ".join(f"{r.voice} {number(r.words)}" for r in rows.itertuples())
        labels.append((f"{speaker}: {number(rows.words.sum())} words, {percent(rows.share.sum())}", parts))
    height = label_rows(figure, labels, below=12)
    figure.update_layout(barmode="overlay")
    axis = {"text": "words", "font": {"size": 12, "color": SOFT}}
    figure.update_xaxes(rangemode="tozero", title=axis, nticks=6)
    rows = table[["speaker", "voice", "words", "share", "passages"]].set_axis(
        ["Speaker", "Voice", "Words", "Share", "Passages"], axis=1
    )
    rows = rows.assign(Share=[percent(s) for s in table.share])
    alt = f"Bars of words by speaker. {voice_title(table)}. " + " ".join(
        f"{r.speaker}, {r.voice}: {number(r.words)} words, {percent(r.share)}." for r in table.itertuples()
    )
    return finish(
        figure,
        title=voice_title(table),
        subtitle="Words of the source, page furniture left out, headings counted. Solid: quoted, or for the "
        "publisher its own narration. Hatched: in paraphrase.",
        alt=alt,
        table=rows,
        row_ids=[],
        source="passages; they tile the text without gap or overlap",
        height=height,
        bottom=52,
    )


def percent(share: float) -> str:
    """A share in words."""
    return f"{number(100 * share, 0)} percent"


def voice_title(table: pd.DataFrame) -> str:
    """The finding: who has most words, and how the leaders compare where quoted."""
    total = table.groupby("speaker", sort=False).share.sum().sort_values(ascending=False)
    title = f"{total.index[0]} has {percent(total.iloc[0])} of the words"
    spoken = table[(table.voice == "quoted") & table.side.isin(["host", "guest"])].sort_values("words", ascending=False)
    if len(spoken) > 1:
        first, second = spoken.iloc[0], spoken.iloc[1]
        title += f"; quoted are {number(first.words)} of {first.speaker} and {number(second.words)} of {second.speaker}"
    return title


def named_matrix(table: pd.DataFrame) -> go.Figure:
    """Bodies, states and groups by who names them, a mark for each mention.

    Parameters
    ----------
    table : DataFrame
        From `named`.
    """
    if table.empty:
        return nothing("Who names whom", "the source names no body and no third state")
    figure = go.Figure()
    speakers = list(table.groupby("speaker").size().sort_values(ascending=False).index)
    order = table.drop_duplicates("mentioned_id")
    for i, key in enumerate(order.mentioned_id):
        for speaker, rows in table[table.mentioned_id == key].groupby("speaker", sort=False):
            spread = [0.2 * (k - (len(rows) - 1) / 2) for k in range(len(rows))]
            colours = [SIDES[s] for s in rows.side]
            figure.add_scatter(
                x=[speakers.index(speaker) + d for d in spread],
                y=[-i] * len(rows),
                mode="markers",
                marker={
                    "opacity": 1,
                    "size": 11,
                    "color": colours,
                    "symbol": ["circle" if v == "quoted" else "circle-open" for v in rows.voice],
                    "line": {"width": 2, "color": colours},
                },
                hovertext=[hover(f"{r.name}: {r.context}", r.said) for r in rows.itertuples()],
                hoverinfo="text",
            )
    labels = [(row.name, "") for row in order[["name"]].itertuples(index=False)]
    height = column_heads(figure, speakers, len(labels), label_rows(figure, labels, below=7))
    times = table.groupby("name").size().sort_values(ascending=False, kind="stable")
    title = f"Named most often: {times.index[0]}, {often(int(times.iloc[0]))}"
    if len(times) > 1:
        title += f", and {times.index[1]}, {number(int(times.iloc[1]))}"
    rows = table[["name", "kind", "context", "speaker", "voice", "quote", "note"]].set_axis(
        ["Named", "Kind", "In what connection", "Speaker", "Voice", "Words", "Remark"], axis=1
    )
    alt = f"Matrix of {len(order)} bodies, states and groups by who names them. {title}. " + " ".join(
        f"{name}: {listed(f'{s} {n}' for s, n in rows_.groupby('speaker', sort=False).size().items())}."
        for name, rows_ in table.groupby("name", sort=False)
    )
    return finish(
        figure,
        title=title,
        subtitle="A mark is a mention, under who names. Filled: quoted. Hollow: in paraphrase or narration. "
        "States first, then groups and bodies.",
        alt=alt,
        table=rows,
        row_ids=table.row_id,
        source=f"mentions in {listed(dict.fromkeys(table.publication))}",
        height=height,
        bottom=8,
    )


# Sentences


def answer(words: pd.DataFrame, positions: pd.DataFrame, silent: pd.DataFrame) -> Sentence:
    """The short answer: who is heard, who stands where most often, who is not heard.

    Parameters
    ----------
    words, positions, silent : DataFrame
        From `words_by_voice`, `stances` and `unheard`.
    """
    if words.empty:
        return Sentence("No source is coded line by line.")
    totals = words.groupby("speaker", sort=False).share.sum()
    heard = listed(f"{escape(name)} {percent(share)}" for name, share in totals.items())
    spoken = words[words.voice == "quoted"].share.sum()
    items = [f"Of the words of the source: {heard}. Quoted are {percent(spoken)} of all words."]
    if len(positions):
        topics = positions.topic.value_counts()
        most = topics.index[topics == topics.max()]
        items.append(
            f"{capital(count(len(positions), 'position'))} {'is' if len(positions) == 1 else 'are'} told, most often on "
            f"{escape(listed(most))} ({number(int(topics.max()))}{' each' if len(most) > 1 else ''}); "
            f"{number(int(positions.told.sum())) if positions.told.any() else 'none'} by somebody who is not of the holder’s side."
        )
    if len(silent):
        names = listed(cite(r.name, r.row_ids[0]) for r in silent.head(5).itertuples())
        items.append(f"Spoken of but not heard: {count(len(silent), 'actor')}, most often {names}.")
    return Sentence.bullets(items)


def stance_table(table: pd.DataFrame) -> Sentence:
    """Stances in words: a row a topic, a column a side; "not heard" where a side has none.

    Parameters
    ----------
    table : DataFrame
        From `stances`.
    """
    if table.empty:
        return Sentence("The source tells no position.")
    names = {
        "host": "Host side",
        "guest": "Guest side",
        "both": "Both as one",
        "other": "Others",
        "publisher": "Publisher",
    }
    shown = [s for s in names if s in set(table.holder_side) or s in ("host", "guest", "both")]
    rows = []
    for topic in table.topic.value_counts().index:
        part = table[table.topic == topic]
        cells = [stance_cell(part[part.holder_side == side]) for side in shown]
        rows.append([Sentence(f"**{escape(capital(topic))}**"), *cells])
    return listing(["Issue", *(names[s] for s in shown)], rows)


def stance_cell(rows: pd.DataFrame) -> Sentence:
    """The stances of one side on one issue, each linked to its row."""
    if rows.empty:
        return Sentence("not heard")
    words = []
    for r in rows.itertuples():
        target = f" ({escape(r.target)})" if isinstance(r.target, str) else ""
        one_side = r.holder_side == "both" and r.side in ("host", "guest")
        told = f", as told by {escape(r.speaker)}" if r.told or one_side else ""
        words.append(f"{cite(r.stance, r.row_id)}{target}{told}")
    return Sentence("; ".join(words))


def position_list(table: pd.DataFrame) -> Sentence:
    """Every position with holder, words, speaker and voice."""
    if table.empty:
        return Sentence("The source tells no position.")
    rows = [
        (
            capital(r.topic),
            r.holder,
            Sentence(f"{cite(r.stance, r.row_id)}: {escape(r.summary)}"),
            r.target,
            Sentence(f"{quoted(r.quote)}, {escape(f'{r.speaker}, {r.voice}')}"),
            r.note,
        )
        for r in table.sort_values(["topic", "start"], kind="stable").itertuples()
    ]
    columns = ["Issue", "Whose", "Stance, in our words", "Towards", "Words, speaker, voice", "Remark"]
    return listing(columns, rows)


def who(data: Data) -> Sentence:
    """Everybody whom a row names: what each is, of which country, and with which office at the summit."""
    actors, state = data.actors, data.actors.kind == "state"
    country = actors.country.replace(dict(zip(actors.country[state], actors.name[state])))
    actors = actors.assign(country=actors.country.where(state, country))  # a state has its code, others their state
    role, office = (dict(zip(data.participants.actor_id, data.participants[c])) for c in ("role", "office"))
    named = data.referred("actors")
    rows = [
        (a.name, a.kind, a.country, role.get(a.actor_id), office.get(a.actor_id))
        for a in actors.itertuples(index=False)
        if a.actor_id in named
    ]
    return drawer(
        f"All {number(len(rows))} in the data", ["Name", "Kind", "Country", "Role at the summit", "Office"], rows
    )


def unheard_words(table: pd.DataFrame) -> Sentence:
    """Who is spoken of but not heard, with the rows."""
    if table.empty:
        return Sentence("Everybody who is named is heard.")
    items = []
    for kind in dict.fromkeys([*KINDS, *table.kind]):
        rows = table[table.kind == kind]
        names = [
            f"{cite(n, *ids[:1])} ({number(m + t)})"
            for n, ids, m, t in zip(rows.name, rows.row_ids, rows.mentions, rows.targets)
        ]
        if names:
            items.append(f"**{escape(capital(kind))}**: {listed(names)}")
    return Sentence.bullets(items)
