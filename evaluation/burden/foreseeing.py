"""The waves that plans will open, before there are any rows: on which days, and of whom."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from uuid import UUID

from django.db.models import Q

from evaluation.burden.audiences import Audiences, Times
from evaluation.enums import Subject, Trigger, WaveState
from evaluation.models import Instrument, Wave, WavePlan
from matching.resting import Stretch, rests_of
from mentorship.accounts.models import Organisation
from programmes.models import Cohort
from training.enums import SessionKind, SessionState
from training.models import Enrolment, Session

# Of a plan: which time in a cohort, or which session.
Occasion = tuple[UUID, UUID, int | UUID | None]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A wave to come: `people` says who is asked how often on which day.

    `occurrence` counts from 0; after a session it is None.
    """

    plan: WavePlan
    instrument: Instrument
    cohort: Cohort
    occurrence: int | None
    session: Session | None
    people: Mapping[date, Times]

    @property
    def occasion(self) -> Occasion:
        """Return which time of the plan it is."""
        when = self.session.pk if self.session else self.occurrence
        return (self.plan.pk, self.cohort.pk, when)


def occasion_of(wave: Wave) -> Occasion | None:
    """Return which time of its plan a stored wave is; None where no plan opened it."""
    if wave.plan_id is None:
        return None
    return (wave.plan_id, wave.cohort_id, wave.session_id or wave.occurrence)


def foresee(
    organisation: Organisation,
    cohorts: Collection[Cohort],
    audiences: Audiences,
    *,
    today: date,
    until: date,
) -> list[Foreseen]:
    """Return what active plans ask from today until a day, without it; at most seven queries.

    Of waves that are stored already only those of matches are told again, whose people are called
    as their own days come; the rest stand in their rows.
    """
    plans = list(WavePlan.objects.active().filter(programme__organisation=organisation))
    if not plans:
        return []
    usable = {made.key: made for made in organisation.instruments.usable()}
    stored = _stored(plans)
    by_match = [plan for plan in plans if plan.trigger == Trigger.MATCH_DAY]
    pairs = [pair for found in audiences.pairs.values() for pair in found]
    rests = rests_of(pair.pk for pair in pairs) if by_match else {}
    sessions = _sessions(plans, organisation, today, until)
    enrolled = _enrolled(sessions)
    found: list[Foreseen] = []
    for plan in plans:
        instrument = usable.get(plan.instrument_key)
        if instrument is None:
            continue
        for cohort in (one for one in cohorts if one.programme_id == plan.programme_id):
            if plan.trigger == Trigger.MATCH_DAY:
                found += _of_matches(plan, instrument, cohort, audiences, rests, today, until)
            elif plan.trigger == Trigger.AFTER_SESSION:
                found += _of_sessions(plan, instrument, cohort, audiences, sessions, enrolled)
            else:
                found += _of_cohort(plan, instrument, cohort, audiences, until)
    return [
        one
        for one in (_between(each, today, until, stored.get(each.occasion)) for each in found)
        if one.people
    ]


def _between(one: Foreseen, today: date, until: date, state: str | None) -> Foreseen:
    """Return a wave with the people who are still to be asked."""
    people: Mapping[date, Times] = {}
    is_rolling = one.plan.trigger == Trigger.MATCH_DAY
    if state is None or (is_rolling and state != WaveState.CLOSED):
        # Whoever an open wave asks today is called already.
        since = today + timedelta(days=state == WaveState.OPEN)
        people = {day: who for day, who in one.people.items() if since <= day < until and who}
    return Foreseen(one.plan, one.instrument, one.cohort, one.occurrence, one.session, people)


def _of_cohort(
    plan: WavePlan, instrument: Instrument, cohort: Cohort, audiences: Audiences, until: date
) -> Iterator[Foreseen]:
    """Yield the waves that the cohort's own days open."""
    asked = audiences.asked(cohort, instrument, plan.states)
    first = _anchor(Trigger(plan.trigger), cohort) + timedelta(days=plan.days)
    repeats = plan.trigger in {Trigger.AT_START, Trigger.MIDWAY} and plan.every_days
    for occurrence in count():
        day = first + timedelta(days=occurrence * (plan.every_days or 0))
        if day >= until or (occurrence and day > cohort.ends_on):
            return
        yield Foreseen(plan, instrument, cohort, occurrence, None, {day: asked})
        if not repeats:
            return


def _anchor(trigger: Trigger, cohort: Cohort) -> date:
    """Return the day from which a plan counts."""
    if trigger == Trigger.AT_START:
        return cohort.starts_on
    if trigger == Trigger.MIDWAY:
        return cohort.starts_on + timedelta(days=(cohort.ends_on - cohort.starts_on).days // 2)
    return cohort.ends_on


def _of_matches(
    plan: WavePlan,
    instrument: Instrument,
    cohort: Cohort,
    audiences: Audiences,
    rests: Mapping[UUID, list[Stretch]],
    today: date,
    until: date,
) -> Iterator[Foreseen]:
    """Yield a wave for each time that some matches of the cohort come to their day."""
    seats = audiences.seats_of(cohort.pk, instrument.audience, plan.states)
    people = {seat.pk: seat.person_id for seat in seats}
    waves: dict[int, dict[date, Times]] = defaultdict(lambda: defaultdict(Times))
    for pair in audiences.pairs.get(cohort.pk, ()):
        for occurrence in count():
            days = plan.days + occurrence * (plan.every_days or 0)
            day = day_reached(pair.started_on, days, rests.get(pair.pk, ()))
            if day is None or day >= until or day > cohort.ends_on:
                break
            if day >= today:
                for seat_id in pair.sides.keys() & people.keys():
                    times = pair.faces(seat_id) if instrument.subject == Subject.PARTNER else 1
                    waves[occurrence][day][people[seat_id]] += times
            if not plan.every_days:
                break
    for occurrence, days_of_wave in sorted(waves.items()):
        yield Foreseen(plan, instrument, cohort, occurrence, None, days_of_wave)


def _of_sessions(
    plan: WavePlan,
    instrument: Instrument,
    cohort: Cohort,
    audiences: Audiences,
    sessions: Iterable[Session],
    enrolled: Mapping[UUID, set[UUID]],
) -> Iterator[Foreseen]:
    """Yield a wave after each session: of those with a place, or of all while nobody has one."""
    asked = audiences.asked(cohort, instrument, plan.states)
    for session in sessions:
        is_theirs = session.cohort_id == cohort.pk or (
            session.cohort_id is None and session.programme_id == cohort.programme_id
        )
        if not is_theirs:
            continue
        coming = enrolled.get(session.pk)
        who = Times({pk: n for pk, n in asked.items() if coming is None or pk in coming})
        zone = session.programme.organisation.time_zone
        ends = session.starts_at + timedelta(minutes=session.minutes)
        day = ends.astimezone(zone).date() + timedelta(days=plan.days)
        yield Foreseen(plan, instrument, cohort, None, session, {day: who})


def day_reached(since: date, days: int, rests: Iterable[Stretch]) -> date | None:
    """Return when so many days have passed that were not rested; None while no end is known."""
    day, rested = since + timedelta(days=days), since
    for starts_on, ends_on in sorted(rests, key=lambda rest: rest[0]):
        begins = max(starts_on, rested + timedelta(days=1))
        if begins > day:
            break
        if ends_on is None:
            return None
        if ends_on >= begins:
            day += timedelta(days=(ends_on - begins).days + 1)
            rested = ends_on
    return day


def _stored(plans: Iterable[WavePlan]) -> dict[Occasion, str]:
    """Return the states of the waves that plans have made."""
    waves = Wave.objects.filter(plan__in=plans).only(
        "plan_id", "cohort_id", "session_id", "occurrence", "state"
    )
    return {key: wave.state for wave in waves if (key := occasion_of(wave))}


def _sessions(
    plans: Iterable[WavePlan], organisation: Organisation, today: date, until: date
) -> list[Session]:
    """Return the sessions after which something may be asked from today on."""
    waits = [plan.days for plan in plans if plan.trigger == Trigger.AFTER_SESSION]
    if not waits:
        return []
    return list(
        Session.objects.filter(
            ~Q(state=SessionState.CANCELLED),
            ~Q(kind=SessionKind.MODULE),
            programme__organisation=organisation,
            starts_at__date__gte=today - timedelta(days=max(waits) + 2),
            starts_at__date__lt=until,
        ).select_related("programme__organisation")
    )


def _enrolled(sessions: Collection[Session]) -> dict[UUID, set[UUID]]:
    """Return who has a place at each session that anybody has a place at."""
    enrolled: dict[UUID, set[UUID]] = defaultdict(set)
    if sessions:
        rows = Enrolment.objects.enrolled().filter(session__in=sessions)
        for session_id, person_id in rows.values_list("session_id", "person_id"):
            enrolled[session_id].add(person_id)
    return enrolled
