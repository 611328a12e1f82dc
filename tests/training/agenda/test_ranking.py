"""What presses most comes first, whatever the order of the evidence; minutes add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.agenda.ranking import (
    faded_figure,
    gap_figure,
    minutes_for,
    raised_figure,
    rank,
    score_figure,
)

SCORES = st.floats(1, 7)


def test_the_lowest_score_comes_first_and_the_strongest_figure_is_named_first():
    ranked = rank(
        {
            "listening": [score_figure(5.5, 20), faded_figure(9, 10)],
            "inclusion": [score_figure(3.0, 20), faded_figure(1, 10)],
        }
    )

    assert [item.key for item in ranked] == ["inclusion", "listening"]
    assert ranked[0].figures[0] == score_figure(3.0, 20)


def test_who_rates_themselves_lower_than_mentees_puts_nothing_on_the_agenda():
    assert rank({"listening": [gap_figure(-1.5, 12)]}) == ()


def test_a_source_that_is_silent_for_all_weighs_nothing():
    (only,) = rank({"listening": [faded_figure(5, 10)]})

    assert only.weight == pytest.approx(0.5)


def test_what_nobody_raised_is_not_on_the_agenda():
    assert rank({"listening": [raised_figure(0, 12)], "inclusion": []}) == ()


@given(st.dictionaries(st.integers(), st.tuples(SCORES, SCORES), min_size=1, max_size=8))
def test_weights_lie_between_0_and_1_and_fall(scores):
    evidence = {
        key: [score_figure(score, 9), gap_figure(gap - score, 9)]
        for key, (score, gap) in scores.items()
    }
    weights = [item.weight for item in rank(evidence)]

    assert all(0 <= weight <= 1 for weight in weights)
    assert weights == sorted(weights, reverse=True)


@given(SCORES, SCORES)
def test_a_lower_score_never_moves_a_competency_back(one, other):
    low, high = sorted([one, other])
    ranked = rank({"a": [score_figure(low, 9)], "b": [score_figure(high, 9)]})

    assert low == high or not ranked or ranked[0].key == "a"


@given(st.lists(st.floats(0, 1), min_size=1, max_size=5))
def test_minutes_add_up_and_nobody_gets_less_than_the_least(weights):
    shared = minutes_for(weights, 160, least=30)

    assert sum(shared) == 160
    assert min(shared) >= 30


def test_too_many_items_for_the_time_are_refused():
    with pytest.raises(ValueError, match="time enough"):
        minutes_for([1, 1, 1], 50, least=20)
