"""Figures: who is heard in which voice, who names whom, and who stands where."""

import pandas as pd
import plotly.graph_objects as go

from summitdata.house import forms, marks
from summitdata.house.figure import SIDES, finish, hover, nothing, speakers_line, voices_line
from summitdata.house.words import brief, capital, count, listed, number, often, percent, the, word

FRACTIONS = {
    "a tenth": 1 / 10, "an eighth": 1 / 8, "a fifth": 1 / 5, "a quarter": 1 / 4, "a third": 1 / 3, "two fifths": 2 / 5,
    "half": 1 / 2, "three fifths": 3 / 5, "two thirds": 2 / 3, "three quarters": 3 / 4, "four fifths": 4 / 5,
}  # fmt: skip
CLOSE, POINTS = 0.08, 0.025  # of a fraction's own size, and never more than the discussion allows
LEANS = {"opposes": "against", "condemns": "against", "warns": "against", "supports": "favours", "values": "favours"}
VERBS = {"condemns": "condemn", "opposes": "oppose", "warns": "warn of"}
MEANT = {
    "favours": "a dot is for it",
    "against": "a cross is against it",
    "neutral": "a square is neither for nor against it",
}
STANCES = {"favours": "circle", "neutral": "square", "against": "x"}


def voice_bars(table: pd.DataFrame) -> go.Figure:
    """Words by speaker: quoted, paraphrased, narrated. Takes `words_by_voice`."""
    if table.empty:
        return nothing("Who is heard, in which voice", "no source is coded line by line")
    lines = [spoken(*group) for group in table.groupby("speaker", sort=False)]
    most = table.groupby("speaker").words.sum().max()
    scale = {"axis": "words", "range": [0, 1.02 * float(most)], "nticks": 6, "showgrid": False}
    figure = forms.rows(lines, row=30, kind="Bars", **scale)
    pale = bool((table.voice == "paraphrased").any())
    subtitle = "Words of the coded text, and their share."
    subtitle += " Full colour: quoted or the text’s own; pale: in paraphrase." * pale
    heads = {name: capital(name) for name in ("speaker", "voice", "words", "share", "passages")}
    rows, source = table.assign(share=[*map(percent, table.share)]), "passages of the coded text"
    return finish(figure, voice_title(table), subtitle, table=rows, heads=heads, row_ids=[], source=source)


def spoken(speaker: str, rows: pd.DataFrame) -> forms.Row:
    """The bars of a speaker, one for each voice, end to end."""
    bars, end = [], 0
    for row in rows.itertuples():
        text = hover(f"{speaker}, {row.voice}", f"{number(row.words)} words, {percent(row.share)}")
        look = {"side": row.side, "tint": row.voice == "paraphrased", "whose": [[speaker, row.voice]]}
        bars.append({"length": int(row.words), "base": end, "hover": text, **look})
        end += int(row.words)
    said = listed(f"{number(words)} words {voice}" for words, voice in zip(rows.words, rows.voice))
    return {"label": speaker, "said": said, "marks": bars, "value": f"{number(100 * rows.share.sum(), 0)} %"}


def voice_title(table: pd.DataFrame) -> str:
    """The finding: which share of the words each of the two sides has."""
    total = table.groupby(["speaker", "side"], sort=False, as_index=False).share.sum()
    total = total.sort_values("share", ascending=False)
    sides = total[total.side.isin(["host", "guest"])].drop_duplicates("side")
    shown = sides if len(sides) else total.head(1)
    told = [*map(fraction, shown.share)]
    told = [*map(percent, shown.share)] if any("percent" in words for words in told) else told
    first, *rest = (f"{who} {much}" for who, much in zip(shown.speaker, told))
    title = f"{shown.speaker.iloc[0]} has {told[0]} of the words"
    bare = [words.removesuffix(" percent") for words in rest]
    return brief(", ".join([title, *rest]), ", ".join([title, *bare]), title)


def fraction(share: float) -> str:
    """A share as a fraction in words where one is close, else in percent.

    Examples
    --------
    >>> fraction(0.505), fraction(0.128), fraction(0.01)
    ('half', 'an eighth', '1 percent')
    """
    words, value = min(FRACTIONS.items(), key=lambda pair: abs(pair[1] - share))
    return words if abs(value - share) <= min(CLOSE * value, POINTS) else percent(share)


def named_dots(table: pd.DataFrame) -> go.Figure:
    """Bodies, states and groups, a dot for each mention in the colour of who names. Takes `named`."""
    if table.empty:
        return nothing("Who names whom", "the source names no body and no third state")
    times = table.groupby("name").size().sort_values(ascending=False, kind="stable")
    lines = []
    for name in times.index:
        rows = table[table.name == name].sort_values("side", kind="stable")
        texts = [hover(f"{name}: {r.context}", r.said) for r in rows.itertuples()]
        dots = marks.mentions(rows, x=[*range(1, len(rows) + 1)], hover=texts, rows=[*rows.row_id])
        said = listed(f"{who} {n}" for who, n in rows.groupby("speaker", sort=False).size().items())
        lines.append({"label": name, "value": number(len(rows)), "marks": [dots], "said": said})
    ends = max(12, int(times.iloc[0]) + 1)
    figure = forms.rows(lines, row=22, visible=False, range=[0.5, ends])
    heads = {"name": "Named", "kind": "Kind", "context": "In what connection", "speaker": "Speaker", "voice": "Voice"}
    heads |= {"quote": "Words", "note": "Remark"}
    subtitle = f"A dot a mention; speaker: {speakers_line(table)}.{voices_line(table)}"
    source = f"mentions in {listed(dict.fromkeys(table.publication))}"
    rows = {"table": table, "heads": heads, "behind": table.row_id}
    return finish(figure, named_title(times), subtitle, source=source, **rows)


def named_title(times: pd.Series) -> str:
    """The finding: who is named most often; who is named once less stands beside."""
    top = times[times >= times.iloc[0] - 1]
    most, counts = [*map(the, top.index)], sorted(set(top))
    each = " or ".join(map(often, counts)).replace(" times or ", " or ")
    last = most[0].split()[-1]  # "African states are", "United States is"
    verb = "are" if len(most) > 1 or last.islower() and last.endswith("s") else "is"
    total = capital(word(len(times)))
    if times.iloc[0] == 1:
        return f"{total} are named, each once" if len(times) > 1 else f"{capital(most[0])} {verb} named once"
    if len(most) > 3 and len(counts) > 1:
        return f"{total} are named, none more than {often(counts[-1])}"
    told, tail = f"{verb} named most often", f", {each}{' each' * (len(most) > 1)}"
    names, many = capital(listed(most)), capital(word(len(most)))
    return brief(*[f"{names} {told}{tail}", f"{names} {told}"] * (len(most) <= 3), f"{many} {told}{tail}")


def stance_matrix(table: pd.DataFrame) -> go.Figure:
    """Issues by whose position it is, a mark for each. Takes `stances`."""
    if table.empty:
        return nothing("Who stands where", "the source tells no position")
    table = table.assign(lean=table.stance.map(LEANS).fillna("neutral"))
    held = {side: table[table.holder_side == side] for side in SIDES if side in set(table.holder_side)}
    heads = {side: next(iter([*rows.state.dropna(), *rows.holder])) for side, rows in held.items()}
    heads |= {"both": "Said for both"} if "both" in held else {}
    lines = []
    for topic in table.topic.value_counts(sort=True).index:
        ours = table[table.topic == topic]
        said = listed(f"{heads[side]} {n}" for side, n in ours.groupby("holder_side", sort=False).size().items())
        label = {"label": capital(topic), "value": number(len(ours)), "said": said}
        lines.append({**label, "marks": cells(ours, heads)})
    figure = forms.matrix([*heads.values()], lines, row=28, per=6)
    meant = capital(", ".join(words for way, words in MEANT.items() if way in set(table.lean)))
    subtitle = f"{meant.replace(' it', ' what the words name', 1)}. What they name need not be the issue of the row."
    subtitle += " Hollow: told by another side." * bool(table.told.any())
    source = f"positions in {listed(dict.fromkeys(table.publication))}"
    heads = {"topic": "Issue", "holder": "Whose", "stance": "Stance", "target": "Concerning", "speaker": "Told by"}
    heads |= {"voice": "Voice", "summary": "In short", "quote": "Words"}
    rows = {"table": table, "heads": heads, "behind": table.row_id}
    return finish(figure, stance_title(table), subtitle, source=source, **rows)


def cells(table: pd.DataFrame, heads: dict[str, str]) -> list[forms.Mark]:
    """The marks of an issue, side by side in the column of each side."""
    found, table = [], table.sort_values("lean", key=lambda ways: ways.map([*STANCES].index), kind="stable")
    for side in [side for side in heads if side in set(table.holder_side)]:
        rows = table[table.holder_side == side]
        texts = [hover(f"{row.holder} {row.stance}: {row.summary}", row.said) for row in rows.itertuples()]
        look = {"symbol": [*rows.lean.map(STANCES)], "hollow": rows.told.tolist(), "size": 9}
        found.append({"column": heads[side], "side": side, "hover": texts, "rows": [*rows.row_id], **look})
    return found


def stance_title(table: pd.DataFrame) -> str:
    """The finding: on which issues both sides are against something, else which issue has most positions."""
    one_way = table.groupby("topic", sort=False).filter(lambda rows: (rows.lean == "against").all())
    sides = one_way.groupby("topic", sort=False).holder_side.agg(set)
    against = [topic for topic, held in sides.items() if {"host", "guest"} <= held or "both" in held]
    verbs = dict.fromkeys(VERBS[stance] for stance in table[table.topic.isin(against)].stance)
    if len(against) == 1:
        return f"Both sides {listed(verbs, last='or')} {against[0]}"
    if against:
        named = [f"Both sides speak against {listed(against[:n])}" for n in (3, 2)]
        return brief(*named, f"Both sides speak against {count(len(against), 'thing')}")
    return most_positions(table)


def most_positions(table: pd.DataFrame) -> str:
    """Which issue has most positions, or the issues that have equally many; "most" only above half."""
    times = table.topic.value_counts()
    top, many = times.index[times == times.iloc[0]], f"{number(int(times.iloc[0]))} of {number(len(table))}"
    if len(top) > 1:
        issues = listed(top) if len(top) <= 3 else f"{word(len(top))} issues"
        tail = f"lead with {many} positions each"
        return brief(f"{capital(issues)} {tail}", f"{capital(word(len(top)))} issues {tail}")
    if 2 * times.iloc[0] > len(table):
        return f"Most positions are on {top[0]}: {many}"
    return f"No issue has more positions than {top[0]}: {many}"
