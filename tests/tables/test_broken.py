"""Each file under broken/ names a fault: what is changed in the small package, and the faults expected.

The folder is the kind of fault. A file is a list of operations, then the word
`expect` and the exact lines, so that whatever else is reported fails too:

    in FILE / find / … / put / …     replace the one occurrence of some text
    append FILE / …                  add lines
    write FILE / …                   replace the file
    delete FILE                      a missing file
    folder FILE, pipe FILE           something else in its place
    link FILE TARGET                 a symbolic link in its place
    unreadable FILE                  a file that may not be read
    encode FILE CODEC                the same text in another encoding
    ends FILE CR                     other line ends
    cut FILE COUNT                   without its last bytes

⟨U+202E⟩ stands for that character, ⟨U+0061×9⟩ for nine of it.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from pathlib import Path

import pytest

import summitdata as sd
from summitdata.tables.check import Checked
from summitdata.tables.files import decode, records_of
from summitdata.tables.write import csv_text, write_files

BROKEN = Path(__file__).parent / "broken"
CASES = sorted(BROKEN.glob("*/*.txt"))
VERBS = "in|append|write|delete|folder|pipe|link|unreadable|encode|ends|cut"
OPERATION = re.compile(rf"^(?=(?:{VERBS}) \S+\.\w+(?: \S+)?$)", re.M)
SAID = re.compile(
    r'(?:: write|Write(?: a decimal point:| its key:)?|Did you mean) ("[^"]+"|true|false|-?\d\S*?)([.?:,] | if |.$)'
)
NOBODY = 65534


def plain(text: str) -> str:
    """The text with the characters that cannot be seen in a file put in."""
    return re.sub(r"⟨U\+([0-9A-F]{4,6})(?:×(\d+))?⟩", lambda m: chr(int(m[1], 16)) * int(m[2] or 1), text)


def break_it(folder: Path, operations: str) -> None:
    for operation in filter(None, OPERATION.split(operations)):
        head, _, body = operation.partition("\n")
        verb, name, *more = head.split(" ")
        change(folder / name, verb, more, plain(body))


def change(path: Path, verb: str, more: list[str], body: str) -> None:
    before = path.read_bytes() if path.is_file() else b""
    if verb == "append":
        path.write_bytes(before + body.rstrip("\n").encode() + b"\n")
    elif verb == "write":
        path.write_bytes(body.rstrip("\n").encode() + b"\n")
    elif verb == "in":
        old, new = re.fullmatch(r"find\n(.*)\nput\n(.*)\n", body, re.S).groups()
        text = before.decode()
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {path.name}"
        path.write_bytes(text.replace(old, new).encode())
    elif verb == "encode":
        path.write_bytes(before.decode().encode(more[0]))
    elif verb == "ends":
        path.write_bytes(before.replace(b"\n", {"CR": b"\r", "CRLF": b"\r\n", "CRCRLF": b"\r\r\n"}[more[0]]))
    elif verb == "cut":
        path.write_bytes(before[: -int(more[0])])
    elif verb == "unreadable":
        path.chmod(0)
    else:
        path.unlink()
        if verb == "folder":
            path.mkdir()
        elif verb == "pipe":
            os.mkfifo(path)
        elif verb == "link":
            path.symlink_to(more[0])


@contextlib.contextmanager
def as_nobody(folder: Path):
    """The folder as somebody sees it who may not read everything, since root may."""
    if os.geteuid():
        yield folder
        return
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        shutil.copytree(folder, Path(name) / "small")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SUMMITDATA_TEXTS", f"{name}/small/texts")
            os.seteuid(NOBODY)
            try:
                yield Path(name) / "small"
            finally:
                os.seteuid(0)


def told(folder: Path) -> str:
    """What is said of a package, as lines."""
    with pytest.raises(sd.DataError) as caught:
        sd.load(folder)
    return "\n".join(map(str, caught.value.faults))


@pytest.mark.parametrize("case", CASES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_fault_is_told_with_place_finding_and_remedy_and_nothing_else(case, small):
    operations, expected = case.read_text("utf-8").split("expect\n")
    break_it(small, operations)
    looking = as_nobody(small) if "unreadable " in operations else contextlib.nullcontext(small)
    with looking as folder:
        assert told(folder).replace(str(folder), "FOLDER") == expected.rstrip("\n")


def of_cells(faults: list) -> list:
    """Faults without those of numbers that the row's words contradict: a case changes the number alone."""
    return [fault for fault in faults if "what the words" not in fault.finding]


def put(path: Path, line: int, column: str, text: str) -> None:
    """Write another text into the cell of a column, in the record that begins on a line."""
    records, lines = records_of(decode(path.read_bytes()))
    records[lines.index(line)][records[0].index(column)] = text
    write_files({path: csv_text(records[0], records[1:])})


@pytest.mark.parametrize(
    "case", [c for c in CASES if SAID.search(c.read_text("utf-8"))], ids=lambda p: f"{p.parent.name}/{p.stem}"
)
def test_what_a_remedy_says_to_write_ends_the_fault_and_makes_no_other(case, small):
    break_it(small, case.read_text("utf-8").split("expect\n")[0])
    try:
        before = Checked(small).faults
    except sd.DataError:
        return  # of the descriptor, which is no table
    for fault in before:
        if fault.value is not None and (said := SAID.search(fault.remedy)):
            whole = (small / fault.file).read_bytes()
            put(small / fault.file, fault.line, fault.column, said[1].strip('"'))
            now = Checked(small).faults
            assert (fault.line, fault.column, fault.finding) not in {(f.line, f.column, f.finding) for f in now}
            assert len(of_cells(now)) == len(of_cells([f for f in before if f is not fault])), fault
            (small / fault.file).write_bytes(whole)


def test_the_corpus_is_large_and_each_case_by_itself():
    texts = [case.read_text("utf-8") for case in CASES]
    assert len(set(texts)) == len({case.stem for case in CASES}) == len(CASES) >= 400


def test_every_case_tells_place_finding_and_remedy():
    for case in CASES:
        for line in case.read_text("utf-8").split("expect\n")[1].splitlines():
            place, _, text = line.partition(": ")
            assert re.fullmatch(r"\S+( line \d+)?(, .+)?", place), (case, line)
            assert re.search(r"[.?] .*[.?…\w]$", text), (case, line)


def test_the_small_package_is_good_before_it_is_broken(small):
    assert sd.load(small).claims.claim_id.tolist() == ["c-twofold"]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_what_spreadsheets_add_without_harm_is_understood(small, mark, ends, last):
    path = small / "actors.csv"
    path.write_bytes(path.read_bytes().replace(b"blr,Belarus,", b'blr,"Belarus,\nfor short",'))
    before = sd.load(small).actors
    text = path.read_bytes().replace(b"\n", ends)
    path.write_bytes(mark + (text if last else text.rstrip()))
    assert sd.load(small).actors.equals(before)


LEVEL, REST = "level", "USD million,unqualified,,2023-01-01,2023-12-31,false,unknown,"
ALLOWED = {
    "a byte order mark before the descriptor": "encode datapackage.json utf-8-sig\n",
    "a speaker who is not the passage's, with a note that says why": (
        "in claims.csv\nfind\nhost,quoted,grown twofold,37,50,,,\nput\nguest,quoted,grown twofold,37,50,,,Repeats the host.\n"
    ),
    "a quote that occurs twice, at its right place": ("in events.csv\nfind\nThe talks lasted,77,93\nput\nThe,77,80\n"),
    "a circle of two kinds of reference": (
        "in documents.csv\nfind\nblr;irn,,\nput\nblr;irn,d-law,\nappend documents.csv\n"
        "d-law,small-summit,,A law,roadmap,unknown,no,planned,,,,,,,d-plan,small,host,quoted,tractors,66,74,,,\n"
    ),
    "a fact of a source that is only cited, and of no summit": (
        "in quantities.csv\nfind\nsmall,agency,narrated,almost two hours,94,110\nput\n"
        "cited,agency,narrated,almost two hours,,\n"
    ),
    "lines and commas in a cell": (
        'in actors.csv\nfind\nguest,Guest,\nput\nguest,"Guest of honour, chair,\nhead, of state",\n'
    ),
    "line breaks of a spreadsheet in a cell": (
        'in actors.csv\nfind\nguest,Guest,person,IRN,\nput\nguest,"Guest\nof honour",person,IRN,⟨U+000D⟩\n'
    ),
    "letters and accents apart in a name": "in actors.csv\nfind\nguest,Guest,\nput\nguest,Gue⟨U+0301⟩st,\n",
    "another step and qualifier than the words have, with the reason in the note": (
        f"in figures.csv\nfind\n{LEVEL},22,1,{REST},,cited,,\n"
        f"put\n{LEVEL},22.0,0.1,{REST},step 0.1: a sum; qualifier unqualified: a slip,cited,about $22 million,\n"
    ),
    "words without a number, with a note": (
        f"in figures.csv\nfind\n{LEVEL},22,1,{REST},,cited,,\nput\n{LEVEL},22,1,{REST},From a chart.,cited,it grew,\n"
    ),
    "an editor's brackets, with a note that says so": (
        "in claims.csv\nfind\ngrown twofold,37,50,,,\nput\n[trade] grown twofold,,,,,The brackets are the agency's.\n"
        "in claims.csv\nfind\nsmall,host\nput\ncited,host\n"
    ),
    "a telling of a happening that has no days": (
        "in events.csv\nfind\n2024-05-01,2024-05-02\nput\n,\nappend events.csv\n"
        "e-again,Talks,,2024-04-01,2024-04-30,span,meeting,small-summit,small,agency,narrated,The talks lasted,77,93,,,,e-talks,happened\n"
    ),
    "a share that is told, not derived": (
        "append terms.csv\nbasis-share,basis,share,A part.\nunit-percent,unit,percent,Hundredths.\nappend figures.csv\n"
        "f-share,trade turnover,blr,irn,agency,share,4,1,percent,unqualified,,2023-01-01,2023-12-31,false,unknown,,,cited,,https://example.org/b\n"
    ),
    "a figure in the words of a claim, told by somebody else; and in other words, by the one who claims": (
        "append figures.csv\n"
        "f-other,trade turnover,blr,irn,agency,level,22,1,USD million,unqualified,,2023-01-01,2023-12-31,false,unknown,,A chart.,small,has grown,https://example.org/a\n"
        "f-own,trade turnover,blr,irn,host,level,22,1,USD million,unqualified,,2023-01-01,2023-12-31,false,unknown,,A chart.,small,build tractors,https://example.org/a\n"
        "in claims.csv\nfind\ngrown twofold,37,50,,,\nput\nhas grown,33,42,,,The number is in the next word.\n"
    ),
    "two numbers in the same words, one a figure and one a quantity": (
        f"in figures.csv\nfind\n{LEVEL},22,1,{REST},,cited,,\nput\n{LEVEL},22,1,{REST},,cited,22 in 3 hours,\n"
        "append quantities.csv\nq-again,small-summit,duration of talks,3,hours,unqualified,cited,agency,narrated,22 in 3 hours,,,,,\n"
    ),
    "a number of another kind, in words with a year": (
        "append quantities.csv\nq-again,small-summit,duration of talks,3,hours,unqualified,cited,agency,narrated,3 hours in 2023,,,,,\n"
    ),
    "a level without a period, its digits no year": (
        'append terms.csv\nwhat-level,quantity,"trade, no period named",A level.\nunit-usd,unit,USD thousand,Thousands.\n'
        "append quantities.csv\n"
        'q-again,small-summit,"trade, no period named",120190,USD thousand,unqualified,cited,agency,narrated,"$120,190 thousand and 120190",,,,,\n'
    ),
    "quotation marks inside a name": 'in actors.csv\nfind\nguest,Guest,\nput\nguest,Guest "one" of two,\n',
}


@pytest.mark.parametrize("operations", ALLOWED.values(), ids=ALLOWED)
def test_what_is_allowed_is_no_fault(small, operations):
    break_it(small, operations)
    assert sd.load(small).actors.actor_id.tolist()[:3] == ["agency", "host", "guest"]


def test_quotation_marks_around_every_cell_are_understood(small):
    path = small / "participants.csv"
    before = sd.load(small).participants
    lines = path.read_text("utf-8").splitlines()
    path.write_text("".join('"' + line.replace(",", '","') + '"\n' for line in lines), "utf-8")
    assert sd.load(small).participants.equals(before)


def test_without_the_text_quotes_are_not_held_against_it(small, monkeypatch):
    break_it(small, "in claims.csv\nfind\ngrown twofold\nput\ntwofold grown\n")
    monkeypatch.setenv("SUMMITDATA_TEXTS", str(small / "nowhere"))
    assert len(sd.load(small).claims) == 1


def test_a_copy_that_is_not_the_text_coded_judges_no_quote(small):
    """Copies differ in page furniture and white space; `summitdata verify` finds the words in them."""
    path = small / "texts" / "small.txt"
    path.write_text("Menu\n" + path.read_text("utf-8"), "utf-8")
    assert len(sd.load(small).claims) == 1


def test_a_folder_without_a_package_is_told(tmp_path):
    with pytest.raises(sd.DataError, match=r"datapackage.json: there is no such file in .* Name a folder"):
        sd.load(tmp_path)


def test_the_cell_is_kept_as_it_stands(small):
    break_it(small, "in figures.csv\nfind\n,10,1,\nput\n,10.00,1,\n")
    with pytest.raises(sd.DataError) as caught:
        sd.load(small)
    assert [f.value for f in caught.value.faults if f.column == "value"] == ["10.00"]
