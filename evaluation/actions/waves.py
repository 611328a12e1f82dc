"""Planning, opening, extending and closing waves."""

import contextlib
import secrets
from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from evaluation.actions.answers import forget_unsent
from evaluation.actions.calls import call_people
from evaluation.actions.instruments import freeze
from evaluation.actions.inviting import invite, remind_all
from evaluation.enums import WAVE_TRANSITIONS, Candour, WaveState
from evaluation.handing_down.closing import hand_down
from evaluation.models import Answer, Call, Instrument, SealedAnswer, Wave, WavePlan
from evaluation.models.wave import WaveQuerySet
from evaluation.summaries.writing import summarise
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.models import Cohort, Profile
from training.models import Session

BATCH = 200
ROOM_KEY_BYTES = 12


class NotLaterError(ValueError):
    """A wave cannot be kept open until a moment that is not after its end, or is past."""


class NoRoomError(ValueError):
    """Only anonymous waves have a link for a room: behind it nobody knows who answers."""


def plan_wave(  # noqa: PLR0913  (each names one fact of a wave, and all but four may be left out)
    instrument: Instrument,
    cohort: Cohort,
    *,
    opens_at: datetime,
    closes_at: datetime,
    by: Person | None,
    states: Collection[str] = (),
    session: Session | None = None,
    plan: WavePlan | None = None,
    occurrence: int | None = None,
) -> Wave:
    """Plan to put the instrument to the cohort; it opens by itself when its time has come."""
    with transaction.atomic():
        wave = Wave.objects.create(
            instrument=instrument,
            cohort=cohort,
            opens_at=opens_at,
            closes_at=closes_at,
            states=sorted(states),
            session=session,
            plan=plan,
            occurrence=occurrence,
        )
        _record("wave.planned", wave, by=by)
    return wave


def move_wave(wave: Wave, *, opens_at: datetime, closes_at: datetime, by: Person) -> None:
    """Give a planned wave other days, and those that are answered in one go with it.

    Raises `IllegalTransitionError` once it has opened.
    """
    with transaction.atomic():
        _still(wave, WaveState.PLANNED, opens_at=opens_at, closes_at=closes_at)
        guests_of(wave).update(opens_at=opens_at, closes_at=closes_at)
        _record("wave.moved", wave, by=by, opens=opens_at.isoformat())


def take_back_wave(wave: Wave, *, by: Person) -> None:
    """Take a planned wave away, as if nobody had planned it.

    What a plan asks for is stopped by its plan. Raises `IllegalTransitionError` once it has opened.
    """
    with transaction.atomic():
        _still(wave, WaveState.PLANNED)
        _record("wave.taken_back", wave, by=by)
        Wave.objects.filter(pk=wave.pk).delete()


def open_wave(wave: Wave, *, by: Person | None) -> None:
    """Open a planned wave and count whom it asks; the invitations follow with the next tick.

    Opened by hand before its time, it counts as opened now, and so do those that are answered in
    one go with it. Raises `IllegalTransitionError`.
    """
    with transaction.atomic():
        now = timezone.now()
        advance(wave, WaveState.OPEN, WAVE_TRANSITIONS, opens_at=min(wave.opens_at, now))
        freeze(wave.instrument)
        invited = call_people(wave, on=timezone.localdate(now, wave.zone))
        _record("wave.opened", wave, by=by, invited=invited)
        for guest in guests_of(wave):
            _unless_moved(open_wave, guest, by=by)


def extend_wave(wave: Wave, *, by: Person, closes_at: datetime, reason: str = "") -> None:
    """Keep an open wave open for longer, and keep why.

    Raises `NotLaterError`, or `IllegalTransitionError` when it is not open any more.
    """
    if closes_at <= max(wave.closes_at, timezone.now()):
        raise NotLaterError
    with transaction.atomic():
        _still(wave, WaveState.OPEN, closes_at=closes_at, closing_reason=reason)
        _record("wave.extended", wave, by=by, until=closes_at.isoformat())


def close_wave(wave: Wave, *, by: Person | None, reason: str = "") -> None:
    """Close an open wave; sealed answers are shuffled into their table in the same transaction.

    Each gets a new random id, and the sealed rows are deleted, so that nothing about an answer
    tells when, or by whom, it was given. `reason` is why before its time. Raises
    `IllegalTransitionError`.
    """
    also = {"closing_reason": reason} if reason else {}
    with transaction.atomic():
        advance(wave, WaveState.CLOSED, WAVE_TRANSITIONS, closed_at=timezone.now(), **also)
        if wave.instrument.candour == Candour.ANONYMOUS:
            _unseal(wave)
        for step in CLOSING:
            step(wave)
        _record("wave.closed", wave, by=by, answers=wave.answers.count())


def open_room(wave: Wave, *, by: Person) -> None:
    """Make a link that everybody in a room can answer by, without saying who they are.

    A second press keeps the link there is. Raises `NoRoomError` or `IllegalTransitionError`.
    """
    if wave.instrument.candour != Candour.ANONYMOUS:
        raise NoRoomError
    with transaction.atomic():
        key = secrets.token_urlsafe(ROOM_KEY_BYTES)
        _still(wave, WaveState.OPEN)
        if Wave.objects.filter(pk=wave.pk, room_key="").update(room_key=key):
            _record("wave.room_opened", wave, by=by)
    wave.refresh_from_db(fields=["room_key"])


def shut_room(wave: Wave, *, by: Person) -> None:
    """Take the link of a room away; what was answered by it stays, and a new link is another."""
    with transaction.atomic():
        if Wave.objects.filter(pk=wave.pk).exclude(room_key="").update(room_key=""):
            _record("wave.room_shut", wave, by=by)
    wave.room_key = ""


def tend_waves() -> None:
    """Open, call to, invite to, remind of and close what is due for it; safe to run twice."""
    now = timezone.now()
    waves = Wave.objects.select_related("instrument", "plan", "cohort__programme__organisation")
    for wave in waves.filter(state=WaveState.PLANNED, opens_at__lte=now, closes_at__gt=now):
        _unless_moved(open_wave, wave)
    for wave in waves.open().filter(closes_at__lte=now):
        _unless_moved(close_wave, wave)
    waiting = Call.objects.standing().unanswered().filter(invited_at=None)
    for wave in waves.open().filter(pk__in=waiting.values("wave")):
        invite(wave)
    remind_all(now)


def guests_of(wave: Wave) -> WaveQuerySet:
    """Return the planned waves that are to be answered in one go with this one."""
    guests = Wave.objects.filter(merged_into=wave, state=WaveState.PLANNED)
    return guests.select_related("instrument", "plan", "cohort__programme__organisation")


def _unless_moved(move: Callable[..., None], wave: Wave, *, by: Person | None = None) -> None:
    """Move the wave on, for the system or somebody, unless somebody else just did."""
    with contextlib.suppress(IllegalTransitionError):
        move(wave, by=by)


def _still(wave: Wave, state: WaveState, **changes: object) -> None:
    """Change a wave that is in a state still, and keep it there until the transaction ends.

    Raises `IllegalTransitionError`.
    """
    held = Wave.objects.select_for_update(of=("self",), no_key=True).filter(pk=wave.pk, state=state)
    if not list(held.values_list("pk")):
        raise IllegalTransitionError(wave, wave.state)
    Wave.objects.filter(pk=wave.pk).update(**changes)
    for name, value in changes.items():
        setattr(wave, name, value)


def _unseal(wave: Wave) -> None:
    """Move the sealed answers into their table, in an order that chance alone decides."""
    sealed = SealedAnswer.objects.filter(wave=wave)
    values = list(sealed.values_list("values", flat=True))
    secrets.SystemRandom().shuffle(values)
    Answer.objects.bulk_create(
        [Answer(wave=wave, values=answered) for answered in values], batch_size=BATCH
    )
    sealed.delete()


def _keep_departments(wave: Wave) -> None:
    """Note with each linked answer in which department its person was as the wave closed."""
    profile = Profile.objects.filter(
        membership__person=OuterRef("participant__person"),
        membership__organisation=wave.instrument.organisation_id,
    )
    answers = Answer.objects.filter(wave=wave, participant__isnull=False)
    told = answers.annotate(now=Subquery(profile.values("department")[:1]))
    changed = [
        Answer(pk=pk, department=department)
        for pk, department in told.values_list("pk", "now")
        if department
    ]
    Answer.objects.bulk_update(changed, ["department"], batch_size=BATCH)


# What closing does to the answers beside unsealing them, in this order and in its transaction.
CLOSING: tuple[Callable[[Wave], None], ...] = (
    forget_unsent,
    _keep_departments,
    summarise,
    hand_down,
)


def _record(kind: str, wave: Wave, *, by: Person | None, **changes: int | str) -> None:
    """Write down what happened to the wave, in counts and moments; reasons stay with the wave."""
    record(kind, wave, by=by, organisation_id=wave.instrument.organisation_id, changes=changes)
