"""Typed numbers are found, what says when or which may stand, and drafts pass their own check."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.reports.model import ChangeLine, Figure, Source, State, Unit
from evaluation.reports.snapshot import thaw
from evaluation.reports.wording.checking import names_in, problems_in, problems_of
from evaluation.reports.wording.drafting import draft_of
from evaluation.reports.wording.filling import fill, words_of
from evaluation.reports.wording.notes import notes_of
from evaluation.reports.wording.numbers import typed_numbers
from evaluation.reports.wording.placing import catalogue_of
from evaluation.reports.wording.sections import Section
from evaluation.reports.wording.texts import (
    changed_meanwhile,
    marks_of,
    settled_together,
    texts_of,
    words_from,
)

DATA = thaw(Path(__file__).parents[1].joinpath("schema_1.json").read_text())
CATALOGUE = catalogue_of(DATA)
FIGURE = Figure(source=Source.SURVEYS, unit=Unit.ANSWERS, n=12, value=Decimal("0.4000"),
                low=Decimal("-0.1000"), high=Decimal("0.9000"))  # fmt: skip
CHANGE = ChangeLine(level=2, key="skill", text="I can do 5 things", audience="mentee",
                    first=Decimal("3.00"), last=Decimal("3.40"), rose=6, effect=Decimal("0.30"),
                    figure=FIGURE, low=1, high=5)  # fmt: skip


def blocking(section, paragraph):
    found = problems_of(section, [paragraph], CATALOGUE, names_in(DATA))
    return [problem.words for problem in found if problem.blocks]


@pytest.mark.parametrize(
    "text",
    [
        "36% of them",
        "It was 53.",
        "£61,000",
        "EUR 500",
        "seven of ten",
        "Twenty-five came",
        "٣٦ came",
        "½ of them",
        "half of mentees",
        "two thirds said so",
        "2027% more",
        "in 2,027 cases",
        "n=5",
        "a hundred",
        "3.5 points",
        "Cohort 53 came",
        "Sieben blieben",
        "Fünfundzwanzig Mentees",
        "zwei Drittel sagten es",
        "die Hälfte blieb",
    ],
)
def test_a_typed_number_blocks(text):
    assert blocking(Section.WORKED, text)


@pytest.mark.parametrize(
    "text",
    [
        "In 2027 we begin again.",
        "From 12 March 2027 to April 2028",
        "On 2027-03-12 at 8:30",
        "Q3 and B2B",
        "The 5th meeting",
        "COVID-19 came between",
        "2027–28",
        "Open Seeds 3 was good",
        "cohort 4 begins",
        "One or two of us",
        "a 95% interval",
        "Am 26. November 2026 und vom 3. bis 5. Mai",
        "ein 95 %-Konfidenzintervall",
        "Ein oder zwei von uns achten darauf",
        "{graduated} graduated",
    ],
)
def test_what_says_when_or_which_may_be_typed(text):
    assert blocking(Section.WORKED, text) == []


def test_a_planned_number_stands_only_ahead_and_only_with_where_it_is_from():
    assert blocking(Section.ASKS, "Fund {70 pairs | Budget of March 2027}.") == []
    assert blocking(Section.ASKS, "Fund {70 pairs | x}.")
    assert blocking(Section.ASKS, "Fund 70 pairs.")
    assert blocking(Section.WORKED, "We had {70 pairs | my notes}.")


def test_an_unknown_and_a_hidden_figure_block_and_say_why():
    (unknown,) = blocking(Section.WORKED, "{graduate} did")
    assert "Did you mean {graduated}" in unknown
    hidden = replace(DATA, graduated=replace(DATA.graduated, state=State.TOO_FEW, value=None,
                                             count=None, n=None))  # fmt: skip
    (problem,) = problems_in(hidden, {"worked": ["{graduated} did"]})
    assert "too few to show" in problem.words
    assert "Too few to show" in fill("{graduated}", catalogue_of(hidden))
    assert blocking(Section.WORKED, "an open { bracket")


def test_a_cause_is_a_hint_and_blocks_nothing():
    (hint,) = problems_of(Section.WORKED, ["It led to more."], CATALOGUE, frozenset())
    assert not hint.blocks
    assert "is associated with" in hint.words


def test_a_change_that_spans_no_change_cannot_be_told():
    data = replace(DATA, changes=(CHANGE,))
    said = " ".join(words_of(data, {})["outcomes"])
    assert "we cannot tell" in said
    assert "“I can do 5 things”" in said
    rose = replace(CHANGE, is_told=True, figure=replace(FIGURE, low=Decimal("0.1000")))
    told = " ".join(words_of(replace(data, changes=(rose,)), {})["outcomes"])
    assert "rose by 0.4 on average (n = 12 answers; 95% interval +0.10 to +0.90)" in told
    assert "associated with" in told


def test_what_a_figure_says_is_never_read_again():
    data = replace(DATA, programme="{graduated}")
    assert fill("{programme}", catalogue_of(data)) == "{graduated}"


def test_placed_figures_carry_n_and_source():
    table = notes_of(DATA, {"worked": ["{graduated}"], "asks": ["{70 | The plan}"]})
    cells = [[cell.text for cell in row] for row in table.rows]
    assert ["Relationships that graduated", "33 of 37 (89%)", "n = 37 relationships",
            "75% to 96%", "record of relationships"] in cells  # fmt: skip
    assert any("The plan" in row for row in cells)
    assert notes_of(DATA, {}) is None


@given(st.text(max_size=40), st.sampled_from((-1, 0, 1)))
def test_drafts_pass_their_own_check_whatever_people_wrote(name, way):
    changed = replace(CHANGE, text=name, is_told=way == 1)
    data = replace(DATA, programme=name, title=name, changes=(changed,))
    drafts = draft_of(data)
    assert problems_in(data, {str(key): said for key, said in drafts.items()}) == []
    assert words_from(data, texts_of(data, {})) == {}


@given(st.integers(min_value=0, max_value=10**9).filter(lambda n: not 1900 <= n <= 2099))
def test_every_whole_number_but_a_year_is_found(number):
    assert typed_numbers(f"We had {number} pairs.") == [str(number)]


@given(st.text(alphabet="abc \n", max_size=12), st.text(alphabet="abc \n", max_size=12),
       st.text(alphabet="abc \n", max_size=12))  # fmt: skip
def test_of_two_writers_nothing_is_lost(first, mine, theirs):
    before, wanted, stored = {"asks": first}, {"asks": mine}, {"asks": theirs}
    seen = marks_of(before)
    if changed_meanwhile(wanted, stored, seen):
        assert len({marks_of(each)["asks"] for each in (before, wanted, stored)}) == 3
        return
    kept = marks_of(settled_together(wanted, stored, seen))["asks"]
    changed = {marks_of(each)["asks"] for each in (wanted, stored)} - {seen["asks"]}
    assert kept in (changed or {seen["asks"]})
