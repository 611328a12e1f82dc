"""The printed report: for eye and ear, in grey, from the right, and where little may be said."""

import csv
import io
import re
import subprocess
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pypdf
import pytest
from django.utils import translation

from evaluation.reports.chapters.objectives import objectives
from evaluation.reports.render import render, written
from evaluation.reports.snapshot import freeze
from mentorship.common.charts.palette import CATEGORIES
from tests.evaluation.reports import made_up

EVERY = {
    "full": made_up.full,
    "no answers": made_up.plain,
    "one person": lambda: made_up.plain(mentors=1, mentees=1),
    "all hidden": made_up.all_hidden,
    "from the right": made_up.in_arabic,
}


@cache
def drawn(name):
    return render(freeze(EVERY[name]()), language="ar" if name == "from the right" else "en-gb")


def reader(name):
    return pypdf.PdfReader(io.BytesIO(drawn(name).pdf))


def text(name):
    return " ".join(" ".join(page.extract_text().split()) for page in reader(name).pages)


def elements(pdf):
    """Yield the elements of the tag tree in reading order."""

    def walk(node):
        node = node.get_object()
        for one in node if isinstance(node, list) else [node]:
            kid = one.get_object()
            if hasattr(kid, "get"):
                if "/S" in kid:
                    yield kid
                if "/K" in kid:
                    yield from walk(kid["/K"])

    yield from walk(pdf.trailer["/Root"]["/StructTreeRoot"])


@pytest.mark.parametrize("name", EVERY)
def test_every_document_is_tagged_named_and_its_headings_are_in_order(name):
    pdf = reader(name)
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == ("ar" if name == "from the right" else "en-gb")
    assert pdf.metadata.title == EVERY[name]().title
    found = list(elements(pdf))
    levels = [int(one["/S"][2]) for one in found if re.fullmatch(r"/H[1-6]", one["/S"])]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    kinds = {one["/S"] for one in found}
    assert {"/Table", "/TH", "/TD", "/Caption", "/Figure"} <= kinds
    for figure in found:
        if figure["/S"] == "/Figure":
            assert str(figure.get("/Alt", "")).strip()


@pytest.mark.parametrize("name", EVERY)
def test_every_font_is_inside_and_pages_are_few(name):
    pages = reader(name).pages
    assert 3 <= len(pages) <= 14
    for page in pages:
        for font in page["/Resources"].get("/Font", {}).values():
            (descendant,) = font.get_object()["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_chapters_are_read_in_the_order_in_which_they_stand():
    said = text("full")
    chapters = (
        "The programme in one page", "Objectives and results", "Who took part", "What came of it",
        "In their own words", "Fresh and alive", "Cost, value and return", "Not counted in money",
        "What became of the last recommendations", "Risks, and the next programme",
        "Method and limits", "Check these figures",
    )  # fmt: skip
    places = [said.rfind(chapter) for chapter in chapters]
    assert -1 not in places
    assert made_up.LETTERS in said
    firsts = [said.find(chapter) for chapter in chapters]
    assert firsts == sorted(firsts)


def test_verdicts_stand_as_words_and_the_return_beside_its_span():
    said = text("full")
    for words in ("Met", "Not met", "Cannot tell", "£1.90", "£0.90", "£3.10", "71% (n = 48"):
        assert words in said
    assert "chose themselves" in said
    assert not re.search(r"\b(led to|thanks to|caused)\b(?! what)", said)


def test_a_bar_ends_at_the_target_and_runs_down_where_less_is_better():
    chapter = objectives(made_up.full())
    rows = chapter.parts[0].tables[0].rows
    bars = [cell.bar for row in rows for cell in row if cell.bar]
    assert [bar.reached for bar in bars] == [81.1, 100.0, 36.0]
    assert (bars[0].low, bars[0].high) == (67.3, 91.1)
    assert all(bar.target == 80 for bar in bars)


def test_what_may_not_be_shown_is_nowhere():
    rendering = drawn("all hidden")
    rows = csv.DictReader(io.StringIO(rendering.csv.decode("utf-8-sig")))
    hidden = [row for row in rows if row["state"] == "too_few"]
    assert len(hidden) >= 9
    assert {row[name] for row in hidden for name in ("value", "count", "n", "low", "high")} == {""}
    assert "Too few to show" in text("all hidden")
    assert "In their own words" not in text("all hidden")


def test_costs_in_two_currencies_are_told_and_not_added_up():
    data = replace(made_up.full(), costs=None, cost_currencies=("EUR", "GBP"))
    document = written(freeze(data), language="en-gb")
    assert "EUR and GBP" in document.costs.lead
    assert "cost and return" not in str(document.method)
    assert "EUR and GBP" in render(freeze(data), language="en-gb").html.decode()


def test_what_is_not_on_record_is_named_once_and_has_no_chapter():
    said = text("no answers")
    assert "nobody was heard" in said
    assert "Nothing is on record for: objectives with targets;" in said
    for chapter in ("Objectives and results", "Cost, value and return"):
        assert chapter not in said


def test_the_table_holds_what_a_sponsor_acts_on():
    rows = list(csv.DictReader(io.StringIO(drawn("full").csv.decode("utf-8-sig"))))
    parts = {row["part"] for row in rows}
    assert {"objectives", "changes", "results", "pathway", "risks", "loops", "costs"} <= parts
    (back,) = (row for row in rows if row["figure"] == "return for each unit spent")
    assert (back["value"], back["low"], back["high"]) == ("1.9027", "0.9000", "3.1000")


def test_where_people_read_from_the_right_the_page_is_mirrored(tmp_path):
    rendering = drawn("from the right")
    assert "إتمام" in rendering.html.decode()
    path = tmp_path / "report.pdf"
    path.write_bytes(rendering.pdf)
    boxes = subprocess.run(
        ["pdftotext", "-f", "2", "-l", "2", "-bbox", path, "-"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    worked = re.search(r'xMin="([\d.]+)"[^>]*>worked<', boxes)
    decisions = re.search(r'xMin="([\d.]+)"[^>]*>Decisions<', boxes)
    assert float(worked[1]) > 297
    assert float(decisions[1]) > 297


def test_letters_of_other_scripts_are_drawn_and_not_boxes():
    fonts = subprocess.run(["fc-list", ":lang=ar", "family"], capture_output=True, text=True,
                           check=True).stdout  # fmt: skip
    if not fonts.strip():
        pytest.skip("No font with Arabic letters is installed: install fonts-noto-core.")
    pdf = reader("from the right")
    names = {
        font.get_object()["/BaseFont"]
        for page in pdf.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert any("Mentorship" not in name for name in names)


def lightness(colour):
    """Return how light a colour is when printed in grey: L* from 0 to 100."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 116 * y ** (1 / 3) - 16


def test_colours_of_charts_are_told_apart_in_grey():
    greys = sorted(lightness(colour) for colour in CATEGORIES)
    gaps = [after - before for before, after in pairwise(greys)]
    assert min(gaps) >= 5
    assert greys[-1] <= 82, "too pale on white paper"


def test_charts_of_a_report_use_only_colours_that_are_told_apart():
    known = set(CATEGORIES) | {"#1a202a", "#4f5763", "#e4e3e6", "#ffffff", "none", "transparent"}
    document = written(freeze(made_up.full()), language="en-gb")
    charts = [
        chart for chapter in document.chapters for part in chapter.parts for chart in part.charts
    ]
    assert len(charts) >= 8
    for chart in charts:
        assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', chart.svg)) <= known
        assert chart.description


def test_many_cohorts_stand_one_under_another():
    with translation.override("en-gb"):
        document = written(freeze(made_up.large()), language="en-gb")
    (survey,) = (table for part in document.method.parts for table in part.tables)
    assert len(survey.rows) == 20
    assert len(survey.columns) == 2
    assert "Drawn are the latest 12." in document.chart.caption
