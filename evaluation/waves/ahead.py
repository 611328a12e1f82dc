"""What plans will ask, before it is asked: day by day, for the timeline and for the budget."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from evaluation.enums import Trigger
from evaluation.models import Instrument, Wave, WavePlan
from evaluation.waves.calendar import day_of_turn, midway
from evaluation.waves.pairs import days_reached
from programmes.enums import CohortState
from programmes.models import Cohort, Programme
from training.enums import SessionKind, SessionState
from training.models import Session

# A wave that no plan repeats is the only one of its kind.
MOST_TURNS = 12
REPEATED = (Trigger.AT_START, Trigger.MIDWAY)
OF_COHORT = (Trigger.AT_START, Trigger.MIDWAY, Trigger.AT_CLOSE, Trigger.AFTER_CLOSE)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A wave that a plan will open: of which survey, for whom, and from which day to which."""

    plan: WavePlan
    instrument: Instrument
    cohort: Cohort
    opens_on: date
    closes_on: date
    occurrence: int | None = None
    session: Session | None = None


def days_in_cohort(plan: WavePlan, cohort: Cohort) -> dict[int, date]:
    """Return on which days a plan asks a cohort, by turn from 0.

    What begins with the cohort or half-way is repeated, where the plan says so, until the cohort
    ends. Raises KeyError for what does not hang on a day of the cohort.
    """
    begins = {
        Trigger.AT_START: cohort.starts_on,
        Trigger.MIDWAY: midway(cohort.starts_on, cohort.ends_on),
        Trigger.AT_CLOSE: cohort.ends_on,
        Trigger.AFTER_CLOSE: cohort.ends_on,
    }
    first = begins[Trigger(plan.trigger)] + timedelta(days=plan.days)
    if plan.trigger not in REPEATED or not plan.every_days:
        return {0: first}
    days = ((turn, first + timedelta(days=turn * plan.every_days)) for turn in range(MOST_TURNS))
    return {turn: day for turn, day in days if turn == 0 or day <= cohort.ends_on}


def instruments_by_key(programme: Programme) -> dict[str, Instrument]:
    """Return the usable version of each survey of a programme's organisation, by key."""
    usable = Instrument.objects.usable().filter(organisation=programme.organisation_id)
    return {instrument.key: instrument for instrument in usable}


def waves_ahead(
    programme: Programme, *, today: date, until: date, cohort: Cohort | None = None
) -> list[Ahead]:
    """Return what the active plans will ask from a day to another, both included, by day.

    What is a wave already is left out. Matches are reckoned to go on without rests.
    """
    instruments = instruments_by_key(programme)
    cohorts = [cohort] if cohort else list(programme.cohorts.all())
    plans = list(programme.wave_plans.active())
    there = _There(programme, plans, cohorts)
    found: list[Ahead] = []
    for plan in plans:
        if instrument := instruments.get(plan.instrument_key):
            for each in cohorts:
                found.extend(_ahead(plan, instrument, each, today, there))
    soon = [each for each in found if today <= each.opens_on <= until]
    return sorted(soon, key=lambda each: (each.opens_on, each.instrument.title))


class _There:
    """What is there already and stays while plans are read ahead: read once, not for each plan."""

    def __init__(self, programme: Programme, plans: list[WavePlan], cohorts: list[Cohort]) -> None:
        """Read which turns and sessions of the plans are waves; one query."""
        waves = Wave.objects.filter(plan__in=plans, cohort__in=cohorts)
        rows = list(waves.values_list("plan", "cohort", "occurrence", "session"))
        self.turns = {(plan, cohort, turn) for plan, cohort, turn, _session in rows}
        self.of_sessions = {(plan, cohort, session) for plan, cohort, _turn, session in rows}
        self.programme = programme
        self._reached: dict[UUID, list[int]] = {}

    @cached_property
    def sessions(self) -> list[Session]:
        """Return the sessions still to come that are held for people; one query."""
        planned = Session.objects.filter(programme=self.programme, state=SessionState.PLANNED)
        return list(planned.exclude(kind=SessionKind.MODULE))

    def reached(self, cohort: Cohort, today: date) -> list[int]:
        """Return how many days the matches of a cohort have counted; one reading per cohort."""
        if cohort.pk not in self._reached:
            self._reached[cohort.pk] = list(days_reached(cohort.pk, today).values())
        return self._reached[cohort.pk]


def _ahead(
    plan: WavePlan, instrument: Instrument, cohort: Cohort, today: date, there: _There
) -> Iterator[Ahead]:
    """Yield what a plan will ask a cohort."""
    if plan.trigger in OF_COHORT:
        return _of_cohort(plan, instrument, cohort, there)
    if cohort.state == CohortState.CLOSED:
        return iter(())
    if plan.trigger == Trigger.AFTER_SESSION:
        return _after_sessions(plan, instrument, cohort, there)
    return _of_matches(plan, instrument, cohort, today, there)


def _of_cohort(
    plan: WavePlan, instrument: Instrument, cohort: Cohort, there: _There
) -> Iterator[Ahead]:
    """Yield the waves that hang on days of the cohort, but for those that are there."""
    for turn, day in days_in_cohort(plan, cohort).items():
        if (plan.pk, cohort.pk, turn) not in there.turns:
            yield Ahead(plan, instrument, cohort, day, day + timedelta(days=plan.open_days), turn)


def _after_sessions(
    plan: WavePlan, instrument: Instrument, cohort: Cohort, there: _There
) -> Iterator[Ahead]:
    """Yield a wave for each session still to come that is the cohort's or everybody's."""
    for session in there.sessions:
        is_there = (plan.pk, cohort.pk, session.pk) in there.of_sessions
        if session.cohort_id in {None, cohort.pk} and not is_there:
            day = session.ends_at.date() + timedelta(days=plan.days)
            closes = day + timedelta(days=plan.open_days)
            yield Ahead(plan, instrument, cohort, day, closes, session=session)


def _of_matches(
    plan: WavePlan, instrument: Instrument, cohort: Cohort, today: date, there: _There
) -> Iterator[Ahead]:
    """Yield the turns that the matches of a cohort will reach before it ends."""
    counted = there.reached(cohort, today)
    for turn in range(MOST_TURNS if plan.every_days else 1):
        threshold = day_of_turn(turn, days=plan.days, every_days=plan.every_days)
        waiting = [threshold - days for days in counted if days <= threshold]
        day = today + timedelta(days=min(waiting, default=0))
        is_there = (plan.pk, cohort.pk, turn) in there.turns
        if waiting and not is_there and day <= cohort.ends_on:
            yield Ahead(
                plan, instrument, cohort, day, day + timedelta(days=plan.open_days), occurrence=turn
            )
