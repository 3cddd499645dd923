"""When data or words move: what waits, what refuses, what goes on, and how a place is sealed again."""

from __future__ import annotations

import json
import shutil
import zipfile

import pytest
from discussing import FROZEN, PLACE, SUMMIT, edit, folder_with

import summitdata as sd
from summitdata.changes.editions import opened
from summitdata.changes.said import changes, lines
from summitdata.commands import edition, main
from summitdata.discussion.verify import OF_ALL
from summitdata.pages import dataset
from summitdata.run.cluster import packed
from summitdata.run.notebooks import is_suite, notebooks
from summitdata.tables.check import Checked, content_hash
from summitdata.tables.edit import new_faults
from summitdata.tables.folder import copy, files_of
from summitdata.tables.schema import read_descriptor

FILE = f"discussion/{SUMMIT}.md"
TEXT = f"""# In words

## 01-trade-growth / answer

Trade stood at [24.7 million dollars](#f-turnover-2020) in 2020.

- BelTA says it has [increased fivefold](#c-2025-fivefold).

## 02-signed-documents / answer

The review names [eight memorandums](#count(documents,summit_id={SUMMIT},type=memorandum,status=signed,source_id=belta-2025-08-20)).
"""


@pytest.fixture
def folder(tmp_path):
    """A package whose places are all read."""
    folder = folder_with(tmp_path / "data", TEXT)
    assert main(["reread", "02-signed-documents/answer", "--data", str(folder)]) == 0
    return folder


def waiting(folder) -> list[int]:
    """The lines at which the check finds something."""
    return sd.check(folder).line.tolist()


def test_what_is_sealed_is_good_and_nothing_but_the_seals_was_written(folder):
    text = (folder / FILE).read_text("utf-8")
    assert text.count("<!-- read: ") == 3 and not waiting(folder)
    assert "\n".join(line for line in text.split("\n") if "<!--" not in line) == TEXT


def test_a_text_without_seals_waits(tmp_path):
    folder = folder_with(tmp_path / "data", TEXT.replace("eight", "nine"), sealed=False)
    assert waiting(folder) == [5, 7, 11] and "Rewrite the sentence" in sd.check(folder).remedy[2]


def test_a_cell_that_moves_makes_the_paragraphs_wait_that_rest_on_it(folder):
    edit(folder, "figures", "the page sets 2020 beside 2024", "this page sets 2020 beside 2024")
    assert waiting(folder) == [5]


def test_a_comparison_waits_when_a_summit_is_added(folder):
    path, summits = folder / FILE, folder / "summits.csv"
    path.write_text(path.read_text("utf-8") + "\n## 07-compare-summits / answer\n\nEach spoke of trade.\n", "utf-8")
    assert main(["reread", "07-compare-summits/answer", "--data", str(folder)]) == 0 and not waiting(folder)
    summits.write_text(
        summits.read_text("utf-8") + "one-more-2030,One more,Minsk,BLR,,2030-05-01,2030-05-01\n", "utf-8"
    )
    (fault,) = sd.check(folder).itertuples()
    assert "the summits that it compares" in fault.finding and "Each spoke" in path.read_text("utf-8")


def test_the_comparison_is_a_notebook_of_all_summits():
    assert OF_ALL in [path.stem for path in notebooks() if is_suite(path)]


def test_a_cell_that_no_paragraph_rests_on_makes_none_wait(folder):
    edit(folder, "figures", "up more than a third on the year", "up by more than a third on the year")
    assert not waiting(folder)


def test_a_row_that_is_counted_no_more_is_told(folder):
    edit(folder, "documents", "Memorandum on forestry,memorandum,", "Agreement on forestry,agreement,")
    (found,) = sd.check(folder).finding
    assert "is 8 documents" in found and "is 7 documents" in found


def test_a_renamed_row_is_told_with_what_was_meant(folder):
    path = folder / "claims.csv"
    path.write_text(path.read_text("utf-8").replace("c-2025-fivefold", "c-2025-five-fold"), "utf-8")
    (fault,) = sd.check(folder).itertuples()
    assert "no row" in fault.finding and fault.remedy == 'Did you mean "c-2025-five-fold"?'


def test_words_that_change_under_a_seal_wait(folder):
    path = folder / FILE
    path.write_text(path.read_text("utf-8").replace("BelTA says it has", "Belstat says it has"), "utf-8")
    (fault,) = sd.check(folder).itertuples()
    assert fault.line == 8 and "changed since somebody read" in fault.finding and f"reread {PLACE}" in fault.remedy


def test_the_check_tells_them_as_a_class_of_their_own(folder, capsys):
    assert main(["check", str(folder)]) == 0 and "Good: 3 paragraphs of the discussion." in capsys.readouterr().out
    edit(folder, "figures", "the page sets 2020 beside 2024", "this page sets 2020 beside 2024")
    assert main(["check", str(folder)]) == 1
    err = capsys.readouterr().err
    assert "1 fault in the discussion:" in err and f"{FILE} line 5: its words" in err and "in the data" not in err
    assert "Good: 2 of 3 paragraphs of the discussion." in err
    assert main(["check", "--json", str(folder)]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["faults"] == [] and not found["good"] and found["tables"]["good"] == 18
    assert found["discussion"]["good"] == 2 and found["discussion"]["faults"][0]["file"] == FILE


def test_tables_with_faults_are_mended_first(folder, capsys):
    edit(
        folder,
        "figures",
        ",level,24.7,0.1,USD million,unqualified,im Jahr 2020",
        ",level,x,0.1,USD million,,im Jahr 2020",
    )
    assert main(["check", str(folder)]) == 1
    err = capsys.readouterr().err
    assert "in the data" in err and "in the discussion" not in err and "when these are good" not in err


def test_an_edition_is_refused_and_loading_goes_on(folder, monkeypatch, capsys):
    monkeypatch.setattr(edition, "bundled", lambda name: folder.parent / "elsewhere")
    edit(folder, "figures", "the page sets 2020 beside 2024", "this page sets 2020 beside 2024")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert main(["edition", "2031.7", "--data", str(folder)]) == 1
    assert "1 fault in the discussion:" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert len(sd.load(folder).figures)
    assert main(["reread", PLACE, "--data", str(folder)]) == main(["edition", "2031.7", "--data", str(folder)]) == 0
    assert main(["edition", "--data", str(folder)]) == 0 and capsys.readouterr().out.endswith("2031.7\n")


def test_a_place_is_sealed_by_itself_and_only_if_its_numbers_hold(folder, capsys):
    path = folder / FILE
    path.write_text(
        path.read_text("utf-8").replace("24.7 million", "25.9 million").replace("BelTA says", "So"), "utf-8"
    )
    before = path.read_bytes()
    assert main(["reread", PLACE, "--data", str(folder)]) == 1
    assert "Not sealed" in capsys.readouterr().out and path.read_bytes() == before
    assert main(["reread", f"{PLACE}/2", "--data", str(folder)]) == 0 and waiting(folder) == [5]
    assert main(["reread", "03-sectors/answer", "--data", str(folder)]) == 2
    assert f"Places: {PLACE}, 02-signed-documents/answer" in capsys.readouterr().err


def test_reread_shows_words_rows_and_what_was_otherwise(folder, tmp_path, capsys):
    copy(folder, tmp_path / "old")
    edit(folder, "figures", "the page sets 2020 beside 2024", "this page sets 2020 beside 2024")
    before = (folder / FILE).read_bytes()
    assert main(["reread", PLACE, "--look", "--since", str(tmp_path / "old"), "--data", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "“24.7 million dollars” ← f-turnover-2020 = 24.7 million USD" in out
    assert (
        "note: Warenumsatz, turnover of goods; the page" in out and "→ Warenumsatz, turnover of goods; this page" in out
    )
    assert (folder / FILE).read_bytes() == before
    assert main(["reread", "--data", str(folder)]) == 1
    assert f"  {PLACE}: waits to be read\n  02-signed-documents/answer: read" in capsys.readouterr().out


def test_the_difference_of_two_packages_tells_what_waits(folder, tmp_path):
    copy(folder, tmp_path / "old")
    assert lines(changes(tmp_path / "old", folder, []))[0].startswith("No row differs")
    edit(folder, "figures", "the page sets 2020 beside 2024", "this page sets 2020 beside 2024")
    found = changes(tmp_path / "old", folder, [])
    assert [w.partition(":")[0] for w in found.waiting] == [f"{FILE} line 5"] and not found.texts
    assert "What the discussion now waits for:" in lines(found) and found.as_json()["waiting"]
    path = folder / FILE
    path.write_text(path.read_text("utf-8").replace("BelTA says", "So"), "utf-8")
    assert f"{FILE}: the text differs" in lines(changes(tmp_path / "old", folder, []))


def test_the_files_belong_to_the_package(folder, tmp_path, monkeypatch):
    assert files_of(folder)[-1] == FILE
    (tmp_path / "copy").mkdir()
    copy(folder, tmp_path / "copy")
    assert not waiting(tmp_path / "copy") and (tmp_path / "copy" / FILE).is_file()
    monkeypatch.setenv("SUMMITDATA_DIR", str(folder))
    dataset.pack_data(tmp_path / "data.zip")
    with opened(tmp_path / "data.zip") as again:
        assert packed(folder)[FILE] == (again / FILE).read_bytes() == (folder / FILE).read_bytes()
    with zipfile.ZipFile(tmp_path / "data.zip", "a") as pack:
        pack.writestr("discussion/../../evil.md", "x")
    with opened(tmp_path / "data.zip") as again:
        assert not (again.parent / "evil.md").exists() and (again / FILE).is_file()


def test_the_content_hash_holds_them_and_an_old_package_keeps_its_own(folder, tmp_path):
    before = content_hash(folder, read_descriptor(folder))
    path = folder / FILE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert content_hash(folder, read_descriptor(folder)) == before and not waiting(folder)
    path.write_bytes(path.read_bytes() + b"\n")
    assert content_hash(folder, read_descriptor(folder)) != before
    shutil.rmtree(folder / "discussion")
    assert content_hash(folder, read_descriptor(folder)) == content_hash(FROZEN, read_descriptor(FROZEN))


def test_an_edit_may_make_a_paragraph_wait(folder):
    data = (folder / "figures.csv").read_bytes().replace(b"the page sets 2020 beside", b"this page sets 2020 beside")
    assert new_faults(folder, {"figures.csv": data}) == []
    assert main(["tidy", str(folder)]) == 0 and not waiting(folder)


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("## 01-trade-growth / answer\n\nWords.\n\n## 01-trade-growth / answer\n\nMore.", SUMMIT, "stands twice"),
        ("## The answer\n\nWords.", SUMMIT, "names no place"),
        ("### 01-trade-growth / answer\n\nWords.", SUMMIT, "names no place"),
        ("Words.", SUMMIT, "under no place"),
        ("## 01-trade-growth / answer\n\n<!-- read: 00 -->", SUMMIT, "under no paragraph"),
        ("## 01-trade-grwoth / answer\n\nWords.", SUMMIT, 'no notebook "01-trade-grwoth"'),
        ("## 01-trade-growth / answer\n\nWords.", "blr-irn-2052", 'no summit "blr-irn-2052"'),
    ],
)
def test_the_build_of_a_text_is_checked(tmp_path, text, name, why):
    folder = folder_with(tmp_path / "data", text, sealed=False)
    (folder / FILE).rename(folder / "discussion" / f"{name}.md")
    assert any(why in finding for finding in sd.check(folder).finding)


def test_a_text_that_is_no_text_is_told(tmp_path):
    folder = folder_with(tmp_path / "data", "", sealed=False)
    (folder / FILE).write_bytes(b"\xff\xfe")
    assert "not UTF-8" in sd.check(folder).finding[0]


def test_the_check_needs_no_pandas(folder):
    import subprocess
    import sys

    code = "import sys, summitdata.commands as c; c.main(['check', sys.argv[1]]); sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True).returncode == 0
    assert not Checked(folder, {}).faults
