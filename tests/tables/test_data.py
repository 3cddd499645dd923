"""The data are what the codebook promises: valid by the standard's own tool, quoted within bounds."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import frictionless
import pytest

from summitdata.tables.check import Checked, content_hash
from summitdata.tables.folder import bundled, data_folder, source_texts
from summitdata.tables.quotes import fold

ROOT = Path(__file__).parents[2]
EVIDENCE = {"source_id", "actor_id", "voice", "quote", "start", "end", "head_start", "head_end"}
DESIGN = {
    "terms": "vocabulary term definition",
    "sources": "summit_id publisher_id title url language published_on accessed_on kind coverage characters sha256 "
    "body_sha256 licence carried_by seen coded_by passes",
    "passages": "source_id start end words part actor_id voice rendering note",
    "actors": "name kind country members",
    "summits": "name city country venue starts_on ends_on",
    "participants": "summit_id actor_id role office",
    "claims": "summit_id indicator party_a_id party_b_id modality change value step qualifier window window_start_on "
    "window_end_on note",
    "figures": "indicator party_a_id party_b_id reporter_id basis value step unit qualifier period_as_stated "
    "period_start_on period_end_on period_inferred scope derived_from note source_id quote url",
    "quantities": "summit_id what value unit qualifier note",
    "documents": "summit_id signed_summit_id title type level binding status status_on signed_on expires_on sector_id "
    "parties part_of_id revises_id",
    "document_reports": "document_id source_id as_named quote url item",
    "sectors": "name parent_id kind isic4 hs2022 dac_crs note",
    "sector_mentions": "summit_id sector_id term role from_country to_country",
    "actor_mentions": "summit_id mentioned_id context",
    "positions": "summit_id holder_id topic stance target_id summary",
    "commitments": "party_id summary kind condition due_on due_text specific measurable status status_on "
    "status_source_id sector_id document_id",
    "events": "title place starts_on ends_on precision kind summit_id same_as_id told_as",
    "coding_passes": "source_id table first second both kappa_actor kappa_voice",
}


@pytest.fixture(scope="module")
def checked():
    return Checked(data_folder())


def texts_or_skip(checked):
    if not checked.texts:
        pytest.skip("no source text is at hand; the full texts are not part of the repository")
    return checked.texts


def test_the_data_have_no_fault():
    faults = Checked(bundled("data")).faults
    assert not faults, "\n".join(map(str, faults))


def test_the_standards_own_tool_calls_them_valid():
    report = frictionless.validate(str(ROOT / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])


def test_every_table_and_column_of_the_design_is_there(checked):
    names = {t.name: set(t.names) for t in checked.descriptor.tables}
    assert set(names) == set(DESIGN)
    for table, columns in DESIGN.items():
        assert set(columns.split()) <= names[table], table
    for table in checked.descriptor.tables:
        assert set(table.names) >= EVIDENCE or not table.evidence


def test_every_column_says_what_it_means(checked):
    for table in checked.descriptor.tables:
        assert table.description and table.title
        for column in table.columns:
            assert len(column.description) > 3, f"{table.name}.{column.name}"


def test_the_published_edition_is_the_one_in_the_folder(checked):
    raw = checked.descriptor.raw
    remedy = "the data changed: publish them with `summitdata edition VERSION` and say so in CHANGELOG.md"
    assert raw["contentHash"] == content_hash(checked.folder, checked.descriptor), remedy


def test_no_quote_has_more_than_twelve_words(checked):
    for rows in checked.rows.values():
        for quote in rows.cells("quote") if "quote" in rows.table.names else []:
            assert quote is None or len(quote.split()) <= 12


def test_quotes_stand_where_the_offsets_say(checked):
    held = 0
    texts = texts_or_skip(checked)
    for rows in checked.rows.values():
        for row in rows.records() if rows.table.evidence else []:
            if row["source_id"] in texts:
                text = texts[row["source_id"]]
                assert fold(text[row["start"] : row["end"]]) == row["quote"]
                held += 1
    assert held > 150


def test_the_texts_are_those_that_were_coded(checked):
    texts = texts_or_skip(checked)
    for source in checked.rows["sources"].records():
        if source["source_id"] in texts and source["coverage"] == "full":
            text = texts[source["source_id"]]
            assert hashlib.sha256(text.encode()).hexdigest() == source["sha256"]
            assert len(text) == source["characters"]


def test_passages_have_the_words_of_the_text(checked):
    texts = texts_or_skip(checked)
    for row in checked.rows["passages"].records():
        text = texts.get(row["source_id"])
        if text is not None:
            assert len(text[row["start"] : row["end"]].split()) == row["words"]


def test_quotes_touch_at_most_thirty_percent_of_a_source(checked):
    for source in checked.rows["sources"].records():
        if source["coverage"] == "full":
            touched = set()
            for rows in (rows for rows in checked.rows.values() if rows.table.evidence):
                own = (row for row in rows.records() if row["source_id"] == source["source_id"])
                touched.update(place for row in own for place in range(row["start"], row["end"]))
            assert 0 < len(touched) <= 0.30 * source["characters"]


def test_no_sentence_of_a_source_is_in_the_repository(checked):
    texts = texts_or_skip(checked)
    sentences = [
        s.strip()[:90]
        for t in texts.values()
        for line in t.split("\n")
        for s in line.split(". ")
        if len(s.split()) > 14
    ]
    assert sentences
    for path in [p for folder in ("data", "notebooks", "src", "tests") for p in (ROOT / folder).rglob("*")]:
        if path.suffix in (".csv", ".json", ".md", ".ipynb", ".py", ".txt") and path.is_file():
            body = path.read_text("utf-8")
            assert not [s for s in sentences if s in body], path


def test_every_vocabulary_in_use_is_defined_and_every_term_belongs_to_one_in_use(checked):
    used = {c.vocabulary for t in checked.descriptor.tables for c in t.columns if c.vocabulary}
    assert used | {"glossary"} == set(checked.rows["terms"].cells("vocabulary"))


def test_the_codebook_has_a_rule_for_every_coded_table(checked):
    book = (ROOT / "data" / "CODING.md").read_text("utf-8")
    for table in checked.descriptor.tables:
        if table.evidence:
            assert f"**{table.name}.**" in book
    assert "not by human coders" in book


def test_the_descriptor_is_json_that_a_person_can_read():
    text = (ROOT / "data" / "datapackage.json").read_text("utf-8")
    assert json.loads(text)["version"] and max(map(len, text.split("\n"))) < 700


def test_no_claim_of_fivefold_is_put_into_the_presidents_mouth(data):
    """The sentence stands outside quotation marks: the agency narrates."""
    rows = data.claims[data.claims.quote.str.contains("fivefold")]
    assert rows.voice.tolist() == ["narrated"] * len(rows) and len(rows) == 1


def test_source_texts_are_read_from_the_named_folder(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("words", encoding="utf-8")
    monkeypatch.setenv("SUMMITDATA_TEXTS", str(tmp_path))
    assert source_texts(["a", "b"]) == {"a": "words"}


def test_addresses_are_public(checked):
    for rows in checked.rows.values():
        for url in rows.cells("url") if "url" in rows.table.names else []:
            assert re.match(r"https?://[a-z0-9.-]+\.[a-z]+/", url), url
