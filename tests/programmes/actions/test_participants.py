"""Places in a cohort: given, moved along, paused, left."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from programmes.actions import (
    AlreadyAwayError,
    AlreadyTakesPartError,
    CohortClosedError,
    add_participant,
    move_participant,
    pause_participant,
    resume_participant,
    withdraw_participant,
)
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.models import Participant, Pause
from programmes.signals import participant_moved
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import CohortFactory, ParticipantFactory
from tests.programmes.races import both_at_once

TODAY = timezone.localdate


def events_about(row):
    return [(event.kind, event.actor_id) for event in Event.objects.about(row)]


def test_who_is_invited_gets_one_mail_that_asks(world):
    person = PersonFactory.create(name="Kwame Mensah", email="kwame@example.org")
    world.programme.purpose = "People should find somebody to think with."
    place = add_participant(
        cohort=world.cohort, person=person, role=ParticipantRole.MENTOR, by=world.coordinator
    )

    (message,) = Message.objects.filter(recipient=person)
    assert message.subject == "Would you like to be a mentor in Leaders?"
    assert "Catherine Ward would like you as a mentor in Leaders." in message.text
    assert f"http://testserver/invitations/{place.pk}/" in message.text
    assert f"http://testserver/invitations/{place.pk}/" in message.html
    assert message.programme_id == world.programme.pk
    assert events_about(place) == [("participant.added", world.coordinator.pk)]


def test_who_has_agreed_already_gets_none(world):
    person = PersonFactory.create()
    place = add_participant(
        cohort=world.cohort,
        person=person,
        role=ParticipantRole.MENTEE,
        state=ParticipantState.ACCEPTED,
        by=world.coordinator,
    )

    assert place.state == ParticipantState.ACCEPTED
    assert not Message.objects.filter(recipient=person).exists()


def test_a_person_may_be_both_mentor_and_mentee_but_each_once(world):
    as_mentee = {"cohort": world.cohort, "person": world.mentor, "role": ParticipantRole.MENTEE}
    add_participant(**as_mentee, by=None)

    with pytest.raises(AlreadyTakesPartError):
        add_participant(**as_mentee, by=None)
    assert Message.objects.filter(recipient=world.mentor).count() == 1


def test_nobody_joins_a_closed_cohort(world):
    closed = CohortFactory.create(programme=world.programme, state=CohortState.CLOSED)
    with pytest.raises(CohortClosedError):
        add_participant(cohort=closed, person=world.mentor, role=ParticipantRole.MENTOR, by=None)


def test_moving_somebody_is_recorded_and_told(world):
    heard = []

    def hear(sender, participant, came_from, by, **_):
        heard.append((participant.pk, came_from, participant.state, by))

    participant_moved.connect(hear)
    try:
        move_participant(world.mentee_place, ParticipantState.TRAINED, by=world.coordinator)
    finally:
        participant_moved.disconnect(hear)

    stored = Participant.objects.get(pk=world.mentee_place.pk)
    assert (stored.state, stored.ended_on) == (ParticipantState.TRAINED, None)
    assert stored.moved_at == world.mentee_place.moved_at
    assert heard == [
        (stored.pk, ParticipantState.ACCEPTED, ParticipantState.TRAINED, world.coordinator)
    ]
    assert events_about(stored) == [("participant.trained", world.coordinator.pk)]
    event = Event.objects.about(stored).get()
    assert event.changes == {"from": "accepted", "to": "trained"}
    assert event.organisation_id == world.organisation.pk


def test_nobody_goes_back_or_leaps(world):
    with pytest.raises(IllegalTransitionError):
        move_participant(world.mentor_place, ParticipantState.APPLIED, by=None)
    with pytest.raises(IllegalTransitionError):
        move_participant(world.mentee_place, ParticipantState.INVITED, by=None)
    assert not Event.objects.about(world.mentor_place).exists()


def test_leaving_ends_the_place_and_the_pause(world):
    place = world.mentor_place
    pause_participant(place, by=world.mentor, starts_on=TODAY() - timedelta(days=4))

    withdraw_participant(place, by=world.coordinator, reason="New job")

    stored = Participant.objects.get(pk=place.pk)
    assert (stored.state, stored.ended_on, stored.ended_reason) == (
        ParticipantState.WITHDRAWN,
        TODAY(),
        "New job",
    )
    assert stored.pauses.get().ends_on == TODAY() - timedelta(days=1)
    assert "New job" not in str(Event.objects.about(place).first().changes)


def test_a_place_never_ends_before_it_began(world):
    place = ParticipantFactory.create(cohort=world.cohort, joined_on=TODAY() + timedelta(days=9))

    withdraw_participant(place, by=None)

    assert Participant.objects.get(pk=place.pk).ended_on == place.joined_on


@pytest.mark.django_db(transaction=True)
def test_of_two_moves_at_once_exactly_one_succeeds():
    place = ParticipantFactory.create(state=ParticipantState.ACCEPTED)
    one, other = (Participant.objects.get(pk=place.pk) for _ in range(2))

    failures = both_at_once(
        lambda: move_participant(one, ParticipantState.TRAINED, by=None),
        lambda: withdraw_participant(other, by=None),
    )

    assert [type(failure) for failure in failures] == [IllegalTransitionError]
    assert Event.objects.about(place).count() == 1


def test_who_is_away_comes_back(world):
    place = world.mentee_place
    began = TODAY() - timedelta(days=7)
    pause = pause_participant(place, by=world.coordinator, starts_on=began, reason="Parental leave")
    assert Pause.objects.on(TODAY()).get() == pause

    resume_participant(place, by=world.coordinator)
    resume_participant(place, by=world.coordinator)

    pause.refresh_from_db()
    assert (pause.starts_on, pause.ends_on) == (began, TODAY() - timedelta(days=1))
    assert not Pause.objects.on(TODAY()).exists()
    assert [kind for kind, _actor in events_about(place)] == [
        "participant.resumed",
        "participant.paused",
    ]


def test_a_pause_undone_on_its_first_day_never_was(world):
    pause_participant(world.mentee_place, by=None)
    resume_participant(world.mentee_place, by=None)

    assert not Pause.objects.exists()


def test_nobody_is_away_twice_without_an_end(world):
    pause_participant(world.mentee_place, by=None)
    with pytest.raises(AlreadyAwayError):
        pause_participant(world.mentee_place, by=None)
    assert Pause.objects.count() == 1


def test_a_pause_counts_its_first_and_last_day(world):
    first, last = TODAY() - timedelta(days=2), TODAY() + timedelta(days=2)
    pause_participant(world.mentee_place, by=None, starts_on=first, ends_on=last)
    days = [first + timedelta(days=n) for n in range(-1, 6)]

    assert [Pause.objects.on(day).exists() for day in days] == [
        False,
        True,
        True,
        True,
        True,
        True,
        False,
    ]
