"""Which reminders of reviews should exist now."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo

from django.utils import timezone

from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.reminders import ReminderPlan
from programmes.applying.enums import ApplicationState
from programmes.charters.calendar import MORNING, Step, at_a_decent_hour, wanted_steps
from programmes.emails.reviews import reminder_facts
from programmes.models import Review

DAYS_BEFORE = 3
# For how long the last one is of use.
TOLD_FOR = timedelta(days=7)


def review_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every reminder of reviews still to do that should exist now; one query.

    Two for each reviewer and round: some days before the day they are asked for, and the day after.
    """
    today = timezone.localdate(now)
    near = (today - TOLD_FOR - timedelta(days=2), today + timedelta(days=DAYS_BEFORE + 8))
    to_do = (
        Review.objects.to_do()
        .filter(
            application__state=ApplicationState.SUBMITTED,
            round__review_by__range=near,
            reviewer__is_active=True,
            reviewer__email__isnull=False,
        )
        .select_related("reviewer", "round__cohort__programme__organisation")
        .order_by("assigned_at", "pk")
    )
    rows = list(to_do)
    numbers = Counter((row.round_id, row.reviewer_id) for row in rows)
    # The oldest of somebody's reviews in a round stands for all of them.
    first = {(row.round_id, row.reviewer_id): row for row in reversed(rows)}
    for key, row in first.items():
        programme, zone = row.round.cohort.programme, row.reviewer.time_zone
        steps = [
            step for step in _steps(row.round.review_by, zone) if row.assigned_at < step.due_at
        ]
        for step in wanted_steps(steps, now):
            yield ReminderPlan(
                recipient=row.reviewer,
                about=about_key(row.round),
                occurrence=step.name,
                due_at=at_a_decent_hour(step.due_at, now, zone),
                stale_after=step.stale_after,
                organisation=programme.organisation,
                programme_id=programme.pk,
                context=reminder_facts(row.round, numbers[key]),
            )


def _steps(review_by: date | None, zone: tzinfo) -> list[Step]:
    """Return both reminders: the first is of use until the day is over, the second for a week."""
    if review_by is None:
        return []
    before = _at(review_by - timedelta(days=DAYS_BEFORE), MORNING, zone)
    over = _at(review_by + timedelta(days=1), time(0), zone)
    after = _at(review_by + timedelta(days=1), MORNING, zone)
    return [
        Step(f"{DAYS_BEFORE} days before {review_by}", before, over),
        Step(f"after {review_by}", after, after + TOLD_FOR),
    ]


def _at(on: date, hour: time, zone: tzinfo) -> datetime:
    """Return an hour of a day in a zone."""
    return timezone.make_aware(datetime.combine(on, hour), zone)
