"""Scores from marks."""

from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.selection.scoring import WeighedCriterion, score_of


def criterion(*, weight=3, levels=5, met_from=3, is_essential=False):
    return WeighedCriterion(uuid4(), weight, levels, met_from, is_essential)


def test_weighs_each_criterion_by_how_far_up_its_own_scale_it_lies():
    listens, knows = criterion(weight=3, levels=5), criterion(weight=1, levels=3)
    score = score_of([listens, knows], {listens.id: [4, 5], knows.id: [1, None]})
    assert score.value == Decimal("0.65625")  # (3 · 3.5/4 + 1 · 0/2) / 4
    assert [each.mean for each in score.per_criterion] == [Decimal("4.5"), Decimal(1)]
    assert score.is_complete


def test_what_nobody_could_judge_makes_it_incomplete_and_never_zero():
    listens, knows = criterion(), criterion(is_essential=True)
    score = score_of([listens, knows], {listens.id: [5, 5], knows.id: [None, None]})
    assert score.value is None
    assert not score.is_complete
    assert not score.unmet_essentials
    assert not score.per_criterion[1].is_judged


def test_an_essential_is_unmet_below_its_level_by_the_exact_mean():
    near, met = criterion(is_essential=True), criterion(is_essential=True)
    minor = criterion()
    marks = {near.id: [3, 3, 2], met.id: [4, 3, 2], minor.id: [1, 1, 1]}
    assert score_of([near, met, minor], marks).unmet_essentials == (near.id,)


@pytest.mark.parametrize(
    ("marks", "is_wide"), [([2, 4], True), ([2, 3], False), ([1, None], False)]
)
def test_two_levels_apart_is_a_disagreement(marks, is_wide):
    listens = criterion()
    assert bool(score_of([listens], {listens.id: marks}).disagreements) is is_wide


def test_without_criteria_there_is_no_score():
    assert score_of([], {uuid4(): [3]}).value is None


@given(
    st.lists(
        st.tuples(
            st.integers(1, 10),
            st.integers(3, 7),
            st.lists(st.integers(1, 3), min_size=1, max_size=4),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_lies_between_none_and_all_and_equals_plain_arithmetic(rows):
    criteria = [criterion(weight=weight, levels=levels) for weight, levels, _marks in rows]
    marks = {each.id: row[2] for each, row in zip(criteria, rows, strict=True)}
    plain = sum(
        weight * (sum(given) / len(given) - 1) / (levels - 1) for weight, levels, given in rows
    ) / sum(weight for weight, _levels, _given in rows)
    value = score_of(criteria, marks).value
    assert value is not None
    assert 0 <= value <= 1
    assert float(value) == pytest.approx(plain, abs=1e-5)
