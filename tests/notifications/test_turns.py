"""Reminders give way to each other: one a day, three a week, by daylight, in the order of time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from mentorship.notifications import kinds as registry
from mentorship.notifications import sweeping
from mentorship.notifications.actions import send_again
from mentorship.notifications.delivery import deliver
from mentorship.notifications.enums import CancelReason, MessageState, Turn
from mentorship.notifications.models import Message
from mentorship.notifications.queries import queue_age

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("smtp_server")]
NOON = datetime(2027, 3, 10, 11, tzinfo=UTC)  # in Lagos, where Amara is
A_DAY = timedelta(days=1)


@pytest.fixture
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def of_kind(monkeypatch, kinds):
    """Let all reminders of the tests give way in a way of their own."""

    def do(turn):
        kind = replace(kinds["reminder"], turn=turn)
        monkeypatch.setitem(registry._kinds, kind.name, kind)
        monkeypatch.setitem(kinds, "reminder", kind)

    return do


def swept():
    """Send what may leave now; return how many have left in all."""
    sweeping.sweep(seconds=30)
    return Message.objects.filter(state=MessageState.SENT).count()


@pytest.mark.usefixtures("noon")
def test_the_second_of_a_day_waits_for_the_next_morning_and_keeps_its_promise(posted):
    first, second = (posted("reminder", about=about) for about in "ab")
    assert swept() == 1
    waiting = Message.objects.get(state=MessageState.QUEUED)
    assert waiting.pk in {first.pk, second.pk}
    assert waiting.next_try_at == datetime(2027, 3, 11, 8, tzinfo=UTC)
    assert waiting.due_at == NOON
    assert queue_age() is None


@pytest.mark.usefixtures("noon")
def test_a_fourth_of_a_week_waits_until_the_first_is_a_week_past(posted, time_machine):
    for about in "abcd":
        posted("reminder", about=about)
    for day, sent in enumerate([1, 2, 3, 3, 3, 3, 3, 4]):
        time_machine.move_to(NOON + day * A_DAY, tick=False)
        assert swept() == sent


@pytest.mark.usefixtures("noon")
def test_letters_and_reminders_of_others_do_not_count(posted, coordinator):
    posted("letter")
    posted("reminder")
    posted("reminder", recipient=coordinator)
    assert swept() == 3


@pytest.mark.parametrize(
    ("hour", "leaves"), [(3, "2027-03-10T08"), (21, "2027-03-11T08"), (18, None)]
)
def test_nobody_is_reminded_in_their_night(posted, time_machine, hour, leaves):
    time_machine.move_to(NOON.replace(hour=hour), tick=False)
    message = posted("reminder")
    assert swept() == (0 if leaves else 1)
    message.refresh_from_db()
    if leaves:
        assert f"{message.next_try_at:%Y-%m-%dT%H}" == leaves


@pytest.mark.usefixtures("noon")
def test_what_lost_its_use_while_it_waited_is_dropped(posted, time_machine):
    posted("reminder", about="a")
    late = posted("reminder", about="b", stale_after=NOON + timedelta(hours=2))
    Message.objects.filter(pk=late.pk).update(due_at=NOON + timedelta(minutes=1))
    assert swept() == 1
    time_machine.move_to(NOON + A_DAY, tick=False)
    assert swept() == 1
    assert Message.objects.get(cancel_reason=CancelReason.STALE).pk == late.pk


@pytest.mark.usefixtures("noon")
def test_an_earlier_one_about_the_same_goes_first(posted, time_machine):
    later = posted("reminder", due_at=NOON - timedelta(minutes=1))
    earlier = posted("reminder", due_at=NOON - timedelta(days=3))
    Message.objects.filter(pk=earlier.pk).update(next_try_at=NOON + timedelta(hours=1))
    assert deliver(later.pk)
    assert swept() == 0
    time_machine.move_to(NOON + timedelta(hours=2), tick=False)
    assert swept() == 1
    earlier.refresh_from_db()
    assert earlier.state == MessageState.SENT


@pytest.mark.usefixtures("noon")
def test_one_that_was_overtaken_is_dropped(posted):
    posted("reminder", due_at=NOON - timedelta(minutes=1))
    assert swept() == 1
    earlier = posted("reminder", due_at=NOON - timedelta(days=3))
    assert swept() == 1
    earlier.refresh_from_db()
    assert earlier.cancel_reason == CancelReason.STALE


@pytest.mark.usefixtures("noon")
def test_what_is_sent_by_hand_leaves_at_once_and_makes_others_wait(posted, of_kind):
    of_kind(Turn.AT_ONCE)
    posted("reminder", about="a")
    posted("reminder", about="b")
    assert swept() == 2
    of_kind(Turn.WAITS)
    posted("reminder", about="c")
    assert swept() == 2


def test_a_digest_waits_for_the_day_alone(posted, of_kind, time_machine):
    time_machine.move_to(NOON.replace(hour=3), tick=False)
    of_kind(Turn.APART)
    for about in "ab":
        posted("reminder", about=about)
    assert swept() == 0
    time_machine.move_to(NOON, tick=False)
    assert swept() == 2
    of_kind(Turn.WAITS)
    Message.objects.update(kind="tests.letter")  # what counts is asked by the kind's name
    posted("reminder", about="c")
    assert swept() == 3


@pytest.mark.usefixtures("noon")
def test_one_sent_again_by_a_person_waits_for_nobody(posted, coordinator):
    posted("reminder", about="a")
    assert swept() == 1
    lost = posted("reminder", about="b")
    Message.objects.filter(pk=lost.pk).update(state=MessageState.UNKNOWN)
    lost.refresh_from_db()
    send_again(lost, by=coordinator)
    assert swept() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_senders_at_once_one_sends_and_the_other_puts_off(posted, time_machine):
    time_machine.move_to(NOON)
    messages = [posted("reminder", about=about) for about in "abcd"]
    both = Barrier(len(messages))

    def send(message):
        both.wait()
        try:
            deliver(message.pk)
        finally:
            connection.close()

    senders = [Thread(target=send, args=(message,)) for message in messages]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    sweeping.sweep(seconds=10)
    assert Message.objects.filter(state=MessageState.SENT).count() == 1
    waiting = Message.objects.filter(state=MessageState.QUEUED, next_try_at__gt=timezone.now())
    assert waiting.count() == 3
