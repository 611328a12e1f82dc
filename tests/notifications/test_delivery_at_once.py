"""Several senders and sweepers at once, each with a connection of its own, each mail once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from mentorship.notifications import delivery, sweeping
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs):
    """Run each job in a thread of its own and return what they return."""

    def run(job):
        try:
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_eight_senders_of_one_message_send_it_once(posted, smtp_server):
    message = posted()
    told = at_once(*[lambda: delivery.deliver(message.pk)] * 8)
    assert sum(told) == 1
    assert len(smtp_server.envelopes) == 1


def test_sweeps_and_senders_at_once_send_each_message_once(posted, smtp_server):
    messages = [posted() for _ in range(30)]
    at_once(
        lambda: sweeping.sweep(seconds=60),
        lambda: sweeping.sweep(seconds=60),
        lambda: sweeping.sweep(seconds=60),
        lambda: [delivery.deliver(message.pk) for message in messages],
        lambda: [delivery.deliver(message.pk) for message in reversed(messages)],
    )
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.SENT}
    counted = Counter(mail["Message-ID"] for mail in smtp_server.messages)
    assert counted == Counter(message.mail_id for message in messages)
