"""Bootstrap intervals against those of SciPy."""

from math import sqrt

import numpy as np
import pytest
from scipy import stats

from evaluation.statistics import (
    CannotTell,
    self_other_gap,
    share_by_person,
)


def test_gap_is_the_mean_of_each_mentors_own_gap() -> None:
    mentors: list[tuple[float | None, list[float | None]]] = [
        (6.0, [4.0, 4.0, 4.0, 4.0]),
        (5.0, [5.0]),
        (None, [3.0]),
        (4.0, [None]),
        (2.0, []),
    ]

    gap = self_other_gap(mentors)

    assert (gap.value, gap.n, gap.missing) == (1, 2, 3)
    assert (gap.low, gap.high, gap.reason) == (None, None, CannotTell.TOO_FEW)


def test_gap_interval_agrees_with_scipy() -> None:
    chance = np.random.default_rng(11)
    gaps = chance.normal(0.6, 1.1, size=35)
    mentors = [(4 + gap, [4.0]) for gap in gaps]

    found = self_other_gap(mentors)

    published = stats.bootstrap(
        (gaps,), np.mean, n_resamples=40_000, method="percentile", rng=chance
    ).confidence_interval
    tolerance = 0.08 * float(np.std(gaps)) / sqrt(35)
    assert found.value == pytest.approx(np.mean(gaps))
    assert (found.low, found.high) == pytest.approx((published.low, published.high), abs=tolerance)
    assert found.sd == pytest.approx(np.std(gaps, ddof=1))


def test_gap_is_the_same_whenever_and_in_whatever_order_it_is_computed() -> None:
    mentors = [(float(own), [float(own * own % 7), 4.0]) for own in range(1, 16)]

    first = self_other_gap(mentors)

    assert self_other_gap(mentors[::-1]) == first
    assert self_other_gap(mentors, seed=2) != first
    # As first computed: a release of NumPy that changes these would change printed reports.
    assert (first.low, first.high) == pytest.approx(
        (2.7658333333333407, 7.366666666666666), abs=1e-12
    )


def test_gap_is_the_same_in_one_go_and_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    mentors = [(float(own), [4.0]) for own in range(1, 16)]
    whole = self_other_gap(mentors)

    monkeypatch.setattr("evaluation.statistics.resampling.DRAWN_AT_ONCE", 15 * 77)

    assert self_other_gap(mentors) == whole


def test_gap_that_does_not_vary_or_does_not_exist() -> None:
    assert self_other_gap([(5, [4])] * 12).reason is CannotTell.NO_VARIATION
    assert self_other_gap([]).reason is CannotTell.NO_ANSWERS
    assert self_other_gap([(5, [4])]).sd is None


def test_answers_of_the_same_person_widen_the_interval() -> None:
    people = [[True] * 6] * 10 + [[False] * 6] * 10
    alone = [[answer] for person in people for answer in person]

    together, apart = share_by_person(people), share_by_person(alone)

    assert (together.count, together.n, together.people, together.value) == (60, 120, 20, 0.5)
    assert apart.people == 120
    assert together.low is not None
    assert apart.low is not None
    assert together.low < apart.low - 0.05


def test_answers_by_person_agree_with_scipy() -> None:
    chance = np.random.default_rng(5)
    given = chance.integers(1, 6, size=40)
    true = chance.binomial(given, 0.7)
    people = [[True] * t + [False] * (n - t) for t, n in zip(true, given, strict=True)]

    found = share_by_person(people)

    published = stats.bootstrap(
        (true, given),
        lambda t, n, axis=-1: t.sum(axis=axis) / n.sum(axis=axis),
        paired=True,
        n_resamples=40_000,
        method="percentile",
        rng=chance,
    ).confidence_interval
    assert (found.low, found.high) == pytest.approx((published.low, published.high), abs=0.005)


@pytest.mark.parametrize(
    ("people", "reason"),
    [
        ([], CannotTell.NO_ANSWERS),
        ([[], [None]], CannotTell.NO_ANSWERS),
        ([[True, False]] * 9, CannotTell.TOO_FEW),
        ([[True, True]] * 12, CannotTell.NO_VARIATION),
    ],
)
def test_answers_by_person_that_give_no_interval(
    people: list[list[bool | None]], reason: CannotTell
) -> None:
    found = share_by_person(people)

    assert (found.low, found.high, found.reason) == (None, None, reason)


def test_answers_by_person_count_what_is_missing() -> None:
    found = share_by_person([[True, None], [None], [False]])

    assert (found.count, found.n, found.people, found.missing) == (1, 2, 2, 2)


def test_answers_by_person_are_the_same_in_whatever_order() -> None:
    people = [[True] * (n % 3) + [False] * (n % 4 + 1) for n in range(20)]

    assert share_by_person(people[::-1]) == share_by_person(people)
