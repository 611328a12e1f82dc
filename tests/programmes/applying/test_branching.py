"""Conditions always lead backwards, whatever is written."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from programmes.applying.branching import (
    Asked,
    asked_with,
    deciding_before,
    hanging_on,
    never_asked,
    out_of_order,
)
from programmes.applying.carrying import carried_values

KINDS = ("choice", "multi_choice", "consent", "short_text")


def question(number, kind="choice", hangs_on=None, wanted=("A",), options=("A", "B"), **more):
    return Asked(
        id=UUID(int=number),
        kind=kind,
        text=f"Question {number}",
        options=options if kind in {"choice", "multi_choice"} else (),
        hangs_on=UUID(int=hangs_on) if hangs_on is not None else None,
        wanted=wanted if hangs_on is not None else (),
        **more,
    )


@st.composite
def any_form(draw):
    """Questions that hang on anything, themselves and later ones included."""
    size = draw(st.integers(0, 8))
    return [
        question(
            number,
            draw(st.sampled_from(KINDS)),
            draw(st.none() | st.integers(0, size)),
            draw(st.sampled_from([("A",), ("B", "C"), ("yes",), ()])),
        )
        for number in range(size)
    ]


@given(any_form())
def test_in_order_means_that_every_condition_leads_backwards(questions):
    places = {each.id: place for place, each in enumerate(questions)}
    wrong = [later for later, _earlier in out_of_order(questions)]
    for place, each in enumerate(questions):
        leads_back = each.hangs_on is None or places.get(each.hangs_on, place) < place
        assert (each in wrong) != leads_back


@given(any_form(), st.dictionaries(st.integers(0, 8), st.sets(st.sampled_from("ABC"))))
def test_nobody_is_ever_asked_what_can_never_be_asked(questions, given_answers):
    answers = {UUID(int=number): values | {"yes"} for number, values in given_answers.items()}
    possible = {
        each.id: answers.get(each.id, set()) & ({*each.options} or {"yes"}) for each in questions
    }
    possible = {
        each.id: possible[each.id] if each.kind != "short_text" else set() for each in questions
    }
    asked = asked_with(questions, possible)
    never = never_asked(questions)
    assert not [each for each in asked if each in never]
    assert [each for each in questions if each in asked] == asked


def test_a_question_is_asked_by_the_answer_it_hangs_on():
    first, second, third = (
        question(1),
        question(2, "consent", hangs_on=1),
        question(3, "short_text", hangs_on=2, wanted=("yes",)),
    )
    form = [first, second, third]
    assert asked_with(form, {}) == [first]
    assert asked_with(form, {first.id: ["B"], second.id: ["yes"]}) == [first]
    assert asked_with(form, {first.id: ["A"], second.id: ["yes"]}) == form


def test_only_earlier_questions_with_answers_of_a_list_can_decide():
    form = [question(1), question(2, "short_text"), question(3, "consent"), question(4)]
    assert [each.id.int for each in deciding_before(form, form[2].id)] == [1]
    assert [each.id.int for each in deciding_before(form, None)] == [1, 3, 4]
    assert hanging_on([*form, question(5, hangs_on=3)], UUID(int=3))[0].id.int == 5


def test_an_answer_stays_as_far_as_it_still_answers():
    many = question(1, "multi_choice", options=("A", "B"))
    fewer = question(1, "multi_choice", options=("B", "C"))
    assert carried_values(many, fewer, ["A", "B"]) == ["B"]
    assert carried_values(many, fewer, ["A"]) is None
    assert carried_values(many, question(1, "short_text"), ["A"]) is None
    five = question(1, "scale", scale_points=5)
    assert carried_values(five, five, ["5"]) == ["5"]
    assert carried_values(five, question(1, "scale", scale_points=4), ["5"]) is None
    job = question(1, "profile", profile_field="job_title")
    assert carried_values(job, question(1, "profile", profile_field="grade"), []) is None


@given(st.lists(st.text(max_size=5)))
def test_words_stay_as_they_are(values):
    text = question(1, "long_text")
    assert carried_values(text, text, values) == values
