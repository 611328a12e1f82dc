"""Published tables, recomputed from answers that give the printed means and deviations.

Where a paper prints n, mean and standard deviation of whole marks, the answers behind them can be
found again but for their order (Heathers, Anaya, van der Zee & Brown 2018, "SPRITE"). From those
our figures must come out as printed.
"""

from itertools import combinations_with_replacement, pairwise
from math import sqrt
from statistics import fmean, stdev

import pytest
from scipy import stats

from evaluation.statistics import distribution, mean, paired_change, share

# "Building National Capacity for Research Mentor Training: An Evidence-Based Approach to Training
# the Trainers", CBE Life Sciences Education 2015; 14(2): ar24, doi 10.1187/cbe.14-10-0184, Table 5:
# how confident 31 trainers of mentors were, from 1 to 4; mean and SD before, mean and SD after.
TRAINERS = 31
CONFIDENCE = {
    "group dynamics": ((3.16, 0.523), (3.55, 0.506)),
    "functional discussion": ((3.39, 0.495), (3.68, 0.475)),
    "diverse perspectives": ((3.06, 0.680), (3.58, 0.502)),
    "challenging behaviours": ((2.90, 0.651), (3.48, 0.508)),
    "implement the curriculum": ((2.39, 0.761), (3.55, 0.506)),
}

# American Journal of Tropical Medicine and Hygiene 2023; 109(2): 489–494, PMC10397461, Table 2:
# mentors' skills by the Mentoring Competency Assessment before and after training, 1 to 7, and the
# printed change in per cent.
COMPETENCY = {
    "overall": (4.75, 5.71, 20),
    "effective communication": (5.14, 5.74, 12),
    "active listening": (5.47, 5.89, 8),
    "constructive feedback": (5.41, 5.89, 9),
    "trusting relationship": (5.48, 5.68, 4),
    "communication styles": (4.87, 5.37, 10),
    "strategies to improve communication": (4.58, 5.68, 24),
    "coordinating with other mentors": (5.00, 5.89, 18),
    "aligning expectations": (4.51, 5.67, 26),
    "clear expectations": (4.56, 5.58, 22),
    "goals": (4.94, 6.21, 26),
    "strategies to meet goals": (4.75, 5.79, 22),
    "assessing understanding": (4.74, 5.87, 24),
    "mentee knowledge": (4.71, 5.68, 21),
    "fostering independence": (5.04, 5.95, 18),
}

# Dermatology Online Journal, eScholarship qt9k26h0d1, Table 3: programme directors' views on
# mentorship; how many chose 1 to 5, in per cent, and the mean mark. Of two statements the printed
# mean (3.42 and 2.76) is not that of the printed counts (3.40 and 3.16): these have none here.
VIEWS = {
    "serve as a mentor": ((0, 1, 7, 19, 24), (0, 2.0, 13.7, 37.3, 47.1), 4.29),
    "faculty serve as mentors": ((0, 2, 7, 19, 21), (0, 4.1, 14.2, 38.8, 42.9), 4.20),
    "need for structure": ((1, 10, 14, 18, 7), (2.0, 20.0, 28.0, 36.0, 14.0), None),
    "asked by residents": ((11, 20, 11, 7, 2), (21.6, 39.2, 21.6, 13.7, 3.9), 2.39),
    "more important early": ((2, 9, 25, 9, 6), (3.9, 17.6, 49.0, 17.6, 11.8), 3.15),
    "any one would be good": ((4, 15, 9, 15, 8), (7.8, 29.4, 17.6, 29.4, 15.7), None),
}


def known(value: float | None) -> float:
    """Return a figure that must be there."""
    assert value is not None
    return value


def answers_with(n, printed_mean, printed_sd, marks):
    """Return whole marks of n people whose mean and deviation round to the printed ones."""
    for cuts in combinations_with_replacement(range(n + 1), len(marks) - 1):
        edges = (0, *cuts, n)
        counts = [high - low for low, high in pairwise(edges)]
        given = [mark for mark, count in zip(marks, counts, strict=True) for _ in range(count)]
        if abs(fmean(given) - printed_mean) <= 0.0051 and abs(stdev(given) - printed_sd) <= 0.0006:
            return given
    raise AssertionError(f"No {n} whole marks have mean {printed_mean} and deviation {printed_sd}.")


@pytest.mark.parametrize("objective", CONFIDENCE)
def test_trainers_confidence_before_and_after(objective):
    (before, before_sd), (after, after_sd) = CONFIDENCE[objective]
    firsts = answers_with(TRAINERS, before, before_sd, (1, 2, 3, 4))
    seconds = answers_with(TRAINERS, after, after_sd, (1, 2, 3, 4))
    found = paired_change(firsts, seconds)
    assert round(known(found.before), 2) == before
    assert round(known(found.after), 2) == after
    assert found.value == pytest.approx(after - before, abs=0.01)
    expected = stats.ttest_rel(seconds, firsts).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))
    # All five are printed as significant at p ≤ 0.003; so they are, paired in ascending order.
    assert stats.ttest_rel(seconds, firsts).pvalue <= 0.003
    assert known(found.low) > 0
    assert found.rose + found.same + found.fell == TRAINERS


@pytest.mark.parametrize("skill", COMPETENCY)
def test_mentors_competency_rises_by_the_printed_per_cent(skill):
    before, after, printed = COMPETENCY[skill]
    # Answers around each printed mean, so that the means themselves go through our formulas.
    found = paired_change([before - 1, before, before + 1], [after - 0.5, after, after + 0.5])
    assert 100 * known(found.value) / known(found.before) == pytest.approx(printed, abs=1)


@pytest.mark.parametrize("view", VIEWS)
def test_directors_views_are_spread_as_printed(view):
    counts, per_cent, printed_mean = VIEWS[view]
    given = [mark for mark, count in enumerate(counts, 1) for _ in range(count)]
    spread = distribution(given, range(1, 6))
    for (_mark, count), printed in zip(spread.counts, per_cent, strict=True):
        assert 100 * count / spread.n == pytest.approx(printed, abs=1)
    if printed_mean:
        assert mean(given).value == pytest.approx(printed_mean, abs=0.011)
    agreeing = share(given, lambda mark: mark >= 4)
    assert 100 * known(agreeing.value) == pytest.approx(per_cent[3] + per_cent[4], abs=1)


def test_students_sleep():
    """Student, "The probable error of a mean", Biometrika 6 (1908), Table I: t = 4.06, n = 10."""
    first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    found = paired_change(first, second)
    assert round(known(found.value), 2) == 1.58
    assert round(known(found.d_z) * sqrt(10), 2) == 4.06
    assert (round(known(found.low), 2), round(known(found.high), 2)) == (0.70, 2.46)
    assert (found.rose, found.same, found.fell) == (9, 1, 0)
