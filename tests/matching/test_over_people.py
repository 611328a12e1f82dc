"""Intervals over people, where one person may have several rows."""

from hypothesis import given
from hypothesis import strategies as st

from evaluation.statistics import wilson
from matching.over_people import mean_bounds, share_bounds

PEOPLE = st.lists(
    st.integers(1, 6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=5,
    max_size=40,
)


def parts(*rows):
    return dict(enumerate(rows))


def ends(bounds):
    """Return bounds that are there."""
    assert bounds is not None
    return bounds


def ends_of(found):
    """Return the ends of a proportion's interval."""
    return found.low, found.high


def test_goals_of_one_person_that_stand_and_fall_together_are_worth_one():
    """Ten people with four goals each, all or none reached, are ten and not forty."""
    together = ends(share_bounds(parts(*[(4, 4)] * 5, *[(0, 4)] * 5)))
    low, high = ends_of(wilson(20, 40))
    assert together[0] < low - 0.08
    assert together[1] > high + 0.08


def test_where_all_reach_all_each_person_is_worth_one():
    low, high = ends(share_bounds(parts(*[(3, 3)] * 6)))
    assert high == 1
    assert low < ends_of(wilson(18, 18))[0]


def test_fewer_than_five_people_have_no_interval():
    assert share_bounds(parts(*[(1, 2)] * 4)) is None
    assert mean_bounds(parts((1, 1), (2, 1), (3, 1), (5, 1))) is None


def test_a_mean_of_single_rows_is_students():
    """With one match each it is the plain interval of a mean: 2 ± 2.7764 · sd / √5, sd = √2.5."""
    low, high = ends(mean_bounds(parts((0, 1), (1, 1), (2, 1), (3, 1), (4, 1))))
    assert (round(low, 3), round(high, 3)) == (0.037, 3.963)


@given(PEOPLE)
def test_a_share_lies_between_its_bounds_and_they_are_never_narrower_than_wilsons(rows):
    low, high = ends(share_bounds(parts(*rows)))
    count, n = (sum(row[place] for row in rows) for place in (0, 1))
    below, above = ends_of(wilson(count, n))
    assert 0 <= low <= count / n <= high <= 1
    assert high - low >= above - below - 1e-9
