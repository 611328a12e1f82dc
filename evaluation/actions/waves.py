"""Planning, opening and closing waves."""

import contextlib
import secrets
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from evaluation.emails import post_invitation, post_reminder
from evaluation.enums import WAVE_TRANSITIONS, Candour, WaveState
from evaluation.models import Answer, Instrument, Receipt, SealedAnswer, Wave
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.models import Cohort, Participant
from programmes.models.participant import ParticipantQuerySet

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
        invited = _asked(wave).count()
        opens_at = min(wave.opens_at, timezone.now())
        advance(wave, WaveState.OPEN, WAVE_TRANSITIONS, invited=invited, opens_at=opens_at)
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
    _post_in_batches(wave, _silent(wave), post_invitation)
    Wave.objects.filter(pk=wave.pk).update(invitations_posted_at=timezone.now())


def remind(wave: Wave) -> None:
    """Post one reminder to everybody who holds no receipt; safe to run again."""
    _post_in_batches(wave, _silent(wave), post_reminder)
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


def _post_in_batches(
    wave: Wave, places: ParticipantQuerySet, post_one: Callable[[Wave, Person], None]
) -> None:
    """Post to everybody, some in each transaction, so that none lasts long."""
    people = [place.person for place in places]
    for start in range(0, len(people), BATCH):
        with transaction.atomic():
            for person in people[start : start + BATCH]:
                post_one(wave, person)


def _unseal(wave: Wave) -> None:
    """Move the sealed answers into their table, in an order that chance alone decides."""
    sealed = SealedAnswer.objects.filter(wave=wave)
    values = list(sealed.values_list("values", flat=True))
    secrets.SystemRandom().shuffle(values)
    Answer.objects.bulk_create(
        [Answer(wave=wave, values=answered) for answered in values], batch_size=BATCH
    )
    sealed.delete()


def _asked(wave: Wave) -> ParticipantQuerySet:
    """Return the participants the wave asks, who can sign in to answer."""
    return (
        Participant.objects.taking_part()
        .filter(
            cohort_id=wave.cohort_id,
            role=wave.instrument.audience,
            person__is_active=True,
            person__email__isnull=False,
        )
        .select_related("person")
        .order_by("pk")
    )


def _silent(wave: Wave) -> ParticipantQuerySet:
    """Return those of them who hold no receipt."""
    return _asked(wave).exclude(person__in=Receipt.objects.filter(wave=wave).values("person"))


def _record(kind: str, wave: Wave, *, by: Person | None, **changes: int) -> None:
    """Write down what happened to the wave, in counts."""
    record(kind, wave, by=by, organisation_id=wave.instrument.organisation_id, changes=changes)
