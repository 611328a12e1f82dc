"""Meetings and records of matches count as practice, and passes follow their match."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from matching.actions.matches import end_match_early
from matching.actions.meetings import correct_meeting, log_meeting
from matching.actions.passes import use_passes
from matching.actions.practice import enter_past_practice
from matching.actions.proposals import (
    ProposalRefusedError,
    decline_match,
    propose_match,
    withdraw_proposal,
)
from matching.enums import DeclineReason, MatchOrigin, MatchState, MeetingState
from matching.models import Match
from mentorship.common.lifecycle import IllegalTransitionError
from tests.factories.matching import (
    HeldMeetingFactory,
    MatchFactory,
    MeetingFactory,
    ago,
    pair,
    trained,
)
from tests.factories.programmes import CohortFactory, MenteeFactory, ParticipantFactory
from tests.factories.training import EntryFactory, initial_training
from tests.programmes.races import both_at_once
from training.actions import PassUsedError
from training.enums import EntryKind
from training.models import ActivityPass, LedgerEntry

TODAY = timezone.localdate()


def practised():
    rows = LedgerEntry.objects.standing().filter(kind=EntryKind.PRACTICE)
    return {(row.person.short_name, row.counterpart.short_name) for row in rows}


def test_each_mentor_practises_with_each_mentee_of_a_meeting(world):
    second = ParticipantFactory.create(cohort=world.cohort, person__name="Bea Bell")
    left = MenteeFactory.create(cohort=world.cohort, ended_on=TODAY - timedelta(days=9))
    match = MatchFactory.create(
        cohort=world.cohort,
        mentors=[world.mentor_place, second],
        mentees=[world.mentee_place, left],
    )
    meeting = MeetingFactory.create(match=match, starts_at=ago(days=1))
    log_meeting(meeting, by=world.mentee, is_held=True)
    assert practised() == {("Amara", "Jonas"), ("Bea", "Jonas")}


def test_said_otherwise_it_is_taken_back_and_given_again(world):
    meeting = MeetingFactory.create(match=pair(world), starts_at=ago(days=1))
    log_meeting(meeting, by=world.mentee, is_held=True)
    for is_held in (False, True):
        correct_meeting(meeting, by=world.mentor, is_held=is_held)
        assert bool(practised()) is is_held
        with pytest.raises(IllegalTransitionError):
            correct_meeting(meeting, by=world.mentee, is_held=is_held)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.HELD


def test_a_meeting_that_did_not_happen_is_no_practice(world):
    meeting = MeetingFactory.create(match=pair(world), starts_at=ago(days=1))
    log_meeting(meeting, by=world.mentee, is_held=False)
    assert not practised()


def test_what_was_before_there_were_records_of_practice_is_entered_once(world):
    HeldMeetingFactory.create(match=pair(world))
    old = CohortFactory.create(programme=world.programme)
    imported = MatchFactory.create(
        cohort=old,
        origin=MatchOrigin.IMPORTED,
        state=MatchState.CLOSED,
        mentors=[ParticipantFactory.create(cohort=old, person__name="Ida Old")],
        mentees=[MenteeFactory.create(cohort=old, person__name="Udo New")],
    )
    assert enter_past_practice(world.programme, by=None) == 2
    assert enter_past_practice(world.programme, by=None) == 0
    assert practised() == {("Amara", "Jonas"), ("Ida", "Udo")}
    assert LedgerEntry.objects.get(person__name="Ida Old").earned_on == imported.ended_on


def test_the_migration_enters_the_same(world):
    MeetingFactory.create(match=pair(world))
    HeldMeetingFactory.create(match=pair(world, state=MatchState.CLOSED))
    pair(world, state=MatchState.CLOSED, origin=MatchOrigin.IMPORTED)
    import_module("matching.migrations.0002_practice").enter_practice(apps, None)
    assert LedgerEntry.objects.count() == 2
    assert enter_past_practice(world.programme, by=None) == 0


@pytest.fixture
def idle(world):
    """The mentor lapsed for want of mentees alone; the mentee is ready."""
    initial_training(world.programme, world.mentor, days=1800)
    for kind in (EntryKind.REFRESHER, EntryKind.REVIEW):
        EntryFactory.create(
            programme=world.programme,
            person=world.mentor,
            kind=kind,
            earned_on=TODAY - timedelta(days=20),
        )
    trained(world.mentee_place)
    return world


def propose(world, mentee=None):
    mentees = [mentee or world.mentee_place]
    return propose_match(world.cohort, [world.mentor_place], mentees, by=world.coordinator)


def another(world):
    mentee = MenteeFactory.create(cohort=world.cohort)
    trained(mentee)
    return mentee


def test_a_proposal_takes_the_pass_and_a_second_finds_none(idle):
    propose(idle)
    with pytest.raises(ProposalRefusedError, match="has not met yet"):
        propose(idle, another(idle))
    assert Match.objects.count() == 1


@pytest.mark.parametrize(
    "undo",
    [
        lambda match, world: withdraw_proposal(match, by=world.coordinator),
        lambda match, world: decline_match(match, by=world.mentee, reason=DeclineReason.OTHER),
        lambda match, world: end_match_early(accepted(match), by=world.coordinator),
    ],
    ids=["withdrawn", "declined", "ended before it began"],
)
def test_a_match_that_comes_to_nothing_gives_the_pass_back(idle, undo):
    undo(propose(idle), idle)
    assert ActivityPass.objects.get().returned_on
    propose(idle, another(idle))


def test_a_pass_that_went_since_it_was_looked_for_is_missed(idle):
    propose(idle)
    late = pair(idle, MatchState.PROPOSED)
    with pytest.raises(PassUsedError):
        use_passes(late, late.members.select_related("participant__cohort__programme"), TODAY)


def accepted(match):
    Match.objects.filter(pk=match.pk).update(state=MatchState.ACCEPTED, accepted_at=timezone.now())
    match.refresh_from_db()
    return match


def test_who_is_in_date_needs_no_pass(world):
    trained(world.mentor_place)
    trained(world.mentee_place)
    propose(world)
    assert not ActivityPass.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_proposals_at_once_in_two_cohorts_one_is_made(idle):
    cohort = CohortFactory.create(programme=idle.programme)
    place = ParticipantFactory.create(cohort=cohort, person=idle.mentor)
    mentee = MenteeFactory.create(cohort=cohort)
    trained(mentee)
    [error] = both_at_once(
        lambda: propose(idle),
        lambda: propose_match(cohort, [place], [mentee], by=idle.coordinator),
    )
    assert isinstance(error, ProposalRefusedError)
    assert error.reasons
    assert Match.objects.count() == ActivityPass.objects.count() == 1
