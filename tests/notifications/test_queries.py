from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from mentorship.notifications import queries
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import OutboxSwitch

pytestmark = pytest.mark.django_db


def test_the_age_is_that_of_the_oldest_message_that_is_due(posted):
    assert queries.queue_age() is None
    now = timezone.now()
    posted(due_at=now + timedelta(days=1))
    assert queries.queue_age() is None
    posted(due_at=now - timedelta(hours=2))
    posted(due_at=now - timedelta(hours=1))
    age = queries.queue_age()
    assert age is not None
    assert timedelta(hours=2) <= age < timedelta(hours=3)


def test_every_state_is_counted(posted):
    posted(), posted(), posted("approval")
    counts = queries.state_counts()
    assert set(counts) == set(MessageState.values)
    assert (counts["queued"], counts["awaiting_approval"], counts["sent"]) == (2, 1, 0)


def test_a_person_counts_what_they_may_see(posted, coordinator, amara):
    posted()
    posted(organisation=None)
    assert queries.state_counts(coordinator)["queued"] == 1
    assert queries.state_counts(amara)["queued"] == 0


def test_the_command_line_shows_pauses_and_resumes(posted):
    posted()
    out = StringIO()
    call_command("outbox", stdout=out)
    assert "1  Waiting to leave" in out.getvalue()
    assert "running; the oldest has been due for 0:00:" in out.getvalue()
    call_command("outbox", "pause", stdout=out)
    assert OutboxSwitch.objects.get().is_paused
    call_command("outbox", "resume", stdout=out)
    assert not OutboxSwitch.objects.get().is_paused
