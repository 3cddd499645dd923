"""The check as a whole: its settled shape, and what it needs."""

from __future__ import annotations

import contextlib
import subprocess
import sys

from summitdata.discussion.report import findings
from summitdata.tables import check
from summitdata.tables.check import Checked, good_package
from summitdata.tables.faults import DataError
from summitdata.tables.folder import data_folder


def test_it_needs_no_pandas():
    code = "import sys, summitdata.discussion.report as c, pathlib; c.findings(pathlib.Path(sys.argv[1])); sys.exit('pandas' in sys.modules)"
    folder = data_folder()
    assert subprocess.run([sys.executable, "-c", code, folder], capture_output=True).returncode == 0


def test_its_shape_is_the_one_that_is_promised(small):
    path = small / "claims.csv"
    path.write_bytes(path.read_bytes().replace(b",2,1,", b",many,1,"))
    found = findings(small)
    fault = {"file": "claims.csv", "line": 2, "column": "value", "finding": '"many" is not a number.', "value": "many"}
    remedy = "Write digits, with a point before decimals, and nothing else."
    rows = sum(map(len, Checked(small).rows.values()))
    assert found["faults"] == [fault | {"remedy": remedy}] and not found["good"]
    assert found["rows"] == {"good": rows - 1, "all": rows} and found["tables"] == {"good": 17, "all": 18, "unread": 0}
    assert list(found) == ["folder", "edition", "good", "rows", "tables", "faults", "discussion", "remarks"]


def test_a_package_that_cannot_be_read_has_the_same_shape(tmp_path):
    found = findings(tmp_path)
    assert found["edition"] is None and found["rows"] == {"good": 0, "all": 0} and len(found["faults"]) == 1


def test_a_package_that_is_held_serves_while_its_files_are_the_same_and_never_after(small, monkeypatch):
    monkeypatch.setenv("SUMMITDATA_TEXTS", str(small / "texts"))
    held = good_package(small)
    claims = small / "claims.csv"
    edits = {claims: claims.read_bytes().replace(b",2,1,", b",3,1,"), small / "texts" / "new.txt": b"All was said."}
    for path, now in (edits | {small / "discussion" / "s.md": b"## 01-trade-growth / answer"}).items():
        assert good_package(small) is held
        before = path.read_bytes() if path.exists() else None
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(now)
        with contextlib.suppress(DataError):  # what is read anew may have faults
            assert good_package(small) is not held, path
        path.unlink() if before is None else path.write_bytes(before)
    assert good_package(small) is held


def test_a_package_that_changes_while_it_is_read_is_not_held(small, monkeypatch):
    claims, read = small / "claims.csv", check.Checked
    before = claims.read_bytes()

    def changed_first(folder):
        claims.write_bytes(before.replace(b",2,1,", b",3,1,"))
        return read(folder)

    monkeypatch.setattr(check, "Checked", changed_first)
    with contextlib.suppress(DataError):
        good_package(small)
    monkeypatch.setattr(check, "Checked", read)
    claims.write_bytes(before)
    assert good_package(small).rows["claims"].cells("value") == [2.0]


def test_files_that_may_be_meant_for_a_table_are_told(small):
    for name in (
        "claims (1).csv",
        "claims.csv.txt",
        "Claims.xlsx",
        "Copy of claims.csv",
        "claims_2.csv",
        ".~lock.claims.csv#",
    ):
        (small / name).touch()
    told = [remark for remark in Checked(small).remarks if "Did you mean claims.csv?" in remark]
    assert [remark.split('"')[1] for remark in told] == [
        "Claims.xlsx",
        "Copy of claims.csv",
        "claims (1).csv",
        "claims.csv.txt",
    ]
