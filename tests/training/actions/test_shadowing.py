"""A pair is observed only if both agree, and either may change their mind."""

import pytest

from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from tests.factories.matching import MatchFactory
from tests.factories.programmes import MenteeFactory, ParticipantFactory
from tests.training.pathway.people import on_pathway
from training.actions.pathway import today_of
from training.actions.shadowing import (
    NotOfThePairError,
    answer_shadowing,
    ask_to_shadow,
    call_off_shadowing,
    keep_observation,
    note_observed,
)
from training.models import Shadowing
from training.pathway.enums import PathwayState
from training.pathway.pairs import pairs_of, pairs_of_person, pairs_to_observe


@pytest.fixture
def pathway(world):
    return on_pathway(world, PathwayState.TRAINED)


@pytest.fixture
def asked(world, pathway):
    """An observation that a pair has been asked for."""
    MatchFactory.create(cohort=world.cohort)
    (pair,) = pairs_to_observe(world.programme)
    return ask_to_shadow(pathway, pair, by=world.coordinator)


def both_agree(shadowing):
    for person in (shadowing.mentor, shadowing.mentee):
        answer_shadowing(shadowing, agrees=True, by=person)


def state(shadowing):
    return Shadowing.objects.get(pk=shadowing.pk).state


def test_asking_the_same_pair_again_asks_nobody_twice(world, pathway, asked):
    (pair,) = pairs_to_observe(world.programme)
    assert ask_to_shadow(pathway, pair, by=world.coordinator) == asked
    assert Message.objects.filter(kind="training.shadowing_asked").count() == 2


def test_one_yes_is_not_enough(world, asked):
    answer_shadowing(asked, agrees=True, by=asked.mentor)
    assert state(asked) == "asked"
    with pytest.raises(IllegalTransitionError):
        note_observed(asked, on=today_of(asked.pathway), by=world.coordinator)
    answer_shadowing(asked, agrees=True, by=asked.mentee)
    assert state(asked) == "agreed"


@pytest.mark.parametrize("first", [True, False])
def test_one_rather_not_ends_it_before_and_after_both_agreed(world, asked, first):
    if first:
        both_agree(asked)
    answer_shadowing(asked, agrees=False, by=asked.mentee)
    assert state(asked) == "refused"
    with pytest.raises(IllegalTransitionError):
        answer_shadowing(asked, agrees=True, by=asked.mentee)
    with pytest.raises(IllegalTransitionError):
        note_observed(asked, on=today_of(asked.pathway), by=world.coordinator)


def test_nobody_else_agrees_for_them(world, asked):
    for person in (world.mentee, world.coordinator):
        with pytest.raises(NotOfThePairError):
            answer_shadowing(asked, agrees=True, by=person)


def test_what_was_called_off_is_observed_by_nobody(world, asked):
    both_agree(asked)
    call_off_shadowing(asked, by=world.coordinator)
    with pytest.raises(IllegalTransitionError):
        note_observed(asked, on=today_of(asked.pathway), by=world.coordinator)


def test_words_come_after_watching(world, pathway, asked):
    both_agree(asked)
    with pytest.raises(IllegalTransitionError):
        keep_observation(asked, reflection="Silence helps.", by=world.mentee)
    note_observed(asked, on=today_of(pathway), by=world.coordinator)
    keep_observation(asked, reflection="Silence helps.", by=world.mentee)
    assert Shadowing.objects.get().reflection == "Silence helps."
    pathway.refresh_from_db()
    assert pathway.state == PathwayState.SHADOWING


def test_only_two_people_alone_who_meet_now_are_asked(world):
    MatchFactory.create(cohort=world.cohort, state="paused")
    MatchFactory.create(cohort=world.cohort, state="proposed")
    MatchFactory.create(
        cohort=world.cohort,
        mentors=[ParticipantFactory.create(cohort=world.cohort) for _ in range(2)],
    )
    MatchFactory.create(
        cohort=world.cohort,
        mentees=[MenteeFactory.create(cohort=world.cohort, person__email=None)],
    )
    assert pairs_to_observe(world.programme) == []
    assert len(pairs_of(world.programme)) == 4


def test_a_persons_pairs_are_theirs_alone(world):
    match = MatchFactory.create(cohort=world.cohort, mentees=[world.mentee_place], state="closed")
    MatchFactory.create(cohort=world.cohort)
    (pair,) = pairs_of_person(world.mentee, world.programme)
    assert ([pair.mentor], pair.mentee) == (match.mentors, world.mentee)
    assert not pair.is_going_on
