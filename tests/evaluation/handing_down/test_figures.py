"""Figures handed down are right, and never tell of fewer than five, nor of those left out."""

from collections import Counter, defaultdict
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evaluation.handing_down.figures import (
    Rating,
    gap_figure,
    mentees_figure,
    own_figure,
    whole_rating,
)
from evaluation.statistics import CannotTell, mean_by_group

SCORES = st.sampled_from([1.0, 2.5, 4.0, 5.5, 7.0])
OWN = st.dictionaries(st.integers(0, 12), SCORES, max_size=12)
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


@given(own=OWN, ratings=RATINGS)
def test_the_gap_weighs_mentors_alike_and_never_leaves_one_to_four_out(own, ratings):
    told = gap_figure(own, ratings)
    groups = defaultdict(list)
    for rating in ratings:
        groups[rating.mentor].append(rating.score)
    both = set(own) & set(groups)
    left_out = len(own) - len(both), len({r.rater for r in ratings if r.mentor not in both})
    if told is None:
        gaps = Counter(round(own[mentor] - fmean(groups[mentor]), 6) for mentor in both)
        assert (
            len(both) < 5
            or any(1 <= count < 5 for count in left_out)
            or (len(gaps) == 1 and len(both) < 10)
        )
        return
    assert told.n == len(both) >= 5
    assert not any(1 <= count < 5 for count in left_out)
    assert told.value == pytest.approx(fmean(own[m] - fmean(groups[m]) for m in both))


def test_one_mentor_without_ratings_keeps_the_gap_back():
    ratings = [Rating(100 + mentor, mentor, 3.0 + mentor % 3) for mentor in range(6)]
    own = dict.fromkeys(range(6), 5.0)
    assert gap_figure(own, ratings).n == 6
    assert gap_figure(own | {6: 7.0}, ratings) is None


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
