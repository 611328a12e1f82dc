"""Whose turn it is: fair, and the same whoever looks."""

import itertools
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from programmes.intake.turn import Turn, free_places, in_order, positions

MOMENTS = st.integers(0, 3).map(lambda day: datetime(2026, 5, 1 + day, tzinfo=UTC))
TURNS = st.lists(
    st.builds(Turn, key=st.uuids(), joined_at=MOMENTS, priority=st.integers(1, 5)),
    max_size=12,
    unique_by=lambda turn: turn.key,
)


@given(TURNS, st.booleans(), st.randoms())
def test_the_order_does_not_depend_on_who_looks(turns, by_priority, chance):
    mixed = list(turns)
    chance.shuffle(mixed)
    assert in_order(mixed, by_priority=by_priority) == in_order(turns, by_priority=by_priority)


@given(TURNS)
def test_first_come_first_served(turns):
    ordered = in_order(turns, by_priority=False)
    assert [t.joined_at for t in ordered] == sorted(t.joined_at for t in turns)


@given(TURNS)
def test_nobody_is_passed_by_somebody_with_a_later_priority_or_the_same_who_came_later(turns):
    ordered = in_order(turns, by_priority=True)
    for earlier, later in itertools.pairwise(ordered):
        assert (earlier.priority, earlier.joined_at) <= (later.priority, later.joined_at)


@given(TURNS, st.booleans())
def test_who_is_next_leaves_the_order_of_the_others_alone(turns, by_priority):
    ordered = in_order(turns, by_priority=by_priority)
    assert in_order(ordered[1:], by_priority=by_priority) == ordered[1:]
    numbers = positions(turns, by_priority=by_priority)
    assert sorted(numbers.values()) == list(range(1, len(turns) + 1))


def test_free_places_are_never_fewer_than_none():
    assert free_places(3, 1) == 2
    assert free_places(3, 5) == 0
    assert free_places(None, 5) is None
