"""The line is fair: places belong to the first of those still wanting one, in order of asking."""

from itertools import product

import pytest
from django.db import transaction

from mentorship.notifications.models import Message
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import EnrolmentFactory, SessionFactory, in_days
from tests.programmes.races import both_at_once
from training.actions import (
    NotForThemError,
    SessionClosedError,
    cancel_enrolment,
    decline,
    enrol,
)
from training.enums import EnrolmentState
from training.models import Enrolment


@pytest.fixture
def people(world):
    return [ParticipantFactory.create(cohort=world.cohort).person for _ in range(3)]


@pytest.fixture
def session(world):
    return SessionFactory.create(programme=world.programme, capacity=1)


def act(session, person, wanting):
    """Let somebody change their mind, and bring the order of asking up to date."""
    if person not in wanting:
        enrol(session, person, by=person)
        wanting.append(person)
        return
    wanting.remove(person)
    if len(wanting) % 2:
        decline(session, person, by=person)
    else:
        cancel_enrolment(Enrolment.objects.get(session=session, person=person), by=person)


def with_places(session):
    return set(session.enrolments.enrolled().values_list("person", flat=True))


def test_however_people_change_their_minds_the_first_still_wanting_have_the_places(session, people):
    for turns in product(range(3), repeat=3):
        before = transaction.savepoint()
        wanting = []
        for turn in (0, 1, *turns):
            act(session, people[turn], wanting)
            first = {person.pk for person in wanting[: session.capacity]}
            assert with_places(session) == first, turns
        transaction.savepoint_rollback(before)


@pytest.mark.django_db(transaction=True)
def test_places_given_up_at_once_go_to_the_first_two_in_line(world):
    session = SessionFactory.create(programme=world.programme, capacity=2)
    people = [ParticipantFactory.create(cohort=world.cohort).person for _ in range(5)]
    rows = [enrol(session, person, by=person) for person in people]
    errors = both_at_once(
        lambda: cancel_enrolment(rows[0], by=people[0]),
        lambda: decline(session, people[1], by=people[1]),
    )
    assert errors == []
    assert with_places(session) == {people[2].pk, people[3].pk}
    told = Message.objects.filter(kind="training.place_given", recipient__in=people[2:])
    assert {message.recipient for message in told} == {people[2], people[3]}


@pytest.mark.django_db(transaction=True)
def test_who_gives_up_while_they_are_promoted_leaves_no_place_empty(world):
    session = SessionFactory.create(programme=world.programme, capacity=1)
    people = [ParticipantFactory.create(cohort=world.cohort).person for _ in range(3)]
    rows = [enrol(session, person, by=person) for person in people]
    errors = both_at_once(
        lambda: cancel_enrolment(rows[0], by=people[0]),
        lambda: cancel_enrolment(rows[1], by=people[1]),
    )
    assert errors == []
    assert with_places(session) == {people[2].pk}


def test_a_no_frees_the_place_and_can_become_a_yes(session, people):
    for person in people[:2]:
        enrol(session, person, by=person)
    decline(session, people[0], by=people[0])
    again = decline(session, people[0], by=people[0])
    assert again.state == EnrolmentState.DECLINED
    assert with_places(session) == {people[1].pk}
    assert Message.objects.filter(kind="training.place_freed").count() == 1
    assert enrol(session, people[0], by=people[0]).state == EnrolmentState.WAITING


def test_a_no_without_a_place_is_kept_and_writes_to_nobody(world, session):
    assert decline(session, world.mentor, by=world.mentor).state == EnrolmentState.DECLINED
    assert not Message.objects.exists()


def test_a_no_is_for_those_it_is_for_until_it_begins(world, session):
    with pytest.raises(NotForThemError):
        decline(session, world.mentee, by=world.mentee)
    begun = SessionFactory.create(programme=world.programme, starts_at=in_days(-0.1))
    EnrolmentFactory.create(session=begun, person=world.mentor)
    with pytest.raises(SessionClosedError):
        decline(begun, world.mentor, by=world.mentor)
