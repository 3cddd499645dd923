"""Figures: what was signed, according to whom."""

import pandas as pd
import plotly.graph_objects as go

from summitdata.house import forms
from summitdata.house.figure import SOFT, finish, hover, ink, nothing
from summitdata.house.words import capital, count, listed, number, word

STATES = {  # what hover says, what the key says, symbol and size
    "named": ("names it", "Dot: named", "circle", 11),
    "absent": ("does not name it", "Dash: not named", "line-ew", 5),
    "unseen": ("not named in the part that was seen",
               "Question mark: not named in the part seen", "circle", 5),
    "counted": ("gives a number, lists none", "Small ring: only a number given", "circle-open", 7),
}  # fmt: skip
MOST = 8  # sources that are drawn, those that name most; all stand in the table
UNKNOWN = {"mode": "text", "textfont": {"size": 12, "color": SOFT}, "colour": SOFT}


def presence_matrix(table: pd.DataFrame, counts: pd.DataFrame) -> go.Figure:
    """Documents by source, and the number that each source gives. Takes `presence` and `counts`."""
    if table.short.nunique() < 2:
        return nothing("Documents by source", "no two sources on what was signed in the data")
    named = table[table.state == "named"].groupby("short", sort=False).size()
    heads = sorted(dict.fromkeys(table.short), key=lambda short: -int(named.get(short, 0)))
    drawn = heads[:MOST]
    lines = [document_line(rows, drawn) for _, rows in table[table.short.isin(drawn)].groupby("row_id", sort=False)]
    told = counts[(counts.how == "told as a number") & counts.who.isin([publisher(head) for head in heads])]
    seen = told[told.who.isin(map(publisher, drawn))]
    figure = forms.matrix(drawn, [*lines, number_line(seen, drawn)] if len(seen) else lines, row=24, gutter=220)
    groups = table.groupby("row_id", sort=False)
    states = [[rows.title.iloc[0], *rows.set_index("short").state[heads]] for _, rows in groups]
    given = {r.who: number(r.value) for r in told.itertuples()}
    states += [["Number given", *(given.get(publisher(head), "") for head in heads)]] * bool(len(told))
    rows = pd.DataFrame(states, columns=["Document", *heads])
    subtitle = ". ".join(words for state, (_, words, *_) in STATES.items() if state in set(table.state)) + "."
    subtitle += f" {capital(count(len(heads) - MOST, 'more source'))}: in the table." if len(heads) > MOST else ""
    keys = [*dict.fromkeys(table.row_id), *table.report_id.dropna(), *(k for ids in told.row_ids for k in ids)]
    source = f"documents and reports of {listed(heads)}"
    return finish(figure, presence_title(table), subtitle, table=rows, row_ids=keys, source=source)


def document_line(rows: pd.DataFrame, heads: list[str]) -> forms.Row:
    """What each source says of a document."""
    marks = []
    for unseen, ours in rows.groupby(rows.state == "unseen"):
        texts = [hover(r.title, f"{r.short}: {STATES[r.state][0]}", r.as_named) for r in ours.itertuples()]
        keys = [r.report_id if isinstance(r.report_id, str) else r.row_id for r in ours.itertuples()]
        symbols, sizes = zip(*(STATES[state][2:] for state in ours.state))
        look = {**UNKNOWN, "text": ["?"] * len(ours)} if unseen else {"symbol": [*symbols], "size": [*sizes]}
        marks.append({"x": [*map(heads.index, ours.short)], "hover": texts, "rows": keys, **look})
    named = rows.short[rows.state == "named"]
    lead, said = named.map(publisher).nunique() == 1, f"named by {listed(named) or 'nobody'}"
    return {"label": rows.title.iloc[0], "marks": marks, "lead": lead, "said": said}


def number_line(told: pd.DataFrame, heads: list[str]) -> forms.Row:
    """The numbers of documents that sources give, under their names."""
    at = [i for i, head in enumerate(heads) if publisher(head) in set(told.who)]
    rows = [told[told.who == publisher(heads[i])].iloc[0] for i in at]
    texts = [f"<b>{ink(number(row.value))}</b>" for row in rows]
    said = [hover(f"{row.who}: {number(row.value)} documents", row.note) for row in rows]
    style = {"mode": "text", "text": texts, "textfont": {"size": 14, "color": SOFT}, "colour": SOFT}
    mark = {"x": at, "hover": said, **style, "rows": [" ".join(row.row_ids) for row in rows]}
    heard = "; ".join(f"{row.who} {number(row.value)}" for row in rows)
    return {"label": "Number of documents that it gives", "said": heard, "marks": [mark], "bare": True}


def publisher(head: str) -> str:
    """The publisher of a source as `reporters` calls it."""
    return head.partition(" (")[0]


def presence_title(table: pd.DataFrame) -> str:
    """The finding: how many documents one publisher alone names."""
    named = table[table.state == "named"].assign(by=lambda t: t.short.map(publisher))
    by, total = named.groupby("row_id").by.agg(set), table.row_id.nunique()
    alone = by[by.map(len) == 1]
    if alone.empty:
        return f"{share_of(len(by), total)} named by several publishers"
    only, named = set().union(*alone), "known from" if (table.state == "unseen").any() else "named by"
    return f"{share_of(len(alone), total)} {named} {only.pop() if len(only) == 1 else 'one publisher'} alone"


def share_of(many: int, total: int) -> str:
    """So many of all documents, with the verb that they take."""
    if many == total:
        return {1: "The one document is", 2: "Both documents are"}.get(total, f"All {word(total)} documents are")
    return f"{capital(word(many)) if many else 'None'} of {count(total, 'document')} {'is' if many < 2 else 'are'}"
