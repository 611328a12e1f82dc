"""Who belongs by role follows who takes part; new programmes get communities."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programmes.actions.cloning import clone_programme
from programmes.actions.participants import move_participant, move_participants
from programmes.actions.programmes import create_programme
from programmes.enums import (
    CohortState,
    ParticipantRole,
    ParticipantState,
    ProgrammeTemplate,
)
from programmes.signals import cohort_moved
from tests.factories.fresh import CommunityFactory, MemberFactory
from tests.factories.programmes import CohortFactory, ParticipantFactory
from tests.factories.training import EnrolmentFactory, GatheringFactory
from training.actions.communities import leave, remove_member
from training.actions.community_keeping import keep_all_members, keep_members, keep_members_of
from training.communities.enums import CommunityKind, Joining, LeftBecause, MemberState
from training.models import Community, CommunityMember
from training.tasks import keep_community_members

ACCEPTED, APPLIED = ParticipantState.ACCEPTED, ParticipantState.APPLIED


@pytest.fixture
def circle(world):
    return CommunityFactory.create(programme=world.programme, joining=Joining.AUTOMATIC)


def member(community, person):
    return CommunityMember.objects.get(community=community, person=person)


def applicant(world, **fields):
    return ParticipantFactory.create(
        cohort=world.cohort, role=ParticipantRole.MENTOR, state=APPLIED, **fields
    )


def test_who_is_accepted_belongs_and_whose_acceptance_is_taken_back_does_not(world, circle):
    place = applicant(world)
    move_participant(place, ACCEPTED, by=world.coordinator)
    assert member(circle, place.person).is_automatic
    move_participant(place, ParticipantState.WITHDRAWN, by=world.coordinator)
    row = member(circle, place.person)
    assert (row.state, row.left_because) == (MemberState.LEFT, LeftBecause.PLACE_OVER)


def test_many_who_are_accepted_at_once_belong_too(world, circle):
    places = [applicant(world) for _number in range(3)]
    move_participants(places, ACCEPTED, by=world.coordinator)
    assert circle.members.current().count() == 3


def test_who_comes_back_after_their_place_was_over_is_put_back(world, circle):
    place = applicant(world)
    move_participant(place, ACCEPTED, by=None)
    move_participant(place, ParticipantState.WITHDRAWN, by=None)
    move_participant(place, APPLIED, by=None)
    move_participant(place, ACCEPTED, by=None)
    assert member(circle, place.person).state == MemberState.MEMBER


@pytest.mark.parametrize("ends", [leave, remove_member])
def test_who_left_or_was_taken_out_is_never_put_back(world, circle, ends):
    keep_members([circle], by=None)
    row = member(circle, world.mentor)
    if ends is leave:
        leave(circle, world.mentor, by=world.mentor)
    else:
        remove_member(row, by=world.coordinator)
    move_participant(world.mentor_place, ParticipantState.MATCHED, by=None)
    keep_all_members()
    assert member(circle, world.mentor).state == MemberState.LEFT


def test_alumni_stay_in_the_programmes_community_and_leave_that_of_their_cohort(world, circle):
    own = CommunityFactory.create(
        programme=world.programme, cohort=world.cohort, joining=Joining.AUTOMATIC
    )
    keep_members([circle, own], by=None)
    move_participant(world.mentor_place, ParticipantState.FINISHED, by=world.coordinator)
    assert member(circle, world.mentor).state == MemberState.MEMBER
    assert member(own, world.mentor).left_because == LeftBecause.PLACE_OVER


def test_a_closed_cohort_lets_its_automatic_members_go_and_keeps_those_who_joined(world):
    own = CommunityFactory.create(
        programme=world.programme, cohort=world.cohort, joining=Joining.AUTOMATIC
    )
    keep_members([own], by=None)
    chosen = MemberFactory.create(
        community=own,
        person=ParticipantFactory.create(
            cohort=world.cohort, state=ParticipantState.FINISHED
        ).person,
    )
    world.cohort.state = CohortState.CLOSED
    type(world.cohort).objects.filter(pk=world.cohort.pk).update(
        state=CohortState.CLOSED, closed_at=timezone.now()
    )
    cohort_moved.send(
        sender=type(world.cohort), cohort=world.cohort, came_from=CohortState.CLOSING, by=None
    )
    assert member(own, world.mentor).state == MemberState.LEFT
    assert member(own, chosen.person).state == MemberState.MEMBER


def test_who_leaves_the_programme_leaves_every_community_and_their_place_at_its_gathering(world):
    community = CommunityFactory.create(programme=world.programme)
    MemberFactory.create(community=community, person=world.mentor)
    gathering = GatheringFactory.create(programme=world.programme, community=community)
    place = EnrolmentFactory.create(session=gathering, person=world.mentor)
    move_participant(world.mentor_place, ParticipantState.WITHDRAWN, by=world.coordinator)
    place.refresh_from_db()
    assert not place.has_place
    assert member(community, world.mentor).left_because == LeftBecause.PLACE_OVER


def test_keeping_twice_changes_nothing_and_the_task_does_it(world, circle):
    keep_community_members()
    assert circle.members.current().count() == 1
    kept = keep_all_members()
    assert (kept.joined, kept.ended) == (0, 0)


def test_a_closed_community_is_left_as_it_is(world, circle):
    Community.objects.update(closed_at=circle.begun_at)
    assert keep_members([circle], by=None).joined == 0


def test_the_number_of_queries_does_not_grow_with_the_people(world, circle):
    counts = []
    for _round in range(2):
        for _number in range(1 if not counts else 15):
            ParticipantFactory.create(
                cohort=world.cohort, role=ParticipantRole.MENTOR, state=ACCEPTED
            )
        with CaptureQueriesContext(connection) as queries:
            keep_members_of(world.programme, by=None)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_new_programme_begins_with_a_circle_for_each_role(world):
    programme = create_programme(
        organisation=world.organisation,
        name="New",
        template=ProgrammeTemplate.CORPORATE,
        by=world.coordinator,
    )
    found = {(each.kind, each.joining) for each in programme.communities.all()}
    assert found == {
        (CommunityKind.MENTORS, Joining.AUTOMATIC),
        (CommunityKind.MENTEES, Joining.AUTOMATIC),
    }


def test_an_empty_page_begins_with_none(world):
    programme = create_programme(
        organisation=world.organisation, name="Blank", by=world.coordinator
    )
    assert not programme.communities.exists()


def test_a_clone_takes_what_communities_are_and_nobody_in_them(world, circle):
    keep_members([circle], by=None)
    CommunityFactory.create(programme=world.programme, cohort=world.cohort, name="This run")
    CommunityFactory.create(programme=world.programme, name="Closed", closed_at=circle.begun_at)
    CohortFactory.create(programme=world.programme, number=8)
    clone = clone_programme(
        world.programme,
        name="Again",
        purpose="",
        starts_on=world.cohort.starts_on,
        months=9,
        by=world.coordinator,
    )
    copies = {each.name: each for each in clone.communities.all()}
    assert copies.keys() == {circle.name, "This run"}
    assert copies[circle.name].joining == Joining.AUTOMATIC
    assert copies["This run"].cohort == clone.cohorts.get()
    assert not CommunityMember.objects.filter(community__programme=clone).exists()
