"""Each file under broken/ names a fault: what is changed in the small package, and the faults expected.

A file is a list of operations, then the word `expect` and the exact lines:

    in FILE / find / … / put / …     replace the one occurrence of some text
    append FILE / …                  add lines
    write FILE / …                   replace the file
    delete FILE
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import summitdata as sd

CASES = sorted((Path(__file__).parent / "broken").glob("*.txt"))
OPERATION = re.compile(r"^(?=(?:in|append|write|delete) \S+\.\w+$)", re.M)


def break_it(folder: Path, operations: str) -> None:
    for operation in filter(None, OPERATION.split(operations)):
        head, _, body = operation.partition("\n")
        verb, name = head.split(" ")
        path = folder / name
        if verb == "delete":
            path.unlink()
        elif verb == "write":
            path.write_text(body.rstrip("\n") + "\n", encoding="utf-8")
        elif verb == "append":
            path.write_text(path.read_text("utf-8") + body.rstrip("\n") + "\n", encoding="utf-8")
        else:
            old, new = re.fullmatch(r"find\n(.*)\nput\n(.*)\n", body, re.S).groups()
            text = path.read_text("utf-8")
            assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {name}"
            path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_fault_is_told_with_place_finding_and_remedy(case, small):
    operations, expected = case.read_text("utf-8").split("expect\n")
    break_it(small, operations)
    with pytest.raises(sd.DataError) as caught:
        sd.load(small)
    assert "\n".join(map(str, caught.value.faults)) == expected.rstrip("\n")


def test_the_small_package_is_good_before_it_is_broken(small):
    assert sd.load(small).claims.claim_id.tolist() == ["c-twofold"]


@pytest.mark.parametrize(
    ("encoding", "finding"),
    [("utf-16", "it is UTF-16 text."), ("cp1251", "it is not UTF-8 text (byte 0xc3 on line 2).")],
)
def test_other_encodings_are_refused_with_the_remedy(small, encoding, finding):
    path = small / "actors.csv"
    text = path.read_text("utf-8").replace("Agency", "Газета") if encoding == "cp1251" else path.read_text("utf-8")
    path.write_bytes(text.encode(encoding))
    with pytest.raises(sd.DataError) as caught:
        sd.load(small)
    (fault,) = caught.value.faults
    assert str(fault) == f"actors.csv: {finding} Save it as CSV with UTF-8 encoding and commas."


def test_what_spreadsheets_add_without_harm_is_understood(small):
    path = small / "actors.csv"
    before = sd.load(small).actors
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert sd.load(small).actors.equals(before)


def test_without_the_text_quotes_are_not_held_against_it(small, monkeypatch):
    break_it(small, "in claims.csv\nfind\ngrown twofold\nput\ngrown tenfold\n")
    monkeypatch.setenv("SUMMITDATA_TEXTS", str(small / "nowhere"))
    assert len(sd.load(small).claims) == 1


def test_a_folder_without_a_package_is_told(tmp_path):
    with pytest.raises(sd.DataError, match=r"datapackage.json: there is no such file in .* Name a folder"):
        sd.load(tmp_path)


def test_a_descriptor_that_is_no_json_is_told_with_its_line(small):
    (small / "datapackage.json").write_text('{\n"version": 1,\n', encoding="utf-8")
    with pytest.raises(sd.DataError, match=r"datapackage.json line \d: it is no JSON"):
        sd.load(small)
