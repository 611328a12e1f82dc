from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from mentorship.notifications import sweeping
from mentorship.notifications.backoff import MOST_TIMES_ABANDONED
from mentorship.notifications.enums import AttemptOutcome, CancelReason, MessageState
from mentorship.notifications.models import Attempt, Message
from mentorship.notifications.tasks import deliver_message, sweep_outbox

pytestmark = pytest.mark.django_db

A_MINUTE = timedelta(minutes=1)


def left_by_its_sender(message, state, *, lease=-A_MINUTE):
    """Leave a message as a sender leaves it that is killed in this state."""
    now = timezone.now()
    message.attempts += 1
    Message.objects.filter(pk=message.pk).update(
        state=state, claim_token=uuid4(), lease_until=now + lease, attempts=message.attempts
    )
    Attempt.objects.create(
        message=message, number=message.attempts, mail_id=message.mail_id, started_at=now
    )


def test_killed_before_the_mail_left_it_is_sent_by_the_next_sweep(posted, smtp_server):
    message = posted()
    left_by_its_sender(message, MessageState.CLAIMED)
    swept = sweeping.sweep(seconds=60)
    assert swept == sweeping.Swept(dropped=0, freed=1, delivered=1)
    message.refresh_from_db()
    assert message.state == MessageState.SENT
    assert [each.outcome for each in message.tries.all()] == ["abandoned", "accepted"]


def test_killed_while_the_mail_left_a_once_message_is_unknown(posted, smtp_server):
    message = posted("letter")
    left_by_its_sender(message, MessageState.TRANSMITTING)
    assert sweeping.sweep(seconds=60).freed == 1
    message.refresh_from_db()
    assert message.state == MessageState.UNKNOWN
    assert message.tries.get().outcome == AttemptOutcome.UNKNOWN
    assert not smtp_server.envelopes


def test_killed_while_the_mail_left_a_harmless_one_is_sent_again(posted, smtp_server):
    message = posted("secret")
    left_by_its_sender(message, MessageState.TRANSMITTING)
    sweeping.sweep(seconds=60)
    message.refresh_from_db()
    assert message.state == MessageState.SENT


@pytest.mark.parametrize("state", [MessageState.CLAIMED, MessageState.TRANSMITTING])
def test_a_sender_within_its_lease_is_left_alone(posted, smtp_server, state):
    left_by_its_sender(posted(), state, lease=A_MINUTE)
    assert sweeping.sweep(seconds=60) == sweeping.Swept(0, 0, 0)


def test_a_message_that_kills_its_senders_is_given_up(posted, smtp_server):
    message = posted()
    for _ in range(MOST_TIMES_ABANDONED):
        Message.objects.update(state=MessageState.QUEUED, claim_token=None, lease_until=None)
        left_by_its_sender(message, MessageState.CLAIMED)
        sweeping.free_next()
    message.refresh_from_db()
    assert message.state == MessageState.FAILED
    assert message.last_error == sweeping.STOPPED_BEFORE


def test_a_message_that_keeps_killing_its_senders_waits_longer(posted):
    message = posted()
    waits = []
    for _ in range(5):
        Message.objects.update(state=MessageState.QUEUED, claim_token=None, lease_until=None)
        left_by_its_sender(message, MessageState.CLAIMED)
        before = timezone.now()
        sweeping.free_next()
        message.refresh_from_db()
        waits.append(round((message.next_try_at - before) / A_MINUTE))
    assert waits == [0, 0, 1, 2, 4]


@pytest.mark.parametrize("kind", ["letter", "secret", "approval"])
def test_what_came_too_late_is_dropped_and_says_so(posted, smtp_server, kind):
    message = posted(kind, stale_after=timezone.now() + A_MINUTE)
    Message.objects.update(stale_after=timezone.now())
    assert sweeping.sweep(seconds=60) == sweeping.Swept(dropped=1, freed=0, delivered=0)
    message.refresh_from_db()
    assert message.cancel_reason == CancelReason.STALE
    assert (message.text == "") == (kind == "secret")


def test_it_stops_when_its_time_is_over(posted, smtp_server):
    posted()
    assert sweeping.sweep(seconds=0) == sweeping.Swept(0, 0, 0)


def test_the_tasks_do_it(posted, smtp_server):
    first, second = posted(), posted()
    deliver_message(str(first.pk))
    deliver_message(str(first.pk))
    deliver_message(str(uuid4()))
    sweep_outbox()
    sweep_outbox()
    assert [mail["Message-ID"] for mail in smtp_server.messages] == [first.mail_id, second.mail_id]
