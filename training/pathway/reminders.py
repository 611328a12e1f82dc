"""Which reminders of supporting mentors should exist now: one each, half-way through the year."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.reminders import ReminderPlan
from training.currency.days import add_months
from training.models import Pathway
from training.pathway.emails import half_way_facts
from training.pathway.enums import PathwayState
from training.reminding.steps import HORIZON, MORNING, at_a_decent_hour

HALF_A_YEAR = -6
# Of use for a month: later, the end is nearer than the middle.
OF_USE = timedelta(days=30)


def half_way_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield the reminder of each supporter whose year is half over, or will be soon; one query."""
    rows = Pathway.objects.filter(
        state=PathwayState.SOLO, supporter__isnull=False, supported_until__isnull=False
    )
    for pathway in rows.select_related("programme__organisation", "person", "supporter"):
        supporter, until = pathway.supporter, pathway.supported_until
        if supporter is None or until is None or not supporter.can_sign_in:
            continue
        due_at = _morning(add_months(until, HALF_A_YEAR), pathway)
        if not due_at - HORIZON <= now < due_at + OF_USE:
            continue
        yield ReminderPlan(
            recipient=supporter,
            about=about_key(pathway),
            occurrence=f"half-way to {until.isoformat()}",
            due_at=at_a_decent_hour(due_at, now, supporter.time_zone),
            stale_after=due_at + OF_USE,
            organisation=pathway.programme.organisation,
            programme_id=pathway.programme_id,
            context=half_way_facts(pathway),
        )


def _morning(day: date, pathway: Pathway) -> datetime:
    """Return the morning of a day where the supporter is."""
    zone = pathway.supporter.time_zone if pathway.supporter else None
    return timezone.make_aware(datetime.combine(day, MORNING), zone)
