"""A draft: each rule on a few words of our own, the sheets that it writes, and what it says of texts that do not fit."""

from __future__ import annotations

import csv

import pytest

from summitdata.commands import main
from summitdata.tables.cells import read_package
from summitdata.tables.quotes import bared
from summitdata.texts.draft import drafted, unfit
from summitdata.texts.draft_setting import Setting, either, sentences, setting_of
from summitdata.texts.sheet import read_sheet

SUMMIT = {"summit_id": "s", "starts_on": "2024-05-01"}
ADA = {
    "actor_id": "ada",
    "name": "Ada Adams",
    "kind": "person",
    "country": "TUR",
    "role": "host",
    "office": "",
    "members": "",
}
BO = {
    "actor_id": "bo",
    "name": "Bo Bergé",
    "kind": "person",
    "country": "KAZ",
    "role": "guest",
    "office": "",
    "members": "",
}
PAPER = {"actor_id": "paper", "name": "Paper", "kind": "medium", "country": "TUR", "members": ""}
STATES = [{"actor_id": c.lower(), "name": c, "kind": "state", "country": c, "members": ""} for c in ("TUR", "KAZ")]
WORDS = {("quantity", "number of parties"), ("unit", "countries")}


def setting(kind="news review", language="en", title="What came of it"):
    source = {
        "source_id": "x",
        "summit_id": "s",
        "kind": kind,
        "language": language,
        "title": title,
        "published_on": "2024-05-01",
    }
    actors = {row["actor_id"]: row for row in (ADA, BO, PAPER, *STATES)}
    sectors = {"tourism", "education", "energy", "nuclear", "culture", "food-trade", "oil-and-gas"}
    return Setting(source, SUMMIT, PAPER, [ADA, BO], STATES, "kaz-tur", actors, WORDS, sectors)


def rows(text, table, **more):
    found = [p for p in drafted(text, setting(**more)) if p.table == table]
    return [(" ".join(text[p.start : p.end].split()), p.cells) for p in found]


def spoken(text, **more):
    return [(words, c["actor_id"], c["voice"]) for words, c in rows(text, "passages", **more)]


REVIEW = """Menu
News

What came of it

Ada Adams met Bo Bergé in the capital for talks that were long, warm and useful to both of the sides that took part.

“We have agreed on all that matters to us,” the Turkish leader said. She added that more would follow.

He was glad. “It is a good day for both of us”, Bergé noted.

Adams: the road ahead

The talks went on “in earnest” until late in the evening, and nobody who was there wanted to leave before the end.

Follow us on X
"""


def test_a_review_is_divided_by_quotations_and_attributions():
    assert spoken(REVIEW) == [
        ("Menu News", "paper", "narrated"),
        ("What came of it", "paper", "narrated"),
        ("Ada Adams met Bo Bergé in the capital for talks that were long, warm and useful to both of the sides that took part.", "paper", "narrated"),
        ("“We have agreed on all that matters to us,”", "ada", "quoted"),
        ("the Turkish leader said.", "paper", "narrated"),
        ("She added that more would follow.", "ada", "paraphrased"),
        ("He was glad.", "paper", "narrated"),
        ("“It is a good day for both of us”", "bo", "quoted"),
        (", Bergé noted.", "paper", "narrated"),
        ("Adams: the road ahead", "ada", "paraphrased"),
        ("The talks went on “in earnest” until late in the evening, and nobody who was there wanted to leave before the end.", "paper", "narrated"),
        ("Follow us on X", "paper", "narrated"),
    ]  # fmt: skip
    parts = [cells["part"] for _, cells in rows(REVIEW, "passages")]
    assert parts[:3] == ["furniture", "heading", "body"] and parts[-3:] == ["heading", "body", "furniture"]


def test_passages_tile_the_text_whatever_it_is():
    for text in (
        REVIEW,
        "Three words only",
        "“Open and never closed, as it happens\n\n\nA. B? C!",
        "\n\n x",
        ":\n:",
        "“”" * 9,
    ):
        places = [(p.start, p.end) for p in drafted(text, setting()) if p.table == "passages"]
        assert [0, *(end for _, end in places)] == [*(start for start, _ in places), len(text)], text


def test_an_open_quotation_ends_with_its_paragraph_and_pronouns_follow_the_last_speaker():
    text = "Title of it\n\n“We will build all of this, Adams said.\n\nShe noted that it is late.\n\n“And so it goes on and on,” she said."
    told = spoken(text, title="Title of it")
    assert told[1] == ("“We will build all of this, Adams said.", "paper", "quoted")  # nobody outside the quotation
    assert ("“And so it goes on and on,”", "ada", "quoted") not in told[:2]


def test_a_joint_statement_and_what_was_signed_are_parts_of_their_own():
    text = "T\n\nAs a result the two sides have signed a package of documents on culture.\n\nThe statement says that both want peace."
    parts = {words: (cells["part"], cells["actor_id"]) for words, cells in rows(text, "passages", title="T")}
    assert parts["The statement says that both want peace."] == ("joint statement", "kaz-tur")
    assert parts["As a result the two sides have signed a package of documents on culture."][0] == "signed documents"


TURNS = """Site menu
Statements after the talks

May 1, 2024

President of Kazakhstan Bo Berge (retranslated): Friends,
we talked about Syria. Two documents have been signed today. We are glad: all went well.

Ada Adams: Thank you.

Question: And gas?

Publication status
Direct link: example.org
Website of the President of Turkey:
"""


def test_a_transcript_is_divided_by_labels():
    told = spoken(TURNS, kind="transcript", title="Statements after the talks")
    assert [(actor, voice) for _, actor, voice in told if voice == "quoted"] == [("bo", "quoted")] * 3 + [
        ("ada", "quoted"),
        ("question", "quoted"),
    ]
    assert told[0][0] == "Site menu" and told[-1][0].startswith("Publication status")
    assert [c["part"] for _, c in rows(TURNS, "passages", kind="transcript", title="Statements after the talks")].count(
        "signed documents"
    ) == 1
    assert rows(TURNS, "actors", kind="transcript")[-1][1]["actor_id"] == "question"  # a speaker whom no table has


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("PRIME MINISTER ADA", "ada"),
        ("PRESIDENT BERGE (As interpreted)", "bo"),
        ("President of Turkey", "ada"),
        ("Minister Ada Vega", "vega"),  # a first name alone is no leader
        ("Deputy Prime Minister of Turkey Vega", "vega"),
        ("TURKISH OFFICIAL", "turkish-official"),
    ],
)
def test_a_label_names_a_leader_by_any_word_of_the_name_and_else_somebody_new(label, speaker):
    text = f"Bolata, Abecia\n\n2:22 P.M. EAT\n\nAda Adams: Good day.\n\n{label}: Thank you.\n"
    told = spoken(text, kind="transcript", title="")
    assert [words for words, *_ in told][0] == "Bolata, Abecia 2:22 P.M. EAT" and told[-1][1:] == (speaker, "quoted")
    assert rows(text, "passages", kind="transcript", title="")[0][1]["part"] == "furniture"
    told = any(f"“{label}” (1 time)" in remark for remark in unfit(text, setting(kind="transcript")))
    assert told == (speaker not in ("ada", "bo"))


@pytest.mark.parametrize(
    ("text", "mentioned"),
    [
        ("Iranian oil and Somali ports near Iraq", ["irn", "som", "irq"]),
        ("the inter-Syrian talks, the USSR, Burma", ["syr", "rus", "mmr"]),
        ("Turkey, Kazakh steppe, a Turkish port", []),
        ("the UN Security Council, NATO and the UN", ["un-security-council", "nato", "un"]),
        ("the joint Turkish-Kazakh commission met the Danube River Forum", ["kaz-tur-joint-turkish-kazakh-commission", "danube-river-forum"]),
        ("the West Bank, Western Europe, the collective West", ["west"]),
        ("South Sudan, Niger, Nigeria, Guinea-Bissau", ["ssd", "ner", "nga", "gnb"]),
        ("the State Council and the Turkish Development Bank", []),
        ("trade of US$3.4 billion and of US $6 billion", []),
    ],
)  # fmt: skip
def test_third_actors_are_found_and_the_two_sides_are_not(text, mentioned):
    assert [cells["mentioned_id"] for _, cells in rows(f"They spoke of {text}.", "actor_mentions")] == mentioned


@pytest.mark.parametrize(
    ("text", "table", "cells"),
    [
        ("Trade grew by more than 70 percent in 2016", "claims", {"change": "percent", "value": "70", "step": "10", "qualifier": "over", "window": "P1Y", "window_end_on": "2016-12-31"}),
        ("Over the past five years trade has increased fivefold", "claims", {"change": "multiple", "value": "5", "window": "P5Y", "modality": "grew"}),
        ("Exports should grow by a third", "claims", {"indicator": "exports", "modality": "should grow", "value": "33.3", "step": "5"}),
        ("Trade is growing fast", "claims", {"change": "qualitative", "modality": "is growing"}),
        ("Trade grew by 38 percent in the first nine months", "claims", {"window": "P9M", "window_end_on": "2023-09-30"}),
        ("Trade reached $15.8 billion in 2016", "figures", {"value": "15800", "step": "100", "unit": "USD million", "period_start_on": "2016-01-01"}),
        ("They want to bring trade to $100 billion", "quantities", {"what": "trade target", "value": "100000"}),
        ("Trade stands at 140 million euros", "quantities", {"what": "trade, no period named", "value": "140", "unit": "EUR million"}),
        ("The two countries agree", "quantities", {"what": "number of parties", "value": "2", "unit": "countries"}),
        ("The talks lasted almost four hours", "quantities", {"what": "duration of talks", "qualifier": "almost", "unit": "hours"}),
        ("The eighth meeting of the joint commission", "quantities", {"what": "session of a commission", "value": "8", "unit": "ordinal"}),
        ("They gave 92 scholarships", "quantities", {"what": "scholarships", "value": "92", "unit": "scholarships"}),
        ("They signed 11 documents", "quantities", {"what": "documents signed", "value": "11"}),
        ("Some 4.5 million tourists came", "quantities", {"what": "tourists", "value": "4500000", "unit": "people", "qualifier": "about"}),
        ("Last year, trade went up by almost one and a half times", "claims", {"change": "multiple", "value": "1.5", "qualifier": "almost", "window": "P1Y", "window_start_on": "2023-01-01"}),
        ("In January\u2013October 2023, exports added 8.5 percent", "claims", {"indicator": "exports", "value": "8.5", "window": "P10M", "window_end_on": "2023-10-31"}),
        ("There was a 15 percent increase in trade in the first half of 2023", "claims", {"value": "15", "window": "P6M"}),
        ("Trade is down 5 percent on last year", "quantities", {"what": "growth of trade turnover", "value": "-5"}),
        ("Trade fell by 5 percent in 2023", "figures", {"basis": "growth on year", "value": "-5", "unit": "percent"}),
        ("In 2023, it accounted for a fifth of our trade", "figures", {"basis": "share", "value": "20", "step": "5"}),
        ("A firm signed a $4 billion contract", "quantities", {"what": "contracts", "value": "4000", "unit": "USD million"}),
        ("Some 14 billion pounds were invested", "quantities", {"what": "investment", "value": "14000", "unit": "GBP million"}),
        ("Nearly 5,500 U.S. companies work there", "quantities", {"value": "5500", "unit": "companies", "qualifier": "almost"}),
        ("Exports are good, and their growth amounted to more than 20 percent", "claims", {"value": "20", "qualifier": "over"}),
        ("They were friends for over six decades", "quantities", {"value": "60", "unit": "years"}),
        ("We mark the 30th anniversary of diplomatic relations", "quantities", {"what": "duration of relations", "value": "30", "unit": "ordinal"}),
        ("In the first three quarters of 2023 trade grew by a tenth", "claims", {"value": "10", "window": "P9M"}),
        ("Trade has seen confident growth", "claims", {"change": "qualitative", "modality": "grew"}),
        ("They agreed to increase mutual trade", "claims", {"change": "qualitative", "modality": "target"}),
        ("We plan to double trade by 2030", "claims", {"change": "multiple", "value": "2", "modality": "target"}),
        ("Exports of farm products rose by a quarter this year", "claims", {"indicator": "agricultural exports", "value": "25", "window": "YTD"}),
        ("Trade has grown significantly since the start of the year", "claims", {"change": "qualitative", "window": "YTD"}),
        ("By the end of last year, trade had topped two billion dollars", "figures", {"value": "2000", "qualifier": "over", "period_start_on": "2023-01-01"}),
        ("Mutual trade exceeds $8 billion", "quantities", {"what": "trade, no period named", "value": "8000", "qualifier": "over"}),
        ("The number of passengers grew by a third", "quantities", {"what": "growth of passengers", "value": "33.3", "unit": "percent"}),
        ("They set aside a loan of 500 million euros for the plant", "quantities", {"what": "loans", "value": "500", "unit": "EUR million"}),
        ("Some 700 engineers work there", "quantities", {"what": "engineers", "unit": "people", "qualifier": "about"}),
        ("The fire killed 12 people", "quantities", {"what": "people killed", "value": "12", "unit": "people"}),
        ("About 2,000 were wounded", "quantities", {"what": "people wounded", "value": "2000", "qualifier": "about"}),
        ("The line is 130 kilometres long", "quantities", {"value": "130", "unit": "kilometres"}),
        ("The pipeline can carry 15.75 billion cubic meters", "quantities", {"what": "pipeline capacity", "value": "15750000000", "unit": "cubic metres"}),
        ("Four new reactors of the nuclear plant will be built", "quantities", {"what": "power plant units planned", "unit": "power plant units"}),
        ("The number of flights reached 120 a week", "quantities", {"what": "flights", "value": "120"}),
        ("We meet for the third time this year", "quantities", {"what": "meeting of the leaders", "value": "3", "unit": "ordinal"}),
        ("It is the first nuclear power plant of the country", "quantities", {"what": "power plant of a country", "value": "1"}),
        ("Over 90 percent of payments are in tenge", "quantities", {"what": "share of payments", "value": "90", "qualifier": "over"}),
    ],
)  # fmt: skip
def test_numbers_are_read_with_what_they_count(text, table, cells):
    found = [told for name in ("claims", "figures", "quantities") for told in rows(f"{text}.", name)]
    assert len(found) == 1 and found == rows(f"{text}.", table)
    assert {name: found[0][1][name] for name in cells} == cells


@pytest.mark.parametrize(
    "text",
    [
        "On 20 August 2025",
        "First of all, in 2024",
        "Over the last years",
        "The S-400 and the MC-21",
        "One of them, for the first time",
        "In two weeks, on a two-way street",
        "Resolution 2254 and the Group of 20",
        "Six weeks ago, in the first place",
    ],
)
def test_dates_names_and_figures_of_speech_are_no_numbers(text):
    assert not [p for p in drafted(f"{text} it was so.", setting()) if p.table in ("claims", "figures", "quantities")]


def test_a_number_has_one_home_and_its_own_window_and_subject():
    text = (
        "Trade grew by 12 percent in 2022 and by 7 percent in the first nine months of 2023, to $15 billion. "
        "Exports rose by 28 percent, and imports by 9 percent. It was $15.8 billion for the whole of 2021. "
        "Half a million tourists came, and in 2022 the figure was 400,000. We hope that trade will reach $20 billion."
    )
    claims = [(c["indicator"], c["value"], c.get("window")) for _, c in rows(text, "claims")]
    assert claims == [
        ("trade turnover", "12", "P1Y"), ("trade turnover", "7", "P9M"), ("exports", "28", None), ("imports", "9", None),
    ]  # fmt: skip
    figures = [(c["value"], c["period_start_on"], c["period_end_on"]) for _, c in rows(text, "figures")]
    assert figures == [("15000", "2023-01-01", "2023-09-30"), ("15800", "2021-01-01", "2021-12-31")]
    told = [(c["what"], c["value"]) for _, c in rows(text, "quantities")]
    assert told == [("tourists", "500000"), ("tourists, year before", "400000"), ("trade target", "20000")]
    places = [p.start for p in drafted(text, setting()) if p.table in ("claims", "figures", "quantities")]
    assert len(places) == len(set(places)) == 9


def test_each_memorandum_of_a_list_is_a_document_and_its_field_is_signed():
    text = (
        "They have signed a package of documents. The documents include memorandums on tourism, energy and education."
    )
    papers = rows(text, "documents")
    assert [(words, cells["type"]) for words, cells in papers] == [
        ("package of documents", "package"), ("tourism", "memorandum"), ("energy", "memorandum"), ("education", "memorandum"),
    ]  # fmt: skip
    assert {cells["status"] for _, cells in papers} == {"signed"} and papers[1][1]["parties"] == "tur;kaz"
    assert [cells["role"] for _, cells in rows(text, "sector_mentions")] == ["signed field"] * 3
    heads = [text[slice(*p.head)] for p in drafted(text, setting()) if p.head]
    assert heads == ["memorandums"] * 3


def test_each_item_of_a_list_behind_a_colon_is_a_document_of_those_it_names():
    text = "The sides signed the following documents:\n\n1. Declaration on Ties;\n\n2. Protocol between the Ministry of Trade and the Customs Service\n\n3. Memorandum on twin cities."
    text += "\n\nThe agencies signed an agreement on food. They signed agreements on health, as well as plants."
    assert [(c["type"], c["status"], c["level"]) for _, c in rows(text, "documents")][1:] == [
        ("declaration", "signed", "unknown"), ("protocol", "signed", "agency"), ("memorandum", "signed", "unknown"),
        ("agreement", "signed", "agency"), ("agreement", "signed", "unknown"), ("agreement", "signed", "unknown"),
    ]  # fmt: skip


def test_papers_named_in_a_row_share_a_verb_and_each_on_is_one_of_them():
    text = "The leaders signed the Joint Statement and the Treaty on Trade. They signed agreements on tax, and on a joint commission."
    assert [(words, c["type"], c["status"], c["level"]) for words, c in rows(text, "documents")] == [
        ("Joint Statement", "joint statement", "signed", "heads of state"),
        ("Treaty on Trade", "treaty", "signed", "heads of state"),
        ("tax", "agreement", "signed", "unknown"), ("a joint commission", "agreement", "signed", "unknown"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("We will prepare a treaty on friendship", "treaty", "planned"),
        ("The agreement on customs that was signed today", "agreement", "signed"),
        ("The roadmap for trade is being implemented", "roadmap", "in force"),
        ("The agreements reached today will help", None, None),
        ("The loan agreement will be signed shortly", "agreement", "planned"),
        ("The Visa Facilitation Agreement of 2005 was ratified", "agreement", "in force"),
        ("A protocol on customs was initialled in 2019", "protocol", "signed"),
        ("The council adopted a declaration on culture", "declaration", "adopted"),
        ("Several intergovernmental documents have been signed", "package", "signed"),
        ("We are drafting a programme of cooperation for five years", "programme", "planned"),
        ("The presidents support the Charter of the United Nations", None, None),
        ("Abecia and Bolandia on Monday signed 27 documents", "package", "signed"),
        ("We hope that the agreement on visas will be concluded soon", "agreement", "planned"),
        ("The treaty on borders, which we signed in May, came into force", "treaty", "in force"),
        ("The sides exchanged a memorandum of understanding", "memorandum", "signed"),
        ("A Joint Declaration was issued", "declaration", "adopted"),
        ("They witnessed the signing of the Cooperation Programme for 2024", "programme", "signed"),
        ("The agreement on a free trade zone works well", "free trade agreement", "in force"),
        ("The implementation of our agreements goes on", None, None),
        ("Today we have agreed the Bolata Declaration", "declaration", "adopted"),
        ("The memorandum on ports, signed in 1990, provides access", "memorandum", "in force"),
        ("A package of papers and documents has already been prepared", "package", "planned"),
        ("Turkey has signed the Bolata Accords", "accord", "signed"),
        ("We have signed an agreement with NBC to build a plant", "agreement", "signed"),
        ("The government prepared a package of measures", None, None),
        ("The agreement on trade signed in 1994 is to be updated", "agreement", "under review"),
    ],
)
def test_a_document_has_the_type_and_status_that_the_words_tell(text, kind, status):
    assert [(cells["type"], cells["status"]) for _, cells in rows(f"{text}.", "documents")] == (
        [(kind, status)] if kind else []
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We spoke of tourism and of energy", [("tourism", "cooperation field"), ("energy", "cooperation field")]),
        ("Strikes on nuclear facilities are a threat", [("nuclear", "security theme")]),
        ("Trade is good for the economy", []),
        (
            "Ties in economy, culture and tourism",
            [("", "cooperation field"), ("culture", "cooperation field"), ("tourism", "cooperation field")],
        ),
        ("The Ministry of Energy met", []),
        ("Trade and economic ties are good", []),
        (
            "Trade, economic and cultural ties",
            [("", "cooperation field"), ("", "cooperation field"), ("culture", "cooperation field")],
        ),
        ("Work on Akkuyu, the first nuclear power plant, goes on", [("nuclear", "cooperation field")]),
        ("Security matters to all", []),
        ("We want to cement our ties and to tax the rich", []),
        ("The Ministry of Energy and the Clean Energy Fund came", []),
        ("We are keen to buy gas and food", [("oil-and-gas", "demanded"), ("food-trade", "demanded")]),
        ("A missile hit the resorts", [("", "cooperation field"), ("tourism", "cooperation field")]),
    ],
)
def test_sectors_are_known_terms_and_general_words_count_in_lists_only(text, told):
    assert [(cells["sector_id"], cells["role"]) for _, cells in rows(f"{text}.", "sector_mentions")] == told


def test_happenings_have_the_dates_of_their_sentences():
    text = "The BRICS summit took place in autumn 2023. The next meeting of the commission will be in June."
    assert [(c["kind"], c["starts_on"], c["precision"], c["told_as"]) for _, c in rows(text, "events")] == [
        ("meeting", "2023-09-01", "season", "happened"), ("session", "2024-06-01", "month", "planned"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("She visited the Bolata Base in Chad yesterday", ("visit", "2024-04-30", "day", "happened")),
        ("The ministers will meet with Minister Vega in March", ("meeting", "2025-03-01", "month", "planned")),
        ("A special summit in Oslo is to be held in three days", ("meeting", "2024-05-04", "day", "planned")),
        ("The treaty entered into force last month", ("entry into force", "2024-04-01", "month", "happened")),
        ("Aircraft bombed the Port Quarter last week", ("armed attack", "2024-04-22", "span", "happened")),
        ("The bridge was opened on 9 March", ("opening", "2024-03-09", "day", "happened")),
        ("The bridge was opened", None),
        ("Peru joined the Pact of Lima next year", ("accession", "2025-01-01", "year", "planned")),
        ("The trip was postponed from June", ("postponement", None, "none", "happened")),
        ("They held talks", ("meeting", "2024-05-01", "day", "happened")),
        ("On Monday they held talks", ("meeting", "2024-04-29", "day", "happened")),
        ("The paper was signed", ("signing", "2024-05-01", "day", "happened")),
        ("Our first meeting was short", None),
        ("The commission will hold its regular meeting soon", ("session", None, "none", "planned")),
        ("We are glad of the results of this meeting in 2020", ("meeting", "2024-05-01", "day", "happened")),
        ("The first line was launched in March", ("launch", "2024-03-01", "month", "happened")),
        ("The treaty enters into force on 1 January 2026", ("entry into force", "2026-01-01", "day", "planned")),
    ],
)  # fmt: skip
def test_a_happening_has_the_kind_of_its_verb_and_the_date_nearest_to_it(text, told):
    found = [(c["kind"], c.get("starts_on"), c["precision"], c["told_as"]) for _, c in rows(f"{text}.", "events")]
    assert found == ([told] if told else [])


def test_dates_that_no_calendar_has_are_passed_over():
    text = "They met on 31 February. In 99999999999 days a summit in Lima will be held. Trade grew by 5 percent in the first 13 months."
    assert {c["precision"] for _, c in rows(text, "events")} <= {"none", "day"}
    assert [c.get("window") for _, c in rows(text, "claims")] == [None]


def test_the_last_thing_counted_lends_its_noun_and_the_last_sum_its_currency():
    text = "Trade rose to $5 billion in 2023, up from 3 billion in 2021. Some 900 students came, 300 of them free of charge."
    assert [(c["value"], c["period_start_on"]) for _, c in rows(text, "figures")] == [
        ("5000", "2023-01-01"), ("3000", "2021-01-01"),
    ]  # fmt: skip
    assert [(c["what"], c["value"]) for _, c in rows(text, "quantities")] == [("students", "900"), ("students", "300")]


def test_words_are_whole_and_titles_do_not_end_a_sentence():
    assert [m[0] for m in either(["Iran", "Mali"]).finditer("Iranian Mali Somali")] == ["Mali"]
    text = "Mr. Bergé came. It rained."
    assert [text[a:b] for a, b in sentences(text)] == ["Mr. Bergé came. ", "It rained."]


@pytest.mark.parametrize(
    ("text", "more", "said"),
    [
        ("", {}, "The text is empty"),
        ("Only three words", {}, "The text has 3 words"),
        ("a " * 100_000, {}, "The text has 100,000 words"),
        (
            "Er sagte: „Das ist ein guter Tag.“ " * 20,
            {"language": "de"},
            "another language (de): expect next to nothing. Numbers are read",
        ),
        ("Il a dit cela. " * 30, {"language": "fr"}, "another language (fr): expect next to nothing."),
        ("He said so. " * 30, {"kind": "transcript"}, "no line begins with a speaker's label"),
        ("He said so. " * 30, {}, "no quotation marks"),
    ],
)
def test_what_does_not_apply_to_a_text_is_said(text, more, said):
    assert any(said in remark for remark in unfit(text, setting(**more)))


@pytest.fixture
def source(small):
    cells = read_package(small)
    return next(row["source_id"] for row in cells["sources"].records() if row["coverage"] == "full")


def test_the_sheets_place_each_row_and_nothing_enters_the_tables(small, source, tmp_path, capsys):
    before = {p.name: p.read_bytes() for p in small.iterdir() if p.is_file()}
    text = small / "texts" / "long.txt"
    text.write_text(
        "A heading of it\n\nThe host said that Peru, Iraq and Peru grew.\nTrade grew by 5 percent. Peru won.\n",
        encoding="utf-8",
    )
    assert main(["draft", source, "--text", str(text), "--data", str(small), "--output", str(tmp_path / "out")]) == 0
    assert {p.name: p.read_bytes() for p in small.iterdir() if p.is_file()} == before
    sheets = {p.name: list(csv.DictReader(p.open(encoding="utf-8", newline=""))) for p in (tmp_path / "out").iterdir()}
    named = sheets[f"{source}-actor_mentions.csv"]
    assert [(row["words"], row["line"]) for row in named] == [
        ("Peru", "3"),
        ("Iraq", "3"),
        ("Peru", "3"),
        ("Peru", "4"),
    ]
    for row in named:
        assert row["surety"] and row["context"] == ""  # left to whoever reads it
        stretch = row["within"]
        assert not stretch or len(bared(text.read_text("utf-8")).find(stretch)) == 1
    assert named[0]["within"] and named[2]["within"] and not named[3]["within"]
    assert "four rows" in capsys.readouterr().out
    terms = sheets[f"{source}-terms.csv"]
    assert {(row["vocabulary"], row["definition"]) for row in terms} <= {
        ("indicator", ""),
        ("modality", ""),
        ("change", ""),
    }
    tables = read_package(small)
    assert not [
        fault for path in (tmp_path / "out").iterdir() for fault in read_sheet(path, tables).faults
    ]  # add takes them
    assert main(["draft", source, "--text", str(text), "--data", str(small), "--output", str(tmp_path / "out")]) == 2
    assert "Nothing was written" in capsys.readouterr().err


def test_a_source_or_text_that_is_not_there_is_told(small, source, tmp_path, capsys):
    words = ["--data", str(small), "--output", str(tmp_path / "out")]
    assert main(["draft", "nobody-2020", "--text", str(small / "texts" / "small.txt"), *words]) == 2
    assert "sources.csv has no nobody-2020" in capsys.readouterr().err
    assert main(["draft", source, "--text", str(small / "none.txt"), *words]) == 2
    (small / "bad.txt").write_bytes(b"caf\xe9")
    assert main(["draft", source, "--text", str(small / "bad.txt"), *words]) == 2
    assert "is not UTF-8" in capsys.readouterr().err and not (tmp_path / "out").exists()


def test_a_setting_takes_sides_and_leaders_from_the_package(small, source):
    tables = {name: cells.records() for name, cells in read_package(small).items()}
    found = setting_of(tables, source)
    assert found.summit["summit_id"] == found.source["summit_id"] and {row["kind"] for row in found.states} <= {"state"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Trade did not grow by 5 percent", ("claims", "low", "grew")),
        ("It is not true that trade turnover increased fivefold", ("claims", "low", "grew")),
        ("If trade grew by 10 percent, we would be glad", ("claims", "low", "grew")),
        ("Trade grew by no less than 5 percent", ("claims", "high", "grew")),
        ("There is no doubt that trade grew by 5 percent", ("claims", "high", "grew")),
        ("Trade did not grow by 1,200 percent", ("claims", "low", "grew")),
        ("Trade has not grown", None),
        ("We have not yet signed a memorandum on fisheries", ("documents", "low", "planned")),
        ("The agreement on visas has not been signed yet", ("documents", "low", "planned")),
        ("We did not sign the free trade agreement", None),
        ("No contract was signed today", None),
        ("Five memorandums were not signed", ("quantities", "low", None)),
        ("We have not only signed a treaty on ties but met", ("documents", "middle", "signed")),
        ("Nobody was killed", None),
    ],
)
def test_what_is_denied_or_supposed_is_not_told_as_so(text, told):
    found = [p for p in drafted(f"{text}.", setting()) if p.table in ("claims", "quantities", "documents", "events")]
    found = [(p.table, p.surety, p.cells.get("modality") or p.cells.get("status")) for p in found]
    assert [it for it in found if it[0] != "events"] == ([told] if told else [])
    assert bool(told) or not found


@pytest.mark.parametrize(
    ("text", "surety", "parties"),
    [
        ("Our trade with Uganda grew by 20 percent in 2024", "low", ""),
        ("With Uganda, our trade grew by 20 percent", "low", ""),
        ("We spoke of trade with Uganda. It grew by 20 percent", "low", ""),
        ("Trade between Iran and Russia rose by 30 percent", "low", ""),
        ("World trade grew by 3 percent", "low", ""),
        ("Turkey’s foreign trade grew by 3 percent", "low", ""),
        ("Exports to the European Union reached 2 billion dollars in 2023", "low", ""),
        ("Trade between Turkey and China amounted to 8 billion dollars in 2023", "low", ""),
        ("Trade with Peru is good, and trade between Turkey and Kazakhstan grew by 4 percent", "high", "tur kaz"),
        ("Peru may wonder, but our trade reached US $6 billion in 2023", "middle", "tur kaz"),
    ],
)
def test_trade_in_which_a_third_has_part_names_no_parties(text, surety, parties):
    found = [p for p in drafted(f"{text}.", setting()) if "party_a_id" in p.cells]
    told = [(p.surety, f"{p.cells['party_a_id']} {p.cells['party_b_id']}".strip()) for p in found]
    assert told[-1:] == [(surety, parties)]


@pytest.mark.parametrize(
    ("text", "surety", "parties"),
    [
        ("Our exports to Kazakhstan grew by 9 percent", "high", "tur kaz"),
        ("Our exports to Turkey grew by 9 percent", "high", "kaz tur"),
        ("Exports from Kazakhstan grew by 9 percent", "high", "kaz tur"),
        ("Turkish exports of fish grew by 9 percent", "high", "tur kaz"),
        ("Imports from Turkey grew by 9 percent", "high", "kaz tur"),
        ("Kazakhstan’s imports of oil rose by 9 percent", "high", "kaz tur"),
        ("Supplies of gas to Turkey grew by 9 percent", "high", "kaz tur"),
        ("Exports grew by 9 percent", "low", "tur kaz"),
        ("Our exports grew by 9 percent", "low", "tur kaz"),
    ],
)
def test_who_sells_stands_first_where_the_words_tell_it(text, surety, parties):
    found = [p for p in drafted(f"{text}.", setting()) if p.table == "claims"]
    assert [(p.surety, f"{p.cells['party_a_id']} {p.cells['party_b_id']}") for p in found] == [(surety, parties)]


def test_our_exports_are_those_of_the_speakers_country():
    text = "Bo Berge: Our exports grew by 9 percent, your imports of fish by 8 percent.\n\nAda Adams: Our exports fell by 7 percent in 2023.\n"
    found = [p.cells for p in drafted(text, setting(kind="transcript", title="")) if "party_a_id" in p.cells]
    assert [c["party_a_id"] for c in found] == ["kaz", "tur", "tur"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Trade rose from 25 million to 115 million dollars in 2023", ["quantities 25 USD million low", "figures 115 USD million middle"]),
        ("Trade grew from $25 million to $115 million in 2023", ["quantities 25 USD million low", "figures 115 USD million middle"]),
        ("They built 20 to 30 plants", ["quantities 20 plants low", "quantities 30 plants low"]),
        ("Between 5 and 7 percent of trade", ["quantities 5 percent low", "quantities 7 percent low"]),
        ("Trade grew by 5 to 7 percent in 2023", ["claims 5 low", "claims 7 low"]),
        ("Trade reached 2 to 3 billion dollars in 2023", ["figures 3000 USD million low"]),  # the check reads 2 as 2
        ("They gave 92 scholarships and 3 million dollars", ["quantities 92 scholarships low", "quantities 3 USD million low"]),
    ],
)  # fmt: skip
def test_the_first_number_of_a_range_counts_what_the_second_does(text, told):
    found = [p for p in drafted(f"{text}.", setting()) if p.table in ("claims", "figures", "quantities")]
    cells = [f"{p.table} {p.cells['value']} {p.cells.get('unit', '')} {p.surety}" for p in found]
    assert [" ".join(cell.split()) for cell in cells] == told


def test_what_is_counted_is_read_in_english_only():
    text = "Wir haben zwei Abkommen, und 17 Firmen sind da. Der Handel erreichte 5 Milliarden Dollar."
    assert [(c["value"], c["unit"]) for _, c in rows(text, "quantities", language="de")] == [("5000", "USD million")]


@pytest.mark.parametrize(
    ("text", "table", "cells"),
    [
        ("Trade reached $1.2 billion in 2024, up from $0.8 billion in 2023, which is a third more.", "claims", {"window_start_on": "2024-01-01"}),
        ("We import rice for 100 million dollars, three times as much as in 2015.", "quantities", {"what": "trade, no period named"}),
        ("They signed a memorandum on tourism. We support the Paris Agreement.", "documents", {"type": "agreement", "status": "in force", "parties": ""}),
        ("They signed a memorandum on tourism. We support the Oslo Declaration.", "documents", {"type": "declaration", "status": "adopted", "parties": ""}),
        ("They signed a memorandum on tourism. We praise the treaty on trade.", "documents", {"type": "treaty", "status": "signed", "parties": "tur;kaz"}),
    ],
)  # fmt: skip
def test_nothing_is_borrowed_from_farther_than_it_reaches(text, table, cells):
    found = [its for _, its in rows(text, table) if its.get("what") != "times"][-1]
    assert {name: found.get(name, "") for name in cells} == cells


def test_a_number_without_a_noun_takes_none_from_sentences_away():
    text = "They signed 11 documents. It rained. It was late. A number of states, one hundred and twenty of them, came."
    assert [c["value"] for _, c in rows(text, "quantities")] == ["11"]
