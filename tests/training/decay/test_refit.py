"""Refitting finds the half-life that made the ratings, and says so where there is none to find."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.decay import Outcome, Rating, refit


def people(count, half_life, *, seed=7, noise=0.03):
    """Return people whose ratings fade with a half-life, each from a level of their own."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        own = chance.uniform(0.75, 1)
        ratings = []
        for _ in range(3):
            months = chance.uniform(0, 18)
            left = 0.5 ** (months / half_life) if half_life else 1
            share = min(1, max(0, own * left + chance.gauss(0, noise)))
            ratings.append(Rating(months, round(1 + 6 * share)))
        made.append(ratings)
    return made


@pytest.mark.parametrize("half_life", [6.5, 11, 20])
def test_the_half_life_that_made_the_ratings_is_found(half_life):
    fit = refit(people(80, half_life))

    assert fit.outcome is Outcome.FITTED
    assert fit.n == 80
    assert fit.low <= half_life <= fit.high
    assert fit.months == pytest.approx(half_life, rel=0.15)


def test_ratings_that_do_not_fade_keep_the_default():
    assert refit(people(60, None)).outcome is Outcome.NO_DECAY


def test_ratings_that_rise_keep_the_default():
    rising = [[Rating(0, 4), Rating(6, 5), Rating(12, 6)] for _ in range(40)]

    assert refit(rising).outcome is Outcome.NO_DECAY


def test_who_rated_once_or_at_one_distance_does_not_count():
    once = [[Rating(3, 5)], [Rating(4, 6), Rating(4, 5)], []]
    fit = refit([*people(29, 11), *once * 20])

    assert (fit.outcome, fit.n) == (Outcome.TOO_FEW, 29)


def test_the_order_of_people_and_ratings_does_not_matter():
    made = people(40, 9)
    turned = [list(reversed(ratings)) for ratings in reversed(made)]

    assert refit(made) == refit(turned)


@pytest.mark.parametrize("rating", [Rating(1, 0), Rating(1, 8), Rating(-1, 4)])
def test_a_rating_that_cannot_be_true_is_refused(rating):
    with pytest.raises(ValueError, match="1 to 7"):
        refit([[rating, Rating(2, 4)]])


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.lists(st.builds(Rating, st.floats(0, 60), st.integers(1, 7)), min_size=2, max_size=4),
        min_size=30,
        max_size=40,
    )
)
def test_whatever_is_rated_the_fit_lies_within_its_interval(rated):
    fit = refit(rated, resamples=200)

    if fit.outcome is Outcome.FITTED:
        low, months, high = fit.low or 0, fit.months or 0, fit.high or 0
        assert 0 < low <= months <= high
    else:
        assert fit.months is None
