"""Hours in UTC, reporting lines, levels of languages, wishes in points."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from matching.models import MatchingPlace
from matching.models.hours import HALF_HOURS
from matching.rounds.knowing import (
    ReportingLines,
    hours_in_utc,
    levels_of,
    minutes_from_utc,
)
from matching.rounds.wished import Wished, tiers_of, with_the_rest

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))


def bits(number):
    return {half for half in range(HALF_HOURS) if number >> half & 1}


@pytest.mark.parametrize(
    ("free", "offset", "expected"),
    [
        ({20}, 0, {20}),
        ({20}, 60, {18}),
        ({0}, 60, {HALF_HOURS - 2}),  # Monday 00:00 in Berlin is Sunday 23:00 in London
        ({HALF_HOURS - 1}, -60, {1}),
        ({20}, 345, set()),  # Kathmandu: half of it is not free
        ({20, 21}, 345, {9}),
        (set(), 345, set()),
        ({HALF_HOURS + 3}, 0, set()),
    ],
)
def test_free_hours_are_read_in_ones_own_week(free, offset, expected):
    assert bits(hours_in_utc(free, offset)) == expected


@given(
    some.sets(some.integers(0, HALF_HOURS - 1)),
    some.integers(-24, 28).map(lambda halves: halves * 30),
)
def test_zones_of_whole_half_hours_lose_nothing_and_come_back(free, offset):
    there = bits(hours_in_utc(free, offset))
    assert len(there) == len(free)
    assert bits(hours_in_utc(there, -offset)) == free


def test_clocks_are_read_on_the_day():
    zone = ZoneInfo("Europe/Berlin")
    assert minutes_from_utc(zone, datetime(2026, 1, 5, tzinfo=UTC)) == 60
    assert minutes_from_utc(zone, datetime(2026, 7, 5, tzinfo=UTC)) == 120


def test_ones_own_word_of_a_language_counts_before_the_profile():
    said = MatchingPlace(language_levels={"english": 6, "French": 2})
    levels = levels_of(said, {"languages": ["English", "Welsh", " "]})
    assert levels == {"English": 6, "Welsh": 4, "French": 2}
    assert levels_of(None, None) == {}


def place(name: str, email: str = "", person: UUID = ONE) -> Any:
    return SimpleNamespace(person_id=person, person=SimpleNamespace(name=name, email=email or None))


def manager(name="", email=""):
    return {"line_manager_name": name, "line_manager_email": email}


def test_a_manager_is_known_by_address_whatever_its_capitals():
    boss = place("Bo Boss", "bo@there.example", person=ONE)
    member = place("Mo", person=TWO)
    lines = ReportingLines([boss, member], {TWO: manager("Somebody Else", "BO@there.example")})
    assert lines.above(member) == {"bo@there.example"}
    assert lines.above(member) & lines.own(boss)


def test_a_manager_named_only_is_everybody_of_that_name_and_meets_their_address():
    boss = place("Bo Boss", "bo@there.example", person=ONE)
    member, colleague = place("Mo", person=TWO), place("Jo", person=THREE)
    lines = ReportingLines(
        [boss, member, colleague],
        {TWO: manager("bo  boss"), THREE: manager("Bo Boss", "bo@there.example")},
    )
    assert lines.above(member) & lines.own(boss)
    assert lines.above(member) & lines.above(colleague)


def test_two_managers_of_one_name_are_told_apart_by_their_addresses():
    one, other = place("Mo", person=TWO), place("Jo", person=THREE)
    lines = ReportingLines(
        [one, other],
        {TWO: manager("Li Wei", "li@a.example"), THREE: manager("Li Wei", "li@b.example")},
    )
    assert not lines.above(one) & lines.above(other)


def test_who_names_no_manager_has_none():
    lines = ReportingLines([place("Mo", person=TWO)], {TWO: manager()})
    assert lines.above(place("Mo", person=TWO)) == frozenset()


def test_ratings_and_ranks_are_points_in_equal_steps():
    ranks = [Wished(ONE, rank, None).points(4) for rank in (1, 2, 3, 4, 9)]
    assert ranks == [100, 75, 50, 25, 25]
    assert [Wished(ONE, None, rating).points(4) for rating in range(1, 6)] == [0, 25, 50, 75, 100]


def test_rated_names_are_sorted_and_who_left_is_left_out():
    wishes = [Wished(ONE, None, 2), Wished(TWO, None, 5), Wished(THREE, None, 4)]
    assert tiers_of(wishes, {ONE: 0, TWO: 1}) == ((1,), (0,))


def test_who_is_not_named_comes_after_everybodys_last_wish():
    complete = with_the_rest([((1,), (0,)), (), ((2,),)], 3)
    assert complete == (((1,), (0,), (2,)), ((), (), (0, 1, 2)), ((2,), (), (0, 1)))
