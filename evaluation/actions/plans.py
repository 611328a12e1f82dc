"""Plans of waves: writing them, stopping them, and opening what they ask for."""

import contextlib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from evaluation.actions.calls import call_people
from evaluation.actions.waves import open_wave, plan_wave
from evaluation.enums import Candour, Trigger
from evaluation.models import Instrument, Wave, WavePlan
from evaluation.suppression import SMALLEST_GROUP
from evaluation.waves.ahead import OF_COHORT, days_in_cohort, instruments_by_key
from evaluation.waves.calendar import day_of_turn, spread_of, turn_reached
from evaluation.waves.pairs import days_reached
from evaluation.waves.usual import USUAL
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.enums import CohortState
from programmes.models import Cohort, Participant, Programme
from training.enums import SessionKind, SessionState
from training.models import Attendance, Session

# So long before its day a wave of a cohort is in the list, to be looked at and moved.
AHEAD = timedelta(days=30)
MORNING, EVENING = time(9), time(20)
LONGEST_SESSION = timedelta(days=2)


class PlanExistsError(ValueError):
    """The programme has a plan for this survey and this event already."""


def add_plan(programme: Programme, *, by: Person, **fields: Any) -> WavePlan:
    """Let a survey be asked whenever something happens; raises `PlanExistsError`."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                plan: WavePlan = WavePlan.objects.create(programme=programme, **fields)
        except IntegrityError as error:
            raise PlanExistsError from error
        _record("plan.added", plan, by=by)
    return plan


def change_plan(plan: WavePlan, *, by: Person, **fields: Any) -> None:
    """Change when a survey is asked from now on; waves that are there stay as they are.

    Raises `PlanExistsError`.
    """
    with transaction.atomic():
        try:
            with transaction.atomic():
                WavePlan.objects.filter(pk=plan.pk).update(**fields)
        except IntegrityError as error:
            raise PlanExistsError from error
        _record("plan.changed", plan, by=by)


def switch_plan(plan: WavePlan, *, is_active: bool, by: Person) -> None:
    """Stop a plan, or let it go on; a second press changes nothing."""
    with transaction.atomic():
        moved = WavePlan.objects.filter(pk=plan.pk).exclude(is_active=is_active)
        if moved.update(is_active=is_active):
            _record("plan.resumed" if is_active else "plan.stopped", plan, by=by)


def add_usual_plans(programme: Programme, *, by: Person) -> list[WavePlan]:
    """Add the usual plans for the surveys that the organisation has; return those added."""
    instruments = instruments_by_key(programme)
    added = []
    for usual in USUAL:
        if usual.key in instruments:
            with contextlib.suppress(PlanExistsError):
                added.append(add_plan(programme, by=by, **usual.fields))
    return added


def follow_plans(now: datetime | None = None) -> None:
    """Plan and open what the active plans ask for now, and call those whose day has come.

    Safe to run twice, and at the same time. Nothing is caught up on: what fell due so long ago that
    its days to answer are over is not asked any more.
    """
    moment = now or timezone.now()
    programmes: dict[Any, Mapping[str, Instrument]] = {}
    for plan in WavePlan.objects.active().select_related("programme__organisation"):
        programme = plan.programme
        known = programmes.setdefault(programme.pk, {}) or instruments_by_key(programme)
        programmes[programme.pk] = known
        if instrument := known.get(plan.instrument_key):
            _follow(plan, instrument, moment)
    waves = Wave.objects.open().filter(closes_at__gt=moment)
    for wave in waves.select_related("instrument", "plan", "cohort__programme__organisation"):
        call_people(wave, on=timezone.localdate(moment, wave.zone))


def _follow(plan: WavePlan, instrument: Instrument, now: datetime) -> None:
    """Do what one plan asks for now, where it is neither early nor late in the day."""
    zone = plan.programme.organisation.time_zone
    if plan.trigger in OF_COHORT:
        _plan_for_cohorts(plan, instrument, timezone.localdate(now, zone), zone)
    elif MORNING <= timezone.localtime(now, zone).time() < EVENING:
        if plan.trigger == Trigger.AFTER_SESSION:
            _ask_after_sessions(plan, instrument, now)
        else:
            _ask_matches(plan, instrument, now, zone)


def _plan_for_cohorts(plan: WavePlan, instrument: Instrument, today: date, zone: tzinfo) -> None:
    """Plan the wave of each cohort whose day is near; it opens by itself that morning."""
    known = set(plan.waves.values_list("cohort_id", "occurrence"))
    for cohort in plan.programme.cohorts.all():
        for turn, day in days_in_cohort(plan, cohort).items():
            closes_on = day + timedelta(days=plan.open_days)
            if (cohort.pk, turn) not in known and day - AHEAD <= today < closes_on:
                opens, closes = (_morning(each, zone) for each in (day, closes_on))
                _make(plan, instrument, cohort, opens, closes, occurrence=turn)


def _ask_matches(plan: WavePlan, instrument: Instrument, now: datetime, zone: tzinfo) -> None:
    """Open a wave for each turn that matches of a cohort have just reached."""
    under_way = (CohortState.RUNNING, CohortState.CLOSING)
    for cohort in plan.programme.cohorts.filter(state__in=under_way):
        counted = list(days_reached(cohort.pk, timezone.localdate(now, zone)).values())
        reached = [
            turn_reached(days, days=plan.days, every_days=plan.every_days) for days in counted
        ]
        turns = {each[0] for each in reached if each and each[1] < plan.open_days}
        made = Wave.objects.filter(plan=plan, cohort=cohort, occurrence__in=turns)
        for turn in sorted(turns - set(made.values_list("occurrence", flat=True))):
            if _is_too_few(plan, instrument, turn, counted):
                continue
            closes = now + timedelta(days=_spread(plan, turn, counted) + plan.open_days)
            wave = _make(plan, instrument, cohort, now, closes, occurrence=turn)
            if wave:
                open_wave(wave, by=None)


def _is_too_few(plan: WavePlan, instrument: Instrument, turn: int, counted: list[int]) -> bool:
    """Tell whether so few matches come to a turn together that nothing could ever be shown."""
    if instrument.candour != Candour.ANONYMOUS:
        return False
    threshold = day_of_turn(turn, days=plan.days, every_days=plan.every_days)
    spread = _spread(plan, turn, counted)
    coming = sum(-spread <= days - threshold < plan.open_days for days in counted)
    return coming < SMALLEST_GROUP


def _spread(plan: WavePlan, turn: int, counted: list[int]) -> int:
    """Return for how many days the wave of a turn waits for matches that reach it later."""
    threshold = day_of_turn(turn, days=plan.days, every_days=plan.every_days)
    waiting = (threshold - days for days in counted)
    return spread_of(waiting, open_days=plan.open_days, every_days=plan.every_days)


def _ask_after_sessions(plan: WavePlan, instrument: Instrument, now: datetime) -> None:
    """Open a wave for each session that has just ended and of which somebody said who was there."""
    since = timedelta(days=plan.days)
    kept = timedelta(days=plan.open_days)
    there = Attendance.objects.filter(session=OuterRef("pk"), is_present=True)
    sessions = Session.objects.filter(
        Exists(there),
        programme=plan.programme,
        state__in=(SessionState.PLANNED, SessionState.HELD),
        starts_at__range=(now - since - kept - LONGEST_SESSION, now - since),
    ).exclude(kind=SessionKind.MODULE)
    for session in sessions:
        closes = session.ends_at + since + kept
        if session.ends_at + since <= now < closes:
            for cohort in _cohorts_at(session, plan, instrument):
                made = _make(plan, instrument, cohort, now, closes, session=session)
                if made:
                    open_wave(made, by=None)


def _cohorts_at(session: Session, plan: WavePlan, instrument: Instrument) -> list[Cohort]:
    """Return the cohorts of which somebody was at a session and is not asked about it yet."""
    present = Attendance.objects.filter(session=session, is_present=True).values("person")
    asked = Wave.objects.filter(plan=plan, session=session, cohort=OuterRef("pk"))
    places = Participant.objects.taking_part().filter(
        cohort=OuterRef("pk"), role=instrument.audience, person__in=present
    )
    cohorts = plan.programme.cohorts.open().filter(Exists(places), ~Exists(asked))
    return list(cohorts.filter(pk=session.cohort_id) if session.cohort_id else cohorts)


def _make(
    plan: WavePlan,
    instrument: Instrument,
    cohort: Cohort,
    opens_at: datetime,
    closes_at: datetime,
    *,
    occurrence: int | None = None,
    session: Session | None = None,
) -> Wave | None:
    """Plan the wave of a plan, unless another worker just did."""
    try:
        with transaction.atomic():
            return plan_wave(
                instrument,
                cohort,
                opens_at=opens_at,
                closes_at=closes_at,
                by=None,
                states=plan.states,
                session=session,
                plan=plan,
                occurrence=occurrence,
            )
    except IntegrityError:
        return None


def _morning(day: date, zone: tzinfo) -> datetime:
    """Return when waves open on a day, where the organisation is."""
    return timezone.make_aware(datetime.combine(day, MORNING), zone)


def _record(kind: str, plan: WavePlan, *, by: Person) -> None:
    """Write down what happened to the plan."""
    record(
        kind,
        plan,
        by=by,
        organisation_id=plan.programme.organisation_id,
        changes={"survey": plan.instrument_key, "trigger": plan.trigger},
    )
