"""Who reviews which application."""

from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.selection.assigning import Wish, assign


def ids(number, first=0):
    return [UUID(int=first + each) for each in range(number)]


def loads_of(done, reviewers, before=None):
    return {each: (before or {}).get(each, 0) + done.load_of(each) for each in reviewers}


@st.composite
def tables(draw):
    reviewers = ids(draw(st.integers(0, 5)), first=1000)
    wishes = [
        Wish(
            application,
            draw(st.integers(1, 3)),
            frozenset(draw(st.sets(st.sampled_from(reviewers)))) if reviewers else frozenset(),
        )
        for application in ids(draw(st.integers(0, 7)))
    ]
    return wishes, reviewers, {each: draw(st.integers(0, 4)) for each in reviewers}


@given(st.integers(0, 40), st.integers(1, 9), st.integers(1, 9))
def test_loads_are_within_one_application_where_nobody_is_barred(number, reviewers, each):
    given_to = ids(reviewers, first=1000)
    wanted = min(each, reviewers)
    done = assign([Wish(pk, wanted, frozenset()) for pk in ids(number)], given_to, {}, seed="a")
    loads = loads_of(done, given_to).values()
    assert max(loads) - min(loads) <= 1
    assert not done.shortages


@given(tables())
def test_meets_every_wish_that_can_be_met_and_nobody_judges_whom_they_should_not(table):
    wishes, reviewers, loads = table
    done = assign(wishes, reviewers, loads, seed="a")
    for wish in wishes:
        got = done.reviewers[wish.application]
        assert len(set(got)) == len(got) == min(wish.number, len(set(reviewers) - wish.barred))
        assert not wish.barred & set(got)
    missing = {each.application: each.missing for each in done.shortages}
    assert missing == {
        wish.application: left
        for wish in wishes
        if (left := wish.number - len(done.reviewers[wish.application]))
    }


@given(tables())
def test_no_other_assignment_is_more_even(table):
    wishes, reviewers, loads = table
    done = assign(wishes, reviewers, loads, seed="a")
    mine = sum(load**2 for load in loads_of(done, reviewers, loads).values())
    assert mine == least_sum_of_squares(wishes, reviewers, loads)


def least_sum_of_squares(wishes, reviewers, loads):
    """Try every way in which each application can be given, keeping only what loads it leaves."""
    reached = {tuple(loads[each] for each in reviewers)}
    for wish in wishes:
        fit = [place for place, each in enumerate(reviewers) if each not in wish.barred]
        reached = {
            tuple(load + (place in chosen) for place, load in enumerate(before))
            for before in reached
            for chosen in combinations(fit, min(wish.number, len(fit)))
        }
    return min(sum(load**2 for load in after) for after in reached)


@given(tables(), st.randoms(use_true_random=False))
def test_the_same_seed_gives_the_same_whatever_the_order(table, chance):
    wishes, reviewers, loads = table
    mixed = chance.sample(wishes, len(wishes))
    first = assign(wishes, reviewers, loads, seed="a")
    again = assign(mixed, chance.sample(reviewers, len(reviewers)), loads, seed="a")
    assert first.reviewers == again.reviewers


def test_passes_work_along_a_chain_to_whoever_has_room():
    """Anna alone may take what Ben gives up, and Cleo what Anna gives up."""
    anna, ben, cleo = ids(3, first=1000)
    wishes = [
        *(Wish(pk, 1, frozenset({anna, cleo})) for pk in ids(1)),
        *(Wish(pk, 1, frozenset({cleo})) for pk in ids(3, first=10)),
        *(Wish(pk, 1, frozenset({ben})) for pk in ids(2, first=20)),
    ]
    done = assign(wishes, [anna, ben, cleo], {}, seed="a")
    assert sorted(loads_of(done, [anna, ben, cleo]).values()) == [2, 2, 2]


@pytest.mark.parametrize("reviewers", [[], ids(1, first=1000)])
def test_says_what_is_missing_and_how_many_are_barred(reviewers):
    wish = Wish(UUID(int=1), 2, frozenset(reviewers))
    (shortage,) = assign([wish], reviewers, {}, seed="a").shortages
    assert (shortage.missing, shortage.barred) == (2, len(reviewers))
