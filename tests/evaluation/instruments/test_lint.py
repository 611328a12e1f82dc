"""What stops a survey, and what is only worth a thought."""

from dataclasses import replace

import pytest

from evaluation.instruments.lint import problems_of, seconds_of
from evaluation.instruments.script import ScriptItem, ScriptSection
from evaluation.instruments.words import PROBLEMS, problem_in_words
from tests.evaluation.instruments.scripts import choice, scale, script, whole, yes_no


def found(one, **more):
    """Return the codes of what stops, and of what does not, each with a sentence."""
    problems = problems_of(one, **more)
    assert all(problem_in_words(problem) for problem in problems)
    stops = [problem.code for problem in problems if problem.stops]
    return stops, [problem.code for problem in problems if not problem.stops]


def section(*items, layout="list"):
    return ScriptSection("Part", layout=layout, items=items)


def words(key, **more):
    return ScriptItem(key, "text", f"Why {key}?", **more)


STOPS = {
    "empty": script(),
    "subject_mentee": script(scale("a"), subject="mentee", audience="mentor"),
    "subject_partner": script(scale("a"), subject="partner", audience="sponsor"),
    "no_core": script(scale("a", is_core=False)),
    "asked_twice": script(scale("a"), scale("b", text="mark A. ")),
    "no_text": script(scale("a", text=" ")),
    "no_anchors": script(scale("a", low_anchor="")),
    "same_anchors": script(scale("a", low_anchor="so", high_anchor="So")),
    "few_choices": script(choice("a", options=(("tea", "Tea"),))),
    "equal_choices": script(choice("a", options=(("tea", "Tea"), ("other", "tea ")))),
    "reversed": script(yes_no("a", is_reversed=True)),
    "hangs_on_nothing": script(yes_no("a", asked_if_key="gone", asked_if_values=(True,))),
    "hangs_on_later": script(yes_no("a", asked_if_key="b", asked_if_values=(True,)), yes_no("b")),
    "hangs_on_no_answer": script(yes_no("a"), yes_no("b", asked_if_key="a", asked_if_values=(1,))),
    "empty_section": script(scale("a"), sections=(section(),)),
    "no_table": script(sections=(section(scale("a"), scale("b", high=7), layout="matrix"),)),
    "subscale_kind": script(scale("a", subscale="x"), yes_no("b", subscale="x")),
    "subscale_scales": script(scale("a", subscale="x"), scale("b", subscale="x", high=7)),
    "unknown_area": script(
        scale("a", subscale="x"), scale("b", subscale="x"), purpose="competency_self"
    ),
    "no_area": script(scale("a"), purpose="competency_other"),
}
ADVICE = {
    "longer": script(*(scale(f"k{n}") for n in range(20)), minutes=1),
    "many_words": script(*(words(f"k{n}") for n in range(4))),
    "must_write": script(words("a", is_required=True)),
    "hangs_on_left_out": script(
        yes_no("a", is_core=False), yes_no("b", asked_if_key="a", asked_if_values=(True,))
    ),
    "table_with_gaps": script(
        yes_no("m"),
        sections=(
            section(
                scale("a"), scale("b", asked_if_key="m", asked_if_values=(True,)), layout="matrix"
            ),
        ),
    ),
    "subscale_single": script(scale("a", subscale="x")),
    "subscale_reversed": script(
        scale("a", subscale="x", is_reversed=True), scale("b", subscale="x", is_reversed=True)
    ),
    "untranslated": script(scale("a"), translations={"de": {"title": "Umfrage"}}),
}


@pytest.mark.parametrize("code", STOPS)
def test_it_stops(code):
    assert found(STOPS[code]) == ([code], [])


@pytest.mark.parametrize("code", ADVICE)
def test_it_is_worth_a_thought(code):
    assert found(ADVICE[code]) == ([], [code])


def test_every_sentence_is_needed():
    assert set(STOPS) | set(ADVICE) | {"other_scale"} == set(PROBLEMS)


def test_a_good_survey_has_no_problem():
    assert found(replace(whole(), translations={})) == ([], [])


def test_missing_texts_of_a_language_are_counted():
    problem = problems_of(ADVICE["untranslated"])[0]
    assert problem.facts["number"] == 3  # the question, and both ends of its scale
    assert "Deutsch" in problem_in_words(problem)


def test_competencies_of_the_organisation_are_fine():
    asked = script(
        scale("a", subscale="trust"), scale("b", subscale="trust"), purpose="competency_self"
    )
    assert found(asked, areas={"trust"}) == ([], [])


@pytest.mark.parametrize("now", [scale("a", high=7), scale("a", is_reversed=True), yes_no("a")])
def test_a_question_with_a_past_keeps_its_scale(now):
    assert found(script(now), before=script(scale("a")))[0] == ["other_scale"]
    assert found(script(now), before=script(scale("other")))[0] == []


def test_a_new_wording_of_the_same_scale_is_fine():
    assert found(script(scale("a", text="New words.")), before=script(scale("a"))) == ([], [])


def test_a_condition_may_hang_on_marks_and_choices():
    asked = script(
        scale("a"),
        choice("b", asked_if_key="a", asked_if_values=(1, 2)),
        words("c", asked_if_key="b", asked_if_values=("tea",)),
    )
    assert found(asked) == ([], [])


def test_time_is_counted_by_kind():
    assert seconds_of(script(scale("a"), words("b"))) == 47
