"""Answering a wave, so that an anonymous answer can never be linked to whoever gave it."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from evaluation.actions.answering_times import note_seconds
from evaluation.actions.counting import count_answered, uncount_answered
from evaluation.answering import clean_answers
from evaluation.burden.forms import in_form
from evaluation.enums import Candour, WaveState
from evaluation.models import Answer, AnswerDraft, Call, Receipt, RoomReceipt, SealedAnswer, Wave
from mentorship.audit.actions import record


class AlreadyAnsweredError(Exception):
    """There is a receipt for this answer; the first one stands and nothing was changed."""


class WaveNotOpenError(Exception):
    """The wave cannot be answered, or no longer; nothing was kept."""


class RoomFullError(Exception):
    """As many answers as people were asked are in, so the room’s link takes no more."""


def submit_answer(
    call: Call, values: Mapping[str, Any], *, seconds: int | None = None, form: int | None = None
) -> None:
    """Keep what somebody who is called answered.

    Anonymous: the receipt commits first, in a transaction of its own; the answer follows sealed,
    in another, without the person and without a trace in the audit. Otherwise the answer is kept
    with the person's place, together with the receipt. `seconds` is how long it took, and `form`
    which part was shown where that is drawn as it is shown. Raises `InvalidAnswerError`,
    `WaveNotOpenError` or `AlreadyAnsweredError`.
    """
    wave = call.wave
    is_anonymous = wave.instrument.candour == Candour.ANONYMOUS
    checked = _checked(wave, values, form if is_anonymous else call.form)
    if is_anonymous:
        _submit_sealed(call, checked)
    else:
        _submit_linked(call, checked)
    note_seconds(wave, seconds)


def submit_in_room(
    wave: Wave,
    values: Mapping[str, Any],
    *,
    sending: uuid.UUID,
    seconds: int | None = None,
    form: int | None = None,
) -> None:
    """Keep what somebody in a room answered to an anonymous wave, without knowing who.

    `sending` is a chance number of the page it was typed on: what arrives twice counts once. Never
    are more answers taken here than people asked are still out. Raises `InvalidAnswerError`,
    `WaveNotOpenError`, `AlreadyAnsweredError` or `RoomFullError`.
    """
    checked = _checked(wave, values, form)
    with transaction.atomic(durable=True):
        _hold_open(wave)
        receipt = _give_room_receipt(wave, sending)
        count_answered(wave)
    try:
        with transaction.atomic(durable=True):
            _hold_open(wave)
            _take_a_seat(wave)
            SealedAnswer.objects.create(wave=wave, values=checked)
    except Exception:
        with transaction.atomic():
            receipt.delete()
            uncount_answered(wave)
        raise
    note_seconds(wave, seconds)


def save_draft(call: Call, values: Mapping[str, Any]) -> None:
    """Keep what somebody has typed so far, to go on with elsewhere; never of an anonymous wave.

    Raises `WaveNotOpenError` or `AlreadyAnsweredError`; ValueError where the wave is anonymous.
    """
    if call.wave.instrument.candour == Candour.ANONYMOUS:
        raise ValueError("What is typed into an anonymous survey stays on the device.")
    with transaction.atomic():
        _hold_call(call)
        # What closing has forgotten must not come back.
        _hold_open(call.wave)
        if Call.objects.answered().filter(pk=call.pk).exists():
            raise AlreadyAnsweredError
        AnswerDraft.objects.update_or_create(call=call, defaults={"values": dict(values)})


def forget_unsent(wave: Wave) -> None:
    """Forget what was typed and never sent to a wave that has closed, and its room's receipts."""
    AnswerDraft.objects.filter(call__wave=wave).delete()
    RoomReceipt.objects.filter(wave=wave).delete()


def _checked(wave: Wave, values: Mapping[str, Any], form: int | None) -> dict[str, Any]:
    """Return the answers to the items of one form of a wave, as they are kept."""
    return clean_answers(in_form(list(wave.instrument.items.all()), wave.forms, form), values)


def _submit_sealed(call: Call, values: dict[str, Any]) -> None:
    """Commit the receipt, then the sealed answer; give the receipt back when that fails."""
    with transaction.atomic(durable=True):
        _hold_open(call.wave)
        receipt = _give_receipt(call)
    try:
        with transaction.atomic(durable=True):
            _hold_open(call.wave)
            SealedAnswer.objects.create(wave=call.wave, values=values)
    except Exception:
        with transaction.atomic():
            receipt.delete()
            uncount_answered(call.wave)
        raise


def _submit_linked(call: Call, values: dict[str, Any]) -> None:
    """Keep receipt and answer together; who may see it was said before."""
    with transaction.atomic():
        _hold_call(call)
        _hold_open(call.wave)
        _give_receipt(call)
        answer = Answer.objects.create(
            wave=call.wave, participant=call.place, about=call.about, values=values
        )
        AnswerDraft.objects.filter(call=call).delete()
        record(
            "answer.submitted",
            answer,
            by=call.person,
            organisation_id=call.wave.instrument.organisation_id,
            changes={"wave": str(call.wave_id)},
        )


def _hold_call(call: Call) -> None:
    """Let only one of a draft and an answer be written at a time."""
    Call.objects.select_for_update(of=("self",), no_key=True).get(pk=call.pk)


def _hold_open(wave: Wave) -> None:
    """Keep the wave from closing until this transaction ends; raises WaveNotOpenError."""
    state = (
        Wave.objects.select_for_update(of=("self",), no_key=True)
        .values_list("state", flat=True)
        .get(pk=wave.pk)
    )
    if state != WaveState.OPEN:
        raise WaveNotOpenError


def _give_receipt(call: Call) -> Receipt:
    """Note that the person has answered; raises AlreadyAnsweredError."""
    try:
        with transaction.atomic():
            receipt = Receipt.objects.create(
                wave_id=call.wave_id, person_id=call.person_id, about_id=call.about_id
            )
    except IntegrityError as error:
        raise AlreadyAnsweredError from error
    count_answered(call.wave)
    return receipt


def _give_room_receipt(wave: Wave, sending: uuid.UUID) -> RoomReceipt:
    """Note that this sending has arrived; raises AlreadyAnsweredError."""
    try:
        with transaction.atomic():
            return RoomReceipt.objects.create(wave=wave, sending=sending)
    except IntegrityError as error:
        raise AlreadyAnsweredError from error


def _take_a_seat(wave: Wave) -> None:
    """Count one more answer from the room; raises RoomFullError. The wave is held already."""
    answered = Receipt.objects.filter(wave=wave).count()
    taken = Wave.objects.filter(pk=wave.pk, invited__gt=F("room_answers") + answered).update(
        room_answers=F("room_answers") + 1
    )
    if not taken:
        raise RoomFullError
