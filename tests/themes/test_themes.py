"""All themes: what they offer has words, measures take data, charts and sentences take frames, nothing breaks without rows."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import get_type_hints

import pandas as pd
import plotly.graph_objects as go
import pytest
from changed import emptied, same

import summitdata as sd
from summitdata.data import Data
from summitdata.house.sentence import Sentence

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
EXPECTED = Path(__file__).parent / "expected"
OFFERED = [(theme, name) for theme in sd.THEMES for name in getattr(sd, theme).__all__]
SUMMITS = ["blr-irn-2025", "rus-irn-2017"]
# What the logic of a measure decides: the columns of its table are the data's own
COLUMNS = {
    "growth.claims": "row_id flow speaker low high",
    "growth.levels": "row_id period year low high derived origin",
    "growth.readings": "row_id kind label base_id end_id low high open_high verdict open_verdict by",
    "growth.steps": "row_id year low high rise_low rise_high",
    "growth.directions": "row_id period seller_name buyer_name mirror",
    "growth.rates": "row_id claim_id flow who label low high printed_low claimed verdict beside",
    "documents.documents": "row_id field by whole source here single coded",
    "documents.presence": "row_id short state as_named report_id",
    "documents.counts": "who value how note",
    "documents.reports": "document as_it_is_named words by",
    "documents.binding": "binds meaning",
    "sectors.mentions": "row_id sector group part speaker side",
    "sectors.directions": "row_id origin target",
    "sectors.talk_and_paper": "sector where terms row_ids",
    "commitments.happenings": "row_id dated planned when",
    "commitments.commitments": "row_id party agreed passed due about speaker",
    "voices.words_by_voice": "speaker side voice words share passages",
    "voices.named": "row_id name kind speaker",
    "voices.stances": "row_id holder target holder_side told",
    "voices.unheard": "name kind mentions targets",
    "voices.who": "name kind country role_at_the_summit office",
    "evidence.passages": "passage_id speaker side rows reason",
    "evidence.agreement": "title found share",
    "evidence.weaknesses": "weakness rows",
    "evidence.sources": "source publisher coded rows on_the_summit",
    "start.ledger": "row_id number about speaker voice against counted",
    "start.meeting": "what words",
    "start.numbers": "words what number in",
}


def kinds(theme: str, name: str) -> dict[str, type]:
    """What a function that a theme offers takes, by parameter, and gives (``return``)."""
    return get_type_hints(getattr(getattr(sd, theme), name))


def is_measure(theme: str, name: str) -> bool:
    return [*kinds(theme, name).values()][0] is Data


@pytest.mark.parametrize("theme, name", OFFERED, ids=".".join)
def test_what_a_theme_offers_has_words_and_takes_what_it_should(theme, name):
    function = getattr(getattr(sd, theme), name)
    assert function.__doc__ and function.__doc__.split("\n")[0].endswith((".", ":"))
    first, *more, given = kinds(theme, name).values()
    assert given is pd.DataFrame if is_measure(theme, name) else given in (go.Figure, Sentence)
    assert is_measure(theme, name) or first is pd.DataFrame and {*more} <= {pd.DataFrame, str}


def test_a_theme_completes_to_what_it_offers_and_has_a_short_answer():
    for theme in sd.THEMES:
        assert set(dir(getattr(sd, theme))) == set(getattr(sd, theme).__all__)
        assert "answer" in getattr(sd, theme).__all__ and len(getattr(sd, theme).__all__) <= 24


@pytest.mark.parametrize("summit_id", SUMMITS)
@pytest.mark.parametrize("measure", COLUMNS)
def test_a_measure_gives_what_is_expected(data, measure, summit_id):
    theme, name = measure.split(".")
    frame = getattr(getattr(sd, theme), name)(data.for_summit(summit_id))
    assert frame.index.equals(pd.RangeIndex(len(frame))), "rows are numbered from 0"
    same(frame[COLUMNS[measure].split()], EXPECTED / f"{measure}.{summit_id[:7]}.csv")


@pytest.mark.parametrize("measure", COLUMNS)
def test_a_measure_changes_nothing_and_gives_the_same_twice(summit, measure):
    theme, name = measure.split(".")
    before = {table: getattr(summit, table).copy() for table in summit.tables}
    first, second = (getattr(getattr(sd, theme), name)(summit) for _ in range(2))
    assert first.astype(str).equals(second.astype(str))
    assert all(before[table].equals(getattr(summit, table)) for table in before)


def outputs(path: Path, data: sd.Data) -> dict[str, object]:
    """What each code cell of a notebook gives for these data, by the cell's id."""
    found, names = {}, {"data": data, "sd": sd}
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        if cell["cell_type"] != "code" or {"parameters", "setup"} & set(cell["metadata"].get("tags", [])):
            continue
        *lines, last = compile_cell("".join(cell["source"]))
        for line in lines:
            exec(line, names)
        found[cell["id"]] = eval(last, names)
    return found


def compile_cell(source: str) -> list:
    """A cell's statements, the last one as an expression."""
    import ast

    *body, last = ast.parse(source).body
    assert isinstance(last, ast.Expr), f"a cell ends with what it shows: {source}"
    return [compile(ast.Module([n], []), "cell", "exec") for n in body] + [
        compile(ast.Expression(last.value), "cell", "eval")
    ]


def data_for(path: Path, data: sd.Data, summit_id: str) -> sd.Data:
    return data if path.name.startswith("07") else data.for_summit(summit_id)


@pytest.mark.parametrize("summit_id", SUMMITS)
@pytest.mark.parametrize("path", NOTEBOOKS[:8], ids=lambda p: p.stem)
def test_a_notebook_runs_on_each_summit_and_draws_what_if_otherwise(path, summit_id, data):
    found = outputs(path, data_for(path, data, summit_id))
    figures = {key: out for key, out in found.items() if isinstance(out, go.Figure)}
    titles = [figure.layout.meta["title"].removeprefix("What if? ") for figure in figures.values()]
    assert [title for title in titles if len(title.split()) > 12] == []
    assert all(
        isinstance(out, go.Figure | Sentence | float | str | None) for out in found.values()
    )  # None: nothing is written
    tagged = [
        c["id"] for c in json.loads(path.read_text("utf-8"))["cells"] if "what-if" in c["metadata"].get("tags", [])
    ]
    assert len(tagged) == 1
    if summit_id == SUMMITS[0]:
        said = [str(out.to_json()) if key in figures else str(out) for key, out in found.items()]
        what_if = found[tagged[0]]
        assert said.count(what_if.to_json() if tagged[0] in figures else str(what_if)) == 1


@pytest.mark.parametrize("path", NOTEBOOKS[:8], ids=lambda p: p.stem)
def test_a_notebook_runs_without_any_fact(path, data):
    found = outputs(path, emptied(data_for(path, data, SUMMITS[0])))
    for figure in (out for out in found.values() if isinstance(out, go.Figure)):
        assert "no rows" in figure.layout.meta["alt"] and figure.layout.meta["row_ids"] == []


@pytest.mark.parametrize("path", NOTEBOOKS[:8], ids=lambda p: p.stem)
def test_a_name_from_right_to_left_does_not_change_places_with_the_number_behind_it(path, data):
    data = data.changed("actors", "pezeshkian", name="مسعود پزشکیان").changed("actors", "belta", name="بلتا")
    for said in outputs(path, data_for(path, data, SUMMITS[0])).values():
        bare = re.sub("\u2068[^\u2068\u2069]*\u2069", "", getattr(said, "markdown", ""))
        assert not re.search("[\u0600-\u06ff]", bare), bare


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_has_pandas_to_learn_from_and_a_what_if(path):
    cells = ["".join(c["source"]) for c in json.loads(path.read_text("utf-8"))["cells"] if c["cell_type"] == "code"]
    assert all(len(cell.split("\n")) <= 10 for cell in cells)
    own = [cell for cell in cells if "sd.show(" in cell and any(w in cell for w in (".groupby(", ".loc[", "]].", "[["))]
    assert own and any("data.changed(" in cell for cell in cells)


def test_the_page_on_updating_runs_on_a_copy(data, monkeypatch):
    monkeypatch.setenv("SUMMITDATA_DIR", os.environ["SUMMITDATA_DIR"])
    monkeypatch.setenv("SUMMITDATA_TEXTS", "")
    cells = [c for c in json.loads(NOTEBOOKS[8].read_text("utf-8"))["cells"] if c["cell_type"] == "code"]
    names: dict = {"summit": SUMMITS[1]}
    for cell in cells[1:]:
        exec("".join(cell["source"]), names)
    assert sd.check().empty
    assert sd.diff(os.environ["SUMMITDATA_DIR"], names["mine"]).change.tolist().count("added") == 1
