"""Giving people to whoever looks after them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.accounts.permissions import Role
from mentorship.audit.models import Event
from programmes.actions import leave_team
from programmes.actions.caseloads import (
    SHARED_OUT,
    CannotLookAfterError,
    PlanChangedError,
    assign_caseload,
    rebalance,
)
from programmes.models import Participant
from programmes.team.caseloads import caseloads_of, people_of, plan_rebalance
from tests.factories.matching import MatchFactory
from tests.factories.programmes import (
    MenteeFactory,
    ParticipantFactory,
    ProgrammeFactory,
    TeamMemberFactory,
)
from tests.programmes.races import both_at_once


@pytest.fixture
def lead(world):
    return world.programme.team.get(person=world.coordinator)


@pytest.fixture
def second(world):
    return TeamMemberFactory.create(
        programme=world.programme, role=Role.COORDINATOR, person__name="Zoe Second"
    )


def coordinator_of(place):
    return Participant.objects.get(pk=place.pk).coordinator


def test_people_are_given_to_somebody_and_taken_back(world, second):
    ids = [world.mentor_place.pk, world.mentee_place.pk]
    assert assign_caseload(world.programme, ids, to=second, by=world.coordinator) == 2
    assert assign_caseload(world.programme, ids, to=second, by=world.coordinator) == 0
    assert coordinator_of(world.mentor_place) == second
    event = Event.objects.about(second).get()
    assert (event.kind, event.changes["number"]) == ("caseload.assigned", 2)

    assert assign_caseload(world.programme, ids[:1], to=None, by=world.coordinator) == 1
    assert coordinator_of(world.mentor_place) is None


def test_nobody_is_given_across_programmes_or_to_who_does_not_coordinate(world, second):
    theirs = ParticipantFactory.create(cohort__programme=world.other_programme)
    assert assign_caseload(world.programme, [theirs.pk], to=second, by=None) == 0
    reviewer = world.programme.team.get(role=Role.REVIEWER)
    of_others = world.other_programme.team.get()
    to_come = TeamMemberFactory.create(
        programme=world.programme, started_on=timezone.localdate() + timedelta(days=1)
    )
    for member in (reviewer, of_others, to_come):
        with pytest.raises(CannotLookAfterError):
            assign_caseload(world.programme, [world.mentor_place.pk], to=member, by=None)


def test_sharing_out_does_exactly_what_was_shown(world, lead, second):
    MenteeFactory.create_batch(6, cohort=world.cohort, coordinator=lead)
    MatchFactory.create(
        cohort=world.cohort, mentors=[world.mentor_place], mentees=[world.mentee_place]
    )
    plan = plan_rebalance(world.programme)
    assert [share.after for share in plan.shares] == [4, 4]

    done = rebalance(world.programme, fingerprint=plan.fingerprint, by=world.coordinator)

    assert {load.total for load in caseloads_of(world.programme)} == {4}
    assert not people_of(world.programme).in_nobodys_caseload().exists()
    assert coordinator_of(world.mentor_place) == coordinator_of(world.mentee_place) == second
    assert Event.objects.get(kind="caseload.rebalanced").changes == {"moved": len(done.moves)}
    assert plan_rebalance(world.programme).moves == ()


def test_a_plan_that_is_no_longer_true_is_not_carried_out(world, lead, second):
    plan = plan_rebalance(world.programme)
    assign_caseload(world.programme, [world.mentor_place.pk], to=lead, by=None)
    ParticipantFactory.create(cohort=world.cohort)
    with pytest.raises(PlanChangedError):
        rebalance(world.programme, fingerprint=plan.fingerprint, by=world.coordinator)
    assert coordinator_of(world.mentee_place) is None


def test_who_leaves_soon_keeps_their_people_and_gets_nobody_new(world, lead, second):
    second.ended_on = timezone.localdate() + timedelta(days=20)
    second.save()
    mine = MenteeFactory.create(cohort=world.cohort, coordinator=second)
    MenteeFactory.create_batch(5, cohort=world.cohort)

    plan = plan_rebalance(world.programme)

    assert plan.leaving == (second,)
    assert {move.to for move in plan.moves} == {lead}
    assert mine.pk not in {move.participant.pk for move in plan.moves}


def test_people_of_who_leaves_are_handed_over_in_the_same_act(world, lead, second):
    people = MenteeFactory.create_batch(3, cohort=world.cohort, coordinator=second)
    leave_team(second, by=world.coordinator, reason="Moves", heir=lead)
    assert {coordinator_of(place) for place in people} == {lead}
    assert Event.objects.get(kind="team.left").changes["handed_over"] == 3


def test_people_of_who_leaves_are_shared_out_and_nobody_else_moves(world, lead, second):
    third = TeamMemberFactory.create(programme=world.programme, role=Role.COORDINATOR)
    theirs = MenteeFactory.create_batch(4, cohort=world.cohort, coordinator=second)
    others = MenteeFactory.create_batch(3, cohort=world.cohort, coordinator=lead)
    leave_team(second, by=world.coordinator, heir=SHARED_OUT)
    assert {coordinator_of(place) for place in others} == {lead}
    assert {coordinator_of(place) for place in theirs} <= {lead, third}
    assert sorted(load.total for load in caseloads_of(world.programme)) == [3, 4]
    assert coordinator_of(world.mentor_place) is None


def test_people_of_who_has_left_are_in_nobodys_caseload(world, second):
    MenteeFactory.create_batch(3, cohort=world.cohort, coordinator=second)
    nobodys = people_of(world.programme).in_nobodys_caseload()
    assert nobodys.count() == 2
    leave_team(second, by=world.coordinator)
    assert nobodys.count() == 5
    assert sum(load.total for load in caseloads_of(world.programme)) == 0


def test_a_person_with_two_roles_has_one_caseload(world, lead):
    also = TeamMemberFactory.create(
        programme=world.programme, person=world.coordinator, role=Role.COORDINATOR
    )
    for member in (lead, also):
        MenteeFactory.create(cohort=world.cohort, coordinator=member)
    assert [load.total for load in caseloads_of(world.programme)] == [2]
    assert len(plan_rebalance(world.programme).shares) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_share_out_at_once_do_it_once():
    programme = ProgrammeFactory.create()
    for _ in range(2):
        TeamMemberFactory.create(programme=programme)
    first = ParticipantFactory.create(cohort__programme=programme)
    ParticipantFactory.create_batch(3, cohort=first.cohort)
    seen = plan_rebalance(programme).fingerprint

    failures = both_at_once(
        lambda: rebalance(programme, fingerprint=seen, by=None),
        lambda: rebalance(programme, fingerprint=seen, by=None),
    )

    assert [type(failure) for failure in failures] == [PlanChangedError]
    assert [load.total for load in caseloads_of(programme)] == [2, 2]
