"""A quiz: what is wrong with a question, in which order options stand, and who passes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.courses.quiz import Asked, Fault, asked_of, faults_of, fitting, mark, order_of


@pytest.mark.parametrize(
    ("texts", "right", "faults"),
    [
        (("Yes", "No"), {0}, set()),
        (("Yes", "No", "Maybe"), {0, 2}, set()),
        (("Yes", "No"), set(), {(Fault.NONE_RIGHT, 0)}),
        (("Yes", "", "No"), {2}, set()),
        (("Yes", " yes "), {0}, {(Fault.DOUBLED, 1)}),
        (("Yes  indeed", "No", "yes indeed"), {0}, {(Fault.DOUBLED, 2)}),
        (("Yes", "", ""), {0}, {(Fault.TOO_FEW, 1)}),
        (("Yes", "No", ""), {0, 2}, {(Fault.RIGHT_BUT_EMPTY, 2)}),
        (("", "", ""), set(), {(Fault.TOO_FEW, 0), (Fault.NONE_RIGHT, 0)}),
    ],
)
def test_each_fault_is_found_at_its_option(texts, right, faults):
    assert {(finding.fault, finding.place) for finding in faults_of(texts, right)} == faults


@given(count=st.integers(0, 6), seed=st.text())
def test_an_order_holds_each_option_once_and_is_the_same_for_the_same_try(count, seed):
    order = order_of(count, seed=seed)
    assert sorted(order) == list(range(count))
    assert order == order_of(count, seed=seed)


def test_another_try_is_asked_in_another_order():
    assert len({order_of(5, seed=f"person:{turn}") for turn in range(20)}) > 10


QUESTIONS = [Asked(str(number), 4, frozenset({number % 4})) for number in range(5)]


@pytest.mark.parametrize(
    ("right", "percent", "passes"),
    [(4, 80, True), (3, 80, False), (5, 100, True), (4, 100, False), (1, 20, True), (0, 1, False)],
)
def test_the_pass_mark_itself_passes(right, percent, passes):
    answers = {
        str(number): [number % 4] if number < right else [(number + 1) % 4] for number in range(5)
    }
    marked = mark(QUESTIONS, answers, pass_percent=percent)
    assert (marked.right, marked.questions, marked.has_passed) == (right, 5, passes)


def test_all_right_options_must_be_chosen_and_no_other():
    question = asked_of(
        "q", [{"text": t, "is_right": r} for t, r in (("a", True), ("b", True), ("c", False))]
    )
    results = {
        chosen: mark([question], {"q": chosen}, pass_percent=100).right
        for chosen in ((0,), (0, 1), (0, 1, 2), ())
    }
    assert results == {(0,): 0, (0, 1): 1, (0, 1, 2): 0, (): 0}


def test_answers_to_what_is_not_asked_any_more_are_left_out():
    answers = {"0": [3], "1": [4], "gone": [0]}
    assert fitting(QUESTIONS, answers) == {"0": [3]}
