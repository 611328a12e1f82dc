"""Which reminders of concerns should exist now: to whoever answers, before and at the hour.

The first leaves when a quarter of the time is left, at most a day before its end. The second leaves
at the end, where the concern was taken in hand and whoever raised it has had no word yet; where
nobody took it in hand the next person is told instead. Both come at any hour: so do concerns.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from matching.concerns.emails import handler_facts
from matching.concerns.enums import ConcernState, EntryKind
from matching.models import Concern, ConcernEntry
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.reminders import ReminderPlan

SOONEST = timedelta(days=1)
QUARTER = 4
OF_USE = timedelta(days=2)


def concern_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every reminder of a concern that should exist now; one query."""
    answers = ConcernEntry.objects.filter(concern=OuterRef("pk"), kind=EntryKind.REPLY)
    rows = Concern.objects.open().filter(~Exists(answers), escalated_at=None)
    for concern in rows.select_related("handler", "programme__organisation"):
        if not concern.handler.can_sign_in:
            continue
        due = _due(concern, now)
        if due is None:
            continue
        step, due_at, stale_after = due
        yield ReminderPlan(
            recipient=concern.handler,
            about=about_key(concern),
            occurrence=f"{step} {concern.answer_by:%Y-%m-%d %H:%M}",
            due_at=due_at,
            stale_after=stale_after,
            organisation=concern.programme.organisation,
            context=handler_facts(concern, step),
        )


def before(concern: Concern) -> datetime:
    """Return when whoever answers is reminded the first time."""
    left = (concern.answer_by - concern.raised_at) / QUARTER
    return concern.answer_by - min(left, SOONEST)


def _due(concern: Concern, now: datetime) -> tuple[str, datetime, datetime] | None:
    """Return which reminder is the next, when it leaves, and when it has lost its use."""
    if now < concern.answer_by:
        return "before", before(concern), concern.answer_by
    if concern.state == ConcernState.TAKEN and now < concern.answer_by + OF_USE:
        return "over", concern.answer_by, concern.answer_by + OF_USE
    return None
