"""Which reminders of nominations and endorsements should exist now, and who is silent too long."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta, tzinfo

from django.db.models import Exists, OuterRef
from django.utils import timezone

from mentorship.accounts.models import Membership
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.reminders import ReminderPlan
from programmes.applying.enums import ApplicationState
from programmes.charters.calendar import HORIZON, MORNING, Step, at_a_decent_hour, wanted_steps
from programmes.emails.intake import nomination_facts, request_facts
from programmes.enums import CohortState
from programmes.models import Endorsement, Nomination
from programmes.models.endorsement import EndorsementQuerySet
from programmes.models.nomination import NominationQuerySet

# Days after which somebody is reminded: twice, and then the coordinators are told.
NOMINEE_DAYS = (7, 12)
NOMINEE_TOLD = 17
ENDORSER_DAYS = (5, 10)
ENDORSER_TOLD = 12


def nomination_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every reminder of a nomination that should exist now; one query."""
    for nomination in unanswered_nominations().filter(
        nominated_at__lte=now - timedelta(days=NOMINEE_DAYS[0]) + HORIZON
    ):
        zone = nomination.nominee.time_zone
        steps = _steps(nomination.nominated_at, NOMINEE_DAYS, NOMINEE_TOLD, zone)
        for step in wanted_steps(steps, now):
            yield ReminderPlan(
                recipient=nomination.nominee,
                about=about_key(nomination),
                occurrence=step.name,
                due_at=at_a_decent_hour(step.due_at, now, zone),
                stale_after=step.stale_after,
                organisation=nomination.cohort.programme.organisation,
                programme_id=nomination.cohort.programme_id,
                context=nomination_facts(nomination),
            )


def endorsement_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every reminder of a request to endorse that should exist now."""
    for endorsement in unanswered_endorsements().filter(
        expires_at__gt=now, asked_at__lte=now - timedelta(days=ENDORSER_DAYS[0]) + HORIZON
    ):
        programme, zone = endorsement.application.cohort.programme, endorsement.endorser.time_zone
        steps = _steps(endorsement.asked_at, ENDORSER_DAYS, ENDORSER_TOLD, zone)
        for step in wanted_steps(steps, now):
            if step.due_at >= endorsement.expires_at:
                continue
            yield ReminderPlan(
                recipient=endorsement.endorser,
                about=about_key(endorsement),
                occurrence=step.name,
                due_at=at_a_decent_hour(step.due_at, now, zone),
                stale_after=min(step.stale_after, endorsement.expires_at),
                organisation=programme.organisation,
                programme_id=programme.pk,
                context=request_facts(endorsement),
            )


def unanswered_nominations() -> NominationQuerySet:
    """Return the nominations that somebody who belongs to the organisation still could answer."""
    belongs = Membership.objects.current().filter(
        organisation=OuterRef("cohort__programme__organisation"), person=OuterRef("nominee")
    )
    return (
        Nomination.objects.open()
        .filter(Exists(belongs))
        .exclude(cohort__state=CohortState.CLOSED)
        .select_related("cohort__programme__organisation", "nominee", "nominated_by")
        .order_by("nominated_at", "pk")
    )


def unanswered_endorsements() -> EndorsementQuerySet:
    """Return the requests whose answer an application still waits for, run out or not."""
    return (
        Endorsement.objects.open()
        .filter(application__state=ApplicationState.SUBMITTED)
        .select_related(
            "application__cohort__programme__organisation", "application__person", "endorser"
        )
        .order_by("asked_at", "pk")
    )


def _steps(asked_at: datetime, days: tuple[int, int], told: int, zone: tzinfo) -> list[Step]:
    """Return both reminders, in the morning; each is of use until the next, or until it is told."""
    first, second, over = (
        timezone.make_aware(
            datetime.combine(timezone.localdate(asked_at, zone) + timedelta(days=after), hour), zone
        )
        for after, hour in ((days[0], MORNING), (days[1], MORNING), (told, time(0)))
    )
    return [
        Step(f"after {days[0]} days", first, second),
        Step(f"after {days[1]} days", second, over),
    ]
