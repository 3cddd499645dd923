"""Packages of earlier editions: read with their old columns, compared, and brought to the present form by tidying."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

import summitdata as sd
from summitdata.commands import main
from summitdata.tables.check import Checked
from summitdata.tables.older import RENAMED, renewed
from summitdata.tables.tidy import untidy

ADDED = {
    "actors": ["members"],
    "sources": ["carried_by", "seen", "coded_by", "passes", "archived_url"],
    "document_reports": ["item"],
    "events": ["same_as_id", "told_as"],
}
STATES = {"blr": "BLR", "irn": "IRN"}


def rewritten(path: Path, change) -> None:
    """A table with each row changed."""
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    rows = [change(row) for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0]], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def aged(folder: Path) -> Path:
    """A package as the second edition had it: publishers by name, countries by code, none of the new columns and words."""
    raw = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in raw["resources"]:
        table, was = resource["name"], {now: old for old, now in RENAMED.get(resource["name"], {}).items()}
        gone, schema = ADDED.get(table, []), resource["schema"]
        schema["fields"] = [
            {**f, "name": was.get(f["name"], f["name"])} for f in schema["fields"] if f["name"] not in gone
        ]
        keys = [k for k in schema.get("foreignKeys", []) if not {*gone, *was} & set(k["fields"])]
        schema["foreignKeys"] = keys
        names = {a["actor_id"]: a["name"] for a in csv.DictReader((folder / "actors.csv").open(encoding="utf-8"))}

        def change(row, table=table, was=was, gone=gone, names=names):
            words = names if table == "sources" else STATES
            cells = {was.get(n, n): words.get(c, c) if n in was else c for n, c in row.items() if n not in gone}
            return cells

        if table in RENAMED or table in ADDED:
            rewritten(folder / resource["path"], change)
    words = (folder / "terms.csv").read_text("utf-8").splitlines(keepends=True)
    new = ("seen-", "coder-", "told-as-")
    (folder / "terms.csv").write_text("".join(w for w in words if not w.startswith(new)), encoding="utf-8")
    (folder / "datapackage.json").write_text(json.dumps(raw), encoding="utf-8")
    return folder


@pytest.fixture
def old(small) -> Path:
    """The small package as the second edition had it."""
    return aged(small)


def test_a_package_of_an_earlier_edition_is_read_in_the_present_form(old):
    assert Checked(old).faults == []
    data = sd.load(old)
    assert data.sources.publisher_id.tolist() == ["agency", "agency"] and data.sources.seen.tolist() == [
        "whole",
        "nothing",
    ]
    assert (
        data.claims.party_a_id.tolist() == ["blr"] and data.actors.set_index("actor_id").members["blr-irn"] == "blr;irn"
    )
    assert data.events.told_as.tolist() == ["happened"] and data.sources.passes.isna().all()
    assert "publisher" in (old / "sources.csv").read_text("utf-8").split("\n")[0].split(","), "nothing is written"


def test_a_fault_of_it_is_told_on_its_own_line(old):
    text = (old / "figures.csv").read_text("utf-8")
    (old / "figures.csv").write_text(text.replace(",22,1,", ",a lot,1,"), encoding="utf-8")
    (fault,) = Checked(old).faults
    assert (fault.file, fault.line, fault.column) == ("figures.csv", 4, "value")


def test_tidying_brings_it_to_the_present_form_and_changes_nothing_that_is_said(old, tmp_path, capsys):
    before = tmp_path / "before"
    shutil.copytree(old, before)
    assert main(["tidy", str(old)]) == 0
    assert "The package has the present form." in capsys.readouterr().out
    assert renewed(old) == {} and untidy(old) == [] and Checked(old).faults == []
    assert sd.diff(before, old).empty


def test_a_publisher_or_country_that_is_no_actor_becomes_one(old):
    def change(row):
        name = "Trend, in Xebersaati" if row["source_id"] == "cited" else row["publisher"]
        return {**row, "publisher": name}

    rewritten(old / "sources.csv", change)
    rewritten(old / "figures.csv", lambda row: {**row, "country_b": "RUS"})
    data = sd.load(old)
    actors = data.actors.set_index("actor_id")
    source = data.sources.set_index("source_id").loc["cited"]
    assert (source.publisher_id, source.carried_by, actors.name["trend"]) == ("trend", "Xebersaati", "Trend")
    assert set(data.figures.party_b_id) == {"rus"} and (actors.kind["rus"], actors.country["rus"]) == ("state", "RUS")


def test_what_a_note_said_of_an_event_goes_to_its_column(old):
    notes = ["planned for May", "did not take place", "as planned; did not take place", ""]
    rewritten(old / "events.csv", lambda row: row)
    head, row = (old / "events.csv").read_text("utf-8").splitlines()
    rows = [row.replace("e-talks", f"e-{i}").rstrip(",") + f",,,{note}" for i, note in enumerate(notes)]
    (old / "events.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    assert sd.load(old).events.told_as.tolist() == ["planned", "called off", "called off", "happened"]
