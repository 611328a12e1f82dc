"""Which reminders of checks should exist now."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo

from django.db.models import Q
from django.utils import timezone

from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.reminders import ReminderPlan
from programmes.charters.calendar import MORNING, Step, at_a_decent_hour, wanted_steps
from programmes.checks.enums import CheckState
from programmes.emails.checks import reminder_facts
from programmes.models import Check

# How many days after asking, and before the last day, somebody is reminded.
AFTER_ASKING = (7, 14)
BEFORE_THE_END = (60, 14)
# For how long the last one is of use.
TOLD_FOR = timedelta(days=14)
LOOK_AHEAD = timedelta(days=BEFORE_THE_END[0] + 8)
LOOK_BACK = TOLD_FOR + timedelta(days=2)


def check_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every reminder of a check that should exist now; one query.

    Of what is asked for and not sent in, and of what runs out, to people who take part.
    """
    today = timezone.localdate(now)
    near = (today - LOOK_BACK, today + LOOK_AHEAD)
    open_ones = Q(state=CheckState.ASKED) | Q(state=CheckState.CONFIRMED, expires_on__range=near)
    checks = (
        Check.objects.in_force()
        .filter(open_ones, person__email__isnull=False)
        .select_related("person", "requirement__programme__organisation")
        .order_by("pk")
    )
    for check in checks:
        programme = check.requirement.programme
        for step in wanted_steps(steps_of(check), now):
            yield ReminderPlan(
                recipient=check.person,
                about=about_key(check),
                occurrence=step.name,
                due_at=at_a_decent_hour(step.due_at, now, check.person.time_zone),
                stale_after=step.stale_after,
                organisation=programme.organisation,
                programme_id=programme.pk,
                context=reminder_facts(check),
            )


def steps_of(check: Check) -> list[Step]:
    """Return the reminders of a check: after it was asked for, or around its last day.

    Each is of use until the next one leaves, the last one for two weeks.
    """
    zone = check.person.time_zone
    if check.state == CheckState.ASKED:
        asked_on = timezone.localdate(check.asked_at, zone)
        days = [(f"{after} days after {asked_on}", asked_on, after) for after in AFTER_ASKING]
    elif check.expires_on is not None:
        end = check.expires_on
        days = [(f"{before} days before {end}", end, -before) for before in BEFORE_THE_END]
        days.append((f"after {end}", end, 1))
    else:
        return []
    named = [(name, _morning(day + timedelta(days=shift), zone)) for name, day, shift in days]
    ends = [at for _name, at in named[1:]] + [named[-1][1] + TOLD_FOR]
    return [Step(name, at, over) for (name, at), over in zip(named, ends, strict=True)]


def _morning(day: date, zone: tzinfo) -> datetime:
    """Return the morning of a day in a zone."""
    return timezone.make_aware(datetime.combine(day, MORNING), zone)
