"""Planning, opening and closing waves."""

import contextlib
import secrets
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from evaluation.actions.calls import call_people
from evaluation.actions.instruments import freeze
from evaluation.emails.waves import post_invitation, post_reminder
from evaluation.enums import WAVE_TRANSITIONS, Candour, WaveState
from evaluation.models import Answer, Call, Instrument, SealedAnswer, Wave
from evaluation.models.call import CallQuerySet
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.models import Cohort

BATCH = 200


def plan_wave(
    instrument: Instrument, cohort: Cohort, *, opens_at: datetime, closes_at: datetime, by: Person
) -> Wave:
    """Plan to put the instrument to the cohort; it opens by itself when its time has come."""
    with transaction.atomic():
        wave = Wave.objects.create(
            instrument=instrument, cohort=cohort, opens_at=opens_at, closes_at=closes_at
        )
        _record("wave.planned", wave, by=by)
    return wave


def open_wave(wave: Wave, *, by: Person | None) -> None:
    """Open a planned wave and count whom it asks; the invitations follow with the next tick.

    Opened by hand before its time, it counts as opened now. Raises `IllegalTransitionError`.
    """
    with transaction.atomic():
        now = timezone.now()
        advance(wave, WaveState.OPEN, WAVE_TRANSITIONS, opens_at=min(wave.opens_at, now))
        freeze(wave.instrument)
        invited = call_people(wave, on=timezone.localdate(now))
        wave.invited = invited
        _record("wave.opened", wave, by=by, invited=invited)


def close_wave(wave: Wave, *, by: Person | None) -> None:
    """Close an open wave; sealed answers are shuffled into their table in the same transaction.

    Each gets a new random id, and the sealed rows are deleted, so that nothing about an answer
    tells when, or by whom, it was given. Raises `IllegalTransitionError`.
    """
    with transaction.atomic():
        advance(wave, WaveState.CLOSED, WAVE_TRANSITIONS, closed_at=timezone.now())
        if wave.instrument.candour == Candour.ANONYMOUS:
            _unseal(wave)
        _record("wave.closed", wave, by=by, answers=wave.answers.count())


def invite(wave: Wave) -> None:
    """Post one invitation to everybody who is still to answer; safe to run again."""
    _post_in_batches(wave.calls.standing().unanswered(), post_invitation)
    Wave.objects.filter(pk=wave.pk).update(invitations_posted_at=timezone.now())


def remind(wave: Wave) -> None:
    """Post one reminder to everybody who holds no receipt; safe to run again."""
    _post_in_batches(wave.calls.standing().unanswered(), post_reminder)
    Wave.objects.filter(pk=wave.pk).update(reminders_posted_at=timezone.now())


def tend_waves() -> None:
    """Open, invite to, remind of and close whatever waves are due for it; safe to run twice."""
    now = timezone.now()
    waves = Wave.objects.select_related("instrument", "cohort__programme__organisation")
    for wave in waves.filter(state=WaveState.PLANNED, opens_at__lte=now, closes_at__gt=now):
        _unless_moved(open_wave, wave)
    for wave in waves.open().filter(closes_at__lte=now):
        _unless_moved(close_wave, wave)
    for wave in waves.open().filter(invitations_posted_at__isnull=True):
        invite(wave)
    for wave in waves.open().filter(reminders_posted_at__isnull=True):
        if wave.reminder_at <= now:
            remind(wave)


def _unless_moved(move: Callable[..., None], wave: Wave) -> None:
    """Move the wave on for the system, unless somebody just did."""
    with contextlib.suppress(IllegalTransitionError):
        move(wave, by=None)


def _post_in_batches(calls: CallQuerySet, post_one: Callable[[Call], None]) -> None:
    """Post to everybody, some in each transaction, so that none lasts long."""
    waiting = list(calls.select_related("person", "about__person").order_by("pk"))
    for start in range(0, len(waiting), BATCH):
        with transaction.atomic():
            for call in waiting[start : start + BATCH]:
                post_one(call)


def _unseal(wave: Wave) -> None:
    """Move the sealed answers into their table, in an order that chance alone decides."""
    sealed = SealedAnswer.objects.filter(wave=wave)
    values = list(sealed.values_list("values", flat=True))
    secrets.SystemRandom().shuffle(values)
    Answer.objects.bulk_create(
        [Answer(wave=wave, values=answered) for answered in values], batch_size=BATCH
    )
    sealed.delete()


def _record(kind: str, wave: Wave, *, by: Person | None, **changes: int) -> None:
    """Write down what happened to the wave, in counts."""
    record(kind, wave, by=by, organisation_id=wave.instrument.organisation_id, changes=changes)
