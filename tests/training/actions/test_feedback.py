"""Feedback is given once by those who were there, and read as sums alone."""

from datetime import timedelta

import pytest

from mentorship.audit.models import Event
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import SessionFactory, in_days
from training.actions import record_attendance
from training.actions.feedback import FeedbackClosedError, give_feedback
from training.models import Attendance, SessionFeedback
from training.queries.feedback import feedback_of


@pytest.fixture
def session(world):
    session = SessionFactory.create(programme=world.programme, starts_at=in_days(-1))
    record_attendance(session, {world.mentor: True, world.mentee: False}, by=world.coordinator)
    return session


def answers(session, count):
    """Let that many people answer; the last one is the least content."""
    for number in range(count):
        SessionFeedback.objects.create(
            session=session,
            person=ParticipantFactory.create(cohort__programme=session.programme).person,
            usefulness=1 if number == count - 1 else 5,
            confidence=4,
            keep=f"keep {number}",
            change="" if number % 2 else f"change {number}",
        )


def test_it_is_kept_once_and_nothing_tells_who_gave_it(world, session):
    before = Event.objects.count()
    give_feedback(session, usefulness=5, confidence=4, keep="All", by=world.mentor)
    give_feedback(session, usefulness=1, confidence=1, by=world.mentor)
    row = SessionFeedback.objects.get()
    assert (row.usefulness, row.confidence, row.keep) == (5, 4, "All")
    assert Event.objects.count() == before


def test_who_was_not_there_is_not_asked(world, session):
    for person in (world.mentee, world.coordinator):
        with pytest.raises(FeedbackClosedError):
            give_feedback(session, usefulness=5, confidence=4, by=person)


@pytest.mark.parametrize(("days", "is_open"), [(-13.5, True), (-15, False), (-0.05, False)])
def test_it_is_asked_for_two_weeks_after_the_end(world, days, is_open):
    session = SessionFactory.create(programme=world.programme, starts_at=in_days(days))
    Attendance.objects.create(session=session, person=world.mentor, is_present=True)
    assert session.ends_at - session.starts_at == timedelta(hours=3)
    if is_open:
        give_feedback(session, usefulness=5, confidence=4, by=world.mentor)
        return
    with pytest.raises(FeedbackClosedError):
        give_feedback(session, usefulness=5, confidence=4, by=world.mentor)


@pytest.mark.parametrize(
    ("count", "shown", "words"), [(0, 0, 0), (4, 0, 0), (5, 5, 0), (10, 10, 10)]
)
def test_sums_from_five_and_words_from_ten(session, count, shown, words):
    answers(session, count)
    sums = feedback_of(session, with_words=True)
    assert (sums.answers, len(sums.keep)) == (shown, words)
    assert sums.usefulness == (pytest.approx((5 * count - 4) / count) if shown else None)
    assert feedback_of(session, with_words=False).keep == ()


def test_no_single_answer_moves_the_sums(session):
    answers(session, 5)
    before = feedback_of(session, with_words=True)
    answers(session, 4)
    assert feedback_of(session, with_words=True) == before
    answers(session, 1)
    assert feedback_of(session, with_words=True).answers == 10


def test_lines_cannot_be_put_together_by_their_order(session):
    answers(session, 10)
    found = {feedback_of(session, with_words=True).keep for _ in range(5)}
    assert len(found) > 1
    assert {frozenset(order) for order in found} == {frozenset(f"keep {n}" for n in range(10))}
