"""Which reminders to peer partners should exist now: half-way, if the two have not met."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.reminders import ReminderPlan
from training.communities.enums import PeerState
from training.communities.talk_emails import peer_facts
from training.models import PeerPair
from training.reminding.steps import MORNING, at_a_decent_hour

# How long before it leaves a reminder is in the outbox.
HORIZON = timedelta(days=7)


def halfway_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield a reminder to each of two who have not met, half-way to the end; one query."""
    pairs = PeerPair.objects.filter(state=PeerState.ACTIVE, meetings__isnull=True)
    for pair in pairs.select_related("first", "second", "community__programme__organisation"):
        programme = pair.community.programme
        for person in (pair.first, pair.second):
            zone = person.time_zone
            begun = timezone.localdate(pair.paired_at, zone)
            day = begun + (pair.until - begun) / 2
            due_at = datetime.combine(day, MORNING, tzinfo=zone)
            over = datetime.combine(pair.until, MORNING, tzinfo=zone)
            if day <= begun or not person.is_active:
                continue
            if due_at > now + HORIZON or over <= now:
                continue
            yield ReminderPlan(
                recipient=person,
                about=about_key(pair),
                occurrence="half-way",
                due_at=at_a_decent_hour(due_at, now, zone),
                stale_after=over,
                organisation=programme.organisation,
                programme_id=programme.pk,
                context=peer_facts(pair, pair.partner_of(person)),
            )
