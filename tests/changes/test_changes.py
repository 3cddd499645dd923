"""What the notebooks say of a package, and how it differs between two: the same as a kernel says; the page."""

from __future__ import annotations

import shutil

import nbformat
import pandas as pd
import pytest

import summitdata as sd
from summitdata.changes import editions
from summitdata.changes.said import changes, described, lines, outcomes, told
from summitdata.house.table import show
from summitdata.pages import bundle, room_pages
from summitdata.pages import changes as page
from summitdata.run.notebooks import notebooks
from summitdata.tables.cells import read_package
from summitdata.tables.faults import DataError
from summitdata.tables.folder import data_folder

FIRST = [path for path in notebooks() if path.stem.startswith("01-")]


@pytest.fixture
def copy(tmp_path):
    """A copy of the bundled package, to be changed."""
    folder = tmp_path / "copy"
    shutil.copytree(data_folder(), folder)
    return folder


def put(folder, table, key, **values):
    cells = read_package(folder)[table]
    cells.put(key, values)
    (folder / cells.table.path).write_bytes(cells.text)


def test_a_changed_cell_is_followed_into_titles_sentences_and_figures(copy, monkeypatch):
    monkeypatch.setenv("SUMMITDATA_TEXTS", str(copy))  # where there is none to hold other words against
    claim = "c-2025-fivefold"
    put(copy, "claims", claim, value="7", quote="grew sevenfold")
    found = changes(data_folder(), copy, FIRST)
    assert found.counts == {"added": 0, "removed": 0, "changed": 1}
    whats = {item.what for item in found.said}
    assert whats >= {"sentence", "figure, title", "figure, alternative text", "figure, rows"}
    assert any("6.5 to 7.5 times" in line for item in found.said for line in item.new)
    assert not any("6.5 to 7.5 times" in line for item in found.said for line in item.old)
    text = "\n".join(lines(found))
    assert f"  ~ {claim}\n      value: 5 → 7" in text and "01-trade-growth, c01-05" in text
    assert found.as_json()["said"][0]["notebook"] == "01-trade-growth"


def test_of_many_rows_only_the_first_keys_are_listed_unless_all_are_asked_for(copy):
    cells = read_package(copy)["quantities"]
    more = [[f"{row[0]}-new", *row[1:]] for row in cells.rows[:8]]
    cells.rows += more
    (copy / cells.table.path).write_bytes(cells.text)
    found = changes(data_folder(), copy, [])
    few, every = lines(found), lines(found, every=True)
    assert "quantities.csv: 8 added" in few and "  + … and 2 more: --all" in few
    assert few.count(f"  + {more[0][0]}") == 1 and f"  + {more[7][0]}" not in few and f"  + {more[7][0]}" in every
    assert not any(line.startswith("      ") for line in few) and any(line.startswith("      ") for line in every)


def test_a_notebook_about_all_summits_is_told_of_once(data):
    paths = [path for path in notebooks() if path.stem[:2] in ("05", "07")]
    found = outcomes(data_folder(), paths, data.summits.summit_id.tolist())
    runs = {(notebook[:2], summit) for summit, notebook, *_ in found}
    first, *others = data.summits.summit_id
    assert others and runs == {("07", first), *(("05", summit) for summit in data.summits.summit_id)}


def test_a_cell_that_no_notebook_reads_changes_no_word(copy):
    put(copy, "sources", "belta-2025-08-20", licence="other")
    assert changes(data_folder(), copy, FIRST).said == []


def test_a_package_with_faults_is_compared_by_rows_alone(copy):
    put(copy, "claims", "c-2025-fivefold", value="many")
    found = changes(data_folder(), copy, FIRST)
    assert found.tables and not found.said and "The new package has faults" in found.unsaid


def test_an_old_package_that_younger_rules_contradict_is_told_and_still_computed(copy, monkeypatch):
    """A quarter is not "about" in these words: a rule that the second edition did not have."""
    put(
        copy,
        "figures",
        "f-growth-2024-news-by",
        qualifier="about",
        quote="Last year, bilateral trade increased by a quarter",
    )
    found = changes(copy, data_folder(), FIRST)
    assert (
        "this is what it says. 1 fault in the data: " in found.unsaid
        and '"about" is not what the words say' in found.unsaid
    )
    assert any(item.kind == "figure" for item in found.said) and not any(item.kind == "error" for item in found.said)
    text = lines(found)
    assert text.index(found.unsaid) < text.index("What the notebooks say of it:")
    assert not changes(data_folder(), copy, FIRST).said, "of the new package nothing is computed in spite of faults"
    monkeypatch.setenv("SUMMITDATA_DIR", str(copy))
    with pytest.raises(DataError):
        sd.load()


def test_an_old_package_with_a_cell_that_cannot_be_read_is_compared_by_rows_alone(copy):
    put(copy, "figures", "f-growth-2024-news-by", value="a quarter")
    found = changes(copy, data_folder(), FIRST)
    assert found.tables and not found.said and "The old package has faults" in found.unsaid


def test_a_new_summit_is_named(copy):
    cells = read_package(copy)["summits"]
    cells.rows.append(["new-2030", "New", "Town", "ABC", "", "2030-01-01", "2030-01-01"])
    (copy / "summits.csv").write_bytes(cells.text)
    assert changes(data_folder(), copy, FIRST).summits_added == ["new-2030"]


def test_a_cell_that_fails_ends_its_notebook_and_is_told(tmp_path):
    cells = [nbformat.v4.new_code_cell(source, id=str(i)) for i, source in enumerate(["1", "1/0", "2"])]
    path = tmp_path / "name.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    assert outcomes(data_folder(), [path], ["s"]) == {
        ("s", "name", "0", 0, "value", "text"): "1",
        ("s", "name", "1", 0, "error", "text"): "ZeroDivisionError: division by zero",
    }


def test_what_is_printed_and_what_stands_elsewhere_is_not_told():
    new = nbformat.v4.new_output
    shown = [new("stream", text="printed"), new("display_data", {"text/plain": "2"})]
    cells = [nbformat.v4.new_code_cell(id="a", outputs=shown)]
    cells.append(nbformat.v4.new_code_cell(id="b", outputs=shown, metadata={"tags": ["edition"]}))
    assert list(told(nbformat.v4.new_notebook(cells=cells), "n", "s")) == [(("s", "n", "a", 0, "value", "text"), "2")]


def test_every_row_of_a_long_table_is_compared():
    """Its plain text is cut short; what a cell says is taken from the whole."""
    frames = [pd.DataFrame({"n": [*range(40), last]}) for last in (1, 2)]
    outputs = [
        nbformat.v4.new_output(
            "execute_result", {"text/plain": repr(show(f)), "text/markdown": show(f)._repr_markdown_()}
        )
        for f in frames
    ]
    assert repr(show(frames[0])) == repr(show(frames[1])) and "lines more" in repr(show(frames[0]))
    (kind, before), (_, after) = map(described, outputs)
    assert kind == "sentence" and before != after and "script" not in before["text"]


@pytest.fixture
def written(copy, tmp_path, data, monkeypatch):
    """The page of what changed, for one changed row with a hostile remark; None if it was not written."""
    put(copy, "claims", "c-2025-fivefold", note='<script>alert("x")</script> & more')

    def write(tag):
        monkeypatch.setattr(page, "previous", lambda version, changed: tag)
        monkeypatch.setattr(page, "notebooks", lambda: FIRST)
        shared = {"pages": [{"href": "01-trade-growth.html", "title": "Trade growth"}], "cite": "Cite"}
        shared |= {
            "facts": {"c-2025-fivefold": {"name": "Trade turnover: grew"}},
            "policy": bundle.policy(single=False),
            "single": False,
        }
        name = page.write(tmp_path, data, shared, room_pages.templates())
        return (tmp_path / name).read_text("utf-8") if name else None

    write.copy = copy
    return write


def test_the_page_tells_rows_and_words_and_shows_text_as_text(written):
    html = written(str(written.copy))
    assert "What changed in this edition" in html and '<a href="06-evidence.html#c-2025-fivefold">Trade' in html
    assert "&lt;script&gt;alert(" in html and "<script>alert" not in html
    assert "Content-Security-Policy" in html and "one row changed" in html


def test_the_page_lists_the_paragraphs_that_wait():
    found = {"old": "1", "new": "2", "lead": "", "tables": [], "pages": [], "summits_added": [], "unsaid": ""}
    found |= {"texts": ["discussion/a.md"], "waiting": ["line 3: <b> waits", "line 9: waits"]}
    shared = {"pages": [], "facts": {}, "policy": "", "single": False}
    html = room_pages.templates().get_template("changes.html.j2").render(changes=found, page=shared)
    waiting = html.partition('id="discussion"')[2].partition("<h2")[0]
    assert "wait to be read again" in waiting and waiting.count("<li>") == 2 and "&lt;b&gt; waits" in waiting


def test_without_the_edition_before_there_is_no_page(written):
    assert written(None) is None


def test_without_a_difference_there_is_no_page(written):
    assert written(str(data_folder())) is None


def test_an_edition_that_cannot_be_read_is_told_and_left_out(written, capsys):
    (written.copy / "claims.csv").write_text("a;b\n", encoding="utf-8")
    assert written(str(written.copy)) is None
    assert "No page of what changed" in capsys.readouterr().err


def test_the_edition_command_tells_the_tag(copy, monkeypatch, capsys):
    from summitdata.commands import main

    monkeypatch.setenv("SUMMITDATA_DIR", str(copy))
    assert main(["edition", "2031.4"]) == 0
    assert f"git tag {editions.TAG}2031.4" in capsys.readouterr().out
