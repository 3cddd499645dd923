"""Claims of growth, drawn beside what they can be compared with. Levels are drawn in level_charts.py."""

import pandas as pd
import plotly.graph_objects as go

from summitdata.house import forms
from summitdata.house.figure import MARK, SIDES, finish, hover, nothing
from summitdata.house.words import brief, capital, count, listed, number, semicolons, word
from summitdata.themes.growth.statements import FITS, short_times, stands_for, times


def forest(table: pd.DataFrame) -> go.Figure:
    """The readings of the first claim as multiples, beside what its word covers. Takes `readings`."""
    table = table[table.row_id == table.row_id.iloc[0]] if len(table) else table
    known = table.dropna(subset=["low"])
    if known.empty:
        return nothing("How the claim lies to the figures", "no figures in the data")
    low, high = float(table.claim_low.iloc[0]), float(table.claim_high.iloc[0])
    right = 1.08 * max(high, float(known.high.max()))
    lines = [reading_line(row, right / 40) for row in table.itertuples()]
    if (table.kind == "context").any():
        lines.insert(int((table.kind != "context").sum()), {"block": "With other base years"})
    band = (low, high, f"“{words_of(table)}”: {number(low)} to {number(high)}")
    figure = forms.rows(lines, axis="times the earlier level", band=band, range=[0, right], nticks=8, under=640)
    subtitle = (
        "How many times the earlier level trade reached. Shaded: what the words of the claim stand for. "
        "Arrowhead: it may lie farther that way; bar: anywhere in it. Hollow: does not fit, or from another year."
    )
    table = table.assign(times=[times(row.low, row.high) for row in table.itertuples()])
    heads = {"label": "Reading", "times": "Times the earlier level", "verdict": "Lies"}
    heads |= {"open_verdict": "With “over” open", "by": "By whose figures"}
    keys, source = table.row_ids.sum(), f"figures by {semicolons(known.reporters.sum())}"
    return finish(figure, forest_title(table), subtitle, table=table, heads=heads, row_ids=keys, source=source)


def words_of(table: pd.DataFrame) -> str:
    """The words of the claim, without quotation marks."""
    return str(table.words.iloc[0]).strip('“”"')


def reading_line(row, apart: float) -> forms.Row:
    """A reading, labelled by its years: a dot for its multiple, a caret where the value may lie farther, a verdict."""
    context = row.kind == "context"
    own = f", {row.reporters[0]}’s figures" if row.kind == "own base" and row.low == row.low else ", own figures"
    label = capital(row.label).replace(", the publisher’s own figures", own)
    label = label.replace("the twelve months to the last", "12 months to the last").replace(" the twelve", " twelve")
    line = {"label": label.partition(", ")[0] if context else label, "marks": [], "value": FITS[row.verdict]}
    if row.low != row.low:
        return line
    text = hover(row.label, times(row.low, row.high), f"by figures of {row.by}", FITS[row.verdict])
    told = {"hover": text, "rows": " ".join(row.row_ids)}
    at = row.high if row.low <= 0 else (row.low + row.high) / 2
    look = {"opacity": 0.6, "size": 9} if context else {"opacity": 1, "size": 11}
    marks = [{"x": at, **told, **look, "hollow": context or row.verdict == "outside"}]
    carets = [("triangle-left", -apart)] * bool(row.low <= 0 or row.open_low < row.low)
    carets = [("triangle-right", apart)] * bool(row.open_high > row.high) + carets
    marks = [{"x": at + way, **told, "symbol": symbol, "size": 6} for symbol, way in carets] + marks
    if row.low > 0 and row.high - row.low > apart:  # a shorter one hides in the dot
        marks = [{"x0": row.low, "x1": row.high, "colour": MARK, "width": 5}, *marks]
    return {**line, "marks": marks, "value": short_times(row) + f", {FITS[row.verdict]}" * (not context)}


def forest_title(table: pd.DataFrame) -> str:
    """The finding: whether the claim fits the publisher's own figures, and whether it fits in constant dollars."""
    found = {kind: rows.iloc[0] for kind, rows in table.dropna(subset=["low"]).groupby("kind", sort=False)}
    own, real = found.get("own base"), found.get("constant dollars")
    claims = f"“{capital(words_of(table))}”", "The claim"
    if own is None:
        return brief(*(f"{words}: no figures of the publisher to compare it with" for words in claims))
    fits, more = FITS[own.verdict], ""
    if real is not None:
        link = {"inside": ", but", "overlaps": ", perhaps", "outside": ", not"}[real.verdict]
        if real.verdict == own.verdict:
            fits, link = ("fits neither", " nor") if own.verdict == "outside" else (fits, ", also")
        more = f"{link} inflation-adjusted ones ({short_times(real).replace(' times', '')})"
    return brief(*(f"{words} {fits} {own.reporters[0]}’s figures ({short_times(own)}){more}" for words in claims))


def rate_dots(table: pd.DataFrame) -> go.Figure:
    """Claims in percent that are of the same thing, and the rates reported for their months. Takes `rates`.

    Drawn is the first thing of which more than one number is told.
    """
    groups = [table[table.claim_id.isin([r.claim_id, *r.beside])] for r in table.itertuples() if r.claimed]
    table = next((rows.drop_duplicates("row_id") for rows in groups if len(rows) > 1), table.head(0))
    if table.empty:
        return nothing("Growth in percent", "no two growth rates of one thing in the data")
    table = table.sort_values("claimed", ascending=False, kind="stable", ignore_index=True)
    claims, rates = table[table.claimed.astype(bool)], table[~table.claimed.astype(bool)]
    claim = claims.iloc[0]
    ends = [float(min(0, table.low.min())), float(table.high.max()) * 1.08]
    band = (float(claim.low), float(claim.high), f"“{claim.words}”: {number(claim.low)} to {number(claim.high)}")
    lines = [rate_line(row) for row in table.itertuples()]
    figure = forms.rows(lines, axis="percent", band=None if len(claims) > 1 else band, range=ends, nticks=7)
    told, key = rates, "Shaded: what the words stand for."
    if len(claims) > 1:
        told, key = claims, "Bars: what a number stands for; pale, if it is rounded."
    apart = "; periods differ" * (told.label.nunique() > 1)
    subtitle = f"Growth in percent on the same months of the year before{apart}. {key}"
    table = table.assign(percent=table.value.map(number), covers=[stands_for(row) for row in table.itertuples()])
    heads = {"who": "Who", "label": "Period", "percent": "Percent", "covers": "Covers", "voice": "Voice"}
    heads["verdict"] = "Lies"
    source = f"the claim{'s' * (len(claims) > 1)}: {semicolons(claims.said)}"
    source += f"; rates by {listed(dict.fromkeys(rates.who))}" if len(rates) else ""
    return finish(figure, rate_title(claims, rates), subtitle, table=table, heads=heads, source=source)


def rate_line(row) -> forms.Row:
    """The claim, or a rate that somebody reports: what it covers, and its value."""
    value = f"{number(row.value)} %" + ("" if row.claimed else f", {FITS[row.verdict]}")
    text = hover(f"{row.who}: {number(row.value)} percent", row.label, row.said)
    drawn = {"side": row.side} if row.claimed else {"hollow": row.verdict == "outside"}
    marks = [{"x": row.value, "hover": text, "rows": row.row_id, **drawn}]
    if row.beside and row.claimed:
        look = {"colour": SIDES[row.side]}
        bars = [{"x0": row.low, "x1": row.high, "width": 7, "opacity": 0.35, **look}]
        marks = [*bars, {"x0": row.printed_low, "x1": row.printed_high, "width": 3, "opacity": 1, **look}, *marks]
    label = f"{row.who} claims" if row.claimed else row.who
    return {"label": label, "soft": row.label, "marks": marks, "value": value}


def rate_title(claims: pd.DataFrame, rates: pd.DataFrame) -> str:
    """The finding: what each speaker says, where there are several; else how many of the reported rates fit the claim."""
    if len(claims) > 1:
        told = [f"{r.who} {number(r.value)}" for r in claims.iloc[1:].itertuples()]
        title = f"{claims.who.iloc[0]} says {number(claims.value.iloc[0])} percent, {listed(told)}"
        many = f"{capital(count(len(claims), 'claim'))} from {number(claims.value.min())} to {number(claims.value.max())} percent"
        apart = "; their months differ" if claims.label.nunique() > 1 else ""
        return brief(title + apart, many + apart)
    words, inside = f"“{claims.words.iloc[0]}”", int((rates.verdict == "inside").sum())
    if len(rates) == 1:
        return f"The one reported rate {'fits' if inside else 'does not fit'} {words}"
    if inside == len(rates) == 2:
        return f"Both reported rates fit {words}"
    many = {0: "none", len(rates): "all"}.get(inside, word(inside))
    return f"{capital(many)} of {word(len(rates))} reported rates {'fits' if inside == 1 else 'fit'} {words}"
