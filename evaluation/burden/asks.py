"""All surveys from this month on, asked, planned and foreseen, as the planner takes them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict
from uuid import UUID

from django.db.models import Count, Min, Q
from django.db.models.functions import TruncMonth

from evaluation.burden.audiences import Audiences, Times, read_audiences
from evaluation.burden.foreseeing import Foreseen, foresee, occasion_of
from evaluation.burden.minutes import minutes_by_instrument
from evaluation.burden.planning import Ask, month_of
from evaluation.burden.urgency import latest_day, patience_of
from evaluation.enums import Trigger, WaveState
from evaluation.models import Call, Instrument, Item, Wave
from mentorship.accounts.models import Organisation
from programmes.enums import CohortState
from programmes.models import Cohort, Programme

# How often each person is asked, by the first day of the month.
Months = dict[date, Times]


@dataclass(frozen=True, slots=True)
class Survey:
    """One survey of a cohort on its day: a stored wave, or one that a plan will open."""

    ask: Ask
    instrument: Instrument
    cohort: Cohort
    is_measured: bool
    is_ours: bool
    wave: Wave | None = None
    foreseen: Foreseen | None = None

    @property
    def is_asked(self) -> bool:
        """Tell whether people have been asked already."""
        return self.wave is not None and self.wave.state != WaveState.PLANNED


class _Questions(TypedDict):
    """What an ask consists of, and with which others it may be answered in one go."""

    core: int
    optional: int
    family: str


@dataclass(frozen=True, slots=True)
class _Lengths:
    """How long versions take, and how many questions they have: always asked, and others."""

    minutes: Mapping[UUID, tuple[int, bool]]
    items: Mapping[UUID, tuple[int, int]]


def wave_named_in(token: str) -> UUID | None:
    """Return which stored wave a step's token is about; None where it is about none."""
    parts = token.split("|")
    key = parts[1] if len(parts) > 1 else ""
    try:
        return UUID(key.removeprefix("wave:"))
    except ValueError:
        return None


def read_surveys(
    organisation: Organisation, programme: Programme, *, today: date, until: date
) -> list[Survey]:
    """Return the surveys from this month on that ask people of one programme.

    Those of other programmes of the organisation are counted and never changed. The number of
    queries grows with nothing.
    """
    called = _called(organisation, month_of(today))
    waves = _waves(organisation, called)
    cohorts = _cohorts(organisation, waves)
    audiences = read_audiences(cohorts)
    foreseen = {
        one.occasion: one
        for one in foresee(organisation, cohorts, audiences, today=today, until=until)
    }
    lengths = _lengths([*(w.instrument for w in waves), *(f.instrument for f in foreseen.values())])
    surveys: list[Survey] = []
    for wave in waves:
        occasion = occasion_of(wave)
        ahead = foreseen.pop(occasion, None) if occasion else None
        people = _people_of(wave, called.get(wave.pk, {}), ahead, audiences, today)
        surveys.append(_of_wave(wave, people, programme, lengths, today))
    surveys += [_of_foreseen(one, programme, lengths) for one in foreseen.values()]
    return [one for one in _of_our_people(surveys) if one.ask.day < until]


def _called(organisation: Organisation, since: date) -> dict[UUID, Months]:
    """Return who was asked by which wave in which month, from a day on."""
    rows = (
        Call.objects.standing()
        .filter(wave__cohort__programme__organisation=organisation, called_on__gte=since)
        .annotate(month=TruncMonth("called_on"))
        .order_by()
        .values_list("wave_id", "month", "person_id")
        .annotate(times=Count("pk"))
    )
    called: dict[UUID, Months] = defaultdict(lambda: defaultdict(Times))
    for wave_id, month, person_id, times in rows:
        called[wave_id][month][person_id] = times
    return called


def _waves(organisation: Organisation, called: Collection[UUID]) -> list[Wave]:
    """Return the planned waves, and those that have asked people this month."""
    return list(
        Wave.objects.filter(cohort__programme__organisation=organisation)
        .filter(Q(state=WaveState.PLANNED) | Q(pk__in=list(called)) | Q(state=WaveState.OPEN))
        .select_related("instrument", "cohort__programme__organisation", "plan")
        .annotate(meant_for=Min("burden_steps__opened_at"))
    )


def _cohorts(organisation: Organisation, waves: Iterable[Wave]) -> list[Cohort]:
    """Return the cohorts that are or may be asked: open ones, and those a plan comes back to."""
    asked = {wave.cohort_id for wave in waves}
    afterwards = Q(programme__wave_plans__trigger=Trigger.AFTER_CLOSE)
    return list(
        Cohort.objects.filter(programme__organisation=organisation)
        .filter(~Q(state=CohortState.CLOSED) | Q(pk__in=asked) | afterwards)
        .select_related("programme__organisation")
        .distinct()
    )


def _lengths(instruments: Collection[Instrument]) -> _Lengths:
    """Return how long versions take and how many questions they have; two queries."""
    counted = (
        Item.objects.filter(instrument__in=instruments)
        .order_by()
        .values_list("instrument_id")
        .annotate(
            core=Count("pk", filter=Q(is_core=True)), other=Count("pk", filter=Q(is_core=False))
        )
    )
    items = {pk: (core, other) for pk, core, other in counted}
    return _Lengths(minutes_by_instrument(instruments), items)


def _people_of(
    wave: Wave, called: Months, ahead: Foreseen | None, audiences: Audiences, today: date
) -> Months:
    """Return whom a wave has asked and will ask, by month."""
    months: Months = {month: Times(people) for month, people in called.items()}
    if ahead is not None:
        for month, people in _by_month(ahead).items():
            months.setdefault(month, Times()).update(people)
    elif wave.state == WaveState.PLANNED:
        asked = audiences.asked(wave.cohort, wave.instrument, wave.states)
        months = {month_of(_day_of(wave, today)): asked} if asked else {}
    return months


def _by_month(foreseen: Foreseen) -> Months:
    """Return whom a foreseen wave asks, by month."""
    months: Months = {}
    for day, people in foreseen.people.items():
        months.setdefault(month_of(day), Times()).update(people)
    return months


def _day_of(wave: Wave, today: date) -> date:
    """Return on which day a wave opens where its organisation is; today at the earliest."""
    zone = wave.cohort.programme.organisation.time_zone
    return max(wave.opens_at.astimezone(zone).date(), today)


def _of_wave(
    wave: Wave, people: Months, programme: Programme, lengths: _Lengths, today: date
) -> Survey:
    """Return a stored wave as the plan takes it."""
    is_ours = wave.cohort.programme_id == programme.pk
    zone = wave.cohort.programme.organisation.time_zone
    opened = wave.opens_at.astimezone(zone).date()
    is_planned = wave.state == WaveState.PLANNED
    meant_for = (wave.meant_for or wave.opens_at).astimezone(zone).date()  # type: ignore[attr-defined]  # added by _waves
    purpose = wave.instrument.purpose
    ask = Ask(
        key=f"wave:{wave.pk}",
        day=max(opened, today) if is_planned else opened,
        people=people,
        minutes=lengths.minutes[wave.instrument_id][0],
        latest=latest_day(purpose, meant_for, wave.cohort.ends_on) if is_planned else None,
        patience=patience_of(purpose),
        is_fixed=not (is_ours and is_planned),
        forms=wave.forms,
        host=f"wave:{wave.merged_into_id}" if wave.merged_into_id else "",
        **_questions(wave.instrument, wave.cohort, lengths),
    )
    is_measured = lengths.minutes[wave.instrument_id][1]
    return Survey(ask, wave.instrument, wave.cohort, is_measured, is_ours, wave=wave)


def _of_foreseen(one: Foreseen, programme: Programme, lengths: _Lengths) -> Survey:
    """Return a wave to come as the plan takes it; matches keep to their own days."""
    is_ours = one.cohort.programme_id == programme.pk
    day = min(one.people)
    minutes, is_measured = lengths.minutes[one.instrument.pk]
    purpose = one.instrument.purpose
    ask = Ask(
        key="plan:" + ":".join(str(part) for part in one.occasion),
        day=day,
        people=_by_month(one),
        minutes=minutes,
        latest=None
        if one.plan.trigger == Trigger.MATCH_DAY
        else latest_day(purpose, day, one.cohort.ends_on),
        patience=patience_of(purpose),
        is_fixed=not is_ours,
        **_questions(one.instrument, one.cohort, lengths),
    )
    return Survey(ask, one.instrument, one.cohort, is_measured, is_ours, foreseen=one)


def _questions(instrument: Instrument, cohort: Cohort, lengths: _Lengths) -> _Questions:
    """Return how many questions an ask has, and with which others it can be answered in one go.

    Two promises of who sees what in one go would blur both, so candour is the same.
    """
    core, optional = lengths.items.get(instrument.pk, (0, 0))
    family = f"{cohort.pk}:{instrument.audience}:{instrument.candour}"
    return {"core": core, "optional": optional, "family": family}


def _of_our_people(surveys: Collection[Survey]) -> list[Survey]:
    """Leave out who is asked by other programmes alone; they are not this programme's business."""
    ours = {
        person
        for survey in surveys
        if survey.is_ours
        for people in survey.ask.people.values()
        for person in people
    }
    kept: list[Survey] = []
    for survey in surveys:
        people = {
            month: Counter({person: times for person, times in asked.items() if person in ours})
            for month, asked in survey.ask.people.items()
        }
        people = {month: asked for month, asked in people.items() if asked}
        if people:
            kept.append(replace(survey, ask=replace(survey.ask, people=people)))
    return kept
