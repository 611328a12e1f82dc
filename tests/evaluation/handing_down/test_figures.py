"""Figures handed down are right, and never tell of fewer than five, nor of those left out."""

from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evaluation.handing_down.figures import (
    Rating,
    Told,
    gap_figure,
    means_figure,
    mentees_figure,
    own_figure,
    whole_rating,
)
from evaluation.statistics import CannotTell, Interval, mean_by_group

SCORES = st.sampled_from([1.0, 2.5, 4.0, 5.5, 7.0])
RATINGS = st.lists(
    st.builds(Rating, st.integers(100, 125), st.integers(0, 12), SCORES), max_size=25
)


@given(scores=st.lists(SCORES, max_size=20))
def test_the_mean_of_own_scores_is_students_and_never_of_few_or_of_one_mind(scores):
    told = own_figure(scores)
    if len(scores) < 5 or (len(set(scores)) == 1 and len(scores) < 10):
        assert told is None
        return
    assert told.value == pytest.approx(fmean(scores))
    assert told.n == len(scores)
    if len(set(scores)) > 1:
        low, high = stats.t.interval(
            0.95, len(scores) - 1, fmean(scores), stats.sem(np.array(scores))
        )
        assert (told.low, told.high) == pytest.approx((max(low, 1), min(high, 7)))


@given(ratings=RATINGS)
def test_the_mean_of_ratings_counts_mentees_not_answers(ratings):
    told = mentees_figure(ratings)
    raters = {rating.rater for rating in ratings}
    if len(raters) < 5:
        assert told is None
    elif told is not None:
        assert told.n == len(raters)
        assert told.value == pytest.approx(fmean(rating.score for rating in ratings))


@pytest.mark.parametrize(("people", "is_told"), [(4, False), (5, True)])
def test_a_mean_of_means_has_no_interval_and_is_never_of_few(people, is_told):
    told = means_figure(4.5, people)
    assert told == (Told(4.5, None, None, people) if is_told else None)


def test_a_gap_stays_on_the_scale():
    assert gap_figure(Interval(5.5, 4.0, 7.2, 6)) == Told(5.5, 4.0, 6, 6)
    assert gap_figure(Interval(None, None, None, 0)) is None


def width(found):
    return (found.high or 0) - (found.low or 0)


def test_an_interval_draws_groups_so_that_ratings_of_one_mentor_do_not_count_as_many():
    alike = [[2.0 + group / 2] * 8 for group in range(10)]
    apart = [[value] for group in alike for value in group]
    clustered, single = mean_by_group(alike), mean_by_group(apart)
    assert clustered.value == pytest.approx(single.value)
    assert width(clustered) > 2 * width(single) > 0
    # Of groups of one size, it is the bootstrap of the groups' means.
    means = np.array([group[0] for group in alike])
    oracle = stats.bootstrap((means,), np.mean, method="percentile", n_resamples=20_000, rng=3)
    interval = oracle.confidence_interval
    assert (clustered.low, clustered.high) == pytest.approx((interval.low, interval.high), abs=0.06)


def test_few_groups_have_a_mean_and_no_interval():
    found = mean_by_group([[1, 2, None], [3]])
    assert (found.value, found.n, found.missing, found.low) == (2, 3, 1, None)
    assert found.reason == CannotTell.TOO_FEW
    assert mean_by_group([[None], []]).reason == CannotTell.NO_ANSWERS


@pytest.mark.parametrize(("score", "mark"), [(1.0, 1), (2.49, 2), (2.5, 3), (6.5, 7), (7.0, 7)])
def test_a_score_becomes_the_nearest_mark(score, mark):
    assert whole_rating(score) == mark
