"""What holds for all answers."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evaluation.statistics import (
    cronbach_alpha,
    distribution,
    mean,
    mean_interval,
    median,
    net_promoter,
    paired_change,
    self_other_gap,
    share,
    standard_deviation,
    subscale_score,
    wilson,
)

marks = st.integers(1, 7).map(float)
answers = st.lists(st.none() | marks, max_size=40)
ratings = st.lists(st.floats(-1000, 1000), min_size=1, max_size=30)


@given(answers, st.randoms())
def test_the_order_of_the_answers_does_not_matter(
    values: list[float | None], chance: object
) -> None:
    shuffled = values[:]
    chance.shuffle(shuffled)

    for formula in (mean, median, standard_deviation, mean_interval):
        assert formula(shuffled) == formula(values)
    assert distribution(shuffled, range(1, 8)) == distribution(values, range(1, 8))


@given(answers)
def test_every_answer_is_either_counted_or_missing(values: list[float | None]) -> None:
    for formula in (mean, median, standard_deviation, mean_interval, net_promoter):
        found = formula(values)
        assert found.n + found.missing == len(values)
        assert found.missing == values.count(None)
        assert (found.value is None) <= (found.reason is not None)


@given(ratings)
def test_a_mean_lies_among_its_values(values: list[float]) -> None:
    found = mean_interval(values)

    assert found.value is not None
    assert min(values) <= found.value <= max(values)
    if found.low is not None and found.high is not None:
        assert found.low < found.value < found.high


@given(ratings, st.sampled_from([0.5, 0.9]), st.sampled_from([0.95, 0.999]))
def test_a_higher_level_has_the_wider_interval(
    values: list[float], lower: float, higher: float
) -> None:
    narrow, wide = mean_interval(values, lower), mean_interval(values, higher)
    if narrow.low is not None and wide.low is not None:
        assert wide.low < narrow.low


@given(st.lists(st.tuples(marks, marks), max_size=25))
def test_turning_time_round_turns_the_change_round(pairs: list[tuple[float, float]]) -> None:
    before, after = [first for first, _ in pairs], [second for _, second in pairs]

    there, back = paired_change(before, after), paired_change(after, before)

    assert (there.rose, there.same, there.fell) == (back.fell, back.same, back.rose)
    assert there.rose + there.same + there.fell == there.n == len(pairs)
    if there.value is not None and back.value is not None:
        assert there.value == -back.value
    if there.d_z is not None and back.d_z is not None:
        assert there.d_z == -back.d_z


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_agrees_with_scipy_and_lies_within_0_and_1(counts: tuple[int, int]) -> None:
    found = wilson(*counts)
    published = stats.binomtest(*counts).proportion_ci(method="wilson")

    assert found.low is not None
    assert found.high is not None
    assert found.value is not None
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert (found.low, found.high) == pytest.approx((published.low, published.high), abs=1e-12)


@given(answers, marks)
def test_shares_above_and_below_add_up(values: list[float | None], mark: float) -> None:
    above = share(values, lambda value: value >= mark)
    below = share(values, lambda value: value < mark)

    assert above.count + below.count == above.n == below.n
    if above.low is not None and below.high is not None:
        assert isclose(above.low, 1 - below.high, abs_tol=1e-12)


@given(st.lists(st.none() | marks, min_size=1, max_size=12), st.data())
def test_a_subscale_all_reversed_is_its_mirror(
    values: list[float | None], data: st.DataObject
) -> None:
    turned = data.draw(st.sets(st.integers(0, len(values) - 1)))
    rest = set(range(len(values))) - turned

    score = subscale_score(values, low=1, high=7, reversed_items=turned)
    mirror = subscale_score(values, low=1, high=7, reversed_items=rest)

    assert (score.answered, score.reason) == (mirror.answered, mirror.reason)
    if score.value is not None and mirror.value is not None:
        assert isclose(score.value, 8 - mirror.value)
        assert 1 <= score.value <= 7


@given(st.lists(st.lists(marks, min_size=4, max_size=4), min_size=2, max_size=20))
def test_alpha_is_at_most_one_and_blind_to_the_order_of_people(rows: list[list[float]]) -> None:
    found = cronbach_alpha(rows)

    assert found == cronbach_alpha(rows[::-1])
    assert found.value is None or found.value <= 1


rated = st.tuples(marks, st.lists(marks, min_size=1, max_size=4))


@given(st.lists(rated, min_size=10, max_size=20))
def test_a_gap_is_the_mean_of_gaps_and_its_interval_lies_among_them(
    mentors: list[tuple[float, list[float]]],
) -> None:
    gap = self_other_gap(mentors, resamples=200)
    gaps = [own - sum(others) / len(others) for own, others in mentors]

    assert gap.value == pytest.approx(sum(gaps) / len(gaps))
    if gap.low is not None and gap.high is not None:
        assert min(gaps) - 1e-9 <= gap.low <= gap.high <= max(gaps) + 1e-9
