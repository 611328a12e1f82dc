"""Means and shares against published examples, SciPy, arithmetic and Open Seeds."""

import csv
import json
from collections.abc import Callable
from math import inf, nan, sqrt
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from evaluation.statistics import (
    CannotTell,
    Distribution,
    Estimate,
    Rate,
    distribution,
    mean,
    mean_interval,
    median,
    net_promoter,
    paired_change,
    response_rate,
    self_other_gap,
    share,
    share_by_person,
    standard_deviation,
    wilson,
)

OPEN_SEEDS = Path(__file__).parents[2] / "examples" / "open-seeds"

# Extra hours of sleep of ten patients on two drugs: Cushny and Peebles (1905), in Student, "The
# probable error of a mean", Biometrika 6 (1908); the data set `sleep` of R, whose manual prints
# t = −4.0621 and the interval −2.4598858 to −0.7001142 for the paired test.
DRUG_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
DRUG_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def column(file: str, name: str) -> list[str]:
    with (OPEN_SEEDS / file).open(newline="") as rows:
        return [row[name] for row in csv.DictReader(rows)]


def numbers(texts: list[str]) -> list[float | None]:
    return [float(text) if text else None for text in texts]


def expected(key: str) -> dict[str, float]:
    figures: dict[str, dict[str, float]] = json.loads((OPEN_SEEDS / "expected.json").read_text())
    return figures[key]


# Open Seeds -----------------------------------------------------------------------------------


def test_open_seeds_mentor_met_expectations() -> None:
    answers = numbers(column("survey_mentee_mid.csv", "mentor_met_expectations"))
    known = expected("mentor_met_expectations")

    met = mean_interval(answers)
    top = share(answers, lambda mark: mark >= 4)

    assert met.value is not None
    assert (met.n, round(met.value, 4)) == (known["n"], known["mean"]) == (105, 4.6095)
    assert (top.count, top.n) == (known["top2"], known["n"])
    present = [answer for answer in answers if answer is not None]
    low, high = stats.t.interval(0.95, 104, np.mean(present), stats.sem(present))
    assert (met.low, met.high) == pytest.approx((low, high))


def test_open_seeds_recommend() -> None:
    answers = [answer or None for answer in column("survey_mentee_close.csv", "recommend")]

    yes = share(answers, lambda answer: answer == "yes")

    assert (yes.count, yes.n) == (expected("recommend")["yes"], 131)
    assert yes.value == 129 / 131
    published = stats.binomtest(129, 131).proportion_ci(method="wilson")
    assert (yes.low, yes.high) == pytest.approx((published.low, published.high))


# Means ----------------------------------------------------------------------------------------


def test_mean_and_spread_of_the_sleep_data() -> None:
    for values in (DRUG_1, DRUG_2):
        found = mean_interval(values)
        low, high = stats.t.interval(0.95, 9, np.mean(values), stats.sem(values))
        assert found.value == pytest.approx(np.mean(values))
        assert found.sd == pytest.approx(np.std(values, ddof=1))
        assert (found.low, found.high) == pytest.approx((low, high))


def test_change_of_the_sleep_data_as_printed_in_the_manual_of_r() -> None:
    change = paired_change(DRUG_1, DRUG_2)

    assert change.value == pytest.approx(1.58)
    assert change.low == pytest.approx(0.7001142, abs=5e-8)
    assert change.high == pytest.approx(2.4598858, abs=5e-8)
    assert change.d_z is not None
    assert change.d_z * sqrt(10) == pytest.approx(4.0621, abs=5e-5)
    assert (change.n, change.missing) == (10, 0)
    assert (change.rose, change.same, change.fell) == (9, 1, 0)
    assert (change.before, change.after) == pytest.approx((0.75, 2.33))


def test_change_leaves_out_whoever_lacks_an_answer() -> None:
    change = paired_change([1, None, 3, nan, 2], [2, 4, None, 1, 5])

    assert (change.n, change.missing) == (2, 3)
    assert (change.before, change.after, change.value) == (1.5, 3.5, 2)


def test_change_that_is_the_same_for_everybody_has_no_interval() -> None:
    # 3.3 − 1.1 and 4.4 − 2.2 differ in the last bit only.
    change = paired_change([1.1, 2.2, 3.3], [3.3, 4.4, 5.5])

    assert change.value == pytest.approx(2.2)
    assert (change.low, change.high, change.d_z) == (None, None, None)
    assert change.reason is CannotTell.NO_VARIATION


def test_change_without_rounding_noise_counts_who_stayed_the_same() -> None:
    change = paired_change([0.1 + 0.2, 1.0], [0.3, 2.0])

    assert (change.rose, change.same, change.fell) == (1, 1, 0)


def test_change_needs_pairs() -> None:
    with pytest.raises(ValueError, match="same people"):
        paired_change([1, 2], [1])


@pytest.mark.parametrize(
    ("values", "middle", "n", "missing"),
    [([3, 1, 2], 2, 3, 0), ([4, 1, 2, 3], 2.5, 4, 0), ([None, 5, nan], 5, 1, 2)],
)
def test_median(values: list[float | None], middle: float, n: int, missing: int) -> None:
    assert median(values) == Estimate(middle, n, missing)


def test_the_mean_of_equal_values_is_that_value() -> None:
    assert mean([0.1, 0.1, 0.1]).value == 0.1


def test_standard_deviation() -> None:
    # The usual textbook example: mean 5, sum of squares 32 over 8 values.
    assert standard_deviation([2, 4, 4, 4, 5, 5, 7, 9]).value == pytest.approx(sqrt(32 / 7))
    assert standard_deviation([3, 3, 3]) == Estimate(0.0, 3)


@pytest.mark.parametrize("formula", [mean, median, standard_deviation])
def test_nothing_can_be_told_without_answers(formula: Callable[..., Estimate]) -> None:
    assert formula([]) == Estimate(None, 0, 0, CannotTell.NO_ANSWERS)
    assert formula([None, nan]) == Estimate(None, 0, 2, CannotTell.NO_ANSWERS)


def test_one_answer_has_a_mean_but_no_spread_and_no_interval() -> None:
    found = mean_interval([4])

    assert (found.value, found.low, found.high, found.sd) == (4, None, None, None)
    assert found.reason is CannotTell.TOO_FEW
    assert standard_deviation([4]) == Estimate(None, 1, 0, CannotTell.TOO_FEW)


def test_equal_answers_have_no_interval() -> None:
    found = mean_interval([4, 4, 4, 4, 4])

    assert (found.value, found.low, found.high, found.sd) == (4, None, None, 0)
    assert found.reason is CannotTell.NO_VARIATION


def test_infinite_values_are_refused() -> None:
    with pytest.raises(ValueError, match="infinite"):
        mean([1, inf])


@pytest.mark.parametrize("level", [0, 1, 1.5, -0.1, nan])
def test_levels_that_are_none_are_refused(level: float) -> None:
    for compute in (
        lambda: wilson(1, 2, level),
        lambda: mean_interval([1, 2], level),
        lambda: paired_change([1, 2], [2, 1], level),
        lambda: self_other_gap([(1, [2])], level=level),
        lambda: share_by_person([[True]], level=level),
    ):
        with pytest.raises(ValueError, match="level"):
            compute()


# Shares ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        # Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
        # Medicine 17 (1998) 857–872, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(successes: int, n: int, low: float, high: float) -> None:
    found = wilson(successes, n)

    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    assert (found.count, found.n, found.value) == (successes, n, successes / n)


def test_wilson_ends_where_shares_end() -> None:
    assert wilson(0, 7).low == 0
    assert wilson(7, 7).high == 1


def test_wilson_without_answers_and_without_sense() -> None:
    assert wilson(0, 0).reason is CannotTell.NO_ANSWERS
    assert wilson(0, 0).value is None
    for successes, n in ((-1, 5), (6, 5)):
        with pytest.raises(ValueError, match="no share"):
            wilson(successes, n)


def test_share_counts_what_is_missing() -> None:
    found = share([5.0, 3.0, None, nan, 4.0], lambda mark: mark >= 4)

    assert (found.count, found.n, found.missing) == (2, 3, 2)


def test_response_rate_is_n_of_n() -> None:
    assert response_rate(23, 46) == Rate(0.5, 23, 46)
    assert response_rate(0, 0) == Rate(None, 0, 0, CannotTell.NO_ANSWERS)
    with pytest.raises(ValueError, match="cannot have answered"):
        response_rate(5, 4)


def test_distribution_keeps_the_options_nobody_chose() -> None:
    assert distribution([5, 3, None, 5], [1, 2, 3, 4, 5]) == Distribution(
        ((1, 0), (2, 0), (3, 1), (4, 0), (5, 2)), 3, 1
    )
    with pytest.raises(ValueError, match="not among the options"):
        distribution([6], [1, 2, 3, 4, 5])


def test_net_promoter() -> None:
    found = net_promoter([10, 9, 9, 8, 7, 6, 0, None])

    assert (found.promoters, found.passives, found.detractors) == (3, 2, 2)
    assert (found.n, found.missing) == (7, 1)
    assert found.value == pytest.approx(100 / 7)
    points = [100] * 3 + [0] * 2 + [-100] * 2
    low, high = stats.t.interval(0.95, 6, np.mean(points), stats.sem(points))
    assert (found.low, found.high) == pytest.approx((low, high))


def test_net_promoter_stays_on_its_scale() -> None:
    found = net_promoter([10, 10, 10, 0])

    assert found.value == 50
    assert found.high == 100
    assert net_promoter([0, 0, 0]).reason is CannotTell.NO_VARIATION
    assert net_promoter([]).reason is CannotTell.NO_ANSWERS
    for off in (11, -1):
        with pytest.raises(ValueError, match="not on the scale"):
            net_promoter([off])
