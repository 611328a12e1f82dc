"""Scales of several items against a published example and arithmetic by hand."""

from math import nan

import numpy as np
import pytest
from scipy.linalg import hadamard

from evaluation.statistics import (
    CannotTell,
    cronbach_alpha,
    subscale_score,
)


def test_alpha_as_published() -> None:
    """Bland and Altman, "Cronbach's alpha", BMJ 314 (1997) 572.

    Ten items whose variances add up to 11.16, the variance of the sum being 77.44: alpha 0.95.
    Answers with exactly these variances are made of columns that do not correlate.
    """
    columns = np.array(hadamard(16))[:, 1:12].T / np.sqrt(16 / 15)
    common = np.sqrt((77.44 - 11.16) / 90)
    own = np.sqrt(11.16 / 10 - common**2)
    rows = [common * columns[0] + own * columns[item] for item in range(1, 11)]

    found = cronbach_alpha(np.array(rows).T.tolist())

    assert found.value == pytest.approx(10 / 9 * (1 - 11.16 / 77.44))
    assert round(found.value or 0, 2) == 0.95
    assert (found.items, found.n, found.incomplete) == (10, 16, 0)


def test_alpha_from_covariances() -> None:
    answers = np.random.default_rng(3).integers(1, 8, size=(40, 6)).astype(float)
    covariances = np.cov(answers.T)
    between = covariances[~np.eye(6, dtype=bool)].mean()

    found = cronbach_alpha(answers.tolist())

    assert found.value == pytest.approx(6 * between / (np.diag(covariances).mean() + 5 * between))


def test_alpha_uses_complete_rows_only() -> None:
    complete: list[list[float | None]] = [[1, 2, 2], [3, 3, 4], [5, 4, 5], [2, 2, 1]]

    with_gaps = cronbach_alpha([*complete, [1, None, 5], [nan, 2, 2]])

    assert with_gaps.value == cronbach_alpha(complete).value
    assert (with_gaps.n, with_gaps.incomplete) == (4, 2)


def test_alpha_of_items_that_agree_fully_is_one() -> None:
    assert cronbach_alpha([[1.1, 1.1, 1.1], [2.3, 2.3, 2.3], [5, 5, 5]]).value == pytest.approx(1)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], CannotTell.NO_ANSWERS),
        ([[None, 1]], CannotTell.NO_ANSWERS),
        ([[1, 2]], CannotTell.TOO_FEW),
        ([[1], [2], [3]], CannotTell.TOO_FEW),
        ([[1, 5], [5, 1], [3, 3]], CannotTell.NO_VARIATION),
    ],
)
def test_alpha_that_cannot_be_told(rows: list[list[float | None]], reason: CannotTell) -> None:
    found = cronbach_alpha(rows)

    assert (found.value, found.reason) == (None, reason)


def test_alpha_needs_the_same_items_for_everybody() -> None:
    with pytest.raises(ValueError, match="same items"):
        cronbach_alpha([[1, 2], [1]])


@pytest.mark.parametrize(
    ("answers", "value", "answered"),
    [
        ([7, 6, 5], 6, 3),
        ([7, 6, None], 6.5, 2),
        ([7, None, nan], None, 1),
        ([7, 7, 7, None], 7, 3),
        ([7, 7, None, None], None, 2),
        ([7, 6, 5, 4, None, None], 5.5, 4),
        ([None, None], None, 0),
    ],
)
def test_subscale_needs_two_thirds(
    answers: list[float | None], value: float | None, answered: int
) -> None:
    score = subscale_score(answers, low=1, high=7)

    assert (score.value, score.answered, score.items) == (value, answered, len(answers))
    if value is None:
        few = CannotTell.TOO_MANY_MISSING if answered else CannotTell.NO_ANSWERS
        assert score.reason is few


def test_subscale_turns_reversed_items_round() -> None:
    assert subscale_score([7, 1, None, 2], low=1, high=7, reversed_items={1, 2}).value == (
        pytest.approx((7 + 7 + 2) / 3)
    )
    assert subscale_score([0, 4], low=0, high=4, reversed_items=[0, 1]).value == 2


def test_subscale_refuses_what_its_scale_does_not_have() -> None:
    with pytest.raises(ValueError, match="not on the scale"):
        subscale_score([8], low=1, high=7)
    with pytest.raises(ValueError, match="not among the items"):
        subscale_score([1, 2], low=1, high=7, reversed_items=[2])


def test_alpha_never_exceeds_one_by_rounding() -> None:
    for items in range(2, 30):
        rows = [[mark / 10] * items for mark in (11, 23, 57, 31)]
        assert (cronbach_alpha(rows).value or 2) <= 1
