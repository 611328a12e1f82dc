"""Reviewers are reminded before and after the day, while anything is to do."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from mentorship.celery import app
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import Message
from mentorship.schedules import schedules
from programmes.actions.reviews import remind_reviewers
from programmes.models import Review
from programmes.selection.enums import ReviewState
from tests.factories.choosing import ReviewFactory
from tests.programmes.reviewing import make_reviewing

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 20)


def at(day, hour=10):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.fixture
def reviewing(world):
    found = make_reviewing(world.cohort, review_by=DAY)
    for application in found.applications:
        ReviewFactory.create(
            application=application,
            round=found.round,
            reviewer=found.reviewers[0],
            assigned_at=at(DAY - timedelta(days=14)),
        )
    return found


def reminders(state=MessageState.QUEUED):
    found = Message.objects.filter(kind="programmes.reviews_reminder", state=state)
    return list(found.order_by("due_at"))


def test_one_mail_three_days_before_and_one_the_day_after(reviewing):
    for day in (DAY - timedelta(days=4), DAY - timedelta(days=3), DAY, DAY + timedelta(days=1)):
        with time_machine.travel(at(day), tick=False):
            remind_reviewers()
            remind_reviewers()
    first, second = Message.objects.filter(kind="programmes.reviews_reminder").order_by("due_at")
    assert (first.due_at.date(), second.due_at.date()) == (
        DAY - timedelta(days=3),
        DAY + timedelta(days=1),
    )
    assert {first.recipient, second.recipient} == {reviewing.reviewers[0]}
    assert first.subject == "3 applications for Leaders still wait for you"
    assert "Wednesday, 20 May 2026" in first.text


def test_nobody_is_reminded_of_what_is_done_or_has_no_day(reviewing):
    with time_machine.travel(at(DAY - timedelta(days=4)), tick=False):
        remind_reviewers()
        assert len(reminders()) == 2
        Review.objects.update(state=ReviewState.SUBMITTED, ended_at=at(DAY - timedelta(days=4)))
        remind_reviewers()
        assert reminders() == []
        Review.objects.update(state=ReviewState.ASSIGNED, ended_at=None)
        reviewing.round.review_by = None
        reviewing.round.save()
        remind_reviewers()
        assert reminders() == []


def test_every_schedule_names_a_task_that_workers_know():
    app.loader.import_default_modules()
    wanted = {entry["task"] for entry in schedules(60).values()}
    assert "programmes.tasks.remind_reviewers_of_the_day" in wanted
    assert wanted <= set(app.tasks)
