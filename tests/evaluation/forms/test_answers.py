"""The questions as a form: tables, branches, parts of them, and other languages."""

import pytest

from evaluation.enums import ItemKind, Layout
from evaluation.forms.answers import AnswerForm
from tests.factories.evaluation import (
    AgainItemFactory,
    InstrumentFactory,
    ItemFactory,
    SectionFactory,
    TextItemFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def instrument():
    return InstrumentFactory.create()


def row(instrument, key, section=None, **fields):
    return ItemFactory.create(
        instrument=instrument, section=section, key=key, text=f"{key}?", **fields
    )


def drawn(form):
    return {
        question.item.item.key: str(question.field)
        for part in form.parts
        for question in part.questions
    }


def test_scales_with_one_head_stand_as_a_table_and_others_do_not(instrument):
    alike, unlike = (
        SectionFactory.create(instrument=instrument, layout=Layout.MATRIX) for _ in "ab"
    )
    for key in ("one", "two"):
        row(instrument, key, alike)
    row(instrument, "five", unlike)
    row(instrument, "seven", unlike, high=7)
    assert [part.is_table for part in AnswerForm(instrument).parts] == [True, False]


def test_five_marks_smile_only_where_the_highest_is_good(instrument):
    row(instrument, "good")
    row(instrument, "bad", is_reversed=True)
    row(instrument, "ten", low=0, high=10)
    pictures = drawn(AnswerForm(instrument))
    assert {key for key, html in pictures.items() if 'class="faces"' in html} == {"good"}
    assert pictures["ten"].count("<input") == 11


def test_a_question_that_waits_says_on_what(instrument):
    AgainItemFactory.create(instrument=instrument)
    TextItemFactory.create(
        instrument=instrument,
        asked_if_key="work_with_mentor_again",
        asked_if_values=["no", "maybe"],
    )
    waiting = AnswerForm(instrument).parts[0].questions[1]
    assert waiting.if_values == '["no", "maybe"]'
    assert waiting.condition == (
        "Only if you answered “No” or “Perhaps” to “Would you work with your mentor again?”"
    )


def test_what_is_not_asked_is_neither_checked_nor_kept(instrument):
    AgainItemFactory.create(instrument=instrument)
    row(
        instrument,
        "why",
        asked_if_key="work_with_mentor_again",
        asked_if_values=["no"],
        is_required=True,
    )
    form = AnswerForm(instrument, {"work_with_mentor_again": "yes", "why": "99"})
    assert form.is_valid()
    assert form.cleaned_data == {"work_with_mentor_again": "yes"}
    form = AnswerForm(instrument, {"work_with_mentor_again": "no"})
    assert set(form.errors) == {"why"}


def test_a_part_of_the_questions_shows_and_checks_that_part_alone(instrument):
    row(instrument, "core")
    for key in ("a", "b"):
        row(instrument, key, is_core=False, is_required=True)
    form = AnswerForm(instrument, {"b": "3"}, sampling=(2, 0))
    assert list(form.fields) == ["core", "b"]
    assert form.is_valid()


def test_another_language_words_questions_options_and_yes(instrument):
    german = {"text": "Nochmal?", "options": {"yes": "Gern"}}
    AgainItemFactory.create(instrument=instrument, translations={"de": german})
    row(instrument, "sure", kind=ItemKind.YES_NO)
    form = AnswerForm(instrument, language="de")
    assert form.fields["work_with_mentor_again"].label == "Nochmal?"
    assert dict(form.fields["work_with_mentor_again"].choices)["yes"] == "Gern"
    assert dict(form.fields["work_with_mentor_again"].choices)["maybe"] == "Perhaps"
    assert dict(form.fields["sure"].choices) == {"yes": "Ja", "no": "Nein"}


def test_a_draft_fills_in_what_was_typed(instrument):
    row(instrument, "sure", kind=ItemKind.YES_NO)
    row(instrument, "mark")
    row(instrument, "which", kind=ItemKind.SEVERAL, options=[["a", "A"], ["b", "B"]])
    form = AnswerForm(instrument, draft={"sure": False, "mark": 3, "which": ["b"], "gone": 1})
    html = drawn(form)
    assert {key: text.count("checked") for key, text in html.items()} == {
        "sure": 1,
        "mark": 1,
        "which": 1,
    }
    assert 'value="no" ' in html["sure"].split("checked")[0].rpartition("<input")[2]
