"""Facts of a sheet: found in the text, filled in, added whole or not at all, and never twice."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools

import pytest
from reviewing import undivided

import summitdata as sd
from summitdata.tables.cells import read_package
from summitdata.tables.check import Checked
from summitdata.tables.faults import DataError
from summitdata.tables.write import FolderError
from summitdata.texts.add import addition
from summitdata.texts.keys import period, slug
from summitdata.texts.verify import texts_in

TEXT = """Talks in Town

President Ada Adams: We want to develop trade. Trade grew by 20 percent in 2029.
It is in the interest of our two countries. The UN helps us.

President Dora Duval: Trade has doubled. The UN helps.
The UN knows our two countries.
"""
PASSAGES = [
    {"words": "Talks in Town", "part": "heading", "actor_id": "agency", "voice": "narrated", "note": "Talks in Town"},
    {"words": "President Ada Adams", "part": "body", "actor_id": "agency", "voice": "narrated"},
    {"words": "We want", "part": "body", "actor_id": "host", "voice": "quoted"},
    {"words": "President Dora", "part": "body", "actor_id": "agency", "voice": "narrated"},
    {"words": "Trade has doubled", "part": "body", "actor_id": "guest", "voice": "quoted"},
]
PASSAGES = [{"table": "passages", "rendering": "original"} | row for row in PASSAGES]
CLAIM = {"table": "claims", "indicator": "trade turnover", "party_a_id": "blr", "party_b_id": "irn", "modality": "grew"}
CLAIM |= {"change": "multiple", "value": "2", "step": "1", "qualifier": "unqualified", "words": "Trade has doubled"}
UN = {"table": "actor_mentions", "mentioned_id": "un", "context": "help", "words": "UN"}


@pytest.fixture
def here(small):
    """The small package with a second source, whose text is at hand and not yet divided."""
    undivided(small, TEXT)
    assert not Checked(small).faults
    return small


def sheet(folder, *rows, mark=",", columns=None, name="sheet.csv", encoding="utf-8"):
    columns = columns or list(dict.fromkeys(itertools.chain(*rows)))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, delimiter=mark, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path = folder.parent / name
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def add(folder, *rows, **named):
    """What would be added, and it is written."""
    plan = addition(folder, [sheet(folder, *rows, **named)], "talks")
    plan.write()
    return plan


def told(folder, *rows, **named) -> str:
    """What is said of a sheet that cannot be added; nothing is written then."""
    before = {path: path.read_bytes() for path in folder.glob("*.csv")}
    with pytest.raises(DataError) as error:
        addition(folder, [sheet(folder, *rows, **named)], "talks")
    assert {path: path.read_bytes() for path in folder.glob("*.csv")} == before
    return str(error.value)


def rows_of(folder, table, key="source_id", value="talks"):
    return [row for row in read_package(folder)[table].records() if row[key] == value]


def test_passages_and_facts_are_found_filled_and_a_good_package(here):
    plan = add(here, *PASSAGES, CLAIM, UN | {"line": "6"})
    assert not Checked(here).faults and len(plan.rows) == 7
    passages = rows_of(here, "passages")
    assert [p["passage_id"] for p in passages] == [f"talks-00{n}" for n in range(1, 6)]
    assert passages[0]["start"] == "0" and passages[-1]["end"] == str(len(TEXT))
    assert sum(int(p["words"]) for p in passages) == len(TEXT.split())
    (claim,), (mention,) = rows_of(here, "claims"), rows_of(here, "actor_mentions")
    at = TEXT.index("Trade has doubled")
    assert (claim["start"], claim["end"], claim["quote"]) == (str(at), str(at + 17), "Trade has doubled")
    assert (claim["actor_id"], claim["voice"], claim["summit_id"]) == ("guest", "quoted", "small-summit")
    assert claim["claim_id"] == "c-small-summit-trade-doubled"
    assert mention["actor_mention_id"] == "a-small-summit-un" and mention["start"] == str(TEXT.index("UN helps."))
    assert sd.load(here).sources.set_index("source_id").body_sha256["talks"]


def test_said_again_nothing_is_added_and_the_rest_of_a_longer_sheet_is(here):
    add(here, *PASSAGES, CLAIM)
    before = (here / "claims.csv").read_bytes()
    plan = add(here, *PASSAGES, CLAIM)
    assert not plan.rows and plan.there == 6 and not plan.files and (here / "claims.csv").read_bytes() == before
    plan = add(here, *PASSAGES, CLAIM, UN | {"line": "4"})
    assert [line.key for line in plan.rows] == ["a-small-summit-un"] and plan.there == 6


def test_columns_stand_in_any_order_and_cells_are_parted_by_other_marks(here):
    columns = sorted({*itertools.chain(*PASSAGES, CLAIM)}, reverse=True)
    plan = add(here, *PASSAGES, CLAIM, columns=columns, mark=";", encoding="utf-8-sig")
    assert len(plan.rows) == 6
    assert addition(here, [sheet(here, *PASSAGES, mark="\t")], "talks").there == 5


def test_rows_point_at_rows_of_the_same_sheet_and_reports_take_the_address(here):
    document = {"table": "documents", "document_id": "d-small-summit-plan", "title": "Plan", "type": "memorandum"}
    document |= {"level": "unknown", "binding": "no", "status": "planned", "words": "develop trade"}
    report = {"table": "document_reports", "document_id": "d-small-summit-plan", "as_named": "plan", "words": "trade"}
    tables = read_package(here)
    known = {row["term"] for row in tables["terms"].records()}
    lacking = [("document type", "memorandum"), ("level", "unknown"), ("binding", "no"), ("document status", "planned")]
    terms = [
        {"table": "terms", "vocabulary": vocabulary, "term": term, "definition": "A word."}
        for vocabulary, term in lacking
        if term not in known
    ]
    plan = add(here, *PASSAGES, report | {"within": "develop trade"}, document, *terms)
    (row,) = rows_of(here, "document_reports")
    assert row["document_report_id"] == "r-talks-small-summit-plan" and row["url"] == "https://example.org/t"
    assert len(plan.rows) == 7 + len(terms)


def test_the_head_is_the_nearest_before_the_words(here):
    add(here, *PASSAGES, CLAIM | {"head": "Dora Duval"})
    (row,) = rows_of(here, "claims")
    assert TEXT[int(row["head_start"]) : int(row["head_end"])] == "Dora Duval"
    assert "head: the words of the head do not stand" in told(here, CLAIM | {"head": "Nobody", "words": "doubled"})


def test_keys_that_are_taken_are_numbered_in_the_order_of_the_text(here):
    plan = add(here, *PASSAGES, UN | {"line": "7"}, UN | {"line": "4"}, UN | {"line": "6.0"})
    mentions = [line for line in plan.rows if line.table.name == "actor_mentions"]
    assert [line.key for line in mentions] == [f"a-small-summit-un{end}" for end in ("", "-2", "-3")]
    assert [line.placing["line"] for line in mentions] == ["4", "6.0", "7"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"words": "The UN helped"}, "line 7, words: the words do not stand in the text. Look for other spelling. It has “The UN”"),
        ({"words": "UN"}, "words: the words stand 3 times: line 4 (… the interest of our two countries. The UN"),
        ({"words": "UN", "line": "3"}, "line: the words do not begin on line 3 of the text. They begin on line 4"),
        ({"words": "UN", "within": "helps"}, "within: the stretch stands 2 times"),
        ({"words": "UN", "within": "Adams: We want"}, "within: the words do not stand in this stretch."),
        ({"words": "UN", "within": "not there"}, "within: the stretch does not stand in the text."),
        ({"words": "Duval: Trade"}, "words: the words reach over 2 passages (talks-004, talks-005). Choose words inside"),
        ({"words": ""}, "words: it is empty. Write the words that carry the fact"),
        ({"words": "UN", "line": "4", "mentioned_id": "uno"}, 'mentioned_id: "uno" is no actor_id'),
        ({"words": "UN", "line": "4", "title": "A"}, 'title: actor_mentions.csv has no such column. Empty the cell ("A")'),
        ({"words": "UN", "line": "4", "context": ""}, "context: it is empty. Fill it"),
        ({"table": "actor_mention"}, 'table: "actor_mention" is no table. Did you mean "actor_mentions" or'),
        ({"words": "UN", "line": "4", "start": "a"}, 'start: it is filled from words and head. Empty the cell ("a").'),
        ({"quote": "UN"}, 'quote: it is filled from words and head. Move what it says to words ("UN").'),
        ({"words": "UN", "line": "four"}, "line: the words do not begin on line four"),
        ({"table": ""}, "table: it is empty. Use one of: terms"),
        ({"source_id": "talk", "line": "4"}, 'source_id: "talk" is no source_id in sources.csv. Did you mean "talks"?'),
    ],
)  # fmt: skip
def test_each_fault_is_told_at_its_line_with_its_remedy(here, row, said):
    assert f"{said}" in (text := told(here, *PASSAGES, UN | row)) and text.startswith("1 fault in the sheet"), text


def test_all_faults_are_told_at_once(here):
    rows = [UN | {"words": "Nothing"}, UN | {"mentioned_id": "uno", "line": "4"}, CLAIM | {"change": "tenfold"}]
    text = told(here, *PASSAGES, *rows, CLAIM | {"words": "doubled", "qualifier": "more"})
    assert text.startswith("4 faults in the sheet")
    assert all(f"sheet.csv line {n}" in text for n in (7, 8, 9, 10))


def test_passages_that_do_not_tile_are_told_and_their_facts_are_not(here):
    broken = [PASSAGES[1] | {"words": "Nobody"}, PASSAGES[2], PASSAGES[2] | {"words": "We"}]
    text = told(here, *broken, CLAIM)
    assert text.startswith("2 faults") and "words do not stand" in text and "begins at the same word" in text
    assert "what stands before them is in no passage (… Talks in Town)" in told(here, *PASSAGES[1:], CLAIM)


def test_a_text_without_passages_has_no_speaker(here):
    said = "talks is not yet divided, so nobody knows who speaks in 1 of its lines. Add a line of the table passages"
    assert said in told(here, CLAIM)
    one = {"table": "passages", "words": "Talks in", "part": "body", "actor_id": "agency", "voice": "narrated"}
    add(here, one | {"rendering": "original"}, CLAIM)
    assert rows_of(here, "claims")[0]["actor_id"] == "agency"


def test_other_passages_of_a_divided_source_are_refused(here):
    add(here, *PASSAGES)
    text = told(here, *PASSAGES[:-1])
    assert text.startswith("1 fault") and "talks is divided already, and no passage of it is like this one" in text


def test_a_text_that_changed_since_its_passages_were_made_is_refused(here):
    path = here / "texts" / "talks.txt"
    path.write_text(TEXT + "More.", encoding="utf-8")
    text = told(here, *PASSAGES, CLAIM)
    assert text.startswith("1 fault") and "its SHA-256 differs" in text and "summitdata verify --source talks" in text
    path.unlink()
    text = told(here, *PASSAGES, CLAIM)
    assert text.startswith("1 fault") and "there is no text talks.txt" in text


def test_a_text_or_sheet_in_another_encoding_is_told(here):
    assert "perhaps Windows-1251" in told(here, UN | {"context": "помощь"}, encoding="cp1251")
    assert "it is UTF-16 text" in told(here, UN, encoding="utf-16")
    (here / "texts" / "talks.txt").write_bytes("помощь".encode("cp1251"))
    with pytest.raises(RuntimeError, match="talks.txt is not UTF-8 text"):
        addition(here, [sheet(here, UN)], "talks")


def test_a_row_that_is_there_otherwise_is_not_added_beside(here):
    add(here, *PASSAGES, CLAIM)
    text = told(here, CLAIM | {"note": "Another."})
    assert "claims.csv has this fact already, as c-small-summit-trade-doubled, with “” here" in text
    assert "as c-small-summit-trade-doubled. Write c-small-summit-trade-doubled" in told(
        here, CLAIM | {"claim_id": "c-two"}
    )
    text = told(here, {"table": "actors", "actor_id": "un", "name": "The UN", "kind": "body"})
    assert "actors.csv already has un, with “United Nations” here, not “The UN”" in text
    assert "line 2 of sheet.csv says the same" in told(here, UN | {"line": "4"}, UN | {"line": "4"})


def test_two_lines_with_one_key_and_a_column_of_no_table_are_told_once(here):
    lines = [UN | {"actor_mention_id": "a-un", "line": line, "colour": "red"} for line in ("4", "6")]
    text = told(here, *PASSAGES, *lines)
    assert text.startswith("2 faults") and "colour: no table has such a column" in text
    assert "line 8, actor_mention_id: it is the key of line 7 of sheet.csv too." in text


def test_figures_of_one_period_have_the_reporter_in_their_keys(here):
    figure = {"table": "figures", "indicator": "trade turnover", "party_a_id": "blr", "party_b_id": "irn"}
    figure |= {"basis": "level", "value": "5", "step": "1", "unit": "USD million", "qualifier": "unqualified"}
    figure |= {"period_start_on": "2029-01-01", "period_end_on": "2029-12-31", "period_inferred": "false"}
    figure |= {"scope": "unknown", "source_id": "cited", "url": "https://example.org/b"}
    plan = addition(here, [sheet(here, figure | {"reporter_id": "agency"}, figure | {"reporter_id": "host"})])
    assert [line.key for line in plan.rows] == ["f-turnover-blr-irn-2029", "f-turnover-blr-irn-2029-host"]


def test_a_cited_source_gives_words_without_place_and_its_speaker_is_to_be_said(here):
    about = {"source_id": "cited", "summit_id": "small-summit", "words": "a plan"}
    assert "line 2, actor_id: it is empty" in told(here, UN | about)
    plan = addition(here, [sheet(here, UN | about | {"actor_id": "agency", "voice": "narrated"})])
    assert plan.rows[0].row["quote"] == "a plan" and "start" not in plan.rows[0].row


def test_a_package_with_faults_is_told_first(here):
    path = here / "claims.csv"
    path.write_bytes(path.read_bytes().replace(b"grew", b"grow"))
    with pytest.raises(DataError, match="claims.csv line 2, modality"):
        addition(here, [sheet(here, *PASSAGES)], "talks")


def test_a_table_that_somebody_changed_meanwhile_is_not_overwritten(here):
    plan = addition(here, [sheet(here, *PASSAGES, CLAIM)], "talks")
    before = (here / "claims.csv").read_bytes() + b"\n"
    (here / "claims.csv").write_bytes(before)
    with pytest.raises(FolderError, match="claims.csv was changed while it was read"):
        plan.write()
    assert (here / "claims.csv").read_bytes() == before and len(rows_of(here, "passages")) == 1


def test_ten_thousand_lines_are_added_whole(here):
    many = 10_000
    text = "Talks\n\n" + "".join(f"Item {n} is on the table of the UN and of all others.\n" for n in range(many))
    (here / "texts" / "talks.txt").write_text(text, encoding="utf-8")
    tables = read_package(here)
    digest = hashlib.sha256(text.encode()).hexdigest()
    tables["sources"].put("talks", {"characters": str(len(text)), "sha256": digest})
    tables["passages"].put("talks-001", {"end": str(len(text)), "words": str(len(text.split()))})
    for name in ("sources", "passages"):
        (here / f"{name}.csv").write_bytes(tables[name].text)
    halves = [PASSAGES[2] | {"words": f"Item {n} is"} for n in range(0, many, 2)]
    facts = [UN | {"line": str(n + 3)} for n in range(0, many, 2)]
    add(here, PASSAGES[0] | {"words": "Talks"}, *halves, *facts)
    mentions = rows_of(here, "actor_mentions")
    assert len(mentions) == many // 2 and mentions[-1]["actor_mention_id"] == f"a-small-summit-un-{many // 2}"
    assert not Checked(here, texts_in(here / "texts", ["small", "talks"])).faults


def test_periods_and_words_make_parts_of_keys():
    assert period("2017-01-01", "2017-06-30") == "2017-h1" and period("2017-10-01", "2017-12-31") == "2017-10-2017-12"
    assert slug("of the") == "of-the"
