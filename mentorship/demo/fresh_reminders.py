"""The demo's reminders: most kinds were looked at, and one waits for its first look."""

from datetime import timedelta

from django.utils import timezone

from mentorship.demo.cast import Cast
from programmes.models import Programme
from training.models import ReminderApproval
from training.reminding.declarations import all_declared

# What nobody has looked at yet, so that Today has something to show.
UNSEEN = "refresher of mentors, 30 days"
RECENT = timedelta(days=21)


def add_reminders(cast: Cast, *programmes: Programme) -> None:
    """Let every kind of reminder but one go, as the coordinator did three weeks ago."""
    ReminderApproval.objects.bulk_create(
        ReminderApproval(
            programme=programme,
            name=declared.look,
            approved_by=cast.coordinator,
            approved_at=timezone.now() - RECENT,
        )
        for programme in programmes
        for declared in all_declared()
        if declared.look != UNSEEN
    )
