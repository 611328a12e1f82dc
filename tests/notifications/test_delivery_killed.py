"""SIGKILL at a chosen step of the conversation, and at random in a short drill with Celery.

The full drill is `python -m benchmarks.faults.delivery`.
"""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import OperationalError, connection
from django.utils import timezone
from psycopg.conninfo import make_conninfo

from mentorship.notifications import delivery, sweeping
from mentorship.notifications import kinds as registry
from mentorship.notifications.actions import post
from mentorship.notifications.emails import SIGN_IN_CHANGED
from mentorship.notifications.enums import MessageState, SendPolicy
from mentorship.notifications.models import Message

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]


def database_url():
    """Return the address of this worker's test database, as a process of ours reads it."""
    name = str(django_settings.DATABASES["default"]["NAME"])
    return make_conninfo(os.environ["DATABASE_URL"], dbname=name)


@pytest.fixture
def sender_environment(faulty):
    return {
        **os.environ,
        "DATABASE_URL": database_url(),
        "EMAIL_HOST": faulty.host,
        "EMAIL_PORT": str(faulty.port),
        "EMAIL_USE_TLS": "0",
    }


def swept_by_a_process(environment):
    command = [sys.executable, "-m", "benchmarks.faults.sender", "60"]
    return subprocess.Popen(command, cwd=ROOT, env=environment)


def lease_ends():
    Message.objects.filter(lease_until__isnull=False).update(lease_until=timezone.now())


@pytest.mark.parametrize("policy", ["once", "resend"])
@pytest.mark.parametrize("step", ["RCPT", "DATA", "end"])
def test_killed_at_each_step_nothing_is_lost_or_twice(
    monkeypatch, faulty, sender_environment, amara, step, policy
):
    """Only a sender killed after its last line leaves anything unknown."""
    kind = replace(SIGN_IN_CHANGED, policy=SendPolicy(policy))
    monkeypatch.setitem(registry._kinds, kind.name, kind)
    message = post(kind, recipient=amara, about=amara, occurrence="1", context={"fact": "x"})
    sender = swept_by_a_process(sender_environment)
    faulty.on[step] = lambda: sender.send_signal(signal.SIGKILL)
    assert sender.wait() == -signal.SIGKILL
    faulty.on.clear()
    message.refresh_from_db()
    assert message.state == ("transmitting" if step == "end" else "claimed")
    lease_ends()
    sweeping.sweep(seconds=60)
    message.refresh_from_db()
    was_last_line_said = step == "end"
    is_unknown = was_last_line_said and policy == "once"
    assert message.state == (MessageState.UNKNOWN if is_unknown else MessageState.SENT)
    copies = 2 if was_last_line_said and policy == "resend" else 1
    assert len(faulty.taken) == copies


@pytest.fixture
def cut_the_connection(transactional_db):
    """Return what makes the database drop this process's connection."""
    connection.ensure_connection()
    own = connection.connection.info.backend_pid

    def cut():
        with psycopg.connect(database_url()) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [own])

    return cut


def test_an_answer_survives_a_database_that_hangs_up(posted, faulty, cut_the_connection):
    message = posted()
    faulty.on["end"] = cut_the_connection
    assert delivery.deliver(message.pk)
    message.refresh_from_db()
    assert message.state == MessageState.SENT
    assert len(faulty.taken) == 1


def test_without_a_database_the_last_line_is_not_said(posted, faulty, cut_the_connection):
    message = posted()
    faulty.on["RCPT"] = cut_the_connection
    with pytest.raises(OperationalError):
        delivery.deliver(message.pk)
    connection.close()
    message.refresh_from_db()
    assert message.state == MessageState.CLAIMED
    assert not faulty.taken


@pytest.mark.timeout(400)  # starts a dozen processes, also on a machine that is busy
def test_a_short_drill_holds():
    command = [sys.executable, "-m", "benchmarks.faults.delivery", "--kills", "3"]
    options = ["--letters", "24", "--notices", "6", "--database", database_url()]
    done = subprocess.run(
        [*command, *options], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    assert done.stdout.endswith("held\n")
