"""Gatherings are planned for a community, answered to, written up, and keep mentors current."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.audit.models import Event
from programmes.enums import ParticipantRole
from tests.factories.fresh import CommunityFactory, MemberFactory
from tests.factories.training import EnrolmentFactory, GatheringFactory, in_days, initial_training
from training.actions import record_attendance
from training.actions.communities import CommunityClosedError
from training.actions.enrolments import NotForThemError, SessionClosedError, decline, enrol
from training.actions.gatherings import plan_gathering, write_up_session
from training.actions.sessions import SessionPlan
from training.currency import Status
from training.enums import Audience, EnrolmentState, EntryKind, SessionKind, SessionState
from training.models import Enrolment, LedgerEntry
from training.policies import default_policy
from training.queries.currency import currency_of, today_at


@pytest.fixture
def circle(world):
    return CommunityFactory.create(programme=world.programme)


def plan(circle, **fields):
    usual = SessionPlan(
        title="Circle",
        kind=SessionKind.GATHERING,
        starts_at=in_days(9),
        minutes=90,
        capacity=10,
        community=circle,
        audience=Audience.MENTORS,
    )
    return replace(usual, **fields)


def test_a_gathering_is_planned_for_the_community(world, circle):
    session = plan_gathering(circle, plan(circle), by=world.coordinator)
    assert (session.community, session.state) == (circle, SessionState.PLANNED)
    type(circle).objects.update(closed_at=timezone.now())
    with pytest.raises(CommunityClosedError):
        plan_gathering(circle, plan(circle), by=world.coordinator)


def test_members_alone_come_and_say_so(world, circle):
    session = plan_gathering(circle, plan(circle), by=world.coordinator)
    for act in (enrol, decline):
        with pytest.raises(NotForThemError):
            act(session, world.mentor, by=world.mentor)
    MemberFactory.create(community=circle, person=world.mentor)
    assert enrol(session, world.mentor, by=world.mentor).has_place


def test_who_cannot_come_gives_their_place_on_and_may_change_their_mind(world, circle):
    waiting = MemberFactory.create(community=circle).person
    MemberFactory.create(community=circle, person=world.mentor)
    session = plan_gathering(circle, plan(circle, capacity=1), by=world.coordinator)
    enrol(session, world.mentor, by=world.mentor)
    line = enrol(session, waiting, by=waiting)
    assert not line.has_place
    for _twice in range(2):
        said = decline(session, world.mentor, by=world.mentor)
        assert said.state == EnrolmentState.DECLINED
    assert Enrolment.objects.get(pk=line.pk).has_place
    assert enrol(session, world.mentor, by=world.mentor).state == EnrolmentState.WAITING


def test_nobody_declines_what_has_begun(world, circle):
    MemberFactory.create(community=circle, person=world.mentor)
    begun = GatheringFactory.create(
        programme=world.programme, community=circle, starts_at=in_days(-1)
    )
    with pytest.raises(SessionClosedError):
        decline(begun, world.mentor, by=world.mentor)


def test_what_is_written_up_is_kept_and_recorded_once(world, circle):
    session = GatheringFactory.create(programme=world.programme, community=circle)
    words = {"agenda": "How we are", "notes": "", "recording_url": "https://example.org/film"}
    for _twice in range(2):
        write_up_session(session, **words, by=world.coordinator)
    session.refresh_from_db()
    assert session.recording_url == "https://example.org/film"
    event = Event.objects.get(kind="session.written_up")
    assert event.changes == {"fields": ["agenda", "recording_url"]}


def test_two_gatherings_of_their_community_keep_a_mentor_current(world, circle):
    initial_training(world.programme, world.mentor, days=430)
    MemberFactory.create(community=circle, person=world.mentor)
    policy = default_policy(world.programme, ParticipantRole.MENTOR)
    today = today_at(world.organisation)
    assert currency_of(world.mentor, policy, today).status is Status.LAPSED
    for days in (-3, -40):
        session = GatheringFactory.create(
            programme=world.programme,
            community=circle,
            audience=Audience.MENTORS,
            starts_at=timezone.now() + timedelta(days=days),
        )
        EnrolmentFactory.create(session=session, person=world.mentor)
        record_attendance(session, {world.mentor: True}, by=world.facilitator)
    assert currency_of(world.mentor, policy, today).status is Status.IN_DATE
    kinds = LedgerEntry.objects.filter(session__community=circle).values_list("kind", "role")
    assert list(kinds) == [(EntryKind.GATHERING, "mentor")] * 2
