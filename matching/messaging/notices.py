"""Which notes that somebody wrote should wait now: one for each reader with unread messages."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from matching.messaging.doors import Door, door_of
from matching.messaging.emails import MESSAGE_WAITING, waiting_facts
from matching.models import Match, PairMessage
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.enums import PENDING
from mentorship.notifications.models import Message
from mentorship.notifications.reminders import Reconciled, ReminderPlan, reconcile

# Time to write the second line, and to be read in the portal.
PATIENCE = timedelta(minutes=5)
OF_USE_FOR = timedelta(days=7)


def notice_plans(match: Match) -> Iterator[ReminderPlan]:
    """Yield a note for everybody in the match who has unread messages; a query for each of them.

    It is named by the first message that is unread, so there is one until they have read it,
    however many lines follow. It is no reminder: what a person wrote is told in a pause as well.
    """
    if door_of(match, timezone.now()) in {Door.GONE, Door.NOT_YET}:
        return
    programme = match.cohort.programme
    for person in match.people:
        unread = PairMessage.objects.filter(match=match).unread_by(person)
        first = unread.select_related("by").first() if person.can_sign_in else None
        if first is None:
            continue
        first.match = match
        yield ReminderPlan(
            recipient=person,
            about=about_key(match),
            occurrence=f"since {first.pk}",
            due_at=first.sent_at + PATIENCE,
            stale_after=first.sent_at + OF_USE_FOR,
            organisation=programme.organisation,
            programme_id=programme.pk,
            context=waiting_facts(first),
        )


def keep_notices(match: Match) -> Reconciled:
    """Keep the notes of one match in line with what is unread; the match should be locked."""
    return reconcile(MESSAGE_WAITING, notice_plans(match), about={about_key(match)})


def matches_with_notices() -> list[str]:
    """Return the ids of the matches of which a note waits to leave; one query."""
    waiting = Message.objects.filter(kind=MESSAGE_WAITING.name, state__in=PENDING)
    keys = waiting.order_by().values_list("about", flat=True).distinct()
    return sorted(key.partition(":")[2] for key in keys)
