"""What was typed is kept only where that was said, and times are counted without anybody's name."""

import pytest
from django.utils import timezone

from evaluation.actions.answering_times import note_seconds
from evaluation.actions.answers import (
    AlreadyAnsweredError,
    WaveNotOpenError,
    forget_unsent,
    save_draft,
    submit_answer,
)
from evaluation.actions.waves import close_wave
from evaluation.enums import Candour, ItemKind, WaveState
from evaluation.models import Answer, AnswerDraft, AnsweringTime, SealedAnswer, Wave
from mentorship.audit.models import Event
from tests.evaluation.actions.test_answers import MARK, make_wave
from tests.evaluation.calling import called
from tests.factories.evaluation import ItemFactory
from tests.programmes.races import both_at_once

LINKED = [Candour.CONFIDENTIAL, Candour.NAMED]


@pytest.mark.parametrize("candour", LINKED)
def test_a_draft_is_kept_overwritten_and_gone_once_it_is_sent(world, candour):
    call = called(make_wave(world.cohort, candour), world.mentee)
    before = Event.objects.count()
    save_draft(call, {"would_help": "Ti"})
    save_draft(call, {"would_help": "Time"})
    assert AnswerDraft.objects.get().values == {"would_help": "Time"}
    assert Event.objects.count() == before
    submit_answer(call, MARK)
    assert not AnswerDraft.objects.exists()
    with pytest.raises(AlreadyAnsweredError):
        save_draft(call, MARK)
    assert not AnswerDraft.objects.exists()


def test_nothing_typed_into_an_anonymous_survey_is_ever_kept_here(world):
    call = called(make_wave(world.cohort), world.mentee)
    with pytest.raises(ValueError, match="stays on the device"):
        save_draft(call, MARK)
    assert not AnswerDraft.objects.exists()


def test_drafts_are_neither_kept_for_nor_after_a_closed_wave(world):
    call = called(make_wave(world.cohort, Candour.NAMED), world.mentee)
    save_draft(call, MARK)
    forget_unsent(call.wave)
    assert not AnswerDraft.objects.exists()
    Wave.objects.update(state=WaveState.CLOSED, closed_at=timezone.now())
    with pytest.raises(WaveNotOpenError):
        save_draft(call, MARK)


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_arrives_beside_its_answer_leaves_nothing_behind(world):
    call = called(make_wave(world.cohort, Candour.NAMED), world.mentee)
    both_at_once(lambda: save_draft(call, MARK), lambda: submit_answer(call, MARK))
    assert Answer.objects.count() == 1
    assert not AnswerDraft.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_arrives_while_its_survey_closes_leaves_nothing_behind(world):
    call = called(make_wave(world.cohort, Candour.NAMED), world.mentee)
    wave = Wave.objects.get(pk=call.wave_id)
    both_at_once(lambda: save_draft(call, MARK), lambda: close_wave(wave, by=None))
    assert Wave.objects.get().state == WaveState.CLOSED
    assert not AnswerDraft.objects.exists()


@pytest.mark.parametrize(
    ("seconds", "half_minutes"), [(3, 1), (29, 1), (30, 2), (125, 5), (1800, 60), (7200, 60)]
)
def test_times_are_counted_in_half_minutes(world, seconds, half_minutes):
    wave = make_wave(world.cohort)
    note_seconds(wave, seconds)
    note_seconds(wave, seconds)
    row = AnsweringTime.objects.get()
    assert (row.instrument, row.half_minutes, row.people) == (wave.instrument, half_minutes, 2)


@pytest.mark.parametrize("seconds", [None, -5, 0, 2, 7201])
def test_times_that_cannot_be_true_are_not_counted(world, seconds):
    note_seconds(make_wave(world.cohort), seconds)
    assert not AnsweringTime.objects.exists()


def test_the_time_of_a_part_of_the_questions_is_not_counted(world):
    note_seconds(make_wave(world.cohort, forms=2), 60)
    assert not AnsweringTime.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_at_once_both_times_are_counted(world):
    wave = make_wave(world.cohort)
    both_at_once(lambda: note_seconds(wave, 40), lambda: note_seconds(wave, 40))
    assert AnsweringTime.objects.get().people == 2


def test_nothing_is_missed_that_a_form_leaves_out(world):
    wave = make_wave(world.cohort, forms=2)
    for number in range(2):
        key = f"extra-{number}"
        ItemFactory.create(instrument=wave.instrument, key=key, is_required=True, is_core=False)
    given = MARK | {"extra-1": 3, "extra-0": 2}
    submit_answer(called(wave, world.mentee), given, form=0)
    assert SealedAnswer.objects.get().values == MARK | {"extra-1": 3}


def test_the_form_of_a_linked_call_is_the_one_it_was_given(world):
    wave = make_wave(world.cohort, Candour.NAMED, forms=2)
    ItemFactory.create(instrument=wave.instrument, key="extra", kind=ItemKind.SCALE, is_core=False)
    call = called(wave, world.mentee)
    call.form = 0
    submit_answer(call, MARK | {"extra": 3}, form=1)
    assert Answer.objects.get().values == MARK
