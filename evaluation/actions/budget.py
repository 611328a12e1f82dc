"""Keeping surveys within the time they may take: the budget, and the steps that keep to it."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from evaluation.burden.asks import Survey
from evaluation.burden.outlook import outlook_of
from evaluation.burden.planning import Remedy, Step
from evaluation.enums import WaveState
from evaluation.models import BurdenStep, SurveyBudget, Wave
from mentorship.accounts.models import Organisation, Person
from mentorship.audit.actions import record
from programmes.models import Programme

# When waves open that nobody gave an hour.
MORNING = timedelta(hours=9)


class StepGoneError(Exception):
    """The step is not proposed, or not to be taken back, any more; nothing was changed."""


@transaction.atomic
def set_budget(organisation: Organisation, minutes: int, *, by: Person) -> None:
    """Say how many minutes a month surveys may ask of one person, in all programmes together."""
    budget = _hold_budget(organisation)
    if budget.minutes_a_month == minutes:
        return
    was = budget.minutes_a_month
    budget.minutes_a_month = minutes
    budget.save()
    record("survey_budget.changed", budget, by=by, changes={"from": was, "to": minutes})


@transaction.atomic
def accept_step(programme: Programme, token: str, *, by: Person) -> BurdenStep:
    """Take a step that is proposed for the programme as its surveys are now.

    A wave that a plan was still to open is stored for it. Raises `StepGoneError` where the step is
    not proposed any more: somebody was quicker, or the surveys have changed.
    """
    _hold_budget(programme.organisation)
    outlook = outlook_of(programme)
    step = next((one for one in outlook.steps if one.token == token), None)
    if step is None:
        raise StepGoneError
    wave = _stored(outlook.surveys[step.key])
    host = _stored(outlook.surveys[step.host]) if step.host else None
    taken = BurdenStep.objects.create(
        wave=wave,
        remedy=step.remedy.value,
        opened_at=wave.opens_at,
        closed_at=wave.closes_at,
        forms=wave.forms,
        made_by=by,
    )
    _apply(step, wave, host)
    _record("wave.eased", taken, by=by)
    return taken


@transaction.atomic
def take_back_step(step: BurdenStep, *, by: Person) -> None:
    """Let a wave be as it was before a step, while it has not opened.

    Where several steps were taken with a wave, only the latest can be taken back. Raises
    `StepGoneError`.
    """
    _hold_budget(step.wave.cohort.programme.organisation)
    latest = BurdenStep.objects.filter(wave=step.wave_id).order_by("-made_at", "-pk").first()
    if latest is None or latest.pk != step.pk:
        raise StepGoneError
    was: dict[str, dict[str, Any]] = {
        Remedy.MERGE.value: {
            "merged_into": None,
            "opens_at": step.opened_at,
            "closes_at": step.closed_at,
        },
        Remedy.POSTPONE.value: {"opens_at": step.opened_at, "closes_at": step.closed_at},
        Remedy.SAMPLE.value: {"forms": step.forms},
    }
    _change(step.wave, **was[step.remedy])
    _record("wave.eased_no_more", step, by=by)
    step.delete()


def _hold_budget(organisation: Organisation) -> SurveyBudget:
    """Return the budget, and let nobody else act on it until the transaction ends."""
    SurveyBudget.objects.get_or_create(organisation=organisation)
    return SurveyBudget.objects.select_for_update().get(organisation=organisation)


def _stored(survey: Survey) -> Wave:
    """Return the wave of a survey; one that a plan was still to open is stored as planned."""
    if survey.wave is not None:
        return survey.wave
    foreseen = survey.foreseen
    if foreseen is None:
        raise StepGoneError
    opens_at = _morning_of(min(foreseen.people), foreseen.cohort.programme.organisation)
    last_opens_at = _morning_of(max(foreseen.people), foreseen.cohort.programme.organisation)
    try:
        with transaction.atomic():
            return Wave.objects.create(
                instrument=foreseen.instrument,
                cohort=foreseen.cohort,
                opens_at=opens_at,
                closes_at=last_opens_at + timedelta(days=foreseen.plan.open_days),
                plan=foreseen.plan,
                occurrence=foreseen.occurrence,
                session=foreseen.session,
                states=foreseen.plan.states,
            )
    except IntegrityError as error:
        raise StepGoneError from error


def _morning_of(day: date, organisation: Organisation) -> datetime:
    """Return nine in the morning of a day where the organisation is."""
    midnight = datetime.combine(day, datetime.min.time())
    return (midnight + MORNING).replace(tzinfo=organisation.time_zone)


def _apply(step: Step, wave: Wave, host: Wave | None) -> None:
    """Change the planned wave as the step says."""
    if step.remedy == Remedy.SAMPLE:
        _change(wave, forms=step.forms)
    elif host is not None:
        _change(wave, merged_into=host, opens_at=host.opens_at, closes_at=host.closes_at)
    else:
        # The same hour of the clock, on both sides of a change to summer time.
        local = wave.opens_at.astimezone(wave.cohort.programme.organisation.time_zone)
        opens_at = datetime.combine(step.day, local.timetz())
        _change(wave, opens_at=opens_at, closes_at=opens_at + (wave.closes_at - wave.opens_at))


def _change(wave: Wave, **fields: Any) -> None:
    """Change a wave that is still planned; raises `StepGoneError` where it has opened."""
    planned = Wave.objects.filter(pk=wave.pk, state=WaveState.PLANNED)
    if not planned.update(**fields):
        raise StepGoneError


def _record(kind: str, step: BurdenStep, *, by: Person) -> None:
    """Write down what was done with the wave."""
    record(
        kind,
        step.wave,
        by=by,
        organisation_id=step.wave.cohort.programme.organisation_id,
        changes={"remedy": step.remedy},
    )
