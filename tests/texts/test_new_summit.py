"""A new summit: the rows it must have, all or none; said again with more; and what to fill next."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

import summitdata as sd
from summitdata.commands import main
from summitdata.tables.check import Checked
from summitdata.tables.folder import data_folder
from summitdata.tables.write import SUFFIX
from summitdata.texts.new_summit import FACTS, person_of

SUMMIT = ["abc-def-2030", "--name=Tenth", "--city=Town", "--country=ABC", "--starts-on=2030-01-02"]
PEOPLE = [
    "--host=ada, Ada A, ABC, President, of A",
    "--guest=dora, Dora D, DEF",
    "--state=ABC, Abecia",
    "--state=DEF, Defia",
]
SOURCE = ["--source=paper-2030", "--publisher=Paper", "--url=https://example.org/p", "--language=en"]
KIND = "--kind=news review"


def files(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def added(folder, before):
    tables = {}
    for rows in Checked(folder, {}).rows.values():
        new = [r for r in rows.records() if r[rows.table.key] not in before.get(rows.table.name, set())]
        tables |= {rows.table.name: new} if new else {}
    return tables


@pytest.fixture
def keys(small):
    return {n: set(r.cells(r.table.key)) for n, r in Checked(small, {}).rows.items()}


def test_a_summit_with_people_states_and_a_text_is_a_good_package_at_once(small, keys, capsys):
    (small / "texts" / "paper-2030.txt").write_text("Title\n\nAll was said.", encoding="utf-8")
    assert main(["new-summit", *SUMMIT, *PEOPLE, *SOURCE, KIND, "--publisher-country=ABC", "--data", str(small)]) == 0
    new = added(small, keys)
    (summit,), people, (source,), (passage,) = (new[n] for n in ("summits", "participants", "sources", "passages"))
    assert (summit["name"], str(summit["ends_on"])) == ("Tenth", "2030-01-02")
    assert [(p["actor_id"], p["role"], p["office"]) for p in people] == [
        ("ada", "host", "President, of A"),
        ("dora", "guest", None),
    ]
    assert {a["actor_id"]: a["kind"] for a in new["actors"]} == {
        "ada": "person", "dora": "person", "abc": "state", "def": "state", "abc-def": "group", "paper": "medium",
    }  # fmt: skip
    assert (source["coverage"], source["characters"], source["passes"]) == ("full", 20, 1)
    assert {a["actor_id"]: a["country"] for a in new["actors"]}["paper"] == "ABC"
    assert (passage["start"], passage["end"], passage["words"], passage["actor_id"]) == (0, 20, 4, "paper")
    assert sd.load(small).for_summit("abc-def-2030").participants.actor_id.tolist() == ["ada", "dora"]
    told = capsys.readouterr().out
    assert "  summits.csv: abc-def-2030,Tenth,Town,ABC,,2030-01-02,2030-01-02" in told
    steps = told.split("Next, in this order:\n")[1]
    assert (
        steps.index("passages.csv")
        < steps.index("claims.csv")
        < steps.index("summitdata add")
        < steps.index("--all")
        < steps.index("summitdata render")
    )
    assert "cite paper-2030" in steps and all(f"{n}. " in steps for n in range(1, 7))


def test_a_text_that_is_no_utf8_is_told_and_nothing_written(small, capsys):
    (small / "texts" / "paper-2030.txt").write_bytes(b"caf\xe9")
    before = files(small)
    assert main(["new-summit", *SUMMIT, *SOURCE, KIND, "--data", str(small)]) == 2
    assert "paper-2030.txt is not UTF-8 text" in capsys.readouterr().err and files(small) == before


def test_tables_in_folders_of_their_own_are_tried_and_written_there(small):
    (small / "tables").mkdir()
    (small / "claims.csv").rename(small / "tables" / "claims.csv")
    (small / "summits.csv").rename(small / "tables" / "summits.csv")
    path = small / "datapackage.json"
    text = path.read_text("utf-8")
    for name in ("claims.csv", "summits.csv"):
        text = text.replace(f'"path": "{name}"', f'"path": "tables/{name}"')
    path.write_text(text, encoding="utf-8")
    assert main(["new-summit", *SUMMIT, "--data", str(small)]) == 0
    assert sd.load(small).summits.city.tolist()[1:] == ["Town"]


def test_said_again_with_more_only_the_rest_is_added(small, keys, capsys):
    assert main(["new-summit", *SUMMIT, "--data", str(small)]) == 0
    assert set(added(small, keys)) == {"summits"}
    assert "A source:" in (told := capsys.readouterr().out) and "--language … --kind … --data" in told
    assert main(["new-summit", "abc-def-2030", *SOURCE, KIND, "--data", str(small)]) == 0
    (source,) = added(small, keys)["sources"]
    assert source["coverage"] == "cited" and "The text:" in capsys.readouterr().out
    (small / "texts" / "paper-2030.txt").write_text("All was said.", encoding="utf-8")
    assert main(["new-summit", "abc-def-2030", "--source=paper-2030", "--data", str(small)]) == 0
    (source,), (passage,) = (added(small, keys)[name] for name in ("sources", "passages"))
    assert source["coverage"] == "full" and passage["actor_id"] == "paper"
    before = files(small)
    assert main(["new-summit", *SUMMIT, *SOURCE, KIND, "--data", str(small)]) == 0
    assert "there already" in capsys.readouterr().out and files(small) == before


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (["abc-def-2030"], "summits.csv line 3, city: it is empty."),
        ([*SUMMIT, "--ends-on=2029-01-01"], "2029-01-01 lies before starts_on"),
        ([*SUMMIT, "--host=nobody"], 'actors.csv has no nobody. Say who that is: --host "nobody, NAME'),
        ([*SUMMIT, *SOURCE, "--kind=news revue"], 'Did you mean "news review"'),
        (["small-summit", "--city=Paris"], "already has small-summit, with city “Minsk”, not “Paris”"),
        ([*SUMMIT, "--state=ABC"], 'Write code and name: --state "ABC, Name"'),
        (["ABC 2030", *SUMMIT[1:]], "does not have the form asked for"),
        ([*SUMMIT, "--host=host, Other Name, BLR, President"], "already has host, with name “Host”"),
    ],
)
def test_where_a_row_would_be_bad_none_is_written(small, words, remedy, capsys):
    before = files(small)
    assert main(["new-summit", *words, "--data", str(small)]) == 2
    assert remedy in capsys.readouterr().err and files(small) == before


def test_without_a_named_folder_it_is_only_shown(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    before = files(folder)
    monkeypatch.delenv("SUMMITDATA_DIR")
    monkeypatch.setattr("summitdata.tables.folder.bundled", lambda name: folder)
    assert main(["new-summit", *SUMMIT]) == 0
    told = capsys.readouterr().out
    assert "summits.csv: abc-def-2030" in told and "--data" in told and files(folder) == before


def test_every_role_of_the_vocabulary_can_be_given(tmp_path):
    folder = Path(shutil.copytree(data_folder(), tmp_path / "data"))
    roles = sd.load(folder).terms.query("vocabulary == 'participant role'").term.tolist()
    people = [
        f"--{role}={who}, President" for role, who in zip(roles, ("lukashenko", "pezeshkian", "putin"), strict=True)
    ]
    assert main(["new-summit", *SUMMIT, *people, "--data", str(folder)]) == 0
    assert sd.load(folder).for_summit("abc-def-2030").participants.role.tolist() == roles


def test_no_table_of_facts_refers_to_a_later_one(small):
    tables = {name: rows.table for name, rows in Checked(small, {}).rows.items()}
    assert {name for name, table in tables.items() if table.evidence} <= set(FACTS)
    for i, name in enumerate(FACTS):
        targets = set(tables[name].references.values())
        assert targets.isdisjoint(FACTS[i + 1 :])


def test_modes_are_kept(small):
    os.chmod(small / "summits.csv", 0o600)
    assert main(["new-summit", *SUMMIT, "--data", str(small)]) == 0
    assert stat.S_IMODE((small / "summits.csv").stat().st_mode) == 0o600


def test_at_each_moment_of_writing_all_references_hold(small, monkeypatch):
    """Files are put in place one by one; a reader between two of them is told so, and meets no other fault."""
    (small / "texts" / "paper-2030.txt").write_text("All was said.", encoding="utf-8")
    replace, seen = os.replace, []

    def watched(old, new):
        replace(old, new)
        seen.append([str(f) for f in Checked(small, {}).faults if SUFFIX not in f.file and "passages" not in f.finding])

    monkeypatch.setattr(os, "replace", watched)
    main(["new-summit", *SUMMIT, *PEOPLE, *SOURCE, KIND, "--data", str(small)])
    assert len(seen) == 5 and not any(seen)


def test_a_person_is_read_from_one_to_four_parts():
    assert person_of("a") == {"actor_id": "a"}
    assert person_of("a, President") == {"actor_id": "a", "office": "President"}
    assert person_of("a, Ada, ABC") == {"actor_id": "a", "name": "Ada", "country": "ABC"}
