"""Page, PDF and table say the same figures, all from the snapshot alone."""

import csv
import io
import re
import subprocess

import pypdf
import pytest
from django.utils import translation

from evaluation.enums import ItemKind
from evaluation.reports.render import COLUMNS, csv_rows, render, written
from evaluation.reports.snapshot import freeze
from mentorship.common.csv import csv_bytes
from tests.evaluation.record import EXPECTED
from training.fresh.enums import Question as Fresh


@pytest.fixture(scope="module")
def snapshot(reports):
    return freeze(reports.pooled)


@pytest.fixture(scope="module")
def rendering(snapshot, django_db_blocker):
    with django_db_blocker.block():
        return render(snapshot, language="en-gb")


@pytest.fixture(scope="module")
def pdf_text(rendering):
    pages = pypdf.PdfReader(io.BytesIO(rendering.pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.fixture(scope="module")
def page_text(rendering):
    return " ".join(re.sub(r"<[^>]+>", " ", rendering.html.decode()).split())


@pytest.fixture(scope="module")
def table(reports):
    text = csv_bytes(COLUMNS, csv_rows(reports.pooled)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


MAIN_FIGURES = (
    f"{EXPECTED['projects_graduated']} of {EXPECTED['projects']}",
    "4.6095 (n = 105)",
    f"{EXPECTED['recommend']['yes']} of {sum(EXPECTED['recommend'].values())}",
    f"{EXPECTED['conversion']['stepped_up']} of {EXPECTED['conversion']['of']}",
    f"{EXPECTED['mentor_wants_to_return_as_mentor']} of {EXPECTED['mentor_answers']}",
)


@pytest.mark.parametrize("figure", MAIN_FIGURES)
def test_page_and_pdf_say_the_expected_figures(page_text, pdf_text, figure):
    assert figure in page_text
    assert figure in pdf_text


def test_page_and_pdf_say_seats_and_returning_mentors(page_text, pdf_text):
    for number, seats in EXPECTED["mentor_seats"].items():
        came_back = EXPECTED["mentors_returning_next_cohort"].get(number)
        row = f"{seats} {EXPECTED['mentee_seats'][number]}"
        assert row in page_text
        assert row in pdf_text
        if came_back:
            assert f"{came_back[0]} of {came_back[1]}" in page_text
            assert f"{came_back[0]} of {came_back[1]}" in pdf_text


def test_the_table_holds_the_expected_figures_unrounded(table):
    def figure(part, name, group=""):
        (row,) = (r for r in table if (r["part"], r["figure"], r["group"]) == (part, name, group))
        return row

    assert figure("outcomes", "graduated")["count"] == "116"
    assert figure("outcomes", "graduated")["n"] == "149"
    met = figure("questions", "mentee: mentor_met_expectations")
    assert (met["value"], met["n"]) == ("4.6095", "105")
    assert figure("questions", "mentee: recommend", "Yes")["count"] == "129"
    assert figure("retention", "conversion")["count"] == "25"
    assert figure("places", "mentors", "Open Seeds 5")["count"] == "35"
    assert figure("retention", "returning", "Open Seeds 4")["count"] == "13"
    assert figure("questions", "mentor: wants_mentor", "Yes")["n"] == "96"


def test_the_four_questions_have_their_trend_on_page_pdf_and_table(page_text, pdf_text, table):
    then, before = (EXPECTED["mentors_returning_next_cohort"][number] for number in "34")
    now = {
        (row["figure"], row["group"]): (row["count"], row["n"], row["state"], row["source"])
        for row in table
        if row["part"] == "fresh"
    }
    assert now["staying", "now"] == (*map(str, before), "shown", "places")
    assert now["staying", "trend: a cohort earlier"] == (*map(str, then), "shown", "places")
    assert now["support", "now"] == ("", "", "no_data", "pathway")
    for text in (page_text, pdf_text):
        assert "13 of 32 mentors came back for the latest cohort." in text
        assert "Falling: 16 of 34 a cohort earlier." in text
        assert "Nothing earlier to compare it with yet." in text
        assert text.count("Trend ") == len(Fresh)
        assert "The figures are of all of Open Seeds, as it stood on" in text


def test_a_report_on_one_cohort_says_that_its_four_figures_are_of_the_programme(reports):
    document = written(freeze(reports.alone[3]), language="en-gb")
    assert document.freshness.lead.endswith("and not of this cohort alone.")
    assert "After this cohort, 16 of 34 came back (47%)." in document.fresh[1].figure


def test_hidden_groups_are_named_and_have_no_number_anywhere(rendering, table, pdf_text):
    hidden = [row for row in table if row["state"] in {"too_few", "withheld"}]
    assert {row["group"] for row in hidden} == {"Perhaps", "No"}
    for row in hidden:
        assert {row[name] for name in ("value", "count", "n", "low", "high")} == {""}
    assert "Perhaps Withheld No Too few to show" in pdf_text
    assert "Too few to show" in rendering.html.decode()


def test_every_figure_in_the_table_names_its_source_and_its_state(table):
    for row in table:
        assert row["source"], row
        assert row["state"], row


def test_words_never_claim_a_cause(page_text, pdf_text):
    for text in (page_text, pdf_text):
        assert not re.search(r"\b(because of|led to|thanks to|caused)\b(?! what)", text)
        assert "associated" in text


def test_the_credit_and_the_invented_sponsor_are_said(page_text, pdf_text):
    for text in (page_text, pdf_text):
        assert "Open Seeds by OLS, CC BY 4.0" in text
        assert "The sponsors named in this report are invented." in text


def test_code_and_digest_are_printed(snapshot, page_text, pdf_text):
    for text in (page_text, pdf_text):
        assert snapshot.code in text
        assert snapshot.sha256 in text


def test_the_same_snapshot_gives_the_same_bytes(snapshot, rendering):
    assert render(snapshot, language="en-gb") == rendering


def test_the_pdf_is_tagged_with_headings_figures_and_header_cells(rendering, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(rendering.pdf)
    facts = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Title:\s+Open Seeds, cohorts 1 to 5", facts)
    assert re.search(r"Tagged:\s+yes", facts)
    pages = int(re.search(r"Pages:\s+(\d+)", facts)[1])
    assert 4 <= pages <= 8
    tags = subprocess.run(
        ["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True
    ).stdout
    assert len(re.findall(r"^\s+Figure\b", tags, re.MULTILINE)) >= 5
    assert re.search(r"^\s+TH\b", tags, re.MULTILINE)
    for heading in ("The programme in one page", "Fresh and alive", "Method and limits"):
        assert heading in tags
    reader = pypdf.PdfReader(io.BytesIO(rendering.pdf))
    assert reader.trailer["/Root"]["/Lang"] == "en-gb"


def test_every_figure_of_the_pdf_has_an_alternative(rendering):
    reader = pypdf.PdfReader(io.BytesIO(rendering.pdf))
    figures = list(structure(reader, "/Figure"))
    assert len(figures) >= 5
    for figure in figures:
        assert str(figure.get("/Alt", "")).strip()


def structure(reader, kind):
    """Yield the elements of one kind in the document's structure."""
    left = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while left:
        element = left.pop().get_object()
        if not isinstance(element, pypdf.generic.DictionaryObject):
            continue
        if element.get("/S") == kind:
            yield element
        kids = element.get("/K", [])
        left.extend(kids if isinstance(kids, list) else [kids])


def test_every_sentence_of_the_first_page_carries_its_n(snapshot):
    document = written(snapshot, language="en-gb")
    for sentence in (*document.summary[1:], *document.worked, *document.not_yet):
        assert re.search(r"\d+ of \d+|n = \d+", sentence), sentence


def test_what_worked_and_what_did_not_follow_the_stated_rule(reports):
    with translation.override("en-gb"):
        document = written(freeze(reports.pooled), language="en-gb")
    assert (
        "“Would you recommend the programme?” – 129 of 131 answers said “Yes”." in document.worked
    )
    assert "In 52 of 122 cases a mentor came back for the next cohort (43%)." in document.not_yet
    assert len(document.fresh) == 4
    assert 1 <= len(document.asks) <= 3


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_a_report_on_one_cohort_has_words_and_pictures(reports, number):
    document = written(freeze(reports.alone[number]), language="en-gb")
    assert document.title == f"Open Seeds {number}"
    assert len(document.headlines) == 4
    assert document.chart.rows
    kinds = {question.kind for question in reports.alone[number].questions}
    assert ItemKind.TEXT not in kinds
