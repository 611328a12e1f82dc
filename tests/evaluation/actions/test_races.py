"""Two at once: closing beside answering, two who open, a room that is shut and opened."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from evaluation.actions.answers import WaveNotOpenError, submit_answer, submit_in_room
from evaluation.actions.waves import close_wave, open_room, open_wave, shut_room
from evaluation.enums import Candour, WaveState
from evaluation.models import Answer, Receipt, RoomReceipt, SealedAnswer, Wave, WaveDay
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from tests.evaluation.actions.test_answers import MARK, make_wave
from tests.evaluation.calling import called
from tests.programmes.races import both_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def stored(wave):
    return Wave.objects.select_related("instrument", "cohort__programme__organisation").get(
        pk=wave.pk
    )


@pytest.mark.parametrize("candour", list(Candour))
def test_an_answer_that_meets_the_close_counts_wholly_or_not_at_all(world, candour):
    call = called(make_wave(world.cohort, candour), world.mentee)
    errors = both_at_once(
        lambda: submit_answer(call, MARK), lambda: close_wave(stored(call.wave), by=None)
    )
    answers = Answer.objects.count()
    assert [type(error) for error in errors] == ([] if answers else [WaveNotOpenError])
    assert answers == Receipt.objects.count() == sum(day.answered for day in WaveDay.objects.all())
    assert not SealedAnswer.objects.exists()


def test_an_answer_from_the_room_that_meets_the_close_leaves_no_half(world):
    wave = make_wave(world.cohort, room_key="here", invited=3)
    errors = both_at_once(
        lambda: submit_in_room(stored(wave), MARK, sending=uuid.uuid4()),
        lambda: close_wave(stored(wave), by=None),
    )
    answers = Answer.objects.count()
    assert [type(error) for error in errors] == ([] if answers else [WaveNotOpenError])
    assert answers == stored(wave).room_answers
    assert not SealedAnswer.objects.exists()
    assert not RoomReceipt.objects.exists()


def test_of_two_who_open_a_survey_and_its_guest_each_opens_once(world):
    now = timezone.now()
    days = {"opens_at": now + timedelta(days=2), "closes_at": now + timedelta(days=9)}
    host = make_wave(world.cohort, state=WaveState.PLANNED, **days)
    guest = make_wave(world.cohort, state=WaveState.PLANNED, merged_into=host, **days)
    errors = both_at_once(
        lambda: open_wave(stored(host), by=world.coordinator),
        lambda: open_wave(stored(guest), by=None),
    )
    assert {type(error) for error in errors} <= {IllegalTransitionError}
    assert set(Wave.objects.values_list("state", flat=True)) == {WaveState.OPEN}
    assert Event.objects.filter(kind="wave.opened").count() == 2


def test_a_room_that_is_opened_and_shut_at_once_is_one_of_both(world):
    wave = make_wave(world.cohort)
    open_room(wave, by=world.coordinator)
    first = wave.room_key
    assert not both_at_once(
        lambda: shut_room(stored(wave), by=world.coordinator),
        lambda: open_room(stored(wave), by=world.coordinator),
    )
    assert stored(wave).room_key != first
