"""Communities begin, change and close; people join, leave, are invited and moderate."""

import pytest

from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from programmes.enums import ParticipantRole, ParticipantState
from tests.factories.fresh import CommunityFactory, MemberFactory
from tests.factories.programmes import CohortFactory, ParticipantFactory
from tests.factories.training import EnrolmentFactory, GatheringFactory
from tests.programmes.races import both_at_once
from training.actions.communities import (
    CommunityClosedError,
    CommunityPlan,
    GatheringsToComeError,
    NotForThemError,
    begin_community,
    change_community,
    close_community,
    invite_members,
    join,
    leave,
    open_again,
    remove_member,
    set_digest,
    set_moderator,
)
from training.communities.enums import CommunityKind, DigestRhythm, Joining, MemberState
from training.enums import EnrolmentState
from training.models import Community, CommunityMember


def plan(**fields):
    given = {"name": "Circle", "kind": CommunityKind.MENTORS, "joining": Joining.OPEN}
    return CommunityPlan(**(given | fields))


def state_of(community, person):
    return CommunityMember.objects.get(community=community, person=person).state


@pytest.fixture
def circle(world):
    return CommunityFactory.create(programme=world.programme)


def test_everybody_in_the_role_belongs_at_once(world):
    community = begin_community(
        world.programme, plan(joining=Joining.AUTOMATIC), by=world.coordinator
    )
    assert [row.person for row in community.members.all()] == [world.mentor]
    assert Event.objects.filter(kind="community.begun", about_id=str(community.pk)).exists()


def test_a_cohort_of_another_programme_is_refused(world):
    with pytest.raises(ValueError, match="another programme"):
        begin_community(world.programme, plan(cohort=CohortFactory.create()), by=world.coordinator)
    assert not Community.objects.exists()


def test_a_community_that_becomes_automatic_takes_everybody_in(world, circle):
    change_community(circle, plan(joining=Joining.AUTOMATIC), by=world.coordinator)
    assert state_of(circle, world.mentor) == MemberState.MEMBER
    change_community(circle, plan(joining=Joining.AUTOMATIC), by=world.coordinator)
    assert Event.objects.filter(kind="community.changed").count() == 1


def test_a_community_closes_once_no_gathering_is_planned(world, circle):
    gathering = GatheringFactory.create(programme=world.programme, community=circle)
    with pytest.raises(GatheringsToComeError):
        close_community(circle, by=world.coordinator)
    gathering.delete()
    assert close_community(circle, by=world.coordinator)
    assert not close_community(circle, by=world.coordinator)
    with pytest.raises(CommunityClosedError):
        join(circle, world.mentor, by=world.mentor)
    with pytest.raises(CommunityClosedError):
        invite_members(circle, [world.mentor], by=world.coordinator)
    assert open_again(circle, by=world.coordinator)
    assert join(circle, world.mentor, by=world.mentor).state == MemberState.MEMBER


def test_an_open_community_takes_whom_it_is_for(world, circle):
    join(circle, world.mentor, by=world.mentor)
    join(circle, world.mentor, by=world.mentor)
    assert Event.objects.filter(kind="community.joined").count() == 1
    for person in (world.mentee, world.coordinator, world.stranger):
        with pytest.raises(NotForThemError):
            join(circle, person, by=person)


def test_nobody_joins_uninvited_where_people_are_invited(world):
    community = CommunityFactory.create(programme=world.programme, joining=Joining.INVITATION)
    with pytest.raises(NotForThemError):
        join(community, world.mentor, by=world.mentor)
    invited = invite_members(community, [world.mentor, world.mentee], by=world.coordinator)
    assert invited == [world.mentor]  # it is for mentors
    assert join(community, world.mentor, by=world.mentor).state == MemberState.MEMBER


def test_who_is_invited_is_written_to_once_and_again_when_invited_again(world, circle):
    for _twice in range(2):
        invite_members(circle, [world.mentor], by=world.coordinator)
    mails = Message.objects.filter(kind="training.community_invitation")
    assert [mail.recipient for mail in mails] == [world.mentor]
    leave(circle, world.mentor, by=world.mentor)
    assert state_of(circle, world.mentor) == MemberState.LEFT
    invite_members(circle, [world.mentor], by=world.coordinator)
    assert mails.all().count() == 2


def test_who_leaves_gives_their_place_to_who_waits(world, circle):
    member = MemberFactory.create(community=circle, person=world.mentor)
    other = MemberFactory.create(community=circle)
    gathering = GatheringFactory.create(programme=world.programme, community=circle, capacity=1)
    EnrolmentFactory.create(session=gathering, person=world.mentor)
    waits = EnrolmentFactory.create(
        session=gathering, person=other.person, state=EnrolmentState.WAITING
    )
    leave(circle, world.mentor, by=world.mentor)
    waits.refresh_from_db()
    assert waits.has_place
    member.refresh_from_db()
    assert member.state == MemberState.LEFT
    with pytest.raises(IllegalTransitionError):
        leave(circle, world.mentor, by=world.mentor)


def test_who_was_taken_out_comes_back_by_invitation_alone(world, circle):
    member = MemberFactory.create(community=circle, person=world.mentor, is_moderator=True)
    remove_member(member, by=world.coordinator)
    member.refresh_from_db()
    assert not member.is_moderator
    with pytest.raises(NotForThemError):
        join(circle, world.mentor, by=world.mentor)
    invite_members(circle, [world.mentor], by=world.coordinator)
    assert join(circle, world.mentor, by=world.mentor).state == MemberState.MEMBER


def test_moderating_is_for_members(world, circle):
    member = MemberFactory.create(community=circle, person=world.mentor)
    assert set_moderator(member, True, by=world.coordinator)
    assert not set_moderator(member, True, by=world.coordinator)
    assert set_moderator(member, False, by=world.coordinator)
    leave(circle, world.mentor, by=world.mentor)
    with pytest.raises(IllegalTransitionError):
        set_moderator(member, True, by=world.coordinator)


def test_the_digest_is_recorded_when_it_changes(world, circle):
    member = MemberFactory.create(community=circle, person=world.mentor)
    set_digest(member, DigestRhythm.NEVER, by=world.mentor)
    set_digest(member, DigestRhythm.NEVER, by=world.mentor)
    member.refresh_from_db()
    assert member.digest == DigestRhythm.NEVER
    assert Event.objects.filter(kind="community.digest_changed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_joins_twice_at_once_is_in_it_once(world, circle):
    def press():
        join(Community.objects.get(), world.mentor, by=world.mentor)

    assert both_at_once(press, press) == []
    assert CommunityMember.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_invite_the_same_at_once_write_once(world, circle):
    def press():
        invite_members(Community.objects.get(), [world.mentor], by=world.coordinator)

    assert both_at_once(press, press) == []
    assert Message.objects.filter(kind="training.community_invitation").count() == 1


def test_mentors_of_another_cohort_do_not_join_the_community_of_one(world):
    other = ParticipantFactory.create(
        cohort=CohortFactory.create(programme=world.programme, number=7),
        role=ParticipantRole.MENTOR,
        state=ParticipantState.ACCEPTED,
    )
    community = CommunityFactory.create(programme=world.programme, cohort=world.cohort)
    with pytest.raises(NotForThemError):
        join(community, other.person, by=other.person)
    assert join(community, world.mentor, by=world.mentor).person == world.mentor
