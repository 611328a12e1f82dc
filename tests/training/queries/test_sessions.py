"""Who may come to which session: those of a community are for its members alone."""

import pytest
from django.utils import timezone

from programmes.enums import CohortState, ParticipantRole, ParticipantState
from tests.factories.fresh import CommunityFactory, MemberFactory
from tests.factories.programmes import CohortFactory, ParticipantFactory
from tests.factories.training import GatheringFactory, initial_training
from training.actions.standings import ensure_policies, refresh_standings
from training.communities.enums import MemberState
from training.enums import Audience
from training.queries.invitations import invitation_for
from training.queries.sessions import (
    people_who_may_come,
    roles_at,
    sessions_for,
)


@pytest.fixture
def gathering(world):
    community = CommunityFactory.create(programme=world.programme)
    return GatheringFactory.create(
        programme=world.programme, community=community, audience=Audience.MENTORS
    )


def test_a_gathering_of_a_community_is_for_its_members(world, gathering):
    assert not sessions_for(world.mentor).filter(pk=gathering.pk).exists()
    assert not people_who_may_come(gathering).exists()
    member = MemberFactory.create(community=gathering.community, person=world.mentor)
    assert list(sessions_for(world.mentor)) == [gathering]
    assert list(people_who_may_come(gathering)) == [world.mentor]
    for state in (MemberState.INVITED, MemberState.LEFT):
        type(member).objects.update(state=state)
        assert not sessions_for(world.mentor).exists()
        assert not people_who_may_come(gathering).exists()


def test_alumni_who_belong_come_too_and_earn_hours_in_what_they_were(world, gathering):
    closed = CohortFactory.create(
        programme=world.programme, number=9, state=CohortState.CLOSED, closed_at=gathering.starts_at
    )
    place = ParticipantFactory.create(
        cohort=closed, role=ParticipantRole.MENTOR, state=ParticipantState.FINISHED
    )
    MemberFactory.create(community=gathering.community, person=place.person)
    assert list(sessions_for(place.person)) == [gathering]
    assert roles_at(gathering, [place.person_id]) == {place.person_id: {"mentor"}}


def test_a_gathering_for_mentors_earns_hours_as_a_mentor_alone(world, gathering):
    ParticipantFactory.create(
        cohort=world.cohort,
        person=world.mentor,
        role=ParticipantRole.MENTEE,
        state=ParticipantState.ACCEPTED,
    )
    assert roles_at(gathering, [world.mentor.pk])[world.mentor.pk] == {"mentor"}
    gathering.audience = Audience.BOTH
    assert roles_at(gathering, [world.mentor.pk])[world.mentor.pk] == {"mentor", "mentee"}


def test_a_session_without_course_is_for_whom_it_says(world):
    session = GatheringFactory.create(programme=world.programme, audience=Audience.MENTEES)
    assert list(sessions_for(world.mentee)) == [session]
    assert not sessions_for(world.mentor).exists()


def test_only_members_are_invited_to_the_gathering_of_a_community(world, gathering):
    initial_training(world.programme, world.mentor, days=400)
    for policy in ensure_policies(world.programme).values():
        refresh_standings(policy)
    assert invitation_for(world.programme, timezone.now()).elsewhere == (world.mentor,)
    MemberFactory.create(community=gathering.community, person=world.mentor)
    assert invitation_for(world.programme, timezone.now()).people == [world.mentor]
