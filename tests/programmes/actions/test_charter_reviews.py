"""Reviews of a charter: reminded twice at most, answered once, and silence is told once."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from mentorship.audit.models import Event
from mentorship.notifications import delivery
from mentorship.notifications.enums import CancelReason, MessageState
from mentorship.notifications.models import Message
from programmes.actions.charter_reviews import (
    ReviewClosedError,
    answer_review,
    keep_reviewing,
    settle_review,
)
from programmes.actions.charters import sign_charter
from programmes.actions.sponsors import end_sponsorship
from programmes.charters.calendar import HORIZON, months_later, steps_of, wanted_steps
from programmes.charters.links import ReviewLink
from programmes.emails.charters import CHARTER_NEWS, CHARTER_REVIEW, CHARTER_SILENCE
from programmes.enums import ReviewAnswer
from programmes.models import CharterReview, ProgrammePolicy
from programmes.tasks import review_charters
from tests.factories.accounts import MembershipFactory
from tests.factories.charters import request_to_sign, review_of, signed_charter
from tests.people import make_world
from tests.programmes.races import both_at_once

LONDON = ZoneInfo("Europe/London")
DUE = date(2027, 3, 4)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def on(day, hour=10):
    return time_machine.travel(datetime.combine(day, time(hour), tzinfo=LONDON), tick=False)


@pytest.fixture
def review(world):
    with on(date(2026, 9, 4)):
        signed_charter(world.programme)
    return review_of(world.programme, due_on=DUE)


def reminders():
    rows = Message.objects.filter(kind=CHARTER_REVIEW.name).order_by("due_at")
    return [(row.occurrence, row.state, row.due_at) for row in rows]


def told():
    return Message.objects.filter(kind=CHARTER_SILENCE.name)


def test_both_reminders_are_there_in_time_and_no_third(review):
    for day, names in (
        (DUE - timedelta(days=22), []),
        (DUE - timedelta(days=20), ["14 days before"]),
        (DUE - timedelta(days=3), ["14 days before", "on the day"]),
        (DUE + timedelta(days=13), ["14 days before", "on the day"]),
        (DUE + timedelta(days=200), ["14 days before", "on the day"]),
    ):
        with on(day):
            keep_reviewing()
        assert [name for name, _state, _due in reminders()] == names
    assert [due for _name, _state, due in reminders()][1] == at("2027-03-04T09:00")


def test_running_again_changes_nothing(review):
    with on(DUE - timedelta(days=15)):
        first = keep_reviewing()
        before = list(Message.objects.values())
        again = keep_reviewing()
        review_charters()
    assert (first.created, again.created, again.moved, again.cancelled) == (1, 0, 0, 0)
    assert list(Message.objects.values()) == before


def test_a_missed_reminder_does_not_leave_in_the_night(review):
    with on(DUE - timedelta(days=10), hour=3):
        keep_reviewing()
    assert [due for _name, _state, due in reminders()] == [at("2027-02-22T09:00")]


@pytest.mark.parametrize("what", ["answered", "ended", "inactive", "left", "superseded", "settled"])
def test_what_makes_a_reminder_needless_cancels_it(world, review, what):
    with on(DUE - timedelta(days=16)):
        keep_reviewing()
        if what == "answered":
            answer_review(review, answer=ReviewAnswer.STANDS)
        if what == "ended":
            end_sponsorship(world.programme.sponsorships.get(), reason="Moved", by=None)
        if what == "inactive":
            type(world.sponsor).objects.filter(pk=world.sponsor.pk).update(is_active=False)
        if what == "left":
            MembershipFactory.create(
                organisation=world.organisation,
                person=world.sponsor,
                joined_on=DUE - timedelta(days=900),
                ended_on=DUE - timedelta(days=17),
            )
        if what == "superseded":
            sign_charter(request_to_sign(world.programme), name="Helena")
        if what == "settled":
            settle_review(review, by=world.coordinator)
        keep_reviewing()
    message = Message.objects.get(kind=CHARTER_REVIEW.name)
    assert (message.state, message.cancel_reason) == (
        MessageState.CANCELLED,
        CancelReason.NO_LONGER_NEEDED,
    )
    with on(DUE + timedelta(days=30)):
        keep_reviewing()
    assert not told().exists()


def test_silence_is_told_once_after_the_days_the_programme_bears(world, review):
    ProgrammePolicy.objects.create(programme=world.programme, silence_days=21)
    with on(DUE + timedelta(days=20)):
        keep_reviewing()
    assert not told().exists()
    for day in (21, 22, 60):
        with on(DUE + timedelta(days=day)):
            keep_reviewing()
    message = told().get()
    assert message.recipient == world.coordinator
    assert message.subject.startswith("Helena Sørensen has been quiet for 21 days")
    assert "4 March 2027" in message.text
    assert Event.objects.filter(kind="charter_review.silent").count() == 1


def test_ten_days_of_downtime_send_one_reminder_and_no_backlog(review):
    with on(DUE + timedelta(days=2)):
        keep_reviewing()
    assert [name for name, _state, _due in reminders()] == ["on the day"]


def test_an_answer_plans_what_comes_next(world, review):
    with on(DUE - timedelta(days=2)):
        answer_review(review, answer=ReviewAnswer.STANDS, words="All well")
        with pytest.raises(ReviewClosedError):
            answer_review(review, answer=ReviewAnswer.TALK)
    following = review.charter.reviews.exclude(pk=review.pk).get()
    assert following.due_on == date(2027, 9, 2)
    assert "All well" in Message.objects.get(kind=CHARTER_NEWS.name).text


def test_a_wish_is_settled_by_the_coordinator(world, review):
    answer_review(review, answer=ReviewAnswer.TALK, words="Call me")
    assert CharterReview.objects.unsettled().get() == review
    assert review.charter.reviews.count() == 1

    settle_review(review, by=world.coordinator)

    assert not CharterReview.objects.unsettled().exists()
    assert review.charter.reviews.count() == 2
    with pytest.raises(ReviewClosedError):
        settle_review(review, by=world.coordinator)


def test_charters_that_were_signed_elsewhere_get_their_review(world):
    charter = signed_charter(world.programme, signed_at=at("2026-08-31T23:30"))
    keep_reviewing()
    keep_reviewing()
    assert charter.reviews.get().due_on == date(2027, 2, 28)


def test_a_reminder_reaches_the_sponsor_with_a_link_that_answers(review, smtp_server, client):
    with on(DUE):
        keep_reviewing()
        message = Message.objects.get(kind=CHARTER_REVIEW.name)
        assert delivery.deliver(message.pk)
        (mail,) = smtp_server.messages
        text = mail.get_body(("plain",)).get_content().replace("=\n", "")
        link = ReviewLink.of(review)
        assert link.url in text
        assert client.get(f"/charter-reviews/{link.token}/").status_code == 200
    assert mail["To"].endswith("<helena@example.org>")
    assert mail["List-Unsubscribe"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_remind_and_tell_once():
    world = make_world()
    with on(date(2026, 9, 4)):
        signed_charter(world.programme)
    review_of(world.programme, due_on=DUE)
    with on(DUE):
        assert both_at_once(keep_reviewing, keep_reviewing) == []
    with on(DUE + timedelta(days=14)):
        assert both_at_once(keep_reviewing, keep_reviewing) == []
    assert len(reminders()) == 1
    assert told().count() == 1
    assert Event.objects.filter(kind="charter_review.silent").count() == 1


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(1, 36))
def test_a_later_month_is_never_skipped(day, months):
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(
    st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    st.integers(1, 90),
    st.integers(-60, 120),
    st.integers(0, 23),
)
def test_at_no_moment_more_than_one_reminder_is_current(due_on, silence, days, hour):
    now = datetime.combine(due_on + timedelta(days=days), time(hour), tzinfo=LONDON)
    wanted = wanted_steps(steps_of(due_on, silence, LONDON), now)
    assert sum(step.due_at <= now for step in wanted) <= 1
    assert all(step.due_at <= now + HORIZON and now < step.stale_after for step in wanted)
