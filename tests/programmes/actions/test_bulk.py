"""One step for many people happens once, even when two ask for it at the same moment."""

import uuid

import pytest

from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from programmes.actions.bulk import AlreadyDoneError, message_people, move_people
from programmes.enums import ParticipantState
from programmes.models import Participant
from tests.people import make_world
from tests.programmes.races import both_at_once


@pytest.mark.django_db(transaction=True)
def test_a_double_press_sends_nothing_twice():
    world = make_world()
    occasion = uuid.uuid4()

    def send():
        message_people(
            world.programme,
            [world.mentor_place, world.mentee_place],
            subject="Hello",
            text="There",
            occasion=occasion,
            by=world.coordinator,
        )

    (error,) = both_at_once(send, send)

    assert isinstance(error, AlreadyDoneError)
    assert Message.objects.count() == 2
    assert Event.objects.filter(kind="people.messaged").count() == 1


def test_who_moved_on_meanwhile_stays_where_they_are(world):
    stale = Participant.objects.get(pk=world.mentee_place.pk)
    Participant.objects.filter(pk=stale.pk).update(state=ParticipantState.WITHDRAWN)

    moved = move_people(
        world.programme,
        [stale],
        to=ParticipantState.TRAINED,
        occasion=uuid.uuid4(),
        by=world.coordinator,
    )

    assert moved == 0
    assert Participant.objects.get(pk=stale.pk).state == ParticipantState.WITHDRAWN
