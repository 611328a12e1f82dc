"""Agreement against published worked examples, and against the definition taken literally."""

import random
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.selection.agreement import Metric, krippendorff_alpha

# Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of Pennsylvania,
# https://repository.upenn.edu/asc_papers/43. Examples A (two observers, binary), B (two observers,
# nominal) and C/D (four observers, twelve units, missing marks).
MEG = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
OWEN = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
BEN = [ord(mark) for mark in "aabbdcccedda"]
GERRY = [ord(mark) for mark in "babbbccceddd"]
FOUR: list[list[int | None]] = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


def units_of(*observers):
    return list(zip(*observers, strict=True))


@pytest.mark.parametrize(
    ("observers", "metric", "published"),
    [
        ([MEG, OWEN], Metric.NOMINAL, 0.095),
        ([BEN, GERRY], Metric.NOMINAL, 0.692),
        (FOUR, Metric.NOMINAL, 0.743),
        (FOUR, Metric.ORDINAL, 0.815),
        (FOUR, Metric.INTERVAL, 0.849),
    ],
)
def test_published_examples(observers, metric, published):
    assert krippendorff_alpha(units_of(*observers), metric) == pytest.approx(published, abs=0.0005)


def by_definition(units, metric):
    """Compare every two marks of a unit, and every two marks at all, one by one."""
    units = [[mark for mark in unit if mark is not None] for unit in units]
    units = [unit for unit in units if len(unit) > 1]
    everything = [mark for unit in units for mark in unit]

    def far(one, other):
        if metric == Metric.NOMINAL:
            return float(one != other)
        if metric == Metric.INTERVAL:
            return float((one - other) ** 2)
        low, high = min(one, other), max(one, other)
        between = sum(low <= mark <= high for mark in everything)
        return (between - (everything.count(low) + everything.count(high)) / 2) ** 2

    observed = sum(
        sum(far(*pair) for pair in permutations(unit, 2)) / (len(unit) - 1) for unit in units
    )
    expected = sum(far(*pair) for pair in permutations(everything, 2))
    if not expected:
        return None
    return 1 - (len(everything) - 1) * observed / expected


units = st.lists(st.lists(st.none() | st.integers(1, 5), min_size=3, max_size=3), max_size=12)


@given(units, st.sampled_from(Metric))
def test_equals_the_definition(units, metric):
    found, wanted = krippendorff_alpha(units, metric), by_definition(units, metric)
    assert (found is None) == (wanted is None)
    assert found is None or found == pytest.approx(wanted, abs=1e-9)


@given(units, st.randoms(use_true_random=False))
def test_does_not_depend_on_the_order_of_reviewers_or_units(units, chance):
    mixed = [random.Random(chance.random()).sample(unit, len(unit)) for unit in units]
    chance.shuffle(mixed)
    assert krippendorff_alpha(mixed) == krippendorff_alpha(units)


@given(units, st.integers(1, 5))
def test_a_unit_with_one_mark_says_nothing(units, mark):
    assert krippendorff_alpha([*units, [mark, None, None]]) == krippendorff_alpha(units)


@given(units, st.lists(st.integers(1, 100), min_size=5, max_size=5, unique=True))
def test_ordinal_alpha_knows_ranks_alone(units, names):
    renamed = dict(zip(range(1, 6), sorted(names), strict=True))
    told = [[mark and renamed[mark] for mark in unit] for unit in units]
    assert krippendorff_alpha(told) == krippendorff_alpha(units)


@given(st.lists(st.integers(1, 5), min_size=2))
def test_perfect_agreement_is_one_and_sameness_cannot_tell(marks):
    alpha = krippendorff_alpha([(mark, mark) for mark in marks])
    assert alpha == (1 if len(set(marks)) > 1 else None)


@pytest.mark.parametrize("units", [[], [[]], [[1, None], [None, 4]], [[3, 3], [3, 3, None]]])
def test_cannot_tell(units):
    assert krippendorff_alpha(units) is None
