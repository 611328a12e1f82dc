"""Nobody's marks can be worked out from all that a mentor ever saw, whoever agrees and when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.mirror.rules import Agreed, Rated, seen_of

START = datetime(2026, 1, 1, tzinfo=UTC)


def at(day):
    return START + timedelta(days=day)


def rated(*scores, day=0, first=0):
    return [Rated(first + place, at(day), score) for place, score in enumerate(scores)]


@st.composite
def stories(draw):
    """Ratings of waves that close on even days; agreements begin and end on odd ones."""
    closings = draw(st.lists(st.integers(0, 4).map(lambda n: 2 * n), unique=True, max_size=4))
    ratings = [
        # No two marks are alike, so that a mark says whose it is.
        Rated(rater, at(day), 1 + rater / 2 + day / 100, may_join=draw(st.integers(0, 3)) > 0)
        for day in closings
        for rater in draw(st.sets(st.integers(0, 8), max_size=9))
    ]
    agreements = []
    for rater in draw(st.sets(st.integers(0, 8), max_size=9)):
        first, length = draw(st.integers(0, 6)), draw(st.integers(1, 4))
        since = at(2 * first - 1)
        until = draw(st.sampled_from([None, since + timedelta(days=2 * length)]))
        agreements.append(Agreed(rater, since, until))
    return ratings, agreements


def as_of(day, ratings, agreements):
    """Return what a mentor sees on a day, before whatever comes later."""
    now = at(day)
    return seen_of(
        [each for each in ratings if each.closed_at <= now],
        [
            Agreed(each.rater, each.since, each.until if each.until and each.until <= now else None)
            for each in agreements
            if each.since <= now
        ],
    )


@given(story=stories())
def test_of_each_group_ever_shown_five_or_none_stay_unknown(story):
    ratings, agreements = story
    groups, singled = {}, set()
    for day in range(-1, 20):
        seen = as_of(day, ratings, agreements)
        if seen.group:
            # What has been shown of a moment stays as it was shown.
            assert groups.setdefault(seen.group.closed_at, seen.group) == seen.group
            assert seen.group.n >= 5
        for rater, score in seen.singles:
            assert any(a.rater == rater and a.since <= at(day) for a in agreements)
            singled.add((rater, score))
        for group in groups.values():
            unknown = [pair for pair in group.scores if pair not in singled]
            allowed = all(
                any(a.rater == rater for a in agreements) for rater, _score in group.scores
            )
            assert len(unknown) >= 5 or allowed


@given(story=stories())
def test_no_rating_is_in_two_groups_and_order_of_rows_changes_nothing(story):
    ratings, agreements = story
    assert seen_of(ratings, agreements) == seen_of(ratings[::-1], agreements[::-1])
    shown = [as_of(day, ratings, agreements).group for day in range(-1, 20)]
    moments = sorted({group.closed_at for group in shown if group})
    assert len(moments) * 5 <= len(ratings)


def test_four_are_not_shown_and_five_are():
    assert seen_of(rated(3, 4, 5, 6), []).group is None
    group = seen_of(rated(3, 4, 5, 6, 7), []).group
    assert (group.n, group.mean) == (5, 5)


def test_a_sixth_waits_for_four_more():
    six = rated(3, 4, 5, 6, 7) + rated(1, day=30, first=9)
    assert seen_of(six, []).group.mean == 5
    ten = six + rated(2, 2, 2, 3, day=60, first=10)
    assert (seen_of(ten, []).group.n, seen_of(ten, []).group.mean) == (5, 2)


def test_a_mentee_who_rates_twice_before_a_group_is_full_counts_once_with_the_latest():
    ratings = rated(1, 3, 4, 5) + rated(7, 6, day=9)
    assert seen_of(ratings, []).group is None
    full = seen_of(ratings + rated(4, day=12, first=8), []).group
    assert sorted(full.scores) == [(0, 7), (1, 6), (2, 4), (3, 5), (8, 4)]


def test_a_few_of_one_mind_are_not_shown():
    assert seen_of(rated(*[6] * 9), []).group is None
    assert seen_of(rated(*[6] * 10), []).group.mean == 6


def test_who_agreed_before_is_shown_by_name_and_is_in_no_group():
    agreed = [Agreed(0, at(-5))]
    seen = seen_of(rated(2, 4, 5, 6, 7, 3), agreed)
    assert dict(seen.singles) == {0: 2}
    assert {rater for rater, _score in seen.group.scores} == {1, 2, 3, 4, 5}


def test_taking_it_back_hides_at_once_and_joins_no_group_that_would_tell():
    agreed = [Agreed(0, at(-5), at(1))]
    seen = seen_of(rated(2, 4, 5, 6, 7), agreed)
    assert (seen.group, seen.singles) == (None, ())


@pytest.mark.parametrize(("size", "by_name", "waits"), [(5, {}, True), (6, {0: 1.0}, False)])
def test_who_agrees_afterwards_is_shown_only_while_five_others_remain(size, by_name, waits):
    ratings = rated(*[1.0 + place for place in range(size)])
    seen = seen_of(ratings, [Agreed(0, at(3))])
    assert (dict(seen.singles), seen.waits) == (by_name, waits)


def test_once_everybody_agrees_everybody_is_shown():
    ratings = rated(1, 2, 3, 4, 5)
    seen = seen_of(ratings, [Agreed(rater, at(3)) for rater in range(5)])
    assert dict(seen.singles) == {0: 1, 1: 2, 2: 3, 3: 4, 4: 5}


def test_a_place_given_up_is_given_to_nobody_else():
    ratings = rated(1, 2, 3, 4, 5, 6)
    seen = seen_of(ratings, [Agreed(0, at(3), at(4)), Agreed(1, at(5))])
    assert (seen.singles, seen.waits) == ((), True)


def test_what_could_be_taken_away_from_a_published_total_joins_no_group():
    ratings = [Rated(place, at(0), 1.0 + place, may_join=False) for place in range(6)]
    assert seen_of(ratings, []).group is None


def test_of_two_who_agree_at_one_moment_the_same_one_is_always_shown():
    ratings = rated(1, 2, 3, 4, 5, 6)
    both = [Agreed(4, at(3)), Agreed(1, at(3))]
    assert seen_of(ratings, both).singles == seen_of(ratings, both[::-1]).singles == ((1, 2),)
