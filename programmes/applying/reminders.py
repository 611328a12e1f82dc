"""Which reminders should exist now: of unfinished applications, and of “is it still true?”."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo

from django.db.models import Q
from django.utils import timezone

from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.reminders import ReminderPlan
from programmes.applying.entry import own_window
from programmes.applying.enums import ApplicationState
from programmes.applying.still_true import awaited
from programmes.applying.windows import Window, windows_of
from programmes.charters.calendar import MORNING, Step, at_a_decent_hour, wanted_steps
from programmes.emails.applications import unfinished_facts, validation_facts
from programmes.enums import CohortState
from programmes.models import Application, Cohort, Validation

DAYS_BEFORE = 3


def unfinished_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every reminder of an unfinished application that should exist now; constant queries.

    Two at most: some days before the last day, and on the last day of grace; only while it is
    written, and may be handed in.
    """
    applications = list(
        Application.objects.filter(
            Q(cohort__state=CohortState.RECRUITING) | Q(asked_again_until__isnull=False),
            state=ApplicationState.DRAFT,
            cohort__in=Cohort.objects.open(),
            person__is_active=True,
        ).select_related("person", "cohort__programme__organisation")
    )
    cohorts = {application.cohort_id: application.cohort for application in applications}
    windows = windows_of(cohorts.values())
    for application in applications:
        window = own_window(application, windows[application.cohort_id, application.role])
        programme = application.cohort.programme
        zone = application.person.time_zone
        for step, last_day in _steps_of(window, programme.organisation.time_zone):
            # Who has just begun needs no reminder of it.
            if application.began_at <= step.due_at and wanted_steps([step], now):
                yield ReminderPlan(
                    recipient=application.person,
                    about=about_key(application),
                    occurrence=step.name,
                    due_at=at_a_decent_hour(step.due_at, now, zone),
                    stale_after=step.stale_after,
                    organisation=programme.organisation,
                    programme_id=programme.pk,
                    context=unfinished_facts(application, last_day=last_day),
                )


def validation_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every reminder of an unanswered “is it still true?” that should exist now; one query.

    Two at most: some days before the day to answer by, and on it.
    """
    unanswered = (
        Validation.objects.open()
        .filter(awaited(), application__person__is_active=True)
        .select_related("application__person", "application__cohort__programme__organisation")
    )
    for validation in unanswered:
        application = validation.application
        programme, zone = application.cohort.programme, application.person.time_zone
        steps = _steps_before(validation.answer_by, zone)
        for step in wanted_steps([s for s in steps if validation.asked_at <= s.due_at], now):
            yield ReminderPlan(
                recipient=application.person,
                about=about_key(validation),
                occurrence=step.name,
                due_at=at_a_decent_hour(step.due_at, now, zone),
                stale_after=step.stale_after,
                organisation=programme.organisation,
                programme_id=programme.pk,
                context=validation_facts(validation),
            )


def _steps_of(window: Window, zone: tzinfo) -> Iterator[tuple[Step, date]]:
    """Yield both reminders of a window, each with the day it names; none where no day is set.

    The first names the last day to apply, the second the last day of grace.
    """
    closes_on, last_day = window.closes_on, window.last_day
    if closes_on is None or last_day is None:
        return
    first = _at(closes_on - timedelta(days=DAYS_BEFORE), MORNING, zone)
    second = _at(last_day, MORNING, zone)
    first_is_over = min(second, _at(closes_on + timedelta(days=1), time(0), zone))
    yield Step("3 days before", first, first_is_over), closes_on
    over = _at(last_day + timedelta(days=1), time(0), zone)
    yield Step("on the last day", second, over), last_day


def _steps_before(answer_by: date, zone: tzinfo) -> list[Step]:
    """Return both reminders before a day: each is of use until the next one, or the day's end."""
    first = _at(answer_by - timedelta(days=DAYS_BEFORE), MORNING, zone)
    second = _at(answer_by, MORNING, zone)
    over = _at(answer_by + timedelta(days=1), time(0), zone)
    return [Step("3 days before", first, second), Step("on the day", second, over)]


def _at(on: date, hour: time, zone: tzinfo) -> datetime:
    """Return an hour of a day in a zone."""
    return timezone.make_aware(datetime.combine(on, hour), zone)
