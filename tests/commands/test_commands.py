"""The command: what it prints, and with which exit code it ends."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from summitdata.commands import COMMANDS, main, parser
from summitdata.commands.edition import publish
from summitdata.tables import write
from summitdata.tables.check import edition_of
from summitdata.tables.folder import data_folder
from summitdata.tables.schema import read_descriptor

ROOT = Path(__file__).parents[2]


def test_check_says_how_much_is_good(capsys):
    assert main(["check"]) == 0
    assert " rows in 18 tables, edition " in capsys.readouterr().out


def test_check_lists_faults_and_ends_with_one(small, capsys):
    (small / "claims.csv").write_text((small / "claims.csv").read_text().replace(",2,1,", ",two,1,"))
    assert main(["check", str(small)]) == 1
    error = capsys.readouterr().err
    assert error.startswith("1 fault in the data:") and "claims.csv line 2, value:" in error


def test_a_folder_is_told_as_it_lies_wherever_notebooks_run(small, monkeypatch, capsys):
    monkeypatch.chdir(small.parent)
    for words in (["--data", small.name], [small.name], []):
        monkeypatch.setenv("SUMMITDATA_DIR", small.name)
        assert main(["check", "--json", *words]) == 0
        assert json.loads(capsys.readouterr().out)["folder"] == str(small)
        assert os.environ["SUMMITDATA_DIR"] == small.name


@pytest.mark.parametrize("command", ["check", "render", "lab", "refresh", "edition", "cite", "verify", "tidy", "diff"])
def test_each_command_that_reads_data_takes_their_folder(command):
    (choices,) = [a.choices for a in parser()._actions if a.choices]
    assert "--data" in choices[command]._option_string_actions


def test_cite_reads_the_folder_named(small, capsys):
    assert main(["cite", "small", "grown twofold", "--data", str(small)]) == 0
    assert capsys.readouterr().out.split("\n")[1] == "small,host,quoted,grown twofold,37,50"


def test_render_says_where_no_data_are(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SUMMITDATA_DIR", str(tmp_path / "nowhere"))
    assert main(["render", "--output", str(tmp_path / "site")]) == 2
    assert "nowhere" in capsys.readouterr().err and not (tmp_path / "site").exists()


@pytest.mark.parametrize("way", ["site", "file"])
def test_a_folder_that_cannot_be_made_is_told_in_a_line(tmp_path, capsys, way):
    (tmp_path / "file").touch()
    single = ["--single-file", "00-start-here"] if way == "file" else []
    assert main(["render", "--output", str(tmp_path / "file" / "site"), *single]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'file'} is a file. Name a folder with --output.\n"
    assert main(["render", "--output", "/proc/site", *single]) == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith("/proc")


@pytest.mark.parametrize("words", [["render", "--jobs", "-1"], ["render", "--jobs", "0"]])
def test_a_number_of_things_is_at_least_one(words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2 and "is no number from 1 up" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["lab", "test"])
def test_what_is_passed_on_keeps_its_order(monkeypatch, command):
    called = []
    monkeypatch.setattr(subprocess, "call", lambda words, **_: called.append(words) or 0)
    monkeypatch.setenv("PLOTLY_RENDERER", "plotly_mimetype")
    passed = ["--no-browser", "--port", "8899", "-k", "growth", "-x", "tests/house", "-n0"]
    assert main([command, *passed]) == 0
    assert " ".join(passed) in " ".join(map(str, called[0]))
    own = {"lab": ["--data", str(data_folder())], "test": ["--proofs"]}[command]
    assert main([command, *passed[:3], *own, *passed[3:]]) == 0
    assert " ".join(passed) in (said := " ".join(map(str, called[1]))) and own[0] not in said


@pytest.mark.parametrize("version", ["2026\\3", "2026é", "2026/3", "../../x", "2026", "two", ""])
def test_an_edition_is_called_after_its_year_and_a_number(small, monkeypatch, capsys, version):
    monkeypatch.setenv("SUMMITDATA_DIR", str(small))
    before = (small / "datapackage.json").read_bytes()
    assert main(["edition", version]) == (2 if version else 0)
    assert (small / "datapackage.json").read_bytes() == before
    assert not version or "such as 2026.2, not " in capsys.readouterr().err


def test_a_new_edition_keeps_the_ends_of_lines(small):
    path = small / "datapackage.json"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    publish(small, "2031.1")
    assert (
        path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")
        and b'"version": "2031.1"' in path.read_bytes()
    )


def test_a_folder_named_by_nothing_is_none_named(monkeypatch, capsys):
    for name in ("SUMMITDATA_DIR", "SUMMITDATA_TEXTS"):
        monkeypatch.setenv(name, "")
    main(["check", "--json"])  # which may find the discussion waiting: data/ may be edited
    assert json.loads(capsys.readouterr().out)["folder"] == str(ROOT / "data")


def test_check_groups_faults_by_file_and_counts_what_is_good(small, capsys):
    for name, old, new in (
        ("claims", ",2,1,", ",two,1,"),
        ("claims", ",quoted,", ",shouted,"),
        ("actors", "IRN", "irn"),
    ):
        path = small / f"{name}.csv"
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    (small / "events.csv").unlink()
    assert main(["check", str(small)]) == 1
    lines = capsys.readouterr().err.splitlines()
    heads = [line for line in lines if line.endswith((" fault:", " faults:"))]
    assert heads == ["actors.csv, 1 fault:", "claims.csv, 2 faults:", "events.csv, 1 fault:"]
    assert lines[-1] == "Good: 89 of 91 rows, 15 of 18 tables; one could not be read."


def test_a_fault_that_many_lines_have_is_told_once_with_all_its_lines(tmp_path, capsys):
    folder = shutil.copytree(data_folder(), tmp_path / "data")
    terms = (folder / "terms.csv").read_text("utf-8")
    (folder / "terms.csv").write_text(terms.replace(",bilateral relations,", ",bilateral relation,"), "utf-8")
    assert main(["check", "--json", str(folder)]) == 1
    places = [fault["line"] for fault in json.loads(capsys.readouterr().out)["faults"]]
    assert main(["check", str(folder)]) == 1
    (told,) = [line for line in capsys.readouterr().err.splitlines() if line.startswith("  positions.csv")]
    runs = [run.split(" to ") for run in told.partition(" lines ")[2].partition(", topic: ")[0].split(", ")]
    assert [line for run in runs for line in range(int(run[0]), int(run[-1]) + 1)] == places and len(places) > 10


def test_check_as_json_has_its_settled_shape(small, capsys):
    (small / "claims.csv").write_text((small / "claims.csv").read_text("utf-8").replace(",2,1,", ',"2,5",1,'), "utf-8")
    assert main(["check", "--json", str(small)]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["faults"] == [
        {
            "file": "claims.csv",
            "line": 2,
            "column": "value",
            "finding": '"2,5" is not a number.',
            "remedy": "Write a decimal point: 2.5.",
            "value": "2,5",
        }
    ]
    assert (found["good"], found["rows"]["all"] - found["rows"]["good"]) == (False, 1)
    assert found["tables"] == {"good": 17, "all": 18, "unread": 0}
    assert main(["check", "--json", str(data_folder())]) == 0
    good = json.loads(capsys.readouterr().out)
    assert (
        list(good) == list(found) == ["folder", "edition", "good", "rows", "tables", "faults", "discussion", "remarks"]
    )


def test_check_as_json_without_a_package_has_the_same_shape(tmp_path, capsys):
    assert main(["check", "--json", str(tmp_path)]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["edition"] is None and [f["file"] for f in found["faults"]] == ["datapackage.json"]


def test_check_says_when_a_copy_is_not_the_text_coded_or_cannot_be_read(small, capsys):
    path = small / "texts" / "small.txt"
    path.write_text("Menu\n" + path.read_text("utf-8"), "utf-8")
    assert main(["check", str(small)]) == 0
    assert "Your copy of small is not the text that was coded" in capsys.readouterr().out
    path.write_bytes(b"\xff\xfe")
    assert main(["check", str(small)]) == 0
    assert "Your copy of small cannot be read" in capsys.readouterr().out


def test_check_takes_the_descriptor_too(small):
    assert main(["check", str(small / "datapackage.json")]) == 0


def test_cite_prints_the_evidence_columns(small, monkeypatch, capsys):
    monkeypatch.setenv("SUMMITDATA_DIR", str(small))
    assert main(["cite", "small", "grown   twofold"]) == 0
    assert capsys.readouterr().out.split("\n")[1] == "small,host,quoted,grown twofold,37,50"


def test_cite_lists_several_places_with_their_surroundings(small, monkeypatch, capsys):
    monkeypatch.setenv("SUMMITDATA_DIR", str(small))
    assert main(["cite", "small", "The"]) == 0
    captured = capsys.readouterr()
    assert captured.out.count("\n") == 3 and "stand 2 times" in captured.err


@pytest.mark.parametrize(
    ("source", "words", "remedy"),
    [
        ("small", "not there", "Look for"),
        ("cited", "a", "SUMMITDATA_TEXTS"),
        ("nothing", "a", "Add a row"),
        ("small", "a " * 13, "twelve words"),
    ],
)
def test_cite_says_what_to_do_when_it_cannot(small, monkeypatch, capsys, source, words, remedy):
    monkeypatch.setenv("SUMMITDATA_DIR", str(small))
    assert main(["cite", source, words]) == 2
    assert remedy in capsys.readouterr().err


def test_render_refuses_a_foreign_folder(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("x")
    assert main(["render", "--output", str(tmp_path)]) == 2
    assert "mine.txt" in capsys.readouterr().err


def test_an_edition_is_published_and_an_edit_afterwards_is_told(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    publish(folder, "2030.1")
    assert edition_of(folder, read_descriptor(folder)) == "2030.1"
    path = folder / "actors.csv"
    path.write_text(path.read_text("utf-8") + "new,New,person,\n", encoding="utf-8")
    assert edition_of(folder, read_descriptor(folder)) == "2030.1, changed locally"


def test_line_ends_do_not_make_another_edition(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    before = edition_of(folder, read_descriptor(folder))
    path = folder / "actors.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert edition_of(folder, read_descriptor(folder)) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself_with_an_example(command, capsys):
    command = command.replace("_", "-")
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0 and len(said) > 120 and f"Example: summitdata {command}" in said


def test_the_command_alone_shows_its_help_and_names_its_version(capsys):
    assert main([]) == 0 and "Check the data and list all faults." in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == "summitdata 0.1.0\n"


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        ("chek", 'Did you mean "check"?'),
        ("frobnicate", "Commands: check, "),
        ("render --single-file trade-grwth", 'Did you mean "01-trade-growth"?'),
        ("render --summit blr-irn-2026", 'Did you mean "blr-irn-2025"?'),
        ("reread 01/answr --look", 'Did you mean "01-trade-growth/answer"'),
        ("cite belta-2025-08-20 increased fivefold", 'marks: summitdata cite belta-2025-08-20 "increased fivefold"'),
        ("render --single-file 00 --output /proc/site", "/proc/site cannot be written"),
        ("edition 2026", "such as 2026.2"),
        ("", "there is no command ."),
        ("--versoin", 'there is no option --versoin. Did you mean "--version"?'),
        ("check --jsn", 'summitdata check: error: there is no option --jsn. Did you mean "--json"?'),
        ("render 01 --sumit x", 'Did you mean "--summit"?'),
        ("render --single-file 01 --sumit=x", 'Did you mean "--summit"?'),
        ("cite --tab belta-2025-08-20", 'Did you mean "--tabs"?'),
        ("check --frobnicate", "Options: --help, --data, --json"),
        ("check data more", "summitdata check: error: unrecognized arguments: more"),
        ("render 01", "summitdata render --single-file 01"),
        ("cite belta-2025-08-20", 'Say the words: summitdata cite belta-2025-08-20 "'),
    ],
)
def test_what_cannot_be_done_ends_with_two_and_a_remedy(words, remedy, monkeypatch, capsys):
    monkeypatch.setenv("SUMMITDATA_DIR", str(ROOT / "data"))
    monkeypatch.setattr("summitdata.run.kernel.start", lambda: None)
    try:
        code = main(words.split() or [""])
    except SystemExit as ended:
        code = ended.code
    assert code == 2 and remedy in capsys.readouterr().err


@pytest.mark.parametrize(
    ("place", "remedy"), [("nowhere", "There is no "), ("notes.txt", "no datapackage.json"), ("data.zip", "Unpack it")]
)
@pytest.mark.parametrize("command", ["check", "check --json", "render", "tidy", "verify", "edition", "lab"])
def test_a_place_that_holds_no_package_cannot_be_used(tmp_path, monkeypatch, capsys, place, remedy, command):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.txt").touch()
    (tmp_path / "data.zip").touch()
    assert main([*command.split(), "--data", place]) == 2
    told = capsys.readouterr()
    assert remedy in told.err and told.err.count("\n") == 1 and not told.out


@pytest.mark.parametrize("place", [".", "data", "data/claims.csv", "data/datapackage.json"])
def test_a_checkout_and_a_file_stand_for_their_package(small, monkeypatch, capsys, place):
    small.rename(small.parent / "data")
    monkeypatch.chdir(small.parent)
    assert main(["check", "--json", place]) == 0
    assert json.loads(capsys.readouterr().out)["folder"] == str(small.parent / "data")


@pytest.mark.parametrize("command", ["verify --all", "diff {} --rows", "check {}"])
def test_a_reader_that_stops_ends_the_output_quietly(small, command):
    """The pipe is closed before anything is written to it."""
    words = [sys.executable, "-m", "summitdata", *command.format(small).split()]
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        words, stdout=writing, stderr=subprocess.PIPE, env=os.environ | {"SUMMITDATA_DIR": str(small)}
    )
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (141, b"")


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1252"])
def test_what_the_console_cannot_say_is_escaped(small, encoding):
    path = small / "claims.csv"
    path.write_text(path.read_text("utf-8").replace(",quoted,", ",процитировано,", 1), "utf-8")
    environ = os.environ | {"PYTHONIOENCODING": encoding}
    said = []
    for words in (["check", small], ["check", "--json", small], ["diff", "--rows", small, ROOT / "tests" / "frozen"]):
        ended = subprocess.run([sys.executable, "-m", "summitdata", *words], env=environ, capture_output=True)
        said.append((ended.stdout + ended.stderr).decode(encoding))
    assert all("Traceback" not in words for words in said)
    assert r"\u043f\u0440\u043e" in said[0] and json.loads(said[1])["faults"][0]["value"] == "процитировано"


def test_an_installed_package_opens_copies_of_its_notebooks_and_keeps_what_was_written_in_them(
    tmp_path, monkeypatch, capsys
):
    installed, called = tmp_path / "installed", []
    installed.mkdir()
    for name in ("00-a.ipynb", "01-b.ipynb"):
        (installed / name).write_text("as installed")
        (installed / name).chmod(0o400)
    monkeypatch.setattr(write, "HERE", tmp_path)
    monkeypatch.setattr("summitdata.run.notebooks.notebooks", lambda: sorted(installed.iterdir()))
    monkeypatch.setattr(subprocess, "call", lambda words, **_: called.append(words) or 0)
    monkeypatch.chdir(installed.parent)
    assert main(["lab"]) == 0
    mine = tmp_path / "summitdata-notebooks"
    assert called[0][-1] == str(mine / "00-a.ipynb") and str(mine) in capsys.readouterr().out
    (mine / "00-a.ipynb").write_text("mine")
    (mine / "01-b.ipynb").unlink()
    assert main(["lab"]) == 0
    assert [path.read_text() for path in sorted(mine.iterdir())] == ["mine", "as installed"]
    assert {path.read_text() for path in installed.iterdir()} == {"as installed"}


@pytest.mark.parametrize("writable", [True, False])
def test_lab_has_a_home_to_write_in(tmp_path, monkeypatch, writable):
    seen = []
    monkeypatch.setattr(subprocess, "call", lambda words, env, **_: seen.append(Path(env["HOME"]).is_dir()) or 0)
    home = tmp_path if writable else tmp_path / "nowhere"
    monkeypatch.setenv("HOME", str(home))
    assert main(["lab"]) == 0 and seen == [True]
    assert os.environ["HOME"] == str(home) and sorted(tmp_path.iterdir()) == []
