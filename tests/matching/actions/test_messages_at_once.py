"""Two at the same moment, about one message or one report."""

import time
import uuid
from threading import Event as Signal

import pytest
from django.db import transaction

from matching.actions.message_reports import (
    ask_opening,
    confirm_opening,
    report_message,
    settle_report,
)
from matching.actions.messages import read_messages, write_message
from matching.messaging.enums import ReportState
from matching.models import MessageReport, PairMessage
from mentorship.accounts.permissions import Role
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import Message
from tests.matching.messaging.reported_pairs import reported_pair
from tests.people import team_member
from tests.programmes.races import both_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def sent(kind):
    return Message.objects.filter(kind=f"matching.{kind}").count()


def test_one_press_counts_of_two(world):
    pair, key = reported_pair(world), uuid.uuid4()
    press = lambda: write_message(pair.match, by=world.mentor, text="Hi", key=key)  # noqa: E731  (twice the same)
    assert both_at_once(press, press) == []
    assert PairMessage.objects.filter(by=world.mentor).count() == 1


def test_a_report_counts_once_of_two_presses(world):
    pair = reported_pair(world)
    message = write_message(pair.match, by=world.mentee, text="Again")
    press = lambda: report_message(message, by=world.mentor, reason="other")  # noqa: E731  (likewise)
    assert both_at_once(press, press) == []
    assert MessageReport.objects.filter(message=message).count() == 1
    assert Event.objects.filter(kind="message_report.raised").count() == 2


def test_of_two_who_ask_or_confirm_one_is_first(world):
    pair = reported_pair(world)
    third = team_member(world.programme, "Una Third", Role.COORDINATOR)
    errors = both_at_once(
        lambda: ask_opening(pair.report, by=world.coordinator, reason="Harm"),
        lambda: ask_opening(pair.report, by=world.coordinator, reason="Harm"),
    )
    assert [type(error) for error in errors] == [IllegalTransitionError]
    errors = both_at_once(
        lambda: confirm_opening(pair.report, by=pair.second),
        lambda: confirm_opening(pair.report, by=third),
    )
    assert [type(error) for error in errors] == [IllegalTransitionError]
    assert sent("thread_opened") == 2
    assert Event.objects.filter(kind="message_report.opened").count() == 1


def test_who_confirms_while_it_is_asked_for_names_both(world):
    pair, is_asked = reported_pair(world), Signal()

    def ask():
        with transaction.atomic():
            ask_opening(pair.report, by=world.coordinator, reason="Harm")
            is_asked.set()
            time.sleep(0.5)  # the other reads what was, and waits

    def confirm():
        is_asked.wait(timeout=20)
        confirm_opening(MessageReport.objects.get(pk=pair.report.pk), by=pair.second)

    assert both_at_once(ask, confirm) == []
    mail = Message.objects.filter(kind="matching.thread_opened").first()
    assert world.coordinator.name in mail.text
    assert pair.second.name in mail.text


def test_settled_while_it_is_opened(world):
    pair = reported_pair(world)
    ask_opening(pair.report, by=world.coordinator, reason="Harm")
    errors = both_at_once(
        lambda: confirm_opening(pair.report, by=pair.second),
        lambda: settle_report(pair.report, by=world.coordinator, words="Done."),
    )
    # Settled last it is settled after having been opened; settled first, it is never opened.
    report = MessageReport.objects.get()
    assert report.state == ReportState.SETTLED
    assert len(errors) == (0 if report.opened_at else 1)
    assert sent("thread_opened") == (2 if report.opened_at else 0)


def test_read_while_the_next_line_is_written(world):
    pair = reported_pair(world)
    errors = both_at_once(
        lambda: read_messages(pair.match, by=world.mentor, until=pair.message.pk),
        lambda: write_message(pair.match, by=world.mentee, text="One more"),
    )
    assert errors == []
    waiting = Message.objects.filter(
        kind="matching.message_waiting", recipient=world.mentor, state=MessageState.QUEUED
    )
    newest = PairMessage.objects.last()
    assert [note.occurrence for note in waiting] == [f"since {newest.pk}"]
