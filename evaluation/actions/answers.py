"""Answering a wave, so that an anonymous answer can never be linked to whoever gave it."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from evaluation.answering import clean_answers
from evaluation.enums import Candour, WaveState
from evaluation.models import Answer, Receipt, SealedAnswer, Wave
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import Participant


class AlreadyAnsweredError(Exception):
    """The person holds a receipt for this wave; the first answer stands and nothing was changed."""


class WaveNotOpenError(Exception):
    """The wave cannot be answered, or no longer; nothing was kept."""


class NotAskedError(Exception):
    """The wave does not ask this person."""


def submit_answer(wave: Wave, person: Person, values: Mapping[str, Any]) -> None:
    """Keep what the person answered to the wave.

    Anonymous: the receipt commits first, in a transaction of its own; the answer follows sealed,
    in another, without the person and without a trace in the audit. Otherwise the answer is kept
    with the person's place, together with the receipt. Raises `InvalidAnswerError`,
    `NotAskedError`, `WaveNotOpenError` or `AlreadyAnsweredError`.
    """
    checked = clean_answers(wave.instrument.items.all(), values)
    place = _place_of(wave, person)
    if wave.instrument.candour == Candour.ANONYMOUS:
        _submit_sealed(wave, person, checked)
    else:
        _submit_linked(wave, person, place, checked)


def _place_of(wave: Wave, person: Person) -> Participant:
    """Return the place in the cohort for which the wave asks the person."""
    place = (
        Participant.objects.taking_part()
        .filter(cohort_id=wave.cohort_id, person=person, role=wave.instrument.audience)
        .first()
    )
    if place is None:
        raise NotAskedError
    return place


def _submit_sealed(wave: Wave, person: Person, values: dict[str, Any]) -> None:
    """Commit the receipt, then the sealed answer; give the receipt back when that fails."""
    with transaction.atomic(durable=True):
        _hold_open(wave)
        receipt = _give_receipt(wave, person)
    try:
        with transaction.atomic(durable=True):
            _hold_open(wave)
            SealedAnswer.objects.create(wave=wave, values=values)
    except Exception:
        receipt.delete()
        raise


def _submit_linked(wave: Wave, person: Person, place: Participant, values: dict[str, Any]) -> None:
    """Keep receipt and answer together; who may see it was said before."""
    with transaction.atomic():
        _hold_open(wave)
        _give_receipt(wave, person)
        answer = Answer.objects.create(wave=wave, participant=place, values=values)
        record(
            "answer.submitted",
            answer,
            by=person,
            organisation_id=wave.instrument.organisation_id,
            changes={"wave": str(wave.pk)},
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


def _give_receipt(wave: Wave, person: Person) -> Receipt:
    """Note that the person has answered; raises AlreadyAnsweredError."""
    try:
        with transaction.atomic():
            return Receipt.objects.create(wave=wave, person=person)
    except IntegrityError as error:
        raise AlreadyAnsweredError from error
