"""Answering a wave, so that an anonymous answer can never be linked to whoever gave it."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from evaluation.actions.counting import count_answered, uncount_answered
from evaluation.answering import clean_answers
from evaluation.enums import Candour, WaveState
from evaluation.models import Answer, AnswerDraft, Call, Receipt, SealedAnswer, Wave
from mentorship.audit.actions import record


class AlreadyAnsweredError(Exception):
    """The person holds a receipt for this wave; the first answer stands and nothing was changed."""


class WaveNotOpenError(Exception):
    """The wave cannot be answered, or no longer; nothing was kept."""


def submit_answer(call: Call, values: Mapping[str, Any]) -> None:
    """Keep what somebody who is called answered.

    Anonymous: the receipt commits first, in a transaction of its own; the answer follows sealed,
    in another, without the person and without a trace in the audit. Otherwise the answer is kept
    with the person's place, together with the receipt. Raises `InvalidAnswerError`,
    `WaveNotOpenError` or `AlreadyAnsweredError`.
    """
    instrument = call.wave.instrument
    checked = clean_answers(instrument.items.all(), values)
    if instrument.candour == Candour.ANONYMOUS:
        _submit_sealed(call, checked)
    else:
        _submit_linked(call, checked)


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
