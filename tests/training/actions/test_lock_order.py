"""Two who need the same rows take them in the same order: neither is refused for the other."""

from threading import Event
from time import sleep
from uuid import UUID

import pytest
from django.db import connection, transaction

from programmes.actions.participants import withdraw_participant
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Participant
from tests.factories.fresh import CommunityFactory, MemberFactory
from tests.factories.training import (
    CourseFactory,
    EnrolmentFactory,
    GatheringFactory,
    SessionFactory,
    in_days,
)
from tests.programmes.races import both_at_once
from training.actions import ensure_policies, record_attendance
from training.actions.communities import leave
from training.actions.sessions import lock_session
from training.enums import CourseKind
from training.models import Enrolment, Session

pytestmark = pytest.mark.django_db(transaction=True)


def until_the_other_waits():
    """Return once another connection waits for a row of ours; fail if none ever does."""
    for _ in range(400):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks"
                " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone()[0]:
                return
        sleep(0.05)
    raise AssertionError


def test_two_leave_a_community_with_places_at_the_same_gatherings(world):
    community = CommunityFactory.create(programme=world.programme)
    low, high = (
        GatheringFactory.create(pk=UUID(int=n), programme=world.programme, community=community)
        for n in (1, 2)
    )
    for person, order in ((world.mentor, (low, high)), (world.mentee, (high, low))):
        MemberFactory.create(community=community, person=person)
        for gathering in order:
            EnrolmentFactory.create(
                pk=UUID(int=Enrolment.objects.count() + 1), session=gathering, person=person
            )

    held = Event()

    def go_slowly():
        with transaction.atomic():
            lock_session(Session.objects.get(pk=low.pk))
            held.set()
            until_the_other_waits()
            leave(community, world.mentor, by=world.mentor)

    def go():
        held.wait(20)
        leave(community, world.mentee, by=world.mentee)

    assert both_at_once(go_slowly, go) == []
    assert not Enrolment.objects.standing().exists()


def test_a_place_is_given_up_while_its_last_hours_are_ticked(world):
    place = world.mentor_place
    Participant.objects.filter(pk=place.pk).update(state=ParticipantState.ACCEPTED)
    place.refresh_from_db()
    policy = ensure_policies(world.programme)[ParticipantRole.MENTOR]
    course = CourseFactory.create(
        organisation=world.organisation, kind=CourseKind.INITIAL, hours=policy.initial_hours
    )
    session = SessionFactory.create(
        programme=world.programme, course=course, starts_at=in_days(-1), minutes=900
    )

    held = Event()

    def give_up():
        with transaction.atomic():
            Participant.objects.select_for_update().get(pk=place.pk)
            held.set()
            until_the_other_waits()
            withdraw_participant(place, by=world.mentor)

    def tick():
        held.wait(20)
        record_attendance(session, {world.mentor: True}, by=world.coordinator)

    assert both_at_once(give_up, tick) == []
    place.refresh_from_db()
    assert place.state == ParticipantState.WITHDRAWN
    assert session.ledger_entries.filter(person=world.mentor).exists()
