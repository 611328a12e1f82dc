"""A room answers without accounts: each page once, and never more than people asked."""

import uuid

import pytest

from evaluation.actions.answers import (
    AlreadyAnsweredError,
    RoomFullError,
    WaveNotOpenError,
    forget_unsent,
    submit_answer,
    submit_in_room,
)
from evaluation.enums import WaveState
from evaluation.models import Receipt, RoomReceipt, SealedAnswer
from mentorship.audit.models import Event
from tests.evaluation.actions.test_answers import MARK, make_wave, written_by
from tests.evaluation.calling import called
from tests.programmes.races import both_at_once


@pytest.fixture
def wave(world):
    return make_wave(world.cohort, room_key="together", invited=2)


def submit(wave, sending=None, values=MARK):
    submit_in_room(wave, values, sending=sending or uuid.uuid4())


def test_an_answer_from_the_room_is_sealed_and_counted_and_names_nobody(wave):
    before = Event.objects.count()
    submit(wave)
    wave.refresh_from_db()
    assert SealedAnswer.objects.get().values == MARK
    assert wave.room_answers == 1
    assert not Receipt.objects.exists()
    assert Event.objects.count() == before


def test_what_is_sent_twice_counts_once(wave):
    sending = uuid.uuid4()
    submit(wave, sending)
    with pytest.raises(AlreadyAnsweredError):
        submit(wave, sending)
    wave.refresh_from_db()
    assert (SealedAnswer.objects.count(), wave.room_answers) == (1, 1)


def test_the_room_takes_no_more_answers_than_are_still_out(world, wave):
    submit_answer(called(wave, world.mentee), MARK)
    type(wave).objects.filter(pk=wave.pk).update(invited=2)
    submit(wave)
    with pytest.raises(RoomFullError):
        submit(wave)
    assert SealedAnswer.objects.count() == 2
    assert RoomReceipt.objects.count() == 1


def test_whoever_was_asked_is_not_turned_away_when_the_room_is_full(world, wave):
    call = called(wave, world.mentee)
    type(wave).objects.filter(pk=wave.pk).update(invited=1)
    submit(wave)
    submit_answer(call, MARK)
    assert SealedAnswer.objects.count() == 2


def test_a_closed_wave_takes_nothing_from_the_room(world):
    wave = make_wave(world.cohort, state=WaveState.CLOSED, room_key="together", invited=2)
    with pytest.raises(WaveNotOpenError):
        submit(wave)
    assert not RoomReceipt.objects.exists()


def test_the_numbers_of_pages_are_forgotten_at_closing(wave):
    submit(wave)
    forget_unsent(wave)
    assert not RoomReceipt.objects.exists()
    assert SealedAnswer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_receipt_and_answer_of_a_room_never_share_a_transaction(wave):
    submit(wave)
    receipts = written_by("evaluation_roomreceipt")
    assert len(receipts) == 1
    assert receipts.isdisjoint(written_by("evaluation_sealedanswer"))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_once_for_the_last_seat_one_is_told(wave):
    type(wave).objects.filter(pk=wave.pk).update(invited=1)
    errors = both_at_once(lambda: submit(wave), lambda: submit(wave))
    assert [type(error) for error in errors] == [RoomFullError]
    assert SealedAnswer.objects.count() == 1
