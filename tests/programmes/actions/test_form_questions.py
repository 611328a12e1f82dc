"""Building a draft: questions hang only on earlier ones, whatever is moved."""

import uuid
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programmes.actions.application_forms import begin_form
from programmes.actions.form_questions import (
    MOST_QUESTIONS,
    AlreadyThereError,
    FormFullError,
    HangsTogetherError,
    StillWantedError,
    Wording,
    add_question,
    add_section,
    change_question,
    change_section,
    move_question,
    move_section,
    remove_question,
    remove_section,
    seen_values,
    wording_of,
)
from programmes.applying.branching import out_of_order
from programmes.applying.enums import QuestionKind
from programmes.applying.forms_in_use import asked, questions_of
from programmes.enums import ParticipantRole
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from programmes.models import Question
from tests.factories.choosing import QuestionFactory
from tests.programmes.races import both_at_once

UP, DOWN = -1, 1
pytestmark = pytest.mark.django_db


@pytest.fixture
def form(world):
    return begin_form(world.programme, ParticipantRole.MENTOR, by=world.coordinator)


@pytest.fixture
def sections(form):
    return [add_section(form, title=title, by=None) for title in ("One", "Two")]


def ask(section, text, **facts):
    wording = Wording(**{"kind": QuestionKind.SHORT_TEXT, "text": text, **facts})
    return add_question(section, wording=wording, key=uuid.uuid4(), by=None)


def choose(section, text="Which?"):
    return ask(section, text, kind=QuestionKind.CHOICE, options=("A", "B"))


def texts(form):
    return [question.text for question in questions_of(form)]


def test_questions_go_up_and_down_and_into_the_next_section(form, sections):
    first, second = ask(sections[0], "First?"), ask(sections[0], "Second?")
    move_question(first, step=UP, by=None)
    move_question(first, step=DOWN, by=None)
    assert texts(form) == ["Second?", "First?"]
    move_question(first, step=DOWN, by=None)
    first.refresh_from_db()
    assert first.section == sections[1]
    move_question(first, step=DOWN, by=None)
    move_section(sections[1], step=UP, by=None)
    assert texts(form) == ["First?", "Second?"]
    second.refresh_from_db()
    move_question(second, step=UP, by=None)
    assert texts(form) == ["First?", "Second?"]
    second.refresh_from_db()
    assert second.section == sections[1]


def test_nothing_comes_before_what_it_hangs_on(form, sections):
    choice = choose(sections[0])
    ask(sections[1], "Why A?", asked_if_id=choice.pk, asked_if_answers=("A",))
    with pytest.raises(HangsTogetherError) as error:
        move_section(sections[1], step=UP, by=None)
    assert (error.value.later, error.value.earlier) == ("Why A?", "Which?")
    move_question(choice, step=DOWN, by=None)
    with pytest.raises(HangsTogetherError):
        move_question(choice, step=DOWN, by=None)
    assert texts(form) == ["Which?", "Why A?"]


def test_a_question_hangs_neither_on_itself_nor_on_another_forms(form, sections):
    choice, elsewhere = choose(sections[0]), QuestionFactory.create(kind=QuestionKind.CONSENT)
    for pk in (choice.pk, elsewhere.pk):
        wording = replace(wording_of(choice), asked_if_id=pk, asked_if_answers=("A",))
        with pytest.raises(HangsTogetherError):
            change_question(choice, wording=wording, section=sections[0], by=None)


@pytest.mark.parametrize("removed", ["question", "section"])
def test_what_hung_on_a_question_that_goes_is_asked_of_everybody(form, sections, removed):
    choice = choose(sections[0])
    later = ask(sections[1], "Why A?", asked_if_id=choice.pk, asked_if_answers=("A",))
    if removed == "question":
        remove_question(choice, by=None)
    else:
        remove_section(sections[0], by=None)
    later.refresh_from_db()
    assert (later.asked_if, later.asked_if_answers) == (None, [])


def test_an_answer_that_a_later_question_waits_for_stays(sections):
    choice = choose(sections[0])
    ask(sections[0], "Why A?", asked_if_id=choice.pk, asked_if_answers=("A",))
    before = wording_of(choice)
    for wording in (replace(before, options=("B", "C")), Wording(QuestionKind.DATE, "Which?")):
        with pytest.raises(StillWantedError):
            change_question(choice, wording=wording, section=sections[0], by=None)
    change_question(
        choice, wording=replace(before, options=("A", "C")), section=sections[0], by=None
    )
    choice.refresh_from_db()
    assert choice.options == ["A", "C"]


def test_nothing_is_asked_twice_and_a_double_press_adds_once(form, sections):
    wording, key = Wording(QuestionKind.SHORT_TEXT, "Why?"), uuid.uuid4()
    added = [add_question(sections[0], wording=wording, key=key, by=None) for _ in range(2)]
    assert added[0] == added[1]
    with pytest.raises(AlreadyThereError):
        ask(sections[1], "WHY?")
    with pytest.raises(AlreadyThereError):
        add_section(form, title="ONE", by=None)
    with pytest.raises(AlreadyThereError):
        change_section(sections[1], title="One", by=None)


def test_a_form_can_be_full(form, sections):
    Question.objects.bulk_create(
        Question(section=sections[0], kind=QuestionKind.DATE, text=f"{number}?")
        for number in range(MOST_QUESTIONS)
    )
    with pytest.raises(FormFullError):
        ask(sections[0], "One more?")


def test_who_saves_second_is_told(sections):
    question = ask(sections[0], "Why?")
    seen, wording = mark_of(seen_values(question)), wording_of(question)
    change_question(
        question, wording=replace(wording, hint="Short"), section=sections[0], by=None, seen=seen
    )
    with pytest.raises(ChangedMeanwhileError):
        change_question(
            question, wording=replace(wording, hint="Long"), section=sections[0], by=None, seen=seen
        )
    question.refresh_from_db()
    assert question.hint == "Short"


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["move", "move section", "hang", "remove", "elsewhere"]),
        st.integers(0, 5),
        st.integers(0, 5),
        st.sampled_from([UP, DOWN]),
    ),
    max_size=12,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_no_step_leaves_a_question_before_the_one_it_hangs_on(world, form, steps):
    Question.objects.all().delete()
    form.sections.all().delete()
    parts = [add_section(form, title=title, by=None) for title in ("One", "Two")]
    ids = [choose(parts[number % 2], f"{number}?").pk for number in range(5)]
    for name, one, other, step in steps:
        question = Question.objects.filter(pk=ids[one % 5]).select_related("section__form").first()
        if question is None:
            continue
        wording = replace(wording_of(question), asked_if_id=ids[other % 5], asked_if_answers=("A",))
        try:
            if name == "move":
                move_question(question, step=step, by=None)
            elif name == "move section":
                move_section(question.section, step=step, by=None)
            elif name == "hang":
                change_question(question, wording=wording, section=question.section, by=None)
            elif name == "elsewhere":
                change_question(
                    question, wording=wording_of(question), section=parts[other % 2], by=None
                )
            else:
                remove_question(question, by=None)
        except HangsTogetherError:
            pass
        assert not list(out_of_order([asked(each) for each in questions_of(form)]))


@pytest.mark.django_db(transaction=True)
def test_two_who_move_past_each_other_leave_no_circle(form, sections):
    first, second = choose(sections[0], "First?"), choose(sections[0], "Second?")
    hang = replace(wording_of(second), asked_if_id=first.pk, asked_if_answers=("A",))
    errors = both_at_once(
        lambda: change_question(second, wording=hang, section=sections[0], by=None),
        lambda: move_question(first, step=DOWN, by=None),
    )
    assert [type(error) for error in errors] == [HangsTogetherError]
    assert not list(out_of_order([asked(each) for each in questions_of(form)]))
