"""The bell rings a real broker, and does no harm when there is none."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from kombu import pools
from redis import Redis

from mentorship.celery import app
from mentorship.notifications import bell
from mentorship.notifications.actions import approve_message, send_again
from mentorship.notifications.bell import Bell
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import Message
from tests.notifications.faulty_server import FaultyServer, closed_port

pytestmark = pytest.mark.django_db(transaction=True)


def client(url):
    if url.startswith("redis+socket://"):
        path, _, options = url.removeprefix("redis+socket://").partition("?")
        return Redis(unix_socket_path=path, db=int(options.rpartition("=")[2] or 0))
    return Redis.from_url(url)


@pytest.fixture
def rings(valkey_url):
    """Count what waits in the queues, by urgency."""
    broker = client(valkey_url)
    broker.flushdb()

    def count():
        return {
            "urgent": broker.llen("celery"),
            "ordinary": broker.llen("celery\x06\x166"),
        }

    yield count
    broker.flushdb()


@pytest.fixture
def broker_at():
    """Point Celery at another broker for a while."""
    before = app.conf.broker_url

    def point(url):
        app.conf.update(broker_url=url, broker_write_url=url)
        pools.reset()
        vars(app)["_pool"] = vars(app.amqp)["_producer_pool"] = None

    yield point
    point(before)


@pytest.fixture(autouse=True)
def fresh_bell(monkeypatch):
    """Each test begins with a bell that has not met a silent broker."""
    monkeypatch.setattr(bell, "_bell", Bell())


def test_it_rings_after_the_commit_and_not_before(posted, rings):
    with transaction.atomic():
        posted()
        assert rings() == {"urgent": 0, "ordinary": 0}
    assert rings() == {"urgent": 0, "ordinary": 1}


def test_a_code_overtakes(posted, rings):
    posted("secret")
    assert rings() == {"urgent": 1, "ordinary": 0}


def test_it_is_silent_for_what_is_known_waits_or_is_due_later(posted, rings, amara):
    posted("approval")
    posted(due_at=timezone.now() + timedelta(days=1))
    posted(occurrence="x")
    posted(occurrence="x")
    assert rings() == {"urgent": 0, "ordinary": 1}


def test_approving_and_sending_again_ring(posted, rings, coordinator):
    approve_message(posted("approval"), by=coordinator)
    message = posted("approval")
    Message.objects.filter(pk=message.pk).update(state=MessageState.FAILED)
    send_again(message, by=coordinator)
    assert rings() == {"urgent": 0, "ordinary": 2}


def test_without_a_broker_messages_are_posted_all_the_same(posted, broker_at):
    broker_at(f"redis://127.0.0.1:{closed_port()}/0")
    for _ in range(50):
        posted()
    assert Message.objects.filter(state=MessageState.QUEUED).count() == 50


def test_a_broker_that_does_not_answer_is_asked_once(posted, broker_at):
    with FaultyServer() as silent:
        asked = []

        def say_nothing():
            asked.append(1)
            silent.stopping.wait(20)

        silent.on["banner"] = say_nothing
        broker_at(f"redis://127.0.0.1:{silent.port}/0")
        for _ in range(5):
            posted()
    assert Message.objects.filter(state=MessageState.QUEUED).count() == 5
    assert len(asked) <= 3
