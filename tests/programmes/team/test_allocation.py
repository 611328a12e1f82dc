"""Sharing people out: fair, with few moves, together where it can be."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.team.allocation import allocate, joined

SIZES = st.integers(1, 4)


@st.composite
def caseloads(draw, group_sizes=SIZES):
    """People with groups, coordinators, and who looks after whom now; some of it long gone."""
    count = draw(st.integers(0, 40))
    people = list(range(count))
    cuts, groups = 0, []
    while cuts < count:
        size = min(draw(group_sizes), count - cuts)
        groups.append(people[cuts : cuts + size])
        cuts += size
    coordinators = [f"c{number}" for number in range(draw(st.integers(1, 5)))]
    anybody = st.sampled_from([*coordinators, "gone", None])
    now = {person: draw(anybody) for person in people}
    return people, groups, {p: c for p, c in now.items() if c}, coordinators


def spread(found, coordinators):
    loads = Counter(dict.fromkeys(coordinators, 0))
    loads.update(found.values())
    return max(loads.values()) - min(loads.values())


@given(caseloads())
def test_everybody_has_somebody_and_loads_differ_by_less_than_the_largest_group(case):
    people, groups, now, coordinators = case
    found = allocate(people, groups, now, coordinators)
    largest = max((len(group) for group in groups), default=1)
    assert list(found) == people
    assert set(found.values()) <= set(coordinators)
    assert spread(found, coordinators) <= largest


@given(caseloads(group_sizes=st.just(1)))
def test_alone_people_are_shared_out_within_one_with_the_fewest_moves(case):
    people, groups, now, coordinators = case
    found = allocate(people, groups, now, coordinators)
    assert spread(found, coordinators) <= 1
    loads = Counter(dict.fromkeys(coordinators, 0))
    loads.update(c for c in now.values() if c in loads)
    share, over = divmod(len(people), len(coordinators))
    full_first = sorted(loads.values(), reverse=True)
    fewest = sum(max(0, load - share - (place < over)) for place, load in enumerate(full_first))
    moved = sum(now.get(p) in coordinators and found[p] != now[p] for p in people)
    assert moved == fewest


@given(caseloads())
def test_the_answer_is_the_same_each_time_and_settles_at_once(case):
    people, groups, now, coordinators = case
    found = allocate(people, groups, now, coordinators)
    assert allocate(people, groups, now, coordinators) == found
    assert allocate(people, groups, found, coordinators) == found


def test_newcomers_come_to_whom_they_are_matched_with():
    people: Any = ["amara", "jonas", "kim", "lee"]
    coordinators: Any = ["ben", "maya"]
    now: Any = {"amara": "maya", "kim": "ben"}
    found = allocate(people, [people[:2]], now, coordinators)
    assert list(found.values()) == ["maya", "maya", "ben", "ben"]


def test_a_match_moves_as_one():
    people: Any = ["a1", "a2", "b1", "b2", "c1", "c2"]
    coordinators: Any = ["ben", "ida", "maya"]
    groups = [people[:2], people[2:4], people[4:]]
    found = allocate(people, groups, dict.fromkeys(people, coordinators[2]), coordinators)
    assert all(found[one] == found[other] for one, other in groups)
    assert spread(found, coordinators) == 0


def test_groups_that_share_somebody_are_one_and_strangers_are_left_out():
    people: Any = [1, 2, 3, 4]
    outside: Any = [2, 3, 99]
    assert joined(people, [people[:2], outside]) == [(1, 2, 3), (4,)]


def test_without_a_coordinator_nobody_is_shared_out():
    with pytest.raises(ValueError, match="Nobody"):
        allocate([], [], {}, [])
